"""`assessment.json` and tables/: the shape that scripts rely on, and no cell that lies or runs."""

from __future__ import annotations

import csv
import dataclasses
import datetime
import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firstlight.assessment import Assessment, DetectionChoice
from firstlight.base.cell import Status
from firstlight.base.quantity import UnitKind
from firstlight.report import write_json, write_tables
from firstlight.report.tables import disarm

AREAS = ("harris", "loving", "houston")
NO_VALUE = {"not_collected", "not_reported", "refused", "suppressed", "not_reportable"}
STARTS_A_FORMULA = "=+-@＝＋－＠\t\r\n"


@pytest.fixture(params=AREAS)
def made(request: pytest.FixtureRequest, shelf: Any) -> Assessment:
    assessment: Assessment = shelf.assessment(request.param)
    return assessment


def read_csv(file: Path) -> tuple[list[str], list[dict[str, str]]]:
    """A second reader: comment lines first, then a header, then rows; plain Python only."""
    text = file.read_text(encoding="utf-8")
    lines = text.splitlines(keepends=True)
    comments = [line for line in lines if line.startswith("#")]
    body = "".join(line for line in lines if not line.startswith("#"))
    return comments, list(csv.DictReader(io.StringIO(body)))


def test_the_document_has_the_promised_shape(made: Assessment) -> None:
    document = json.loads(write_json(made))
    promised = "places edition parameters figures evidence warnings refusals area made_on detection"
    assert set(promised.split()) <= set(document)
    assert [parameter["id"] for parameter in document["parameters"]] == [1, 2, 3, 4, 5]
    for parameter in document["parameters"]:
        assert parameter["title"]
        for source in parameter["sources"]:
            assert source["status"] in {"in_hand", "partly", "not_collected", "waiting", "refused"}
            assert source["id"]
            assert source["holder"]
    keys = (
        "id label value status unit period place low high evidence margin unreliable measured_for"
    )
    for figure in document["figures"]:
        assert set(f"{keys} notes indicator why".split()) <= set(figure)
    keys = "source publisher release received_from altered_before_receipt file row column sha256"
    for entry in document["evidence"].values():
        assert set(f"{keys} retrieved n rows title licence address".split()) <= set(entry)
    assert document["warnings"] == list(made.warnings)
    for refusal in document["refusals"]:
        assert {"what", "why", "place", "would_help", "indicator"} <= set(refusal)
    assert document["summary"]["known"]
    assert all(isinstance(fact["text"], str) and fact["evidence"] for fact in document["facts"])


def test_places_stand_in_the_order_in_which_they_were_given(shelf: Any) -> None:
    """Fails when the codes are sorted."""
    document = json.loads(write_json(shelf.assessment("two_states")))
    assert document["places"] == ["36061", "34017"]


def test_the_same_assessment_gives_the_same_bytes(shelf: Any, folder: Path) -> None:
    """Fails when a set, the clock or an address in memory reaches the document."""
    first, second = shelf.make("houston"), shelf.make("houston")
    assert write_json(first) == write_json(second)
    write_tables(first, folder / "one")
    write_tables(second, folder / "two")
    for file in (folder / "one").iterdir():
        assert file.read_bytes() == (folder / "two" / file.name).read_bytes()


def test_a_missing_value_is_null_with_words_and_never_zero(made: Assessment) -> None:
    """Fails when `value or 0` is written anywhere on the way."""
    document = json.loads(write_json(made))
    for figure in document["figures"]:
        assert figure["status"] in {status.value for status in Status}
        assert (figure["value"] is None) == (figure["status"] in NO_VALUE)
        assert bool(figure["why"]) == (figure["value"] is None)
        if figure["status"] in {"true_zero", "structural_zero"}:
            assert figure["value"] == 0
    assert any(figure["value"] is None for figure in document["figures"])


