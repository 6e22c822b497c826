"""Where a county stands: how many residents, how urban, in which division and region."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from firstlight.base.period import Period
from firstlight.base.place import County
from firstlight.base.provenance import Address
from firstlight.pack import Pack

CLASSES = ("usda_rucc_2023", "counties", "RUCC_2023")
# Residents of July 2023; Puerto Rico, which that release leaves out, has the survey's.
RESIDENTS = (
    ("census_pep_2023", "counties", "POPESTIMATE2023", Period.year(2023)),
    ("acs_2022_selected", "counties", "total_population", Period.years(2018, 2022)),
)


@dataclass(frozen=True, slots=True)
class Standing:
    """What peers are chosen by. None where no figure is among our data.

    `rural_urban` is USDA's code from 1 (most urban) to 9 (most rural) of 2023. `division`
    and `region` are the Census Bureau's, empty for Puerto Rico, which lies in none.
    """

    county: County
    residents: int | None
    rural_urban: int | None
    division: str
    region: str
    residents_when: Period | None
    residents_from: Address | None
    class_from: Address | None


def read_standings(pack: Pack, counties: Iterable[County]) -> Mapping[str, Standing]:
    """Read the standing of each county, by FIPS code."""
    places = {
        state: (division.name, division.region)
        for division in pack.catalogue.regions.divisions
        for state in division.states
    }
    standings = {}
    for county in counties:
        residents, residents_from, when = None, None, None
        for source, table, column, period in RESIDENTS:
            residents, residents_from = _read(pack, source, table, column, county.fips)
            if residents is not None:
                when = period
                break
        rural_urban, class_from = _read(pack, *CLASSES, county.fips)
        division, region = places.get(county.state, ("", ""))
        standings[county.fips] = Standing(
            county, residents, rural_urban, division, region, when, residents_from, class_from
        )
    return standings


def _read(
    pack: Pack, source: str, name: str, column: str, fips: str
) -> tuple[int, Address] | tuple[None, None]:
    """A whole number over 0 of one county and its cell, or nothing where there is none."""
    table = pack.table(source, name)
    found = table.of_place(fips)
    value = table.cell(found[0], column, counted=True).value if len(found) == 1 else None
    if not value:
        return None, None
    return int(value), table.address(found[0], column)
