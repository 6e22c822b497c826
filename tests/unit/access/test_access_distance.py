"""src/firstlight/access: distances against a second formula, known cities and known failures."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firstlight.access import (
    AIRPORT,
    INTERSTATE,
    LAND_PORT,
    SEAPORT,
    Targets,
    distance_between,
    find_nearest,
    find_nearest_line,
    make_lines,
    read_center,
    read_targets,
    round_distance,
)
from firstlight.catalogue import read_catalogue
from firstlight.pack import Pack, open_pack

LIMITS = read_catalogue().access
EARTH = LIMITS.earth_radius_km
POINTS = st.tuples(st.floats(-179, 179), st.floats(-80, 80))


@pytest.fixture(scope="module")
def pack() -> Pack:
    return open_pack(read_catalogue())


@pytest.fixture(scope="module")
def targets(pack: Pack) -> Targets:
    return read_targets(pack, LIMITS)


def by_cosines(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Second method: the spherical law of cosines."""
    (a, b), (c, d) = (tuple(map(math.radians, point)) for point in (one, other))
    cosine = math.sin(b) * math.sin(d) + math.cos(b) * math.cos(d) * math.cos(a - c)
    return EARTH * math.acos(max(-1.0, min(1.0, cosine)))


@given(POINTS, POINTS)
def test_two_formulas_give_one_distance(
    one: tuple[float, float], other: tuple[float, float]
) -> None:
    # Fails if longitude and latitude are swapped, or degrees are taken for radians
    assert distance_between(one, other, radius_km=EARTH) == pytest.approx(
        by_cosines(one, other), abs=0.2
    )


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [
        ((-73.9857, 40.7484), (-118.2437, 34.0522), 3936),  # New York to Los Angeles
        ((-95.3698, 29.7604), (-96.7970, 32.7767), 362),  # Houston to Dallas
        ((0.0, 0.0), (0.0, 90.0), 10007.6),  # a quarter of the sphere
        ((179.5, 0.0), (-179.5, 0.0), 111.2),  # across the date line
    ],
)
def test_known_pairs(one: tuple[float, float], other: tuple[float, float], km: float) -> None:
    # Fails if the radius is wrong or the date line is a wall
    assert distance_between(one, other, radius_km=EARTH) == pytest.approx(km, rel=0.002)


@given(POINTS, st.lists(POINTS, min_size=2, max_size=5))
def test_a_line_is_never_farther_than_its_points(
    point: tuple[float, float], line: list[tuple[float, float]]
) -> None:
    # Fails if the foot of the perpendicular is used where it lies beyond the ends
    _, km = find_nearest_line(point, make_lines([[line]]), radius_km=EARTH)
    ends = min(distance_between(point, corner, radius_km=EARTH) for corner in line)
    assert -1e-6 <= km <= ends + 1e-6


def test_beyond_the_end_of_a_line_its_end_counts() -> None:
    # Fails if a line is taken to run on forever
    line = make_lines([[[(-98.0, 31.0), (-97.0, 31.0)]]])
    _, km = find_nearest_line((-95.0, 31.0), line, radius_km=EARTH)
    assert km == pytest.approx(by_cosines((-95.0, 31.0), (-97.0, 31.0)), abs=0.01)
    index, near = find_nearest_line((-97.5, 31.2), line, radius_km=EARTH)
    assert (index, near) == (0, pytest.approx(22.1, abs=0.2))


@pytest.mark.parametrize(
    ("km", "to_a_road", "expected"),
    [
        (0.2, True, (5, 4, True)),
        (4.99, True, (5, 4, True)),
        (5.0, True, (5, 3, False)),
        (22.4, True, (20, 12, False)),
        (0.4, False, (2, 1, True)),
        (14.2, False, (14, 9, False)),
    ],
)
def test_no_more_is_said_than_the_sources_carry(
    km: float, to_a_road: bool, expected: tuple[float, float, bool]
) -> None:
    # Fails if a road is said to be nearer than its lines are good to
    assert round_distance(km, LIMITS, to_a_road=to_a_road) == expected


@pytest.mark.parametrize("to_a_road", [True, False])
def test_a_distance_that_is_within_is_within_in_both_units(to_a_road: bool) -> None:
    # Fails if "within" 5 km, which is 3.1 miles, is rounded down to 3 miles
    for km in (0.1, 1.6, 3.3, 4.84, 4.999):
        whole, miles, within = round_distance(km, LIMITS, to_a_road=to_a_road)
        assert not within or (km <= whole and km <= miles * LIMITS.km_per_mile)


@pytest.mark.parametrize("fips", ["02063", "02020", "15005", "15003", "72127"])
def test_no_lines_in_hand_is_no_distance(pack: Pack, targets: Targets, fips: str) -> None:
    # Fails if Alaska, Hawaii or Puerto Rico is measured to the nearest road of the mainland
    center = read_center(pack, fips)
    assert center is not None
    found = find_nearest(INTERSTATE, center, targets)
    assert found.km is None and "Alaska, Hawaii and Puerto Rico" in found.why_not
    island = find_nearest(LAND_PORT, center, targets)
    assert (island.km is None) == (fips[:2] in ("15", "72"))
    assert find_nearest(AIRPORT, center, targets).km is not None


@pytest.mark.parametrize("fips", ["48215", "48061", "48489", "48427", "28081", "55039"])
def test_lines_that_are_missing_are_not_a_long_way(pack: Pack, targets: Targets, fips: str) -> None:
    # Fails if the Valley, which has interstates by their lengths, is said to be far from one
    center = read_center(pack, fips)
    assert center is not None
    assert "leave out interstates" in find_nearest(INTERSTATE, center, targets).why_not


def test_harris_county_has_what_a_map_shows(pack: Pack, targets: Targets) -> None:
    # Fails if another kind of place, or a far one, is taken for the nearest
    center = read_center(pack, "48201")
    assert center is not None and center.by_population and len(center.made_from) == 2
    road, port, field = (find_nearest(k, center, targets) for k in (INTERSTATE, SEAPORT, AIRPORT))
    assert road.within and road.km == 5
    assert (port.name, port.km) == ("Houston", 14)
    assert "Houston" in field.name and field.km == 21


def test_a_county_without_a_center_of_its_own_gets_a_point_inside(pack: Pack) -> None:
    # Fails if a new county takes the center of the one it was cut out of
    for fips in ("02063", "09110", "72127"):
        center = read_center(pack, fips)
        assert center is not None and not center.by_population
    renamed = read_center(pack, "46102")
    assert renamed is not None and renamed.by_population
    assert read_center(pack, "60050") is None
