"""Hiding a small total beside a known sum: a second one is hidden with it, or the sum is.

Whoever knows the number of all people can subtract what is shown. So the hidden totals of a
table must leave each other room: every one keeps at least `KEEPS` possible values, or another
is hidden. This guards one column on its own; whole tables and releases over time are the work
of the room `disclosure`.
"""

from __future__ import annotations

from collections.abc import Sequence

from firstlight.base.cell import Cell, Status
from firstlight.base.quantity import Quantity

HIDDEN = "hidden to protect people"
KEEPS = 6  # the issue on two pictures: hidden counts keep at least 6 possible values


def hide_one(quantity: Quantity, hide_up_to: int) -> Quantity:
    """A count of 1 to the limit, hidden with the range that the rule itself tells."""
    if quantity.value is None or not 1 <= quantity.value <= hide_up_to:
        return quantity
    hidden = Cell.missing(Status.SUPPRESSED, HIDDEN)
    return Quantity(hidden, quantity.unit, None, 1.0, float(hide_up_to))


def hide_beside_sum(
    parts: Sequence[Quantity], *, people: int, hide_up_to: int
) -> tuple[list[Quantity], bool]:
    """Hide small parts of a known sum, and more where the sum would tell them.

    Parameters
    ----------
    parts
        Exact counts that add up to `people`; every one has a number.

    Returns
    -------
    tuple
        The parts, the hidden ones all with the same range, so that none shows which was small;
        and whether the sum may be shown beside them.
    """
    values = [int(part.value or 0) for part in parts]
    chosen = {i for i, value in enumerate(values) if 1 <= value <= hide_up_to}
    if not chosen:
        return list(parts), not 1 <= people <= hide_up_to
    others = sorted(
        (i for i, value in enumerate(values) if value > 0 and i not in chosen),
        key=lambda i: (values[i], i),
    )
    while others and not _has_room([values[i] for i in chosen], hide_up_to):
        chosen.add(others.pop(0))
    safe = _has_room([values[i] for i in chosen], hide_up_to) and people > hide_up_to
    left = sum(values[i] for i in chosen)
    most = float(left - len(chosen) + 1) if safe else float(hide_up_to)
    hidden = Cell.missing(Status.SUPPRESSED, HIDDEN)
    return [
        Quantity(hidden, part.unit, None, 1.0, most) if i in chosen else part
        for i, part in enumerate(parts)
    ], safe


def _has_room(values: Sequence[int], hide_up_to: int) -> bool:
    """True when every hidden part keeps enough values, for one who knows what they add up to.

    Where all of them are small none exceeds the limit; a larger one among them takes that away,
    since nobody is told which it is.
    """
    number, left = len(values), sum(values)
    low, high = 1, left - number + 1
    if max(values) <= hide_up_to:
        low, high = max(1, left - hide_up_to * (number - 1)), min(hide_up_to, high)
    return high - low + 1 >= KEEPS
