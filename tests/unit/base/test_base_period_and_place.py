"""src/firstlight/base/period.py and place.py"""

from __future__ import annotations

import datetime

import pytest

from firstlight.base.cell import Cell, Status
from firstlight.base.errors import InputFaults
from firstlight.base.observation import IndicatorValue, Observation
from firstlight.base.period import Period
from firstlight.base.place import US, Area, County, Place, PlaceKind, Zone
from firstlight.base.provenance import Address
from firstlight.base.quantity import Quantity, Unit, UnitKind

# Period --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "label", "first", "last"),
    [
        ("2020", "2020", "2020-01-01", "2020-12-31"),
        ("2014-2018", "2014–2018", "2014-01-01", "2018-12-31"),
        (" 2014-2018 ", "2014–2018", "2014-01-01", "2018-12-31"),
        ("school year 2022", "school year 2022–23", "2022-08-01", "2023-07-31"),
        ("school year 1999", "school year 1999–00", "1999-08-01", "2000-07-31"),
        ("one night 2018", "one night in January 2018", "2018-01-21", "2018-01-31"),
        ("as of 2024-02-29", "as of 2024-02-29", "2024-02-29", "2024-02-29"),
    ],
)
def test_the_words_of_the_catalogue_are_read(words: str, label: str, first: str, last: str) -> None:
    # Fails if a school year ends in its first year, or "99-00" is printed as 1999–100
    period = Period.read(words)
    assert period.label == label
    assert (period.first.isoformat(), period.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    "words", ["", "soon", "2018-2014", "2014-", "school year", "one night then", "as of 2023-02-29"]
)
def test_other_words_are_refused(words: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Period.read(words)


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("2014-2018", "2018-2022", True),  # 2018 is in both: the two samples share people
        ("2012-2016", "2018-2022", False),
        ("2014-2018", "2019-2023", False),
        ("school year 2022", "2022", True),
        ("school year 2022", "2021", False),
        ("one night 2018", "2018", True),
    ],
)
def test_overlap_is_a_shared_day(one: str, other: str, shared: bool) -> None:
    # Fails if the last year of the one may be the first of the other
    assert Period.read(one).overlaps(Period.read(other)) is shared
    assert Period.read(other).overlaps(Period.read(one)) is shared


def test_a_period_does_not_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="ends before"):
        Period.years(2018, 2014)


# Places --------------------------------------------------------------------------------------

HARRIS = County("48201", "Harris County", "TX", "2024", 4_700_000)
AUTAUGA = County("01001", "Autauga County", "AL", "2024")


@pytest.mark.parametrize("fips", ["1001", "48-201", "482011", "", "4820A", " 1001"])
def test_a_county_is_five_digits_of_text(fips: str) -> None:
    # Fails if a lost zero is let through
    with pytest.raises(ValueError, match="five digits"):
        County(fips, "Somewhere", "TX", "2024")
    with pytest.raises(ValueError, match="five digits"):
        Place(PlaceKind.COUNTY, fips, "Somewhere")


def test_an_area_has_each_county_once_and_keeps_their_order() -> None:
    # Fails if a county that was named twice counts twice
    area = Area((HARRIS, AUTAUGA), "two counties")
    assert (area.fips, area.states) == (("48201", "01001"), ("TX", "AL"))
    assert area.place == Place(PlaceKind.AREA, "area", "two counties")
    for counties in ((), (HARRIS, HARRIS), (HARRIS, AUTAUGA, HARRIS)):
        with pytest.raises(ValueError, match="none twice"):
            Area(counties, "wrong")


def test_an_area_of_one_county_is_that_county() -> None:
    assert Area((HARRIS,), "Harris County, TX").place == HARRIS.place
    assert HARRIS.place.vintage == "2024"


def make_zone(**changes: object) -> Zone:
    values: dict[str, object] = {
        "name": "East side",
        "area": Area((HARRIS,), "Harris County, TX"),
        "parts": ("48201210400", "77012", "Magnolia Park"),
        "residents": 20_000,
        "residents_source": "ACS 2014–2018",
        "minimum_residents": 20_000,
    }
    return Zone(**{**values, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize("residents", [0, 1, 19_999])
def test_a_zone_of_few_residents_is_refused(residents: int) -> None:
    # Fails if the floor is taken off or is `<=` the wrong way round
    with pytest.raises(InputFaults, match=r"fewer than 20,000 residents"):
        make_zone(residents=residents)
    assert make_zone().residents == 20_000


def test_a_zone_names_all_its_faults_at_once() -> None:
    # Fails if the first fault hides the others, or a tract of another county is let in
    with pytest.raises(InputFaults) as caught:
        make_zone(parts=("48201210400", "01001020100"), residents=5, residents_source="")
    words = str(caught.value)
    assert len(caught.value.faults) == 3
    assert "Tract 01001020100 lies outside the area." in words
    assert "48201210400" not in words
    with pytest.raises(InputFaults, match="no parts"):
        make_zone(parts=())


# What a zone may hold, and where numbers come from --------------------------------------------

CELL = Address("acs", "file.csv", 2, "B01003", "0" * 64)


@pytest.mark.parametrize("kind", [kind for kind in UnitKind if kind is not UnitKind.COUNT])
def test_no_rate_and_no_share_is_made_of_a_zone(kind: UnitKind) -> None:
    # Fails if a zone may carry a rate, by which two releases could be told apart
    quantity = Quantity(Cell.estimated(3.5), Unit(kind, "something"))
    with pytest.raises(ValueError, match="counts only"):
        Observation("m", make_zone().place, Period.year(2020), quantity, (CELL,))


def test_a_zone_may_have_a_count() -> None:
    quantity = Quantity(Cell.counted(35), Unit(UnitKind.COUNT, "people"))
    assert Observation("m", make_zone().place, Period.year(2020), quantity, (CELL,)).made_from


def test_a_number_that_came_from_nowhere_is_not_built() -> None:
    # Fails if a value may be made without the cells behind it
    quantity = Quantity(Cell.counted(35), Unit(UnitKind.COUNT, "people"))
    with pytest.raises(ValueError, match="nowhere"):
        Observation("m", US, Period.year(2020), quantity, ())
    with pytest.raises(ValueError, match="nowhere"):
        IndicatorValue("poverty", US, Period.year(2020), quantity, ())


def test_a_value_that_is_withheld_says_why() -> None:
    nothing = Quantity(Cell.missing(Status.REFUSED), Unit(UnitKind.COUNT, "people"))
    with pytest.raises(ValueError, match="says why"):
        IndicatorValue("poverty", US, Period.year(2020), nothing, ())
    assert IndicatorValue("poverty", US, Period.year(2020), nothing, (), why_not="they refused")


def test_a_day_is_a_day() -> None:
    assert Period.as_of(datetime.date(2025, 10, 31)) == Period.read("as of 2025-10-31")


def test_fiscal_years_and_spans_of_days_are_periods() -> None:
    """Fails when a federal fiscal year begins in January, or a span loses its last day."""
    fiscal = Period.read("fiscal year 2019")
    assert (fiscal.first, fiscal.last) == (
        datetime.date(2018, 10, 1),
        datetime.date(2019, 9, 30),
    )
    assert fiscal.label == "fiscal year 2019" and fiscal != Period.year(2019)
    days = Period.read("days 2020-10-01 to 2021-01-31")
    assert days.label == "October 1, 2020 to January 31, 2021"
    assert days.last == datetime.date(2021, 1, 31)
