"""The value of an indicator: a quantity with its cells, a range, or why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from firstlight.base.cell import Cell, Status
from firstlight.base.observation import IndicatorValue
from firstlight.base.period import Period
from firstlight.base.place import Place
from firstlight.base.provenance import Address, gather_addresses
from firstlight.base.quantity import Quantity, UnitKind, mark_unreliable
from firstlight.catalogue.entries import Indicator
from firstlight.indicators.applied import unit_of
from firstlight.indicators.readers import Limits

WHY = {
    Status.NOT_REPORTED: "no figure is in the release for this county",
    Status.NOT_REPORTABLE: "the release gives no figure that can be used here",
    Status.NOT_COLLECTED: "nobody has collected it",
    Status.REFUSED: "whoever holds it refused",
    Status.SUPPRESSED: "the count is small, and hidden to protect people",
}


def finish_value(
    indicator: Indicator,
    place: Place,
    quantity: Quantity,
    addresses: Sequence[Address],
    limits: Limits,
    *,
    notes: tuple[str, ...],
) -> IndicatorValue:
    """The value with its cells, or without a number the reason why it has none."""
    if not quantity.has_number:
        why = quantity.cell.why or WHY[quantity.cell.status]
        return withhold(indicator, place, quantity.cell, why, "")
    marked = mark_unreliable(quantity, limit_percent=limits.unreliable_cv_percent)
    return IndicatorValue(
        indicator.id,
        place,
        Period.read(indicator.period),
        marked,
        gather_addresses(addresses, at_most=limits.addresses_at_most),
        notes=notes,
    )


def withhold(
    indicator: Indicator, place: Place, cell: Cell, why: str, would_help: str
) -> IndicatorValue:
    """No number and no range: the state of the cell, why, and what would help."""
    return IndicatorValue(
        indicator.id,
        place,
        Period.read(indicator.period),
        Quantity(replace(cell, why=why), unit_of(indicator)),
        (),
        why_not=why,
        would_help=would_help,
    )


def withhold_for_areas(indicator: Indicator, place: Place) -> IndicatorValue:
    """A class or a share without its counts has no value for several counties together."""
    missing = Cell.missing(Status.NOT_REPORTABLE)
    if indicator.kind == UnitKind.CODE:
        why = "it is a class of one county, and several counties have no class together"
        return withhold(indicator, place, missing, why, "")
    why = "a share does not add up over counties, and the counts behind it are not among our data"
    return withhold(indicator, place, missing, why, "The counts behind the share.")


def withhold_range(
    indicator: Indicator,
    place: Place,
    ranged: Quantity,
    addresses: Sequence[Address],
    why: str,
    limits: Limits,
) -> IndicatorValue:
    """No number, but a range, with the cells behind it."""
    if not ranged.has_range:  # "at least 0" says nothing
        ranged, addresses = replace(ranged, low=None, high=None), ()
    return IndicatorValue(
        indicator.id,
        place,
        Period.read(indicator.period),
        replace(ranged, cell=replace(ranged.cell, why=why)),
        gather_addresses(addresses, at_most=limits.addresses_at_most) if addresses else (),
        why_not=why,
    )


def has_ends(quantity: Quantity) -> bool:
    """True when a quantity has a number, or a range that can be added."""
    return quantity.has_number or quantity.low is not None
