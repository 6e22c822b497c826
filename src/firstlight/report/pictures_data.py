"""Two pictures as plain data: names of figures, verdicts with their rules, grades."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from firstlight.assessment import (
    Assessment,
    FunnelShown,
    QuestionShown,
    SideShown,
    TwinShown,
    TwoPictures,
)
from firstlight.base.finding import Figure
from firstlight.report.pictures_words import write_grade
from firstlight.report.wording import write_parts


def describe_pictures(assessment: Assessment) -> dict[str, Any] | None:
    """The two pictures of an assessment; None for a page that has none."""
    pictures = assessment.pictures
    if pictures is None:
        return None
    return {
        "invented": pictures.invented,
        "blocks": list(pictures.blocks),
        "questions": [_question(one, assessment.figures) for one in pictures.questions],
        "balance": [
            {
                "axis": part.axis,
                "value": part.value,
                "label": part.label,
                "looked_for": part.looked_for,
                "holders": list(part.holders),
                "flags": list(part.flags),
                "rules": list(part.rules),
                "efforts": list(part.efforts),
            }
            for part in pictures.balance
        ],
        "one_form": list(pictures.one_form),
        "funnel": _funnel(pictures.funnel),
        "agencies_funnel": _funnel(pictures.agencies) if pictures.agencies else None,
        "findings": [
            {
                "subject_kind": finding.subject_kind,
                "about": finding.about,
                "grade": finding.grade,
                "grade_words": write_grade(pictures, finding.grade),
                "n": finding.n,
                "holder": finding.holder,
                "coverage": write_parts(finding.coverage, assessment.figures),
                "invented": finding.invented,
                "evidence": list(finding.evidence),
            }
            for finding in pictures.findings
        ],
        "grades": [
            {"id": name, "label": label, "means": means} for name, label, means in pictures.grades
        ],
    }


def _funnel(funnel: FunnelShown) -> dict[str, Any]:
    """A funnel plot: its agencies by their figures, and the places of dots and limits."""
    return {
        "agencies": [
            {
                "name": dot.name,
                "count": dot.count,
                "size": dot.size,
                "place": dot.place,
                "side": dot.side,
                "here": dot.here,
                "across": dot.across,
                "up": dot.up,
            }
            for dot in funnel.dots
        ],
        "limits": [list(line) for line in funnel.limits],
        "up_words": funnel.up_words,
        "across_words": funnel.across_words,
        "key": funnel.key,
        "notes": list(funnel.notes),
        "why_not": funnel.why_not,
    }


def _question(question: QuestionShown, figures: Mapping[str, Figure]) -> dict[str, Any]:
    asks = {"police": question.ask_police, "providers": question.ask_providers}
    return {
        "id": question.id,
        "label": question.label,
        "asks": question.asks,
        "rows": [_twin(twin, figures) for twin in question.twins],
        "nobody_asked": {
            side: {
                "figure": ask.figure,
                "who": ask.who,
                "wants": ask.wants,
                "template": ask.template,
            }
            for side, ask in asks.items()
            if ask is not None
        },
        "counted_by_neither": list(question.open_values),
        "mix": list(question.mix),
        "mix_verdict": question.mix_verdict,
    }


def _twin(twin: TwinShown, figures: Mapping[str, Figure]) -> dict[str, Any]:
    return {
        "value": twin.value,
        "label": twin.label,
        "police": [_side(side, figures) for side in twin.police],
        "providers": [_side(side, figures) for side in twin.providers],
        "verdict": twin.verdict,
        "rules": list(twin.rules),
        "reasons": list(twin.reasons),
        "grade": twin.grade,
        "explanations": [
            {"text": why.text, "author": why.author, "date": why.day} for why in twin.explanations
        ],
    }


def _side(side: SideShown, figures: Mapping[str, Figure]) -> dict[str, Any]:
    return {
        "figure": side.figure,
        "holder": side.holder,
        "definition": side.definition,
        "coverage": write_parts(side.coverage, figures),
        "invented": side.invented,
        "evidence": list(side.evidence),
    }


def flatten_twins(pictures: TwoPictures) -> list[dict[str, Any]]:
    """Every row of the two pictures for a spreadsheet; counts are named and never repeated."""
    return [
        {
            "question": question.id,
            "value": twin.value,
            "label": question.label
            if twin.label == question.label
            else f"{question.label}: {twin.label}",
            "police": " ".join(side.figure for side in twin.police),
            "providers": " ".join(side.figure for side in twin.providers),
            "verdict": twin.verdict,
            "rules": list(twin.rules),
            "why": " ".join(twin.reasons),
            "grade": twin.grade,
            "explanations": [f"{why.text} ({why.author}, {why.day})" for why in twin.explanations],
            "ask_police": question.ask_police.who if question.ask_police else "",
            "ask_providers": question.ask_providers.who if question.ask_providers else "",
            "invented": any(side.invented for side in (*twin.police, *twin.providers)),
        }
        for question in pictures.questions
        for twin in question.twins
    ]
