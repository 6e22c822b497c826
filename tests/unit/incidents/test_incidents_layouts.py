"""Every layout of a download, packed or not, says the same."""

from __future__ import annotations

import gzip
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from firstlight.base.cell import Status
from firstlight.base.errors import InputFaults
from made_incidents import LAYOUTS, MadeAgency, as_text, make_download, write_folder, write_zip
from unit.incidents.conftest import numbers

# worked out by hand from `made_incidents.a_year`
VICTIMS_64A = {"0-12": 2, "13-15": 2, "18-24": 1, "25-34": 1, "35+": 1, "unknown": 3}
OFFENSES = {
    "64A": 2, "64B": 1, "40A": 2, "40C": 1, "35A": 1, "100": 1, "13A": 2, "13B": 1, "13C": 1,
    "11A": 2, "23C": 1,
}  # fmt: skip


def check_made_year(summary) -> None:
    """The made year, whatever its layout."""
    assert numbers(summary, "totals")["incidents",] == 11
    assert {code: n for (code,), n in numbers(summary, "offenses").items()} == OFFENSES
    victims = numbers(summary, "victims_by_age")
    assert {band: n for (code, band), n in victims.items() if code == "64A"} == VICTIMS_64A
    arrests = numbers(summary, "arrestees_by_age")
    assert arrests["64A", "0-12"] == 1 and arrests["64A", "35+"] == 1
    assert arrests["40A", "16-17"] == 1 and arrests["40A", "18-24"] == 1
    assert arrests["23C", "13-15"] == 2 and arrests["35A", "16-17"] == 1
    assert [agency.id for agency in summary.agencies] == ["TX0000001", "TX0000002", "TX0000003"]
    assert summary.counties == ("TX ALPHA", "TX BETA", "TX DOUGLAS", "TX TODD")
    months = {agency.id: [m for _, m in agency.months] for agency in summary.agencies}
    assert months["TX0000002"] == [1, 2, 3]
    assert months["TX0000003"] == [8, 9, 10, 11, 12]
    assert summary.completeness == pytest.approx(20 / 36)
    assert numbers(summary, "clearance_64A") == {("arrest",): 1, ("B",): 1}
    assert numbers(summary, "places_64A") == {("Hotel/Motel/Etc.",): 2}
    assert numbers(summary, "pairs")["35A", "64A"] == 1
    # XR 1, BG 1 (also kidnapping), SE 1 (also a sex offense); every incident once
    assert numbers(summary, "lookback")["partner",] == 2
    assert numbers(summary, "totals")["lookback",] == 9
    assert numbers(summary, "lookback_minor") == {("sex_offenses",): 1}
    assert summary.agencies_with_incidents == 3


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layout_gives_the_known_answers(layout: str, tmp_path: Path, read) -> None:
    """Fails when a layout's keys, dates, ages or column names are read another way."""
    summary = read(write_folder(tmp_path / "TX", make_download(layout)))
    check_made_year(summary)
    assert summary.layouts == (layout,)
    assert summary.tables_missing == ()
    assert summary.months_from == "month table"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_packed_and_nested_is_the_same(layout: str, tmp_path: Path, read) -> None:
    """Fails when a folder in a zip, or .csv.gz, hides a table."""
    check_made_year(read(write_zip(tmp_path / "TX.zip", make_download(layout))))
    check_made_year(read(write_folder(tmp_path / "gz", make_download(layout), gz=True)))


def test_letters_and_names_around_do_not_matter(tmp_path: Path, read) -> None:
    """Fails when names of files or columns are read by their letters' size or must stand alone."""
    download = make_download("type_ids")
    for name, rows in download.build().items():
        rows = [[cell.lower() for cell in rows[0]], *rows[1:]]
        (tmp_path / f"TX-2018_{name.upper()}.CSV").write_bytes(as_text(rows))
    check_made_year(read(tmp_path))


def test_lists_of_codes_may_lie_below(tmp_path: Path, read) -> None:
    """Fails when code lists in a folder of their own are not found."""
    write_folder(tmp_path, make_download("type_ids"))
    (tmp_path / "lookups").mkdir()
    for name in ("AGE", "OFFENSE_TYPE", "VICTIM_TYPE", "RELATIONSHIP", "LOCATION_TYPE"):
        file = f"NIBRS_{name}.csv"
        (tmp_path / file).rename(tmp_path / "lookups" / file)
    check_made_year(read(tmp_path))


