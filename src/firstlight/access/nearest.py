"""The nearest road, port or airport of a kind, and how far it may be said to be."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from firstlight.access.centers import Center, read_center
from firstlight.access.distance import (
    Array,
    Lines,
    Point,
    distances_to,
    find_nearest_line,
    make_lines,
    make_points,
)
from firstlight.base.provenance import Address
from firstlight.catalogue.entries import AccessLimits
from firstlight.pack import Pack, PackTable

INTERSTATE, LAND_PORT, SEAPORT, AIRPORT = "interstate", "land_port", "seaport", "airport"
KINDS = (INTERSTATE, LAND_PORT, SEAPORT, AIRPORT)

NO_LINES = "no interstate lines of Alaska, Hawaii and Puerto Rico are among our data"
NO_LAND_BORDER = "an island has no land port, and a distance across the sea says nothing"
NONE_LISTED = "the list that we have has none"
LINES_MISSING = (
    "the lines that we have leave out interstates that the file of road lengths has near here"
)
KM2_PER_SQUARE_MILE = 2.589988110336  # the international mile, squared


@dataclass(frozen=True, slots=True)
class Spot:
    """A port or an airport: its id in its table, name, point, and the cells of both."""

    id: str
    name: str
    point: Point
    named_from: tuple[Address, ...]
    made_from: tuple[Address, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Targets:
    """Everything a distance is measured to. `roads` belong to `lines`, in the same order.

    `roads_within` tells where interstates must be by their lengths: the center of each county
    that has some, and the side in kilometers of a square as large as the county.
    """

    limits: AccessLimits
    lines: Lines
    roads: tuple[Spot, ...]
    spots: dict[str, tuple[Spot, ...]]
    points: dict[str, Array]
    roads_within: tuple[Array, Array]

    def __repr__(self) -> str:
        return f"Targets({len(self.roads)} roads, {len(self.spots)} kinds of spot)"


@dataclass(frozen=True, slots=True)
class Nearest:
    """What lies nearest of a kind, and its distance from a county's center.

    `exact_km` orders counties and is never printed. `km` and `miles` are whole numbers that are;
    with `within` the distance is at most that. Where `why_not` says why, there is no number.
    """

    kind: str
    center: Center
    id: str
    name: str
    exact_km: float | None
    km: float | None
    miles: float | None
    within: bool
    named_from: tuple[Address, ...]
    made_from: tuple[Address, ...]
    why_not: str = ""


def read_targets(pack: Pack, limits: AccessLimits) -> Targets:
    """Read every road, port and airport that the catalogue's limits let in; once a library."""
    drawn = pack.table("interstate_lines", "lines")
    roads = []
    lines = []
    for position, text in enumerate(drawn.columns["line"]):
        number = drawn.text(position, "interstate")
        name = f"Interstate {number}" if number else "an interstate"
        named = (drawn.address(position, "interstate"),)
        cells = (drawn.address(position, "line"),)
        roads.append(Spot(number, name, (0.0, 0.0), named, cells))
        lines.append([_read_line(part) for part in text.split("|")])
    spots = {
        LAND_PORT: _read_land_ports(pack, limits),
        SEAPORT: _read_seaports(pack, limits),
        AIRPORT: _read_airports(pack, limits),
    }
    return Targets(
        limits=limits,
        lines=make_lines(lines),
        roads=tuple(roads),
        spots=spots,
        points={kind: make_points([s.point for s in found]) for kind, found in spots.items()},
        roads_within=_read_roads_within(pack),
    )


def _read_roads_within(pack: Pack) -> tuple[Array, Array]:
    """Center and size of each county of today in which the file of lengths has an interstate."""
    lengths = pack.table("road_lengths_tiger", "counties")
    sizes = pack.table("census_gazetteer_2024", "counties")
    points: list[Point] = []
    sides: list[float] = []
    for position, fips in enumerate(lengths.columns["county_fips"]):
        length = lengths.cell(position, "interstate_km", counted=False).value
        center = read_center(pack, fips) if length else None
        if center is not None:
            for row in sizes.of_place(fips):
                area = sizes.cell(row, "ALAND_SQMI", counted=False).value
                if area is not None:
                    points.append(center.point)
                    sides.append(math.sqrt(area * KM2_PER_SQUARE_MILE))
    return make_points(points), np.array(sides, dtype=np.float64)


def _contradicts_lengths(center: Center, exact_km: float, targets: Targets) -> bool:
    """True when lengths say that an interstate is nearer than the nearest line.

    An interstate of a county usually lies no farther than that county's center plus the side of
    a square as large as the county. In a long and narrow county it can lie farther; then a
    distance that was right is refused.
    """
    points, sides = targets.roads_within
    away = distances_to(center.point, points, radius_km=targets.limits.earth_radius_km)
    return bool(np.any(away + sides < exact_km))


