"""Writes the process into the Word report: the table of stages, then a sheet for each offense."""

from __future__ import annotations

from typing import Any

from firstlight.report.paper_process import PaperProcess, Sheet
from firstlight.report.word_parts import Column, add_table, make_run, plain
from firstlight.report.word_tables import write_grid

SHARES = (0.24, 0.11, 0.16, 0.22, 0.12, 0.15)
HEADS = ("Offense", "Stage", "Relation", "Who records it", "Link", "In hand")


def write_process(document: Any, process: PaperProcess, width: int) -> None:
    """Write the process; `width` is in twips."""
    _add(document, process.title, "Heading 2")
    _add(document, process.question, "Quiet")
    _add(document, process.about, "Body Text")
    _add(document, process.not_multiplied, "Warning")
    columns = [Column(head, share) for head, share in zip(HEADS, SHARES, strict=True)]
    rows = [
        (row.offense, row.stage, row.relation, row.recorded_by, row.link, row.in_hand)
        for row in process.rows
    ]
    add_table(document, columns, rows, title=process.title, width_twips=width)
    for group in process.groups:
        _add(document, group.title, "Heading 3")
        if group.about:
            _add(document, group.about, "Quiet")
        for sheet in group.sheets:
            _write_sheet(document, sheet, width)
    _add(document, "Lists of offenses for counting arrests", "Heading 3")
    _add(document, process.lists_about, "Quiet")
    for group in process.lists:
        _add(document, f"{group.title}. {group.about}", "Body Text")
        for sheet in group.sheets:
            _write_sheet(document, sheet, width)
    _add(document, "What can be done without waiting for a report", "Heading 3")
    _add(document, process.proactive_about, "Body Text")
    _add(document, process.never_a_reason, "Warning")
    for sheet in process.proactive:
        _write_sheet(document, sheet, width)
    _add(document, process.source, "Quiet")


def _write_sheet(document: Any, sheet: Sheet, width: int) -> None:
    if sheet.title:
        _add(document, sheet.title, "Heading 4")
    for fact in sheet.facts:
        paragraph = _add(document, "", "List Bullet")
        paragraph._p.append(make_run(f"{fact.lead} ", style="Strong"))
        paragraph._p.append(make_run(fact.text))
    for each in sheet.grids:
        write_grid(document, each, width)


def _add(document: Any, text: str, style: str) -> Any:
    return document.add_paragraph(plain(text), style=style)
