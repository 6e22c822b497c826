"""R55: vice counts with the hours spent, and a rate per effort."""

from __future__ import annotations

import pytest

from entered_rows import total_row, write_totals
from made_world import ALPHA


def test_R55_vice_counts_stand_beside_the_hours_with_a_rate_per_effort(assess, tmp_path):
    """Counts and unit hours load; each count with hours is given per 1,000 of them.

    Page: assessment, chapter four
    Fails when: the rate is not the count over the hours of the same unit and year, a count is
    shown without its effort, or the figures enter a police figure.
    """
    totals = write_totals(
        tmp_path,
        total_row("vice_arrests", "180", effort="2400", effort_unit="unit hours"),
        total_row("vice_contacts", "60", effort="2400", effort_unit="unit hours"),
        total_row("vice_minors", "12"),
        total_row("vice_operations", "30"),
    )
    run = assess(ALPHA, "--totals", totals)
    figures = run.figures()
    assert figures[f"entered.vice_hours.{ALPHA}.2024"]["value"] == 2400
    by = "_by_vice_hours"
    rate = figures[f"entered.vice_arrests{by}.{ALPHA}.2024"]
    assert rate["value"] == pytest.approx(1000 * 180 / 2400) and rate["margin"] is None
    assert rate["unit"] == "arrests for each thousand unit hours"
    assert figures[f"entered.vice_operations{by}.{ALPHA}.2024"]["value"] == pytest.approx(12.5)
    contacts = figures[f"entered.vice_contacts{by}.{ALPHA}.2024"]
    minors = figures[f"entered.vice_minors{by}.{ALPHA}.2024"]
    assert (contacts["value"], minors["value"]) == (pytest.approx(25), pytest.approx(5))
    assert figures[f"entered.vice_arrests.{ALPHA}.2024"]["value"] == 180
    chapter = run.json()["parameters"][3]
    (block,) = (m for m in chapter["measures"] if m["id"] == "entered_vice")
    assert {"W02", "W12"} <= set(block["warnings"])
    (source,) = (s for s in chapter["sources"] if s["id"] == "vice")
    assert source["status"] == "in_hand"
    assert "A minor in commercial sex is a victim under federal law." in run.page()


def test_R55_without_hours_or_of_a_hidden_count_there_is_no_rate(assess, tmp_path):
    """A hidden count, and one whose unit told no hours, have no rate and a reason.

    Page: assessment, refusals
    Fails when: a rate is made of another unit's hours, or tells a count of 1 to 10.
    """
    totals = write_totals(
        tmp_path,
        total_row("vice_arrests", "7", effort="2400", effort_unit="unit hours"),
        total_row("vice_contacts", "60", holder="Another invented unit"),
    )
    run = assess(ALPHA, "--totals", totals)
    assert not [name for name in run.figures() if "_by_vice_hours" in name]
    whys = {(r["indicator"], r["why"]) for r in run.json()["refusals"]}
    assert any(name == "vice_arrests" and "hidden" in why for name, why in whys)
    assert any(name == "vice_contacts" and "has not said" in why for name, why in whys)
