"""Plane geometry for drawings: boxes, rings, paths. Nothing here knows what it draws."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

Point = tuple[float, float]
Ring = tuple[Point, ...]
Box = tuple[float, float, float, float]  # left, top, right, bottom; or west, south, east, north


def escape(text: str) -> str:
    """Text for inside an SVG element."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def box_of(points: Iterable[Point]) -> Box:
    """The smallest box that holds every point."""
    across, down = zip(*points, strict=True)
    return min(across), min(down), max(across), max(down)


def overlap(one: Box, other: Box) -> bool:
    """True when two boxes share more than an edge."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def touch(one: Box, other: Box) -> bool:
    """True when two boxes overlap or share an edge."""
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def area_of(ring: Sequence[Point]) -> float:
    """The area inside a ring, by the shoelace formula; never negative."""
    pairs = zip(ring, (*ring[1:], ring[0]), strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


def shorten(ring: Sequence[Point], step: float) -> Ring:
    """Drop points closer than a step to the last one kept; both ends stay."""
    if len(ring) < 3:
        return tuple(ring)
    kept = [ring[0]]
    for point in ring[1:-1]:
        if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= step:
            kept.append(point)
    return (*kept, ring[-1])


def write_path(ring: Sequence[Point], *, close: bool = True, step: float = 0.4) -> str:
    """A ring or a line as path data, rounded to one decimal; specks are left out."""
    points = shorten(ring, step)
    if len(points) < 2 or (close and len(points) < 4 and area_of(ring) < 0.1):
        return ""
    text = "L".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f"M{text}{'Z' if close else ''}"


def clip_ring(ring: Sequence[Point], frame: Box) -> Ring:
    """The part of a ring inside a frame (Sutherland and Hodgman, 1974)."""
    left, top, right, bottom = box_of(ring)
    if left >= frame[0] and top >= frame[1] and right <= frame[2] and bottom <= frame[3]:
        return tuple(ring)
    if not overlap((left, top, right, bottom), frame):
        return ()
    points = list(ring)
    for axis, limit, above in ((0, frame[0], True), (0, frame[2], False),
                               (1, frame[1], True), (1, frame[3], False)):  # fmt: skip
        kept: list[Point] = []
        for last, here in zip((points[-1:] + points[:-1]), points, strict=True):
            here_in = (here[axis] >= limit) is above
            if here_in is not ((last[axis] >= limit) is above):
                kept.append(_cross(last, here, axis, limit))
            if here_in:
                kept.append(here)
        points = kept
        if not points:
            return ()
    return tuple(points)


def _cross(a: Point, b: Point, axis: int, limit: float) -> Point:
    part = (limit - a[axis]) / (b[axis] - a[axis])
    return a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1])


def chain_edges(rings: Iterable[Ring]) -> tuple[list[Ring], list[Ring]]:
    """Split rings into runs of edges on the outside and runs that two rings share."""
    kept = [ring for ring in rings if len(ring) > 2]
    seen: dict[frozenset[Point], int] = {}
    for ring in kept:
        for a, b in itertools.pairwise(ring):
            key = frozenset((a, b))
            seen[key] = seen.get(key, 0) + 1
    runs: dict[bool, list[list[Point]]] = {True: [], False: []}
    for ring in kept:
        last: bool | None = None
        for a, b in itertools.pairwise(ring):
            outside = seen[frozenset((a, b))] == 1
            if outside is last:
                runs[outside][-1].append(b)
            else:
                runs[outside].append([a, b])
            last = outside
    return [tuple(run) for run in runs[True]], [tuple(run) for run in runs[False]]


def widest_spot(ring: Sequence[Point], *, flatten: float = 0.4) -> Point:
    """A point inside the ring with much room to its left and right, for a name.

    Points of a grid are tried; the one farthest from every edge wins, with distances
    across counted less than distances down since a name is wider than it is tall.
    """
    left, top, right, bottom = box_of(ring)
    flat = [(x * flatten, y) for x, y in shorten(ring, 1.5)]
    best, spot = -1.0, ((left + right) / 2, (top + bottom) / 2)
    for i in range(1, 12):
        for j in range(1, 12):
            x, y = left + (right - left) * i / 12, top + (bottom - top) * j / 12
            room = _room((x * flatten, y), flat, best)
            if room > best:
                best, spot = room, (x, y)
    return spot


def _room(point: Point, ring: Sequence[Point], enough: float) -> float:
    """Squared distance to the nearest edge for a point inside the ring, -1 outside."""
    x, y = point
    inside, nearest = False, float("inf")
    x1, y1 = ring[-1]
    for x2, y2 in ring:
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
        dx, dy = x2 - x1, y2 - y1
        length = dx * dx + dy * dy
        t = 0.0 if length == 0 else max(0.0, min(1.0, ((x - x1) * dx + (y - y1) * dy) / length))
        nearest = min(nearest, (x - x1 - t * dx) ** 2 + (y - y1 - t * dy) ** 2)
        if nearest <= enough:
            return -1.0
        x1, y1 = x2, y2
    return nearest if inside else -1.0
