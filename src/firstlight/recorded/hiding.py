"""May a total stand beside hidden parts? Only when it does not give a part away."""

from __future__ import annotations

from collections.abc import Sequence


def is_small(count: int, *, hide_up_to: int) -> bool:
    """True when a count is hidden: from 1 to `hide_up_to`, or a correction below zero.

    A correction is hidden because a shown one, beside other shown counts, would give away
    a small sum of them. With `hide_up_to` 0 nothing is hidden.
    """
    return hide_up_to > 0 and count != 0 and count <= hide_up_to


def can_show_total(total: int, parts: Sequence[int], *, hide_up_to: int) -> bool:
    """True when a reader who knows the total and the shown parts cannot work out a hidden one.

    A small part is hidden; the reader knows that rule and that zeros are shown. What is
    left for the k hidden parts is then a known sum S, and each of them lies between
    max(1, S - hide_up_to (k - 1)) and min(hide_up_to, S - (k - 1)). The total is shown
    when these ends differ, or nothing is hidden.
    """
    hidden = [part for part in parts if is_small(part, hide_up_to=hide_up_to)]
    if not hidden:
        return True
    left = total - sum(part for part in parts if not is_small(part, hide_up_to=hide_up_to))
    return _is_open(left, len(hidden), hide_up_to)


def can_show_total_of_groups(groups: Sequence[Sequence[int]], *, hide_up_to: int) -> bool:
    """True when the sum of groups, whose own sums are hidden, gives none of them away.

    The reader is taken to know this very rule: a group's sum is hidden when it is small
    or opens a part, so that only some sums are possible for it. The total is shown when
    at least two of them stay possible for every group, beside the sums of the others;
    then at least two values stay possible for every hidden part too.
    """
    left = 0
    possible: list[frozenset[int]] = []
    for parts in groups:
        hidden = [part for part in parts if is_small(part, hide_up_to=hide_up_to)]
        shown = sum(parts) - sum(hidden)
        left += sum(hidden)
        possible.append(
            frozenset(
                rest
                for rest in range(len(hidden), hide_up_to * len(hidden) + 1)
                if is_small(shown + rest, hide_up_to=hide_up_to)
                or not _is_open(rest, len(hidden), hide_up_to)
            )
        )
    for sums in set(possible):
        others = list(possible)
        others.remove(sums)
        reached = _sums(others)
        if sum(left - own in reached for own in sums) < 2:
            return False
    return True


def _is_open(left: int, hidden: int, hide_up_to: int) -> bool:
    """True when a hidden part can have several values, `left` being the sum of all of them."""
    lowest = max(1, left - hide_up_to * (hidden - 1))
    highest = min(hide_up_to, left - (hidden - 1))
    return highest > lowest


def _sums(sets: Sequence[frozenset[int]]) -> set[int]:
    """Every sum of one number from each set."""
    reached = {0}
    for numbers in sets:
        reached = {before + number for before in reached for number in numbers}
    return reached
