"""How sure is a score? Margins are sampled, weights are drawn, and ranks become ranges.

The estimates are drawn again within their margins (normal law, standard error = margin /
1.645, kept inside what the unit allows) and the weights from Dirichlet laws around those
of the entry. Each draw is scored and ranked like the estimates themselves.

References
----------
OECD and Joint Research Centre, Handbook on Constructing Composite Indicators (2008), step 7:
uncertainty analysis by Monte Carlo, and leaving one component out at a time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from firstlight.base.quantity import Z_90, UnitKind
from firstlight.catalogue.entries import Component, Composite
from firstlight.composite.standardize import Numbers, Ranks, rank_lowest, rank_mean

Draws = NDArray[np.float32]
LOW, HIGH = 0.05, 0.95  # a range holds nine of ten draws


@dataclass(frozen=True, slots=True)
class Estimates:
    """One component for every unit: value, 90 percent margin, and what the unit allows.

    `margins` is NaN where none is in hand: such a value is not varied, which is not the
    same as being certain. `least` and `most` are what the unit allows (0 and 100 for a
    share), or None.
    """

    values: Numbers
    margins: Numbers
    least: float | None = None
    most: float | None = None


@dataclass(frozen=True, slots=True)
class Ranges:
    """What the draws leave open; arrays have one value a unit.

    Ranks count from 1, the unit with the most of what the components measure; `median`,
    `low` and `high` hold the middle and nine of ten draws. `score_low` and `score_high`
    likewise, by dimension and whole. `without` holds the middle rank when a component is
    left out, and `moves` how far the middle rank of a unit moves, in the middle of all
    units; both from the first `drop_draws` draws, beside `median_of_few` from the same.
    """

    n: int
    draws: int
    median: Ranks
    low: Ranks
    high: Ranks
    score_low: Mapping[str, Numbers]
    score_high: Mapping[str, Numbers]
    median_of_few: Ranks
    without: Mapping[str, Ranks]
    moves: Mapping[str, float]
    no_margin: tuple[str, ...]
    assumes: tuple[str, ...]
    why_not: str = ""


def limits_of_kind(kind: str) -> tuple[float | None, float | None]:
    """What a kind of unit allows: a share 0 to 100, a count from 0 up, any other no limit."""
    if kind == UnitKind.SHARE:
        return 0.0, 100.0
    return (0.0, None) if kind == UnitKind.COUNT else (None, None)


def draw_ranges(
    composite: Composite, estimates: Mapping[str, Estimates], *, seed: int, draws: int,
    drop_draws: int,
) -> Ranges:  # fmt: skip
    """Draw ranges of ranks and scores for units that have every component.

    Parameters
    ----------
    estimates
        By component; arrays of one length, without gaps in their values.

    Raises
    ------
    ValueError
        When there are fewer than two units, a value is missing, or more draws are left
        out for than are made.
    """
    parts = composite.components
    size = len(estimates[parts[0].id].values)
    whole = all(not np.isnan(estimates[part.id].values).any() for part in parts)
    if size < 2 or not whole or not 0 < drop_draws <= draws:
        raise ValueError("ranges need two units or more, every value, and enough draws")
    rng = np.random.default_rng(seed)
    weights = draw_weights(composite, rng, draws)
    makers = [_Maker(composite, part, estimates[part.id], rng) for part in parts]
    names = [dimension.id for dimension in composite.dimensions]
    score_draws = {name: np.empty((draws, size), np.float32) for name in (*names, composite.whole)}
    rank_draws = np.empty((draws, size), np.int32)
    few = {part.id: np.empty((drop_draws, size), np.int32) for part in parts}
    for index in range(draws):
        standings = np.stack([maker.draw() for maker in makers])
        scores = _score(composite, standings, weights[index])
        for name, drawn in zip((*names, composite.whole), scores, strict=True):
            score_draws[name][index] = drawn
        rank_draws[index] = _rank_down(scores[-1])
        if index < drop_draws and len(parts) > 1:
            for left_out, part in enumerate(parts):
                kept = weights[index].copy()
                kept[left_out] = 0
                rest = _score(composite, standings, kept)
                few[part.id][index] = _rank_down(rest[-1])
    median, low, high = _middle_and_ends(rank_draws)
    median_of_few = _middle_and_ends(rank_draws[:drop_draws])[0]
    without = (
        {name: _middle_and_ends(ranks)[0] for name, ranks in few.items()} if len(parts) > 1 else {}
    )
    ends = {name: _middle_and_ends(drawn) for name, drawn in score_draws.items()}
    return Ranges(
        n=size,
        draws=draws,
        median=median.astype(np.int64),
        low=low.astype(np.int64),
        high=high.astype(np.int64),
        score_low={name: found[1].astype(np.float64) for name, found in ends.items()},
        score_high={name: found[2].astype(np.float64) for name, found in ends.items()},
        median_of_few=median_of_few.astype(np.int64),
        without={name: ranks.astype(np.int64) for name, ranks in without.items()},
        moves={
            name: float(np.median(np.abs(ranks - median_of_few))) for name, ranks in without.items()
        },
        no_margin=tuple(part.id for part in parts if np.isnan(estimates[part.id].margins).any()),
        assumes=(
            "Errors of conditions and of units are drawn on their own.",
            "A value without a margin in hand is not varied, so its ranges are too narrow.",
            "Weights are drawn around those of the entry; nobody knows the right ones.",
            "How the standings are made and put together is not varied.",
        ),
    )


def draw_weights(composite: Composite, rng: np.random.Generator, draws: int) -> Numbers:
    """Weights of components, draw by draw: rows add up to 1.

    Dimensions' shares come from a Dirichlet law with the entry's concentration times
    their own share; so do components' shares inside each dimension.
    """
    dimensions = composite.dimensions
    across = _dirichlet([d.weight for d in dimensions], composite.concentration, rng, draws)
    weights = np.zeros((draws, len(composite.components)))
    for column, dimension in enumerate(dimensions):
        inside = [i for i, p in enumerate(composite.components) if p.dimension == dimension.id]
        own = [composite.components[i].weight for i in inside]
        shares = _dirichlet(own, composite.concentration, rng, draws)
        weights[:, inside] = across[:, [column]] * shares
    return weights


def _dirichlet(
    weights: Sequence[float], concentration: float, rng: np.random.Generator, draws: int
) -> Numbers:
    shares = np.asarray(weights, dtype=np.float64) / sum(weights)
    if len(weights) == 1:
        return np.ones((draws, 1))
    return np.asarray(rng.dirichlet(concentration * shares, size=draws))


class _Maker:
    """Draws one component's standings again and again."""

    def __init__(
        self, composite: Composite, part: Component, of: Estimates, rng: np.random.Generator
    ) -> None:
        self.z = composite.standardize == "z"
        self.lower = part.direction == "lower"
        self.of = of
        self.rng = rng
        self.values = of.values.astype(np.float32)
        errors = np.where(np.isnan(of.margins), 0.0, of.margins) / Z_90
        self.errors = errors.astype(np.float32)
        self.fixed = None if errors.any() else self._stand(self.values)

    def draw(self) -> Draws:
        if self.fixed is not None:
            return self.fixed
        noise = self.rng.standard_normal(len(self.values), dtype=np.float32)
        drawn = self.values + self.errors * noise
        if self.of.least is not None or self.of.most is not None:
            drawn = np.clip(drawn, self.of.least, self.of.most)
        return self._stand(drawn)

    def _stand(self, values: Draws) -> Draws:
        if self.z:
            spread = values.std()
            centred = values - values.mean()
            standing = centred / spread if spread else np.zeros_like(values)
            return -standing if self.lower else standing
        ranks = rank_lowest(values).astype(np.float32) / np.float32(len(values) - 1)
        return np.asarray(1 - ranks if self.lower else ranks, dtype=np.float32)


