"""People found in groups: how many groups a count of people stands for, and back again."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Groups:
    """A count of people read as groups of one mean size.

    `size` is exact: the decimal that was given, not its binary neighbor, so that 33 people
    in groups of 1.1 are 30 groups and not 29.999.
    """

    people: int
    size: Fraction

    @classmethod
    def of(cls, people: int, mean_size: float) -> Groups:
        """Read `people` as groups of `mean_size` (1 or more)."""
        return cls(people, Fraction(repr(float(mean_size))))

    @property
    def effective(self) -> float:
        """Recorded groups, people / size: seldom a whole number."""
        return float(self.people / self.size)

    @property
    def fewest(self) -> int:
        """Whole groups at least: rounded down, for the lower limit."""
        return math.floor(self.people / self.size)

    @property
    def most(self) -> int:
        """Whole groups at most: rounded up, for the upper limit."""
        return math.ceil(self.people / self.size)

    def reach(self, people: int) -> int:
        """Return how many whole groups fit into a number of people."""
        return math.floor(people / self.size)

    def people_at_least(self, groups: int | None) -> int | None:
        """Return the lower limit in people: rounded down, but never below those recorded."""
        return None if groups is None else max(self.people, math.floor(groups * self.size))

    def people_at_most(self, groups: int | None) -> int | None:
        """Return the upper limit in people: rounded up."""
        return None if groups is None else math.ceil(groups * self.size)
