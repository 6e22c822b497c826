"""The bounds are found again by listing every world: people by people, and part by part."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator

import pytest

from firstlight.overlap.feasible import Said, Span, find_worlds, people_of

ANSWERS = ("yes", "no", "unknown")


def worlds_by_person(people: int) -> Iterator[tuple[int, ...]]:
    """Each person: on neither list, or on lists with an answer each. Nothing else is known."""
    of_one = [
        (police, providers)
        for police in (None, *ANSWERS)
        for providers in (None, *ANSWERS)
        if police or providers
    ]
    for size in range(people + 1):
        yield from itertools.combinations_with_replacement(of_one, size)


def tally(world: tuple[tuple[str | None, str | None], ...]) -> dict[str, int]:
    """What both sides would say of a world, and which answers are wrong in it."""
    both = [pair for pair in world if pair[0] and pair[1]]
    told = {"union": len(world), "k": len(both)}
    for side in (0, 1):
        for answer in ANSWERS:
            told[f"{answer}{side}"] = sum(pair[side] == answer for pair in world)
        told[f"wrong_yes{side}"] = sum(
            pair[side] == "yes" and pair[1 - side] is None for pair in world
        )
        told[f"wrong_no{side}"] = sum(pair[side] == "no" for pair in both)
    return told


ALL = [tally(world) for world in worlds_by_person(5)]


def is_said(told: dict[str, int], side: int, people: Span, said: Said | None) -> bool:
    counts = [told[f"{answer}{side}"] for answer in ANSWERS]
    if not people.low <= sum(counts) <= people.high:
        return False
    if said is None:
        return True
    parts = (said.yes, said.no, said.unknown)
    return (
        all(part.low <= n <= part.high for part, n in zip(parts, counts, strict=True))
        and told[f"wrong_yes{side}"] <= said.wrong_yes
        and told[f"wrong_no{side}"] <= said.wrong_no
    )


def draw(random_: random.Random, top: int) -> Span:
    low = random_.randint(0, top)
    return Span(low, random_.choice([low, random_.randint(low, top)]))


def draw_side(random_: random.Random) -> tuple[Span, Said | None]:
    """A side of at most two or three people, so that all its worlds are among those of five."""
    people = draw(random_, 2)
    if random_.random() < 0.2:
        return people, None
    wrong = random_.choice([(0, 0), (0, 0), (1, 0), (0, 1), (1, 1)])
    said = Said(*(draw(random_, 2) for _ in ANSWERS), *wrong)
    return people, said


@pytest.mark.parametrize("seed", range(400))
def test_every_world_of_a_few_people_lies_within_and_both_ends_occur(seed: int) -> None:
    """Fails when an end is too near or too far, or a world is called impossible."""
    random_ = random.Random(seed)
    (a, said_a), (b, said_b) = draw_side(random_), draw_side(random_)
    for people, said in ((a, said_a), (b, said_b)):
        if said and people_of(people, said).low > people_of(people, said).high:
            return
    told = [w for w in ALL if is_said(w, 0, a, said_a) and is_said(w, 1, b, said_b)]
    found = find_worlds(a, b, said_a, said_b)
    if found is None:
        assert told == []
        return
    assert told, "worlds were promised and there are none"
    first = [sum(w[f"{x}0"] for x in ANSWERS) for w in told]
    second = [sum(w[f"{x}1"] for x in ANSWERS) for w in told]
    k = [w["k"] for w in told]
    for span, values in (
        (found.union, [w["union"] for w in told]),
        (found.both, k),
        (found.first, first),
        (found.second, second),
        (found.first_only, [n - m for n, m in zip(first, k, strict=True)]),
        (found.second_only, [n - m for n, m in zip(second, k, strict=True)]),
    ):
        assert (span.low, span.high) == (min(values), max(values))


def unions(a: Span, b: Span, said_a: Said | None, said_b: Said | None) -> set[int]:
    """The same by parts, for larger numbers: every true and wrong answer of either kind."""

    def overlaps(people: Span, said: Said | None) -> set[tuple[int, int]]:
        found = set()
        for total in range(people.low, people.high + 1):
            if said is None:
                found |= {(total, k) for k in range(total + 1)}
                continue
            for yes, no in itertools.product(
                range(said.yes.low, said.yes.high + 1), range(said.no.low, said.no.high + 1)
            ):
                unknown = total - yes - no
                if not said.unknown.low <= unknown <= said.unknown.high:
                    continue
                for wrong_yes in range(min(yes, said.wrong_yes) + 1):
                    for wrong_no in range(min(no, said.wrong_no) + 1):
                        base = yes - wrong_yes + wrong_no
                        found |= {(total, base + more) for more in range(unknown + 1)}
        return found

    return {
        x + y - k
        for x, k in overlaps(a, said_a)
        for y, other in overlaps(b, said_b)
        if k == other and k <= min(x, y)
    }


@pytest.mark.parametrize("seed", range(300))
def test_larger_numbers_part_by_part(seed: int) -> None:
    """Fails when errors allowed or hidden ranges move an end by even one person."""
    random_ = random.Random(1_000 + seed)

    def side() -> tuple[Span, Said | None]:
        if random_.random() < 0.15:
            return draw(random_, 14), None
        said = Said(
            *(draw(random_, random_.choice([0, 3, 6])) for _ in ANSWERS),
            random_.randint(0, 3),
            random_.randint(0, 3),
        )
        parts = (said.yes, said.no, said.unknown)
        total = random_.randint(sum(p.low for p in parts), sum(p.high for p in parts))
        return Span(max(0, total - random_.randint(0, 2)), total + random_.randint(0, 2)), said

    (a, said_a), (b, said_b) = side(), side()
    expected = unions(a, b, said_a, said_b)
    found = find_worlds(a, b, said_a, said_b)
    if found is None:
        assert expected == set()
    else:
        assert (found.union.low, found.union.high) == (min(expected), max(expected))
