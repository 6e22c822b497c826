"""From observations to indicator values, for one county, an area, a state or the nation."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

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

PUBLISHED = FORMULAS["published_share"]

# (column, county, is it a count?) -> what the source says
Observer = Callable[[Column, str, bool], Observation]


class ReleaseColumn(Protocol):
    """One column of a release for many counties (`sources.Release`)."""

    @property
    def quantities(self) -> Mapping[str, Quantity]:
        """By the release's own county codes."""

    def cite(self, codes: Iterable[str]) -> tuple[Address, ...]:
        """The received cells of these counties."""


# (column, state prefixes, is it a count?, hide small counts?) -> every county of the release
ReleaseReader = Callable[[Column, Sequence[str], bool, bool], ReleaseColumn]

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
    number leaves the area without one. Where every such county has a stated range, a count
    of the area has one too. A share without known weights is refused for an area.

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
            if formula.keeps_ranges and all(_has_ends(o.quantity) for o in observations):
                why = _say_ranged(observations, list(counties.values()), why)
                return _finish_range(indicator, place, formula, observations, why, limits)
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
    quantity = apply_formula(formula, indicator, sets)
    return _finish(indicator, place, quantity, addresses, limits, notes=())


def compute_for_counties(
    indicator: Indicator,
    *,
    place: Place,
    prefixes: Sequence[str],
    read: ReleaseReader,
    limits: Limits,
    absent: Sequence[str],
) -> IndicatorValue:
    """Work an indicator out for a state or the nation, over the counties of the release.

    A total needs every county of the place; where each of the others has a stated range, so
    has the total. Of a county that the release has no row for nobody knows anything, so a
    total without it is "at least" what the others have, and says which are not in it. A share or
    rate is given when enough of the counties in the file have figures
    (`limits.nation_coverage_percent`), and a note says how many.
    It has no margin: none is published with the county file.

    Parameters
    ----------
    absent
        Counties of the place without a row of any kind in the release, as they are to be
        named in a sentence. Read for totals only.
    """
    formula = FORMULAS[indicator.formula]
    names = [name for name in indicator.inputs if name != "guard"]
    if not formula.works_for_areas:
        return _withheld_for_areas(indicator, place)
    read_in = {
        name: read(indicator.inputs[name], prefixes, formula.is_count(name), False)
        for name in names
    }
    whole, everybody = _find_whole(read_in)
    if (
        formula.keeps_ranges
        and whole
        and (len(whole) < everybody or (absent and not formula.is_floor))
    ):
        ranged = _add_over_release(indicator, place, formula, read_in["count"], limits, absent)
        if ranged is not None:
            return ranged
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
    sets = [{name: read_in[name].quantities[code] for name in names} for code in whole]
    addresses = [address for name in names for address in read_in[name].cite(whole)]
    notes: tuple[str, ...] = ()
    if len(whole) < everybody:
        notes = (f"{len(whole):,} of {everybody:,} counties in the file have figures",)
    # the root of summed squares takes counties for samples of their own; over hundreds of
    # them it would claim more than the publisher does, so none is given (ADR 3)
    quantity = replace(apply_formula(formula, indicator, sets), margin=None)
    if quantity.is_floor:
        notes = (f"the sum of {len(whole):,} counties that have a row in the file",)
        notes += (_say_absent(absent),) if absent else ()
    else:
        quantity = replace(quantity, low=None, high=None)
    return _finish(indicator, place, quantity, addresses, limits, notes=notes)


