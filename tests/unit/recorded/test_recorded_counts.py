"""Known totals of the FBI's file, read a second way, and what is never said without a return."""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict
from pathlib import Path

import pytest

from firstlight.base.cell import Status
from firstlight.pack import Pack
from firstlight.recorded import Agency, read_agencies, read_recorded

HOUSTON = (
    "48015", "48039", "48071", "48157", "48167", "48201", "48291", "48339", "48407", "48473",
)  # fmt: skip
YEARS = range(2014, 2021)


def test_the_houston_area_counts_each_agency_once(pack: Pack) -> None:
    # Fails if Houston's police, listed in three counties, are added once for each of them
    recorded = read_recorded(pack, HOUSTON)
    by_year = {year: count.cell.value for year, count in recorded.by_year.items()}
    assert [by_year[year] for year in YEARS] == [18, 70, 91, 143, 96, 157, 245]
    assert {f: c.cell.value for f, c in recorded.by_form.items()} == {
        "Commercial Sex Acts": 221,
        "Involuntary Servitude": 24,
    }


def test_the_houston_area_says_how_many_agencies_sent_a_return(pack: Pack) -> None:
    # Fails if agencies are counted by county, or a year without returns counts as 0
    recorded = read_recorded(pack, HOUSTON)
    assert recorded.listed.cell.value == 153
    assert [recorded.returned[year].cell.value for year in YEARS] == [3, 5, 6, 7, 7, 8, 7]
    assert recorded.returned[2013].cell.status is Status.NOT_REPORTED
    assert len({agency.ori for agency in recorded.agencies}) == len(recorded.agencies) == 153


def test_an_agency_of_several_counties_is_in_no_county(pack: Pack) -> None:
    # Fails if a county's own count takes in agencies that serve others too
    recorded = read_recorded(pack, HOUSTON)
    police = next(a for a in recorded.by_agency if a.agency.name == "Houston Police Department")
    assert police.agency.counties == ("48157", "48201", "48339")
    assert police.agency in recorded.several
    assert police.cell.value == 139
    alone = [a for a in recorded.by_agency if a.agency.counties == ("48201",)]
    assert recorded.by_county["48201"].cell.value == sum(a.cell.value or 0 for a in alone) == 93


def test_a_count_keeps_every_row_it_was_made_from(pack: Pack) -> None:
    # Fails if rows are folded by form, or exact doubles are taken for mistakes
    recorded = read_recorded(pack, HOUSTON)
    table = pack.table("fbi_ht_2020", "offenses")
    position = {row: index for index, row in enumerate(table.rows)}
    for year in YEARS:
        cells = recorded.by_year[year].made_from
        assert len({cell.row for cell in cells}) == len(cells)
        texts = [table.text(position[cell.row or 0], "ACTUAL_COUNT") for cell in cells]
        assert sum(map(int, texts)) == recorded.by_year[year].cell.value


@pytest.fixture(scope="module")
def rows(received: Path) -> list[dict[str, str]]:
    """The received file, by a reader of this test's own."""
    file = received / "public/fbi_human_trafficking/HT_2013_2020_agency.csv.gz"
    with gzip.open(file, "rt", encoding="utf-8") as text:
        return list(csv.DictReader(text))


def test_national_sums_agree_with_the_received_file(pack: Pack, rows: list[dict[str, str]]) -> None:
    # Fails if a row is lost on the way, or the one correction of -1 is dropped or made 0
    straight: dict[str, int] = defaultdict(int)
    for row in rows:
        straight[row["DATA_YEAR"]] += int(row["ACTUAL_COUNT"])
    assert (straight["2019"], straight["2020"]) == (2084, 2160)
    table = pack.table("fbi_ht_2020", "offenses")
    packed: dict[str, int] = defaultdict(int)
    for position, year in enumerate(table.columns["DATA_YEAR"]):
        cell = table.cell(position, "ACTUAL_COUNT", counted=True)
        packed[year] += int(cell.value or 0)
    assert packed == straight
    assert [row["ACTUAL_COUNT"] for row in rows if int(row["ACTUAL_COUNT"]) < 0] == ["-1"]


def test_every_offense_row_has_a_whole_number_and_one_of_two_forms(pack: Pack) -> None:
    # The room adds whole numbers and splits a year in two: a new release must not change that.
    table = pack.table("fbi_ht_2020", "offenses")
    assert all(text.lstrip("-").isdigit() for text in table.columns["ACTUAL_COUNT"])
    assert set(table.columns["OFFENSE_SUBCAT_NAME"]) == {
        "Commercial Sex Acts",
        "Involuntary Servitude",
    }


def test_a_correction_stays_in_the_sum_and_is_not_shown_by_itself(pack: Pack) -> None:
    # Fails if -1 is shown (beside a 5 it would say that the hidden area has 4), or taken as 0
    recorded = read_recorded(pack, ["24025"])
    (only,) = recorded.by_agency
    assert only.cell.status is Status.SUPPRESSED
    assert recorded.by_year[2020].cell.status is Status.SUPPRESSED
    table = pack.table("fbi_ht_2020", "offenses")
    position = list(table.rows).index(only.made_from[0].row or 0)
    assert table.text(position, "ACTUAL_COUNT") == "-1"


def test_an_agency_without_a_row_is_unknown_and_never_zero(pack: Pack) -> None:
    # Fails if agencies without rows are filled up with a count of 0
    recorded = read_recorded(pack, HOUSTON)
    with_a_row = {entry.agency.ori for entry in recorded.by_agency}
    silent = [agency for agency in recorded.agencies if agency.ori not in with_a_row]
    assert len(silent) == 146
    assert all(count.cell.status is not Status.TRUE_ZERO for count in recorded.by_county.values())
    assert recorded.by_county["48015"].cell.status is Status.NOT_REPORTED
    assert recorded.by_county["48015"].cell.value is None


def test_no_count_in_the_nation_is_a_zero_made_of_silence(pack: Pack) -> None:
    # Fails if a county where nobody sent a return shows a 0 in any year
    gazetteer = pack.table("census_gazetteer_2024", "counties")
    zeros = []
    for fips in gazetteer.columns["fips"]:
        recorded = read_recorded(pack, [fips])
        counts = [*recorded.by_year.values(), *recorded.by_county.values()]
        zeros += [fips for count in counts if count.cell.value == 0 and not count.made_from]
    assert not zeros


def test_the_district_of_columbia_has_no_listed_agency(pack: Pack) -> None:
    # Fails if an empty list of agencies is counted as none
    recorded = read_recorded(pack, ["11001"])
    assert recorded.agencies == ()
    assert recorded.listed.cell.status is Status.NOT_REPORTED
    assert all(count.cell.status is Status.NOT_REPORTED for count in recorded.by_year.values())


def test_agencies_are_listed_once_whatever_order_the_counties_have(pack: Pack) -> None:
    # Fails if an agency of two counties is listed for each, or takes the counties asked for only
    forward = read_agencies(pack, HOUSTON)
    back = read_agencies(pack, HOUSTON[::-1])
    assert {agency.ori: agency.counties for agency in forward} == {
        agency.ori: agency.counties for agency in back
    }
    (police,) = [a for a in read_agencies(pack, ["48201"]) if a.name == "Houston Police Department"]
    assert isinstance(police, Agency)
    assert police.serves_several
    assert len(police.counties) == 3
