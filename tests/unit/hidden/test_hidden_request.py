"""src/firstlight/hidden/request.py and the classes it makes"""

from __future__ import annotations

import pytest

from firstlight.base.errors import InputFaults
from firstlight.hidden import (
    BetaDetection,
    BetaHiddenBound,
    DetectionRange,
    HiddenBound,
    parse_bound_request,
    parse_detection,
)

GOOD = {
    "recorded": "3",
    "detection": "0.05..0.2",
    "beta": None,
    "level": "0.95",
    "mean_group_size": "1",
}


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("0.1", 0.1, 0.1),
        ("0.05..0.2", 0.05, 0.2),
        (" 0.05 .. 0.2 ", 0.05, 0.2),
        (".05...2", 0.05, 0.2),
        ("0.1..0.1", 0.1, 0.1),
        ("1", 1.0, 1.0),
        ("1e-3..1.0", 0.001, 1.0),
    ],
)
def test_ranges_as_people_write_them(text, low, high):
    assert parse_detection(text) == DetectionRange(low, high)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "..",
        "0.1..",
        "..0.1",
        "0.1..0.2..0.3",
        "10%",
        "0,1",
        "nan",
        "inf",
        "1e999",
        "1_0",
        "٠.١",
        "0.1-0.2",
    ],
)
def test_anything_else_is_one_fault_that_shows_how_to_write_it(text):
    # Fails if the text goes to float() without a look: it takes nan, 1_0 and other digits.
    with pytest.raises(InputFaults, match=r"such as 0\.05\.\.0\.2") as caught:
        parse_detection(text)
    assert len(caught.value.faults) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("0", "must be above 0"),
        ("-0.1", "must be above 0"),
        ("1.2", "at most 1"),
        ("10", "0.1, not 10"),
        ("0.3..0.1", "backward, from 0.3 to 0.1"),
    ],
)
def test_a_number_that_is_no_share_is_one_fault(text, words):
    with pytest.raises(InputFaults) as caught:
        parse_detection(text)
    assert len(caught.value.faults) == 1
    assert words in str(caught.value)


def test_both_ends_and_their_order_are_told_together():
    with pytest.raises(InputFaults) as caught:
        parse_detection("1.5..0")
    assert len(caught.value.faults) == 3


def test_a_request_knows_which_bound_answers_it():
    fixed = parse_bound_request(**GOOD)
    assert isinstance(fixed.answer(), HiddenBound)
    law = parse_bound_request(**{**GOOD, "detection": None, "beta": " 2, 18 "})
    assert law.detection == BetaDetection(2, 18)
    assert isinstance(law.answer(), BetaHiddenBound)


def test_the_group_size_level_and_reach_are_passed_on():
    request = parse_bound_request(
        **{**GOOD, "level": "0.5", "mean_group_size": "2.5"}, largest_number=10
    )
    answer = request.answer()
    assert (answer.level, answer.mean_group_size) == (0.5, 2.5)
    assert "10 people" in answer.why_not


def test_every_fault_of_every_text_is_told_at_once():
    with pytest.raises(InputFaults) as caught:
        parse_bound_request(
            recorded="three", detection="0.3..0.1", beta="2", level="95", mean_group_size="0"
        )
    assert len(caught.value.faults) == 6


@pytest.mark.parametrize("recorded", ["-1", "2.5", "1,000", "", "9" * 30, "9" * 5000, "three"])
def test_a_record_that_is_no_count_is_one_fault(recorded):
    # Fails for 5,000 digits if int() is tried without a look at the length.
    with pytest.raises(InputFaults) as caught:
        parse_bound_request(**{**GOOD, "recorded": recorded})
    assert len(caught.value.faults) == 1
    assert len(str(caught.value)) < 200


def test_a_record_too_long_to_sum_is_told_with_the_other_faults():
    with pytest.raises(InputFaults) as caught:
        parse_bound_request(
            **{**GOOD, "recorded": "1000001", "detection": None, "beta": "2,18", "level": "2"}
        )
    assert len(caught.value.faults) == 2


def test_a_share_is_needed():
    with pytest.raises(InputFaults, match="No share noticed"):
        parse_bound_request(**{**GOOD, "detection": None})


def test_what_was_typed_is_not_repeated():
    typed = "Quartz Vex"
    with pytest.raises(InputFaults) as caught:
        parse_bound_request(
            recorded=typed, detection=typed, beta=typed, level=typed, mean_group_size=typed
        )
    assert "uartz" not in str(caught.value)


def test_the_middle_of_a_law():
    low, high = BetaDetection(1, 1).middle(0.9)
    assert (low, high) == (pytest.approx(0.05), pytest.approx(0.95))
    assert BetaDetection(2, 18).mean == 0.1
