"""One measure over many counties, for a map and the list beside it; or why there is no map."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from firstlight.assessment.compare import value_of_county
from firstlight.assessment.figure_table import FigureTable, TableRow
from firstlight.assessment.guard import guard_sentences
from firstlight.assessment.library import Library
from firstlight.assessment.measures import make_block
from firstlight.assessment.model import Block
from firstlight.assessment.register import open_register
from firstlight.assessment.triggers import find_warnings
from firstlight.base.finding import Evidence, Figure, Words
from firstlight.base.place import Area, County
from firstlight.base.quantity import UnitKind
from firstlight.catalogue.entries import Indicator, WarningText

# Chapters on what was recorded: a map of it would show where somebody looked.
RECORDED_CHAPTERS = (2, 4)
WHY_NOT_RECORDED = (
    "Counts of cases, arrests and offenses are never mapped here: they show where somebody "
    "looked and wrote it down. The figures stand in the assessment, with who said nothing."
)

WHY_NOT_BY_COUNTY = (
    "Nothing of this question is counted county by county, so there is no map of it."
)


@dataclass(frozen=True, slots=True)
class MeasureMap:
    """One measure of many counties. `counties` are the figures by FIPS code.

    `scale` holds the counties that the classes are cut by: those of the area's whole
    states, whichever of them are on the map.
    """

    area: Area
    block: Block
    indicator: Indicator
    counties: Mapping[str, Figure]
    scale: tuple[float, ...]
    figures: Mapping[str, Figure]
    evidence: Mapping[str, Evidence]
    warnings: Mapping[str, WarningText]
    made_on: datetime.date
    data_received: datetime.date
    has_entered: bool = False  # it is made of bundled figures only
    has_invented: bool = False
    audience: str = "shared"

    @property
    def is_count(self) -> bool:
        """True for a count of people or things, drawn as circles and never as shading."""
        return self.indicator.kind == UnitKind.COUNT


def why_not_mapped(library: Library, measure: str) -> str:
    """Why there is no map of a measure; empty where there is one."""
    indicator = library.catalogue.indicators.get(measure)
    if indicator is None:
        return (
            "This measure is counted for agencies, districts or bigger areas, not for "
            "counties, so there is no map of counties. " + WHY_NOT_RECORDED
        )
    if indicator.parameter in RECORDED_CHAPTERS:
        return WHY_NOT_RECORDED
    by_factor = library.catalogue.never_scored.never_mapped.get(indicator.factor, "")
    return by_factor or indicator.never_mapped


def why_no_maps(parameter: int) -> str:
    """Why a question of the guide, by its number, of which no measure is mapped has no map."""
    return WHY_NOT_RECORDED if parameter in RECORDED_CHAPTERS else WHY_NOT_BY_COUNTY


@dataclass(frozen=True, slots=True)
class MapCoverage:
    """How many counties of an area a map has something to show for.

    `known` have a number, `ranged` only a stated range; the others have neither, and that is
    no zero.
    """

    known: int
    ranged: int
    counties: int


def cover_measure(library: Library, indicator: Indicator, area: Area) -> MapCoverage:
    """Count the counties of an area that have a number for a measure, or a range."""
    values = [value_of_county(library, indicator, county).quantity for county in area.counties]
    return MapCoverage(
        known=sum(quantity.has_number for quantity in values),
        ranged=sum(quantity.has_range for quantity in values),
        counties=len(values),
    )


def map_measure(
    library: Library,
    indicator: Indicator,
    area: Area,
    counties: Sequence[County],
    *,
    made_on: datetime.date,
) -> MeasureMap:
    """Work one measure out for the area and for every county that is to be drawn.

    Raises
    ------
    ValueError
        For a measure that is never mapped; `why_not_mapped` has the reason.
    """
    if why_not_mapped(library, indicator.id):
        raise ValueError(f"{indicator.id} is never mapped")
    register = open_register(library, made_on)
    block = make_block(library, register, indicator, area)
    guard_sentences(block.sentences, register.figures)
    own = set(area.fips)
    others = [county for county in counties if county.fips not in own]
    values = [value_of_county(library, indicator, county) for county in others]
    entered = register.enter_together(indicator, values)
    figures = dict(zip((county.fips for county in others), entered, strict=True))
    figures |= {fips: register.figures[f"{indicator.id}.{fips}"] for fips in area.fips}
    drawn = replace(block, tables=(_table_of(block, [figures[c.fips] for c in counties]),))
    warned = find_warnings(
        library,
        number=indicator.parameter,
        blocks=(drawn,),
        sources=(),
        figures=register.figures,
        area=Area(tuple(counties), area.name),
    )
    states = [county for state in area.states for county in library.gazetteer.of_state(state)]
    scale = (value_of_county(library, indicator, county).quantity for county in states)
    return MeasureMap(
        area=area,
        block=replace(block, warnings=warned),
        indicator=indicator,
        counties={county.fips: figures[county.fips] for county in counties},
        scale=tuple(
            quantity.value
            for quantity in scale
            if quantity.value is not None and not quantity.cell.unreliable
        ),
        figures=register.figures,
        evidence=register.evidence,
        warnings={name: library.catalogue.warnings[name] for name in warned},
        made_on=made_on,
        data_received=max(s.received_on for s in library.catalogue.sources.values()),
    )


def _table_of(block: Block, figures: Sequence[Figure]) -> FigureTable:
    """Every county of the map as one table, so that its warnings are found as a chapter's are."""
    rows = tuple(TableRow((Words(figure.place.name),), figure.id) for figure in figures)
    return replace(block.tables[0], rows=rows)
