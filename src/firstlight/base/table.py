"""Tables of counts: as they were counted, and as they may be read by others.

A `RawTable` holds what was counted and never shows it in its text. A `ReleasedTable` holds true
values, or the one word `suppressed`; `disclosure.release` alone makes one.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from firstlight.base.cell import NO_NUMBER, Cell, Status

TOTAL = "Total"
Key = tuple[str, ...]

# What an inner cell can be when nobody gives a count for it. What cannot be is a zero.
WITHOUT_COUNT = frozenset({Status.STRUCTURAL_ZERO, *NO_NUMBER} - {Status.SUPPRESSED})


@dataclass(frozen=True, slots=True)
class Dimension:
    """One way to sort the people of a table: its name and its categories, in their order.

    Raises
    ------
    ValueError
        When it has no category, has one twice, or has one called Total.
    """

    name: str
    categories: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.categories:
            raise ValueError("a dimension has at least one category")
        if len(set(self.categories)) < len(self.categories):
            raise ValueError("a dimension has each category once")
        if TOTAL in self.categories:
            raise ValueError("Total is worked out and is no category")


def list_inner(dimensions: tuple[Dimension, ...]) -> Iterator[Key]:
    """Every inner cell, the last dimension first through its categories."""
    return itertools.product(*(dimension.categories for dimension in dimensions))


def list_entries(dimensions: tuple[Dimension, ...]) -> Iterator[Key]:
    """Every inner cell and every margin, `Total` last in each dimension."""
    return itertools.product(*((*dimension.categories, TOTAL) for dimension in dimensions))


@dataclass(frozen=True, slots=True, repr=False)
class RawTable:
    """Counts of people by one to several dimensions, built from the inner cells alone.

    `counts` has a whole number from 0 for every inner cell that was counted, `without` the
    status of every one that was not (`structural_zero`, or a reason for no number). Margins
    are computed. The text of a table tells its shape and no count.

    Raises
    ------
    ValueError
        When an inner cell is absent, is in both, is unknown, or is no count.
    """

    dimensions: tuple[Dimension, ...]
    counts: Mapping[Key, int]
    without: Mapping[Key, Status]

    def __post_init__(self) -> None:
        if not self.dimensions:
            raise ValueError("a table has at least one dimension")
        if len({dimension.name for dimension in self.dimensions}) < len(self.dimensions):
            raise ValueError("a table has each dimension once")
        inner = set(list_inner(self.dimensions))
        if set(self.counts) & set(self.without):
            raise ValueError("an inner cell is counted or not, never both")
        if set(self.counts) | set(self.without) != inner:
            raise ValueError("a table has every inner cell, and no other")
        if any(type(count) is not int or count < 0 for count in self.counts.values()):
            raise ValueError("a count is a whole number from 0")
        if not set(self.without.values()) <= WITHOUT_COUNT:
            raise ValueError("an inner cell without a count says why")

    def __repr__(self) -> str:
        shape = " by ".join(f"{d.name} ({len(d.categories)})" for d in self.dimensions)
        return f"RawTable({shape})"


@dataclass(frozen=True, slots=True)
class Published:
    """What anybody can read of a table: a cell for every inner cell and every margin.

    `population` names the people it is about, or is empty; `profile` the rule it was hidden by.
    """

    dimensions: tuple[Dimension, ...]
    cells: Mapping[Key, Cell]
    profile: str
    population: str = ""

    def __post_init__(self) -> None:
        if set(self.cells) != set(list_entries(self.dimensions)):
            raise ValueError("a published table has every inner cell and every margin")


@dataclass(frozen=True, slots=True)
class ReleasedTable(Published):
    """A table that may leave. Only `disclosure.release` makes one; a test reads the code for it."""
