"""src/firstlight/places/suggest.py: near names are offered, few of them, and none is taken."""

from __future__ import annotations

import random

import pytest

from firstlight.base.errors import InputFaults
from firstlight.places import Gazetteer, resolve_places, search_places, suggest_places
from firstlight.places.suggest import _count_edits


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Maricpoa", "Maricopa County, AZ (04013)"),
        ("Maricpoa County, AZ", "Maricopa County, AZ (04013)"),
        ("Hennipen", "Hennepin County, MN (27053)"),
        ("Wahsington County, OR", "Washington County, OR (41067)"),
        ("Hraris", "Harris County, TX (48201)"),
        ("Harris, Texs", "Harris County, TX (48201)"),
        ("Orange, Calif.", "Orange County, CA (06059)"),
        ("Bronks NY", "Bronx County, NY (36005)"),
        ("De Kalb County, GA", "DeKalb County, GA (13089)"),
        ("Saint Charls MO", "St. Charles County, MO (29183)"),
        ("St. Tamany Parish", "St. Tammany Parish, LA (22103)"),
        ("Orleans County, LA", "Orleans Parish, LA (22071)"),  # the wrong word for its kind
        ("Juneau Borough, AK", "Juneau City and Borough, AK (02110)"),
        ("Dona Anna, NM", "Doña Ana County, NM (35013)"),
        ("Anyasco", "Añasco Municipio, PR (72011)"),
        ("Fairfix city, VA", "Fairfax city, VA (51600)"),
        ("Minneapols", "city of Minneapolis, MN (27053)"),
        ("Kanses City, MO", "city of Kansas City, MO (29037, 29047, 29095, 29165)"),
        ("city of Housten, TX", "city of Houston, TX (48157, 48201, 48339)"),
        ("1001", "Autauga County, AL (01001)"),
        ("4013", "Maricopa County, AZ (04013)"),
    ],
)
def test_the_nearest_known_name_comes_first(typed: str, first: str, gazetteer: Gazetteer) -> None:
    # Fails if letters that changed places, a wrong kind or a wrong state hide the name
    offered = [suggestion.label for suggestion in suggest_places(typed, gazetteer)]
    assert offered[0] == first
    assert len(offered) <= 5 and len(set(offered)) == len(offered)


@pytest.mark.parametrize(
    "typed", ["Maricpoa", "Hraris County", "Harris, Texs", "1001", "Bronks NY"]
)
def test_a_near_name_is_asked_about_and_never_taken(typed: str, gazetteer: Gazetteer) -> None:
    # Fails if a single near name is used as if it had been typed
    with pytest.raises(InputFaults, match=r"[Dd]id you mean"):
        resolve_places([typed], gazetteer)


@pytest.mark.parametrize(
    "typed", ["", "  ", ",", "!!!", "xqzvk", "7", "0000", "480201", "٤٠١٣", ", TX"]
)
def test_nothing_near_offers_nothing(typed: str, gazetteer: Gazetteer) -> None:
    # Fails if some county is offered whatever was typed
    assert suggest_places(typed, gazetteer) == ()


def test_a_known_state_keeps_the_others_out(gazetteer: Gazetteer) -> None:
    # Fails if the state that was typed is forgotten
    for typed in ("Washingtn, PA", "Washingtn PA", "Washingtn, Pennsylvania"):
        found = suggest_places(typed, gazetteer)
        assert found and {c.state for near in found for c in near.counties} == {"PA"}


def test_two_letters_that_changed_places_are_found_again(gazetteer: Gazetteer) -> None:
    """With its state, a county of six letters or more is among the five: 300 drawn by lot.

    Fails if the limits let names of that length slip, or cities crowd counties out.
    """
    drawn = random.Random(20260101)
    known = [c for c in gazetteer.counties.values() if len(c.name.split()[0]) > 5]
    lost = []
    for county in drawn.sample(known, 300):
        name = county.name
        at = drawn.randrange(1, 4)
        wrong = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
        if wrong == name or search_places(f"{wrong}, {county.state}", gazetteer):
            continue
        found = suggest_places(f"{wrong}, {county.state}", gazetteer)
        if county not in [c for near in found for c in near.counties]:
            lost.append((wrong, county.full_name))
    assert lost == []


def test_a_code_that_lost_its_zero_is_found_beside_the_ones_it_begins(
    gazetteer: Gazetteer,
) -> None:
    # Fails if 4013 is only the beginning of 40131, or only 04013
    found = [county.fips for county in search_places("4013", gazetteer)]
    assert found[0] == "04013" and "40131" in found
    assert [county.fips for county in search_places("1001", gazetteer)] == ["01001"]


def test_a_state_without_a_comma_narrows_a_search(gazetteer: Gazetteer) -> None:
    # Fails if "Orange CA" finds nothing, or a town that ends with a state's name is lost
    assert search_places("Orange CA", gazetteer)[0].fips == "06059"
    assert search_places("Washington PA", gazetteer)[0].fips == "42125"
    towns = {c.state for c in search_places("Port Washington", gazetteer)}
    assert {"WI", "OH"} & towns


def test_edits_are_counted_as_published() -> None:
    # Fails if a change of two neighbors counts as two, or the count depends on the order
    known = [("", "", 0), ("a", "", 1), ("kitten", "sitting", 3), ("alfalfa", "alaflfa", 1),
             ("ca", "abc", 3), ("maricpoa", "maricopa", 1), ("bronks", "bronx", 2)]  # fmt: skip
    for one, other, edits in known:
        assert _count_edits(one, other) == _count_edits(other, one) == edits
