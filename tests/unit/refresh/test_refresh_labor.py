"""Newer files on housing and work give the figures of the measures that read them, truly worded."""

from __future__ import annotations

import datetime
import json

import pytest

from firstlight.assessment import assess, open_library
from firstlight.catalogue import read_catalogue
from firstlight.places import resolve_places
from firstlight.refresh import Releases, lay_over
from firstlight.report import write_json
from made_files import FORMATS, PACK, make_file

CATALOGUE = read_catalogue()
TODAY = datetime.date(2026, 11, 22)
HARRIS = "48201"


def assessed(releases):
    library = open_library(data=releases.folder)
    area = resolve_places([HARRIS], library.gazetteer)
    return json.loads(write_json(assess(area, library=library, made_on=TODAY)))


def figure(document, name):
    (found,) = [f for f in document["figures"] if f["id"] == f"{name}.{HARRIS}"]
    return found


def add_row(made, place, **cells):
    """A row of a place like the first one, with these cells."""
    row = list(made.rows[0])
    for rule in made.format.places[:1]:
        key = (place,) if len(rule.columns) == 1 else (place[:2], place[2:])
        for column, value in zip(rule.columns, key, strict=True):
            row[made.at(column)] = value
    for column, value in cells.items():
        row[made.at(column)] = value
    made.rows.append(row)


def drop_place(made, place):
    """Take the place's rows away."""
    keys = [made.at(column) for column in made.format.places[0].columns]
    made.rows = [row for row in made.rows if "".join(row[k] for k in keys) != place]


def test_housing_comes_with_its_margins(tmp_path, load, releases):
    # Fails if crowding is divided by another column, or its margin is left behind
    made = make_file("cdc_svi", 2022)
    (row,) = [r for r in made.rows if r[made.at("FIPS")] == HARRIS]
    for column, value in (("E_HH", "1000"), ("M_HH", "0"), ("E_CROWD", "60"), ("M_CROWD", "10")):
        row[made.at(column)] = value
    load(made.write(tmp_path))
    crowded = figure(assessed(releases), "crowded_housing")
    assert (crowded["value"], crowded["period"]) == (pytest.approx(6.0), "2018–2022")
    assert crowded["margin"] == pytest.approx(1.0)


def guest_workers(year: int, positions: list[str]):
    made = make_file("dol_h2a", year)
    for number, (row, value) in enumerate(zip(made.rows, positions, strict=False)):
        row[made.at("WORKSITE_COUNTY")], row[made.at("WORKSITE_STATE")] = "Harris", "TX"
        row[made.at("NAICS_CODE")] = "111998" if number % 2 else "115115"
        row[made.at("TOTAL_WORKERS_H2A_CERTIFIED")] = value
    made.rows = made.rows[: len(positions)] + [
        row
        for row in made.rows[len(positions) :]
        if (row[made.at("WORKSITE_COUNTY")], row[made.at("WORKSITE_STATE")]) != PACK_NAMES[HARRIS]
    ]
    return made


PACK_NAMES = {
    fips: (name, state)
    for fips, name, state in zip(
        *(PACK.table("census_gazetteer_2024", "counties").columns[c]
          for c in ("fips", "county_name", "state_abbr")),
        strict=True,
    )
}  # fmt: skip


def test_guest_workers_add_up_over_industries_in_the_words_of_their_year(tmp_path, load, releases):
    # Fails if one industry stands for all, small positions are hidden, or 2017 stays in the words
    load(guest_workers(2023, ["4", "3"]).write(tmp_path))
    document = assessed(releases)
    positions = figure(document, "h2a_positions")
    assert (positions["value"], positions["period"]) == (7, "2023")
    assert "in fiscal year 2023" in json.dumps(document)
    assert "h2b_positions" not in json.dumps(list(laid(releases).kept_back))
    new = laid(releases).catalogue.indicators
    assert new["h2b_positions"] == CATALOGUE.indicators["h2b_positions"]


def laid(releases):
    return lay_over(CATALOGUE, PACK, Releases(releases.folder))


def test_a_part_of_a_fiscal_year_is_kept_and_not_read(tmp_path, load, releases):
    # Fails if three months of decisions stand for a year
    made = guest_workers(2023, ["4", "3"])
    for row in made.rows:
        row[made.at("DECISION_DATE")] = "2022-11-15"
    load(made.write(tmp_path))
    overlay = laid(releases)
    assert overlay.catalogue.indicators["h2a_positions"] == CATALOGUE.indicators["h2a_positions"]
    assert "whole year" in overlay.kept_back["h2a_positions"]


