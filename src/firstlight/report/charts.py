"""The comparison chart: a dot with its margin for each place, on one scale, as SVG.

A state and the nation are upright strokes; a figure whose margin is too wide to lean on is
an open dot on a broken line; what has no number says so in words. Every row carries its
number, and the table below it holds the same ones.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from firstlight.assessment import FigureTable
from firstlight.base.finding import Figure
from firstlight.base.place import PlaceKind
from firstlight.report.drawing import escape
from firstlight.report.marks import Mark, Scale, draw_scale
from firstlight.report.wording import (
    STATE_WORDS,
    write_margin,
    write_parts,
    write_shown,
    write_value,
)

ROWS_AT_MOST = 14  # with more counties than this they share one row, as open dots
INK, INK_2, QUIET, SAND, LINE = "#1b2430", "#465160", "#857c6d", "#f5f0e7", "#d6cdbe"
# Margins of two places are compared by the error of their difference: bars that overlap a little
# can still be different, and bars that do not overlap always are.
OVERLAP = (
    "Bars that overlap do not settle it: only where the text says so is a difference more than "
    "chance."
)
WIDE_ENOUGH = 15  # units; a shorter bar would only blot its dot
BESIDE = (PlaceKind.STATE, PlaceKind.NATION)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two drawings of one comparison, for a desk and for a phone, and the key to them."""

    wide: str
    narrow: str
    key: str


