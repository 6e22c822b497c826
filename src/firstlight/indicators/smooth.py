"""Smoothing of figures from few people, with the shrinkage shown (empirical Bayes).

A figure of a small place jumps by chance. It is drawn toward the mean of a group of places,
the more the less its own data can carry, and what comes out says how much of it is its own.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from firstlight.base.quantity import UnitKind
from firstlight.catalogue.entries import Indicator, Source

HALVINGS = 200  # enough for every digit of a double

ASSUMES_ESTIMATES = (
    "the true figures of the group lie around one mean, as in a normal distribution",
    "the margins that the publisher gives are right",
)
ALIKE = "the counties differ no more than chance would make them, so nothing of its own is left"


class Smoothing(StrEnum):
    """By which model an indicator can be smoothed."""

    NONE = "none"  # no margin: how much is chance cannot be told
    ESTIMATE = "estimate"  # a sample, with the publisher's margin


def find_smoothing(indicator: Indicator, sources: Mapping[str, Source]) -> Smoothing:
    """By which model an indicator can be smoothed; decided by its formula and its margins.

    A share or rate whose upper part has a margin in its table is an estimate. Everything
    else (changes, classes, counts and their rates, totals of everybody, shares without
    margin) is not smoothed.
    """
    if indicator.kind not in (UnitKind.SHARE, UnitKind.RATE):
        return Smoothing.NONE
    upper = indicator.inputs.get("part") or indicator.inputs.get("share")
    if upper is None:
        return Smoothing.NONE
    source = sources[upper.source]
    if upper.column in source.tables[upper.table].margins:
        return Smoothing.ESTIMATE
    return Smoothing.NONE


@dataclass(frozen=True, slots=True)
class Group:
    """What the places of a group have in common.

    `mean` is in the unit of the figures; `between` is the variance of the true figures
    around it, in that unit squared, and 0 where they differ no more than chance would
    make them. `mean_variance` and `between_variance` say how sure the two are. Where
    `why_not` is not empty the group carries nothing and every number is 0.
    """

    mean: float
    between: float
    mean_variance: float
    between_variance: float
    n: int
    assumes: tuple[str, ...]
    why_not: str = ""
    share: float | None = None  # percent; where errors are those of a share as large as this


@dataclass(frozen=True, slots=True)
class Smoothed:
    """A smoothed figure and what it was made of.

    `own_weight` is the share of its own data, from 0 to 1; the rest is `mean`. `low` and
    `high` hold the true figure with probability `level` under `assumes`. `said` tells of a
    limit that was met. All numbers are None, and `why_not` says why, where there is none.
    """

    value: float | None
    own_weight: float | None
    mean: float | None
    n: int
    low: float | None
    high: float | None
    level: float
    assumes: tuple[str, ...]
    why_not: str = ""
    said: str = ""


def model_error(value: float, standard_error: float, share: float | None) -> float:
    """The standard error that a sample as large as this one has at the group's share.

    A published error grows with the share that the sample happened to find, so weights by it
    favor the counties that were found too low. A sample's size in effect, value (100 - value)
    / error^2, does not. A share of 0 or 100 tells no size, and its published error is kept,
    as is every error where there is no share of the group. All in percent.

    References
    ----------
    Wolter (2007), Introduction to Variance Estimation, chapter 7, generalized variance functions.
    """
    if share is None or not 0 < value < 100:
        return standard_error
    return standard_error * math.sqrt(share * (100 - share) / (value * (100 - value)))


def fit_estimates(
    values: Sequence[float],
    standard_errors: Sequence[float],
    *,
    at_least: int,
    shares: bool = False,
) -> Group:
    """The mean and the spread of true figures behind estimates of known standard error.

    The variance between places solves: sum of (value - mean)^2 / (between + error^2) =
    n - 1, where the mean is weighted by 1 / (between + error^2); it is 0 where no positive
    number does. Estimates with a standard error of 0 were set by the publisher and are left
    out.

    Parameters
    ----------
    values, standard_errors
        One of each for every place of the group, in one unit.
    at_least : int
        Fewest places that say something of how places differ; from the catalogue.
    shares : bool
        True for shares in percent: errors are those of `model_error` at the plain mean. The
        weighted mean still leans toward places with large samples, where these differ.

    References
    ----------
    Fay and Herriot (1979), the estimator without covariates; Morris (1983). The variance of
    `between`: Datta, Rao and Smith (2005).
    """
    if len(values) != len(standard_errors):
        raise ValueError("each value has one standard error")
    kept = [(v, e) for v, e in zip(values, standard_errors, strict=True) if e > 0]
    if len(kept) < at_least:
        return _no_group(len(kept), at_least, ASSUMES_ESTIMATES)
    found = np.array([value for value, _ in kept], dtype=np.float64)
    share = float(found.mean()) if shares and 0 < found.mean() < 100 else None
    modeled = [model_error(value, error, share) for value, error in kept]
    errors = np.array(modeled, dtype=np.float64) ** 2
    between = _find_between(found, errors)
    weights = 1 / (between + errors)
    total = float(weights.sum())
    return Group(
        mean=float((weights * found).sum()) / total,
        between=between,
        mean_variance=1 / total,
        between_variance=2 * len(kept) / total**2,
        n=len(kept),
        assumes=ASSUMES_ESTIMATES,
        share=share,
    )


def _find_between(values: NDArray[np.float64], errors: NDArray[np.float64]) -> float:
    """Halve the interval in which the weighted squares equal the degrees of freedom."""
    wanted = len(values) - 1
    if _weigh_squares(values, errors, 0.0) <= wanted:
        return 0.0
    low, high = 0.0, float(((values - values.mean()) ** 2).sum()) / wanted
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if _weigh_squares(values, errors, middle) > wanted:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _weigh_squares(
    values: NDArray[np.float64], errors: NDArray[np.float64], between: float
) -> float:
    weights = 1 / (between + errors)
    mean = (weights * values).sum() / weights.sum()
    return float((weights * (values - mean) ** 2).sum())


def smooth_estimate(
    value: float, standard_error: float, group: Group, *, level: float, unit: UnitKind
) -> Smoothed:
    """Draw an estimate toward its group: between / (between + error^2) of it is its own.

    The range takes in that mean and spread of the group are estimates too, and stays
    within what the unit allows (a share lies between 0 and 100, a rate not below 0
    where neither it nor the mean is).

    References
    ----------
    Fay and Herriot (1979); the mean squared error by Prasad and Rao (1990), g1 + g2 + 2 g3.
    """
    if group.why_not:
        return _not_smoothed(group, level)
    error = model_error(value, standard_error, group.share) ** 2
    if error == 0:
        own, spread = 1.0, 0.0
    else:
        own = group.between / (group.between + error)
        g1 = own * error
        g2 = (1 - own) ** 2 * group.mean_variance
        g3 = error**2 / (group.between + error) ** 3 * group.between_variance
        spread = NormalDist().inv_cdf((1 + level) / 2) * math.sqrt(g1 + g2 + 2 * g3)
    smoothed = group.mean + own * (value - group.mean)
    low, high = smoothed - spread, smoothed + spread
    if min(value, group.mean) >= 0:
        low = max(low, 0.0)
    if unit is UnitKind.SHARE:
        high = min(high, 100.0)
    return Smoothed(
        smoothed, own, group.mean, group.n, low, high, level, group.assumes, said=_say(group)
    )


def _no_group(n: int, at_least: int, assumes: tuple[str, ...]) -> Group:
    why = f"{n} counties have a figure, and fewer than {at_least} do not say how counties differ"
    return Group(0.0, 0.0, 0.0, 0.0, n, assumes, why)


def _not_smoothed(group: Group, level: float) -> Smoothed:
    return Smoothed(
        None, None, None, group.n, None, None, level, group.assumes, why_not=group.why_not
    )


def _say(group: Group) -> str:
    return "" if group.between > 0 else ALIKE
