"""What is known of a larger area only: shown as that area's, and never given to a county."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from firstlight.assessment.library import Library
from firstlight.assessment.model import Block, FigureTable, Refusal, TableRow
from firstlight.assessment.register import Register
from firstlight.base.cell import Cell, Status
from firstlight.base.finding import Figure, Named, Part, Sentence, Shown, When, Words
from firstlight.base.observation import Observation
from firstlight.base.period import Period
from firstlight.base.place import US, Area, Place, PlaceKind
from firstlight.base.provenance import Address
from firstlight.base.quantity import UnitKind
from firstlight.catalogue.entries import Context, Series
from firstlight.pack import PackTable
from firstlight.places import read_continuums, read_districts
from firstlight.sources import find_state, observe_county, observe_rows

HEADS = {
    "state": "State",
    "nation": "Place",
    "coc": "Continuum of Care",
    "district": "District",
    "county": "County",
}
NOT_SIDE_BY_SIDE = {
    "state": "States differ in how they count, and in how many agencies report or inspect, so two "
    "states never stand side by side. Choose counties of one state to see its figures.",
    "district": "The collection holds more of one court’s cases than of another’s, so two courts "
    "never stand side by side. Choose counties of one district to see its figures.",
}
NO_ROW = "The file has no row for it. That is not a count of none."


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place that a context entry is about, and what it is called in received data."""

    place: Place
    key: str
    made_from: tuple[Address, ...] = ()  # where its name was received, if it was
    within: Place | None = None  # the area, for a place that figures are only measured for
    measured_for: str = ""

    def name(self, register: Register) -> Part:
        """Its name inside a sentence or a label."""
        text = "the United States" if self.place is US else self.place.name
        return register.name(text, self.made_from) if self.made_from else Words(text)


def make_context_block(library: Library, register: Register, entry: Context, area: Area) -> Block:
    """Show what is in hand of the area's states (or nation, Continuums, districts, counties).

    Every figure carries the larger place, and a refusal says why the county has none. The
    other series of the entry, such as the agencies that reported, stand beside it wherever
    it stands. Where states, or courts, cannot be compared, an area in two of them gets
    neither: agencies and residents beside each count keep nobody from comparing the counts.
    """
    spots = [
        spot for spot in _spots(library, entry, area) if _has_rows(library, entry.series[0], spot)
    ]
    refusals = list(_refuse_sharing(entry, area))
    lacking = _missing_places(library, entry, area, spots)
    refusals += [Refusal(entry.label, NO_ROW, entry.ask_next, name, entry.id) for name in lacking]
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
        (series.name, spot.place.id, year): _enter(library, register, entry, series, spot, year)
        for spot in spots
        for series in entry.series
        for year in series.years
    }
    if len(spots) > library.catalogue.thresholds.context_said_at_most:
        sentences = list(_say_table(entry, spots, figures))
    else:
        sentences = [
            sentence
            for spot in spots
            for sentence in _say_place(library, register, entry, spot, figures)
        ]
    if spots and entry.says_nation:
        sentences += _say_nation(library, register, entry, figures)
    refusals += _refuse_missing(entry, spots, figures)
    return Block(
        id=entry.id,
        title=entry.label,
        question=entry.question,
        sentences=tuple(sentences),
        tables=tuple(_tables(register, entry, spots, figures)),
        warnings=entry.warnings,
        cannot_tell=entry.cannot_tell,
        ask_next=entry.ask_next,
        remarks=(*entry.remarks, f"Counted: {entry.universe}. Context, never scored."),
        refusals=tuple(refusals),
        context=entry,
    )


_Figures = dict[tuple[str, str, str], Figure]


def _spots(library: Library, entry: Context, area: Area) -> Iterator[_Spot]:
    """The places of the entry's level that the area lies in or consists of."""
    column = entry.series[0].column
    table = library.pack.table(column.source, column.table, column.where)
    match entry.level:
        case "state":
            for state in area.states:
                name = library.catalogue.states.names[state]
                key = find_state(table, state, name)
                if key is not None:
                    yield _Spot(Place(PlaceKind.STATE, state, name), key)
        case "nation":
            yield _Spot(US, "US")
        case "coc":
            smallest = library.catalogue.thresholds.continuum_smallest_percent
            for continuum in read_continuums(library.pack, area.fips, smallest_percent=smallest):
                name = f"{continuum.number}, {continuum.name}"
                place = Place(PlaceKind.COC, continuum.number, name)
                of = f"Continuum of Care {continuum.number}"
                yield _Spot(place, continuum.number, continuum.made_from, area.place, of)
        case "district":
            for district in read_districts(library.pack, area.fips):
                key = _court_of(district.name)
                place = Place(PlaceKind.DISTRICT, key.replace("_", "-"), district.name)
                of = f"federal court {key}"
                yield _Spot(place, key, district.made_from, area.place, of)
        case "county":
            for county in area.counties:
                yield _Spot(county.place, county.fips)


