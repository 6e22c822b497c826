"""What can never happen when cells are added, over every mixture of statuses."""

from __future__ import annotations

import math
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from firstlight.base.cell import NO_NUMBER, ZEROS, Cell, Status, add_cells

same_every_time = settings(derandomize=True, deadline=None, max_examples=200, database=None)

# halves and quarters add up without rounding, so that sums can be compared exactly
numbers = st.integers(-4_000, 4_000).map(lambda n: n / 4)
shown = numbers.map(Cell.estimated)
zeros = st.sampled_from(sorted(ZEROS)).map(lambda status: Cell(0, status))
blanks = st.builds(Cell.missing, st.sampled_from(NO_NUMBER), st.sampled_from(["", "a reason"]))
cells = shown | zeros | blanks
mixtures = st.lists(cells, min_size=1, max_size=8)
with_numbers = st.lists(shown | zeros, min_size=1, max_size=8)


def plain(cell: Cell) -> tuple[float | None, Status]:
    return cell.value, cell.status


@same_every_time
@given(parts=mixtures)
def test_a_sum_has_a_number_just_when_all_its_parts_have_one(parts: list[Cell]) -> None:
    # Fails if any blank is added as 0
    total = add_cells(parts)
    assert total.has_number == all(part.has_number for part in parts)
    assert (total.value is None) == (total.status in NO_NUMBER)


@same_every_time
@given(parts=mixtures)
def test_a_sum_without_a_number_names_the_first_reason_in_order(parts: list[Cell]) -> None:
    # Fails if the reasons are taken in the order of the parts
    reasons = [NO_NUMBER.index(part.status) for part in parts if not part.has_number]
    if reasons:
        assert add_cells(parts).status is NO_NUMBER[min(reasons)]


@same_every_time
@given(parts=mixtures, seed=st.integers(0, 99))
def test_the_order_of_the_parts_does_not_matter(parts: list[Cell], seed: int) -> None:
    # Fails if the sum is taken in floating point one by one, or a reason depends on order
    mixed = random.Random(seed).sample(parts, len(parts))
    assert plain(add_cells(mixed)) == plain(add_cells(parts))


@same_every_time
@given(parts=mixtures, count=st.integers(1, 3))
def test_adding_structural_zeros_changes_nothing(parts: list[Cell], count: int) -> None:
    # Fails if a structural zero turns a true zero, a sampled zero or a blank into another thing
    more = [*parts, *[Cell(0, Status.STRUCTURAL_ZERO)] * count]
    assert plain(add_cells(more)) == plain(add_cells(parts))


@same_every_time
@given(parts=mixtures, blank=blanks)
def test_no_addition_heals_a_blank(parts: list[Cell], blank: Cell) -> None:
    # Fails if enough numbers outvote a part that nobody reported
    assert not add_cells([*parts, blank]).has_number


@same_every_time
@given(parts=with_numbers)
def test_a_sum_of_numbers_is_their_sum(parts: list[Cell]) -> None:
    # Second method: exact quarters in whole numbers
    quarters = sum(round(4 * (part.value or 0)) for part in parts)
    total = add_cells(parts)
    assert total.value == quarters / 4
    assert not total.unreliable


@same_every_time
@given(parts=with_numbers)
def test_the_kind_of_a_zero_sum_follows_its_parts(parts: list[Cell]) -> None:
    # Fails if a true zero is claimed although somebody only sampled, or the reverse
    total = add_cells(parts)
    kinds = {part.status for part in parts}
    if total.value != 0:
        assert total.status is Status.SHOWN
    elif kinds == {Status.STRUCTURAL_ZERO}:
        assert total.status is Status.STRUCTURAL_ZERO
    elif any(part.status is Status.SHOWN and part.value == 0 for part in parts):
        assert total.status is Status.SHOWN
    else:
        assert total.status is Status.TRUE_ZERO


@same_every_time
@given(left=with_numbers, right=with_numbers)
def test_adding_in_two_steps_gives_the_same_number(left: list[Cell], right: list[Cell]) -> None:
    in_steps = add_cells([add_cells(left), add_cells(right)])
    assert in_steps.value == add_cells([*left, *right]).value


@same_every_time
@given(values=st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=30))
def test_long_sums_keep_their_digits(values: list[float]) -> None:
    # Fails if the sum is made with `sum`, which loses digits where large parts cancel
    spread = [1e15, *values, -1e15]
    total = add_cells([Cell.estimated(value) for value in spread])
    assert total.value == math.fsum(values) or abs((total.value or 0) - math.fsum(values)) < 1e-6
