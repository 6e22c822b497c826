"""Sentences and tables on larger places, filled from the catalogue's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from firstlight.assessment.figure_table import FigureTable, TableRow
from firstlight.assessment.larger_places import (
    LargerPlace,
    PlaceFigures,
    find_keys,
    find_table,
    keep_figure,
    observe_place,
    write_period,
)
from firstlight.assessment.library import Library
from firstlight.assessment.register import Register
from firstlight.base.finding import Named, Part, Sentence, Shown, When, Words
from firstlight.base.period import Period
from firstlight.base.place import US, Area
from firstlight.catalogue.entries import Context
from firstlight.sources import find_state

HEADS = {
    "state": "State",
    "nation": "Place",
    "coc": "Continuum of Care",
    "district": "District",
    "county": "County",
}


# What is said --------------------------------------------------------------------------------


def say_place(
    library: Library, register: Register, entry: Context, spot: LargerPlace, figures: PlaceFigures
) -> Iterator[Sentence]:
    """The sentences on the year that the entry leads with; none where a number is lacking."""
    named = _named(library, register, entry, spot)
    for template in (entry.says, *entry.says_more):
        sentence = _fill(register, entry, template, spot, figures, named)
        if sentence is None:
            return  # what is said after it would speak of nothing
        yield sentence


def say_table(
    entry: Context, spots: Sequence[LargerPlace], figures: PlaceFigures
) -> Iterator[Sentence]:
    """Many places: one sentence that leads to the table, resting on all that it shows."""
    found = [figures[("", spot.place.id, entry.lead)] for spot in spots]
    evidence = tuple(dict.fromkeys(name for figure in found for name in figure.evidence))
    if evidence:
        words = "Each place has its own row in the table; the rows are not added up."
        yield Sentence((Words(words),), evidence)


def _named(
    library: Library, register: Register, entry: Context, spot: LargerPlace
) -> dict[str, Named]:
    """Received words that a sentence needs, from the row of the year that leads."""
    series = entry.series[0]
    table = find_table(library, series)
    named = {}
    for key in find_keys(library, series, spot, table):
        for position in table.of_place(key):
            if series.year_column and table.text(position, series.year_column) != entry.lead:
                continue
            for word, column in entry.told.items():
                text = table.text(position, column)
                named[word] = register.name(text, [table.address(position, column)])
    return named


def say_nation(
    library: Library, register: Register, entry: Context, figures: PlaceFigures
) -> Iterator[Sentence]:
    """The nation in the year that leads, all series of it, by one sentence and no table.

    It is what the nation is everywhere here: the states and the District of Columbia.
    """
    spot = LargerPlace(US, "US")
    states = library.catalogue.states
    for series in entry.series:
        if not (series.nation_rows or series.nation_sum) or entry.lead not in series.years:
            continue
        table = find_table(library, series)
        keys: Sequence[str] = series.nation_rows
        if series.nation_sum:
            found = [
                find_state(table, state, states.names[state]) for state in states.in_the_nation
            ]
            keys = tuple(key for key in found if key is not None)
            if len(keys) < len(found):
                continue
        seen = observe_place(library, entry, series, spot, entry.lead, keys)
        figures[(series.name, "US", entry.lead)] = keep_figure(
            register, entry, series, spot, entry.lead, seen
        )
    sentence = _fill(register, entry, entry.says_nation, spot, figures, {})
    if sentence is not None:
        yield sentence


def _fill(
    register: Register,
    entry: Context,
    template: str,
    spot: LargerPlace,
    figures: PlaceFigures,
    named: dict[str, Named],
) -> Sentence | None:
    """Fill the names of a catalogue sentence; None when one of its figures has no number."""
    parts: list[Part] = []
    for piece in re.split(r"(\{\w+\}|\b(?:19|20)\d\d\b)", template):
        if piece == "{place}":
            parts.append(at_start(spot.name(register)) if not parts else spot.name(register))
        elif piece == "{period}":
            parts.append(When(write_period(entry, entry.lead)))
        elif piece.startswith("{"):
            word = piece.strip("{}")
            if word in named:
                parts.append(named[word])
                continue
            figure = figures.get(("" if word == "value" else word, spot.place.id, entry.lead))
            if figure is None or not figure.quantity.has_number:
                return None
            parts.append(Shown(figure.id))
        elif re.fullmatch(r"\d{4}", piece):
            parts.append(When(Period.year(int(piece))))
        elif piece:
            parts.append(Words(piece))
    return register.say(*parts, addresses=spot.made_from)


def at_start(part: Part) -> Part:
    if isinstance(part, Words):
        return Words(part.text[:1].upper() + part.text[1:])
    return part


# Tables --------------------------------------------------------------------------------------


def make_tables(
    register: Register,
    entry: Context,
    spots: Sequence[LargerPlace],
    figures: PlaceFigures,
    area: Area,
) -> Iterator[FigureTable]:
    """A table a place and series with a row a year; one a series where there is one year.

    A single place in a single year gets one table for all series of the same unit. The row of
    the year that leads is emphasized, except for one county of an area of several: its figure
    is not the area's.
    """
    if _fits_one_table(entry, spots):
        year = entry.series[0].years[0]
        yield FigureTable(
            (
                Words(f"{entry.short}, "),
                spots[0].name(register),
                Words(", "),
                When(write_period(entry, year)),
            ),
            "Measure",
            entry.series[0].unit,
            tuple(
                TableRow(
                    (Words(series.label),),
                    figures[(series.name, spots[0].place.id, year)].id,
                    not series.name,
                )
                for series in entry.series
            ),
        )
        return
    for series in entry.series:
        if len(series.years) == 1:
            year = series.years[0]
            title: tuple[Part, ...] = (Words(f"{series.label}, "), When(write_period(entry, year)))
            rows = tuple(
                TableRow(
                    (at_start(spot.name(register)),),
                    figures[(series.name, spot.place.id, year)].id,
                    spot.place == area.place and not series.name,
                )
                for spot in spots
            )
            if rows:
                yield FigureTable(title, HEADS[entry.level], series.unit, rows)
            continue
        for spot in spots:
            not_one_of_several = spot.within in (None, area.place)
            yield FigureTable(
                (Words(f"{series.label}, "), spot.name(register)),
                "Year",
                series.unit,
                tuple(
                    TableRow(
                        (When(write_period(entry, year)),),
                        figures[(series.name, spot.place.id, year)].id,
                        year == entry.lead and not series.name and not_one_of_several,
                    )
                    for year in series.years
                ),
            )


def _fits_one_table(entry: Context, spots: Sequence[LargerPlace]) -> bool:
    """One place, one year, several series that count the same thing."""
    years = {series.years for series in entry.series}
    same = len({series.unit for series in entry.series}) == 1
    return len(spots) == 1 < len(entry.series) and same and years == {(entry.lead,)}
