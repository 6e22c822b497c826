"""What is large says of itself in one line what it is."""

from __future__ import annotations

import datetime

from firstlight.assessment import Library, assess
from firstlight.places import resolve_places
from firstlight.report import read_boundaries

LONGEST = 300


def test_what_is_large_says_so_in_one_line(library: Library) -> None:
    """Fails when a large object writes itself out: a failed test prints its arguments, and the
    library of one written out took 18 GB; a log would hold whole tables."""
    made = assess(
        resolve_places(["48301"], library.gazetteer),
        library=library,
        made_on=datetime.date(2026, 11, 22),
    )
    large = (
        *(library, library.pack, library.catalogue, library.gazetteer, library.targets, made),
        *library.releases.values(),
        *library.profiles.values(),
        *(each for profile in library.profiles.values() for each in profile.each.values()),
        library.pack.table("acs_2018_poverty", "counties"),
        read_boundaries(library.pack),
    )
    assert len(large) > 60
    for thing in large:
        written = repr(thing)
        assert written.startswith(type(thing).__name__) and len(written) < LONGEST
