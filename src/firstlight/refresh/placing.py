"""Where a row of a publisher's file belongs, by the rule that its format names."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from firstlight.base.county_names import plain, without_kind
from firstlight.catalogue.entries import FipsChanges, States
from firstlight.catalogue.formats import PlaceRule
from firstlight.pack import Pack

NAMES, ZIPS = ("census_gazetteer_2024", "counties"), ("hud_zip_2018", "zips")
OTHER_AREA = "another area than a county"
NO_PLACE = "no place is named"
UNKNOWN_NAME = "no county has this name in this state"
SEVERAL = "its ZIP code lies in more than one county"
UNKNOWN_ZIP = "its ZIP code is not on the list that we have"


@dataclass(frozen=True, slots=True)
class Placed:
    """A place's code, or why there is none. `other_area` marks rows nobody wants placed."""

    code: str = ""
    why_not: str = ""

    @property
    def other_area(self) -> bool:
        """True for rows of areas that are no county, such as tracts or states."""
        return self.why_not == OTHER_AREA


class Placer:
    """Finds counties by code, by name with state, and by ZIP code. Opens lists when asked."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._states: States = pack.catalogue.states
        self._prefix = {
            **{code.casefold(): prefix for code, prefix in self._states.prefixes.items()},
            **{
                plain(name): self._states.prefixes[code]
                for code, name in self._states.names.items()
                if code in self._states.prefixes
            },
        }
        self._state_names = {plain(name) for name in self._states.names.values()}
        self._by_name: dict[tuple[str, str], set[str]] | None = None
        self._by_zip: dict[str, set[str]] | None = None

    def place(self, rules: Sequence[PlaceRule], cells: Mapping[str, str]) -> Placed:
        """Place a row by the first rule that finds it; the last reason stands where none does."""
        last = Placed(why_not=NO_PLACE)
        for rule in rules:
            if any(column not in cells for column in rule.columns):
                continue
            last = self._place(rule.by, [cells[column].strip() for column in rule.columns])
            if last.code:
                return last
        return last

    def _place(self, by: str, texts: Sequence[str]) -> Placed:
        if by == "as_is":
            return Placed(texts[0]) if texts[0] else Placed(why_not=NO_PLACE)
        if by == "coc":
            hit = re.match(r"[A-Z]{2}-\d{3}", texts[0].upper())
            return Placed(hit.group(0)) if hit else Placed(why_not=NO_PLACE)
        if by == "school_district":
            hit = re.fullmatch(r"\d{6,7}", texts[0])
            return Placed(texts[0].zfill(7)) if hit else Placed(why_not=NO_PLACE)
        if by == "state_name":
            bare = re.sub(r"[\d\s*,]+$", "", texts[0])
            known = plain(bare) in self._state_names
            return Placed(bare) if known else Placed(why_not=OTHER_AREA)
        if by == "geo_id":
            hit = re.fullmatch(r"(?:0500000US)(\d{5})", texts[0])
            return Placed(hit.group(1)) if hit else Placed(why_not=OTHER_AREA)
        if by in ("fips", "state_county"):
            return _read_codes(texts)
        if by == "zip":
            return self._by_zip_code(texts[0])
        if by == "county_and_state":
            county, _, state = texts[0].rpartition(",")
            return self._by_county_name(county.strip(), state.strip())
        return self._by_county_name(texts[0], texts[1])

    def _by_county_name(self, county: str, state: str) -> Placed:
        if not county or not state:
            return Placed(why_not=NO_PLACE)
        if self._by_name is None:
            self._by_name = self._read_names()
        prefix = self._prefix.get(state.casefold()) or self._prefix.get(plain(state), "")
        for name in (plain(county), without_kind(plain(county))):
            found = self._by_name.get((name, prefix), set())
            if len(found) == 1:
                return Placed(next(iter(found)))
        return Placed(why_not=UNKNOWN_NAME)

    def _read_names(self) -> dict[tuple[str, str], set[str]]:
        table = self._pack.table(*NAMES)
        names: dict[tuple[str, str], set[str]] = {}
        full: dict[tuple[str, str], str] = {}
        for position, fips in enumerate(table.columns["fips"]):
            name = plain(table.text(position, "county_name"))
            full[(name, fips[:2])] = fips
            names.setdefault((without_kind(name), fips[:2]), set()).add(fips)
        # a full name ("baltimore city") is only itself; a short one may stand for two
        names.update({key: {fips} for key, fips in full.items()})
        return names

    def _by_zip_code(self, text: str) -> Placed:
        digits = re.match(r"\d{3,5}", text)
        if not digits:
            return Placed(why_not=NO_PLACE)
        if self._by_zip is None:
            table = self._pack.table(*ZIPS)
            self._by_zip = {}
            pairs = zip(table.columns["zip"], table.columns["stcountyfp"], strict=True)
            for code, fips in pairs:
                self._by_zip.setdefault(code.zfill(5), set()).add(fips)
        found = self._by_zip.get(digits.group(0).zfill(5))
        if found is None:
            return Placed(why_not=UNKNOWN_ZIP)
        return Placed(next(iter(found))) if len(found) == 1 else Placed(why_not=SEVERAL)


def _read_codes(texts: Sequence[str]) -> Placed:
    """One code of five digits or two of two and three, leading zeros lost or not."""
    bare = [text.removesuffix(".0") for text in texts]
    if not all(re.fullmatch(r"\d{1,5}", text) for text in bare):
        return Placed(why_not=NO_PLACE if not any(bare) else OTHER_AREA)
    code = bare[0].zfill(5) if len(bare) == 1 else f"{bare[0].zfill(2)}{bare[1].zfill(3)}"
    if code.endswith("000") or len(code) != 5:
        return Placed(why_not=OTHER_AREA)
    return Placed(code)


def find_vintage(
    codes: Collection[str], *, today: Collection[str], changes: FipsChanges, year: int
) -> tuple[int, tuple[str, ...]]:
    """The year up to which changes of county codes have reached a file, and codes unknown then.

    Of all years between two changes the one is taken whose list of codes explains the file
    best; among equals the latest that is not after `year`.

    Parameters
    ----------
    today
        Every county code of the newest gazetteer.
    """
    years = sorted({change.year for change in changes.changes})
    candidates = [y for y in {year, *(y - 1 for y in years), *years} if y <= year] or [year]
    best = min(candidates, key=lambda v: (_misfit(codes, codes_of(v, today, changes)), -v))
    known = codes_of(best, today, changes)
    return best, tuple(sorted(set(codes) - known))


def _misfit(codes: Collection[str], known: Collection[str]) -> tuple[int, int]:
    return len(set(codes) - set(known)), len(set(known) - set(codes))


def codes_of(vintage: int, today: Collection[str], changes: FipsChanges) -> set[str]:
    """The county codes in use in a year: those of today with every later change undone."""
    codes = set(today)
    for change in sorted(changes.changes, key=lambda change: -change.year):
        # a file of another country's or a made county has none of the change's codes
        if change.year > vintage and codes & set(change.new):
            codes -= set(change.new)
            codes |= set(change.old)
    return codes
