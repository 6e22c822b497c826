"""Which places and times of entered totals lie in which."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from firstlight.base.place import Place, PlaceKind
from firstlight.entered.shapes import Total


@dataclass(frozen=True, slots=True)
class Nesting:
    """Which counties an area is made of, and the state of each county of the area."""

    area: frozenset[str]
    state_of: Mapping[str, str]

    def counties(self, place: Place) -> frozenset[str] | None:
        """The counties of a place inside the area, or None for a state or the nation."""
        if place.kind is PlaceKind.COUNTY:
            return frozenset({place.id})
        return self.area if place.kind is PlaceKind.AREA else None

    def holds(self, outer: Place, inner: Place) -> bool:
        """True when everybody in `inner` may be in `outer`."""
        if outer.kind is PlaceKind.NATION or outer.id == inner.id:
            return True
        within = self.counties(inner)
        if within is None:
            return False
        if outer.kind is PlaceKind.STATE:
            return any(self.state_of.get(fips) == outer.id for fips in within)
        around = self.counties(outer)
        return around is not None and within <= around

    def meet(self, one: Place, other: Place) -> bool:
        """True when somebody may be in both."""
        return self.holds(one, other) or self.holds(other, one)

    def overlap(self, one: Total, other: Total) -> bool:
        """True when two totals share a time, and somebody may be in both."""
        return one.period.overlaps(other.period) and self.meet(one.place, other.place)

    def lies_in(self, part: Total, whole: Total) -> bool:
        """True when a total is of a place and a time inside those of another."""
        return (
            self.holds(whole.place, part.place)
            and whole.period.first <= part.period.first
            and part.period.last <= whole.period.last
        )

    def list_places(self) -> tuple[str, ...]:
        """The smallest places: the area's counties, the rest of their states, and elsewhere."""
        return (*sorted(self.area), *sorted(set(self.state_of.values())), "elsewhere")

    def covers(self, outer: Place, smallest: str) -> bool:
        """True when a place holds one of the smallest places."""
        if outer.kind is PlaceKind.NATION:
            return True
        if outer.kind is PlaceKind.STATE:
            return smallest == outer.id or self.state_of.get(smallest) == outer.id
        return smallest in (self.counties(outer) or ())
