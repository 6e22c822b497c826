"""How an entered answer turns the state of a source bullet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from firstlight.assessment.library import Library
from firstlight.assessment.model import SourceState
from firstlight.base.cell import Status
from firstlight.base.place import Area
from firstlight.catalogue.entered import EnteredMeasure
from firstlight.entered import NOT_COUNTED, REFUSED, WAITING, Entered, Total

NOTES_COVER = "sourced notes by people from the community"
SECOND_AUTHOR = "notes by a second author"
ANSWERS = {
    REFUSED: "refused by a holder that was asked",
    WAITING: "asked, no answer yet",
    NOT_COUNTED: "not recorded by a holder that was asked",
}
BY_LEADS = "entered by the leads"
# who holds a total answered when the leads entered it, though the report hides a small one
ANSWERED = frozenset({Status.SHOWN, Status.TRUE_ZERO, Status.STRUCTURAL_ZERO, Status.SUPPRESSED})


def add_entered_states(
    states: Iterable[SourceState], library: Library, area: Area, entered: Entered
) -> tuple[SourceState, ...]:
    """Turn each bullet that an entered total or note answers.

    A figure (shown, hidden or none counted) makes it `partly`, or `in_hand` when nothing is
    lacking any more. Without a figure a refusal makes it `refused` and a question without an
    answer `waiting`; a bullet that is in hand in part stays so, and says what is lacking.
    """
    return tuple(_turn(state, library, area, entered) for state in states)


def _turn(state: SourceState, library: Library, area: Area, entered: Entered) -> SourceState:
    if state.id == "cultural" and entered.notes:
        return _turn_notes(state, len({note.author.casefold() for note in entered.notes}))
    measures = library.catalogue.entered
    own = [total for total in entered.totals if _bullet(total, measures) == state.id]
    if not own:
        return state
    got = [total for total in own if total.cell.status in ANSWERED]
    asked = [total for total in own if total.answer]
    covered = {
        words
        for measure in measures.values()
        if _is_whole([t for t in got if t.measure == measure.id], measure, area)
        for words in measure.covers
    }
    lacking = [words for words in state.lacking if words not in covered]
    for total in asked:
        name = measures[total.measure].label if total.measure in measures else state.text
        lacking.append(f"{name}: {ANSWERS[total.answer]}")
    names = {total.measure: measures[total.measure].label for total in got}
    status = state.status
    if got:
        status = "partly" if lacking else "in_hand"
    elif status == "not_collected":
        answers = {total.answer for total in asked}
        status = REFUSED if REFUSED in answers else WAITING if WAITING in answers else status
    return replace(
        state,
        status=status,
        in_hand=(*state.in_hand, *(f"{label}: {BY_LEADS}" for label in names.values())),
        lacking=tuple(dict.fromkeys(lacking)),
    )


def _bullet(total: Total, measures: Mapping[str, EnteredMeasure]) -> str:
    measure = measures.get(total.measure)
    return measure.bullet if measure is not None else total.measure.removeprefix("bullet.")


def _is_whole(got: list[Total], measure: EnteredMeasure, area: Area) -> bool:
    """True when the area has a figure, or every county of it, or no county can have one."""
    places = {total.place.id for total in got}
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
