"""Task forces on a historic list: how far, in which district, and what could be done about one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from firstlight.access import Center, distance_between, read_center, round_distance
from firstlight.assessment.access import enter_miles, in_brackets
from firstlight.assessment.figure_table import FigureTable, TableRow
from firstlight.assessment.library import Library
from firstlight.assessment.model import Block, Refusal
from firstlight.assessment.register import Register
from firstlight.base.cell import Cell
from firstlight.base.finding import Figure, Named, Part, Sentence, Shown, When, Words
from firstlight.base.period import Period
from firstlight.base.place import Area, County
from firstlight.base.provenance import Address
from firstlight.base.words import count_in_words
from firstlight.pack import PackTable, trace_county
from firstlight.places import read_districts

SITES = ("task_forces_nij_2010", "sites")
AWARDS = ("task_force_awards", "awards")
# what the column of notes begins with where a published name is wrong, and what is said of it
WRONG = {
    "source spells": "the list misspells the name",
    "source error": "the list names the wrong state",
}
NOBODY_CHECKED = "; nobody has checked whether it still works"


@dataclass(frozen=True, slots=True)
class Site:
    """One name of the historic list, with the county that stands for it, and where that lies."""

    row: int
    name: str
    fips: str
    state: str
    wrong: str
    named_from: tuple[Address, ...]
    center: Center | None


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a site's county is from a county of the area, center to center."""

    site: Site
    county: County
    exact_km: float
    made_from: tuple[Address, ...]


def make_task_force_block(library: Library, register: Register, area: Area) -> Block:
    """The listed sites in and near the area, how far, which share its district, and options."""
    table = library.pack.table(*SITES)
    local, statewide = _read_sites(library, table)
    sentences = [
        *_say_inside(register, table, area, local),
        *_say_statewide(register, table, area, statewide),
    ]
    reaches = _reach(library, area, [site for site in local if site.fips not in area.fips])
    tables: list[FigureTable] = []
    refusals = [
        Refusal(
            "Drive time to a task force",
            "No roads with travel times are in hand. Distances are straight over the ground.",
            "A drive that somebody makes and writes down.",
            area.place.name,
            "task_forces",
        ),
        Refusal(
            "Which counties a task force of the list covered",
            "The list has names only. The county that stands for a name was chosen by hand.",
            "The agreement of each task force, from the US Attorney’s office.",
            area.place.name,
            "task_forces",
        ),
    ]
    if reaches:
        shown = reaches[: library.catalogue.access.sites_shown]
        figures = [_enter(library, register, table, reach) for reach in shown]
        sentences.append(_say_nearest(library, register, table, area, shown[0], figures[0]))
        sentences.extend(_say_farthest(library, register, table, area, reaches, shown, figures))
        tables.append(_table(library, register, table, area, shown, figures))
    else:
        why = "No center of these counties, or no other place of the list, is in hand."
        refusals.append(
            Refusal("Distance to a listed task force", why, "", area.place.name, "task_forces")
        )
    sentences.extend(_say_awards(library, register, area))
    return Block(
        id="task_force_list",
        title="Task forces on a historic list, and ways to stand to one",
        question="Which task forces were listed near, and what could this area do?",
        sentences=tuple(sentences),
        tables=tuple(tables),
        warnings=("W10",),
        cannot_tell=(
            "Whether any task force of the list still works, or where new ones work.",
            "Which counties each of them served, and how long the drive is.",
            "How much goes on in a place. A task force finds more of what is there.",
        ),
        ask_next="Ask the US Attorney’s office which of these still work, and who joined since.",
        remarks=(
            "The list is historic: a caption of the National Institute of Justice from about 2009 "
            "to 2011. It is not a list of today’s task forces.",
            "Nearness to a task force raises what is detected. It is never scored as a condition "
            "of the place.",
        ),
        refusals=tuple(refusals),
        options=library.catalogue.affiliation.options,
    )


