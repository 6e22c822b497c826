"""The words of the process, and what can be done without waiting for a report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from firstlight.catalogue.entries.incidents import GRADES, KINDS, RELATIONS, STAGES

NOT_VERIFIED = "not verified"
PROACTIVE_GRADES = ("strong", "moderate", "weak", NOT_VERIFIED)


@dataclass(frozen=True, slots=True)
class StageWords:
    """One stage of the process: its name, and what happens in it."""

    label: str
    about: str


@dataclass(frozen=True, slots=True)
class ProcessWords:
    """Fixed words about the process. Every stage, relation, grade and kind has its own.

    `checked_by` is None while nobody has compared the entries with their sources.
    """

    title: str
    question: str
    about: str
    not_multiplied: str
    stages: Mapping[str, StageWords]
    relations: Mapping[str, str]
    grades: Mapping[str, str]
    kinds: Mapping[str, str]
    never_a_reason: str
    proactive_about: str
    lists_about: str
    warnings: tuple[str, ...]
    source: str
    checked_by: str | None

    def __post_init__(self) -> None:
        if tuple(self.stages) != STAGES:
            raise ValueError("the process has its six stages, in their order")
        if set(self.relations) != {*RELATIONS, "outcome"}:
            raise ValueError("every relation has words, and no other")
        if set(self.grades) != set(GRADES) or set(self.kinds) != set(KINDS) - {"process"}:
            raise ValueError("every grade and every kind apart has words, and no other")


@dataclass(frozen=True, slots=True)
class ProactiveMeasure:
    """Something that can be done in a sector before anybody reports: never a raid by numbers.

    `evidence` grades what is known of whether it helps; with `not verified` nobody has looked
    the source up, and `source` says where the idea stands. `measures` are indicators that say
    how large the sector is here, each with words for what was counted. `rights_check` is asked
    before it begins, `never` says what it must not become. `stages` are those of the
    process that it can touch.
    """

    id: str
    order: int
    sector: str
    label: str
    what: str
    leads: tuple[str, ...]
    evidence: str
    source: str
    rights_check: tuple[str, ...]
    never: tuple[str, ...]
    stages: tuple[str, ...]
    checked_by: str | None
    measures: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.evidence not in PROACTIVE_GRADES:
            raise ValueError(f"{self.id} has an unknown grade of evidence")
        if not self.rights_check or not self.never:
            raise ValueError(f"{self.id} has no rights check, or does not say what it may not be")
        if any(sign.isdigit() for text in self.measures.values() for sign in text):
            raise ValueError(f"{self.id} tells what a measure is in words, without a number")
        if not set(self.stages) <= set(STAGES):
            raise ValueError(f"{self.id} names an unknown stage")
