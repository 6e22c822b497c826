"""Tables of figures in the Word report: the same shared tables as in the PDF, and single ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from firstlight.report.paper_tables import Grid, Row, SharedGroup, SharedTable
from firstlight.report.word_parts import Column, add_table, plain

SIDE_BY_SIDE = "The figures side by side"
NOTHING = "–"  # the dash that the remarks below a shared table explain
FIRST_SHARE = 0.24


def write_shared(document: Any, groups: Sequence[SharedGroup], width: int) -> None:
    """The tables of places that open a chapter, under its headings."""
    if groups:
        _add(document, SIDE_BY_SIDE, "Heading 2")
    for group in groups:
        if group.name:
            _add(document, group.name, "Table Title")
        for table in group.tables:
            write_shared_table(document, table, width, title=group.name or SIDE_BY_SIDE)
        if group.remarks:
            _add(document, " ".join(group.remarks), "Quiet")


def write_shared_table(document: Any, table: SharedTable, width: int, *, title: str) -> None:
    """Figures of several measures, or several tables of one; each cell with its evidence."""
    first = FIRST_SHARE if len(table.heads) > 1 else 0.5
    share = (1 - first) / len(table.heads)
    heads = [": ".join(filter(None, (head.name, head.aside))) for head in table.heads]
    columns = [Column(table.head, first), *(Column(head, share) for head in heads)]
    rows = [
        (
            "\n".join(filter(None, (row.label, row.aside))),
            *(NOTHING if cell is None else write_cell(cell) for cell in row.cells),
        )
        for row in table.rows
    ]
    bold = frozenset(index for index, row in enumerate(table.rows) if row.emphasized)
    add_table(document, columns, rows, title=title, width_twips=width, bold_rows=bold)


def write_cell(row: Row) -> str:
    """A number with its margin, its state in words, and its evidence."""
    if not row.value:
        return "\n".join(filter(None, (row.words, row.evidence)))
    number = f"{row.value} {row.margin}".strip()
    return "\n".join(filter(None, (number, row.words, row.evidence)))


def write_grid(document: Any, grid: Grid, width: int) -> None:
    """One table alone; a margin or range stands behind its number."""
    title = f"{grid.title}: {grid.unit}" if grid.unit else grid.title
    _add(document, title, "Table Title")
    head = ", ".join(filter(None, (grid.value_head, grid.margin_head)))
    columns = [Column(grid.head, 0.5), Column(head or "Value", 0.3), Column("Evidence", 0.2)]
    rows = []
    for row in grid.rows:
        label = "\n".join(filter(None, (row.label, row.aside)))
        number = f"{row.value} {row.margin}".strip() if row.value else ""
        rows.append((label, "\n".join(filter(None, (number, row.words))), row.evidence))
    bold = frozenset(index for index, row in enumerate(grid.rows) if row.emphasized)
    add_table(document, columns, rows, title=title, width_twips=width, bold_rows=bold)
    if grid.remarks:
        _add(document, " ".join(grid.remarks), "Quiet")


def _add(document: Any, text: str, style: str) -> None:
    document.add_paragraph(plain(text), style=style)
