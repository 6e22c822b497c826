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
# "The worker trade" is a trade; `of_many` in the catalogue has the rest.
TRADES = "trade|sector|industry|industries|business|businesses|staff|jobs?|camps?"


class SinglePersonScan:
    """The lists of the catalogue as patterns."""

    def __init__(self, words: NameWords) -> None:
        self.words = words

    def is_named(self, text: str) -> bool:
        """True when a name stands in the text, in any letters, or "called" before a word."""
        return any(pattern.search(text) for pattern in _find_names(self.words))

    def is_in(self, text: str) -> bool:
        """True when the text speaks of one person, or of the marks or the vehicle of one."""
        return any(pattern.search(text) for pattern in _find_one(self.words))


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


def _one_of(words: Iterable[str]) -> str:
    return "(?:" + "|".join(r"[\s-]+".join(map(re.escape, word.split())) for word in words) + ")"
