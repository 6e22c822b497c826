"""R41, state part: what labor departments recorded, as the state's, with the effort caveat."""

from __future__ import annotations

from made_world import ALPHA, BETA


def test_R41_state_records_of_labor_departments_stay_the_states_and_name_the_effort(world, assess):
    """Wage claims and federal violations of the state; no rate without inspections beside it.

    Page: assessment, chapter one
    Fails when: a state's count is given to a county, the caveat on inspections is dropped, or a
    rate is made of it.
    Differs: counts per worker by sector need cases by county and industry; the roll-ups of states
    that are in hand hold neither, so only counts are shown here.
    """
    run = assess(ALPHA, BETA)

    figures = run.figures()
    assert figures["wage_claims.TX.2021"]["value"] == 8200
    assert figures["wage_violations.TX.2005-2018"]["value"] == 9000
    assert figures["wage_violations.farm_labor.TX.2005-2018"]["value"] == 15
    names = ("wage_claims", "wage_violations")
    own = [f for f in figures.values() if f["id"].split(".")[0] in names]
    assert {figure["place"] for figure in own} == {"TX"}
    assert {figure["kind"] for figure in own} == {"count"}
    refused = {
        r["indicator"]: r["why"]
        for r in run.json()["refusals"]
        if r["indicator"] in names and "a figure for these counties" in r["what"]
    }
    assert set(refused) == set(names) and all("not shared out" in why for why in refused.values())
    page = run.page()
    assert "How many inspections there were is not in the file" in page
    assert "Only one state over time can be read" in page
    chapter = next(p for p in run.json()["parameters"] if p["id"] == 1)
    status = {source["id"]: source["status"] for source in chapter["sources"]}
    assert status["state_labor"] == "partly"
