"""An attacker solves the shown totals as equations and tries to find a count of 1 to 10."""

from __future__ import annotations

import dataclasses
import datetime
import itertools
import random

import numpy as np
import pytest

from firstlight.base.cell import Cell
from firstlight.base.period import Period
from firstlight.base.place import Place, PlaceKind
from firstlight.catalogue import read_catalogue
from firstlight.entered.nesting import Nesting
from firstlight.entered.protect import is_hidden, protect_totals
from firstlight.entered.shapes import Total, fold_name

COUNTIES = ("48901", "48903", "48905")
YEARS = (2023, 2024)
NESTING = Nesting(frozenset(COUNTIES), dict.fromkeys(COUNTIES, "TX"))
MEASURES = read_catalogue().entered
RULE = read_catalogue().disclosure["one_to_ten"]
AREA = Place(PlaceKind.AREA, "area", "three invented counties")


def county(fips: str) -> Place:
    return Place(PlaceKind.COUNTY, fips, f"invented {fips}")


def total(
    place: Place, period: Period, value: float, measure: str = "episodes", holder: str = "one"
) -> Total:
    return Total(measure, "", place, period, Cell.counted(value), None, None, "", "", holder, ())


def covered(one: Total) -> list[float]:
    """Which county and year a total holds, as a vector."""
    places = COUNTIES if one.place.kind is PlaceKind.AREA else (one.place.id,)
    return [
        float(fips in places and one.period.first.year <= year <= one.period.last.year)
        for fips, year in itertools.product(COUNTIES, YEARS)
    ]


def is_solved(shown: list[list[float]], cell: int) -> bool:
    """True when a cell is a combination of what is shown: its rank adds nothing."""
    if not shown:
        return False
    unit = [float(index == cell) for index in range(len(shown[0]))]
    rows = np.array(shown)
    return bool(np.linalg.matrix_rank(rows) == np.linalg.matrix_rank(np.vstack([rows, unit])))


@pytest.mark.parametrize("seed", range(150))
def test_no_small_count_can_be_solved_from_what_is_shown(seed: int) -> None:
    """Fails when a listed or an unlisted county and year of 1 to 10 follows from shown totals."""
    chance = random.Random(seed)
    cells = [
        chance.choice([0, *range(1, 11), 15, 40, 90, 300])
        for _ in range(len(COUNTIES) * len(YEARS))
    ]
    periods = [*(Period.year(year) for year in YEARS), Period.years(*YEARS)]
    everything = [
        total(place, period, 0) for place in (*map(county, COUNTIES), AREA) for period in periods
    ]
    listed = chance.sample(everything, chance.randint(3, len(everything)))
    given = [total(one.place, one.period, float(np.dot(covered(one), cells))) for one in listed]
    kept = protect_totals(given, MEASURES, NESTING, RULE)
    shown = [covered(one) for one in kept if one.cell.value is not None]
    small = [index for index, value in enumerate(cells) if 0 < value <= 10]
    assert not [index for index in small if is_solved(shown, index)]
    assert not [one for one in kept if one.cell.value and one.cell.value <= 10]


def test_the_attacker_of_this_file_can_solve() -> None:
    """Fails when the attack above could not find anything."""
    whole = [1.0, 0.0, 1.0, 0.0, 1.0, 0.0]
    two = [[1.0, 0, 0, 0, 0, 0], [0, 0, 1.0, 0, 0, 0]]
    assert is_solved([whole, *two], 4) and not is_solved([whole, two[0]], 4)


def test_large_totals_stay_shown() -> None:
    """Fails when everything is hidden, which would protect and be of no use."""
    given = [
        total(county(fips), Period.year(2024), value)
        for fips, value in zip(COUNTIES, (50, 70, 90), strict=True)
    ]
    kept = protect_totals([*given, total(AREA, Period.year(2024), 210)], MEASURES, NESTING, RULE)
    assert not [one for one in kept if is_hidden(one)]


def test_a_second_holder_does_not_open_the_first() -> None:
    """Fails when the police total less the sheriff's gives the hidden count of a town's police."""
    year = Period.year(2024)
    given = [
        total(county(COUNTIES[0]), year, 55, holder="all agencies"),
        total(county(COUNTIES[0]), year, 50, holder="sheriff"),
    ]
    kept = protect_totals(given, MEASURES, NESTING, RULE)
    assert any(is_hidden(one) for one in kept)


@pytest.mark.parametrize("repeats", range(13))
def test_reports_less_children_is_no_way_to_a_small_count(repeats: int) -> None:
    """Fails when 1 to 10 repeat reports can be read off reports and children."""
    year = Period.year(2024)
    given = [
        total(county(COUNTIES[0]), year, 60),
        total(county(COUNTIES[0]), year, 60 - repeats, "children"),
    ]
    reports, children = protect_totals(given, MEASURES, NESTING, RULE)
    assert not is_hidden(reports)
    assert is_hidden(children) is (1 <= repeats <= 10)


