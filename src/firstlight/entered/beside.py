"""What pages keep and show beside the totals of a file: both are protected together.

Whoever reads a report made from a file can read the site too. So a number of the file is printed
only where it gives no count from 1 to 10 away together with what was kept. The site shows what
was kept whatever becomes of the file; it is the file's number that gives way.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from firstlight.base.place import Area, PlaceKind
from firstlight.catalogue import Catalogue
from firstlight.entered.kept import FIRST_ROW, Kept, name_file, write_rows
from firstlight.entered.nesting import Nesting
from firstlight.entered.notes import Judge
from firstlight.entered.protect import is_hidden, protect_totals
from firstlight.entered.row_words import TotalsContext
from firstlight.entered.scans import make_scans
from firstlight.entered.shapes import Total
from firstlight.entered.totals import read_raw_totals

FindArea = Callable[[Sequence[str]], Area]


@dataclass(frozen=True, slots=True)
class Beside:
    """Totals kept by pages, with their numbers, approved or not. Stays inside this room.

    `hidden` are those of `totals`, by position, that pages hide beside the others.
    """

    totals: tuple[Total, ...]
    hidden: frozenset[int]
    nesting: Nesting


def concerns(row: Kept, area: Area) -> bool:
    """True for a kept row with a number about a place that shares people with the area."""
    place = row.cells["place"]
    has_number = any(row.cells[name] for name in ("value", "low", "effort"))
    shares = place == "US" or place in area.states or place in area.fips
    return has_number and (shares or (place == "area" and bool(set(row.counties) & set(area.fips))))


def read_beside(
    kept: Sequence[Kept],
    *,
    area: Area,
    catalogue: Catalogue,
    judge: Judge,
    find_area: FindArea,
    today: datetime.date,
) -> Beside | None:
    """Every number that was kept, of any area; None where there is none.

    Raises
    ------
    InputFaults
        When a kept file was altered so that it is no longer right.
    """
    own = tuple(sorted(area.fips))
    shown = [row for row in kept if row.was_shown]
    sets = dict.fromkeys(row.counties for row in kept)
    places = {counties: area if counties == own else find_area(counties) for counties in sets}
    read: list[Total] = []
    files = [
        [row for row in kept if row.counties == counties and not row.was_shown]
        for counties in places
    ]
    for rows in (*filter(None, files), *([row] for row in shown)):
        counties = rows[0].counties
        of = places[counties]
        context = TotalsContext(catalogue, of, judge, make_scans(catalogue, of), today)
        last = FIRST_ROW + len(rows)
        text, name = write_rows(rows, counties), name_file(counties)
        found = read_raw_totals(name, text, context, keep_before=last)
        found = [replace(total, was_shown=rows[0].was_shown) for total in found]
        read += found if counties == own else [_name_area(total, counties) for total in found]
    totals = tuple(
        total
        for total in read
        if total.measure in catalogue.entered and (total.cell.value is not None or total.has_range)
    )
    if not totals:
        return None
    areas = {" ".join(counties): frozenset(counties) for counties in places}
    areas["area"] = frozenset(area.fips)
    state_of = {c.fips: c.state for of in (area, *places.values()) for c in of.counties}
    nesting = Nesting(frozenset(state_of), state_of, areas)
    safe = protect_totals(totals, catalogue.entered, nesting, catalogue.usual_rule)
    hidden = frozenset(index for index, total in enumerate(safe) if is_hidden(total))
    return Beside(totals, hidden, nesting)


def _name_area(total: Total, counties: Sequence[str]) -> Total:
    """A total of another area under a name that no other area has."""
    if total.place.kind is not PlaceKind.AREA:
        return total
    return replace(total, place=replace(total.place, id=" ".join(counties)))
