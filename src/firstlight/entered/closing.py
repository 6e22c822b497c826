"""Which numbers may stand on the disk together: none that is, or gives away, a count of 1 to 10.

Every row that is kept is read, of any area and approved or not, and protected as a page protects
what it shows. What a page would hide is not kept: its row says `suppressed` from then on. So
all that stands on the disk can be read by anybody, after every change.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from firstlight.base.place import Area, PlaceKind
from firstlight.catalogue import Catalogue
from firstlight.entered.kept import FIRST_ROW, Change, Kept, name_file, write_rows
from firstlight.entered.nesting import Nesting
from firstlight.entered.notes import Judge
from firstlight.entered.protect import count_told, hide, is_hidden, protect_totals
from firstlight.entered.row_words import TotalsContext
from firstlight.entered.scans import make_scans
from firstlight.entered.shapes import Total
from firstlight.entered.sums import read_sums
from firstlight.entered.totals import read_raw_totals

NUMBER, EFFORT = ("value", "low", "high"), ("effort", "effort_unit")

FindArea = Callable[[Sequence[str]], Area]


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads kept rows by the rules of every totals file. `find_area` gives the area of a list of
    counties."""

    catalogue: Catalogue
    judge: Judge
    find_area: FindArea
    today: datetime.date

    def describe(self, area: Area) -> TotalsContext:
        """What rows of an area are checked against."""
        scans = make_scans(self.catalogue, area)
        return TotalsContext(self.catalogue, area, self.judge, scans, self.today)

    def read(self, rows: Sequence[Kept]) -> list[tuple[Kept, Total]]:
        """Each row's totals with their numbers, its effort among them. What became of doubles
        was settled when the later row was entered. One that was shown before need not fit the
        others: it may have been wrong.

        Raises
        ------
        InputFaults
            When a kept file was altered so that it is no longer right.
        """
        found = []
        standing = [row for row in rows if not row.was_shown]
        files = [
            [row for row in standing if row.counties == counties]
            for counties in dict.fromkeys(row.counties for row in standing)
        ]
        for own in (*files, *([row] for row in rows if row.was_shown)):
            counties = own[0].counties
            text, name = write_rows(own, counties), name_file(counties)
            context = self.describe(self.find_area(counties))
            read = read_raw_totals(name, text, context, keep_before=FIRST_ROW + len(own))
            for total in read:
                row = own[total.row - FIRST_ROW]
                ran_on = row.was_shown and row.cells["given_on"] <= total.period.last.isoformat()
                named = name_area(total, counties)
                found.append((row, replace(named, was_shown=row.was_shown, ran_on=ran_on)))
        return found

    def nest(self, rows: Sequence[Kept], *more: tuple[str, ...]) -> Nesting:
        """Every county that any file, or `more`, speaks of, with the counties of each area."""
        sets = dict.fromkeys((*(row.counties for row in rows), *more))
        areas = {" ".join(counties): frozenset(counties) for counties in sets}
        state_of = {c.fips: c.state for counties in sets for c in self.find_area(counties).counties}
        return Nesting(frozenset(state_of), state_of, areas)


def name_area(total: Total, counties: Sequence[str]) -> Total:
    """A total of an area under a name that no other area has."""
    if total.place.kind is not PlaceKind.AREA:
        return total
    return replace(total, place=replace(total.place, id=" ".join(counties)))


def leave_out(row: Kept, columns: Collection[str]) -> Kept:
    """The row without these numbers, saying that its own is hidden where that is one of them."""
    cells = {**row.cells, **dict.fromkeys(columns, "")}
    if "value" in columns:
        cells["status"] = "suppressed"
    return Kept(row.counties, cells)


def has_number(total: Total) -> bool:
    """True when a total has a number or a range."""
    return total.cell.value is not None or total.has_range


def is_small(total: Total, catalogue: Catalogue) -> bool:
    """True for a count of 1 to 10, and for a range that reaches one."""
    measure = catalogue.entered.get(total.measure)
    if measure is None or not measure.hide_up_to:
        return False
    if total.has_range:
        return (total.low or 0) <= measure.hide_up_to
    return bool(total.cell.value and total.cell.value <= measure.hide_up_to)


def find_hidden(totals: Sequence[Total], catalogue: Catalogue, nesting: Nesting) -> set[int]:
    """Positions of totals that have a number and may not, beside all the others.

    Totals whose number was left out before take part: amounts are hidden with them.
    """
    at = [
        index
        for index, total in enumerate(totals)
        if total.measure in catalogue.entered and (has_number(total) or is_hidden(total))
    ]
    given = [totals[index] for index in at]
    safe = protect_totals(given, catalogue.entered, nesting, catalogue.usual_rule)
    return {
        index
        for index, total in zip(at, safe, strict=True)
        if has_number(totals[index])
        and not total.was_shown
        and (is_hidden(total) or is_small(totals[index], catalogue))
    }


def find_contradicting(totals: Sequence[Total], catalogue: Catalogue, nesting: Nesting) -> set[int]:
    """Positions of totals of one holder that do not fit each other."""
    at = [i for i, t in enumerate(totals) if t.measure in catalogue.entered and has_number(t)]
    given = [totals[index] for index in at]
    known = read_sums(given, catalogue.entered, nesting, catalogue.usual_rule)
    return {at[index] for index in known.contradicting}


def count_told_rows(rows: Sequence[Kept], reader: Reader) -> int:
    """How many hidden numbers follow, or nearly do, from what else these rows hold."""
    catalogue, nesting = reader.catalogue, reader.nest(rows)
    totals = [total for _, total in reader.read(rows) if total.measure in catalogue.entered]
    return count_told(totals, catalogue.entered, nesting, catalogue.usual_rule)


def close_rows(rows: Sequence[Kept], reader: Reader) -> Change:
    """What must be left out of rows so that all of them together tell no count from 1 to 10.

    Raises
    ------
    InputFaults
        When a kept file was altered so that it is no longer right.
    """
    now = {row.id: row for row in rows}
    nesting = reader.nest(rows)
    while True:
        read = reader.read(list(now.values()))
        hidden = find_hidden([total for _, total in read], reader.catalogue, nesting)
        out: dict[str, set[str]] = {}
        for row, total in (read[index] for index in hidden):
            out.setdefault(row.id, set()).update(list_columns(total))
        if not out:
            break
        # by its first name each: a row changes its id with its cells
        now = {
            name: leave_out(row, out[row.id]) if row.id in out else row for name, row in now.items()
        }
    becomes: Mapping[str, Kept | None] = {name: row for name, row in now.items() if name != row.id}
    return Change(becomes)


def list_columns(total: Total) -> tuple[str, ...]:
    """The columns from which the number of a total was read."""
    return EFFORT if any(address.column == "effort" for address in total.made_from) else NUMBER


def hide_columns(total: Total, out: Collection[str]) -> Total:
    """The total as it reads once these columns are left out."""
    return hide(total) if has_number(total) and set(list_columns(total)) <= set(out) else total