def _read_sites(library: Library, table: PackTable) -> tuple[list[Site], list[Site]]:
    """Local sites and whole states, in the order of the list."""
    local: list[Site] = []
    statewide: list[Site] = []
    for position, row in enumerate(table.rows):
        fips = table.text(position, "anchor_county_fips")
        whole = table.text(position, "kind") == "statewide"
        site = Site(
            row=row,
            name=table.text(position, "name_as_published"),
            fips=fips,
            state=table.text(position, "state_abbr"),
            wrong=_find_wrong(table, position),
            named_from=tuple(
                table.address(position, column)
                for column in ("name_as_published", "anchor_county_fips", "mapping_note")
            ),
            center=None if whole else read_center(library.pack, fips),
        )
        (statewide if whole else local).append(site)
    return local, statewide


def _find_wrong(table: PackTable, position: int) -> str:
    """What is wrong with a published name, by the note that came with the list, or nothing."""
    note = table.text(position, "mapping_note")
    return next((words for sign, words in WRONG.items() if note.startswith(sign)), "")


def _say_wrong(site: Site) -> str:
    return f" ({site.wrong})" if site.wrong else ""


def _say_inside(
    register: Register, table: PackTable, area: Area, sites: Sequence[Site]
) -> list[Sentence]:
    names = {county.fips: county.name for county in area.counties}
    return [
        register.say(
            Words("The historic list names "),
            register.name(site.name, site.named_from),
            Words(
                f", for which {names[site.fips]} stands{_say_wrong(site)}. It was listed around "
            ),
            When(table.period),
            Words(f"{NOBODY_CHECKED}."),
        )
        for site in sites
        if site.fips in names
    ]


def _say_statewide(
    register: Register, table: PackTable, area: Area, sites: Sequence[Site]
) -> list[Sentence]:
    return [
        register.say(
            Words("The historic list names "),
            register.name(site.name, site.named_from),
            Words(" as a whole state. It was listed around "),
            When(table.period),
            Words(f"{NOBODY_CHECKED}."),
        )
        for site in sites
        if site.state in area.states
    ]


def _reach(library: Library, area: Area, sites: Sequence[Site]) -> list[Reach]:
    """Each site from the nearest county of the area, nearest site first."""
    radius = library.catalogue.access.earth_radius_km
    centers = [(county, read_center(library.pack, county.fips)) for county in area.counties]
    reaches = []
    for site in sites:
        found = [
            Reach(
                site,
                county,
                distance_between(center.point, site.center.point, radius_km=radius),
                (*center.made_from, *site.center.made_from),
            )
            for county, center in centers
            if center is not None and site.center is not None
        ]
        if found:
            reaches.append(min(found, key=lambda reach: (reach.exact_km, reach.county.fips)))
    return sorted(reaches, key=lambda reach: (reach.exact_km, reach.site.row))


def _enter(
    library: Library,
    register: Register,
    table: PackTable,
    reach: Reach,
    name: str = "",
) -> Figure:
    km, _, _ = round_distance(reach.exact_km, library.catalogue.access, to_a_road=False)
    return register.enter_length(
        name or f"task_force_distance.{reach.site.row}",
        indicator="task_force_distance",
        label=f"Kilometers from {reach.county.full_name} to a place of the historic list",
        cell=Cell.estimated(km),
        unit="km",
        period=table.period,
        place=reach.county.place,
        made_from=reach.made_from,
    )


def _say_km(library: Library, register: Register, reach: Reach, figure: Figure) -> list[Part]:
    _, miles, _ = round_distance(reach.exact_km, library.catalogue.access, to_a_road=False)
    name = enter_miles(register, figure, miles, reach.made_from)
    return [Shown(name), *in_brackets(figure)]


def _say_nearest(
    library: Library,
    register: Register,
    table: PackTable,
    area: Area,
    reach: Reach,
    figure: Figure,
) -> Sentence:
    listed = any(fips in area.fips for fips in table.columns["anchor_county_fips"])
    other = "other " if listed else ""
    return register.say(
        Words(f"The nearest {other}place of the historic list is "),
        register.name(reach.site.name, reach.site.named_from),
        Words(f"{_say_wrong(reach.site)}, about "),
        *_say_km(library, register, reach, figure),
        Words(f" from {reach.county.full_name}, center to center, straight over the ground. "),
        Words("It was listed around "),
        When(table.period),
        Words(f"{NOBODY_CHECKED}."),
    )


