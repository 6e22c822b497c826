"""How an entered answer turns the state of a source bullet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from firstlight.assessment.entered_said import is_said
from firstlight.assessment.library import Library
from firstlight.assessment.model import SourceState
from firstlight.base.cell import Status
from firstlight.base.place import Area
from firstlight.catalogue.entered import EnteredMeasure
from firstlight.entered import (
    NOT_APPROVED,
    NOT_COUNTED,
    REFUSED,
    WAITING,
    Entered,
    Statement,
    Total,
)

STATEMENTS_COVER = "graded statements"
NOTES_COVER = "sourced notes by people from the community"
SECOND_AUTHOR = "notes by a second author"
ANSWERS = {
    REFUSED: "refused by a holder that was asked",
    WAITING: "asked, no answer yet",
    NOT_COUNTED: "not recorded by a holder that was asked",
    NOT_APPROVED: "given, and waiting for somebody to approve sharing it",
}
# What still lacks where one of several holders gave a figure.
OTHERS = "from the other holders of the area"
BY_LEADS = "entered by the leads"
BY_NOBODY = "invented for this demonstration"
# who holds a total answered when the leads entered it, though the report hides a small one
ANSWERED = frozenset({Status.SHOWN, Status.TRUE_ZERO, Status.STRUCTURAL_ZERO, Status.SUPPRESSED})


def add_entered_states(
    states: Iterable[SourceState], library: Library, area: Area, entered: Entered
) -> tuple[SourceState, ...]:
    """Turn each bullet that an entered total or note answers.

    A figure (shown, hidden or none counted) makes it `partly`, or `in_hand` when nothing is
    lacking any more. Without a figure a refusal makes it `refused`; a question without an
    answer, or a figure that nobody has approved for sharing, makes it `waiting`. A bullet
    that is in hand in part stays so, and says what is lacking.
    """
    return tuple(_turn(state, library, area, entered) for state in states)


def _turn(state: SourceState, library: Library, area: Area, entered: Entered) -> SourceState:
    if state.id == "cultural" and entered.notes:
        return _turn_notes(state, len({note.author.casefold() for note in entered.notes}))
    if any(_answers(library, statement, state.id) for statement in entered.statements):
        rest = tuple(words for words in state.lacking if words != STATEMENTS_COVER)
        return replace(
            state,
            status="partly" if rest else "in_hand",
            in_hand=(
                *state.in_hand,
                f"Graded statements: {BY_NOBODY if entered.invented else BY_LEADS}",
            ),
            lacking=rest,
        )
    measures = library.catalogue.entered
    own = [total for total in entered.totals if _bullet(total, measures) == state.id]
    if not own:
        return state
    got = [
        total
        for total in own
        if not total.answer and (total.cell.status in ANSWERED or total.has_range)
    ]
    asked = [total for total in own if total.answer]
    covered = {
        words
        for measure in measures.values()
        if _is_whole([t for t in got if t.measure == measure.id], measure, area)
        for words in measure.covers
    }
    shared = {
        words
        for name in {total.measure for total in got}
        if name in measures and measures[name].one_of_many
        for words in measures[name].covers
    }
    lacking = [
        f"{words} {OTHERS}" if words in shared else words
        for words in state.lacking
        if words not in covered or words in shared
    ]
    for total in asked:
        name = measures[total.measure].label if total.measure in measures else state.text
        lacking.append(f"{name}: {ANSWERS[total.answer]}")
    names = {total.measure: measures[total.measure].label for total in got}
    by = BY_NOBODY if entered.invented else BY_LEADS
    status = state.status
    if got:
        status = "partly" if lacking else "in_hand"
    elif status == "not_collected":
        answers = {total.answer for total in asked}
        waits = answers & {WAITING, NOT_APPROVED}
        status = REFUSED if REFUSED in answers else WAITING if waits else status
    return replace(
        state,
        status=status,
        in_hand=(*state.in_hand, *(f"{label}: {by}" for label in names.values())),
        lacking=tuple(dict.fromkeys(lacking)),
    )


def _answers(library: Library, statement: Statement, bullet: str) -> bool:
    return library.catalogue.statements.kinds[statement.about.kind].answers == bullet


def _bullet(total: Total, measures: Mapping[str, EnteredMeasure]) -> str:
    measure = measures.get(total.measure)
    return measure.bullet if measure is not None else total.measure.removeprefix("bullet.")


def _is_whole(got: list[Total], measure: EnteredMeasure, area: Area) -> bool:
    """True when the area has a figure, or every county of it, or no county can have one."""
    places = {total.place.id for total in got if is_said(total)}
    if area.place.id in places or set(area.fips) <= places:
        return True
    return bool(places) and not {"county", "area"} & set(measure.levels)


def _turn_notes(state: SourceState, authors: int) -> SourceState:
    lacking = tuple(words for words in state.lacking if words != NOTES_COVER)
    if authors < 2:
        lacking = (*lacking, SECOND_AUTHOR)
    return replace(
        state,
        status="partly" if lacking else "in_hand",
        in_hand=(*state.in_hand, f"Notes on cultural factors: {BY_LEADS}"),
        lacking=lacking,
    )
