"""Statements and checklists for scripts: plain values, and two tables of the data package."""

from __future__ import annotations

from firstlight.assessment import Assessment, ChecklistShown, EntryHead, Statements, StatementShown
from firstlight.report.indications import count_signs, list_indications
from firstlight.report.pictures_words import write_label
from firstlight.report.wording import write_parts

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None


def describe_statements(statements: Statements | None) -> Json:
    """Statements and checklists; None where the assessment has none. Nothing here is a figure."""
    if statements is None:
        return None
    words = statements.words
    return {
        "audience": statements.audience,
        "invented": statements.invented,
        "not_a_count": words.not_a_count,
        "never_a_reason": words.never_a_reason,
        "not_intelligence": words.not_intelligence,
        "scale": {
            "source": words.scale_source,
            "note": words.scale_note,
            "reliability": dict(words.reliability),
            "credibility": dict(words.credibility),
        },
        "rules": [
            {"id": rule.id, "gives": rule.gives, "says": rule.says}
            for rule in (*words.statement_rules, *words.checklist_rules)
        ],
        "rules_source": words.rules_source,
        "entries": [describe_statement(entry) for entry in statements.entries],
        "checklists": [describe_checklist(filled) for filled in statements.checklists],
        "blocks": list(statements.blocks),
    }


def describe_indications(assessment: Assessment) -> Json:
    """Every graded indication, with its rule, its source, and its number or figure."""
    return [
        {
            "subject_kind": one.subject_kind,
            "about": one.about,
            "grade": one.grade,
            "grade_words": one.grade_label,
            "rule": one.rule,
            "rule_says": one.says,
            "source": one.source,
            "n": int(one.n) if one.n else None,
            "n_counts": one.n_words or None,
            "figure": one.figure or None,
            "coverage": write_parts(one.coverage, assessment.figures) or None,
            "invented": one.invented,
            "evidence": list(one.evidence),
        }
        for one in list_indications(assessment)
    ]


def _describe_head(head: EntryHead) -> dict[str, Json]:
    return {
        "subject_kind": head.kind,
        "subject": head.subject,
        "about": head.subject_label,
        "where": head.where,
        "period": head.when,
        "grade": head.grade,
        "grade_words": write_label(head.grade, head.grade_label),
        "rule": head.rule,
        "rule_says": head.says,
        "made_by": head.made_by,
        "made_on": head.made_on,
        "approved_by": head.approved_by,
        "approved_on": head.approved_on,
        "audience": head.audience,
        "invented": head.invented,
        "evidence": list(head.evidence),
    }


def describe_statement(entry: StatementShown) -> dict[str, Json]:
    """One statement. `sources` counts offices and sets of records, never people."""
    return {
        **_describe_head(entry.head),
        "form": entry.form,
        "sign": entry.sign.id if entry.sign else "",
        "statement": entry.text,
        "reliability": entry.reliability,
        "reliability_words": entry.reliability_words,
        "credibility": entry.credibility,
        "credibility_words": entry.credibility_words,
        "sources": entry.sources,
    }


def describe_checklist(filled: ChecklistShown) -> dict[str, Json]:
    """One checklist: how many signs were looked for, found and not looked for, and each of them."""
    looked, found, not_looked = count_signs(filled)
    return {
        **_describe_head(filled.head),
        "offices": filled.offices,
        "signs_looked_for": looked,
        "signs_found": found,
        "signs_not_looked_for": not_looked,
        "signs": [
            {
                "id": sign.id,
                "sign": sign.sign,
                "answer": answer,
                "weight": sign.weight,
                "innocent": sign.innocent,
                "response": sign.response,
            }
            for sign, answer in filled.answers
        ],
    }


def flatten_checklist(filled: ChecklistShown) -> list[dict[str, Json]]:
    """A checklist as lines of `checklists.csv`, one a sign."""
    told = {k: v for k, v in describe_checklist(filled).items() if k != "signs"}
    return [
        {
            **told,
            "sign": sign.id,
            "sign_words": sign.sign,
            "answer": answer,
            "weight": sign.weight,
            "innocent": sign.innocent,
        }
        for sign, answer in filled.answers
    ]
