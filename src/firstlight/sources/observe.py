"""From received cells to observations."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from firstlight.base.cell import Cell, Status
from firstlight.base.observation import Observation
from firstlight.base.place import Place, PlaceKind
from firstlight.base.provenance import Address
from firstlight.base.quantity import Quantity, Unit, UnitKind, add_quantities
from firstlight.catalogue.entries import Column
from firstlight.pack import Pack, PackTable, trace_county

COUNT = Unit(UnitKind.COUNT, "")
MEASURE = Unit(UnitKind.RATE, "")
# the last three digits of a code that is no county: a whole state, and (BLS) county unknown
NO_COUNTY = frozenset({"000", "999"})


def observe_county(pack: Pack, column: Column, fips: str, *, additive: bool = True) -> Observation:
    """Read one column for one county of today.

    The county is sought under the code it had when the release was made. Where no row
    is its own, the status and the reason say why: a change of counties with no
    one-to-one map is `not_reportable`, a county the release leaves out has the table's
    own word. Rows named by `over` are entries of a list and add up; a sum of 0 of them is
    no count of none and has the table's word for an absent county. A count from 1 to the
    source's `hide_up_to` is `suppressed`.

    A county that has rows in the file but none of the kind asked for, where the publisher
    drops rows (`Table.dropped_why`), has no number but the range that the entry states; one
    that has no row at all is not in the file and has no range. A place that a list
    (`Table.listed`) leaves out has at least 0 and no upper end, unless the other rows of
    the file (`Table.beside`) show that it is not in the file.

    Parameters
    ----------
    additive
        True for counts. A share of a county made of several old ones is not read.
    """
    table = _open(pack, column)
    place = Place(PlaceKind.COUNTY, fips, fips)
    trace = trace_county(fips, vintage=table.source.vintage, changes=pack.catalogue.fips_changes)
    unit = COUNT if additive else MEASURE
    if trace.why_not:
        return _nothing(column, place, table, unit, Status.NOT_REPORTABLE, trace.why_not)
    if len(trace.codes) > 1 and not additive:
        why = "the county took another in since, and a share of two cannot be added"
        return _nothing(column, place, table, unit, Status.NOT_REPORTABLE, why)
    whole = _open_whole(pack, column, table)
    parts = [_read_place(table, whole, column, code, unit) for code in trace.codes]
    if any(part is None for part in parts):
        status, why = Status(table.table.absent), table.table.absent_why
        low = 0.0 if additive and column.column in table.table.listed else None
        file = _open_file(pack, column, table)
        if table.table.beside and not any(file.of_place(code) for code in trace.codes):
            status, why, low = Status(file.table.absent), file.table.absent_why, None
        return _nothing(column, place, table, unit, status, why, low)
    found = [part for part in parts if part is not None]
    quantity = add_quantities([quantity for quantity, _ in found])
    if column.over and quantity.value == 0:
        # rows that are added up come from a list; that it has none is no count of none
        status, why = Status(table.table.absent), table.table.absent_why
        return _nothing(column, place, table, unit, status, why)
    made_from = tuple(address for _, cells in found for address in cells.addresses())
    hidden = _hide_small(quantity, table.source.hide_up_to if additive else 0)
    return Observation(_measure(column), place, table.period, hidden, made_from)


def observe_place(pack: Pack, column: Column, place: Place) -> Observation:
    """Read one column for a place that is no county: a state or a Continuum of Care."""
    table = _open(pack, column)
    found = _read_place(table, _open_whole(pack, column, table), column, place.id, COUNT)
    if found is None:
        status, why = Status(table.table.absent), table.table.absent_why
        return _nothing(column, place, table, COUNT, status, why)
    quantity, cells = found
    hidden = _hide_small(quantity, table.source.hide_up_to)
    made_from = cells.addresses()
    return Observation(_measure(column), place, table.period, hidden, made_from)


def observe_rows(
    pack: Pack,
    column: Column,
    place: Place,
    keys: Sequence[str],
    *,
    plus: Sequence[str] = (),
    hide: bool = True,
    additive: bool = True,
) -> Observation:
    """Read one column for a place that stands under these texts in the table's place column.

    Several texts, and the further columns `plus`, are added; where one of them has no row
    or no number, the sum has none. `hide` is false for things that are not people. With
    `additive` false the one cell is a measure that a sample or a formula gave, not a count.
    """
    table = _open(pack, column)
    unit = COUNT if additive else MEASURE
    read = [
        _read_place(
            table, _open_whole(pack, column, table), replace(column, column=name), key, unit
        )
        for name in (column.column, *plus)
        for key in keys
    ]
    found = [part for part in read if part is not None]
    if len(found) < len(read) or not found:
        status, why = Status(table.table.absent), table.table.absent_why
        return _nothing(column, place, table, unit, status, why)
    quantity = add_quantities([part for part, _ in found])
    hidden = _hide_small(quantity, table.source.hide_up_to if hide and additive else 0)
    made_from = tuple(address for _, cells in found for address in cells.addresses())
    return Observation(_measure(column), place, table.period, hidden, made_from)


def find_state(table: PackTable, letters: str, name: str) -> str | None:
    """How a table writes a state: its letters or its name, in whatever case, starred or not.

    A star behind a name points at a footnote of the publisher's.
    """
    wanted = (letters.casefold(), name.casefold())
    for text in table.places():
        if text.strip().rstrip("*").casefold() in wanted:
            return text
    return None


@dataclass(frozen=True, slots=True)
class Release:
    """One column of a release for many counties, by the release's own codes.

    `quantities` are not hidden unless asked: nothing is shown of them but a sum over many
    or a middle. `cite` gives the cells of chosen counties, folded by column.
    """

    table: PackTable
    quantities: Mapping[str, Quantity]
    cells: Mapping[str, Cells]

    def __repr__(self) -> str:
        return f"Release({self.table!r}, {len(self.quantities)} places)"

    def cite(self, codes: Iterable[str]) -> tuple[Address, ...]:
        """The received cells of these counties: one address a column, with all its rows."""
        rows: dict[str, list[int]] = {}
        for code in codes:
            for name, found in self.cells[code].rows():
                rows.setdefault(name, []).append(found)
        return tuple(self.table.column_address(name, found) for name, found in rows.items())


def observe_counties(
    pack: Pack,
    column: Column,
    prefixes: Sequence[str],
    *,
    additive: bool = True,
    hide: bool = False,
) -> Release:
    """Read one column for every county of the release in these states, by its own codes.

    For sums and middles over a state or the nation, which have the same outer border
    whatever counties they are cut into. Where the publisher drops rows, a county that has
    rows of other kinds is among them, without a number. Rows of a whole state and of
    places whose county is unknown are no counties and stay out.

    Parameters
    ----------
    prefixes
        The states' two-digit FIPS prefixes.
    hide
        Hide small counts, for a column that guards another.
    """
    table = _open(pack, column)
    unit = COUNT if additive else MEASURE
    wanted = frozenset(prefixes)
    quantities = {}
    cells = {}
    whole = _open_whole(pack, column, table)
    for code in (whole or table).places():
        if code[:2] in wanted and code[2:] not in NO_COUNTY:
            found = _read_place(table, whole, column, code, unit, prove=False)
            if found is not None:
                quantity, cells[code] = found
                up_to = table.source.hide_up_to if hide else 0
                quantities[code] = _hide_small(quantity, up_to)
    return Release(table, quantities, cells)


def find_absent(pack: Pack, column: Column, counties: Iterable[str]) -> tuple[str, ...]:
    """Those of these counties of today that a release has no row of any kind for.

    Rows of every kind count, not only those that the column asks for. Where a county has no
    one-to-one map to the release, it is taken to be in it when its state has a code there
    that no county of these leads to.
    """
    table = _open(pack, column)
    file = _open_file(pack, column, table)
    changes = pack.catalogue.fips_changes
    traces = {
        fips: trace_county(fips, vintage=table.source.vintage, changes=changes) for fips in counties
    }
    there = {code for code in file.places() if code[2:] not in NO_COUNTY}
    led_to = {code for trace in traces.values() for code in trace.codes}
    other_states = {code[:2] for code in there - led_to}
    return tuple(
        fips
        for fips, trace in traces.items()
        if (fips[:2] not in other_states if trace.why_not else not set(trace.codes) <= there)
    )


def _open_file(pack: Pack, column: Column, table: PackTable) -> PackTable:
    """The rows of every kind of the file that a column stands in."""
    return pack.table(column.source, table.table.beside or column.table)


def _open(pack: Pack, column: Column) -> PackTable:
    return pack.table(column.source, column.table, column.where)


def _open_whole(pack: Pack, column: Column, table: PackTable) -> PackTable | None:
    """The table with rows of every kind, where its publisher drops rows; else None."""
    return pack.table(column.source, column.table) if table.table.dropped_why else None


def _measure(column: Column) -> str:
    return f"{column.source}.{column.table}.{column.column}"


def _nothing(
    column: Column,
    place: Place,
    table: PackTable,
    unit: Unit,
    status: Status,
    why: str,
    low: float | None = None,
) -> Observation:
    quantity = Quantity(Cell.missing(status, why), unit, None, low)
    return Observation(_measure(column), place, table.period, quantity, ())


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells behind one place's quantity: each a table, a position in it and a column."""

    read: tuple[tuple[PackTable, int, str], ...]

    def addresses(self) -> tuple[Address, ...]:
        """Where each cell stands in the received file."""
        return tuple(table.address(position, name) for table, position, name in self.read)

    def rows(self) -> Iterable[tuple[str, int]]:
        """Column and received row of each cell."""
        return ((name, table.rows[position]) for table, position, name in self.read)


