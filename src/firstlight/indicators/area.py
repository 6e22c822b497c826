"""One indicator for one county, or for several as one area, from observations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from firstlight.base.cell import NO_NUMBER, Status
from firstlight.base.observation import IndicatorValue, Observation
from firstlight.base.place import Place
from firstlight.base.quantity import add_quantities
from firstlight.catalogue.entries import Indicator
from firstlight.indicators.applied import apply_formula, unit_of
from firstlight.indicators.formulas import FORMULAS, Formula
from firstlight.indicators.protected import protect_small, round_as_printed
from firstlight.indicators.readers import Limits, Observer
from firstlight.indicators.value import (
    WHY,
    finish_value,
    has_ends,
    withhold,
    withhold_for_areas,
    withhold_range,
)


def compute_for_area(
    indicator: Indicator,
    *,
    place: Place,
    counties: Mapping[str, str],
    observe: Observer,
    limits: Limits,
) -> IndicatorValue:
    """Work an indicator out for one county, or for several as one area.

    Counts are added over the counties before the formula is used; a county without a
    number leaves the area without one. Where every such county has a stated range, a count
    of the area has one too. A share without known weights is refused for an area. A share
    without a margin in hand is hidden where few people are behind it (`protect_small`).

    Parameters
    ----------
    counties
        Name by FIPS code, of the counties that make up the place.
    """
    formula = FORMULAS[indicator.formula]
    if len(counties) > 1 and not formula.works_for_areas:
        return withhold_for_areas(indicator, place)
    observed = {
        name: [observe(column, fips, formula.is_count(name)) for fips in counties]
        for name, column in indicator.inputs.items()
        if name != "guard"
    }
    if "guard" in indicator.inputs:
        for fips in counties:
            guard = observe(indicator.inputs["guard"], fips, True)
            if guard.quantity.cell.status is Status.SUPPRESSED:
                return withhold(indicator, place, guard.quantity.cell, WHY[Status.SUPPRESSED], "")
    for observations in observed.values():
        if any(not observation.quantity.has_number for observation in observations):
            index = _first_missing(observations)
            cell = observations[index].quantity.cell
            where = f"{tuple(counties.values())[index]}: " if len(counties) > 1 else ""
            why = cell.why or WHY[cell.status]
            if formula.keeps_ranges and all(has_ends(o.quantity) for o in observations):
                why = _say_ranged(observations, list(counties.values()), why)
                return _finish_range(indicator, place, formula, observations, why, limits)
            return withhold(indicator, place, cell, f"{where}{why}", "")
    sets = [
        {name: observations[index].quantity for name, observations in observed.items()}
        for index in range(len(counties))
    ]
    addresses = [
        address
        for observations in observed.values()
        for observation in observations
        for address in observation.made_from
    ]
    quantity = apply_formula(formula, indicator, sets)
    quantity = protect_small(formula, indicator, sets, quantity, limits)
    quantity = round_as_printed(indicator, quantity)
    return finish_value(indicator, place, quantity, addresses, limits, notes=())


def _say_ranged(observations: Sequence[Observation], names: Sequence[str], why: str) -> str:
    """Why a range stands for a number: the reason, and for several counties which ones."""
    if len(names) == 1:
        return why
    lacking = [
        name
        for name, observation in zip(names, observations, strict=True)
        if not observation.quantity.has_number
    ]
    return f"{', '.join(lacking)}: {why}"


def _finish_range(
    indicator: Indicator,
    place: Place,
    formula: Formula,
    observations: Sequence[Observation],
    why: str,
    limits: Limits,
) -> IndicatorValue:
    """A count of which a part is known by a range only: no number, from low to high."""
    added = add_quantities([observation.quantity for observation in observations])
    ranged = formula.compute({formula.needs[0]: added}, indicator.per, unit_of(indicator))
    addresses = [a for observation in observations for a in observation.made_from]
    return withhold_range(indicator, place, ranged, addresses, why, limits)


def _first_missing(observations: Sequence[Observation]) -> int:
    """Which observation's status the whole takes: hidden first, as in `add_cells`."""
    statuses = [observation.quantity.cell.status for observation in observations]
    return next(statuses.index(status) for status in NO_NUMBER if status in statuses)
