"""Tables of figures for paper: one alone, and several measures in one table."""

from __future__ import annotations

import itertools
import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from firstlight.assessment import Block, FigureTable
from firstlight.base.finding import Figure
from firstlight.base.place import PlaceKind
from firstlight.report.groups import is_of_place, write_whose
from firstlight.report.marks import BY_PLACE, draw_scale
from firstlight.report.notes import fold_ids
from firstlight.report.paper_tables import (
    Grid,
    Row,
    SharedGroup,
    SharedHead,
    SharedRow,
    SharedTable,
)
from firstlight.report.wording import (
    STATE_WORDS,
    write_age_of_table,
    write_margin,
    write_parts,
    write_range,
    write_state,
    write_value,
    write_why_missing,
)

_T = TypeVar("_T")
WHOLE_AREA = "The whole area"
HERE = "Here"
MIDDLE = "Middle county"
SHORT_UNRELIABLE = "too wide to lean on"  # below a margin
PLACE_HEAD = "Place"
SIDE_BY_SIDE = 5  # measures in one table of places
IN_A_COLUMN = 3  # tables of one measure, in half the width of a page
MOST_COUNTIES = 40  # more stand in the files beside the report
MOST_ROWS = 60  # a longer table is cut to FIRST_ROWS
FIRST_ROWS = 15
COUNTIES_ELSEWHERE = (
    "The counties of this area are too many for paper. Each stands with its evidence in "
    "figures.csv in the folder “tables”, in assessment.json and on the page."
)
DASH = "A dash: this measure is not given for that place."
ROWS_ELSEWHERE = (
    "The first rows only. All stand with their evidence in figures.csv, in the folder “tables”."
)


def lay_grid(table: FigureTable, figures: Mapping[str, Figure]) -> Grid:
    """One table as paper prints it: every value as text, with its margin, state and evidence."""
    shown = [figures[row.figure] for row in table.rows]
    states = {figure.place.name.rpartition(", ")[2] for figure in shown if _is_county(figure)}
    rows = tuple(
        lay_row(_label(write_parts(row.label, figures), figure, states), figure, row.emphasized)
        for row, figure in zip(table.rows, shown, strict=True)
    )
    units = list(dict.fromkeys(figure.quantity.unit.name for figure in shown))
    value_head = (units[0] if len(units) == 1 else "") or table.unit
    margins = any(write_margin(figure) for figure in shown)
    ranges = any(write_range(figure) for figure in shown)
    return Grid(
        title=_title_with_age(table, figures, shown),
        unit="" if table.unit == value_head else table.unit,
        head=table.head,
        value_head=value_head,
        margin_head="± at 90 %" if margins else "range" if ranges else "",
        rows=rows,
        scale=draw_scale(shown, by_place=table.head in BY_PLACE),
        remarks=(*write_why_missing(shown), *_write_notes(shown)),
    )


def lay_row(label: str, figure: Figure, emphasized: bool = False) -> Row:
    """One figure as a row or a cell of a table."""
    cell = figure.quantity.cell
    aside = figure.measured_for
    if aside and aside.split()[-1] in label:
        aside = ""
    known = cell.has_number or figure.quantity.has_range
    words = SHORT_UNRELIABLE if cell.unreliable else write_state(figure)
    return Row(
        label=f"{label[:1].upper()}{label[1:]}",
        aside=aside,
        value=write_value(figure) if known else "",
        margin=write_margin(figure) or write_range(figure),
        state="unreliable" if cell.unreliable else cell.status.value,
        words=words if known else STATE_WORDS[cell.status],
        evidence=fold_ids(figure.evidence),
        emphasized=emphasized,
    )


def _title_with_age(
    table: FigureTable, figures: Mapping[str, Figure], shown: Iterable[Figure]
) -> str:
    title, age = write_parts(table.title, figures), write_age_of_table(shown)
    return f"{title} ({age})" if age else title


