"""src/firstlight/base/quantity.py against the Census Bureau's own worked examples.

Source of the examples: US Census Bureau, Understanding and Using American Community Survey Data,
chapter 8, tables 8.1 to 8.6: women who never married, in three places of Virginia.
"""

from __future__ import annotations

import math

import pytest

from firstlight.base.cell import Cell, Status
from firstlight.base.quantity import (
    Z_90,
    Quantity,
    Unit,
    UnitKind,
    add_quantities,
    compare_quantities,
    divide_quantities,
    mark_unreliable,
    with_bounds,
)

PEOPLE = Unit(UnitKind.COUNT, "people")
PERCENT = Unit(UnitKind.SHARE, "%")
PER_THOUSAND = Unit(UnitKind.RATE, "per thousand")


def people(value: float, margin: float | None = None) -> Quantity:
    return Quantity(Cell.estimated(value), PEOPLE, margin)


def percent(value: float, margin: float | None = None) -> Quantity:
    return Quantity(Cell.estimated(value), PERCENT, margin)


WOMEN = [people(135_173, 3_860), people(43_104, 2_642), people(24_842, 1_957)]
ALL_WOMEN = [people(466_037, 391), people(97_360, 572), people(67_101, 459)]
MEN = [people(156_720, 4_222), people(44_613, 2_819), people(25_507, 2_259)]


def test_the_handbook_sum() -> None:
    # Fails if margins are added up (8,459) instead of their squares
    total = add_quantities(WOMEN)
    assert total.value == 203_119
    assert round(total.margin or 0) == 5_070


def test_the_handbook_proportion() -> None:
    # Fails if the ratio formula is used for a part of its whole
    share = divide_quantities(
        add_quantities(WOMEN), add_quantities(ALL_WOMEN), per=1, unit=PERCENT, part_of_whole=True
    )
    assert round(share.value or 0, 3) == 0.322
    assert round(share.margin or 0, 3) == 0.008


def test_the_handbook_ratio() -> None:
    # Fails if the whole's margin is taken off instead of added
    ratio = divide_quantities(
        add_quantities(MEN), add_quantities(WOMEN), per=1, unit=PER_THOUSAND, part_of_whole=False
    )
    assert round(ratio.value or 0, 3) == 1.117
    assert round(ratio.margin or 0, 3) == 0.039


def test_of_several_estimates_of_zero_the_largest_margin_counts_once() -> None:
    # Fails if all three zeros' margins go in (59.0) or none does (37)
    parts = [people(0, 22), people(0, 22), people(0, 29), people(41, 37)]
    total = add_quantities(parts)
    assert total.value == 41
    assert total.margin == pytest.approx(math.sqrt(29**2 + 37**2))


def test_a_proportion_whose_root_would_be_negative_uses_the_ratio_formula() -> None:
    # Fails if the root of a negative number is taken for 0, which would be a margin of nothing
    share = divide_quantities(
        people(90, 5), people(100, 20), per=100, unit=PERCENT, part_of_whole=True
    )
    assert 5**2 - (0.9 * 20) ** 2 < 0
    assert share.margin == pytest.approx(100 * math.sqrt(5**2 + (0.9 * 20) ** 2) / 100)


def test_a_sum_lacks_its_margin_when_one_part_lacks_it() -> None:
    # Fails if a missing margin is taken for a margin of 0
    assert add_quantities([people(5, 1), people(6)]).margin is None
    assert add_quantities([people(5, 1), people(6, 0)]).margin == 1


def test_bounds_of_the_publisher_add_up_only_when_all_parts_have_them() -> None:
    bounded = Quantity(Cell.counted(30), PEOPLE, None, 28, 33)
    total = add_quantities([bounded, bounded])
    assert (total.low, total.high) == (56, 66)
    assert add_quantities([bounded, people(3)]).low is None


def test_only_one_unit_adds_up_and_compares() -> None:
    # Fails if percent can be added to people
    with pytest.raises(ValueError, match="one unit"):
        add_quantities([people(1), percent(1)])
    with pytest.raises(ValueError, match="one unit"):
        add_quantities([])
    with pytest.raises(ValueError, match="one unit"):
        compare_quantities(people(1), percent(1))


@pytest.mark.parametrize("margin", [-1.0, math.nan, math.inf])
def test_a_margin_is_a_finite_number_of_at_least_zero(margin: float) -> None:
    with pytest.raises(ValueError, match="margin"):
        people(5, margin)


