"""Quantiles against published Poisson tables, and against another library's sums."""

from __future__ import annotations

import math

import pytest
from scipy import stats

from firstlight.pictures.tails import (
    binomial_pmf,
    binomial_quantile,
    poisson_pmf,
    poisson_quantile,
)

# Cumulative Poisson probabilities as printed in tables to four decimals: mean, count, chance.
TABLE = [
    (0.5, 0, 0.6065), (0.5, 2, 0.9856), (1, 0, 0.3679), (1, 1, 0.7358), (1, 3, 0.9810),
    (2, 0, 0.1353), (2, 2, 0.6767), (2, 4, 0.9473), (3, 3, 0.6472), (3, 6, 0.9665),
    (5, 2, 0.1247), (5, 5, 0.6160), (5, 10, 0.9863), (10, 5, 0.0671), (10, 10, 0.5830),
    (10, 15, 0.9513),
]  # fmt: skip


@pytest.mark.parametrize(("mean", "count", "chance"), TABLE)
def test_the_sums_are_those_of_the_printed_tables(mean: float, count: int, chance: float) -> None:
    """Fails if a term is wrong, or the sum begins at one in place of nought."""
    summed = math.fsum(poisson_pmf(k, mean) for k in range(count + 1))
    assert round(summed, 4) == chance
    assert poisson_quantile(chance - 0.0001, mean) == count
    assert poisson_quantile(chance + 0.0001, mean) == count + 1


@pytest.mark.parametrize("mean", [0.01, 0.7, 3.3, 19.5, 250.0, 12_345.6])
@pytest.mark.parametrize("level", [0.001, 0.025, 0.5, 0.975, 0.999])
def test_poisson_quantiles_are_those_of_another_library(mean: float, level: float) -> None:
    """Fails if the sum starts too far up, or ends one count off."""
    assert poisson_quantile(level, mean) == stats.poisson.ppf(level, mean)


@pytest.mark.parametrize(("trials", "share"), [(1, 0.5), (12, 0.1), (80, 0.93), (4_000, 0.02)])
@pytest.mark.parametrize("level", [0.001, 0.025, 0.5, 0.975, 0.999])
def test_binomial_quantiles_are_those_of_another_library(
    trials: int, share: float, level: float
) -> None:
    """Fails if trials and share are mixed up, or ends go past the trials."""
    assert binomial_quantile(level, trials, share) == stats.binom.ppf(level, trials, share)


def test_ends_that_need_no_sum() -> None:
    """Fails if a mean or a share of nothing raises or gives one."""
    assert poisson_quantile(0.999, 0) == 0
    assert (binomial_quantile(0.5, 9, 0.0), binomial_quantile(0.5, 9, 1.0)) == (0, 9)
    assert binomial_pmf(9, 9, 1.0) == 1.0
    for broken in (lambda: poisson_quantile(1.0, 2), lambda: poisson_quantile(0.5, -1)):
        with pytest.raises(ValueError):
            broken()
    with pytest.raises(ValueError):
        binomial_quantile(0.5, 3, 1.2)
