"""Does a statement speak of one person, by a name in any letters, a role, a mark or a vehicle?

A statement is of how a thing is done, by many. So it fails closed: one person is refused even
where the sentence would be true of many, and the plural says the same.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from firstlight.catalogue.entered import NameWords

DO_MANY = (
    "Speak of people in the plural, or of the pattern: how it is done, and by which kind of "
    "people. Leave the marks and the vehicle of one person out."
)
# What stands before one of a kind. "Each", "any" and "no" speak of all, and pass.
ONE = r"(?:an?|the|this|that|one|another|some|certain)"
# In the order of the patterns of `_find_one`.
SORTS = (
    "“a”, “the” or “one” before a word for one person",
    "a word such as he, she or somebody",
    "what marks one body",
    "a vehicle with its color",
    "a make of vehicle",
)
# "The worker trade" is a trade; `of_many` in the catalogue has the rest.
TRADES = "trade|sector|industry|industries|business|businesses|staff|jobs?|camps?"


class SinglePersonScan:
    """The lists of the catalogue as patterns."""

    def __init__(self, words: NameWords) -> None:
        self.words = words

    def is_named(self, text: str) -> bool:
        """True when a name stands in the text, in any letters, or "called" before a word."""
        return any(pattern.search(text) for pattern in _find_names(self.words))

    def find(self, text: str) -> str:
        """Which sort of word speaks of one person, or of the marks or vehicle of one."""
        for sort, pattern in zip(SORTS, _find_one(self.words), strict=True):
            if pattern.search(text):
                return sort
        return ""

    def find_in_total(self, text: str) -> str:
        """The same in the words of a total, which may speak of anybody as a law does.

        "A child who left home" and "where the victim is a minor" pass, a title too: "letter of
        the chief". "A pregnant girl" and "the chief's daughter" are one person.
        """
        return self.find(_find_anybody(self.words).sub(" ", text))


@functools.lru_cache(maxsize=4)
def _find_names(words: NameWords) -> tuple[re.Pattern[str], ...]:
    plain = _one_of(words.words_too)
    return (
        re.compile(rf"\b{_one_of(words.given)}\b", re.I),
        re.compile(rf"(?<!-)\b{plain}(?:['’]s\b|\s+(?:\w+ly\s+)?{_one_of(words.acts)}\b)", re.I),
        re.compile(
            r"(?<!so-)(?<!so )\b(?:called|named|nicknamed|goes by|going by|aka|alias|"
            rf"by the name of|name is)\s+(?!{_one_of(words.not_called)}\b)\w",
            re.I,
        ),
    )


@functools.lru_cache(maxsize=4)
def _find_one(words: NameWords) -> tuple[re.Pattern[str], ...]:
    between = r"(?:(?!same\b)[\w’'-]+\s+){0,3}?"
    # "the sheriff's office" is an office, and "a worker center" no worker
    kind = rf"(?!(?:['’]s)?[\s-]+(?:{_one_of(words.of_many)}|{TRADES})\b)(?!-)"
    vehicle = _one_of(words.vehicles)
    return (
        re.compile(rf"\b{ONE}\s+{between}{_one_of(words.persons)}\b{kind}", re.I),
        re.compile(r"\b(?:he|she|him|his|her|hers|himself|herself|someone|somebody)\b", re.I),
        re.compile(rf"\b(?:{ONE})\s+{between}{_one_of(words.marks)}\b", re.I),
        re.compile(
            rf"\b(?:{ONE})\s+{between}{_one_of(words.colors)}\s+(?:[\w-]+\s+){{0,2}}?{vehicle}\b",
            re.I,
        ),
        re.compile(rf"\b{_one_of(words.makes)}\b", re.I),
    )


@functools.lru_cache(maxsize=4)
def _find_anybody(words: NameWords) -> re.Pattern[str]:
    person = rf"(?:{_one_of(words.law_adjectives)}\s+)?{_one_of(words.law_persons)}\b(?!['’-])"
    title = rf"(?:[\w'’-]+\s+){{0,2}}?{_one_of(words.roles)}\b(?!['’-])"
    ends = rf"(?=\s+{_one_of(words.law_verbs)}\b|\s*[,.;:)]|\s*$)"
    return re.compile(
        rf"\b(?:an?|another)\s+{person}|\b(?:the|that|this|one)\s+{person}{ends}"
        rf"|\b(?:an?|the)\s+{title}(?=\s+(?:of|for|at|to)\b|\s*[,.;:)]|\s*$)"
        r"|\b(?:someone|somebody)\b",
        re.IGNORECASE,
    )


def _one_of(words: Iterable[str]) -> str:
    return "(?:" + "|".join(r"[\s-]+".join(map(re.escape, word.split())) for word in words) + ")"
