"""R36, R41 (federal part) and R44 to R48: homes, pay and lines of low-wage work."""

from __future__ import annotations

from pathlib import Path

import pytest

from firstlight.catalogue import read_catalogue
from made_world import ALPHA, BETA, GAMMA

SOCIO_ECONOMIC = (
    "poverty", "unemployment", "unemployment_change", "housing_cost_burden", "crowded_housing",
    "disability", "no_vehicle",
)  # fmt: skip


def bullet(document, name):
    """One source bullet of the first chapter."""
    (found,) = (s for s in document["parameters"][0]["sources"] if s["id"] == name)
    return found


def test_R36_at_least_six_socio_economic_measures_load_or_the_refusals_are_named(world, assess):
    """Seven measures of need load; where one has no figure, a refusal names it.

    Page: assessment, chapter one
    Fails when: a measure is left out in silence where its source has no row.
    Differs: for a county that a release leaves out fewer than six load; each refusal is named.
    """
    world.rows[("cdc_svi_2020", "counties")] = [
        row for row in world.rows[("cdc_svi_2020", "counties")] if row["FIPS"] != BETA
    ]
    run = assess(ALPHA, BETA)
    figures = run.figures()

    assert all(figures[f"{name}.{ALPHA}"]["value"] is not None for name in SOCIO_ECONOMIC)
    assert figures[f"housing_cost_burden.{ALPHA}"]["value"] == pytest.approx(30.0)
    assert figures[f"housing_cost_burden.{ALPHA}"]["margin"] == pytest.approx(0.893, abs=1e-3)
    refused = {r["indicator"] for r in run.json()["refusals"] if "Beta County" in r["place"]}
    empty = {n for n in SOCIO_ECONOMIC if figures[f"{n}.{BETA}"]["value"] is None}
    assert empty == {"housing_cost_burden", "crowded_housing"} <= refused
    assert "cannot be judged: no margin of error is" in run.page()
    text = run.page()
    assert "seventy-five thousand dollars" in text and "rent burden of half of the income" in text


def test_R41_federal_back_wages_carry_the_caveat_of_effort_and_are_not_scored(world, assess):
    """Back wages per worker load with "more inspectors, more cases" beside them.

    Page: assessment, chapter one
    Fails when: the amount is scored, loses its caveat, or a 0 or a county without a case is none.
    Differs: the number of inspections and the sector are not in hand; the bullet says so.
    """
    run = assess(ALPHA, BETA, GAMMA)
    figures, document = run.figures(), run.json()

    assert figures[f"back_wages.{ALPHA}"]["value"] == pytest.approx(20.0)  # 560,000 over 28,000
    assert figures[f"back_wages.{BETA}"]["status"] == "not_reportable"  # a 0 nobody documented
    assert figures[f"back_wages.{GAMMA}"]["status"] == "not_reported"
    assert figures["back_wages.area"]["value"] is None
    entry = read_catalogue().indicators["back_wages"]
    assert not entry.scored and "more inspectors" in entry.known_bias
    assert "follow the effort of inspectors" in run.page()
    labor = bullet(document, "labor_issues")
    assert labor["status"] == "partly" and "the number of inspections" in labor["lacking"]


def test_R44_manufacturing_is_a_lower_bound_and_what_is_not_published_is_no_zero(world, assess):
    """Share of workers, jobs at least, and a refusal in words of the low-wage share.

    Page: assessment, chapter one
    Fails when: a county without a published part has 0 jobs, or the sum loses "at least".
    Differs: the low-wage share is not in any source in hand and is refused in words.
    """
    run = assess(ALPHA, BETA)
    figures = run.figures()

    assert figures[f"manufacturing_share.{ALPHA}"]["value"] == pytest.approx(11.0)
    own = figures[f"manufacturing_jobs.{ALPHA}"]
    assert (own["value"], own["low"], own["high"]) == (800, 800, None)
    assert "at least" in own["label"]
    other = figures[f"manufacturing_jobs.{BETA}"]
    assert (other["value"], other["low"], other["status"]) == (None, None, "not_reported")
    area = figures["manufacturing_jobs.area"]
    assert (area["value"], area["low"], area["high"]) == (None, 800, None)
    said = [fact["text"] for fact in run.json()["facts"] if fact["measure"] == "manufacturing_jobs"]
    assert said and "had at least 800 jobs" in said[0]
    refusals = {r["what"]: r for r in run.json()["refusals"]}
    assert "a mean cannot say" in refusals["Share of manufacturing jobs that pay little"]["why"]


