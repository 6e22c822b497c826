"""src/firstlight/places/resolve.py: what a person types, and never a guess."""

from __future__ import annotations

import pytest

from firstlight.base.errors import InputFaults
from firstlight.base.words import count_in_words
from firstlight.places import (
    Gazetteer,
    give_name,
    name_area,
    resolve_places,
    search_places,
)


def told(texts: list[str], gazetteer: Gazetteer) -> str:
    with pytest.raises(InputFaults) as caught:
        resolve_places(texts, gazetteer)
    return str(caught.value)


@pytest.mark.parametrize(
    ("typed", "fips"),
    [
        ("27053", "27053"),
        (" 27053 ", "27053"),
        ("01001", "01001"),
        ("0500000US27053", "27053"),
        ("Hennepin, MN", "27053"),
        ("hennepin,mn", "27053"),
        ("HENNEPIN COUNTY, MINNESOTA", "27053"),
        ("Hennepin  County ,  mn", "27053"),
        ("Hennepin", "27053"),  # no other county and no city has the name
        ("Doña Ana, NM", "35013"),
        ("Dona Ana County, New Mexico", "35013"),
        ("Do\u0303na Ana, NM", "35013"),  # an accent typed on the wrong letter
        ("Prince George’s, MD", "24033"),
        ("prince georges, md", "24033"),
        ("St. Johns, FL", "12109"),
        ("Saint Johns County, FL", "12109"),
        ("St Johns County, Florida", "12109"),
        ("Ste. Genevieve, MO", "29186"),
        ("Sainte Genevieve, MO", "29186"),
        ("Miami-Dade, FL", "12086"),
        ("Miami Dade, FL", "12086"),
        ("Anchorage, AK", "02020"),
        ("Juneau City and Borough, AK", "02110"),
        ("Orleans Parish, LA", "22071"),
        ("Fairfax County, VA", "51059"),
        ("Fairfax city, VA", "51600"),
        ("Alexandria, VA", "51510"),
        ("Baltimore city, MD", "24510"),
        ("City of Baltimore, MD", "24510"),
        ("Baltimore County, MD", "24005"),
        ("James City County, VA", "51095"),
        ("Carson City, NV", "32510"),
        ("Capitol Planning Region, CT", "09110"),
        ("Capitol, CT", "09110"),
        ("San Juan, PR", "72127"),
        ("Añasco, Puerto Rico", "72011"),
        ("Hennepin MN", "27053"),
        ("Orange CA", "06059"),
        ("orange county california", "06059"),
        ("St Joseph Indiana", "18141"),
        ("Dona Ana NM", "35013"),
        ("Anasco PR", "72011"),
        ("Anasco Municipio", "72011"),
        ("Orleans Parish Louisiana", "22071"),
        ("Matanuska Susitna AK", "02170"),
        ("Ketchikan Gateway Borough AK", "02130"),
        ("Fairfax city VA", "51600"),
        ("Washington District of Columbia", "11001"),
        ("DC", "11001"),
        ("District of Columbia", "11001"),
    ],
)
def test_one_county_is_meant(typed: str, fips: str, gazetteer: Gazetteer) -> None:
    # Fails if accents, saints, kinds or independent cities are read another way
    assert resolve_places([typed], gazetteer).fips == (fips,)


def test_a_name_without_its_state_is_said_back(gazetteer: Gazetteer) -> None:
    # Fails if the program understands something and does not say what
    area = resolve_places(["Hennepin"], gazetteer)
    assert area.said == ("“hennepin” is taken as Hennepin County, MN.",)
    assert resolve_places(["Hennepin, MN"], gazetteer).said == ()


@pytest.mark.parametrize(
    ("typed", "fips", "county"),
    [
        ("Minneapolis, MN", ("27053",), "Hennepin County"),
        ("Kansas City, MO", ("29037", "29047", "29095", "29165"), "Platte County"),
        ("City of Houston, TX", ("48157", "48201", "48339"), "Montgomery County"),
        ("Wayne City, IL", ("17191",), "Wayne County"),  # not the city of Wayne
        ("Union City, OH", ("39037",), "Darke County"),
    ],
)
def test_a_city_stands_for_its_polices_counties_and_says_so(
    typed: str, fips: tuple[str, ...], county: str, gazetteer: Gazetteer
) -> None:
    # Fails if `Wayne City` is read as the city of Wayne, or nothing is said of the counties
    area = resolve_places([typed], gazetteer)
    assert area.fips == fips
    (said,) = area.said
    assert county in said and "by the FBI’s list of agencies" in said