def _court_of(district: str) -> str:
    """A district as the case file writes it: "Texas Southern" is Southern_Texas."""
    *state, side = district.split()
    turned = [side, *state] if side in ("Northern", "Southern", "Eastern", "Western", "Middle",
                                        "Central") else [*state, side]  # fmt: skip
    return "_".join(turned)


def _has_rows(library: Library, series: Series, spot: _Spot) -> bool:
    """True when the table has a row of the place in any year that is shown."""
    if spot.place.kind is PlaceKind.COUNTY:
        return True  # its own status says why there is none
    table = _table(library, series)
    keys = _keys(library, series, spot, table)
    return any(
        not series.year_column or table.text(position, series.year_column) in series.years
        for key in keys
        for position in table.of_place(key)
    )


def _table(library: Library, series: Series) -> PackTable:
    return library.pack.table(series.column.source, series.column.table, series.column.where)


def _keys(library: Library, series: Series, spot: _Spot, table: PackTable) -> tuple[str, ...]:
    """The texts of the place column that stand for the place in this series' table."""
    if spot.place is US:
        return series.nation_rows
    if spot.place.kind is PlaceKind.STATE:
        key = find_state(table, spot.place.id, spot.place.name)
        return () if key is None else (key,)
    return (spot.key,)


def _observe(
    library: Library, entry: Context, series: Series, spot: _Spot, year: str, keys: Sequence[str]
) -> Observation:
    """What the table says of the place in the year; the same for every area that lies in it."""
    name = (entry.id, series.name, spot.place.id, year)
    if name not in library.seen:
        library.seen[name] = _read(library, series, spot, year, keys)
    return library.seen[name]


def _read(
    library: Library, series: Series, spot: _Spot, year: str, keys: Sequence[str]
) -> Observation:
    column = series.column
    additive = UnitKind(series.kind) is UnitKind.COUNT
    if spot.place.kind is PlaceKind.COUNTY:
        if series.year_column:
            column = replace(column, where={**column.where, series.year_column: year})
        return observe_county(library.pack, column, spot.place.id, additive=additive)
    if series.year_column:
        column = replace(column, over={**column.over, series.year_column: (year,)})
    return observe_rows(
        library.pack,
        column,
        spot.place,
        keys,
        plus=series.plus,
        hide=series.of_people,
        additive=additive,
    )


def _enter(
    library: Library, register: Register, entry: Context, series: Series, spot: _Spot, year: str
) -> Figure:
    keys = _keys(library, series, spot, _table(library, series))
    return _keep(
        register, entry, series, spot, year, _observe(library, entry, series, spot, year, keys)
    )


def _keep(
    register: Register, entry: Context, series: Series, spot: _Spot, year: str, seen: Observation
) -> Figure:
    name = ".".join(part for part in (entry.id, series.name, spot.place.id, year) if part)
    return register.enter_count(
        name,
        indicator=f"{entry.id}.{series.name}" if series.name else entry.id,
        label=f"{series.label}, {spot.place.name}",
        cell=seen.quantity.cell,
        unit=series.unit,
        period=_period(entry, year),
        place=spot.within or spot.place,
        made_from=seen.made_from,
        measured_for=spot.measured_for,
        kind=UnitKind(series.kind),
        decimals=series.decimals,
    )


def _period(entry: Context, year: str) -> Period:
    return Period.read(f"{entry.year_is} {year}".removeprefix("year "))


# What is said --------------------------------------------------------------------------------


def _say_place(
    library: Library, register: Register, entry: Context, spot: _Spot, figures: _Figures
) -> Iterator[Sentence]:
    """The sentences on the year that the entry leads with; none where a number is lacking."""
    named = _named(library, register, entry, spot)
    for template in (entry.says, *entry.says_more):
        sentence = _fill(register, entry, template, spot, figures, named)
        if sentence is None:
            return  # what is said after it would speak of nothing
        yield sentence


def _say_table(entry: Context, spots: Sequence[_Spot], figures: _Figures) -> Iterator[Sentence]:
    """Many places: one sentence that leads to the table, resting on all that it shows."""
    found = [figures[("", spot.place.id, entry.lead)] for spot in spots]
    evidence = tuple(dict.fromkeys(name for figure in found for name in figure.evidence))
    if evidence:
        words = "Each place has its own row in the table; the rows are not added up."
        yield Sentence((Words(words),), evidence)


