"""Whatever is typed, places are found or told back in plain words; nothing else comes out."""

from __future__ import annotations

import functools

from hypothesis import example, given, settings
from hypothesis import strategies as st

from firstlight.base.errors import InputFaults
from firstlight.catalogue import read_catalogue
from firstlight.pack import open_pack
from firstlight.places import Gazetteer, read_gazetteer, resolve_places, search_places

same_every_time = settings(derandomize=True, deadline=None, max_examples=150, database=None)


@functools.cache
def gazetteer() -> Gazetteer:
    return read_gazetteer(open_pack(read_catalogue()))


# Text of any kind, and text that is nearly a place.
pieces = st.sampled_from(
    ["Harris", "County", "city", "city of ", "St. ", "Saint ", "Doña", "TX", "Texas", ",", " ", "-",
     "’", "0500000US", "48201", "09001", "0", "٤٨٢٠١", "²", "\u0303", "\x00", "Washington", "ß"]
)  # fmt: skip
near = st.lists(pieces, max_size=6).map("".join)
anything = st.text(max_size=120) | near
MARKER = "\u2603\u2603not a place of anybody\u2603\u2603"


@same_every_time
@example("٤٨٢٠١")
@example("².,²")
@example(",")
@example("city of ")
@example(", TX")
@example("0500000US")
@example("\ud800")
@given(typed=anything)
def test_any_text_is_resolved_or_told_back(typed: str) -> None:
    # Fails with any crash, or with an area whose counties are not of today
    try:
        area = resolve_places([typed], gazetteer())
    except InputFaults as error:
        assert all(fault.what and fault.do for fault in error.faults)
    else:
        assert set(area.fips) <= set(gazetteer().counties)
        assert not any(sign.isdigit() for sign in area.name)


@same_every_time
@given(typed=st.text(min_size=60, max_size=400), times=st.integers(1, 30))
def test_no_more_than_eighty_characters_are_echoed(typed: str, times: int) -> None:
    # Fails if a page of text that was pasted by mistake is printed back
    long = f"{MARKER}{typed}" * times
    try:
        resolve_places([long], gazetteer())
    except InputFaults as error:
        told = str(error)
        cut = " ".join(long.split())
        assert cut[:81] not in told
        if "“" in told:
            assert len(told.split("“")[1].split("” ")[0]) <= 80
    else:
        raise AssertionError("this is no place")


@settings(same_every_time, max_examples=50)
@given(texts=st.lists(near, min_size=2, max_size=4))
def test_faults_are_those_of_each_text_by_itself(texts: list[str]) -> None:
    # Fails if one fault hides another, or one good place heals a bad one
    alone = []
    for typed in texts:
        try:
            resolve_places([typed], gazetteer())
        except InputFaults as error:
            alone.extend(error.faults)
    try:
        resolve_places(texts, gazetteer())
    except InputFaults as error:
        assert list(error.faults) == alone
    else:
        assert alone == []


@same_every_time
@given(seeds=st.lists(st.integers(0, 3221), min_size=1, max_size=8))
def test_an_area_has_the_counties_named_in_order_and_once(seeds: list[int]) -> None:
    codes = [list(gazetteer().counties)[seed] for seed in seeds]
    area = resolve_places(codes, gazetteer())
    assert list(area.fips) == list(dict.fromkeys(codes))


@same_every_time
@given(typed=anything, at_most=st.integers(1, 60))
def test_searching_gives_counties_once_and_no_more_than_asked(typed: str, at_most: int) -> None:
    found = search_places(typed, gazetteer(), at_most=at_most)
    codes = [county.fips for county in found]
    assert len(codes) == len(set(codes)) <= at_most
