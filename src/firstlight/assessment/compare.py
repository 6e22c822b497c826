"""States, the nation and the middle county, worked out once and kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from firstlight.assessment.library import Library
from firstlight.base.observation import IndicatorValue, Observation
from firstlight.base.place import US, Place, PlaceKind
from firstlight.base.provenance import Address
from firstlight.base.quantity import Quantity
from firstlight.catalogue.entries import Column, Indicator
from firstlight.indicators import compute_for_area, compute_for_counties, compute_median
from firstlight.sources import observe_counties, observe_county

Release = Mapping[str, tuple[Quantity, tuple[Address, ...]]]
MIDDLE = Place(PlaceKind.NATION, "US", "Middle county of the United States")


def value_of_county_or_area(
    library: Library, indicator: Indicator, place: Place, counties: dict[str, str]
) -> IndicatorValue:
    """The indicator for these counties as one place."""

    def observe(column: Column, fips: str, additive: bool) -> Observation:
        return observe_county(library.pack, column, fips, additive=additive)

    return compute_for_area(
        indicator, place=place, counties=counties, observe=observe, limits=library.limits
    )


def value_of_state(library: Library, indicator: Indicator, state: str) -> IndicatorValue:
    """The indicator for a state, by the counties of the release."""
    states = library.catalogue.states
    place = Place(PlaceKind.STATE, state, states.names[state])
    return _of_release(library, indicator, place, (states.prefixes[state],))


def value_of_nation(library: Library, indicator: Indicator) -> IndicatorValue:
    """The indicator for the 50 states and DC."""
    states = library.catalogue.states
    return _of_release(
        library, indicator, US, tuple(states.prefixes[state] for state in states.in_the_nation)
    )


def value_in_the_middle(library: Library, indicator: Indicator) -> IndicatorValue:
    """The middle of all counties that have a figure."""
    key = (indicator.id, "middle")
    if key not in library.kept:
        counties = library.gazetteer.counties.values()
        values = [
            value_of_county_or_area(library, indicator, county.place, {county.fips: county.name})
            for county in counties
            if county.state in library.catalogue.states.in_the_nation
        ]
        library.kept[key] = compute_median(
            indicator, place=MIDDLE, values=values, limits=library.limits
        )
    return library.kept[key]


def _of_release(
    library: Library, indicator: Indicator, place: Place, prefixes: tuple[str, ...]
) -> IndicatorValue:
    key = (indicator.id, place.id)
    if key not in library.kept:

        def read(column: Column, wanted: Sequence[str], additive: bool) -> Release:
            return observe_counties(library.pack, column, wanted, additive=additive)

        library.kept[key] = compute_for_counties(
            indicator, place=place, prefixes=prefixes, read=read, limits=library.limits
        )
    return library.kept[key]
