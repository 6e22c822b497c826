"""Crossings at the land ports of entry nearest to an area: crossings, not people; inbound only."""

from __future__ import annotations

from dataclasses import dataclass

from firstlight.access import LAND_PORT, Nearest, find_nearest, read_center
from firstlight.assessment.figure_table import FigureTable, TableRow
from firstlight.assessment.library import Library
from firstlight.assessment.model import Refusal
from firstlight.assessment.register import Register
from firstlight.base.cell import Cell, Status, add_cells
from firstlight.base.finding import Figure, Sentence, Shown, When, Words
from firstlight.base.period import Period
from firstlight.base.place import Area
from firstlight.base.provenance import Address

MONTHS = 12
KINDS = {
    "Trucks": "trucks",
    "Personal Vehicle Passengers": "passengers in personal vehicles",
    "Pedestrians": "people on foot",
}


@dataclass(frozen=True, slots=True)
class Crossings:
    """What is said of the nearest port's crossings; empty where there is no land port."""

    sentences: tuple[Sentence, ...] = ()
    tables: tuple[FigureTable, ...] = ()
    refusals: tuple[Refusal, ...] = ()


def make_crossings(library: Library, register: Register, area: Area) -> Crossings:
    """Crossings by year and by what crossed, at the ports nearest to the area's counties.

    A year with a month that has no row has no sum: rows of zero are often left out of the
    file, and others are too, so a missing month may be either.
    """
    sentences: list[Sentence] = []
    tables: list[FigureTable] = []
    refusals: list[Refusal] = []
    for port in _nearest_ports(library, area):
        rows = []
        for measure in library.catalogue.access.measures:
            for year in library.catalogue.access.crossings_years:
                cell, made_from = read_year(library, port.id, measure, year)
                figure = _enter(register, area, port, measure, year, cell, made_from)
                label = (Words(f"{KINDS[measure]}, "), When(figure.period))
                rows.append(TableRow(label, figure.id))
                if not cell.has_number:
                    what = f"Crossings into the United States at {port.name}, {KINDS[measure]}"
                    refusals.append(Refusal(what, cell.why, "", area.place.name))
        title = (
            Words("Crossings into the United States at "),
            register.name(port.name, port.named_from),
        )
        tables.append(FigureTable(title, "What crossed", "crossings", tuple(rows)))
        sentences.extend(_say(register, port, [register.figures[row.figure] for row in rows]))
    return Crossings(tuple(sentences), tuple(tables), tuple(refusals))


def _say(register: Register, port: Nearest, figures: list[Figure]) -> list[Sentence]:
    """One sentence a port, with its first number: crossings, never people."""
    for figure in figures:
        if figure.quantity.has_number:
            what = figure.label.partition(": ")[2]
            return [
                register.say(
                    Words("At "),
                    register.name(port.name, port.named_from),
                    Words(f", a land port of entry, {what} made "),
                    Shown(figure.id),
                    Words(" into the United States, "),
                    When(figure.period),
                    Words(". Crossings are not people."),
                )
            ]
    return []


def _nearest_ports(library: Library, area: Area) -> list[Nearest]:
    """The port nearest to each county, once, where it is near enough to say something."""
    limits = library.catalogue.access
    reach = limits.crossings_within_miles * limits.km_per_mile
    found: dict[str, Nearest] = {}
    for fips in area.fips:
        center = read_center(library.pack, fips)
        if center is not None:
            nearest = find_nearest(LAND_PORT, center, library.targets)
            if nearest.exact_km is not None and nearest.exact_km <= reach:
                found.setdefault(nearest.id, nearest)
    return list(found.values())


def read_year(
    library: Library, port: str, measure: str, year: str
) -> tuple[Cell, tuple[Address, ...]]:
    """The sum of a year's months at a port, with its cells; no number where a month lacks.

    A month that stands twice makes the year `not_reportable`.
    """
    table = library.pack.table("bts_border_crossing", "crossings", {"port_code": port})
    months: dict[str, list[int]] = {}
    for position in table.positions("measure", measure):
        date = table.text(position, "date")
        if date.startswith(f"{year}-"):
            months.setdefault(date, []).append(position)
    if not months:
        return Cell.missing(Status(table.table.absent), table.table.absent_why), ()
    if any(len(positions) > 1 for positions in months.values()):
        return Cell.missing(Status.NOT_REPORTABLE, "a month stands in the file twice"), ()
    if len(months) < MONTHS:
        why = (
            "the file has no row for one month or more of the year, and whether none "
            "crossed or the row is lacking is not known"
        )
        return Cell.missing(Status.NOT_REPORTED, why), ()
    positions = [positions[0] for positions in months.values()]
    cell = add_cells(table.cell(position, "value", counted=True) for position in positions)
    return cell, tuple(table.address(position, "value") for position in positions)


def _enter(
    register: Register,
    area: Area,
    port: Nearest,
    measure: str,
    year: str,
    cell: Cell,
    made_from: tuple[Address, ...],
) -> Figure:
    return register.enter_count(
        f"crossings.{port.id}.{measure.replace(' ', '_').lower()}.{year}",
        indicator="crossings",
        label=f"Crossings into the United States: {KINDS[measure]}",
        cell=cell,
        unit="crossings",
        period=Period.year(int(year)),
        place=area.place,
        made_from=made_from,
        measured_for=f"port of entry {port.id}",
    )
