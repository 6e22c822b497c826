"""src/firstlight/hidden/bound.py"""

from __future__ import annotations

import dataclasses

import pytest

from firstlight.base.errors import InputFaults
from firstlight.hidden import DetectionRange, bound_hidden


def bound_at(recorded, detection, **more):
    return bound_hidden(
        recorded=recorded, detection_low=detection, detection_high=detection, **more
    )


def test_everything_a_reader_needs_travels_with_the_bound():
    bound = bound_hidden(recorded=3, detection_low=0.05, detection_high=0.2)
    assert bound.recorded == 3
    assert bound.detection == DetectionRange(0.05, 0.2)
    assert (bound.level, bound.tail, bound.mean_group_size) == (0.95, "equal", 1)
    assert "binomial" in bound.method
    assert "between 5 and 20 in 100" in bound.assumes[0]
    assert bound.why_not == ""
    with pytest.raises(dataclasses.FrozenInstanceError):
        bound.high = 1


def test_one_entry_per_end_and_the_widest_limits_over_both():
    bound = bound_hidden(recorded=3, detection_low=0.05, detection_high=0.2)
    assert [limits.detection for limits in bound.binomial] == [0.05, 0.2]
    assert [limits.detection for limits in bound.poisson] == [0.05, 0.2]
    assert bound.low == bound.binomial[1].low
    assert bound.high == bound.binomial[0].high


def test_a_single_share_has_one_entry_and_says_so():
    bound = bound_at(0, 0.1)
    assert len(bound.binomial) == len(bound.poisson) == 1
    assert "single assumed share" in bound.assumes[0]


def test_no_share_is_taken_without_being_given():
    with pytest.raises(TypeError):
        bound_hidden(recorded=0)
    with pytest.raises(TypeError):
        bound_hidden(recorded=0, detection_low=0.1)


@pytest.mark.parametrize("size", [1, 2.5, 4])
@pytest.mark.parametrize("recorded", [0, 1, 3, 4, 57])
def test_when_everyone_is_recorded_the_record_is_all(recorded, size):
    # Fails if groups are rounded up at a share of 1: 3 recorded in groups of 4 would be 4.
    bound = bound_at(recorded, 1, mean_group_size=size)
    assert (bound.low, bound.high) == (recorded, recorded)


def test_a_poisson_limit_may_lie_below_the_record_and_a_binomial_one_never():
    bound = bound_at(3, 0.9)
    assert bound.poisson[0].low < 3
    assert bound.binomial[0].low == 3


def test_a_part_of_a_group_is_rounded_outward_in_the_binomial_form_only():
    # 4 people in groups of 3 are 1.33 groups: low as 1 group, high as 2.
    bound = bound_at(4, 0.1, mean_group_size=3)
    assert bound.low == max(4, 3 * bound_at(1, 0.1).low)
    assert bound.high == 3 * bound_at(2, 0.1).high
    one, two = bound_at(1, 0.1).poisson[0], bound_at(2, 0.1).poisson[0]
    assert one.high < bound.poisson[0].high / 3 < two.high
    assert one.low < bound.poisson[0].low / 3 < two.low


def test_fewer_people_than_one_group_may_be_what_is_left_of_one():
    bound = bound_at(1, 0.1, mean_group_size=5)
    assert bound.tail == "equal"
    assert bound.low == 1
    assert bound.high == 5 * bound_at(1, 0.1).high


def test_a_bound_beyond_every_reach_is_withheld_with_its_reason():
    bound = bound_hidden(recorded=2, detection_low=1e-12, detection_high=0.1)
    assert bound.high is None
    assert bound.binomial[0].high is None
    assert bound.binomial[1].high == bound_at(2, 0.1).high
    assert "10,000,000,000" in bound.why_not
    assert bound_at(0, 0.01, largest_number=300).high == 298
    assert bound_at(0, 0.01, largest_number=297).why_not


def test_levels_next_to_one_and_to_zero_do_not_blow_up():
    assert bound_at(0, 0.1, level=0.999999).high == 131  # 0.9^131 > 1e-6 > 0.9^132
    assert bound_at(7, 0.3, level=0.9999999999999999).high > bound_at(7, 0.3, level=0.99).high
    assert bound_at(0, 0.1, level=1e-30).high == 0


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"recorded": -1}, "below 0"),
        ({"recorded": 2.0}, "not a whole number"),
        ({"recorded": True}, "not a whole number"),
        ({"recorded": 10**400}, "over 10,000,000,000"),
        ({"detection_low": 0}, "must be above 0"),
        ({"detection_high": 1.2}, "at most 1"),
        ({"detection_low": float("nan")}, "not a number"),
        ({"detection_low": "0.1"}, "not a number"),
        ({"detection_low": 0.3}, "runs backward"),
        ({"level": 1}, "below 1"),
        ({"level": 0}, "above 0"),
        ({"level": None}, "not a number"),
        ({"mean_group_size": 0.5}, "at least one person"),
        ({"mean_group_size": float("inf")}, "not a number"),
    ],
)
def test_each_wrong_argument_is_named(wrong, words):
    right = {"recorded": 0, "detection_low": 0.1, "detection_high": 0.2}
    with pytest.raises(InputFaults) as caught:
        bound_hidden(**{**right, **wrong})
    assert len(caught.value.faults) == 1
    assert words in str(caught.value)


def test_all_wrong_arguments_are_named_at_once():
    with pytest.raises(InputFaults) as caught:
        bound_hidden(recorded=-1, detection_low=0, detection_high=2, level=95, mean_group_size=0)
    assert len(caught.value.faults) == 5
