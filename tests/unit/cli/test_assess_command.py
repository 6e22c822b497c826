"""`firstlight assess` and `places`: what goes wrong is said once, whole, and leaves nothing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from firstlight.cli import main
from firstlight.pack import pack_folder


def test_every_fault_is_told_at_once_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Fails when one fault hides another, or a folder is made before all is well."""
    taken = tmp_path / "taken"
    taken.mkdir()
    status = main(
        ["assess", "Hariss, TX", "Houston, TX", "513", "09001", "99999", "--out", str(taken),
         "--formats", "html,slides", "--detection", "1.2"]
    )  # fmt: skip
    said = capsys.readouterr().err
    assert status == 3
    assert "Harris County, TX (48201)" in said  # unknown: the nearest
    assert "Houston County, TX (48225); city of Houston, TX" in said  # ambiguous: both
    assert "Put the zeros back" in said
    assert "old code" in said and "Capitol Planning Region" in said
    assert "99999 is no county" in said
    assert "slides" in said
    assert "--detection has no source" in said and "1.2" in said
    assert "exists already" in said
    assert list(taken.iterdir()) == []
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


@pytest.mark.parametrize("detection", ["0", "1.2", "often", "0.3..0.1", ""])
def test_a_detection_that_is_no_share_is_refused(
    detection: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Fails when a share of 0 or above 1 reaches the bound."""
    out = tmp_path / "out"
    words = ["--detection", detection, "--detection-source", "somebody", "--out", str(out)]
    assert main(["assess", "48201", *words]) == 3
    assert capsys.readouterr().err and not out.exists()


def test_a_source_that_claims_too_much_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a person types into a report passes the guard too."""
    source = "There is no trafficking here, so one in ten."
    status = main(
        ["assess", "48201", "--out", str(tmp_path / "o"), "--detection", "0.1",
         "--detection-source", source]
    )  # fmt: skip
    assert status == 3
    assert "claims too much" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("source", ["Lt. Smith, by guess", "detective Quark", "ZEBULON SO"])
def test_a_source_that_names_a_person_is_refused_and_not_repeated(
    source: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Fails when an officer's name can be printed as the source of a range."""
    words = ["--detection", "0.1", "--detection-source", source, "--out", str(tmp_path / "o")]
    assert main(["assess", "48201", *words]) == 3
    told = capsys.readouterr().err
    assert "--detection-source" in told
    assert not [name for name in ("Smith", "Quark", "ZEBULON") if name in told]
    assert list(tmp_path.iterdir()) == []


WESTERN = ["36029", "36063", "36037"]


def test_a_group_of_counties_gets_the_name_its_leads_use(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Fails when a typed name is lost, or stands in the place of the counties' codes."""
    assert main(["assess", *WESTERN, "--name", "Western New York Region", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["area"] == "Western New York Region"
    assert document["places"] == WESTERN
    assert document["understood_as"] == [
        "Western New York Region stands for Erie, Niagara and Genesee Counties, NY."
    ]


@pytest.mark.parametrize(
    "name",
    [
        "Zebulon Quark",
        "Maria Region",
        "Region 9",
        "a hub of trafficking",
        "Southern Hotspot Region",
        "High Risk Region",
        "Somali Corridor",
        "",
        "<b>Region</b>",
        "x" * 61,
    ],
)
def test_a_name_that_cannot_be_printed_is_refused(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Fails when a name for an area passes unjudged into every heading."""
    out = str(tmp_path / "o")
    assert main(["assess", *WESTERN, "--name", name, "--out", out]) == 3
    told = capsys.readouterr().err
    assert "--name" in told and "Quark" not in told
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_table_stops_everything_and_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One flipped byte in one table. Fails when the hash is not compared on opening."""
    copy = tmp_path / "pack"
    shutil.copytree(pack_folder(), copy)
    file = copy / "acs_2018_poverty.counties.parquet"
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(bytes(data))
    monkeypatch.setenv("FIRSTLIGHT_PACK", str(copy))
    assert main(["assess", "48201", "--out", str(tmp_path / "out")]) == 3
    assert "acs_2018_poverty.counties.parquet" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_made_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file stands where a folder is wanted."""
    (tmp_path / "file").write_text("x")
    assert main(["assess", "48201", "--out", str(tmp_path / "file" / "out")]) == 3
    assert "cannot be written" in capsys.readouterr().err


def test_without_out_or_json_it_is_bad_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["assess", "48201"]) == 2
    assert main(["assess"]) == 2
    assert main(["no-such-verb"]) == 2
    capsys.readouterr()


def test_faults_as_json_stay_one_document(capsys: pytest.CaptureFixture[str]) -> None:
    """With --json the faults are a document on standard output, and words go to the other."""
    assert main(["assess", "99999", "--json"]) == 3
    document = json.loads(capsys.readouterr().out)
    assert document["error"] == "input" and len(document["faults"]) == 1


def test_json_is_the_assessment_and_a_city_says_what_it_is_taken_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["assess", "city of Houston, TX", "--json"]) == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out)["places"] == ["48157", "48201", "48339"]
    assert "police serve Fort Bend County, Harris County, Montgomery County" in printed.err


def test_a_metropolitan_demonstration_has_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["assess", "Lower Rio Grande Valley", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["area"] == "the Lower Rio Grande Valley area"
    assert document["places"] == ["48215", "48061", "48489", "48427"]


def test_two_runs_give_the_same_bytes(capsys: pytest.CaptureFixture[str]) -> None:
    """Fails when an order depends on a set or on what was assessed before."""
    assert main(["assess", "48201", "48071", "--json"]) == 0
    first = capsys.readouterr().out
    assert main(["assess", "27053", "--json"]) == 0
    capsys.readouterr()
    assert main(["assess", "48201", "48071", "--json"]) == 0
    assert capsys.readouterr().out == first


def test_places_searches(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["places", "harris", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert set(found[0]) == {"fips", "name", "state", "population"}
    assert {"48201", "13145"} <= {county["fips"] for county in found}
    assert main(["places", "zzzz"]) == 3
    assert main(["places", "zzzz", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
