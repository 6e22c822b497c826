"""Places: states, regions, cities, changes of counties, and areas shown as examples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class States:
    """States, the District and territories: two letters to FIPS prefix and name."""

    prefixes: Mapping[str, str]
    names: Mapping[str, str]
    in_the_nation: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Division:
    """One of the Census Bureau's divisions, the region it is part of, and its states."""

    name: str
    region: str
    states: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Regions:
    """The Census Bureau's regions and divisions. `checked` says how far they are verified."""

    source: str
    checked: str
    divisions: tuple[Division, ...]


@dataclass(frozen=True, slots=True)
class CityEntry:
    """A city that the list of agencies does not place, and the counties it lies in."""

    name: str
    state: str
    counties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cities:
    """Cities by hand. `checked` is "n" while nobody has verified them against a charter."""

    checked: str
    cities: tuple[CityEntry, ...]


@dataclass(frozen=True, slots=True)
class FipsChange:
    """A change of counties. `one_to_one` when old and new are the same ground."""

    old: tuple[str, ...]
    new: tuple[str, ...]
    year: int
    what: str
    one_to_one: bool
    source: str


@dataclass(frozen=True, slots=True)
class FipsChanges:
    """All changes of county codes that a loader must know."""

    changes: tuple[FipsChange, ...]


@dataclass(frozen=True, slots=True)
class Demonstration:
    """An area shown as an example, with real public data only."""

    id: str
    name: str
    counties: tuple[str, ...]
    why: str
    order: int
