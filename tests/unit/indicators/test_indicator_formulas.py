"""src/firstlight/indicators/formulas.py against numbers worked out by hand."""

from __future__ import annotations

import math

import pytest

from firstlight.base.cell import Cell, Status
from firstlight.base.quantity import Quantity, Unit, UnitKind, compare_quantities
from firstlight.indicators import FORMULAS
from firstlight.indicators.applied import _multiply

PEOPLE, PERCENT = Unit(UnitKind.COUNT, "people"), Unit(UnitKind.SHARE, "%")
RATE, POINTS = Unit(UnitKind.RATE, "per thousand"), Unit(UnitKind.RATE, "points")
MEASURE = Unit(UnitKind.RATE, "")


def counted(value: float) -> Quantity:
    return Quantity(Cell.counted(value), PEOPLE)


def sampled(value: float, margin: float | None = None, unit: Unit = PEOPLE) -> Quantity:
    return Quantity(Cell.estimated(value), unit, margin)


MISSING = Quantity(Cell.missing(Status.NOT_REPORTED, "nobody reported"), PEOPLE)
HIDDEN = Quantity(Cell.missing(Status.SUPPRESSED, "small"), PEOPLE)


def compute(name: str, per: float = 100, unit: Unit = PERCENT, **inputs: Quantity) -> Quantity:
    return FORMULAS[name].compute(inputs, per, unit)


def test_share() -> None:
    # 30 of 200 is 15; root of 9 squared less (.15 x 20) squared is 8.485; over 200 is 4.243
    share = compute("share", part=sampled(30, 9), whole=sampled(200, 20))
    assert share.value == pytest.approx(15)
    assert share.margin == pytest.approx(100 * math.sqrt(81 - 9) / 200)
    assert (share.low, share.high) == (
        pytest.approx(10.757, abs=1e-3),
        pytest.approx(19.243, abs=1e-3),
    )


def test_rate_adds_the_margins() -> None:
    rate = compute("rate", 1000, RATE, part=sampled(30, 9), whole=sampled(200, 20))
    assert rate.value == 150
    assert rate.margin == pytest.approx(1000 * math.sqrt(81 + 9) / 200)


def test_a_rate_may_be_below_zero() -> None:
    # More people left than came. Fails if a rate is cut off at 0.
    rate = compute("rate", 1000, RATE, part=counted(-50), whole=counted(10_000))
    assert rate.value == -5


def test_count_keeps_the_publishers_bounds() -> None:
    bounded = Quantity(Cell.counted(250), PEOPLE, None, 248, 252)
    count = compute("count", 1, Unit(UnitKind.COUNT, "students"), count=bounded)
    assert (count.value, count.low, count.high, count.margin) == (250, 248, 252, None)
    assert count.unit.name == "students"


def test_growth() -> None:
    # From 331,526,933 to 334,914,895. Fails if it is divided by the later one.
    growth = compute("growth", later=counted(334_914_895), earlier=counted(331_526_933))
    assert growth.value == pytest.approx(1.02193, abs=1e-5)
    assert compute("growth", later=counted(90), earlier=counted(100)).value == -10
    from_nobody = compute("growth", later=counted(5), earlier=counted(0))
    assert (from_nobody.value, from_nobody.cell.status) == (None, Status.NOT_REPORTABLE)


def test_published_share_is_shown_as_it_is() -> None:
    # A share from 0 to 1 with `per` 100. Fails if its margin is not scaled with it.
    share = compute("published_share", share=sampled(0.025, 0.011, MEASURE))
    assert (share.value, share.margin) == (2.5, pytest.approx(1.1))
    none = compute("published_share", share=sampled(0, 0.01, MEASURE))
    assert (none.value, none.low) == (0, 0)


def test_code_is_no_quantity() -> None:
    code = compute("code", 1, Unit(UnitKind.CODE, "code"), code=sampled(4, None, MEASURE))
    assert (code.value, code.margin) == (4, None)


