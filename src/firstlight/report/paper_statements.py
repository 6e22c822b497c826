"""Statements and checklists as they are printed: one table, then each checklist."""

from __future__ import annotations

from dataclasses import dataclass

from firstlight.assessment import ChecklistShown, EntryHead, Statements, StatementShown
from firstlight.report.indications import count_signs, write_scale
from firstlight.report.paper_process import Led, Sheet
from firstlight.report.pictures_words import write_label

INVENTED = "Invented for this demonstration: "
ANSWER_WORDS = {"found": "found", "not_found": "not found", "not_looked": "not looked for"}


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One statement in the table: what it is about, the words, how sure, and who stands for it."""

    about: str
    said: str
    grade: str
    scale: str
    who: str


@dataclass(frozen=True, slots=True)
class PaperStatements:
    """Statements and checklists on paper."""

    title: str
    question: str
    about: str
    bold: tuple[str, ...]
    rows: tuple[StatementLine, ...]
    sheets: tuple[Sheet, ...]
    fine: tuple[str, ...]


def lay_statements(statements: Statements | None) -> PaperStatements | None:
    """Write them out for paper; None where the assessment has none."""
    if statements is None:
        return None
    words = statements.words
    restricted = statements.audience != "shared"
    rules = [f"{rule.id}. {rule.says}" for rule in words.statement_rules]
    rules += [f"{rule.id}. {rule.says}" for rule in words.checklist_rules]
    return PaperStatements(
        title=words.title,
        question=words.question,
        about=words.about,
        bold=(words.not_a_count, words.never_a_reason),
        rows=tuple(_lay_statement(entry) for entry in statements.entries),
        sheets=tuple(_lay_checklist(filled) for filled in statements.checklists),
        fine=(
            words.for_police if restricted else words.not_whole,
            words.not_intelligence,
            *rules,
            f"Rules: {words.rules_source}.",
            words.scale_source,
            words.scale_note,
        ),
    )


def _lay_statement(entry: StatementShown) -> StatementLine:
    head = entry.head
    return StatementLine(
        about=f"{_mark(head)}{head.subject_label}, {head.where}, {head.when}",
        said=f"“{entry.text}”",
        grade=f"{write_label(head.grade, head.grade_label)} ({head.rule})",
        scale=f"{entry.scale}: {write_scale(entry)}; separate sources: {entry.sources}",
        who=_who(head),
    )


def _lay_checklist(filled: ChecklistShown) -> Sheet:
    head, (looked, found, not_looked) = filled.head, count_signs(filled)
    facts = (
        Led("Grade.", f"{write_label(head.grade, head.grade_label)} ({head.rule}). {head.says}"),
        Led(
            "Signs.",
            f"Looked for: {looked}; found: {found}; not looked for: {not_looked}. Offices that "
            f"looked: {filled.offices}.",
        ),
        Led("By whom.", f"{_who(head)}."),
        *(
            Led(
                f"{ANSWER_WORDS[answer].capitalize()}:",
                f"{sign.sign} It can be ordinary: {sign.innocent} Then: {sign.response}",
            )
            for sign, answer in filled.answers
            if answer != "not_looked"
        ),
    )
    title = f"{_mark(head)}a checklist for {head.subject_label}, {head.where}, {head.when}"
    return Sheet(f"{title[:1].upper()}{title[1:]}", facts, ())


def _mark(head: EntryHead) -> str:
    return INVENTED if head.invented else ""


def _who(head: EntryHead) -> str:
    return (
        f"{head.made_by}, {head.made_on}; approved by {head.approved_by}, {head.approved_on}; "
        f"for: {'law enforcement only' if head.audience != 'shared' else 'everybody'}"
    )
