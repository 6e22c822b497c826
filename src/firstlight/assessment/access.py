"""Roads, borders, ports and airports as access: how far from where people lived. Weak evidence."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Sequence
from dataclasses import replace

from firstlight.access import (
    AIRPORT,
    INTERSTATE,
    LAND_PORT,
    SEAPORT,
    Center,
    Nearest,
    find_nearest,
    read_center,
)
from firstlight.assessment.crossings import make_crossings
from firstlight.assessment.figure_table import FigureTable, TableRow
from firstlight.assessment.library import Library
from firstlight.assessment.model import Block, Refusal
from firstlight.assessment.register import Register
from firstlight.base.cell import Cell, Status, add_cells
from firstlight.base.finding import Figure, Named, Part, Sentence, Shown, When, Words
from firstlight.base.period import Period
from firstlight.base.place import Area, County, Place
from firstlight.base.provenance import Address
from firstlight.base.words import count_in_words
from firstlight.catalogue.entries import Column
from firstlight.sources import observe_county

WEAK = "weak"
INTO = {
    INTERSTATE: "an interstate",
    LAND_PORT: "a land port of entry",
    SEAPORT: "a medium or large seaport",
    AIRPORT: "an airport with a long runway",
}
TITLES = {
    INTERSTATE: "Nearest interstate, straight over the ground",
    LAND_PORT: "Nearest land port of entry, straight over the ground",
    SEAPORT: "Nearest medium or large seaport, straight over the ground",
    AIRPORT: "Nearest airport with a long runway, straight over the ground",
}
ROADS = Column("road_lengths_tiger", "counties", "interstate_km")
EACH_WAY = 2  # TIGER draws each direction of an interstate on its own
STRAIGHT = (
    "Distances are straight over the ground, from the center of population of 2010, or from a "
    "point inside the county where it had no such center of its own. No travel time is in hand."
)
NOT_NAMED = "no road of Alaska is named as interstate in the file"
NOT_A_MEASURE = (
    "Nearly every place where many people live has a road, a port or an airport in reach. "
    "Where more officers look, more is recorded."
)


def make_road_block(library: Library, register: Register, area: Area) -> Block:
    """How far the counties' people lived from an interstate, and how much of one there is."""
    tables: list[FigureTable] = []
    refusals: list[Refusal] = []
    sentences = _measure(library, register, area, INTERSTATE, tables, refusals)
    length = _make_length(library, register, area, tables, refusals)
    sentences.extend(length)
    return Block(
        id="access_roads",
        heading="Access and movement",
        title="Access: interstates",
        question="How far is it from where people lived to an interstate?",
        sentences=tuple(sentences),
        tables=tuple(tables),
        warnings=("W06",),
        cannot_tell=(
            "Whether anyone who was exploited was ever moved. Movement is no part of the crime.",
            "How long the drive is, and how many drive it.",
        ),
        ask_next="",
        remarks=(
            STRAIGHT,
            f"The lines of the interstates are good to about {_write_step(library)}, so "
            "nothing closer is said. "
            "Some stretches are missing, so an interstate can be nearer. "
            "Their length is half of what the file adds up to, since each direction is drawn.",
            NOT_A_MEASURE,
        ),
        refusals=tuple(refusals),
        evidence_strength=WEAK,
    )


def _write_step(library: Library) -> str:
    limits = library.catalogue.access
    km = limits.interstate_step_km
    return f"{km / limits.km_per_mile:.0f} miles ({km:g} km)"


def make_port_block(library: Library, register: Register, area: Area) -> Block:
    """How far the counties' people lived from a land port, a seaport and an airport."""
    limits = library.catalogue.access
    tables: list[FigureTable] = []
    refusals: list[Refusal] = []
    sentences: list[Sentence] = []
    for kind in (LAND_PORT, SEAPORT, AIRPORT):
        sentences.extend(_measure(library, register, area, kind, tables, refusals))
    crossings = make_crossings(library, register, area)
    sentences.extend(crossings.sentences)
    tables.extend(crossings.tables)
    refusals.extend(crossings.refusals)
    return Block(
        id="access_ports",
        heading="Access and movement",
        title="Access: borders, ports and airports",
        question="How far is it from where people lived to a border crossing, a port, an airport?",
        sentences=tuple(sentences),
        tables=tuple(tables),
        warnings=("W06",),
        cannot_tell=(
            "Whether anyone was exploited on the way or after it. Smuggling is another crime.",
            "How many people crossed. One person can cross many times.",
            "Which airports have scheduled flights. The list does not say.",
        ),
        ask_next="",
        remarks=(
            STRAIGHT,
            f"Land ports are those with a row since {_month(limits.land_port_open_since)}. "
            "Seaports are those with a medium or large harbor, on rivers and the Great Lakes "
            "too. Airports are those with an open runway of at least "
            f"{limits.airport_shortest_runway_ft:,.0f} feet, which can be military. Crossings are "
            f"shown for a port within {limits.crossings_within_miles:g} miles of a center.",
            NOT_A_MEASURE,
        ),
        refusals=tuple(refusals),
        evidence_strength=WEAK,
    )


