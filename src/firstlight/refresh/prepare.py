"""From a recognized file to the rows that are kept, with every fault of the file at once."""

from __future__ import annotations

from collections.abc import Mapping

from firstlight.base.errors import Fault
from firstlight.catalogue.formats import Format, fill_year
from firstlight.pack import Pack
from firstlight.refresh.columns import HeldColumns
from firstlight.refresh.draft import Draft, Faults
from firstlight.refresh.header import nearest
from firstlight.refresh.keeping import Keeping
from firstlight.refresh.match import Match, is_one_of
from firstlight.refresh.numbers import MARGIN_CODES, find_wrong, read_strictly
from firstlight.refresh.placing import Placer
from firstlight.refresh.sheet import AGAIN, AS_GIVEN, Received
from firstlight.refresh.tally import Tally
from firstlight.refresh.whole import WholeFile


def prepare(received: Received, match: Match, pack: Pack) -> tuple[Draft, list[Fault]]:
    """Read every row once: check it, place it, and keep what the format keeps.

    Rows about cases or employers are counted by place and nothing else of them is kept. Text
    stays exactly as received.

    Where the header has faults, or lacks a column, rows are read as far as they can be: each
    one's own faults are told, and nothing is said of the whole, whose sums would mislead. Without
    a column that tells which rows are meant no row can be judged.

    Returns
    -------
    Draft, list of Fault
        A draft may be kept only when neither this list nor the match has a fault.
    """
    return _Reader(received, match, pack).read()


class _Reader:
    """One reading of one file."""

    def __init__(self, received: Received, match: Match, pack: Pack) -> None:
        self.received, self.match, self.pack = received, match, pack
        self.entry: Format = match.format
        self.columns = HeldColumns.of(match)
        self.names = self.columns.names
        self.can_place = self.columns.placed()
        self.faults = Faults(received.name)
        self.placer = Placer(pack)
        self.seen: dict[tuple[str, ...], int] = {}
        self.draft = Draft(columns={}, place=self.columns.place)
        self.tally = Tally(self.columns)
        self.keeping = Keeping(self.columns, self.draft, match.year)

    def read(self) -> tuple[Draft, list[Fault]]:
        draft = self.draft
        draft.unknown_columns = tuple(
            name
            for position, name in enumerate(self.match.seen)
            if position not in self.match.columns.values() and name
        )
        draft.absent_columns = tuple(
            w.column for w in self.entry.columns if w.column not in self.match.columns
        )
        if self.columns.choosing_gone():
            return draft, []
        last_short = 0
        for number, cells in self.match.rows(self.received):
            draft.received_rows += 1
            width = len(self.match.seen)
            if self.match.layout in ("csv", "lines") and len(cells) != width:
                last_short = number if len(cells) < width else 0
                what = "The row has fewer or more fields than the header."
                self.faults.add(what, f"{AGAIN} It may be cut off here.", row=number)
                continue
            self._take(number, cells)
        if last_short and not self.faults.listed:
            self.faults.add("The file breaks off here.", AGAIN, row=last_short)
        if self.match.faults:
            return draft, self.faults.all()
        if self.tally.days:
            days = (f"{y}-{m:02d}-{d:02d}" for y, m, d in self.tally.days)
            draft.first_day, draft.last_day = days
        self.keeping.finish()
        WholeFile(self.columns, self.tally, draft, self.faults, self.match.year).check(self.pack)
        return draft, self.faults.all()

    def _take(self, number: int, cells: list[str]) -> None:
        record = {
            column: cells[position] if position < len(cells) else ""
            for column, position in self.match.columns.items()
        }
        if self._is_left_out(record):
            return
        placed = self.placer.place(self.entry.places, record)
        if placed.other_area:
            self.draft.left_out["they are of other areas"] += 1
            return
        self._check_identities(number, self._check_numbers(number, record))
        if not self.can_place:
            return
        self.tally.add(record)
        if self.entry.rollup is not None:
            self.keeping.add_up(self.entry.rollup, number, record, placed)
            return
        if not placed.code:
            self.faults.add(f"The row cannot be placed: {placed.why_not}.", AS_GIVEN, row=number)
            return
        self._check_single(number, record, placed.code)
        self.keeping.keep(number, record, placed.code)

    def _is_left_out(self, record: Mapping[str, str]) -> bool:
        """Whether the row is none of those that are meant; why not is counted."""
        for column, values in self.entry.leave_out.items():
            for value in values:
                if column in record and is_one_of(record[column], (value,)):
                    self.draft.left_out[f"their {self.names[column]} is {value}"] += 1
                    return True
        for column, values in self.entry.keep.items():
            if column in record and not is_one_of(record[column], values):
                self.draft.left_out[f"their {self.names[column]} is none of those kept"] += 1
                return True
        return False

    def _check_numbers(self, number: int, record: Mapping[str, str]) -> dict[str, float]:
        """Check every number of a row, and give those that are without a fault."""
        good = {}
        for wanted in self.columns.held:
            if wanted.kind not in ("count", "number", "margin"):
                continue
            bare = record[wanted.column].strip()
            if not bare or bare.replace(",", "").removesuffix(".0") in self.entry.missing:
                self.tally.blanks[wanted.column] += 1
                continue
            if wanted.kind == "margin" and bare in MARGIN_CODES:
                continue
            value = read_strictly(bare, wanted.signs)
            what = find_wrong(value, wanted)
            if what:
                self.faults.add(what, AS_GIVEN, row=number, column=self.names[wanted.column])
            elif value is not None:
                good[wanted.column] = value
                self.tally.add_number(wanted.column, wanted.kind, value)
        return good

    def _check_identities(self, number: int, good: Mapping[str, float]) -> None:
        """Columns that follow from one another do so; else some of them are of another row."""
        for rule in self.entry.identities:
            if not {rule.column, *rule.parts, *([rule.of] if rule.of else [])} <= set(good):
                continue
            expected = sum(good[part] for part in rule.parts)
            if rule.of:
                if not good[rule.of]:
                    continue
                expected = 100 * expected / good[rule.of]
            if abs(good[rule.column] - expected) > rule.within:
                parts = " and ".join(self.names[part] for part in rule.parts)
                of = f" in percent of {self.names[rule.of]}" if rule.of else ""
                what = f"It does not follow from {parts}{of}, as it does in the publisher's file."
                self.faults.add(what, AS_GIVEN, row=number, column=self.names[rule.column])

    def _check_single(self, number: int, record: Mapping[str, str], code: str) -> None:
        if self.entry.several_rows:
            return
        key = (code, *(record[column] for column in self.entry.unique if column in record))
        if key in self.seen:
            what = f"{', '.join(key)} stands a second time; the first is in row {self.seen[key]}."
            again = "The same place stands a second time."
            self.faults.add(what, AS_GIVEN, row=number, kind_of=again)
        else:
            self.seen[key] = number


def explain_renamed(match: Match, absent: tuple[str, ...], unknown: tuple[str, ...]) -> list[str]:
    """For each optional column that is not there, what the file has that is most like it."""
    said = []
    keys = {column for rule in match.format.places for column in rule.columns}
    for column in absent:
        if column in keys:
            continue  # another rule placed the rows
        wanted = match.format.wanted(column)
        name = fill_year(column, match.year, match.format.spans)
        near = nearest([name, *wanted.also], unknown)
        beside = f" The nearest name in the file is {near}." if near else ""
        said.append(f"It has no column {name} ({wanted.means}).{beside}")
    return said
