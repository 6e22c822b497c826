"""Writes the two pictures into the Word report: twin columns, and the funnel plot as a picture."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from docx.shared import Twips

from firstlight.report.paper_tables import Row
from firstlight.report.paper_twins import Drawing, PaperTwins
from firstlight.report.pdf import draw_png
from firstlight.report.word_parts import Column, add_table, plain
from firstlight.report.word_tables import write_cell

SHARES = (0.18, 0.3, 0.3, 0.22)


def write_twins(document: Any, twins: PaperTwins, width: int) -> None:
    """Police beside providers, one question a row; `width` is in twips."""
    _add(document, twins.title, "Heading 2")
    _add(document, twins.about, "Quiet")
    columns = [Column(head, share) for head, share in zip(twins.heads, SHARES, strict=True)]
    rows = [
        (
            row.label,
            _write_side(row.police, row.no_police),
            _write_side(row.providers, row.no_providers),
            row.verdict,
        )
        for row in twins.rows
    ]
    add_table(document, columns, rows, title=twins.title, width_twips=width)
    for note in twins.notes:
        _add(document, note, "Quiet")


def _write_side(rows: Sequence[Row], blank: str) -> str:
    """Every count of a side with what it counts, or why it has none."""
    counts = (f"{row.label}\n{write_cell(row)}" for row in rows)
    return "\n".join(counts) or f"{blank[:1].upper()}{blank[1:]}"


def write_drawing(document: Any, drawing: Drawing, width: int) -> None:
    """A drawing as a picture with its words for a screen reader, and its key."""
    picture = document.add_picture(io.BytesIO(draw_png(drawing.svg)), width=Twips(width))
    about = picture._inline.docPr
    about.set("descr", plain(drawing.words))
    about.set("name", "Drawing")
    _add(document, drawing.key, "Quiet")


def _add(document: Any, text: str, style: str) -> None:
    document.add_paragraph(plain(text), style=style)
