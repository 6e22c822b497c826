"""R31 and R35: areas of vulnerability with ranges, and the magnitude of susceptibility."""

from __future__ import annotations

import csv
import itertools
import re

from made_world import ALPHA, BETA, GAMMA

POOR = "Population whose income in the past 12 months is below federal poverty level"
LABEL = "Susceptibility is not occurrence"


def make_different(world) -> None:
    """Gamma has more of every condition, Alpha and Beta have the same."""
    world.change("acs_2018_poverty", "counties", GAMMA, **{POOR: "19200"})
    world.change("bls_laus_2020", "counties", GAMMA, unemployed="4800")
    world.change("edfacts_homeless_2022", "counties", GAMMA, share_homeless="0.09",
                 count_homeless="900.0")  # fmt: skip
    world.change("cdc_svi_2020", "counties", GAMMA, E_HBURD="12000", E_CROWD="3000")
    world.change("usda_rural_atlas_2020", "counties", GAMMA, PctEmpAgriculture="9",
                 PctEmpConstruction="19", PctEmpManufacturing="25")  # fmt: skip
    world.change("acs_2018_context", "counties", GAMMA,
                 **{"Percent of Population with a Disability": "25.0"})  # fmt: skip


def profile_of(page: str) -> str:
    """The part of the page that holds the profile."""
    return page.partition('id="profile"')[2].partition("</section>")[0]


def test_R31_the_list_of_areas_has_index_interval_and_rank_range_and_ties(world, assess):
    """A list of the counties with score, its interval and the range of ranks; ties as ties.

    Page: assessment, chapter one, susceptibility profile
    Fails when: rows are numbered, a tie is broken, an interval is left out, or overlapping
    ranges are not said.
    Differs: the map of the same figures is a page of its own.
    """
    make_different(world)
    run = assess(ALPHA, BETA, GAMMA)
    figures = run.figures()

    for fips in (ALPHA, BETA, GAMMA):
        score, rank = figures[f"profile.{fips}"], figures[f"profile_rank.{fips}"]
        assert score["low"] <= score["value"] <= score["high"]
        assert rank["low"] <= rank["value"] <= rank["high"]
        assert LABEL in score["label"] and LABEL in rank["label"]
    assert figures[f"profile.{ALPHA}"]["value"] == figures[f"profile.{BETA}"]["value"]
    assert figures[f"profile_rank.{GAMMA}"]["value"] == 1
    assert figures[f"profile_rank.{GAMMA}"]["high"] == 1
    # the two that are the same to the last digit: ranges overlap, and that is said
    document = run.json()
    said = " ".join(f["text"] for f in document["facts"] if f["measure"] == "profile")
    assert "any two of these counties that are not told apart overlap" in said
    assert "some conditions come without a margin of error" in said
    assert "Gamma County from Alpha County and Beta County" in said or (
        "Gamma County from Beta County and Alpha County" in said
    )
    # no league table: the order is that of the middle, and no row begins with a number
    page = profile_of(run.page())
    rows = re.findall(r'<th scope="row">(.*?)</th>', page)
    assert rows and not any(re.match(r"\s*\d", row) for row in rows)
    assert rows[0].startswith("Gamma")
    for low, high in ((figures[f"profile_rank.{f}"]["low"], figures[f"profile_rank.{f}"]["high"])
                      for f in (ALPHA, BETA, GAMMA)):  # fmt: skip
        assert f">{low}</tspan> to" in page and f">{high}</tspan>" in page
    assert "<circle" not in page.partition("</figure>")[0]


def test_R31_counties_that_tie_are_shown_as_a_tie(world, assess):
    """With margins of none, three equal counties share a rank and are said to be tied.

    Page: assessment, chapter one, susceptibility profile
    Fails when: ties are broken by the order of the file.
    """
    for source in ("acs_2018_poverty", "acs_2018_context", "cdc_svi_2020"):
        for row in world.rows[(source, "counties")]:
            row.update({n: "0" for n in row if n.endswith("Margin of Error") or n.startswith("M_")})
    world.change("acs_2018_poverty", "counties", GAMMA, **{POOR: "4800"})
    figures = assess(ALPHA, BETA, GAMMA).figures()
    one, other = figures[f"profile_rank.{ALPHA}"], figures[f"profile_rank.{BETA}"]
    assert (one["value"], one["low"], one["high"]) == (1, 1, 1)
    assert (other["value"], other["low"], other["high"]) == (1, 1, 1)
    assert one["notes"] == ["tied with Beta County: the same middle rank"]
    assert figures[f"profile_rank.{GAMMA}"]["value"] == 3


def test_R31_above_the_limit_that_ranges_overlap_is_said_without_pairs(world, assess):
    """More counties than the entry's limit for pairs: one fixed sentence, and no pair.

    Page: assessment, chapter one, susceptibility profile
    Fails when: a large area gets rows in an order and no word on ranges that overlap.
    """
    make_different(world)
    world.edit_catalogue(
        "composites/susceptibility.yaml", 'pairs_at_most: "20"', 'pairs_at_most: "2"'
    )
    document = assess(ALPHA, BETA, GAMMA).json()
    said = " ".join(f["text"] for f in document["facts"] if f["measure"] == "profile")
    assert "those that can be told apart are not named one by one" in said
    assert "Where the ranges of two counties overlap, which of the two has more cannot be" in said
    assert "Told apart, the first" not in said
    assert "some conditions come without a margin of error" in said


