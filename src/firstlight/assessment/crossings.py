"""Crossings at the land port of entry nearest to an area: crossings, not people; inbound only."""

from __future__ import annotations

from dataclasses import dataclass

from firstlight.access import LAND_PORT, Nearest, find_nearest, read_center
from firstlight.assessment.library import Library
from firstlight.assessment.model import FigureTable, Refusal, TableRow
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
    """Crossings of one year at the port nearest to the area, by what crossed.

    A year with a month that has no row has no sum: rows of zero are often left out of the
    file, and others are too, so a missing month may be either.
    """
    port = _nearest_port(library, area)
    if port is None:
        return Crossings()
    limits = library.catalogue.access
    rows: list[TableRow] = []
    refusals: list[Refusal] = []
    sentences: list[Sentence] = []
    for measure in limits.measures:
        for year in limits.crossings_years:
            cell, made_from = read_year(library, port.id, measure, year)
            figure = _enter(register, area, port, measure, year, cell, made_from)
            rows.append(TableRow((Words(f"{KINDS[measure]}, "), When(figure.period)), figure.id))
            if not cell.has_number:
                what = f"Crossings into the United States at the nearest land port, {year}: "
                refusals.append(Refusal(f"{what}{KINDS[measure]}", cell.why, "", area.place.name))
            elif year == limits.crossings_years[0] and measure == limits.measures[0]:
                sentences.append(
                    register.say(
                        Words("At "),
                        register.name(port.name, port.named_from),
                        Words(", the port nearest to the area, "),
                        Shown(figure.id),
                        Words(" of trucks into the United States were counted in "),
                        When(figure.period),
                        Words(", in this direction only."),
                    )
                )
    title = (
        Words("Crossings into the United States at "),
        register.name(port.name, port.named_from),
        Words(", the nearest land port"),
    )
    table = FigureTable(title, "What crossed", "crossings", tuple(rows))
    return Crossings(tuple(sentences), (table,), tuple(refusals))


def _nearest_port(library: Library, area: Area) -> Nearest | None:
    centers = [read_center(library.pack, fips) for fips in area.fips]
    found = [
        nearest
        for center in centers
        if center is not None
        for nearest in (find_nearest(LAND_PORT, center, library.targets),)
        if nearest.exact_km is not None
    ]
    return min(found, key=lambda nearest: nearest.exact_km or 0.0) if found else None


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
