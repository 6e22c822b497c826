"""The process as it is printed: a table of the stages, then each offense with its counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from firstlight.assessment import OffenseState, ProactiveChoice, Process
from firstlight.base.finding import Figure
from firstlight.report.grids import lay_grid
from firstlight.report.paper_tables import Grid
from firstlight.report.process_drawing import HAND_WORDS

NOT_CHECKED = "Nobody has checked these entries against the sources they name."
NO_SIZE = "How large this sector is here is not in hand."


@dataclass(frozen=True, slots=True)
class Led:
    """Words that open with strong ones."""

    lead: str
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One offense, or one proactive measure: its facts, and its counts."""

    title: str
    facts: tuple[Led, ...]
    grids: tuple[Grid, ...]


@dataclass(frozen=True, slots=True)
class StageRow:
    """One line of the table: an offense, its stage and relation, who records it, what is known."""

    stage: str
    offense: str
    relation: str
    recorded_by: str
    link: str
    in_hand: str


@dataclass(frozen=True, slots=True)
class SheetGroup:
    """Sheets under one heading."""

    title: str
    about: str
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class PaperProcess:
    """The process on paper."""

    title: str
    question: str
    about: str
    not_multiplied: str
    rows: tuple[StageRow, ...]
    groups: tuple[SheetGroup, ...]
    lists_about: str
    lists: tuple[SheetGroup, ...]
    never_a_reason: str
    proactive_about: str
    proactive: tuple[Sheet, ...]
    source: str


def lay_process(process: Process | None, figures: Mapping[str, Figure]) -> PaperProcess | None:
    """Write the process out for paper; None where an assessment has none."""
    if process is None:
        return None
    return PaperProcess(
        title=process.title,
        question=process.question,
        about=process.about,
        not_multiplied=process.not_multiplied,
        rows=tuple(
            StageRow(
                stage=state.stage or "None",
                offense=state.entry.label,
                relation=state.relation,
                recorded_by="; ".join(state.entry.recorded_by),
                link=state.grade,
                in_hand=HAND_WORDS[state.status],
            )
            for state in process.offenses
        ),
        groups=(
            *(
                SheetGroup(
                    stage.words.label,
                    stage.words.about,
                    tuple(_lay_offense(state, figures) for state in stage.offenses),
                )
                for stage in process.stages
            ),
            *(
                SheetGroup(
                    group.title, "", tuple(_lay_offense(state, figures) for state in group.offenses)
                )
                for group in process.apart
            ),
        ),
        lists_about=process.lists_about,
        lists=tuple(
            SheetGroup(
                entry.label,
                entry.about,
                (Sheet("", tuple(Led(f"{one.code}.", one.why) for one in entry.lines), ()),),
            )
            for entry in process.lists
        ),
        never_a_reason=process.never_a_reason,
        proactive_about=process.proactive_about,
        proactive=tuple(_lay_choice(choice, figures) for choice in process.proactive),
        source=process.source if process.checked else f"{process.source}. {NOT_CHECKED}",
    )


def _lay_offense(state: OffenseState, figures: Mapping[str, Figure]) -> Sheet:
    entry = state.entry
    said = (
        ("Relation.", f"{_start(state.relation)}."),
        ("In hand.", f"{_start(HAND_WORDS[state.status])}."),
        ("Who records it.", f"{_start('; '.join(entry.recorded_by))}."),
        ("What to ask for.", entry.ask),
        ("Link.", f"{_start(state.grade)}."),
        ("Mind.", entry.caution),
        ("Law.", entry.law),
        ("The other legal tool.", entry.other_tool),
    )
    facts = tuple(Led(lead, text) for lead, text in said if text)
    return Sheet(entry.label, facts, tuple(lay_grid(table, figures) for table in state.tables))


def _lay_choice(choice: ProactiveChoice, figures: Mapping[str, Figure]) -> Sheet:
    entry = choice.entry
    facts = (
        Led("What.", entry.what),
        Led("Who leads.", f"{_start('; '.join(entry.leads))}."),
        Led("Evidence that it helps.", f"{_start(entry.evidence)}. {entry.source}."),
        Led("Rights check, before it begins.", " ".join(entry.rights_check)),
        Led("What it must never be.", " ".join(entry.never)),
        Led("Stages it touches.", f"{', '.join(choice.stages)}."),
        *(() if choice.table else (Led("Size.", NO_SIZE),)),
    )
    grids = (lay_grid(choice.table, figures),) if choice.table else ()
    return Sheet(f"{entry.sector}: {entry.label}", facts, grids)


def _start(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
