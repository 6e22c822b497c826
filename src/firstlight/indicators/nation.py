"""One indicator for a state or the nation, over the counties of a release."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import replace

from firstlight.base.cell import Cell, Status
from firstlight.base.observation import IndicatorValue
from firstlight.base.place import Place
from firstlight.base.quantity import Quantity, UnitKind, add_quantities
from firstlight.catalogue.entries import Indicator
from firstlight.indicators.applied import apply_formula, unit_of
from firstlight.indicators.formulas import FORMULAS, Formula
from firstlight.indicators.readers import Limits, ReleaseColumn, ReleaseReader
from firstlight.indicators.value import (
    finish_value,
    has_ends,
    withhold,
    withhold_for_areas,
    withhold_range,
)


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
        return withhold_for_areas(indicator, place)
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
        return withhold(indicator, place, Cell.missing(Status.NOT_REPORTED), why, "")
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
    return finish_value(indicator, place, quantity, addresses, limits, notes=notes)


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
        return withhold(
            indicator, place, Cell.missing(Status.NOT_REPORTED), "no county has a figure", ""
        )
    addresses = [address for name in names for address in read_in[name].cite(values)]
    note = f"the middle of {len(values):,} counties that have a figure that is not hidden"
    middle = Quantity(Cell.estimated(statistics.median(values.values())), unit_of(indicator))
    return finish_value(indicator, place, middle, addresses, limits, notes=(note,))


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
    if not all(has_ends(quantity) for quantity in quantities.values()):
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
    return withhold_range(indicator, place, ranged, column.cite(quantities), why, limits)


def _find_whole(read_in: Mapping[str, ReleaseColumn]) -> tuple[list[str], int]:
    """The counties that have a number in every column, and how many the fullest column has."""
    columns = [column.quantities for column in read_in.values()]
    whole = [
        code
        for code in columns[0]
        if all(code in column and column[code].has_number for column in columns)
    ]
    return whole, max(len(column) for column in columns)


def _say_absent(absent: Sequence[str]) -> str:
    """Which counties a total lacks altogether."""
    named = ", ".join(absent[:-1]) + " and " + absent[-1] if len(absent) > 1 else absent[0]
    return f"without {named}, for which the release has no row of any kind"
