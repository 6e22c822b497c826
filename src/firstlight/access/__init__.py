"""How far is it from where a county's people live to a road, a port, an airport, a listed place?

Takes   a county of today, the bundled tables, and the catalogue's limits for each kind of place.
Gives   a `Center` of the county, and the `Nearest` of a kind with its distance and its cells,
        or why there is none. Straight over the ground: no road, no ferry, no time.
Data    centers of population of 2010, the gazetteer, interstate lines, ports and airports.
"""

from firstlight.access.centers import Center, read_center
from firstlight.access.distance import distance_between, find_nearest_line, make_lines
from firstlight.access.nearest import (
    AIRPORT,
    INTERSTATE,
    KINDS,
    LAND_PORT,
    SEAPORT,
    Nearest,
    Targets,
    find_nearest,
    read_targets,
    round_distance,
)

__all__ = [
    "AIRPORT",
    "INTERSTATE",
    "KINDS",
    "LAND_PORT",
    "SEAPORT",
    "Center",
    "Nearest",
    "Targets",
    "distance_between",
    "find_nearest",
    "find_nearest_line",
    "make_lines",
    "read_center",
    "read_targets",
    "round_distance",
]
