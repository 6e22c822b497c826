"""Names that are spelled nearly like what was typed. They are offered, never taken."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from firstlight.base.county_names import plain, without_kind
from firstlight.base.place import County
from firstlight.places.gazetteer import Gazetteer, split_state

OFFERED = 5  # as many as are read before a person types again
# One edit is a letter lost, added, wrong, or changed with its neighbor. A name is alike with no
# more edits than a third of its letters; names much less alike than the nearest are left out.
# Our own choice: it decides what is offered, and no figure rests on it.
ALIKE = 0.65
BEHIND_AT_MOST = 0.15
# Words for a kind that hundreds of names share: two names are not alike for having them.
SHARED_KINDS = ("county", "parish", "municipio")

# how unlike, in another state than the one hoped for, of the other kind, fewer residents
Order = tuple[float, bool, bool, int]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A county, or a city with the counties it stands for, that may have been meant."""

    label: str
    counties: tuple[County, ...]


def suggest_places(
    text: str, gazetteer: Gazetteer, *, at_most: int = OFFERED
) -> tuple[Suggestion, ...]:
    """Known names near to what was typed: nearest first, counties before cities
    unless a city was asked for, then by size.

    Text is a name with or without its state, or a FIPS code of four digits, which may have
    lost the zero in front. Names in a state that is itself misspelled after a comma come before
    equals elsewhere. Empty where no name is near.
    """
    bare = " ".join(text.split())
    if bare.isascii() and bare.isdigit():
        county = gazetteer.counties.get(bare.zfill(5)) if len(bare) == 4 else None
        return (_of_county(county),) if county else ()
    state, words = split_state(bare, gazetteer)
    words, _, misspelled = words.partition(",") if state is None else (words, "", "")
    scores = _score_names(plain(words), state, gazetteer)
    hoped = _near_states(misspelled, gazetteer)
    city_meant = plain(words).startswith("city of ")
    found: dict[str, tuple[Order, Suggestion]] = {}
    for (name, where), counties in gazetteer.by_name.items():
        if name in scores and state in (None, where):
            for county in counties:
                order = (-scores[name], where not in hoped, city_meant, -(county.residents or 0))
                entry = (order, _of_county(county))
                found[county.fips] = min(found.get(county.fips, entry), entry, key=_first)
    for (name, where), city in gazetteer.cities.items():
        if name in scores and state in (None, where):
            counties = tuple(gazetteer.counties[fips] for fips in city.fips)
            people = max(county.residents or 0 for county in counties)
            codes = ", ".join(city.fips)
            label = f"city of {city.name}, {city.state} ({codes})"
            order = (-scores[name], where not in hoped, not city_meant, -people)
            found[label] = (order, Suggestion(label, counties))
    ordered = sorted(found.values(), key=lambda entry: (*entry[0], entry[1].label))
    return tuple(suggestion for _, suggestion in ordered[:at_most])


def _first(entry: tuple[Order, Suggestion]) -> Order:
    return entry[0]


def _of_county(county: County) -> Suggestion:
    return Suggestion(f"{county.full_name} ({county.fips})", (county,))


def _near_states(text: str, gazetteer: Gazetteer) -> frozenset[str]:
    """The letters of the states whose names are spelled nearly like this."""
    names = {plain(name): code for code, name in gazetteer.states.names.items()}
    written = plain(text)
    near = difflib.get_close_matches(written, names, cutoff=ALIKE)
    begun = [name for name in names if len(written) > 2 and name.startswith(written)]  # "Calif."
    return frozenset(names[name] for name in (*near, *begun))


def _score_names(wanted: str, state: str | None, gazetteer: Gazetteer) -> dict[str, float]:
    """How alike each known name is, of those that are alike enough.

    The word for a kind may be the wrong one, as in "Orleans County, LA", so the name is
    compared without it too.
    """
    wanted = wanted.removeprefix("city of ")
    bare = without_kind(wanted)
    forms = {bare} if wanted.endswith(SHARED_KINDS) else {bare, wanted}
    names = {
        name for name, where in (*gazetteer.by_name, *gazetteer.cities) if state in (None, where)
    }
    scores: dict[str, float] = {}
    matcher = difflib.SequenceMatcher(autojunk=False)
    for form in filter(None, forms):
        matcher.set_seq2(form)
        for name in names:
            matcher.set_seq1(name)
            # letters in common bound the score from above: nearly every name ends here
            if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE:
                score = 1 - _count_edits(form, name) / max(len(form), len(name))
                if score >= ALIKE:
                    scores[name] = max(score, scores.get(name, score))
    least = max(scores.values(), default=0.0) - BEHIND_AT_MOST
    return {name: score for name, score in scores.items() if score >= least}


def _count_edits(one: str, other: str) -> int:
    """The fewest edits from one name to the other, each letter edited once.

    F. J. Damerau, A technique for computer detection and correction of spelling errors,
    Communications of the ACM 7(3), 1964. Plain letters in common would lose the commonest slip,
    two letters that changed places.
    """
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        row = [i]
        for j, there in enumerate(other, start=1):
            edits = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != there))
            if i > 1 and j > 1 and (letter, one[i - 2]) == (other[j - 2], there):
                edits = min(edits, before[j - 2] + 1)
            row.append(edits)
        before, last = last, row
    return last[-1]
