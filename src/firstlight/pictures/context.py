"""With which other crimes were cases identified? One column a source, each with its own unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from firstlight.base.cell import Cell, Status
from firstlight.base.errors import Fault, InputFaults
from firstlight.base.period import Period
from firstlight.base.place import Place
from firstlight.base.quantity import Quantity, Unit
from firstlight.catalogue.entries import NO_READING, Pictures, TaxonomyDimension
from firstlight.pictures.rules import RuleSaid, say

KINDS = ("case register", "survey", "look-back")


@dataclass(frozen=True, slots=True)
class ContextCount:
    """How many of a source's cases were identified with one linked crime.

    `kind` is one of `KINDS`; `value` a linked crime, unknown, not_asked or unmapped. `number`
    tells several figures of a source for one line apart: each has a column.
    """

    kind: str
    source: str
    value: str
    quantity: Quantity
    period: Period
    place: Place
    number: int = 0


@dataclass(frozen=True, slots=True)
class ContextColumn:
    """One source: its counts in the order of the rows. They overlap and have no sum."""

    kind: str
    source: str
    unit: Unit
    period: Period
    place: Place
    cells: tuple[Quantity, ...]
    number: int = 0


@dataclass(frozen=True, slots=True)
class ContextTable:
    """Linked crimes by source. `rows` are values with their labels; `missing` says which kinds
    of source are not in hand; `why_not` is empty unless there is no column."""

    rows: tuple[tuple[str, str], ...]
    columns: tuple[ContextColumn, ...]
    missing: tuple[tuple[str, RuleSaid], ...]
    why_not: str = ""


def tabulate_context(
    counts: Sequence[ContextCount], *, dimension: TaxonomyDimension, pictures: Pictures
) -> ContextTable:
    """Lay the contexts of identification side by side, source by source.

    A crime for which a source gave no line is not reported there, never 0. Sources are not
    added, and neither are the lines of one source: a case can stand under several crimes.

    Raises
    ------
    InputFaults
        For a kind or value that does not exist, a line twice, or two units in one column.
    """
    values = (*dimension.values, *NO_READING)
    faults = []
    for count in counts:
        if count.kind not in KINDS:
            faults.append(Fault("A kind of source does not exist.", f"There are: {KINDS}."))
        if count.value not in values:
            do = f"There are: {', '.join(values)}."
            faults.append(Fault(f"{count.source}: a linked crime does not exist.", do))
    columns: dict[tuple[str, str, Period, Place, int], dict[str, Quantity]] = {}
    for count in counts:
        key = (count.kind, count.source, count.period, count.place, count.number)
        column = columns.setdefault(key, {})
        if count.value in column:
            faults.append(Fault(f"{count.source}: a line stands twice.", "Keep the right one."))
        column[count.value] = count.quantity
    faults += [
        Fault(f"{key[1]}: two units stand in one column.", "Give one column for each unit.")
        for key, column in columns.items()
        if len({quantity.unit for quantity in column.values()}) > 1
    ]
    if faults:
        raise InputFaults(faults)
    shown = [(value, meaning.label) for value, meaning in dimension.values.items()]
    shown += [(value, value.replace("_", " ")) for value in NO_READING]
    kept = []
    for (kind, source, period, place, number), column in columns.items():
        unit = next(iter(column.values())).unit
        empty = Quantity(Cell.missing(Status.NOT_REPORTED, "the source has no such line"), unit)
        cells = tuple(_hide(column.get(value, empty), pictures.hide_up_to) for value, _ in shown)
        kept.append(ContextColumn(kind, source, unit, period, place, cells, number))
    kept.sort(key=lambda column: (KINDS.index(column.kind), column.source))
    (nothing,) = say(pictures, ["C01"])
    present = {column.kind for column in kept}
    missing = tuple((kind, nothing) for kind in KINDS if kind not in present)
    why = "" if kept else "no source says with which other crime a case was identified"
    return ContextTable(tuple(shown), tuple(kept), missing, why)


def _hide(quantity: Quantity, limit: int) -> Quantity:
    if quantity.value is None or not 1 <= quantity.value <= limit:
        return quantity
    hidden = Cell.missing(Status.SUPPRESSED, "hidden to protect people")
    return Quantity(hidden, quantity.unit, None, 1.0, float(limit))
