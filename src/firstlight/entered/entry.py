"""One total entered by a page: read by the rules of every totals file, protected before it is kept.

The row is read as the last row of a file that holds what was entered before, by `totals` and by
nothing else, so that a page and a file refuse the same things. Then it is protected on entry: a
number is written only where all the numbers on the disk, solved together, give no count from 1 to
10 away. Otherwise the new row's own number is left out for good and the row says `suppressed`;
what was entered earlier is never touched. Approval is not asked here: a total that nobody has
approved yet is protected like any other.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from firstlight.base.errors import InputFaults
from firstlight.base.place import Area, Place, PlaceKind
from firstlight.catalogue import Catalogue
from firstlight.entered.kept import (
    COLUMNS,
    FIRST_ROW,
    Kept,
    KeptTotals,
    name_file,
    order_rows,
    write_rows,
)
from firstlight.entered.nesting import Nesting
from firstlight.entered.notes import Judge
from firstlight.entered.protect import is_hidden, protect_totals
from firstlight.entered.rows import REPLACE, TotalsContext
from firstlight.entered.scans import make_scans
from firstlight.entered.shapes import Total
from firstlight.entered.totals import read_raw_totals

NAME = "entered by a page"
NUMBER, EFFORT = ("value", "low", "high"), ("effort", "effort_unit")
RUNS = tuple("=+-@＝＋－＠#")  # spreadsheets begin a formula with them, and files a remark
SMALL, WOULD_TELL = "small", "would_tell"

FindArea = Callable[[Sequence[str]], Area]


@dataclass(frozen=True, slots=True)
class Entry:
    """One row as it may be kept.

    `row` is what is written, and `cells` what is sent to confirm it: the same, with what becomes
    of an earlier figure. `hidden` names the columns whose numbers were left out of it, and
    `why` says whether one was a count from 1 to 10 (`small`) or would have told one together
    with what was entered before (`would_tell`). `replaces` are the rows that it takes the place
    of; `number` is its row in a file with those entered before.
    """

    row: Kept
    cells: Mapping[str, str]
    hidden: tuple[str, ...]
    why: str
    replaces: tuple[Kept, ...]
    number: int


class EntryFaults(InputFaults):
    """What is wrong with an entry. `number` is its row, `named` the earlier rows by theirs."""

    def __init__(self, error: InputFaults, number: int, named: Mapping[int, Kept]) -> None:
        super().__init__(error.faults)
        self.number, self.named = number, named


def check_entry(
    cells: Mapping[str, str],
    kept: Sequence[Kept],
    *,
    area: Area,
    catalogue: Catalogue,
    judge: Judge,
    find_area: FindArea,
    today: datetime.date,
) -> Entry:
    """Read one row beside what was entered before, and protect it.

    `kept` is every row there is, of any area; `find_area` gives the area of a list of counties.

    Raises
    ------
    EntryFaults
        Every fault of the row, by column; no value.
    """
    counties = tuple(sorted(area.fips))
    plain = _write_plain(cells)
    new = Kept(counties, plain)

    def context(of: Area) -> TotalsContext:
        return TotalsContext(catalogue, of, judge, make_scans(catalogue, of), today)

    beside = order_rows(row for row in kept if row.belongs_to(area))
    numbered = dict(enumerate(beside, start=FIRST_ROW))
    number = FIRST_ROW + len(beside)
    try:
        totals = _read([*beside, new], counties, context(area))
    except InputFaults as error:
        raise EntryFaults(error, number, numbered) from None
    present = {total.row for total in totals}
    replaces = tuple(row for at, row in numbered.items() if at not in present)
    others = _read_others([row for row in kept if row not in replaces], area, context, find_area)
    own = [total for total in totals if total.row == number]
    hidden = _settle(own, others, catalogue, _nest(kept, area, find_area))
    if hidden:
        plain = {**plain, **dict.fromkeys(hidden, "")}
        if "value" in hidden:
            plain["status"] = "suppressed"
    small = any(_is_small(total, catalogue) for total in own)
    why = (SMALL if small else WOULD_TELL) if hidden else ""
    # once the earlier row is gone the choice has done its work
    done = {**plain, "on_double": "" if plain["on_double"] == REPLACE else plain["on_double"]}
    return Entry(Kept(counties, done), plain, hidden, why, replaces, number)


def keep_entry(
    store: KeptTotals, cells: Mapping[str, str], area: Area, check: Callable[..., Entry]
) -> Entry:
    """Check once more beside what stands there now, and write; `check` is `check_entry` bound.

    Raises
    ------
    InputFaults
        With every fault; then nothing is written.
    """
    made: list[Entry] = []

    def settle(rows: Sequence[Kept]) -> tuple[Kept, tuple[str, ...]]:
        entry = check(cells, [row for row in rows if not _is_same(row, cells, area)])
        made.append(entry)
        return entry.row, tuple(row.id for row in entry.replaces)

    store.keep(area, settle)
    return made[0]


def _is_same(row: Kept, cells: Mapping[str, str], area: Area) -> bool:
    """True for a row that was kept from the very same entry: it is not entered twice."""
    return row == Kept(tuple(sorted(area.fips)), _write_plain(cells))


def _write_plain(cells: Mapping[str, str]) -> dict[str, str]:
    """Every column on one line; what a spreadsheet would run gets an apostrophe in front."""
    plain = {name: " ".join(cells.get(name, "").split()) for name in COLUMNS}
    return {name: f"'{text}" if text[:1] in RUNS else text for name, text in plain.items()}


def _read(rows: Sequence[Kept], counties: Sequence[str], context: TotalsContext) -> list[Total]:
    """Totals with their numbers, whoever approved them. Doubles of earlier rows were settled."""
    text = write_rows(rows, counties)
    last = FIRST_ROW + len(rows) - 1
    return read_raw_totals(NAME, text, context, keep_before=last)


def _read_others(
    kept: Sequence[Kept],
    area: Area,
    context: Callable[[Area], TotalsContext],
    find_area: FindArea,
) -> list[Total]:
    """The totals of every file, each area's own under a name that no other has."""
    found: list[Total] = []
    for counties in dict.fromkeys(row.counties for row in kept):
        of = area if counties == tuple(sorted(area.fips)) else find_area(counties)
        rows = [row for row in kept if row.counties == counties]
        text, name = write_rows(rows, counties), name_file(counties)
        read = read_raw_totals(name, text, context(of), keep_before=FIRST_ROW + len(rows))
        found += [replace(t, place=_own(t.place, counties, area), row=-t.row) for t in read]
    return found


