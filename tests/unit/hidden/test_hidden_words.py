"""src/firstlight/hidden/words.py and assumptions.py"""

from __future__ import annotations

import dataclasses
import re

import pytest

from firstlight.hidden import bound_hidden, bound_hidden_with_beta_detection, describe_bound
from firstlight.hidden.assumptions import say_range, say_share


def bound_over(recorded, low, high, **more):
    return bound_hidden(recorded=recorded, detection_low=low, detection_high=high, **more)


BOUNDS = [
    bound_over(0, 0.05, 0.2),
    bound_over(0, 0.1, 0.1),
    bound_over(0, 1, 1),
    bound_over(0, 0.5, 1),
    bound_over(1, 0.1, 0.3),
    bound_over(3, 0.05, 1),
    bound_over(3, 1, 1),
    bound_over(1, 0.9999, 0.9999),
    bound_over(12, 0.1, 0.3, mean_group_size=2.5, level=0.999),
    bound_over(0, 1e-12, 0.1),
    bound_hidden_with_beta_detection(recorded=0, a=2, b=18),
    bound_hidden_with_beta_detection(recorded=5, a=2, b=18),
    bound_hidden_with_beta_detection(recorded=5, a=0.1, b=18),
]


def all_words(bound):
    words = dataclasses.asdict(describe_bound(bound))
    return [
        line for value in words.values() for line in ([value] if isinstance(value, str) else value)
    ]


@pytest.mark.parametrize("bound", BOUNDS)
def test_no_words_ever_say_that_there_is_none(bound):
    text = " ".join(all_words(bound)).lower()
    assert "no trafficking" not in text
    assert not re.search(r"\b(up to|as many as) 0\b", text)
    assert not re.search(r"\b(nobody|no one|none) (is|was|were|are) there\b", text)


@pytest.mark.parametrize("bound", BOUNDS)
def test_the_first_sentence_says_that_a_record_is_not_all(bound):
    opening = "Zero recorded does not mean none." if bound.recorded == 0 else "a floor, not a total"
    assert opening in describe_bound(bound).sentence


@pytest.mark.parametrize("bound", BOUNDS)
def test_the_words_can_be_read_by_a_busy_officer(bound):
    # Flesch-Kincaid grade with a rough count of syllables. Fails if a sentence grows long.
    text = re.sub(
        r"Beta\([^)]*\)|[0-9][0-9,.]*(?=[ :])|[0-9][0-9,]*", "ten", " ".join(all_words(bound))
    )
    words = re.findall(r"[A-Za-z'-]+", text)
    sentences = len(re.findall(r"[.!?:](?= |$)", text))
    syllables = sum(
        max(1, len(re.findall(r"[aeiouy]+", re.sub(r"(?<=..)(e|es|ed)$", "", word.lower()))))
        for word in words
    )
    assert 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59 <= 8


def test_a_range_is_told_end_by_end_and_a_single_share_begs_for_one():
    over = describe_bound(bound_over(0, 0.05, 0.2))
    assert over.by_share == (
        "If 5 in 100 were noticed: up to 58 people.",
        "If 20 in 100 were noticed: up to 13 people.",
    )
    assert over.single_share == ""
    single = describe_bound(bound_over(0, 0.1, 0.1))
    assert single.by_share == ()
    assert "single assumed share" in single.single_share


def test_some_recorded_is_told_with_both_limits():
    words = describe_bound(bound_over(3, 0.1, 0.1))
    assert words.sentence == (
        "The 3 recorded are a floor, not a total. If 10 in 100 were noticed and recorded, "
        "at least 7 and up to 84 people could be there."
    )
    assert "less than 25 times in 1,000" in words.meaning


def test_the_level_is_told_by_what_it_would_take_to_be_wrong():
    assert "less than 5 times in 100" in describe_bound(bound_over(0, 0.1, 0.1)).meaning


def test_a_withheld_bound_gives_its_reason():
    words = describe_bound(bound_over(0, 1e-12, 0.1))
    assert "No upper bound is given." in words.sentence
    assert "says nothing" in words.sentence
    assert words.by_share[0].endswith("no upper bound.")


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0.05, "5 in 100"),
        (1, "100 in 100"),
        (0.002, "2 in 1,000"),
        (0.975, "975 in 1,000"),
        (0.000001, "1 in 1,000,000"),
        (1 / 3, "about 33.3 in 100"),
        (0.99999999, "all but about 1 in 100,000,000"),
        (1.5e-7, "about 1.5 in 10,000,000"),
        (1e-300, "less than 1 in 1,000,000,000"),
    ],
)
def test_a_share_is_said_as_a_count(share, words):
    assert say_share(share) == words


def test_two_shares_are_said_as_a_span():
    assert say_range(0.05, 0.2) == "between 5 and 20 in 100"
    assert say_range(0.005, 0.2) == "between 5 in 1,000 and 20 in 100"
