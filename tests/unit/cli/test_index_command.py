"""src/firstlight/cli/index.py, asked as a terminal asks it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from firstlight.catalogue import read_catalogue
from firstlight.cli import main
from made_files import COUNTIES

VALUES = [part.column for part in read_catalogue().composites["cdc_svi_2022"].components]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Invented counties of two states, codes without leading zeros, own EPL_HBURD all wrong."""
    file = tmp_path / "in.csv"
    with file.open("w", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["FIPS", *VALUES, "EPL_HBURD"])
        first = ["9110", "9120", "48201", "48001", "1001"]
        rest = [code for code in COUNTIES if code.lstrip("0") not in first and code < "72"]
        for index, code in enumerate([*first, *rest]):
            writer.writerow([code, *((index * 3 + k) % 7 for k in range(len(VALUES))), "0.5"])
    return file


def test_one_row_a_row_in_the_publishers_names(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Fails when rows move, a zero is lost, or the disagreement is not told in both ways."""
    out = tmp_path / "out.csv"
    words = ["index", "compute", "cdc_svi_2022", "--input", str(source), "--out", str(out)]
    assert main([*words, "--json"]) == 0
    printed = capsys.readouterr()
    document = json.loads(printed.out)
    rows = list(csv.DictReader(out.open()))
    assert [row["FIPS"] for row in rows][:5] == ["09110", "09120", "48201", "48001", "01001"]
    assert list(rows[0]) == document["columns"]
    assert set(document["disagreements"]) == {"EPL_HBURD"}
    assert document["disagreements"]["EPL_HBURD"] >= 4
    assert "EPL_HBURD" in printed.err and "disagrees with itself" in printed.err
    # nothing is replaced
    before = out.read_bytes()
    assert main(words) == 3
    assert "exists already" in capsys.readouterr().err
    assert out.read_bytes() == before


def test_faults_leave_nothing(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Fails when something is written before the input is known to be right."""
    source.write_text(source.read_text().replace("EP_AGE65", "EP_AGE"), encoding="utf-8")
    out = tmp_path / "none" / "out.csv"
    words = ["index", "compute", "cdc_svi_2022", "--input", str(source), "--out", str(out)]
    assert main([*words, "--json"]) == 3
    told = json.loads(capsys.readouterr().out)["faults"]
    assert {fault["column"] for fault in told} >= {"", "EP_AGE65"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv"]


def test_an_unknown_index_is_bad_usage(capsys: pytest.CaptureFixture[str]) -> None:
    """Fails when a mistyped name is answered with a traceback."""
    assert main(["index", "compute", "cdc_svi_2021", "--input", "a", "--out", "b"]) == 2
    assert "Nearest: cdc_svi_20" in capsys.readouterr().err


def test_the_list_names_every_index(capsys: pytest.CaptureFixture[str]) -> None:
    """Fails when an entry is left out."""
    assert main(["index", "list", "--json"]) == 0
    listed = {entry["id"] for entry in json.loads(capsys.readouterr().out)}
    assert listed == set(read_catalogue().composites)


def test_a_row_of_no_state_stops_the_command_and_one_of_no_county_is_told(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Fails when the command does not tell which counties there were in the file's year."""
    given = source.read_text()
    out = tmp_path / "out.csv"
    words = ["index", "compute", "cdc_svi_2022", "--input", str(source), "--out", str(out)]
    source.write_text(given.replace("48001,", "99001,"), encoding="utf-8")
    assert main(words) == 3
    assert "row 5" in capsys.readouterr().err and not out.exists()
    source.write_text(given.replace("48001,", "48002,"), encoding="utf-8")
    assert main(words) == 0
    assert "1 row has a code of no county of that year" in capsys.readouterr().err
