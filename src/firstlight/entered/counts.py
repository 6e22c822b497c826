"""Does a typed text tell a small count or an age of people, or any number at all?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from firstlight.catalogue.entered import CountWords

SMALL = "a small count of people"
AGE = "somebody's age"
DO_SMALL = "Write some, several or most: 1 to 10 people are never told, in digits or in words."
DO_AGE = "Write minors or adults. A law's limit passes: under 18, 18 and older."
DO_NUMBER = (
    "These words are printed, and a number in them could tell a hidden count. Write years with "
    "four digits, minors for an age, each for one, and leave other numbers out."
)
YEAR = re.compile(r"(?<![\w.,/-])(?:FY ?)?((?:19|20)\d\d)(?:(?=[-–/](?:19|20)\d\d)|(?![\w%]))")
ROMAN = re.compile(r"\b(?=[IVXLC]{2})(?:X[CL]|L?X{0,3})(?:IX|IV|V?I{0,3})\b")


@dataclass(frozen=True)
class CountScan:
    """The lists, as expressions."""

    words: CountWords

    def find(self, text: str) -> tuple[str, ...]:
        """`AGE`, `SMALL`, or both, where a text tells them."""
        bare = self._harmless.sub(" ", unicodedata.normalize("NFKC", text))
        kinds = ((AGE, self._ages), (SMALL, self._counts))
        return tuple(
            what for what, patterns in kinds if any(pattern.search(bare) for pattern in patterns)
        )

    def has_number(self, text: str, years: Iterable[int], counts: Collection[float]) -> bool:
        """True for a number, in digits or words, that is no year of `years`.

        A year that equals a count of the file (`counts`) is a number too.
        """
        bare = self._harmless.sub(" ", unicodedata.normalize("NFKC", text))
        passes = {str(year) for year in years if float(year) not in counts}

        def keep(found: re.Match[str]) -> str:
            return " " if found[1] in passes else found[0]

        # Twice: the second year of "2023-2024" stands behind what the first leaves.
        bare = YEAR.sub(keep, bare)
        bare = YEAR.sub(keep, bare.replace("-", " ").replace("–", " ").replace("/", " "))
        return bool(
            any(unicodedata.numeric(letter, None) is not None for letter in bare)
            or self._any_number.search(bare)
            or ROMAN.search(bare)
        )

    @cached_property
    def _harmless(self) -> re.Pattern[str]:
        names = _one_of((*self.words.ages_of_law, *self.words.names_with_numbers))
        return re.compile(rf"(?<!\w)(?:{names})(?!\w)(?![.,]?\d)", re.I)

    @cached_property
    def _any_number(self) -> re.Pattern[str]:
        words = _one_of((*self.words.small, *self.words.larger))
        return re.compile(rf"\b(?:{words})\b", re.I)

    @cached_property
    def _counts(self) -> tuple[re.Pattern[str], ...]:
        small = rf"(?:{_one_of(self.words.small)}|0?[1-9]|10)"
        several = rf"(?:{_one_of(w for w in self.words.small if w != 'one')}|0?[2-9]|10)"
        people, helpers = _one_of(self.words.people), _one_of(self.words.helpers)
        stops = _one_of(self.words.gap_stops)
        gap = rf"(?:[\s-]+(?!(?:{stops})\b)(?!(?:{helpers})\b)[^\W\d]+){{0,3}}?"
        ahead = r"(?<![\w$.,])(?<!no )(?<!No )"
        found = (
            rf"{ahead}{small}{gap}[\s-]+(?:{people})\b(?!\s+(?:{people})\b)",
            rf"{ahead}{several}\s+of\s+(?:them|us|the|these|those|her|his|their|our)\b",
            rf"{ahead}{several}\s+(?:were|was|are|have been|had been)\b",
            rf"\b(?:{people})\s*[,:(=–—-]+\s*(?:about\s+)?{small}(?=\s*(?:[).,;:!?]|$|of\b))",
            rf"\b(?:{people})\s+(?:number(?:ed|s)?|totaled)\s+{small}\b",
            r"\b(?:twins|triplets)\b",
        )
        return tuple(re.compile(pattern, re.I) for pattern in found)

    @cached_property
    def _ages(self) -> tuple[re.Pattern[str], ...]:
        words = (*self.words.small, *self.words.larger)
        number = rf"(?:\d{{1,2}}|{_one_of(words)})"
        lone = rf"(?:\d{{1,2}}|{_one_of(w for w in words if w.endswith(('een', 'elve', 'even')))})"
        ends = r"(?=\s*(?:[.,;:!?)]|$|and\b|or\b|when\b|who\b|then\b|at the time\b))"
        found = (
            rf"\b{number}[\s-]*(?:years?|yrs?)[\s-]*(?:olds?|of age)\b",
            rf"\b{number}[\s-]*y[./]?o\b|\b{number}\s*years?[\s-]+young\b",
            rf"\b(?:age|aged|ages|age of|turned|turning)[\s:,-]+(?:about\s+|only\s+)?{number}\b",
            rf"\b(?:was|were|is|are|am|be)\s+(?:only|just|barely|about|all|both)?\s*{lone}{ends}",
            rf"[^\W\d_]+(?:,\s*{lone}(?=\s*[,;)])|\s*\({lone}\))",
            rf"\b[A-Z][^\W\d_]+,\s*{lone}(?=\s*(?:[.!?]|$))",
        )
        return tuple(re.compile(pattern, 0 if "[A-Z]" in pattern else re.I) for pattern in found)


def _one_of(words: Iterable[str]) -> str:
    return "|".join(r"[\s-]+".join(map(re.escape, word.split())) for word in words)
