"""No page of the site draws who people are beside records of crime."""

from __future__ import annotations

import pytest

from drawings import Drawings, drawn_together
from firstlight.catalogue import read_catalogue
from web.visiting import PAGES, Site


@pytest.mark.parametrize("name", PAGES)
def test_no_page_draws_who_people_are_beside_records_of_crime(name: str, site: Site) -> None:
    """Fails when a map of newcomers or language stands on a page with one of arrests or cases."""
    page = site.ask(PAGES[name]).text
    assert drawn_together(page, read_catalogue()) == []


def test_the_map_of_a_page_is_read(site: Site) -> None:
    """Fails when the site draws its maps in another way, which no test would look at."""
    reader = Drawings()
    reader.feed(site.ask(PAGES["assessment"]).text)
    assert reader.found