def test_dollars_are_hidden_with_their_claims() -> None:
    """Fails when the area's dollars less a county's tell what a hidden county claimed."""
    year = Period.year(2024)
    given = [
        total(county(COUNTIES[0]), year, 40, "wage_claims"),
        total(county(COUNTIES[1]), year, 4, "wage_claims"),
        total(county(COUNTIES[0]), year, 9000, "wage_claim_amount"),
        total(county(COUNTIES[1]), year, 800, "wage_claim_amount"),
        total(AREA, year, 9800, "wage_claim_amount"),
    ]
    kept = protect_totals(given, MEASURES, NESTING, RULE)
    assert [is_hidden(one) for one in kept] == [False, True, False, True, True]


@pytest.mark.parametrize("holder", ["one", "another name of one"])
@pytest.mark.parametrize("rest", range(13))
def test_reports_less_reports_from_care_is_no_way_to_a_small_count(rest: int, holder: str) -> None:
    """Fails when 1 to 10 reports that are not from care follow from two measures."""
    year = Period.year(2024)
    given = [
        total(county(COUNTIES[0]), year, 250),
        total(county(COUNTIES[0]), year, 250 - rest, "missing_from_care", holder),
    ]
    reports, care = protect_totals(given, MEASURES, NESTING, RULE)
    assert not is_hidden(reports)
    assert is_hidden(care) is (1 <= rest <= 10)


def test_parts_of_two_counties_and_two_years_leave_no_small_rest() -> None:
    """Fails when a part is only held against a whole of the very same place and time."""
    one, two = Period.year(YEARS[0]), Period.year(YEARS[1])
    both = Period.years(*YEARS)
    first, second = county(COUNTIES[0]), county(COUNTIES[1])
    for given in (
        [
            total(first, both, 500),
            total(first, one, 250, "missing_from_care"),
            total(first, two, 246, "missing_from_care"),
        ],
        [
            total(AREA, one, 350),
            total(first, one, 246, "missing_from_care"),
            total(second, one, 100),
        ],
    ):
        kept = protect_totals(given, MEASURES, NESTING, RULE)
        assert any(is_hidden(one) for one in kept)


@pytest.mark.parametrize("seed", range(100))
def test_no_small_rest_can_be_solved_across_measures(seed: int) -> None:
    """Fails when the count of reports that are not from care can be solved for as 1 to 10."""
    chance = random.Random(seed)
    number = len(COUNTIES) * len(YEARS)
    care, rest = ([chance.choice([0, 4, 9, 25, 80]) for _ in range(number)] for _ in range(2))
    periods = [*(Period.year(year) for year in YEARS), Period.years(*YEARS)]
    everything = [
        total(place, period, 0, measure)
        for place in (*map(county, COUNTIES), AREA)
        for period in periods
        for measure in ("episodes", "missing_from_care")
    ]

    def row(one: Total) -> list[float]:
        cells = covered(one)
        return [*cells, *(cells if one.measure == "episodes" else [0.0] * number)]

    given = [
        total(one.place, one.period, float(np.dot(row(one), [*care, *rest])), one.measure)
        for one in chance.sample(everything, 10)
    ]
    kept = protect_totals(given, MEASURES, NESTING, RULE)
    shown = [row(one) for one in kept if one.cell.value is not None]
    small = [index for index, value in enumerate([*care, *rest]) if 0 < value <= 10]
    assert not [index for index in small if is_solved(shown, index)]


@pytest.mark.parametrize("other", ["Alpha Family's Services.", "ALPHA  FAMILYS-SERVICES", "AFS"])
def test_a_part_by_another_spelling_or_name_leaves_no_small_rest(other: str) -> None:
    """Fails when punctuation makes another holder, or a part of another's total is not inside."""
    year, place = Period.year(2024), county(COUNTIES[0])
    whole = total(place, year, 40, "vs_served", "Alpha Family’s Services")
    minors = total(place, year, 35, "vs_served", other)
    minors = dataclasses.replace(minors, parts=(("age", "minor"),))
    kept = protect_totals([whole, minors], MEASURES, NESTING, RULE)
    assert any(is_hidden(one) for one in kept)
    few = dataclasses.replace(minors, cell=Cell.counted(20))
    kept = protect_totals([whole, few], MEASURES, NESTING, RULE)
    assert not any(is_hidden(one) for one in kept)


def test_many_months_by_form_hide_nothing_where_nothing_is_small() -> None:
    """Fails when so many ways to take parts are tried that a harmless total is hidden."""
    place, given = county(COUNTIES[0]), []
    for month in range(1, 13):
        first = datetime.date(2024, month, 1)
        last = (first + datetime.timedelta(days=31)).replace(day=1) - datetime.timedelta(days=1)
        time, sex, labor = Period.days(first, last), 25 + month, 13 + month % 5
        given.append(total(place, time, sex + labor, "vs_people"))
        for form, value in (("sex", sex), ("labor", labor)):
            part = total(place, time, value, "vs_people")
            given.append(dataclasses.replace(part, parts=(("form", form),)))
    whole = sum(one.cell.value or 0 for one in given if not one.parts)
    given.append(total(place, Period.year(2024), whole, "vs_people"))
    kept = protect_totals(given, MEASURES, NESTING, RULE)
    assert not [one for one in kept if is_hidden(one)]


