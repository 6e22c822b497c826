"""Which part of one side's counts is the largest, where that can be said."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence

from firstlight.base.cell import Cell, Status
from firstlight.base.period import Period
from firstlight.base.place import Place
from firstlight.base.quantity import Quantity
from firstlight.base.sides import count_range
from firstlight.catalogue.entries import NO_READING, Pictures

Part = tuple[str, Period, Place, str, Quantity]
NOT_RECORDABLE = (Status.NOT_COLLECTED, Status.STRUCTURAL_ZERO)


def has_split(quantities: Iterable[Quantity]) -> bool:
    """True when any part has a number, or a range that says more than "at least 0"."""
    return any(
        (quantity.has_number and quantity.cell.status is not Status.STRUCTURAL_ZERO)
        or quantity.has_range
        or quantity.cell.status is Status.SUPPRESSED
        for quantity in quantities
    )


def find_largest(parts: Sequence[Part], pictures: Pictures) -> str:
    """The value that is the largest in every source of one side, or "" where it cannot be said.

    A source names one when its parts come to at least `mix_least`, no more than
    `mix_unread_percent` of them are unknown, not asked or unmapped, and the low end of one
    part lies above the high end of every other. Values that its system cannot record are
    left aside. A part for which one source has several counts can be any of them. Sources
    that cannot name one are passed over; sources that name different ones leave none.
    """
    groups: dict[Hashable, dict[str, Quantity]] = {}
    for source, period, place, value, quantity in parts:
        group = groups.setdefault((source, period, place), {})
        group[value] = _widen(group.get(value), quantity, pictures)
    named = {_largest(group, pictures) for group in groups.values()} - {""}
    return named.pop() if len(named) == 1 else ""


def _widen(before: Quantity | None, quantity: Quantity, pictures: Pictures) -> Quantity:
    """The range from the lowest to the highest of two counts that stand for one part."""
    if before is None:
        return quantity
    spans = [count_range(one, hide_up_to=pictures.hide_up_to) for one in (before, quantity)]
    (low, high), (low_, high_) = (span or (0, None) for span in spans)
    most = None if high is None or high_ is None else float(max(high, high_))
    why = Cell.missing(Status.NOT_REPORTABLE, "several counts stand for one part")
    return Quantity(why, quantity.unit, None, float(min(low, low_)), most)


def _largest(group: Mapping[str, Quantity], pictures: Pictures) -> str:
    ends: dict[str, tuple[int, int | None]] = {}
    unread: tuple[int, int | None] = (0, 0)
    for value, quantity in group.items():
        found = count_range(quantity, hide_up_to=pictures.hide_up_to)
        if quantity.cell.status in NOT_RECORDABLE and not quantity.has_range:
            continue
        if found is None:
            found = (0, None)
        if value in NO_READING:
            high = None if unread[1] is None or found[1] is None else unread[1] + found[1]
            unread = (unread[0] + found[0], high)
        else:
            ends[value] = found
    if unread[1] is None or sum(low for low, _ in ends.values()) < pictures.mix_least:
        return ""
    read = sum(low for low, _ in ends.values())
    if 100 * unread[1] > pictures.mix_unread_percent * (read + unread[1]):
        return ""
    for value, (low, _) in ends.items():
        others = [high for other, (_, high) in ends.items() if other != value]
        if all(high is not None and low > high for high in others):
            return value
    return ""
