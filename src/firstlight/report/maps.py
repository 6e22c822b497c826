"""Locator maps as SVG: where the area lies, among its neighbors and within its state.

Shapes are received boundaries, projected by an equal-area cone fitted to what is shown
(Snyder, Map Projections: A Working Manual, 1987, chapter 14, on the sphere). Longitudes
beyond the date line are carried on westward, so that Alaska stays in one piece.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from firstlight.base.place import Area
from firstlight.pack import Pack
from firstlight.report.drawing import (
    Box,
    Point,
    Ring,
    area_of,
    box_of,
    chain_edges,
    clip_ring,
    escape,
    overlap,
    touch,
    widest_spot,
    write_path,
)

SOURCE, TABLE = "county_boundaries_2017", "shapes"
LEAST_SPAN = 0.011  # radians of the earth, about 70 km: a tiny county keeps its neighbors
NAMED_AT_MOST = 12  # more names than this do not fit a map of this size

WATER, NEIGHBOR, ELSEWHERE, LAND = "#e8eef2", "#f5f0e7", "#ece5d8", "#ffffff"
CHOSEN, DAWN, DAWN_LINE = "#fbeadb", "#a1420e", "#d98a55"
INK, INK_2, LINE, LINE_STRONG = "#1b2430", "#465160", "#d6cdbe", "#857c6d"


@dataclass(frozen=True, slots=True)
class Shape:
    """The boundary of a county or a state, in degrees."""

    id: str
    name: str
    rings: tuple[Ring, ...]
    box: Box


@dataclass(frozen=True, slots=True)
class Boundaries:
    """Every boundary in hand, and a point inside every county of today."""

    counties: Mapping[str, Shape]
    states: Mapping[str, Shape]
    points: Mapping[str, Point]
    publisher: str
    release: str

    def __repr__(self) -> str:
        return f"Boundaries({len(self.counties)} counties, {self.release!r})"


@dataclass(frozen=True, slots=True)
class LocatorMap:
    """Three drawings of one area: wide, for a phone, and within its states.

    `points_only` names counties whose boundary is not in hand; a point stands for each.
    `outlined` is false when that is all of them.
    """

    wide: str
    narrow: str
    within: str
    points_only: tuple[str, ...]
    outlined: bool
    release: str
    publisher: str


def read_boundaries(pack: Pack) -> Boundaries:
    """Read all boundaries and inner points of the pack; about 50 ms, once."""
    table = pack.table(SOURCE, TABLE)
    counties: dict[str, Shape] = {}
    states: dict[str, Shape] = {}
    columns = (table.columns[name] for name in ("id", "name", "object", "rings"))
    for code, name, kind, text in zip(*columns, strict=True):
        rings = tuple(_read_ring(piece) for piece in text.split("|"))
        shape = Shape(code, name, rings, box_of(point for ring in rings for point in ring))
        (states if kind == "states" else counties)[code] = shape
    places = pack.table("census_gazetteer_2024", "counties")
    points = {
        code: (_westward(float(east)), float(north))
        for code, north, east in zip(
            *(places.columns[name] for name in ("fips", "INTPTLAT", "INTPTLONG")), strict=True
        )
    }
    return Boundaries(counties, states, points, table.source.publisher, table.source.release)


def _read_ring(text: str) -> Ring:
    pairs = (pair.split(",") for pair in text.split(" "))
    return tuple((_westward(float(east)), float(north)) for east, north in pairs)


def _westward(east: float) -> float:
    return east - 360 if east > 0 else east


def find_neighbors(area: Area, boundaries: Boundaries) -> tuple[str, ...]:
    """Codes of the counties that share a stretch of boundary with the area, in order of code.

    Only counties of today whose boundary is in hand; none for an area drawn as points.
    """
    own = [boundaries.counties[fips] for fips in area.fips if fips in boundaries.counties]
    corners = {point for shape in own for ring in shape.rings for point in ring}
    return tuple(
        sorted(
            code
            for code, shape in boundaries.counties.items()
            if code not in area.fips
            and code in boundaries.points
            and any(touch(shape.box, chosen.box) for chosen in own)
            and sum(point in corners for ring in shape.rings for point in ring[1:]) > 1
        )
    )


def draw_locator(area: Area, boundaries: Boundaries, *, prefix: str = "map") -> LocatorMap:
    """Draw where the area lies. `prefix` keeps the ids of several maps on a page apart."""
    lacking = tuple(c.full_name for c in area.counties if c.fips not in boundaries.counties)
    drawn = ", ".join(c.name for c in area.counties if c.fips in boundaries.counties)
    words = f"Outlined: {drawn}. " if drawn else ""
    if lacking:
        words += f"Marked by a point, since no boundary is in hand: {', '.join(lacking)}. "
    words += "Neighbors are named where there is room."
    states = ", ".join(area.states)
    return LocatorMap(
        wide=_draw_near(area, boundaries, (520.0, 430.0), 13.0, f"{prefix}-wide", words),
        narrow=_draw_near(area, boundaries, (360.0, 330.0), 15.0, f"{prefix}-narrow", words),
        within=_draw_within(area, boundaries, (200.0, 170.0), f"{prefix}-within", states),
        points_only=lacking,
        outlined=len(lacking) < len(area.counties),
        release=boundaries.release,
        publisher=boundaries.publisher,
    )


# Projection ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Cone:
    """Degrees to drawing units: an equal-area cone, then a scale and a shift."""

    middle: float
    n: float
    c: float
    scale: float = 1.0
    left: float = 0.0
    top: float = 0.0

    def __call__(self, point: Point) -> Point:
        angle = self.n * math.radians(point[0] - self.middle)
        reach = math.sqrt(self.c - 2 * self.n * math.sin(math.radians(point[1]))) / self.n
        x, y = reach * math.sin(angle), reach * math.cos(angle)
        return x * self.scale + self.left, y * self.scale + self.top


def fit_cone(corners: Sequence[Point], size: Point, margin: float) -> Callable[[Point], Point]:
    """A projection that puts every corner, in degrees, inside the size."""
    return _fit(box_of(corners), corners, size, margin, LEAST_SPAN)


def _fit(box: Box, points: Iterable[Point], size: Point, margin: float, least: float) -> _Cone:
    """A cone for this box of degrees, with all points inside the size."""
    south, north = box[1], box[3]
    sixth = (north - south) / 6
    low, high = (math.radians(lat) for lat in (south + sixth, north - sixth))
    n = (math.sin(low) + math.sin(high)) / 2
    n = n if abs(n) > 1e-6 else 1e-6
    c = math.cos(low) ** 2 + 2 * n * math.sin(low)
    bare = _Cone((box[0] + box[2]) / 2, n, c)
    west, top, east, bottom = box_of(map(bare, points))
    span_x, span_y = max(east - west, least), max(bottom - top, least)
    scale = min(size[0] * (1 - 2 * margin) / span_x, size[1] * (1 - 2 * margin) / span_y)
    left = size[0] / 2 - scale * (west + east) / 2
    down = size[1] / 2 - scale * (top + bottom) / 2
    return _Cone(bare.middle, n, c, scale, left, down)


# Drawing ---------------------------------------------------------------------------------------


def _chosen_rings(area: Area, boundaries: Boundaries) -> list[Ring]:
    """Rings of the chosen counties; a point stands for a boundary that is not in hand."""
    rings: list[Ring] = []
    for fips in area.fips:
        shape = boundaries.counties.get(fips)
        rings.extend(shape.rings if shape else ((boundaries.points[fips],),))
    return rings


def _draw_near(
    area: Area, boundaries: Boundaries, size: Point, letters: float, name: str, words: str
) -> str:
    chosen = _chosen_rings(area, boundaries)
    corners = [point for ring in chosen for point in ring]
    box = box_of(corners)
    cone = _fit(box, corners, size, 0.13, LEAST_SPAN)
    shrink = math.cos(math.radians((box[1] + box[3]) / 2))
    up = max((box[2] - box[0]) * shrink, box[3] - box[1], 1.2)
    side = up / shrink
    near: Box = (box[0] - side, box[1] - up, box[2] + side, box[3] + up)
    frame: Box = (-8.0, -8.0, size[0] + 8, size[1] + 8)
    own_states = {fips[:2] for fips in area.fips}
    layers = [f'<rect width="{size[0]:g}" height="{size[1]:g}" fill="{WATER}"/>']
    drawn: dict[str, list[Ring]] = {}
    for shape in boundaries.counties.values():
        if shape.id not in area.fips and overlap(shape.box, near):
            rings = [clip_ring(tuple(map(cone, ring)), frame) for ring in shape.rings]
            drawn[shape.id] = [ring for ring in rings if len(ring) > 2]
    for mine in (False, True):
        group = [rings for code, rings in drawn.items() if (code[:2] in own_states) is mine]
        path = "".join(write_path(ring, step=0.8) for rings in group for ring in rings)
        fill = NEIGHBOR if mine else ELSEWHERE
        layers.append(f'<path d="{path}" fill="{fill}" stroke="#fff" stroke-width="1"/>')
    borders = "".join(
        write_path(clip_ring(tuple(map(cone, ring)), frame), step=0.8)
        for shape in boundaries.states.values()
        if overlap(shape.box, near)
        for ring in shape.rings
    )
    layers.append(f'<path d="{borders}" fill="none" stroke="{LINE_STRONG}" stroke-width="1"/>')
    layers.append(_draw_chosen(area, boundaries, cone))
    layers.extend(_write_names(area, boundaries, cone, drawn, size, letters))
    return _frame(size, name, f"Map of {area.name}", words, "".join(layers))


def _draw_chosen(area: Area, boundaries: Boundaries, cone: _Cone) -> str:
    shapes = [boundaries.counties[fips] for fips in area.fips if fips in boundaries.counties]
    rings = [tuple(map(cone, ring)) for shape in shapes for ring in shape.rings]
    outer, inner = chain_edges(rings)
    fill = "".join(write_path(ring) for ring in rings)
    lines = "".join(write_path(run, close=False) for run in inner)
    edge = "".join(write_path(run, close=False) for run in outer)
    dots = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="7" fill="{CHOSEN}" stroke="{DAWN}" '
        'stroke-width="2.4"/>'
        for fips in area.fips
        if fips not in boundaries.counties
        for x, y in (cone(boundaries.points[fips]),)
    )
    return (
        f'<path d="{fill}" fill="{CHOSEN}"/>'
        f'<path d="{lines}" fill="none" stroke="{DAWN_LINE}" stroke-width="1"/>'
        f'<path d="{edge}" fill="none" stroke="{DAWN}" stroke-width="2.4" '
        f'stroke-linejoin="round" stroke-linecap="round"/>{dots}'
    )


def _write_names(
    area: Area,
    boundaries: Boundaries,
    cone: _Cone,
    drawn: Mapping[str, Sequence[Ring]],
    size: Point,
    letters: float,
) -> list[str]:
    """Names of the chosen counties, then of neighbors, each where it touches no other."""
    taken: list[Box] = []
    written: list[str] = []
    many = len(area.counties) > NAMED_AT_MOST
    for county in area.counties:
        shape = boundaries.counties.get(county.fips)
        if shape is None:
            x, y = cone(boundaries.points[county.fips])
            spot: Point = (x, y - 14)
            text = county.name
        else:
            largest = max((tuple(map(cone, ring)) for ring in shape.rings), key=area_of)
            spot, text = widest_spot(largest), shape.name
            west, _, east, _ = box_of(largest)
            if many and east - west < 0.56 * letters * len(text):
                continue
        written += _write_name(text, spot, letters, INK, CHOSEN, size, taken, force=not many)
    if len(area.counties) <= NAMED_AT_MOST:
        # Counties of 2017 that are no counties of today have no name to show.
        for code, rings in drawn.items():
            if not rings or code not in boundaries.points:
                continue
            largest, name = max(rings, key=area_of), boundaries.counties[code].name
            west, _, east, _ = box_of(largest)
            if east - west < 0.5 * letters * len(name):
                continue
            spot = widest_spot(largest)
            written += _write_name(name, spot, letters - 1, INK_2, NEIGHBOR, size, taken)
    return written


def _write_name(
    text: str,
    spot: Point,
    letters: float,
    ink: str,
    halo: str,
    size: Point,
    taken: list[Box],
    *,
    force: bool = False,
) -> list[str]:
    """Write a name at its spot or close to it; nothing where it would touch another."""
    half, tall = 0.27 * letters * len(text) + 2, 0.62 * letters
    for shift in (0.0, -1.1, 1.1, -2.0, 2.0) if force else (0.0,):
        x, y = spot[0], spot[1] + shift * letters
        x = min(max(x, half + 4), size[0] - half - 4) if force else x
        box: Box = (x - half, y - tall, x + half, y + tall)
        inside = box[0] > 3 and box[1] > 3 and box[2] < size[0] - 3 and box[3] < size[1] - 3
        if inside and not any(overlap(box, other) for other in taken):
            taken.append(box)
            weight = "600" if ink == INK else "400"
            return [
                f'<text x="{x:.1f}" y="{y + 0.34 * letters:.1f}" font-size="{letters:g}" '
                f'font-weight="{weight}" text-anchor="middle" fill="{ink}" stroke="{halo}" '
                f'stroke-width="3" stroke-linejoin="round" paint-order="stroke">'
                f"{escape(text)}</text>"
            ]
    return []


def _draw_within(area: Area, boundaries: Boundaries, size: Point, name: str, states: str) -> str:
    """The whole of the area's states, small and without names, with the area filled."""
    codes = dict.fromkeys(fips[:2] for fips in area.fips)
    shapes = [boundaries.states[code] for code in codes if code in boundaries.states]
    if not shapes:
        return ""
    corners = [point for shape in shapes for ring in shape.rings for point in ring]
    cone = _fit(box_of(corners), corners, size, 0.03, 0.0)
    land = [tuple(map(cone, ring)) for shape in shapes for ring in shape.rings]
    own = [tuple(map(cone, ring)) for ring in _chosen_rings(area, boundaries)]
    west, top, east, bottom = box_of(point for ring in own for point in ring)
    path = "".join(write_path(ring, step=0.8) for ring in land)
    fill = "".join(write_path(ring) for ring in own if len(ring) > 2)
    inner = (
        f'<path d="{path}" fill="{LAND}" stroke="{LINE_STRONG}" stroke-width="0.8"/>'
        f'<path d="{fill}" fill="{DAWN}" stroke="{DAWN}" stroke-width="0.6"/>'
    )
    if max(east - west, bottom - top) < 14:
        inner += (
            f'<circle cx="{(west + east) / 2:.1f}" cy="{(top + bottom) / 2:.1f}" r="10" '
            f'fill="none" stroke="{DAWN}" stroke-width="1.6"/>'
        )
    return _frame(size, name, f"Where the area lies in {states}", "", inner)


def _frame(size: Point, name: str, title: str, words: str, inner: str) -> str:
    described = f'<desc id="{name}-d">{escape(words)}</desc>' if words else ""
    by = f"{name}-t {name}-d" if words else f"{name}-t"
    return (
        f'<svg viewBox="0 0 {size[0]:g} {size[1]:g}" role="img" aria-labelledby="{by}">'
        f'<title id="{name}-t">{escape(title)}</title>{described}{inner}</svg>'
    )
