"""What is known of a larger area only: shown as that area's, and never given to a county."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from firstlight.assessment.context_words import make_tables, say_nation, say_place, say_table
from firstlight.assessment.larger_places import (
    NO_CONTINUUM,
    LargerPlace,
    PlaceFigures,
    enter_figure,
    find_larger_places,
    has_rows,
    list_without_continuum,
    tell_without_continuum,
)
from firstlight.assessment.library import Library
from firstlight.assessment.model import LARGER_AREAS, Block, Refusal
from firstlight.assessment.register import Register
from firstlight.base.cell import Cell, Status
from firstlight.base.place import Area
from firstlight.catalogue.entries import Context

NOT_SIDE_BY_SIDE = {
    "state": "States differ in how they count, and in how many agencies report or inspect, so two "
    "states never stand side by side. Choose counties of one state to see its figures.",
    "district": "The collection holds more of one court’s cases than of another’s, so two courts "
    "never stand side by side. Choose counties of one district to see its figures.",
}
OF_THE_PLACE = "Known of this place"
OF_COUNTIES = "Known of single counties"
NO_ROW = "The file has no row for it. That is not a count of none."


def make_context_block(library: Library, register: Register, entry: Context, area: Area) -> Block:
    """Show what is in hand of the area's states (or nation, Continuums, districts, counties).

    Every figure carries the larger place, and a refusal says why the county has none. The
    other series of the entry, such as the agencies that reported, stand beside it wherever
    it stands. Where states, or courts, cannot be compared, an area in two of them gets
    neither: agencies and residents beside each count keep nobody from comparing the counts.
    """
    spots = [
        spot
        for spot in find_larger_places(library, entry, area)
        if has_rows(library, entry.series[0], spot)
    ]
    theirs = bool(spots) and all(spot.within is not None for spot in spots)
    refusals = [] if theirs else list(_refuse_sharing(entry, area))
    lacking = _find_missing_places(library, entry, area, spots)
    refusals += [Refusal(entry.label, NO_ROW, entry.ask_next, name, entry.id) for name in lacking]
    apart_from = list_without_continuum(library, area) if spots and entry.level == "coc" else ()
    refusals += [
        Refusal(entry.label, NO_CONTINUUM, entry.ask_next, name, entry.id) for name in apart_from
    ]
    apart = not entry.compare_states and len(spots) > 1
    if apart:
        refusals.append(
            Refusal(
                entry.label,
                NOT_SIDE_BY_SIDE[entry.level],
                entry.ask_next,
                area.place.name,
                entry.id,
            )
        )
        spots = []
    figures = {
        (series.name, spot.place.id, year): enter_figure(
            library, register, entry, series, spot, year
        )
        for spot in spots
        for series in entry.series
        for year in series.years
    }
    if len(spots) > library.catalogue.thresholds.context_said_at_most:
        sentences = list(say_table(entry, spots, figures))
    else:
        sentences = [
            sentence
            for spot in spots
            for sentence in say_place(library, register, entry, spot, figures)
        ]
    if spots and entry.says_nation:
        sentences += say_nation(library, register, entry, figures)
    refusals += _refuse_missing(entry, spots, figures)
    return Block(
        id=entry.id,
        title=entry.label,
        question=entry.question,
        sentences=tuple(sentences),
        tables=tuple(make_tables(register, entry, spots, figures, area)),
        warnings=entry.warnings,
        cannot_tell=(*entry.cannot_tell, *tell_without_continuum(apart_from)),
        ask_next=entry.ask_next,
        remarks=(*entry.remarks, f"Counted: {entry.universe}. Context, never scored."),
        refusals=tuple(refusals),
        context=entry,
        heading=_find_heading(entry, area, theirs=theirs),
    )


def _find_heading(entry: Context, area: Area, *, theirs: bool) -> str:
    """A county's own figure never stands under a heading of larger areas."""
    if not theirs and entry.level != "county":
        return LARGER_AREAS
    return OF_THE_PLACE if area.is_one_county else OF_COUNTIES


# Refusals ------------------------------------------------------------------------------------


def _refuse_sharing(entry: Context, area: Area) -> Iterator[Refusal]:
    """The county has no figure of its own, and the larger area's is not shared out."""
    if entry.level == "county" and area.is_one_county:
        return
    alone = "this county alone" if area.is_one_county else "these counties"
    yield Refusal(
        f"{entry.label}: a figure for {alone}",
        entry.why_not_for_county,
        entry.ask_next,
        area.place.name,
        entry.id,
    )


def _find_missing_places(
    library: Library, entry: Context, area: Area, spots: Sequence[LargerPlace]
) -> tuple[str, ...]:
    """States of the area of which the file has no row; the area where it is something else."""
    if entry.level == "state":
        found = {spot.place.id for spot in spots}
        names = library.catalogue.states.names
        return tuple(names[state] for state in area.states if state not in found)
    return () if spots else (area.place.name,)


def _refuse_missing(
    entry: Context, spots: Sequence[LargerPlace], figures: PlaceFigures
) -> Iterator[Refusal]:
    """One refusal for each place, series and reason, naming the years."""
    for spot in spots:
        for series in entry.series:
            whys: dict[Cell, list[str]] = {}
            for year in series.years:
                figure = figures[(series.name, spot.place.id, year)]
                cell = figure.quantity.cell
                if not cell.has_number:
                    whys.setdefault(cell, []).append(figure.period.label)
            for cell, years in whys.items():
                why = cell.why or "The file has no number here."
                yield Refusal(
                    f"{series.label}: {', '.join(years)}",
                    why,
                    "" if cell.status is Status.SUPPRESSED else entry.ask_next,
                    spot.place.name,
                    entry.id,
                )
