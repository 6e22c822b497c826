"""What can never happen to a standing, a score or a range of ranks."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firstlight.catalogue import read_catalogue
from firstlight.composite import (
    Estimates,
    can_tell_apart,
    correlate_ranks,
    draw_ranges,
    draw_weights,
    percentile_ranks,
    rank_mean,
    round_half_away,
    score_units,
    z_scores,
)

OURS = read_catalogue().composites["susceptibility"]
NAMES = [part.id for part in OURS.components]
columns = st.lists(
    st.one_of(st.integers(-50, 50).map(float), st.just(float("nan"))), min_size=2, max_size=40
)


@given(columns)
def test_a_standing_is_a_share_of_the_others_that_lie_below(column: list[float]) -> None:
    """A second method: counting pairs. Fails with mean ranks, or missing units in N."""
    values = np.array(column)
    found = percentile_ranks(values, decimals=4)
    there = values[~np.isnan(values)]
    for value, standing in zip(column, found, strict=True):
        if np.isnan(value) or len(there) < 2:
            assert np.isnan(standing)
        else:
            below = int((there < value).sum())
            assert standing == (2 * below * 10000 + len(there) - 1) // (2 * (len(there) - 1)) / 1e4


@given(columns, st.integers(1, 9), st.integers(-20, 20))
def test_a_rising_change_of_values_moves_no_standing(
    column: list[float], times: int, plus: int
) -> None:
    """Fails when a standing depends on sizes and not on order."""
    values = np.array(column)
    changed = (values * times + plus) ** 3
    assert np.array_equal(
        percentile_ranks(values, decimals=4), percentile_ranks(changed, decimals=4), equal_nan=True
    )


@given(columns, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(column: list[float], random) -> None:
    """Fails when ties are broken by place."""
    order = list(range(len(column)))
    random.shuffle(order)
    values = np.array(column)
    for stand in (percentile_ranks, z_scores):
        shuffled = stand(values[order], decimals=4)
        assert np.allclose(shuffled, stand(values, decimals=4)[order], equal_nan=True, atol=1e-4)


@given(columns)
def test_lower_is_one_minus(column: list[float]) -> None:
    """Fails when a reversed condition is ranked downward instead (ties would differ)."""
    values = np.array(column)
    up = percentile_ranks(values, decimals=4)
    down = percentile_ranks(values, decimals=4, lower=True)
    assert np.allclose(up + down, 1, equal_nan=True) or np.isnan(up).any()
    assert np.array_equal(np.isnan(up), np.isnan(down))


@pytest.mark.parametrize(
    ("number", "rounded"), [(0.12345, 0.1235), (0.00005, 0.0001), (-0.00005, -0.0001), (2.5, 2.5)]
)
def test_halves_go_away_from_zero(number: float, rounded: float) -> None:
    """Fails with Python's own round, which goes to the even neighbor or by binary noise."""
    assert round_half_away(np.array([number]), 4)[0] == rounded


@given(
    st.lists(
        st.lists(st.integers(0, 20), min_size=len(NAMES), max_size=len(NAMES)),
        min_size=3,
        max_size=25,
    )
)
@settings(max_examples=40, deadline=None)
def test_more_of_every_condition_is_never_a_lower_score(rows: list[list[int]]) -> None:
    """Fails when a direction is turned, or a weight is below 0."""
    values = {name: np.array([row[k] for row in rows], dtype=float) for k, name in enumerate(NAMES)}
    for way in ("arithmetic", "geometric"):
        entry = dataclasses.replace(
            OURS, within=way, across=way, least_standing=0.01, least_standing_source="this test"
        )
        scores = score_units(entry, values, given={}).scores[entry.whole]
        for i, one in enumerate(rows):
            for j, other in enumerate(rows):
                if all(a >= b for a, b in zip(one, other, strict=True)):
                    assert scores[i] >= scores[j]


def estimates(seed: int, size: int, margin: float = 3.0) -> dict[str, Estimates]:
    rng = np.random.default_rng(seed)
    return {
        name: Estimates(rng.uniform(5, 40, size), np.full(size, margin), 0.0, 100.0)
        for name in NAMES
    }


def test_the_same_seed_gives_the_same_ranges_and_another_seed_others() -> None:
    """Fails when a clock or a shared generator decides."""
    first, again, other = (
        draw_ranges(OURS, estimates(1, 60), seed=seed, draws=100, drop_draws=20)
        for seed in (5, 5, 6)
    )
    assert np.array_equal(first.low, again.low) and np.array_equal(first.median, again.median)
    assert not np.array_equal(first.low, other.low)


