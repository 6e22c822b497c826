"""Graded statements and checklists: the scale, the kinds of subject, the rules that give a grade.

A statement is what somebody says of a kind of thing in a place, with a grade; it is no count.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

WEIGHTS = ("strong", "moderate", "weak", "none")
SCOPES = (
    *("person", "housing", "establishment", "locale"),
    *("criminal_group", "population", "not_a_sign"),
)
RELIABILITY, CREDIBILITY = ("A", "B", "C", "D", "E", "F"), ("1", "2", "3", "4", "5", "6")
AUDIENCES = ("shared", "law_enforcement_only")
NOT_A_SIGN = "not_a_sign"


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign of the checklists, in our words; with `not_a_sign` it is taken for one wrongly.

    `weight` is that of the sign beside others, never of a person or a place. `seen_by` may
    look for it lawfully, `innocent` explains it without trafficking, `read_with` is what it
    must be seen with, and `response` is what to do. `domain` is what it is about: two signs of
    one domain are one for a grade. `checked_by` is None while nobody has compared it with
    what the source names.
    """

    id: str
    order: int
    scope: str
    domain: str
    sign: str
    forms: tuple[str, ...]
    seen_by: tuple[str, ...]
    weight: str
    innocent: str
    read_with: str
    response: str
    source: str
    checked_by: str | None

    def __post_init__(self) -> None:
        if self.scope not in SCOPES or self.weight not in WEIGHTS:
            raise ValueError(f"{self.id} has an unknown scope or weight")
        if (self.scope == NOT_A_SIGN) != (self.weight == "none"):
            raise ValueError(f"{self.id} is no sign and has a weight, or is one and has none")


@dataclass(frozen=True, slots=True)
class SubjectKind:
    """One kind of thing that a statement is about.

    `subjects` are the closed list of them, and empty for groups of people, who are those of
    `catalogue/populations`. `audiences` may read it. `chapter` is the parameter it stands
    under, `answers` a source bullet of it or empty. `scopes` are those of its signs;
    `has_checklist` is true where a checklist may be filled in; `counted` is true where so many
    such businesses must be there that none of them is meant.
    """

    label: str
    about: str
    chapter: int
    audiences: tuple[str, ...]
    scopes: tuple[str, ...]
    warnings: tuple[str, ...]
    subjects: Mapping[str, str] = field(default_factory=dict)
    answers: str = ""
    has_checklist: bool = False
    counted: bool = False

    def __post_init__(self) -> None:
        if not set(self.audiences) <= set(AUDIENCES) or not self.audiences:
            raise ValueError("a kind of subject names an unknown audience, or none")
        if not set(self.scopes) <= set(SCOPES) - {NOT_A_SIGN}:
            raise ValueError("a kind of subject names an unknown scope")


@dataclass(frozen=True, slots=True)
class StatementRule:
    """A rule that grades a statement: the first one that holds gives the grade.

    It holds where the reliability and the credibility are among those listed and at least so
    many separate sources stand behind it. `says` is the rule in words.
    """

    id: str
    reliability: tuple[str, ...]
    credibility: tuple[str, ...]
    sources_at_least: int
    gives: str
    says: str


@dataclass(frozen=True, slots=True)
class ChecklistRule:
    """A rule that grades a filled-in checklist: the first one that holds gives the grade.

    At least so many strong signs were found, so many domains have a strong or moderate sign,
    so many have a sign of any weight, and so many offices looked.
    """

    id: str
    strong_at_least: int
    domains_at_least: int
    any_at_least: int
    offices_at_least: int
    gives: str
    says: str


@dataclass(frozen=True, slots=True)
class StatementWords:
    """Everything fixed about statements and checklists.

    `reliability` and `credibility` are the words for the letters and numbers of the scale.
    `businesses_at_least` and `longest` are our own limits, with where they come from.
    """

    title: str
    question: str
    about: str
    not_a_count: str
    never_a_reason: str
    not_whole: str
    for_police: str
    not_intelligence: str
    cannot_tell: tuple[str, ...]
    ask_next: str
    scale_source: str
    scale_note: str
    reliability: Mapping[str, str]
    credibility: Mapping[str, str]
    audiences: Mapping[str, str]
    kinds: Mapping[str, SubjectKind]
    statement_rules: tuple[StatementRule, ...]
    checklist_rules: tuple[ChecklistRule, ...]
    rules_source: str
    businesses_at_least: int
    businesses_source: str
    longest: int
    longest_source: str
    checked_by: str | None

    def __post_init__(self) -> None:
        if tuple(self.reliability) != RELIABILITY or tuple(self.credibility) != CREDIBILITY:
            raise ValueError("the scale has its six letters and its six numbers, in their order")
        if tuple(self.audiences) != AUDIENCES:
            raise ValueError("there are two audiences, the shared one first")
        for rules in (self.statement_rules, self.checklist_rules):
            if any(rule.gives == "documented" for rule in rules):
                raise ValueError("no statement and no checklist documents anything")
            if not rules or rules[-1].gives != "unknown":
                raise ValueError("the last rule holds for the rest and gives unknown")


@dataclass(frozen=True, slots=True)
class ReferStep:
    """Whom to call or ask about a person, and when."""

    when: str
    do: str


@dataclass(frozen=True, slots=True)
class Refer:
    """The screen for a concern about a person. It takes nothing in and keeps nothing."""

    title: str
    about: str
    steps: tuple[ReferStep, ...]
    never: tuple[str, ...]
    nothing_kept: str
    source: str
    checked_by: str | None


@dataclass(frozen=True, slots=True)
class InventedStatements:
    """Statements and one filled-in checklist that are invented for a demonstration, and say so.

    `counties` are those of the area. `lines` are a file of statements and `checklist` one
    filled-in checklist, both written by hand and drawn from nothing.
    """

    id: str
    area: str
    counties: tuple[str, ...]
    banner: str
    method: str
    lines: tuple[str, ...]
    checklist: tuple[str, ...]
