"""src/firstlight/indicators/each.py: in bulk gives what one by one gives."""

from __future__ import annotations

import pytest

from firstlight.assessment import Library, make_national_profile, open_library
from firstlight.base.observation import Observation
from firstlight.base.place import Place, PlaceKind
from firstlight.catalogue.entries import Column
from firstlight.indicators import compute_for_area
from firstlight.indicators.protected import round_as_printed
from firstlight.sources import observe_county


@pytest.fixture(scope="module")
def library() -> Library:
    return open_library()


def test_every_county_in_bulk_is_the_county_alone(library: Library) -> None:
    """Value, margin, and who has none. Fails when bulk reading skips a hiding rule or a code."""
    profile = make_national_profile(library)
    traps = ["09110", "46102", "02158", "02063", "15005", "48301", "35039"]
    codes = [*list(library.gazetteer.counties)[::23], *traps]
    for name, each in profile.each.items():
        indicator = library.catalogue.indicators[name]
        for fips in codes:
            if fips.startswith("72"):
                continue

            def observe(column: Column, code: str, additive: bool) -> Observation:
                return observe_county(library.pack, column, code, additive=additive)

            alone = compute_for_area(
                indicator,
                place=Place(PlaceKind.COUNTY, fips, fips),
                counties={fips: fips},
                observe=observe,
                limits=library.limits,
            )
            together = each.quantities.get(fips)
            assert (together is not None) == alone.quantity.has_number, (name, fips)
            if together is not None:
                assert round_as_printed(indicator, together).value == alone.quantity.value
                assert together.margin == alone.quantity.margin
                cited = {(a.file, a.row, a.column) for a in each.cite([fips])}
                assert {(a.file, a.row, a.column) for a in alone.made_from} <= cited


def test_only_counties_with_every_condition_are_compared(library: Library) -> None:
    """Fails when a county with a hidden condition is scored, which would give it away."""
    profile = make_national_profile(library)
    assert 2000 < len(profile.counties) < 3144
    for fips in profile.counties:
        assert all(fips in each.quantities for each in profile.each.values())
    assert profile.ranges is not None and profile.ranges.n == len(profile.counties)
