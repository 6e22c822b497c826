"""Which warnings travel with a chapter: those whose trigger is met by what it shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from firstlight.assessment.library import Library
from firstlight.assessment.model import Block, SourceState
from firstlight.base.finding import Figure
from firstlight.base.place import Area
from firstlight.base.quantity import UnitKind


def find_warnings(
    library: Library,
    *,
    number: int,
    blocks: Iterable[Block],
    sources: Iterable[SourceState],
    figures: Mapping[str, Figure],
    area: Area,
) -> tuple[str, ...]:
    """The ids of the warnings of one chapter, in the catalogue's order.

    Each block brings its own. W02 stands in the chapter on crimes even while no arrest is
    in hand: that there is none is what it warns of. W03 stands where any cell or source
    has no number; W08 where a rate is shown for fewer residents than the catalogue's
    small population, a count is small, or an estimate is marked unreliable.
    """
    blocks = tuple(blocks)
    shown = [figures[row.figure] for block in blocks for t in block.tables for row in t.rows]
    found = {warning for block in blocks for warning in block.warnings}
    if number == 4:
        found.add("W02")
    if any(not figure.quantity.has_number for figure in shown) or any(
        source.status != "in_hand" for source in sources
    ):
        found.add("W03")
    if _has_small_rates(library, shown, area):
        found.add("W08")
    return tuple(warning for warning in library.catalogue.warnings if warning in found)


def _has_small_rates(library: Library, shown: list[Figure], area: Area) -> bool:
    small = library.catalogue.thresholds.small_population
    few = {
        county.fips
        for county in area.counties
        if county.residents is not None and county.residents < small
    }
    rates = (UnitKind.SHARE, UnitKind.RATE)
    small_count = library.catalogue.thresholds.small_count
    return any(
        figure.quantity.cell.unreliable
        or (
            figure.quantity.unit.kind is UnitKind.COUNT
            and 0 < abs(figure.quantity.value or 0.0) < small_count
        )
        or (figure.place.id in few and figure.quantity.unit.kind in rates)
        for figure in shown
        if figure.quantity.has_number
    )
