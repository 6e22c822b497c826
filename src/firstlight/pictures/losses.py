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
from firstlight.base.quantity import Quantity
from firstlight.catalogue.entries import Pictures
from firstlight.pictures.rules import RuleSaid, say


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
    """One step as a source counted it: how many were lost. Where that is missing, `why` says so.

    `both` is false where the two ends must not be printed beside each other.
    """

    count: StepCount
    lost: Quantity
    both: bool
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

    A loss is worked out only inside one source, from two numbers of one unit. Where an end is
    a small count, or the loss would be one, no loss is given, and the ends are not for one table.

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
    came, left = count.came.value, count.left.value
    lost, rule, both = None, "", True
    if count.came.unit != count.left.unit:
        rule = "L02"
    elif came is None or left is None:
        rule = "L04"
    elif left > came:
        rule = "L03"
    elif any(0 < number <= pictures.hide_up_to for number in (came, left, came - left)):
        rule, both = "L05", False
    else:
        lost = came - left
    nothing = Cell.missing(Status.NOT_REPORTABLE, "not worked out")
    cell = nothing if lost is None else Cell.counted(lost)
    why = say(pictures, [rule] if rule else [])
    return Step(count, Quantity(cell, count.came.unit), both, why)