def _month(text: str) -> str:
    """ "2024-01" as "January 2024"."""
    day = datetime.date.fromisoformat(f"{text}-01")
    return f"{calendar.month_name[day.month]} {day.year}"


# Distances ---------------------------------------------------------------------------------------


def _measure(
    library: Library,
    register: Register,
    area: Area,
    kind: str,
    tables: list[FigureTable],
    refusals: list[Refusal],
) -> list[Sentence]:
    """One table of a kind, county by county, and the nearest and farthest in a sentence."""
    found: list[tuple[County, Nearest, Figure]] = []
    rows: list[TableRow] = []
    for county in area.counties:
        center = read_center(library.pack, county.fips)
        if center is None:
            why = "no point for this county is in hand"
            refusals.append(Refusal(f"Distance to {INTO[kind]}", why, "", county.full_name))
            continue
        nearest = find_nearest(kind, center, library.targets)
        figure = _enter(register, county, nearest)
        rows.append(_row(register, county, nearest, figure))
        if nearest.why_not:
            refusals.append(
                Refusal(f"Distance to {INTO[kind]}", nearest.why_not, "", county.full_name)
            )
        else:
            found.append((county, nearest, figure))
    if rows:
        title: tuple[Part, ...] = (Words(TITLES[kind]),)
        tables.append(FigureTable(title, "From the center of", "miles", tuple(rows)))
    if not found:
        return []
    if area.is_one_county:
        return [_say_one(register, *found[0])]
    found.sort(key=lambda item: (item[1].exact_km or 0.0, item[0].fips))
    return [_say_ends(register, kind, found, len(area.counties))]


def _enter(register: Register, county: County, nearest: Nearest) -> Figure:
    cell = (
        Cell.estimated(nearest.km)
        if nearest.km is not None
        else Cell.missing(Status.NOT_REPORTABLE, nearest.why_not)
    )
    return register.enter_length(
        f"access_{nearest.kind}.{county.fips}",
        indicator=f"access_{nearest.kind}",
        label=f"Kilometers from {county.full_name} to {INTO[nearest.kind]}",
        cell=cell,
        unit="km",
        period=nearest.center.period,
        place=county.place,
        made_from=nearest.made_from,
    )


def enter_miles(
    register: Register, figure: Figure, miles: float, made_from: Sequence[Address]
) -> str:
    """Enter the miles that stand before kilometers in brackets; the id of the figure."""
    name = f"{figure.id}.miles"
    if name not in register.figures:
        register.enter_length(
            name,
            indicator=f"{figure.indicator}_miles",
            label=figure.label.replace("Kilometers", "Miles"),
            cell=Cell.estimated(miles),
            unit="mile" if miles == 1 else "miles",
            period=figure.period,
            place=figure.place,
            made_from=made_from,
        )
    return name


def in_brackets(figure: Figure) -> tuple[Part, ...]:
    """Kilometers behind the name of what lies so far: " (40 km)"."""
    return (Words(" ("), Shown(figure.id), Words(")"))


def _row(register: Register, county: County, nearest: Nearest, figure: Figure) -> TableRow:
    """Miles as the number of the row, kilometers in brackets in its label."""
    if nearest.why_not:
        return TableRow((Words(county.full_name),), figure.id)
    within = (Words(", within"),) if nearest.within else ()
    name = register.name(nearest.name, nearest.named_from)
    label = (Words(f"{county.full_name}, to "), name, *in_brackets(figure), *within)
    miles = enter_miles(register, figure, nearest.miles or 0.0, nearest.made_from)
    return TableRow(label, miles)


def name_center(center: Center, county: County) -> tuple[Part, ...]:
    """The point that is measured from, in words with its year."""
    if center.by_population:
        return (
            Words(f"the center of population of {county.full_name}, "),
            When(center.period),
        )
    return (Words(f"a point inside {county.full_name}, "), When(center.period))


def say_distance(register: Register, nearest: Nearest, figure: Figure) -> tuple[Part, ...]:
    """ "within 4 miles (5 km)" or "about 25 miles (40 km)", as figures."""
    miles = enter_miles(register, figure, nearest.miles or 0.0, nearest.made_from)
    lead = "within " if nearest.within else "about "
    return (Words(lead), Shown(miles), *in_brackets(figure))


