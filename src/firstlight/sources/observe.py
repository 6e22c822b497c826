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


def observe_county(pack: Pack, column: Column, fips: str, *, additive: bool = True) -> Observation:
    """Read one column for one county of today.

    The county is sought under the code it had when the release was made. Where no row
    is its own, the status and the reason say why: a change of counties with no
    one-to-one map is `not_reportable`, a county the release leaves out has the table's
    own word. Rows named by `over` are entries of a list and add up; a sum of 0 of them is
    no count of none and has the table's word for an absent county. A count from 1 to the
    source's `hide_up_to` is `suppressed`.

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
    parts = [_read_place(table, column, code, unit) for code in trace.codes]
    if any(part is None for part in parts):
        status, why = Status(table.table.absent), table.table.absent_why
        return _nothing(column, place, table, unit, status, why)
    found = [part for part in parts if part is not None]
    quantity = add_quantities([quantity for quantity, _ in found])
    if column.over and quantity.value == 0:
        # rows that are added up come from a list; that it has none is no count of none
        status, why = Status(table.table.absent), table.table.absent_why
        return _nothing(column, place, table, unit, status, why)
    made_from = tuple(table.address(*cell) for _, cells in found for cell in cells)
    hidden = _hide_small(quantity, table.source.hide_up_to if additive else 0)
    return Observation(_measure(column), place, table.period, hidden, made_from)


def observe_place(pack: Pack, column: Column, place: Place) -> Observation:
    """Read one column for a place that is no county: a state or a Continuum of Care."""
    table = _open(pack, column)
    found = _read_place(table, column, place.id, COUNT)
    if found is None:
        status, why = Status(table.table.absent), table.table.absent_why
        return _nothing(column, place, table, COUNT, status, why)
    quantity, cells = found
    hidden = _hide_small(quantity, table.source.hide_up_to)
    made_from = tuple(table.address(*cell) for cell in cells)
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
        _read_place(table, replace(column, column=name), key, unit)
        for name in (column.column, *plus)
        for key in keys
    ]
    found = [part for part in read if part is not None]
    if len(found) < len(read) or not found:
        status, why = Status(table.table.absent), table.table.absent_why
        return _nothing(column, place, table, unit, status, why)
    quantity = add_quantities([part for part, _ in found])
    hidden = _hide_small(quantity, table.source.hide_up_to if hide and additive else 0)
    made_from = tuple(table.address(*cell) for _, cells in found for cell in cells)
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
    cells: Mapping[str, tuple[tuple[int, str], ...]]

    def cite(self, codes: Iterable[str]) -> tuple[Address, ...]:
        """The received cells of these counties: one address a column, with all its rows."""
        rows: dict[str, list[int]] = {}
        for code in codes:
            for position, name in self.cells[code]:
                rows.setdefault(name, []).append(self.table.rows[position])
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
    whatever counties they are cut into.

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
    for code in table.places():
        if code[:2] in wanted:
            found = _read_place(table, column, code, unit)
            if found is not None:
                quantity, cells[code] = found
                up_to = table.source.hide_up_to if hide else 0
                quantities[code] = _hide_small(quantity, up_to)
    return Release(table, quantities, cells)


def _open(pack: Pack, column: Column) -> PackTable:
    return pack.table(column.source, column.table, column.where)


def _measure(column: Column) -> str:
    return f"{column.source}.{column.table}.{column.column}"


def _nothing(
    column: Column, place: Place, table: PackTable, unit: Unit, status: Status, why: str
) -> Observation:
    quantity = Quantity(Cell.missing(status, why), unit)
    return Observation(_measure(column), place, table.period, quantity, ())


def _read_place(
    table: PackTable, column: Column, code: str, unit: Unit
) -> tuple[Quantity, tuple[tuple[int, str], ...]] | None:
    """The place's rows as one quantity with the cells read, or None where there is no row."""
    positions = table.of_place(code)
    if column.over:
        positions = [
            position
            for position in positions
            if all(table.text(position, name) in values for name, values in column.over.items())
        ]
    if not positions:
        return None
    name = column.column
    counted = unit is COUNT and name not in table.table.margins
    quantities = []
    cells: list[tuple[int, str]] = []
    for position in positions:
        cell = table.cell(position, name, counted=counted)
        margin = table.margin(position, name) if cell.has_number else None
        low, high = _bounds(table, position, name) if cell.has_number else (None, None)
        quantities.append(Quantity(cell, unit, margin, low, high))
        cells.append((position, name))
        if margin is not None:
            cells.append((position, table.table.margins[name]))
        if low is not None:
            cells.extend((position, bound) for bound in table.table.bounds[name])
    return add_quantities(quantities) if len(quantities) > 1 else quantities[0], tuple(cells)


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
