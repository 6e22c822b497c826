"""From observations to indicator values, for one county, an area, a state or the nation."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from firstlight.base.cell import NO_NUMBER, Cell, Status
from firstlight.base.observation import IndicatorValue, Observation
from firstlight.base.period import Period
from firstlight.base.place import Place
from firstlight.base.provenance import Address, gather_addresses
from firstlight.base.quantity import (
    Quantity,
    Unit,
    UnitKind,
    add_quantities,
    mark_unreliable,
)
from firstlight.catalogue.entries import Column, Indicator
from firstlight.indicators.formulas import FORMULAS, Formula

# (column, county, is it a count?) -> what the source says
Observer = Callable[[Column, str, bool], Observation]
# (column, state prefixes, is it a count?) -> every county of the release
ReleaseReader = Callable[
    [Column, Sequence[str], bool], Mapping[str, tuple[Quantity, tuple[Address, ...]]]
]

WHY = {
    Status.NOT_REPORTED: "no figure is in the release for this county",
    Status.NOT_REPORTABLE: "the release gives no figure that can be used here",
    Status.NOT_COLLECTED: "nobody has collected it",
    Status.REFUSED: "whoever holds it refused",
    Status.SUPPRESSED: "the count is small, and hidden to protect people",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits read from `catalogue/methods/thresholds.yaml`."""

    unreliable_cv_percent: float
    nation_coverage_percent: float
    addresses_at_most: int


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
    number leaves the area without one. A share without known weights is refused for
    an area.

    Parameters
    ----------
    counties
        Name by FIPS code, of the counties that make up the place.
    """
    formula = FORMULAS[indicator.formula]
    if len(counties) > 1 and not formula.works_for_areas:
        return _withheld_for_areas(indicator, place)
    observed = {
        name: [observe(column, fips, formula.is_count(name)) for fips in counties]
        for name, column in indicator.inputs.items()
        if name != "guard"
    }
    if "guard" in indicator.inputs:
        for fips in counties:
            guard = observe(indicator.inputs["guard"], fips, True)
            if guard.quantity.cell.status is Status.SUPPRESSED:
                return _withheld(indicator, place, guard.quantity.cell, WHY[Status.SUPPRESSED], "")
    for observations in observed.values():
        if any(not observation.quantity.has_number for observation in observations):
            index = _first_missing(observations)
            cell = observations[index].quantity.cell
            where = f"{tuple(counties.values())[index]}: " if len(counties) > 1 else ""
            why = cell.why or WHY[cell.status]
            return _withheld(indicator, place, cell, f"{where}{why}", "")
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
    quantity = _apply(formula, indicator, sets)
    return _finish(indicator, place, quantity, addresses, limits, notes=())


def compute_for_counties(
    indicator: Indicator,
    *,
    place: Place,
    prefixes: Sequence[str],
    read: ReleaseReader,
    limits: Limits,
) -> IndicatorValue:
    """Work an indicator out for a state or the nation, over the counties of the release.

    A total needs every county. A share or rate is given when enough of the counties in
    the file have figures (`limits.nation_coverage_percent`), and a note says how many.
    """
    formula = FORMULAS[indicator.formula]
    names = [name for name in indicator.inputs if name != "guard"]
    if not formula.works_for_areas:
        return _withheld_for_areas(indicator, place)
    read_in = {
        name: read(indicator.inputs[name], prefixes, formula.is_count(name)) for name in names
    }
    codes = [code for code in read_in[names[0]] if all(code in read_in[n] for n in names)]
    whole = [code for code in codes if all(read_in[n][code][0].has_number for n in names)]
    everybody = max((len(read_in[name]) for name in names), default=0)
    share = 100 * len(whole) / everybody if everybody else 0.0
    needed = 100.0 if indicator.kind == UnitKind.COUNT else limits.nation_coverage_percent
    if not whole or share < needed:
        why = (
            f"{everybody - len(whole)} of its {everybody} counties have no figure in the file, "
            "and a blank is not a zero"
            if everybody
            else "the release does not cover it"
        )
        return _withheld(indicator, place, Cell.missing(Status.NOT_REPORTED), why, "")
    sets = [{name: read_in[name][code][0] for name in names} for code in whole]
    addresses = [a for code in whole for name in names for a in read_in[name][code][1]]
    notes: tuple[str, ...] = ()
    if len(whole) < everybody:
        notes = (f"{len(whole)} of {everybody} counties in the file have figures",)
    quantity = _apply(formula, indicator, sets)
    return _finish(indicator, place, quantity, addresses, limits, notes=notes)


def compute_median(
    indicator: Indicator,
    *,
    place: Place,
    values: Sequence[IndicatorValue],
    limits: Limits,
) -> IndicatorValue:
    """The middle county: half of the counties that have a shown figure lie above it.

    It has no margin: it is no estimate of the nation but a place in a list.
    """
    shown = [value for value in values if value.quantity.cell.status is Status.SHOWN]
    if not shown:
        return _withheld(
            indicator, place, Cell.missing(Status.NOT_REPORTED), "no county has a figure", ""
        )
    middle = statistics.median(value.quantity.value or 0.0 for value in shown)
    addresses = [address for value in shown for address in value.made_from]
    unit = shown[0].quantity.unit
    return IndicatorValue(
        indicator.id,
        place,
        Period.read(indicator.period),
        Quantity(Cell.estimated(middle), unit),
        gather_addresses(addresses, at_most=0),
        notes=(f"the middle of {len(shown)} counties that have a figure",),
    )


def unit_of(indicator: Indicator) -> Unit:
    """The indicator's unit."""
    return Unit(UnitKind(indicator.kind), indicator.unit, indicator.universe)


def _apply(
    formula: Formula, indicator: Indicator, sets: Sequence[Mapping[str, Quantity]]
) -> Quantity:
    """Turn weighted shares into counts, add over counties, and use the formula."""
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


def _finish(
    indicator: Indicator,
    place: Place,
    quantity: Quantity,
    addresses: Sequence[Address],
    limits: Limits,
    *,
    notes: tuple[str, ...],
) -> IndicatorValue:
    if not quantity.has_number:
        why = quantity.cell.why or WHY[quantity.cell.status]
        return _withheld(indicator, place, quantity.cell, why, "")
    marked = mark_unreliable(quantity, limit_percent=limits.unreliable_cv_percent)
    return IndicatorValue(
        indicator.id,
        place,
        Period.read(indicator.period),
        marked,
        gather_addresses(addresses, at_most=limits.addresses_at_most),
        notes=notes,
    )


def _first_missing(observations: Sequence[Observation]) -> int:
    """Which observation's status the whole takes: hidden first, as in `add_cells`."""
    statuses = [observation.quantity.cell.status for observation in observations]
    return next(statuses.index(status) for status in NO_NUMBER if status in statuses)


def _withheld_for_areas(indicator: Indicator, place: Place) -> IndicatorValue:
    """A class or a share without its counts has no value for several counties together."""
    missing = Cell.missing(Status.NOT_REPORTABLE)
    if indicator.kind == UnitKind.CODE:
        why = "it is a class of one county, and several counties have no class together"
        return _withheld(indicator, place, missing, why, "")
    why = "a share does not add up over counties, and the counts behind it are not in hand"
    return _withheld(indicator, place, missing, why, "The counts behind the share.")


def _withheld(
    indicator: Indicator, place: Place, cell: Cell, why: str, would_help: str
) -> IndicatorValue:
    return IndicatorValue(
        indicator.id,
        place,
        Period.read(indicator.period),
        Quantity(replace(cell, why=why), unit_of(indicator)),
        (),
        why_not=why,
        would_help=would_help,
    )