@pytest.mark.parametrize(
    ("typed", "candidates"),
    [
        (
            "Houston, TX",
            ["Houston County, TX (48225)", "city of Houston, TX (48157, 48201, 48339)"],
        ),
        ("Kansas City", ["city of Kansas City, KS (20209)", "city of Kansas City, MO (29037"]),
        ("Baltimore, MD", ["Baltimore County, MD (24005)", "city of Baltimore, MD (24510)"]),
        ("Fairfax, VA", ["Fairfax County, VA (51059)", "Fairfax city, VA (51600)"]),
        ("St. Louis, MO", ["St. Louis County, MO (29189)", "city of St. Louis, MO (29510)"]),
        ("Richmond, VA", ["Richmond County, VA (51159)", "city of Richmond, VA (51760)"]),
        ("Texas", ["Texas County, MO (29215)", "Texas County, OK (40139)"]),
        ("Washington", ["Washington County, AL (01129)", "and 32 more"]),
    ],
)
def test_what_can_mean_several_places_is_asked_back(
    typed: str, candidates: list[str], gazetteer: Gazetteer
) -> None:
    # Fails if the first, the largest or the county wins in silence
    words = told([typed], gazetteer)
    assert "can mean" in words
    for candidate in candidates:
        assert candidate in words


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("09001", ["Connecticut", "in 2022", "09110", "09190 Western Connecticut"]),
        ("02261", ["Valdez-Cordova", "02063", "02066"]),
        ("46113", ["Oglala Lakota", "46102"]),
        ("51515", ["Bedford", "51019"]),
        ("12025", ["Miami-Dade", "12086"]),
        ("0500000US09001", ["09110"]),
        ("48202", ["no county of today", "48201 Harris County, TX"]),
        ("99999", ["no county of today", "Search for it by its name"]),
        ("1001", ["zeros", "did you mean Autauga County, AL (01001)?"]),
        ("0101", ["zeros", "01001"]),  # 00101 is nowhere
        ("7", ["five digits"]),
        ("TX", ["is a state", "Anderson County, TX"]),
        ("Minnesota", ["is a state", "Aitkin County, MN"]),
        ("Puerto Rico", ["is a state"]),
        ("Hennepn, MN", ["not known", "Hennepin County, MN (27053)"]),
        ("Hennepin MI", ["not known"]),
        ("Hennepin, TX", ["not known"]),
        ("", ["not known"]),
        ("  ", ["not known"]),
        ("!!!", ["not known"]),
        ("480201", ["not known"]),
    ],
)
def test_what_is_not_known_is_told_with_a_way_on(
    typed: str, words: list[str], gazetteer: Gazetteer
) -> None:
    # Fails if an old code is only unknown, or a code that lost its zeros is padded in silence
    said = told([typed], gazetteer)
    for word in words:
        assert word in said
    assert "Hennepin County, MN (27053); Hennepin County, MN" not in said


def test_all_faults_come_at_once(gazetteer: Gazetteer) -> None:
    # Fails if the first unknown place hides the others
    with pytest.raises(InputFaults) as caught:
        resolve_places(["Nowhere, TX", "48201", "09001", "Houston, TX"], gazetteer)
    assert len(caught.value.faults) == 3
    with pytest.raises(InputFaults, match="No place was named"):
        resolve_places([], gazetteer)


def test_a_county_named_twice_is_in_the_area_once(gazetteer: Gazetteer) -> None:
    area = resolve_places(["48201", "Harris, TX", "City of Houston, TX"], gazetteer)
    assert area.fips == ("48201", "48157", "48339")
    assert area.name == "Harris, Fort Bend and Montgomery Counties, TX"


