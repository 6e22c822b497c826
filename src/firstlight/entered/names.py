"""Could capitals in a typed text be a person's name, or a small place that points at people?

It fails closed: two capitals in a row that no list of the catalogue explains are refused. One
name alone is found only when it is in the list, stands after a word such as "uncle", or before
an age. So a person still reads each text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

from firstlight.catalogue.entered import NameWords
from firstlight.entered.small_letters import (
    has_initials,
    has_letters_of_a_person,
    has_rank,
    points_at_a_place,
)

DO_HOLDER = (
    "Write an organization or an office here, never a person. Where these words are the name of "
    "an organization, as it may be printed, write organization in holder_is."
)
A_NAME, A_SITE, A_PLATE = "a person's name", "a place that points at people", "a license plate"
DO = {
    A_NAME: "Leave names of people, streets and small places out, and use capital letters only "
    "where a name needs them. An office passes when its name ends with what it is: Department, "
    "Office, District, PD, SO. In any other text but the one that says whose figure it is, write "
    "what an organization is instead of its name: a shelter, a program for families.",
    A_SITE: "Say what kind of place it is, and not which one or what it is near.",
    A_PLATE: "Leave the plate out.",
}
WORD = re.compile(r"[^\W_]+(?:[.'’][^\W_]+)*")
JOIN = re.compile(r"[\s/_*‐‑-]*")
INITIAL = re.compile(r"\.\s*")
OPENS = (".", "!", "?", ":", ";", "(", '"', "“", "…")


@dataclass(frozen=True)
class NameScan:
    """The lists as sets, with `places` of the assessment: its counties and the states."""

    words: NameWords
    places: frozenset[str]

    def find(self, text: str, *, runs: bool = True, organization: bool = False) -> str:
        """What a text seems to hold (a key of `DO`), or nothing.

        `runs` is false for the words on an author's work, where titles are in capitals.
        `organization` is true where whoever typed it says that it is the name of one: then
        capitals need no explanation, and still no name of the lists, no rank, no place where
        people live and nothing of the form "Grace Miller" passes.
        """
        # a file's name glues words together: clients_maria_lopez
        text = text.replace("_", " ")
        if self._plate.search(text) or self._mixed.search(text):
            return A_PLATE
        bare = self._known_places.sub(" ", text)
        if self._names.search(bare) or has_initials(text, self.words):
            return A_NAME
        if has_rank(text, self.words):
            return A_NAME
        if not all(self._passes(word) for word in has_letters_of_a_person(text, self.words)):
            return A_NAME
        for pattern in (self._kin, self._rank, self._title):
            if not all(self._passes(m["who"]) for m in pattern.finditer(text)):
                return A_NAME
        if self._hidden_place.search(text) or points_at_a_place(bare, self.words):
            return A_SITE
        if any(not self._is_explained([m["where"]]) for m in self._near.finditer(text)):
            return A_SITE
        for run, opens in _runs(text, self._particles):
            found = self._judge_run(run, opens=opens)
            if found == A_NAME and organization and not self._begins_as_a_person(run):
                continue
            if found == A_SITE or (found and runs):
                return found
        return ""

    def has_lone_capital(self, text: str) -> bool:
        """True when a capital stands within a sentence and no list explains it.

        For texts that need no names at all. A first word is let through: grammar asks for its
        capital; `find` still looks it up in the list of names.
        """
        for run, opens in _runs(text, self._particles):
            if self._is_explained(run) or self._is_office(run):
                continue
            rest = run[1:] if opens else run
            if rest and not self._is_explained(rest) and not self._is_office(rest):
                return True
        return False

    def leave_offices_out(self, text: str) -> str:
        """The text without counties, and without capitals that lists explain as an office."""
        bare = self._known_places.sub(" ", text.replace("_", " "))
        for run, _ in _runs(bare, self._particles):
            if self._is_office(run) or self._is_explained(run):
                words = r"\W+".join(map(re.escape, run))
                bare = re.sub(rf"\b{words}(?!\w)", " ", bare)
        return bare

    def _is_office(self, run: list[str]) -> bool:
        low = " ".join(map(_plain, run))
        return len(run) > 1 and (self._head.search(low) is not None or self._is_agency(run))

    def _judge_run(self, run: list[str], *, opens: bool) -> str:
        while run and (run[0] == "The" or (opens and run[0].casefold() in self._starts)):
            run, opens = run[1:], False
        if len(run) < 2:
            return ""
        low = " ".join(map(_plain, run))
        if self._named_site.search(low):
            return A_SITE
        if (self._head.search(low) or self._is_agency(run)) and len(run) <= 8:
            return ""
        return "" if self._is_explained(run) else A_NAME

    def _begins_as_a_person(self, run: list[str]) -> bool:
        """True for two or three capitals behind a given name, and for initials: "J. Ortiz"."""
        first = _plain(run[0])
        return len(run) <= 3 and (len(first) == 1 or first in self._given)

    def _is_agency(self, run: list[str]) -> bool:
        """True for "Phoenix PD". Capitals tell it from a family name, as in "Kim So"; where the
        whole run is in capitals they tell nothing, and a list must explain the rest."""
        short = re.sub(r"['’]s$", "", run[-1]).replace(".", "")
        if short not in self.words.agencies and not re.fullmatch(r"[A-Z]{1,4}(?:PD|SO)", short):
            return False
        before = run[:-1]
        if self._is_explained(before):
            return True
        # "Allen Park PD" is a town's, and "John Smith PD" could be a person of it
        town = before[-1] in self.words.town_ends or len(before) != 2
        if not town and _plain(before[0]) in self._given:
            return False
        return not all(word.isupper() for word in before)

    def _passes(self, word: str) -> bool:
        return self._is_explained([word]) or self._is_agency([word])

    def is_area_name(self, text: str) -> bool:
        """True when the last word says that the text names a part of the country."""
        words = WORD.findall(text)
        return bool(words) and words[-1] in self.words.area_heads

    def colors_area(self, text: str) -> bool:
        """True when a name for an area says already what the report is to find out."""
        begins = _one_of(self.words.not_in_areas)
        return re.search(rf"\b(?:{begins})", text, re.I) is not None

    def _is_explained(self, run: list[str], *, place: bool = False, month: bool = False) -> bool:
        """True when words of the lists make the run up, with one place at most and no month."""
        if not run:
            return True
        for end in range(len(run), 0, -1):
            phrase, rest = " ".join(map(_plain, run[:end])), run[end:]
            if phrase in self._free and self._is_explained(rest, place=place, month=month):
                return True
            if phrase in self._months and not place and self._is_explained(rest, month=True):
                return True
            if phrase in self._all_places and not place and not month:
                after = [word for word in rest if _plain(word) not in self._states]
                if self._is_explained(after, place=True):
                    return True
        return False

    @cached_property
    def _states(self) -> frozenset[str]:
        return frozenset(map(_plain, self.places))

    @cached_property
    def _all_places(self) -> frozenset[str]:
        return self._states | frozenset(map(_plain, self.words.places))

    @cached_property
    def _months(self) -> frozenset[str]:
        return frozenset(map(_plain, self.words.months))

    @cached_property
    def _free(self) -> frozenset[str]:
        words = self.words
        return frozenset(map(_plain, (*words.known, *words.languages, *words.directions)))

    @cached_property
    def _given(self) -> frozenset[str]:
        words = self.words
        return frozenset(map(_plain, (*words.given, *words.words_too, *words.names)))

    @cached_property
    def _starts(self) -> frozenset[str]:
        return frozenset(word.casefold() for word in self.words.starts)

    @cached_property
    def _particles(self) -> frozenset[str]:
        return frozenset(self.words.particles)

    @cached_property
    def _known_places(self) -> re.Pattern[str]:
        many = [name for name in (*self.places, *self.words.places) if " " in name]
        return re.compile(rf"\b(?:{_one_of(many)}|[A-Z][\w'’]+ (?:County|Parish))\b")

    @cached_property
    def _names(self) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{_one_of(self.words.names)})\b", re.I)

    @cached_property
    def _kin(self) -> re.Pattern[str]:
        kin = _one_of(self.words.kin)
        return re.compile(rf"\b(?i:{kin})s?,?\s+(?:(?:is|was)\s+)?(?P<who>[A-Z][\w'’]+)")

    @cached_property
    def _rank(self) -> re.Pattern[str]:
        return re.compile(rf"\b(?i:{_one_of(self.words.ranks)})\.?\s+(?P<who>[A-Z][\w'’]+)")

    @cached_property
    def _title(self) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{_one_of(self.words.titles)})\s+(?P<who>[A-Z][\w'’]+)")

    @cached_property
    def _near(self) -> re.Pattern[str]:
        sites, near = _one_of(self.words.sites), _one_of(self.words.near)
        return re.compile(
            rf"\b(?i:{sites})s?\s+(?:\w+\s+)?(?i:{near})\s+(?:the\s+)?(?P<where>[A-Z][\w'’]+)"
        )

    @cached_property
    def _hidden_place(self) -> re.Pattern[str]:
        near = _one_of(self.words.near)
        return re.compile(
            rf"\b(?:shelter|safe ?house|(?:group|foster) home)s?\s+(?:{near})\b"
            # "in a shelter on a given night", "at the end of the year"
            r"(?!\s+(?:(?:an?|any|each|one|the)\s+)?(?:(?:given|single|average|same|last)\s+)?"
            r"(?:night|day|week|month|year|time|end|midnight)(?:['’]s)?\b)",
            re.I,
        )

    @cached_property
    def _named_site(self) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{_one_of(self.words.sites)})s?$", re.I)

    @cached_property
    def _head(self) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{_one_of(map(_plain, self.words.heads))})$")

    @cached_property
    def _plate(self) -> re.Pattern[str]:
        not_plate = _one_of(self.words.road_letters)
        return re.compile(
            rf"\b(?!(?:{not_plate})(?![A-Z]))[A-Z]{{2,3}}[ -]?\d{{3,4}}\b"
            r"|\b\d{3,4}[ -]?[A-Z]{3}\b"
            r"|\b(?i:license plates?|plates?|tag number)\s.{0,20}?(?:\d|[A-Z]{2})"
        )

    @cached_property
    def _mixed(self) -> re.Pattern[str]:
        known = "COVID|" + _one_of(self.words.road_letters)
        return re.compile(
            rf"\b(?!(?:{known})\d+\b)(?=[A-Z]*\d)(?=\d*[A-Z])(?=\w*\d\w*\d)[A-Z0-9]{{5,8}}\b"
        )


def _runs(text: str, particles: Collection[str]) -> Iterator[tuple[list[str], bool]]:
    """Runs of words that begin with a capital, and whether a sentence opens with each."""
    run: list[str] = []
    joining: list[str] = []
    opens, last = True, 0
    for found in WORD.finditer(text):
        word, gap = found.group(), text[last : found.start()]
        last = found.end()
        joined = JOIN.fullmatch(gap) or (
            run and len(_plain(run[-1])) <= 2 and INITIAL.fullmatch(gap)
        )
        if run and not joined:
            yield run, opens
            run, joining = [], []
        if word[0].isupper() and word != "I":
            if not run:
                opens = not text[: found.start()].strip() or gap.strip().endswith(OPENS)
            run, joining = [*run, word], []
        elif run and word in particles and len(joining) < 2:
            joining.append(word)
        elif run:
            yield run, opens
            run, joining = [], []
    if run:
        yield run, opens


def _plain(word: str) -> str:
    return re.sub(r"['’]s$", "", word.casefold())


def _one_of(words: Collection[str] | Iterator[str] | map[str]) -> str:
    return "|".join(r"[\s-]+".join(map(re.escape, word.split())) for word in words)