@pytest.mark.parametrize(
    ("value", "margin", "unreliable"),
    [
        (100, 30 * Z_90, False),  # just 30 percent
        (100, 30.01 * Z_90, True),
        (100, 29.99 * Z_90, False),
        (-100, 31 * Z_90, True),
        (0, 12.0, True),  # an estimate of 0 with a margin has no end of variation
        (0, 0.0, False),
        (100, None, False),
    ],
)
def test_the_mark_of_thirty_percent(value: float, margin: float | None, unreliable: bool) -> None:
    # Fails if the margin is not divided by 1.645, or an estimate of 0 passes as sure
    marked = mark_unreliable(people(value, margin), limit_percent=30)
    assert marked.cell.unreliable is unreliable
    assert marked.cell.status is Status.SHOWN


def test_a_true_zero_is_never_unreliable() -> None:
    zero = Quantity(Cell(0, Status.TRUE_ZERO), PEOPLE, 12.0)
    assert mark_unreliable(zero, limit_percent=30) == zero


def test_bounds_stay_inside_what_the_unit_allows() -> None:
    # Fails if a share of 3 ± 5 is printed as -2 to 8
    assert (with_bounds(percent(3, 5)).low, with_bounds(percent(3, 5)).high) == (0, 8)
    assert with_bounds(percent(98, 5)).high == 100
    assert with_bounds(people(3, 5)).low == 0
    assert with_bounds(Quantity(Cell.estimated(3), PER_THOUSAND, 5)).low == -2
    assert with_bounds(percent(3)).low is None


def test_a_share_of_nobody_is_not_reportable() -> None:
    # Fails if division by 0 gives 0, or crashes
    share = divide_quantities(people(0, 3), people(0, 3), per=100, unit=PERCENT, part_of_whole=True)
    assert (share.value, share.cell.status) == (None, Status.NOT_REPORTABLE)


@pytest.mark.parametrize("status", [Status.SUPPRESSED, Status.NOT_REPORTED, Status.REFUSED])
def test_a_hidden_or_missing_side_leaves_a_share_without_a_number(status: Status) -> None:
    missing = Quantity(Cell.missing(status, "why"), PEOPLE)
    for part, whole in ((missing, people(9)), (people(9), missing)):
        share = divide_quantities(part, whole, per=100, unit=PERCENT, part_of_whole=True)
        assert (share.value, share.cell.status, share.cell.why) == (None, status, "why")


def test_a_counted_zero_over_a_count_is_a_true_zero() -> None:
    counted = Quantity(Cell.counted(0), PEOPLE)
    share = divide_quantities(counted, people(9), per=100, unit=PERCENT, part_of_whole=True)
    assert share.cell.status is Status.TRUE_ZERO
    sampled = divide_quantities(people(0, 4), people(9, 0), per=100, unit=PERCENT,
                                part_of_whole=True)  # fmt: skip
    assert sampled.cell.status is Status.SHOWN


def test_without_both_margins_a_change_cannot_be_judged() -> None:
    # Fails if a change without a margin is called more or less
    for later, earlier in ((percent(20), percent(10, 1)), (percent(20, 1), percent(10))):
        change = compare_quantities(later, earlier)
        assert (change.verdict, change.change.value) == ("cannot be judged", 10)
        assert change.change.margin is None
        assert change.why


@pytest.mark.parametrize(
    ("later", "earlier", "verdict"),
    [
        ((20, 3), (15, 3.9), "more"),  # 5 against 4.92
        ((20, 3), (15, 4), "not distinguishable from 0"),  # 5 against 5
        ((15, 3), (20, 3.9), "less"),
        ((20, 0), (20, 0), "not distinguishable from 0"),
        ((20, 0), (19.9, 0), "more"),  # both controlled: no chance in it
    ],
)
def test_verdicts(later: tuple[float, float], earlier: tuple[float, float], verdict: str) -> None:
    # Fails if margins are added up instead of squared, or a tie is called a change
    assert compare_quantities(percent(*later), percent(*earlier)).verdict == verdict


def test_a_comparison_with_a_missing_number_says_why() -> None:
    missing = Quantity(Cell.missing(Status.NOT_REPORTED, "nobody reported"), PERCENT)
    change = compare_quantities(percent(2, 1), missing)
    assert (change.verdict, change.why) == ("cannot be judged", "nobody reported")
    assert change.change.cell.status is Status.NOT_REPORTED
