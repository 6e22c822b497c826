"""src/firstlight/hidden/population.py"""

from __future__ import annotations

import pytest

from firstlight.base.errors import InputFaults
from firstlight.hidden import (
    bound_hidden,
    bound_hidden_with_beta_detection,
    check_bound_against_population,
)


def test_a_bound_that_fits_comes_back_unchanged():
    bound = bound_hidden(recorded=0, detection_low=0.1, detection_high=0.1)
    # 28 is exactly 0.28 of 100. Fails if the product is taken in floats or the limit is left out.
    assert check_bound_against_population(bound, residents=100, largest_share=0.28) is bound


def test_a_bound_that_does_not_fit_is_withheld_at_both_ends():
    # At 0.5 alone it would fit; to show that end alone would be picking the better answer.
    bound = bound_hidden(recorded=0, detection_low=0.01, detection_high=0.5)
    answer = check_bound_against_population(bound, residents=1000, largest_share=0.1)
    assert answer.high is None
    assert [limits.high for limits in (*answer.binomial, *answer.poisson)] == [None] * 4
    assert "10 in 100 of the 1,000 people" in answer.why_not
    assert answer.assumes == bound.assumes


def test_a_lower_limit_stays_unless_it_is_too_large_as_well():
    bound = bound_hidden(recorded=30, detection_low=0.1, detection_high=0.1)
    some = check_bound_against_population(bound, residents=300, largest_share=1)
    assert (some.low, some.high) == (bound.low, None)
    none = check_bound_against_population(bound, residents=100, largest_share=1)
    assert (none.low, none.high) == (None, None)


def test_a_law_is_checked_too():
    bound = bound_hidden_with_beta_detection(recorded=0, a=2, b=18)
    assert check_bound_against_population(bound, residents=640, largest_share=0.1) is bound
    assert check_bound_against_population(bound, residents=639, largest_share=0.1).why_not


def test_a_refusal_keeps_its_first_reason():
    bound = bound_hidden_with_beta_detection(recorded=0, a=0.1, b=5)
    assert check_bound_against_population(bound, residents=10, largest_share=0.1) is bound


def test_wrong_arguments_are_named_at_once():
    bound = bound_hidden(recorded=0, detection_low=0.1, detection_high=0.1)
    with pytest.raises(InputFaults) as caught:
        check_bound_against_population(bound, residents=0, largest_share=5)
    assert len(caught.value.faults) == 2
