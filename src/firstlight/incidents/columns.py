"""The first line of a table: which columns it has, and whether one is about a person."""

from __future__ import annotations

import csv
import gzip
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from firstlight.base.errors import Fault, InputFaults
from firstlight.catalogue.entries import NibrsLayout, NibrsTable, PersonColumns
from firstlight.incidents.unpack import FoundFile

HEADER_AT_MOST = 1 << 16


@dataclass(frozen=True, slots=True)
class Header:
    """Names of columns as written, in order. A name may stand twice: the first is read."""

    names: tuple[str, ...]

    def find(self, wanted: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
        """Our word -> `c0`, `c1` ... for each word of which a column is there."""
        lower = [name.strip().lower() for name in self.names]
        found: dict[str, str] = {}
        for word, names in wanted.items():
            for name in names:
                if name in lower:
                    found[word] = f"c{lower.index(name)}"
                    break
        return found

    def has(self, name: str) -> bool:
        return name in [known.strip().lower() for known in self.names]


def read_header(file: FoundFile) -> Header:
    """Read the names of the columns; nothing else of the file.

    Raises
    ------
    InputFaults
        When the file is empty, or is no text.
    """
    again = "Take the file as the FBI gives it."
    try:
        opener = gzip.open if file.path.name.lower().endswith(".gz") else open
        with opener(file.path, "rb") as handle:
            start = handle.read(HEADER_AT_MOST)
    except (OSError, EOFError, zlib.error):
        fault = Fault("The file is damaged or cannot be read.", again, file=file.shown)
        raise InputFaults([fault]) from None
    if b"\x00" in start:
        raise InputFaults([Fault("This is not text.", again, file=file.shown)])
    text = start.decode("utf-8-sig", errors="replace")
    line = next(iter(text.splitlines()), "")
    names = next(csv.reader([line]), [])
    if not any(name.strip() for name in names):
        raise InputFaults([Fault("The file has no line of column names.", again, file=file.shown)])
    return Header(tuple(names))


def find_person_columns(
    header: Header, layout: NibrsLayout, words: PersonColumns, *, table: str
) -> list[str]:
    """The columns whose names say that they are about one person, as written in the file.

    Columns that the FBI's own tables have are passed by name. `only_if_empty` are not looked
    at here (see `load`): they stood in an older layout, and may hold nothing.
    """
    known = {*layout.known, *layout.only_if_empty, *layout.known_in.get(table, ())}
    for entry in layout.tables.values():
        known.update(name for names in entry.columns.values() for name in names)
    return [
        name
        for name in header.names
        if name.strip().lower() not in known and _is_personal(name, words)
    ]


def _is_personal(name: str, words: PersonColumns) -> bool:
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name.strip())
    parts = [part for part in re.split(r"[^A-Za-z0-9]+", spaced.lower()) if part]
    whole, joined = "_".join(parts), "".join(parts)
    if whole in words.alone or joined in words.alone or joined in words.words:
        return True
    bare = {re.sub(r"\d+$", "", part) for part in parts}
    if bare & set(words.words):
        return True
    firsts, seconds = bare & set(words.pairs_first), bare & set(words.pairs_second)
    if any(first != second for first in firsts for second in seconds):
        return True
    return any(
        joined.startswith(first) and joined[len(first) :] in words.pairs_second
        for first in words.pairs_first
    )


def check_needed(table: NibrsTable, header: Header, shown: str) -> list[Fault]:
    """A fault for each needed column that the file lacks, by the names it can have."""
    found = header.find(table.columns)
    return [
        Fault(
            f"It has no column {' or '.join(table.columns[word])}.",
            "Take the file as the FBI gives it.",
            file=shown,
        )
        for word in table.needed
        if word not in found
    ]
