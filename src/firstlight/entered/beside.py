"""What pages keep and show beside the totals of a file: both are protected together.

Whoever reads a report made from a file can read the site too. So a number of the file is printed
only where it gives no count from 1 to 10 away together with what was kept. The site shows what
was kept whatever becomes of the file; it is the file's number that gives way.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from firstlight.base.place import Area
from firstlight.catalogue import Catalogue
from firstlight.entered.closing import FindArea, Reader, has_number
from firstlight.entered.kept import Kept
from firstlight.entered.nesting import Nesting
from firstlight.entered.notes import Judge
from firstlight.entered.protect import is_hidden, protect_totals
from firstlight.entered.shapes import Total


@dataclass(frozen=True, slots=True)
class Beside:
    """Totals kept by pages, with their numbers, approved or not. Stays inside this room.

    Areas go by the names that `name_area` gives them.

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
    reader = Reader(catalogue, judge, find_area, today)
    totals = tuple(
        total
        for _, total in reader.read(kept)
        if total.measure in catalogue.entered and (has_number(total) or is_hidden(total))
    )
    if not totals:
        return None
    nesting = reader.nest(kept, tuple(sorted(area.fips)))
    safe = protect_totals(totals, catalogue.entered, nesting, catalogue.usual_rule)
    hidden = frozenset(index for index, total in enumerate(safe) if is_hidden(total))
    return Beside(totals, hidden, nesting)
