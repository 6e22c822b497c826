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
    "These words are printed, and a number in them could tell a hidden count. Years, spans of "
    "days (from one day to another) and numbers of laws may stand. Write minors for an "
    "age and each for one, and leave other numbers out."
)
DO_DOCUMENT = (
    "In the name of a document days, years, quarters and pages may stand, where they equal no "
    "count that was entered. Leave other numbers out: they could tell a hidden count."
)
WITH_YEAR = r"(?:S?FY|FFY|CY)"
YEAR = re.compile(
    rf"(?<![\w.,/-])(?:{WITH_YEAR} ?)?((?:19|20)\d\d)(?:(?=[-–/](?:19|20)\d\d)|(?![\w%]))"
)
MONTHS = (
    r"(?:May|(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?)"
)
TH, IN_YEAR = r"(?:st|nd|rd|th)?", r"(?:,?\s+(?:19|20)\d\d)?"
DAY = (
    rf"(?:\b{MONTHS}\s+\d{{1,2}}{TH}(?!\d){IN_YEAR}|\b\d{{1,2}}{TH}\s+{MONTHS}\b{IN_YEAR}|"
    r"\b(?:19|20)\d\d-\d\d-\d\d\b|\b\d{1,2}/\d{1,2}/(?:(?:19|20)\d\d|\d\d)\b)"
)
SPANS = (
    rf"{DAY}\s*(?:to|through|thru|until|till|and|-|–)\s*{DAY}",
    rf"\b(?i:as of|since|through|until|before|after|beginning|starting|ending)\s+{DAY}",
)
# What tells a time or a law, and no count: "FY25", "2024-25", "Q3", "Penal Code 20A".
NO_COUNTS = (
    rf"\b{WITH_YEAR} ?['’]?\d\d(?:[-–/]\d\d)?\b",
    rf"\b(?:{WITH_YEAR} ?)?(?:19|20)\d\d[-–/]\d\d\b(?![-–/]?\d)",
    r"\bQ[1-4]\b",
    r"(?<!\w)(?:\d{1,2}\s+(?=[UC]\.?[SF]\.?))?"
    r"(?i:U\.?S\.?C\.?|C\.?F\.?R\.?|codes?|statutes?|sections?|sec\.|§+|chapter|article|title)"
    r"\s*(?i:part|section|sec\.|§+|chapter|ch\.)?\s*"
    r"\d+[A-Za-z]?(?:[.:-]\d+[A-Za-z]?)*(?:\([A-Za-z0-9]{1,3}\))*(?!\w)",
)
# In the name of a document: where in it.
IN_DOCUMENT = (
    DAY,
    r"\b(?i:pages?|pp?\.|table|figure|appendix|exhibit|attachment|sheet|tab|slide|version|volume|"
    r"vol\.|item|question|line|row|column)\s*\d{1,3}(?:\s*[-–]\s*\d{1,3})?\b",
)
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

    def find_number(
        self,
        text: str,
        years: Iterable[int],
        counts: Collection[float],
        *,
        is_document: bool = False,
    ) -> str:
        """How a text tells a number that could be a count, or nothing.

        Years of `years`, spans of days and numbers of laws tell none, and where `is_document`
        neither do days and pages. Whatever equals a count of the file (`counts`), or stands
        before a word for people, is a number all the same.
        """
        bare = self._harmless.sub(" ", unicodedata.normalize("NFKC", text))
        for pattern in self._told_no_count(is_document):
            bare = pattern.sub(lambda found: _keep_counts(found, counts), bare)
        passes = {str(year) for year in years if float(year) not in counts}

        def keep(found: re.Match[str]) -> str:
            return " " if found[1] in passes else found[0]

        # Twice: the second year of "2023-2024" stands behind what the first leaves.
        bare = YEAR.sub(keep, bare)
        bare = YEAR.sub(keep, bare.replace("-", " ").replace("–", " ").replace("/", " "))
        if any(unicodedata.numeric(letter, None) is not None for letter in bare):
            return "in digits"
        if self._any_number.search(bare):
            return "as a word, such as ones or twice"
        return "in Roman letters, such as VII" if ROMAN.search(bare) else ""

    def _told_no_count(self, is_document: bool) -> tuple[re.Pattern[str], ...]:
        return self._in_documents if is_document else self._in_words

    @cached_property
    def _in_words(self) -> tuple[re.Pattern[str], ...]:
        return tuple(self._not_of_people(pattern) for pattern in (*SPANS, *NO_COUNTS))

    @cached_property
    def _in_documents(self) -> tuple[re.Pattern[str], ...]:
        return tuple(self._not_of_people(p) for p in (*SPANS, *NO_COUNTS, *IN_DOCUMENT))

    def _not_of_people(self, pattern: str) -> re.Pattern[str]:
        return re.compile(rf"(?:{pattern})(?![\s-]+(?:[^\W\d]+[\s-]+)?(?i:{self._who})\b)")

    @cached_property
    def _who(self) -> str:
        return _one_of(self.words.people)

    @cached_property
    def _harmless(self) -> re.Pattern[str]:
        words = self.words
        names = _one_of((*words.ages_of_law, *words.names_with_numbers, *words.no_numbers))
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


def _keep_counts(found: re.Match[str], counts: Collection[float]) -> str:
    """What was found, where one of its numbers is a count of the file; else nothing."""
    told = any(float(number) in counts for number in re.findall(r"\d+", found[0]))
    return found[0] if told else " "


def _one_of(words: Iterable[str]) -> str:
    return "|".join(r"[\s-]+".join(map(re.escape, word.split())) for word in words)
