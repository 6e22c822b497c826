"""R58: visa fraud, and an open slot that asks for a reason."""

from __future__ import annotations

from entered_rows import total_row, write_totals
from made_world import ALPHA


def test_R58_visa_fraud_and_an_indicator_of_the_leads_with_their_reason(assess, tmp_path):
    """A field for visa fraud, and an open one whose reason stands beside it.

    Page: assessment, chapter four
    Fails when: either has no field, or the reason is not printed.
    """
    reason = "permits for labor camps show where crews are housed"
    totals = write_totals(
        tmp_path,
        total_row("visa_fraud_cases", "24"),
        total_row("other_indicator", "31", unit="permits", rationale=reason),
    )
    run = assess(ALPHA, "--totals", totals)
    figures = run.figures()
    assert figures[f"entered.visa_fraud_cases.{ALPHA}.2024"]["value"] == 24
    other = figures[f"entered.other_indicator.{ALPHA}.2024"]
    assert (other["value"], other["unit"]) == (31, "permits")
    assert reason in run.page()
    states = {s["id"]: s["status"] for s in run.json()["parameters"][3]["sources"]}
    assert (states["visa_fraud"], states["other_crime"]) == ("in_hand", "in_hand")


def test_R58_without_a_reason_the_open_slot_is_refused(assess, tmp_path):
    """An indicator of the leads' own choice with a blank reason stops the run.

    Page: assess --totals
    Fails when: `rationale` of the template no longer asks for a reason.
    """
    row = total_row("other_indicator", "31", unit="permits", rationale="")
    run = assess(ALPHA, "--totals", write_totals(tmp_path, row))
    assert run.status == 3 and "reason is blank" in run.err and not run.folder.exists()
