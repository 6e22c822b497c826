"""src/firstlight/assessment/profile_words.py: every pair of counties is spoken for."""

from __future__ import annotations

import itertools
from types import SimpleNamespace
from typing import cast

from firstlight.assessment.national_profile import NationalProfile
from firstlight.assessment.profile_words import say_who_can_be_told_apart
from firstlight.base.cell import Cell
from firstlight.base.finding import Figure, Words
from firstlight.base.period import Period
from firstlight.base.place import County
from firstlight.base.quantity import Quantity, Unit, UnitKind
from firstlight.catalogue import read_catalogue
from firstlight.composite import can_tell_apart

ENTRY = read_catalogue().composites["susceptibility"]


def say(ranges: list[tuple[int, int]], no_margin: tuple[str, ...] = ("work",)) -> list[str]:
    """What is said of counties A, B, C with these ranges, in this order."""
    counties = [
        County(f"48{at:03d}", f"C{chr(65 + at)}", "TX", "2020") for at in range(len(ranges))
    ]
    of = {county.fips: ends for county, ends in zip(counties, ranges, strict=True)}
    profile = SimpleNamespace(
        composite=ENTRY,
        ranges=SimpleNamespace(no_margin=no_margin),
        can_tell_apart=lambda one, other: can_tell_apart(of[one], of[other]),
    )
    unit = Unit(UnitKind.CODE, "rank", "among the counties compared")
    ranks = [
        Figure(f"profile_rank.{c.fips}", "profile_rank", "rank", Quantity(Cell.counted(1), unit),
               Period.year(2020), c.place, 0, ("e1",)) for c in counties
    ]  # fmt: skip
    found = say_who_can_be_told_apart(cast(NationalProfile, profile), counties, ranks)
    return [cast(Words, part).text for sentence in found for part in sentence.parts]


def test_a_pair_that_is_not_next_to_another_is_spoken_for_too() -> None:
    """A overlaps with B, B with C, and A with C, while D stands apart from all.

    Fails when overlaps are looked for between neighbors of the order only.
    """
    apart, rest = say([(1, 30), (10, 40), (20, 50), (60, 70)])
    assert apart.startswith(
        "Told apart, the first with more of these conditions: CA from CD; CB from CD; CC from CD."
    )
    assert rest == (
        "The ranges of any two of these counties that are not told apart overlap, so which has "
        "more cannot be said."
    )


def test_what_is_said_of_every_pair_is_what_the_ranges_say() -> None:
    """By a second method: pairs read back out of the sentence. Fails when a pair is lost."""
    ranges = [(1, 5), (3, 9), (6, 12), (8, 20), (21, 22), (22, 30)]
    apart, _ = say(ranges)
    named = apart.partition(": ")[2].partition(".")[0]
    read = {
        (group.split(" from ")[0], other)
        for group in named.split("; ")
        for other in group.split(" from ")[1].replace(" and ", ", ").split(", ")
    }
    names = [f"C{chr(65 + at)}" for at in range(len(ranges))]
    true = {
        (names[a], names[b])
        for a, b in itertools.combinations(range(len(ranges)), 2)
        if ranges[a][1] < ranges[b][0]
    }
    assert read == true


def test_all_that_overlap_and_none_that_overlap() -> None:
    """Fails when overlaps are claimed where there are none, or the other way round."""
    (one,) = say([(1, 9), (2, 9), (3, 9)])
    assert one == "The ranges of these counties overlap, so which has more cannot be said."
    (two,) = say([(1, 2), (3, 4), (5, 6)])
    assert two.startswith("Told apart") and "overlap" not in two
    assert say([(1, 2)]) == []


def test_twenty_are_named_and_of_twenty_one_it_is_said_that_ranges_overlap() -> None:
    """Fails when an area of many counties gets rows in an order and no word on overlaps."""
    assert ENTRY.pairs_at_most == 20
    many = [(at, at + 3) for at in range(1, 22)]
    assert say(many[:20])[0].startswith("Told apart")
    (said,) = say(many)
    assert "Where the ranges of two counties overlap, which of the two has more cannot" in said
    assert "Told apart" not in said and "too narrow" in said


def test_beside_counties_told_apart_stands_that_ranges_are_too_narrow() -> None:
    """Fails when the caveat is lost, or stands where every value has its margin."""
    assert "some conditions come without a margin of error" in say([(1, 2), (3, 4)])[0]
    assert "margin" not in say([(1, 2), (3, 4)], no_margin=())[0]
