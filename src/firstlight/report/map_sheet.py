"""The ground of a measure map: counties projected, cut to the frame and ready to be shaded."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from firstlight.base.place import County
from firstlight.report.drawing import (
    Box,
    Point,
    Ring,
    area_of,
    box_of,
    clip_ring,
    overlap,
    widest_spot,
    write_path,
)
from firstlight.report.maps import (
    ELSEWHERE,
    LINE_STRONG,
    NEIGHBOR,
    WATER,
    Boundaries,
    fit_cone,
)


@dataclass(frozen=True, slots=True)
class MapSheet:
    """Counties ready to be drawn, in drawing units.

    `rings` are those with a boundary in hand, `points` those without; `middles` holds a
    point inside every county, `spots` a place for its name on a sheet that has names.
    `backdrop` is drawn first: land that is not on the map.
    """

    size: Point
    counties: tuple[County, ...]
    rings: Mapping[str, tuple[Ring, ...]]
    paths: Mapping[str, str]
    points: Mapping[str, Point]
    middles: Mapping[str, Point]
    spots: Mapping[str, Point]
    backdrop: str
    borders: str
    release: str
    publisher: str


def lay_sheet(
    counties: Sequence[County], boundaries: Boundaries, *, width: float, backdrop: bool
) -> MapSheet:
    """Project counties onto a sheet of this width; its height follows their shape.

    With `backdrop` the land around them is drawn too; without it only the land of their
    own states that is no county of today.
    """
    shapes = {
        c.fips: boundaries.counties[c.fips] for c in counties if c.fips in boundaries.counties
    }
    lacking = [county.fips for county in counties if county.fips not in shapes]
    corners = [point for shape in shapes.values() for ring in shape.rings for point in ring]
    corners += [boundaries.points[fips] for fips in lacking]
    codes = {county.fips[:2] for county in counties}
    gone = [
        shape
        for code, shape in boundaries.counties.items()
        if code[:2] in codes and code not in boundaries.points
    ]
    if lacking and not backdrop:
        corners += [point for shape in gone for ring in shape.rings for point in ring]
    size = _size_for(corners, width)
    cone = fit_cone(corners, size, 0.06 if backdrop else 0.02)
    rings = {
        fips: tuple(tuple(map(cone, ring)) for ring in shape.rings)
        for fips, shape in shapes.items()
    }
    return MapSheet(
        size=size,
        counties=tuple(counties),
        rings=rings,
        paths={
            fips: "".join(write_path(ring, step=0.7) for ring in own) for fips, own in rings.items()
        },
        points={fips: cone(boundaries.points[fips]) for fips in lacking},
        middles={county.fips: cone(boundaries.points[county.fips]) for county in counties},
        spots={fips: widest_spot(max(own, key=area_of)) for fips, own in rings.items()}
        if backdrop
        else {},
        backdrop=_draw_backdrop(set(shapes), boundaries, cone, size)
        if backdrop
        else "".join(
            f'<path d="{write_path(tuple(map(cone, ring)), step=0.7)}" fill="{NEIGHBOR}" '
            f'stroke="{LINE_STRONG}" stroke-width="0.6"/>'
            for shape in gone
            for ring in shape.rings
        ),
        borders="".join(
            write_path(clip_ring(tuple(map(cone, ring)), _frame_of(size)), step=0.7)
            for code, shape in boundaries.states.items()
            if backdrop or code in codes
            for ring in shape.rings
            if overlap(box_of(map(cone, ring)), _frame_of(size))
        ),
        release=boundaries.release,
        publisher=boundaries.publisher,
    )


def _frame_of(size: Point) -> Box:
    return (-8.0, -8.0, size[0] + 8, size[1] + 8)


def _size_for(corners: Sequence[Point], width: float) -> Point:
    """As tall as the counties need at this width, within what a page can hold."""
    west, south, east, north = box_of(corners)
    across = max((east - west) * math.cos(math.radians((south + north) / 2)), 1e-6)
    return width, round(min(max(width * (north - south) / across, 0.6 * width), 1.15 * width))


def _draw_backdrop(
    shown: set[str], boundaries: Boundaries, project: Callable[[Point], Point], size: Point
) -> str:
    frame = _frame_of(size)
    paths = []
    for code, shape in boundaries.counties.items():
        if code in shown or not overlap(box_of(map(project, _corners(shape.box))), frame):
            continue
        rings = (clip_ring(tuple(map(project, ring)), frame) for ring in shape.rings)
        paths.append("".join(write_path(ring, step=0.8) for ring in rings if len(ring) > 2))
    return (
        f'<rect width="{size[0]:g}" height="{size[1]:g}" fill="{WATER}"/>'
        f'<path d="{"".join(paths)}" fill="{ELSEWHERE}" stroke="#fff" stroke-width="1"/>'
    )


def _corners(box: Box) -> tuple[Point, ...]:
    west, south, east, north = box
    return (west, south), (west, north), (east, south), (east, north)


# The drawing -------------------------------------------------------------------------------------