def test_an_older_file_of_h2b_is_not_put_in_use(tmp_path, load):
    # Fails if the shipped H-2B of 2019 is taken for one of 2017, as H-2A is
    assert not load(make_file("dol_h2b", 2018).write(tmp_path)).in_use
    assert load(make_file("dol_h2a", 2018).write(tmp_path)).in_use


@pytest.mark.parametrize(("mark", "value"), [("", 10.0), ("N", None)])
def test_a_masked_zero_of_qcew_is_withheld(mark, value, tmp_path, load, releases):
    # Fails if 0 beside N is read as no jobs, or private jobs are set against private jobs
    made = make_file("bls_qcew", 2023)
    jobs = {"annual_avg_emplvl": "0" if mark else "300", "disclosure_code": mark}
    add_row(made, HARRIS, own_code="5", industry_code="1026", agglvl_code="73", **jobs)
    whole = {"own_code": "0", "industry_code": "10", "agglvl_code": "70"}
    add_row(made, HARRIS, **whole, annual_avg_emplvl="3000", disclosure_code="")
    load(made.write(tmp_path))
    document = assessed(releases)
    share = figure(document, "hospitality_share")
    assert share["value"] == (None if value is None else pytest.approx(value))
    assert share["status"] == ("suppressed" if mark else share["status"])
    words = str(laid(releases).catalogue.indicators["hospitality_share"])
    assert "newsroom" not in words and "third quarter" not in words


def business_patterns():
    """County Business Patterns of 2023, with rows of Harris County of its own."""
    made = make_file("census_cbp", 2023)
    drop_place(made, HARRIS)
    for code, est, emp in (
        ("72----", "900", "15000"), ("31----", "400", "9000"), ("812113", "12", "50"),
    ):  # fmt: skip
        add_row(made, HARRIS, naics=code, est=est, emp=emp, ap="90000", emp_nf="G", ap_nf="G")
    return made


def test_business_patterns_are_read_by_the_publishers_codes(tmp_path, load, releases):
    # Fails if 72---- is not 72, or all of manufacturing is still called the least
    load(business_patterns().write(tmp_path))
    document = assessed(releases)
    assert figure(document, "hospitality_jobs")["value"] == 15000
    assert figure(document, "hospitality_pay")["value"] == 6000
    jobs = figure(document, "manufacturing_jobs")
    assert (jobs["value"], jobs["period"]) == (9000, "2023")
    assert "at least" not in jobs["label"]
    assert figure(document, "manufacturing_pay")["value"] == 10000
    assert "lower bound" not in json.dumps(
        laid(releases).catalogue.indicators["manufacturing_jobs"].margin_note
    )


def test_rows_that_are_left_out_are_still_from_none_to_two(tmp_path, load, releases):
    # Fails if a row that the Bureau left out is read as 0, in one code or in a list of codes
    load(business_patterns().write(tmp_path))
    document = assessed(releases)
    stays = figure(document, "hotels")
    assert (stays["value"], stays["low"], stays["high"]) == (None, 0, 2)
    care = figure(document, "personal_services")
    assert (care["value"], care["low"], care["high"]) == (None, 12, 14)


def test_a_withheld_number_of_business_patterns_is_no_number(tmp_path, load, releases):
    # Fails if 0 beside D is taken for no jobs
    made = business_patterns()
    for row in made.rows:
        if row[made.at("naics")] == "31----":
            row[made.at("emp")], row[made.at("emp_nf")] = "0", "D"
    load(made.write(tmp_path))
    jobs = figure(assessed(releases), "manufacturing_jobs")
    assert (jobs["value"], jobs["status"]) == (None, "suppressed")


def test_back_wages_stay_with_the_cases_that_were_placed(tmp_path, load, releases):
    # Fails if a sum without the cases of split ZIP codes is read as the county's back wages
    load(make_file("dol_whd").write(tmp_path))
    assert laid(releases).catalogue.indicators["back_wages"] == CATALOGUE.indicators["back_wages"]
    assert "ZIP code" in FORMATS["dol_whd"].stays_apart
