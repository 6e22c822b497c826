"""Names that no capital tells: initials with points, places and businesses in small letters.

Each is told by its grammar, so that no list of names is needed, and none of them is complete.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from firstlight.catalogue.entered import NameWords

INITIALS = re.compile(r"(?<![\w.])(?:[^\W\d_]\.\s?){2,4}(?![\w])|(?<![\w.])(?:[^\W\d_]\.){2,4}")
DETERMINED = r"(?:the|this|that|one|an?|another)"


def has_initials(text: str, words: NameWords) -> bool:
    """True for "j.s." and "K. R.", and no law, time or office that is written so."""
    known = {name.replace(".", "").casefold() for name in words.not_initials}
    return any(
        re.sub(r"[.\s]", "", found.group()).casefold() not in known
        for found in INITIALS.finditer(text)
    )


def has_letters_of_a_person(text: str, words: NameWords) -> list[str]:
    """Two or three capitals behind one person or many: "client JS", for the caller to judge."""
    return [found["who"] for found in _find_letters(words).finditer(text)]


def has_rank(text: str, words: NameWords) -> bool:
    """True for "sgt. smith": a rank with its point, and no role or office behind it."""
    return _find_ranks(words).search(text) is not None


def points_at_a_place(text: str, words: NameWords) -> bool:
    """True for "the motel on miracle mile" and "on east speedway boulevard", in any letters."""
    return any(pattern.search(text) for pattern in _find_places(words))


def names_a_business(text: str, words: NameWords) -> bool:
    """True for "girls are sold at golden lotus spa": words before a kind, and no "a" or "any"."""
    return _find_business(words).search(text) is not None


@functools.lru_cache(maxsize=4)
def _find_letters(words: NameWords) -> re.Pattern[str]:
    who = _one_of([*words.persons, *words.kin])
    return re.compile(rf"\b(?i:{who})s?,?\s+(?P<who>[A-Z]{{2,3}})\b(?!\s+[A-Z])")


@functools.lru_cache(maxsize=4)
def _find_ranks(words: NameWords) -> re.Pattern[str]:
    passes = _one_of([*words.roles, *words.heads, *words.name_ends])
    return re.compile(
        rf"\b{_one_of(words.ranks)}\.\s+(?!(?:[\w-]+\s+)?{passes}\b)[^\W\d_]", re.IGNORECASE
    )


@functools.lru_cache(maxsize=4)
def _find_places(words: NameWords) -> tuple[re.Pattern[str], ...]:
    sites, not_near = _one_of([*words.sites, *words.businesses]), _one_of(words.not_near)
    # "by" and "at" say who and when as well
    near = _one_of(word for word in words.near if word not in ("by", "at"))
    there, ends = _one_of(words.near), _one_of(words.name_ends)
    streets, not_named = _one_of(words.streets), _one_of(words.not_named)
    return (
        re.compile(
            rf"\b{DETERMINED}\s+(?:[\w'’-]+\s+){{0,2}}?{sites}\s+{near}\s+"
            rf"(?!{not_near}\b)(?!\w*s\b)\w",
            re.IGNORECASE,
        ),
        re.compile(
            rf"\b{there}\s+(?!{not_near}\b)(?:(?!(?:{not_named}|{ends})\b)[\w'’-]+\s+){{1,3}}?{streets}\b"
            rf"(?=\s*(?:[.,;:!?)]|$)|\s+{ends}\b)",
            re.IGNORECASE,
        ),
    )


@functools.lru_cache(maxsize=4)
def _find_business(words: NameWords) -> re.Pattern[str]:
    kinds = _one_of([*words.sites, *words.businesses])
    ends, not_named = _one_of(words.name_ends), _one_of(words.not_named)
    return re.compile(
        rf"\b(?:at|in|behind|near|from|of|by|outside|beside|inside|into)\s+"
        rf"(?:(?!(?:{not_named}|{ends})\b)[\w'’-]+\s+){{1,3}}?{kinds}\b"
        rf"(?=\s*(?:[.,;:!?)]|$)|\s+{ends}\b)",
        re.IGNORECASE,
    )


def _one_of(words: Iterable[str]) -> str:
    return "(?:" + "|".join(r"[\s-]+".join(map(re.escape, word.split())) for word in words) + ")"
