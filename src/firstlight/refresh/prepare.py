"""From a recognized file to the rows that are kept, with every fault of the file at once."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from firstlight.base.errors import Fault
from firstlight.base.provenance import write_rows
from firstlight.catalogue.formats import Format, KnownTotal, Wanted, fill_year
from firstlight.pack import Pack
from firstlight.refresh.draft import Draft, Faults, Group, read_number
from firstlight.refresh.match import Match, is_one_of, read_day
from firstlight.refresh.placing import NAMES, Placed, Placer, find_vintage
from firstlight.refresh.recognize import nearest
from firstlight.refresh.sheet import AGAIN, AS_GIVEN, Received

Day = tuple[int, int, int]
# commas part thousands and nothing else: 5,4 is no way to write a number here
NUMBER = re.compile(r"[-+]?(\d{1,3}(,\d{3})+|\d+)?(\.\d*)?([eE][-+]?\d+)?")
MARGIN_CODES = frozenset({"*****", "****", "***", "**", "*", "-", "N", "(X)", "null"})
MANY = 30  # counts that must share a divisor before it says anything
NEARLY_ALL = 0.9  # of them; people ask for tens and dozens, and no more than two in three are even
PRIMES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79)


def prepare(received: Received, match: Match, pack: Pack) -> tuple[Draft, list[Fault]]:
    """Read every row once: check it, place it, and keep what the format keeps.

    Rows about cases or employers are counted by place and nothing else of them is kept. Text
    stays exactly as received.

    Returns
    -------
    Draft, list of Fault
        A draft may be kept only when there is no fault.
    """
    return _Reader(received, match, pack).read()


class _Reader:
    """One reading of one file."""

    def __init__(self, received: Received, match: Match, pack: Pack) -> None:
        self.received, self.match, self.pack = received, match, pack
        self.entry: Format = match.format
        self.faults = Faults(received.name)
        self.placer = Placer(pack)
        self.held = [w for w in self.entry.columns if w.column in match.columns]
        self.names = {w.column: self._kept_name(w) for w in self.held}
        self.sums: Counter[int] = Counter()
        self.any_row: Counter[int] = Counter()
        self.counts: dict[str, Counter[int]] = {}
        self.blanks: Counter[str] = Counter()
        self.by_year: dict[tuple[int, int], float] = {}
        self.months: set[tuple[int, int]] = set()
        self.seen: dict[tuple[str, ...], int] = {}
        self.cases: dict[str, int] = {}
        self.groups: dict[tuple[str, ...], Group] = {}
        self.days: tuple[Day, Day] | None = None
        # the tables know no case, and some publishers have a column of this name
        taken = {name.casefold() for name in self.names.values()}
        self.place = next(n for n in ("fips", "county_fips", "our_fips") if n not in taken)
        self.draft = Draft(columns={}, place=self.place)

    def _kept_name(self, wanted: Wanted) -> str:
        """The column's own name in the file, tidied where a header stood on several lines."""
        return " ".join(self.match.names[wanted.column].split()) or wanted.column

    def _kept_names(self) -> list[tuple[str, str]]:
        """The columns that are kept, with their names; some are only there to be compared."""
        return [(w.column, self.names[w.column]) for w in self.held if not w.only_checked]

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
        self._finish()
        return draft, self.faults.all()

    def _take(self, number: int, cells: list[str]) -> None:
        record = {
            column: cells[position] if position < len(cells) else ""
            for column, position in self.match.columns.items()
        }
        for column, values in self.entry.leave_out.items():
            for value in values:
                if column in record and is_one_of(record[column], (value,)):
                    self.draft.left_out[f"their {self.names[column]} is {value}"] += 1
                    return
        for column, values in self.entry.keep.items():
            if column in record and not is_one_of(record[column], values):
                self.draft.left_out[f"their {self.names[column]} is none of those kept"] += 1
                return
        placed = self.placer.place(self.entry.places, record)
        if placed.other_area:
            self.draft.left_out["they are of other areas"] += 1
            return
        self._check_identities(number, self._check_numbers(number, record))
        self._add_up(record)
        self._note_day(record)
        if self.entry.rollup is not None:
            self._roll_up(number, record, placed)
            return
        if not placed.code:
            self.faults.add(f"The row cannot be placed: {placed.why_not}.", AS_GIVEN, row=number)
            return
        self._check_single(number, record, placed.code)
        self.draft.used_rows += 1
        if self.entry.wide is not None:
            self._make_long(number, record, placed.code)
            return
        kept = {self.place: placed.code} if self.entry.place_is == "county" else {}
        kept.update({name: record[column] for column, name in self._kept_names()})
        self.draft.rows.append((number, kept))

    # Checks ------------------------------------------------------------------------------------

    def _check_numbers(self, number: int, record: Mapping[str, str]) -> dict[str, float]:
        """Check every number of a row, and give those that are without a fault."""
        good = {}
        for wanted in self.held:
            if wanted.kind not in ("count", "number", "margin"):
                continue
            bare = record[wanted.column].strip()
            if not bare or bare.replace(",", "").removesuffix(".0") in self.entry.missing:
                self.blanks[wanted.column] += 1
                continue
            if wanted.kind == "margin" and bare in MARGIN_CODES:
                continue
            value = _read_strictly(bare, wanted.signs)
            if value is None:
                what = "Here stands text where a number belongs."
            elif not math.isfinite(value):
                what = "The number is larger than any that can be."
            elif wanted.least is not None and value < wanted.least:
                what = f"The number is below {wanted.least:g}, the least it can be."
            elif wanted.most is not None and value > wanted.most:
                what = f"The number is above {wanted.most:g}, the most it can be."
            elif (wanted.kind == "count" or wanted.whole) and not value.is_integer():
                what = "The number has a part of one where whole ones are counted."
            else:
                good[wanted.column] = value
                if wanted.kind == "count" and value:
                    self.counts.setdefault(wanted.column, Counter())[int(value)] += 1
                continue
            self.faults.add(what, AS_GIVEN, row=number, column=self.names[wanted.column])
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
            self.faults.add(what, AS_GIVEN, row=number)
        else:
            self.seen[key] = number

    def _add_up(self, record: Mapping[str, str]) -> None:
        for index, total in enumerate(self.entry.totals):
            if total.column not in record:
                continue
            where = total.where.items()
            if all(is_one_of(record.get(column, ""), (value,)) for column, value in where):
                self.any_row[index] += 1
                value = read_number(record[total.column])
                self.sums[index] += value if value is not None else 0  # type: ignore[assignment]
                day = read_day(record[self.entry.dates]) if total.each_year else None
                if day is not None and value is not None:
                    self.by_year[index, day[0]] = self.by_year.get((index, day[0]), 0.0) + value

    def _note_day(self, record: Mapping[str, str]) -> None:
        if self.entry.dates in record:
            day = read_day(record[self.entry.dates])
            if day is not None:
                self.months.add(day[:2])
                first, last = self.days or (day, day)
                self.days = (min(day, first), max(day, last))

    # What is kept ------------------------------------------------------------------------------

    def _make_long(self, number: int, record: Mapping[str, str], code: str) -> None:
        wide = self.entry.wide
        if wide is None:
            raise ValueError("the format makes nothing long")
        for measure, columns in wide.measures.items():
            column = next((c for c in columns if c in record), None)
            if column is None:
                continue
            self.draft.rows.append(
                (
                    number,
                    {
                        wide.place: code,
                        wide.name: record.get(wide.name_column, ""),
                        wide.year: str(self.match.year),
                        wide.measure: measure,
                        wide.into: record[column],
                        wide.named_in: self.names[column],
                    },
                )
            )

    def _roll_up(self, number: int, record: Mapping[str, str], placed: Placed) -> None:
        rule = self.entry.rollup
        if rule is None:
            raise ValueError("the format rolls nothing up")
        case = record.get(rule.case_id, "").strip()
        if case and case in self.cases:
            self.draft.left_out["the case was counted already"] += 1
            return
        if case:
            self.cases[case] = number
        if not placed.code:
            self.draft.left_out[f"no county is known, for {placed.why_not}"] += 1
            return
        self.draft.used_rows += 1
        by = [record.get(column, "").strip()[:length] for column, length in rule.by.items()]
        group = self.groups.setdefault((placed.code, *by), Group())
        group.rows.append(number)
        for wanted in self._summed():
            group.add(wanted.column, record[wanted.column])

    def _summed(self) -> Iterator[Wanted]:
        for wanted in self.held:
            if wanted.kind in ("count", "number"):
                yield wanted

    def _finish(self) -> None:
        draft, entry = self.draft, self.entry
        if self.days:
            draft.first_day, draft.last_day = (f"{y}-{m:02d}-{d:02d}" for y, m, d in self.days)
        if entry.rollup is not None:
            self._write_groups()
        elif entry.wide is not None:
            wide = entry.wide
            draft.place = wide.place
            draft.columns = {
                wide.place: "place",
                wide.name: "place, name",
                wide.year: "year of the count",
                wide.measure: "who was counted",
                wide.into: "people",
                wide.named_in: "the received column",
            }
            draft.named_in = {wide.into: wide.named_in}
        else:
            if entry.place_is == "county":
                draft.columns[self.place] = "county, five characters"
            else:
                draft.place = self.names[entry.places[0].columns[0]]
            means = {w.column: w.means for w in self.held}
            draft.columns.update({name: means[column] for column, name in self._kept_names()})
        self._checkread_whole()

    def _write_groups(self) -> None:
        rule, draft = self.entry.rollup, self.draft
        if rule is None:
            raise ValueError("the format rolls nothing up")
        draft.columns = {self.place: "county, five characters"}
        draft.columns.update({column: self.entry.wanted(column).means for column in rule.by})
        draft.columns[rule.cases] = rule.cases_means
        draft.columns.update({self.names[w.column]: w.means for w in self._summed()})
        draft.columns["rows_added"] = "the received rows that were added up"
        draft.rows_in = "rows_added"
        draft.received_as = {rule.cases: self.names.get(rule.case_id, rule.case_id)}
        for (code, *by), group in sorted(self.groups.items()):
            kept = {self.place: code, **dict(zip(rule.by, by, strict=True))}
            kept[rule.cases] = str(len(group.rows))
            kept.update({self.names[w.column]: group.text(w.column) for w in self._summed()})
            kept["rows_added"] = write_rows(group.rows)
            draft.rows.append((group.rows[0], kept))

    # The whole file ----------------------------------------------------------------------------

    def _checkread_whole(self) -> None:
        draft, entry = self.draft, self.entry
        if not draft.rows:
            what = "Not one row of it can be used."
            self.faults.add(what, f"{AS_GIVEN} {self._why_none()}")
            return
        self._check_places()
        for index, total in enumerate(entry.totals):
            if total.year and total.year != self.match.year:
                continue
            if total.each_year:
                self._check_years(index, total)
            elif self.any_row[index]:
                self._check_total(total, float(self.sums[index]))
        self._check_divisors()
        self._check_blanks()
        self._check_months()

    def _check_divisors(self) -> None:
        """Counts of things do not nearly all share a divisor, unless somebody multiplied them.

        Some cells that were changed afterward do not hide it.
        """
        for column, counts in self.counts.items():
            divisor = _find_shared(counts)
            if divisor > 1:
                every = all(value % divisor == 0 for value in counts)
                words = "Every count" if every else "Nearly every count"
                what = f"{words} in it is a multiple of {divisor:,}: they were multiplied."
                self.faults.add(what, AS_GIVEN, column=self.names[column])

    def _check_blanks(self) -> None:
        """A column that must be there has its numbers in nearly all rows."""
        rows = self.draft.used_rows
        for wanted in self.held:
            blank = self.blanks[wanted.column]
            if not wanted.optional and rows and blank > self.entry.blank_at_most * rows:
                what = (
                    f"{blank:,} of {rows:,} rows have no number here; the publisher leaves out "
                    f"at most {100 * self.entry.blank_at_most:g} in 100."
                )
                self.faults.add(what, AGAIN, column=self.names[wanted.column])

    def _check_months(self) -> None:
        if not self.entry.every_month or not self.months:
            return
        first, last = min(self.months), max(self.months)
        span = 12 * (last[0] - first[0]) + last[1] - first[1] + 1
        if len(self.months) < span:
            what = (
                f"From {first[0]}-{first[1]:02d} to {last[0]}-{last[1]:02d}, {span:,} months, "
                f"it has rows of {len(self.months):,} only."
            )
            self.faults.add(what, AGAIN, column=self.names[self.entry.dates])

    def _check_years(self, index: int, total: KnownTotal) -> None:
        """Every year of the rows by itself, one of some months as so many twelfths."""
        for year in sorted({year for year, _ in self.months}):
            share = sum(own == year for own, _ in self.months) / 12
            self._check_total(total, self.by_year.get((index, year), 0.0) / share, f" of {year}")

    def _why_none(self) -> str:
        return "; ".join(f"{number:,} {what}" for what, number in self.draft.left_out.items())

    def _check_places(self) -> None:
        draft, entry = self.draft, self.entry
        places = {record[draft.place] for _, record in draft.rows}
        if entry.places_at_least and len(places) < entry.places_at_least:
            what = (
                f"It has {len(places):,} places, and the publisher's file has at least "
                f"{entry.places_at_least:,}. It may be cut off, or be a part."
            )
            self.faults.add(what, AGAIN)
        if entry.places_at_most and len(places) > entry.places_at_most:
            what = (
                f"It has {len(places):,} places, and the publisher's file has at most "
                f"{entry.places_at_most:,}."
            )
            self.faults.add(what, AS_GIVEN)
        if entry.place_is != "county":
            draft.vintage = self.match.year
            return
        names = self.pack.table(*NAMES)
        # counties found by name or ZIP code have the codes of those lists, whatever the file's year
        year = self.match.year if entry.rollup is None else names.source.vintage
        draft.vintage, unknown = find_vintage(
            places,
            today=set(names.columns["fips"]),
            changes=self.pack.catalogue.fips_changes,
            year=year,
        )
        for code in unknown:
            rows = [number for number, record in draft.rows if record[draft.place] == code]
            what = f"The county code {code} was in no use in {draft.vintage}."
            self.faults.add(what, AS_GIVEN, row=rows[0])

    def _check_total(self, total: KnownTotal, found: float, of: str = "") -> None:
        ratio = found / total.known
        if total.at_least <= ratio <= total.at_most:
            return
        column = self.names[total.column]
        times = self._find_multiple(total, ratio)
        if times:
            many = f"about {times:,} times" if ratio > 1 else f"about one part in {times:,} of"
            what = (
                f"The counts{of} are {many} what is known: the sum is {found:,.0f}, "
                f"and {total.known_from} says {total.known:,.0f}."
            )
            self.faults.add(what, AS_GIVEN, column=column)
            return
        what = (
            f"The sum{of} is {found:,.0f}, and {total.known_from} says {total.known:,.0f}; a "
            f"release lies between {total.at_least:g} and {total.at_most:g} times of it."
        )
        self.faults.add(what, "Look at what changed before it is used.", column=column)

    def _find_multiple(self, total: KnownTotal, ratio: float) -> int:
        """The whole number that the counts were multiplied or divided by, or 0."""
        if not _narrow(total) or ratio <= 0:
            return 0
        large = ratio if ratio > 1 else 1 / ratio
        # a divisor that all cells share says the number exactly; else the nearest one
        shared = _find_shared(self.counts.get(total.column, Counter()))
        for times in (shared, round(large)):
            growth = ratio / times if ratio > 1 and times else ratio * times
            if times > 1 and total.at_least <= growth <= total.at_most:
                return times
        return 0


def _read_strictly(text: str, signs: Sequence[str]) -> float | None:
    """A cell as a number; None for text, a sign that is not the publisher's, or a stray comma."""
    bare = text
    for sign in signs:
        minus, bare = ("-", bare[1:]) if bare.startswith("-") else ("", bare)
        bare = minus + bare.removeprefix(sign).removesuffix(sign)
    if not any(c.isdigit() for c in bare) or not bare.isascii() or not NUMBER.fullmatch(bare):
        return None
    return float(bare.replace(",", ""))


def _find_shared(counts: Mapping[int, int]) -> int:
    """The largest number that nearly all counts are a multiple of, built of small primes; or 1."""
    filled = sum(counts.values())
    if filled < MANY:
        return 1
    divisor, grown = 1, True
    while grown:
        grown = False
        for prime in PRIMES:
            larger = divisor * prime
            share = sum(n for value, n in counts.items() if value % larger == 0) / filled
            if share >= NEARLY_ALL:
                divisor, grown = larger, True
    return divisor


def _narrow(total: KnownTotal) -> bool:
    """Whether the band is so narrow that a doubling can be told from a growth."""
    return total.at_most / total.at_least < 2


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