def _say_one(register: Register, county: County, nearest: Nearest, figure: Figure) -> Sentence:
    name = register.name(nearest.name, nearest.named_from)
    return register.say(
        *_capital(name_center(nearest.center, county)),
        Words(f", lies {'' if nearest.within else 'at a distance of '}"),
        *say_distance(register, nearest, figure),
        Words(f"{' of' if nearest.within else ' from'} "),
        *_as_nearest(nearest.kind, name),
        Words("."),
    )


def _as_nearest(kind: str, name: Named) -> tuple[Part, ...]:
    if kind == INTERSTATE:
        return (name,)
    kinds = {
        LAND_PORT: "land port of entry",
        SEAPORT: "medium or large seaport",
        AIRPORT: "airport with a long runway",
    }
    return (Words(f"the nearest {kinds[kind]}, "), name)


def _say_ends(
    register: Register, kind: str, found: Sequence[tuple[County, Nearest, Figure]], counties: int
) -> Sentence:
    (first, near, near_figure), (last, far, far_figure) = found[0], found[-1]
    of = f"Of the {count_in_words(len(found))} counties"
    more = "" if len(found) == counties else " that have one"
    if near.km == far.km and near.within == far.within:
        return register.say(
            Words(f"{of}{more}, each lies "),
            *say_distance(register, near, near_figure),
            Words(f"{' of' if near.within else ' from'} {INTO[kind]}, from its center."),
        )
    return register.say(
        Words(f"{of}{more}, the center of {first.name} lies nearest to {INTO[kind]}, "),
        *say_distance(register, near, near_figure),
        Words(" of " if near.within else " from "),
        register.name(near.name, near.named_from),
        Words(f", and that of {last.name} farthest, "),
        *say_distance(register, far, far_figure),
        Words(" of " if far.within else " from "),
        register.name(far.name, far.named_from),
        Words("."),
    )


def _capital(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    first = parts[0]
    text = first.text if isinstance(first, Words) else ""
    return (Words(f"{text[:1].upper()}{text[1:]}"), *parts[1:])


# Length ------------------------------------------------------------------------------------------


def _make_length(
    library: Library,
    register: Register,
    area: Area,
    tables: list[FigureTable],
    refusals: list[Refusal],
) -> list[Sentence]:
    """Miles of interstate by county, each road counted once, and their sum."""
    cells: list[Cell] = []
    made_from: list[Address] = []
    rows: list[TableRow] = []
    period = library.pack.table(ROADS.source, ROADS.table).period
    for county in area.counties:
        seen = observe_county(library.pack, ROADS, county.fips)
        cell = seen.quantity.cell
        if county.fips[:2] in library.catalogue.access.no_interstate_names:
            cell = Cell.missing(Status.NOT_REPORTABLE, NOT_NAMED)
        cells.append(cell)
        made_from.extend(seen.made_from)
        if not area.is_one_county:
            figure = _enter_length(register, county.place, cell, seen.made_from, period)
            rows.append(_length_row(library, register, county.full_name, figure, seen.made_from))
        if not cell.has_number:
            refusals.append(Refusal("Length of interstates", cell.why, "", county.full_name))
    whole = _enter_length(register, area.place, add_cells(cells), made_from, period)
    first = _length_row(library, register, area.place.name, whole, made_from)
    rows.insert(0, replace(first, emphasized=True))
    title = (Words("Interstates, each road counted once, "), When(period))
    tables.append(FigureTable(title, "Place", "miles", tuple(rows)))
    if not whole.quantity.has_number:
        return []
    start = area.place.name if area.is_one_county else "The area"
    return [
        register.say(
            Words(f"{start[:1].upper()}{start[1:]} has "),
            Shown(first.figure),
            *in_brackets(whole),
            Words(" of interstate, each road counted once, "),
            When(period),
            Words("."),
        )
    ]


def _length_row(
    library: Library, register: Register, name: str, figure: Figure, made_from: Sequence[Address]
) -> TableRow:
    """Miles as the number of the row, kilometers in brackets; why not, where there are none."""
    if figure.quantity.value is None:
        return TableRow((Words(name),), figure.id)
    miles = round(figure.quantity.value / library.catalogue.access.km_per_mile)
    label = (Words(name), *in_brackets(figure))
    return TableRow(label, enter_miles(register, figure, miles, made_from))


def _enter_length(
    register: Register, place: Place, cell: Cell, made_from: Sequence[Address], period: Period
) -> Figure:
    halved = cell if cell.value is None else Cell.estimated(round(cell.value / EACH_WAY))
    return register.enter_length(
        f"interstate_length.{place.id}",
        indicator="interstate_length",
        label=f"Kilometers of interstate, {place.name}",
        cell=halved,
        unit="km",
        period=period,
        place=place,
        made_from=made_from,
    )
