"""A missing table never becomes a zero, a smaller number, or a sentence about who reported."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from firstlight.base.cell import Status
from firstlight.incidents import BANDS, INCIDENT_DATES, MONTHS_UNKNOWN
from made_incidents import Arrest, Incident, Victim, make_download, write_folder
from unit.incidents.conftest import numbers

AGES = ("0-12", "35+", "unknown")  # what an age code that is no number can stand for


def made(tmp_path: Path, *without: str, layout: str = "type_ids"):
    return write_folder(tmp_path, make_download(layout), without=without)


def test_without_months_and_incidents_nobody_reported_no_month(tmp_path: Path, read) -> None:
    """Fails when agencies of which nothing says when they reported are said to be silent."""
    summary = read(made(tmp_path, "nibrs_month", "nibrs_incident"))
    assert summary.months_from == MONTHS_UNKNOWN
    assert summary.completeness is None and summary.agencies_reporting is None
    told = " ".join(note.text for note in summary.notes)
    assert "In which months agencies reported is not known" in told
    assert " of 12 months" not in told and "agencies reported all" not in told
    for zero in summary.zeros.values():
        assert zero.kind == "structural" or "not known" in zero.means[0]
    for kind in ("incidents", "trafficking", "lookback"):
        for name in (f"{kind}_by_agency", f"{kind}_by_county"):
            cells = summary.tables[name].cells.values()
            assert {cell.status for cell in cells} == {Status.NOT_REPORTED}
            assert {cell.why for cell in cells} == {"there is no table NIBRS_INCIDENT"}, name


def test_without_agencies_it_is_not_known_how_many_reported(tmp_path: Path, read) -> None:
    """Fails when no list of agencies reads as a list of none."""
    summary = read(made(tmp_path, "agencies"))
    assert not summary.agencies_known and summary.agencies_with_incidents == 3
    assert summary.completeness is None and summary.agencies_reporting is None
    assert any("How many agencies could have reported" in note.text for note in summary.notes)


def test_without_months_an_agency_without_an_incident_is_not_said_to_be_silent(
    tmp_path: Path, read
) -> None:
    """Fails when months read from dates make "0 of 12 months" of an agency without an incident."""
    download = make_download("type_ids")
    download = replace(download, incidents=[i for i in download.incidents if i.agency != 2])
    summary = read(write_folder(tmp_path, download, without=("nibrs_month",)))
    assert summary.months_from == INCIDENT_DATES
    told = [note.text for note in summary.notes if note.id == "months"]
    assert any("has no incident; in which months it reported is not known" in t for t in told)
    assert not any("reported 0 of" in t for t in told)
    why = summary.tables["incidents_by_agency"].cells["TX0000002",].why
    assert why == "it has no incident, and there is no table of months"


@pytest.mark.parametrize("table", ["nibrs_age", "nibrs_victim_type"])
def test_bands_that_a_list_of_codes_feeds_need_the_list(table: str, tmp_path: Path, read) -> None:
    """Fails when newborns, people over 98 or unknown ages are counted without their list."""
    whole = numbers(read(made(tmp_path / "whole")), "victims_by_age")
    cells = read(made(tmp_path / "part", table)).tables["victims_by_age"].cells
    for band in BANDS:
        cell = cells["64A", band]
        if band in AGES:
            assert cell.status is Status.NOT_REPORTED and cell.value is None, band
        else:
            assert cell.value == whole.get(("64A", band), 0), band


def test_minors_need_the_list_of_ages(tmp_path: Path, read) -> None:
    """Fails when minors are counted though some ages cannot be read."""
    summary = read(made(tmp_path, "nibrs_age"))
    for name, key in (
        ("minors_arrested", ("40A",)),
        ("list_minors", ("40A",)),
        ("minors_by_county", ("TX: ALPHA", "40A")),
        ("lookback_minor", ("sex_offense",)),
    ):
        cells = summary.tables[name].cells
        cell = cells.get(key) or next(iter(cells.values()))
        assert cell.status is Status.NOT_REPORTED, name
    assert summary.tables["list_arrests"].cells["40A",].value == 2


def test_where_ages_are_codes_alone_no_band_is_a_number(tmp_path: Path, read) -> None:
    """Fails when everybody is counted as of unknown age, and every band as none."""
    download = make_download("type_ids")
    tables = download.build()
    name = next(one for one in tables if one.upper() == "NIBRS_ARRESTEE")
    header, *rows = tables[name]
    gone = [place for place, one in enumerate(header) if one.upper().startswith("AGE_N")]
    keep = [place for place in range(len(header)) if place not in gone]
    folder = write_folder(tmp_path, download, without=("nibrs_age",))
    (file,) = [f for f in folder.rglob("*") if f.stem.upper() == "NIBRS_ARRESTEE"]
    lines = [[row[place] for place in keep] for row in (header, *rows)]
    file.write_text("".join(",".join(line) + "\n" for line in lines))
    cells = read(folder).tables["arrestees_by_age"].cells
    assert {cells["64A", band].status for band in BANDS} == {Status.NOT_REPORTED}


def test_without_the_table_of_group_b_their_arrests_are_not_a_part_of_them(
    tmp_path: Path, read
) -> None:
    """Fails when arrests that stand beside larger offenses are given for all of a Group B code."""
    download = make_download("from_2021")
    beside = Incident(1, (2022, 3, 3), ("35A",), (Victim(None),), (Arrest("90B", 15),))
    download = replace(download, incidents=[*download.incidents, beside])
    summary = read(write_folder(tmp_path, download, without=("nibrs_arrestee_groupb",)))
    assert "nibrs_arrestee_groupb" in summary.tables_missing
    assert summary.tables["arrestees_by_age"].cells["90B", "13-15"].value is None
    assert summary.tables["totals"].cells["arrestee records",].value is None
    assert summary.tables["arrestees_by_age"].cells["64A", "35+"].value == 1


def test_without_the_codes_of_offenses_nothing_is_there_to_read_again(tmp_path: Path, read) -> None:
    """Fails when the whole of the look-back is 0 because no code could be read."""
    summary = read(made(tmp_path, "nibrs_offense_type"))
    assert summary.tables["totals"].cells["lookback",].status is Status.NOT_REPORTED


def test_minors_arrested_for_trafficking_itself_are_counted_by_county(tmp_path: Path, read) -> None:
    """Fails when the arrests of minors of a county leave trafficking out."""
    summary = read(made(tmp_path))
    found = numbers(summary, "minors_by_county")
    assert sum(n for (_, code), n in found.items() if code == "64A") == 1
    assert summary.tables["minors_arrested"].cells["64A",].value == 1
    by_group = [one for one in summary.sums if one.total == ("minors_arrested", "64A")]
    assert any("minors_by_county" in key for one in by_group for key in one.parts)
