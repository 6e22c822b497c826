"""src/firstlight/refresh/overlay.py: a loaded release takes the shipped one's place, honestly."""

from __future__ import annotations

import dataclasses
import datetime
import json
import re

import pytest

from firstlight.assessment import Library, assess, open_library
from firstlight.base.period import Period
from firstlight.catalogue import read_catalogue
from firstlight.claims import judge_text, read_rules
from firstlight.places import resolve_places
from firstlight.refresh import Overlay, Releases, lay_over
from firstlight.report import write_json
from made_files import COUNTIES, FORMATS, PACK, make_file

CATALOGUE = read_catalogue()
TODAY = datetime.date(2026, 11, 22)
READERS = [
    (series, indicator.id)
    for series, entry in FORMATS.items()
    for indicator in CATALOGUE.indicators.values()
    if any(
        f"{c.source}.{c.table}" in entry.tables_replaced
        and all(c.where.get(name) == value for name, value in entry.of_all_rows.items())
        for c in indicator.inputs.values()
    )
]


def laid(releases: Releases) -> Overlay:
    return lay_over(CATALOGUE, PACK, Releases(releases.folder))


def assessed(library: Library, *places: str) -> dict[str, object]:
    area = resolve_places(places or ("48201",), library.gazetteer)
    return json.loads(write_json(assess(area, library=library, made_on=TODAY)))


def figure(document, name: str) -> dict[str, object]:
    (found,) = [f for f in document["figures"] if f["id"] == name]
    return found


def test_with_nothing_loaded_the_very_same_values_come_back(releases):
    # Fails if the overlay costs or changes anything for those who loaded nothing
    same = lay_over(CATALOGUE, PACK, releases)
    assert same.catalogue is CATALOGUE and same.pack is PACK
    assert not releases.folder.exists()


@pytest.mark.parametrize(("series", "name"), READERS)
def test_no_words_of_the_old_year_stay_with_the_new_figures(series, name, tmp_path, load, releases):
    # Fails if a figure of 2024 is printed under the words of 2020
    load(make_file(series, 2024).write(tmp_path))
    overlay = laid(releases)
    old, new = CATALOGUE.indicators[name], overlay.catalogue.indicators[name]
    if name in overlay.kept_back:
        assert new == old
        return
    assert new != old
    period = Period.read(new.period)
    assert period.last.year == 2024
    gone = {str(Period.read(old.period).last.year)} - {str(Period.read(old.period).first.year)}
    texts = (new.says, new.label, new.short, new.question, new.universe, *new.cannot_tell)
    words = " ".join((*texts, new.known_bias, new.margin_note))
    if Period.read(old.period).first.year == Period.read(old.period).last.year:
        gone = {old.period}
    assert not [year for year in gone if re.search(rf"\b{year}\b", words)]
    assert "pandemic" not in words
    rules = read_rules()
    assert not [h for t in texts for h in judge_text(t, rules=rules) if h.severity == "block"]


def test_laus_enters_an_assessment_with_its_year_and_its_evidence(tmp_path, load, releases):
    # Fails if the share is of the old file, or its footnote names the shipped one
    made = make_file("bls_laus", 2024)
    made.rows[COUNTIES.index("48201")][made.at("Labor Force")] = "200000"
    made.rows[COUNTIES.index("48201")][made.at("Unemployed")] = "9000"
    made.rows[COUNTIES.index("48201")][made.at("Employed")] = "191000"
    made.rows[COUNTIES.index("48201")][made.at("Unemployment Rate (%)")] = "4.5"
    load(made.write_workbook(tmp_path))
    document = assessed(open_library(data=releases.folder))
    share = figure(document, "unemployment.48201")
    assert (share["value"], share["period"]) == (4.5, "2024")
    evidence = [document["evidence"][name] for name in share["evidence"]]
    assert {e["source"] for e in evidence} == {"loaded_bls_laus_2024"}
    assert {e["file"] for e in evidence} == {"laucnty24.xlsx, sheet Sheet1"}
    assert {e["column"] for e in evidence} == {"Labor Force", "Unemployed"}
    assert {e["row"] for e in evidence} == {COUNTIES.index("48201") + 2}
    assert evidence[0]["received_from"] == "a file that the user of this computer loaded"
    (cited,) = [s for s in document["sources"] if s["id"] == "loaded_bls_laus_2024"]
    assert any("not yet tried on a" in defect for defect in cited["defects"])
    assert "first year of the pandemic" not in json.dumps(document)
    nation = figure(document, "unemployment.US")
    assert nation["period"] == "2024"


