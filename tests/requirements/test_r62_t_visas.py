"""R62: T visas stand for the nation, and a county's share is refused with the reason."""

from __future__ import annotations

from entered_rows import total_row, write_totals
from made_world import ALPHA, BETA


def test_R62_t_visas_are_shown_for_the_nation_and_refused_for_the_county(world, assess):
    """An aggregate field at the level that is published; a county's share is refused.

    Page: assessment, chapter four
    Fails when: a figure on T visas carries a county or an area as its place, the refusal or its
    reason is dropped, or the bullet is called in hand.
    """
    run = assess(ALPHA, BETA)

    figures = [f for f in run.figures().values() if f["id"].startswith("t_visas.")]
    assert {figure["place"] for figure in figures} == {"US"}
    approved = run.figures()["t_visas.US.2009"]
    assert (approved["value"], approved["period"]) == (301, "fiscal year 2009")
    assert approved["evidence"]
    (refused,) = [
        r
        for r in run.json()["refusals"]
        if r["indicator"] == "t_visas" and "a figure for" in r["what"]
    ]
    assert "No county figures exist" in refused["why"] and "invented" in refused["why"]
    block = run.page().split('id="t_visas"', 1)[1].split("<section", 1)[0]
    assert "in the whole nation" in block
    chapter = next(p for p in run.json()["parameters"] if p["id"] == 4)
    bullet = next(source for source in chapter["sources"] if source["id"] == "t_visas")
    assert bullet["status"] == "partly" and bullet["lacking"]
    measure = next(m for m in chapter["measures"] if m["id"] == "t_visas")
    assert measure["scored"] is False and measure["context_of"] == "nation"


def test_R62_an_entered_total_stands_at_its_level_and_never_for_a_county(assess, tmp_path):
    """A state's total is entered for the state; for a county it is refused with the reason.

    Page: assessment, chapter four
    Fails when: an entered total gets a county, small counts are shown, or the notice is missing.
    """
    totals = write_totals(tmp_path, total_row("t_visas", "512", place="TX"))
    run = assess(ALPHA, "--totals", totals)
    assert run.figures()["entered.t_visas.TX.2024"]["place"] == "TX"
    assert "8 U.S.C. 1367" in run.page()
    for place in (ALPHA, "area"):
        totals = write_totals(tmp_path, total_row("t_visas", "50", place=place))
        run = assess(ALPHA, BETA, "--totals", totals)
        assert run.status == 3 and "never shared out to a county" in run.err
