"""The HTCDS layout, as a table of totals by code. A file with a row per person is refused."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from firstlight.base.cell import Cell
from firstlight.base.errors import Fault, InputFaults
from firstlight.catalogue.entries import Crosswalk, RecordLayout, Taxonomy

COLUMNS = ("field", "code", "count")
ALL = "people"  # the code under which the number of people asked about a field is given
LARGEST = 5_000_000  # bytes; a table of all codes is a few kilobytes
FAULTS_AT_MOST = 60


@dataclass(frozen=True, slots=True)
class TotalsByCode:
    """The totals of one field: exact, in memory, on their way to `map_counts`.

    `counts` has a cell for each code that was given; "" is the blank. `people` is the number
    of all people, or None. They never print themselves: some may be small.
    """

    field: str
    crosswalk: Crosswalk
    counts: Mapping[str, Cell]
    people: int | None

    def __repr__(self) -> str:
        return f"TotalsByCode(field={self.field!r}, codes={len(self.counts)})"


def read_totals_by_code(
    file: Path, *, taxonomy: Taxonomy, layout: RecordLayout
) -> tuple[TotalsByCode, ...]:
    """Read a CSV of totals: field, code, count; one line a code.

    The code "people" gives the number of people a field was filled in for, blanks included;
    an empty code is the number of blank fields. A field with several lists of codes is read
    by the first list that knows all codes given, and otherwise by the first.

    Raises
    ------
    InputFaults
        A file with a row per person (its columns are named as far as they are the layout's),
        a field that is not read (with why), a count that is no whole number, a code twice.
        No cell is repeated, nor is a heading that is not ours or the layout's.
    """
    header, lines = _open(file)
    _refuse_people(file, header, layout)
    faults: list[Fault] = []
    found: dict[str, dict[str, int]] = {}

    def fault(row: int, column: str, what: str, do: str) -> None:
        if len(faults) < FAULTS_AT_MOST:
            faults.append(Fault(what, do, file=file.name, row=row, column=column))

    for row, line in lines:
        if len(line) != len(header):
            fault(row, "", "The row has not as many cells as the header.", "Mend the row.")
            continue
        cells = dict(zip(header, (cell.strip() for cell in line), strict=True))
        known = layout.fields.get(cells["field"])
        if known is None:
            fault(row, "field", "The layout has no such field.", "Write its name as in HTCDS.")
        elif not known.read_by:
            fault(row, "field", f"This field is not read. {known.why_not}", "Leave it out.")
        elif cells["code"] in found.get(cells["field"], {}):
            fault(row, "code", "This code stands twice for this field.", "Give one total.")
        elif not (cells["count"].isascii() and cells["count"].isdigit()) or len(cells["count"]) > 9:
            do = "Give a whole number. Leave the line out where nobody counted."
            fault(row, "count", "This is no whole number.", do)
        else:
            found.setdefault(cells["field"], {})[cells["code"]] = int(cells["count"])
    if not found and not faults:
        faults.append(Fault("There are no totals.", "Give one line a code.", file=file.name))
    if faults:
        raise InputFaults(faults)
    return tuple(
        _make(field, counts, taxonomy, layout.fields[field].read_by)
        for field, counts in found.items()
    )


def _make(
    field: str, counts: dict[str, int], taxonomy: Taxonomy, read_by: tuple[str, ...]
) -> TotalsByCode:
    people = counts.pop(ALL, None)
    walks = [taxonomy.crosswalks[name] for name in read_by]
    knows_all = [walk for walk in walks if all(not c or c in walk.codes for c in counts)]
    cells = {code: Cell.counted(count) for code, count in counts.items()}
    return TotalsByCode(field, (knows_all or walks)[0], cells, people)


def _open(file: Path) -> tuple[tuple[str, ...], list[tuple[int, list[str]]]]:
    def stop(what: str, do: str) -> InputFaults:
        return InputFaults([Fault(what, do, file=file.name)])

    if not file.is_file():
        raise stop("There is no such file.", "Check its name and folder.")
    if file.stat().st_size > LARGEST:
        do = "A table of totals has one line a code. Count on your own machine first."
        raise stop("The file is larger than 5 MB.", do)
    try:
        text = file.read_bytes().decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline="")))
    except (UnicodeDecodeError, csv.Error):
        raise stop("This is not a CSV file in UTF-8.", "Save it as CSV and give that.") from None
    rows_kept = [(n, r) for n, r in enumerate(rows, start=1) if any(c.strip() for c in r)]
    if not rows_kept:
        raise stop("The file is empty.", "Give one line a code.")
    return tuple(cell.strip() for cell in rows_kept[0][1]), rows_kept[1:]


def _refuse_people(file: Path, header: tuple[str, ...], layout: RecordLayout) -> None:
    """Refuse every column that is not one of the three; name it where the name is not a value."""
    if sorted(header) == sorted(COLUMNS):
        return
    by_label = {_plain(field.label): name for name, field in layout.fields.items()}
    words = {_plain(word) for word in layout.person_columns}
    faults = []
    for place, heading in enumerate(header):
        plain = _plain(heading)
        if heading in COLUMNS:
            continue
        if heading in layout.fields:
            column = heading
        elif plain in by_label:
            column = by_label[plain]
        elif plain in words:
            column = plain
        else:
            # A heading that nobody knows could be a person's first line: only its place is told.
            column = f"number {place + 1}"
        what = "This column is of a file with a row per person, or is not known."
        do = "Count on your own machine and give only: field, code, count."
        faults.append(Fault(what, do, file=file.name, row=1, column=column))
    missing = [name for name in COLUMNS if name not in header]
    if missing:
        what = f"The header lacks {', '.join(missing)}."
        faults.append(Fault(what, "The columns are: field, code, count.", file=file.name, row=1))
    if not faults:
        faults.append(Fault("A column stands twice.", "Leave one out.", file=file.name, row=1))
    raise InputFaults(faults)


def _plain(text: str) -> str:
    return " ".join(text.replace("_", " ").replace("-", " ").lower().split())
