"""Larger places that context is known of, and what a table says of them in a year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from firstlight.assessment.library import Library
from firstlight.assessment.register import Register
from firstlight.base.finding import Figure, Part, Words
from firstlight.base.observation import Observation
from firstlight.base.period import Period
from firstlight.base.place import US, Area, Place, PlaceKind
from firstlight.base.provenance import Address
from firstlight.base.quantity import UnitKind
from firstlight.base.words import count_in_words
from firstlight.catalogue.entries import Context, Series
from firstlight.pack import PackTable
from firstlight.places import (
    ContinuumOfCare,
    find_without_continuum,
    read_continuums,
    read_districts,
)
from firstlight.sources import find_state, observe_county, observe_rows

NO_CONTINUUM = (
    "The crosswalk in hand places no Continuum of Care in these counties as they are today."
)
NAMED_AT_MOST = 3  # counties in one line
PlaceFigures = dict[tuple[str, str, str], Figure]


@dataclass(frozen=True, slots=True)
class LargerPlace:
    """A place that a context entry is about, and what it is called in received data."""

    place: Place
    key: str
    made_from: tuple[Address, ...] = ()  # where its name was received, if it was
    within: Place | None = None  # the county of which it is all, for a Continuum that is its own
    measured_for: str = ""

    def name(self, register: Register) -> Part:
        """Its name inside a sentence or a label."""
        text = "the United States" if self.place is US else self.place.name
        return register.name(text, self.made_from) if self.made_from else Words(text)


def find_larger_places(library: Library, entry: Context, area: Area) -> Iterator[LargerPlace]:
    """The places of the entry's level that the area lies in or consists of."""
    column = entry.series[0].column
    table = library.pack.table(column.source, column.table, column.where)
    match entry.level:
        case "state":
            for state in area.states:
                name = library.catalogue.states.names[state]
                key = find_state(table, state, name)
                if key is not None:
                    yield LargerPlace(Place(PlaceKind.STATE, state, name), key)
        case "nation":
            yield LargerPlace(US, "US")
        case "coc":
            smallest = library.catalogue.thresholds.continuum_smallest_percent
            for continuum in read_continuums(library.pack, area.fips, smallest_percent=smallest):
                name = f"{continuum.number}, {continuum.name}"
                place = Place(PlaceKind.COC, continuum.number, name)
                of = f"Continuum of Care {continuum.number}"
                own = find_its_county(continuum, area)
                yield LargerPlace(place, continuum.number, continuum.made_from, own, of)
        case "district":
            for district in read_districts(library.pack, area.fips):
                key = _court_of(district.name)
                place = Place(PlaceKind.DISTRICT, key.replace("_", "-"), district.name)
                of = f"federal court {key}"
                yield LargerPlace(place, key, district.made_from, None, of)
        case "county":
            for county in area.counties:
                yield LargerPlace(county.place, county.fips)


def find_its_county(continuum: ContinuumOfCare, area: Area) -> Place | None:
    """The county that a Continuum serves whole and alone, or None: its counts are the county's."""
    return next((c.place for c in area.counties if c.fips == continuum.alone_in), None)


def list_without_continuum(library: Library, area: Area) -> tuple[str, ...]:
    """The names of the counties of the area in which no Continuum of Care is known to work."""
    smallest = library.catalogue.thresholds.continuum_smallest_percent
    without = find_without_continuum(library.pack, area.fips, smallest_percent=smallest)
    return tuple(county.full_name for county in area.counties if county.fips in without)


def tell_without_continuum(names: Sequence[str]) -> tuple[str, ...]:
    """What cannot be told of these counties, in one line; none where there are none."""
    if not names:
        return ()
    where = " and ".join(names)
    if len(names) > NAMED_AT_MOST:
        where = f"{count_in_words(len(names))} counties of the area"
    return (
        f"What was counted in {where}: the crosswalk in hand places no Continuum of Care there.",
    )


def _court_of(district: str) -> str:
    """A district as the case file writes it: "Texas Southern" is Southern_Texas."""
    *state, side = district.split()
    turned = [side, *state] if side in ("Northern", "Southern", "Eastern", "Western", "Middle",
                                        "Central") else [*state, side]  # fmt: skip
    return "_".join(turned)


def has_rows(library: Library, series: Series, spot: LargerPlace) -> bool:
    """True when the table has a row of the place in any year that is shown."""
    if spot.place.kind is PlaceKind.COUNTY:
        return True  # its own status says why there is none
    table = find_table(library, series)
    keys = find_keys(library, series, spot, table)
    return any(
        not series.year_column or table.text(position, series.year_column) in series.years
        for key in keys
        for position in table.of_place(key)
    )


def find_table(library: Library, series: Series) -> PackTable:
    """The table of a series, as its entry names it."""
    return library.pack.table(series.column.source, series.column.table, series.column.where)


def find_keys(
    library: Library, series: Series, spot: LargerPlace, table: PackTable
) -> tuple[str, ...]:
    """The texts of the place column that stand for the place in this series' table."""
    if spot.place is US:
        return series.nation_rows
    if spot.place.kind is PlaceKind.STATE:
        key = find_state(table, spot.place.id, spot.place.name)
        return () if key is None else (key,)
    return (spot.key,)


def observe_place(
    library: Library,
    entry: Context,
    series: Series,
    spot: LargerPlace,
    year: str,
    keys: Sequence[str],
) -> Observation:
    """What the table says of the place in the year; the same for every area that lies in it."""
    name = (entry.id, series.name, spot.place.id, year)
    if name not in library.seen:
        library.seen[name] = _read(library, series, spot, year, keys)
    return library.seen[name]


def _read(
    library: Library, series: Series, spot: LargerPlace, year: str, keys: Sequence[str]
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


def enter_figure(
    library: Library,
    register: Register,
    entry: Context,
    series: Series,
    spot: LargerPlace,
    year: str,
) -> Figure:
    """Enter what the table says of the place in the year as a figure."""
    keys = find_keys(library, series, spot, find_table(library, series))
    return keep_figure(
        register, entry, series, spot, year, observe_place(library, entry, series, spot, year, keys)
    )


def keep_figure(
    register: Register,
    entry: Context,
    series: Series,
    spot: LargerPlace,
    year: str,
    seen: Observation,
) -> Figure:
    """Enter an observation of a larger place as a figure that carries that place."""
    name = ".".join(part for part in (entry.id, series.name, spot.place.id, year) if part)
    return register.enter_count(
        name,
        indicator=f"{entry.id}.{series.name}" if series.name else entry.id,
        label=f"{series.label}, {spot.place.name}",
        cell=seen.quantity.cell,
        unit=series.unit,
        period=write_period(entry, year),
        place=spot.within or spot.place,
        made_from=seen.made_from,
        measured_for=spot.measured_for,
        kind=UnitKind(series.kind),
        decimals=series.decimals,
    )


def write_period(entry: Context, year: str) -> Period:
    """The period of a year of the entry: "fiscal year 2009"."""
    return Period.read(f"{entry.year_is} {year}".removeprefix("year "))
