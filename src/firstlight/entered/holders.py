"""Could two holders have counted the same people: one office by two names, or one of all of them?

What one holder may not show beside another of its numbers must stay closed under a second
spelling of its name. Numbers of different organizations, on the other hand, tell nothing of each
other: what is left when one is taken from the other is nobody's count. So two names are held to
be one office's where every word of one is met in the other: as it is, as initials ("PD"), cut
short ("Dept") or misspelled. One that speaks of all agencies, or of a coalition, may count what
any of them counts. Two names that have nothing in common are taken at their word; the page asks
whether they are one organization.
"""

from __future__ import annotations

import difflib
import functools
import re
import unicodedata

from firstlight.entered.shapes import fold_name

SMALL_WORDS = frozenset({"and", "at", "for", "in", "inc", "llc", "of", "on", "the"})
OF_MANY = frozenset({"agencies", "all", "both", "coalition", "combined", "every", "joint", "total"})
# Beside one of these words they name nobody of their own: "all agencies of the county".
NOBODYS = frozenset(
    {
        *("area", "city", "county", "departments", "groups", "local", "network", "offices"),
        *("organizations", "partners", "police", "programs", "providers", "region", "services"),
        *("shelters", "state", "together", "victim"),
    }
)
DIRECTIONS = frozenset(
    {
        *("north", "south", "east", "west", "northern", "southern", "eastern", "western"),
        *("northeast", "northwest", "southeast", "southwest", "northeastern", "northwestern"),
        *("southeastern", "southwestern", "upper", "lower", "inner", "outer"),
    }
)
LONG = 5  # letters from which a word may be misspelled
ALIKE = 0.8  # of 1: a letter left out, doubled or changed in a word of five or more


@functools.cache
def may_count_same(one: str, other: str) -> bool:
    """True where two holders may have counted the same people under two names."""
    if fold_name(one) == fold_name(other):
        return True
    words, others = _split(one), _split(other)
    if not words or not others or _is_of_many(words) or _is_of_many(others):
        return True
    return _is_met(words, others) or _is_met(others, words)


def _is_of_many(words: tuple[str, ...]) -> bool:
    """True for "all agencies", "the coalition"."""
    return any(w in OF_MANY for w in words) and set(words) <= OF_MANY | NOBODYS


def _is_met(words: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """True when every word is met in the other name, or is part of initials that are."""
    left = [word for word in words if not any(_is_like(word, other) for other in others)]
    return all(
        _is_initials_of(word, others) or _is_spelled_by(word, words, others) for word in left
    )


def _is_like(word: str, other: str) -> bool:
    if word == other:
        return True
    if word in DIRECTIONS or other in DIRECTIONS:
        return False
    short, long = sorted((word, other), key=len)
    is_cut = short[-1] == long[-1] and _is_within(short, long)
    if len(short) >= 3 and short[0] == long[0] and (is_cut or long.startswith(short)):
        return True
    return len(short) >= LONG and difflib.SequenceMatcher(None, short, long).ratio() >= ALIKE


def _is_within(short: str, long: str) -> bool:
    """True when the letters of one stand in the other, in their order: "dept", "department"."""
    letters = iter(long)
    return all(letter in letters for letter in short)


def _is_initials_of(word: str, others: tuple[str, ...]) -> bool:
    """True for "pd" and "police", "department" in a row; "tpd" with the town in front."""
    starts = "".join(other[0] for other in others)
    return len(word) >= 2 and (word in starts or (len(starts) >= 2 and word.startswith(starts)))


def _is_spelled_by(word: str, words: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """True when initials of the other name take in this word, with those beside it."""
    return any(
        len(other) >= 2 and other in "".join(one[0] for one in words) and word[0] in other
        for other in others
    )


def _split(name: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    plain = re.sub(r"['’.]", "", plain)
    return tuple(word for word in re.findall(r"[^\W_]+", plain) if word not in SMALL_WORDS)
