"""The rules of the guard, read from `catalogue/claims/`: one rule, one file."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from firstlight.base.errors import CatalogueFaults, Fault
from firstlight.catalogue import catalogue_folder, read_entry
from firstlight.claims.phrases import Phrase, make_phrase


class Severity(StrEnum):
    """What a hit asks for, worst first.

    `block`: the sentence may not be published. `warn`: a person must look at it.
    `soft`: better words exist.
    """

    BLOCK = "block"
    WARN = "warn"
    SOFT = "soft"


class Spared(StrEnum):
    """When a match of a phrase is not a claim of the report (see `scope` and `frames`).

    `denied`       an outer clause denies or doubts it: "does not mean that ..."
    `negated`      a plain negation of its own clause: "is not a hub"
    `supposed`     it stands under whether, if, may mean
    `myth`         the sentence calls it a myth or goes on to reject it
    `respondents`  it is what respondents say or believe
    `mentioned`    it is a quoted word, title or speech
    `asked`        the sentence is a question
    """

    DENIED = "denied"
    NEGATED = "negated"
    SUPPOSED = "supposed"
    MYTH = "myth"
    RESPONDENTS = "respondents"
    MENTIONED = "mentioned"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class NearWords:
    """Words to look for around a match: within so many words of it, or in the sentence."""

    words: tuple[str, ...]
    within: str = "sentence"

    def __post_init__(self) -> None:
        if self.within != "sentence" and not self.within.isdecimal():
            raise ValueError(f"within is 'sentence' or a number of words, not {self.within!r}")


@dataclass(frozen=True, slots=True)
class RuleText:
    """A rule as its file states it.

    `idea` is C01 to C22 for the ideas the guard began with, N01 and on for later ones.
    `first_look` lists letters of which at least one must stand in the plain sentence
    before any phrase is tried; it only saves time. `words` are lists that phrases name
    as `<name>`. `phrases`: any one is enough. `near`: each must be there. `unless_near`:
    none may be there. `checked`: `y` where the reference was read, `n` where it is not
    yet verified.
    """

    id: str
    idea: str
    kind: str
    severity: Severity
    why: str
    say_instead: str
    reference: str
    checked: str
    first_look: tuple[str, ...]
    phrases: tuple[str, ...]
    must_catch: tuple[str, ...]
    must_pass: tuple[str, ...]
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    near: tuple[NearWords, ...] = ()
    unless_near: tuple[NearWords, ...] = ()
    spared_when: tuple[Spared, ...] = ()

    def __post_init__(self) -> None:
        if self.checked not in ("y", "n"):
            raise ValueError(f"checked is y or n, not {self.checked!r}")
        if not self.phrases or not self.first_look:
            raise ValueError("a rule needs phrases and a first look")

    @property
    def is_verified(self) -> bool:
        """Was the reference read, or does it stand from general knowledge?"""
        return self.checked == "y"


@dataclass(frozen=True, slots=True)
class Near:
    """`NearWords`, compiled. `reach` counts words; None is the whole sentence."""

    words: Phrase
    reach: int | None


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, compiled once."""

    text: RuleText
    phrases: tuple[Phrase, ...]
    near: tuple[Near, ...]
    unless_near: tuple[Near, ...]

    @property
    def id(self) -> str:
        return self.text.id


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules, in the order of their names."""

    rules: tuple[Rule, ...]

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules)

    def __len__(self) -> int:
        return len(self.rules)


def _compile(text: RuleText, file: Path) -> tuple[Rule | None, list[Fault]]:
    faults: list[Fault] = []
    lines = file.read_text(encoding="utf-8").splitlines()

    def make(phrase: str) -> Phrase | None:
        try:
            return make_phrase(phrase, text.words)
        except ValueError as error:
            begins = phrase.replace("'", "''")[:24]
            rows = [row for row, line in enumerate(lines, 1) if begins in line]
            where = f"{file.parent.name}/{file.name}"
            faults.append(
                Fault(f"{error}.", "Mend the phrase.", file=where, row=rows[0] if rows else None)
            )
            return None

    def make_near(near: NearWords) -> Near | None:
        words = make("|".join(near.words))
        if words is None:
            return None
        return Near(words, None if near.within == "sentence" else int(near.within))

    phrases = [make(phrase) for phrase in text.phrases]
    near = [make_near(words) for words in text.near]
    unless_near = [make_near(words) for words in text.unless_near]
    if faults:
        return None, faults
    return (
        Rule(
            text,
            tuple(phrase for phrase in phrases if phrase),
            tuple(words for words in near if words),
            tuple(words for words in unless_near if words),
        ),
        [],
    )


@functools.lru_cache(maxsize=4)
def read_rules(folder: Path | None = None) -> Rules:
    """Read and compile every rule of a folder; the shipped ones unless another is given.

    Raises
    ------
    CatalogueFaults
        With every fault of every file: unknown and missing keys, values that are no
        severity, phrases that cannot be compiled. Each names file and line.
    """
    place = folder or catalogue_folder() / "claims"
    rules: list[Rule] = []
    faults: list[Fault] = []
    for file in sorted(place.glob("*.yaml")):
        try:
            text = read_entry(file, RuleText)
        except CatalogueFaults as error:
            faults += error.faults
            continue
        rule, wrong = _compile(text, file)
        faults += wrong
        if rule:
            rules.append(rule)
    if not rules and not faults:
        faults.append(Fault("There is no rule here.", "Name a folder of rules.", file=place.name))
    if faults:
        raise CatalogueFaults(faults)
    return Rules(tuple(rules))