def test_two_names_of_one_office_tell_nothing_in_two_steps() -> None:
    """Fails when what is left of a sum that no row gives can be taken apart by a second name:
    129 - 59 - (52 - 24) and so on leave 31 of Alpha in 2023, and 25 adults of these."""
    place, other = county(COUNTIES[0]), county(COUNTIES[1])
    given = [
        total(AREA, Period.years(2023, 2024), 129, "vs_people", "the provider"),
        total(AREA, Period.year(2023), 59, "vs_people", "the provider"),
        total(other, Period.years(2023, 2024), 52, "vs_people", "the provider"),
        total(other, Period.year(2024), 24, "vs_people", "the provider"),
    ]
    adults = total(place, Period.year(2023), 25, "vs_people", "the provider, Inc")
    adults = dataclasses.replace(adults, parts=(("age", "adult"),))
    nesting = Nesting(frozenset(COUNTIES[:2]), dict.fromkeys(COUNTIES[:2], "TX"))
    kept = protect_totals([*given, adults], MEASURES, nesting, RULE)
    assert any(is_hidden(one) for one in kept)


def test_every_earlier_number_for_the_same_thing_is_known() -> None:
    """Fails when two earlier figures for one thing contradict each other and so tell nothing."""
    place = county(COUNTIES[0])

    def one(year: str, value: float, **more: bool) -> Total:
        made = total(place, Period.read(year), value, "vs_people")
        return dataclasses.replace(made, **more)

    shown = [one(y, v, was_shown=True) for y, v in (("2023", 70), ("2023", 50), ("2024", 50))]
    adults = dataclasses.replace(one("2023-2024", 93), parts=(("age", "adult"),))
    assert is_hidden(protect_totals([*shown, adults], MEASURES, NESTING, RULE)[-1])


def test_different_agencies_tell_nothing_of_each_other() -> None:
    """Fails when 63 clients of one agency hide 58 of another: nobody is the difference."""
    year, place = Period.year(2024), county(COUNTIES[0])
    counts = {"Tucson Medical Center": 63, "Primavera Foundation": 58, "CODAC": 66}
    given = [total(place, year, value, "vs_served", name) for name, value in counts.items()]
    given.append(total(place, year, 5, "vs_served", "Casa Alitas"))
    kept = protect_totals(given, MEASURES, NESTING, RULE)
    assert [is_hidden(one) for one in kept] == [False, False, False, True]


def test_parts_of_several_holders_are_taken_together() -> None:
    """Fails when minors and adults by two more names of an office are not both taken from it."""
    year, place = Period.year(2024), county(COUNTIES[0])
    whole = total(place, year, 60, "vs_served", "One House")
    parts = [
        dataclasses.replace(total(place, year, value, "vs_served", holder), parts=(("age", age),))
        for value, holder, age in ((30, "One House records", "minor"), (25, "House One", "adult"))
    ]
    kept = protect_totals([whole, *parts], MEASURES, NESTING, RULE)
    assert any(is_hidden(one) for one in kept)


def test_the_same_holder_is_the_same_however_it_is_spelled() -> None:
    """Fails when an accent, a space or an apostrophe makes a second holder, or letters do not."""
    names = {
        fold_name(text) for text in ("José’s House, Inc.", "jose's house inc", "JOSES HOUSE INC")
    }
    assert names == {"joseshouseinc"}
    assert fold_name("Unit 1") != fold_name("Unit 2") and fold_name("—") != fold_name("*")


def test_totals_of_one_holder_that_contradict_are_hidden_and_no_others() -> None:
    """Fails when nothing is hidden where nobody knows what follows, or a whole holder is."""
    place = county(COUNTIES[0])
    wrong = [
        total(place, Period.year(2024), 600),
        total(place, Period.years(2023, 2024), 40),
    ]
    right = [total(place, Period.year(2020), 70), total(place, Period.year(2021), 80)]
    kept = protect_totals([*wrong, *right], MEASURES, NESTING, RULE)
    assert [is_hidden(one) for one in kept] == [True, True, False, False]


def test_two_figures_for_one_thing_are_no_contradiction_and_either_is_looked_at() -> None:
    """Fails when figures that a lead keeps side by side are hidden, or only one is looked at."""
    place, year = county(COUNTIES[0]), Period.year(2024)
    both = [total(place, year, 250), total(place, year, 290)]
    assert not any(is_hidden(one) for one in protect_totals(both, MEASURES, NESTING, RULE))
    for rest in (254, 294):
        wide = total(place, Period.years(2023, 2024), rest)
        kept = protect_totals([*both, wide], MEASURES, NESTING, RULE)
        assert any(is_hidden(one) for one in kept)
