"""Why the two sides differ, in the leads' words: a file with one explanation a row."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path

from firstlight.base.provenance import Address
from firstlight.catalogue import Catalogue
from firstlight.catalogue.entries import NO_READING
from firstlight.entered.faults import FaultList
from firstlight.entered.files import is_example, read_sheet
from firstlight.entered.notes import (
    LONGEST,
    Judge,
    check_names,
    check_numbers,
    check_texts,
    read_day,
)
from firstlight.entered.scans import Scans
from firstlight.entered.shapes import DifferenceNote, Origin

COLUMNS = ("question", "value", "text", "author", "role", "date")


def read_explanations(
    file: Path, *, catalogue: Catalogue, scans: Scans, judge: Judge, today: datetime.date
) -> tuple[tuple[DifferenceNote, ...], tuple[Origin, ...]]:
    """Read explanations; every fault of the file at once, and never a text in a message.

    An explanation names the question of the two pictures and, where that is split, its value.
    It holds no number, nothing of one person, and no claim that goes too far.

    Raises
    ------
    InputFaults
        File, row and column, and what to do.
    """
    sheet = read_sheet(file, needs=COLUMNS, is_ours=True)
    faults = FaultList(file.name)
    known = _values(catalogue)
    found: list[DifferenceNote] = []
    origins: list[Origin] = []
    for record in sheet.records:
        if is_example(record):
            faults.add("This is the template's example row.", "Delete it.", row=record.row)
            continue
        cells = {name: record.values[sheet.column(name)] for name in COLUMNS}
        before = len(faults.faults) + faults.more

        def fault(column: str, what: str, do: str, row: int = record.row) -> None:
            faults.add(what, do, row=row, column=column)

        values = known.get(cells["question"])
        if values is None:
            fault("question", "There is no such question.", f"Write one of {', '.join(known)}.")
        elif cells["value"] not in values:
            named = ", ".join(filter(None, values)) or "nothing: it is not split"
            fault("value", "The question has no such value.", f"Write {named}.")
        for column in ("text", "author", "role"):
            if not cells[column]:
                fault(column, "The cell is blank.", "Say why the two differ, and who says so.")
        if len(cells["text"]) > LONGEST:
            fault("text", f"The text is longer than {LONGEST} characters.", "Make it shorter.")
        day = read_day(cells["date"], today)
        if day is None:
            fault("date", "This is no day that has been.", "Write year-month-day: 2026-05-31.")
        check_texts(cells, ("text", "author", "role"), record.row, faults, judge)
        check_names(cells, "text", record.row, faults, scans)
        check_numbers(cells, ("text",), record.row, faults, scans, today=today)
        if day is None or len(faults.faults) + faults.more != before:
            continue
        key = f"entered:{sheet.sha256[:12]}:{record.row}"
        origins.append(
            Origin(key, "Explanations of a difference", cells["author"], cells["role"], day)
        )
        found.append(
            DifferenceNote(
                question=cells["question"],
                value=cells["value"],
                text=cells["text"],
                author=cells["author"],
                role=cells["role"],
                day=day,
                made_from=(Address(key, sheet.name, record.row, "text", sheet.sha256),),
            )
        )
    faults.raise_if_any()
    return tuple(found), tuple(origins)


def _values(catalogue: Catalogue) -> Mapping[str, tuple[str, ...]]:
    """The values of each question; a question that is not split has the empty one."""
    dimensions = catalogue.taxonomy.dimensions
    return {
        question.id: (*dimensions[question.by].values, *NO_READING) if question.by else ("",)
        for question in catalogue.pictures.questions
    }
