"""The assessment as tables: a Frictionless data package of CSV files for spreadsheets.

A missing value is an empty cell with its status beside it, never 0. Text that a spreadsheet
would run as a formula is kept from running. The file of figures opens with the warnings that
belong to them, as comment lines.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from firstlight.assessment import Assessment, CaseEntry
from firstlight.report.columns import (
    CASE_FIELDS,
    CHECKLIST_FIELDS,
    EVIDENCE_FIELDS,
    FACTOR_FIELDS,
    FIGURE_FIELDS,
    PROACTIVE_FIELDS,
    PROCESS_FIELDS,
    REFUSAL_FIELDS,
    SOURCE_FIELDS,
    STATEMENT_FIELDS,
    TWIN_FIELDS,
    WARNING_FIELDS,
    Field,
)
from firstlight.report.data import (
    Json,
    describe_case,
    describe_evidence,
    describe_factor,
    describe_figure,
    describe_refusal,
    describe_source,
)
from firstlight.report.paper_words import FOR_POLICE, INVENTED_ON_ITS_FACE, say_audience
from firstlight.report.pictures_data import flatten_twins
from firstlight.report.process_data import flatten_choice, flatten_offense
from firstlight.report.statement_data import describe_statement, flatten_checklist

# Signs with which spreadsheets begin a formula, also in their full-width forms. A comment
# sign would hide the line from a reader who skips comments.
RUNS = "=+-@＝＋－＠#\t\r\n"
UNSEEN = "\ufeff\u200b\u200e\u200f\u2060"  # marks without width that may stand before such a sign

KEYED = ("figures", "evidence", "factors", "warnings", "process", "proactive")

Cell = str | int | float | bool | None

DESCRIPTION = "Status says what kind of value a cell holds. An empty value is not zero."


@dataclass(frozen=True, slots=True)
class Sheet:
    """One CSV file. `comments` stand above its header."""

    name: str
    title: str
    fields: tuple[Field, ...]
    rows: tuple[Mapping[str, Cell], ...]
    comments: tuple[str, ...] = ()


def write_tables(assessment: Assessment, folder: Path) -> None:
    """Write the data package into a folder, which is made when it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    resources: list[Json] = []
    for sheet in _say_invented(assessment, _sheets(assessment)):
        data = _write_csv(sheet).encode("utf-8")
        (folder / f"{sheet.name}.csv").write_bytes(data)
        resources.append(_describe_sheet(sheet, data))
    package: dict[str, Json] = {
        "profile": "tabular-data-package",
        "name": "firstlight-assessment",
        "title": f"Human trafficking in {assessment.area.name}: figures and their evidence",
        "description": " ".join(
            filter(None, (say_audience(assessment), _banner(assessment), DESCRIPTION))
        ),
        "audience": assessment.audience,
        "created": f"{assessment.made_on.isoformat()}T00:00:00Z",
        "resources": resources,
    }
    text = json.dumps(package, ensure_ascii=False, indent=1) + "\n"
    (folder / "datapackage.json").write_text(text, encoding="utf-8", newline="\n")


def _banner(assessment: Assessment) -> str:
    return INVENTED_ON_ITS_FACE if assessment.has_invented else ""


def _say_invented(assessment: Assessment, sheets: tuple[Sheet, ...]) -> tuple[Sheet, ...]:
    """Every table begins with the words, since each can be taken along by itself."""
    banner = _banner(assessment)
    if not banner:
        return sheets
    return tuple(replace(sheet, comments=(banner, *sheet.comments)) for sheet in sheets)


def disarm(text: str) -> str:
    """Text as it may stand in a spreadsheet: one line, no NUL, never a formula.

    Whatever begins like a formula, spaces and unseen marks before it included, gets an
    apostrophe in front, which spreadsheets take for the sign of text.
    """
    line = re.sub(r"[\r\n]+", " ", text.replace("\x00", "").rstrip("\r\n"))
    bare = line.lstrip(UNSEEN + " \u00a0")
    runs = bare[:1] in RUNS if bare else False
    return f"'{line}" if runs or text[:1] in ("\r", "\n") else line


def _sheets(assessment: Assessment) -> tuple[Sheet, ...]:
    warnings = assessment.warnings.values()
    comments = tuple(f"{warning.id} {warning.text}" for warning in warnings)
    return (
        Sheet(
            "figures",
            "Every figure, or the state of the one that is not given",
            FIGURE_FIELDS,
            tuple(_flat(describe_figure(figure)) for figure in assessment.figures.values()),
            comments,
        ),
        Sheet(
            "cases",
            "The register of documented cases; lines of different sources are never added",
            CASE_FIELDS,
            tuple(_case(assessment, entry) for entry in assessment.case_register),
            comments,
        ),
        Sheet(
            "evidence",
            "Every received cell, or run of cells, that a figure was made from",
            EVIDENCE_FIELDS,
            tuple(
                {"id": name, **_flat(describe_evidence(entry))}
                for name, entry in assessment.evidence.items()
            ),
        ),
        Sheet(
            "sources",
            "Every source that the guide names, how far it is in hand, and whom to ask",
            SOURCE_FIELDS,
            tuple(
                {"parameter": chapter.number, **_flat(describe_source(source))}
                for chapter in assessment.chapters
                for source in chapter.sources
            ),
        ),
        Sheet(
            "factors",
            "Every factor that was looked at, how far it is in hand, and whom to ask",
            FACTOR_FIELDS,
            tuple(_flat(describe_factor(factor)) for factor in assessment.factors),
        ),
        *_sheets_of_pictures(assessment, comments),
        *_sheets_of_process(assessment, comments),
        *_sheets_of_statements(assessment),
        Sheet(
            "refusals",
            "Every answer that is withheld, and what would allow it",
            REFUSAL_FIELDS,
            tuple(_flat(describe_refusal(refusal)) for refusal in assessment.refusals),
        ),
        Sheet(
            "warnings",
            "The warnings that belong to these figures",
            WARNING_FIELDS,
            tuple({"id": text.id, "name": text.name, "text": text.text} for text in warnings),
        ),
    )