def compute_median(
    indicator: Indicator,
    *,
    place: Place,
    prefixes: Sequence[str],
    read: ReleaseReader,
    limits: Limits,
) -> IndicatorValue:
    """The middle county: half of the counties that have a shown figure lie above it.

    It has no margin: it is no estimate of the nation but a place in a list. Counties
    whose figure is hidden are left out, and so are those where the formula has no value (a
    share of nobody).
    """
    formula = FORMULAS[indicator.formula]
    names = [name for name in indicator.inputs if name != "guard"]
    read_in = {
        name: read(indicator.inputs[name], prefixes, formula.is_count(name), False)
        for name in names
    }
    whole, _ = _find_whole(read_in)
    if "guard" in indicator.inputs:
        guard = read(indicator.inputs["guard"], prefixes, True, True).quantities
        hidden = {code for code, q in guard.items() if q.cell.status is Status.SUPPRESSED}
        whole = [code for code in whole if code not in hidden]
    worked_out = {
        code: apply_formula(formula, indicator, [{n: read_in[n].quantities[code] for n in names}])
        for code in whole
    }
    # a quotient over nobody has no value, and is no county at the bottom of the list
    values = {code: q.value for code, q in worked_out.items() if q.value is not None}
    if not values:
        return _withheld(
            indicator, place, Cell.missing(Status.NOT_REPORTED), "no county has a figure", ""
        )
    addresses = [address for name in names for address in read_in[name].cite(values)]
    note = f"the middle of {len(values):,} counties that have a figure that is not hidden"
    middle = Quantity(Cell.estimated(statistics.median(values.values())), unit_of(indicator))
    return _finish(indicator, place, middle, addresses, limits, notes=(note,))


def _has_ends(quantity: Quantity) -> bool:
    """True when a quantity has a number, or a range that can be added."""
    return quantity.has_number or quantity.low is not None


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
    return _withhold_range(indicator, place, ranged, addresses, why, limits)


def _add_over_release(
    indicator: Indicator,
    place: Place,
    formula: Formula,
    column: ReleaseColumn,
    limits: Limits,
    absent: Sequence[str],
) -> IndicatorValue | None:
    """A state's or the nation's count with the range of what was dropped; None without one.

    Where a county is not in the release at all, the upper end is open.
    """
    quantities = column.quantities
    if not all(_has_ends(quantity) for quantity in quantities.values()):
        return None
    ranged = formula.compute(
        {formula.needs[0]: add_quantities(list(quantities.values()))},
        indicator.per,
        unit_of(indicator),
    )
    lacking = [quantity for quantity in quantities.values() if not quantity.has_number]
    whys = []
    if lacking:
        said = lacking[0].cell.why
        whys.append(f"for {len(lacking):,} of {len(quantities):,} counties in the file {said}")
    if absent:
        known = ranged.value if ranged.low is None else ranged.low
        missing = Cell.missing(Status.NOT_REPORTED)
        cell = missing if ranged.has_number else ranged.cell
        ranged = Quantity(cell, ranged.unit, None, known, None)
        whys.append(_say_absent(absent))
    why = "; ".join(whys)
    return _withhold_range(indicator, place, ranged, column.cite(quantities), why, limits)


def _say_absent(absent: Sequence[str]) -> str:
    """Which counties a total lacks altogether."""
    named = ", ".join(absent[:-1]) + " and " + absent[-1] if len(absent) > 1 else absent[0]
    return f"without {named}, for which the release has no row of any kind"


def _withhold_range(
    indicator: Indicator,
    place: Place,
    ranged: Quantity,
    addresses: Sequence[Address],
    why: str,
    limits: Limits,
) -> IndicatorValue:
    if not ranged.has_range:  # "at least 0" says nothing
        ranged, addresses = replace(ranged, low=None, high=None), ()
    return IndicatorValue(
        indicator.id,
        place,
        Period.read(indicator.period),
        replace(ranged, cell=replace(ranged.cell, why=why)),
        gather_addresses(addresses, at_most=limits.addresses_at_most) if addresses else (),
        why_not=why,
    )


def _find_whole(read_in: Mapping[str, ReleaseColumn]) -> tuple[list[str], int]:
    """The counties that have a number in every column, and how many the fullest column has."""
    columns = [column.quantities for column in read_in.values()]
    whole = [
        code
        for code in columns[0]
        if all(code in column and column[code].has_number for column in columns)
    ]
    return whole, max(len(column) for column in columns)


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
