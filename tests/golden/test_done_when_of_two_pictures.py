"""Line 1 of what the issue on two pictures must show, by the command, on received files."""

from __future__ import annotations

import csv
import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from firstlight.assessment import open_library
from firstlight.cli import main


def summarise(capsys: pytest.CaptureFixture[str], folder: Path, *words: str) -> Any:
    assert main(["incidents", "summarise", str(folder), "--json", *words]) == 0
    return json.loads(capsys.readouterr().out)


def test_minnesota_2018_by_the_command(received: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """18,779 incidents, 73 agencies, 70 with incidents, 20 counties, six offenses of 64A.

    Fails when rows are joined, agencies of two counties split, or months read another way.
    """
    told = summarise(capsys, received / "nibrs" / "mn2018", "--unprotected")
    assert told["incidents"] == 18_779
    assert (told["agencies"], told["agencies_with_incidents"]) == (73, 70)
    assert told["counties"] == 20
    assert told["trafficking"]["64A"]["offenses"] == 6
    assert told["trafficking"]["64B"]["offenses"] == 0
    words = " ".join(told["notes"])
    assert "Agencies in several counties, each counted once: 3" in words
    assert "Agencies for which the list names no county: 1 of 73" in words


def test_minnesota_2018_as_it_may_leave(received: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same by default: six offenses are hidden, the large counts are true.

    Fails when a small count leaves without the word for exact counts, or a large one is altered.
    """
    told = summarise(capsys, received / "nibrs" / "mn2018")
    assert told["trafficking"]["64A"]["offenses"] == {"value": None, "status": "suppressed"}
    assert told["incidents"] == {"value": 18_779, "status": "shown"}


def test_the_district_2021_and_what_its_zero_can_mean(
    received: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """30,813 incidents, none of trafficking; its police reported August to December only.

    Fails when the zero is told without the months, or without what it can mean.
    """
    told = summarise(capsys, received / "nibrs" / "dc2021")
    assert told["incidents"]["value"] == 30_813
    for code in ("64A", "64B"):
        assert told["trafficking"][code]["offenses"] == {"value": 0, "status": "true_zero"}
        zero = told["zeros"][code]
        assert zero["kind"] == "recorded none"
        assert zero["means"][0] == (
            "Washington (DCMPD0000) reported 5 of 12 months (August to December)."
        )
        assert "It may have been recorded under another code." in zero["means"]
        assert "For months that were not reported nothing is known." in zero["means"]


def test_the_district_2021_loaded_and_assessed(
    received: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """`sources load`, then `assess` of the District: a zero on the police side, told as that.

    Fails when agencies without a county are lost in a state that is one county, or a zero of
    five months is compared as a zero.
    """
    monkeypatch.setenv("FIRSTLIGHT_DATA", str(tmp_path / "data"))
    assert main(["sources", "load", str(received / "nibrs" / "dc2021")]) == 0
    assert "Months with an incident: 17 of 24." in capsys.readouterr().out
    assert main(["assess", "11001", "--json"]) == 0
    made = json.loads(capsys.readouterr().out)
    figures = {figure["id"]: figure for figure in made["figures"]}
    assert figures["incident_area.forms.64A.DC.11001"]["status"] == "true_zero"
    assert figures["incident_area.incidents.DC.11001"]["value"] == 30_813
    assert figures["incident_area.months.DC.11001"]["value"] == 17
    assert figures["incident_area.agency_months.DCMPD0000.2021"]["value"] == 5
    text = " ".join(fact["text"] for fact in made["facts"] if fact["measure"] == "incident_area")
    assert "What a zero can mean here: Nobody recorded it in the months that were reported" in text
    (cases,) = (q for q in made["two_pictures"]["questions"] if q["id"] == "cases_by_form")
    assert all("V03" not in row["rules"] for row in cases["rows"])


def test_the_returns_of_2020(received: Path) -> None:
    """1,820 and 340: sums of rows with the correction kept, in the pack as in the received file.

    Fails when rows are counted in place of their sums, or exact doubles are dropped.
    """
    table = open_library().pack.table("fbi_ht_2020", "offenses")
    bundled: Counter[str] = Counter()
    for year, form, count in zip(
        table.columns["DATA_YEAR"], table.columns["OFFENSE_SUBCAT_NAME"],
        table.columns["ACTUAL_COUNT"], strict=True,
    ):  # fmt: skip
        if year == "2020":
            bundled[form] += int(count)
    by_hand: Counter[str] = Counter()
    with gzip.open(received / "nibrs" / "ucr_ht_2013_2020.csv.gz", "rt") as file:
        for row in csv.DictReader(file):
            if row["DATA_YEAR"] == "2020":
                by_hand[row["OFFENSE_SUBCAT_NAME"]] += int(row["ACTUAL_COUNT"])
    assert bundled == by_hand == {"Commercial Sex Acts": 1_820, "Involuntary Servitude": 340}
