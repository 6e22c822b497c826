"""Writes the process into the Word report: the table of offenses by stage, then what is left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from firstlight.report.paper_process import Led, PaperProcess, StageRow
from firstlight.report.word_parts import Column, add_table, make_run, plain, set_columns
from firstlight.report.word_tables import write_grid

SHARES = (0.15, 0.14, 0.25, 0.24, 0.22)
HEADS = (
    "Offense",
    "Stage, relation",
    "Who records it, what to ask for",
    "Link, what to mind, law",
    "In hand",
)


def write_process(document: Any, process: PaperProcess, width: int, column: int) -> None:
    """Write the process; the widths of the page and of one of two columns are in twips.

    What the table says is not said again below it.
    """
    _add(document, process.title, "Heading 2")
    _add(document, process.question, "Quiet")
    _add(document, process.about, "Body Text")
    _add(document, process.not_multiplied, "Warning")
    columns = [Column(head, share) for head, share in zip(HEADS, SHARES, strict=True)]
    rows = [_lay_row(row) for row in process.rows]
    add_table(document, columns, rows, title=process.title, width_twips=width)
    counted = [sheet for group in process.groups for sheet in group.sheets if sheet.grids]
    if counted:
        _add(document, "Counts of these offenses that stand nowhere else", "Heading 3")
    for sheet in counted:
        _add(document, sheet.title, "Heading 4")
        for grid in sheet.grids:
            write_grid(document, grid, width)
    set_columns(document, 2)
    _add(document, "Lists of offenses for counting arrests", "Heading 3")
    _add(document, process.lists_about, "Quiet")
    for group in process.lists:
        facts = tuple(fact for sheet in group.sheets for fact in sheet.facts)
        _write_facts(document, (Led(f"{group.title}.", group.about), *facts))
    _add(document, "What can be done without waiting for a report", "Heading 3")
    _add(document, process.proactive_about, "Fine")
    _add(document, process.never_a_reason, "Warning")
    for sheet in process.proactive:
        _add(document, sheet.title, "Heading 4")
        _write_facts(document, sheet.facts)
        for grid in sheet.grids:
            write_grid(document, grid, column)
    _add(document, process.source, "Quiet")
    set_columns(document, 1)


def _lay_row(row: StageRow) -> tuple[str, ...]:
    in_hand = f"{_start(row.in_hand)}."
    return (
        row.offense,
        f"{_start(row.stage)}\n{_start(row.relation)}",
        f"{_start(row.recorded_by)}. {row.ask}",
        "\n".join(filter(None, (f"{_start(row.link)}. {row.caution}", row.law))),
        "\n".join(filter(None, (in_hand, f"Its numbers: {row.numbers}." if row.numbers else ""))),
    )


def _start(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _write_facts(document: Any, facts: Sequence[Led]) -> None:
    """Facts as one paragraph, each with its strong words."""
    paragraph = _add(document, "", "Fine")
    for fact in facts:
        paragraph._p.append(make_run(f"{fact.lead} ", style="Strong"))
        paragraph._p.append(make_run(f"{fact.text} "))


def _add(document: Any, text: str, style: str) -> Any:
    return document.add_paragraph(plain(text), style=style)
