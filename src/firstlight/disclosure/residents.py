"""Residents of the places of a table, from a file: to merge small places, and for rates."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from firstlight.base.cell import Cell
from firstlight.base.table import TOTAL, Dimension, Key, list_entries
from firstlight.disclosure.names import fold_name
from firstlight.disclosure.reading import FaultList, read_csv

RESIDENTS, NEAR = "residents", "near"  # beside the column of places
WHOLE = re.compile(r"\d{1,10}|\d{1,3}(?:,\d{3})+")


@dataclass(frozen=True, slots=True)
class Residents:
    """Who lives in the places of one dimension, and which places lie beside each other.

    `of` and `near` have the places as the table writes them.
    """

    dimension: str
    of: Mapping[str, int]
    near: Mapping[str, tuple[str, ...]]


def read_residents(file: Path, dimensions: Sequence[Dimension]) -> Residents:
    """Read one row for each place: the table's column of places, `residents`, perhaps `near`.

    `near` lists the places beside this one with semicolons between, the best to merge with first.

    Raises
    ------
    InputFaults
        With every fault: no column of the table, a number that is none, a place of the table
        that is absent or there twice.
    """
    faults = FaultList(file.name)
    rows = read_csv(file, faults)
    faults.stop()
    header = [fold_name(name) for name in rows[0][1]]
    found = [one for one in dimensions if fold_name(one.name) in header]
    if len(found) != 1 or header.count(RESIDENTS) != 1:
        what = "The file has to hold one column of the table, its places, and `residents`."
        faults.add(what, "Name them as in the table, one row for each place.")
    faults.stop()
    places = {fold_name(place): place for place in found[0].categories}
    at, number = header.index(fold_name(found[0].name)), header.index(RESIDENTS)
    beside = header.index(NEAR) if NEAR in header else None
    of: dict[str, int] = {}
    near: dict[str, tuple[str, ...]] = {}
    for row, cells in rows[1:]:
        if len(cells) != len(header):
            faults.add("The row has more or fewer columns than the header.", "Mend it.", row=row)
            continue
        place = places.get(fold_name(cells[at]))
        if place is None:
            continue  # the file may hold more places than the table
        if place in of:
            faults.add("This place stands in the file twice.", "Leave one out.", row=row)
        if WHOLE.fullmatch(cells[number].strip()):
            of[place] = int(cells[number].strip().replace(",", ""))
        else:
            what = "The number of residents is no whole number."
            faults.add(what, "Write how many people live there.", row=row, column=RESIDENTS)
            of[place] = 0
        if beside is not None:
            names = (fold_name(name) for name in cells[beside].split(";"))
            near[place] = tuple(places[name] for name in names if name in places)
    if absent := len(places) - len(of):
        what = f"{absent} of the table's places {'has' if absent == 1 else 'have'} no row."
        faults.add(what, "Give the residents of every place.")
    faults.stop()
    return Residents(found[0].name, of, near)


def lay_denominators(
    residents: Residents,
    dimensions: Sequence[Dimension],
    merged: Mapping[str, Sequence[str]],
) -> dict[Key, Cell]:
    """The residents below every entry of a table, its places merged or not.

    An entry of one age or one form has all residents of its place below it, since only they
    are known.
    """
    at = [one.name for one in dimensions].index(residents.dimension)
    below = {
        place: sum(residents.of[part] for part in merged.get(place, (place,)))
        for place in dimensions[at].categories
    }
    below[TOTAL] = sum(below.values())
    return {key: Cell.counted(below[key[at]]) for key in list_entries(tuple(dimensions))}
