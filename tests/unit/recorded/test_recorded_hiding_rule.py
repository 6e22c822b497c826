"""src/firstlight/recorded/hiding.py"""

from __future__ import annotations

import itertools

import pytest

from firstlight.recorded import can_show_total
from firstlight.recorded.hiding import can_show_total_of_groups, is_small


@pytest.mark.parametrize(
    ("count", "small"),
    [(-3, True), (-1, True), (0, False), (1, True), (4, True), (5, False), (700, False)],
)
def test_a_count_from_one_to_four_and_a_correction_are_small(count: int, small: bool) -> None:
    assert is_small(count, hide_up_to=4) is small


def test_nothing_is_small_where_nothing_is_hidden() -> None:
    assert not any(is_small(count, hide_up_to=0) for count in range(-3, 9))


@pytest.mark.parametrize("shown", [(), (0,), (7,), (0, 12)])
def test_a_total_is_shown_just_when_no_hidden_part_is_forced(shown: tuple[int, ...]) -> None:
    # Second method: every way the hidden parts can be. Fails if an end of the range is off by one.
    for size in (1, 2, 3, 4):
        for hidden in itertools.combinations_with_replacement(range(1, 5), size):
            ways = [w for w in itertools.product(range(1, 5), repeat=size) if sum(w) == sum(hidden)]
            forced = any(len(set(values)) == 1 for values in zip(*ways, strict=True))
            parts = (*hidden, *shown)
            assert can_show_total(sum(parts), parts, hide_up_to=4) is not forced


def test_a_total_with_nothing_hidden_is_shown() -> None:
    assert can_show_total(12, (12, 0), hide_up_to=4)
    assert can_show_total_of_groups([], hide_up_to=4)


@pytest.mark.parametrize(
    ("groups", "safe"),
    [
        ([[3]], False),  # one hidden county is what is left
        ([[1], [4]], True),
        ([[1], [1]], False),
        ([[4], [4]], False),
        ([[2], [4, 4]], False),  # the two have 2, 3, 4 or 8 together, and 10 is left
        ([[2], [1, 2]], True),
        ([[20, 3], [2]], True),
        ([[20, 3], [2, 2]], True),
        ([[20, 4], [2, 2]], False),  # 8 is left: 4 and 4, or the two would be shown
        ([[-1], [1]], False),
    ],
)
def test_what_is_left_must_fit_the_hidden_groups_in_several_ways(
    groups: list[list[int]], safe: bool
) -> None:
    # Fails if the sums that a hidden group can have are taken to be all from 1 to its most
    assert can_show_total_of_groups(groups, hide_up_to=4) is safe
    assert can_show_total_of_groups(groups[::-1], hide_up_to=4) is safe


def test_a_very_large_area_is_judged_quickly() -> None:
    # 400 counties: fails (by taking minutes) if every way is tried
    groups = [[1, 2, 1]] * 100 + [[3]] * 300
    assert can_show_total_of_groups(groups, hide_up_to=4)