def test_values_are_whole_and_counts_are_integers(made: Assessment) -> None:
    """Fails when a value is rounded to its printed decimals, or a count becomes 245.0."""
    document = json.loads(write_json(made))
    rounded = 0
    for figure in document["figures"]:
        quantity = made.figures[figure["id"]].quantity
        assert figure["value"] == quantity.value
        assert figure["margin"] == quantity.margin
        if quantity.unit.kind is UnitKind.COUNT and figure["value"] is not None:
            assert isinstance(figure["value"], int)
        if isinstance(figure["value"], float):
            rounded += figure["value"] != round(figure["value"], figure["decimals"])
    assert rounded > 0


def test_every_number_walks_to_one_cell_or_a_counted_run(made: Assessment) -> None:
    document = json.loads(write_json(made))
    for figure in document["figures"]:
        assert set(figure["evidence"]) <= set(document["evidence"])
        assert figure["evidence"] or figure["value"] is None
    for entry in document["evidence"].values():
        if entry["row"] == "*":
            assert entry["n"] > 1
            assert entry["rows"]
        else:
            assert isinstance(entry["row"], int)
            assert (entry["n"], entry["rows"]) == (1, "")


def test_a_chosen_detection_range_is_named_with_its_source(shelf: Any) -> None:
    choice = DetectionChoice(0.05, 0.2, "Lt. Ruiz, from the look-back of 2025")
    made = dataclasses.replace(shelf.assessment("harris"), detection=choice)
    document = json.loads(write_json(made))
    assert document["detection"] == {"low": 0.05, "high": 0.2, "source": choice.source}
    assert json.loads(write_json(shelf.assessment("harris")))["detection"] is None


def test_a_second_reader_finds_the_same_figures_in_the_table(
    made: Assessment, folder: Path
) -> None:
    """Fails when JSON and CSV part ways: a rounded cell, a status left out, a 0 for a blank."""
    document = json.loads(write_json(made))
    write_tables(made, folder)
    _, rows = read_csv(folder / "figures.csv")
    assert [row["id"] for row in rows] == [figure["id"] for figure in document["figures"]]
    for row, figure in zip(rows, document["figures"], strict=True):
        for name in ("value", "low", "high", "margin"):
            assert (None if row[name] == "" else float(row[name])) == figure[name]
        assert row["unreliable"] == str(figure["unreliable"]).lower()
        assert row["evidence"].split() == figure["evidence"]
        for name in ("status", "unit", "period", "place", "why", "indicator", "period_first"):
            assert row[name].removeprefix("'") == figure[name]
    _, cited = read_csv(folder / "evidence.csv")
    assert [row["id"] for row in cited] == list(document["evidence"])
    for row, entry in zip(cited, document["evidence"].values(), strict=True):
        for name in ("file", "column", "sha256", "rows", "retrieved", "row", "n"):
            assert row[name].removeprefix("'") == str(entry[name])


@pytest.mark.parametrize("name", ["figures", "cases"])
def test_the_warnings_open_every_file_of_figures(shelf: Any, folder: Path, name: str) -> None:
    """R28: W02 travels in the header. Fails when the comment lines are left out or cut."""
    made = shelf.assessment("harris")
    write_tables(made, folder)
    comments, rows = read_csv(folder / f"{name}.csv")
    assert [f"# {text.id} {text.text}\n" for text in made.warnings.values()] == comments
    assert any(comment.startswith("# W02 Arrests follow") for comment in comments)
    assert rows


def test_the_register_of_cases_is_in_both_forms(shelf: Any, folder: Path) -> None:
    made = shelf.assessment("houston")
    document = json.loads(write_json(made))
    write_tables(made, folder)
    _, rows = read_csv(folder / "cases.csv")
    figures = {figure["id"]: figure for figure in document["figures"]}
    assert [row["figure"] for row in rows] == [e["figure"] for e in document["case_register"]]
    for row in rows:
        value = figures[row["figure"]]["value"]
        assert (None if row["value"] == "" else float(row["value"])) == value
        assert row["status"] == figures[row["figure"]]["status"]
        assert row["definition"]


def test_the_package_of_a_police_report_says_for_whom_it_is(made: Assessment, tmp_path) -> None:
    """Fails when the mark of a report for law enforcement is left out of datapackage.json."""
    for audience, marked in (("law_enforcement_only", True), ("shared", False)):
        write_tables(dataclasses.replace(made, audience=audience), tmp_path / audience)
        package = json.loads((tmp_path / audience / "datapackage.json").read_text("utf-8"))
        assert package["audience"] == audience
        assert ("Made for law enforcement only" in package["description"]) is marked