@pytest.mark.parametrize(
    ("codes", "name"),
    [
        (["36029", "36063", "36037"], "Erie, Niagara and Genesee Counties, NY"),
        (["36029", "36063", "42123"], "Erie and Niagara Counties, NY and Warren County, PA"),
        (["36029", "42123"], "Erie County, NY and Warren County, PA"),
        (["36029", "42123", "39007"],
         "Erie County, NY, Warren County, PA and Ashtabula County, OH"),
        (["22071", "22051"], "Orleans and Jefferson Parishes, LA"),
        (["51059", "51600"], "Fairfax County and Fairfax city, VA"),
        (["36029", "36063", "36037", "36073", "36121"],
         "the area of Erie County, NY and four other counties"),
    ],
)  # fmt: skip
def test_a_nameless_group_is_named_by_its_counties(
    gazetteer: Gazetteer, codes: list[str], name: str
) -> None:
    # Fails if counties that fit are counted, or a kind or a state is said for each
    assert resolve_places(codes, gazetteer).name == name


def test_a_typed_name_lists_its_counties_once_and_leaves_the_places(gazetteer: Gazetteer) -> None:
    # Fails if the name takes the place of the codes, or nothing says what it stands for
    area = resolve_places(["36029", "36063", "36037"], gazetteer)
    named = give_name(area, "The  Western New York Region")
    assert named.name == "the Western New York Region" and named.fips == area.fips
    told = "The Western New York Region stands for Erie, Niagara and Genesee Counties, NY."
    assert named.said == (told,)


def test_a_named_area_is_known_by_its_name_and_by_its_counties(gazetteer: Gazetteer) -> None:
    by_name = resolve_places(["lower rio grande valley"], gazetteer)
    by_codes = resolve_places(["48061", "48489", "48427", "48215"], gazetteer)
    assert by_name.name == by_codes.name == "the Lower Rio Grande Valley area"
    assert set(by_name.fips) == set(by_codes.fips)


def test_every_county_resolves_to_itself_by_its_full_name(gazetteer: Gazetteer) -> None:
    # All 3,222, none ambiguous today. Fails if a city or another county takes its name.
    assert len(gazetteer.counties) == 3222
    wrong = []
    for fips, county in gazetteer.counties.items():
        state = gazetteer.states.names[county.state]
        for typed in (county.full_name, f"{county.name}, {state}".upper(), fips):
            try:
                area = resolve_places([typed], gazetteer)
            except InputFaults:
                wrong.append(typed)
            else:
                if area.fips != (fips,) or area.said:
                    wrong.append(typed)
    assert wrong == []


def test_every_city_resolves_to_its_counties_or_is_asked_back(gazetteer: Gazetteer) -> None:
    # Fails if a city is read as another city
    asked = 0
    for (_, state), city in gazetteer.cities.items():
        try:
            area = resolve_places([f"{city.name}, {state}"], gazetteer)
        except InputFaults as error:
            asked += 1
            assert f"city of {city.name}, {state}" in str(error)
        else:
            assert set(area.fips) == set(city.fips)
    assert (asked, len(gazetteer.cities)) == (236, 11_325)


def test_search_puts_the_exact_name_and_the_largest_first(gazetteer: Gazetteer) -> None:
    names = [county.full_name for county in search_places("harris", gazetteer)]
    assert names[0] == "Harris County, TX"
    assert "Harrison County, MS" in names
    assert [c.fips for c in search_places("4820", gazetteer)][:2] == ["48201", "48203"]
    assert search_places("", gazetteer) == () == search_places(" , TX", gazetteer)
    assert len(search_places("a", gazetteer, at_most=7)) == 7


def test_numbers_in_words(gazetteer: Gazetteer) -> None:
    # Names of areas stand in plain words, where no digit may.
    words = [count_in_words(number) for number in (0, 1, 9, 19, 20, 21, 40, 99, 100, 254)]
    assert words == ["no", "one", "nine", "nineteen", "twenty", "twenty-one", "forty",
                     "ninety-nine", "many", "many"]  # fmt: skip
    texas = gazetteer.of_state("TX")
    assert name_area(texas, gazetteer) == "the area of Harris County, TX and many other counties"
    assert not any(sign.isdigit() for sign in name_area(texas[:40], gazetteer))
