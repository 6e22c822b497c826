"""National and state figures by a second method: SQL over the tables, with no code of the room.

Published figures beside them: poverty 14.1 % (ACS 2014-2018, United States), unemployment 8.1 %
in 2020, growth from 331.5 to 334.9 million residents.
"""

from __future__ import annotations

import math

import duckdb
import pytest

from firstlight.base.cell import Status
from firstlight.base.place import US, Place, PlaceKind
from firstlight.catalogue.entries import Column, Indicator
from firstlight.indicators import Limits, compute_for_area, compute_for_counties
from firstlight.pack import Pack, pack_folder
from firstlight.sources import observe_counties, observe_county

LIMITS = Limits(
    unreliable_cv_percent=30,
    nation_coverage_percent=99,
    addresses_at_most=24,
    estimate_fewest_people=1000,
    estimate_hide_up_to=10,
)
HOUSTON = (
    "48015", "48039", "48071", "48157", "48167", "48201", "48291", "48339", "48407", "48473",
)  # fmt: skip
TEXAS = Place(PlaceKind.STATE, "TX", "Texas")
WITH_MARGINS = ["poverty", "no_vehicle", "limited_english", "moved_from_abroad",
                "moved_from_elsewhere", "under_18"]  # fmt: skip
COUNTED = ["unemployment", "density", "international_migration"]


def over(pack: Pack, name: str, place: Place):  # type: ignore[no-untyped-def]
    states = pack.catalogue.states
    letters = states.in_the_nation if place == US else (place.id,)
    return compute_for_counties(
        pack.catalogue.indicators[name],
        place=place,
        prefixes=[states.prefixes[two] for two in letters],
        read=lambda column, prefixes, additive, hide: observe_counties(
            pack, column, prefixes, additive=additive, hide=hide
        ),
        limits=LIMITS,
        absent=(),
    )


def select(pack: Pack, column: Column, prefix: str) -> str:
    """SQL for code, value and margin of every county with a figure."""
    table = pack.catalogue.sources[column.source].tables[column.table]
    file = pack_folder() / f"{column.source}.{column.table}.parquet"
    margin = table.margins.get(column.column)
    wanted = f'coalesce(try_cast("{margin}" AS double), 0)' if margin else "0"
    where = " AND ".join(f"\"{name}\" = '{value}'" for name, value in column.where.items())
    return (
        f'SELECT "{table.place}" AS code, try_cast("{column.column}" AS double) AS value, '
        f"{wanted} AS margin FROM '{file}' WHERE value IS NOT NULL AND {where or 'true'} "
        f"AND code NOT LIKE '72%' AND code LIKE '{prefix}%'"
    )


def sums(pack: Pack, indicator: Indicator, prefix: str = "") -> tuple[float, ...]:
    """Sum and margin of part and whole over the counties that have both."""
    part, whole = (select(pack, indicator.inputs[key], prefix) for key in ("part", "whole"))
    (row,) = duckdb.sql(
        f"""
        WITH both_ AS (
            SELECT p.value AS p, p.margin AS pm, w.value AS w, w.margin AS wm
            FROM ({part}) p JOIN ({whole}) w USING (code))
        SELECT sum(p),
               sqrt(sum(pm * pm) FILTER (p <> 0) + coalesce(max(pm * pm) FILTER (p = 0), 0)),
               sum(w), sqrt(sum(wm * wm)) FROM both_"""
    ).fetchall()
    return tuple(float(number) for number in row)


@pytest.mark.parametrize("name", WITH_MARGINS)
@pytest.mark.parametrize(("place", "prefix"), [(US, ""), (TEXAS, "48")], ids=["US", "TX"])
def test_shares_with_margins_agree_with_sql(
    pack: Pack, name: str, place: Place, prefix: str
) -> None:
    # Fails if Puerto Rico is added, a blank counts as 0, or a margin is claimed
    indicator = pack.catalogue.indicators[name]
    part, _, whole, _ = sums(pack, indicator, prefix)
    value = over(pack, name, place)
    assert value.quantity.value == pytest.approx(100 * part / whole, rel=1e-12)
    # hundreds of counties are no independent samples: a root of their squares is not given
    assert value.quantity.margin is None and value.quantity.low is None


@pytest.mark.parametrize("name", COUNTED)
@pytest.mark.parametrize(("place", "prefix"), [(US, ""), (TEXAS, "48")], ids=["US", "TX"])
def test_rates_and_shares_of_counts_agree_with_sql(
    pack: Pack, name: str, place: Place, prefix: str
) -> None:
    indicator = pack.catalogue.indicators[name]
    part, _, whole, _ = sums(pack, indicator, prefix)
    value = over(pack, name, place)
    assert value.quantity.value == pytest.approx(indicator.per * part / whole, rel=1e-12)
    assert value.quantity.margin is None


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("poverty", 14.1),
        ("unemployment", 8.1),
        ("population_growth", 1.0),
        ("residents", 334_914_895),
        ("international_migration", 3.4),  # 1,138,989 of 334,914,895
        ("foreign_born", 13.7),  # ACS 2018-2022, United States
        ("under_18", 22.8),  # ACS 2014-2018, United States
    ],
)
def test_the_nation_agrees_with_what_is_printed(pack: Pack, name: str, printed: float) -> None:
    # Published figures. Fails if a county is counted twice, or a wrong year is read
    value = over(pack, name, US).quantity.value
    decimals = pack.catalogue.indicators[name].decimals
    assert round(value, decimals) == printed


def test_what_the_nation_leaves_out_is_said(pack: Pack) -> None:
    # Rio Arriba County was withdrawn. Fails if the note or the county's blank is lost.
    assert over(pack, "poverty", US).notes == ("3,141 of 3,142 counties in the file have figures",)
    assert over(pack, "residents", US).notes == ()
    mexico = over(pack, "poverty", Place(PlaceKind.STATE, "NM", "New Mexico"))
    assert mexico.quantity.cell.status is Status.NOT_REPORTED
    assert mexico.why_not.startswith("1 of its 33 counties have no figure")
    rico = over(pack, "unemployment", Place(PlaceKind.STATE, "PR", "Puerto Rico"))
    assert rico.quantity.cell.status is Status.NOT_REPORTED


@pytest.mark.parametrize("name", [*WITH_MARGINS, *COUNTED])
def test_an_area_of_ten_counties_agrees_with_sql(pack: Pack, name: str) -> None:
    # Fails if an area is computed another way than a state
    indicator = pack.catalogue.indicators[name]
    totals = [sums(pack, indicator, fips) for fips in HOUSTON]
    value = compute_for_area(
        indicator,
        place=Place(PlaceKind.AREA, "area", "Houston"),
        counties={fips: fips for fips in HOUSTON},
        observe=lambda column, fips, additive: observe_county(
            pack, column, fips, additive=additive
        ),
        limits=LIMITS,
    )
    part, whole = (math.fsum(row[index] for row in totals) for index in (0, 2))
    exact = indicator.per * part / whole
    # without a margin in hand a share of an area holds no more decimals than are printed
    wanted = round(exact, indicator.decimals) if indicator.without_margin else exact
    assert value.quantity.value == pytest.approx(wanted, rel=1e-12)
