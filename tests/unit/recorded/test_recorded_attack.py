"""The real file: no county of the nation and no area drawn by lot gives a hidden count away."""

from __future__ import annotations

import random

import pytest

from firstlight.base.cell import Status
from firstlight.pack import Pack
from firstlight.recorded import read_recorded
from unit.recorded.attacker import (
    SOURCE,
    YEAR,
    attack_by_sums,
    attack_by_trial,
    is_form_pinned,
    read_page,
)


@pytest.fixture(scope="module")
def with_a_return(pack: Pack) -> list[str]:
    """Every county of today that an agency with a return in the last year serves."""
    offenses, serves = pack.table(SOURCE, "offenses"), pack.table(SOURCE, "counties")
    oris = {o for o, year in zip(offenses.columns["ORI"], offenses.columns["DATA_YEAR"],
                                 strict=True) if year == YEAR}  # fmt: skip
    found = {f for o, f in zip(serves.columns["ori"], serves.columns["county_fips"], strict=True)
             if o in oris}  # fmt: skip
    return sorted(found & set(pack.table("census_gazetteer_2024", "counties").columns["fips"]))


def test_no_single_county_of_the_nation_gives_a_hidden_count_away(
    pack: Pack, with_a_return: list[str]
) -> None:
    # Fails if a county's own count, or its agencies' total, is shown beside one hidden agency
    leaks = []
    for fips in with_a_return:
        page = read_page(read_recorded(pack, [fips]))
        if not page.agencies:  # only agencies that work elsewhere too have a row
            continue
        hidden = sum(agency.count is None for agency in page.agencies)
        harford = fips == "24025"  # its sheriff's only row is the file's only correction, -1
        values = (
            attack_by_trial(page, [fips], corrections=harford)
            if hidden <= 5
            else attack_by_sums(page)
        )
        if any(len(options) < 2 for options in values) or is_form_pinned(page):
            leaks.append(fips)
    assert len(with_a_return) > 380
    assert not leaks


def test_no_form_of_any_year_is_what_a_total_leaves_over(
    pack: Pack, with_a_return: list[str]
) -> None:
    # Fails if one form is hidden and the other is not, beside a total that is shown
    dice = random.Random(20261122)
    areas = [[fips] for fips in with_a_return]
    areas += [dice.sample(with_a_return, dice.randint(2, 12)) for _ in range(100)]
    for area in areas:
        recorded = read_recorded(pack, area)
        for year, forms in recorded.forms_by_year.items():
            hidden = [c.cell.status is Status.SUPPRESSED for c in forms.values()]
            if recorded.by_year[year].cell.has_number:
                assert sum(hidden) in (0, 2), (area, year)
            else:
                assert not any(count.cell.value for count in forms.values()), (area, year)


def test_no_area_of_several_counties_gives_a_hidden_count_away(
    pack: Pack, with_a_return: list[str]
) -> None:
    # Fails if an area's total is shown although what is left of it fits the hidden in one way only
    dice = random.Random(20261122)
    demonstrations = [d.counties for d in pack.catalogue.demonstrations]
    drawn = [dice.sample(with_a_return, dice.randint(2, 12)) for _ in range(200)]
    shown = 0
    for area in (*demonstrations, *drawn):
        page = read_page(read_recorded(pack, area))
        shown += page.total is not None
        assert all(len(options) > 1 for options in attack_by_sums(page)), area
        assert not is_form_pinned(page), area
    assert shown > 50  # the guard does not simply hide everything
