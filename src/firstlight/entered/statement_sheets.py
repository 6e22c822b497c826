"""The file behind statements: which kind it is, and its hash without what is held back."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from firstlight.entered.books import is_book, read_book
from firstlight.entered.faults import FaultList
from firstlight.entered.files import OURS_AT_MOST, Sheet, hash_of, read_bytes, read_text


@dataclass(frozen=True, slots=True)
class Given:
    """A file as records, and what sort of file it is, in our words."""

    sheet: Sheet
    title: str


def find_kind(file: Path) -> str:
    """ "checklist" where a file's header begins with item, "statements" otherwise.

    Raises
    ------
    InputFaults
        When the file is missing or empty.
    """
    data = read_bytes(file, at_most=OURS_AT_MOST)
    if is_book(data):
        lines = read_book(data, FaultList(file.name))
        first = next((line[0] for line in lines if line and not line[0].startswith("#")), "")
        return "checklist" if first.strip().casefold() == "item" else "statements"
    for line in read_text(data).splitlines():
        bare = line.strip().strip('"').casefold()
        if bare and not bare.startswith("#"):
            return "checklist" if bare.startswith("item") else "statements"
    return "statements"


def hash_of_rows(sheet: Sheet, rows: Collection[int]) -> str:
    """The hash of the file with these rows alone: it tells nothing of those held back."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(sheet.header)
    writer.writerows(record.values for record in sheet.records if record.row in rows)
    return hash_of(out.getvalue().encode())
