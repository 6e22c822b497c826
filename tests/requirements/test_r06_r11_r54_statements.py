"""R6 to R11 and R54: graded indications, checklists, statements, and a concern about a person."""

from __future__ import annotations

import ast
import csv
import dataclasses
import html
import importlib
import inspect
import io
import json
import os
import pkgutil
import re
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfReader

import firstlight
from firstlight.assessment import EntryHead
from firstlight.catalogue import catalogue_folder, read_catalogue
from firstlight.cli import main
from made_world import ALPHA
from statement_rows import (
    GROUPS,
    LODGING,
    statement_row,
    write_checklist,
    write_statements,
)

POLICE = ("--audience", "law_enforcement_only")
# What is below documented is never called this, in any form of the word.
CONFIRMED = re.compile(r"confirm|\bprove[nsd]?\b|\bverified\b", re.I)


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


def open_site():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "firstlight_web.settings")
    import django

    django.setup()
    from django.test import Client

    return Client(enforce_csrf_checks=True, SERVER_NAME="localhost")


def tables(run, name):
    lines = (run.folder / "tables" / f"{name}.csv").read_text("utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def words_of_word(run):
    with zipfile.ZipFile(run.folder / "report.docx") as file:
        text = file.read("word/document.xml").decode("utf-8")
    return re.sub(r"<[^>]+>", "", text)


def words_of_pdf(run):
    """The letters of the PDF without spaces, so that no break of a line parts a word."""
    pages = PdfReader(io.BytesIO((run.folder / "report.pdf").read_bytes())).pages
    return "".join("".join(page.extract_text().split()) for page in pages).replace("\u00ad", "")


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
    _, every, _ = indications(ALPHA, "--statements", file)
    kinds = {one["subject_kind"] for one in every["indications"]}
    assert {"population", "establishment"} <= kinds
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
    rows = tables(run, "checklists")
    assert len(rows) == len(filled["signs"])
    cells = {cell.strip().lower() for row in rows for cell in row.values()}
    assert not {"yes", "no", "true", "positive", "negative"} & cells
    section = run.page().partition('<section class="chapter" id="statements"')[2]
    section = section.partition('<section class="chapter" id="refusals"')[0]
    told = re.sub(r"<[^>]+>", " ", section)
    assert "strongly indicated" in told and "never the reason for an operation" in told
    assert not re.search(
        r"trafficking (?:is|was) (?:found|present|here)|:\s*(?:yes|no)\b", told, re.I
    )


def test_R7_R8_the_grade_of_a_checklist_stands_among_the_indications(indications, tmp_path):
    """Both checklists are listed by kind, each with grade, rule, source and number of offices.

    Page: indications
    Fails when: `list_indications` passes checklists over, or one loses its rule or number.
    """
    files = [
        write_checklist(tmp_path, {"L02": "found"}, name="a.csv", subject_kind="locale",
                        subject="hiring_corners", businesses=""),
        write_checklist(tmp_path, {"L15": "found"}, name="b.csv"),
    ]  # fmt: skip
    words = [word for file in files for word in ("--statements", file)]
    for kind in ("locale", "establishment"):
        status, told, err = indications(ALPHA, *words, "--subject-kind", kind)
        assert status == 0, err
        (one,) = told["indications"]
        assert one["grade"] in ("strongly_indicated", "suggested", "unknown")
        assert one["rule"].startswith("K") and one["rule_says"] and one["n"] == "2 offices"
        assert "code office" in one["source"]


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


@pytest.mark.parametrize(
    "name",
    ["Sunny Garden Massage", "lucky star spa LLC", "the blue motel", "“Paradise”", "goldenspa.com"],
)
def test_R8_whatever_column_holds_a_named_business_no_export_has_it(assess, tmp_path, name):
    """Each column of both files that leads write in is tried with the name, in every format.

    Page: assessment, statements and checklists
    Fails when: one column of words is left out of the scan and reaches an export.
    """
    columns = ("subject", "zone", "made_by", "approved_by", "form", "sign", "statement", "period")
    files = [
        write_statements(
            tmp_path, statement_row(**{**LODGING, "zone_residents": "30000", column: f"at {name}"}),
            name=f"{column}.csv",
        )
        for column in columns
    ] + [
        write_checklist(tmp_path, {"L15": "found"}, name=f"list_{column}.csv", **{column: name})
        for column in ("subject", "zone", "made_by", "approved_by", "offices_looked")
    ]  # fmt: skip
    for file in files:
        run = assess(ALPHA, "--statements", file, *POLICE, formats="html,json,docx,pdf")
        assert name not in run.err + run.out, file
        if run.status == 0:
            texts = [p.read_bytes() for p in run.folder.rglob("*") if p.is_file()]
            texts += [words_of_word(run).encode()]
            assert not any(name.encode() in text for text in texts), file
            assert name.replace(" ", "") not in words_of_pdf(run), file
            run.folder.rename(tmp_path / f"out of {Path(file).stem}")
        else:
            assert run.status == 3 and not run.folder.exists(), file


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
    single = {**GROUPS, "statement": "A tall man keeps the papers of the workers."}
    refused = assess(ALPHA, "--statements", write_statements(tmp_path, statement_row(**single)))
    assert refused.status == 3 and "one person" in refused.err and not refused.folder.exists()
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
    assert list(tmp_path.iterdir()) == []


def test_R10_a_concern_that_is_typed_elsewhere_is_sent_to_the_screen(assess, tmp_path, monkeypatch):
    """A statement on one person is refused with the way to the screen; the screen has no form.

    Page: a concern about a person: report and refer
    Fails when: the refusal loses `REFER`, a word of the concern is kept in the data folder, or
    `refer.html` gets a field or takes what is sent.
    """
    data = tmp_path / "data"
    monkeypatch.setenv("FIRSTLIGHT_DATA", str(data))
    concern = "A girl at the bus station wears the same coat and looks afraid."
    row = statement_row(statement=concern)
    run = assess(ALPHA, "--statements", write_statements(tmp_path, row))
    assert run.status == 3 and "firstlight refer" in run.err
    assert "same coat" not in run.err + run.out and not run.folder.exists()
    client = open_site()
    page = client.get("/report-and-refer/").content.decode()
    assert read_catalogue().help.text in html.unescape(page)
    assert "protocol" in page and not re.search(r"<(?:form|input|textarea|select|button)", page)
    assert client.post("/report-and-refer/", {"concern": concern}).status_code in (403, 405)
    assert 'href="/report-and-refer/"' in client.get("/").content.decode()
    assert not [p for p in data.rglob("*") if p.is_file()]


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
        assert len(text) > 100 and not CONFIRMED.search(text)


@pytest.mark.parametrize("grade", ["strongly_indicated", "suggested", "unknown"])
def test_R11_no_word_of_a_grade_can_be_made_stronger_than_it_is(world, assess, tmp_path, grade):
    """With a catalogue that calls a lower grade confirmed, nothing at all is written.

    Page: assessment, statements and checklists
    Fails when: `write_label` or `write_grade` no longer looks at the words of a grade.
    """
    file = world.catalogue / "methods" / "grades.yaml"
    text, found = re.subn(
        rf"(  {grade}: {{label: )[^,]*", r"\1confirmed by tips", file.read_text("utf-8")
    )
    assert found == 1
    file.write_text(text, "utf-8")
    strong = {"strongly_indicated": ("A", "1"), "suggested": ("C", "3"), "unknown": ("E", "5")}
    reliability, credibility = strong[grade]
    row = statement_row(reliability=reliability, credibility=credibility)
    with pytest.raises(ValueError, match="claims too much"):
        assess(ALPHA, "--statements", write_statements(tmp_path, row))
    assert not list(tmp_path.glob("out/*"))


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
    joined = secret.replace(" ", "")
    assert joined not in words_of_pdf(shared)
    assert "restricted" not in json.dumps(shared.json()["statements"])
    assert shared.json()["audience"] == "shared"
    assert "may not be whole" in shared.page()
    (shared.folder).rename(tmp_path / "first")
    police = assess(ALPHA, "--statements", file, *POLICE, formats=formats)
    assert secret in police.page() and secret in words_of_word(police)
    assert joined in words_of_pdf(police), "or the PDF of the shared report proves nothing"
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
