"""src/firstlight/indicators/smooth.py: known parameters, limits, second methods."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import optimize, stats

from firstlight.base.quantity import UnitKind
from firstlight.catalogue import read_catalogue
from firstlight.catalogue.entries import Indicator
from firstlight.indicators import (
    Group,
    Smoothing,
    find_smoothing,
    fit_estimates,
    smooth_estimate,
)

CATALOGUE = read_catalogue()
SHARE, RATE = UnitKind.SHARE, UnitKind.RATE
LEVEL = 0.9


def draw_estimates(seed: int, n: int, mean: float, sd: float) -> tuple[np.ndarray, ...]:
    """True figures around a mean, and estimates of them with errors from 0.5 to 8."""
    rng = np.random.default_rng(seed)
    truth = rng.normal(mean, sd, n)
    errors = np.exp(rng.uniform(math.log(0.5), math.log(8), n))
    return truth, rng.normal(truth, errors), errors


# Estimates with a margin -----------------------------------------------------------------------


def test_the_spread_that_made_the_data_is_found() -> None:
    """Fails when the variance between counties is mixed up with that of the samples."""
    found = [
        fit_estimates(list(y), list(e), at_least=10)
        for y, e in (draw_estimates(seed, 250, 20.0, 4.0)[1:] for seed in range(60))
    ]
    assert np.mean([group.mean for group in found]) == pytest.approx(20.0, abs=0.15)
    assert np.mean([group.between for group in found]) == pytest.approx(16.0, rel=0.05)
    spread = np.var([group.between for group in found])
    assert spread == pytest.approx(np.mean([group.between_variance for group in found]), rel=0.5)


def test_the_spread_agrees_with_a_root_found_by_another_program() -> None:
    """Fails when the halving stops early or the mean inside is not the weighted one."""
    _, values, errors = draw_estimates(7, 90, 12.0, 2.5)

    def off(between: float) -> float:
        weights = 1 / (between + errors**2)
        mean = np.average(values, weights=weights)
        return float(np.sum(weights * (values - mean) ** 2) - (len(values) - 1))

    root = optimize.brentq(off, 0, 1e4, xtol=1e-14, rtol=1e-14)
    group = fit_estimates(list(values), list(errors), at_least=10)
    assert group.between == pytest.approx(root, rel=1e-10)
    weights = 1 / (root + errors**2)
    assert group.mean == pytest.approx(np.average(values, weights=weights), rel=1e-10)


def test_a_normal_prior_updated_by_bayes_gives_the_same_figure() -> None:
    """A second method: precision-weighted mean. Fails when the weight is the mean's share."""
    group = Group(15.0, 9.0, 0.0, 0.0, 100, ())
    made = smooth_estimate(24.0, 6.0, group, level=LEVEL, unit=SHARE)
    precision = 1 / 9 + 1 / 36
    assert made.value == pytest.approx((15 / 9 + 24 / 36) / precision)
    assert made.own_weight == pytest.approx((1 / 36) / precision)
    half = stats.norm.ppf(0.95) * math.sqrt(1 / precision)  # nothing else is uncertain here
    assert (made.low, made.high) == pytest.approx((made.value - half, made.value + half))


def draw_shares(seed: int, n: int) -> tuple[np.ndarray, ...]:
    """True small shares in percent, samples of 150 to 3,000, and errors as published."""
    rng = np.random.default_rng(seed)
    truth = 100 * rng.beta(4, 196, n)
    sizes = np.exp(rng.uniform(math.log(150), math.log(3000), n)).round()
    values = 100 * rng.binomial(sizes.astype(int), truth / 100) / sizes
    kept = np.where((values > 0) & (values < 100), values, 50 / sizes)
    return truth, values, np.sqrt(kept * (100 - kept) / sizes)


def test_shares_are_not_drawn_to_a_mean_that_is_too_low() -> None:
    """Known mean of 2 percent. Fails when weights follow errors that grow with the share."""
    by_model, by_error = [], []
    raw = smooth = 0.0
    inside = drawn = 0
    for seed in range(60):
        truth, values, errors = draw_shares(3000 + seed, 150)
        group = fit_estimates(list(values), list(errors), at_least=10, shares=True)
        by_model.append(group.mean)
        by_error.append(fit_estimates(list(values), list(errors), at_least=10).mean)
        for true, value, error in zip(truth, values, errors, strict=True):
            made = smooth_estimate(value, error, group, level=LEVEL, unit=SHARE)
            assert made.value is not None and made.low is not None and made.high is not None
            raw += (value - true) ** 2
            smooth += (made.value - true) ** 2
            inside += made.low <= true <= made.high
            drawn += 1
    assert np.mean(by_error) < 1.9  # the bias that is mended
    assert np.mean(by_model) == pytest.approx(2.0, abs=0.06)
    assert smooth < 0.7 * raw
    assert 0.85 < inside / drawn < 0.95


