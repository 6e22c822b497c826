"""Traps that the received files of roads, ports, moves and services set, each with its figure."""

from __future__ import annotations

import csv
from pathlib import Path

import duckdb
import pytest

from firstlight.access import read_targets
from firstlight.assessment import open_library
from firstlight.assessment.crossings import read_year
from firstlight.assessment.migration import PARTS_DISAGREE, read_moves_within
from firstlight.base.cell import Status
from firstlight.catalogue import read_catalogue
from firstlight.catalogue.entries import Column
from firstlight.pack import open_pack
from firstlight.sources import observe_county

CATALOGUE = read_catalogue()
PACK = open_pack(CATALOGUE)


def test_interstates_are_drawn_once_for_each_direction() -> None:
    # Fails if the received sum is no longer twice the published length of about 78,700 km
    cells = PACK.table("road_lengths_tiger", "counties").columns["interstate_km"]
    assert sum(map(float, cells)) / 2 == pytest.approx(78_700, rel=0.02)
    assert sum(float(cell) > 0 for cell in cells) == 1_411


def test_only_medium_and_large_harbors_and_open_land_ports_are_measured_to() -> None:
    # Fails if one of 485 very small harbors, a short runway or a closed crossing gets in
    targets = read_targets(PACK, CATALOGUE.access)
    assert len(targets.spots["seaport"]) == 63
    names = {spot.name for spot in targets.spots["land_port"]}
    assert len(targets.spots["land_port"]) == 111  # Eastport stands for two, in Maine and Idaho
    assert not names & {"Noyes", "Whitetail", "Anacortes", "Ketchikan"}
    assert len(targets.spots["airport"]) == 870


def test_crossings_of_2019_stand_in_the_pack_as_bts_counts_them() -> None:
    # Fails if a month is lost. Passengers fall short of the total BTS gives, and the entry says so
    table = PACK.table("bts_border_crossing", "crossings")
    sums = {"Pedestrians": 0, "Trucks": 0, "Personal Vehicle Passengers": 0}
    rows = zip(*(table.columns[c] for c in ("date", "measure", "value")), strict=True)
    for date, measure, value in rows:
        sums[measure] += int(value) if date.startswith("2019") else 0
    assert sums["Pedestrians"] == pytest.approx(49.7e6, rel=0.001)
    assert sums["Trucks"] == pytest.approx(12.12e6, rel=0.001)
    assert sums["Personal Vehicle Passengers"] == 186_999_118  # and not 188.1 million
    assert any("188.1" in d for d in CATALOGUE.sources["bts_border_crossing"].defects)


def test_a_year_with_a_month_missing_has_no_sum() -> None:
    # Fails if San Ysidro's eleven months on foot are printed as its year
    library = open_library()
    cell, made_from = read_year(library, "2504", "Pedestrians", "2024")
    assert (cell.value, cell.status, made_from) == (None, Status.NOT_REPORTED, ())
    cell, made_from = read_year(library, "2305", "Trucks", "2024")
    assert cell.value == 721_489 and len(made_from) == 12


def test_moves_in_and_moves_out_are_two_sheets_and_not_one_copied() -> None:
    # Fails if the outflow is a copy of the inflow, which the relay's own files are
    table = PACK.table("irs_migration_2018", "flows", {"fips_reference": "48201"})
    into, out = (read_moves_within(table, direction)[0].value for direction in ("in", "out"))
    assert (into, out) == (155_694, 186_424)
    file = "src/firstlight/pack/tables/irs_migration_2018.flows.parquet"
    root = Path(__file__).parents[3]
    pairs = duckdb.sql(
        f"SELECT direction, sum(returns::INT) FROM '{root / file}' WHERE is_summary = 'False' "
        "AND fips_other <> fips_reference GROUP BY 1"
    ).fetchall()
    assert dict(pairs) == {"in": 6_028_304, "out": 6_028_304}  # each move has both its ends


def test_a_total_of_moves_that_contradicts_its_parts_is_not_given() -> None:
    # Fails if Willacy County's total, which leaves moves between states out, is printed
    table = PACK.table("irs_migration_2018", "flows", {"fips_reference": "48489"})
    cell, cells = read_moves_within(table, "in")
    assert (cell.value, cell.why, cells) == (None, PARTS_DISAGREE, [])
    table = PACK.table("irs_migration_2018", "flows", {"fips_reference": "48301"})
    assert read_moves_within(table, "in")[0].status is Status.SUPPRESSED  # Loving: a blank


def test_shares_of_two_years_have_two_units_and_neither_is_kept(received: Path) -> None:
    # Fails if a share from 0 to 1 and one from 0 to 100 come to stand in one measure
    folder = received / "public" / "services"
    tops = {}
    for name in ("oeps_access_fqhc_mh_sut_county_2020.csv", "oeps_access_fqhc_county_2025.csv"):
        with (folder / name).open(encoding="utf-8") as handle:
            shares = [row["FqhcTmDrP"] for row in csv.DictReader(handle)]
        tops[name[-8:-4]] = max(float(share) for share in shares if share)
    assert tops == {"2020": 1.0, "2025": 100.0}
    kept = CATALOGUE.sources["services_drive_2025"].tables["counties"].columns
    assert set(kept) == {"FIPS", "FqhcAvTmDr"}


@pytest.mark.parametrize(
    ("fips", "value", "status"),
    [
        ("48201", 5.3, "shown"),
        ("02063", None, "not_reportable"),  # 0.0 minutes where no drive was worked out
        ("15005", None, "not_reported"),
        ("72127", None, "not_reported"),
        ("09110", None, "not_reported"),
    ],
)
def test_a_drive_of_no_minutes_is_no_drive(fips: str, value: float | None, status: str) -> None:
    # Fails if the file's zeros and blanks are taken for short drives
    column = Column("services_drive_2025", "counties", "FqhcAvTmDr")
    cell = observe_county(PACK, column, fips, additive=False).quantity.cell
    assert (cell.value, cell.status) == (value, Status(status))


def test_the_list_of_task_forces_is_said_to_be_historic() -> None:
    # Fails if the list of about 2009 to 2011 is entered as today's
    source = CATALOGUE.sources["task_forces_nij_2010"]
    assert source.period == "2009-2011" and "historic" in source.short
    assert any("Nobody has checked" in defect for defect in source.defects)
    table = PACK.table("task_forces_nij_2010", "sites")
    assert len(table.rows) == 41 and table.columns["kind"].count("statewide") == 5


def test_no_place_of_help_or_parking_enters_with_name_address_or_point() -> None:
    # Fails if a site's name, street or coordinates are kept
    for source, table in (("service_sites_2020", "counties"), ("truck_parking_ntad", "sites")):
        kept = " ".join(CATALOGUE.sources[source].tables[table].columns).casefold()
        assert not any(word in kept for word in ("name", "lat", "lon", "address", "city"))
