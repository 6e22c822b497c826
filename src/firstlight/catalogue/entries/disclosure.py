"""The rules by which counts of people are hidden before a table leaves."""

from __future__ import annotations

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DisclosureProfile:
    """Which counts are hidden, and how much must stay open about each.

    Counts from 1 to `hide_up_to` are hidden. Every hidden number that may be 1 to
    `protect_up_to` keeps at least `keeps_possible` values; the search aims for `aims_for`, so
    that who knows why nothing less was hidden still has the promised number. A cell of which
    one contributor has over `dominance_percent` is hidden. Places with fewer than
    `place_residents` residents or `place_clients` clients are merged. `needs_reason` is true
    where a person has to say why so few counts are hidden.
    """

    id: str
    label: str
    hide_up_to: int
    protect_up_to: int
    keeps_possible: int
    aims_for: int
    dominance_percent: float
    place_residents: int
    place_clients: int
    needs_reason: bool
    is_default: bool
    source: str
    protect_source: str
    aims_source: str
    dominance_source: str
    place_source: str
    checked_by: str | None
    checked_on: datetime.date | None

    def __post_init__(self) -> None:
        if not 1 <= self.hide_up_to <= self.protect_up_to:
            raise ValueError("hide_up_to is at least 1 and at most protect_up_to")
        if not 2 <= self.keeps_possible <= self.aims_for:
            raise ValueError("aims_for is at least keeps_possible, which is at least 2")


@dataclass(frozen=True, slots=True)
class RecordColumns:
    """Names of columns that rows about people have, and how large a table of counts can be."""

    source: str
    words: tuple[str, ...]
    different_values_at_most: int
    different_values_source: str
    cells_at_most: int
    cells_source: str
    dimensions_at_most: int
    dimensions_source: str
