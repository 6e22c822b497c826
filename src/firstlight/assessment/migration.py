"""Moves between counties, as tax returns tell them: whence, whither, and what the list lacks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from firstlight.assessment.figure_table import FigureTable, TableRow
from firstlight.assessment.library import Library
from firstlight.assessment.model import Block, Flow, Refusal
from firstlight.assessment.register import Register
from firstlight.base.cell import Cell, Status, add_cells
from firstlight.base.finding import Figure, Part, Sentence, Shown, When, Words
from firstlight.base.place import Area, County
from firstlight.base.provenance import Address
from firstlight.pack import PackTable, trace_county

SOURCE, TABLE = "irs_migration_2018", "flows"
# The codes of the IRS that stand for several counties or for abroad.
US_TOTAL, SAME_STATE, OTHER_STATES, ABROAD = "97000", "97001", "97003", "98000"
POOLED = ("58000", "59000")
MOVED = {"in": "moved in from", "out": "moved out to"}
PARTS_DISAGREE = (
    "the total in the file is not the sum of its two parts, moves within the state and between "
    "states"
)


@dataclass(frozen=True, slots=True)
class Pair:
    """One listed flow between a county of the area and one outside it."""

    county: County
    other: str
    direction: str
    position: int
    people: float


def make_migration_block(library: Library, register: Register, area: Area) -> Block:
    """The largest listed flows into and out of the area's counties, and all moves by county."""
    sentences: list[Sentence] = []
    tables: list[FigureTable] = []
    refusals: list[Refusal] = []
    flows: list[Flow] = []
    codes = _trace(library, area, refusals)
    inside = set(codes.values())
    opened = {
        county.fips: library.pack.table(SOURCE, TABLE, {"fips_reference": codes[county.fips]})
        for county in area.counties
        if county.fips in codes
    }
    for direction in MOVED:
        pairs = _list_pairs(area, opened, inside, direction)
        shown = pairs[: library.catalogue.access.flows_shown]
        if not shown:
            continue
        figures = [_enter_pair(register, opened, pair, "exemptions") for pair in shown]
        returns = [_enter_pair(register, opened, pair, "returns") for pair in shown]
        sentences.append(_say_largest(register, opened, area, shown[0], figures[0], returns[0]))
        tables.append(_table(register, opened, area, shown, figures, direction, "exemptions"))
        tables.append(_table(register, opened, area, shown, returns, direction, "returns"))
        if direction == "in":
            flows = [
                Flow(pair.other, pair.county.fips, figure.id)
                for pair, figure in zip(shown, figures, strict=True)
            ]
    tables.extend(_table_all(register, area, opened, refusals))
    if not area.is_one_county:
        refusals.append(
            Refusal(
                "Moves into and out of the area as a whole",
                "Flows of fewer than twenty returns between its counties are pooled, so moves "
                "inside the area cannot be taken out.",
                "The area’s own count, which nobody publishes.",
                area.place.name,
                "migration_flows",
            )
        )
    return Block(
        id="migration_flows",
        heading="Access and movement",
        title="Moves between counties, from tax returns",
        question="From where do people move here, and where do they go?",
        sentences=tuple(sentences),
        tables=tuple(tables),
        warnings=(),
        cannot_tell=(
            "How many people moved who file no tax return. Many newcomers and many of the poorest "
            "file none.",
            "How many came from abroad. What the file calls foreign is a small part of it.",
            "How many come for a season. Seasonal work seldom changes the address on a return.",
            "Why anyone moved.",
        ),
        ask_next="Ask school districts and the state workforce agency who comes for a season.",
        remarks=(
            "Exemptions on a return are about as many as the people in its household. A flow of "
            "fewer than 20 returns is pooled by the IRS and not listed, so a county that is not "
            "in the list is not a flow of none.",
            "Abroad means Puerto Rico, military post offices and foreign addresses, told apart "
            "from moves within the country and never added to them.",
            "Where people come from is context. It is never scored and says nothing of crime.",
        ),
        refusals=tuple(refusals),
        flows=tuple(flows),
    )


