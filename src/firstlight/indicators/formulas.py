"""The named formulas. Each takes quantities by argument name and gives one quantity.

`needs` names the inputs, `additive` those that are counts. A formula whose inputs are
all counts (or shares with their weights) works for an area of several counties as for
one: the counts are added first. One without weights does not, and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from firstlight.base.cell import Cell, Status
from firstlight.base.quantity import (
    Quantity,
    Unit,
    compare_quantities,
    divide_quantities,
    with_bounds,
)

Inputs = Mapping[str, Quantity]


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula: its inputs, which of them add up over counties, and its weights.

    `weights` maps a published share to the count it is a share of; with it the share
    becomes a count that adds up. `works_for_areas` is false when nothing can be added.
    `keeps_ranges` is true where a count with a stated range and no number keeps that range,
    `is_floor` where the value is "at least" so much whatever is missing. `quotients` names each
    part that is set against a whole of people, with that whole.
    """

    needs: tuple[str, ...]
    compute: Callable[[Inputs, float, Unit], Quantity]
    weights: Mapping[str, str]
    works_for_areas: bool
    keeps_ranges: bool = False
    is_floor: bool = False
    quotients: tuple[tuple[str, str], ...] = ()

    def is_count(self, name: str) -> bool:
        """True when the input adds up over counties as it is."""
        return name not in self.weights and self.works_for_areas


def _share(inputs: Inputs, per: float, unit: Unit) -> Quantity:
    return divide_quantities(
        inputs["part"], inputs["whole"], per=per, unit=unit, part_of_whole=True
    )


def _rate(inputs: Inputs, per: float, unit: Unit) -> Quantity:
    return divide_quantities(
        inputs["part"], inputs["whole"], per=per, unit=unit, part_of_whole=False
    )


def _count(inputs: Inputs, per: float, unit: Unit) -> Quantity:
    counted = inputs["count"]
    return with_bounds(replace(counted, unit=unit))


def _at_least(inputs: Inputs, per: float, unit: Unit) -> Quantity:
    # the sum of what is published: there is no less, and nobody knows how much more
    counted = inputs["count"]
    low = counted.low if counted.value is None else counted.value
    return replace(counted, unit=unit, margin=None, low=low, high=None)


def _published_share(inputs: Inputs, per: float, unit: Unit) -> Quantity:
    share = inputs["share"]
    if share.value is None:
        return Quantity(share.cell, unit)
    margin = None if share.margin is None else per * share.margin
    return with_bounds(Quantity(Cell.estimated(per * share.value), unit, margin))


def _weighted_share(inputs: Inputs, per: float, unit: Unit) -> Quantity:
    # `share` arrives as the count it stands for (share times whole), added over counties
    return divide_quantities(
        inputs["share"], inputs["whole"], per=per, unit=unit, part_of_whole=True
    )


def _growth(inputs: Inputs, per: float, unit: Unit) -> Quantity:
    later, earlier = inputs["later"], inputs["earlier"]
    for piece in (later, earlier):
        if not piece.has_number:
            return Quantity(Cell.missing(piece.cell.status, piece.cell.why), unit)
    if not earlier.value:
        return Quantity(Cell.missing(Status.NOT_REPORTABLE, "it began at nobody"), unit)
    change = per * ((later.value or 0.0) - earlier.value) / earlier.value
    return Quantity(Cell.estimated(change), unit)


def _change_in_share(inputs: Inputs, per: float, unit: Unit) -> Quantity:
    shares = []
    for share, whole in (("later", "later_whole"), ("earlier", "earlier_whole")):
        shares.append(
            divide_quantities(
                inputs[share], inputs[whole], per=100 * per, unit=unit, part_of_whole=True
            )
        )
    return compare_quantities(shares[0], shares[1]).change


def _code(inputs: Inputs, per: float, unit: Unit) -> Quantity:
    return replace(inputs["code"], unit=unit)


PART_OF_WHOLE = (("part", "whole"),)
TWO_SHARES = (("later", "later_whole"), ("earlier", "earlier_whole"))

FORMULAS: Mapping[str, Formula] = {
    "share": Formula(("part", "whole"), _share, {}, True, quotients=PART_OF_WHOLE),
    "rate": Formula(("part", "whole"), _rate, {}, True, quotients=PART_OF_WHOLE),
    "count": Formula(("count",), _count, {}, True, keeps_ranges=True),
    "at_least": Formula(("count",), _at_least, {}, True, keeps_ranges=True, is_floor=True),
    "growth": Formula(("later", "earlier"), _growth, {}, True),
    "published_share": Formula(("share",), _published_share, {}, False),
    "weighted_share": Formula(
        ("share", "whole"),
        _weighted_share,
        {"share": "whole"},
        True,
        quotients=(("share", "whole"),),
    ),
    "change_in_share": Formula(
        ("later", "later_whole", "earlier", "earlier_whole"),
        _change_in_share,
        {"later": "later_whole", "earlier": "earlier_whole"},
        True,
        quotients=TWO_SHARES,
    ),
    "change_in_rate": Formula(
        ("later", "later_whole", "earlier", "earlier_whole"),
        _change_in_share,
        {},
        True,
        quotients=TWO_SHARES,
    ),
    "code": Formula(("code",), _code, {}, False),
}
