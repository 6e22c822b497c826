"""What is said of susceptibility profiles: ranges first, never a place in a list."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from firstlight.assessment.national_profile import NationalProfile
from firstlight.assessment.register import Register
from firstlight.base.finding import Figure, Sentence, Shown, Words
from firstlight.base.place import County

NOT_OCCURRENCE = "Susceptibility is not occurrence"
PAIRS_AT_MOST = 20  # counties; with more, pairs fill pages and the ranges say the same


def say_ranks(
    register: Register, counties: Sequence[County], ranks: Sequence[Figure], among: Figure
) -> Sentence:
    """From where to where the ranks lie; the sentence that stands first."""
    if len(counties) == 1:
        return register.say(
            Words("Conditions that make people easier to exploit put "),
            Words(f"{counties[0].full_name}, around the rank "),
            Shown(ranks[0].id),
            Words(" of "),
            Shown(among.id),
            Words("; the range holds nine of ten recalculations, and a small number stands for "),
            Words("more of these conditions."),
        )
    return register.say(
        Words("Among "),
        Shown(among.id),
        Words(", the middle of the ranges of ranks goes from "),
        Shown(ranks[0].id),
        Words(f" for {counties[0].name} to "),
        Shown(ranks[-1].id),
        Words(f" for {counties[-1].name}; a small number stands for more conditions that make "),
        Words("people easier to exploit."),
    )


def say_who_can_be_told_apart(
    profile: NationalProfile, counties: Sequence[County], ranks: Sequence[Figure]
) -> list[Sentence]:
    """Which counties have ranges that overlap, and which do not, for few counties."""
    if not 1 < len(counties) <= PAIRS_AT_MOST:
        return []
    evidence = tuple(dict.fromkeys(name for figure in ranks for name in figure.evidence))
    together = [
        f"{one.name} and {other.name}"
        for one, other in itertools.pairwise(counties)
        if not profile.can_tell_apart(one.fips, other.fips)
    ]
    apart = []
    for index, county in enumerate(counties):
        below = [
            other.name
            for other in counties[index + 1 :]
            if profile.can_tell_apart(county.fips, other.fips)
        ]
        if below:
            apart.append(f"{county.name} from {_join(below)}")
    said = []
    if together:
        words = f"Their ranges overlap, so which has more cannot be said: {'; '.join(together)}."
        said.append(Sentence((Words(words),), evidence))
    if apart:
        words = f"Told apart, the first with more of these conditions: {'; '.join(apart)}."
        said.append(Sentence((Words(words),), evidence))
    return said


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
            Words(f" on a scale from zero to one. {NOT_OCCURRENCE}."),
        )
    ]


def say_size(register: Register, size: Figure | None) -> list[Sentence]:
    """How far score and number of residents go together."""
    if size is None:
        return []
    return [
        register.say(
            Words("Over all these counties, score and number of residents have a rank "),
            Words("correlation of "),
            Shown(size.id),
            Words(", where zero is none and one is full."),
        )
    ]


def _join(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
