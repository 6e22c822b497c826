"""A composite index of ours for every county that has all its conditions, worked out once.

The draws need every county at the same time, so they are made when the first assessment
asks, and kept with the library for all that follow.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from firstlight.assessment.compare import make_reader
from firstlight.assessment.library import Library
from firstlight.base.provenance import Address
from firstlight.base.quantity import Quantity
from firstlight.catalogue.entries import Composite, Indicator
from firstlight.composite import (
    Estimates,
    Ranges,
    Scored,
    can_tell_apart,
    correlate_ranks,
    draw_ranges,
    limits_of_kind,
    score_units,
)
from firstlight.indicators import EachCounty, compute_for_each
from firstlight.pack import trace_county

PROFILE = "susceptibility"
RESIDENTS = "residents"


@dataclass(frozen=True, slots=True)
class NationalProfile:
    """A composite over all counties; arrays have one value for each of `counties`.

    `place` finds a county in the arrays. `each` holds every component for every county
    that has it. `with_size` is the rank correlation of the score with residents over the
    `n_with_size` counties that have both; None where it says nothing. `ranges` is None
    and `why_not` says why where too few counties have every component.
    """

    composite: Composite
    counties: tuple[str, ...]
    place: Mapping[str, int]
    each: Mapping[str, EachCounty]
    scored: Scored | None
    ranges: Ranges | None
    with_size: float | None
    n_with_size: int
    sizes: EachCounty | None
    whole_columns: tuple[Address, ...]
    size_column: tuple[Address, ...]
    why_not: str = ""

    def __repr__(self) -> str:
        return f"NationalProfile({self.composite.id!r}, {len(self.counties)} counties)"

    def can_tell_apart(self, one: str, other: str) -> bool:
        """True when the rank ranges of two counties have no rank in common."""
        if self.ranges is None:
            return False
        low, high = self.ranges.low, self.ranges.high
        a, b = self.place[one], self.place[other]
        return can_tell_apart((low[a], high[a]), (low[b], high[b]))


def make_national_profile(library: Library, name: str = PROFILE) -> NationalProfile:
    """Work a composite of ours out for every county of the 50 states and DC.

    Kept in the library. Counties of Puerto Rico are left out: the releases cover them
    in part only, and the nation elsewhere in the assessment is without them.
    """
    if name not in library.profiles:
        library.profiles[name] = _make(library, library.catalogue.composites[name])
    return library.profiles[name]


def _make(library: Library, composite: Composite) -> NationalProfile:
    indicators = [library.catalogue.indicators[part.id] for part in composite.components]
    size = library.catalogue.indicators[RESIDENTS]
    codes = _trace_all(library, [*indicators, size])
    states = library.catalogue.states
    prefixes = tuple(states.prefixes[state] for state in states.in_the_nation)

    read = make_reader(library)

    def compute(indicator: Indicator) -> EachCounty:
        return compute_for_each(
            indicator, counties=codes, prefixes=prefixes, read=read, limits=library.limits
        )

    each = {indicator.id: compute(indicator) for indicator in indicators}
    counties = tuple(
        fips
        for fips in library.gazetteer.counties
        if all(fips in found.quantities for found in each.values())
    )
    if len(counties) < composite.fewest_units:
        why = "Too few counties have every condition, so there is nothing to compare with."
        return NationalProfile(
            composite, (), {}, each, None, None, None, 0, None, (), (), why_not=why
        )
    values = {
        name: np.array([found.quantities[fips].value for fips in counties], dtype=np.float64)
        for name, found in each.items()
    }
    scored = score_units(composite, values, given={})
    if np.isnan(scored.scores[composite.whole]).any():
        why = "A condition is the same in every county, so nobody stands anywhere by it."
        return NationalProfile(
            composite, (), {}, each, None, None, None, 0, None, (), (), why_not=why
        )
    ranges = draw_ranges(
        composite,
        {name: _estimate(found, counties) for name, found in each.items()},
        seed=composite.seed,
        draws=composite.draws,
        drop_draws=composite.drop_draws,
    )
    sizes = compute(size)
    sized = [index for index, fips in enumerate(counties) if fips in sizes.quantities]
    with_size = None
    if len(sized) >= composite.fewest_units:
        people = [sizes.quantities[counties[index]].value or 0.0 for index in sized]
        with_size = correlate_ranks(scored.scores[composite.whole][sized], np.array(people))
    return NationalProfile(
        composite=composite,
        counties=counties,
        place={fips: index for index, fips in enumerate(counties)},
        each=each,
        scored=scored,
        ranges=ranges,
        with_size=with_size,
        n_with_size=len(sized),
        sizes=sizes,
        whole_columns=tuple(a for found in each.values() for a in found.cite(counties)),
        size_column=sizes.cite(counties[index] for index in sized),
    )


def _estimate(found: EachCounty, counties: Sequence[str]) -> Estimates:
    quantities = [found.quantities[fips] for fips in counties]
    least, most = limits_of_kind(quantities[0].unit.kind)
    return Estimates(
        values=np.array([quantity.value for quantity in quantities], dtype=np.float64),
        margins=np.array([_margin(quantity) for quantity in quantities], dtype=np.float64),
        least=least,
        most=most,
    )


def _margin(quantity: Quantity) -> float:
    return float("nan") if quantity.margin is None else quantity.margin


def _trace_all(
    library: Library, indicators: Sequence[Indicator]
) -> dict[str, dict[str, tuple[str, ...]]]:
    """By source, the codes each county of today had in the release."""
    changes = library.catalogue.fips_changes
    touched = {code for change in changes.changes for code in change.new}
    traced: dict[str, dict[str, tuple[str, ...]]] = {}
    for indicator in indicators:
        for column in indicator.inputs.values():
            if column.source in traced:
                continue
            vintage = library.catalogue.sources[column.source].vintage
            own = traced[column.source] = {}
            for fips in library.gazetteer.counties:
                codes: tuple[str, ...] = (fips,)
                if fips in touched:
                    codes = trace_county(fips, vintage=vintage, changes=changes).codes
                if codes:
                    own[fips] = codes
    return traced
