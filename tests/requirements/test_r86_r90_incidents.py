"""R86, R88, R89 and R90: minors, servitude, smuggling and chosen codes in a NIBRS download."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from entered_rows import total_row, write_totals
from firstlight.cli import main
from made_incidents import Arrest, Incident, MadeAgency, Victim, make_download, write_folder
from made_world import ALPHA


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
    assert "Minors arrested: victims under federal law" in page
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
    Fails when: 64B is not a line of its own, another code is added to it, or local charges are not
    asked for on the page.
    Differs: local charges are not in NIBRS; the line says to ask for them, and they are entered.
    """
    download = make_download("type_ids")
    download.incidents = [*many("64B", 40, 14), *many("64B", 30, 12), *many("35A", 30, 45)]
    told = summarise(download, "--json")["servitude"]
    assert told["arrests"]["35+"]["value"] == 14 and told["arrests"]["25-34"]["value"] == 12
    assert told["offenses"]["value"] == 26
    assert "local charges" in told["note"]
    assert told["agencies_reporting"] == 3
    assert sum(cell["value"] for cell in told["arrests"].values()) == 26
    assert told["note"] in " ".join(summarise(download).split())


def test_R88_what_local_agencies_give_on_charges_stands_beside_it_and_is_not_added(
    assess, tmp_path
):
    """Arrests of a download and bookings on local charges under one offense, each of its own.

    Page: assessment, the process
    Fails when: one of the two is missing under forced labor, or they are added.
    """
    download = make_download("type_ids")
    download.incidents = [*many("64B", 40, 26), *many("35A", 30, 45)]
    folder = write_folder(tmp_path / "TX-2018", download)
    totals = write_totals(tmp_path, total_row("jail_labor", "47"))
    run = assess(ALPHA, "--incidents", str(folder), "--totals", totals)
    assert run.status == 0, run.err
    figures = run.figures()
    (offense,) = (o for o in run.json()["process"]["offenses"] if o["id"] == "O12")
    values = [figures[name]["value"] for table in offense["counts"] for name in table["figures"]]
    assert values.count(26) >= 1 and values.count(47) == 1
    assert 26 + 47 not in [figure["value"] for figure in figures.values()]
    sheet = run.page().partition('<details data-offense="O12">')[2].partition("</details>")[0]
    assert "Bookings for forced labor, smuggling and harboring together" in sheet
    assert f'data-figure="entered.jail_labor.{ALPHA}.2024.jail"' in sheet


def test_R89_smuggling_is_not_trafficking_and_federal_codes_are_structural_zeros(summarise):
    """Smuggling stands apart with its note; local files cannot have its code.

    Page: incidents summarise
    Fails when: a zero of a federal code in a local file passes as a counted zero, or the note is
    not on the page.
    """
    told = summarise(make_download("from_2021"), "--json")["smuggling"]
    assert "Smuggling is not trafficking" in told["note"]
    assert told["note"] in " ".join(summarise(make_download("from_2021")).split())
    for code in ("30A", "30B", "30C", "30D", "26H"):
        assert told["offenses"][code]["status"] == "structural_zero"
        assert "federal and tribal" in told["offenses"][code]["why"]


@pytest.mark.parametrize("kind", ["Tribal", "Federal"])
def test_R89_where_a_federal_or_tribal_agency_reports_a_number_is_shown(summarise, kind):
    """A file with a federal or tribal agency can have the codes: arrests under 30C are a line.

    Page: incidents summarise
    Fails when: the kinds of agencies are not looked at, or the arrests are not shown.
    """
    download = make_download("from_2021")
    download.agencies = (*download.agencies, MadeAgency(4, "TX0000004", "Fourth", kind=kind))
    download.group_b = []
    download.incidents = many("35A", 30, 40, year=2022) + many("35A", 40, 40, year=2022)
    for age in (30, 40):
        crossing = Incident(4, (2022, 3, 3), ("30C",), (Victim(None),), (Arrest("30C", age),))
        download.incidents += [crossing] * 30
    told = summarise(download, "--json")["smuggling"]
    assert told["offenses"]["30C"] == {"value": 60, "status": "shown"}
    assert told["offenses"]["30A"]["status"] == "true_zero"
    assert told["arrests"]["25-34"]["value"] == told["arrests"]["35+"]["value"] == 30
    assert told["years"] == [2022] and told["agencies_reporting"] == 4