def test_the_handbooks_product() -> None:
    # US Census Bureau, ACS handbook, chapter 8: 82.4 percent (0.1) of 74,506,512 (228,238) homes
    # are 61,393,366 (202,289). Fails if the margin of the whole is left out (74,507).
    made = _multiply(sampled(82.4, 0.1, MEASURE), sampled(74_506_512, 228_238))
    assert round(made.value or 0) == 61_393_366
    assert round(made.margin or 0) == 202_289
    assert _multiply(sampled(82.4, None, MEASURE), sampled(9, 1)).margin is None
    assert _multiply(sampled(82.4, 0.1, MEASURE), sampled(9)).margin is None


def of_whole(share: float, margin: float | None, whole: float, whole_margin: float | None):  # type: ignore[no-untyped-def]
    """A published share as the count that the formula expects, and its whole."""
    people = sampled(whole, whole_margin)
    return _multiply(sampled(share, margin, MEASURE), people), people


@pytest.mark.parametrize(("whole", "whole_margin"), [(50_000, 0.0), (50_000, 900.0), (900, 200.0)])
def test_a_weighted_share_of_one_county_is_the_published_share(
    whole: float, whole_margin: float
) -> None:
    # There and back. Fails if the way back takes off a margin that was not put on.
    count, people = of_whole(12.5, 1.1, whole, whole_margin)
    share = compute("weighted_share", share=count, whole=people)
    assert share.value == pytest.approx(12.5)
    assert share.margin == pytest.approx(1.1)


def change(later: tuple[float, float | None], earlier: tuple[float, float | None]) -> Quantity:
    later_count, later_whole = of_whole(later[0], later[1], 40_000, 0)
    earlier_count, earlier_whole = of_whole(earlier[0], earlier[1], 36_000, 0)
    return compute(
        "change_in_share", 1, POINTS,
        later=later_count, later_whole=later_whole,
        earlier=earlier_count, earlier_whole=earlier_whole,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("later", "earlier", "value", "zero_inside"),
    [
        ((15.0, 3.0), (12.0, 4.0), 3.0, True),  # 3 against 5
        ((18.0, 3.0), (12.0, 4.0), 6.0, False),
        ((12.0, 0.3), (13.0, 0.4), -1.0, False),
        ((12.0, 0.3), (12.4, 0.4), -0.4, True),
    ],
)
def test_a_change_in_share_with_margins(
    later: tuple[float, float], earlier: tuple[float, float], value: float, zero_inside: bool
) -> None:
    # Fails if the change is given in percent of the earlier share, or margins are added up
    made = change(later, earlier)
    assert made.value == pytest.approx(value)
    assert made.margin == pytest.approx(math.hypot(later[1], earlier[1]))
    assert made.low is not None and made.high is not None
    assert (made.low <= 0 <= made.high) is zero_inside
    verdict = compare_quantities(sampled(*later, PERCENT), sampled(*earlier, PERCENT)).verdict
    assert (verdict == "not distinguishable from 0") is zero_inside


@pytest.mark.parametrize(
    ("later", "earlier"),
    [((15, None), (12, 1.0)), ((15, 1.0), (12, None)), ((15, None), (12, None))],
)
def test_a_change_in_share_without_margins_has_none(
    later: tuple[float, float | None], earlier: tuple[float, float | None]
) -> None:
    # Fails if a missing margin counts as 0, so that every change is one
    made = change(later, earlier)
    assert made.value == pytest.approx(3)
    assert made.margin is made.low is made.high is None


@pytest.mark.parametrize("name", sorted(FORMULAS))
@pytest.mark.parametrize("missing", [MISSING, HIDDEN])
def test_one_input_without_a_number_leaves_none(name: str, missing: Quantity) -> None:
    # The shared battery: every formula, every input. Fails if a new formula takes a blank as 0.
    formula = FORMULAS[name]
    for blank in formula.needs:
        inputs = {need: missing if need == blank else sampled(50, 1) for need in formula.needs}
        made = formula.compute(inputs, 100, PERCENT)
        assert made.value is None
        assert made.cell.status is missing.cell.status
        assert made.margin is made.low is made.high is None


@pytest.mark.parametrize("name", sorted(FORMULAS))
def test_the_formula_says_what_it_needs(name: str) -> None:
    formula = FORMULAS[name]
    assert set(formula.weights) | set(formula.weights.values()) <= set(formula.needs)
    for need in formula.needs:
        assert formula.is_count(need) is (formula.works_for_areas and need not in formula.weights)
