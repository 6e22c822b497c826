"""Exact confidence limits: binomial in N, Poisson, share, and binomial with a Beta share.

A number is kept unless the chance of the record, or of a more extreme one, is below
`mass`. A tie is kept: the comparison gives way by `slack`, far more than the rounding of
the tail functions, so an error of theirs can lengthen an interval but not shorten it.
"""

from __future__ import annotations

import math

from firstlight.hidden.search import find_largest, find_smallest


def binomial_high(
    recorded: int, detection: float, *, mass: float, reach: int, slack: float = 1e-12
) -> int | None:
    """Return the largest N with P(X <= recorded | N, detection) >= mass; None beyond `reach`."""
    from scipy import special

    # P(X <= x | n) is 1 - I_q(x + 1, n - x). The complement is computed as such: 1 - q
    # would lose the last digits of a small share, and 1 - P those of a small tail.
    def is_kept(n: int) -> bool:
        chance = float(special.betaincc(recorded + 1.0, float(n - recorded), detection))
        return chance >= mass * (1 - slack)

    return find_largest(is_kept, start=recorded, reach=reach)


def binomial_low(
    recorded: int, detection: float, *, mass: float, reach: int, slack: float = 1e-12
) -> int | None:
    """Return the smallest N with P(X >= recorded | N, detection) >= mass; None beyond `reach`."""
    if recorded == 0:
        return 0
    from scipy import special

    def is_kept(n: int) -> bool:
        chance = float(special.betainc(float(recorded), n - recorded + 1.0, detection))
        return chance >= mass * (1 - slack)

    return find_smallest(is_kept, start=recorded, reach=reach)


def poisson_high(recorded: float, *, mass: float) -> float:
    """Return the Poisson mean with P(X <= recorded) = mass; `recorded` may be a fraction."""
    if recorded == 0:
        return 0.0 - math.log(mass)  # 0.0 and not -0.0 where mass is 1
    from scipy import special

    return float(special.gammainccinv(recorded + 1, mass))


def poisson_low(recorded: float, *, mass: float) -> float:
    """Return the Poisson mean with P(X >= recorded) = mass; 0 when nothing was recorded."""
    if recorded == 0:
        return 0.0
    from scipy import special

    return float(special.gammaincinv(recorded, mass))


def share_high(found: int, examined: int, *, mass: float) -> float:
    """Return the share p with P(X <= found | examined, p) = mass; 1 when all were found."""
    if found == examined:
        return 1.0
    from scipy import special

    return float(special.betainccinv(found + 1.0, float(examined - found), mass))


def share_low(found: int, examined: int, *, mass: float) -> float:
    """Return the share p with P(X >= found | examined, p) = mass; 0 when none was found."""
    if found == 0:
        return 0.0
    from scipy import special

    return float(special.betaincinv(float(found), examined - found + 1.0, mass))


def beta_binomial_high(
    recorded: int, a: float, b: float, *, mass: float, reach: int, slack: float = 1e-10
) -> int | None:
    """Return the largest N with P(X <= recorded | N, Beta(a, b)) >= mass; None beyond `reach`."""
    bar = math.log(mass) - slack

    def is_kept(n: int) -> bool:
        return log_chance_at_most(recorded, n, a, b) >= bar

    return find_largest(is_kept, start=recorded, reach=reach)


def beta_binomial_low(
    recorded: int, a: float, b: float, *, mass: float, reach: int, slack: float = 1e-10
) -> int | None:
    """Return the smallest N with P(X >= recorded | N, Beta(a, b)) >= mass; None beyond `reach`."""
    if recorded == 0:
        return 0

    def is_kept(n: int) -> bool:
        missed = n - recorded
        if missed <= max(recorded, 10_000):  # X >= x is n - X <= n - x: sum the shorter tail
            chance = math.exp(log_chance_at_most(missed, n, b, a))
        else:
            chance = -math.expm1(log_chance_at_most(recorded - 1, n, a, b))
        return chance >= mass * (1 - slack)

    return find_smallest(is_kept, start=recorded, reach=reach)


def log_chance_at_most(count: int, n: int, a: float, b: float) -> float:
    """Return log P(X <= count) for X beta-binomial of `n` people and Beta(a, b).

    The chance of 0 times the running products of the ratios of neighbors, in logs.
    """
    if count >= n:
        return 0.0
    import numpy as np

    k = np.arange(count, dtype=float)
    ratios = np.log((n - k) / (k + 1)) + np.log((k + a) / ((n - k - 1) + b))
    logs = np.concatenate(([0.0], np.cumsum(ratios)))
    peak = float(logs.max())
    return log_chance_of_none(n, a, b) + peak + math.log(float(np.exp(logs - peak).sum()))


def log_chance_of_none(n: int, a: float, b: float) -> float:
    """Return log of B(a, b + n) / B(a, b), the chance that none of `n` is recorded.

    Differences of log-gammas lose every digit when a and b are large. Here the first
    factors (b + i) / (a + b + i) are taken one by one until b is 16 or more; the rest is
    Stirling's series for the four gammas with their large parts canceled by hand, so that
    no term is much larger than the answer.
    """
    singly = 0 if b >= 16 else min(n, 16)
    log_chance = sum(math.log(b + i) - math.log(a + b + i) for i in range(singly))
    n, b = n - singly, b + singly
    if n == 0:
        return log_chance
    total = a + b
    shift = math.log1p(a * n / (b * (total + n)))  # log of (b + n) total / (b (total + n))
    log_chance += (b - 0.5) * shift
    log_chance += n * math.log1p(-a / (total + n)) + a * math.log1p(-n / (total + n))
    return log_chance + (
        _stirling_rest(b + n)
        - _stirling_rest(b)
        - _stirling_rest(total + n)
        + _stirling_rest(total)
    )


def _stirling_rest(z: float) -> float:
    """Return the part of Stirling's series for log gamma that vanishes as z (16 or more) grows."""
    return (1 / 12 - (1 / 360 - (1 / 1260 - 1 / (1680 * z * z)) / (z * z)) / (z * z)) / z
