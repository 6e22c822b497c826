"""Where the people of a county live, as one point."""

from __future__ import annotations

from dataclasses import dataclass

from firstlight.access.distance import Point
from firstlight.base.period import Period
from firstlight.base.provenance import Address
from firstlight.pack import Pack, PackTable, trace_county


@dataclass(frozen=True, slots=True)
class Center:
    """One point for a county of today.

    `by_population` is true for the center of population of 2010; a county that had none of
    its own then has the gazetteer's point inside its borders, of the gazetteer's year.
    `made_from` holds the two cells, longitude and latitude.
    """

    fips: str
    point: Point
    by_population: bool
    period: Period
    made_from: tuple[Address, ...]


def read_center(pack: Pack, fips: str) -> Center | None:
    """The center of population of a county, or a point inside it; None when neither is in hand.

    A county that was cut out of others since 2010, or took another in, is not given the
    center of a former county.
    """
    centers = pack.table("county_centers_2010", "counties")
    trace = trace_county(fips, vintage=centers.source.vintage, changes=pack.catalogue.fips_changes)
    if len(trace.codes) == 1:
        found = _read_point(centers, trace.codes[0], fips, "pclon10", "pclat10", True)
        if found is not None:
            return found
    inside = pack.table("census_gazetteer_2024", "counties")
    return _read_point(inside, fips, fips, "INTPTLONG", "INTPTLAT", False)


def _read_point(
    table: PackTable, code: str, fips: str, east: str, north: str, by_population: bool
) -> Center | None:
    for position in table.of_place(code):
        lon = table.cell(position, east, counted=False).value
        lat = table.cell(position, north, counted=False).value
        if lon is not None and lat is not None:
            cells = (table.address(position, east), table.address(position, north))
            return Center(fips, (lon, lat), by_population, table.period, cells)
    return None
