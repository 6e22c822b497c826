"""What can never happen to a row that was left out: it becomes no 0, on no path."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from firstlight.base.cell import Cell, Status
from firstlight.base.observation import Observation
from firstlight.base.period import Period
from firstlight.base.place import Place, PlaceKind
from firstlight.base.provenance import Address
from firstlight.base.quantity import (
    Quantity,
    Unit,
    UnitKind,
    add_quantities,
    divide_quantities,
    with_bounds,
)
from firstlight.catalogue import read_catalogue
from firstlight.catalogue.entries import Column
from firstlight.indicators import FORMULAS, Limits, compute_for_area

same_every_time = settings(derandomize=True, deadline=None, max_examples=150, database=None)
PLACES = Unit(UnitKind.COUNT, "")
WHY = "a row was left out"
INDICATORS = [
    entry for entry in read_catalogue().indicators.values() if FORMULAS[entry.formula].keeps_ranges
]
LIMITS = Limits(
    unreliable_cv_percent=30,
    nation_coverage_percent=99,
    addresses_at_most=24,
    estimate_fewest_people=1000,
    estimate_hide_up_to=10,
)


def known(value: int) -> Quantity:
    return Quantity(Cell.counted(value), PLACES)


def left_out() -> Quantity:
    return Quantity(Cell.missing(Status.NOT_REPORTABLE, WHY), PLACES, None, 0, 2)


def unlisted() -> Quantity:
    return Quantity(Cell.missing(Status.NOT_REPORTED, WHY), PLACES, None, 0)


def unknown(status: Status) -> Quantity:
    return Quantity(Cell.missing(status, "no word"), PLACES)


counts = st.lists(st.integers(0, 10_000), max_size=8)
truths = st.lists(st.integers(0, 2), min_size=1, max_size=8)


@same_every_time
@given(counts, truths)
def test_the_truth_lies_in_the_range_and_no_number_is_given(
    counted: list[int], hidden: list[int]
) -> None:
    """Second method: add up what the rows would have held. Fails if 0 stands for a dropped row."""
    added = add_quantities([*map(known, counted), *(left_out() for _ in hidden)])
    assert added.value is None and not added.has_number
    assert added.low is not None and added.high is not None
    assert added.low <= sum(counted) + sum(hidden) <= added.high
    assert added.high - added.low == 2 * len(hidden)


@same_every_time
@given(
    counts,
    truths,
    st.sampled_from([s for s in Status if s not in ("shown", "true_zero", "structural_zero")]),
)
def test_one_part_without_a_range_leaves_none(
    counted: list[int], hidden: list[int], status: Status
) -> None:
    """Fails if a hidden or unknown county is taken for 0 to 2, or a range gives it away."""
    parts = [*map(known, counted), *(left_out() for _ in hidden), unknown(status)]
    added = add_quantities(parts)
    assert (added.value, added.low, added.high) == (None, None, None)


@same_every_time
@given(counts)
def test_what_a_list_leaves_out_opens_the_upper_end(counted: list[int]) -> None:
    """Fails if "at least" is closed, or is told of an area where nothing is listed."""
    added = add_quantities([*map(known, counted), left_out(), unlisted()])
    assert (added.value, added.low, added.high) == (None, sum(counted), None)
    assert added.has_range == (sum(counted) > 0)


@same_every_time
@given(st.integers(1, 10_000), st.booleans())
def test_no_share_and_no_margin_is_made_of_a_range(whole: int, above: bool) -> None:
    """Fails if a range takes part in a division as its low end, which would be 0."""
    pair = (left_out(), known(whole)) if above else (known(whole), left_out())
    share = divide_quantities(*pair, per=100, unit=Unit(UnitKind.SHARE, "%"), part_of_whole=False)
    assert share.value is None and share.cell.status is Status.NOT_REPORTABLE
    assert with_bounds(left_out()) == left_out()


@same_every_time
@given(
    st.lists(st.one_of(st.integers(0, 500), st.none()), min_size=1, max_size=6),
    st.sampled_from(INDICATORS),
)
def test_no_indicator_makes_a_number_of_a_row_that_was_left_out(
    parts: list[int | None], indicator
) -> None:
    """Through the room itself, county or area. Fails if a part without a row counts as 0."""
    fips = [f"48{n:03d}" for n in range(901, 901 + len(parts))]

    def observe(column: Column, code: str, additive: bool) -> Observation:
        part = parts[fips.index(code)]
        cell = Address("made", "made.csv", 2 + fips.index(code), column.column, "0" * 64)
        place = Place(PlaceKind.COUNTY, code, code)
        quantity = left_out() if part is None else known(part)
        return Observation("made", place, Period.year(2021), quantity, (cell,))

    value = compute_for_area(
        indicator,
        place=Place(PlaceKind.AREA, "area", "an area"),
        counties={code: f"County {code}" for code in fips},
        observe=observe,
        limits=LIMITS,
    )
    lacking = parts.count(None)
    numbers = sum(part for part in parts if part is not None)
    quantity = value.quantity
    if not lacking:
        assert quantity.value == numbers
        return
    assert quantity.value is None and WHY in value.why_not
    if indicator.formula == "at_least":
        assert (quantity.low, quantity.high) == ((numbers, None) if numbers else (None, None))
    else:
        assert (quantity.low, quantity.high) == (numbers, numbers + 2 * lacking)
