"""Statements and checklists in the assessment: graded, quoted, and kept out of every figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from firstlight.assessment.library import Library
from firstlight.assessment.model import Block
from firstlight.assessment.register import INVENTED, Register
from firstlight.assessment.statement_grades import grade_checklist, grade_statement
from firstlight.assessment.statement_model import (
    ChecklistShown,
    EntryHead,
    Statements,
    StatementShown,
)
from firstlight.base.finding import Named, Part, Sentence, Words
from firstlight.entered import (
    FOUND,
    NOT_FOUND,
    NOT_LOOKED,
    SHARED,
    About,
    Entered,
    FilledChecklist,
    Statement,
)

HEADING = "Statements and checklists"
TITLES = {
    4: "What people who know the field say of groups, places and businesses",
    5: "What people who know the field say of groups of people",
}
BANNER = (
    "Invented for this demonstration. Nobody said any of this, no such office exists, and it says "
    "nothing of this place or of anybody in it."
)
BY_LEADS = "Entered by the leads and quoted as written. Nobody here has checked it."
REFER = "A concern about one person is entered nowhere: report and refer."


@dataclass(frozen=True, slots=True)
class MadeStatements:
    """Statements and checklists, and the blocks that quote them with their chapters."""

    statements: Statements | None
    blocks: tuple[tuple[int, Block], ...]


def make_statements(library: Library, register: Register, entered: Entered) -> MadeStatements:
    """Grade and quote what the audience may read. No figure is entered for any of it."""
    if not entered.statements and not entered.checklists:
        return MadeStatements(None, ())
    invented = entered.invented
    entries = tuple(
        _show_statement(library, register, statement, invented=invented)
        for statement in entered.statements
    )
    lists = tuple(
        _show_checklist(library, register, filled, invented=invented)
        for filled in entered.checklists
    )
    kinds = library.catalogue.statements.kinds
    blocks = []
    for chapter, title in TITLES.items():
        own = [entry for entry in entries if kinds[entry.head.kind].chapter == chapter]
        filled = [entry for entry in lists if kinds[entry.head.kind].chapter == chapter]
        if own or filled:
            blocks.append(
                (chapter, _make_block(library, register, entered, chapter, title, own, filled))
            )
    statements = Statements(
        words=library.catalogue.statements,
        audience=entered.audience,
        entries=entries,
        checklists=lists,
        blocks=tuple(block.id for _, block in blocks),
        invented=invented,
    )
    return MadeStatements(statements, tuple(blocks))


def _show_statement(
    library: Library, register: Register, given: Statement, *, invented: bool
) -> StatementShown:
    catalogue = library.catalogue
    words = catalogue.statements
    rule = grade_statement(
        given.reliability, given.credibility, given.sources, words.statement_rules
    )
    evidence = register.cite(given.made_from)
    head = _head(library, given.about, rule.gives, rule.id, rule.says, evidence, invented=invented)
    return StatementShown(
        head=head,
        form=catalogue.entered_parts.form[given.form],
        sign=catalogue.signs[given.sign] if given.sign else None,
        text=given.text,
        reliability=given.reliability,
        reliability_words=words.reliability[given.reliability],
        credibility=given.credibility,
        credibility_words=words.credibility[given.credibility],
        sources=given.sources,
    )


def _show_checklist(
    library: Library, register: Register, given: FilledChecklist, *, invented: bool
) -> ChecklistShown:
    signs = library.catalogue.signs
    found = [signs[name] for name, answer in given.answers if answer == FOUND]
    rule = grade_checklist(found, given.offices, library.catalogue.statements.checklist_rules)
    evidence = register.cite(given.made_from)
    head = _head(library, given.about, rule.gives, rule.id, rule.says, evidence, invented=invented)
    answers = tuple((signs[name], answer) for name, answer in given.answers)
    return ChecklistShown(head=head, answers=answers, offices=given.offices)


def _head(
    library: Library,
    about: About,
    grade: str,
    rule: str,
    says: str,
    evidence: tuple[str, ...],
    *,
    invented: bool,
) -> EntryHead:
    catalogue = library.catalogue
    kind = catalogue.statements.kinds[about.kind]
    groups = {group.id: group.name for group in catalogue.populations}
    return EntryHead(
        kind=about.kind,
        kind_label=kind.label,
        subject=about.subject,
        subject_label=kind.subjects.get(about.subject) or groups[about.subject],
        where=f"{about.zone}, {about.place.name}" if about.zone else about.place.name,
        when=about.period.label,
        grade=grade,
        grade_label=catalogue.grades.grades[grade].label,
        rule=rule,
        says=says,
        made_by=about.made_by,
        made_on=about.made_on.isoformat(),
        approved_by=about.approved_by,
        approved_on=about.approved_on.isoformat() if about.approved_on else "",
        audience=about.audience,
        evidence=evidence,
        invented=invented,
    )


def _make_block(
    library: Library,
    register: Register,
    entered: Entered,
    chapter: int,
    title: str,
    own: Sequence[StatementShown],
    filled: Sequence[ChecklistShown],
) -> Block:
    words = library.catalogue.statements
    heads = [*(entry.head for entry in own), *(entry.head for entry in filled)]
    kinds = [words.kinds[name] for name in dict.fromkeys(head.kind for head in heads)]
    rules = {head.rule: head.says for head in heads}
    invented = entered.invented
    return Block(
        id=f"statements_{chapter}",
        title=f"{title}: {INVENTED[:1].lower()}{INVENTED[1:]}" if invented else title,
        question=words.question,
        sentences=(
            *(register.say(*_quote(entry)) for entry in own),
            *(sentence for entry in filled for sentence in _tell(register, entry)),
        ),
        tables=(),
        warnings=tuple(dict.fromkeys(name for kind in kinds for name in kind.warnings)),
        cannot_tell=words.cannot_tell,
        ask_next=words.ask_next,
        remarks=(
            BANNER if invented else BY_LEADS,
            words.not_a_count,
            words.never_a_reason,
            words.not_intelligence,
            *((words.not_whole,) if entered.audience == SHARED else (words.for_police,)),
            *(f"Rule {rule}: {says}" for rule, says in sorted(rules.items())),
            words.scale_source,
            words.scale_note,
            REFER,
        ),
        refusals=(),
        entered=True,
        invented=invented,
        heading=HEADING,
    )


def _quote(entry: StatementShown) -> Iterator[Part]:
    """One statement as a sentence; whatever its author wrote has its evidence."""
    head = entry.head
    yield Words(f"{INVENTED}: on {head.subject_label}, " if head.invented else "On ")
    if not head.invented:
        yield Words(f"{head.subject_label}, ")
    yield Named(f"{head.where}, {head.when}", head.evidence)
    yield Words(": “")
    yield Named(entry.text, head.evidence)
    yield Words(
        f"” Grade: {head.grade_label}. The source: {entry.reliability_words}; what it says: "
        f"{entry.credibility_words} ("
    )
    yield Named(entry.scale, head.evidence)
    yield Words("). Separate sources: ")
    yield Named(f"{entry.sources}", head.evidence)
    yield from _sign(head)


def _sign(head: EntryHead) -> Iterator[Part]:
    yield Words(". Made by: ")
    yield Named(f"{head.made_by}, {head.made_on}", head.evidence)
    yield Words("; approved by: ")
    yield Named(f"{head.approved_by}, {head.approved_on}", head.evidence)
    yield Words(".")


def _tell(register: Register, entry: ChecklistShown) -> Iterator[Sentence]:
    """A checklist as sentences: what it counts are signs, and what was found of them."""
    head = entry.head
    mark = f"{INVENTED}: a checklist" if head.invented else "A checklist"
    parts: list[Part] = [
        Words(f"{mark} for {head.subject_label}, "),
        Named(f"{head.where}, {head.when}", head.evidence),
        Words(". Grade: "),
        Words(f"{head.grade_label}. Signs looked for: "),
        Named(f"{entry.count(FOUND, NOT_FOUND)}", head.evidence),
        Words("; found: "),
        Named(f"{entry.count(FOUND)}", head.evidence),
        Words("; not looked for: "),
        Named(f"{entry.count(NOT_LOOKED)}", head.evidence),
        Words(". Offices that looked: "),
        Named(f"{entry.offices}", head.evidence),
        *_sign(head),
    ]
    yield register.say(*parts)
    for sign, answer in entry.answers:
        if answer == FOUND:
            yield register.say(
                Words(f"{INVENTED}, as found: “" if head.invented else "Found: “"),
                Named(sign.sign, head.evidence),
                Words("” It can be ordinary: “"),
                Named(sign.innocent, head.evidence),
                Words(f"” Weight of the sign: {sign.weight}."),
            )
