"""Which places are meant by these words, and what are they part of?

Takes   a `Pack` (gazetteer, agencies, districts, Continuums of Care) and what a person typed.
Gives   counties, an `Area`, or every name that is unknown or ambiguous with its candidates.
Data    `catalogue/places/`, the Census gazetteer, the FBI's list of agencies.
"""

from firstlight.places.gazetteer import Gazetteer, find_county, read_gazetteer
from firstlight.places.parts import (
    ContinuumOfCare,
    District,
    find_without_continuum,
    read_continuums,
    read_districts,
)
from firstlight.places.resolve import (
    explain_state,
    give_name,
    name_area,
    resolve_places,
    search_places,
)
from firstlight.places.suggest import Suggestion, suggest_places

__all__ = [
    "ContinuumOfCare",
    "District",
    "Gazetteer",
    "Suggestion",
    "explain_state",
    "find_county",
    "find_without_continuum",
    "give_name",
    "name_area",
    "read_continuums",
    "read_districts",
    "read_gazetteer",
    "resolve_places",
    "search_places",
    "suggest_places",
]