def test_growth_reaches_to_the_new_vintage(tmp_path, load, releases):
    # Fails if the earlier year is taken from the shipped vintage: vintages are never chained
    made = make_file("census_pep", 2024)
    row = made.rows[[c for c in COUNTIES if c[:2] != "72"].index("48201")]
    row[made.at("POPESTIMATE2020")], row[made.at("POPESTIMATE{year}")] = "100000", "104000"
    load(made.write(tmp_path))
    document = assessed(open_library(data=releases.folder))
    growth = figure(document, "population_growth.48201")
    assert growth["value"] == pytest.approx(4.0) and growth["period"] == "2020–2024"
    columns = {document["evidence"][e]["column"] for e in growth["evidence"]}
    assert columns == {"POPESTIMATE2020", "POPESTIMATE2024"}
    assert figure(document, "density.48201")["period"] == "2024"  # land stays the gazetteer's
    assert figure(document, "residents.48201")["value"] == 104000


def test_born_abroad_comes_with_its_margins(tmp_path, load, releases):
    # Fails if a share of counts is read as a published share, or margins are dropped
    made = make_file("acs_foreign_born", 2023)
    row = made.rows[COUNTIES.index("48201")]
    for column, value in (
        ("B05002_001E", "100000"), ("B05002_001M", "*****"),
        ("B05002_013E", "26000"), ("B05002_013M", "900"),
    ):  # fmt: skip
        row[made.at(column)] = value
    load(made.write(tmp_path))
    document = assessed(open_library(data=releases.folder))
    share = figure(document, "foreign_born.48201")
    assert (share["value"], share["margin"]) == (pytest.approx(26.0), pytest.approx(0.9))
    assert share["period"] == "2019–2023"
    change = figure(document, "foreign_born_change.48201")
    assert change["period"] == "2018–2022"  # the file has no published share: it stays


def test_periods_that_overlap_are_never_compared(tmp_path, load, releases):
    # Fails if a change between 2012-2016 and 2014-2018 is worked out
    load(make_file("acs_poverty", 2016).write(tmp_path), use=True)
    poverty = CATALOGUE.indicators["poverty"]
    table = {"source": "acs_2018_poverty", "table": "counties"}
    column = dataclasses.replace(poverty.inputs["part"], **table)
    change = dataclasses.replace(
        poverty,
        id="change",
        inputs={
            "later": column,
            "earlier": CATALOGUE.indicators["foreign_born_change"].inputs["earlier"],
        },
        earlier_period="2012-2016",
        period="2014-2018",
    )
    catalogue = dataclasses.replace(CATALOGUE, indicators={"change": change})
    overlay = lay_over(catalogue, PACK, releases)
    assert overlay.catalogue.indicators["change"] == change
    assert "overlap" in overlay.kept_back["change"]


def test_parts_of_one_figure_are_of_one_time(tmp_path, load, releases):
    # Fails if a new count is divided by an old total
    load(make_file("census_pep", 2024).write(tmp_path))
    both = dataclasses.replace(
        CATALOGUE.indicators["international_migration"],
        id="both",
        inputs={
            "part": CATALOGUE.indicators["international_migration"].inputs["part"],
            "whole": dataclasses.replace(
                CATALOGUE.indicators["rural_urban"].inputs["code"], column="Population_2020"
            ),
        },
    )
    catalogue = dataclasses.replace(CATALOGUE, indicators={"both": both})
    overlay = lay_over(catalogue, PACK, releases)
    assert overlay.catalogue.indicators["both"] == both
    assert "same time" in overlay.kept_back["both"]


