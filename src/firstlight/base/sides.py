"""What police recorded and what providers saw: two kinds of count that never become one.

The two classes below have the same fields and no common ancestor, cannot be added, and do not
hold a bare cell or unit that a function for quantities would take. The only function of the
library that takes both and gives a number is `overlap.bounds_on_distinct_people`
(tests/architecture/test_two_sides.py reads every signature).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NoReturn

from firstlight.base.period import Period
from firstlight.base.place import Place
from firstlight.base.quantity import Quantity

NEVER_ADDED = (
    "what police recorded and what providers saw is never added, subtracted or averaged: the "
    "same person may stand in both; see overlap.bounds_on_distinct_people"
)


@dataclass(frozen=True, slots=True)
class PoliceCount:
    """One count of police: what is counted, when, where, by whom, under which definition.

    `question` is a question of `catalogue/methods/pictures.yaml`; `value` is a value of its
    dimension, or empty for the whole. `quantity` carries the unit; a hidden count is
    suppressed with the range it lies in. `definition` is the id of a definition of the
    taxonomy, or the agency's own words. `source` names where it is from.
    """

    question: str
    quantity: Quantity
    period: Period
    place: Place
    definition: str
    source: str
    value: str = ""

    def __add__(self, other: object) -> NoReturn:
        raise TypeError(NEVER_ADDED)

    __radd__ = __sub__ = __rsub__ = __mul__ = __truediv__ = __add__


@dataclass(frozen=True, slots=True)
class ProviderCount:
    """One count of victim-service providers; the fields are those of `PoliceCount`."""

    question: str
    quantity: Quantity
    period: Period
    place: Place
    definition: str
    source: str
    value: str = ""

    def __add__(self, other: object) -> NoReturn:
        raise TypeError(NEVER_ADDED)

    __radd__ = __sub__ = __rsub__ = __mul__ = __truediv__ = __add__


def count_range(quantity: Quantity, *, hide_up_to: int) -> tuple[int, int | None] | None:
    """From which to which whole number a count can lie; None where nothing is known of it.

    A hidden count without a stated range lies from 1 to `hide_up_to`. An open upper end is
    None. A count that was refused or never collected gives None: it is no range from 0.

    Raises
    ------
    ValueError
        For a count that is negative or no whole number.
    """
    if quantity.value is not None:
        if quantity.value < 0 or quantity.value != int(quantity.value):
            raise ValueError("a count of people or cases is a whole number of at least 0")
        return int(quantity.value), int(quantity.value)
    if quantity.low is not None:
        return int(quantity.low), None if quantity.high is None else int(quantity.high)
    if quantity.cell.status.value == "suppressed":
        return 1, hide_up_to
    return None
