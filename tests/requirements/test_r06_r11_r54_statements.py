"""R6 to R11 and R54: graded indications, checklists, statements, and a concern about a person."""

from __future__ import annotations

import ast
import csv
import dataclasses
import importlib
import inspect
import io
import json
import pkgutil
import re
import zipfile
from pathlib import Path

import pytest

import firstlight
from firstlight.assessment import EntryHead
from firstlight.catalogue import catalogue_folder, read_catalogue
from firstlight.cli import main
from firstlight.report.pictures_words import TOO_SURE, write_label
from made_world import ALPHA
from statement_rows import (
    GROUPS,
    LODGING,
    statement_row,
    write_checklist,
    write_statements,
)

POLICE = ("--audience", "law_enforcement_only")


@pytest.fixture
def indications(world, monkeypatch, capsys):
    """Build the made world and run `firstlight indications` on it."""

    def run(*words):
        for name, value in world.build().items():
            monkeypatch.setenv(name, value)
        status = main(["indications", *words, "--json"])
        printed = capsys.readouterr()
        return status, json.loads(printed.out), printed.err

    return run


def tables(run, name):
    lines = (run.folder / "tables" / f"{name}.csv").read_text("utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def words_of_word(run):
    with zipfile.ZipFile(run.folder / "report.docx") as file:
        text = file.read("word/document.xml").decode("utf-8")
    return re.sub(r"<[^>]+>", "", text)


def test_R6_a_statement_requires_its_kind_and_population_lists_grade_source_and_n(
    indications, tmp_path
):
    """Without a kind of subject a file is refused; the filter leaves groups of people alone.

    Page: indications
    Fails when: a statement enters without its kind, the filter leaks, or a source or n is lost.
    """
    without = write_statements(tmp_path, statement_row(subject_kind=""), name="without.csv")
    status, told, _ = indications(ALPHA, "--statements", without)
    assert status == 3 and told["faults"][0]["column"] == "subject_kind"
    file = write_statements(tmp_path, statement_row(), statement_row(**LODGING))
    status, told, _ = indications(ALPHA, "--statements", file, "--subject-kind", "population")
    (one,) = told["indications"]
    assert status == 0 and one["subject_kind"] == "population"
    assert (one["grade"], one["rule"], one["n"]) == (
        "strongly_indicated", "S1", "2 separate sources",
    )  # fmt: skip
    assert "worker center" in one["source"] and one["rule_says"]
    with pytest.raises(ValueError, match="which kind"):
        blank = {f.name: "" for f in dataclasses.fields(EntryHead)}
        EntryHead(**{**blank, "evidence": (), "invented": False, "grade": "suggested"})


@pytest.mark.parametrize("subject_kind", ["locale", "establishment"])
def test_R7_R8_a_checklist_gives_a_grade_by_type_and_zone_and_never_a_verdict(
    assess, tmp_path, subject_kind
):
    """Looked for, found and not looked for are counted; the answer is a grade with its rule.

    Page: assessment, statements and checklists
    Fails when: a blank counts as looked for, the grade has no rule, or a yes or no is given.
    """
    subject = {"locale": "hiring_corners", "establishment": "lodging"}[subject_kind]
    found = {"L02": "found", "L05": "found", "L11": "found", "L12": "not_found"}
    file = write_checklist(
        tmp_path, found, subject_kind=subject_kind, subject=subject,
        businesses="40" if subject_kind == "establishment" else "",
        zone="north of the county", zone_residents="24,000",
    )  # fmt: skip
    run = assess(ALPHA, "--statements", file)
    assert run.status == 0, run.err
    (filled,) = run.json()["statements"]["checklists"]
    assert (filled["subject_kind"], filled["subject"]) == (subject_kind, subject)
    assert filled["where"].startswith("north of the county, ")
    assert (filled["grade"], filled["rule"]) == ("strongly_indicated", "K1")
    assert (filled["signs_looked_for"], filled["signs_found"]) == (4, 3)
    assert filled["signs_not_looked_for"] == len(filled["signs"]) - 4
    assert {sign["answer"] for sign in filled["signs"]} == {"found", "not_found", "not_looked"}
    assert not {"yes", "no", "verdict", "result"} & set(filled)
    assert "Looked for: 4" not in run.page() and ">4</data>" in run.page()
    assert len(tables(run, "checklists")) == len(filled["signs"])
    assert "never the reason for an operation" in run.page()


@pytest.mark.parametrize(
    ("residents", "businesses", "column"),
    [("19,999", "40", "zone_residents"), ("24,000", "4", "businesses")],
)
def test_R7_R8_a_zone_that_is_too_small_is_refused(assess, tmp_path, residents, businesses, column):
    """Fails when a zone under 20,000 residents, or with four businesses of a kind, is taken.

    Page: assessment, statements and checklists
    """
    zone = {"zone": "north of the county", "zone_residents": residents}
    file = write_checklist(tmp_path, {"L15": "found"}, businesses=businesses, **zone)
    run = assess(ALPHA, "--statements", file)
    assert run.status == 3 and f"column {column}" in run.err and not run.folder.exists()


NAMED = "Sunny Garden Massage"


def test_R8_a_named_business_is_refused_and_stands_in_no_export(assess, tmp_path):
    """A business in a statement, a zone, a checklist or its words stops the whole run.

    Page: assessment, statements and checklists
    Fails when: one road lets a name through, half a report is written, or the name is repeated.
    """
    ways = [
        write_statements(
            tmp_path, statement_row(**{**LODGING, "statement": f"Staff sleep at {NAMED}."}),
            name="a.csv",
        ),
        write_statements(
            tmp_path, statement_row(zone=f"around {NAMED}", zone_residents="30000"), name="b.csv"
        ),
        write_checklist(tmp_path, {NAMED: "found"}, name="c.csv"),
        write_checklist(tmp_path, {"L15": NAMED}, name="d.csv"),
        write_checklist(tmp_path, {"L15": "found"}, name="e.csv", subject=NAMED),
    ]  # fmt: skip
    for file in ways:
        run = assess(ALPHA, "--statements", file)
        assert run.status == 3 and not run.folder.exists(), file
        assert NAMED not in run.err + run.out
    fine = assess(ALPHA, "--statements", write_checklist(tmp_path, {"L15": "found"}))
    exported = "".join(path.read_text("utf-8") for path in fine.folder.rglob("*") if path.is_file())
    assert "hotels, motels and other places to stay" in exported and NAMED not in exported


def test_R9_group_dynamics_take_aggregated_graded_statements_and_no_name(assess, tmp_path):
    """A statement on groups has both grades; one that names somebody stops the run.

    Page: assessment for law enforcement, chapter four
    Fails when: a name passes, or a statement stands without a grade of source and content.
    """
    bad = {**GROUPS, "statement": "Rafael Ortuno keeps the papers of workers."}
    refused = assess(ALPHA, "--statements", write_statements(tmp_path, statement_row(**bad)))
    assert refused.status == 3 and "a person's name" in refused.err
    assert "Ortuno" not in refused.err and not refused.folder.exists()
    ungraded = {**GROUPS, "reliability": "", "credibility": ""}
    refused = assess(ALPHA, "--statements", write_statements(tmp_path, statement_row(**ungraded)))
    assert "column reliability" in refused.err and "column credibility" in refused.err
    file = write_statements(tmp_path, statement_row(**GROUPS))
    run = assess(ALPHA, "--statements", file, *POLICE)
    (entry,) = run.json()["statements"]["entries"]
    assert (entry["reliability_words"], entry["credibility_words"]) == (
        "usually reliable", "probably true",
    )  # fmt: skip
    chapter = run.json()["parameters"][3]
    assert "statements_4" in [measure["id"] for measure in chapter["measures"]]
    (bullet,) = (b for b in chapter["sources"] if b["id"] == "criminal_groups")
    assert bullet["status"] == "in_hand"


def test_R10_a_concern_about_a_person_is_referred_and_stored_nowhere(capsys, tmp_path, monkeypatch):
    """The command takes no word about the person, says whom to call, and writes nothing.

    Page: a concern about a person: report and refer
    Fails when: it takes an argument, leaves a file, or loses the hotline.
    """
    monkeypatch.chdir(tmp_path)
    assert main(["refer"]) == 0
    told = capsys.readouterr().out
    assert read_catalogue().help.text in told and "child protection" in told
    assert "protocol" in told and list(tmp_path.iterdir()) == []
    assert main(["refer", "a girl at the station"]) == 2
    template = Path(catalogue_folder().parent.parent / "firstlight_web" / "templates/refer.html")
    assert not re.search(r"<(?:form|input|textarea)", template.read_text("utf-8"))


# Fields that only a record about a person has; `name` alone is the name of a place or a column.
OF_A_PERSON = re.compile(
    r"^(?:person|victim|suspect|client|offender|associate)$|(?:first|last|given|family|full)_name"
    r"|birth|alias|nickname|^phone|_phone|^plate|license_plate|street_address|home_address|passport|ssn|"
    r"social_security"
)


def test_R10_there_is_no_table_and_no_shape_about_a_person():
    """No dataclass, no model of the site and no database hold a person.

    Page: none
    Fails when: somebody adds a shape with a person's fields, or a table to the site.
    """
    shapes = []
    for found in pkgutil.walk_packages(firstlight.__path__, "firstlight."):
        if found.name.endswith("__main__"):
            continue
        module = importlib.import_module(found.name)
        for _, kind in inspect.getmembers(module, inspect.isclass):
            if dataclasses.is_dataclass(kind) and kind.__module__ == found.name:
                shapes.append(kind)
    assert len(shapes) > 200
    held = [
        f"{kind.__module__}.{kind.__name__}.{field.name}"
        for kind in shapes
        for field in dataclasses.fields(kind)
        if OF_A_PERSON.search(field.name)
    ]
    assert held == []
    web = catalogue_folder().parent.parent / "firstlight_web"
    for file in web.rglob("*.py"):
        tree = ast.parse(file.read_text("utf-8"))
        bases = {
            ast.unparse(base)
            for node in ast.walk(tree)
            if isinstance(node, ast.ClassDef)
            for base in node.bases
        }
        assert not {base for base in bases if "Model" in base}, file
    settings = (web / "settings.py").read_text("utf-8")
    assert re.search(r"^INSTALLED_APPS.* = \[\]$", settings, re.M)
    assert re.search(r"^DATABASES.* = \{\}$", settings, re.M)


def test_R11_every_entry_has_one_of_three_lower_grades_and_is_never_called_more(assess, tmp_path):
    """All 36 pairs of the scale give a lower grade, and no format says more than the grade.

    Page: assessment, statements and checklists
    Fails when: a rule gives documented, or a label or a format writes a stronger word.
    """
    rows = [
        statement_row(
            reliability=letter, credibility=number, sources="2",
            statement=f"Recruiters keep papers of workers, as one more office says in {1990 + n}."
            .replace("one more", "another"),
        )
        for n, (letter, number) in enumerate((a, b) for a in "ABCDEF" for b in "123456")
    ]  # fmt: skip
    run = assess(ALPHA, "--statements", write_statements(tmp_path, *rows), formats="html,json,docx")
    assert run.status == 0, run.err
    said = run.json()["statements"]
    grades = {(e["reliability"], e["credibility"]): e["grade"] for e in said["entries"]}
    assert len(grades) == 36
    assert set(grades.values()) == {"strongly_indicated", "suggested", "unknown"}
    assert grades["A", "1"] == grades["B", "2"] == "strongly_indicated"
    assert grades["C", "3"] == grades["F", "1"] == "suggested"
    assert {grades["E", str(n)] for n in range(1, 7)} == {"unknown"} == {grades["A", "5"]}
    section = run.page().partition('<section class="chapter" id="statements"')[2]
    section = section.partition('<section class="chapter" id="refusals"')[0]
    blocks = [m for p in run.json()["parameters"] for m in p["measures"]]
    told = [section, json.dumps(said), json.dumps([b for b in blocks if "statements" in b["id"]])]
    told.append(words_of_word(run).partition("Statements and checklists")[2][:20_000])
    told.append((run.folder / "tables" / "statements.csv").read_text("utf-8"))
    for text in told:
        assert len(text) > 100 and not TOO_SURE.search(text)
    with pytest.raises(ValueError, match="too much"):
        write_label("suggested", "suggested and confirmed")


def test_R54_a_restricted_statement_stands_in_no_report_for_all(assess, tmp_path):
    """The shared report has no word of it in any format; the one for law enforcement has all.

    Page: assessment, chapter four
    Fails when: the audience is not asked in one format, or the report does not say whose it is.
    """
    file = write_statements(tmp_path, statement_row(), statement_row(**GROUPS))
    formats = "html,json,docx,pdf"
    shared = assess(ALPHA, "--statements", file, formats=formats)
    assert shared.status == 0 and "1 are for law enforcement only" in shared.err
    secret = GROUPS["statement"].rstrip(".")
    texts = {p.name: p.read_bytes() for p in shared.folder.rglob("*") if p.is_file()}
    texts["report.docx"] = words_of_word(shared).encode()
    for name, data in texts.items():
        assert secret.encode() not in data, name
    assert "restricted" not in json.dumps(shared.json()["statements"])
    assert shared.json()["audience"] == "shared"
    assert "may not be whole" in shared.page()
    (shared.folder).rename(tmp_path / "first")
    police = assess(ALPHA, "--statements", file, *POLICE, formats=formats)
    assert secret in police.page() and secret in words_of_word(police)
    assert secret in (police.folder / "tables" / "statements.csv").read_text("utf-8")
    assert "For law enforcement only" in police.page()
    assert police.json()["audience"] == "law_enforcement_only"


def test_R54_what_nobody_approved_is_in_no_report(assess, tmp_path):
    """Fails when approval is not asked, also for law enforcement.

    Page: assessment, chapter four
    """
    waiting = {**GROUPS, "approved_by": "", "approved_on": ""}
    run = assess(
        ALPHA, "--statements", write_statements(tmp_path, statement_row(**waiting)), *POLICE
    )
    assert run.status == 0 and run.json()["statements"] is None
    assert "not approved yet" in run.err and GROUPS["statement"] not in run.page()


def test_R54_a_statement_enters_no_figure_no_sum_no_index_and_no_map(assess, tmp_path):
    """Every figure of an assessment is the same with statements as without.

    Page: assessment
    Fails when: a statement or a checklist makes, changes or removes a figure.
    """
    without = assess(ALPHA)
    bare = without.json()
    without.folder.rename(tmp_path / "without")
    said = write_statements(tmp_path, statement_row(), statement_row(**LODGING))
    listed = write_checklist(tmp_path, {"L15": "found"})
    told = assess(ALPHA, "--statements", said, "--statements", listed).json()
    numbers = [
        [(f["id"], f["value"], f["low"], f["high"], f["status"]) for f in document["figures"]]
        for document in (bare, told)
    ]
    assert numbers[0] == numbers[1]
    assert bare["case_register"] == told["case_register"]
    assert len(told["statements"]["entries"]) == 2 and len(told["statements"]["checklists"]) == 1


def test_R54_the_form_is_a_template_and_is_listed(capsys):
    """Fails when the template, or one of its columns and scales, is lost.

    Page: none
    """
    assert main(["template", "--list"]) == 0
    listed = capsys.readouterr().out
    for name in ("statements", "checklist_locale", "checklist_establishment"):
        assert f"{name} " in listed
    assert main(["template", "statements"]) == 0
    text = capsys.readouterr().out
    rows = [r for r in csv.reader(io.StringIO(text)) if r and not r[0].startswith("#")]
    wanted = "subject_kind reliability credibility sources made_by approved_by audience not_part_23"
    assert set(wanted.split()) <= set(rows[0])
    assert "FM 2-22.3" in text and "usually reliable" in text and "28 CFR" in text
