"""Ranges of ranks as bars: solid, rounded, their ends written, and no dot inside.

No single rank is better than the rest of its bar. Rows stand in the order of the middle
and carry no numbers of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from firstlight.assessment import FigureTable
from firstlight.base.finding import Figure
from firstlight.report.drawing import escape
from firstlight.report.wording import write_number, write_parts

# Firstlight's own rule of layout: more rows do not fit a page, and the table holds them all.
ROWS_AT_MOST = 60
INK, INK_2, LINE, BAR = "#1b2430", "#465160", "#e0d7c7", "#6a7093"
KEY = (
    "Each bar holds nine of ten recalculations. There is no dot inside: no single rank is better "
    "than the rest of its bar. Where two bars overlap, do not call the counties different. Bars "
    "are too short where values come without a margin of error."
)


@dataclass(frozen=True, slots=True)
class RankBars:
    """Two drawings of the same bars, for a desk and for a phone, and the key to them."""

    wide: str
    narrow: str
    key: str


@dataclass(frozen=True, slots=True)
class _Sheet:
    width: float
    left: float
    right: float
    letters: float
    tall: float
    stacked: bool


WIDE = _Sheet(640, 172, 530, 15, 32, stacked=False)
WIDE_STACKED = _Sheet(640, 4, 530, 15, 46, stacked=True)
NARROW = _Sheet(360, 4, 240, 15, 48, stacked=True)
LONGEST = 21  # letters of a name that fit beside its bar; a longer one stands above it


def draw_rank_bars(
    table: FigureTable, figures: Mapping[str, Figure], *, prefix: str = "ranges"
) -> RankBars | None:
    """Draw a table of ranges of ranks; None for any other table, and for very many rows."""
    if table.drawn != "ranges" or not 0 < len(table.rows) <= ROWS_AT_MOST:
        return None
    among = figures[table.among]
    rows = [
        (write_parts(row.label, figures), figures[row.figure])
        for row in table.rows
        if figures[row.figure].quantity.has_number
    ]
    title = write_parts(table.title, figures)
    words = "; ".join(f"{label} {_ends(figure)}" for label, figure in rows)
    fits = all(len(label) <= LONGEST for label, _ in rows)
    drawn = [
        _draw(rows, among, sheet, f"{prefix}-{name}", title, words)
        for sheet, name in ((WIDE if fits else WIDE_STACKED, "wide"), (NARROW, "narrow"))
    ]
    return RankBars(drawn[0], drawn[1], KEY)


def _ends(figure: Figure) -> str:
    low, high = figure.quantity.low, figure.quantity.high
    return f"{write_number(low or 0, 0)} to {write_number(high or 0, 0)}"


def _draw(
    rows: list[tuple[str, Figure]], among: Figure, sheet: _Sheet, name: str, title: str, words: str
) -> str:
    top = 24.0
    bottom = top + sheet.tall * len(rows)
    last = among.quantity.value or 1.0

    def at(rank: float) -> float:
        return sheet.left + (sheet.right - sheet.left) * (rank - 1) / max(1.0, last - 1)

    parts = [
        f'<g font-size="{sheet.letters - 1:g}" fill="{INK_2}">'
        f'<text x="{sheet.left:g}" y="14">more of these conditions</text>'
        f'<text x="{sheet.right:g}" y="14" text-anchor="end">fewer</text>'
        f'<path d="M{sheet.left:g} {top:g}V{bottom + 4:g}M{sheet.right:g} {top:g}V{bottom + 4:g}" '
        f'stroke="{LINE}"/>'
        f'<g data-axis=""><text x="{sheet.left:g}" y="{bottom + 20:g}">1</text></g>'
        f'<text x="{sheet.right:g}" y="{bottom + 20:g}" text-anchor="end">'
        f"{_span(among, among.quantity.value, 'value')}</text></g>"
    ]
    for index, (label, figure) in enumerate(rows):
        y = top + index * sheet.tall
        middle = y + (sheet.tall - 13 if sheet.stacked else sheet.tall / 2)
        written = y + (15 if sheet.stacked else sheet.tall / 2 + 5)
        low, high = figure.quantity.low or 1.0, figure.quantity.high or 1.0
        first, end = at(low), at(high)
        thin = max(end - first, 4.0)  # a range of one rank is still seen
        after = end + 9 + 9 * sheet.letters < sheet.width
        x, anchor = (end + 9, "start") if after else (first - 9, "end")
        parts.append(
            f'<text x="0" y="{written:g}" font-size="{sheet.letters:g}" font-weight="600" '
            f'fill="{INK}">{escape(label)}</text>'
            f'<rect x="{first:.1f}" y="{middle - 7:g}" width="{thin:.1f}" height="14" rx="7" '
            f'fill="{BAR}"/>'
            f'<text x="{x:.1f}" y="{middle + 5:g}" font-size="{sheet.letters:g}" '
            f'text-anchor="{anchor}" fill="{INK}">{_span(figure, low, "low")} to '
            f"{_span(figure, high, 'high')}</text>"
        )
    return (
        f'<svg viewBox="0 0 {sheet.width:g} {bottom + 28:g}" role="img" '
        f'aria-labelledby="{name}-t {name}-d"><title id="{name}-t">{escape(title)}</title>'
        f'<desc id="{name}-d">{escape(words)}</desc>{"".join(parts)}</svg>'
    )


def _span(figure: Figure, value: float | None, part: str) -> str:
    """A number with the figure and the evidence that it belongs to."""
    number = value or 0.0
    return (
        f'<tspan data-value="{number!r}" data-part="{part}" data-figure="{escape(figure.id)}" '
        f'data-evidence="{" ".join(figure.evidence)}">{write_number(number, 0)}</tspan>'
    )
