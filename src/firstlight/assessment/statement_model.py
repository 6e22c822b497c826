"""The shape of statements and checklists in an assessment. It holds words and no figure."""

from __future__ import annotations

from dataclasses import dataclass

from firstlight.assessment.pictures_model import GRADES
from firstlight.catalogue.entries import Sign, StatementWords


@dataclass(frozen=True, slots=True)
class EntryHead:
    """What an entry is about, its grade with the rule that gave it, and who stands for it.

    `grade` is one of `GRADES` and never documented; `rule` is its id in the catalogue and
    `says` the rule in words. `where` and `when` are words of the author, so they have `evidence`.
    """

    kind: str
    kind_label: str
    subject: str
    subject_label: str
    where: str
    when: str
    grade: str
    grade_label: str
    rule: str
    says: str
    made_by: str
    made_on: str
    approved_by: str
    approved_on: str
    audience: str
    evidence: tuple[str, ...]
    invented: bool

    def __post_init__(self) -> None:
        if not self.kind:
            raise ValueError("an entry says which kind of subject it is about")
        if self.grade not in GRADES or self.grade == "documented":
            raise ValueError("a statement or a checklist has one of the three lower grades")


@dataclass(frozen=True, slots=True)
class StatementShown:
    """One graded statement, quoted. `sources` counts offices and sets of records, no people."""

    head: EntryHead
    form: str
    sign: Sign | None
    text: str
    reliability: str
    reliability_words: str
    credibility: str
    credibility_words: str
    sources: int

    @property
    def scale(self) -> str:
        """Letter and number together: B2."""
        return f"{self.reliability}{self.credibility}"


@dataclass(frozen=True, slots=True)
class ChecklistShown:
    """One filled-in checklist: signs looked for, found and not looked for; no yes and no no."""

    head: EntryHead
    answers: tuple[tuple[Sign, str], ...]
    offices: int

    def count(self, *answers: str) -> int:
        """How many signs have one of these answers."""
        return sum(answer in answers for _, answer in self.answers)


@dataclass(frozen=True, slots=True)
class Statements:
    """All that may be read of statements and checklists by the audience of the assessment.

    `subject_kinds` are the kinds with their words, `blocks` the ids of the blocks in which
    they are quoted.
    """

    words: StatementWords
    audience: str
    entries: tuple[StatementShown, ...]
    checklists: tuple[ChecklistShown, ...]
    blocks: tuple[str, ...]
    invented: bool
