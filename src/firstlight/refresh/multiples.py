"""Counts that somebody multiplied, and rows that somebody put in several times."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

MANY = 30  # counts or rows there must be before what they share says anything
NEARLY_ALL = 0.9  # of them; people ask for tens and dozens, and no more than two in three are even
IN_A_ROW = 10  # counts of one row before all of them being even is no chance: one in a thousand
PRIMES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79)


def find_shared(counts: Mapping[int, int]) -> int:
    """The largest number that nearly all counts are a multiple of, built of small primes; or 1.

    Parameters
    ----------
    counts
        How often each count stands in the file. Zeros are not among them.
    """
    filled = sum(counts.values())
    if filled < MANY:
        return 1
    divisor, grown = 1, True
    while grown:
        grown = False
        for prime in PRIMES:
            larger = divisor * prime
            share = sum(n for value, n in counts.items() if value % larger == 0) / filled
            if share >= NEARLY_ALL:
                divisor, grown = larger, True
    return divisor


def find_in_row(counts: Sequence[int]) -> int:
    """What all counts of one row are a multiple of, where no column has more than one; or 1."""
    return math.gcd(*counts) if len(counts) >= IN_A_ROW else 1


def find_repeated(alike: Iterable[int]) -> int:
    """How many times nearly every row stands in a file; 1 where rows are their own.

    Parameters
    ----------
    alike
        For each set of rows that are alike, how many rows are in it. Sets and not rows are
        weighed, so that one large set says nothing.
    """
    return find_shared(Counter(alike))
