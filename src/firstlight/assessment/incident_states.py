"""What incident files in hand add to the sources that chapters ask for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from firstlight.assessment.incident_area import AreaIncidents
from firstlight.assessment.model import SourceState
from firstlight.base.cell import Status

MINORS = "minors_arrested"  # the bullet that asks for arrests of minors
IN_HAND = "Minors arrested, by the agencies of this area that are in incident files"
HIDDEN = "hidden to protect people"
REST = "{} (of the agencies that are not in the incident files)"


def add_incident_states(
    states: Iterable[SourceState], found: Sequence[AreaIncidents]
) -> tuple[SourceState, ...]:
    """Say of arrests of minors that the area's own are in hand, for the agencies in the files.

    A hidden count is in hand too, and is said to be hidden; one that was not reported is not.
    """
    cells = [one.minors_of["prostitution"].quantity.cell for one in found if one.covers]
    shown = any(cell.has_number and cell.status is not Status.STRUCTURAL_ZERO for cell in cells)
    if not shown and not any(cell.status is Status.SUPPRESSED for cell in cells):
        return tuple(states)
    said = IN_HAND if shown else f"{IN_HAND}: {HIDDEN}"
    return tuple(
        replace(
            state,
            status="partly" if state.status == "not_collected" else state.status,
            in_hand=(*state.in_hand, said),
            lacking=tuple(
                REST.format(words) if "counties themselves" in words else words
                for words in state.lacking
            ),
        )
        if state.id == MINORS
        else state
        for state in states
    )


__all__ = ["add_incident_states"]
