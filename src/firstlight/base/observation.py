"""What a source says of a place in a period, and what is worked out from it."""

from __future__ import annotations

from dataclasses import dataclass

from firstlight.base.period import Period
from firstlight.base.place import Place, PlaceKind
from firstlight.base.provenance import Address
from firstlight.base.quantity import Quantity, UnitKind


@dataclass(frozen=True, slots=True)
class Observation:
    """One quantity, read from received cells.

    `measure` is the source's entry and column. `made_from` holds every cell read,
    the margin's too. A zone takes counts only.

    Raises
    ------
    ValueError
        For a zone with anything but a count, or a number that came from nowhere.
    """

    measure: str
    place: Place
    period: Period
    quantity: Quantity
    made_from: tuple[Address, ...]

    def __post_init__(self) -> None:
        if self.place.kind is PlaceKind.ZONE and self.quantity.unit.kind is not UnitKind.COUNT:
            raise ValueError("a zone has counts only: no rate and no share is made of it")
        if self.quantity.has_number and not self.made_from:
            raise ValueError("a number came from nowhere")


@dataclass(frozen=True, slots=True)
class IndicatorValue:
    """One indicator of one place in one period, with everything it was made from.

    Where there is no number, the quantity's status and `why_not` say why, and
    `would_help` what would allow one. `notes` are short sentences about this value.
    """

    indicator: str
    place: Place
    period: Period
    quantity: Quantity
    made_from: tuple[Address, ...]
    why_not: str = ""
    would_help: str = ""
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.quantity.has_number and not self.made_from:
            raise ValueError("a number came from nowhere")
        if not self.quantity.has_number and not self.why_not:
            raise ValueError("a value that is withheld says why")