def _is_county(figure: Figure) -> bool:
    return figure.place.kind is PlaceKind.COUNTY


def _label(label: str, figure: Figure, states: Collection[str]) -> str:
    """A row's label, short: the area as a whole; counties of one state without the state."""
    if figure.place.kind is PlaceKind.AREA and label == figure.place.name:
        return WHOLE_AREA
    if _is_county(figure) and label == figure.place.name and len(states) == 1:
        return label.rpartition(", ")[0]
    return label


def _write_notes(figures: Iterable[Figure]) -> tuple[str, ...]:
    """What the figures' notes say, each with the place it is about."""
    said = [f"{figure.place.name}: {note}." for figure in figures for note in figure.notes]
    return tuple(dict.fromkeys(said))


# Several measures in one table -----------------------------------------------------------------


def is_of_places(table: FigureTable, figures: Mapping[str, Figure]) -> bool:
    """True for a table whose rows are plain places, which measures can share."""
    if table.head != PLACE_HEAD or not table.rows or table.drawn:
        return False
    return all(
        (label := write_parts(row.label, figures)) == figures[row.figure].place.name
        or label.startswith(MIDDLE)
        for row in table.rows
    )


def share_places(
    name: str,
    measures: Sequence[tuple[int, Block]],
    figures: Mapping[str, Figure],
    *,
    counties: int,
) -> SharedGroup | None:
    """The first tables of several measures as one: by measure for a county, else by place.

    `measures` are blocks with their place in the chapter. An area of more than MOST_COUNTIES
    keeps its total and what it is compared with; its counties stand in the files.
    """
    laid: list[tuple[int, Block, Grid, tuple[Figure, ...]]] = []
    for number, block in measures:
        if block.tables and is_of_places(block.tables[0], figures):
            table = block.tables[0]
            if counties > MOST_COUNTIES:
                rows = tuple(row for row in table.rows if not _is_county(figures[row.figure]))
                table = replace(table, rows=rows)
            if table.rows:
                shown = tuple(figures[row.figure] for row in table.rows)
                laid.append((number, block, lay_grid(table, figures), shown))
    if not laid:
        return None
    remarks = list(dict.fromkeys(words for _, _, grid, _ in laid for words in grid.remarks))
    if counties > MOST_COUNTIES:
        remarks.append(COUNTIES_ELSEWHERE)
    tables: tuple[SharedTable, ...] = (
        (_by_measure(laid),)
        if counties == 1
        else tuple(_by_place(part) for part in _split_evenly(laid, SIDE_BY_SIDE))
    )
    if any(cell is None for table in tables for row in table.rows for cell in row.cells):
        remarks.append(DASH)
    return SharedGroup(name, tables, tuple(remarks))


def _split_evenly(items: Sequence[_T], most: int) -> Iterator[Sequence[_T]]:
    """Parts of nearly the same length, none longer than `most`."""
    parts = math.ceil(len(items) / most)
    ends = [round(part * len(items) / parts) for part in range(parts + 1)]
    return (items[first:end] for first, end in itertools.pairwise(ends))


_Laid = Sequence[tuple[int, Block, Grid, tuple[Figure, ...]]]


def _by_measure(laid: _Laid) -> SharedTable:
    """A row a measure; columns for the county, its state, the nation and the middle county."""
    order: dict[str, None] = {HERE: None}
    rows: list[tuple[int, str, str, dict[str, Row]]] = []
    for number, block, grid, shown in laid:
        cells = {_column_of(row, figure): row for row, figure in zip(grid.rows, shown, strict=True)}
        order.update(dict.fromkeys(cells))
        aside = f"{grid.title}: {grid.value_head or grid.unit}".removesuffix(": ")
        rows.append((number, block.title, aside, cells))
    heads = sorted(order, key=lambda name: (name != HERE, name.startswith(MIDDLE)))
    return SharedTable(
        head="Measure",
        heads=tuple(SharedHead(name, "") for name in heads),
        rows=tuple(
            SharedRow(title, aside, False, tuple(cells.get(name) for name in heads), number)
            for number, title, aside, cells in rows
        ),
    )