def _read_line(text: str) -> list[Point]:
    pairs = (pair.split(",") for pair in text.split(" "))
    return [(float(east), float(north)) for east, north in pairs]


def _read_land_ports(pack: Pack, limits: AccessLimits) -> tuple[Spot, ...]:
    table = pack.table("bts_border_crossing", "ports")
    spots = (
        _read_spot(table, position, "port_name", "longitude", "latitude")
        for position in range(len(table.rows))
        if table.text(position, "last") >= limits.land_port_open_since
    )
    return tuple(spot for spot in spots if spot is not None)


def _read_seaports(pack: Pack, limits: AccessLimits) -> tuple[Spot, ...]:
    table = pack.table("seaports_wpi", "ports")
    spots = (
        _read_spot(table, position, "Main Port Name", "Longitude", "Latitude")
        for position in range(len(table.rows))
        if table.text(position, "Harbor Size") in limits.harbor_sizes
    )
    return tuple(spot for spot in spots if spot is not None)


def _read_airports(pack: Pack, limits: AccessLimits) -> tuple[Spot, ...]:
    table = pack.table("airports_ourairports", "airports")
    spots = []
    for position in range(len(table.rows)):
        feet = table.cell(position, "max_runway_ft", counted=False).value
        if feet is not None and feet >= limits.airport_shortest_runway_ft:
            spots.append(_read_spot(table, position, "name", "lon", "lat"))
    return tuple(spot for spot in spots if spot is not None)


def _read_spot(table: PackTable, position: int, name: str, east: str, north: str) -> Spot | None:
    lon = table.cell(position, east, counted=False).value
    lat = table.cell(position, north, counted=False).value
    if lon is None or lat is None:
        return None
    return Spot(
        id=table.text(position, table.table.place),
        name=table.text(position, name).strip(),
        point=(lon, lat),
        named_from=(table.address(position, name),),
        made_from=(table.address(position, east), table.address(position, north)),
    )


def find_nearest(kind: str, center: Center, targets: Targets) -> Nearest:
    """The nearest of one of `KINDS` to a county's center.

    A state without interstate lines that we have, and an island without a land border, get no
    number and the reason: they are not "far". Nor does a county near which lines are missing.
    """
    limits = targets.limits
    state = center.fips[:2]
    if kind == INTERSTATE:
        if state in limits.no_interstate_lines or not targets.roads:
            return _nothing(kind, center, NO_LINES if targets.roads else NONE_LISTED)
        index, exact = find_nearest_line(
            center.point, targets.lines, radius_km=limits.earth_radius_km
        )
        if _contradicts_lengths(center, exact, targets):
            return _nothing(kind, center, LINES_MISSING)
        spot = targets.roads[index]
    else:
        if kind == LAND_PORT and state in limits.no_land_border:
            return _nothing(kind, center, NO_LAND_BORDER)
        if not targets.spots[kind]:
            return _nothing(kind, center, NONE_LISTED)
        away = distances_to(center.point, targets.points[kind], radius_km=limits.earth_radius_km)
        best = int(np.argmin(away))
        exact, spot = float(away[best]), targets.spots[kind][best]
    km, miles, within = round_distance(exact, limits, to_a_road=kind == INTERSTATE)
    return Nearest(
        kind=kind,
        center=center,
        id=spot.id,
        name=spot.name,
        exact_km=exact,
        km=km,
        miles=miles,
        within=within,
        named_from=spot.named_from,
        made_from=(*center.made_from, *spot.made_from),
    )


def round_distance(
    exact_km: float, limits: AccessLimits, *, to_a_road: bool
) -> tuple[float, float, bool]:
    """Whole kilometers and miles that the sources can carry, and whether they are "within".

    A road's lines are good to `interstate_step_km`, places to `port_step_miles`. Below one
    step the step itself is given, with True, and its other unit is rounded up: "within" must hold.

    >>> from firstlight.catalogue import read_catalogue
    >>> limits = read_catalogue().access
    >>> round_distance(3.1, limits, to_a_road=True), round_distance(3.1, limits, to_a_road=False)
    ((5.0, 4.0, True), (3.0, 2.0, False))
    """
    if to_a_road:
        step = limits.interstate_step_km
        km = max(step, round(exact_km / step) * step)
        within = exact_km < step
        return float(km), _whole(km / limits.km_per_mile, within), within
    step = limits.port_step_miles
    within = exact_km < step * limits.km_per_mile
    if within:
        return _whole(step * limits.km_per_mile, True), float(step), True
    miles = round(exact_km / limits.km_per_mile / step) * step
    return float(round(exact_km)), float(miles), False


def _whole(number: float, within: bool) -> float:
    """The nearest whole number; of a bound the next one up, or it would say too much."""
    return float(math.ceil(number) if within else round(number))


def _nothing(kind: str, center: Center, why: str) -> Nearest:
    return Nearest(kind, center, "", "", None, None, None, False, (), (), why)
