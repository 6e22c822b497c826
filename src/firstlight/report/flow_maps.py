"""A map of moves into an area: the listed origins, and a line from each as broad as its flow.

Drawn with the projection and the boundaries of the locator maps.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from firstlight.assessment import Flow
from firstlight.base.finding import Figure
from firstlight.base.place import Area
from firstlight.report.drawing import Box, Point, box_of, clip_ring, overlap, write_path
from firstlight.report.maps import (
    DAWN,
    ELSEWHERE,
    INK,
    INK_2,
    LAND,
    LINE_STRONG,
    WATER,
    Boundaries,
    _chosen_rings,
    _Cone,
    _draw_chosen,
    _fit,
    _frame,
    _write_name,
)

WIDE: Point = (520.0, 360.0)
NARROW: Point = (320.0, 300.0)  # for a phone, where the wide one's letters would be too small
LETTERS = 13.0
ORIGIN = "#9fb8d3"
BROADEST = 7.0  # drawing units, for the largest flow of the map
NAMED_AT_MOST = 10


@dataclass(frozen=True, slots=True)
class FlowMap:
    """Moves into an area, drawn `wide` and, for a phone, `narrow`.

    `points_only` names origins and counties of the area without a boundary in hand, each drawn
    as a point; `not_drawn` those of which no point is in hand either.
    """

    wide: str
    narrow: str
    points_only: tuple[str, ...]
    not_drawn: tuple[str, ...]
    publisher: str
    release: str


def draw_flows(
    area: Area,
    flows: Sequence[Flow],
    figures: Mapping[str, Figure],
    boundaries: Boundaries,
    *,
    prefix: str = "flows",
) -> FlowMap | None:
    """Draw the flows whose figure has a number; None when there is none to draw."""
    sizes = {
        flow: figures[flow.figure].quantity.value or 0.0
        for flow in flows
        if figures[flow.figure].quantity.has_number
    }
    places = _find_points({flow.origin for flow in sizes} | set(area.fips), boundaries)
    drawn = {flow: size for flow, size in sizes.items() if {flow.origin, flow.into} <= set(places)}
    if not drawn:
        return None
    origins = list(dict.fromkeys(flow.origin for flow in drawn))
    corners = [point for ring in _chosen_rings(area, boundaries) for point in ring]
    corners += [
        point
        for code in origins
        if code[:2] in {fips[:2] for fips in area.fips}
        for ring in (
            boundaries.counties[code].rings if code in boundaries.counties else ((places[code],),)
        )
        for point in ring
    ]
    lacking = tuple(
        _name_of(code, boundaries, area)
        for code in (*area.fips, *origins)
        if code not in boundaries.counties
    )
    missing = {flow.origin for flow in sizes} - set(places)
    words = (
        "Each line leads from a county of the list to one of the area; a broader line is more. "
        "A line that leaves the picture leads to a county of another state."
    )

    def draw(size: Point, name: str) -> str:
        cone = _fit(box_of(corners), corners, size, 0.1, 0.03)
        layers = [
            f'<rect width="{size[0]:g}" height="{size[1]:g}" fill="{WATER}"/>',
            _draw_states(area, boundaries, cone, size),
            _draw_origins(origins, boundaries, places, cone),
            _draw_chosen(area, boundaries, cone),
            *_draw_lines(drawn, places, cone),
            *_name_origins(origins, boundaries, places, cone, area, size),
        ]
        return _frame(size, name, f"Moves into {area.name}", words, "".join(layers))

    return FlowMap(
        wide=draw(WIDE, prefix),
        narrow=draw(NARROW, f"{prefix}-narrow"),
        points_only=lacking,
        not_drawn=tuple(sorted(missing)),
        publisher=boundaries.publisher,
        release=boundaries.release,
    )


def _find_points(codes: set[str], boundaries: Boundaries) -> dict[str, Point]:
    """A point for each county: the gazetteer's, or the middle of its boundary's box."""
    found: dict[str, Point] = {}
    for code in codes:
        if code in boundaries.points:
            found[code] = boundaries.points[code]
        elif code in boundaries.counties:
            west, south, east, north = boundaries.counties[code].box
            found[code] = ((west + east) / 2, (south + north) / 2)
    return found


def _draw_states(area: Area, boundaries: Boundaries, cone: _Cone, size: Point) -> str:
    frame: Box = (-8.0, -8.0, size[0] + 8, size[1] + 8)
    own = {fips[:2] for fips in area.fips}
    paths = []
    for mine, fill in ((False, ELSEWHERE), (True, LAND)):
        path = "".join(
            write_path(clip_ring(ring, frame), step=0.8)
            for shape in boundaries.states.values()
            if (shape.id in own) is mine
            for bare in shape.rings
            for ring in (tuple(map(cone, bare)),)
            if overlap(box_of(ring), frame)
        )
        paths.append(f'<path d="{path}" fill="{fill}" stroke="{LINE_STRONG}" stroke-width="0.8"/>')
    return "".join(paths)


def _draw_origins(
    origins: Sequence[str], boundaries: Boundaries, places: Mapping[str, Point], cone: _Cone
) -> str:
    path = "".join(
        write_path(tuple(map(cone, ring)))
        for code in origins
        if code in boundaries.counties
        for ring in boundaries.counties[code].rings
    )
    dots = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{ORIGIN}" stroke="{INK_2}"/>'
        for code in origins
        if code not in boundaries.counties
        for x, y in (cone(places[code]),)
    )
    return f'<path d="{path}" fill="{ORIGIN}" stroke="{INK_2}" stroke-width="0.6"/>{dots}'


def _draw_lines(drawn: Mapping[Flow, float], places: Mapping[str, Point], cone: _Cone) -> list[str]:
    """One line a flow; its breadth is its share of the largest, and at least one unit."""
    most = max(drawn.values())
    lines = []
    for flow, size in sorted(drawn.items(), key=lambda item: -item[1]):
        (x, y), (to_x, to_y) = cone(places[flow.origin]), cone(places[flow.into])
        broad = max(1.0, BROADEST * size / most)
        lines.append(
            f'<path d="M{x:.1f},{y:.1f}L{to_x:.1f},{to_y:.1f}" stroke="{DAWN}" fill="none" '
            f'stroke-width="{broad:.1f}" stroke-opacity="0.55" stroke-linecap="round"/>'
        )
    return lines


def _name_of(code: str, boundaries: Boundaries, area: Area) -> str:
    names = {county.fips: county.full_name for county in area.counties}
    shape = boundaries.counties.get(code)
    return names.get(code) or (shape.name if shape else code)


def _name_origins(
    origins: Sequence[str],
    boundaries: Boundaries,
    places: Mapping[str, Point],
    cone: _Cone,
    area: Area,
    size: Point,
) -> list[str]:
    """Names where they touch no other: the area's first, when it is one county."""
    taken: list[Box] = []
    written: list[str] = []
    if area.is_one_county:
        spot = cone(places[area.fips[0]])
        written += _write_name(
            area.counties[0].name, spot, LETTERS, INK, LAND, size, taken, force=True
        )
    for code in origins[:NAMED_AT_MOST]:
        if code in boundaries.counties:
            x, y = cone(places[code])
            name = boundaries.counties[code].name
            written += _write_name(name, (x, y - 11), LETTERS, INK_2, LAND, size, taken)
    return written
