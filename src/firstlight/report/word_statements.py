"""Writes statements and checklists into the Word report."""

from __future__ import annotations

from typing import Any

from firstlight.report.paper_statements import PaperStatements
from firstlight.report.word_parts import Column, add_table, make_run, plain

HEADS = ("About", "What is said", "Grade", "Source and content", "By whom, for whom")
SHARES = (0.22, 0.28, 0.12, 0.16, 0.22)


def write_statements(document: Any, part: PaperStatements, width: int) -> None:
    """Write the section; `width` is in twips."""
    heading = _add(document, part.title, "Heading 1")
    heading.paragraph_format.page_break_before = True
    _add(document, part.question, "Quiet")
    _add(document, part.about, "Lede")
    for text in part.bold:
        _add(document, text, "Warning")
    if part.rows:
        columns = [Column(head, share) for head, share in zip(HEADS, SHARES, strict=True)]
        rows = [(row.about, row.said, row.grade, row.scale, row.who) for row in part.rows]
        add_table(document, columns, rows, title=part.title, width_twips=width)
    for sheet in part.sheets:
        _add(document, sheet.title, "Heading 3")
        for fact in sheet.facts:
            paragraph = _add(document, "", "List Bullet")
            paragraph._p.append(make_run(f"{fact.lead} ", style="Strong"))
            paragraph._p.append(make_run(fact.text))
    for text in part.fine:
        _add(document, text, "Fine")


def _add(document: Any, text: str, style: str) -> Any:
    return document.add_paragraph(plain(text), style=style)
