"""`firstlight incidents summarise`: shapes, exit statuses, and what is never printed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from firstlight.base.cell import Cell, Status
from firstlight.catalogue import read_catalogue
from firstlight.cli import main
from firstlight.cli.incidents_protect import protect_tables
from firstlight.incidents import CountTable, Sum
from made_incidents import LAYOUTS, make_download, write_folder, write_zip

SHAPE = {
    "incidents", "agencies", "agencies_with_incidents", "counties", "years", "offenses",
    "victims_by_age", "arrestees_by_age", "months_reported", "tables_missing", "notes",
}  # fmt: skip
BANDS = ["0-12", "13-15", "16-17", "18-24", "25-34", "35+", "unknown"]
STATUSES = {
    "shown", "true_zero", "structural_zero", "not_collected", "not_reported", "refused",
    "suppressed", "not_reportable",
}  # fmt: skip


def run(capsys, *words: str) -> tuple[int, str, str]:
    status = main(["incidents", "summarise", *words])
    printed = capsys.readouterr()
    return status, printed.out, printed.err


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "TX", make_download("type_ids"))


def test_unprotected_json_has_the_shape_with_plain_integers(folder, capsys) -> None:
    """Fails when a key of the contract is lost or a count is no whole number."""
    status, out, err = run(capsys, str(folder), "--json", "--unprotected")
    told = json.loads(out)
    assert status == 0 and set(told) >= SHAPE
    assert "must not leave the agency" in err
    assert told["incidents"] == 11 and told["agencies"] == 3 and told["counties"] == 4
    assert told["agencies_with_incidents"] == 3 and told["years"] == [2018]
    assert told["offenses"]["64A"] == 2 and told["offenses"]["30C"] == 0
    assert list(told["victims_by_age"]["64A"]) == BANDS
    assert told["victims_by_age"]["64A"]["unknown"] == 3
    assert told["arrestees_by_age"]["40A"]["16-17"] == 1
    assert told["months_reported"]["TX0000003"] == [8, 9, 10, 11, 12]
    assert told["tables_missing"] == [] and all(isinstance(n, str) for n in told["notes"])
    assert all(type(n) is int for n in told["offenses"].values())


def test_protected_json_has_values_with_statuses_and_no_small_count(folder, capsys) -> None:
    """Fails when a count of 1 to 10 is printed anywhere in the document."""
    status, out, _ = run(capsys, str(folder), "--json")
    told = json.loads(out)
    assert status == 0 and set(told) >= SHAPE

    def walk(node: object, path: str = "") -> None:
        if isinstance(node, dict):
            if "status" in node:
                assert node["status"] in STATUSES
                of_people = not path.startswith(("/agencies", "/counties"))
                assert not (of_people and node["value"] and 0 < node["value"] <= 10), path
                return
            for key, value in node.items():
                walk(value, f"{path}/{key}")
        elif isinstance(node, list):
            for value in node:
                walk(value, path)

    walk(told)
    assert told["incidents"] == {"value": 11, "status": "shown"}
    assert told["offenses"]["64A"] == {"value": None, "status": "suppressed"}
    assert told["offenses"]["30C"]["status"] == "structural_zero"
    assert told["trafficking"]["64A"]["places"] == {"value": None, "status": "suppressed"}
    for band in BANDS[:3]:
        assert "NIBRS may not record this" in told["arrestees_by_age"]["40A"][band]["note"]


def test_a_page_for_people_with_its_warnings(folder, capsys) -> None:
    """Fails when the printed page loses a warning, or prints a small count."""
    status, out, err = run(capsys, str(folder))
    words = " ".join(out.split())
    assert status == 0 and err == ""
    for told in (
        "11 incidents", "A state's NIBRS is not the state", "No arrests is not the same",
        "It is not a finding of what happened", "suppressed", "Smuggling is not trafficking",
        "Minors arrested: victims under federal law", "They set a floor",
        "Third (TX0000003) reported 5 of 12 months (August to December)",
    ):  # fmt: skip
        assert told in words, told
    assert "64A, commercial sex: suppressed" in words


def test_the_exact_page_says_that_it_must_not_leave(folder, capsys) -> None:
    """Fails when exact counts are printed without the warning on standard error."""
    status, out, err = run(capsys, str(folder), "--unprotected")
    assert status == 0 and "must not leave the agency" in err
    assert "64A, commercial sex: 2 offenses" in out


def test_missing_tables_are_status_0_and_no_offenses_status_3(tmp_path, capsys) -> None:
    """Fails when a missing table ends the count, or a missing offense table does not."""
    part = write_folder(
        tmp_path / "a", make_download("type_ids"), without=("nibrs_victim", "agencies")
    )
    status, out, _ = run(capsys, str(part), "--json", "--unprotected")
    told = json.loads(out)
    assert status == 0 and told["tables_missing"] == ["AGENCIES", "NIBRS_VICTIM"]
    assert told["agencies"] is None and told["counties"] is None
    assert told["victims_by_age"]["64A"]["0-12"] is None
    assert told["offenses"]["64A"] == 2 and told["offenses"]["30C"] == 0
    assert told["lookback"]["incidents"] is None
    status, out, _ = run(capsys, str(part), "--json")
    assert json.loads(out)["victims_by_age"]["64A"]["0-12"]["status"] == "not_reported"
    none = write_folder(tmp_path / "b", make_download("type_ids"), without=("nibrs_offense",))
    status, out, err = run(capsys, str(none), "--json")
    assert status == 3 and json.loads(out)["error"] == "input" and "NIBRS_OFFENSE" in err


def test_every_layout_prints_the_same_counts(tmp_path, capsys) -> None:
    """Fails when the answer depends on the layout."""
    said = []
    for layout in LAYOUTS:
        file = write_zip(tmp_path / f"{layout}.zip", make_download(layout))
        told = json.loads(run(capsys, str(file), "--json", "--unprotected")[1])
        said.append((told["victims_by_age"], told["months_reported"], told["co_occurring"]))
    assert said[0] == said[1] == said[2]


def test_a_person_file_is_status_3_and_nothing_of_it_is_said(tmp_path, capsys) -> None:
    """Fails when a value of a file about people is printed on either stream."""
    (tmp_path / "rms.csv").write_text("Victim Name,DOB\nZyxwvut,1990-01-01\n")
    status, out, err = run(capsys, str(tmp_path), "--json")
    assert status == 3 and "Victim Name, DOB" in err
    assert "Zyxwvut" not in out + err and "1990" not in out + err


def test_too_little_memory_is_a_message(folder, capsys) -> None:
    """Fails when --memory takes nonsense."""
    assert run(capsys, str(folder), "--memory", "1")[0] == 2
    assert run(capsys, str(folder), "--memory", "150", "--json")[0] == 0


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("code,why\n99X,because\n", "no NIBRS offense code"),
        ("code,why\n90B,\n", "no reason for this code"),
        ("code,why\n", "empty"),
        ("offense\n90B\n", "columns code and why"),
    ],
)
def test_a_list_of_your_own_needs_codes_and_reasons(content, what, folder, capsys) -> None:
    """Fails when a code is counted without a reason for it."""
    file = folder.parent / "list.csv"
    file.write_text(content)
    status, _, err = run(capsys, str(folder), "--list", str(file))
    assert status == 3 and what in err


def test_an_unknown_list_is_bad_usage(folder, capsys) -> None:
    """Fails when a mistyped list is ignored."""
    assert run(capsys, str(folder), "--list", "trauncy")[0] == 2


@pytest.mark.parametrize("name", ["x" * 300, "a\0b", "y/" * 3000])
def test_a_list_that_can_be_no_name_of_a_file_is_bad_usage(name, folder, capsys) -> None:
    """Fails when the operating system's refusal of a name ends in a traceback."""
    assert run(capsys, str(folder), "--list", name)[0] == 2


