"""How a chapter of the Word report opens and closes: the same two tables as in the PDF."""

from __future__ import annotations

from typing import Any

from firstlight.report.paper import (
    PaperChapter,
)
from firstlight.report.paper_words import (
    BEYOND,
    LACKING,
    LACKING_WORDS,
)
from firstlight.report.word_parts import Column, add_table, plain

GLANCE = "At a glance"


def write_glance(document: Any, chapter: PaperChapter, width: int) -> None:
    """The measures of the chapter by group: here, in larger areas, when."""
    if not chapter.glance:
        return
    _add(document, GLANCE, "Heading 2")
    columns = [
        Column("Measure", 0.3), Column("Here", 0.2), Column(BEYOND, 0.3), Column("When", 0.2),
    ]  # fmt: skip
    for group in chapter.glance:
        if group.name:
            _add(document, group.name, "Table Title")
        rows = [(row.title, row.here, row.beyond, row.when) for row in group.rows]
        title = f"{GLANCE}: {group.name or chapter.title}"
        add_table(document, columns, rows, title=title, width_twips=width)


def write_lacking(document: Any, chapter: PaperChapter, width: int) -> None:
    """Measures without any figure for this place, under the reasons for it."""
    _add(document, LACKING, "Heading 2")
    _add(document, LACKING_WORDS, "Body Text")
    columns = [
        Column("Nothing in hand here for", 0.3),
        Column("What is in hand of the state and the nation", 0.36),
        Column("Ask next", 0.34),
    ]
    for group in chapter.lacking:
        _add(document, f"Why: {' '.join(group.why)}", "Table Title")
        rows = [
            (
                "\n".join(filter(None, (row.title, row.badge, row.evidence))),
                " ".join(row.elsewhere) or "nothing",
                row.ask_next or "nobody known",
            )
            for row in group.rows
        ]
        add_table(document, columns, rows, title=LACKING, width_twips=width)


def _add(document: Any, text: str, style: str) -> None:
    document.add_paragraph(plain(text), style=style)
