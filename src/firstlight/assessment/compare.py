"""States, the nation and the middle county, worked out once and kept."""

from __future__ import annotations

from collections.abc import Sequence

from firstlight.assessment.library import Library
from firstlight.base.observation import IndicatorValue, Observation
from firstlight.base.place import US, County, Place, PlaceKind
from firstlight.catalogue.entries import Column, Indicator
from firstlight.indicators import (
    ReleaseReader,
    compute_for_area,
    compute_for_counties,
    compute_median,
)
from firstlight.sources import Release, find_absent, observe_counties, observe_county

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


def value_of_county(library: Library, indicator: Indicator, county: County) -> IndicatorValue:
    """The indicator for one county, worked out once and kept."""
    key = (indicator.id, county.fips)
    if key not in library.kept:
        one = {county.fips: county.name}
        library.kept[key] = value_of_county_or_area(library, indicator, county.place, one)
    return library.kept[key]


def value_of_state(library: Library, indicator: Indicator, state: str) -> IndicatorValue:
    """The indicator for a state, by the counties of the release."""
    states = library.catalogue.states
    place = Place(PlaceKind.STATE, state, states.names[state])
    return _of_release(library, indicator, place, (state,))


def value_of_nation(library: Library, indicator: Indicator) -> IndicatorValue:
    """The indicator for the 50 states and DC."""
    states = library.catalogue.states
    return _of_release(library, indicator, US, tuple(states.in_the_nation))


def value_in_the_middle(library: Library, indicator: Indicator) -> IndicatorValue:
    """The middle of the nation's counties that have a figure."""
    key = (indicator.id, "middle")
    if key not in library.kept:
        states = library.catalogue.states
        library.kept[key] = compute_median(
            indicator,
            place=MIDDLE,
            prefixes=tuple(states.prefixes[state] for state in states.in_the_nation),
            read=make_reader(library),
            limits=library.limits,
        )
    return library.kept[key]


def _of_release(
    library: Library, indicator: Indicator, place: Place, states: tuple[str, ...]
) -> IndicatorValue:
    key = (indicator.id, place.id)
    if key not in library.kept:
        library.kept[key] = compute_for_counties(
            indicator,
            place=place,
            prefixes=tuple(library.catalogue.states.prefixes[state] for state in states),
            read=make_reader(library),
            limits=library.limits,
            absent=_name_absent(library, indicator, states),
        )
    return library.kept[key]


def _name_absent(library: Library, indicator: Indicator, states: tuple[str, ...]) -> list[str]:
    """What a total has no row for, in words: whole states by name, then the counties.

    Counties are named within one state; over the nation those of states that have others
    are told by how many they are.
    """
    if "count" not in indicator.inputs:
        return []
    ours = {county.fips: county for s in states for county in library.gazetteer.of_state(s)}
    absent = [ours[fips] for fips in find_absent(library.pack, indicator.inputs["count"], ours)]
    names = library.catalogue.states.names
    named: list[str] = []
    single = list(absent)
    for state in states:
        lacking = [county for county in absent if county.state == state]
        if len(states) > 1 and len(lacking) == len(library.gazetteer.of_state(state)):
            the = "the " if names[state].startswith("District") else ""
            named.append(f"{the}{names[state]}")
            single = [county for county in single if county.state != state]
    if len(states) == 1:
        return [county.name for county in single]
    if single:
        other = "other " if named else ""
        named.append(f"{len(single):,} {other}{'county' if len(single) == 1 else 'counties'}")
    return named


def make_reader(library: Library) -> ReleaseReader:
    """A reader of whole columns that remembers what it has read."""

    def read(column: Column, prefixes: Sequence[str], additive: bool, hide: bool) -> Release:
        hides = hide and library.catalogue.sources[column.source].hide_up_to > 0
        where = tuple(sorted(column.where.items()))
        over = tuple(sorted(column.over.items()))
        key = (column.source, column.table, column.column, where, over, tuple(prefixes),
               additive, hides)  # fmt: skip
        if key not in library.releases:
            library.releases[key] = observe_counties(
                library.pack, column, prefixes, additive=additive, hide=hides
            )
        return library.releases[key]

    return read
