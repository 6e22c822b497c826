"""A funnel plot of the agencies of incident files, each against the people whom it serves.

The files say how many people an agency serves and in which months it reported, so each agency
stands by itself. All agencies of the state are drawn: those of the area alone are too few.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from firstlight.assessment.figure_table import FigureTable, TableRow
from firstlight.assessment.incident_area import ROWS, AreaIncidents
from firstlight.assessment.library import Library
from firstlight.assessment.model import Block, Refusal
from firstlight.assessment.pictures_funnel import PLACES, say_side, show_funnel
from firstlight.assessment.pictures_model import FunnelShown
from firstlight.assessment.register import Register
from firstlight.base.cell import Cell
from firstlight.base.finding import Figure, Named, Sentence, When, Words
from firstlight.base.place import Area, Place, PlaceKind
from firstlight.base.provenance import Address
from firstlight.base.quantity import Quantity, Unit, UnitKind
from firstlight.incidents import MONTHS_UNKNOWN, Agency
from firstlight.pictures import AgencyCount, Funnel, draw_funnel

ID = "pictures_agencies"
DRAWN_AT_MOST = 120  # agencies; of more, those that serve most people
NAMED_AT_MOST = 8
ELSEWHERE = "An agency elsewhere in the state"  # by name this would read as a list of the worst
TRAFFICKING, LOOKBACK = "trafficking_by_agency", "lookback_by_agency"
WORDS = {
    TRAFFICKING: ("Offenses coded as human trafficking", "offenses"),
    LOOKBACK: ("Incidents to read again", "incidents"),
}
KEY = (
    "Each dot is an agency of the state; open and named are those of this area. Solid lines: where "
    "chance alone would keep nearly all of them. Broken lines: most of them. A dot outside the "
    "limits says: ask why. It is no verdict on an agency."
)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """One agency with its two figures."""

    agency: Agency
    count: Figure
    size: Figure


def make_agency_funnel(
    library: Library, register: Register, area: Area, found: Sequence[AreaIncidents]
) -> tuple[Block, FunnelShown] | None:
    """The plot for the first download with an agency of the area, or None without one.

    Offenses coded as trafficking are drawn where enough agencies show some; otherwise incidents
    to read again, and that is said. An agency is measured against the people it serves, for the
    share of the year that it reported. The limits are exact (see `pictures.draw_funnel`).
    """
    one = next((one for one in found if one.covers), None)
    if one is None:
        return None
    cells = one.files.tables
    least = library.catalogue.pictures.funnel_agencies_at_least
    some = sum(bool(cell.value) for cell in cells[TRAFFICKING].cells.values())
    table = TRAFFICKING if some >= least else LOOKBACK
    drawn, left = _enter(library, register, one, table)
    by_name = {entry.agency.id: entry for entry in drawn}
    funnel = draw_funnel(
        [
            AgencyCount(name, entry.count.quantity, entry.size.quantity.value or 0.0)
            for name, entry in by_name.items()
        ],
        law="poisson",
        exposure_is="people served, for the months reported",
        pictures=library.catalogue.pictures,
    )
    here = frozenset(agency.id for agency in one.own)
    unit = WORDS[table][1]
    shown = show_funnel(
        funnel,
        {name: (e.count.id, e.size.id) for name, e in by_name.items()},
        labels={n: (e.agency.name or n) if n in here else ELSEWHERE for n, e in by_name.items()},
        here=here,
        up=f"more {unit} for the people served",
        across="more people served",
        key=KEY,
    )
    return _make_block(library, area, one, funnel, by_name, here, table, left), shown


def _enter(
    library: Library, register: Register, one: AreaIncidents, table: str
) -> tuple[list[_Drawn], int]:
    """Figures for the agencies that reported and whose size is known; the rest are counted."""
    files = one.files
    what, unit = WORDS[table]
    name = library.catalogue.states.names[files.state]
    place = Place(PlaceKind.STATE, files.state, name)
    known = files.months_from != MONTHS_UNKNOWN
    heard = [a for a in files.reporters if known and a.months and a.population]
    own = {agency.id for agency in one.own}
    heard.sort(key=lambda agency: (agency.id not in own, -(agency.population or 0), agency.id))
    kept = heard[:DRAWN_AT_MOST]
    made = []
    for agency in sorted(kept, key=lambda agency: agency.id):
        cell = files.tables[table].cells[agency.id,]
        size = (agency.population or 0) * len(agency.months) / (12 * len(files.years))
        count = register.enter_figure(
            Figure(
                id=f"{ID}.count.{agency.id}",
                indicator=f"{ID}.{table}",
                label=f"{what}, one agency",
                quantity=Quantity(cell, Unit(UnitKind.COUNT, unit)),
                period=files.period,
                place=place,
                decimals=0,
                evidence=_cite(register, one, "nibrs_incident", "nibrs_offense")
                if cell.has_number
                else (),
                measured_for=f"agency {agency.id}",
            )
        )
        served = register.enter_figure(
            Figure(
                id=f"{ID}.served.{agency.id}",
                indicator=f"{ID}.served",
                label="Residents of one agency’s part times months reported over twelve",
                quantity=Quantity(Cell.estimated(size), Unit(UnitKind.COUNT, "people")),
                period=files.period,
                place=place,
                decimals=0,
                evidence=_cite(register, one, "agencies", "nibrs_month"),
                measured_for=f"agency {agency.id}",
            )
        )
        made.append(_Drawn(agency, count, served))
    return made, len(files.reporters) - len(kept)


def _cite(register: Register, one: AreaIncidents, *tables: str) -> tuple[str, ...]:
    found = [file for file in one.files.files if file.table in tables]
    return register.cite(
        Address(one.files.source_id, f.file, None, "all columns", f.sha256, n=0, rows=ROWS)
        for f in found or one.files.files
    )


def _make_block(
    library: Library,
    area: Area,
    one: AreaIncidents,
    funnel: Funnel,
    drawn: Mapping[str, _Drawn],
    here: frozenset[str],
    table: str,
    left: int,
) -> Block:
    pictures = library.catalogue.pictures
    what, unit = WORDS[table]
    when = When(one.files.period)
    places = {point.agency: point for point in funnel.points}
    listed = [n for n in drawn if n in here]  # others are drawn, and none of them is named
    rows, sizes = [], []
    for name in listed:
        entry, point = drawn[name], places.get(name)
        said = f", {PLACES[point.place]}{say_side(point)}" if point else ""
        called = _name(entry)
        rows.append(TableRow((called, Words(said)), entry.count.id))
        sizes.append(TableRow((called,), entry.size.id))
    tables = (
        FigureTable((Words(f"{what}, agencies of this area, "), when),
                    "Agency", unit, tuple(rows)),
        FigureTable((Words("Measured against: residents of each agency’s part, as the FBI "
                           "has them, times the months it reported over twelve; no number of "
                           "residents, "), when),
                    "Agency", "people", tuple(sizes)),
    ) if rows else ()  # fmt: skip
    instead = (
        "Too few agencies have a number of trafficking offenses that may be shown. The plot is of "
        "incidents to read again, which are records of other offenses and no finding."
    )
    return Block(
        id=ID,
        heading="Two pictures",
        title=f"Funnel plot of agencies in incident files: {what.lower()}",
        question="Which agencies recorded more or fewer, for the people they serve, than chance?",
        sentences=tuple(_say(one, funnel, drawn, here)),
        tables=tables,
        warnings=("W01", "W02", "W08", "W11"),
        cannot_tell=(
            "Why an agency lies outside. More looking, another way of counting and more of it all "
            "look alike here.",
            "Anything about an agency whose count is hidden, that sent nothing, or of which the "
            "files do not say how many people it serves.",
        ),
        ask_next="Ask each agency outside the limits what it looks for, and how it counts.",
        remarks=(
            *((instead,) if table == LOOKBACK else ()),
            "How many people an agency serves is the FBI’s number in the incident files: residents "
            "of the part that it polices, and no clients of anybody. It is taken times the months "
            "that the agency reported over twelve: half of it for half a year.",
            "Agencies of other counties are drawn, since those of one county are too few for "
            "limits. They are not named here: this is no list of them.",
            f"Limits: if every agency had the common rate, chance alone would leave "
            f"{pictures.funnel_levels[0]:.1%} of agencies inside the inner limits and "
            f"{pictures.funnel_levels[1]:.1%} inside the outer ones. "
            f"Source: {pictures.funnel_source}.",
            *((f"Agencies that are not drawn, without months, without a size, or beyond the "
               f"{DRAWN_AT_MOST} largest: {left}.",) if left else ()),
            *funnel.notes,
            *(rule.says for rule in funnel.why),
        ),
        refusals=(
            Refusal("A funnel plot of agencies in incident files",
                    f"{funnel.why_not[:1].upper()}{funnel.why_not[1:]}.", funnel.would_help,
                    area.place.name, ID),
        ) if funnel.why_not else (),
    )  # fmt: skip


def _say(
    one: AreaIncidents, funnel: Funnel, drawn: Mapping[str, _Drawn], here: frozenset[str]
) -> list[Sentence]:
    """Agencies of the area first, then how many of the others lie outside, in words."""
    said = []
    points = {point.agency: point for point in funnel.points}
    for name in sorted(here & set(drawn)):
        point = points.get(name)
        called = _name(drawn[name])
        words = (
            f": {PLACES[point.place]}{say_side(point)}." if point else ": hidden, and not drawn."
        )
        said.append(Sentence((called, Words(words)), drawn[name].size.evidence))
        if len(said) == NAMED_AT_MOST:
            break
    outside = [p for p in funnel.points if p.place == "outside" and p.agency not in here]
    if outside:
        words = "Agencies elsewhere in the state lie outside the limits too: ask why."
        said.append(Sentence((Words(words),), one.evidence))
    return said


def _name(entry: _Drawn) -> Named:
    """An agency as the files name it, with its kind: a county's name is its sheriff's."""
    agency = entry.agency
    kind = f" ({agency.kind})" if agency.kind else ""
    return Named(f"{agency.name or agency.id}{kind}", entry.size.evidence)


__all__ = ["make_agency_funnel"]
