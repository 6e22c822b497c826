"""Where a whole state is silent in the FBI's file, its agencies' silence is not theirs alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from firstlight.assessment.library import Library
from firstlight.assessment.model import Ask
from firstlight.assessment.register import Register
from firstlight.base.cell import Cell
from firstlight.base.finding import Figure, Sentence, Shown, When, Words
from firstlight.base.period import Period
from firstlight.base.place import US, Area
from firstlight.recorded import Recorded, cite_states, read_years_by_state

SILENT = "states_without_a_row"
BULLET = "police_recorded"
PROGRAM = "the state's crime-records program"
ASK_STATE = (
    "First ask the state's crime-records program whether it sends the FBI counts of human "
    "trafficking, and since when."
)


def find_silent_states(library: Library, area: Area, recorded: Recorded) -> dict[str, bool]:
    """States of the area without a row for the last year; true where no year has one."""
    years = read_years_by_state(library.pack)
    last = recorded.years[-1]
    return {
        state: not years.get(state)
        for state in area.states
        if last not in years.get(state, frozenset())
    }


def say_silent_states(
    library: Library, register: Register, area: Area, recorded: Recorded
) -> Iterator[Sentence]:
    """One sentence for each silent state of the area, with how many states are as silent."""
    silent = find_silent_states(library, area, recorded)
    names = library.catalogue.states.names
    first, last = recorded.years[0], recorded.years[-1]
    for state, always in silent.items():
        figure = _enter_count(library, register, first if always else last, last)
        parts = (Words("any year of "),) if always and first != last else ()
        yield register.say(
            Words(f"No agency of {_the(names[state])} has a row in the file for "),
            *parts,
            When(figure.period),
            Words(", and of the fifty states and the District of Columbia this is so of "),
            Shown(figure.id),
            Words(": the silence here is not that of these agencies alone."),
        )


def _enter_count(library: Library, register: Register, first: int, last: int) -> Figure:
    """How many of the states and DC have no row for any of these years; entered once."""
    name = f"{SILENT}.{first}-{last}.{US.id}"
    if name in register.figures:
        return register.figures[name]
    known = read_years_by_state(library.pack)
    wanted = set(range(first, last + 1))
    nation = library.catalogue.states.in_the_nation
    return register.enter_count(
        name,
        indicator=SILENT,
        label="States, the District of Columbia counted as one, without a row in the file",
        cell=Cell.counted(sum(not (known.get(state, frozenset()) & wanted) for state in nation)),
        unit="states",
        period=Period.year(last) if first == last else Period.years(first, last),
        place=US,
        made_from=cite_states(library.pack),
    )


def ask_state_first(ask: Ask, silent: dict[str, bool]) -> Ask:
    """The same ask, with the state's own program before its agencies where the state is silent."""
    if not silent or ask.bullet != BULLET:
        return ask
    return replace(ask, holder=f"{PROGRAM}, then {ask.holder}", ask=f"{ASK_STATE} {ask.ask}")


def _the(name: str) -> str:
    return f"the {name}" if name.startswith("District") else name
