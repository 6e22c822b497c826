"""src/firstlight/sources/observe.py where rows are dropped: 0 to 2 is neither 0 nor a blank."""

from __future__ import annotations

import dataclasses
from collections import Counter
from pathlib import Path

import pytest

from firstlight.base.cell import Status
from firstlight.catalogue import read_catalogue
from firstlight.catalogue.entries import Column
from firstlight.pack import Pack
from firstlight.pack.received import read_received
from firstlight.places import read_gazetteer
from firstlight.sources import find_absent, observe_counties, observe_county

CBP = "census_cbp_2021"
HOTELS = Column(CBP, "counties_2021", "establishments", {"naics": "7211"})
HOTEL_JOBS = Column(CBP, "counties_2021", "employees", {"naics": "7211"})
CARE = Column(CBP, "counties_2021", "establishments", over={"naics": ("812113", "812199")})
FACTORIES = Column(CBP, "manufacturing_2021", "employees", {"naics": "31-33*"})
GUEST = Column("dol_oflc_h2", "counties", "workers_certified", {"visa": "H-2A"})
SAN_JACINTO, LOVING, HARRIS = "48407", "48301", "48201"


def ends(pack: Pack, column: Column, fips: str) -> tuple[float | None, float | None, float | None]:
    quantity = observe_county(pack, column, fips).quantity
    return quantity.value, quantity.low, quantity.high


def test_a_county_with_other_rows_has_none_to_two_of_what_was_dropped(pack: Pack) -> None:
    # Fails if a missing row is read as 0, as a blank without ends, or as "not in the file"
    observed = observe_county(pack, HOTELS, SAN_JACINTO)
    assert ends(pack, HOTELS, SAN_JACINTO) == (None, 0, 2)
    assert observed.quantity.cell.status is Status.NOT_REPORTABLE
    assert "fewer than three" in observed.quantity.cell.why
    assert observed.made_from  # the county's own rows, none of which is this one
    assert {address.column for address in observed.made_from} == {"naics"}


def test_jobs_of_a_dropped_row_are_unknown_and_have_no_range(pack: Pack) -> None:
    # Two places can employ two people or two thousand. Fails if a range is made up for them.
    assert ends(pack, HOTEL_JOBS, SAN_JACINTO) == (None, None, None)


def test_each_dropped_row_of_several_widens_the_range(pack: Pack) -> None:
    # Chambers has 4 nail salons and no row for other care. Fails if one row stands for both.
    assert ends(pack, CARE, "48071") == (None, 4, 6)
    assert ends(pack, CARE, LOVING) == (None, 0, 4)
    assert ends(pack, CARE, HARRIS) == (334 + 389, None, None)


@pytest.mark.parametrize("fips", ["11001", "72127", "09110", "02063"])
def test_a_county_that_is_not_in_the_file_has_no_range(pack: Pack, fips: str) -> None:
    # Fails if "not in the file" is told as "0 to 2", for DC, Puerto Rico or a new county
    assert ends(pack, HOTELS, fips) == (None, None, None)


def test_a_county_whose_only_industry_is_another_is_still_in_the_file(pack: Pack) -> None:
    # Loving has one row, mining. Fails if the kept rows do not show that it is in the file.
    assert ends(pack, HOTELS, LOVING) == (None, 0, 2)


@pytest.mark.parametrize("year", [2017, 2019, 2021])
def test_the_kept_rows_name_every_county_of_the_received_file(
    pack: Pack, received: Path, year: int
) -> None:
    # Fails if leaving rows out of the pack made a county look as if it were not in the file
    table = read_catalogue().sources[CBP].tables[f"counties_{year}"]
    everywhere = {record["fips"] for _, record in read_received(received / table.file, table)}
    assert set(pack.table(CBP, f"counties_{year}").places()) == everywhere
    assert len(everywhere) in (3127, 3130)


def test_payroll_and_jobs_of_a_withheld_row_are_hidden_and_never_zero(pack: Pack) -> None:
    # 2017: 0 employees beside establishments is a mask. Fails if it is read as nobody.
    table = pack.table(CBP, "counties_2017")
    found = Counter()
    for position in range(len(table.rows)):
        if table.text(position, "withheld") == "1":
            for name in ("employees", "payroll_1000usd"):
                found[table.cell(position, name, counted=True).status] += 1
            assert table.cell(position, "establishments", counted=True).value >= 3
    assert set(found) == {Status.SUPPRESSED} and found[Status.SUPPRESSED] > 2000


def test_a_range_needs_the_publishers_own_rule(pack: Pack) -> None:
    # Fails if a part of manufacturing that is not published is told as 0 to 2 establishments
    places = dataclasses.replace(FACTORIES, column="establishments")
    for column in (FACTORIES, places):
        assert ends(pack, column, SAN_JACINTO) == (None, 0, None)
    assert "small parts are left out" in observe_county(pack, FACTORIES, LOVING).quantity.cell.why


def test_the_manufacturing_sum_is_a_lower_bound_of_three_quarters(received: Path) -> None:
    # The trap of the received file. Fails if the whole sector is ever put in its place unseen.
    table = read_catalogue().sources[CBP].tables["manufacturing_2021"]
    sums = Counter()
    for _, record in read_received(received / table.file, table):
        if record["naics"] == "31-33*":
            sums["places"] += int(record["establishments"])
            sums["jobs"] += int(record["employees"])
    assert (sums["places"], sums["jobs"]) == (227164, 8679024)
    assert 0.70 < sums["jobs"] / 12_000_000 < 0.76


