"""The totals of a download as tables, and the sums between them that any reader knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from firstlight.base.cell import Cell, Status
from firstlight.catalogue import Catalogue
from firstlight.catalogue.catalogue import Nibrs
from firstlight.incidents.count import MINORS_OF, TRAFFICKING, Counts
from firstlight.incidents.load import BANDS, CODED_BANDS, MINOR_RANGE, UNKNOWN, UNMAPPED
from firstlight.incidents.shapes import TOTAL, CountTable, Key, Sum
from firstlight.incidents.zeros import count_code

ARREST_CODES = (*MINORS_OF, "30C")
MINORS = (0, 1, 2, MINOR_RANGE)
SILENT_AGENCY = "it reported no month and no incident"
NO_INCIDENT = "it has no incident, and there is no table of months"
GROUP_B = "nibrs_arrestee_groupb"
IN_SEVERAL = "under 18, in several bands"


class Builder:
    """Builds the tables of one summary, so that every table is made from one set of facts."""

    def __init__(
        self,
        counts: Counts,
        *,
        years: Sequence[int],
        kinds: Collection[str] | None,
        catalogue: Catalogue,
    ) -> None:
        self.counts = counts
        self.years = years
        self.kinds = kinds
        self.catalogue = catalogue
        self.nibrs: Nibrs = catalogue.nibrs
        self.tables: dict[str, CountTable] = {}
        self.sums: list[Sum] = []

    def build(self, key_of: Mapping[str, str], heard: Collection[str]) -> None:
        """Build every table.

        `key_of` gives an agency's key for its number in the file. `heard` are the keys of those
        that reported a month or an incident: any other is not reported, never 0.
        """
        self._totals()
        self._offenses()
        self._people()
        self._minors()
        self._trafficking()
        self._lookback()
        self._pairs()
        self._by_agency(key_of, heard)

    def needs(self, *tables: str) -> Cell | None:
        """A cell without a number where one of these tables is missing, or None."""
        lacking = [table for table in tables if table in self.counts.lacks]
        if not lacking:
            return None
        why = f"there is no table {lacking[0].upper()}"
        return Cell.missing(Status.NOT_REPORTED, why)

    def counted(self, number: int, *tables: str) -> Cell:
        return self.needs(*tables) or Cell.counted(number)

    def heard(self, number: int, spoke: bool, silent: str, *tables: str) -> Cell:
        """A count of an agency or a group; where it was silent, without a number."""
        if spoke:
            return self.counted(number, *tables)
        return self.needs(*tables) or Cell.missing(Status.NOT_REPORTED, silent)

    def code(self, code: str, number: int, *tables: str) -> Cell:
        cell = self.needs(*tables)
        if cell is not None:
            return cell
        return count_code(code, number, years=self.years, kinds=self.kinds, nibrs=self.nibrs)

    def add(
        self,
        name: str,
        unit: str,
        dimensions: tuple[str, ...],
        cells: Mapping[Key, Cell],
        total: Cell | None = None,
    ) -> None:
        self.tables[name] = CountTable(name, unit, dimensions, dict(cells), total)
        if total is not None:
            # what was not reported adds nothing; with it no sum could be solved, or protected
            told = [key for key, cell in cells.items() if cell.value is not None]
            self.sums.append(Sum((name, TOTAL), tuple((name, *key) for key in told)))

    def same(self, one: Key, other: Key) -> None:
        self.sums.append(Sum(one, (other,)))

    def _totals(self) -> None:
        counts = self.counts
        self.add(
            "totals",
            "records",
            ("what",),
            {
                ("incidents",): self.counted(counts.incidents, "nibrs_incident"),
                ("offense records",): Cell.counted(counts.offenses.total()),
                ("arrestee records",): self.counted(
                    counts.arrests.total(), "nibrs_arrestee", GROUP_B
                ),
                ("arrest counted elsewhere too",): self.counted(counts.several, "nibrs_arrestee"),
                ("lookback",): self.counted(counts.frame, *self.frame_needs()),
            },
        )

    def frame_needs(self) -> tuple[str, ...]:
        return (
            "nibrs_victim",
            "nibrs_victim_offender_rel",
            "nibrs_relationship",
            "nibrs_offense_type",
        )

    @property
    def silent(self) -> str:
        """Why an agency without a month or an incident has no count."""
        return NO_INCIDENT if "nibrs_month" in self.counts.lacks else SILENT_AGENCY

    def _offenses(self) -> None:
        offenses = self.counts.offenses
        needs = ("nibrs_offense_type",)
        codes = _in_order({*offenses, *self.nibrs.codes.always})
        if self.needs(*needs):
            codes = [code for code in codes if code != UNMAPPED]
        self.add(
            "offenses",
            "offenses",
            ("code",),
            {(code,): self.code(code, offenses[code], *needs) for code in codes},
            self.counted(offenses.total(), *needs),
        )
        self.same(("totals", "offense records"), ("offenses", TOTAL))

    def _people(self) -> None:
        victims, arrests = self.counts.victims, Counter[tuple[str, int]]()
        for (code, band, _), n in self.counts.arrests.items():
            arrests[code, band] += n
        needs: tuple[str, ...] = ("nibrs_victim", "nibrs_victim_offense", "nibrs_offense_type")
        codes = _in_order({*(code for code, _ in victims), *TRAFFICKING})
        lists: tuple[str, ...] = ("nibrs_age", "nibrs_victim_type")
        cells = self._bands(codes, victims, needs, lists)
        self.add("victims_by_age", "people", ("code", "band"), cells)
        needs = ("nibrs_arrestee", "nibrs_offense_type")
        codes = _in_order({*(code for code, _ in arrests), *ARREST_CODES})
        self.add(
            "arrestees_by_age",
            "arrests",
            ("code", "band"),
            self._bands(codes, arrests, needs, ("nibrs_age",)),
            self.counted(arrests.total(), *needs, GROUP_B),
        )
        self.same(("totals", "arrestee records"), ("arrestees_by_age", TOTAL))

    def _bands(
        self,
        codes: Iterable[str],
        people: Mapping[tuple[str, int], int],
        needs: tuple[str, ...],
        lists: tuple[str, ...],
    ) -> dict[Key, Cell]:
        """Counts by age. Bands that an age code can feed need the lists of codes as well."""
        table = needs[0]
        unread = table in self.counts.ages_unread
        cells: dict[Key, Cell] = {}
        for code in codes:
            own = needs if table == "nibrs_victim" else (*needs, *self._group_needs(code))
            for place, band in enumerate(BANDS):
                more = lists if unread or place in CODED_BANDS else ()
                number = people.get((code, place), 0)
                if place == UNKNOWN:
                    number += sum(people.get((code, more), 0) for more in (7, 8))
                cells[code, band] = self.code(code, number, *own, *more)
        return cells

    def _group_needs(self, code: str) -> tuple[str, ...]:
        """Most arrests of a Group B code stand in a table of their own, where there is one."""
        known = self.nibrs.codes.codes.get(code)
        return () if known is None or known.group == "A" else (GROUP_B,)

    def _minors(self) -> None:
        """Minors arrested, by code and by year: the first three bands, and ranges below 18."""
        needs = ("nibrs_arrestee", "nibrs_offense_type", "nibrs_age")
        by_code: Counter[str] = Counter()
        by_year: Counter[tuple[str, int]] = Counter()
        ranges: Counter[str] = Counter()
        for (code, band, year), n in self.counts.arrests.items():
            if band in MINORS:
                by_code[code] += n
                by_year[code, year] += n
                ranges[code] += n if band == MINOR_RANGE else 0
        codes = _in_order({*by_code, *ARREST_CODES})
        self.add(
            "minors_arrested",
            "arrests",
            ("code",),
            {(code,): self.code(code, by_code[code], *needs) for code in codes},
        )
        self.add(
            "minors_arrested_in_several_bands",
            "arrests",
            ("code",),
            {(code,): self.code(code, ranges[code], *needs) for code in codes},
        )
        for code in codes:
            bands = [("arrestees_by_age", code, band) for band in BANDS[:3]]
            rest = ("minors_arrested_in_several_bands", code)
            self.sums.append(Sum(("minors_arrested", code), (*bands, rest)))
        if len(self.years) > 1:
            self.add(
                "minors_arrested_by_year",
                "arrests",
                ("code", "year"),
                {
                    (code, str(year)): self.code(code, by_year[code, year], *needs)
                    for code in ARREST_CODES
                    for year in self.years
                },
            )
            for code in ARREST_CODES:
                years = [("minors_arrested_by_year", code, str(year)) for year in self.years]
                self.sums.append(Sum(("minors_arrested", code), tuple(years)))

        self._lists(by_code)

    def _lists(self, minors: Mapping[str, int]) -> None:
        """Arrests, and those of minors, for every code: a list may name any of them."""
        arrests: Counter[str] = Counter()
        for (code, _, _), n in self.counts.arrests.items():
            arrests[code] += n
        every: dict[Key, Cell] = {}
        young: dict[Key, Cell] = {}
        for code in self.nibrs.codes.codes:
            every[code,] = self._arrests_of(code, arrests[code])
            young[code,] = self._arrests_of(code, minors.get(code, 0), "nibrs_age")
            bands = tuple(("arrestees_by_age", code, band) for band in BANDS)
            self.sums.append(Sum(("list_arrests", code), bands))
            # the same total over its adults: a reader takes the minors away from it
            adults = (("minors_arrested", code), *bands[3:])
            self.sums.append(Sum(("list_arrests", code), adults))
            self.same(("list_minors", code), ("minors_arrested", code))
        self.add("list_arrests", "arrests", ("code",), every)
        self.add("list_minors", "arrests", ("code",), young)

    def _arrests_of(self, code: str, number: int, *lists: str) -> Cell:
        """Arrests by code; of Group B only part is in a download without their table."""
        cell = self.code(code, number, "nibrs_arrestee", "nibrs_offense_type", *lists)
        of_group_a = self.nibrs.codes.codes[code].group == "A"
        if of_group_a or not self.counts.without_group_b or cell.status is Status.STRUCTURAL_ZERO:
            return cell
        return Cell.missing(Status.NOT_REPORTED, "there is no table of Group B arrests")

    def _trafficking(self) -> None:
        counts = self.counts
        for code in TRAFFICKING:
            needs: tuple[str, ...] = ("nibrs_location_type", "nibrs_offense_type")
            places = {(p,): n for (c, p), n in sorted(counts.places.items()) if c == code}
            self.add(
                f"places_{code}",
                "offenses",
                ("place",),
                {key: self.counted(n, *needs) for key, n in places.items()},
                self.code(code, sum(places.values()), *needs),
            )
            self.same(("offenses", code), (f"places_{code}", TOTAL))
            needs = ("nibrs_incident", "nibrs_arrestee", "nibrs_cleared_except")
            kinds = {(k,): n for (c, k), n in sorted(counts.cleared.items()) if c == code}
            self.add(
                f"clearance_{code}",
                "incidents",
                ("kind",),
                {key: self.counted(n, *needs) for key, n in kinds.items()},
                self.code(code, sum(kinds.values()), *needs),
            )
            self.same(("incidents_with", code), (f"clearance_{code}", TOTAL))
        needs = ("nibrs_incident", "nibrs_cleared_except")
        kinds = {(kind,): n for kind, n in sorted(counts.cleared_all.items())}
        self.add(
            "clearance",
            "incidents",
            ("kind",),
            {key: self.counted(n, *needs) for key, n in kinds.items()},
            self.counted(counts.incidents, *needs),
        )
        self.same(("totals", "incidents"), ("clearance", TOTAL))

    def _lookback(self) -> None:
        counts, strata = self.counts, self.nibrs.lookback.strata
        own: dict[Key, Cell] = {}
        minor: dict[Key, Cell] = {}
        rest: dict[Key, Cell] = {}
        for name, stratum in strata.items():
            needs: tuple[str, ...] = (
                "nibrs_offense_type",
                *(self.frame_needs() if stratum.partner else ()),
            )
            own[name,] = self.counted(counts.strata[name], *needs)
            if stratum.with_minor:
                more = ("nibrs_victim", "nibrs_victim_offense", "nibrs_age", "nibrs_victim_type")
                with_minor = counts.strata_minor[name]
                minor[name,] = self.counted(with_minor, *needs, *more)
                rest[name,] = self.counted(counts.strata[name] - with_minor, *needs, *more)
                self.sums.append(
                    Sum(("lookback", name), (("lookback_minor", name), ("lookback_rest", name)))
                )
            if not stratum.partner:  # nearly a sum: few incidents have two codes of one kind
                codes = tuple(("offenses", code) for code in stratum.codes)
                self.sums.append(Sum(("lookback", name), codes))
        self.add("lookback", "incidents", ("kind",), own)
        self.add("lookback_minor", "incidents", ("kind",), minor)
        self.add("lookback_rest", "incidents", ("kind",), rest)
        needs = ("nibrs_offense_type", *self.frame_needs())
        self.add(
            "lookback_first",
            "incidents",
            ("kind",),
            {(name,): self.counted(counts.strata_first[name], *needs) for name in strata},
            self.counted(counts.frame, *needs),
        )
        self.same(("totals", "lookback"), ("lookback_first", TOTAL))

    def _pairs(self) -> None:
        counts = self.counts
        related = {code for offense in self.catalogue.offenses.values() for code in offense.codes}
        watched = {*TRAFFICKING, *related}
        needs = ("nibrs_offense_type",)
        self.add(
            "incidents_with",
            "incidents",
            ("code",),
            {
                (code,): self.code(code, counts.incidents_with[code], *needs)
                for code in _in_order(watched)
            },
        )
        for code in watched:
            self.same(("offenses", code), ("incidents_with", code))
        pairs = dict(sorted(counts.pairs.items()))
        self.add(
            "pairs",
            "incidents",
            ("code", "with"),
            {pair: self.counted(n, *needs) for pair, n in pairs.items()},
        )

    def _by_agency(self, key_of: Mapping[str, str], heard: Collection[str]) -> None:
        counts = self.counts
        incidents: Counter[str] = Counter()
        for (agency, _, _), n in counts.by_agency.items():
            incidents[key_of[agency]] += n
        keys = sorted(set(key_of.values()))
        for name, unit, found, total, needs in (
            ("incidents_by_agency", "incidents", incidents, "incidents", ("nibrs_incident",)),
            (
                "trafficking_by_agency",
                "offenses",
                _by_key(counts.trafficking_by_agency, key_of),
                "",
                ("nibrs_incident", "nibrs_offense_type"),
            ),
            (
                "lookback_by_agency",
                "incidents",
                _by_key(counts.frame_by_agency, key_of),
                "",
                ("nibrs_incident", "nibrs_offense_type", *self.frame_needs()),
            ),
        ):
            self.add(
                name,
                unit,
                ("agency",),
                {(key,): self.heard(found[key], key in heard, self.silent, *needs) for key in keys},
                self.counted(found.total(), *needs),
            )
            if total:
                self.same(("totals", total), (name, TOTAL))
        both = tuple(("offenses", code) for code in TRAFFICKING)
        self.sums.append(Sum(("trafficking_by_agency", TOTAL), both))
        self.same(("totals", "lookback"), ("lookback_by_agency", TOTAL))


def _in_order(codes: Iterable[str]) -> list[str]:
    return sorted(codes, key=lambda code: (code == UNMAPPED, code))


def _by_key(found: Mapping[str, int], key_of: Mapping[str, str]) -> Counter[str]:
    added: Counter[str] = Counter()
    for agency, n in found.items():
        added[key_of[agency]] += n
    return added
