"""R51 and R77: documented cases as a floor, never one merged number, never a raw count alone."""

from __future__ import annotations

import re
from html import unescape

from made_world import ALPHA, BETA

SOURCE = "an invented study, for this test"


def test_R51_a_register_by_form_year_stage_source_and_definition(world, assess):
    """Cases by form, year, stage, source and definition; doubles flagged, never summed.

    Page: assessment, chapter two
    Fails when: an agency of two counties is counted in each, or the register adds two forms.
    """
    world.agency("TX0000001", "Alpha Police Department", ALPHA)
    world.agency("TX0000009", "Twin Cities Police Department", ALPHA, BETA)
    world.offense("TX0000001", "Alpha", "2020", "11")
    world.offense("TX0000001", "Alpha", "2020", "6", form="Involuntary Servitude")
    world.offense("TX0000009", "Twin", "2020", "30")
    world.offense("TX0000009", "Twin", "2019", "8")
    world.offense("TX0000009", "Twin", "2019", "-1")

    run = assess(ALPHA, BETA)
    figures = run.figures()
    lines = run.json()["case_register"]

    assert figures["recorded_offenses.2020.area"]["value"] == 47  # 11 + 6 + 30, Twin once
    assert figures["recorded_offenses.2019.area"]["value"] == 7  # the correction is kept
    assert figures[f"recorded_by_own_agencies.2020.{ALPHA}"]["value"] == 17
    assert figures[f"recorded_by_own_agencies.2020.{BETA}"]["status"] == "not_reported"
    of_2020 = {line["form"]: line for line in lines if line["year"] == 2020}
    assert figures[of_2020["Commercial sex acts"]["figure"]]["value"] == 41
    assert figures[of_2020["Involuntary servitude"]["figure"]]["value"] == 6
    for line in lines:
        assert line["source"] == "fbi_ht_2020"
        assert line["stage"] and line["definition"]
        assert "Twin Cities Police Department" in line["may_repeat"]
    assert "serves several counties" in run.page()


def _first_sentence(page: str, question: str) -> str:
    """The words of the first paragraph that speaks under a chapter's question."""
    chapter = page.split(f"{question}</h2>", 1)[1]
    text = unescape(re.sub(r"<[^>]+>", " ", chapter))
    return " ".join(text.split())[:400]


def test_R77_detection_scenarios_with_their_source_and_no_raw_count_alone(world, assess):
    """The panel shows what each end of a cited range leaves room for; the headline is a floor.

    Page: assessment, chapter two
    Fails when: the opening sentence loses "which is a floor", or the panel its source.
    """
    world.agency("TX0000001", "Alpha Police Department", ALPHA)
    world.agency("TX0000002", "Second Police Department", ALPHA)
    world.offense("TX0000001", "Alpha", "2020", "12")

    run = assess(ALPHA, "--detection", "0.1..0.5", "--detection-source", SOURCE)

    small = run.figures()["bound.TX0000001.2020.at_low_share"]
    large = run.figures()["bound.TX0000001.2020.at_high_share"]
    assert small["value"] == large["value"] == 12
    assert 120 < small["high"] < 240 and 24 < large["high"] < 50
    assert 12 <= large["low"] < small["low"]
    page = run.page()
    block = page.split('id="recorded_offenses"', 1)[1].split("<section", 1)[0]
    assert SOURCE in block and "0.95" in block and "offenses, not people" in block
    # the assumption stands beside each number, in plain words
    assert "if ten in a hundred offenses were noticed" in block
    assert "if fifty in a hundred offenses were noticed" in block
    opening = _first_sentence(page, "What has been recorded, and by whom?")
    assert "which is a floor" in opening
    assert "The share is an assumption, not a measurement" in " ".join(
        re.sub(r"<[^>]+>", "", page).split()
    )


def test_R77_a_range_that_nobody_is_named_for_is_refused(assess):
    """A range for the share noticed, without a source: nothing is written.

    Page: assess
    Fails when: scenarios are drawn from a range that cites nobody.
    """
    run = assess(ALPHA, "--detection", "0.1..0.5")
    assert run.status == 3 and not run.folder.exists()
    assert "--detection has no source" in run.err


def test_R77_the_panel_is_refused_where_it_says_nothing(world, assess):
    """A bound over the stated share of the residents is refused with the reason.

    Page: assessment, refusals
    Fails when: `check_bound_against_population` is not called.
    """
    world.agency("TX0000001", "Alpha Police Department", ALPHA)
    world.offense("TX0000001", "Alpha", "2020", "12")
    run = assess(ALPHA, "--detection", "0.001..0.5", "--detection-source", SOURCE)
    assert not [name for name in run.figures() if name.startswith("bound.")]
    assert any("says nothing" in refusal["why"] for refusal in run.json()["refusals"])
