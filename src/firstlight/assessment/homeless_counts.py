"""Point-in-time counts: each belongs to a Continuum of Care, never to one county of it."""

from __future__ import annotations

from firstlight.assessment.figure_table import FigureTable, TableRow
from firstlight.assessment.larger_places import (
    NO_CONTINUUM,
    find_its_county,
    list_without_continuum,
    tell_without_continuum,
)
from firstlight.assessment.library import Library
from firstlight.assessment.model import Block, Refusal
from firstlight.assessment.register import Register
from firstlight.base.finding import Figure, Part, Sentence, Shown, When, Words
from firstlight.base.period import Period
from firstlight.base.place import Area, Place, PlaceKind
from firstlight.base.words import count_in_words
from firstlight.catalogue.entries import Column
from firstlight.places import ContinuumOfCare, read_continuums
from firstlight.sources import observe_place

SOURCE = "hud_pit_2018"
YOUTH = "Homeless Unaccompanied Youth (Under 25)"
NIGHT = "Youth without a home, one night"
NEWEST_MAP = "HUD’s newest map."


def make_homeless_block(library: Library, register: Register, area: Area) -> Block:
    """Unaccompanied youth without a home on one night, for each Continuum of Care here."""
    continuums = read_continuums(
        library.pack,
        area.fips,
        smallest_percent=library.catalogue.thresholds.continuum_smallest_percent,
    )
    rows: list[TableRow] = []
    sentences: list[Sentence] = []
    refusals: list[Refusal] = []
    for continuum in continuums:
        figure = _enter_continuum(library, register, area, continuum)
        name = register.name(f"{continuum.number}, {continuum.name}", continuum.made_from)
        rows.append(TableRow((name,), figure.id, figure.place == area.place))
        sentences.append(_say(register, figure, continuum, area))
        if not figure.quantity.has_number:
            why = figure.quantity.cell.why
            refusals.append(Refusal(figure.label, why, "", continuum.number, "pit_youth"))
    if not continuums:
        refusals.append(Refusal(NIGHT, NO_CONTINUUM, NEWEST_MAP, area.place.name, "pit_youth"))
    apart_from = list_without_continuum(library, area) if continuums else ()
    refusals += [Refusal(NIGHT, NO_CONTINUUM, NEWEST_MAP, n, "pit_youth") for n in apart_from]
    elsewhere = any(continuum.counties_in_all > len(continuum.counties) for continuum in continuums)
    if elsewhere:
        refusals.append(
            Refusal(
                "Youth without a home on one night, for these counties alone",
                "A Continuum of Care’s count belongs to all its counties together.",
                "The count by county, which the Continuum of Care holds.",
                area.place.name,
                "pit_youth",
            )
        )
    tables = []
    if rows:
        title: tuple[Part, ...] = (
            Words("Unaccompanied youth, "),
            When(_period(library, "coc_counts")),
        )
        tables.append(FigureTable(title, "Continuum of Care", "people", tuple(rows)))
    states = [_enter_state(library, register, state) for state in area.states]
    title = (Words("Unaccompanied youth, whole states, "), When(_period(library, "states")))
    tables.append(
        FigureTable(
            title,
            "State",
            "people",
            tuple(TableRow((Words(f.place.name),), f.id) for f in states),
        )
    )
    return Block(
        id="pit_youth",
        heading="Young people",
        title="Youth without a home, counted on one night",
        question="How many young people were found without a home and without their parents?",
        sentences=tuple(sentences),
        tables=tuple(tables),
        warnings=("W03",),
        cannot_tell=(
            "How many young people have no home over a year. This is one night in January.",
            *(
                ("How many of them are in these counties. The count is the whole Continuum’s.",)
                if elsewhere
                else ()
            ),
            "Whether any of them was exploited.",
            *tell_without_continuum(apart_from),
        ),
        ask_next="Ask the Continuum of Care for its newest count by county, and how it was made.",
        remarks=(
            "Schools count pupils over a year, families doubled up included; this count is of "
            "people under 25 on one night. The two do not add up and do not compare.",
            "In January 2021 many places did not count people outdoors; that year is left out.",
        ),
        refusals=tuple(refusals),
        factor="I03",
    )


def _period(library: Library, table: str) -> Period:
    return library.pack.table(SOURCE, table).period


def _column(library: Library, table: str, measure: str) -> Column:
    """Who was counted, in the year that the catalogue gives the table."""
    year = str(_period(library, table).first.year)
    return Column(SOURCE, table, "count", {"year": year, "measure": measure})


def _enter_continuum(
    library: Library, register: Register, area: Area, continuum: ContinuumOfCare
) -> Figure:
    column = _column(library, "coc_counts", YOUTH)
    place = Place(PlaceKind.COC, continuum.number, f"{continuum.number}, {continuum.name}")
    seen = observe_place(library.pack, column, place)
    return register.enter_count(
        f"pit_youth.{continuum.number}",
        indicator="pit_youth",
        label="Unaccompanied youth under 25 without a home, whole Continuum of Care",
        cell=seen.quantity.cell,
        unit="people",
        period=seen.period,
        place=find_its_county(continuum, area) or place,
        made_from=seen.made_from,
        measured_for=f"Continuum of Care {continuum.number}",
    )


def _enter_state(library: Library, register: Register, state: str) -> Figure:
    column = _column(library, "states", f"Overall {YOUTH}")
    place = Place(PlaceKind.STATE, state, library.catalogue.states.names[state])
    seen = observe_place(library.pack, column, place)
    return register.enter_count(
        f"pit_youth.{state}",
        indicator="pit_youth",
        label=f"Unaccompanied youth under 25 without a home, {place.name}",
        cell=seen.quantity.cell,
        unit="people",
        period=seen.period,
        place=place,
        made_from=seen.made_from,
    )


def _say(register: Register, figure: Figure, continuum: ContinuumOfCare, area: Area) -> Sentence:
    name = register.name(f"{continuum.number}", continuum.made_from)
    reach = count_in_words(continuum.counties_in_all)
    own = find_its_county(continuum, area)
    if own is not None:
        works = f"works in {'this county' if area.is_one_county else own.name} alone"
    elif continuum.counties_in_all == 1:
        where = "this county" if area.is_one_county else "one county"
        works = f"works in a part of {where} and nowhere else"
    else:
        works = f"works in {reach} counties"
    return register.say(
        Words("The Continuum of Care "),
        name,
        Words(f" {works} and counted "),
        Shown(figure.id),
        Words(" under twenty-five who were without a home and on their own, "),
        When(figure.period),
        Words("."),
        addresses=continuum.made_from,
    )
