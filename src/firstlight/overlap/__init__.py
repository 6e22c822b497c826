"""How many different people can two sides have seen together, without a list of anybody?

Takes   each side's own number of people, and its own count of those also known to the other.
Gives   the fewest and the most that nothing said rules out, under each side's statement and
        under both; their disagreement; or why there are no bounds and what would help.
Data    none; every limit arrives as an argument. No record is compared with another.
"""

from firstlight.overlap.bounds import bounds_on_distinct_people
from firstlight.overlap.shapes import (
    PEOPLE,
    Bounds,
    DistinctPeople,
    KnownToPolice,
    KnownToProviders,
)

__all__ = [
    "PEOPLE",
    "Bounds",
    "DistinctPeople",
    "KnownToPolice",
    "KnownToProviders",
    "bounds_on_distinct_people",
]
