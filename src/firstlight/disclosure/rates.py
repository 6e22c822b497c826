"""Rates of a released table: they wear its mask."""

from __future__ import annotations

from collections.abc import Mapping

from firstlight.base.cell import Cell, Status
from firstlight.base.table import Key, ReleasedTable


def release_rates(
    released: ReleasedTable, denominators: Mapping[Key, Cell], *, per: float = 100.0
) -> dict[Key, Cell]:
    """The rate of every entry whose own count is shown, over its denominator.

    A rate of a hidden count is hidden: with a public denominator anybody could work the count
    out of it. A rate is hidden too where its denominator is, since count and rate would tell
    it. Give every other denominator that is public: nothing is shown that the table does not
    show, so that a chart or a map of the rates shows no more either.

    Parameters
    ----------
    denominators
        Residents, clients or the like, by entry of the table. An entry without one has no rate.
    per
        100 for percent, 100,000 for a rate per 100,000 residents.

    Returns
    -------
    dict
        By entry: `shown`, `true_zero`, or why there is no number.
    """
    rates: dict[Key, Cell] = {}
    for key, cell in released.cells.items():
        below = denominators.get(key, Cell.missing(Status.NOT_COLLECTED))
        if cell.status is Status.SUPPRESSED or below.status is Status.SUPPRESSED:
            rates[key] = Cell.missing(Status.SUPPRESSED)
        elif cell.value is None:
            rates[key] = Cell.missing(cell.status)
        elif below.value is None:
            rates[key] = Cell.missing(below.status)
        elif below.value <= 0:
            rates[key] = Cell.missing(Status.NOT_REPORTABLE)
        elif cell.value == 0:
            rates[key] = Cell(0, cell.status)
        else:
            rates[key] = Cell.estimated(per * cell.value / below.value)
    return rates
