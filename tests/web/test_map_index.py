"""The page of all maps: what each shows, of when, for how much of the area; nothing of crime."""

from __future__ import annotations

import datetime
import html
import re

import pytest

from drawings import drawn_together
from firstlight.assessment import MapCoverage, assess, open_library, why_not_mapped
from firstlight.base.words import count_in_words
from firstlight.catalogue import read_catalogue
from firstlight.places import resolve_places
from firstlight_web.pages import maps
from web.visiting import HOUSTON, Site, query

ROW = re.compile(r"<tr><th scope=\"row\">(.*?)</tr>", re.S)


def rows_of(page: str) -> dict[str, str]:
    """The words of each row by the label of its map."""
    found = {}
    for row in ROW.findall(page):
        label = html.unescape(re.sub(r"<[^>]+>", "", row.partition("</th>")[0]))
        found[label] = html.unescape(re.sub(r"<[^>]+>", "|", row))
    return found


def test_every_map_that_can_be_drawn_is_listed_with_its_period_and_its_badge(site: Site) -> None:
    """Fails if a map is missing, one that is never drawn is listed, or a badge is left out."""
    library = open_library()
    rows = rows_of(site.ask(f"/map/{query(*HOUSTON)}").text)
    mapped = [i for i in library.catalogue.indicators.values() if not why_not_mapped(library, i.id)]
    assert set(rows) == {entry.label for entry in mapped}
    for entry in mapped:
        words = rows[entry.label]
        assert ("Context, never scored" in words) == (not entry.scored)
        assert ("Weak evidence" in words) == entry.evidence_strength.startswith("weak")
        assert entry.period in words.replace("–", "-")


def test_how_many_counties_have_a_number_is_what_the_assessment_shows(site: Site) -> None:
    """A second way: the figures of the whole assessment, county by county.

    Fails if a range, a hidden count or a blank is counted as a number.
    """
    library = open_library()
    area = resolve_places(HOUSTON, library.gazetteer)
    made = assess(area, library=library, made_on=datetime.date(2026, 11, 22))
    rows = rows_of(site.ask(f"/map/{query(*HOUSTON)}").text)
    compared = 0
    for indicator in library.catalogue.indicators.values():
        figures = [made.figures.get(f"{indicator.id}.{fips}") for fips in HOUSTON]
        if indicator.label not in rows or None in figures:
            continue
        known = sum(figure.quantity.has_number for figure in figures if figure)
        compared += 1
        first = "All ten" if known == 10 else "None of ten" if known == 0 else None
        first = first or f"{count_in_words(known, capital=True)} of ten"
        assert f"|{first} counties" in rows[indicator.label], indicator.id
    assert compared > 30


@pytest.mark.parametrize(
    ("known", "ranged", "counties", "said"),
    [
        (1, 0, 1, "It has a number"),
        (0, 1, 1, "A range only"),
        (0, 0, 1, "No number"),
        (10, 0, 10, "All ten counties"),
        (0, 0, 10, "None of ten counties"),
        (3, 7, 10, "Three of ten counties; seven with a range only"),
        (0, 2, 4, "None of four counties; two with a range only"),
        (63, 0, 64, "Sixty-three of sixty-four counties"),
    ],
)
def test_coverage_in_words(known: int, ranged: int, counties: int, said: str) -> None:
    # Fails if a range is told as a number, or a blank as none
    assert maps.say_coverage(MapCoverage(known, ranged, counties)) == said


def test_without_a_place_it_says_how_to_choose_one(site: Site) -> None:
    """Fails if the page is a dead end, or leads to a map that has no place."""
    text = site.ask("/map/").text
    assert "Choose a place first" in text and 'class="button" href="/"' in text
    assert not re.search(r'href="/map/[a-z_0-9]+/', text)
    assert f"/map/{query(*HOUSTON)}".replace("&", "&amp;") in text
    assert "Has a number" not in text


def test_every_page_leads_to_the_maps_and_the_maps_to_the_area(site: Site) -> None:
    """Fails if the head of the page forgets the maps, or the maps forget the place."""
    for path in ("/", "/sources/", "/resources/", "/nowhere/"):
        assert '<a href="/map/"' in site.ask(path).text, path
    text = site.ask(f"/map/{query('48201')}").text
    assert "/assessment/?place=48201" in text
    assert '/map/?place=48201" aria-current="page"' in text
    assert '/map/?place=48201"' in site.ask(f"/map/poverty/{query('48201')}").text


def test_an_unknown_place_is_asked_back(site: Site) -> None:
    """Fails if the index takes a misspelled place for none."""
    reply = site.ask(f"/map/{query('Maricpoa')}")
    assert reply.status == 404 and "Maricopa County, AZ" in reply.text


def test_no_record_of_crime_is_listed_as_a_map(site: Site) -> None:
    """Fails if arrests or cases become a map, or stand drawn beside who people are."""
    text = site.ask(f"/map/{query(*HOUSTON)}").text
    catalogue = read_catalogue()
    assert drawn_together(text, catalogue) == []
    for shelf in maps.list_shelves(None):
        recorded = shelf.parameter.number in (2, 4)
        assert bool(shelf.why_none) == (not shelf.groups)
        assert not (recorded and shelf.groups)
    assert text.count("never mapped here") == 2


def test_a_context_map_carries_its_badge_on_its_own_page(site: Site) -> None:
    """Fails if a map of homes without a vehicle looks like one of what may be scored."""
    assert "Context, never scored" in site.ask(f"/map/no_vehicle/{query('48201')}").text
    assert "Context, never scored" not in site.ask(f"/map/poverty/{query('48201')}").text


NEVER_MAPPED = [
    measure.id
    for measure in read_catalogue().indicators.values()
    if measure.factor in read_catalogue().never_scored.never_mapped
]


@pytest.mark.parametrize("measure", NEVER_MAPPED)
def test_who_people_are_has_no_map_and_the_page_says_why(site: Site, measure: str) -> None:
    """Fails when a measure whose sheet says "never mapped" is drawn, listed or linked as a map."""
    catalogue = read_catalogue()
    why = catalogue.never_scored.never_mapped[catalogue.indicators[measure].factor]
    for place in (query("04013"), query("48301", extent="state"), query(*HOUSTON)):
        reply = site.ask(f"/map/{measure}/{place}")
        assert reply.status == 404
        assert why in reply.text
        assert f"/indicator/{measure}/" in reply.text
        assert 'class="map' not in reply.text
    assert f"/map/{measure}/" not in site.ask(f"/map/{query('04013')}").text
    assert f"/map/{measure}/" not in site.ask(f"/map/poverty/{query('04013')}").text
    assert f"/map/{measure}/" not in site.ask(f"/indicator/{measure}/{query('04013')}").text


def test_the_sheets_and_the_maps_agree(site: Site) -> None:
    """Fails when a group whose sheet says "never mapped" has a size with a map."""
    catalogue = read_catalogue()
    sizes = {
        size.figure for group in catalogue.populations if group.context for size in group.sizes
    }
    assert {"limited_english", "moved_from_abroad"} <= sizes <= set(NEVER_MAPPED)
    assert {"foreign_born", "international_migration", "personal_services"} <= set(NEVER_MAPPED)
    assert not {entry.id for entry in maps.list_mapped()} & set(NEVER_MAPPED)
    assert "Never mapped" in site.ask(f"/map/{query('04013')}").text