def _score(composite: Composite, standings: Draws, weights: Numbers) -> list[Draws]:
    """Dimension scores and the score, from weights over all components; 0 leaves one out."""
    scores: list[Draws] = []
    shares: list[float] = []
    for dimension in composite.dimensions:
        inside = [i for i, p in enumerate(composite.components) if p.dimension == dimension.id]
        share = float(weights[inside].sum())
        if share == 0:  # its only component is left out
            scores.append(np.zeros(standings.shape[1], np.float32))
        else:
            own = weights[inside] / share
            scores.append(_join(standings[inside], own, composite.within, composite.least_standing))
        shares.append(share)
    kept = np.asarray(shares) / sum(shares)
    used = np.flatnonzero(kept)
    whole = _join(
        np.stack([scores[i] for i in used]), kept[used], composite.across, composite.least_standing
    )
    return [*scores, whole]


def _join(parts: Draws, shares: Numbers, way: str, least: float) -> Draws:
    if way == "geometric":
        logs = np.log(np.maximum(parts, np.float32(least)))
        return np.asarray(np.exp(shares.astype(np.float32) @ logs), dtype=np.float32)
    return np.asarray(shares.astype(np.float32) @ parts, dtype=np.float32)


def _rank_down(scores: Draws) -> NDArray[np.int32]:
    """Ranks from 1 for the largest; equal scores share the smallest number."""
    return (rank_lowest(-scores) + 1).astype(np.int32)


def _middle_and_ends(
    drawn: NDArray[np.int32] | Draws,
) -> tuple[NDArray[np.floating], NDArray[np.floating], NDArray[np.floating]]:
    """Middle, low and high end over the draws: values that were drawn, never between two."""
    last = len(drawn) - 1
    at = [last // 2, int(np.floor(LOW * last)), int(np.ceil(HIGH * last))]
    ordered = np.partition(drawn, sorted(set(at)), axis=0)
    middle, low, high = (ordered[place] for place in at)
    return middle, low, high


def can_tell_apart(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """True when two ranges have no value in common. Otherwise neither unit is higher."""
    return one[1] < other[0] or other[1] < one[0]


def correlate_ranks(one: Numbers, other: Numbers) -> float | None:
    """Spearman's rank correlation of two arrays without gaps; ties share their mean rank.

    None where one of the two is the same for every unit.
    """
    first, second = rank_mean(one), rank_mean(other)
    if first.std() == 0 or second.std() == 0:
        return None
    return float(np.corrcoef(first, second)[0, 1])
