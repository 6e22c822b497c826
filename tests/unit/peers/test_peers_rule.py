"""src/firstlight/peers: near first, wider only while too few are found, and said in words."""

from __future__ import annotations

import pytest

from firstlight.assessment import open_library
from firstlight.base.place import County
from firstlight.peers import PeerChoice, Standing, choose_peers, read_standings

PLACES = {"TX": ("West South Central", "South"), "OK": ("West South Central", "South"),
          "GA": ("South Atlantic", "South"), "OH": ("East North Central", "Midwest"),
          "PR": ("", "")}  # fmt: skip


def made(fips: str, state: str, residents: int | None, rural_urban: int | None) -> Standing:
    county = County(fips, f"County {fips}", state, "2024", residents)
    return Standing(county, residents, rural_urban, *PLACES[state], None, None, None)


def choose(*standings: Standing, wanted: int = 2) -> PeerChoice:
    by_code = {standing.county.fips: standing for standing in standings}
    first = standings[0].county.fips
    return choose_peers(first, by_code, wanted=wanted, largest_ratio=2.0)


def codes(choice: PeerChoice) -> list[str]:
    return [peer.standing.county.fips for peer in choice.peers]


OWN = made("48001", "TX", 1000, 4)


def test_the_own_division_comes_before_a_nearer_number_of_residents_elsewhere() -> None:
    """Fails when circles are joined and only the number of residents decides."""
    choice = choose(OWN, made("39001", "OH", 1000, 4), made("40001", "OK", 1900, 4), wanted=1)
    assert codes(choice) == ["40001"]
    assert choice.peers[0].why == "same division, same class"
    assert choice.said == ()


def test_half_and_twice_are_equally_far_and_the_lower_code_breaks_the_tie() -> None:
    """Fails when residents are compared by difference, or a tie depends on the order of a file."""
    choice = choose(OWN, made("48009", "TX", 2000, 4), made("48005", "TX", 500, 4), wanted=2)
    assert codes(choice) == ["48005", "48009"]
    assert [round(peer.ratio, 1) for peer in choice.peers] == [0.5, 2.0]


def test_beyond_twice_the_residents_is_no_peer_until_the_last_circle() -> None:
    """Fails when the limit of size is forgotten, or widening past it is not said."""
    far = made("48009", "TX", 5000, 4)
    near = made("39001", "OH", 900, 5)
    choice = choose(OWN, far, near, wanted=2)
    assert codes(choice) == ["39001", "48009"]
    assert choice.peers[0].why == "another region, one class more rural"
    assert any("quite another size" in said for said in choice.said)
    assert any("the whole country" in said for said in choice.said)


def test_a_place_outside_every_region_takes_its_own_territory_and_says_so() -> None:
    """Fails when Puerto Rico's empty region is taken for a region that others are in too."""
    own = made("72001", "PR", 1000, 4)
    choice = choose(own, made("72003", "PR", 1500, 4), made("48003", "TX", 1000, 4), wanted=1)
    assert codes(choice) == ["72003"]
    assert choice.peers[0].why == "same territory, same class"
    assert "none of the Census Bureau" in choice.said[0]


@pytest.mark.parametrize(("residents", "rural_urban"), [(None, 4), (1000, None)])
def test_without_a_class_or_residents_there_are_no_peers_and_a_reason(
    residents: int | None, rural_urban: int | None
) -> None:
    """Fails when a missing class or number is taken for 0."""
    choice = choose(made("48001", "TX", residents, rural_urban), made("48003", "TX", 1000, 4))
    assert choice.peers == ()
    assert "is among our data" in choice.why_not
    nobody = choose(OWN, made("48003", "TX", residents, rural_urban))
    assert nobody.peers == () and nobody.why_not


@pytest.fixture(scope="module")
def standings() -> dict[str, Standing]:
    library = open_library()
    return dict(read_standings(library.pack, library.gazetteer.counties.values()))


def test_every_county_of_the_country_has_five_peers_and_each_has_a_reason(
    standings: dict[str, Standing],
) -> None:
    """Fails when a release leaves counties without a class, or a circle gives a county itself."""
    for fips in sorted(standings)[::37]:
        choice = choose_peers(fips, standings, wanted=5, largest_ratio=2.0)
        found = codes(choice)
        assert len(set(found)) == 5 and fips not in found, fips
        assert all(
            abs(p.standing.rural_urban - choice.county.rural_urban) <= 1 for p in choice.peers
        )
        sized = [p for p in choice.peers if "whatever size" not in p.circle]
        assert all(0.5 <= peer.ratio <= 2.0 for peer in sized)


def test_the_known_peers_of_harris_county(standings: dict[str, Standing]) -> None:
    """By hand from the two files: two of its region and class within half and twice, then three."""
    choice = choose_peers("48201", standings, wanted=5, largest_ratio=2.0)
    assert codes(choice) == ["48113", "12086", "17031", "04013", "06073"]
    assert standings["48201"].rural_urban == 1 and standings["48201"].residents == 4835125
