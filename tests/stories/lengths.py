"""Distances and lengths worked out a second time: other formulas, plain Python, no shared code.

Between two points the spherical law of cosines; to a line the least distance to many points set
along each of its pieces.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Mapping
from typing import Any

LENGTHS = {
    "access_interstate", "access_land_port", "access_seaport", "access_airport",
    "interstate_length", "task_force_distance",
}  # fmt: skip
EARTH_KM, MILE_KM = 6371.0088, 1.609344
EAST = {"pclon10", "INTPTLONG", "longitude", "Longitude", "lon"}
NORTH = {"pclat10", "INTPTLAT", "latitude", "Latitude", "lat"}
STEPS = 40  # points set along each piece of a line

Cells = Callable[[str, str], Mapping[tuple[int, str], str]]


def length_again(
    figure: dict[str, Any],
    document: dict[str, Any],
    cells_of: Cells,
    rows_of: Callable[[dict[str, Any]], list[int]],
) -> float:
    """Kilometers or miles of one figure from the text of the cells that its evidence names."""
    east: list[float] = []
    north: list[float] = []
    lines: list[str] = []
    lengths: list[float] = []
    for name in figure["evidence"]:
        evidence = document["evidence"][name]
        for row in rows_of(evidence):
            column = evidence["column"]
            text = cells_of(evidence["source"], evidence["file"])[(row, column)]
            if column in EAST:
                east.append(float(text))
            elif column in NORTH:
                north.append(float(text))
            elif column == "line":
                lines.append(text)
            else:
                lengths.append(float(text))
    miles = figure["indicator"].endswith("_miles")
    if lengths:
        km: float = round(math.fsum(lengths) / 2)
        return round(km / MILE_KM) if miles else km
    here = (east[0], north[0])
    if lines:
        exact = _to_line(here, lines[0])
        km = max(5, round(exact / 5) * 5)
        if exact < 5 and miles:
            return 4  # 5 km are 3.1 miles, and "within" is a bound
        return round(km / MILE_KM) if miles else km
    exact = _apart(here, (east[1], north[1]))
    if exact < MILE_KM:
        return 1 if miles else 2
    return round(exact / MILE_KM) if miles else round(exact)


def _apart(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometers by the spherical law of cosines."""
    (a, b), (c, d) = (tuple(map(math.radians, point)) for point in (one, other))
    cosine = math.sin(b) * math.sin(d) + math.cos(b) * math.cos(d) * math.cos(a - c)
    return EARTH_KM * math.acos(max(-1.0, min(1.0, cosine)))


def _to_line(here: tuple[float, float], text: str) -> float:
    best = math.inf
    for part in text.split("|"):
        points = [tuple(map(float, pair.split(","))) for pair in part.split(" ")]
        for (x, y), (to_x, to_y) in itertools.pairwise(points):
            for step in range(STEPS + 1):
                share = step / STEPS
                point = (x + share * (to_x - x), y + share * (to_y - y))
                best = min(best, _apart(here, point))
    return best
