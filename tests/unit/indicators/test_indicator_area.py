"""src/firstlight/indicators/area.py and nation.py on made data: county, area, state, nation."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pytest

from firstlight.base.cell import Cell, Status
from firstlight.base.observation import IndicatorValue, Observation
from firstlight.base.period import Period
from firstlight.base.place import US, Place, PlaceKind
from firstlight.base.provenance import Address, write_rows
from firstlight.base.quantity import Quantity, Unit, UnitKind
from firstlight.catalogue import read_catalogue
from firstlight.catalogue.entries import Column
from firstlight.indicators import Limits, compute_for_area, compute_for_counties, compute_median

INDICATORS = read_catalogue().indicators
LIMITS = Limits(
    unreliable_cv_percent=30,
    nation_coverage_percent=99,
    addresses_at_most=24,
    estimate_fewest_people=1000,
    estimate_hide_up_to=10,
)
PEOPLE = Unit(UnitKind.COUNT, "")
AREA = Place(PlaceKind.AREA, "area", "an area")
A, B, C = "48901", "48903", "48905"
NAMES = {A: "Alpha County", B: "Beta County", C: "Gamma County"}

Made = Mapping[str, Mapping[str, tuple[float | None, float | None] | Cell]]


def quantity_of(made: tuple[float | None, float | None] | Cell) -> Quantity:
    if isinstance(made, Cell):
        return Quantity(made, PEOPLE)
    return Quantity(Cell.estimated(made[0] or 0), PEOPLE, made[1])


def compute(name: str, made: Made, counties: Sequence[str] = (A,)) -> IndicatorValue:
    """An indicator over made inputs: {input: {county: (value, margin) or a cell}}."""
    indicator = INDICATORS[name]
    by_column = {id(column): key for key, column in indicator.inputs.items()}

    def observe(column: Column, fips: str, additive: bool) -> Observation:
        quantity = quantity_of(made[by_column[id(column)]][fips])
        cell = Address("made", "made.csv", 2 + list(NAMES).index(fips), column.column, "0" * 64)
        place = Place(PlaceKind.COUNTY, fips, NAMES[fips])
        return Observation("made", place, Period.year(2020), quantity, (cell,))

    return compute_for_area(
        indicator,
        place=AREA,
        counties={fips: NAMES[fips] for fips in counties},
        observe=observe,
        limits=LIMITS,
    )


def test_counts_are_added_before_a_share_is_made() -> None:
    # 10 + 300 of 100 + 1000 is 28.2, not the mean of 10 and 30. Fails if shares are averaged.
    made = {"part": {A: (10, 3), B: (300, 40)}, "whole": {A: (100, 0), B: (1000, 0)}}
    value = compute("poverty", made, (A, B))
    assert value.quantity.value == pytest.approx(100 * 310 / 1100)
    assert value.quantity.margin == pytest.approx(100 * math.hypot(3, 40) / 1100)
    assert len(value.made_from) == 4


def test_a_share_over_thirty_percent_variation_is_marked() -> None:
    made = {"part": {A: (10, 10)}, "whole": {A: (100, 0)}}
    assert compute("poverty", made).quantity.cell.unreliable
    made = {"part": {A: (10, 4)}, "whole": {A: (100, 0)}}
    assert not compute("poverty", made).quantity.cell.unreliable


BLANK = Cell.missing(Status.NOT_REPORTED, "it is blank")
CUT = Cell.missing(Status.NOT_REPORTABLE, "it was drawn anew")
HIDDEN = Cell.missing(Status.SUPPRESSED, "the count is small")


@pytest.mark.parametrize(
    ("first", "second", "status", "why"),
    [
        ((5, 1), BLANK, Status.NOT_REPORTED, "Beta County: it is blank"),
        (BLANK, (5, 1), Status.NOT_REPORTED, "Alpha County: it is blank"),
        (BLANK, HIDDEN, Status.SUPPRESSED, "Beta County: the count is small"),
        (CUT, HIDDEN, Status.SUPPRESSED, "Beta County: the count is small"),
        (CUT, BLANK, Status.NOT_REPORTED, "Beta County: it is blank"),
    ],
)
def test_an_area_with_one_missing_county_has_no_number(
    first: Cell | tuple[float, float], second: Cell | tuple[float, float], status: Status, why: str
) -> None:
    # Fails if the counties that have a figure are taken for all, or the reason is another county's
    whole = {A: (100, 0), B: (100, 0)}
    value = compute("poverty", {"part": {A: first, B: second}, "whole": whole}, (A, B))
    assert value.quantity.value is None
    assert (value.quantity.cell.status, value.why_not) == (status, why)
    value = compute("poverty", {"part": whole, "whole": {A: first, B: second}}, (A, B))
    assert (value.quantity.cell.status, value.why_not) == (status, why)


def test_one_county_says_why_without_its_name() -> None:
    value = compute("poverty", {"part": {A: BLANK}, "whole": {A: (9, 1)}})
    assert value.why_not == "it is blank"


@pytest.mark.parametrize("name", ["disability", "homeless_student_share", "rural_urban"])
def test_a_published_share_has_no_figure_for_an_area(name: str) -> None:
    # Fails if shares of several counties are averaged without their weights
    made = {key: {A: (12, None), B: (14, None)} for key in INDICATORS[name].inputs}
    value = compute(name, made, (A, B))
    assert (value.quantity.value, value.quantity.cell.status) == (None, Status.NOT_REPORTABLE)
    assert value.why_not and value.made_from == ()
    assert compute(name, made).quantity.has_number


def test_a_share_is_hidden_with_the_count_that_guards_it() -> None:
    # Fails if a share of 1.2 percent tells a hidden count of a school district of 500
    made: Made = {"share": {A: (0.012, None)}, "guard": {A: HIDDEN}}
    value = compute("homeless_student_share", made)
    assert (value.quantity.value, value.quantity.cell.status) == (None, Status.SUPPRESSED)
    assert value.made_from == ()
    for open_guard in ((250.0, None), BLANK):
        made = {"share": {A: (0.012, None)}, "guard": {A: open_guard}}
        assert compute("homeless_student_share", made).quantity.value == pytest.approx(1.2)


def test_weighted_shares_of_an_area_weigh_by_residents() -> None:
    # 10 percent of 1,000 and 30 of 9,000 are 28. Fails if both weigh the same.
    made = {"share": {A: (10, None), B: (30, None)}, "whole": {A: (1000, None), B: (9000, None)}}
    value = compute("foreign_born", made, (A, B))
    assert value.quantity.value == pytest.approx(28)
    assert value.quantity.margin is None


def test_a_change_over_an_area_keeps_its_margin_only_if_all_have_one() -> None:
    # Fails if one county without a margin counts as certain
    inputs = INDICATORS["foreign_born_change"].inputs
    made = {key: {A: (12.0, 1.0), B: (14.0, 1.0)} for key in inputs}
    assert compute("foreign_born_change", made, (A, B)).quantity.margin is not None
    made["earlier"] = {A: (12.0, 1.0), B: (14.0, None)}
    assert compute("foreign_born_change", made, (A, B)).quantity.margin is None


# A state or the nation ---------------------------------------------------------------------------


@dataclass(frozen=True)
class MadeRelease:
    """A column of a made release; the county 48007 stands on row 9."""

    column: str
    quantities: Mapping[str, Quantity]

    def cite(self, codes: Iterable[str]) -> tuple[Address, ...]:
        rows = [2 + int(code[2:]) for code in codes]
        text = write_rows(rows)
        return (Address("made", "made.csv", None, self.column, "0" * 64, len(rows), text),)


def over_counties(
    name: str,
    blanks: int,
    *,
    counties: int = 200,
    absent: int = 0,
    lacking: Sequence[str] = (),
    cell: Quantity | None = None,
) -> IndicatorValue:
    """Every county has 10 of 100, but for `blanks` whose first input is blank or `absent`."""

    def read(column: Column, prefixes: Sequence[str], additive: bool, hide: bool) -> MadeRelease:
        first = column is next(iter(INDICATORS[name].inputs.values()))
        found = {}
        for number in range(counties):
            if first and number < absent:
                continue
            value = Cell.estimated(10 if first else 100)
            is_blank = first and absent <= number < absent + blanks
            full = Quantity(BLANK if is_blank else value, PEOPLE, None if cell else 1.0)
            found[f"48{number:03d}"] = cell if cell and is_blank else full
        return MadeRelease(column.column, found)

    return compute_for_counties(
        INDICATORS[name], place=US, prefixes=["48"], read=read, limits=LIMITS, absent=lacking
    )


def test_a_share_of_the_nation_needs_ninety_nine_percent_of_its_counties() -> None:
    # Fails if the limit is on the wrong side, or nobody is told how many are missing
    whole = over_counties("poverty", 0)
    assert (whole.quantity.value, whole.notes) == (pytest.approx(10), ())
    almost = over_counties("poverty", 2)
    assert almost.quantity.value == pytest.approx(10)
    assert almost.notes == ("198 of 200 counties in the file have figures",)
    too_few = over_counties("poverty", 3)
    assert (too_few.quantity.value, too_few.quantity.cell.status) == (None, Status.NOT_REPORTED)
    assert too_few.why_not.startswith("3 of its 200 counties have no figure")
    assert over_counties("poverty", 0, absent=3).quantity.value is None


def test_a_total_of_the_nation_needs_every_county() -> None:
    # Fails if a sum of 199 counties is called the nation's
    assert over_counties("residents", 0).quantity.value == 2000
    assert over_counties("residents", 1).quantity.value is None


def test_a_total_without_a_county_of_the_place_has_no_upper_end() -> None:
    # Fails if a county without any row counts as none, or is not named, beside whole rows or gaps
    dropped = Quantity(Cell.missing(Status.NOT_REPORTABLE, "small"), PEOPLE, None, 0.0, 2.0)
    closed = over_counties("hotels", 3, cell=dropped)
    assert (closed.quantity.low, closed.quantity.high) == (1970, 1976)
    lacking = ("the District of Columbia", "11 other counties")
    opened = over_counties("hotels", 3, cell=dropped, lacking=lacking)
    assert (opened.quantity.value, opened.quantity.low, opened.quantity.high) == (None, 1970, None)
    assert "without the District of Columbia and 11 other counties" in opened.why_not
    whole = over_counties("hotels", 0, cell=dropped, lacking=("Kent County",))
    assert (whole.quantity.value, whole.quantity.low, whole.quantity.high) == (None, 2000, None)
    assert whole.why_not == "without Kent County, for which the release has no row of any kind"


def test_a_sum_that_is_a_floor_names_what_it_lacks() -> None:
    # Fails if the least number of jobs is printed for a nation without its capital unsaid
    floor = over_counties("manufacturing_jobs", 0, lacking=("the District of Columbia",))
    assert floor.quantity.value == floor.quantity.low == 2000 and floor.quantity.high is None
    assert floor.notes[1].startswith("without the District of Columbia, for which")


def test_the_middle_leaves_out_a_share_of_nobody() -> None:
    # 10, 20, 30 of 100 and 5 of 0. Fails if the last counts as a county with 0 percent.
    parts = {"48001": (10.0, None), "48002": (20.0, None), "48003": (30.0, None),
             "48004": (5.0, None)}  # fmt: skip
    wholes = {**dict.fromkeys(parts, (100.0, None)), "48004": (0.0, None)}
    indicator = INDICATORS["poverty"]

    def middle_of(codes: Sequence[str]) -> IndicatorValue:
        def read(
            column: Column, prefixes: Sequence[str], additive: bool, hide: bool
        ) -> MadeRelease:
            made = parts if column is indicator.inputs["part"] else wholes
            return MadeRelease(column.column, {code: quantity_of(made[code]) for code in codes})

        return compute_median(indicator, place=US, prefixes=["48"], read=read, limits=LIMITS)

    middle = middle_of(list(parts))
    assert middle.quantity.value == pytest.approx(20)
    assert middle.notes[0].startswith("the middle of 3 counties")
    assert [address.n for address in middle.made_from] == [3, 3]
    assert middle_of(["48004"]).why_not == "no county has a figure"


def test_a_state_that_the_release_leaves_out_has_no_figure() -> None:
    nothing = over_counties("poverty", 0, counties=0)
    assert nothing.quantity.value is None
    assert nothing.why_not == "the release does not cover it"


def test_many_cells_fold_into_one_address_a_column() -> None:
    made_from = over_counties("poverty", 2).made_from
    assert [address.n for address in made_from] == [198, 198]
    assert made_from[0].rows == "4-201"


def test_the_middle_is_that_of_counties_with_a_shown_figure() -> None:
    # Fails if a hidden or a blank county counts as a 0 at the bottom of the list
    shares = {"48001": (9.0, None), "48002": (30.0, None), "48003": (14.0, None),
              "48004": (12.0, None), "48005": BLANK, "48006": (99.0, None)}  # fmt: skip
    counts = {**dict.fromkeys(shares, (250.0, None)), "48006": HIDDEN}
    indicator = INDICATORS["homeless_student_share"]

    def middle_of(codes: Iterable[str]) -> IndicatorValue:
        def read(
            column: Column, prefixes: Sequence[str], additive: bool, hide: bool
        ) -> MadeRelease:
            made = counts if column is indicator.inputs["guard"] else shares
            assert hide is (made is counts)
            return MadeRelease(column.column, {code: quantity_of(made[code]) for code in codes})

        return compute_median(indicator, place=US, prefixes=["48"], read=read, limits=LIMITS)

    middle = middle_of(shares)
    assert (middle.quantity.value, middle.quantity.margin) == (1300, None)  # a share times 100
    assert middle.notes == ("the middle of 4 counties that have a figure that is not hidden",)
    assert (middle.made_from[0].n, middle.made_from[0].rows) == (4, "3-6")
    empty = middle_of(["48005", "48006"])
    assert (empty.quantity.value, empty.why_not) == (None, "no county has a figure")