def test_an_optional_column_that_is_gone_keeps_its_measure_with_the_shipped_release(
    tmp_path, load, releases
):
    # Fails if a missing column stops the others, or is read as blank
    made = make_file("acs_vehicles", 2023)
    load(made.write(tmp_path))
    overlay = laid(releases)
    assert overlay.catalogue.indicators["no_vehicle"].period == "2019-2023"
    assert overlay.catalogue.indicators["under_18"] == CATALOGUE.indicators["under_18"]
    assert "no such measure" in overlay.kept_back["under_18"]


def test_the_chapter_of_police_records_reads_the_loaded_file(tmp_path, load, releases):
    # Fails if a block that names the shipped source goes past the loaded one
    made = make_file("fbi_ht", 2021)
    for row in made.rows:
        row[made.at("DATA_YEAR")] = "2021"
    del made.rows[1:]
    made.rows[0][made.at("ORI")] = "TX1010000"  # the sheriff of Harris County
    made.rows[0][made.at("OFFENSE_SUBCAT_NAME")] = "Commercial Sex Acts"
    made.rows[0][made.at("ACTUAL_COUNT")] = "41"
    load(made.write(tmp_path))
    document = assessed(open_library(data=releases.folder))
    assert figure(document, "recorded_offenses.2021.48201")["value"] == 41
    sources = {e["source"] for e in document["evidence"].values()}
    assert "loaded_fbi_ht_2021" in sources
    assert {case["source"] for case in document["case_register"]} == {"loaded_fbi_ht_2021"}


def test_the_night_count_reads_the_loaded_sheet(tmp_path, load, releases):
    # Fails if the wide sheet loses the address of a cell on its way into a long table
    made = make_file("hud_pit", 2024)
    (row,) = [r for r in made.rows if r[0] == "TX-700"]
    youth = "Overall Homeless Unaccompanied Youth (Under 25)"
    row[made.at(youth)] = "77"
    load(made.write_workbook(tmp_path, "2024"))
    document = assessed(open_library(data=releases.folder))
    night = figure(document, "pit_youth.TX-700")
    assert (night["value"], night["period"]) == (77, "one night in January 2024")
    evidence = [document["evidence"][e] for e in night["evidence"]]
    assert (evidence[0]["column"], evidence[0]["row"]) == (youth, made.rows.index(row) + 2)
    assert figure(document, "pit_youth.TX")["period"] == "one night in January 2022"


def test_small_counts_are_hidden_in_loaded_files_too(tmp_path, load, releases):
    # Fails if the rule about small counts stays with the shipped source
    made = make_file("hud_pit", 2024)
    (row,) = [r for r in made.rows if r[0] == "TX-700"]
    row[made.at("Overall Homeless Unaccompanied Youth (Under 25)")] = "7"
    load(made.write_workbook(tmp_path, "2024"))
    night = figure(assessed(open_library(data=releases.folder)), "pit_youth.TX-700")
    assert (night["value"], night["status"]) == (None, "suppressed")


def test_old_vintages_stay_readable(tmp_path, load, releases):
    # Fails if the shipped source leaves the catalogue when another takes its place
    load(make_file("census_pep", 2024).write(tmp_path))
    overlay = laid(releases)
    assert {"census_pep_2023", "loaded_census_pep_2024"} <= set(overlay.catalogue.sources)
    assert overlay.pack.table("census_pep_2023", "counties").columns["POPESTIMATE2023"]
    overlay.pack.check()


def test_rules_about_cells_come_along_under_the_new_names(tmp_path, check):
    # Fails if a rule written for the shipped table (a range, say) is lost with a newer release
    from firstlight.refresh.describe import inherit_rules

    entry = FORMATS["bls_laus"]
    shipped = dataclasses.replace(
        CATALOGUE.sources["bls_laus_2020"].tables["counties"],
        bounds={"unemployed": ("unemployed", "labor_force"), "unemployment_rate": ("unemployed",)},
    )
    names = {"Unemployed": "Unemployed Level", "Labor Force": "Labor Force"}
    kept = inherit_rules(shipped, entry, names)
    assert kept["bounds"] == {"Unemployed Level": ("Unemployed Level", "Labor Force")}
    assert "columns" not in kept and "totals" not in kept
    assert inherit_rules(None, entry, names) == {}
