"""The map of one measure: shades for shares and rates, circles for counts, as SVG.

What is shown is solid; hidden is a dense diagonal hatch, no data are dots, a margin too wide
to lean on is horizontal lines. The chosen area is outlined. A county without a boundary in
hand is a point. A sheet holds the projected boundaries and can be kept for every measure.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from firstlight.assessment import MeasureMap
from firstlight.base.cell import Status
from firstlight.base.finding import Figure
from firstlight.base.place import Area
from firstlight.report.drawing import (
    Box,
    Point,
    chain_edges,
    escape,
    overlap,
    write_path,
)
from firstlight.report.map_classes import MapClasses, Mark, cut_classes, find_mark
from firstlight.report.map_sheet import MapSheet
from firstlight.report.maps import (
    CHOSEN,
    DAWN,
    INK,
    LAND,
    LINE,
    LINE_STRONG,
)
from firstlight.report.wording import STATE_WORDS, UNRELIABLE_WORDS, write_shown, write_value

QUIET = "#5b6573"
LARGEST = 0.055  # of the width: the radius of the largest circle
TOLD_AT_MOST = 24  # counties whose numbers are read aloud; beyond that the classes are counted
CIRCLE = "a circle, by its area"


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One entry of the legend: a swatch and its words. `mark` is a pattern, or empty."""

    words: str
    shade: str = ""
    mark: str = ""
    count: int = 0


@dataclass(frozen=True, slots=True)
class DrawnMap:
    """A map with its legend, and for each county how it is drawn, for the list beside it."""

    wide: str
    narrow: str
    legend: tuple[LegendEntry, ...]
    rows: Mapping[str, LegendEntry]
    points_only: tuple[str, ...]
    outlined: bool
    largest: Figure | None
    classes: MapClasses | None
    release: str
    publisher: str


# The sheet ---------------------------------------------------------------------------------------


def draw_measure_map(
    measure: MeasureMap, wide: MapSheet, narrow: MapSheet, *, names: bool
) -> DrawnMap:
    """Draw one measure on two sheets of the same counties, for a desk and for a phone.

    `names` writes names and numbers onto the map; without letters one drawing does for all
    widths, and `narrow` stays empty.
    """
    some = next(iter(measure.counties.values()))
    classes = None if measure.is_count else cut_classes(measure.scale, like=some)
    rows = {fips: _entry(figure, classes) for fips, figure in measure.counties.items()}
    shown = [f for f in measure.counties.values() if f.quantity.value]
    lacking = tuple(c.full_name for c in wide.counties if c.fips in wide.points)
    words = _describe(measure, rows, lacking)
    largest = max(shown, key=lambda f: f.quantity.value or 0.0) if shown else None

    told = {
        fips: f"<title>{escape(_tell(figure))}</title>" for fips, figure in measure.counties.items()
    }

    def draw(sheet: MapSheet, name: str, letters: float) -> str:
        return _draw(measure, sheet, classes, rows, told, name, words, letters if names else 0.0)

    return DrawnMap(
        wide=draw(wide, "map-wide", 15.0),
        narrow=draw(narrow, "map-narrow", 15.0) if names else "",
        legend=_legend(classes, rows.values()),
        rows=rows,
        points_only=lacking,
        outlined=any(fips in wide.rings for fips in measure.area.fips),
        largest=largest if measure.is_count else None,
        classes=classes,
        release=wide.release,
        publisher=wide.publisher,
    )


def _entry(figure: Figure, classes: MapClasses | None) -> LegendEntry:
    mark, value = find_mark(figure), figure.quantity.value
    if mark is Mark.UNRELIABLE:
        return LegendEntry(UNRELIABLE_WORDS, mark=mark.value)
    if mark is not None or value is None:
        return LegendEntry(STATE_WORDS[figure.quantity.cell.status], mark=str(mark))
    if classes is None:
        return LegendEntry(CIRCLE if value else STATE_WORDS[Status.TRUE_ZERO])
    one = classes.classes[classes.find(value)]
    return LegendEntry(one.words, shade=one.shade)


