"""Where a dot, a margin or a bar stands beside the numbers of a table: shares of a common scale."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from firstlight.base.finding import Figure
from firstlight.base.place import PlaceKind
from firstlight.base.quantity import UnitKind
from firstlight.report.wording import write_number

BY_PLACE = ("Place", "County", "State", "Continuum of Care")
FEWEST = 2  # numbers that make a picture worth drawing


@dataclass(frozen=True, slots=True)
class Mark:
    """A figure on the scale, each end a share from 0 to 1. None where there is no number."""

    middle: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Scale:
    """One scale for a table: what is drawn, its ends as words, and an upright stroke.

    `kind` is "dot" (a dot with its margin, for shares and rates; the scale need not begin
    at zero) or "bar" (counts by year or by name; the scale begins at zero). The stroke
    stands where the nation, or its middle county, stands.
    """

    kind: str
    first: str
    last: str
    stroke: float | None
    stroke_is: str
    marks: tuple[Mark, ...]


def draw_scale(figures: Sequence[Figure], *, by_place: bool) -> Scale | None:
    """A scale for the figures of one table, or None where a picture would say nothing.

    Counts of places are not drawn: a state is larger than a county, and that is all a
    bar would show. `by_place` says that the rows are places.
    """
    shown = [figure for figure in figures if figure.quantity.has_number]
    if len(shown) < FEWEST or len({figure.quantity.unit for figure in shown}) > 1:
        return None
    match shown[0].quantity.unit.kind:
        case UnitKind.SHARE | UnitKind.RATE:
            return _dots(figures, shown)
        case UnitKind.COUNT if not by_place:
            return _bars(figures, shown)
    return None


def _dots(figures: Sequence[Figure], shown: Sequence[Figure]) -> Scale | None:
    values = [figure.quantity.value or 0.0 for figure in shown]
    ends = [_ends(figure) for figure in shown]
    least = min([*values, *(low for low, _ in ends)])
    most = max([*values, *(high for _, high in ends)])
    step = _step(most - least)
    if step == 0:
        return None
    first, last = math.floor(least / step) * step, math.ceil(most / step) * step

    def at(value: float) -> float:
        return (value - first) / (last - first)

    nations = [figure for figure in shown if figure.place.kind is PlaceKind.NATION]
    decimals = 0 if float(step).is_integer() else 1
    return Scale(
        kind="dot",
        first=write_number(first, decimals),
        last=write_number(last, decimals),
        stroke=at(nations[0].quantity.value or 0.0) if nations else None,
        stroke_is=nations[0].place.name if nations else "",
        marks=tuple(
            Mark(None)
            if figure.quantity.value is None
            else Mark(at(figure.quantity.value), *(at(end) for end in _ends(figure)))
            for figure in figures
        ),
    )


def _ends(figure: Figure) -> tuple[float, float]:
    quantity = figure.quantity
    value = quantity.value or 0.0
    return (
        value if quantity.low is None else quantity.low,
        value if quantity.high is None else quantity.high,
    )


def _step(span: float) -> float:
    """A round step: about five of them make the span."""
    if span <= 0:
        return 0
    power = 10.0 ** math.floor(math.log10(span / 5))
    return next(size * power for size in (1.0, 2.0, 5.0, 10.0) if size * power >= span / 5)


def _bars(figures: Sequence[Figure], shown: Sequence[Figure]) -> Scale | None:
    most = max(figure.quantity.value or 0.0 for figure in shown)
    if most <= 0:
        return None
    return Scale(
        kind="bar",
        first="0",
        last=write_number(most, shown[0].decimals),
        stroke=None,
        stroke_is="",
        marks=tuple(
            Mark(None if figure.quantity.value is None else max(0.0, figure.quantity.value) / most)
            for figure in figures
        ),
    )
