"""Exact quantiles of the Poisson and binomial laws, summed term by term from `math.lgamma`."""

from __future__ import annotations

import math
from collections.abc import Callable

REACH = 14.0  # standard deviations beyond which what is left is below 1e-15 of the whole


def poisson_pmf(count: int, mean: float) -> float:
    """Chance of exactly `count` where `mean` are expected."""
    if mean == 0:
        return 1.0 if count == 0 else 0.0
    return math.exp(count * math.log(mean) - mean - math.lgamma(count + 1))


def binomial_pmf(count: int, trials: int, share: float) -> float:
    """Chance of exactly `count` of `trials` where each has the chance `share`."""
    if share in (0.0, 1.0):
        return 1.0 if count == round(trials * share) else 0.0
    ways = math.lgamma(trials + 1) - math.lgamma(count + 1) - math.lgamma(trials - count + 1)
    return math.exp(ways + count * math.log(share) + (trials - count) * math.log1p(-share))


def poisson_quantile(level: float, mean: float) -> int:
    """The smallest count whose chance of that or fewer is at least `level`.

    Raises
    ------
    ValueError
        For a level outside 0 to 1 or a mean that is negative or no finite number.
    """
    if not (math.isfinite(mean) and mean >= 0):
        raise ValueError("a mean is a finite number of at least 0")
    spread = math.sqrt(mean)
    return _quantile(level, lambda k: poisson_pmf(k, mean), mean, spread, top=None)


def binomial_quantile(level: float, trials: int, share: float) -> int:
    """The smallest count whose chance of that or fewer is at least `level`.

    Raises
    ------
    ValueError
        For a level or a share outside 0 to 1, or a negative number of trials.
    """
    if trials < 0 or not 0 <= share <= 1:
        raise ValueError("trials are at least 0 and a share lies from 0 to 1")
    mean, spread = trials * share, math.sqrt(trials * share * (1 - share))
    return _quantile(level, lambda k: binomial_pmf(k, trials, share), mean, spread, top=trials)


def _quantile(
    level: float, chance: Callable[[int], float], mean: float, spread: float, top: int | None
) -> int:
    """Sum from far below the mean; what lies further out cannot change the sixteenth digit."""
    if not 0 < level < 1:
        raise ValueError("a level lies between 0 and 1")
    first = max(0, math.floor(mean - REACH * spread - REACH**2))
    last = math.ceil(mean + REACH * spread + REACH**2)
    last = last if top is None else min(last, top)
    total = lost = 0.0  # Kahan's sum: a million small terms keep their digits
    for count in range(first, last + 1):
        term = chance(count) - lost
        kept = total + term
        lost = (kept - total) - term
        total = kept
        if total >= level:
            return count
    return last
