"""A file as a whole: its sums, places and months, and whether somebody multiplied it."""

from __future__ import annotations

from firstlight.catalogue.formats import Format, KnownTotal
from firstlight.pack import Pack
from firstlight.refresh.columns import HeldColumns
from firstlight.refresh.draft import Draft, Faults
from firstlight.refresh.multiples import find_in_row, find_repeated, find_shared
from firstlight.refresh.placing import NAMES, find_vintage
from firstlight.refresh.sheet import AGAIN, AS_GIVEN
from firstlight.refresh.tally import Tally


class WholeFile:
    """Judges what was counted while the rows were read."""

    def __init__(
        self, columns: HeldColumns, tally: Tally, draft: Draft, faults: Faults, year: int
    ) -> None:
        self._entry: Format = columns.entry
        self._names = columns.names
        self._held = columns.held
        self._tally, self._draft, self._faults, self._year = tally, draft, faults, year

    def check(self, pack: Pack) -> None:
        """Add every fault of the whole, and say what vintage of county codes the file has."""
        if not self._draft.rows:
            left_out = self._draft.left_out.items()
            why = "; ".join(f"{number:,} {what}" for what, number in left_out)
            self._faults.add("Not one row of it can be used.", f"{AS_GIVEN} {why}")
            return
        self._check_places(pack)
        for index, total in enumerate(self._entry.totals):
            if total.year and total.year != self._year:
                continue
            if total.each_year:
                self._check_years(index, total)
            elif self._tally.any_row[index]:
                self._check_total(total, float(self._tally.sums[index]))
        self._check_divisors()
        self._check_repeated()
        self._check_blanks()
        self._check_months()

    def _check_divisors(self) -> None:
        """Counts of things do not nearly all share a divisor, unless somebody multiplied them.

        Some cells that were changed afterward do not hide it. What the publisher rounds to is
        no such divisor; a part or a multiple of it is.
        """
        for column, counts in self._tally.counts.items():
            divisor = find_shared(counts)
            if divisor not in (1, self._entry.rounded_to):
                every = all(value % divisor == 0 for value in counts)
                words = "Every count" if every else "Nearly every count"
                what = f"{words} in it is a multiple of {divisor:,}: they were multiplied."
                self._faults.add(what, AS_GIVEN, column=self._names[column])
        if self._entry.wide is not None and self._draft.used_rows == 1:
            divisor = find_in_row([n for counts in self._tally.counts.values() for n in counts])
            if divisor > 1:
                what = f"Every count of its row is a multiple of {divisor:,}: they were multiplied."
                self._faults.add(what, AS_GIVEN)

    def _check_repeated(self) -> None:
        """Nearly all cases do not stand several times, unless somebody put the rows in again.

        A row put in again under a case number that was changed a little, or with other numbers
        of workers, is found by all else it says: its place, day, line of work and decision.
        """
        rule = self._entry.rollup
        if rule is None:
            return
        times = find_repeated(self._tally.cases.values())
        if times > 1:
            what = f"Nearly every case stands in it {times:,} times."
            column = self._names.get(rule.case_id, rule.case_id)
            self._faults.add(what, AS_GIVEN, column=column)
            return
        times = find_repeated(self._tally.alike.values())
        if times > 1:
            what = (
                f"Nearly every row stands in it {times:,} times, the same but for its case "
                "number or its counts."
            )
            self._faults.add(what, AS_GIVEN)

    def _check_blanks(self) -> None:
        """A column that must be there has its numbers in nearly all rows."""
        rows = self._draft.used_rows
        most = self._entry.blank_at_most
        for wanted in self._held:
            blank = self._tally.blanks[wanted.column]
            if not wanted.optional and rows and blank > most * rows:
                what = (
                    f"{blank:,} of {rows:,} rows have no number here; the publisher leaves out "
                    f"at most {100 * most:g} in 100."
                )
                self._faults.add(what, AGAIN, column=self._names[wanted.column])

    def _check_months(self) -> None:
        months = self._tally.months
        if not self._entry.every_month or not months:
            return
        first, last = min(months), max(months)
        span = 12 * (last[0] - first[0]) + last[1] - first[1] + 1
        if len(months) < span:
            what = (
                f"From {first[0]}-{first[1]:02d} to {last[0]}-{last[1]:02d}, {span:,} months, "
                f"it has rows of {len(months):,} only."
            )
            self._faults.add(what, AGAIN, column=self._names[self._entry.dates])

    def _check_places(self, pack: Pack) -> None:
        draft, entry = self._draft, self._entry
        places = {record[draft.place] for _, record in draft.rows}
        if entry.places_at_least and len(places) < entry.places_at_least:
            what = (
                f"It has {len(places):,} places, and the publisher's file has at least "
                f"{entry.places_at_least:,}. It may be cut off, or be a part."
            )
            self._faults.add(what, AGAIN)
        if entry.places_at_most and len(places) > entry.places_at_most:
            what = (
                f"It has {len(places):,} places, and the publisher's file has at most "
                f"{entry.places_at_most:,}."
            )
            self._faults.add(what, AS_GIVEN)
        if entry.place_is != "county":
            draft.vintage = self._year
            return
        names = pack.table(*NAMES)
        # counties found by name or ZIP code have the codes of those lists, whatever the file's year
        year = self._year if entry.rollup is None else names.source.vintage
        draft.vintage, unknown = find_vintage(
            places,
            today=set(names.columns["fips"]),
            changes=pack.catalogue.fips_changes,
            year=year,
        )
        for code in unknown:
            rows = [number for number, record in draft.rows if record[draft.place] == code]
            what = f"The county code {code} was in no use in {draft.vintage}."
            self._faults.add(what, AS_GIVEN, row=rows[0])

    def _check_years(self, index: int, total: KnownTotal) -> None:
        """Every year of the rows by itself, one of some months as so many twelfths."""
        months, by_year = self._tally.months, self._tally.by_year
        for year in sorted({year for year, _ in months}):
            share = sum(own == year for own, _ in months) / 12
            self._check_total(total, by_year.get((index, year), 0.0) / share, f" of {year}")

    def _check_total(self, total: KnownTotal, found: float, of: str = "") -> None:
        ratio = found / total.known
        if total.at_least <= ratio <= total.at_most:
            return
        column = self._names[total.column]
        times = self._find_multiple(total, ratio)
        if times:
            many = f"about {times:,} times" if ratio > 1 else f"about one part in {times:,} of"
            what = (
                f"The counts{of} are {many} what is known: the sum is {found:,.0f}, "
                f"and {total.known_from} says {total.known:,.0f}."
            )
            self._faults.add(what, AS_GIVEN, column=column)
            return
        what = (
            f"The sum{of} is {found:,.0f}, and {total.known_from} says {total.known:,.0f}; a "
            f"release lies between {total.at_least:g} and {total.at_most:g} times of it."
        )
        self._faults.add(what, "Look at what changed before it is used.", column=column)

    def _find_multiple(self, total: KnownTotal, ratio: float) -> int:
        """The whole number that the counts were multiplied or divided by, or 0."""
        if not _is_narrow(total) or ratio <= 0:
            return 0
        large = ratio if ratio > 1 else 1 / ratio
        # a divisor that all cells share says the number exactly; else the nearest one
        shared = find_shared(self._tally.counts.get(total.column, {}))
        for times in (shared, round(large)):
            growth = ratio / times if ratio > 1 and times else ratio * times
            if times > 1 and total.at_least <= growth <= total.at_most:
                return times
        return 0


def _is_narrow(total: KnownTotal) -> bool:
    """Whether the band is so narrow that a doubling can be told from a growth."""
    return total.at_most / total.at_least < 2
