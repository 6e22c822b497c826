"""The nearest road, port or airport of a kind, and how far it may be said to be."""

from __future__ import annotations

from dataclasses import dataclass

from firstlight.access.centers import Center
from firstlight.access.distance import (
    Lines,
    Point,
    distance_between,
    find_nearest_line,
    make_lines,
)
from firstlight.base.provenance import Address
from firstlight.catalogue.entries import AccessLimits
from firstlight.pack import Pack, PackTable

INTERSTATE, LAND_PORT, SEAPORT, AIRPORT = "interstate", "land_port", "seaport", "airport"
KINDS = (INTERSTATE, LAND_PORT, SEAPORT, AIRPORT)

NO_LINES = "no interstate lines of Alaska, Hawaii and Puerto Rico are in hand"
NO_LAND_BORDER = "an island has no land port, and a distance across the sea says nothing"
NONE_LISTED = "the list in hand has none"


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
    """Everything a distance is measured to. `roads` belong to `lines`, in the same order."""

    limits: AccessLimits
    lines: Lines
    roads: tuple[Spot, ...]
    spots: dict[str, tuple[Spot, ...]]


@dataclass(frozen=True, slots=True)
class Nearest:
    """What lies nearest of a kind, and its distance from a county's center.

    `exact_km` orders counties and is never printed. `km` and `miles` are whole numbers that are;
    with `within` the distance is at most that. Where `why_not` says why, there is no number,
    and `in_hand` tells what is not in hand from what cannot be given.
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
    in_hand: bool = True


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
    return Targets(
        limits=limits,
        lines=make_lines(lines),
        roads=tuple(roads),
        spots={
            LAND_PORT: _read_land_ports(pack, limits),
            SEAPORT: _read_seaports(pack, limits),
            AIRPORT: _read_airports(pack, limits),
        },
    )


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

    A state without interstate lines in hand, and an island without a land border, get no
    number and the reason: they are not "far".
    """
    limits = targets.limits
    state = center.fips[:2]
    if kind == INTERSTATE:
        if state in limits.no_interstate_lines or not targets.roads:
            return _nothing(kind, center, NO_LINES if targets.roads else NONE_LISTED, False)
        index, exact = find_nearest_line(
            center.point, targets.lines, radius_km=limits.earth_radius_km
        )
        spot = targets.roads[index]
    else:
        if kind == LAND_PORT and state in limits.no_land_border:
            return _nothing(kind, center, NO_LAND_BORDER, True)
        if not targets.spots[kind]:
            return _nothing(kind, center, NONE_LISTED, False)
        exact, _, spot = min(
            (distance_between(center.point, s.point, radius_km=limits.earth_radius_km), s.id, s)
            for s in targets.spots[kind]
        )
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
    step the step itself is given, with True.

    >>> from firstlight.catalogue import read_catalogue
    >>> limits = read_catalogue().access
    >>> round_distance(3.1, limits, to_a_road=True), round_distance(3.1, limits, to_a_road=False)
    ((5.0, 3.0, True), (3.0, 2.0, False))
    """
    if to_a_road:
        step = limits.interstate_step_km
        km = max(step, round(exact_km / step) * step)
        return float(km), float(round(km / limits.km_per_mile)), exact_km < step
    step = limits.port_step_miles
    within = exact_km < step * limits.km_per_mile
    if within:
        return float(round(step * limits.km_per_mile)), float(step), True
    miles = round(exact_km / limits.km_per_mile / step) * step
    return float(round(exact_km)), float(miles), False


def _nothing(kind: str, center: Center, why: str, in_hand: bool) -> Nearest:
    return Nearest(kind, center, "", "", None, None, None, False, (), (), why, in_hand)
