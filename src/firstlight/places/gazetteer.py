"""Every county of today by code and by the names people use for it, and cities by their police."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from firstlight.base.county_names import plain, without_kind
from firstlight.base.place import County
from firstlight.catalogue.entries import FipsChanges, States
from firstlight.pack import Pack, PackTable


@dataclass(frozen=True, slots=True)
class City:
    """A city and its counties: those its police serve, or those the catalogue names."""

    name: str
    state: str
    fips: tuple[str, ...]
    by_police: bool = True


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Counties by FIPS code; counties and cities by plain name and state.

    `named_areas` are groups of counties the catalogue has a name for.
    """

    counties: Mapping[str, County]
    by_name: Mapping[tuple[str, str], tuple[County, ...]]
    cities: Mapping[tuple[str, str], City]
    states: States
    changes: FipsChanges
    named_areas: Mapping[str, tuple[str, ...]]

    def __repr__(self) -> str:
        return f"Gazetteer({len(self.counties)} counties, {len(self.cities)} cities)"

    def of_state(self, state: str) -> tuple[County, ...]:
        """All counties of a state."""
        return tuple(county for county in self.counties.values() if county.state == state)


def read_gazetteer(pack: Pack) -> Gazetteer:
    """Read every county and city.

    Residents are the ones an assessment shows, of July 2023; Puerto Rico, which that
    release leaves out, has those of the five-year survey to 2022.
    """
    table = pack.table("census_gazetteer_2024", "counties")
    newest = pack.table("census_pep_2023", "counties")
    complete = pack.table("acs_2022_selected", "counties")
    counties = {}
    by_name: dict[tuple[str, str], list[County]] = {}
    for position, fips in enumerate(table.columns["fips"]):
        value = _residents(newest, "POPESTIMATE2023", fips)
        if value is None:
            value = _residents(complete, "total_population", fips)
        county = County(
            fips=fips,
            name=table.text(position, "county_name"),
            state=table.text(position, "state_abbr"),
            vintage=str(table.source.vintage),
            residents=value,
        )
        counties[fips] = county
        full = plain(county.name)
        for name in dict.fromkeys((full, without_kind(full))):
            by_name.setdefault((name, county.state), []).append(county)
    return Gazetteer(
        counties=counties,
        by_name={key: tuple(found) for key, found in by_name.items()},
        cities=_read_cities(pack, counties),
        states=pack.catalogue.states,
        changes=pack.catalogue.fips_changes,
        named_areas={area.name: area.counties for area in pack.catalogue.demonstrations},
    )


def _residents(table: PackTable, column: str, fips: str) -> int | None:
    found = table.of_place(fips)
    value = table.cell(found[0], column, counted=True).value if found else None
    return None if value is None else int(value)


def _read_cities(pack: Pack, counties: Mapping[str, County]) -> dict[tuple[str, str], City]:
    agencies = pack.table("fbi_ht_2020", "agencies")
    serves = pack.table("fbi_ht_2020", "counties")
    fips_by_ori: dict[str, list[str]] = {}
    for position, ori in enumerate(serves.columns["ori"]):
        fips = serves.text(position, "county_fips")
        if fips in counties:
            fips_by_ori.setdefault(ori, []).append(fips)
    cities: dict[tuple[str, str], City] = {}
    for position, kind in enumerate(agencies.columns["agency_type"]):
        if kind != "City":
            continue
        name = re.sub(r" Police Department.*$", "", agencies.text(position, "agency_name"))
        state = agencies.text(position, "state_abbr")
        served = fips_by_ori.get(agencies.text(position, "ori"), [])
        if not served or name == agencies.text(position, "agency_name"):
            continue
        known = cities.get((plain(name), state))
        codes = tuple(sorted({*served, *(known.fips if known else ())}))
        cities[(plain(name), state)] = City(name, state, codes)
    for entry in pack.catalogue.cities.cities:
        if all(fips in counties for fips in entry.counties):
            city = City(entry.name, entry.state, entry.counties, by_police=False)
            cities[(plain(entry.name), entry.state)] = city
    return cities


def find_county(text: str, state: str, gazetteer: Gazetteer) -> str | None:
    """The code of a county that a state's own file names, or None when it is not clear.

    Takes a name with or without the word for its kind, five digits, or the three that the
    state gives its counties.
    """
    bare = text.strip()
    prefix = gazetteer.states.prefixes.get(state, "")
    if bare.isdigit():
        code = prefix + bare.zfill(3) if len(bare) <= 3 else bare.zfill(5)
        return code if code in gazetteer.counties and code.startswith(prefix) else None
    found = gazetteer.by_name.get((plain(bare), state), ())
    return found[0].fips if len(found) == 1 else None


def split_state(text: str, gazetteer: Gazetteer) -> tuple[str | None, str]:
    """Take the state off the end of "Harris, TX", "Harris County, Texas" or "Harris TX".

    Gives None and the whole text where it ends with no state, or where nothing else is left.
    """
    words, comma, last = text.rpartition(",")
    if comma:
        found = _find_state(last, gazetteer)
        return (found, words) if found else (None, text)
    parts = text.split()
    if _find_state(text, gazetteer):
        return None, text
    for length in (3, 2, 1):  # "District of Columbia" has three words
        found = _find_state(" ".join(parts[-length:]), gazetteer)
        if found and len(parts) > length:
            return found, " ".join(parts[:-length])
    return None, text


def _find_state(text: str, gazetteer: Gazetteer) -> str | None:
    """The letters of a state that is written as letters or by its name."""
    written = plain(text)
    for code, name in gazetteer.states.names.items():
        if written in (code.casefold(), plain(name)):
            return code
    return None