def test_R45_farm_work_and_guest_workers_load_and_the_season_is_refused(world, assess):
    """Share of workers on farms, H-2A positions and crop services; the peak is asked for.

    Page: assessment, chapter one
    Fails when: a county that the list leaves out has 0 positions, or the peak is made up.
    Differs: hired labor and the seasonal peak are not in hand; the bullet and a refusal say so.
    """
    run = assess(ALPHA, BETA, GAMMA)
    figures = run.figures()

    assert figures["farm_work_share.area"]["value"] == pytest.approx(3.0)  # not the state's row
    assert figures["farm_work_share.US"]["value"] == pytest.approx(3.0)
    positions = figures["h2a_positions.area"]
    assert (positions["value"], positions["low"], positions["high"]) == (None, 200, None)
    assert figures[f"h2a_positions.{GAMMA}"]["low"] is None
    crops = figures[f"farm_support.{BETA}"]
    assert (crops["value"], crops["low"], crops["high"]) == (None, 0, 2)
    assert (figures[f"farm_support.{GAMMA}"]["low"], figures["farm_support.area"]["low"]) == (
        None, None,
    )  # fmt: skip
    farms = bullet(run.json(), "agriculture")
    assert farms["status"] == "partly" and "the peak of the season" in farms["lacking"]
    assert "Peak of the farm season" in {r["what"] for r in run.json()["refusals"]}


def test_R46_what_industrial_means_is_set_in_the_catalogue(world, assess):
    """Taking lines out of one entry changes the count, with no change of code.

    Page: assessment, chapter one
    Fails when: the codes stand in the code, or a code without a row counts as none.
    """
    for code, name in (
        ("3111", "animal food plants"), ("3112", "grain and oilseed mills"),
        ("3113", "sugar and candy plants"), ("3114", "fruit and vegetable plants"),
        ("3115", "dairies"), ("3117", "seafood plants"),
        ("3118", "bakeries and tortilla plants"), ("3119", "other food plants"),
        ("4842", "special freight trucking"),
    ):  # fmt: skip
        world.edit_catalogue("industries/industrial.yaml", f'  "{code}": {name}\n', "")
    figures = assess(ALPHA, BETA).figures()

    assert figures[f"industrial_establishments.{ALPHA}"]["value"] == 40 + 3 + 12
    beta = figures[f"industrial_establishments.{BETA}"]
    assert (beta["value"], beta["low"], beta["high"]) == (None, 52, 54)
    area = figures["industrial_establishments.area"]
    assert (area["value"], area["low"], area["high"]) == (None, 107, 109)
    shipped = read_catalogue().industries["industrial"].codes
    assert {"23", "4841", "3116"} <= set(shipped)


def test_R47_domestic_work_is_not_faked_and_its_undercount_is_told(assess):
    """No source in hand counts private-household workers, and the bullet says whom to ask.

    Page: assessment, chapter one, its sources
    Fails when: all services are shown as domestic work, or the undercount is not told.
    Differs: neither NAICS 814 nor the survey's private-household workers are in hand.
    """
    run = assess(ALPHA)

    domestic = bullet(run.json(), "domestic_work")
    assert domestic["status"] == "not_collected"
    assert "private-household workers" in domestic["lacking"]
    assert "far too low" in domestic["ask"] and "far too low" in run.page()
    columns = {c.column for i in read_catalogue().indicators.values() for c in i.inputs.values()}
    assert "PctEmpServices" not in columns


def test_R48_hotels_restaurants_and_guest_worker_positions_load(assess, tmp_path: Path):
    """Jobs, pay, places to stay and H-2B positions; a dropped row is a range in every format.

    Page: assessment, chapter one
    Fails when: one format prints 0, a blank or "cannot be given" for 0 to 2 places to stay.
    """
    run = assess(ALPHA, BETA, formats="html,json,docx,pdf")
    figures = run.figures()

    assert figures["hospitality_jobs.area"]["value"] == 1200
    assert figures[f"hospitality_pay.{ALPHA}"]["value"] == pytest.approx(20000)
    assert figures[f"hospitality_share.{ALPHA}"]["value"] == pytest.approx(10.0)
    assert figures[f"h2b_positions.{ALPHA}"]["value"] == 35
    places = figures["hotels.area"]
    assert (places["value"], places["status"]) == (None, "not_reportable")
    assert (places["low"], places["high"]) == (5, 7) and "from 0 to 2" in places["why"]
    said = [fact["text"] for fact in run.json()["facts"] if fact["measure"] == "hotels"]
    assert said and "had from 5 to 7 places to stay" in said[0]
    table = (run.folder / "tables" / "figures.csv").read_text(encoding="utf-8")
    (row,) = (line for line in table.splitlines() if line.startswith('"hotels.area"'))
    assert ",5,7," in row
    assert 'data-part="low"' in run.page()
    assert not [r for r in run.json()["refusals"] if r["indicator"] == "hotels"]
