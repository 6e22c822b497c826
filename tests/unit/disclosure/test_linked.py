"""src/firstlight/disclosure/linked.py: counts of one report, attacked by another method."""

from __future__ import annotations

import itertools
import random

import pytest

from firstlight.catalogue import read_catalogue
from firstlight.catalogue.entries import DisclosureProfile
from firstlight.disclosure import Fact, attack_linked, find_told, hide_linked

RULES = read_catalogue().disclosure
SPLITS = [Fact(("T",), ("a", "b", "c")), Fact(("T",), ("x", "y"))]
TEN, FOUR = RULES["one_to_ten"], RULES["one_to_four"]


def try_all(counts: dict[str, int], hidden: frozenset[str]) -> dict[str, set[int]]:
    """Every value of each hidden count of T = a + b + c = x + y, by trying numbers up to 24."""
    left: dict[str, set[int]] = {name: set() for name in hidden}
    tries = [range(1, 25) if n in hidden else (counts[n],) for n in "abcx"]
    for a, b, c, x in itertools.product(*tries):
        world = {"a": a, "b": b, "c": c, "x": x, "T": a + b + c, "y": a + b + c - x}
        if all(world[n] >= 1 if n in hidden else world[n] == counts[n] for n in "Ty"):
            for name in hidden:
                left[name].add(world[name])
    return left


@pytest.mark.parametrize("rule", [TEN, FOUR], ids=["ten", "four"])
@pytest.mark.parametrize("seed", range(20))
def test_two_splits_of_one_total_hold(seed: int, rule: DisclosureProfile) -> None:
    """Fails when a split is hidden on its own, so that the other opens it."""
    draw = random.Random(seed)
    one = [draw.choice([0, 1, 3, 5, 9, 14]) for _ in range(3)]
    cut = draw.randint(0, min(sum(one), 20))
    counts = {"a": one[0], "b": one[1], "c": one[2], "x": cut, "y": sum(one) - cut, "T": sum(one)}
    hidden = hide_linked(counts, SPLITS, rule)
    assert {name for name, n in counts.items() if 0 < n <= rule.hide_up_to} <= hidden
    assert not {name for name in hidden if counts[name] == 0}
    for name, values in try_all(counts, hidden).items():
        assert counts[name] in values
        assert len(values) >= rule.keeps_possible or min(values) > rule.protect_up_to, name


def test_the_attack_finds_what_trying_finds() -> None:
    """Fails when a fact with a count on both sides, or a sum taken away, is read wrongly."""
    counts = {"T": 24, "a": 3, "b": 9, "c": 12, "x": 20, "y": 4}
    hidden = frozenset({"a", "b", "x", "y"})
    spans = attack_linked(counts, SPLITS, hidden)
    tried = try_all(counts, hidden)
    assert {n: (s.low, s.high) for n, s in spans.items()} == {
        n: (min(v), max(v)) for n, v in tried.items()
    }


def test_what_nobody_prints_is_protected_too() -> None:
    """Fails when 4 people outside two shown counts can be worked out."""
    counts = {"T": 100, "a": 60, "b": 36, "rest": 4}
    facts = [Fact(("T",), ("a", "b", "rest"))]
    hidden = hide_linked(counts, facts, TEN, unprinted={"rest"})
    assert hidden and "rest" not in hidden
    assert len(hide_linked(counts, facts, TEN, kept={"T"}, unprinted={"rest"}) - {"T"}) == 1


def test_a_number_that_nobody_gave_leaves_room() -> None:
    """Fails when a count that is in no file is taken for 0."""
    counts = {"T": 100, "a": 60, "b": 4, "unknown": None}
    facts = [Fact(("T",), ("a", "b", "unknown"))]
    assert hide_linked(counts, facts, TEN) == {"b"}


def test_a_sum_that_is_nearly_one_is_protected() -> None:
    """Fails when a sum that is off by two protects nothing: a reader may know the two."""
    counts = {"T": 100, "a": 94, "b": 4}
    hidden = hide_linked(counts, [Fact(("T",), ("a", "b"))], TEN)
    assert hidden > {"b"}


def test_large_counts_stay() -> None:
    """Fails when everything is hidden, which would protect and be of no use."""
    counts = {"T": 400, **{f"p{i}": 38 for i in range(10)}, "s": 20}
    facts = [Fact(("T",), (*(f"p{i}" for i in range(10)), "s"))]
    assert not hide_linked(counts, facts, TEN)
    small = counts | {"p0": 3, "T": 365}
    assert len(hide_linked(small, facts, TEN)) == 2


def test_a_hidden_zero_is_no_one() -> None:
    """Fails when a row that is hidden whole is taken to hold somebody in each cell."""
    counts = {"T": 50, "a": 50, "b": 0, "c": 0}
    hidden = hide_linked(counts, [Fact(("T",), ("a", "b", "c"))], TEN, hidden_too={"a", "b", "c"})
    assert hidden == {"a", "b", "c"}


def test_a_zero_ties_what_nobody_gave() -> None:
    """Fails when a count that a shown zero pins is taken to be free."""
    counts = {"T": 29, "zero": 0, "both": 25, "x": None, "y": None, "rest": None}
    facts = [Fact(("zero",), ("x",)), Fact(("both",), ("x", "y")), Fact(("T",), ("y", "rest"))]
    assert find_told(counts, facts, TEN) == {"rest"}
    assert hide_linked(counts, facts, TEN, unprinted={"rest"})
