"""R80 to R85: the process, its offenses by relation, what is in hand, what can be done."""

from __future__ import annotations

import csv
import html
import re
import shutil
from pathlib import Path

import pytest

from entered_rows import total_row, write_totals
from made_incidents import Arrest, Incident, Victim, make_download, write_folder

PLACE = "48901"
GRADES = {
    "core": "The offense is trafficking",
    "strong": "Strong link",
    "moderate": "Moderate link",
    "weak": "Weak link",
}
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


def sheet_of(page: str, name: str) -> str:
    """The words of one offense's sheet."""
    _, found, rest = page.partition(f'<details data-offense="{name}">')
    assert found, name
    return words(rest.partition("</details>")[0])


def words(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


@pytest.fixture
def download(tmp_path: Path):
    """An invented incident download of Texas, 2018: pairs, minors, servitude."""
    return make_invented(tmp_path / "TX-2018", times=1)


def make_invented(folder: Path, *, times: int) -> Path:
    """The incidents of the tests, each so many times."""
    made = make_download("type_ids")

    def many(codes: tuple[str, ...], age: int, number: int) -> list[Incident]:
        one = Incident(1, (2018, 1, 2), codes, (Victim(None),), (Arrest(codes[0], age),))
        return [one] * number * times

    made.incidents = [
        *many(("64A", "13A"), 30, 22),
        *many(("64B",), 40, 14),
        *many(("40A",), 16, 25),
        *many(("40A",), 30, 40),
        *many(("35A",), 30, 45),
        *many(("64A", "100"), 30, 3),
    ]
    return write_folder(folder, made)


def test_R81_the_process_has_six_stages_drawn_and_exported(assess):
    """A drawing with its words, a table whose links open each sheet, the stages in JSON and CSV.

    Page: report.html, assessment.json, process.csv
    Fails when: a stage is lost, the drawing has no title or words, a link of a stage or an offense
    leads nowhere or to a fold that stays shut, or the export differs.
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
    links = re.findall(r'<a href="#stage-(\w+)">', part.partition("<nav")[2].partition("</nav>")[0])
    assert tuple(links) == STAGES
    for name in STAGES:
        assert f'<section class="part" id="stage-{name}"' in part
    for name in table:
        assert f'<th scope="row"><a href="#offense-{name}">' in part
        fold = part.partition(f'<details data-offense="{name}">')[2].partition("</details>")[0]
        assert f'</summary>\n<dl class="facts" id="offense-{name}">' in fold, "inside: it opens"
    with (run.folder / "tables" / "process.csv").open(encoding="utf-8", newline="") as handle:
        lines = {row["id"]: row for row in csv.DictReader(one for one in handle if one[0] != "#")}
    assert {name: row["stage"] or None for name, row in lines.items()} == {
        name: offense["stage"] for name, offense in offenses_of(document).items()
    }
    assert {n for n, o in offenses_of(document).items() if o["stage"] is None} == {"O23", "O27"}


def test_R82_offenses_committed_during_it_name_who_records_them(assess):
    """The ten offenses of the design note stand in the table with whoever records each.

    Page: report.html
    Fails when: an offense of the relation is left out, moved to another, or loses its recorder.
    """
    names = ("O01", "O02", "O03", "O04", "O05", "O15", "O16", "O17", "O18", "O19")
    check_relation(assess, {"during": ("Committed during the process", names)})


def test_R83_offenses_that_further_or_protect_it_name_who_records_them(assess):
    """Six offenses that further it and three that protect it, with whoever records each.

    Page: report.html
    Fails when: an offense of either relation is left out, moved to another, or loses its recorder.
    """
    further = ("O06", "O07", "O08", "O09", "O10", "O11")
    check_relation(
        assess,
        {
            "furtherance": ("Committed to further it", further),
            "protection": ("Committed to protect it", ("O20", "O21", "O22")),
        },
    )


def check_relation(assess, wanted: dict[str, tuple[str, tuple[str, ...]]]) -> None:
    """The rows of the table with these relations are these offenses, with words and recorders."""
    run = assess(PLACE)
    table, found = rows_of(run.page()), offenses_of(run.json())
    for relation, (words, names) in wanted.items():
        assert tuple(sorted(n for n, row in table.items() if row["relation"] == relation)) == names
        for name in names:
            text = " ".join(html.unescape(table[name]["text"]).split())
            assert found[name]["label"] in text and words in text
            assert found[name]["recorded_by"], name
            for recorder in found[name]["recorded_by"]:
                assert recorder.lower() in text.lower(), (name, recorder)


def test_R84_money_laundering_and_tax_evasion_name_partner_and_total(assess):
    """Both stand in the table under proceeds, with whom to ask for which total.

    Page: report.html
    Fails when: IRS-CI or the FinCEN contact is lost, secrecy is not told, or a blank is a 0.
    Differs: the issue asks for published federal statistics of both; none was received, so no
    count stands and the page says whom to ask.
    """
    run = assess(PLACE)
    found, table = offenses_of(run.json()), rows_of(run.page())
    for name in ("O24", "O25"):
        assert (table[name]["stage"], table[name]["relation"]) == ("launder", "proceeds")
        assert "IRS Criminal Investigation" in words(table[name]["text"])
        assert found[name]["ask"] in sheet_of(run.page(), name)
    assert "the FinCEN contact for law enforcement" in words(table["O24"]["text"])
    laundering, taxes = found["O24"], found["O25"]
    assert {laundering["relation"], taxes["relation"]} == {"proceeds"}
    assert any("FinCEN contact" in who for who in laundering["recorded_by"])
    for offense in (laundering, taxes):
        assert "IRS Criminal Investigation" in offense["recorded_by"]
        assert "totals" in offense["ask"]
        assert offense["status"] == "not_in_hand" and offense["counts"] == []
        sheet = sheet_of(run.page(), offense["id"])
        assert "No count is in hand. That does not mean none." in sheet
        assert "secret by law" in sheet


def test_R85_a_link_is_a_grade_and_a_note_and_never_a_number_of_victims(assess, download):
    """Every offense has its grade and note on the page; every count is of offenses or cases.

    Page: report.html, assessment.json
    Fails when: a grade or a note is lost, or a count of the process is no figure of the
    assessment, or is one of victims.
    """
    run = assess(PLACE, "--incidents", str(download))
    assert run.status == 0, run.err
    document, figures = run.json(), run.figures()
    counted = 0
    for offense in document["process"]["offenses"]:
        sheet = sheet_of(run.page(), offense["id"])
        assert f"Link to trafficking {GRADES[offense['evidence_grade']]}" in sheet
        assert len(offense["base_rate_note"]) > 10
        assert f"Mind {offense['base_rate_note']}" in sheet
        for table in offense["counts"]:
            assert not re.search("victim|people", table["unit"])
            for name in table["figures"]:
                assert figures[name]["unit"] == table["unit"]
                counted += 1
    assert counted > 10
    assert "never turned into a number of victims" in run.page()


def test_R85_twice_the_offenses_change_no_other_number(assess, tmp_path):
    """The same download with each incident twice: only its own counts are larger.

    Page: assessment.json
    Fails when: any other figure, one of people above all, is worked out of offense counts.
    """
    totals = write_totals(tmp_path, total_row("vs_people", "250"), total_row("police_people", "80"))
    told = []
    for times in (1, 2):
        folder = make_invented(tmp_path / f"times-{times}", times=times)
        run = assess(PLACE, "--incidents", str(folder), "--totals", totals)
        assert run.status == 0, run.err
        told.append({n: (f["value"], f["low"], f["high"]) for n, f in run.figures().items()})
        shutil.rmtree(run.folder)
    once, twice = told
    larger = {name for name in once if once[name] != twice.get(name)}
    assert "incident_files.offenses.35A.TX" in larger and len(larger) > 10
    own = ("incident_", "pictures_agencies.count.")  # the download's, whole and by agency
    assert {name for name in larger if not name.startswith(own)} == set()
    assert {name for name in {*once} ^ {*twice} if not name.startswith(own)} == set()


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
        told = words(sheet)
        for title in ("Rights check, before it begins", "What it must never be", "Evidence that"):
            assert title in told
        for text in (*measure["rights_check"], *measure["never"], measure["evidence_source"]):
            assert text in told, text
        for name in measure["figures"]:
            assert f'data-figure="{name}"' in sheet
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
