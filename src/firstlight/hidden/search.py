"""The last or first whole number at which something still holds: bracket, then halve."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal


def tail_mass(level: float) -> float:
    """Return 1 - level, with the level read as the decimal it was written as.

    Plain subtraction turns 0.95 into 0.05000000000000004 and 0.999999 into
    1.00000000003e-06.
    """
    return float(1 - Decimal(repr(float(level))))


def find_largest(holds: Callable[[int], bool], *, start: int, reach: int) -> int | None:
    """Return the largest n at which `holds`, given that it holds at `start` and then stops.

    None when it still holds beyond `reach`. About 2 log2(n - start) calls.
    """
    inside, step = start, 1
    while True:
        if inside > reach:
            return None
        outside = inside + step
        if not holds(outside):
            break
        inside, step = outside, 2 * step
    while outside - inside > 1:
        middle = (inside + outside) // 2
        if holds(middle):
            inside = middle
        else:
            outside = middle
    return inside if inside <= reach else None


def find_smallest(holds: Callable[[int], bool], *, start: int, reach: int) -> int | None:
    """Return the smallest n from `start` on at which `holds`, given that it then goes on.

    None when it does not hold at or before `reach`.
    """
    if holds(start):
        return start if start <= reach else None
    last_without = find_largest(lambda n: not holds(n), start=start, reach=reach)
    if last_without is None or last_without >= reach:
        return None
    return last_without + 1