def _sheets_of_pictures(assessment: Assessment, comments: tuple[str, ...]) -> tuple[Sheet, ...]:
    pictures = assessment.pictures
    if pictures is None:
        return ()
    return (
        Sheet(
            "two_pictures",
            "What police recorded beside what providers saw; neither is ranked, none is added",
            TWIN_FIELDS,
            tuple(_flat(row) for row in flatten_twins(pictures)),
            comments,
        ),
    )


def _sheets_of_process(assessment: Assessment, comments: tuple[str, ...]) -> tuple[Sheet, ...]:
    process = assessment.process
    if process is None:
        return ()
    return (
        Sheet(
            "process",
            "Offenses around trafficking by stage; a count is of the offense and never of victims",
            PROCESS_FIELDS,
            tuple(_flat(flatten_offense(state)) for state in process.offenses),
            comments,
        ),
        Sheet(
            "proactive",
            "What can be done in a sector, with its rights check; never a reason for an operation",
            PROACTIVE_FIELDS,
            tuple(_flat(flatten_choice(choice)) for choice in process.proactive),
        ),
    )


def _sheets_of_statements(assessment: Assessment) -> tuple[Sheet, ...]:
    said = assessment.statements
    if said is None:
        return ()
    words = said.words
    comments = [words.not_a_count, words.never_a_reason]
    if said.audience == FOR_POLICE:
        comments.insert(0, words.for_police)
    if said.invented:
        comments.insert(0, INVENTED_ON_ITS_FACE)
    return (
        Sheet(
            "statements",
            "Graded statements about kinds of things in a place; none is a count",
            STATEMENT_FIELDS,
            tuple(_flat(describe_statement(entry)) for entry in said.entries),
            tuple(comments),
        ),
        Sheet(
            "checklists",
            "Checklists, one line a sign; a grade of an indication, never a yes or a no",
            CHECKLIST_FIELDS,
            tuple(_flat(line) for filled in said.checklists for line in flatten_checklist(filled)),
            tuple(comments),
        ),
    )


def _case(assessment: Assessment, entry: CaseEntry) -> dict[str, Cell]:
    figure = _flat(describe_figure(assessment.figures[entry.figure]))
    shown = {name: figure[name] for name in ("value", "status", "why", "unit", "place", "evidence")}
    return {**_flat(describe_case(entry)), **shown}


def _flat(values: Mapping[str, Json]) -> dict[str, Cell]:
    """Lists become one cell: ids apart by a space, words by a semicolon."""
    flat: dict[str, Cell] = {}
    for name, value in values.items():
        if isinstance(value, list):
            flat[name] = (" " if name == "evidence" else "; ").join(str(part) for part in value)
        elif not isinstance(value, dict):
            flat[name] = value
    return flat


def _write_csv(sheet: Sheet) -> str:
    out = io.StringIO()
    for comment in sheet.comments:
        out.write(f"# {' '.join(comment.split())}\n")
    # All text is quoted, so that no part of it becomes a cell where a semicolon parts columns.
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    writer.writerow(field.name for field in sheet.fields)
    for row in sheet.rows:
        writer.writerow(_cell(row[field.name], field) for field in sheet.fields)
    return out.getvalue()


def _cell(value: Cell, field: Field) -> Cell:
    """A number as a number, text as harmless text, nothing as an empty cell."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return ""
    if field.type in ("number", "integer"):
        return value
    return disarm(str(value))


def _describe_sheet(sheet: Sheet, data: bytes) -> dict[str, Json]:
    return {
        "profile": "tabular-data-resource",
        "name": sheet.name,
        "title": sheet.title,
        "path": f"{sheet.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "dialect": {"delimiter": ",", "quoteChar": '"', "header": True, "commentChar": "#"},
        "schema": {
            "fields": [
                {
                    "name": field.name,
                    "type": field.type,
                    "description": field.holds,
                    **({"constraints": {"enum": list(field.only)}} if field.only else {}),
                }
                for field in sheet.fields
            ],
            "missingValues": [""],
            **({"primaryKey": ["id"]} if sheet.name in KEYED else {}),
        },
    }
