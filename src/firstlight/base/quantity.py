"""A number with its unit and its margin, and the arithmetic that keeps the margin honest.

Formulas: US Census Bureau, Understanding and Using American Community Survey Data:
What All Data Users Need to Know (2020), chapter 8 (derived estimates) and chapter 7
(statistical significance). All margins are at 90 percent, as the Bureau publishes
them; the standard error is the margin divided by 1.645.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from firstlight.base.cell import Cell, Status, add_cells

Z_90 = 1.645  # the divisor the Census Bureau states for its 90 percent margins


class UnitKind(StrEnum):
    """How a unit behaves when places are put together."""

    COUNT = "count"  # adds up over places
    SHARE = "share"  # of 100
    RATE = "rate"  # per so many
    CODE = "code"  # a class, not a quantity
    LENGTH = "length"  # a distance or a length; a distance never adds up over places


@dataclass(frozen=True, slots=True)
class Unit:
    """What is counted or measured.

    `name` is printed after the number ("people", "%"); `universe` says out of whom.
    """

    kind: UnitKind
    name: str
    universe: str = ""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A cell with its unit and, where known, its 90 percent margin or its bounds.

    `margin` is plus or minus, in the unit, at 90 percent. None means that no margin is
    in hand, which is not a margin of 0; a margin of 0 is a count or an estimate that
    the publisher controlled to a known total. `low` and `high` are printed bounds: the
    margin applied (never under 0 for counts and shares, never over 100 for shares),
    or the publisher's own bounds.

    Beside a cell without a number `low` and `high` are a stated range: nobody knows the
    number, and it is at least `low` and at most `high`; a `high` of None leaves it open.
    Such a range never becomes a number again, it is only added end by end.
    """

    cell: Cell
    unit: Unit
    margin: float | None = None
    low: float | None = None
    high: float | None = None

    def __post_init__(self) -> None:
        if self.margin is not None and not (math.isfinite(self.margin) and self.margin >= 0):
            raise ValueError("a margin is a finite number of at least 0")

    @property
    def value(self) -> float | None:
        """The number, or None."""
        return self.cell.value

    @property
    def has_number(self) -> bool:
        """True when there is a number."""
        return self.cell.has_number

    @property
    def has_range(self) -> bool:
        """True when there is no number but it is known between what it lies.

        "At least 0" tells nothing and is no range.
        """
        if self.has_number or self.low is None:
            return False
        return self.low > 0 or self.high is not None

    @property
    def is_floor(self) -> bool:
        """True when a number or a range says "at least" and leaves the upper end open."""
        return self.low is not None and self.high is None and self.margin is None

    @property
    def coefficient_of_variation(self) -> float | None:
        """Standard error over estimate, in percent; None without a margin or a number.

        An estimate of 0 with a margin over 0 has no finite one: infinity is given.
        """
        if self.margin is None or self.value is None:
            return None
        if self.margin == 0:
            return 0.0
        if self.value == 0:
            return math.inf
        return 100 * (self.margin / Z_90) / abs(self.value)


def with_bounds(quantity: Quantity) -> Quantity:
    """Write the margin out as low and high, kept inside what the unit allows."""
    if quantity.value is None or quantity.margin is None:
        return quantity
    low, high = quantity.value - quantity.margin, quantity.value + quantity.margin
    if quantity.unit.kind is not UnitKind.RATE:
        low = max(low, min(0.0, quantity.value))
    if quantity.unit.kind is UnitKind.SHARE:
        high = min(high, 100.0)
    return replace(quantity, low=low, high=high)


def mark_unreliable(quantity: Quantity, *, limit_percent: float) -> Quantity:
    """Mark a quantity whose coefficient of variation is over the limit."""
    variation = quantity.coefficient_of_variation
    if variation is None or quantity.cell.status is not Status.SHOWN:
        return quantity
    return replace(quantity, cell=replace(quantity.cell, unreliable=variation > limit_percent))


def add_quantities(parts: Sequence[Quantity]) -> Quantity:
    """Add quantities of one unit; a part without a number leaves none.

    The margin of a sum is the root of the summed squares. Where several parts are
    estimates of 0, only the largest of their margins is counted (handbook, chapter 8).
    A part without a margin leaves the sum without one. The publisher's own bounds add
    up end by end when every part has them. Where each part without a number has a stated
    range, the sum has no number either, and a range: what is known, and the ends of the rest.

    Raises
    ------
    ValueError
        When there are no parts or their units differ.
    """
    if not parts or len({part.unit for part in parts}) != 1:
        raise ValueError("only quantities of one unit add up")
    cell = add_cells(part.cell for part in parts)
    if not cell.has_number:
        low, high = _add_ranges(parts)
        return Quantity(cell, parts[0].unit, None, low, high)
    low, high = _add_bounds(parts)
    return Quantity(cell, parts[0].unit, _margin_of_sum(parts), low, high)


