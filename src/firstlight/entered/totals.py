"""Totals that holders gave to the leads, from `totals.csv` or a filled-in template."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from firstlight.base.cell import Cell, Status
from firstlight.entered.faults import FaultList
from firstlight.entered.files import Sheet, is_example, make_sheet, read_sheet
from firstlight.entered.relations import check_relations, settle_doubles, settle_efforts
from firstlight.entered.row_words import TotalsContext
from firstlight.entered.rows import (
    KEEP,
    MORE_COLUMNS,
    NUMBERS,
    TOTAL_COLUMNS,
    Row,
    read_count,
)
from firstlight.entered.shapes import NOT_APPROVED, Origin, Total

__all__ = [
    "TotalsContext",
    "TotalsFile",
    "read_invented",
    "read_kept_totals",
    "read_raw_totals",
    "read_totals",
]

NOT_YET = "given, and nobody has approved sharing it yet"
EVERY_ROW = 1 << 30  # more than a file can have
ONE_A_ROW = 8  # rows of one key, each with the value 1: more than that is a list of people


@dataclass(frozen=True, slots=True)
class TotalsFile:
    """A totals file before small counts are hidden. Stays inside this room."""

    sheet: Sheet
    totals: tuple[Total, ...]
    origins: tuple[Origin, ...]


def read_totals(file: Path, context: TotalsContext, *, on_double: str = "") -> TotalsFile:
    """Read totals; every fault of the file at once, and never a value in a message.

    `on_double` answers what becomes of two figures for the same thing where a row does not
    say it itself: "replace" (the later one stays) or "keep" (both are shown, never added).

    Raises
    ------
    InputFaults
        With file, row and column.
    """
    sheet = read_sheet(file, needs=TOTAL_COLUMNS, is_ours=True, may=MORE_COLUMNS)
    return _read(sheet, context, on_double)


def read_invented(name: str, lines: Sequence[str], context: TotalsContext) -> TotalsFile:
    """Read the lines of invented totals as if they were a file: the same road, no other."""
    data = "".join(f"{line}\n" for line in lines).encode()
    sheet = make_sheet(name, data, needs=TOTAL_COLUMNS, is_ours=True, may=MORE_COLUMNS)
    made = _read(sheet, context, "")
    return replace(made, origins=tuple(replace(o, invented=True) for o in made.origins))


def read_kept_totals(name: str, text: str, context: TotalsContext) -> TotalsFile:
    """Read rows that were entered by a page as if they were a file. Two figures for the same
    thing were settled when the later one was entered, so that both stay here."""
    sheet = make_sheet(name, text.encode(), needs=TOTAL_COLUMNS, is_ours=True, may=MORE_COLUMNS)
    return _read(sheet, context, KEEP, settled_before=EVERY_ROW)


def read_raw_totals(
    name: str, text: str, context: TotalsContext, *, keep_before: int
) -> list[Total]:
    """The totals of a text with their numbers, approved or not. Stays inside this room.

    Rows before `keep_before` were settled earlier; a later one is asked about doubles. An effort
    that stands in several rows is given for each of them: it is written in each.
    """
    sheet = make_sheet(name, text.encode(), needs=TOTAL_COLUMNS, is_ours=True, may=MORE_COLUMNS)
    return _read_rows(sheet, context, "", keep_before, every_effort=True)[0]


def _read(
    sheet: Sheet, context: TotalsContext, on_double: str, settled_before: int = 0
) -> TotalsFile:
    totals, origins = _read_rows(sheet, context, on_double, settled_before)
    kept = {address.source for total in totals for address in total.made_from}
    return TotalsFile(
        sheet,
        tuple(_withhold(total) for total in totals),
        tuple(origin for key, origin in origins.items() if key in kept),
    )


def _read_rows(
    sheet: Sheet,
    context: TotalsContext,
    on_double: str,
    keep_before: int = 0,
    *,
    every_effort: bool = False,
) -> tuple[list[Total], dict[str, Origin]]:
    faults = FaultList(sheet.name)
    totals: list[Total] = []
    origins: dict[str, Origin] = {}
    choices: dict[int, str] = {}
    counts = _all_counts(sheet)
    for record in sheet.records:
        if is_example(record):
            faults.add("This is the template's example row.", "Delete it.", row=record.row)
            continue
        # words that were taken once stay good, whatever counts come to stand beside them
        is_settled = record.row < keep_before
        row = Row(sheet, record, context, faults, () if is_settled else counts)
        read = row.read()
        if read:
            totals.extend(read)
            origins[row.key] = row.origin()
            settled = KEEP if is_settled else on_double
            choices[record.row] = row.cells["on_double"] or settled
    _check_one_a_row(totals, faults)
    totals = settle_doubles(totals, choices, faults)
    once = settle_efforts(totals, faults)
    check_relations(once, context.catalogue, faults)
    if not sheet.records:
        faults.add("There is no total in the file.", "Write one total a row.")
    faults.raise_if_any()
    return (totals if every_effort else once), origins


def _withhold(total: Total) -> Total:
    """Take the number out of a total that nobody has approved for sharing."""
    if total.answer or total.approved_on is not None:
        return total
    cell = Cell.missing(Status.NOT_REPORTED, NOT_YET)
    return replace(total, cell=cell, low=None, high=None, answer=NOT_APPROVED)


def _all_counts(sheet: Sheet) -> frozenset[float]:
    """Every count of the file, so that none can be told as if it were a year."""
    found = (
        read_count(text)
        for record in sheet.records
        for text in sheet.cells(record, NUMBERS).values()
    )
    return frozenset(count for count in found if count is not None)


def _check_one_a_row(totals: Sequence[Total], faults: FaultList) -> None:
    """Many rows of one thing that count one each are people, not totals."""
    ones = Counter((t.measure, t.same) for t in totals if t.cell.value == 1)
    for (measure, _), number in ones.items():
        if number >= ONE_A_ROW:
            faults.add(
                f"Many rows of {measure} count one each, as a list with a row a person does.",
                "Add them up where they are kept, and enter the total.",
            )
