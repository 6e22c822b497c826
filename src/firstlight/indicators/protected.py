"""Shares from a survey or a model whose margin of error is not in hand: where they are shown.

The last printed digit of a share of a small group stands for less than one person, so that the
share can be turned back into a count of people. Nor can a reader without a margin see that such
a share is little more than chance, or that a zero is only nobody met.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from firstlight.base.cell import Cell, Status
from firstlight.base.quantity import Quantity
from firstlight.catalogue.entries import Indicator
from firstlight.indicators.formulas import Formula
from firstlight.indicators.readers import Limits

Sets = Sequence[Mapping[str, Quantity]]
MORE_DECIMALS_AT_MOST = 3  # as a page writes a number that would otherwise read as zero


def protect_small(
    formula: Formula, indicator: Indicator, sets: Sets, quantity: Quantity, limits: Limits
) -> Quantity:
    """The quantity, or a hidden one where the estimates behind it are small.

    Only an indicator that the catalogue calls `without_margin` is looked at, and only while no
    margin is there. Hidden is a quotient of fewer than `limits.estimate_fewest_people` people,
    and one of which at most `limits.estimate_hide_up_to` people are, or all but so many. A sum
    that takes in a county hidden for itself is shown only where the last printed digit stands
    for more than so many people: then a subtraction tells nothing of that county.

    Parameters
    ----------
    sets : sequence of mappings
        One for each county that is added up: the formula's inputs, shares in percent.
    """
    if not indicator.without_margin or not quantity.has_number or quantity.margin is not None:
        return quantity
    for part, whole in formula.quotients:
        people = [_count(formula, inputs, part, whole) for inputs in sets]
        added = (sum(some for some, _ in people), sum(everybody for _, everybody in people))
        digit = added[1] * 10**-indicator.decimals / 100
        opens = digit <= limits.estimate_hide_up_to
        small = any(_is_small(*each, limits) for each in people)
        if _is_small(*added, limits) or (small and opens):
            return Quantity(Cell.missing(Status.SUPPRESSED, say_why(limits)), quantity.unit)
    return quantity


def round_as_printed(indicator: Indicator, quantity: Quantity) -> Quantity:
    """The number with the decimals that a page prints, for a share without its margin.

    Every further decimal could be turned back into a count of people. A number that is not
    zero and rounds to it keeps more, so that a small share is not taken for none.
    """
    value = quantity.value
    if not indicator.without_margin or value is None or quantity.margin is not None:
        return quantity
    places = indicator.decimals
    while value and round(value, places) == 0 and places < MORE_DECIMALS_AT_MOST:
        places += 1
    return replace(quantity, cell=replace(quantity.cell, value=round(value, places)))


def say_why(limits: Limits) -> str:
    """Why a small estimate is hidden, for a lay reader."""
    return (
        f"the estimate is of fewer than {limits.estimate_fewest_people:,} people, or of a group "
        f"of up to {limits.estimate_hide_up_to} among them, and came without a margin of error: "
        "it could tell of single people, and chance could have made it"
    )


def _count(
    formula: Formula, inputs: Mapping[str, Quantity], part: str, whole: str
) -> tuple[float, float]:
    """How many people are meant, and of how many; a published share is turned back."""
    everybody = inputs[whole].value or 0.0
    some = inputs[part].value or 0.0
    return (some * everybody / 100 if part in formula.weights else some), everybody


def _is_small(some: float, everybody: float, limits: Limits) -> bool:
    rest = everybody - some
    few = limits.estimate_hide_up_to
    return everybody < limits.estimate_fewest_people or min(round(some), round(rest)) <= few
