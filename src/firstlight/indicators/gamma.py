"""Quantiles of the gamma distribution, for the range of a smoothed count.

The regularized incomplete gamma function by its series below its middle and by its continued
fraction above (Abramowitz and Stegun 1964, 6.5.29 and 6.5.31), turned round by halving.
"""

from __future__ import annotations

import math

STEPS = 10_000  # terms at most; thousands are needed only for shapes of millions
SMALL = 1e-300
CLOSE = 1e-15


def cumulate_gamma(x: float, shape: float) -> float:
    """The probability that a gamma variable of this shape and scale 1 is at most `x`.

    Raises
    ------
    ValueError
        When the shape is not over 0.
    """
    if not shape > 0:
        raise ValueError("a gamma distribution has a shape over 0")
    if x <= 0:
        return 0.0
    front = math.exp(shape * math.log(x) - x - math.lgamma(shape))
    if x < shape + 1:
        return min(1.0, front * _series(x, shape))
    return max(0.0, 1.0 - front * _fraction(x, shape))


def _series(x: float, shape: float) -> float:
    term = total = 1.0 / shape
    for step in range(1, STEPS):
        term *= x / (shape + step)
        total += term
        if term < total * CLOSE:
            break
    return total


def _fraction(x: float, shape: float) -> float:
    """Lentz's way of working out the continued fraction."""
    below = x + 1.0 - shape
    ratio, inverse = 1.0 / SMALL, 1.0 / below
    value = inverse
    for step in range(1, STEPS):
        over = -step * (step - shape)
        below += 2.0
        inverse = 1.0 / _away_from_zero(over * inverse + below)
        ratio = _away_from_zero(below + over / ratio)
        value *= inverse * ratio
        if abs(inverse * ratio - 1.0) < CLOSE:
            break
    return value


def _away_from_zero(number: float) -> float:
    return number if abs(number) > SMALL else SMALL


def find_gamma_quantile(probability: float, shape: float) -> float:
    """The value that a gamma variable of this shape and scale 1 stays below so often.

    Raises
    ------
    ValueError
        When the probability is not between 0 and 1, or the shape not over 0.
    """
    if not 0 < probability < 1:
        raise ValueError("a probability lies between 0 and 1")
    low, high = 0.0, max(1.0, shape)
    while cumulate_gamma(high, shape) < probability:
        high *= 2
    for _ in range(200):
        middle = (low + high) / 2
        if cumulate_gamma(middle, shape) < probability:
            low = middle
        else:
            high = middle
        if high - low <= 1e-12 * high:
            break
    return (low + high) / 2
