"""src/firstlight/hidden/beta.py"""

from __future__ import annotations

import math
from fractions import Fraction

import pytest

from firstlight.base.errors import InputFaults
from firstlight.hidden import bound_hidden, bound_hidden_with_beta_detection
from firstlight.hidden.limits import log_chance_at_most, log_chance_of_none


def test_none_recorded_is_the_largest_number_whose_chance_of_none_is_kept():
    # Beta(2, 18): the chance of none among n is 18 x 19 / ((18 + n)(19 + n)).
    assert 18 * 19 / (82 * 83) >= 0.05 > 18 * 19 / (83 * 84)
    assert bound_hidden_with_beta_detection(recorded=0, a=2, b=18).high == 64


def test_the_bound_is_far_larger_than_at_the_mean():
    at_mean = bound_hidden(recorded=3, detection_low=0.1, detection_high=0.1)
    law = bound_hidden_with_beta_detection(recorded=3, a=2, b=18)
    assert (at_mean.high, law.high) == (84, 333)


def test_a_law_with_much_weight_near_zero_has_no_bound():
    bound = bound_hidden_with_beta_detection(recorded=0, a=0.1, b=5)
    assert bound.high is None
    assert "shares near 0" in bound.why_not
    assert bound.low == 0


def test_the_reach_is_an_argument():
    assert bound_hidden_with_beta_detection(recorded=0, a=2, b=18, largest_number=64).high == 64
    assert bound_hidden_with_beta_detection(recorded=0, a=2, b=18, largest_number=63).why_not


def test_groups_are_rounded_outward():
    bound = bound_hidden_with_beta_detection(recorded=4, a=2, b=18, mean_group_size=3)
    two = bound_hidden_with_beta_detection(recorded=2, a=2, b=18)
    assert bound.high == 3 * two.high
    assert bound.low == 4


@pytest.mark.parametrize(("a", "b"), [(0.3, 0.2), (2, 18), (0.5, 40), (700, 3), (1e6, 9e6)])
@pytest.mark.parametrize("people", [0, 1, 5, 16, 17, 40, 3000])
def test_the_chance_of_none_is_the_product_of_its_factors(a, b, people):
    # Fails if a term of Stirling's series has the wrong sign or the first factors are skipped.
    factors = math.fsum(math.log((b + i) / (a + b + i)) for i in range(people))
    assert log_chance_of_none(people, a, b) == pytest.approx(factors, rel=1e-12, abs=1e-12)


def test_the_chances_of_all_counts_add_up():
    assert math.exp(log_chance_at_most(29, 30, 2.5, 7)) == pytest.approx(
        1 - math.exp(log_chance_of_none(30, 7, 2.5)), abs=1e-13
    )
    assert log_chance_at_most(30, 30, 2.5, 7) == 0


def test_both_ways_of_summing_the_upper_tail_agree():
    # X >= x seen as few missed, and as the rest of few recorded. Fails if a, b do not swap.
    missed = math.exp(log_chance_at_most(50 - 9, 50, 18, 2))
    rest = -math.expm1(log_chance_at_most(9 - 1, 50, 2, 18))
    assert missed == pytest.approx(rest, rel=1e-12)


def test_a_tiny_lower_tail_keeps_its_digits():
    # X >= 60 of 60 and of 61 in fractions. Fails if it is taken as the rest of 1.
    def chance(people: int) -> Fraction:
        kept = [
            math.comb(people, k)
            * math.prod(range(2, 2 + k))
            * math.prod(range(18, 18 + people - k))
            for k in range(60, people + 1)
        ]
        return Fraction(sum(kept), math.prod(range(20, 20 + people)))

    assert chance(60) < Fraction(1, 10**16) <= chance(61)
    bound = bound_hidden_with_beta_detection(recorded=60, a=2, b=18, level=0.9999999999999998)
    assert bound.low == 61


def test_a_lower_limit_far_above_the_record_is_found():
    # More than 10,000 were missed at the limit: the sum changes sides on the way.
    bound = bound_hidden_with_beta_detection(recorded=1000, a=1e9, b=1e12)
    fixed = bound_hidden(recorded=1000, detection_low=1 / 1001, detection_high=1 / 1001)
    assert bound.low == pytest.approx(fixed.low, rel=1e-5)
    assert bound.high == pytest.approx(fixed.high, rel=1e-5)


def test_all_wrong_arguments_are_named_at_once():
    with pytest.raises(InputFaults) as caught:
        bound_hidden_with_beta_detection(
            recorded=2_000_000, a=0, b=float("nan"), level=1.5, mean_group_size=0
        )
    assert len(caught.value.faults) == 5
    assert "1,000,000" in str(caught.value)


def test_a_law_that_is_a_point_is_sent_back():
    with pytest.raises(InputFaults, match="a point"):
        bound_hidden_with_beta_detection(recorded=0, a=1e13, b=1)
