"""Margins against simulation with known parameters, and what holds for every quantity."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firstlight.base.cell import Cell
from firstlight.base.quantity import (
    Z_90,
    Quantity,
    Unit,
    UnitKind,
    add_quantities,
    compare_quantities,
    divide_quantities,
    with_bounds,
)

same_every_time = settings(derandomize=True, deadline=None, max_examples=150, database=None)
PEOPLE, PERCENT = Unit(UnitKind.COUNT, "people"), Unit(UnitKind.SHARE, "%")
DRAWS = 200_000


def people(value: float, margin: float | None = None) -> Quantity:
    return Quantity(Cell.estimated(value), PEOPLE, margin)


def percent(value: float, margin: float | None = None) -> Quantity:
    return Quantity(Cell.estimated(value), PERCENT, margin)


def simulated_margin(draws: np.ndarray) -> float:
    """The 90 percent margin of what was drawn."""
    return float(Z_90 * np.std(draws))


@pytest.mark.parametrize("margins", [(300, 400), (120, 950, 40), (77, 77, 77, 77)])
def test_the_margin_of_a_sum_agrees_with_simulation(margins: tuple[int, ...]) -> None:
    # Fails if margins are added up, averaged, or divided by the number of parts
    dice = np.random.default_rng(2022)
    values = [5_000 + 900 * index for index in range(len(margins))]
    drawn = sum(dice.normal(v, m / Z_90, DRAWS) for v, m in zip(values, margins, strict=True))
    total = add_quantities([people(v, m) for v, m in zip(values, margins, strict=True)])
    assert total.margin == pytest.approx(simulated_margin(drawn), rel=0.01)


@pytest.mark.parametrize(
    ("share", "whole", "whole_margin", "own_margin"),
    [(0.15, 40_000, 800, 900), (0.40, 9_000, 300, 260), (0.02, 250_000, 1_000, 700)],
)
def test_the_margin_of_a_share_agrees_with_simulation(
    share: float, whole: float, whole_margin: float, own_margin: float
) -> None:
    # The part moves with its whole and by itself. Fails if the ratio formula is used for a share.
    dice = np.random.default_rng(2022)
    wholes = dice.normal(whole, whole_margin / Z_90, DRAWS)
    parts = share * wholes + dice.normal(0, own_margin / Z_90, DRAWS)
    made = divide_quantities(
        people(share * whole, math.hypot(share * whole_margin, own_margin)),
        people(whole, whole_margin),
        per=100,
        unit=PERCENT,
        part_of_whole=True,
    )
    assert made.margin == pytest.approx(simulated_margin(100 * parts / wholes), rel=0.015)


@pytest.mark.parametrize(
    ("over", "under", "over_margin", "under_margin"),
    [(9_000, 12_000, 350, 400), (30_000, 4_000, 500, 120)],
)
def test_the_margin_of_a_ratio_agrees_with_simulation(
    over: float, under: float, over_margin: float, under_margin: float
) -> None:
    # Fails if the share formula is used for two independent counts
    dice = np.random.default_rng(2022)
    drawn = dice.normal(over, over_margin / Z_90, DRAWS) / dice.normal(
        under, under_margin / Z_90, DRAWS
    )
    made = divide_quantities(
        people(over, over_margin),
        people(under, under_margin),
        per=1,
        unit=Unit(UnitKind.RATE, ""),
        part_of_whole=False,
    )
    assert made.margin == pytest.approx(simulated_margin(drawn), rel=0.02)


def test_a_change_that_is_none_is_called_one_in_ten_times() -> None:
    # Fails if the two margins are added up (about 2 in 100) or one is forgotten (about 24)
    dice = np.random.default_rng(2022)
    first, second = 3.0, 4.0
    pairs = zip(dice.normal(50, first / Z_90, 8_000), dice.normal(50, second / Z_90, 8_000),
                strict=True)  # fmt: skip
    called = sum(
        compare_quantities(percent(later, first), percent(earlier, second)).verdict
        != "not distinguishable from 0"
        for later, earlier in pairs
    )
    assert called / 8_000 == pytest.approx(0.10, abs=0.012)


values = st.integers(1, 10**9).map(lambda n: n / 100)
margins = st.integers(0, 10**8).map(lambda n: n / 100)
estimates = st.builds(people, values, margins)
some = st.lists(estimates, min_size=1, max_size=8)


@same_every_time
@given(parts=some, seed=st.integers(0, 99))
def test_a_sum_does_not_depend_on_order(parts: list[Quantity], seed: int) -> None:
    mixed = random.Random(seed).sample(parts, len(parts))
    assert add_quantities(mixed) == add_quantities(parts)


@same_every_time
@given(parts=some)
def test_a_margin_of_a_sum_lies_between_the_largest_and_all_together(
    parts: list[Quantity],
) -> None:
    margin = add_quantities(parts).margin or 0
    own = [part.margin or 0 for part in parts]
    assert max(own) * (1 - 1e-12) <= margin <= sum(own) * (1 + 1e-12) + 1e-9


@same_every_time
@given(parts=some, blank=st.sampled_from([0, 1]))
def test_one_part_without_a_margin_leaves_none(parts: list[Quantity], blank: int) -> None:
    # Fails if a count without a margin is taken for a controlled one
    assert add_quantities([*parts, people(blank)]).margin is None


@same_every_time
@given(zeros=st.lists(margins, min_size=1, max_size=9), parts=some)
def test_more_estimates_of_zero_add_no_more_than_the_largest(
    zeros: list[float], parts: list[Quantity]
) -> None:
    all_of_them = add_quantities([*parts, *(people(0, margin) for margin in zeros)])
    largest_only = add_quantities([*parts, people(0, max(zeros))])
    assert all_of_them.margin == pytest.approx(largest_only.margin, rel=1e-12, abs=1e-12)


@same_every_time
@given(part=estimates, whole=estimates)
def test_a_share_is_never_less_sure_than_the_ratio_of_the_same_two(
    part: Quantity, whole: Quantity
) -> None:
    share, ratio = (
        divide_quantities(part, whole, per=100, unit=PERCENT, part_of_whole=inside).margin or 0
        for inside in (True, False)
    )
    assert share <= ratio * (1 + 1e-12)


@same_every_time
@given(quantity=st.builds(percent, st.floats(0, 100), st.floats(0, 300)))
def test_printed_bounds_hold_the_estimate_and_stay_in_percent(quantity: Quantity) -> None:
    shown = with_bounds(quantity)
    assert shown.low is not None and shown.high is not None and shown.value is not None
    assert 0 <= shown.low <= shown.value <= shown.high <= 100


@same_every_time
@given(later=estimates, earlier=estimates)
def test_a_comparison_turned_round_says_the_opposite(later: Quantity, earlier: Quantity) -> None:
    # Fails if the verdict looks at the size of a change and not at its sign
    opposite = {"more": "less", "less": "more"}
    verdict = compare_quantities(later, earlier).verdict
    assert compare_quantities(earlier, later).verdict == opposite.get(verdict, verdict)


@same_every_time
@given(later=estimates, earlier=estimates)
def test_a_verdict_agrees_with_whether_zero_lies_in_the_interval(
    later: Quantity, earlier: Quantity
) -> None:
    made = compare_quantities(later, earlier)
    low, high = made.change.low, made.change.high
    assert low is not None and high is not None
    inside = low <= 0 <= high
    assert (made.verdict == "not distinguishable from 0") == inside
