"""src/firstlight/pack/vintage.py: every change of counties, at several vintages, both ways.

The table below is written from the Census Bureau's list of county changes as it stands in the
README of the received data, not from the catalogue.
"""

from __future__ import annotations

import pytest

from firstlight.catalogue import read_catalogue
from firstlight.catalogue.entries import FipsChange, FipsChanges
from firstlight.pack import explain_old_code, open_pack, trace_county

CHANGES = read_catalogue().fips_changes
REGIONS = [f"091{n}0" for n in range(1, 10)]
GAZETTEER = open_pack(read_catalogue()).table("census_gazetteer_2024", "counties").columns["fips"]


@pytest.mark.parametrize("fips", REGIONS)
@pytest.mark.parametrize("vintage", [2010, 2016, 2018, 2021])
def test_a_planning_region_has_no_figure_before_2022(fips: str, vintage: int) -> None:
    # Fails if a region is given the figures of a former county of Connecticut
    trace = trace_county(fips, vintage=vintage, changes=CHANGES)
    assert trace.codes == ()
    assert "Connecticut" in trace.why_not and "no one-to-one map" in trace.why_not
    assert trace_county(fips, vintage=2022, changes=CHANGES).codes == (fips,)


@pytest.mark.parametrize(
    ("fips", "vintage", "codes"),
    [
        ("46102", 2014, ("46113",)),  # Shannon County took the name Oglala Lakota
        ("46102", 2015, ("46102",)),
        ("46102", 2018, ("46102",)),
        ("02158", 2014, ("02270",)),  # Wade Hampton took the name Kusilvak
        ("02158", 2016, ("02158",)),
        ("51019", 2012, ("51515", "51019")),  # the city of Bedford joined its county
        ("51019", 2013, ("51019",)),
        ("51005", 2000, ("51560", "51005")),  # Clifton Forge joined Alleghany
        ("51005", 2001, ("51005",)),
        ("12086", 1996, ("12025",)),  # Dade took the name Miami-Dade
        ("12086", 1997, ("12086",)),
        ("02063", 2018, None),  # Valdez-Cordova was split
        ("02066", 2016, None),
        ("02063", 2019, ("02063",)),
        ("02130", 2007, None),  # took in a part of Prince of Wales-Outer Ketchikan
        ("02130", 2008, ("02130",)),
        ("02198", 2007, None),
        ("02105", 2006, None),
        ("02230", 2007, ("02230",)),
        ("02195", 2007, None),
        ("02275", 2008, ("02275",)),
        ("48201", 1990, ("48201",)),  # nothing ever changed
    ],
)
def test_a_county_is_found_under_its_code_of_that_year(
    fips: str, vintage: int, codes: tuple[str, ...] | None
) -> None:
    # Fails if the year of a change counts as before it, or a split county is given the whole
    trace = trace_county(fips, vintage=vintage, changes=CHANGES)
    assert sorted(trace.codes) == sorted(codes or ())
    assert bool(trace.why_not) is (codes is None)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("09001", tuple(REGIONS)),
        ("09015", tuple(REGIONS)),
        ("02261", ("02063", "02066")),
        ("46113", ("46102",)),
        ("02270", ("02158",)),
        ("51515", ("51019",)),
        ("51560", ("51005",)),
        ("12025", ("12086",)),
        ("02201", ("02198", "02130")),
        ("02232", ("02105", "02230")),
        ("02280", ("02195", "02275")),
    ],
)
def test_an_old_code_names_what_became_of_it(old: str, new: tuple[str, ...]) -> None:
    # Fails if a retired code is only called unknown
    told = explain_old_code(old, CHANGES)
    assert told is not None
    assert told[1] == new
    assert told[0].rsplit(" ", 1)[1].isdigit()
    assert old not in GAZETTEER


def test_no_county_of_today_is_called_an_old_code() -> None:
    # Fails for 51019, which is on both sides of a change
    assert not [fips for fips in GAZETTEER if explain_old_code(fips, CHANGES)]


def test_every_change_is_covered_above() -> None:
    # A change that is added to the catalogue must be added here, with its years.
    old = {code for change in CHANGES.changes for code in change.old}
    assert old - set(GAZETTEER) == {
        *(f"090{n:02d}" for n in range(1, 16, 2)),
        *("02261", "46113", "02270", "51515", "51560", "12025", "02201", "02232", "02280"),
    }
    assert len(CHANGES.changes) == 10


def test_no_two_counties_of_today_share_an_old_one() -> None:
    # Fails if a sum over a state could count an old county twice
    for vintage in range(1995, 2025):
        seen = [c for f in GAZETTEER for c in trace_county(f, vintage=vintage,
                                                           changes=CHANGES).codes]  # fmt: skip
        assert len(seen) == len(set(seen))


def test_changes_one_after_the_other_are_followed_back() -> None:
    # Fails if only one change is undone
    made = FipsChanges(
        (
            FipsChange(("48901",), ("48903",), 2000, "took a name", True, "made"),
            FipsChange(("48903", "48905"), ("48903",), 2010, "joined", False, "made"),
            FipsChange(("48903",), ("48907",), 2020, "took another name", True, "made"),
        )
    )
    assert trace_county("48907", vintage=2020, changes=made).codes == ("48907",)
    assert trace_county("48907", vintage=2015, changes=made).codes == ("48903",)
    assert set(trace_county("48907", vintage=2005, changes=made).codes) == {"48903", "48905"}
    assert set(trace_county("48907", vintage=1999, changes=made).codes) == {"48901", "48905"}