def test_several_years_and_layouts_add_up(tmp_path: Path, read) -> None:
    """Fails when keys of one part meet another's, or an agency is counted once a year."""
    write_folder(tmp_path / "TX-2018", make_download("type_ids"))
    write_zip(tmp_path / "TX-2022.zip", make_download("from_2021"))
    summary = read(tmp_path)
    assert summary.years == (2018, 2022)
    assert numbers(summary, "totals")["incidents",] == 22
    assert numbers(summary, "offenses")["64A",] == 4
    assert len(summary.agencies) == 3
    assert (2018, 8) in summary.agencies[2].months and (2022, 8) in summary.agencies[2].months
    by_year = numbers(summary, "minors_arrested_by_year")
    assert by_year["40A", "2018"] == by_year["40A", "2022"] == 1


def test_the_same_months_in_two_downloads_are_refused(tmp_path: Path, read) -> None:
    """Fails when a download that lies there twice is counted twice."""
    write_folder(tmp_path / "a", make_download("type_ids"))
    write_folder(tmp_path / "b", make_download("type_ids", shift=5000))
    with pytest.raises(InputFaults) as error:
        read(tmp_path)
    assert "would be counted twice" in str(error.value) and "2018" in str(error.value)


def test_group_b_is_counted_where_its_table_is(tmp_path: Path, read) -> None:
    """Fails when curfew arrests are a 0 in a download that cannot hold them."""
    with_table = read(write_folder(tmp_path / "new", make_download("from_2021")))
    assert numbers(with_table, "list_minors")["90B",] == 1
    assert numbers(with_table, "list_arrests")["90B",] == 3
    without = read(write_folder(tmp_path / "old", make_download("type_ids")))
    cell = without.tables["list_minors"].cells["90B",]
    assert cell.status is Status.NOT_REPORTED and cell.value is None
    assert without.tables["list_arrests"].cells["90I",].status is Status.STRUCTURAL_ZERO


def test_of_2022_the_table_of_group_b_is_expected(tmp_path: Path, read) -> None:
    """Fails when a download of 2022 without Group B does not say so, or one of 2021 does."""
    late = make_download("from_2021")
    lacking = read(write_folder(tmp_path / "a", late, without=("nibrs_arrestee_groupb",)))
    assert lacking.tables_missing == ("nibrs_arrestee_groupb",)
    early = make_download("from_2021", year=2021)
    whole = read(write_folder(tmp_path / "b", early, without=("nibrs_arrestee_groupb",)))
    assert whole.tables_missing == ()


TABLES = (
    "nibrs_incident", "nibrs_victim", "nibrs_victim_offense", "nibrs_victim_offender_rel",
    "nibrs_arrestee", "nibrs_month", "agencies", "nibrs_offense_type", "nibrs_age",
    "nibrs_victim_type", "nibrs_relationship", "nibrs_location_type", "nibrs_cleared_except",
)  # fmt: skip
LOST = {
    "nibrs_incident": ("totals", ("incidents",)),
    "nibrs_victim": ("victims_by_age", ("64A", "0-12")),
    "nibrs_victim_offense": ("victims_by_age", ("64A", "0-12")),
    "nibrs_victim_offender_rel": ("totals", ("lookback",)),
    "nibrs_arrestee": ("arrestees_by_age", ("64A", "35+")),
    "nibrs_offense_type": ("offenses", ("64A",)),
    "nibrs_relationship": ("lookback", ("partner",)),
}


@pytest.mark.parametrize("table", TABLES)
def test_a_missing_table_is_named_and_the_rest_is_counted(table: str, tmp_path: Path, read) -> None:
    """Fails when a count that needs a missing table is a number, or others are lost with it."""
    summary = read(write_folder(tmp_path, make_download("type_ids"), without=(table,)))
    assert table in summary.tables_missing
    assert any(table.upper() in note.text for note in summary.notes)
    if table in LOST:
        name, key = LOST[table]
        cell = summary.tables[name].cells[key]
        assert cell.status is Status.NOT_REPORTED and cell.value is None
    if table != "nibrs_offense_type":
        assert {c: n for (c,), n in numbers(summary, "offenses").items()} == OFFENSES