@dataclass(frozen=True, slots=True)
class _Row:
    label: str
    figures: tuple[tuple[Figure, Mark], ...]
    own: bool = False


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Sizes of one drawing. On a phone the label stands above its line."""

    width: float
    left: float
    right: float
    letters: float
    tall: float
    stacked: bool


WIDE = _Sheet(1120, 330, 950, 16, 34, stacked=False)
NARROW = _Sheet(360, 6, 252, 15, 52, stacked=True)


def draw_comparison(
    table: FigureTable, figures: Mapping[str, Figure], *, prefix: str = "compare"
) -> Comparison | None:
    """Draw a table of places; None where there is nothing to compare or counts of places."""
    shown = [figures[row.figure] for row in table.rows]
    scale = draw_scale(shown, by_place=True)
    if scale is None:
        return None
    rows = [
        _Row(_start(write_parts(row.label, figures)), ((figure, mark),), row.emphasized)
        for row, figure, mark in zip(table.rows, shown, scale.marks, strict=True)
    ]
    if len(rows) > ROWS_AT_MOST:
        rows = _fold(rows)
    title = write_parts(table.title, figures)
    words = "; ".join(
        f"{row.label} {write_shown(figure)}" for row in rows for figure, _ in row.figures
    )
    return Comparison(
        wide=_draw(rows, scale, WIDE, f"{prefix}-wide", title, words),
        narrow=_draw(rows, scale, NARROW, f"{prefix}-narrow", title, words),
        key=_key(rows),
    )


def _start(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _fold(rows: Sequence[_Row]) -> list[_Row]:
    """Put the counties into one row of open dots."""
    counties = [
        row for row in rows if not row.own and row.figures[0][0].place.kind is PlaceKind.COUNTY
    ]
    together = tuple(
        pair for row in counties for pair in row.figures if pair[0].quantity.has_number
    )
    rest = [row for row in rows if row not in counties]
    return [*rest[:1], _Row("Each county", together), *rest[1:]]


def _key(rows: Sequence[_Row]) -> str:
    kept = [figure for row in rows for figure, _ in row.figures if figure.quantity.has_number]
    words = []
    if any(write_margin(figure) for figure in kept):
        words.append("Dot and bar: estimate and its margin at ninety percent.")
    else:
        words.append("Dot: the figure. No margin of error is in hand.")
    if any(figure.place.kind in BESIDE for figure in kept):
        words.append("Upright stroke: state, nation or its middle county.")
    if any(figure.quantity.cell.unreliable for figure in kept):
        words.append("Open dot on a broken line: margin too wide to lean on.")
    if any(len(row.figures) > 1 for row in rows):
        words.append("Open dots: the counties; their numbers stand in the table.")
    if any(write_margin(figure) for figure in kept):
        words.append(OVERLAP)
    return " ".join(words)


def _draw(
    rows: Sequence[_Row], scale: Scale, sheet: _Sheet, name: str, title: str, words: str
) -> str:
    top = 6.0
    high = top + sheet.tall * len(rows) + 30
    parts = []
    for index, row in enumerate(rows):
        parts.append(_draw_row(row, scale, sheet, top + index * sheet.tall, first=index == 0))
    y = top + sheet.tall * len(rows)
    parts.append(
        f'<path d="M{sheet.left:g} {y:g}H{sheet.right:g}" stroke="{QUIET}" stroke-width="1"/>'
        f'<g data-axis="" font-size="{sheet.letters - 1:g}" fill="{INK_2}">'
        f'<text x="{sheet.left:g}" y="{y + 20:g}">{escape(scale.first)}</text>'
        f'<text x="{sheet.right:g}" y="{y + 20:g}" text-anchor="end">{escape(scale.last)}</text>'
        "</g>"
    )
    return (
        f'<svg viewBox="0 0 {sheet.width:g} {high:g}" role="img" '
        f'aria-labelledby="{name}-t {name}-d"><title id="{name}-t">{escape(title)}</title>'
        f'<desc id="{name}-d">{escape(words)}</desc>{"".join(parts)}</svg>'
    )


def _draw_row(row: _Row, scale: Scale, sheet: _Sheet, y: float, *, first: bool) -> str:
    middle = y + (sheet.tall - 15 if sheet.stacked else sheet.tall / 2)
    label = y + (17 if sheet.stacked else sheet.tall / 2 + 0.34 * sheet.letters)
    weight = "600" if row.own else "400"
    band = (
        f'<rect x="0" y="{y:g}" width="{sheet.width:g}" height="{sheet.tall:g}" fill="{SAND}"/>'
        if row.own
        else ""
    )
    rule = "" if first else f'<path d="M0 {y:g}H{sheet.width:g}" stroke="{LINE}" stroke-width="1"/>'
    text = (
        f'<text x="6" y="{label:g}" font-size="{sheet.letters:g}" font-weight="{weight}" '
        f'fill="{INK}">{escape(row.label)}</text>'
    )
    marks = "".join(
        _draw_mark(figure, mark, sheet, middle, alone=len(row.figures) == 1)
        for figure, mark in row.figures
    )
    return f"{band}{rule}{text}{marks}"


def _draw_mark(figure: Figure, mark: Mark, sheet: _Sheet, y: float, *, alone: bool) -> str:
    def at(share: float) -> float:
        return sheet.left + 8 + (sheet.right - sheet.left - 16) * share

    if mark.middle is None:
        words = STATE_WORDS[figure.quantity.cell.status]
        return (
            f'<rect x="{sheet.left + 8:g}" y="{y - 6:g}" width="12" height="12" fill="none" '
            f'stroke="{INK_2}" stroke-dasharray="2.6 1.9"/>'
            f'<text x="{sheet.left + 27:g}" y="{y + 5:g}" font-size="{sheet.letters - 1:g}" '
            f'fill="{INK_2}">{escape(words)}</text>'
        )
    x, low, high = at(mark.middle), mark.low, mark.high
    if not alone:
        return f'<circle cx="{x:.1f}" cy="{y:g}" r="5" fill="none" stroke="{INK}"/>'
    ends = (x, x)
    drawn = ""
    doubt = figure.quantity.cell.unreliable
    if low is not None and high is not None and at(high) - at(low) > WIDE_ENOUGH:
        ends = (at(low), at(high))
        broken = ' stroke-dasharray="4 3"' if doubt else ""
        drawn = (
            f'<path d="M{ends[0]:.1f} {y:g}H{ends[1]:.1f}" stroke="{INK}" stroke-width="2"'
            f'{broken}/><path d="M{ends[0]:.1f} {y - 6:g}v12M{ends[1]:.1f} {y - 6:g}v12" '
            f'stroke="{INK}" stroke-width="2"/>'
        )
    if figure.place.kind in BESIDE:
        drawn += f'<path d="M{x:.1f} {y - 9:g}v18" stroke="{INK}" stroke-width="3"/>'
    else:
        fill = "#fff" if doubt else INK
        drawn += (
            f'<circle cx="{x:.1f}" cy="{y:g}" r="5" fill="{fill}" stroke="{INK}" '
            'stroke-width="1.6"/>'
        )
    return drawn + _write_number(figure, sheet, ends, y)


def _write_number(figure: Figure, sheet: _Sheet, ends: tuple[float, float], y: float) -> str:
    """The number at the end of its bar, or before it where the sheet ends."""
    value, margin = write_value(figure), write_margin(figure)
    room = 0.55 * sheet.letters * len(f"{value} {margin}")
    after = ends[1] + 10 + room < sheet.width
    x, anchor = (ends[1] + 10, "start") if after else (ends[0] - 10, "end")
    cited = f'data-figure="{escape(figure.id)}" data-evidence="{" ".join(figure.evidence)}"'
    spans = f'<tspan data-value="{figure.quantity.value!r}" {cited}>{escape(value)}</tspan>'
    if margin:
        spans += (
            f'<tspan data-value="{figure.quantity.margin!r}" data-part="margin" {cited}> '
            f"{escape(margin)}</tspan>"
        )
    return (
        f'<text x="{x:.1f}" y="{y + 0.34 * sheet.letters:.1f}" font-size="{sheet.letters:g}" '
        f'text-anchor="{anchor}" fill="{INK}">{spans}</text>'
    )