def _trace(library: Library, area: Area, refusals: list[Refusal]) -> dict[str, str]:
    """Each county's code in the file; a county that has none of its own is refused."""
    table = library.pack.table(SOURCE, TABLE, {"fips_other": US_TOTAL})
    changes = library.pack.catalogue.fips_changes
    codes = {}
    for county in area.counties:
        trace = trace_county(county.fips, vintage=table.source.vintage, changes=changes)
        why = trace.why_not
        if not why and not (len(trace.codes) == 1 and table.of_place(trace.codes[0])):
            why = "the file has no row for this county"
        if why:
            refusals.append(
                Refusal("Moves between counties", why, "", county.full_name, "migration_flows")
            )
        else:
            codes[county.fips] = trace.codes[0]
    return codes


def _list_pairs(
    area: Area, opened: dict[str, PackTable], inside: set[str], direction: str
) -> list[Pair]:
    """Listed flows with counties outside the area, largest first by exemptions."""
    pairs = []
    for county in area.counties:
        table = opened.get(county.fips)
        for position in table.positions("direction", direction) if table else ():
            if table is None or table.text(position, "is_summary") != "False":
                continue
            other = table.text(position, "fips_other")
            value = _read(table, position, "exemptions").value
            if other not in inside and value is not None:
                pairs.append(Pair(county, other, direction, position, value))
    return sorted(pairs, key=lambda pair: (-pair.people, pair.other, pair.county.fips))


def _read(table: PackTable, position: int, column: str) -> Cell:
    cell = table.cell(position, column, counted=True)
    if cell.value is not None and 0 < cell.value <= table.source.hide_up_to:
        return Cell.missing(Status.SUPPRESSED, "the count is small, and hidden to protect people")
    return cell


def _enter_pair(
    register: Register, opened: dict[str, PackTable], pair: Pair, column: str
) -> Figure:
    table = opened[pair.county.fips]
    words = MOVED[pair.direction]
    return register.enter_count(
        f"migration_flows.{pair.direction}.{pair.county.fips}.{pair.other}.{column}",
        indicator="migration_flows",
        label=f"{column.capitalize()} that {words} one other county, {pair.county.full_name}",
        cell=_read(table, pair.position, column),
        unit=column,
        period=table.period,
        place=pair.county.place,
        made_from=(table.address(pair.position, column),),
        measured_for=f"county {pair.other}",
    )


def _name_other(register: Register, table: PackTable, pair: Pair) -> Part:
    name, state = (
        table.text(pair.position, column).strip() for column in ("county_other", "state_other")
    )
    cells = [table.address(pair.position, column) for column in ("county_other", "state_other")]
    return register.name(f"{name}, {state}", cells)


def _label(register: Register, table: PackTable, area: Area, pair: Pair) -> tuple[Part, ...]:
    other = _name_other(register, table, pair)
    if area.is_one_county:
        return (other,)
    if pair.direction == "in":
        return (other, Words(f" to {pair.county.name}"))
    return (Words(f"{pair.county.name} to "), other)


def _table(
    register: Register,
    opened: dict[str, PackTable],
    area: Area,
    pairs: Sequence[Pair],
    figures: Sequence[Figure],
    direction: str,
    column: str,
) -> FigureTable:
    lead = "Moved in from" if direction == "in" else "Moved out to"
    what = "exemptions, about as many as people" if column == "exemptions" else "tax returns"
    title = (
        Words(f"{lead} other counties, largest listed flows, {what}, "),
        When(figures[0].period),
    )
    rows = tuple(
        TableRow(_label(register, opened[pair.county.fips], area, pair), figure.id)
        for pair, figure in zip(pairs, figures, strict=True)
    )
    return FigureTable(title, "From" if direction == "in" else "To", column, rows)


def _say_largest(
    register: Register,
    opened: dict[str, PackTable],
    area: Area,
    pair: Pair,
    people: Figure,
    returns: Figure,
) -> Sentence:
    table = opened[pair.county.fips]
    other = _name_other(register, table, pair)
    if area.is_one_county:
        side = "into" if pair.direction == "in" else "out of"
        way = "came from" if pair.direction == "in" else "went to"
        told: tuple[Part, ...] = (
            Words(f"The largest listed flow {side} {pair.county.full_name} {way} "),
            other,
        )
    elif pair.direction == "in":
        told = (
            Words("The largest listed flow from outside the area went from "),
            other,
            Words(f" to {pair.county.name}"),
        )
    else:
        told = (
            Words(f"The largest listed flow out of the area went from {pair.county.name} to "),
            other,
        )
    return register.say(
        *told,
        Words(": "),
        Shown(returns.id),
        Words(" with "),
        Shown(people.id),
        Words(", "),
        When(people.period),
        Words("."),
    )


