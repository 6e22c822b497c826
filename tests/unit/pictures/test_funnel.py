"""The funnel plot: who is outside, who is left out, and when there is no plot."""

from __future__ import annotations

import pytest

from firstlight.base.cell import Cell, Status
from firstlight.base.errors import InputFaults
from firstlight.base.quantity import Quantity, Unit, UnitKind
from firstlight.catalogue import read_catalogue
from firstlight.pictures import AgencyCount, Funnel, draw_funnel

PICTURES = read_catalogue().pictures
UNIT = Unit(UnitKind.COUNT, "offenses")


def agency(name: str, count: int | Status, exposure: float) -> AgencyCount:
    cell = Cell.missing(count) if isinstance(count, Status) else Cell.counted(count)
    return AgencyCount(name, Quantity(cell, UNIT), exposure)


def draw(*agencies: AgencyCount, law: str = "poisson") -> Funnel:
    return draw_funnel(agencies, law=law, exposure_is="residents", pictures=PICTURES)


EVEN = [agency(f"A{i}", 20 + i, 10_000) for i in range(6)]


def test_an_agency_far_from_the_rest_is_outside_and_asked_why() -> None:
    """Fails if a count three times the common rate passes, or the others are flagged."""
    found = draw(*EVEN, agency("far", 75, 10_000))
    by_name = {point.agency: point for point in found.points}
    assert (by_name["far"].place, by_name["far"].side) == ("outside", "above")
    assert by_name["far"].why[0].says == "Outside the limits: ask why."
    assert {p.place for p in found.points if p.agency != "far"} <= {"inside", "near"}


def test_a_true_zero_can_be_outside_and_a_blank_is_no_zero() -> None:
    """Fails if an agency without a return is drawn at the bottom."""
    found = draw(*EVEN, agency("none", 0, 10_000), agency("silent", Status.NOT_REPORTED, 10_000))
    by_name = {point.agency: point for point in found.points}
    assert (by_name["none"].place, by_name["none"].side) == ("outside", "below")
    assert "silent" not in by_name and found.silent == 1
    assert any("not zero" in note for note in found.notes)


def test_hidden_counts_are_left_out_and_make_the_center_a_range() -> None:
    """Fails if a hidden count is dropped without a word, or pulls the center silently."""
    found = draw(*EVEN, agency("small", 4, 10_000), agency("hidden", Status.SUPPRESSED, 10_000))
    assert found.hidden == 2 and {p.agency for p in found.points} == {a.agency for a in EVEN}
    total = sum(20 + i for i in range(6))
    assert found.center == pytest.approx(((total + 2) / 80_000, (total + 20) / 80_000))
    assert any("hidden to protect people" in note for note in found.notes)
    assert (
        draw(*EVEN, agency("small", 9, 10_000)).center
        == draw(*EVEN, agency("small", 2, 10_000)).center
    )


def test_outside_needs_every_center_that_hidden_counts_leave_possible() -> None:
    """Fails if an agency is called outside where a hidden count decides it."""
    many = [agency(f"H{i}", Status.SUPPRESSED, 10_000) for i in range(12)]
    found = draw(*EVEN, agency("far", 27, 10_000), *many)
    (point,) = [p for p in found.points if p.agency == "far"]
    assert point.place == "open" and point.why[0].rule == "F02"


def test_too_few_agencies_give_no_plot() -> None:
    """Fails if limits are drawn around four points."""
    found = draw(*EVEN[:4])
    assert found.center is None and not found.points and not found.curve
    assert "fewer than 5 agencies" in found.why_not and found.would_help


def test_nobody_recorded_any_gives_no_plot() -> None:
    """Fails if a center of 0 makes a plot that says all is well."""
    assert "no center" in draw(*(agency(f"A{i}", 0, 100) for i in range(9))).why_not


def test_agencies_that_differ_more_than_chance_are_told() -> None:
    """Fails if limits that assume chance alone are shown without saying that it is not alone."""
    wild = draw(*(agency(f"A{i}", count, 10_000) for i, count in enumerate([0, 90, 15, 60, 200])))
    assert wild.spread is not None and wild.spread > 2 and wild.why[0].rule == "F04"
    assert draw(*EVEN).why == ()


def test_a_share_keeps_to_its_whole() -> None:
    """Fails if limits of a share go past the trials."""
    found = draw(*(agency(f"A{i}", 18 + i, 25) for i in range(6)), law="binomial")
    assert all(0 <= line.outer[0] <= line.outer[1] <= line.exposure for line in found.curve)


def test_the_curve_holds_the_limits_of_the_law() -> None:
    """Fails if inner and outer are swapped, or a limit is not an exact quantile."""
    (line,) = draw(*(agency(f"A{i}", 20, 1_000) for i in range(5))).curve
    assert (line.inner, line.outer) == ((12, 29), (8, 35))  # Poisson, mean 20


@pytest.mark.parametrize(
    ("agencies", "law", "says"),
    [
        ([agency("A", 3, 10), agency("A", 3, 10)], "poisson", "stands twice"),
        ([agency("A", 30, 10)], "binomial", "larger than the whole"),
        ([agency("A", 3, -1)], "poisson", "no proper number"),
        ([agency("A", 3, 1)], "normal", "no such law"),
    ],
)
def test_bad_input_is_told(agencies: list[AgencyCount], law: str, says: str) -> None:
    """Fails if a doubled agency or a broken size is drawn."""
    with pytest.raises(InputFaults, match=says):
        draw(*agencies, law=law)
