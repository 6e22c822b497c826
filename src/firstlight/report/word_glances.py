"""How a chapter of the Word report opens and closes: the same two tables as in the PDF."""

from __future__ import annotations

from typing import Any

from firstlight.report.paper import (
    PaperChapter,
)
from firstlight.report.paper_words import (
    BEYOND,
)
from firstlight.report.word_parts import Column, add_table, make_run, plain

GLANCE = "At a glance"


def write_glance(document: Any, chapter: PaperChapter, width: int) -> None:
    """The measures that stand in no shared table, by group: here, in larger areas, when."""
    measures = chapter.measures
    groups = [
        (group.name, rows)
        for group in chapter.glance
        if (rows := [row for row in group.rows if not measures[row.measure].brief.in_shared])
    ]
    if not groups:
        return
    _add(document, GLANCE, "Heading 2")
    columns = [
        Column("Measure", 0.3), Column("Here", 0.2), Column(BEYOND, 0.3), Column("When", 0.2),
    ]  # fmt: skip
    for name, found in groups:
        if name:
            _add(document, name, "Table Title")
        lines = [(row.title, row.here, row.beyond, row.when) for row in found]
        title = f"{GLANCE}: {name or chapter.title}"
        add_table(document, columns, lines, title=title, width_twips=width)


def write_lacking(document: Any, chapter: PaperChapter) -> None:
    """Measures without any figure for this place, and below them the reasons for it."""
    _add(document, chapter.lacking_title, "Heading 2")
    _add(document, chapter.lacking_words, "Fine")
    for group in chapter.lacking:
        for row in group.rows:
            told = [f"{row.badge}."] if row.badge else []
            told += row.elsewhere
            if row.evidence:
                told.append(row.evidence)
            if row.ask_next:
                told.append(f"Ask next. {row.ask_next}")
            paragraph = document.add_paragraph("", style="Fine")
            paragraph._p.append(make_run(f"{row.title}. ", style="Strong"))
            paragraph._p.append(make_run(" ".join(told)))
            paragraph.paragraph_format.keep_with_next = True
        lead = "Why, for each of these:" if len(group.rows) > 1 else "Why:"
        why = document.add_paragraph("", style="Fine")
        why._p.append(make_run(f"{lead} ", style="Strong"))
        why._p.append(make_run(" ".join(group.why)))


def _add(document: Any, text: str, style: str) -> None:
    document.add_paragraph(plain(text), style=style)