def test_without_a_month_table_months_are_those_of_incidents(tmp_path: Path, read) -> None:
    """Fails when the months of incidents are not used, or not said to be."""
    summary = read(write_folder(tmp_path, make_download("type_ids"), without=("nibrs_month",)))
    months = {agency.id: [m for _, m in agency.months] for agency in summary.agencies}
    assert months == {"TX0000001": [1, 2], "TX0000002": [1, 2], "TX0000003": [8, 9, 10, 12]}
    assert summary.months_from == "dates of incidents"
    assert any("dates of incidents" in note.text for note in summary.notes)


def test_an_agency_without_a_month_or_an_incident_is_not_reported(tmp_path: Path, read) -> None:
    """Fails when the silence of an agency is a zero, or keeps a sum from being protected."""
    download = make_download("type_ids")
    quiet = MadeAgency(4, "TX0000004", "Quiet", county="ALPHA", months=())
    download = replace(download, agencies=[*download.agencies, quiet])
    summary = read(write_folder(tmp_path, download, without=("nibrs_month",)))
    for kind in ("incidents", "trafficking", "lookback"):
        name = f"{kind}_by_agency"
        table = summary.tables[name]
        cell = table.cells["TX0000004",]
        assert cell.status is Status.NOT_REPORTED and cell.value is None
        told = [c.value for c in table.cells.values() if c.value is not None]
        assert len(told) == 3 and table.total is not None and sum(told) == table.total.value
        sums = [one for one in summary.sums if any(name in key[:1] for key in one.parts)]
        assert sums and not [one for one in sums if (name, "TX0000004") in one.parts]


def test_a_code_no_list_names_is_counted_as_unmapped(tmp_path: Path, read) -> None:
    """Fails when a row with an unknown code is dropped in silence."""
    download = make_download("type_ids")
    write_folder(tmp_path, download)
    rows = download.tables["NIBRS_OFFENSE"]
    rows[1][3] = "999"
    (tmp_path / "NIBRS_OFFENSE.csv").write_bytes(as_text(rows))
    summary = read(tmp_path)
    assert numbers(summary, "offenses")["unmapped",] == 1
    assert any(note.id == "unmapped" and note.count == 1 for note in summary.notes)


def test_rows_that_stand_twice_count_once_and_are_told(tmp_path: Path, read) -> None:
    """Fails when a month that was put in twice doubles the counts."""
    download = make_download("from_2021")
    write_folder(tmp_path, download)
    for name in ("NIBRS_INCIDENT", "NIBRS_OFFENSE", "NIBRS_VICTIM", "NIBRS_ARRESTEE"):
        rows = download.tables[name]
        (tmp_path / f"{name}.csv").write_bytes(as_text([*rows, *rows[1:]]))
    summary = read(tmp_path)
    check_made_year(summary)
    assert len([note for note in summary.notes if note.id == "doubled_rows"]) == 4


def test_a_doubled_month_is_one_month_and_told(tmp_path: Path, read) -> None:
    """Fails when a month under two numbers is two months."""
    download = make_download("type_ids")
    write_folder(tmp_path, download)
    rows = download.tables["NIBRS_MONTH"]
    again = [[r[0], str(int(r[1]) + 900), *r[2:]] for r in rows[1:] if r[2] == "3"]
    (tmp_path / "NIBRS_MONTH.csv").write_bytes(as_text([*rows, *again]))
    summary = read(tmp_path)
    check_made_year(summary)
    assert any(note.id == "doubled_months" and ": 5." in note.text for note in summary.notes)


