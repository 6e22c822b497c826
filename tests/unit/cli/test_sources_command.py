"""src/firstlight/cli/sources.py: what is in hand, how old it is, and newer files in its place."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from firstlight.catalogue import read_catalogue
from firstlight.cli import main
from made_files import FORMATS, make_file


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


def test_list_names_every_shipped_source_once(run, data):
    # Fails if a source is left out, or listing writes something
    status, out, _ = run("list", "--json")
    listed = json.loads(out)["sources"]
    assert status == 0
    assert sorted(s["id"] for s in listed) == sorted(read_catalogue().sources)
    assert all(s["in_use"] and s["years_old"] >= 0 and s["rows"] > 0 for s in listed)
    assert not data.exists()


def test_the_page_says_what_is_old_first_and_fits_a_terminal(run):
    # Fails if the ages are hidden among the rest, or lines wrap
    _, out, _ = run("list")
    assert out.index("LOOK FOR A NEWER ONE") < out.index("NEWER\n")
    assert max(len(line) for line in out.splitlines()) <= 92
    ages = [int(a) for a in re.findall(r"(\d+) years?$", out.split("NEWER\n")[0], re.MULTILINE)]
    assert ages == sorted(ages, reverse=True) and min(ages) >= 5
    for source in read_catalogue().sources.values():
        assert source.title.split(",")[0][:40] in out


def test_load_list_use_and_back(run, tmp_path):
    # Fails if the words of the page and what is used fall apart
    file = make_file("census_pep", 2024).write(tmp_path)
    status, out, _ = run("load", str(file))
    assert status == 0 and "Assessments use it from now on, for: residents," in out
    assert "To go back: firstlight sources use census_pep shipped" in out
    _, page, _ = run("list")
    assert (
        "Loaded " in page and "co-est2024-alldata.csv" in page and "Not yet tried on a file" in page
    )
    assert "HELD, NOT IN USE" in page
    assert run("use", "census_pep", "shipped")[0] == 0
    listed = json.loads(run("list", "--json")[1])["sources"]
    used = {s["id"]: s["in_use"] for s in listed if "pep" in s["id"]}
    assert used == {"census_pep_2023": True, "loaded_census_pep_2024": False}
    status, out, _ = run("load", str(file), "--json")
    assert json.loads(out)["already_loaded"] and json.loads(out)["in_use"]


def test_a_file_that_no_measure_reads_is_not_said_to_be_used(run, tmp_path):
    # Fails if a load promises an effect on assessments that it does not have
    out = run("load", str(make_file("osha_inspections", 2022).write(tmp_path)))[1]
    assert "No measure of an assessment reads it yet." in out


def test_what_could_be_loaded_is_listed(run):
    # Fails if a person has to guess which publishers' files are known
    page = run("list")[1].split("NOT HERE, AND CAN BE LOADED")[1]
    assert "dol_whd" in page and "DOL Wage and Hour cases" in page and "{" not in page
    listed = json.loads(run("list", "--json")[1])["loadable"]
    assert {entry["series"] for entry in listed} == set(FORMATS)


def test_check_without_a_file_checks_the_tables(run):
    status, out, _ = run("check")
    assert status == 0 and re.fullmatch(r"All \d+ tables in use are the ones .*\n", out)


def test_check_with_a_file_says_what_it_is_and_writes_nothing(run, data, tmp_path):
    file = make_file("bls_laus", 2024).write_workbook(tmp_path)
    status, out, _ = run("check", str(file))
    assert status == 0 and "Local Area Unemployment Statistics" in out
    assert "release 2024 of bls_laus" in out and "Nothing was written." in out
    assert not data.exists()


@pytest.mark.parametrize("verb", ["check", "load"])
def test_every_fault_is_listed_with_status_3_and_nothing_is_written(verb, run, data, tmp_path):
    # Fails if the command stops at the first fault
    made = make_file("census_pep", 2024)
    made.rows[3][made.at("POPESTIMATE{year}")] = "many"
    made.rows[9][made.at("POPESTIMATE2020")] = "few"
    made.rows.append(list(made.rows[20]))
    status, out, err = run(verb, str(made.write(tmp_path)), "--json")
    assert status == 3
    rows = [fault["row"] for fault in json.loads(out)["faults"]]
    assert rows == [5, 11, len(made.rows) + 1]
    assert "3 things are wrong" in err
    assert not data.exists()


def test_measures_that_cannot_follow_are_told(run, tmp_path):
    # Fails if a reader is left to think that every measure is of the new file
    run("load", str(make_file("acs_vehicles", 2023).write(tmp_path)))
    _, page, _ = run("list")
    assert "MEASURES THAT STAY WITH THE SHIPPED RELEASE" in page and "under_18:" in page


def test_a_source_of_which_a_part_was_replaced_is_still_in_use(run, tmp_path):
    # Fails if the shipped source, whose other tables are read, is called unused
    run("load", str(make_file("hud_pit", 2024).write(tmp_path)))
    assert "In part replaced by hud_pit 2024." in run("list")[1]
    listed = json.loads(run("list", "--json")[1])["sources"]
    assert {s["id"]: s["in_use"] for s in listed if "pit" in s["id"]} == {
        "hud_pit_2018": True,
        "hud_pit_2023": True,
        "loaded_hud_pit_2024": True,
    }


def test_an_assessment_in_the_same_process_sees_the_choice(run, tmp_path, capsys):
    # Fails if the library that was opened first is kept whatever is used now
    def period() -> str:
        assert main(["assess", "48201", "--json"]) == 0
        figures = json.loads(capsys.readouterr().out)["figures"]
        return next(f["period"] for f in figures if f["id"] == "residents.48201")

    assert period() == "2023"
    run("load", str(make_file("census_pep", 2024).write(tmp_path)))
    assert period() == "2024"
    run("use", "census_pep", "shipped")
    assert period() == "2023"


def test_fetch_without_a_contact_asks_nobody(run, data):
    status, _, err = run("fetch", "bls_laus")
    assert status == 3 and "FIRSTLIGHT_CONTACT" in err
    assert not data.exists()


def test_a_series_is_one_of_the_catalogue(run, data, tmp_path):
    # Fails if the name of a series is a way out of the data folder
    victim = tmp_path / "victim"
    (victim / "x").mkdir(parents=True)
    status, out, _ = run("use", "bls_laus/../../../victim", "shipped", "--json")
    assert status == 3 and "no series" in json.loads(out)["faults"][0]["what"]
    assert not (victim / "in_use").exists()


def test_usage_errors_and_choices_are_json_too(run, tmp_path, capsys):
    # Fails if --json leaves the reader with nothing on the page, or is refused
    run("load", str(make_file("census_pep", 2024).write(tmp_path)))
    status, out, _ = run("use", "census_pep", "shipped", "--json")
    assert (status, json.loads(out)) == (0, {"series": "census_pep", "in_use": "shipped"})
    status, out, err = run("use", "--json")
    assert status == 2 and json.loads(out)["error"] == "usage" and "Missing argument" in err
    assert main(["template", "notes", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert main(["template", "notes"]) == 0
    assert document == {"kind": "notes", "text": capsys.readouterr().out}
