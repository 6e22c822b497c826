"""One formula used for one indicator: its unit, and the quantity of one county or of several."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from firstlight.base.cell import Cell
from firstlight.base.quantity import Quantity, Unit, UnitKind, add_quantities
from firstlight.catalogue.entries import Indicator
from firstlight.indicators.formulas import FORMULAS, Formula

PUBLISHED = FORMULAS["published_share"]


def unit_of(indicator: Indicator) -> Unit:
    """The indicator's unit."""
    return Unit(UnitKind(indicator.kind), indicator.unit, indicator.universe)


def apply_formula(
    formula: Formula, indicator: Indicator, sets: Sequence[Mapping[str, Quantity]]
) -> Quantity:
    """Turn weighted shares into counts, add over counties, and use the formula.

    One county's share is the one that was published: through a count and back it would differ
    in its last digit, and counties that tie would no longer.
    """
    if len(sets) == 1 and formula.weights and "share" in formula.weights:
        weight = sets[0][formula.weights["share"]]
        if weight.value:
            published = {"share": sets[0]["share"]}
            return PUBLISHED.compute(published, indicator.per / 100, unit_of(indicator))
    ready = []
    for inputs in sets:
        counts = dict(inputs)
        for share, whole in formula.weights.items():
            counts[share] = _multiply(inputs[share], inputs[whole])
        ready.append(counts)
    added = {
        name: add_quantities([inputs[name] for inputs in ready])
        if len(ready) > 1
        else ready[0][name]
        for name in formula.needs
    }
    return formula.compute(added, indicator.per, unit_of(indicator))


def _multiply(share: Quantity, whole: Quantity) -> Quantity:
    """The count that a published share stands for, with the margin of a product.

    Handbook of the Census Bureau (see `base.quantity`), chapter 8, derived products.
    """
    part, weight = (share.value or 0.0) / 100, whole.value or 0.0
    margin = None
    if share.margin is not None and whole.margin is not None:
        margin = math.hypot(weight * share.margin / 100, part * whole.margin)
    return Quantity(Cell.estimated(part * weight), whole.unit, margin)
