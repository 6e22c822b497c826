"""Standings: where a unit's value stands among those of all units that have one.

Arrays are one value a unit, as float64; a unit without data is NaN and stays NaN.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Ranks = NDArray[np.int64]


def rank_lowest(values: NDArray[np.floating]) -> Ranks:
    """Ascending ranks from 0 of values without gaps; equal values share their lowest rank."""
    order = np.argsort(values)  # whichever of two equal values comes first
    ordered = values[order]
    first = np.zeros(len(values), dtype=np.int64)
    first[1:] = np.where(ordered[1:] != ordered[:-1], np.arange(1, len(values)), 0)
    ranks = np.empty(len(values), dtype=np.int64)
    ranks[order] = np.maximum.accumulate(first)
    return ranks


def rank_mean(values: NDArray[np.floating]) -> Numbers:
    """Ascending ranks from 0 of values without gaps; equal values share their mean rank."""
    return (rank_lowest(values) + len(values) - 1 - rank_lowest(-values)) / 2


def percentile_ranks(values: Numbers, *, decimals: int, lower: bool = False) -> Numbers:
    """The share of the other units that lie below, rounded half away from zero.

    (lowest rank less one) / (number of units with data less one), which is what
    spreadsheets call PERCENTRANK.INC. The quotient of two whole numbers is rounded in
    whole numbers, so that no binary fraction decides a half. With `lower` it is one
    minus the rounded standing. A unit that is alone has no standing: NaN.

    References
    ----------
    CDC/ATSDR, documentation of the Social Vulnerability Index.
    """
    has = ~np.isnan(values)
    standings = np.full(len(values), np.nan)
    others = int(has.sum()) - 1
    if others < 1:
        return standings
    scale = 10**decimals
    units = (2 * rank_lowest(values[has]) * scale + others) // (2 * others)
    standings[has] = (scale - units if lower else units) / scale
    return standings


def exact_percentile_ranks(values: Numbers, *, lower: bool = False) -> Numbers:
    """The same before rounding."""
    has = ~np.isnan(values)
    standings = np.full(len(values), np.nan)
    others = int(has.sum()) - 1
    if others >= 1:
        ranks = rank_lowest(values[has])
        standings[has] = (others - ranks if lower else ranks) / others
    return standings


def snap_to_ranks(standings: Numbers) -> Numbers:
    """Rounded standings put back on the ranks they came from: the nearest k over (n less one)."""
    others = int((~np.isnan(standings)).sum()) - 1
    return np.rint(standings * others) / others if others >= 1 else standings


def z_scores(values: Numbers, *, decimals: int, lower: bool = False) -> Numbers:
    """Distance from the mean in standard deviations (of the whole, not of a sample).

    Where all values are the same nobody stands anywhere: NaN.
    """
    has = ~np.isnan(values)
    scores = np.full(len(values), np.nan)
    if not has.any():
        return scores
    spread = float(np.std(values[has]))
    if spread == 0:
        return scores
    scores[has] = (values[has] - float(np.mean(values[has]))) / spread
    return round_half_away(-scores if lower else scores, decimals)


def round_half_away(values: Numbers, decimals: int) -> Numbers:
    """Round on decimals, half away from zero: 0.12345 becomes 0.1235, -0.5 becomes -1.

    A float is taken for the decimal of twelve places that it stands for, so that the
    noise of an addition does not decide a half.
    """
    step = Decimal(1).scaleb(-decimals)
    rounded = [
        number
        if number != number
        else float(Decimal(f"{number:.12f}").quantize(step, rounding=ROUND_HALF_UP))
        for number in values.tolist()
    ]
    return np.array(rounded, dtype=np.float64)
