"""One bundled table in memory: text as received, found by place, each cell with its address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from firstlight.base.cell import Cell, Status
from firstlight.base.period import Period
from firstlight.base.provenance import Address, read_rows, write_rows
from firstlight.catalogue.entries import Source, Table

CENSUS_JAM_VALUES = frozenset(
    # Where the American Community Survey has no estimate it prints one of these; see the
    # `missing` map of each entry for what each means. They are never numbers, whatever file.
    {
        "-222222222",
        "-333333333",
        "-555555555",
        "-666666666",
        "-888888888",
        "-999999999",
    }
)


@dataclass(slots=True)
class PackTable:
    """Rows of one table. Columns are parallel lists of text; `rows` the received rows."""

    source: Source
    name: str
    table: Table
    received_sha256: str
    rows: Sequence[int]
    columns: Mapping[str, Sequence[str]]
    _by: dict[str, dict[str, list[int]]] = field(default_factory=dict)

    @property
    def period(self) -> Period:
        """When the table was true: its own period, or its source's."""
        return Period.read(self.table.period or self.source.period)

    def positions(self, column: str, value: str) -> Sequence[int]:
        """Where in the lists the column has this value, in received order."""
        if column not in self._by:
            index: dict[str, list[int]] = {}
            for position, text in enumerate(self.columns[column]):
                index.setdefault(text, []).append(position)
            self._by[column] = index
        return self._by[column].get(value, ())

    def of_place(self, place: str) -> Sequence[int]:
        """Where this place's rows are."""
        return self.positions(self.table.place, place)

    def places(self) -> Sequence[str]:
        """Every place of the table, once, in received order."""
        return tuple(dict.fromkeys(self.columns[self.table.place]))

    def text(self, position: int, column: str) -> str:
        """A cell's text, exactly as received."""
        return self.columns[column][position]

    def address(self, position: int, column: str) -> Address:
        """Where the cell stands in the received file, or the cells that it is the sum of."""
        name = self.received_name(position, column)
        if self.table.rows_in:
            rows = read_rows(self.columns[self.table.rows_in][position])
            return self._address(name, rows)
        return self._address(name, (self.rows[position],))

    def received_name(self, position: int, column: str) -> str:
        """What the received file calls the column of this cell."""
        if column in self.table.named_in:
            return self.columns[self.table.named_in[column]][position]
        return self.table.received_as.get(column, column)

    def column_address(self, column: str, rows: Sequence[int]) -> Address:
        """Where a run of cells of one column stands; a single row is that cell's address."""
        if not self.table.rows_in and column not in self.table.named_in:
            return self._address(self.table.received_as.get(column, column), rows)
        wanted = set(rows)
        found = [position for position, row in enumerate(self.rows) if row in wanted]
        if self.table.rows_in:
            lists = self.columns[self.table.rows_in]
            rows = [row for position in found for row in read_rows(lists[position])]
        name = self.received_name(found[0], column) if found else column
        return self._address(name, rows)

    def _address(self, column: str, rows: Sequence[int]) -> Address:
        one = len(rows) == 1
        return Address(
            source=self.source.id,
            file=self.table.file.rsplit("/", 1)[-1],
            row=rows[0] if one else None,
            column=column,
            sha256=self.received_sha256,
            n=len(set(rows)),
            rows="" if one else write_rows(rows),
        )

    def cell(self, position: int, column: str, *, counted: bool) -> Cell:
        """A cell's value and status.

        `counted` says that somebody counted, so that a 0 is a true zero; otherwise it
        was sampled or worked out. Codes for missing values become their status; text
        that is no number at all is `not_reportable`. A blank never becomes 0, and a cell
        that a flag of its row withholds is `suppressed` whatever stands in it. A row whose place
        bears the star of a footnote that is not in hand is `not_reportable`.
        """
        if self.table.footnoted_why and self.text(position, self.table.place).strip()[-1:] == "*":
            return Cell.missing(Status.NOT_REPORTABLE, self.table.footnoted_why)
        for flag, columns in self.table.withheld.items():
            marks = self.table.withheld_marks
            if column in columns and self.text(position, flag).strip() in marks:
                return Cell.missing(Status.SUPPRESSED, "the publisher withheld it")
        return read_cell(
            self.text(position, column),
            missing=self.source.missing,
            missing_why=self.source.missing_why,
            blank=Status(self.table.blank),
            blank_why=self.table.blank_why,
            counted=counted,
        )

    def margin(self, position: int, column: str) -> float | None:
        """The 90 percent margin published beside a column, or None where there is none."""
        name = self.table.margins.get(column)
        if name is None:
            return None
        text = self.text(position, name).strip().removesuffix(".0")
        if text in ("", "*****", "-555555555"):
            controlled = column in self.table.controlled or bool(text)
            beside = self.cell(position, column, counted=False).has_number
            return 0.0 if controlled and beside else None
        cell = read_cell(
            text,
            missing=self.source.missing,
            missing_why=self.source.missing_why,
            blank=Status.NOT_REPORTED,
            blank_why="",
            counted=False,
        )
        return None if cell.value is None or cell.value < 0 else cell.value


def read_cell(
    text: str,
    *,
    missing: Mapping[str, str],
    missing_why: Mapping[str, str],
    blank: Status,
    blank_why: str,
    counted: bool,
) -> Cell:
    """Turn received text into a cell; see `PackTable.cell`."""
    bare = text.strip().replace(",", "")
    if not bare:
        return Cell.missing(blank, blank_why)
    code = bare.removesuffix(".0")
    if code in missing:
        why = missing_why.get(code, f"in this file {code} is a sign for no number")
        return Cell.missing(Status(missing[code]), why)
    if code in CENSUS_JAM_VALUES:
        return Cell.missing(Status.NOT_REPORTABLE, f"in this file {code} is a sign for no number")
    try:
        number = float(bare)
    except ValueError:
        return Cell.missing(Status.NOT_REPORTABLE, "the file has words here, not a number")
    if number != number or number in (float("inf"), float("-inf")):
        return Cell.missing(Status.NOT_REPORTABLE, "the file has no usable number here")
    if number <= -222222222 and f"{number:.0f}" in CENSUS_JAM_VALUES:  # however it is written
        why = f"in this file {number:.0f} is a sign for no number"
        return Cell.missing(Status.NOT_REPORTABLE, why)
    return Cell.counted(number) if counted else Cell.estimated(number)
