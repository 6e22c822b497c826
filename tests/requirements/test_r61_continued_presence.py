"""R61: Continued Presence as a total, hidden up to ten, with the notice of 8 U.S.C. 1367."""

from __future__ import annotations

import re

import pytest

from entered_rows import total_row, write_totals
from made_world import ALPHA, BETA


@pytest.mark.parametrize(("value", "shown"), [("1", None), ("10", None), ("11", 11), ("0", 0)])
def test_R61_continued_presence_is_hidden_up_to_ten_with_the_notice(assess, tmp_path, value, shown):
    """An aggregate field, suppression up to 10, and the notice beside it.

    Page: assessment, chapter four
    Fails when: 1 to 10 are shown, 11 is hidden, or the notice is left out.
    """
    row = total_row("continued_presence", value, place="TX")
    run = assess(ALPHA, "--totals", write_totals(tmp_path, row))
    figure = run.figures()["entered.continued_presence.TX.2024"]
    assert figure["value"] == shown
    assert figure["status"] == {None: "suppressed", 0: "true_zero"}.get(shown, "shown")
    parts = re.split(r'<section class="measure" id="', run.page())[1:]
    own = {
        part.partition('"')[0]: part.partition("</section>")[0]
        for part in parts
        if 'data-figure="entered.continued_presence.TX.2024"' in part.partition("</section>")[0]
    }
    assert {"pictures_status", "case_register"} < set(own) and len(own) == 3
    assert all("8 U.S.C. 1367" in part for part in own.values()), list(own)
    (source,) = (
        s for s in run.json()["parameters"][3]["sources"] if s["id"] == "continued_presence"
    )
    assert source["status"] == "partly"  # of the state, and not of this place


def test_R61_no_total_is_shared_out_to_a_county(assess, tmp_path):
    """A total for a county, of two chosen, is refused with the reason.

    Page: assess --totals
    Fails when: a county gets a share of an office's total, or the reason is not told.
    """
    row = total_row("continued_presence", "40", place=ALPHA)
    run = assess(ALPHA, BETA, "--totals", write_totals(tmp_path, row))
    assert run.status == 3 and "never shared out to one" in run.err and not run.folder.exists()
