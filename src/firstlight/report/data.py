"""The assessment as one JSON document: everything the pages say, for scripts.

The same assessment gives the same bytes. Numbers are whole, never rounded; a count is an
integer; what has no number is null and carries its status.
"""

from __future__ import annotations

import json

from firstlight import __version__
from firstlight.assessment import (
    Assessment,
    Block,
    CaseEntry,
    Chapter,
    FactorState,
    LeadNote,
    PopulationSheet,
    Refusal,
    SourceState,
)
from firstlight.base.finding import Evidence, Figure, Sentence, Shown
from firstlight.base.quantity import UnitKind
from firstlight.report.paper_words import INVENTED_ON_ITS_FACE
from firstlight.report.pictures_data import describe_pictures
from firstlight.report.process_data import describe_process
from firstlight.report.statement_data import describe_indications, describe_statements
from firstlight.report.wording import STATE_WORDS, write_sentence

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None

WHOLE = (UnitKind.COUNT, UnitKind.CODE)


def write_json(assessment: Assessment) -> str:
    """Write the assessment as `assessment.json`, in the order in which it was made."""
    return json.dumps(describe_assessment(assessment), ensure_ascii=False, indent=1) + "\n"


def describe_assessment(assessment: Assessment) -> dict[str, Json]:
    """The document as plain values."""
    area, detection = assessment.area, assessment.detection
    return {
        "places": list(area.fips),
        "area": area.name,
        "counties": [
            {"fips": county.fips, "name": county.name, "state": county.state}
            for county in area.counties
        ],
        "understood_as": list(area.said),
        "edition": assessment.edition,
        "made_on": assessment.made_on.isoformat(),
        "made_with": __version__,
        "data_received": assessment.data_received.isoformat(),
        "detection": None
        if detection is None
        else {"low": detection.low, "high": detection.high, "source": detection.source},
        "summary": {
            **{
                part: [write_sentence(said, assessment.figures) for said in sentences]
                for part, sentences in _parts_of_summary(assessment).items()
            },
            "asked": assessment.summary.asked,
            "not_known": list(assessment.summary.not_known),
            "asks": [
                {"holder": ask.holder, "ask": ask.ask, "bullet": ask.bullet}
                for ask in assessment.summary.asks
            ],
        },
        "entered_by_the_leads": assessment.has_entered and not assessment.has_invented,
        "invented": assessment.has_invented,
        "banner": INVENTED_ON_ITS_FACE if assessment.has_invented else "",
        "notes": [describe_note(note) for note in assessment.notes],
        "two_pictures": describe_pictures(assessment),
        "audience": assessment.audience,
        "statements": describe_statements(assessment.statements),
        "indications": describe_indications(assessment),
        "populations": [describe_sheet(sheet) for sheet in assessment.populations],
        "process": describe_process(assessment.process),
        "parameters": [_parameter(chapter) for chapter in assessment.chapters],
        "factors": [describe_factor(factor) for factor in assessment.factors],
        "figures": [describe_figure(figure) for figure in assessment.figures.values()],
        "case_register": [describe_case(entry) for entry in assessment.case_register],
        "facts": _facts(assessment),
        "sources": [
            {"id": source.id, "short": source.short, "defects": list(source.defects)}
            for source in assessment.cited
        ],
        "warnings": list(assessment.warnings),
        "warning_texts": {name: text.text for name, text in assessment.warnings.items()},
        "refusals": [describe_refusal(refusal) for refusal in assessment.refusals],
        "evidence": {name: describe_evidence(entry) for name, entry in assessment.evidence.items()},
    }


def _parameter(chapter: Chapter) -> dict[str, Json]:
    return {
        "id": chapter.number,
        "name": chapter.id,
        "title": chapter.title,
        "question": chapter.question,
        "opening": chapter.opening,
        "warnings": list(chapter.warnings),
        "sources": [describe_source(source) for source in chapter.sources],
        "measures": [_measure(block) for block in chapter.blocks],
    }


def _measure(block: Block) -> dict[str, Json]:
    return {
        "id": block.id,
        "title": block.title,
        "question": block.question,
        "scored": _is_scored(block),
        "context_of": None if block.context is None else block.context.level,
        "entered_by_the_leads": block.entered and not block.invented,
        "invented": block.invented,
        "remarks": list(block.remarks),
        "cannot_tell": list(block.cannot_tell),
        "ask_next": block.ask_next,
        "warnings": list(block.warnings),
        "evidence_strength": "weak" if block.is_weak else None,
        "options": [
            {
                "id": option.id,
                "name": option.name,
                "text": option.text,
                "ask_whom": option.ask_whom,
                "ask_what": option.ask_what,
            }
            for option in block.options
        ],
    }


def _is_scored(block: Block) -> bool | None:
    if block.context is not None:
        return False
    return None if block.indicator is None else block.indicator.scored


def describe_note(note: LeadNote) -> dict[str, Json]:
    """One note that the leads entered. It is never scored."""
    return {
        "factor": note.factor,
        "text": note.text,
        "author": note.author,
        "role": note.role,
        "date": note.day.isoformat(),
        "source": note.how_known,
        "scored": False,
        "evidence": list(note.evidence),
    }


