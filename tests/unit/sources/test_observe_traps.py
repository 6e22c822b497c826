"""src/firstlight/sources/observe.py on the bundled tables, at the places where data set traps."""

from __future__ import annotations

import duckdb
import pytest

from firstlight.base.cell import Status
from firstlight.base.observation import Observation
from firstlight.base.place import Place, PlaceKind
from firstlight.base.quantity import UnitKind
from firstlight.catalogue.entries import Column
from firstlight.pack import Pack, pack_folder
from firstlight.sources import observe_counties, observe_county, observe_place

POOR = "Population whose income in the past 12 months is below federal poverty level"
UNIVERSE = "Total Population For Whom Poverty Status is Determined"
POVERTY = Column("acs_2018_poverty", "counties", POOR)
POPULATION_2018 = Column("acs_2018_context", "counties", "Total Population")
UNEMPLOYED = Column("bls_laus_2020", "counties", "unemployed", {"year": "2020"})
PEP = Column("census_pep_2023", "counties", "POPESTIMATE2023")
STUDENTS = Column("edfacts_homeless_2022", "counties", "count_homeless", {"year": "2022"})
BORN_ABROAD = Column("acs_2016_foreign_born", "counties", "foreign_born")
MISSING_MINORS = Column(
    "namus_2025", "counties", "minors_under18",
    over={"year_last_contact": ("2021", "2022", "2023", "2024", "2025")},
)  # fmt: skip


def straight(table: str, columns: str, where: str = "true") -> list[tuple[str, ...]]:
    """Second method: the parquet file read by SQL."""
    file = pack_folder() / f"{table}.parquet"
    return duckdb.sql(f"SELECT {columns} FROM '{file}' WHERE {where}").fetchall()


def status(observation: Observation) -> tuple[float | None, Status]:
    return observation.quantity.value, observation.quantity.cell.status


@pytest.mark.parametrize(
    ("column", "fips", "expected", "reason"),
    [
        (POVERTY, "35039", "not_reported", "withdrew"),  # Rio Arriba: withdrawn, blank
        (UNEMPLOYED, "15005", "not_reported", "publishes no figure"),  # Kalawao: no row
        (UNEMPLOYED, "72001", "not_reported", "published no figure for this county and year"),
        (PEP, "72001", "not_reported", "50 states and DC"),
        (BORN_ABROAD, "46102", "not_reported", "leaves the county out"),
        (BORN_ABROAD, "02020", "not_reported", "leaves the county out"),
        (POVERTY, "09110", "not_reportable", "Connecticut"),
        (POPULATION_2018, "09190", "not_reportable", "Connecticut"),
        (UNEMPLOYED, "09110", "not_reportable", "Connecticut"),
        (POVERTY, "02063", "not_reportable", "Valdez-Cordova"),
        (UNEMPLOYED, "02066", "not_reportable", "Valdez-Cordova"),
    ],
)
def test_a_county_without_a_figure_has_none_and_says_why(
    pack: Pack, column: Column, fips: str, expected: str, reason: str
) -> None:
    # Fails if a blank or an absent row becomes 0, or a new county takes an old one's figure
    observed = observe_county(pack, column, fips)
    assert status(observed) == (None, Status(expected))
    assert reason in observed.quantity.cell.why
    assert observed.quantity.margin is None and observed.quantity.low is None


@pytest.mark.parametrize(
    ("column", "fips", "value", "margin"),
    [
        (POVERTY, "48201", 739_100, 12_709),
        (POPULATION_2018, "35039", 39_307, 0),  # controlled: an empty margin is one of 0
        (POPULATION_2018, "46102", None, None),
        (PEP, "09110", 975_328, None),
        (PEP, "48201", 4_835_125, None),
        (STUDENTS, "48201", None, None),
    ],
)
def test_a_county_has_the_figure_of_the_file(
    pack: Pack, column: Column, fips: str, value: float | None, margin: float | None
) -> None:
    # Fails if another row, another column or another year is read
    (row,) = straight(
        f"{column.source}.{column.table}", f'"{column.column}", "row"', f"fips = '{fips}'"
    )
    observed = observe_county(pack, column, fips)
    assert observed.quantity.value == float(row[0])
    if value is not None:
        assert observed.quantity.value == value
    if margin is not None:
        assert observed.quantity.margin == margin
    assert observed.made_from[0].row == int(row[1])


def test_a_margin_brings_its_own_cell_along(pack: Pack) -> None:
    # Fails if a margin is shown that cannot be walked back to
    observed = observe_county(pack, POVERTY, "48201")
    assert [address.column for address in observed.made_from] == [POOR, f"{POOR} - Margin of Error"]
    bounded = observe_county(pack, STUDENTS, "48201")
    assert [a.column for a in bounded.made_from] == [
        *("count_homeless", "count_homeless_lb", "count_homeless_ub"),
    ]


