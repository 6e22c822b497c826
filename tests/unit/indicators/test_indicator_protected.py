"""src/firstlight/indicators/protected.py: no share without a margin tells of a few people."""

from __future__ import annotations

from dataclasses import replace

import pytest

from firstlight.assessment import Library, make_national_profile, open_library
from firstlight.assessment.compare import value_of_county, value_of_county_or_area
from firstlight.base.cell import Cell, Status
from firstlight.base.place import Place, PlaceKind
from firstlight.base.quantity import Quantity, Unit, UnitKind
from firstlight.indicators.formulas import FORMULAS
from firstlight.indicators.protected import protect_small, round_as_printed
from firstlight.pack import trace_county

MEASURES = (
    *("construction_share", "farm_work_share", "manufacturing_share", "foreign_born"),
    *("foreign_born_change", "unemployment", "unemployment_change"),
)


@pytest.fixture(scope="module")
def library() -> Library:
    return open_library()


def _people(library: Library, measure: str, fips: str) -> list[tuple[float, float]]:
    """How many people of how many, from the pack's text; a share in percent is turned back."""
    inputs = library.catalogue.indicators[measure].inputs
    found = []
    for part, whole in (("share", "whole"), ("part", "whole"), ("later", "later_whole"),
                        ("earlier", "earlier_whole")):  # fmt: skip
        if part not in inputs or whole not in inputs:
            continue
        numbers = []
        for column in (inputs[part], inputs[whole]):
            table = library.pack.table(column.source, column.table, column.where)
            vintage, changes = table.source.vintage, library.catalogue.fips_changes
            (code,) = trace_county(fips, vintage=vintage, changes=changes).codes
            (position,) = table.of_place(code)
            numbers.append(float(table.text(position, column.column)))
        some, everybody = numbers
        percent = measure.endswith("_share") or measure.startswith("foreign_born")
        found.append((some * everybody / 100 if percent else some, everybody))
    return found


@pytest.mark.parametrize("measure", MEASURES)
def test_no_shown_share_of_any_county_is_of_few_people(library: Library, measure: str) -> None:
    """Works every county's figure back to people. Fails when a floor or the rounding goes."""
    indicator = library.catalogue.indicators[measure]
    shown = hidden = 0
    for county in library.gazetteer.counties.values():
        value = value_of_county(library, indicator, county)
        if value.quantity.cell.status is Status.SUPPRESSED:
            hidden += 1
            assert not value.made_from and "chance could have made it" in value.why_not
            continue
        number = value.quantity.value
        if number is None:
            continue
        shown += 1
        assert number == round(number, 1) or abs(number) <= 0.05
        try:
            people = _people(library, measure, county.fips)
        except ValueError:
            continue  # a county made of several old ones; its sum is attacked below
        assert all(whole >= 1000 and 10 < some < whole - 10 for some, whole in people), county.fips
    # a floor that hid every county would pass the rest
    assert shown > 2900 and 60 < hidden < 200


def test_every_county_of_few_residents_is_protected(library: Library) -> None:
    """Fails when a county of fewer than five hundred residents shows a share of its workers."""
    for county in library.gazetteer.counties.values():
        if county.residents is not None and county.residents < 500:
            for measure in ("construction_share", "farm_work_share", "manufacturing_share"):
                value = value_of_county(library, library.catalogue.indicators[measure], county)
                assert not value.quantity.has_number, (county.full_name, measure)


def test_a_neighbor_does_not_give_a_hidden_county_away(library: Library) -> None:
    """Loving and Winkler as one area, less Winkler, would be Loving. Fails without the rule on
    sums; a large neighbor's last digit stands for more people than are hidden."""
    place = Place(PlaceKind.AREA, "two", "Two counties")
    indicator = library.catalogue.indicators["construction_share"]
    small = {"48301": "Loving", "48495": "Winkler"}
    large = {"48301": "Loving", "48201": "Harris"}
    hidden = value_of_county_or_area(library, indicator, place, small)
    assert hidden.quantity.cell.status is Status.SUPPRESSED
    assert value_of_county_or_area(library, indicator, place, large).quantity.has_number


def test_a_county_with_a_hidden_share_is_in_no_profile(library: Library) -> None:
    """Fails when the bulk reading leaves the rule out."""
    profile = make_national_profile(library)
    for fips in ("48301", "48269"):
        assert "farm_work_share" in profile.each
        assert fips not in profile.each["farm_work_share"].quantities


def test_with_a_margin_in_hand_the_margin_says_it(library: Library) -> None:
    """Fails when a newer release with margins would be hidden and rounded all the same."""

    indicator = library.catalogue.indicators["foreign_born"]
    share = Quantity(Cell.estimated(5.123), Unit(UnitKind.SHARE, "%"), 4.0)
    whole = Quantity(Cell.estimated(96), Unit(UnitKind.COUNT, "people"))
    formula = FORMULAS[indicator.formula]
    sets = [{"share": share, "whole": whole}]
    assert protect_small(formula, indicator, sets, share, library.limits) == share
    assert round_as_printed(indicator, share) == share
    bare = replace(share, margin=None)
    assert not protect_small(formula, indicator, sets, bare, library.limits).has_number
