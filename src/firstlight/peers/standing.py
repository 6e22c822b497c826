"""Where a county stands: how many residents, how urban, in which division and region."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from firstlight.base.place import County
from firstlight.base.provenance import Address
from firstlight.pack import Pack

CLASSES = ("usda_rucc_2023", "counties", "RUCC_2023")
# Residents of July 2023; Puerto Rico, which that release leaves out, has the survey's.
RESIDENTS = (
    ("census_pep_2023", "counties", "POPESTIMATE2023"),
    ("acs_2022_selected", "counties", "total_population"),
)


@dataclass(frozen=True, slots=True)
class Standing:
    """What peers are chosen by. None where no figure is in hand; `made_from` holds the cells.

    `rural_urban` is USDA's code from 1 (most urban) to 9 (most rural) of 2023. `division`
    and `region` are the Census Bureau's, empty for Puerto Rico, which lies in none.
    """

    county: County
    residents: int | None
    rural_urban: int | None
    division: str
    region: str
    made_from: tuple[Address, ...]


def read_standings(pack: Pack, counties: Iterable[County]) -> Mapping[str, Standing]:
    """Read the standing of each county, by FIPS code."""
    places = {
        state: (division.name, division.region)
        for division in pack.catalogue.regions.divisions
        for state in division.states
    }
    standings = {}
    for county in counties:
        made_from: list[Address] = []
        residents = None
        for release in RESIDENTS:
            residents = residents or _read(pack, release, county.fips, made_from)
        rural_urban = _read(pack, CLASSES, county.fips, made_from)
        division, region = places.get(county.state, ("", ""))
        standings[county.fips] = Standing(
            county, residents, rural_urban, division, region, tuple(made_from)
        )
    return standings


def _read(
    pack: Pack, release: tuple[str, str, str], fips: str, made_from: list[Address]
) -> int | None:
    """A whole number over 0 of one county, its cell kept; None where there is none."""
    source, name, column = release
    table = pack.table(source, name)
    found = table.of_place(fips)
    if len(found) != 1:
        return None
    value = table.cell(found[0], column, counted=True).value
    if not value:
        return None
    made_from.append(table.address(found[0], column))
    return int(value)