def test_every_small_count_of_students_is_hidden_with_its_bounds(pack: Pack) -> None:
    # Fails if a bound, a margin or the value of a count from 1 to 10 gets out
    rows = straight("edfacts_homeless_2022.counties", "fips, count_homeless", "year = '2022'")
    today = set(pack.table("census_gazetteer_2024", "counties").columns["fips"])
    small = [fips for fips, text in rows if text and 0 < float(text) <= 10 and fips in today]
    assert len(small) == 29
    for fips in small:
        quantity = observe_county(pack, STUDENTS, fips).quantity
        assert (quantity.value, quantity.cell.status) == (None, Status.SUPPRESSED)
        assert quantity.low is quantity.high is quantity.margin is None
    blank = [fips for fips, text in rows if not text]
    assert len(blank) == 598
    assert {status(observe_county(pack, STUDENTS, fips)) for fips in blank} == {
        (None, Status.NOT_REPORTED)
    }


def test_larger_counts_are_shown_with_the_publishers_bounds(pack: Pack) -> None:
    rows = straight(
        "edfacts_homeless_2022.counties",
        "fips, count_homeless, count_homeless_lb, count_homeless_ub",
        "try_cast(count_homeless AS double) > 10",
    )
    assert len(rows) == 3144 - 598 - 29
    for fips, *texts in rows[::97]:
        quantity = observe_county(pack, STUDENTS, fips).quantity
        assert [quantity.value, quantity.low, quantity.high] == [float(text) for text in texts]


def test_a_county_that_namus_does_not_list_is_not_a_zero(pack: Pack) -> None:
    # Fails if a county without an open case counts as one with none
    listed = {fips for (fips,) in straight("namus_2025.counties", "DISTINCT county_fips")}
    recent = {
        fips
        for (fips,) in straight(
            "namus_2025.counties", "DISTINCT county_fips", "year_last_contact >= '2021'"
        )
    }
    today = pack.table("census_gazetteer_2024", "counties").columns["fips"]
    without = [f for f in today if f not in listed][::40] + sorted(listed - recent - {""})[:9]
    assert len(without) > 20
    for fips in without:
        observed = observe_county(pack, MISSING_MINORS, fips)
        assert observed.quantity.value is None
        assert observed.quantity.cell.status in (Status.NOT_REPORTED, Status.NOT_REPORTABLE)


def test_years_that_are_meant_add_up(pack: Pack) -> None:
    # 14 + 41 + 56 + 42 + 76, read from the file. Fails if all years are added, or one.
    observed = observe_county(pack, MISSING_MINORS, "48201")
    assert observed.quantity.value == 229
    assert len(observed.made_from) == 5


def test_few_missing_minors_are_hidden(pack: Pack) -> None:
    # Fails if the years' counts, each small, are hidden but their small sum is not
    sums = straight(
        "namus_2025.counties",
        "county_fips, sum(minors_under18::int)",
        "year_last_contact BETWEEN '2021' AND '2025' AND county_fips <> '' GROUP BY 1",
    )
    today = set(pack.table("census_gazetteer_2024", "counties").columns["fips"])
    for fips, total in sums:
        if fips in today and not fips.startswith("09"):
            value, found = status(observe_county(pack, MISSING_MINORS, fips))
            if 1 <= int(total) <= 4:
                assert (value, found) == (None, Status.SUPPRESSED)
            elif int(total) == 0:
                # a list that has none of them has not counted none
                assert (value, found) == (None, Status.NOT_REPORTED)
            else:
                assert (value, found) == (int(total), Status.SHOWN)


def test_a_share_is_no_count(pack: Pack) -> None:
    share = Column("edfacts_homeless_2022", "counties", "share_homeless", {"year": "2022"})
    observed = observe_county(pack, share, "48201", additive=False)
    assert observed.quantity.unit.kind is not UnitKind.COUNT
    assert 0 < (observed.quantity.value or 0) < 1


def test_places_that_are_no_county(pack: Pack) -> None:
    # Fails if a Continuum of Care that is not in the year is a zero
    measure = {"year": "2018", "measure": "Overall Homeless"}
    column = Column("hud_pit_2018", "coc_counts", "count", measure)
    houston = observe_place(pack, column, Place(PlaceKind.COC, "TX-700", "Houston"))
    assert houston.quantity.value == 4_143
    gone = observe_place(pack, column, Place(PlaceKind.COC, "TX-999", "None such"))
    assert status(gone) == (None, Status.NOT_REPORTED)
    assert "merger" in gone.quantity.cell.why


def test_a_state_is_read_over_the_counties_of_the_release(pack: Pack) -> None:
    # Fails if a state is summed over the counties of today: Connecticut would be empty in 2018
    found = observe_counties(pack, POVERTY, ["09"]).quantities
    assert sorted(found) == [f"090{n:02d}" for n in range(1, 16, 2)]
    assert set(observe_counties(pack, PEP, ["09"]).quantities) == {f"091{n}0" for n in range(1, 10)}
    assert observe_counties(pack, POVERTY, []).quantities == {}
    texas = observe_counties(pack, POVERTY, ["48"]).quantities
    assert len(texas) == 254
    assert texas["48201"].value == 739_100
