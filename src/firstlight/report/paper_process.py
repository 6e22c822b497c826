"""The process as it is printed: a table of the stages, then each offense with its counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from firstlight.assessment import FigureTable, OffenseState, ProactiveChoice, Process
from firstlight.base.finding import Figure
from firstlight.report.grids import lay_grid
from firstlight.report.paper_tables import Grid
from firstlight.report.process_drawing import say_hand

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
    """One line of the table: an offense, its stage and relation, who records it, what is known.

    `numbers` says under which measures its counts are printed already.
    """

    stage: str
    offense: str
    relation: str
    recorded_by: str
    link: str
    in_hand: str
    ask: str
    caution: str
    law: str
    numbers: str


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


def lay_process(
    process: Process | None, figures: Mapping[str, Figure], titles: Mapping[str, str]
) -> PaperProcess | None:
    """Write the process out for paper; None where an assessment has none.

    `titles` tell under which measure a figure is printed already: its table is not repeated.
    """
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
                in_hand=say_hand(state),
                ask=state.entry.ask,
                caution=state.entry.caution,
                law=" ".join(_say_law(state)),
                numbers=_find_numbers(state, titles),
            )
            for state in process.offenses
        ),
        groups=(
            *(
                SheetGroup(
                    stage.words.label,
                    stage.words.about,
                    tuple(_lay_offense(state, figures, titles) for state in stage.offenses),
                )
                for stage in process.stages
            ),
            *(
                SheetGroup(
                    group.title,
                    "",
                    tuple(_lay_offense(state, figures, titles) for state in group.offenses),
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


def _say_law(state: OffenseState) -> Iterator[str]:
    entry = state.entry
    if entry.law:
        yield f"{entry.law}."
    if entry.other_tool:
        yield f"Other legal tool: {entry.other_tool}"


def _is_printed(table: FigureTable, titles: Mapping[str, str]) -> bool:
    return all(row.figure in titles for row in table.rows)


def _find_numbers(state: OffenseState, titles: Mapping[str, str]) -> str:
    """Under which measures the tables of an offense are printed already."""
    printed = (table for table in state.tables if _is_printed(table, titles))
    found = dict.fromkeys(titles[row.figure] for table in printed for row in table.rows)
    return "; ".join(f"under “{title}”" for title in found)


def _lay_offense(
    state: OffenseState, figures: Mapping[str, Figure], titles: Mapping[str, str]
) -> Sheet:
    entry = state.entry
    apart = tuple(table for table in state.tables if not _is_printed(table, titles))
    numbers = _find_numbers(state, titles)
    said = (
        ("Relation.", f"{_start(state.relation)}."),
        ("In hand.", f"{_start(say_hand(state))}."),
        ("Who records it.", f"{_start('; '.join(entry.recorded_by))}."),
        ("What to ask for.", entry.ask),
        ("Link.", f"{_start(state.grade)}."),
        ("Mind.", entry.caution),
        ("Law.", entry.law),
        ("The other legal tool.", entry.other_tool),
        ("Its numbers.", f"{_start(numbers)}." if numbers else ""),
    )
    facts = tuple(Led(lead, text) for lead, text in said if text)
    return Sheet(entry.label, facts, tuple(lay_grid(table, figures) for table in apart))


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