def _read_place(
    table: PackTable,
    whole: PackTable | None,
    column: Column,
    code: str,
    unit: Unit,
    *,
    prove: bool = True,
) -> tuple[Quantity, Cells] | None:
    """The place's rows as one quantity with the cells read, or None where there is no row.

    `whole` is the table with rows of every kind, where rows of some are dropped. That a row
    is not there is shown by those that are; `prove` names them among the cells, which for
    all counties of the nation would be most of the file.
    """
    positions = table.of_place(code)
    if column.over:
        positions = [
            position
            for position in positions
            if all(table.text(position, name) in values for name, values in column.over.items())
        ]
    name = column.column
    quantities, cells = _read_cells(table, name, positions, unit)
    dropped = _count_dropped(table, whole, column, code, positions)
    if whole is not None and dropped:
        quantities += [_dropped(table, name, unit)] * dropped
        kind = next(iter((*column.where, *column.over)), table.table.place)
        if prove:
            cells += [(whole, position, kind) for position in whole.of_place(code)]
    if not quantities:
        return None
    added = add_quantities(quantities) if len(quantities) > 1 else quantities[0]
    return added, Cells(tuple(cells))


def _read_cells(
    table: PackTable, name: str, positions: Sequence[int], unit: Unit
) -> tuple[list[Quantity], list[tuple[PackTable, int, str]]]:
    """Each row's quantity, and the cells it was read from."""
    modeled = name in table.table.margins or name in table.table.estimated
    counted = unit is COUNT and not modeled
    quantities: list[Quantity] = []
    cells: list[tuple[PackTable, int, str]] = []
    for position in positions:
        cell = table.cell(position, name, counted=counted)
        margin = table.margin(position, name) if cell.has_number else None
        low, high = _bounds(table, position, name) if cell.has_number else (None, None)
        quantities.append(Quantity(cell, unit, margin, low, high))
        cells.append((table, position, name))
        if margin is not None:
            cells.append((table, position, table.table.margins[name]))
        if low is not None:
            cells.extend((table, position, bound) for bound in table.table.bounds[name])
    return quantities, cells


