"""The locator map: in its frame, in one piece, honest about what it cannot draw."""

from __future__ import annotations

import re

import pytest

from firstlight.assessment import Library, open_library
from firstlight.places import resolve_places
from firstlight.report import Boundaries, draw_locator, find_neighbors, read_boundaries
from web.visiting import HOUSTON


@pytest.fixture(scope="module")
def library() -> Library:
    return open_library()


@pytest.fixture(scope="module")
def boundaries(library: Library) -> Boundaries:
    return read_boundaries(library.pack)


AREAS = {
    "houston": list(HOUSTON),
    "the date line": ["02016"],
    "a new county of Alaska": ["02063"],
    "a planning region": ["09110"],
    "the smallest county": ["15005"],
    "all of Puerto Rico's capital": ["72127"],
    "two states": ["34017", "36061"],
    "an island county": ["15003"],
    "two ends of the country": ["12087", "53033"],
}


@pytest.mark.parametrize("places", AREAS.values(), ids=AREAS)
def test_everything_drawn_stays_in_its_frame(
    places: list[str], library: Library, boundaries: Boundaries
) -> None:
    area = resolve_places(places, library.gazetteer)
    drawn = draw_locator(area, boundaries)
    for svg in (drawn.wide, drawn.narrow, drawn.within):
        found = re.search(r'viewBox="0 0 (\d+) (\d+)"', svg)
        assert found is not None
        width, height = int(found[1]), int(found[2])
        for path in re.findall(r' d="(M[^"]+)"', svg):
            for x, y in re.findall(r"(-?[\d.]+),(-?[\d.]+)", path):
                assert -9 <= float(x) <= width + 9 and -9 <= float(y) <= height + 9
                assert len(x.partition(".")[2]) == 1
        assert svg.count("<title") == 1 and 'role="img"' in svg
        assert not re.search(r"#[89a-f][0-9a-f](?:0\d|1\d|2\d){2}\b", svg), "no red on a map"


def test_a_county_without_a_boundary_is_a_point_and_says_so(
    library: Library, boundaries: Boundaries
) -> None:
    area = resolve_places(["02063", "02020"], library.gazetteer)
    drawn = draw_locator(area, boundaries)
    assert drawn.points_only == ("Chugach Census Area, AK",)
    assert drawn.outlined
    assert "no boundary is in hand: Chugach Census Area, AK" in drawn.wide
    assert drawn.wide.count('r="7"') == 1
    alone = draw_locator(resolve_places(["09110"], library.gazetteer), boundaries)
    assert not alone.outlined and "Outlined" not in alone.wide


def test_every_county_of_a_small_area_has_its_name(
    library: Library, boundaries: Boundaries
) -> None:
    area = resolve_places(HOUSTON, library.gazetteer)
    drawn = draw_locator(area, boundaries)
    for name in ("Harris", "Fort Bend", "San Jacinto", "Galveston", "Chambers"):
        assert f">{name}</text>" in drawn.wide and f">{name}</text>" in drawn.narrow


def test_neighbors_share_a_boundary(library: Library, boundaries: Boundaries) -> None:
    """Loving County meets three counties of Texas and two of New Mexico; a corner is not enough."""
    area = resolve_places(["48301"], library.gazetteer)
    names = {
        library.gazetteer.counties[code].full_name for code in find_neighbors(area, boundaries)
    }
    assert {"Winkler County, TX", "Ward County, TX", "Reeves County, TX"} <= names
    assert {"Lea County, NM", "Eddy County, NM"} & names
    assert find_neighbors(resolve_places(["09110"], library.gazetteer), boundaries) == ()
