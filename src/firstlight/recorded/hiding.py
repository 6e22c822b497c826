"""May a total stand beside hidden parts? Only when it does not give a part away."""

from __future__ import annotations

from collections.abc import Sequence


def can_show_total(total: int, parts: Sequence[int], *, hide_up_to: int) -> bool:
    """True when a reader who knows the total and the shown parts cannot work out a hidden one.

    A part from 1 to `hide_up_to` is hidden; the reader knows that rule and that zeros
    are shown. What is left for the k hidden parts is then a known sum S, and each of
    them lies between max(1, S - hide_up_to (k - 1)) and min(hide_up_to, S - (k - 1)).
    The total is shown when these ends differ, or nothing is hidden.
    """
    hidden = [part for part in parts if 1 <= part <= hide_up_to]
    if not hidden:
        return True
    left = total - sum(part for part in parts if not 1 <= part <= hide_up_to)
    others = len(hidden) - 1
    lowest = max(1, left - hide_up_to * others)
    highest = min(hide_up_to, left - others)
    return highest > lowest
