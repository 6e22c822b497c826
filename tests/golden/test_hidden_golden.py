"""Published numbers, and sizes at which only an independent sum can tell right from wrong."""

from __future__ import annotations

import math
from decimal import Decimal, localcontext

import pytest

from firstlight.hidden import bound_hidden, bound_hidden_with_beta_detection, bound_share


def bound_at(recorded: int, detection: float, level: float = 0.95):
    return bound_hidden(
        recorded=recorded, detection_low=detection, detection_high=detection, level=level
    )


@pytest.mark.parametrize(
    ("detection", "people"), [(0.20, 13), (0.10, 28), (0.05, 58), (0.02, 148), (0.01, 298)]
)
def test_none_recorded(detection, people):
    # Fails if the bound is the smallest number ruled out, or log(alpha) / log(1 - q) rounded.
    assert bound_at(0, detection).binomial[0].high == people


def test_none_recorded_by_poisson():
    # Fails if an empty record is tested at half of alpha: 36.889.
    assert bound_at(0, 0.10).poisson[0].high == pytest.approx(29.957, abs=5e-4)


def test_three_recorded_by_poisson():
    limits = bound_at(3, 0.10).poisson[0]
    assert (round(limits.low, 2), round(limits.high, 2)) == (6.19, 87.67)


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [
        (1, 0.0253, 5.572),
        (2, 0.242, 7.225),
        (3, 0.619, 8.767),
        (4, 1.090, 10.242),
        (5, 1.623, 11.668),
        (10, 4.795, 18.390),
        (20, 12.217, 30.888),
        (100, 81.364, 121.627),
    ],
)
def test_garwood_1936(count, low, high):
    limits = bound_at(count, 1.0).poisson[0]
    assert limits.low == pytest.approx(low, abs=6e-4)
    assert limits.high == pytest.approx(high, abs=6e-4)


def test_garwood_1936_for_a_count_of_zero_in_equal_tails():
    assert bound_at(0, 1.0, level=0.975).poisson[0].high == pytest.approx(3.689, abs=5e-4)


@pytest.mark.parametrize(("examined", "high"), [(20, 0.139), (59, 0.0495), (100, 0.0295)])
def test_none_found(examined, high):
    bound = bound_share(found=0, examined=examined)
    assert bound.high == pytest.approx(high, abs=5e-4)
    assert bound.low == 0


@pytest.mark.parametrize(
    ("found", "examined", "low", "high"),
    [
        (1, 10, 0.0025, 0.4450),
        (2, 10, 0.0252, 0.5561),
        (5, 10, 0.1871, 0.8129),
        (10, 100, 0.0490, 0.1762),
    ],
)
def test_clopper_pearson_1934(found, examined, low, high):
    bound = bound_share(found=found, examined=examined)
    assert (bound.low, bound.high) == (pytest.approx(low, abs=6e-5), pytest.approx(high, abs=6e-5))


@pytest.mark.parametrize("examined", [50, 100, 1000])
def test_rule_of_three(examined):
    # Hanley and Lippman-Hand 1983: 3 / n, a little too long, within 5 % from 50 on.
    high = bound_share(found=0, examined=examined).high
    assert high < 3 / examined < 1.05 * high


def test_uniform_share_has_a_bound_in_closed_form():
    # Under Beta(1, 1) every count from 0 to N is as likely as any other: P(X <= x) is
    # (x + 1) / (N + 1), a tie at the limit for each x. Fails if ties are ruled out.
    for recorded in (0, 1, 7, 30, 1000):
        bound = bound_hidden_with_beta_detection(recorded=recorded, a=1, b=1)
        mass = 20 if recorded == 0 else 40
        assert bound.high == mass * (recorded + 1) - 1
        assert bound.low == (0 if recorded == 0 else max(recorded, -(-recorded * 40 // 39) - 1))


def sum_to(count: int, people: int, share: str) -> Decimal:
    """P(X <= count), term after term in 50 digits: slow, and without special functions."""
    with localcontext() as context:
        context.prec = 50
        q = Decimal(share)
        term = total = (1 - q) ** people
        odds = q / (1 - q)
        for k in range(count):
            term = term * (people - k) / (k + 1) * odds
            total += term
        return total


@pytest.mark.parametrize("level", ["0.95", "0.999999"])
def test_a_hundred_thousand_recorded_of_a_thousand_million(level):
    # Fails if the tails are taken from 1 - q or 1 - P in floats, from a normal
    # approximation, or if the search stops one early.
    bound = bound_at(100_000, 0.0001, level=float(level)).binomial[0]
    mass = (1 - Decimal(level)) / 2
    assert sum_to(100_000, bound.high, "0.0001") >= mass
    assert sum_to(100_000, bound.high + 1, "0.0001") < mass
    assert 1 - sum_to(99_999, bound.low, "0.0001") >= mass
    assert 1 - sum_to(99_999, bound.low - 1, "0.0001") < mass


def test_none_recorded_of_a_thousand_million():
    high = bound_at(0, 1e-9).binomial[0].high
    assert high == math.floor(math.log(0.05) / math.log1p(-1e-9))