def test_the_package_describes_the_files_as_they_are(made: Assessment, folder: Path) -> None:
    """Fails when a column is added to a file and not to the schema, or a type is wrong."""
    write_tables(made, folder)
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert package["profile"] == "tabular-data-package"
    files = {file.name for file in folder.iterdir()} - {"datapackage.json"}
    assert {resource["path"] for resource in package["resources"]} == files
    wanted = {"figures.csv", "evidence.csv", "sources.csv", "refusals.csv", "warnings.csv"}
    assert wanted <= files
    for resource in package["resources"]:
        data = (folder / resource["path"]).read_bytes()
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert resource["dialect"]["commentChar"] == "#"
        assert resource["schema"]["missingValues"] == [""]
        _, rows = read_csv(folder / resource["path"])
        for row in rows:
            assert list(row) == [field["name"] for field in resource["schema"]["fields"]]
            for field in resource["schema"]["fields"]:
                _check_type(row[field["name"]], field)


def _check_type(text: str, field: dict[str, Any]) -> None:
    if text == "":
        return
    match field["type"]:
        case "number":
            float(text)
        case "integer":
            int(text)
        case "boolean":
            assert text in ("true", "false")
        case "date":
            datetime.date.fromisoformat(text)
    assert text in field.get("constraints", {}).get("enum", [text])


def runs(cell: str) -> bool:
    """Would a spreadsheet take this cell for a formula?"""
    return cell.lstrip(" \u00a0\ufeff\u200b")[:1] in tuple(STARTS_A_FORMULA) or "\x00" in cell


@given(st.text(alphabet=[*STARTS_A_FORMULA, "\x00", " ", "\ufeff", "1", "A", "'", '"', ";"]))
def test_no_text_runs_as_a_formula(text: str) -> None:
    """Fails when one sign is taken from the list, or NUL is not stripped before looking."""
    harmless = disarm(text)
    assert not runs(harmless)
    assert "\n" not in harmless
    assert "\r" not in harmless


@pytest.mark.parametrize("text", ["Harris County, TX", "−0.4 points", "a = b", "e1 e2", "", "'s"])
def test_harmless_text_is_left_alone(text: str) -> None:
    assert disarm(text) == text


ATTACKS = (
    '=HYPERLINK("http://x","y")',
    "+1",
    "-1",
    "@SUM(A1)",
    "＝1",
    "\t=1",
    "\x00=1",
    "#",
    "\n=1",
)


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_in_any_text_of_the_assessment_is_disarmed(
    shelf: Any, folder: Path, attack: str
) -> None:
    """Fails when one column is written past `disarm`."""
    made = shelf.assessment("loving")
    figure = next(iter(made.figures.values()))
    entry = next(iter(made.evidence.values()))
    attacked = dataclasses.replace(
        made,
        figures={figure.id: dataclasses.replace(figure, label=attack, notes=(attack,))},
        evidence={entry.id: dataclasses.replace(entry, column=attack, title=attack, rows=attack)},
        refusals=tuple(dataclasses.replace(r, what=attack, why=attack) for r in made.refusals),
        case_register=(),
    )
    write_tables(attacked, folder)
    seen = 0
    for name in ("figures", "evidence", "refusals"):
        _, rows = read_csv(folder / f"{name}.csv")
        for row in rows:
            assert not any(runs(cell) for cell in row.values())
            seen += len(row)
    assert seen > 20


def test_a_negative_number_stays_a_number(shelf: Any, folder: Path) -> None:
    """Fails when numbers are disarmed as if they were text: '-0.6 is no number."""
    made = shelf.assessment("houston")
    negative = [f for f in made.figures.values() if (f.quantity.value or 0) < 0]
    assert negative
    write_tables(made, folder)
    text = (folder / "figures.csv").read_text(encoding="utf-8")
    assert all(f",{figure.quantity.value!r}," in text for figure in negative)