def test_R35_a_profile_is_as_old_as_its_oldest_condition(world, assess):
    """Conditions of 2018 to 2023, an assessment of 2026: eight years old, and said.

    Page: assessment, chapter one, susceptibility profile
    Fails when: the newest condition decides the age, or a sentence shows a score without it.
    """
    make_different(world)
    run = assess(GAMMA)
    figures, document = run.figures(), run.json()
    own = [figures[name] for name in figures if name.startswith("profile")]
    ages = {figure["age_years"] for figure in own}
    made = int(document["made_on"][:4])
    assert all(figure["is_old"] for figure in own)
    assert ages <= {made - 2018, made - 2019}
    for fact in document["facts"]:
        if fact["measure"] == "profile" and fact["figures"]:
            assert "years old" in fact["text"], fact["text"]
    remarks = " ".join(
        next(m for m in document["parameters"][0]["measures"] if m["id"] == "profile")["remarks"]
    )
    assert "ranges are too narrow" in remarks
    assert "held 88 when the weights were drawn" in remarks and "76 when only" in remarks


def test_R35_the_profile_has_dimensions_an_interval_and_its_label_on_every_view(world, assess):
    """Dimension scores, an interval by drawing, and "susceptibility is not occurrence".

    Page: assessment, chapter one, susceptibility profile
    Fails when: a dimension is lost, the label is missing in a table, a sentence, the JSON or
    the tables that travel, or context or the CDC index enters the score.
    """
    make_different(world)
    world.change("census_pep_2023", "counties", GAMMA, POPESTIMATE2023="90000")
    run = assess(GAMMA, formats="html,json,docx")
    document, figures = run.json(), run.figures()

    names = {name for name in figures if name.startswith("profile")}
    assert {f"profile_{part}.{GAMMA}" for part in ("money", "work", "support", "young")} <= names
    assert figures[f"profile.{GAMMA}"]["value"] == 1.0
    (measure,) = (m for m in document["parameters"][0]["measures"] if m["id"] == "profile")
    assert f"{LABEL}." in measure["remarks"] and {"W05", "W07"} <= set(measure["warnings"])
    assert all(LABEL in figures[name]["label"] for name in names)
    page = profile_of(run.page())
    captions = re.findall(r"<caption>(.*?)</caption>", page)
    assert captions and all(caption.startswith(LABEL) for caption in captions)
    assert all(LABEL in title for title in re.findall(r"<title[^>]*>(.*?)</title>", page))
    with (run.folder / "tables" / "figures.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(line for line in handle if not line.startswith("#")))
    assert all(LABEL in row["label"] for row in rows if row["id"].startswith("profile"))
    # what it is made of, and what it leaves out
    used = {document["evidence"][e]["column"] for n in names for e in figures[n]["evidence"]}
    assert not [c for c in used if re.search("foreign|English|EPL|RPL|MIG", c)]
    assert f"profile_without_poverty.{GAMMA}" in names
    assert figures["profile_with_size.US"]["value"] > 0.8  # Gamma has most of both
    for left, right in itertools.pairwise(("money", "work", "support", "young")):
        assert (
            figures[f"profile_{left}.{GAMMA}"]["value"]
            == (figures[f"profile_{right}.{GAMMA}"]["value"])
        )


def test_R35_what_cannot_have_a_profile_is_refused_with_its_reason(world, assess):
    """A county that lacks a condition, and an area as a whole, have none, and it says why.

    Page: assessment, refusals
    Fails when: a missing or hidden condition is taken for 0 or left out of the mean, or an
    area gets the mean of its counties.
    """
    make_different(world)
    # a fourth county, so that three are left to compare
    for key, rows in world.rows.items():
        own = [row for row in rows if ALPHA in row.values()]
        if key[0] not in ("fbi_ht_2020", "hud_pit_2018"):
            world.rows[key] = rows + [
                {k: ("48907" if v == ALPHA else "Delta County" if v == "Alpha County" else v)
                 for k, v in row.items()} for row in own
            ]  # fmt: skip
    world.change("edfacts_homeless_2022", "counties", BETA, count_homeless="7.0")
    run = assess(ALPHA, BETA)
    figures = run.figures()
    assert figures[f"profile.{BETA}"]["value"] is None
    assert figures[f"profile.{BETA}"]["status"] == "suppressed"
    assert figures["profile_counties.US"]["value"] == 3
    assert "profile.area" not in figures
    whys = {r["place"]: r["why"] for r in run.json()["refusals"] if "profile" in r["what"].lower()}
    assert "hidden to protect people" in whys["Beta County, TX"]
    assert "students" in whys["Beta County, TX"]
    assert any("do not add up" in why for why in whys.values())