def _table_all(
    register: Register, area: Area, opened: dict[str, PackTable], refusals: list[Refusal]
) -> list[FigureTable]:
    """All moves of each county: within the country, pooled, and abroad, never added up."""
    rows: list[TableRow] = []
    period = None
    for county in area.counties:
        table = opened.get(county.fips)
        if table is None:
            continue
        period = table.period
        start = "" if area.is_one_county else f"{county.name}: "
        for direction, words in (("in", "moved in from"), ("out", "moved out to")):
            cell, cells = read_moves_within(table, direction)
            figure = _enter_all(register, county, table, f"{direction}.us", cell, cells)
            rows.append(TableRow((Words(f"{start}{words} other US counties"),), figure.id))
            if not cell.has_number:
                what = f"All moves {'into' if direction == 'in' else 'out of'} the county"
                refusals.append(Refusal(what, cell.why, "", county.full_name, "migration_flows"))
            cell, cells = _read_code(table, direction, ABROAD)
            figure = _enter_all(register, county, table, f"{direction}.abroad", cell, cells)
            rows.append(TableRow((Words(f"{start}{words} addresses abroad"),), figure.id))
        cell, cells = _read_pooled(table)
        figure = _enter_all(register, county, table, "in.pooled", cell, cells)
        rows.append(TableRow((Words(f"{start}moved in, small flows pooled"),), figure.id))
    if period is None:
        return []
    title = (Words("All moves, exemptions, about as many as people, "), When(period))
    return [FigureTable(title, "Moves", "exemptions", tuple(rows))]


def _enter_all(
    register: Register,
    county: County,
    table: PackTable,
    name: str,
    cell: Cell,
    cells: Sequence[Address],
) -> Figure:
    return register.enter_count(
        f"migration_all.{county.fips}.{name}",
        indicator="migration_all",
        label=f"Exemptions on returns that moved, {county.full_name}",
        cell=cell,
        unit="exemptions",
        period=table.period,
        place=county.place,
        made_from=cells,
    )


def _find(table: PackTable, direction: str, code: str) -> int | None:
    for position in table.positions("fips_other", code):
        if table.text(position, "direction") == direction:
            return position
    return None


def _read_code(table: PackTable, direction: str, code: str) -> tuple[Cell, list[Address]]:
    position = _find(table, direction, code)
    if position is None:
        why = "the file has no such row for this county, which is not a flow of none"
        return Cell.missing(Status.NOT_REPORTED, why), []
    return _read(table, position, "exemptions"), [table.address(position, "exemptions")]


def read_moves_within(table: PackTable, direction: str) -> tuple[Cell, list[Address]]:
    """Exemptions that moved within the country, unless the file's own parts say otherwise.

    Returns and exemptions must both be the sum of moves within the state and between states;
    where they are not, nobody can say which of the three is right.
    """
    cell, cells = _read_code(table, direction, US_TOTAL)
    if not cell.has_number:
        return cell, cells
    for column in ("returns", "exemptions"):
        values = [
            None if position is None else _read(table, position, column).value
            for position in (
                _find(table, direction, c) for c in (US_TOTAL, SAME_STATE, OTHER_STATES)
            )
        ]
        whole, *parts = values
        known = [part for part in parts if part is not None]
        if whole is None or (len(known) == len(parts) and sum(known) != whole):
            return Cell.missing(Status.NOT_REPORTABLE, PARTS_DISAGREE), []
    return cell, cells


def _read_pooled(table: PackTable) -> tuple[Cell, list[Address]]:
    """Small flows in, pooled by the IRS, from within the state and from other states."""
    cells = [_read_code(table, "in", code) for code in POOLED]
    total = add_cells(cell for cell, _ in cells)
    return total, [address for _, found in cells for address in found]