def test_ranges_hold_their_middle_and_ties_are_ties() -> None:
    """Two equal units without margins. Fails when a tie is broken or an end crosses the middle."""
    made = estimates(2, 50, margin=0.0)
    for of in made.values():
        of.values[1] = of.values[0]
    ranges = draw_ranges(OURS, made, seed=1, draws=200, drop_draws=50)
    assert (ranges.low <= ranges.median).all() and (ranges.median <= ranges.high).all()
    assert ranges.low.min() >= 1 and ranges.high.max() <= 50
    for column in (ranges.low, ranges.median, ranges.high, *ranges.without.values()):
        assert column[0] == column[1]
    assert not can_tell_apart((ranges.low[0], ranges.high[0]), (ranges.low[1], ranges.high[1]))


def test_wider_margins_give_wider_ranges() -> None:
    """Fails when margins are read and not used."""
    widths = [
        float(np.mean(ranges.high - ranges.low))
        for margin in (0.5, 5.0, 20.0)
        for ranges in [
            draw_ranges(OURS, estimates(3, 120, margin), seed=1, draws=200, drop_draws=1)
        ]
    ]
    assert widths == sorted(widths) and widths[2] > 1.3 * widths[0]


def test_leaving_out_the_one_condition_that_decides_moves_ranks_most() -> None:
    """Three conditions that agree and one against them. Fails when another one is left out."""
    size = 100
    up = np.arange(size, dtype=float)
    against = np.random.default_rng(4).permutation(up)
    made = {name: Estimates(up, np.zeros(size), 0.0, None) for name in NAMES}
    made[NAMES[2]] = Estimates(against, np.zeros(size), 0.0, None)
    moves = draw_ranges(OURS, made, seed=1, draws=150, drop_draws=150).moves
    assert max(moves, key=lambda name: moves[name]) == NAMES[2]


def test_weights_add_up_and_vary_as_the_law_says() -> None:
    """Mean and variance of a Dirichlet law. Fails when the concentration is misread."""
    weights = draw_weights(OURS, np.random.default_rng(1), 20_000)
    assert np.allclose(weights.sum(axis=1), 1) and (weights >= 0).all()
    for dimension in OURS.dimensions:
        inside = [i for i, part in enumerate(OURS.components) if part.dimension == dimension.id]
        share = dimension.weight / sum(d.weight for d in OURS.dimensions)
        drawn = weights[:, inside].sum(axis=1)
        assert drawn.mean() == pytest.approx(share, abs=0.005)
        variance = share * (1 - share) / (OURS.concentration + 1)
        assert drawn.var() == pytest.approx(variance, rel=0.06)


def test_the_range_holds_the_true_rank_about_nine_times_in_ten() -> None:
    """A small coverage study with a known truth; benchmarks/rank_ranges.py is the large one.

    Fails when margins are taken for standard errors (over 95) or halved (under 85).
    """
    held = []
    for world in range(6):
        rng = np.random.default_rng(100 + world)
        size = 200
        weights = draw_weights(OURS, rng, 1)[0]
        truth = rng.uniform(5, 40, (len(NAMES), size))
        error = rng.uniform(0.5, 4.0, (len(NAMES), size))
        seen = truth + error * rng.standard_normal(truth.shape)
        true = weights @ (truth.argsort(axis=1).argsort(axis=1) / (size - 1))
        ranks = (-true).argsort().argsort() + 1
        made = {
            name: Estimates(seen[k], 1.645 * error[k], 0.0, 100.0) for k, name in enumerate(NAMES)
        }
        ranges = draw_ranges(OURS, made, seed=world, draws=300, drop_draws=1)
        held.append((ranges.low <= ranks) & (ranks <= ranges.high))
    assert 0.85 <= float(np.mean(held)) <= 0.95


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=3, max_size=30))
def test_the_rank_correlation_is_that_of_mean_ranks(pairs: list[tuple[int, int]]) -> None:
    """Fails when ties share their lowest rank here; both ends and no spread are told."""
    one, other = (np.array(column, dtype=float) for column in zip(*pairs, strict=True))
    found = correlate_ranks(one, other)
    if len(set(one)) == 1 or len(set(other)) == 1:
        assert found is None
        return
    expected = [
        [sum(v < x for v in column) + (sum(v == x for v in column) - 1) / 2 for x in column]
        for column in (one, other)
    ]
    assert np.allclose(rank_mean(one), expected[0])
    assert found == pytest.approx(float(np.corrcoef(expected)[0, 1]))
    assert correlate_ranks(one, one) == pytest.approx(1)
    assert correlate_ranks(one, -one) == pytest.approx(-1)