def test_R89_the_report_counts_smuggling_apart_and_says_that_it_is_not_trafficking(
    assess, tmp_path
):
    """A download with a federal agency: its count stands under smuggling, with the note.

    Page: assessment, the process
    Fails when: the count is lost, stands under an offense of trafficking, or has no note beside it.
    """
    download = make_download("from_2021")
    federal = MadeAgency(4, "TX0000004", "Fourth", kind="Federal")
    download.agencies, download.group_b = (*download.agencies, federal), []
    crossing = Incident(4, (2022, 3, 3), ("30C",), (Victim(None),), (Arrest("30C", 40),))
    download.incidents = [*many("35A", 40, 45, year=2022), *([crossing] * 60)]
    run = assess(ALPHA, "--incidents", str(write_folder(tmp_path / "TX-2022", download)))
    assert run.status == 0, run.err
    figures = run.figures()
    assert figures["incident_files.offenses.30C.TX"]["value"] == 60
    under = {
        offense["id"]: [name for table in offense["counts"] for name in table["figures"]]
        for offense in run.json()["process"]["offenses"]
    }
    holds = {n for n, names in under.items() if "incident_files.offenses.30C.TX" in names}
    assert holds == {"O04"}
    sheet = run.page().partition('<details data-offense="O04">')[2].partition("</details>")[0]
    assert 'data-figure="incident_files.offenses.30C.TX"' in sheet
    assert "Smuggling is not trafficking." in sheet


def test_R90_a_list_with_a_truancy_preset_and_a_reason_for_each_code(summarise, capsys):
    """The preset counts what NIBRS has near truancy, each code with its reason.

    Page: incidents lists, incidents summarise
    Fails when: a code of the preset has no reason on the page, or a missing table gives a 0.
    """
    assert main(["incidents", "lists"]) == 0
    assert "truancy  Truancy and what stands near it: 90B, 90I, 90Z" in capsys.readouterr().out
    download = make_download("from_2021")
    download.group_b = [(3, Arrest("90B", 15))] * 15 + [(3, Arrest("90B", 40))] * 20
    download.incidents = many("35A", 30, 40, year=2022)
    told = summarise(download, "--json", "--list", "truancy")["offense_list"]
    lines = {line["code"]: line for line in told["lines"]}
    assert lines["90B"]["arrests_of_minors"]["value"] == 15
    assert lines["90B"]["arrests"]["value"] == 35
    assert lines["90I"]["arrests"]["status"] == "structural_zero"
    page = " ".join(summarise(download, "--list", "truancy").split())
    for line in told["lines"]:
        assert len(line["why"]) > 20 and line["why"] in page
    assert "no code for truancy" in told["about"]
    download = make_download("type_ids")
    older = summarise(download, "--json", "--list", "truancy")["offense_list"]
    curfew = {line["code"]: line for line in older["lines"]}["90B"]
    for what in ("arrests", "arrests_of_minors"):
        assert (curfew[what]["value"], curfew[what]["status"]) == (None, "not_reported")


def test_R90_a_list_of_your_own(summarise, tmp_path, capsys):
    """Any codes, as long as each has a reason.

    Page: incidents summarise
    Fails when: a list from a file is not counted, its reason not printed, or a code without a
    reason taken.
    """
    file = tmp_path / "mine.csv"
    file.write_text("code,why\n23C,children sent into shops in one mall\n")
    download = make_download("type_ids")
    download.incidents = [*many("23C", 14, 17), *many("23C", 30, 15), *many("23C", 50, 20)]
    told = summarise(download, "--json", "--list", str(file))["offense_list"]
    assert told["lines"][0]["arrests_of_minors"]["value"] == 17
    page = summarise(download, "--list", str(file))
    assert "children sent into shops" in " ".join(page.split())
    file.write_text("code,why\n23C,children sent into shops in one mall\n35A,\n")
    folder = str(tmp_path / f"TX-{download.year}")
    assert main(["incidents", "summarise", folder, "--list", str(file)]) == 3
    assert "There is no reason for this code" in capsys.readouterr().err
