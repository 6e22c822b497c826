"""Every graded indication of an assessment in one list: from totals, statements and checklists.

A grade is written by the catalogue's words. None of the three lower grades is ever called more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from firstlight.assessment import Assessment, ChecklistShown, EntryHead, StatementShown
from firstlight.base.finding import Part
from firstlight.catalogue import read_catalogue
from firstlight.report.pictures_words import write_label

ALL = "all"


@dataclass(frozen=True, slots=True)
class Indication:
    """One indication: what it is about, how sure, by which rule, who says so, and how many.

    `n` is a number of sources or offices, as `n_words` says, or empty where `figure` names a
    figure of the assessment. `coverage` says which agencies and months are in it.
    `rule` is the rule's id and `says` its words.
    """

    subject_kind: str
    about: str
    grade: str
    grade_label: str
    rule: str
    says: str
    source: str
    n: str
    n_words: str
    figure: str
    evidence: tuple[str, ...]
    invented: bool
    coverage: tuple[Part, ...] = ()


def list_kinds() -> dict[str, str]:
    """Every kind of subject that an indication can be about, with its words."""
    catalogue = read_catalogue()
    kinds = dict(catalogue.pictures.subject_kinds)
    return {**kinds, **{name: kind.label for name, kind in catalogue.statements.kinds.items()}}


def list_indications(assessment: Assessment, kind: str = ALL) -> tuple[Indication, ...]:
    """All indications, or those about one kind of subject."""
    found = (*_of_figures(assessment), *_of_statements(assessment))
    return tuple(one for one in found if kind in (ALL, one.subject_kind))


def _of_figures(assessment: Assessment) -> Iterator[Indication]:
    grades = read_catalogue().grades.grades
    for finding in assessment.pictures.findings if assessment.pictures else ():
        yield Indication(
            subject_kind=finding.subject_kind,
            about=finding.about,
            grade=finding.grade,
            grade_label=write_label(finding.grade, grades[finding.grade].label),
            rule=finding.grade,
            says=f"{grades[finding.grade].when[:1].upper()}{grades[finding.grade].when[1:]}.",
            source=finding.holder,
            n="",
            n_words="",
            figure=finding.n,
            evidence=finding.evidence,
            invented=finding.invented,
            coverage=finding.coverage,
        )


def _of_statements(assessment: Assessment) -> Iterator[Indication]:
    said = assessment.statements
    if said is None:
        return
    for entry in said.entries:
        about = f"{entry.head.subject_label}, {entry.head.where}, {entry.head.when}"
        yield _of_entry(entry.head, about, entry.sources, "separate source")
    for filled in said.checklists:
        about = f"a checklist for {filled.head.subject_label}, {filled.head.where}"
        yield _of_entry(filled.head, f"{about}, {filled.head.when}", filled.offices, "office")


def _of_entry(head: EntryHead, about: str, number: int, words: str) -> Indication:
    return Indication(
        subject_kind=head.kind,
        about=about,
        grade=head.grade,
        grade_label=write_label(head.grade, head.grade_label),
        rule=head.rule,
        says=head.says,
        source=head.made_by,
        n=f"{number}",
        n_words=words if number == 1 else f"{words}s",
        figure="",
        evidence=head.evidence,
        invented=head.invented,
    )


def write_scale(entry: StatementShown) -> str:
    """The two grades of a statement in words: "usually reliable; probably true"."""
    return f"{entry.reliability_words}; {entry.credibility_words}"


def count_signs(filled: ChecklistShown) -> tuple[int, int, int]:
    """How many signs were looked for, found, and not looked for."""
    return filled.count("found", "not_found"), filled.count("found"), filled.count("not_looked")
