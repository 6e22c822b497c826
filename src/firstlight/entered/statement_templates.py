"""The files for statements and checklists, each explained in its own first lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from firstlight.catalogue import Catalogue
from firstlight.catalogue.entries import NOT_A_SIGN, ChecklistRule, Sign, StatementRule
from firstlight.entered.checklists import CHECKLIST_COLUMNS, OFFICES, list_signs
from firstlight.entered.files import EXAMPLE
from firstlight.entered.statement_head import HEAD
from firstlight.entered.statement_shapes import ANSWERS
from firstlight.entered.statements import STATEMENT_COLUMNS


@dataclass(frozen=True, slots=True)
class BlankFile:
    """A file to fill in: lines that explain it, its header, and its rows."""

    comments: tuple[str, ...]
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


# The checklists that there are, by the name of their template, with their kind of subject.
CHECKLISTS: Mapping[str, str] = {
    "checklist_locale": "locale",
    "checklist_establishment": "establishment",
}
NO_NAMES = (
    "Names of people, businesses and streets, addresses, license plates, telephone numbers, dates "
    "of birth, and all numbers but years are refused. Every fault is told, and no value is."
)


def write_statements_template(catalogue: Catalogue) -> BlankFile:
    """Explanations, header and one example of a file of statements."""
    words, least = catalogue.statements, catalogue.thresholds.zone_minimum_residents
    comments = [
        "Graded statements about kinds of things in a place. One statement a row.",
        words.not_a_count,
        words.never_a_reason,
        NO_NAMES,
        "A concern about one person: firstlight refer. It is entered nowhere.",
        f"subject_kind: {'; '.join(f'{name} ({k.label})' for name, k in words.kinds.items())}.",
    ]
    for name, kind in words.kinds.items():
        named = "; ".join(f"{code} ({label})" for code, label in kind.subjects.items())
        groups = ", ".join(group.id for group in catalogue.populations)
        comments.append(f"subject, where subject_kind is {name}: {named or groups}.")
    comments += [
        *_explain_head(catalogue),
        f"form: {', '.join(catalogue.entered_parts.form)}.",
        *(
            f"sign, where subject_kind is {name}: {_list(list_signs(catalogue, kind))}."
            for name, kind in words.kinds.items()
        ),
        "sign: one of those that it speaks of, or blank. The statement may repeat its words: "
        + "; ".join(f"{s.id} {s.sign}" for s in catalogue.signs.values() if s.scope != NOT_A_SIGN),
        f"statement: {words.longest} characters at most. What is done and how, in general words.",
        f"reliability of the source: {_scale(words.reliability)}.",
        f"credibility of what it says: {_scale(words.credibility)}.",
        f"{words.scale_source} {words.scale_note}",
        "sources: how many separate offices, organizations or sets of records. Never people.",
        *(
            f"Grade {catalogue.grades.grades[r.gives].label}: {r.says}"
            for r in words.statement_rules
        ),
        f"A place has {least:,} residents or more.",
    ]
    example = dict.fromkeys(STATEMENT_COLUMNS, "")
    example.update(
        subject_kind=f"{EXAMPLE} population",
        subject="guest_workers",
        place="area",
        period="2025",
        made_by="outreach coordinator of a worker center",
        made_on="2026-05-31",
        approved_by="director of a worker center",
        approved_on="2026-06-02",
        audience="shared",
        not_part_23="yes",
        form="labor",
        sign="L28",
        statement="Workers of the same recruiter tell the same story of a fee that grows.",
        reliability="B",
        credibility="2",
        sources="2",
    )
    return BlankFile(tuple(comments), STATEMENT_COLUMNS, (tuple(example.values()),))


def write_checklist_template(name: str, catalogue: Catalogue) -> BlankFile:
    """Explanations, header and the form for one kind of subject."""
    words, kind = catalogue.statements, catalogue.statements.kinds[name]
    ordinary = [sign for sign in catalogue.signs.values() if sign.scope == NOT_A_SIGN]
    comments = (
        f"A checklist for {kind.label}, filled in for a part of the area. {kind.about}",
        f"Answer each sign for the kind as a whole: {', '.join(ANSWERS)}. Blank: not looked for.",
        "It yields a grade of an indication, and never a yes or a no.",
        words.never_a_reason,
        "Look only where your office may look by law. The words say who may.",
        NO_NAMES,
        "A concern about one person: firstlight refer. It is entered nowhere.",
        f"subject: {'; '.join(f'{code} ({label})' for code, label in kind.subjects.items())}.",
        *_explain_head(catalogue),
        f"{OFFICES}: how many separate offices looked. Never people.",
        *(_explain_sign(sign) for sign in list_signs(catalogue, kind)),
        *(f"No sign of anything: {sign.sign} {sign.response}" for sign in ordinary),
        *_explain_rules(catalogue, words.checklist_rules),
    )
    head = {
        **dict.fromkeys(HEAD, ""),
        "subject_kind": name,
        "subject": f"{EXAMPLE} {next(iter(kind.subjects))}",
        "place": "area",
        "period": "2025",
        OFFICES: "",
    }
    rows = [(item, answer, "") for item, answer in head.items()]
    rows += [(sign.id, "", sign.sign) for sign in list_signs(catalogue, kind)]
    return BlankFile(comments, CHECKLIST_COLUMNS, tuple(rows))


def _explain_head(catalogue: Catalogue) -> tuple[str, ...]:
    words, least = catalogue.statements, catalogue.thresholds.zone_minimum_residents
    narrow = [n for n, kind in words.kinds.items() if len(kind.audiences) < len(words.audiences)]
    return (
        "place: area, or a county of it by five digits (as text).",
        f"zone: a part of that place with {least:,} residents or more, in plain words (north of "
        "the county), and zone_residents how many it has; or both blank for all of it.",
        f"businesses: for subject_kind establishment, how many such businesses the zone has: "
        f"{words.businesses_at_least} or more.",
        "period: a year or years together: 2025, 2023-2025.",
        "made_by, approved_by: roles, never names. Nobody approves an entry of their own. "
        "approved_by and approved_on blank: not approved yet, and then it is in no report.",
        f"audience: {'; '.join(f'{code} ({label})' for code, label in words.audiences.items())}. "
        f"Always law_enforcement_only: {', '.join(narrow)}.",
        "not_part_23: yes, if nothing of it comes from a criminal intelligence record under 28 "
        "CFR Part 23. Such a record may not be entered here.",
    )


def _list(signs: Sequence[Sign]) -> str:
    return ", ".join(sign.id for sign in signs) or "none"


def _explain_sign(sign: Sign) -> str:
    return (
        f"{sign.id}: {sign.sign} Who may look: {', '.join(sign.seen_by)}. It can be ordinary: "
        f"{sign.innocent} Read it with: {sign.read_with}. Then: {sign.response} "
        f"Weight: {sign.weight}."
    )


def _explain_rules(
    catalogue: Catalogue, rules: Sequence[StatementRule] | Sequence[ChecklistRule]
) -> tuple[str, ...]:
    labels = catalogue.grades.grades
    return tuple(f"{rule.id}, grade {labels[rule.gives].label}: {rule.says}" for rule in rules)


def _scale(words: Mapping[str, str]) -> str:
    return ", ".join(f"{code} {label}" for code, label in words.items())
