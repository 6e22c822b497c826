"""What the map page looks up: sheets of counties kept for every measure, and the map on them."""

from __future__ import annotations

import datetime
import functools
from dataclasses import dataclass

from firstlight.assessment import (
    MapCoverage,
    MeasureMap,
    cover_measure,
    map_measure,
    why_no_maps,
    why_not_mapped,
)
from firstlight.base.period import Period
from firstlight.base.place import Area, County
from firstlight.base.words import count_in_words
from firstlight.catalogue.entries import Indicator, Parameter
from firstlight.report import DrawnMap, MapSheet, draw_measure_map, find_neighbors, lay_sheet
from firstlight_web.pages.selectors import KEPT, forget_with_library, the_boundaries, the_library

NEAR, WHOLE = "near", "state"  # the words of the address
WIDE, NARROW = 640.0, 360.0


@dataclass(frozen=True, slots=True)
class MapPage:
    """One map, its drawing, and its counties in the order of the list."""

    measure: MeasureMap
    drawn: DrawnMap
    listed: tuple[County, ...]


@dataclass(frozen=True, slots=True)
class MapEntry:
    """One map of the index: what it shows, of when, and how much of the area it covers."""

    indicator: Indicator
    period: str
    covers: str  # empty where no area is chosen

    @property
    def is_weak(self) -> bool:
        """True when the evidence that it bears on trafficking is weak."""
        return self.indicator.evidence_strength.startswith("weak")


@dataclass(frozen=True, slots=True)
class MapShelf:
    """The maps of one question, under their headings; or why it has none."""

    parameter: Parameter
    groups: tuple[tuple[str, tuple[MapEntry, ...]], ...]
    why_none: str


@functools.lru_cache(maxsize=KEPT)
def list_shelves(area: Area | None) -> tuple[MapShelf, ...]:
    """Every map that can be drawn, by question of the guide and by heading."""
    mapped = list_mapped()
    shelves = []
    for parameter in the_library().catalogue.parameters:
        groups: dict[str, list[MapEntry]] = {}
        for indicator in mapped:
            if indicator.parameter == parameter.number:
                groups.setdefault(indicator.group, []).append(_enter(indicator, area))
        found = tuple((name, tuple(entries)) for name, entries in groups.items())
        why_none = "" if found else why_no_maps(parameter.number)
        shelves.append(MapShelf(parameter, found, why_none))
    return tuple(shelves)


def _enter(indicator: Indicator, area: Area | None) -> MapEntry:
    covers = ""
    if area:
        covers = say_coverage(cover_measure(the_library(), indicator, area))
    return MapEntry(indicator, Period.read(indicator.period).label, covers)


def say_coverage(found: MapCoverage) -> str:
    """For how many of the area's counties there is a number, in words: a count, no figure."""
    if found.counties == 1:
        return "It has a number" if found.known else "A range only" if found.ranged else "No number"
    every = count_in_words(found.counties)
    if found.known == found.counties:
        return f"All {every} counties"
    said = f"{count_in_words(found.known, capital=True)} of {every} counties"
    if found.known == 0:
        said = f"None of {every} counties"
    return f"{said}; {count_in_words(found.ranged)} with a range only" if found.ranged else said


def list_mapped() -> tuple[Indicator, ...]:
    """The measures that have a map, in the catalogue's order."""
    library = the_library()
    found = library.catalogue.indicators.values()
    return tuple(entry for entry in found if not why_not_mapped(library, entry.id))


def say_why_not(measure: str) -> str:
    """Why a measure has no map; empty where it has one."""
    return why_not_mapped(the_library(), measure)


@functools.lru_cache(maxsize=KEPT)
def list_counties(area: Area, extent: str) -> tuple[County, ...]:
    """The counties of a map: the area and those beside it, or its whole states.

    The area's own come first where it stands among its neighbors; otherwise by state and
    name, never by number.
    """
    gazetteer = the_library().gazetteer
    if extent == NEAR:
        beside = (gazetteer.counties[code] for code in find_neighbors(area, the_boundaries()))
        return (*area.counties, *sorted(beside, key=lambda county: county.full_name))
    return tuple(
        county
        for state in area.states
        for county in sorted(gazetteer.of_state(state), key=lambda county: county.name)
    )


@functools.lru_cache(maxsize=KEPT)
def _sheet(counties: tuple[County, ...], width: float, backdrop: bool) -> MapSheet:
    return lay_sheet(counties, the_boundaries(), width=width, backdrop=backdrop)


def get_map(area: Area, measure: str, extent: str) -> MapPage:
    """The map of one measure, drawn on sheets that are kept; itself kept while the day lasts."""
    return _map(area, measure, extent, datetime.date.today())  # noqa: DTZ011 - the day here


@functools.lru_cache(maxsize=KEPT)
def _map(area: Area, measure: str, extent: str, today: datetime.date) -> MapPage:
    library = the_library()
    counties = list_counties(area, extent)
    near = extent == NEAR
    made = map_measure(
        library,
        library.catalogue.indicators[measure],
        area,
        counties,
        made_on=today,
    )
    drawn = draw_measure_map(
        made,
        _sheet(counties, WIDE, near),
        _sheet(counties, NARROW, near),
        names=near,
    )
    return MapPage(made, drawn, counties)


forget_with_library(_map.cache_clear)
forget_with_library(list_shelves.cache_clear)
