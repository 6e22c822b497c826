"""One total entered by a page: read by the rules of every totals file, protected before it is kept.

The row is read as the last row of a file that holds what was entered before, by `totals` and by
nothing else, so that a page and a file refuse the same things. Then it is protected on entry: a
number is written only where all the numbers on the disk, solved together, give no count from 1 to
10 away. Otherwise the new row's own number is left out for good and the row says `suppressed`.
What was entered earlier stays as it is, but for an amount that is hidden with the new count and
for what could not stand by itself. Approval is not asked here: a total that nobody has approved
yet is protected like any other.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from firstlight.base.errors import Fault, InputFaults
from firstlight.base.place import Area
from firstlight.catalogue import Catalogue
from firstlight.entered.closing import (
    EFFORT,
    NUMBER,
    FindArea,
    Reader,
    close_rows,
    count_told_rows,
    find_contradicting,
    find_hidden,
    hide_columns,
    is_small,
    leave_out,
    list_columns,
    name_area,
)
from firstlight.entered.holders import may_count_same
from firstlight.entered.kept import (
    COLUMNS,
    FIRST_ROW,
    Change,
    Kept,
    KeptTotals,
    order_rows,
    write_rows,
)
from firstlight.entered.nesting import Nesting
from firstlight.entered.notes import Judge
from firstlight.entered.row_words import TotalsContext
from firstlight.entered.rows import CORRECT, KEEP
from firstlight.entered.shapes import Total
from firstlight.entered.totals import read_raw_totals

NAME = "entered by a page"
RUNS = tuple("=+-@＝＋－＠#")  # spreadsheets begin a formula with them, and files a remark
SMALL, WOULD_TELL, CONTRADICTS = "small", "would_tell", "contradicts"
BESIDE_REPORTS = "beside_reports"
NOT_EVEN_HIDDEN = "This cannot be kept, not even as a number that is hidden."
TAKE_BACK = (
    "A hidden number is at least 1: beside totals that reports show or showed, a reader could work "
    "out a count from 1 to 10. Leave it out; or take back the total that it is a part of, and say "
    "in the list of what was entered that it stood in no report."
)
CHANGED = "In another window something was entered, approved or taken back since you looked."
LOOK_AGAIN = "Look once more at how it will read, and confirm it then. Nothing was changed."


@dataclass(frozen=True, slots=True)
class Entry:
    """One row as it may be kept.

    `row` is what is written, and `cells` what is sent to confirm it: the same, with what becomes
    of an earlier figure. `hidden` names the columns whose numbers were left out of it, and
    `why` says whether one was a count from 1 to 10 (`small`), would have told one together
    with what was entered before (`would_tell`) or with what only reports made before showed
    (`beside_reports`), or does not fit what the holder gave before
    (`contradicts`). `replaces` are the rows that it takes the place of; `number` is its row in a
    file with those entered before. `blanks` are earlier rows with what is left of each: their
    numbers may not stand beside this row. `shown` are those of `replaces` that reports may have
    shown. `clashes` are the rows each of which alone keeps the number out; none where it takes
    several together.
    """

    row: Kept
    cells: Mapping[str, str]
    hidden: tuple[str, ...]
    why: str
    replaces: tuple[Kept, ...]
    number: int
    blanks: tuple[tuple[Kept, Kept], ...] = ()
    shown: tuple[Kept, ...] = ()
    clashes: tuple[Kept, ...] = ()

    @property
    def change(self) -> Change:
        """What becomes of the rows on the disk."""
        gone = dict.fromkeys((row.id for row in self.replaces), None)
        blanks = {was.id: row for was, row in self.blanks}
        return Change({**gone, **blanks}, (self.row,), self.shown)


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
    reader = Reader(catalogue, judge, find_area, today)
    counties = tuple(sorted(area.fips))
    plain = _write_plain(cells)
    new = Kept(counties, plain)
    beside = order_rows(row for row in kept if row.belongs_to(area))
    numbered = dict(enumerate(beside, start=FIRST_ROW))
    number = FIRST_ROW + len(beside)
    try:
        totals = _read([*beside, new], counties, reader.describe(area))
    except InputFaults as error:
        raise EntryFaults(error, number, numbered) from None
    present = {total.row for total in totals}
    replaces = tuple(row for at, row in numbered.items() if at not in present)
    corrects = plain["on_double"] == CORRECT
    shown = tuple(one for row in replaces for one in row.list_shown() if not corrects)
    others = [*(row for row in kept if row not in replaces), *shown]
    closed = close_rows(others, reader).becomes
    left = [closed.get(row.id) or row for row in others]
    own = [name_area(total, counties) for total in totals if total.row == number]
    read, nesting = reader.read(left), reader.nest([*left, new])
    hidden, why = _settle(own, [total for _, total in read], catalogue, nesting)
    clashes: tuple[Kept, ...] = ()
    if hidden:
        plain = dict(leave_out(new, hidden).cells)
        if why != SMALL:
            clashes = _find_clashes(own, read, catalogue, nesting)
    # once the earlier row is gone the choice has done its work
    done = {**plain, "on_double": KEEP if plain["on_double"] == KEEP else ""}
    row = Kept(counties, done)
    # an amount goes with its count, and a number goes that could not stand by itself
    after = close_rows([*left, row], reader).becomes
    row = after.get(row.id) or row
    lost = [one for one in left if after.get(one.id) and not _is_amount(one, catalogue)]
    if lost or (row.cells["status"] == "suppressed" and _is_told(left, row, after, reader)):
        fault = Fault(NOT_EVEN_HIDDEN, TAKE_BACK, column="status", row=number)
        raise EntryFaults(InputFaults([fault]), number, numbered)
    became = zip(others, (after.get(one.id) or one for one in left), strict=True)
    blanks = tuple((was, now) for was, now in became if was != now)
    return Entry(
        row=row,
        cells={**row.cells, "on_double": plain["on_double"]},
        hidden=hidden,
        why=why,
        replaces=replaces,
        number=number,
        blanks=blanks,
        shown=shown,
        clashes=clashes,
    )


def _is_amount(row: Kept, catalogue: Catalogue) -> bool:
    measure = catalogue.entered.get(row.cells["measure"])
    return measure is not None and bool(measure.hidden_with)


def _is_told(
    before: Sequence[Kept], row: Kept, after: Mapping[str, Kept | None], reader: Reader
) -> bool:
    """True when the row tells a hidden count by being there that was not told without it."""
    rows = [after.get(one.id) or one for one in (*before, row)]
    told = count_told_rows(rows, reader)
    return bool(told) and told > count_told_rows(before, reader)


def protect_rest(
    rows: Sequence[Kept],
    *,
    catalogue: Catalogue,
    judge: Judge,
    find_area: FindArea,
    today: datetime.date,
) -> Change:
    """What must go of the rows that are left when one is taken back.

    Raises
    ------
    InputFaults
        When a kept file was altered so that it is no longer right.
    """
    return close_rows(rows, Reader(catalogue, judge, find_area, today))


def keep_entry(
    store: KeptTotals,
    cells: Mapping[str, str],
    area: Area,
    check: Callable[..., Entry],
    *,
    replaces: Collection[str] | None = None,
) -> Entry:
    """Check once more beside what stands there now, and write; `check` is `check_entry` bound.

    `replaces` are the ids of the rows that whoever confirms has seen it take the place of; None
    where nobody was shown any.

    Raises
    ------
    InputFaults
        With every fault, or when by now it would take the place of other rows than those; then
        nothing is written.
    """
    made: list[Entry] = []

    def settle(rows: Sequence[Kept]) -> Change:
        same = [row for row in rows if _is_same(row, cells, area)]  # and none that is gone
        entry = check(cells, [row for row in rows if row not in same])
        would = {row.id for row in entry.replaces}
        if replaces is not None and not same and would != set(replaces):
            raise InputFaults([Fault(CHANGED, LOOK_AGAIN)])
        made.append(entry)
        again = dict.fromkeys((row.id for row in same if row != entry.row), None)
        becomes = {**entry.change.becomes, **again}
        change = Change({i: row for i, row in becomes.items() if i != entry.row.id}, (entry.row,))
        return replace(change, shown=entry.shown)

    store.keep(settle)
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


def _settle(
    own: Sequence[Total], others: Sequence[Total], catalogue: Catalogue, nesting: Nesting
) -> tuple[tuple[str, ...], str]:
    """The columns to leave out, and why: as few as will do, the number before its effort."""
    small = {i for i, total in enumerate(own) if is_small(total, catalogue)}
    must = {name for i in small for name in list_columns(own[i])}
    everything = (*NUMBER, *EFFORT)
    out = next(
        out
        for out in ((), NUMBER, EFFORT, everything)
        if out == everything
        or (must <= set(out) and not _gives_away(own, out, others, catalogue, nesting))
    )
    if not out:
        return (), ""
    if small:
        return out, SMALL
    wrong = find_contradicting([*others, *own], catalogue, nesting)
    if any(i >= len(others) for i in wrong):
        return out, CONTRADICTS
    today = [total for total in others if not total.was_shown]
    alone = not _gives_away(own, (), today, catalogue, nesting)
    return out, BESIDE_REPORTS if alone else WOULD_TELL


def _find_clashes(
    own: Sequence[Total],
    read: Sequence[tuple[Kept, Total]],
    catalogue: Catalogue,
    nesting: Nesting,
) -> tuple[Kept, ...]:
    """The rows beside each of which, were it the only one, the new number might not stand."""
    near = dict.fromkeys(
        row
        for row, total in read
        for one in own
        if may_count_same(total.holder, one.holder) and nesting.overlap(total, one)
    )
    return tuple(
        row
        for row in near
        if _gives_away(own, (), [total for r, total in read if r == row], catalogue, nesting)
    )


def _gives_away(
    own: Sequence[Total],
    out: Sequence[str],
    others: Sequence[Total],
    catalogue: Catalogue,
    nesting: Nesting,
) -> bool:
    """True when what is left of the new row may not stand beside the others, or one of them
    not beside it. An amount that is hidden with a count never stands beside it: it goes instead."""
    left = [*others, *(hide_columns(total, out) for total in own)]
    return any(
        index >= len(others) or not catalogue.entered[left[index].measure].hidden_with
        for index in find_hidden(left, catalogue, nesting)
    )
