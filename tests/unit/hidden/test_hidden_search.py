"""src/firstlight/hidden/search.py and groups.py"""

from __future__ import annotations

from fractions import Fraction

import pytest

from firstlight.hidden.groups import Groups
from firstlight.hidden.search import find_largest, find_smallest, tail_mass


@pytest.mark.parametrize("start", [0, 1, 7])
@pytest.mark.parametrize("beyond", [0, 1, 2, 3, 30, 31, 32, 33, 1000])
def test_the_edge_is_found_wherever_it_lies(start, beyond):
    edge = start + beyond
    assert find_largest(lambda n: n <= edge, start=start, reach=2000) == edge
    assert find_smallest(lambda n: n >= edge, start=start, reach=2000) == edge


@pytest.mark.parametrize("beyond", [0, 1, 2, 3, 30, 1000])
def test_an_edge_at_the_reach_is_found_and_one_beyond_is_not(beyond):
    edge = 5 + beyond
    assert find_largest(lambda n: n <= edge, start=5, reach=edge) == edge
    assert find_smallest(lambda n: n >= edge, start=5, reach=edge) == edge
    assert find_largest(lambda n: n <= edge, start=5, reach=edge - 1) is None
    assert find_smallest(lambda n: n >= edge, start=5, reach=edge - 1) is None


def test_few_calls_even_over_a_long_way():
    calls = []

    def holds(n: int) -> bool:
        calls.append(n)
        return n <= 9_876_543_210

    assert find_largest(holds, start=0, reach=10**10) == 9_876_543_210
    assert len(calls) < 80


@pytest.mark.parametrize(("level", "mass"), [(0.95, 0.05), (0.999999, 1e-6), (0.9, 0.1)])
def test_a_level_is_read_as_the_decimal_it_was_written_as(level, mass):
    assert tail_mass(level) == mass
    assert 1 - level != mass  # what plain subtraction would give


def test_groups_count_in_decimals_not_in_binary():
    groups = Groups.of(33, 1.1)
    assert (groups.fewest, groups.most, groups.effective) == (30, 30, 30)
    assert groups.people_at_most(10) == 11  # 1.1 x 10 is 11.000000000000002 in floats
    assert groups.size == Fraction(11, 10)


def test_groups_round_outward():
    groups = Groups.of(4, 2.5)
    assert (groups.fewest, groups.most, groups.effective) == (1, 2, 1.6)
    assert groups.people_at_least(3) == 7
    assert groups.people_at_most(3) == 8
    assert groups.people_at_least(0) == 4
    assert groups.people_at_least(None) is groups.people_at_most(None) is None
