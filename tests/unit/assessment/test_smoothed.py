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
    world.edit_catalogue(
        "methods/thresholds.yaml", 'smoothing_own_percent: "50"', 'smoothing_own_percent: "0"'
    )
    assessment, _ = made(world, BETA)
    assert assessment.figures[f"poverty.{BETA}"].quantity.cell.unreliable
    assert f"poverty.{BETA}.smoothed" in assessment.figures


def test_a_figure_that_would_be_mostly_of_other_counties_is_refused(
    world: MadeWorld, made: Callable[..., Any]
) -> None:
    """Fails when the state's mean is told as the county's, with a range narrower than its own."""
    world.change("acs_2018_poverty", "counties", BETA, **{MARGIN: "9000"})
    assessment, _ = made(world, BETA)
    assert smoothed_of(assessment) == {"figures": [], "facts": []}
    whys = [r.why for r in assessment.refusals if r.indicator == "poverty.smoothed"]
    assert len(whys) == 1 and "less than half" in whys[0].casefold()


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