def _count_dropped(
    table: PackTable, whole: PackTable | None, column: Column, code: str, found: Sequence[int]
) -> int:
    """How many rows of the kinds asked for were dropped for a place that is in the file."""
    if whole is None or not whole.of_place(code):
        return 0
    if not column.over:
        return 0 if found else 1
    ((name, values),) = column.over.items()  # several lists would cross, and none does
    there = {table.text(position, name) for position in found}
    return sum(value not in there for value in values)


def _dropped(table: PackTable, name: str, unit: Unit) -> Quantity:
    """What a row that the publisher dropped says of a column: its stated range, or nothing."""
    low, high = table.table.dropped_range.get(name, (None, None))
    cell = Cell.missing(Status.NOT_REPORTABLE, table.table.dropped_why)
    return Quantity(cell, unit, None, low, high)


def _bounds(table: PackTable, position: int, name: str) -> tuple[float | None, float | None]:
    """The publisher's own lower and upper bound, where the table has them."""
    if name not in table.table.bounds:
        return None, None
    low, high = (
        table.cell(position, bound, counted=False).value for bound in table.table.bounds[name]
    )
    return low, high


def _hide_small(quantity: Quantity, hide_up_to: int) -> Quantity:
    """Hide a count from 1 to `hide_up_to`; everything that would give it away goes too."""
    value = quantity.value
    if value is None or not hide_up_to or not 0 < value <= hide_up_to:
        return quantity
    if math.isinf(value):
        return quantity
    hidden = Cell.missing(Status.SUPPRESSED, "the count is small, and hidden to protect people")
    return replace(quantity, cell=hidden, margin=None, low=None, high=None)