@pytest.mark.parametrize(
    ("without", "said", "never"),
    [
        (
            ("agencies",),
            ["How many agencies and counties is not known", "3 agencies have an in"],
            [],
        ),
        (
            ("nibrs_month", "nibrs_incident"),
            ["How many incidents is not known", "in which months, is not known"],
            ["of 12 months"],
        ),
        (("nibrs_month",), ["Agencies with an incident: 3 of 3", "no table of months"], []),
        (("nibrs_arrestee",), ["incidents cleared: not reported"], ["not at all: not reported"]),
    ],
)
def test_what_a_missing_table_would_have_told_is_said_not_to_be_known(
    without, said, never, tmp_path, capsys
) -> None:
    """Fails when a blank reads as a zero, as a share, or as no English."""
    given = write_folder(tmp_path / "TX", make_download("type_ids"), without=without)
    status, out, _ = run(capsys, str(given))
    words = " ".join(out.split())
    assert status == 0 and all(text in words for text in said), words
    for text in ("0 of 0", "0 of 12", "not reported agencies", "not reported incid", *never):
        assert text not in words, text
    told = json.loads(run(capsys, str(given), "--json")[1])
    if "agencies" in without or "nibrs_incident" in without:
        for part in (told["completeness"], told["minors_arrested"], told["smuggling"]):
            assert part["agencies_reporting"] is None
            assert part["share_of_months_reported"] is None
    if "agencies" in without:
        assert told["completeness"]["agencies"] is None
    if "nibrs_incident" in without:
        assert set(told["months_reported"].values()) == {None}


def test_the_page_sets_the_download_beside_the_list_of_agencies(folder, capsys) -> None:
    """Fails when "3 of 3" stands without saying of what, or a zero nobody could record is a 0."""
    words = " ".join(run(capsys, str(folder))[1].split())
    assert "3 agencies in this download" in words
    assert "Agencies reporting: 3 of 3 in this download." in words
    assert re.search(r"The FBI’s list of today has [\d,]+ agencies of Texas\.", words)
    assert "30C, Smuggling Aliens: – (no agency here could record it)" in words
    assert "Minors arrested for trafficking itself." in words
    assert "1 offenses" not in words


def test_what_bands_without_a_number_would_open_is_hidden() -> None:
    """Thirty-one arrests, thirty of them in a band that is told: the last one is somebody.

    Fails when sums with a part that was not reported are left out of the protection.
    """
    catalogue = read_catalogue()
    told = {("24",): Cell.counted(30), ("35",): Cell.missing(Status.NOT_REPORTED, "no list")}
    tables = {
        "all": CountTable("all", "arrests", ("code",), {("x",): Cell.counted(31)}),
        "bands": CountTable("bands", "arrests", ("of",), told),
    }
    sums = [Sum(("all", "x"), (("bands", "24"), ("bands", "35")))]
    profile = catalogue.disclosure[catalogue.nibrs.rules.profile]
    out = protect_tables(tables, sums, profile=profile)
    shown = {out["all"].cells["x",].value, out["bands"].cells["24",].value}
    assert shown != {31, 30}
