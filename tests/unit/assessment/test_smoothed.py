"""src/firstlight/assessment/smoothed.py in a made world: beside the raw figure, never a hidden."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from firstlight.assessment import Assessment, Library, assess, open_library
from firstlight.assessment.triggers import find_warnings
from firstlight.places import resolve_places
from firstlight.report import render_html, write_json
from made_world import ALPHA, BETA, GAMMA, MadeWorld

DAY = datetime.date(2026, 11, 22)
RATE = """\
order: "101"
parameter: "1"
requirement: R65
factor: I51
label: Open missing-person cases of minors per thousand residents
short: Missing minors, rate
question: How many missing minors are on the list, for its residents?
says: "The list held {value} last seen in {place}."
formula: rate
inputs:
  part:
    source: namus_2025
    table: counties
    column: minors_under18
    over: {year_last_contact: ["2024"]}
  whole: {source: census_pep_2023, table: counties, column: POPESTIMATE2023}
per: "1000"
unit: per thousand residents
kind: rate
universe: residents of July 2023
period: "2024"
decimals: "3"
scored: "false"
why_not_scored: The list is far from complete.
direction: context only
known_bias: Open cases only.
misuse_guard: Never read it as runaways.
cannot_tell:
  - How many young people ran away.
ask_next: Ask police for runaway reports.
compare: none
"""
POOR = "Population whose income in the past 12 months is below federal poverty level"
MARGIN = f"{POOR} - Margin of Error"


@pytest.fixture
def world(tmp_path: Path) -> MadeWorld:
    """Three counties that a group may be made of; Alpha is small, the others are not."""
    made = MadeWorld(tmp_path / "world")
    made.edit_catalogue(
        "methods/thresholds.yaml",
        'smoothing_counties_at_least: "10"',
        'smoothing_counties_at_least: "2"',
    )
    made.change("census_pep_2023", "counties", ALPHA, POPESTIMATE2023="9000")
    for fips, poor, margin in (
        (ALPHA, "4800", "2000"),
        (BETA, "9600", "700"),
        (GAMMA, "7000", "9"),
    ):
        made.change("acs_2018_poverty", "counties", fips, **{POOR: poor, MARGIN: margin})
    return made


@pytest.fixture
def counted(world: MadeWorld) -> MadeWorld:
    """The same, with a rate of a count of people: 12, 40 and 90 cases."""
    (world.catalogue / "indicators" / "missing_minor_rate.yaml").write_text(RATE, encoding="utf-8")
    for fips, cases in ((ALPHA, "12"), (BETA, "40"), (GAMMA, "90")):
        world.change("namus_2025", "counties", fips, minors_under18=cases, open_cases="99")
    return world


@pytest.fixture
def made(tmp_path: Path) -> Callable[..., tuple[Assessment, Library]]:
    """Build a world and assess places in it."""

    def run(world: MadeWorld, *places: str) -> tuple[Assessment, Library]:
        built = world.build()
        library = open_library(Path(built["FIRSTLIGHT_CATALOGUE"]), Path(built["FIRSTLIGHT_PACK"]))
        area = resolve_places(places, library.gazetteer)
        return assess(area, library=library, made_on=DAY), library

    return run


def smoothed_of(assessment: Assessment) -> dict[str, Any]:
    """What an export holds of smoothing: figures and every sentence that shows one."""
    document = json.loads(write_json(assessment))
    return {
        "figures": [f for f in document["figures"] if f["indicator"].endswith(".smoothed")],
        "facts": [f["text"] for f in document["facts"] if "jump by chance" in f["text"]],
    }


def test_a_small_county_has_a_smoothed_figure_beside_the_raw_one(
    world: MadeWorld, made: Callable[..., Any]
) -> None:
    """Fails when the raw figure is replaced, or the share of its own data is not shown."""
    assessment, library = made(world, ALPHA)
    raw = assessment.figures[f"poverty.{ALPHA}"]
    smooth = assessment.figures[f"poverty.{ALPHA}.smoothed"]
    weight = assessment.figures[f"poverty.{ALPHA}.own_weight"].quantity.value
    mean = assessment.figures["poverty.TX.drawn_to"].quantity.value
    assert raw.quantity.value == pytest.approx(10.0) and raw.quantity.margin is not None
    assert smooth.quantity.value is not None and weight is not None and mean is not None
    assert 0 < weight < 100
    assert smooth.quantity.value == pytest.approx(mean + weight / 100 * (10.0 - mean))
    assert smooth.quantity.low is not None and smooth.quantity.high is not None
    assert smooth.indicator == "poverty.smoothed"  # a rank or a score looks for "poverty"
    assert set(raw.evidence) < set(smooth.evidence)
    (said,) = (t for t in smoothed_of(assessment)["facts"] if f"{smooth.quantity.value:.1f}" in t)
    assert "Drawn toward the other counties of Texas" in said and "its own data" in said
    page = render_html(assessment, library.pack)
    assert f'data-figure="poverty.{ALPHA}.smoothed"' in page
    assert f'data-figure="poverty.{ALPHA}.own_weight"' in page


def test_a_large_county_with_a_narrow_margin_has_none(
    world: MadeWorld, made: Callable[..., Any]
) -> None:
    """Fails when every county is smoothed."""
    assessment, _ = made(world, BETA)
    assert smoothed_of(assessment) == {"figures": [], "facts": []}


def test_a_margin_too_wide_to_lean_on_is_smoothed_however_large_the_county(
    world: MadeWorld, made: Callable[..., Any]
) -> None:
    """Fails when only the number of residents decides."""
    world.change("acs_2018_poverty", "counties", BETA, **{MARGIN: "9000"})
    assessment, _ = made(world, BETA)
    assert assessment.figures[f"poverty.{BETA}"].quantity.cell.unreliable
    assert f"poverty.{BETA}.smoothed" in assessment.figures


def test_a_county_without_a_figure_has_no_smoothed_one(
    world: MadeWorld, made: Callable[..., Any]
) -> None:
    """Fails when the mean of the others is given to a county that has nothing."""
    world.change("acs_2018_poverty", "counties", ALPHA, **{POOR: "", MARGIN: ""})
    assessment, _ = made(world, ALPHA)
    assert not assessment.figures[f"poverty.{ALPHA}"].quantity.has_number
    assert not [name for name in assessment.figures if name.startswith("poverty.48901.")]


def test_too_few_counties_leave_a_refusal(world: MadeWorld, made: Callable[..., Any]) -> None:
    """Fails when a group too small to say how counties differ smooths all the same."""
    world.edit_catalogue(
        "methods/thresholds.yaml",
        'smoothing_counties_at_least: "2"',
        'smoothing_counties_at_least: "4"',
    )
    assessment, _ = made(world, ALPHA)
    assert smoothed_of(assessment)["figures"] == []
    whys = [r.why for r in assessment.refusals if r.indicator == "poverty.smoothed"]
    assert whys and "fewer than 4" in whys[0]


def test_a_count_of_people_is_smoothed_where_it_is_small_and_shown(
    counted: MadeWorld, made: Callable[..., Any]
) -> None:
    """Fails when a rate loses its unit on the way, or a count under the limit is left raw."""
    assessment, library = made(counted, ALPHA)
    raw = assessment.figures[f"missing_minor_rate.{ALPHA}"].quantity.value
    smooth = assessment.figures[f"missing_minor_rate.{ALPHA}.smoothed"].quantity
    mean = assessment.figures["missing_minor_rate.TX.drawn_to"].quantity.value
    assert raw == pytest.approx(12 / 9) and mean == pytest.approx(1000 * 142 / 130_800)
    assert smooth.value is not None and smooth.low is not None and smooth.high is not None
    assert min(raw, mean) <= smooth.value <= max(raw, mean)
    assert 0 < smooth.low < smooth.value < smooth.high < 10
    counted.change("census_pep_2023", "counties", ALPHA, POPESTIMATE2023="60900")
    assert f"missing_minor_rate.{ALPHA}.smoothed" in made(counted, ALPHA)[0].figures  # 12 is small
    assert library.catalogue.thresholds.small_count > 12


@pytest.mark.parametrize("place", [ALPHA, BETA, GAMMA])
def test_a_hidden_count_has_no_part_in_anything_that_is_smoothed(
    counted: MadeWorld, made: Callable[..., Any], place: str
) -> None:
    """The attack: value, weight and mean are known, and one county is hidden.

    Were the hidden count in the mean, the mean would move with it and give it away. Fails
    when the fit reads counts before they are hidden, or a hidden county is smoothed.
    """
    counted.edit_catalogue(
        "methods/thresholds.yaml", 'smoothing_hidden_percent: "5"', 'smoothing_hidden_percent: "99"'
    )
    counted.change("census_pep_2023", "counties", GAMMA, POPESTIMATE2023="9000")
    seen = []
    for hidden in ("1", "2", "4"):
        counted.change("namus_2025", "counties", GAMMA, minors_under18=hidden)
        assessment, _ = made(counted, place)
        seen.append(smoothed_of(assessment))
    assert seen[0] == seen[1] == seen[2]
    names = [f["id"] for f in seen[0]["figures"]]
    assert (f"missing_minor_rate.{ALPHA}.smoothed" in names) == (place == ALPHA)
    assert not any(name.startswith(f"missing_minor_rate.{GAMMA}") for name in names)


def test_where_too_many_live_behind_hidden_counts_no_group_is_made(
    counted: MadeWorld, made: Callable[..., Any]
) -> None:
    """Fails when the mean of the counties with many cases is taken for that of all."""
    counted.change("namus_2025", "counties", GAMMA, minors_under18="3")
    assessment, _ = made(counted, ALPHA)
    assert f"missing_minor_rate.{ALPHA}.smoothed" not in assessment.figures
    whys = [r.why for r in assessment.refusals if r.indicator == "missing_minor_rate.smoothed"]
    assert whys == ["too many people of the group live where the count is hidden"]


def test_several_small_counties_share_one_mean_and_keep_their_raw_rows(
    world: MadeWorld, made: Callable[..., Any]
) -> None:
    """Fails when the mean is entered twice, or the smoothed rows come before the raw ones."""
    world.change("census_pep_2023", "counties", BETA, POPESTIMATE2023="8000")
    assessment, _ = made(world, ALPHA, BETA)
    (block,) = (b for c in assessment.chapters for b in c.blocks if b.id == "poverty")
    raw, smooth = block.tables
    assert [row.figure for row in raw.rows][:3] == [
        "poverty.area", f"poverty.{ALPHA}", f"poverty.{BETA}",
    ]  # fmt: skip
    assert [row.figure for row in smooth.rows] == [
        f"poverty.{ALPHA}.smoothed", f"poverty.{BETA}.smoothed", "poverty.TX.drawn_to",
    ]  # fmt: skip


def test_the_warning_of_small_numbers_says_what_is_done(
    world: MadeWorld, made: Callable[..., Any]
) -> None:
    """Fails when W08 speaks of smoothed values and the chapter that shows them lacks it."""
    assessment, library = made(world, ALPHA)
    assert "Smoothed values and ranges are shown" in library.catalogue.warnings["W08"].text
    (chapter,) = (c for c in assessment.chapters if c.number == 1)
    again = find_warnings(
        library,
        number=1,
        blocks=chapter.blocks,
        sources=chapter.sources,
        figures=assessment.figures,
        area=assessment.area,
    )
    assert "W08" in chapter.warnings and again == chapter.warnings
    assert not re.search(r"\branks? (first|last|\d)", render_html(assessment, library.pack))
