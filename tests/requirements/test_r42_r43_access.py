"""R42 and R43: roads, borders, ports and airports as access, with the badge of weak evidence."""

from __future__ import annotations

import docx
import pytest

from firstlight.catalogue import read_catalogue
from made_world import ALPHA, BETA, GAMMA

LINE = {
    "type": "Feature",
    "properties": {"interstate": "99"},
    "geometry": {"type": "LineString", "coordinates": [[-98.0, 30.7], [-97.0, 30.7]]},
}


def block_of(page: str, name: str) -> str:
    """The words of one measure on the page."""
    return page.split(f'id="{name}"', 1)[1].split("</section>", 1)[0]


def test_R42_distance_and_length_of_interstates_with_the_badge(world, assess):
    """Distance from a road layer to 5 km, length with each road counted once, said to be weak.

    Page: assessment, chapter one, access: interstates
    Fails when: the length is not halved, the distance is not rounded, or the badge goes.
    """
    world.lines["features"].append(LINE)
    run = assess(ALPHA, formats="html,json,docx")
    figures = run.figures()

    assert figures[f"access_interstate.{ALPHA}"]["value"] == 20  # 0.2 degree, 22.2 km
    assert figures[f"access_interstate.{ALPHA}.miles"]["value"] == 12
    assert len(figures[f"access_interstate.{ALPHA}"]["evidence"]) == 3
    assert figures[f"interstate_length.{ALPHA}"]["value"] == 50  # 100 km of carriageways
    words = block_of(run.page(), "access_roads")
    assert "Weak evidence" in words and "W06" in words and "Interstate 99" in words
    paper = docx.Document(str(run.folder / "report.docx"))
    assert sum(p.text.startswith("Weak evidence.") for p in paper.paragraphs) >= 2
    sources = {source["id"]: source for source in run.json()["parameters"][0]["sources"]}
    assert sources["highways"]["status"] == "in_hand"


def test_R42_missing_lines_are_not_a_long_way(world, assess):
    """Where lengths have an interstate and the lines have none near, no distance is given.

    Page: assessment, refusals
    Fails when: `_contradicts_lengths` is left out of `find_nearest`.
    """
    world.lines["features"].append(LINE)  # none near Gamma, which has 41 km by the lengths
    run = assess(GAMMA)
    figure = run.figures()[f"access_interstate.{GAMMA}"]
    assert (figure["value"], figure["status"]) == (None, "not_reportable")
    assert any("leave out interstates" in refusal["why"] for refusal in run.json()["refusals"])


def test_R42_roads_and_borders_are_never_scored(world, assess):
    """No measure of access may enter a score, and each names the warning on movement.

    Page: assessment, chapter one
    Fails when: a measure of roads or parking gets `scored: "true"` or loses W06.
    """
    run = assess(ALPHA)
    measures = {m["id"]: m for p in run.json()["parameters"] for m in p["measures"]}
    for name in ("access_roads", "access_ports", "truck_parking"):
        assert not measures[name]["scored"]
        assert measures[name]["evidence_strength"] == "weak"
        assert "W06" in measures[name]["warnings"]
    assert not any(
        entry.scored
        for entry in read_catalogue().indicators.values()
        if entry.factor in {"I33", "I34", "I35", "I36", "I41"}
    )


def test_R43_distance_to_land_port_seaport_and_airport(world, assess):
    """Each distance is to the nearest that the catalogue lets in, with the badge.

    Page: assessment, chapter one, access: borders, ports and airports
    Fails when: a closed crossing, a very small harbor or a short runway is measured to.
    """
    run = assess(ALPHA)
    figures = run.figures()
    assert figures[f"access_land_port.{ALPHA}"]["value"] == 111  # one degree of latitude
    assert figures[f"access_land_port.{ALPHA}.miles"]["value"] == 69
    assert figures[f"access_seaport.{ALPHA}"]["value"] == pytest.approx(96)
    assert figures[f"access_airport.{ALPHA}"]["value"] == pytest.approx(48)
    words = block_of(run.page(), "access_ports")
    assert "Weak evidence" in words and "W06" in words
    for name, never in (("Made Crossing", "Closed Crossing"), ("Madeport", "Littleport"),
                        ("Made Airport", "Tiny Field")):  # fmt: skip
        assert name in words and never not in words


def test_R43_crossings_are_not_people_and_a_missing_month_is_no_sum(world, assess):
    """Twelve months add up; eleven do not, and the page says that crossings are not people.

    Page: assessment, chapter one, access: borders, ports and airports
    Fails when: `read_year` adds the months there are.
    """
    run = assess(ALPHA)
    figures = run.figures()
    assert figures["crossings.9901.trucks.2024"]["value"] == 1200
    assert len(figures["crossings.9901.trucks.2024"]["evidence"]) == 12
    walked = figures["crossings.9901.pedestrians.2024"]
    assert (walked["value"], walked["status"]) == (None, "not_reported")
    assert "Crossings are not people" in block_of(run.page(), "access_ports")


def test_R43_an_area_has_nearest_and_farthest_and_no_average(world, assess):
    """Of several counties the nearest and the farthest are named; no figure stands for all.

    Page: assessment, chapter one, access: borders, ports and airports
    Fails when: distances are averaged or added over counties.
    """
    run = assess(ALPHA, BETA, GAMMA)
    figures = run.figures()
    assert "access_airport.area" not in figures
    words = block_of(run.page(), "access_ports")
    assert "the center of Alpha County lies nearest" in words
    assert "that of Gamma County farthest" in words