def _named(library: Library, register: Register, entry: Context, spot: _Spot) -> dict[str, Named]:
    """Received words that a sentence needs, from the row of the year that leads."""
    series = entry.series[0]
    table = _table(library, series)
    named = {}
    for key in _keys(library, series, spot, table):
        for position in table.of_place(key):
            if series.year_column and table.text(position, series.year_column) != entry.lead:
                continue
            for word, column in entry.told.items():
                text = table.text(position, column)
                named[word] = register.name(text, [table.address(position, column)])
    return named


def _say_nation(
    library: Library, register: Register, entry: Context, figures: _Figures
) -> Iterator[Sentence]:
    """The nation in the year that leads, all series of it, by one sentence and no table.

    It is what the nation is everywhere here: the states and the District of Columbia.
    """
    spot = _Spot(US, "US")
    states = library.catalogue.states
    for series in entry.series:
        if not (series.nation_rows or series.nation_sum) or entry.lead not in series.years:
            continue
        table = _table(library, series)
        keys: Sequence[str] = series.nation_rows
        if series.nation_sum:
            found = [
                find_state(table, state, states.names[state]) for state in states.in_the_nation
            ]
            keys = tuple(key for key in found if key is not None)
            if len(keys) < len(found):
                continue
        seen = _observe(library, entry, series, spot, entry.lead, keys)
        figures[(series.name, "US", entry.lead)] = _keep(
            register, entry, series, spot, entry.lead, seen
        )
    sentence = _fill(register, entry, entry.says_nation, spot, figures, {})
    if sentence is not None:
        yield sentence


def _fill(
    register: Register,
    entry: Context,
    template: str,
    spot: _Spot,
    figures: _Figures,
    named: dict[str, Named],
) -> Sentence | None:
    """Fill the names of a catalogue sentence; None when one of its figures has no number."""
    parts: list[Part] = []
    for piece in re.split(r"(\{\w+\}|\b(?:19|20)\d\d\b)", template):
        if piece == "{place}":
            parts.append(_at_start(spot.name(register)) if not parts else spot.name(register))
        elif piece == "{period}":
            parts.append(When(_period(entry, entry.lead)))
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


def _at_start(part: Part) -> Part:
    if isinstance(part, Words):
        return Words(part.text[:1].upper() + part.text[1:])
    return part


# Tables --------------------------------------------------------------------------------------


def _tables(
    register: Register, entry: Context, spots: Sequence[_Spot], figures: _Figures
) -> Iterator[FigureTable]:
    """A table a place and series with a row a year; one a series where there is one year.

    A single place in a single year gets one table for all series of the same unit.
    """
    if _fits_one_table(entry, spots):
        year = entry.series[0].years[0]
        yield FigureTable(
            (
                Words(f"{entry.short}, "),
                spots[0].name(register),
                Words(", "),
                When(_period(entry, year)),
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
            title: tuple[Part, ...] = (Words(f"{series.label}, "), When(_period(entry, year)))
            rows = tuple(
                TableRow(
                    (_at_start(spot.name(register)),),
                    figures[(series.name, spot.place.id, year)].id,
                )
                for spot in spots
            )
            if rows:
                yield FigureTable(title, HEADS[entry.level], series.unit, rows)
            continue
        for spot in spots:
            yield FigureTable(
                (Words(f"{series.label}, "), spot.name(register)),
                "Year",
                series.unit,
                tuple(
                    TableRow(
                        (When(_period(entry, year)),),
                        figures[(series.name, spot.place.id, year)].id,
                        year == entry.lead and not series.name,
                    )
                    for year in series.years
                ),
            )


def _fits_one_table(entry: Context, spots: Sequence[_Spot]) -> bool:
    """One place, one year, several series that count the same thing."""
    years = {series.years for series in entry.series}
    same = len({series.unit for series in entry.series}) == 1
    return len(spots) == 1 < len(entry.series) and same and years == {(entry.lead,)}


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


def _missing_places(
    library: Library, entry: Context, area: Area, spots: Sequence[_Spot]
) -> tuple[str, ...]:
    """States of the area of which the file has no row; the area where it is something else."""
    if entry.level == "state":
        found = {spot.place.id for spot in spots}
        names = library.catalogue.states.names
        return tuple(names[state] for state in area.states if state not in found)
    return () if spots else (area.place.name,)


def _refuse_missing(entry: Context, spots: Sequence[_Spot], figures: _Figures) -> Iterator[Refusal]:
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
