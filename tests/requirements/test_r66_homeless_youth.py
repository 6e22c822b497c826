"""R66: young people without a home, two ways of counting kept apart."""

from __future__ import annotations

from made_world import ALPHA


def test_R66_school_and_one_night_counts_stand_apart_and_their_methods_are_told(world, assess):
    """McKinney-Vento and point-in-time counts load; the difference of method is noted.

    Page: assessment, chapter five
    Fails when: the count of a Continuum of Care is given to the county, or 2021 is used.
    Differs: HMIS holds rows about people and is never loaded; its totals come from providers.
    """
    run = assess(ALPHA)
    figures = run.figures()

    schools = figures[f"homeless_students.{ALPHA}"]
    assert (schools["value"], schools["low"], schools["high"]) == (250, 248, 252)
    night = figures["pit_youth.TX-990"]
    assert night["value"] == 44
    assert night["measured_for"] == "Continuum of Care TX-990"
    assert f"pit_youth.{ALPHA}" not in figures
    assert figures["pit_youth.TX"]["value"] == 1200  # January 2022, never the partial 2021
    assert "2021" not in {f["period"] for f in figures.values() if f["id"].startswith("pit")}
    page = run.page()
    assert "do not add up and do not compare" in page
    assert "many places did not count people outdoors" in page
    whys = [refusal["why"] for refusal in run.json()["refusals"]]
    assert any("belongs to all its counties together" in why for why in whys)