def _own(place: Place, counties: tuple[str, ...], area: Area) -> Place:
    if place.kind is not PlaceKind.AREA or counties == tuple(sorted(area.fips)):
        return place
    return replace(place, id=" ".join(counties))


def _nest(kept: Sequence[Kept], area: Area, find_area: FindArea) -> Nesting:
    """Every county that any file speaks of, with the counties of each area."""
    sets = dict.fromkeys((tuple(sorted(area.fips)), *(row.counties for row in kept)))
    areas = {" ".join(counties): frozenset(counties) for counties in sets}
    areas["area"] = frozenset(area.fips)
    state_of = {c.fips: c.state for counties in sets for c in find_area(counties).counties}
    return Nesting(frozenset(state_of), state_of, areas)


def _settle(
    own: Sequence[Total], others: Sequence[Total], catalogue: Catalogue, nesting: Nesting
) -> tuple[str, ...]:
    """The columns to leave out: as few as will do, the number before its effort."""
    for out in ((), NUMBER, EFFORT, (*NUMBER, *EFFORT)):
        left = [t for t in own if not any(address.column in out for address in t.made_from)]
        if not _gives_away(left, others, catalogue, nesting):
            return out
    return (*NUMBER, *EFFORT)


def _gives_away(
    own: Sequence[Total], others: Sequence[Total], catalogue: Catalogue, nesting: Nesting
) -> bool:
    """True when these numbers, added to those on the disk, make the room hide any of them."""
    measures, rule = catalogue.entered, catalogue.usual_rule

    def with_numbers(totals: Sequence[Total]) -> list[Total]:
        return [
            total
            for total in totals
            if total.measure in measures and (total.cell.value is not None or total.has_range)
        ]

    before = with_numbers(others)
    after = [*before, *with_numbers(own)]
    was = sum(is_hidden(total) for total in protect_totals(before, measures, nesting, rule))
    return sum(is_hidden(total) for total in protect_totals(after, measures, nesting, rule)) > was


def _is_small(total: Total, catalogue: Catalogue) -> bool:
    measure = catalogue.entered.get(total.measure)
    low = total.low if total.has_range else total.cell.value
    return bool(measure and measure.hide_up_to and low and low <= measure.hide_up_to)