def _legend(classes: MapClasses | None, rows: Iterable[LegendEntry]) -> tuple[LegendEntry, ...]:
    """The classes that stand on this map, then the marks that do; nothing that does not."""
    drawn: dict[LegendEntry, int] = {}
    for row in rows:
        drawn[row] = drawn.get(row, 0) + 1
    shaded = [LegendEntry(one.words, shade=one.shade) for one in classes.classes] if classes else []
    marked = sorted((row for row in drawn if row.mark), key=lambda row: (row.mark, row.words))
    return tuple(
        replace(entry, count=drawn[entry]) for entry in (*shaded, *marked) if entry in drawn
    )


def _describe(measure: MeasureMap, rows: Mapping[str, LegendEntry], lacking: Sequence[str]) -> str:
    words = [f"Outlined: {measure.area.name}."]
    if len(measure.counties) <= TOLD_AT_MOST:
        words += [
            f"{figure.place.name}: {write_shown(figure)}." for figure in measure.counties.values()
        ]
    else:
        counts: dict[str, int] = {}
        for row in rows.values():
            counts[row.words] = counts.get(row.words, 0) + 1
        words += [f"{name}: {number} counties." for name, number in counts.items()]
        words.append("Every number stands in the list.")
    if lacking:
        words.append(f"Marked by a point, since no boundary is in hand: {', '.join(lacking)}.")
    return " ".join(words)


def _draw(
    measure: MeasureMap,
    sheet: MapSheet,
    classes: MapClasses | None,
    rows: Mapping[str, LegendEntry],
    told: Mapping[str, str],
    name: str,
    words: str,
    letters: float,
) -> str:
    layers = [_patterns(name, rows.values()), sheet.backdrop]
    line = LAND if classes else LINE
    for county in sheet.counties:
        fill = _fill(rows[county.fips], name)
        if county.fips in sheet.paths:
            layers.append(
                f'<path d="{sheet.paths[county.fips]}" fill="{fill}" stroke="{line}" '
                f'stroke-width="0.7">{told[county.fips]}</path>'
            )
    layers.append(
        f'<path d="{sheet.borders}" fill="none" stroke="{LINE_STRONG}" stroke-width="1"/>'
    )
    layers.append(_outline(measure.area, sheet))
    for fips, (x, y) in sheet.points.items():
        own = fips in measure.area.fips
        layers.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="7" fill="{_fill(rows[fips], name)}" '
            f'stroke="{DAWN if own else INK}" stroke-width="{2.4 if own else 1:g}">'
            f"{told[fips]}</circle>"
        )
    if classes is None:
        layers.append(_circles(measure, sheet, told))
    if letters:
        layers.extend(_names(measure, sheet, classes, rows, letters))
    title = f"Map: {measure.indicator.label}, {measure.area.name}"
    return (
        f'<svg viewBox="0 0 {sheet.size[0]:g} {sheet.size[1]:g}" role="img" '
        f'aria-labelledby="{name}-t {name}-d"><title id="{name}-t">{escape(title)}</title>'
        f'<desc id="{name}-d">{escape(words)}</desc>{"".join(layers)}</svg>'
    )


def _tell(figure: Figure) -> str:
    return f"{figure.place.name}: {write_shown(figure)}"


def _fill(row: LegendEntry, name: str) -> str:
    if row.mark:
        return f"url(#{name}-{row.mark})"
    return row.shade or LAND


def _patterns(name: str, rows: Iterable[LegendEntry]) -> str:
    used = {row.mark for row in rows}
    drawn = {
        Mark.HIDDEN: f'<path d="M-1 1l2-2M0 6l6-6M5 7l2-2" stroke="{INK}" stroke-width="1.4"/>',
        Mark.NO_REPORT: f'<circle cx="3" cy="3" r="0.9" fill="{QUIET}"/>',
        Mark.NOT_ASKED: f'<path d="M0 0h3" stroke="{QUIET}" stroke-width="1"/>',
        Mark.REFUSED: f'<path d="M0 0l6 6" stroke="{QUIET}" stroke-width="1"/>',
        Mark.UNRELIABLE: f'<path d="M0 3h6" stroke="{QUIET}" stroke-width="1.2"/>',
    }
    patterns = "".join(
        f'<pattern id="{name}-{mark.value}" width="6" height="6" patternUnits="userSpaceOnUse">'
        f'<path d="M0 0h6v6H0z" fill="{LAND}"/>{inner}</pattern>'
        for mark, inner in drawn.items()
        if mark.value in used
    )
    return f"<defs>{patterns}</defs>" if patterns else ""


