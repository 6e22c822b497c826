"""What is said of susceptibility profiles: ranges first, never a place in a list."""

from __future__ import annotations

from collections.abc import Sequence

from firstlight.assessment.national_profile import NationalProfile
from firstlight.assessment.register import Register
from firstlight.base.finding import Figure, Part, Sentence, Shown, When, Words
from firstlight.base.place import County

NOT_OCCURRENCE = "Susceptibility is not occurrence"
TOO_MANY = (
    "With so many counties, those that can be told apart are not named one by one. Where the "
    "ranges of two counties overlap, which of the two has more cannot be said. The rows stand in "
    "the order of the middles of their ranges, which breaks no tie."
)


def say_ranks(
    register: Register,
    counties: Sequence[County],
    ranks: Sequence[Figure],
    among: Figure,
) -> Sentence:
    """From where to where the ranks lie; the sentence that stands first."""
    if len(counties) == 1:
        return register.say(
            Words("Conditions that make people easier to exploit put "),
            Words(f"{counties[0].full_name} in a range of ranks with this middle: "),
            Shown(ranks[0].id),
            Words(", of "),
            Shown(among.id),
            Words(
                ". The range holds nine of ten recalculations, and no rank in it is better than "
            ),
            Words("another; a small number stands for more of these conditions. They were "),
            Words("measured in "),
            When(ranks[0].period),
            Words("."),
        )
    return register.say(
        Words("Among "),
        Shown(among.id),
        Words(", the middle of the ranges of ranks goes from "),
        Shown(ranks[0].id),
        Words(f" for {counties[0].name} to "),
        Shown(ranks[-1].id),
        Words(f" for {counties[-1].name}; a small number stands for more conditions that make "),
        Words("people easier to exploit. The conditions were measured in "),
        When(among.period),
        Words("."),
    )


def say_who_can_be_told_apart(
    profile: NationalProfile, counties: Sequence[County], ranks: Sequence[Figure]
) -> list[Sentence]:
    """Which counties are told apart, by name for few counties, and that any other two overlap.

    For more counties than the entry's `pairs_at_most` pairs are not named; that ranges
    overlap is said all the same.
    """
    if len(counties) < 2:
        return []
    evidence = tuple(dict.fromkeys(name for figure in ranks for name in figure.evidence))
    if len(counties) > profile.composite.pairs_at_most:
        return [Sentence((Words(f"{TOO_MANY}{say_caveat(profile)}"),), evidence)]
    apart = {
        one: [other for other in counties[at + 1 :] if profile.can_tell_apart(one.fips, other.fips)]
        for at, one in enumerate(counties)
    }
    found = sum(len(others) for others in apart.values())
    said: list[str] = []
    if found:
        named = "; ".join(
            f"{one.name} from {_join([other.name for other in others])}"
            for one, others in apart.items()
            if others
        )
        words = f"Told apart, the first with more of these conditions: {named}."
        said.append(f"{words}{say_caveat(profile)}")
    if found < len(counties) * (len(counties) - 1) // 2:
        which = "any two of these counties that are not told apart" if found else "these counties"
        said.append(f"The ranges of {which} overlap, so which has more cannot be said.")
    return [Sentence((Words(words),), evidence) for words in said]


def say_caveat(profile: NationalProfile) -> str:
    """What must stand beside counties told apart where values come without a margin."""
    if profile.ranges is None or not profile.ranges.no_margin:
        return ""
    return (
        " The ranges are too narrow, since some conditions come without a margin of error; so "
        "two counties with ranges that nearly touch may be the same."
    )


def say_without(
    register: Register, rank: Figure, without: Sequence[tuple[str, Figure]]
) -> list[Sentence]:
    """Which single conditions, left out, move the county out of its range of ranks.

    Parameters
    ----------
    without
        The short name of each condition and the county's middle rank without it.
    """
    low, high = rank.quantity.low, rank.quantity.high
    if low is None or high is None:
        return []
    outside = [
        (name, figure)
        for name, figure in without
        if figure.quantity.value is not None and not low <= figure.quantity.value <= high
    ]
    if not outside:
        return []
    parts: list[Part] = [
        Words("Leaving out one condition alone moves the county out of that range, so the range "),
        Words("does not hold for other choices of conditions. Middle rank: "),
    ]
    for index, (name, figure) in enumerate(outside):
        parts += [Words(f"{'; ' if index else ''}without {name} "), Shown(figure.id)]
    return [register.say(*parts, Words("."))]


def say_scores(
    register: Register, counties: Sequence[County], scores: Sequence[Figure]
) -> list[Sentence]:
    """The score with its range, for one county; in the table for several."""
    if len(counties) > 1:
        return []
    return [
        register.say(
            Words("Its score is "),
            Shown(scores[0].id),
            Words(" on a scale from zero to one, from conditions measured in "),
            When(scores[0].period),
            Words(f". {NOT_OCCURRENCE}."),
        )
    ]


def say_size(register: Register, size: Figure | None) -> list[Sentence]:
    """How far score and number of residents go together."""
    if size is None:
        return []
    return [
        register.say(
            Words("Over all these counties, the score and the number of residents go together "),
            Words("by "),
            Shown(size.id),
            Words(", on a scale where zero is not at all, one is fully, and minus one is fully "),
            Words("the other way round. The conditions were measured in "),
            When(size.period),
            Words("."),
        )
    ]


def _join(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
