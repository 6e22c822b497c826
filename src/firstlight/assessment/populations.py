"""A sheet for each group: its size where a figure of this assessment says one, who serves it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from firstlight.assessment.figure_table import FigureTable, TableRow
from firstlight.assessment.library import Library
from firstlight.assessment.model import PopulationSheet
from firstlight.base.finding import Figure, Named, Part, When, Words
from firstlight.base.place import Area, PlaceKind
from firstlight.catalogue.entered import Population, PopulationSize

GROUP_SIZE = "group_size"
SAYS_ENTERED = "size entered by the leads, as its holder defines it"


def make_sheets(
    library: Library, figures: Mapping[str, Figure], area: Area
) -> tuple[PopulationSheet, ...]:
    """One sheet a group of `catalogue/populations`; every size is a figure made elsewhere."""
    arenas = library.catalogue.arenas.names
    return tuple(
        PopulationSheet(
            id=group.id,
            name=group.name,
            who=group.who,
            context=group.context,
            table=_make_table(group, figures, area),
            why_no_size=group.why_no_size,
            holder=group.holder,
            ask=group.ask,
            served_by=tuple(arenas[code] for code in group.served_by),
            unknown=group.unknown,
            misuse_guard=group.misuse_guard,
        )
        for group in library.catalogue.populations
    )


def _make_table(group: Population, figures: Mapping[str, Figure], area: Area) -> FigureTable | None:
    rows = tuple(
        TableRow(tuple(_label(size.says, figure, area)), figure.id)
        for size in (*group.sizes, PopulationSize(GROUP_SIZE, SAYS_ENTERED))
        for figure in _find(size.figure, group, figures, area)
    )
    title: tuple[Part, ...] = (Words(f"{group.name}: what is counted"),)
    return FigureTable(title, "What was counted", "Number", rows) if rows else None


def _find(
    name: str, group: Population, figures: Mapping[str, Figure], area: Area
) -> Iterator[Figure]:
    """The indicator's figure for the area; of a block or an entered total, every one here."""
    if f"{name}.{area.place.id}" in figures:
        yield figures[f"{name}.{area.place.id}"]
        return
    for figure in figures.values():
        if figure.indicator != name:
            continue
        entered = figure.id.startswith("entered.")
        if name == GROUP_SIZE and not figure.id.startswith(f"entered.{GROUP_SIZE}.{group.id}."):
            continue
        if entered or figure.place.kind in (PlaceKind.COUNTY, PlaceKind.AREA, PlaceKind.COC):
            yield figure


def _label(says: str, figure: Figure, area: Area) -> Iterator[Part]:
    yield Words(says[:1].upper() + says[1:])
    if figure.measured_for and figure.evidence:
        yield Words(", ")
        yield Named(figure.measured_for, figure.evidence)
    if figure.place.kind is not PlaceKind.COC and figure.place.id != area.place.id:
        yield Words(f", {figure.place.name}")
    yield Words(", ")
    yield When(figure.period)