def _say_farthest(
    library: Library,
    register: Register,
    table: PackTable,
    area: Area,
    reaches: Sequence[Reach],
    shown: Sequence[Reach],
    figures: Sequence[Figure],
) -> list[Sentence]:
    """Of several counties, the one that lies farthest from that nearest site."""
    if area.is_one_county:
        return []
    site = reaches[0].site
    radius = library.catalogue.access.earth_radius_km
    far: list[Reach] = []
    for county in area.counties:
        center = read_center(library.pack, county.fips)
        if center is not None and site.center is not None:
            km = distance_between(center.point, site.center.point, radius_km=radius)
            far.append(Reach(site, county, km, (*center.made_from, *site.center.made_from)))
    last = max(far, key=lambda reach: (reach.exact_km, reach.county.fips))
    if last.county.fips == shown[0].county.fips:
        return []
    figure = _enter(library, register, table, last, f"task_force_distance.{site.row}.farthest")
    return [
        register.say(
            Words(f"Of the {count_in_words(len(far))} counties {last.county.name} lies farthest "),
            Words("from it, about "),
            *_say_km(library, register, last, figure),
            Words("."),
        )
    ]


def _table(
    library: Library,
    register: Register,
    table: PackTable,
    area: Area,
    reaches: Sequence[Reach],
    figures: Sequence[Figure],
) -> FigureTable:
    """The nearest sites; those in the area's district or beside the area say so."""
    districts = {district.name for district in read_districts(library.pack, area.fips)}
    beside = _neighbors(library, area)
    rows = []
    for reach, figure in zip(reaches, figures, strict=True):
        name: Named = register.name(reach.site.name, reach.site.named_from)
        words = _say_wrong(reach.site)
        words += "" if area.is_one_county else f", from {reach.county.name}"
        own = read_districts(library.pack, (reach.site.fips,))
        shared = [district for district in own if district.name in districts]
        parts: list[Part] = [name, Words(words)] if words else [name]
        _, miles, _ = round_distance(reach.exact_km, library.catalogue.access, to_a_road=False)
        parts += in_brackets(figure)
        if shared:
            parts += [
                Words("; same federal district, "),
                register.name(shared[0].name, shared[0].made_from),
            ]
        if reach.site.fips in beside:
            parts += [Words("; in a neighboring county")]
        rows.append(TableRow(tuple(parts), enter_miles(register, figure, miles, reach.made_from)))
    title = (Words("Nearest places of the historic list, listed around "), When(table.period))
    return FigureTable(title, "Place of the list", "miles", tuple(rows))


def _neighbors(library: Library, area: Area) -> set[str]:
    """Codes of the counties that touched the area in 2010, the area's own left out."""
    pairs = library.pack.table("county_adjacency_2010", "pairs")
    changes = library.pack.catalogue.fips_changes
    codes = {
        code
        for fips in area.fips
        for code in trace_county(fips, vintage=pairs.source.vintage, changes=changes).codes
    }
    found = {pairs.text(position, "adjfips") for code in codes for position in pairs.of_place(code)}
    return found - codes


def _say_awards(library: Library, register: Register, area: Area) -> list[Sentence]:
    """Examples of awards in the area's states, each with its year and what its page said."""
    table = library.pack.table(*AWARDS)
    sentences = []
    for position in range(len(table.rows)):
        if table.text(position, "state_abbr") not in area.states:
            continue

        def name(column: str, at: int = position) -> Named:
            return register.name(table.text(at, column), (table.address(at, column),))

        status: list[Part] = []
        if table.text(position, "status"):
            status = [Words("; its page gave its state as "), name("status")]
        sentences.append(
            register.say(
                Words("As an example, an award of the fiscal year "),
                When(Period.year(int(table.text(position, "fiscal_year_first")))),
                Words(" went to "),
                name("title"),
                Words(", for the area "),
                name("area_served"),
                *status,
                Words(". Awards end, and this is not a list of them."),
            )
        )
    return sentences
