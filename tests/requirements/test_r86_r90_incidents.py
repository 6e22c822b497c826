"""R86, R88, R89 and R90: minors, servitude, smuggling and chosen codes in a NIBRS download."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from firstlight.cli import main
from made_incidents import Arrest, Incident, MadeAgency, Victim, make_download, write_folder


@pytest.fixture
def summarise(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Write a made download and summarise it by the command."""

    def run(download, *words: str) -> Any:
        folder = write_folder(tmp_path / f"TX-{download.year}", download)
        assert main(["incidents", "summarise", str(folder), *words]) == 0
        out = capsys.readouterr().out
        return json.loads(out) if "--json" in words else out

    return run


def many(code: str, age: int, number: int, year: int = 2018) -> list[Incident]:
    """Incidents with one arrest each."""
    return [
        Incident(1, (year, 1, 2), (code,), (Victim(None),), (Arrest(code, age),))
        for _ in range(number)
    ]


def test_R86_minors_arrested_for_prostitution_with_years_agencies_and_completeness(summarise):
    """A line of its own: how many minors, of which years, who reported and how completely.

    Page: incidents summarise
    Fails when: the line loses the years, the agencies reporting or the share of months.
    """
    download = make_download("type_ids")
    download.incidents = [*many("40A", 16, 12), *many("40A", 15, 13), *many("40A", 30, 40)]
    told = summarise(download, "--json")["minors_arrested"]
    assert told["arrests"]["40A"]["value"] == 25
    assert told["years"] == [2018]
    assert told["agencies_reporting"] == 3 and told["agencies"] == 3
    assert told["share_of_months_reported"] == 0.556
    assert "victims under federal law" in told["label"]
    page = " ".join(summarise(download).split())
    assert "Minors arrested for prostitution. They are victims under federal law" in page
    assert "Years: 2018. Agencies reporting: 3 of 3 in this download. Months reported: 56%." in page


def test_R86_a_zero_of_minors_never_stands_alone(summarise):
    """NIBRS may not record a minor under 40A, and the zero says so.

    Page: incidents summarise
    Fails when: the fixed note is not beside the zero, in the document or on the page.
    """
    download = make_download("type_ids")
    download.incidents = many("40A", 30, 20)
    told = summarise(download, "--json")
    note = "NIBRS may not record this; see arrests by age and juvenile court"
    for band in ("0-12", "13-15", "16-17"):
        assert told["arrestees_by_age"]["40A"][band]["note"] == note
    assert told["minors_arrested"]["arrests"]["40A"]["note"] == note
    page = " ".join(summarise(download).split())
    assert page.count(note) >= 1


def test_R88_arrests_for_involuntary_servitude(summarise):
    """Arrests under 64B by age, and what to ask for beside them.

    Page: incidents summarise
    Fails when: 64B is not a line of its own, or local charges are not asked for.
    Differs: local charges are not in NIBRS; the line says to ask for them.
    """
    download = make_download("type_ids")
    download.incidents = [*many("64B", 40, 14), *many("64B", 30, 12), *many("35A", 30, 45)]
    told = summarise(download, "--json")["servitude"]
    assert told["arrests"]["35+"]["value"] == 14 and told["arrests"]["25-34"]["value"] == 12
    assert told["offenses"]["value"] == 26
    assert "local charges" in told["note"]
    assert told["agencies_reporting"] == 3


def test_R89_smuggling_is_not_trafficking_and_federal_codes_are_structural_zeros(summarise):
    """Smuggling stands apart with its note; local files cannot have its code.

    Page: incidents summarise
    Fails when: a zero of a federal code in a local file passes as a counted zero.
    """
    told = summarise(make_download("from_2021"), "--json")["smuggling"]
    assert "Smuggling is not trafficking" in told["note"]
    for code in ("30A", "30B", "30C", "30D", "26H"):
        assert told["offenses"][code]["status"] == "structural_zero"
        assert "federal and tribal" in told["offenses"][code]["why"]


def test_R89_where_a_tribal_agency_reports_a_zero_is_counted_and_a_number_shown(summarise):
    """A file with a federal or tribal agency can have the codes.

    Page: incidents summarise
    Fails when: the kinds of agencies are not looked at.
    """
    download = make_download("from_2021")
    tribal = MadeAgency(4, "TX0000004", "Fourth", kind="Tribal")
    download.agencies = (*download.agencies, tribal)
    crossing = Incident(4, (2022, 3, 3), ("30C",), (Victim(None),), (Arrest("30C", 40),))
    download.incidents = [*many("35A", 30, 40, year=2022), *([crossing] * 60)]
    told = summarise(download, "--json")["smuggling"]
    assert told["offenses"]["30C"] == {"value": 60, "status": "shown"}
    assert told["offenses"]["30A"]["status"] == "true_zero"


def test_R90_a_list_with_a_truancy_preset_and_a_reason_for_each_code(summarise):
    """The preset counts what NIBRS has near truancy, each code with its reason.

    Page: incidents summarise
    Fails when: a code of the preset has no reason, or a table that is missing gives a 0.
    """
    download = make_download("from_2021")
    download.group_b = [(3, Arrest("90B", 15))] * 15 + [(3, Arrest("90B", 40))] * 20
    download.incidents = many("35A", 30, 40, year=2022)
    told = summarise(download, "--json", "--list", "truancy")["offense_list"]
    lines = {line["code"]: line for line in told["lines"]}
    assert lines["90B"]["arrests_of_minors"]["value"] == 15
    assert lines["90B"]["arrests"]["value"] == 35
    assert lines["90I"]["arrests"]["status"] == "structural_zero"
    assert all(len(line["why"]) > 20 for line in told["lines"])
    assert "no code for truancy" in told["about"]
    download = make_download("type_ids")
    older = summarise(download, "--json", "--list", "truancy")["offense_list"]
    assert older["lines"][0]["arrests"]["status"] in ("not_reported", "structural_zero")


def test_R90_a_list_of_your_own(summarise, tmp_path):
    """Any codes, as long as each has a reason.

    Page: incidents summarise
    Fails when: a list from a file is not counted, or its reason not printed.
    """
    file = tmp_path / "mine.csv"
    file.write_text("code,why\n23C,children sent into shops in one mall\n")
    download = make_download("type_ids")
    download.incidents = [*many("23C", 14, 17), *many("23C", 30, 15), *many("23C", 50, 20)]
    told = summarise(download, "--json", "--list", str(file))["offense_list"]
    assert told["lines"][0]["arrests_of_minors"]["value"] == 17
    page = summarise(download, "--list", str(file))
    assert "children sent into shops" in " ".join(page.split())
