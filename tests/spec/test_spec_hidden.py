"""How many could lie behind the records? One table, one call, one answer for each question."""

from __future__ import annotations

from firstlight.hidden import (
    bound_hidden,
    bound_hidden_with_beta_detection,
    bound_share,
    check_bound_against_population,
    describe_bound,
    parse_detection,
)


def test_nothing_was_recorded():
    """Every agency looked, and recorded no one. That does not mean that no one was there.

    | recorded | share noticed | could be there |
    | -------- | ------------- | -------------- |
    | 0        | 5 in 100      | up to 58       |
    | 0        | 20 in 100     | up to 13       |
    """
    bound = bound_hidden(recorded=0, detection_low=0.05, detection_high=0.20)

    assert [(limits.detection, limits.high) for limits in bound.binomial] == [(0.05, 58), (0.2, 13)]
    assert bound.high == 58


def test_a_few_were_recorded():
    """With some recorded there is a lower limit too, never below the record.

    | recorded | share noticed | could be there |
    | -------- | ------------- | -------------- |
    | 3        | 10 in 100     | 7 to 84        |
    """
    bound = bound_hidden(recorded=3, detection_low=0.10, detection_high=0.10)

    assert (bound.low, bound.high) == (7, 84)
    assert bound.detection.is_single


def test_people_were_found_in_groups():
    """Groups of 3, each recorded whole or not at all: up to 28 groups left no record.

    | recorded | group size | share noticed | could be there |
    | -------- | ---------- | ------------- | -------------- |
    | 0        | 1          | 10 in 100     | up to 28       |
    | 0        | 3          | 10 in 100     | up to 84       |
    """
    bound = bound_hidden(recorded=0, detection_low=0.10, detection_high=0.10, mean_group_size=3)

    assert bound.high == 3 * 28


def test_nobody_knows_the_share():
    """A law in place of a share: its low end counts most, so the bound is far larger.

    | recorded | share noticed               | could be there |
    | -------- | --------------------------- | -------------- |
    | 0        | 10 in 100                   | up to 28       |
    | 0        | 10 in 100 on average, 2-23  | up to 64       |
    """
    bound = bound_hidden_with_beta_detection(recorded=0, a=2, b=18)

    assert bound.high == 64


def test_the_bound_is_too_large_for_the_place():
    """A village of 300: "up to 298" is no answer there, and the refusal says so.

    | recorded | share noticed | could be there | residents |
    | -------- | ------------- | -------------- | --------- |
    | 0        | 1 in 100      | up to 298      | 300       |
    """
    bound = bound_hidden(recorded=0, detection_low=0.01, detection_high=0.10)
    answer = check_bound_against_population(bound, residents=300, largest_share=0.05)

    assert answer.high is None
    assert "5 in 100 of the 300 people" in answer.why_not


def test_a_sample_of_files_showed_nothing():
    """59 old files were read and none showed signs: still up to 5 in 100 could.

    | found | examined | share in all files |
    | ----- | -------- | ------------------ |
    | 0     | 59       | at most 0.0495     |
    """
    bound = bound_share(found=0, examined=59)

    assert (bound.low, round(bound.high, 4)) == (0, 0.0495)


def test_a_range_as_people_write_it():
    """Between 5 and 20 in 100 noticed is written 0.05..0.2."""
    detection = parse_detection("0.05..0.2")

    assert (detection.low, detection.high) == (0.05, 0.2)


def test_the_words_that_stand_beside_the_number():
    """The finding comes first, and it never says that there is none."""
    bound = bound_hidden(recorded=0, detection_low=0.10, detection_high=0.10)

    assert describe_bound(bound).sentence == (
        "Zero recorded does not mean none. If 10 in 100 were noticed and recorded, "
        "as many as 28 people could be there and still leave no record."
    )
