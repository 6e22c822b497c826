"""src/firstlight/places: the gazetteer, federal districts and Continuums of Care."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from firstlight.base.county_names import plain, without_kind
from firstlight.pack import Pack
from firstlight.places import Gazetteer, read_continuums, read_districts

HOUSTON = (
    "48015", "48039", "48071", "48157", "48167", "48201", "48291", "48339", "48407", "48473",
)  # fmt: skip


def test_the_gazetteer_has_every_county_with_its_residents(gazetteer: Gazetteer) -> None:
    # Fails if residents are joined by row and not by code
    assert len(gazetteer.counties) == 3222
    assert gazetteer.counties["48201"].residents == 4_835_125
    assert all(county.residents for county in gazetteer.counties.values())
    by_state = {state: gazetteer.of_state(state) for state in gazetteer.states.names}
    nation = [c for state, counties in by_state.items() if state != "PR" for c in counties]
    assert sum(c.residents or 0 for c in nation) == 334_914_895  # vintage 2023
    assert sum(c.residents or 0 for c in by_state["PR"]) == 3_272_382  # ACS 2018-2022
    assert len(gazetteer.of_state("CT")) == 9
    assert len(gazetteer.of_state("PR")) == 78


@pytest.mark.parametrize(
    ("typed", "bare"),
    [
        ("Doña Ana", "dona ana"),
        ("St. Mary’s", "st marys"),
        ("Saint Mary's", "st marys"),
        ("Sainte Genevieve", "ste genevieve"),
        ("Miami–Dade", "miami dade"),
        ("  Lac   qui Parle ", "lac qui parle"),
        ("DE KALB", "de kalb"),
        ("Saintsbury", "saintsbury"),  # no saint
    ],
)
def test_plain_names(typed: str, bare: str) -> None:
    assert plain(typed) == bare
    assert plain(plain(typed)) == plain(typed)


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("harris county", "harris"),
        ("juneau city and borough", "juneau"),
        ("chugach census area", "chugach"),
        ("baltimore city", "baltimore"),
        ("charles city county", "charles city"),
        ("county", "county"),
    ],
)
def test_the_word_for_the_kind_comes_off_once(name: str, bare: str) -> None:
    # Fails if "Charles City County" loses both words, or "Census Area" only its last
    assert without_kind(name) == bare


def test_districts_of_the_houston_area(pack: Pack) -> None:
    # Liberty lies in the Eastern District. Fails if an area is given one district.
    districts = {d.name: set(d.counties) for d in read_districts(pack, HOUSTON)}
    assert len(districts) == 2
    eastern = next(name for name in districts if "East" in name)
    assert districts[eastern] == {"48291"}
    assert set().union(*districts.values()) == set(HOUSTON)


def test_every_county_of_the_states_and_dc_has_a_district(pack: Pack, gazetteer: Gazetteer) -> None:
    # Fails if new codes were not brought into the table, as Connecticut's regions
    districts = read_districts(pack, list(gazetteer.counties))
    placed = {fips for district in districts for fips in district.counties}
    missing = set(gazetteer.counties) - placed
    assert {fips[:2] for fips in missing} == {"72"}
    assert len(districts) == 90  # 94 districts less those of the island areas and Puerto Rico
    assert all(district.made_from for district in districts)
    assert {fips for district in districts for fips in district.split}


def test_continuums_of_care_are_read_once_and_say_how_far_they_reach(pack: Pack) -> None:
    # Fails if a Continuum of several counties stands once for each
    continuums = read_continuums(pack, HOUSTON, smallest_percent=1)
    numbers = [coc.number for coc in continuums]
    assert len(numbers) == len(set(numbers))
    reach = {coc.number: coc.counties_in_all for coc in continuums}
    assert reach["TX-607"] > 200
    main = next(coc for coc in continuums if coc.number == "TX-700")
    assert "48201" in main.counties
    assert {address.column for address in main.made_from} == {"coc_number", "n_counties_in_coc"}


def test_a_sliver_of_a_county_brings_no_continuum(pack: Pack) -> None:
    # Harris has 0.18 percent of its residents in TX-607. Fails if the share is not looked at.
    small = {coc.number for coc in read_continuums(pack, ["48201"], smallest_percent=0)}
    assert small == {"TX-700", "TX-607"}
    kept = {coc.number for coc in read_continuums(pack, ["48201"], smallest_percent=1)}
    assert kept == {"TX-700"}


def test_continuums_of_every_county_can_be_read(pack: Pack, gazetteer: Gazetteer) -> None:
    # Fails with a crash on a blank number, or gives Connecticut's regions a Continuum of 2017
    for fips in gazetteer.counties:
        continuums = read_continuums(pack, [fips], smallest_percent=1)
        assert all(coc.counties_in_all >= 1 for coc in continuums)
        if fips.startswith("091"):
            assert continuums == ()
    assert [
        coc.number for coc in read_continuums(pack, ["46102"], smallest_percent=1)
    ]  # by its code of today


def test_county_names_are_those_of_the_received_gazetteer(
    received: Path, gazetteer: Gazetteer
) -> None:
    # A second reader. Fails if an accent is lost on the way.
    file = received / "public/geography/county_gazetteer_2024.csv"
    with file.open(encoding="utf-8", newline="") as text:
        rows = {row["fips"]: row for row in csv.DictReader(text)}
    assert {fips: (c.name, c.state) for fips, c in gazetteer.counties.items()} == {
        fips: (row["county_name"], row["state_abbr"]) for fips, row in rows.items()
    }
    assert gazetteer.counties["35013"].name == "Doña Ana County"