@pytest.mark.parametrize("fips", ["11001", "48033"])
def test_a_county_outside_the_file_is_not_told_as_small_parts_left_out(
    pack: Pack, fips: str
) -> None:
    # Fails if the reason of a county in the file is given for DC, which is not in it at all
    observed = observe_county(pack, FACTORIES, fips)
    assert "no row of any kind" in observed.quantity.cell.why
    assert (observed.quantity.value, observed.quantity.low) == (None, None)


@pytest.mark.parametrize("column", [HOTELS, FACTORIES])
def test_the_counties_without_any_row_are_found_by_name(pack: Pack, column: Column) -> None:
    """3,142 counties of 2018 less 3,130 in the file are 12.

    Fails when Connecticut's or Alaska's changed counties count as absent, a renamed one
    does, or a county without factories does.
    """
    counties = read_gazetteer(pack).counties
    absent = find_absent(pack, column, [fips for fips in counties if fips[:2] != "72"])
    assert len(absent) == 12 == 3142 - len(set(pack.table(CBP, "counties_2021").places()))
    assert {"11001", "15005", "48033", "48263", "48269", "48443"} < set(absent)
    islands = [fips for fips in counties if fips[:2] == "72"]
    assert set(find_absent(pack, column, islands)) == set(islands)


@pytest.mark.parametrize(
    ("source", "table", "column"),
    [("census_pep_2023", "counties", "INTERNATIONALMIG2023")],
)
def test_a_modeled_net_of_0_is_an_estimate(
    pack: Pack, source: str, table: str, column: str
) -> None:
    # Loving: as many came as left, by a model. Fails if that is told as a count of nobody.
    cell = observe_county(pack, Column(source, table, column), LOVING).quantity.cell
    assert (cell.value, cell.status) == (0, Status.SHOWN)


def test_a_list_of_guest_workers_leaves_an_absent_county_open(pack: Pack) -> None:
    # Galveston is not listed. Fails if that is read as no position, or as a closed range.
    assert ends(pack, GUEST, "48167") == (None, 0, None)
    assert observe_county(pack, GUEST, "48167").quantity.cell.status is Status.NOT_REPORTED


def test_rows_that_repeat_an_association_are_not_counted_twice(pack: Pack, received: Path) -> None:
    # PRI 200,049; PRI and SUB 224,975; placed 199,892. Fails if SUB rows enter the roll-up.
    table = dataclasses.replace(
        read_catalogue().sources["dol_oflc_h2"].tables["counties"],
        file="public/dol_oflc/h2a_disclosure_fy2017_trimmed.csv.gz",
        columns={"PRIMARY/SUB": "", "NBR_WORKERS_CERTIFIED": "", "county_fips": ""},
        totals=(),
    )
    certified, placed = Counter(), Counter()
    for _, record in read_received(received / table.file, table):
        number = float(record["NBR_WORKERS_CERTIFIED"] or 0)
        certified[record["PRIMARY/SUB"]] += number
        if record["county_fips"] and record["PRIMARY/SUB"] == "PRI":
            placed[record["county_fips"]] += number
    assert certified["PRI"] == 200049
    assert certified["PRI"] + certified["SUB"] == 224975
    rows = pack.table("dol_oflc_h2", "counties", {"visa": "H-2A"})
    ours = dict(zip(rows.places(), map(float, rows.columns["workers_certified"]), strict=True))
    assert sum(ours.values()) == 199892 == sum(placed.values())
    assert ours == {fips: number for fips, number in placed.items() if fips in ours}
    assert set(placed) - set(ours) == {fips for fips, number in placed.items() if not number}


def test_no_case_of_one_employer_enters_the_pack() -> None:
    # Fails if the disclosure files, with their employers, are made a table
    tables = [t.file for s in read_catalogue().sources.values() for t in s.tables.values()]
    assert not [file for file in tables if "disclosure" in file]


def test_unknown_counties_and_whole_states_are_no_counties(pack: Pack) -> None:
    # 51 rows end in 999; the atlas has rows of states. Fails if they are counted as counties.
    share = Column("bls_qcew_2019", "counties", "employment_leisure_hospitality_pct_total")
    read = observe_counties(pack, share, ("01", "48"), additive=False)
    assert not [code for code in read.quantities if code[2:] in ("999", "000")]
    workers = Column("usda_rural_atlas_2020", "counties", "NumCivEmployed")
    texas = observe_counties(pack, workers, ("48",)).quantities
    assert sum(quantity.value or 0 for quantity in texas.values()) == 12689069
    assert len(texas) == 254


def test_a_zero_that_may_be_a_mask_is_no_number(pack: Pack) -> None:
    # Fails if a county that the Bureau withheld is shown with no job in hotels
    share = Column("bls_qcew_2019", "counties", "employment_leisure_hospitality_pct_total")
    quantity = observe_county(pack, share, LOVING, additive=False).quantity
    assert (quantity.value, quantity.cell.status) == (None, Status.NOT_REPORTABLE)
