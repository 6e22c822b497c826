"""Distances over a sphere: between two points, and from a point to lines.

Points are (longitude, latitude) in degrees. Between two points the chord of the unit sphere is
turned into an arc, which is the haversine formula (Sinnott, Virtues of the Haversine, Sky and
Telescope 68, 1984). To a line, the cross-track distance by the normal of the great circle
through both ends (Snyder, Map Projections: A Working Manual, 1987, chapter 5). A sphere stands
in for the ellipsoid: off by at most 0.6 percent, far less than the rounding that is printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Point = tuple[float, float]  # longitude, latitude in degrees
Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """Straight pieces of lines on the unit sphere, and to which line each belongs.

    `starts` and `ends` have the shape (pieces, 3); `owner` (pieces,) counts lines from 0.
    """

    starts: Array
    ends: Array
    owner: npt.NDArray[np.int64]


def distance_between(one: Point, other: Point, *, radius_km: float) -> float:
    """Kilometers between two points along the great circle.

    >>> round(distance_between((-95.3698, 29.7604), (-96.7970, 32.7767), radius_km=6371.0088))
    362
    """
    return float(_arcs(_vectors([one]), _vectors([other]))[0]) * radius_km


def make_points(points: Sequence[Point]) -> Array:
    """Points as vectors of length 1, shape (points, 3), to measure to many times."""
    return _vectors(points)


def distances_to(point: Point, points: Array, *, radius_km: float) -> Array:
    """Kilometers from one point to each of `make_points`, shape (points,)."""
    kilometers: Array = _arcs(_vectors([point]), points) * radius_km
    return kilometers


def make_lines(lines: Sequence[Sequence[Sequence[Point]]]) -> Lines:
    """Cut lines, each of one or several parts, into straight pieces."""
    starts: list[Point] = []
    ends: list[Point] = []
    owner: list[int] = []
    for index, parts in enumerate(lines):
        for part in parts:
            starts.extend(part[:-1])
            ends.extend(part[1:])
            owner.extend([index] * (len(part) - 1))
    return Lines(_vectors(starts), _vectors(ends), np.array(owner, dtype=np.int64))


def find_nearest_line(point: Point, lines: Lines, *, radius_km: float) -> tuple[int, float]:
    """Which line lies nearest, counted from 0, and how many kilometers away.

    Raises
    ------
    ValueError
        When there are no lines.
    """
    if not len(lines.owner):
        raise ValueError("there are no lines to measure to")
    here = _vectors([point])
    normals = np.cross(lines.starts, lines.ends)
    lengths = np.linalg.norm(normals, axis=1, keepdims=True)
    normals = np.divide(normals, lengths, out=np.zeros_like(normals), where=lengths > 0)
    off = normals @ here[0]
    foot = here - off[:, None] * normals
    beside = (
        (lengths[:, 0] > 0)
        & (np.einsum("ij,ij->i", np.cross(lines.starts, foot), normals) >= 0)
        & (np.einsum("ij,ij->i", np.cross(foot, lines.ends), normals) >= 0)
    )
    at_ends = np.minimum(_arcs(here, lines.starts), _arcs(here, lines.ends))
    arcs = np.where(beside, np.abs(np.arcsin(np.clip(off, -1.0, 1.0))), at_ends)
    best = int(np.argmin(arcs))
    return int(lines.owner[best]), float(arcs[best]) * radius_km


def _vectors(points: Sequence[Point]) -> Array:
    """Points as vectors of length 1, shape (points, 3)."""
    degrees = np.array(points, dtype=np.float64).reshape(-1, 2)
    east, north = np.radians(degrees[:, 0]), np.radians(degrees[:, 1])
    flat = np.cos(north)
    return np.stack([flat * np.cos(east), flat * np.sin(east), np.sin(north)], axis=1)


def _arcs(one: Array, other: Array) -> Array:
    """Angles between vectors of length 1, in radians, by their chord."""
    chord = np.linalg.norm(one - other, axis=1)
    arcs: Array = 2 * np.arcsin(np.clip(chord / 2, 0.0, 1.0))
    return arcs
