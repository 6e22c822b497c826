"""R80 to R85: the process, its offenses by relation, what is in hand, what can be done."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from made_incidents import Arrest, Incident, Victim, make_download, write_folder

PLACE = "48901"
STAGES = ("recruit", "move", "hold", "exploit", "conceal", "launder")


def offenses_of(document):
    return {offense["id"]: offense for offense in document["process"]["offenses"]}


def rows_of(page: str) -> dict[str, dict[str, str]]:
    """The rows of the table beside the drawing, by offense."""
    rows = re.findall(
        r'<tr data-offense="(\w+)" data-stage="(\w+)" data-relation="([^"]+)">(.*?)</tr>',
        page,
        flags=re.S,
    )
    return {
        name: {"stage": stage, "relation": relation, "text": re.sub(r"<[^>]+>", " ", body)}
        for name, stage, relation, body in rows
    }


@pytest.fixture
def download(tmp_path: Path):
    """An invented incident download of Texas, 2018: pairs, minors, servitude."""
    made = make_download("type_ids")

    def many(codes: tuple[str, ...], age: int, number: int) -> list[Incident]:
        one = Incident(1, (2018, 1, 2), codes, (Victim(None),), (Arrest(codes[0], age),))
        return [one] * number

    made.incidents = [
        *many(("64A", "13A"), 30, 22),
        *many(("64B",), 40, 14),
        *many(("40A",), 16, 25),
        *many(("40A",), 30, 40),
        *many(("35A",), 30, 45),
        *many(("64A", "100"), 30, 3),
    ]
    return write_folder(tmp_path / "TX-2018", made)


def test_R81_the_process_has_six_stages_drawn_and_exported(assess):
    """A drawing with its words, the table beside it, and the stages in JSON and CSV.

    Page: report.html, assessment.json, process.csv
    Fails when: a stage is lost, the drawing has no title or words, or the export differs.
    """
    run = assess(PLACE)
    assert run.status == 0
    document, page = run.json(), run.page()
    stages = document["process"]["stages"]
    assert tuple(stage["id"] for stage in stages) == STAGES
    part = page.partition('id="process"')[2]
    drawings = re.findall(r'<svg viewBox="[^"]+" role="img".*?</svg>', part, flags=re.S)[:2]
    for drawing in drawings:
        assert "<title" in drawing and "<desc" in drawing and "aria-labelledby" in drawing
        places = [drawing.index(f">{stage['label']}</text>") for stage in stages]
        assert places == sorted(places)
        words = re.search(r"<desc[^>]*>(.*?)</desc>", drawing, flags=re.S)[1]
        for offense in document["process"]["offenses"]:
            assert (offense["label"] in words) is (offense["kind"] == "process")
    assert len(drawings) == 2, "one for a desk, one for a phone"
    table = rows_of(part)
    for stage in stages:
        assert [n for n, row in table.items() if row["stage"] == stage["id"]] == stage["offenses"]
    with (run.folder / "tables" / "process.csv").open(encoding="utf-8", newline="") as handle:
        lines = {row["id"]: row for row in csv.DictReader(handle)}
    assert {name: row["stage"] or None for name, row in lines.items()} == {
        name: offense["stage"] for name, offense in offenses_of(document).items()
    }
    assert {n for n, o in offenses_of(document).items() if o["stage"] is None} == {"O23", "O27"}


@pytest.mark.parametrize("wanted", ["during"])
def test_R82_offenses_committed_during_it_name_who_records_them(assess, wanted):
    """Each offense of the relation stands in the table with whoever records it.

    Page: report.html
    Fails when: an offense of the relation is left out, or its recorder is.
    """
    check_relation(assess, (wanted,), at_least=9)


def test_R83_offenses_that_further_or_protect_it_name_who_records_them(assess):
    """Furtherance and protection, each with whoever records it.

    Page: report.html
    Fails when: an offense of either relation is left out, or its recorder is.
    """
    check_relation(assess, ("furtherance", "protection"), at_least=9)


def check_relation(assess, wanted: tuple[str, ...], *, at_least: int) -> None:
    run = assess(PLACE)
    table, found = rows_of(run.page()), offenses_of(run.json())
    own = [o for o in found.values() if o["relation"] in wanted]
    assert len(own) >= at_least
    assert {o["relation"] for o in own} == set(wanted)
    for offense in own:
        text = " ".join(table[offense["id"]]["text"].split()).lower()
        for recorder in offense["recorded_by"]:
            assert recorder.lower() in text, (offense["label"], recorder)
        assert offense["ask"] and offense["base_rate_note"]


def test_R84_money_laundering_and_tax_evasion_name_partner_and_total(assess):
    """Both stand under proceeds, not in hand, with whom to ask for which total.

    Page: report.html
    Fails when: IRS-CI or the FinCEN contact is lost, secrecy is not told, or a blank is a 0.
    """
    run = assess(PLACE)
    found = offenses_of(run.json())
    laundering, taxes = found["O24"], found["O25"]
    assert {laundering["relation"], taxes["relation"]} == {"proceeds"}
    assert any("FinCEN contact" in who for who in laundering["recorded_by"])
    for offense in (laundering, taxes):
        assert "IRS Criminal Investigation" in offense["recorded_by"]
        assert "totals" in offense["ask"]
        assert offense["status"] == "not_in_hand" and offense["counts"] == []
    assert "secret by law" in laundering["base_rate_note"]
    sheet = run.page().partition('<details id="offense-O24">')[2].partition("</details>")[0]
    assert "No count is in hand. That does not mean none." in sheet


def test_R85_a_link_is_a_grade_and_a_note_and_never_a_number_of_victims(assess, download):
    """Every offense has its grade and note; every count is one of offenses, arrests or cases.

    Page: report.html, assessment.json
    Fails when: a count of the process is no figure of the assessment, or is one of victims.
    """
    run = assess(PLACE, "--incidents", str(download))
    assert run.status == 0, run.err
    document, figures = run.json(), run.figures()
    counted = 0
    for offense in document["process"]["offenses"]:
        assert offense["evidence_grade"] in ("core", "strong", "moderate", "weak")
        assert len(offense["base_rate_note"]) > 10
        for table in offense["counts"]:
            assert not re.search("victim|people", table["unit"])
            for name in table["figures"]:
                assert figures[name]["unit"] == table["unit"]
                counted += 1
    assert counted > 10
    assert "never turned into a number of victims" in run.page()


def test_R85_co_occurrence_is_measured_from_the_files(assess, download):
    """Pairs, minors among the arrests, what to read again, who reported, and which files.

    Page: report.html, assessment.json
    Fails when: a pair is miscounted, a small pair is named, or a file loses its hash.
    """
    run = assess(PLACE, "--incidents", str(download))
    figures, document = run.figures(), run.json()

    def value(name: str):
        return figures[f"incident_files.{name}.TX"]["value"]

    assert value("pairs.13A-64A") == 22
    assert "incident_files.pairs.100-64A.TX" not in figures, "three incidents are a small count"
    assert value("offenses.35A") == 45 and value("list_minors.40A") == 25
    assert value("list_arrests.40A") == 65
    assert value("agencies") == 3 and value("agencies_reporting") == 3
    assert figures["incident_files.offenses.30C.TX"]["status"] == "structural_zero"
    assert value("lookback.prostitution") == 65
    for figure in figures.values():
        if figure["id"].startswith("incident_files.") and figure["kind"] == "count":
            small = figure["value"] is not None and 0 < figure["value"] <= 10
            assert not small or figure["unit"] == "agencies", figure["id"]
            assert figure["place"] == "TX", "a download is never a county's"
    cited = {e["file"]: e for e in document["evidence"].values() if e["source"] == "incident_files"}
    assert {"NIBRS_OFFENSE.csv", "NIBRS_ARRESTEE.csv"} <= set(cited)
    assert all(len(entry["sha256"]) == 64 for entry in cited.values())
    smuggling = offenses_of(document)["O04"]
    assert smuggling["status"] == "no_number", "a code nobody here can use is not in hand"


def test_R85_a_download_of_another_state_is_refused(assess, world, tmp_path, download):
    """Nothing is written, and the state is named.

    Page: assess
    Fails when: another state's incidents stand beside this county's figures.
    """
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for file in download.iterdir():
        text = file.read_text(encoding="utf-8")
        (elsewhere / file.name).write_text(re.sub(r"\bTX\b", "MN", text), encoding="utf-8")
    run = assess(PLACE, "--incidents", str(elsewhere))
    assert run.status == 3
    assert "of MN" in run.err and "lies in TX" in run.err
    assert not run.folder.exists()


def test_R80_proactive_measures_by_sector_with_evidence_and_a_rights_check(assess):
    """Each measure has a sector, who leads, a grade of evidence, a rights check and its limits.

    Page: report.html, proactive.csv
    Fails when: a measure loses its rights check, claims evidence without a source, or the
    page no longer says that nothing is a reason for an operation.
    Differs: the measures stand in the process part; a list of recommendations is a later issue.
    """
    run = assess(PLACE)
    process, page = run.json()["process"], run.page()
    figures = run.figures()
    measures = process["proactive"]
    sectors = " ".join(measure["sector"] for measure in measures)
    for wanted in ("Hotels", "Farms", "Construction", "Domestic", "Online", "Runaway"):
        assert wanted in sectors
    assert any(measure["figures"] for measure in measures), "linked to the area's own figures"
    for measure in measures:
        assert measure["rights_check"] and measure["never"] and measure["leads"]
        assert measure["evidence_grade"] == "not verified" or measure["evidence_source"]
        assert all(figures[name]["place"] == PLACE for name in measure["figures"])
        sheet = page.partition(f'<details data-sector="{measure["id"]}">')[2]
        sheet = sheet.partition("</details>")[0]
        for title in ("Rights check, before it begins", "What it must never be", "Evidence"):
            assert title in sheet
    assert "Nothing here is a reason for an operation." in page
    with (run.folder / "tables" / "proactive.csv").open(encoding="utf-8", newline="") as handle:
        assert [row["id"] for row in csv.DictReader(handle)] == [m["id"] for m in measures]


def test_R90_the_truancy_preset_stands_in_the_report_with_its_reasons(assess):
    """Each list of codes is shown with the reason for each code.

    Page: report.html, assessment.json
    Fails when: the preset is lost, or a code of it has no reason on the page.
    """
    run = assess(PLACE)
    page = run.page().partition('id="offense-lists"')[2].partition("</section>")[0]
    lists = {entry["id"]: entry for entry in run.json()["process"]["lists"]}
    assert "no code for truancy" in lists["truancy"]["about"]
    for line in lists["truancy"]["lines"]:
        assert line["code"] in page and line["why"] in page