def _add_bounds(parts: Sequence[Quantity]) -> tuple[float | None, float | None]:
    lows = [part.low for part in parts]
    highs = [part.high for part in parts]
    if any(part.margin is not None for part in parts) or None in lows or None in highs:
        return None, None
    return (
        math.fsum(low for low in lows if low is not None),
        math.fsum(high for high in highs if high is not None),
    )


def _add_ranges(parts: Sequence[Quantity]) -> tuple[float | None, float | None]:
    """The range of a sum of which a part has no number; None where a part has no range.

    A part with a margin is a sample: its ends are no bounds, and the sum has none.
    """
    lows: list[float] = []
    highs: list[float | None] = []
    for part in parts:
        if part.value is None:
            if part.low is None:
                return None, None
            lows.append(part.low)
            highs.append(part.high)
        elif part.margin is not None:
            return None, None
        else:
            lows.append(part.value if part.low is None else part.low)
            highs.append(part.value if part.low is None else part.high)
    ends = [high for high in highs if high is not None]
    return math.fsum(lows), math.fsum(ends) if len(ends) == len(highs) else None


def _margin_of_sum(parts: Sequence[Quantity]) -> float | None:
    margins = [part.margin for part in parts]
    if any(margin is None for margin in margins):
        return None
    of_zeros = [part.margin or 0.0 for part in parts if part.value == 0]
    squares = [(part.margin or 0.0) ** 2 for part in parts if part.value != 0]
    return math.sqrt(math.fsum([*squares, max(of_zeros, default=0.0) ** 2]))


def divide_quantities(
    part: Quantity, whole: Quantity, *, per: float, unit: Unit, part_of_whole: bool
) -> Quantity:
    """One quantity over another, times `per` (100 for a share, 100,000 for a rate).

    With `part_of_whole` the proportion formula is used and, where its root would be
    negative, the ratio formula (handbook, chapter 8). A part or a whole without a
    number gives a quantity with that status; a whole of 0 gives `not_reportable`.
    The publisher's bounds of the part are carried over when the whole has no margin.
    """
    for piece in (part, whole):
        if not piece.has_number:
            return Quantity(Cell.missing(piece.cell.status, piece.cell.why), unit)
    over, under = part.value or 0.0, whole.value or 0.0
    if under == 0:
        why = "nobody lives in the group it would be a share of"
        return Quantity(Cell.missing(Status.NOT_REPORTABLE, why), unit)
    ratio = over / under
    structural = part.cell.status is Status.STRUCTURAL_ZERO
    cell = part.cell if structural else Cell.estimated(per * ratio)
    if part.cell.status is Status.TRUE_ZERO:
        cell = Cell(0, Status.TRUE_ZERO)
    if part.margin is None or whole.margin is None:
        low = None if part.low is None else per * part.low / under
        high = None if part.high is None else per * part.high / under
        return Quantity(cell, unit, None, low, high)
    squared = part.margin**2 - ratio**2 * whole.margin**2
    if not part_of_whole or squared <= 0:
        squared = part.margin**2 + ratio**2 * whole.margin**2
    return with_bounds(Quantity(cell, unit, per * math.sqrt(squared) / under))


@dataclass(frozen=True, slots=True)
class Change:
    """How much later differs from earlier, and whether that can be told from chance.

    `change` is later minus earlier, in the unit (points, for shares), with its margin.
    `verdict` is "more", "less", "not distinguishable from 0" or "cannot be judged"
    (a margin or a number is missing, and `why` says which).
    """

    change: Quantity
    verdict: str
    why: str = ""


def compare_quantities(later: Quantity, earlier: Quantity) -> Change:
    """Compare two estimates of the same thing from samples that share nobody.

    Significant at 90 percent when the difference exceeds the root of the summed
    squared margins (handbook, chapter 7). Without both margins no test is made.

    Raises
    ------
    ValueError
        When the units differ.
    """
    if later.unit != earlier.unit:
        raise ValueError("only quantities of one unit are compared")
    for piece in (later, earlier):
        if not piece.has_number:
            missing = Quantity(Cell.missing(piece.cell.status, piece.cell.why), later.unit)
            return Change(missing, "cannot be judged", piece.cell.why or "a number is missing")
    difference = Cell.estimated((later.value or 0.0) - (earlier.value or 0.0))
    if later.margin is None or earlier.margin is None:
        why = "no margin of error is among our data for one of the two dates"
        return Change(Quantity(difference, later.unit), "cannot be judged", why)
    margin = math.hypot(later.margin, earlier.margin)
    value = difference.value or 0.0
    change = Quantity(difference, later.unit, margin, value - margin, value + margin)
    if abs(value) <= margin:
        return Change(change, "not distinguishable from 0")
    return Change(change, "more" if value > 0 else "less")
