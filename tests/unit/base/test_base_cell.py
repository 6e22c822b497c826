"""src/firstlight/base/cell.py: the closed list, and what a value may be under each status."""

from __future__ import annotations

import math

import pytest

from firstlight.base.cell import NO_NUMBER, ZEROS, Cell, Status, add_cells

CLOSED_LIST = [
    "shown",
    "true_zero",
    "structural_zero",
    "not_collected",
    "not_reported",
    "refused",
    "suppressed",
    "not_reportable",
]
WITHOUT_NUMBER = CLOSED_LIST[3:]


def test_the_list_of_statuses_is_the_one_that_is_promised() -> None:
    # Fails when a status is added, renamed or dropped without the contract
    assert [status.value for status in Status] == CLOSED_LIST


def test_every_status_has_a_number_or_a_place_in_the_order_of_reasons() -> None:
    # Fails when a status without a number is left out of NO_NUMBER: sums would lose it
    assert set(NO_NUMBER) | ZEROS | {Status.SHOWN} == set(Status)
    assert len(NO_NUMBER) == len(set(NO_NUMBER)) == 5
    assert NO_NUMBER[0] is Status.SUPPRESSED


@pytest.mark.parametrize("name", WITHOUT_NUMBER)
@pytest.mark.parametrize("value", [0, 1, -1.5])
def test_a_status_without_a_number_takes_none(name: str, value: float) -> None:
    # Fails if a blank can carry a 0
    with pytest.raises(ValueError, match="has no value"):
        Cell(value, Status(name))
    assert Cell.missing(Status(name), "why").value is None


@pytest.mark.parametrize("status", sorted(ZEROS))
@pytest.mark.parametrize("value", [None, 1, -1, 1e-9])
def test_a_zero_is_zero(status: Status, value: float | None) -> None:
    with pytest.raises(ValueError, match="has the value 0"):
        Cell(value, status)


@pytest.mark.parametrize("value", [None, math.nan, math.inf, -math.inf])
def test_a_shown_cell_is_a_finite_number(value: float | None) -> None:
    # Fails if `nan` can be shown, or a blank can
    with pytest.raises(ValueError, match="finite number"):
        Cell(value, Status.SHOWN)


@pytest.mark.parametrize("status", [s for s in Status if s is not Status.SHOWN])
def test_only_a_shown_cell_can_be_unreliable(status: Status) -> None:
    value = 0 if status in ZEROS else None
    with pytest.raises(ValueError, match="unreliable"):
        Cell(value, status, unreliable=True)


def test_a_counted_zero_is_a_true_zero_and_a_sampled_one_is_not() -> None:
    # Fails if a survey that met nobody is said to have counted nobody
    assert Cell.counted(0) == Cell(0, Status.TRUE_ZERO)
    assert Cell.estimated(0) == Cell(0, Status.SHOWN)
    assert Cell.counted(3) == Cell(3, Status.SHOWN)


SHOWN_5, SAMPLED_0 = Cell.counted(5), Cell.estimated(0)
TRUE_0, STRUCTURAL_0 = Cell(0, Status.TRUE_ZERO), Cell(0, Status.STRUCTURAL_ZERO)


@pytest.mark.parametrize(
    ("parts", "value", "status"),
    [
        ([], None, "not_collected"),
        ([SHOWN_5], 5, "shown"),
        ([SHOWN_5, SHOWN_5], 10, "shown"),
        ([SHOWN_5, TRUE_0, STRUCTURAL_0], 5, "shown"),
        ([TRUE_0, TRUE_0], 0, "true_zero"),
        ([TRUE_0, STRUCTURAL_0], 0, "true_zero"),
        ([STRUCTURAL_0, STRUCTURAL_0], 0, "structural_zero"),
        ([SAMPLED_0, SAMPLED_0], 0, "shown"),
        ([SAMPLED_0, TRUE_0], 0, "shown"),
        ([SAMPLED_0, STRUCTURAL_0], 0, "shown"),
        ([SHOWN_5, Cell.counted(-5)], 0, "true_zero"),  # a correction takes the count back
        ([SHOWN_5, Cell.counted(-5), SAMPLED_0], 0, "shown"),
    ],
)
def test_sums_of_numbers(parts: list[Cell], value: float | None, status: str) -> None:
    # Fails if a sampled zero becomes a true one as soon as other parts cancel
    total = add_cells(parts)
    assert (total.value, total.status) == (value, Status(status))


@pytest.mark.parametrize("name", WITHOUT_NUMBER)
def test_one_part_without_a_number_leaves_none(name: str) -> None:
    # Fails if a blank is added as 0
    total = add_cells([SHOWN_5, Cell.missing(Status(name), "the reason"), TRUE_0])
    assert (total.value, total.status, total.why) == (None, Status(name), "the reason")


def test_hidden_comes_before_every_other_reason() -> None:
    # Fails if a sum with a hidden part names another reason: it would say nothing is hidden
    parts = [Cell.missing(status) for status in reversed(NO_NUMBER)]
    for left_out, expected in enumerate(NO_NUMBER):
        kept = [part for part in parts if part.status in NO_NUMBER[left_out:]]
        assert add_cells(kept).status is expected


def test_the_mark_unreliable_is_not_carried_into_a_sum() -> None:
    # It belongs to the margin of the sum, which is worked out anew.
    assert not add_cells([Cell.estimated(4, unreliable=True), SHOWN_5]).unreliable
