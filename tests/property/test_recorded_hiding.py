"""No page about recorded offenses gives a hidden count away, whatever agencies recorded.

The attacker is in `unit/recorded/attacker.py`; this file makes the tables it attacks.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unit.recorded.attacker import (
    Agency,
    attack_by_sums,
    attack_by_trial,
    is_form_pinned,
    make_page,
)

same_every_time = settings(derandomize=True, deadline=None, max_examples=120, database=None)
A, B, C, OUTSIDE = "48901", "48903", "48905", "48999"
AREA = (A, B, C)

counts = st.sampled_from([1, 1, 1, 2, 2, 3, 4, 4, 0, 5, 6, 9, 20, 57])
places = st.sampled_from([(A,), (A,), (B,), (B,), (C,), (A, B), (B, OUTSIDE)])
tables = st.lists(st.builds(Agency, places, counts), min_size=1, max_size=6).filter(
    lambda agencies: sum(0 < (a.count or 0) < 5 for a in agencies) <= 4
)
with_corrections = st.lists(
    st.builds(Agency, places, counts | st.sampled_from([-1, -1, -2])), min_size=1, max_size=4
).filter(lambda agencies: sum((a.count or 0) < 5 for a in agencies) <= 3)


@same_every_time
@given(agencies=tables)
def test_no_made_area_gives_a_hidden_count_away(agencies: list[Agency]) -> None:
    # Fails if `read_recorded` tests only sums of agencies, or shows a total beside one hidden group
    page = make_page(agencies, AREA)
    if page.agencies:
        assert all(len(values) > 1 for values in attack_by_trial(page, AREA,
                                                                 corrections=False))  # fmt: skip
        assert not is_form_pinned(page)


@same_every_time
@given(agencies=with_corrections)
def test_a_correction_below_zero_opens_nothing(agencies: list[Agency]) -> None:
    # Fails if a negative count is shown: 5 and -1 beside a hidden county say that it has 4
    page = make_page(agencies, AREA)
    if page.agencies:
        assert all(len(values) > 1 for values in attack_by_trial(page, AREA,
                                                                 corrections=True))  # fmt: skip


@same_every_time
@given(agencies=tables)
def test_both_attackers_leave_the_same_sums(agencies: list[Agency]) -> None:
    # Not of the program: keeps the attacker for large areas as sharp as the one who tries all.
    page = make_page(agencies, AREA)
    if page.agencies and page.total is not None:
        by_sums = all(len(values) > 1 for values in attack_by_sums(page))
        by_trial = all(len(values) > 1 for values in attack_by_trial(page, AREA, corrections=False))
        assert by_sums == by_trial


@pytest.mark.parametrize(
    ("agencies", "total"),
    [
        # 10 is 4 + 4 + 2 only: county B is hidden, so its two have 2, 3, 4 or 8 together
        ([Agency((A,), 2), Agency((B,), 4), Agency((B,), 4)], None),
        ([Agency((A,), 2), Agency((B,), 20)], None),  # what is left is the hidden one
        ([Agency((A,), 1), Agency((B,), 1)], None),  # the least they can be
        ([Agency((A,), 4), Agency((B,), 4), Agency((C,), 4)], None),  # the most
        ([Agency((A,), 1), Agency((B,), 4)], 5),
        ([Agency((A,), 5), Agency((B,), -1)], None),
        ([Agency((A,), 0), Agency((B,), 0)], 0),
    ],
)
def test_known_areas_are_shown_or_hidden(agencies: list[Agency], total: int | None) -> None:
    # Fails if `can_show_total_of_groups` forgets which sums a hidden county can have
    assert make_page(agencies, AREA).total == total
