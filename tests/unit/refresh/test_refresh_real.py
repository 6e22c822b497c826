"""The publishers' own files in ../shared, verbatim or raw by their SOURCE.md, are taken."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import pytest

from firstlight.base.provenance import read_rows
from firstlight.catalogue import read_catalogue
from firstlight.refresh import Releases, lay_over
from made_files import PACK

FILES = [
    # (file, series, year, records, rows used)
    ("acs_county/ACSDT5Y2018_B01003_rawformat.csv", "acs_residents", 2018, 3221, 3220),
    ("census_pop_estimates/co_est2023_alldata.csv.gz", "census_pep", 2023, 3195, 3144),
    ("cdc_svi/SVI2016_US_COUNTY.csv.gz", "cdc_svi", 2016, 3142, 3142),
    ("cdc_svi/SVI2020_US_COUNTY.csv.gz", "cdc_svi", 2020, 3143, 3143),
    (
        "bts_border_crossing/border_crossing_entry_data_2024_rawformat.csv.gz",
        "bts_border",
        2024,
        9087,
        9087,
    ),
    ("fbi_human_trafficking/HT_2013_2020_agency.csv.gz", "fbi_ht", 2020, 4417, 4417),
]


def sum_of(file: Path, column: str, **where: str) -> float:
    """A sum read by csv alone."""
    opened = gzip.open if file.suffix == ".gz" else open
    with opened(file, "rt", encoding="utf-8-sig") as text:
        rows = [r for r in csv.DictReader(text) if all(r[k] == v for k, v in where.items())]
    return sum(float(r[column] or 0) for r in rows)


@pytest.mark.parametrize(("name", "series", "year", "records", "used"), FILES)
def test_a_verbatim_file_is_taken(name, series, year, records, used, received, load, releases):
    # Fails if a loader was written to something other than what the publisher sends
    file = received / "public" / name
    outcome = load(file, use=True)
    loaded = outcome.loaded
    assert (loaded.series, loaded.year) == (series, year)
    assert (loaded.received_rows, loaded.used_rows) == (records, used)
    assert loaded.seen_live == "no"
    opened = lay_over(read_catalogue(), PACK, releases).pack.table(
        loaded.source.id, next(iter(loaded.source.tables))
    )
    # every kept cell is the received text, at the row that is named
    text = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
    lines = list(csv.reader(text.decode("utf-8-sig").splitlines()))
    header = [" ".join(cell.split()) for cell in lines[0]]
    for position in range(0, len(opened.rows), 251):
        for column in opened.columns:
            if column not in ("fips", "county_fips"):
                row = lines[opened.rows[position] - 1]
                assert row[header.index(column)] == opened.text(position, column)


def test_the_loaded_pep_of_2023_gives_the_shipped_figures(received, load, releases):
    # Fails if the publisher's file and the shipped table of the same release disagree
    load(received / "public/census_pop_estimates/co_est2023_alldata.csv.gz")
    overlay = lay_over(read_catalogue(), PACK, releases)
    new = overlay.pack.table("loaded_census_pep_2023", "counties")
    old = PACK.table("census_pep_2023", "counties")
    for column in ("POPESTIMATE2023", "POPESTIMATE2020", "INTERNATIONALMIG2023"):
        assert list(new.columns[column]) == list(old.columns[column])
    assert list(new.rows) == list(old.rows)
    assert new.source.vintage >= 2022


def test_connecticut_says_which_svi_is_which(received, load):
    # Fails if the vintage of a file is taken from its year alone
    for year in (2016, 2020):
        file = received / f"public/cdc_svi/SVI{year}_US_COUNTY.csv.gz"
        assert load(file).loaded.source.vintage < 2022


def test_h2a_of_2017_is_counted_without_the_members_rows(received, load, releases):
    """The certified positions of the file are 200,049 with the filing's own rows alone.

    Fails if SUB rows are added, a placed case is lost, or the roll-up of ../shared (by the same
    rule for county names, another for ZIP codes of several counties) gives other counts where
    both place by name.
    """
    outcome = load(received / "public/dol_oflc/h2a_disclosure_fy2017_trimmed.csv.gz")
    loaded = outcome.loaded
    assert (loaded.first_day, loaded.last_day) == ("2016-10-03", "2017-09-29")
    assert int(loaded.left_out["their PRIMARY/SUB is none of those kept"]) == 2825
    opened = lay_over(read_catalogue(), PACK, releases).pack.table(loaded.source.id, "counties")
    placed = sum(float(text) for text in opened.columns["NBR_WORKERS_CERTIFIED"])
    by_reason = {
        k: int(v) for k, v in loaded.left_out.items() if k.startswith("no county is known")
    }
    assert placed <= 200_049
    assert placed > 0.96 * 200_049
    assert sum(by_reason.values()) == 250
    told = [row for text in opened.columns["rows_added"] for row in read_rows(text)]
    assert len(told) == len(set(told)) == loaded.used_rows


def test_h2a_agrees_with_the_roll_up_that_was_received(received, load, releases):
    # Fails if a county's positions are other than a second count of the same rows
    load(received / "public/dol_oflc/h2a_disclosure_fy2017_trimmed.csv.gz")
    overlay = lay_over(read_catalogue(), PACK, releases)
    opened = overlay.pack.table("loaded_dol_h2a_2017", "counties")
    ours: dict[str, float] = {}
    pairs = zip(opened.columns["fips"], opened.columns["NBR_WORKERS_CERTIFIED"], strict=True)
    for fips, text in pairs:
        ours[fips] = ours.get(fips, 0) + float(text)
    with (received / "public/dol_oflc/h2_certified_by_worksite_county.csv").open() as text:
        rows = [r for r in csv.DictReader(text) if r["visa"] == "H-2A"]
    theirs = {r["county_fips"]: float(r["workers_certified"]) for r in rows}
    same = [fips for fips in ours if theirs.get(fips) == ours[fips]]
    assert len(same) > 0.9 * len(ours)
    assert sum(ours.values()) <= sum(theirs.values())


def test_h2b_of_2019_is_placed_or_counted(received, load):
    loaded = load(received / "public/dol_oflc/h2b_disclosure_fy2019_trimmed.csv.gz").loaded
    assert (loaded.first_day, loaded.last_day) == ("2018-10-01", "2019-09-30")
    left = sum(int(number) for number in loaded.left_out.values())
    assert loaded.used_rows + left == loaded.received_rows == 9236


@pytest.mark.parametrize(
    "name",
    [
        "census_cbp/cbp_county_selected_2021.csv.gz",
        "dol_whd/whd_by_naics_and_state_summary_2018.csv.gz",
        "bls_laus/laus_county_annual_2000_2020.csv.gz",
        "edfacts_homeless_students/homeless_students_county_2014_2022.csv.gz",
        "fbi_agencies/cde_agencies_2025.csv.gz",
        "fbi_human_trafficking/HT_master_2015_fixedwidth.txt.gz",
        "geography/county_gazetteer_2024.csv",
    ],
)
def test_files_that_others_reshaped_are_not_taken_for_the_publishers(name, received, faults):
    # Fails if a relayed table is read by a loader that was not written for it
    for found in faults(received / "public" / name):
        words = (
            "none of the files Firstlight knows",
            "column is missing",
            "columns are separated by",
        )
        assert any(own in found.what for own in words)


def test_the_loaded_atlas_and_svi_give_the_shipped_figures(received, load, releases):
    # Fails if a loader and the shipped table of the same release disagree, in text or in row
    atlas = received / "public/usda_rural_atlas/jobs_2020edition.csv.gz"
    assert load(atlas, "usda_atlas", 2018).loaded.used_rows == 3220
    load(received / "public/cdc_svi/SVI2020_US_COUNTY.csv.gz")
    overlay = lay_over(read_catalogue(), PACK, releases)
    for name, shipped, columns in (
        (
            "loaded_usda_atlas_2018",
            "usda_rural_atlas_2020",
            ("NumCivEmployed",),
        ),
        ("loaded_cdc_svi_2020", "cdc_svi_2020", ("E_HH", "M_HBURD", "E_CROWD")),
    ):
        new, old = overlay.pack.table(name, "counties"), PACK.table(shipped, "counties")
        for column in columns:
            texts = dict(zip(old.rows, old.columns[column], strict=True))
            assert [texts[row] for row in new.rows] == list(new.columns[column])
    farm = overlay.catalogue.indicators["farm_work_share"]
    assert farm.period == "2014-2018" and farm.inputs["whole"].source == "loaded_usda_atlas_2018"
    assert "back_wages" in overlay.kept_back


def test_releases_are_found_again(received, load, releases):
    load(received / "public/cdc_svi/SVI2020_US_COUNTY.csv.gz")
    assert Releases(releases.folder).series() == ("cdc_svi",)