def _column_of(row: Row, figure: Figure) -> str:
    if is_of_place(figure):
        return HERE
    if figure.measured_for:
        return write_whose(figure)
    return MIDDLE if row.label.startswith(MIDDLE) else row.label


def _by_place(laid: _Laid) -> SharedTable:
    """A row a place; a column a measure."""
    places: dict[str, bool] = {}
    for _, _, grid, _ in laid:
        for row in grid.rows:
            places.setdefault(row.label, row.emphasized)
    last = ("Middle county", "United States")
    order = sorted(places, key=lambda label: label.startswith(last))  # stable: the rest as it is
    cells = [{row.label: row for row in grid.rows} for _, _, grid, _ in laid]
    return SharedTable(
        head=PLACE_HEAD,
        heads=tuple(
            SharedHead(block.title, f"{grid.title}: {grid.value_head or grid.unit}")
            for _, block, grid, _ in laid
        ),
        rows=tuple(
            SharedRow(label, "", places[label], tuple(of.get(label) for of in cells))
            for label in order
        ),
    )


def share_rows(
    tables: Sequence[FigureTable], figures: Mapping[str, Figure]
) -> tuple[tuple[SharedTable, ...], tuple[Grid, ...], tuple[str, ...]]:
    """Tables of one measure with the same rows side by side; the others alone, long ones cut.

    Gives the tables side by side, the tables alone, and the remarks of the former.
    """
    grids = [lay_grid(table, figures) for table in tables]
    groups: dict[tuple[str, frozenset[tuple[str, str]]], list[Grid]] = {}
    for grid in grids:
        names = frozenset((row.label, row.aside) for row in grid.rows)
        key = (grid.title if len(names) < len(grid.rows) else grid.head, names)
        groups.setdefault(key, []).append(grid)
    side: list[SharedTable] = []
    alone_grids: list[Grid] = []
    remarks: dict[str, None] = {}
    for group in groups.values():
        if len(group) == 1 or len(group[0].rows) > MOST_ROWS:
            alone_grids.extend(_cut(grid) for grid in group)
            continue
        remarks.update(dict.fromkeys(words for grid in group for words in grid.remarks))
        side.extend(_side_by_side(part) for part in _split_evenly(group, IN_A_COLUMN))
    return tuple(side), tuple(alone_grids), tuple(remarks)


def _cut(grid: Grid) -> Grid:
    if len(grid.rows) <= MOST_ROWS:
        return grid
    return replace(
        grid,
        rows=grid.rows[:FIRST_ROWS],
        scale=None,
        remarks=(*grid.remarks, ROWS_ELSEWHERE),
    )


def _side_by_side(grids: Sequence[Grid]) -> SharedTable:
    cells = [
        {(row.label, row.aside): replace(row, aside="") for row in grid.rows} for grid in grids
    ]
    return SharedTable(
        head=grids[0].head,
        heads=tuple(
            SharedHead(title, grid.value_head or grid.unit)
            for title, grid in zip(_say_first_once(grids), grids, strict=True)
        ),
        rows=tuple(
            SharedRow(
                row.label,
                row.aside,
                row.emphasized,
                tuple(of.get((row.label, row.aside)) for of in cells),
            )
            for row in grids[0].rows
        ),
    )


def _say_first_once(grids: Sequence[Grid]) -> list[str]:
    """Titles; a first sentence that is the same in all stands over the first column only."""
    titles = [grid.title for grid in grids]
    sentences = {title.partition(". ")[0] if ". " in title else "" for title in titles}
    if len(titles) == 1 or len(sentences) > 1 or "" in sentences:
        return titles
    return [titles[0], *(title.partition(". ")[2] for title in titles[1:])]