def describe_sheet(sheet: PopulationSheet) -> dict[str, Json]:
    """One group of people; `figures` name its sizes, and are empty where none is in hand."""
    return {
        "id": sheet.id,
        "name": sheet.name,
        "who": sheet.who,
        "context": sheet.context,
        "figures": [row.figure for row in sheet.table.rows] if sheet.table else [],
        "why_no_size": sheet.why_no_size,
        "holder": sheet.holder,
        "ask": sheet.ask,
        "served_by": list(sheet.served_by),
        "unknown": list(sheet.unknown),
        "misuse_guard": sheet.misuse_guard,
    }


def describe_source(source: SourceState) -> dict[str, Json]:
    """One source bullet."""
    return {
        "id": source.id,
        "status": source.status,
        "holder": source.holder,
        "text": source.text,
        "requirement": source.requirement,
        "ask": source.ask,
        "in_hand": list(source.in_hand),
        "lacking": list(source.lacking),
    }


def describe_factor(factor: FactorState) -> dict[str, Json]:
    """One factor: `with` lists what is in hand of it; `scored` says whether it may be scored."""
    return {
        "id": factor.id,
        "name": factor.name,
        "role": factor.role,
        "status": factor.status,
        "with": list(factor.in_hand),
        "lacking": list(factor.lacking),
        "holder": factor.holder,
        "ask": factor.ask,
        "scored": factor.scored,
        "why_not_scored": factor.why_not_scored,
        "caveat": factor.caveat,
        "evidence_strength": factor.evidence_strength,
        "checked": factor.checked,
    }


def describe_figure(figure: Figure) -> dict[str, Json]:
    """One figure. `why` holds the words for a missing value and is empty beside a number."""
    quantity, cell = figure.quantity, figure.quantity.cell
    kind = quantity.unit.kind
    return {
        "id": figure.id,
        "label": figure.label,
        "value": _number(quantity.value, kind),
        "status": cell.status.value,
        "unreliable": cell.unreliable,
        "why": "" if quantity.has_number else cell.why or STATE_WORDS[cell.status],
        "unit": quantity.unit.name,
        "universe": quantity.unit.universe,
        "kind": kind.value,
        "period": figure.period.label,
        "period_first": figure.period.first.isoformat(),
        "period_last": figure.period.last.isoformat(),
        "age_years": figure.age_years,
        "is_old": figure.is_old,
        "place": figure.place.id,
        "place_kind": figure.place.kind.value,
        "place_name": figure.place.name,
        "measured_for": figure.measured_for,
        "low": _number(quantity.low, kind),
        "high": _number(quantity.high, kind),
        "margin": _number(quantity.margin, kind),
        "decimals": figure.decimals,
        "indicator": figure.indicator,
        "notes": list(figure.notes),
        "invented": figure.invented,
        "evidence": list(figure.evidence),
    }


def _number(value: float | None, kind: UnitKind) -> int | float | None:
    """A count or a class as an integer; anything else, and a part of one, as it is."""
    if value is None:
        return None
    return int(value) if kind in WHOLE and float(value).is_integer() else value


def describe_evidence(entry: Evidence) -> dict[str, Json]:
    """One piece of evidence; `row` is * for a run of cells, which `rows` lists and `n` counts."""
    return {
        "source": entry.source,
        "publisher": entry.publisher,
        "title": entry.title,
        "release": entry.release,
        "received_from": entry.received_from,
        "altered_before_receipt": entry.altered_before_receipt,
        "file": entry.file,
        "row": "*" if entry.row is None else entry.row,
        "n": entry.n,
        "rows": entry.rows,
        "column": entry.column,
        "sha256": entry.sha256,
        "retrieved": entry.retrieved.isoformat(),
        "licence": entry.licence,
        "address": entry.address,
    }


def describe_refusal(refusal: Refusal) -> dict[str, Json]:
    """One answer that is withheld."""
    return {
        "what": refusal.what,
        "why": refusal.why,
        "would_help": refusal.would_help,
        "place": refusal.place,
        "indicator": refusal.indicator,
    }


def describe_case(entry: CaseEntry) -> dict[str, Json]:
    """One line of the register of documented cases."""
    return {
        "figure": entry.figure,
        "source": entry.source,
        "holder": entry.holder,
        "form": entry.form,
        "year": entry.year,
        "stage": entry.stage,
        "definition": entry.definition,
        "may_repeat": entry.may_repeat,
        "same_as": list(entry.same_as),
        "notice": entry.notice,
    }


def _parts_of_summary(assessment: Assessment) -> dict[str, tuple[Sentence, ...]]:
    """The sentences of the first page: all in order, then by what they speak of."""
    said = assessment.summary
    return {
        "known": said.known,
        "ages": said.ages,
        "reporting": said.reporting,
        "records": said.records,
        "entered": said.entered,
        "conditions": said.conditions,
        "place": said.place,
    }


def _facts(assessment: Assessment) -> list[Json]:
    """Every sentence, with the figures it shows and its evidence."""
    facts: list[Json] = []

    def add(chapter: Chapter, measure: str, said: Sentence) -> None:
        facts.append(
            {
                "parameter": chapter.number,
                "measure": measure,
                "text": write_sentence(said, assessment.figures),
                "figures": [part.figure for part in said.parts if isinstance(part, Shown)],
                "evidence": list(said.evidence),
            }
        )

    for chapter in assessment.chapters:
        for said in chapter.lede:
            add(chapter, "", said)
        for block in chapter.blocks:
            for said in block.sentences:
                add(chapter, block.id, said)
    return facts
