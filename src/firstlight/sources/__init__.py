"""What does a source say of a place, and how is it kept from saying too much?

Takes   a `Pack` and a column of the catalogue.
Gives   `Observation`s: quantity with margin or bounds, and every received cell it came from.
Data    the bundled tables. Small counts are hidden here, before anything is worked out.
"""

from firstlight.sources.observe import (
    Release,
    find_absent,
    find_state,
    observe_counties,
    observe_county,
    observe_place,
    observe_rows,
)

__all__ = [
    "Release",
    "find_absent",
    "find_state",
    "observe_counties",
    "observe_county",
    "observe_place",
    "observe_rows",
]