def test_rows_that_join_nothing_are_told_and_most_are_a_fault(tmp_path: Path, read) -> None:
    """Fails when keys that do not join vanish, or tables of two downloads pass as one."""
    download = make_download("type_ids")
    write_folder(tmp_path, download)
    rows = [list(row) for row in download.tables["NIBRS_OFFENSE"]]
    rows[-1][2] = "777777"
    (tmp_path / "NIBRS_OFFENSE.csv").write_bytes(as_text(rows))
    summary = read(tmp_path)
    lost = [note for note in summary.notes if note.id == "unjoined"]
    assert any("NIBRS_OFFENSE that belong" in note.text and note.count == 1 for note in lost)
    assert numbers(summary, "offenses")["23C",] == 1
    for row in rows[1:]:
        row[2] = "7" + row[2]
    (tmp_path / "NIBRS_OFFENSE.csv").write_bytes(as_text(rows))
    with pytest.raises(InputFaults, match="not of one download"):
        read(tmp_path)


def test_a_month_before_an_agency_began_is_no_report(tmp_path: Path, read) -> None:
    """Fails when a few early incidents make a silent month a reported one."""
    download = make_download("from_2021")
    first = download.agencies[2]
    began = type(first)(**{**vars(first), "start": "2022-10-01"})
    download.agencies = (*download.agencies[:2], began)
    summary = read(write_folder(tmp_path, download, without=("nibrs_month",)))
    assert [m for _, m in summary.agencies[2].months] == [10, 12]
    assert any(note.id == "before_start" and note.count == 3 for note in summary.notes)


def test_latin_text_is_read_and_told(tmp_path: Path, read) -> None:
    """Fails when one agency's name in another encoding stops the count."""
    download = make_download("type_ids")
    write_folder(tmp_path, download)
    text = as_text(download.tables["agencies"]).replace(b"First", b"Ca\xf1on")
    (tmp_path / "agencies.csv").write_bytes(text)
    summary = read(tmp_path)
    check_made_year(summary)
    assert summary.agencies[0].name == "Ca\u00f1on"
    assert any(note.id == "latin" for note in summary.notes)


def test_the_parts_of_a_run_leave_nothing_behind(tmp_path: Path, read, monkeypatch) -> None:
    """Fails when the folder for unpacking stays."""
    monkeypatch.setenv("TMPDIR", str(tmp_path / "scratch"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "scratch"))
    (tmp_path / "scratch").mkdir()
    read(write_zip(tmp_path / "TX.zip", make_download("type_ids")))
    assert list((tmp_path / "scratch").iterdir()) == []


def test_every_file_read_has_its_hash(tmp_path: Path, read) -> None:
    """Fails when a figure cannot be walked back to the bytes it came from."""
    import hashlib

    file = write_zip(tmp_path / "TX.zip", make_download("type_ids"))
    summary = read(file)
    offenses = next(f for f in summary.files if f.table == "nibrs_offense")
    assert offenses.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    assert offenses.hash_of == "TX.zip" and offenses.rows == 15
    assert offenses.file == "TX.zip/TX/NIBRS_OFFENSE.csv"


def test_gz_in_a_zip_is_read(tmp_path: Path, read) -> None:
    """Fails when a packed table in a packed folder is not found."""
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as packed:
        for name, rows in make_download("from_2021").build().items():
            packed.writestr(f"DC/{name}.csv.gz", gzip.compress(as_text(rows)))
    check_made_year(read(tmp_path / "x.zip"))


def test_a_key_that_is_no_number_joins_nothing_and_is_told(tmp_path: Path, read) -> None:
    """Fails when the engine reads a column as numbers and ends at the first that is none."""
    download = make_download("from_2021")
    write_folder(tmp_path, download)
    rows = [list(row) for row in download.tables["NIBRS_VICTIM"]]
    rows[-1][1] = "x77"
    (tmp_path / "NIBRS_VICTIM.csv").write_bytes(as_text(rows))
    summary = read(tmp_path)
    assert any(note.id == "no_key" and note.count == 1 for note in summary.notes)
    assert numbers(summary, "offenses")["64A",] == 2


def test_links_that_stand_twice_count_a_victim_once(tmp_path: Path, read) -> None:
    """Fails when a doubled table of links alone doubles the victims."""
    download = make_download("type_ids")
    write_folder(tmp_path, download)
    rows = download.tables["NIBRS_VICTIM_OFFENSE"]
    (tmp_path / "NIBRS_VICTIM_OFFENSE.csv").write_bytes(as_text([*rows, *rows[1:]]))
    check_made_year(read(tmp_path))
