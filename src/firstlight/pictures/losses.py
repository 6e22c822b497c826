"""Where people fall out on the way from being met to standing in a published figure.

Three steps, each counted in a source of its own. Shares of different steps are never
multiplied: they are of different people, places and years.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from firstlight.base.cell import Cell, Status
from firstlight.base.errors import Fault, InputFaults
from firstlight.base.period import Period
from firstlight.base.place import Place
from firstlight.base.quantity import Quantity, Unit, UnitKind, divide_quantities
from firstlight.base.sides import count_range
from firstlight.catalogue.entries import Pictures
from firstlight.pictures.rules import RuleSaid, say

HIDDEN = "hidden to protect people"
SHARE = Unit(UnitKind.SHARE, "%", "of those who came to the step")


@dataclass(frozen=True, slots=True)
class StepCount:
    """Both ends of one step, counted in one source: of so many, so many were left.

    `after` is the rung before the step ("met", "recognized", "coded").
    """

    after: str
    came: Quantity
    left: Quantity
    period: Period
    place: Place
    definition: str
    source: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step as a source counted it. Where `lost` or `left_percent` is missing, `why` says so."""

    came: Quantity
    left: Quantity
    lost: Quantity
    left_percent: Quantity
    period: Period
    place: Place
    definition: str
    source: str
    why: tuple[RuleSaid, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """What lies between two rungs: the counts of each source, or that nobody counted."""

    after: str
    before: str
    steps: tuple[Step, ...]
    why_not: tuple[RuleSaid, ...]


@dataclass(frozen=True, slots=True)
class Ladder:
    """The four rungs (id and label, top first) with the three gaps between them."""

    rungs: tuple[tuple[str, str], ...]
    gaps: tuple[Gap, ...]


def build_ladder(counts: Sequence[StepCount], *, pictures: Pictures) -> Ladder:
    """Say for each step how many were lost, or that nobody counted.

    A loss is worked out only inside one source, where both ends have the same unit. Where
    the loss would be a small count, it is hidden together with the number that was left.

    Raises
    ------
    InputFaults
        For a step that does not exist.
    """
    names = [rung.id for rung in pictures.rungs]
    if any(count.after not in names[:-1] for count in counts):
        do = f"A step comes after one of: {', '.join(names[:-1])}."
        raise InputFaults([Fault("There is no such step.", do)])
    gaps = []
    for after, before in itertools.pairwise(names):
        steps = tuple(_make_step(c, pictures) for c in counts if c.after == after)
        gaps.append(Gap(after, before, steps, say(pictures, [] if steps else ["L01"])))
    return Ladder(tuple((rung.id, rung.label) for rung in pictures.rungs), tuple(gaps))


def _make_step(count: StepCount, pictures: Pictures) -> Step:
    limit = pictures.hide_up_to
    came, left = _hide(count.came, limit), _hide(count.left, limit)
    nothing = Quantity(Cell.missing(Status.NOT_REPORTABLE, "not worked out"), came.unit)
    no_share = Quantity(Cell.missing(Status.NOT_REPORTABLE, "not worked out"), SHARE)
    lost, percent, rules = nothing, no_share, []
    spans = [count_range(quantity, hide_up_to=limit) for quantity in (came, left)]
    if came.unit != left.unit:
        rules.append("L02")
    elif spans[0] is None or spans[1] is None:
        rules.append("L04")
    elif spans[0][1] is not None and spans[1][0] > spans[0][1]:
        rules.append("L03")
    elif came.value is not None and left.value is not None:
        difference = came.value - left.value
        if 1 <= difference <= limit:
            # The one that stands would tell the other: a range of as many values is given for both.
            rules.append("L05")
            lost = _range(came.unit, 1, limit)
            left = _range(came.unit, max(0, int(came.value) - limit), int(came.value) - 1)
        else:
            lost = Quantity(Cell.counted(difference), came.unit)
            percent = divide_quantities(left, came, per=100, unit=SHARE, part_of_whole=True)
    else:
        rules.append("L04")
        (low, high), (low_, high_) = spans[0], spans[1]
        if high is not None:
            most = high - low_
            lost = _range(came.unit, max(0, low - high_) if high_ is not None else 0, most)
    return Step(
        came, left, lost, percent,
        count.period, count.place, count.definition, count.source, say(pictures, rules),
    )  # fmt: skip


def _hide(quantity: Quantity, limit: int) -> Quantity:
    if quantity.value is None or not 1 <= quantity.value <= limit:
        return quantity
    return _range(quantity.unit, 1, limit)


def _range(unit: Unit, low: int, high: int) -> Quantity:
    return Quantity(Cell.missing(Status.SUPPRESSED, HIDDEN), unit, None, float(low), float(high))