def _outline(area: Area, sheet: MapSheet) -> str:
    """The edge of the chosen area, in dawn over white."""
    rings = [ring for fips in area.fips for ring in sheet.rings.get(fips, ())]
    outer, _ = chain_edges(rings)
    edge = "".join(write_path(run, close=False, step=0.7) for run in outer)
    join = 'stroke-linejoin="round" stroke-linecap="round"'
    return (
        f'<path d="{edge}" fill="none" stroke="#fff" stroke-width="5" {join}/>'
        f'<path d="{edge}" fill="none" stroke="{DAWN}" stroke-width="2.6" {join}/>'
    )


def _circles(measure: MeasureMap, sheet: MapSheet, told: Mapping[str, str]) -> str:
    """One circle for each count that is shown; its area is the count."""
    values = {
        fips: figure.quantity.value
        for fips, figure in measure.counties.items()
        if figure.quantity.value
    }
    most = max(values.values(), default=0.0)
    if most <= 0:
        return ""
    drawn = []
    for fips, value in sorted(values.items(), key=lambda pair: -pair[1]):
        x, y = sheet.middles[fips]
        radius = max(1.2, LARGEST * sheet.size[0] * math.sqrt(max(value, 0.0) / most))
        drawn.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="#2f4168" '
            f'fill-opacity="0.82" stroke="#fff" stroke-width="1">'
            f"{told[fips]}</circle>"
        )
    return "".join(drawn)


def _names(
    measure: MeasureMap,
    sheet: MapSheet,
    classes: MapClasses | None,
    rows: Mapping[str, LegendEntry],
    letters: float,
) -> list[str]:
    """Names and numbers, the chosen counties first, where both fit and touch no other's."""
    taken: list[Box] = []
    written: list[str] = []
    dark = {one.shade for one in classes.classes if one.dark} if classes else set()
    chosen = set(measure.area.fips)
    ordered = sorted(sheet.counties, key=lambda county: county.fips not in chosen)
    for county in ordered:
        rings = sheet.rings.get(county.fips)
        if rings:
            spot = sheet.spots[county.fips]
        else:
            x, y = sheet.points[county.fips]
            spot = (x, y - 1.6 * letters)
        if classes is None:
            spot = (spot[0], spot[1] + LARGEST * sheet.size[0] * 0.6)
        name = county.name.removesuffix(" County")
        figure = measure.counties[county.fips]
        number = write_value(figure) if figure.quantity.has_number else ""
        half = 0.28 * letters * max(len(name), len(number)) + 2
        tall = 1.15 * letters if number else 0.62 * letters
        box = (spot[0] - half, spot[1] - tall, spot[0] + half, spot[1] + tall)
        inside = (
            box[0] > 2 and box[1] > 2 and box[2] < sheet.size[0] - 2 and box[3] < sheet.size[1] - 2
        )
        if not inside or any(overlap(box, other) for other in taken):
            continue
        taken.append(box)
        row = rows[county.fips]
        white = row.shade in dark and bool(rings)
        ink, halo = ("#fff", row.shade) if white else (INK, row.shade or CHOSEN)
        if row.mark or not rings:
            halo = LAND
        own = county.fips in chosen
        written.append(_write_label(name, number, figure, spot, letters, ink, halo, own=own))
    return written


def _write_label(
    name: str,
    number: str,
    figure: Figure,
    spot: Point,
    letters: float,
    ink: str,
    halo: str,
    *,
    own: bool,
) -> str:
    x, y = spot
    weight = "600" if own else "400"
    top = y - 0.1 * letters if number else y + 0.34 * letters
    text = f'<tspan x="{x:.1f}" y="{top:.1f}" font-weight="{weight}">{escape(name)}</tspan>'
    if number:
        text += (
            f'<tspan x="{x:.1f}" y="{y + 1.0 * letters:.1f}" '
            f'data-value="{figure.quantity.value!r}" data-figure="{escape(figure.id)}" '
            f'data-evidence="{" ".join(figure.evidence)}">{escape(number)}</tspan>'
        )
    return (
        f'<text font-size="{letters:g}" text-anchor="middle" fill="{ink}" stroke="{halo}" '
        f'stroke-width="3" stroke-linejoin="round" paint-order="stroke">{text}</text>'
    )