def test_smoothed_estimates_err_less_than_raw_ones_and_their_ranges_hold() -> None:
    """Fails when counties are drawn to the wrong side, or the range is that of a known mean."""
    raw = smooth = 0.0
    inside = drawn = 0
    for seed in range(40):
        truth, values, errors = draw_estimates(1000 + seed, 60, 50.0, 3.0)
        group = fit_estimates(list(values), list(errors), at_least=10)
        for true, value, error in zip(truth, values, errors, strict=True):
            made = smooth_estimate(value, error, group, level=LEVEL, unit=RATE)
            assert made.value is not None and made.low is not None and made.high is not None
            raw += (value - true) ** 2
            smooth += (made.value - true) ** 2
            inside += made.low <= true <= made.high
            drawn += 1
    assert smooth < 0.6 * raw
    assert 0.87 < inside / drawn < 0.94


def test_where_counties_differ_by_chance_alone_the_mean_is_left_and_that_is_said() -> None:
    """Fails when a negative variance is used, or nothing is said of it."""
    group = fit_estimates([10.0, 10.1] * 10, [5.0] * 20, at_least=10)
    assert group.between == 0
    made = smooth_estimate(60.0, 5.0, group, level=LEVEL, unit=SHARE)
    assert (made.value, made.own_weight) == pytest.approx((10.05, 0.0))
    assert "nothing of its own is left" in made.said


def test_a_sure_estimate_stays_as_it_is() -> None:
    """Fails when a county with a narrow margin is moved; one the publisher set keeps all."""
    group = Group(15.0, 9.0, 0.1, 0.1, 100, ())
    sure = smooth_estimate(30.0, 1e-6, group, level=LEVEL, unit=SHARE)
    assert sure.own_weight == pytest.approx(1) and sure.value == pytest.approx(30)
    fixed = smooth_estimate(30.0, 0.0, group, level=LEVEL, unit=SHARE)
    assert (fixed.own_weight, fixed.value, fixed.low, fixed.high) == (1, 30, 30, 30)
    level = Group(15.0, 0.0, 0.1, 0.1, 100, ())
    assert smooth_estimate(30.0, 0.0, level, level=LEVEL, unit=SHARE).value == 30


def test_estimates_that_the_publisher_set_say_nothing_of_chance() -> None:
    """Fails when a margin of 0 enters the fit: its weight would have no end."""
    _, values, errors = draw_estimates(3, 30, 20.0, 4.0)
    alone = fit_estimates(list(values), list(errors), at_least=10)
    more = fit_estimates([*values, 99.0], [*errors, 0.0], at_least=10)
    assert more == alone


def test_a_range_stays_within_what_a_share_can_be() -> None:
    """Fails when a range goes below 0 or above 100, or a negative rate is cut off."""
    low = smooth_estimate(1.0, 9.0, Group(1.0, 9.0, 0.1, 0.1, 9, ()), level=LEVEL, unit=SHARE)
    high = smooth_estimate(99.0, 9.0, Group(99.0, 9.0, 0.1, 0.1, 9, ()), level=LEVEL, unit=SHARE)
    below = smooth_estimate(-9.0, 9.0, Group(1.0, 9.0, 0.1, 0.1, 9, ()), level=LEVEL, unit=RATE)
    assert low.low == 0 and high.high == 100
    assert below.low is not None and below.low < 0


# What is refused, and which indicators are smoothed --------------------------------------


def test_too_few_counties_are_refused_with_the_reason() -> None:
    """Fails when a group of nine says how counties differ; the numbers must be absent."""
    few = fit_estimates([1.0] * 9, [1.0] * 9, at_least=10)
    made = smooth_estimate(1.0, 1.0, few, level=LEVEL, unit=SHARE)
    assert "9 counties" in made.why_not
    assert made.value is made.own_weight is made.low is made.high is made.mean is None


def test_lists_of_two_lengths_are_not_fitted() -> None:
    """Fails when lists of two lengths are zipped short."""
    with pytest.raises(ValueError, match="standard error"):
        fit_estimates([1.0, 2.0], [1.0], at_least=1)


def rule(indicator: Indicator) -> Smoothing:
    return find_smoothing(indicator, CATALOGUE.sources)


def test_which_indicators_are_smoothed_follows_from_formula_and_margins() -> None:
    """Fails when a total of everybody, a class, a change or a bare share is smoothed."""
    found = {name: rule(entry) for name, entry in CATALOGUE.indicators.items()}
    for name in ("poverty", "disability", "no_vehicle", "limited_english", "moved_from_abroad"):
        assert found[name] is Smoothing.ESTIMATE
    for name in ("unemployment", "residents", "population_growth", "rural_urban", "density",
                 "foreign_born", "foreign_born_change", "homeless_student_share",
                 "international_migration", "missing_minors"):  # fmt: skip
        assert found[name] is Smoothing.NONE, name


def test_every_model_is_met_by_a_shipped_indicator() -> None:
    """Fails when a model is kept that nothing shipped runs through."""
    assert {rule(entry) for entry in CATALOGUE.indicators.values()} == set(Smoothing)
