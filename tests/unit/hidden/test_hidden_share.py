"""src/firstlight/hidden/share.py"""

from __future__ import annotations

import pytest

from firstlight.base.errors import InputFaults
from firstlight.hidden import bound_share


def test_none_found_is_one_sided_above():
    bound = bound_share(found=0, examined=20)
    assert (bound.tail, bound.estimate, bound.low) == ("one-sided", 0, 0)
    assert bound.high == pytest.approx(1 - 0.05 ** (1 / 20), rel=1e-12)


def test_all_found_is_one_sided_below():
    bound = bound_share(found=20, examined=20)
    assert (bound.tail, bound.estimate, bound.high) == ("one-sided", 1, 1)
    assert bound.low == pytest.approx(0.05 ** (1 / 20), rel=1e-12)


def test_some_found_has_equal_tails():
    assert bound_share(found=1, examined=20).tail == "equal"


def test_nothing_examined_is_not_a_share_of_zero():
    bound = bound_share(found=0, examined=0)
    assert (bound.estimate, bound.low, bound.high) == (None, None, None)
    assert bound.why_not


def test_large_files_keep_their_digits():
    bound = bound_share(found=0, examined=10**12)
    assert bound.high == pytest.approx(2.995732273553991e-12, rel=1e-9)


def test_all_wrong_arguments_are_named_at_once():
    with pytest.raises(InputFaults) as caught:
        bound_share(found=-1, examined="20", level=1)
    assert len(caught.value.faults) == 3


def test_more_found_than_examined_is_a_fault():
    with pytest.raises(InputFaults, match="More were found"):
        bound_share(found=3, examined=2)
