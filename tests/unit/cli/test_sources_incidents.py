"""src/firstlight/cli/sources_incidents.py: an incident download kept as protected counts."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from firstlight.catalogue import read_catalogue
from firstlight.cli import main
from firstlight.cli.library import open_shipped_library
from firstlight.incidents import looks_like_download
from made_incidents import LAYOUTS, Arrest, Incident, Victim, make_download, write_folder, write_zip


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    monkeypatch.setenv("FIRSTLIGHT_DATA", str(folder))
    return folder


@pytest.fixture
def run(data, capsys):
    def command(*words: str) -> tuple[int, str, str]:
        status = main(["sources", *words])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return command


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_is_kept_zipped_or_not(layout, run, tmp_path):
    # Fails if a layout or a zip is not known as a download, or state, year and months are lost
    download = make_download(layout)
    for given in (
        write_zip(tmp_path / f"{layout}.zip", download),
        write_folder(tmp_path / layout, download, gz=True),
    ):
        status, out, _ = run("load", str(given), "--json")
        told = json.loads(out)
        assert status == 0 and told["series"] == "nibrs_tx"
        assert told["state"] == "TX" and told["year"] == download.year and told["in_use"]
        assert len(told["sha256"]) == 64
        kept = open_shipped_library().incidents["TX"]
        assert kept.years == (download.year,) and kept.given == given.name
        months = {agency.id: len(agency.months) for agency in kept.reporters}
        # the table of months says more than the dates of incidents, in every layout
        assert months["TX0000001"] == 12 and months["TX0000002"] == 3


def test_what_is_kept_holds_no_small_count_and_no_row(run, data, tmp_path):
    # Fails if an exact table is kept, or a count of 1 to 10 comes back from the shelf
    run("load", str(write_folder(tmp_path / "TX", make_download("type_ids"))))
    kept = open_shipped_library().incidents["TX"]
    for table in kept.tables.values():
        cells = [*table.cells.values(), *([table.total] if table.total else [])]
        assert all(cell.value is None or cell.value == 0 or cell.value > 10 for cell in cells)
    assert all(file.rows is None for file in kept.files), "rows of a table are an exact count"
    assert not [name for name in files_of(data) if "csv" in name.lower()]


def test_the_list_shows_it_and_says_who_reported(run, tmp_path):
    # Fails if a kept download is not listed, or is listed as never tried on a publisher's file
    _, before, _ = run("list")
    assert "nibrs " in before.split("NOT HERE, AND CAN BE LOADED")[1]
    run("load", str(write_zip(tmp_path / "TX-2018.zip", make_download("type_ids"))))
    _, page, _ = run("list")
    words = " ".join(page.split())
    assert "NIBRS incident files of TX, protected counts" in words
    assert "from TX-2018.zip, kept as protected counts. Agencies in this download: 3" in words
    assert "Months reported: 20 of 36" in words
    assert max(len(line) for line in page.splitlines()) <= 92
    (entry,) = (
        s for s in json.loads(run("list", "--json")[1])["sources"] if s["loaded_as"] == "2018"
    )
    assert entry["series"] == "nibrs_tx" and entry["in_use"] and entry["state"] == "TX"


def test_a_second_file_of_the_year_takes_its_place_whole(run, tmp_path):
    # Fails if two files of a state and year are added, or the earlier one cannot be gone back to
    first = make_download("type_ids")
    run("load", str(write_folder(tmp_path / "one", first)))
    second = make_download("type_ids")
    second.incidents = [
        Incident(1, (2018, 3, 4), ("35A",), (Victim(None),), (Arrest("35A", 30),))
        for _ in range(31)
    ]
    status, out, _ = run("load", str(write_folder(tmp_path / "two", second)))
    assert status == 0 and "It takes the place of nibrs_tx 2018 whole." in out
    kept = open_shipped_library().incidents["TX"]
    assert kept.tables["totals"].cells["incidents",].value == 31
    assert kept.tables["offenses"].cells["64A",].value == 0, "nothing of the first is left"
    assert run("use", "nibrs_tx", "2018")[0] == 0
    assert open_shipped_library().incidents["TX"].given == "one"
    assert run("use", "nibrs_tx", "shipped")[0] == 0
    assert "TX" not in open_shipped_library().incidents


@pytest.mark.parametrize("table", ["nibrs_arrestee", "nibrs_month", "nibrs_age"])
def test_a_download_without_a_table_says_so_and_never_slips_into_a_better_one(
    table, run, data, tmp_path
):
    # Fails if a poorer file of the year takes the place of a whole one unasked, or silently
    run("load", str(write_folder(tmp_path / "whole", make_download("type_ids"))))
    before = files_of(data)
    poor = write_folder(tmp_path / "poor", make_download("type_ids"), without=(table,))
    status, out, err = run("load", str(poor))
    said = " ".join(err.split())
    assert status == 3 and out == "" and files_of(data) == before
    assert "It holds less than nibrs_tx 2018" in said and "--replace" in said
    assert f"the table {table.upper()}" in said
    status, out, _ = run("check", str(poor))
    assert status == 0 and f"There is no table {table.upper()}. What is lost:" in out
    status, out, _ = run("load", str(poor), "--keep")
    assert status == 0 and open_shipped_library().incidents["TX"].given == "whole"
    status, out, _ = run("load", str(poor), "--replace")
    assert status == 0 and f"There is no table {table.upper()}. What is lost:" in out
    assert "It takes the place of nibrs_tx 2018 whole." in out
    assert "not protected against those of the earlier file" in " ".join(out.split())
    kept = open_shipped_library().incidents["TX"]
    assert kept.given == "poor" and kept.lacks == (table,)
    status, out, _ = run("load", str(tmp_path / "whole"))
    assert status == 0 and open_shipped_library().incidents["TX"].given == "whole"


def test_fewer_agencies_and_months_are_a_loss_too(run, data, tmp_path):
    # Fails if a file with the same tables and fewer agencies replaces a fuller one unasked
    run("load", str(write_folder(tmp_path / "whole", make_download("type_ids"))))
    fewer = make_download("type_ids")
    fewer.agencies = [agency for agency in fewer.agencies if agency.id != 2]
    fewer.incidents = [one for one in fewer.incidents if one.agency != 2]
    status, _, err = run("load", str(write_folder(tmp_path / "fewer", fewer)))
    assert status == 3 and "1 of 3 agencies; 3 of 20 months of agencies" in " ".join(err.split())


def test_what_nobody_knows_of_months_is_kept_as_not_known(run, data, tmp_path):
    # Fails if the kept counts forget that nothing told who reported when
    without = ("nibrs_month", "nibrs_incident")
    poor = write_folder(tmp_path / "poor", make_download("type_ids"), without=without)
    status, out, _ = run("load", str(poor))
    assert status == 0 and "In which months they reported is not known." in out
    assert "Months reported" not in out and "With a month" not in out
    kept = open_shipped_library().incidents["TX"]
    assert kept.months_from == "not known" and kept.agencies_reporting is None


def test_an_older_year_is_kept_and_not_used(run, tmp_path):
    # Fails if the last file loaded wins over the newest year
    run("load", str(write_folder(tmp_path / "new", make_download("from_2021"))))
    _, out, _ = run("load", str(write_folder(tmp_path / "old", make_download("type_ids"))))
    assert "It is kept, and not used" in out
    assert open_shipped_library().incidents["TX"].years == (2022,)
    _, out, _ = run("load", str(tmp_path / "new"))
    assert "These very bytes were loaded before" in out


def test_a_bad_file_leaves_nothing_and_tells_every_fault(run, data, tmp_path):
    # Fails if a fault hides another, or a bad second file touches the first
    run("load", str(write_folder(tmp_path / "good", make_download("type_ids"))))
    before = files_of(data)
    bad = write_folder(tmp_path / "bad", make_download("type_ids"))
    for name in ("nibrs_victim", "nibrs_arrestee"):
        (file,) = (f for f in bad.iterdir() if f.stem.lower() == name)
        file.write_text(file.read_text() + '"1","2","3\n')
    status, out, err = run("load", str(bad))
    assert status == 3 and out == ""
    assert "nibrs_victim.csv" in err.lower() and "nibrs_arrestee.csv" in err.lower()
    assert files_of(data) == before


def test_rows_about_people_are_refused_with_their_columns_alone(run, data, tmp_path):
    # Fails if an export of case files is kept, or a value of it is printed
    bad = write_folder(tmp_path / "bad", make_download("type_ids"))
    (bad / "NIBRS_extra.csv").write_text("victim_name,date_of_birth\nJane Roe,1999-02-03\n")
    status, out, err = run("load", str(bad))
    assert status == 3 and "victim_name" in err
    assert "Roe" not in out + err and "1999" not in out + err
    assert not data.exists() or not files_of(data)


def test_a_download_of_no_state_of_several_years_or_of_another_year(run, data, tmp_path):
    # Fails if a download is kept under a state or year that nobody can vouch for
    nowhere = write_folder(tmp_path / "nowhere", make_download("type_ids"), without=("agencies",))
    status, _, err = run("load", str(nowhere))
    assert status == 3 and "no state that it names" in err
    years = tmp_path / "years"
    write_folder(years / "a", make_download("type_ids"))
    write_folder(years / "b", make_download("type_ids", year=2019, shift=5000))
    status, _, err = run("load", str(years))
    assert status == 3 and "2018, 2019" in err and "each year by itself" in err
    one = write_folder(tmp_path / "one", make_download("type_ids"))
    status, _, err = run("load", str(one), "--as", "nibrs_mn", "--year", "2020")
    assert status == 3 and "It is of TX" in err and "2020 was asked for" in err
    assert not data.exists() or not files_of(data)


def test_check_says_what_it_is_and_writes_nothing(run, data, tmp_path):
    # Fails if checking keeps something
    file = write_zip(tmp_path / "TX-2018.zip", make_download("type_ids"))
    status, out, _ = run("check", str(file))
    assert status == 0 and "release 2018 of nibrs_tx" in out and "Nothing was written." in out
    assert not data.exists()


def test_an_altered_release_is_told_and_never_used(run, data, tmp_path):
    # Fails if counts that were changed on the disk are read
    run("load", str(write_folder(tmp_path / "TX", make_download("type_ids"))))
    (table,) = data.rglob("*.parquet")
    table.write_bytes(table.read_bytes()[:-9])
    status = main(["assess", "48201", "--json"])
    assert status != 0
    assert run("use", "nibrs_tx", "shipped")[0] == 0


def test_other_files_are_not_taken_for_a_download(tmp_path):
    # Fails if a publisher's zip of another series goes the way of incident files
    nibrs = read_catalogue().nibrs
    assert looks_like_download(write_zip(tmp_path / "a.zip", make_download("from_2021")), nibrs)
    other = tmp_path / "agencies.csv"
    other.write_text("fips,estimate\n48201,3\n")
    assert not looks_like_download(other, nibrs)
    broken = tmp_path / "b.zip"
    broken.write_bytes(b"PK\x03\x04 nothing")
    assert not looks_like_download(broken, nibrs)


def test_a_table_about_people_is_refused_by_its_columns_and_a_zip_of_zips_as_such(
    run, data, tmp_path
):
    # Fails if a list of all sources stands where "this file names people" must, or a value is told
    people = tmp_path / "people.csv"
    people.write_text("case_no,victim_name,dob\n17,Invented Person,2001-01-01\n")
    status, out, err = run("load", str(people))
    assert status == 3 and out == "" and "Invented Person" not in err
    assert "columns about single persons: case_no, victim_name, dob" in " ".join(err.split())
    (other := tmp_path / "other.csv").write_text("a,b,c\n1,2,3\n")
    assert "NIBRS incident download of a state and year" in run("load", str(other))[2]
    inner = write_zip(tmp_path / "TX.zip", make_download("type_ids"))
    with zipfile.ZipFile(tmp_path / "double.zip", "w") as outer:
        outer.write(inner, "TX.zip")
    assert "further zips in place of tables" in run("load", str(tmp_path / "double.zip"))[2]
    assert not data.exists() or not files_of(data)
