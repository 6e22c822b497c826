"""A name typed for a group of counties: judged, shown, and carried by every link."""

from __future__ import annotations

import html
import json
import re

import pytest

from web.visiting import HOUSTON, Site, query

WESTERN = ("36029", "36063", "36037")
NAME = "Western New York Region"


@pytest.mark.parametrize(
    "path", ["/", "/assessment/", "/map/", "/indicator/poverty/", "/compare/", "/sources/",
             "/resources/", "/map/poverty/"]
)  # fmt: skip
def test_every_link_with_places_carries_the_name(site: Site, path: str) -> None:
    # Fails if one page drops the name from a link or a form
    reply = site.ask(f"{path}{query(*WESTERN, name=NAME)}")
    assert reply.status == 200
    links = [html.unescape(link) for link in re.findall(r'(?:href|action)="([^"]+)"', reply.text)]
    placed = [link for link in links if "place=" in link]
    assert placed
    assert not [link for link in placed if "name=Western+New+York+Region" not in link]
    for form in re.findall(r"<form.*?</form>", reply.text, re.S):
        if 'name="place"' in form:
            assert f'name="name" value="{NAME}"' in form


def test_the_assessment_is_of_that_name_and_lists_the_counties(site: Site) -> None:
    # Fails if the name stands in the address alone
    text = site.ask(f"/assessment/{query(*WESTERN, name=NAME)}").text
    told = f"{NAME} stands for Erie, Niagara and Genesee Counties, NY."
    assert NAME in re.search(r"<h1>(.*?)</h1>", text, re.S)[1]
    assert text.count(told) == 1
    document = json.loads(site.ask(f"/assessment/assessment.json{query(*WESTERN, name=NAME)}").text)
    assert document["area"] == NAME and document["places"] == list(WESTERN)


def test_the_next_visitor_does_not_get_it(site: Site) -> None:
    # Fails if the name outlives the answer that it was typed for
    site.ask(f"/{query(*WESTERN, name=NAME)}")
    assert "Western" not in site.ask(f"/{query(*WESTERN)}").text.replace("“Western", "")


@pytest.mark.parametrize("name", ["Zebulon Quark", "Region 9", "a hub of trafficking"])
def test_a_name_that_cannot_be_printed_is_asked_back(site: Site, name: str) -> None:
    # Fails if what a link holds is printed unjudged
    reply = site.ask(f"/assessment/{query(*WESTERN, name=name)}")
    assert reply.status == 400
    assert "Choose another name" in reply.text and name not in reply.text


def test_an_example_and_a_single_county_keep_their_own(site: Site) -> None:
    # Fails if a demonstration can be renamed by a link
    for places in (HOUSTON, ("48201",)):
        reply = site.ask(f"/assessment/{query(*places, name=NAME)}")
        assert reply.status == 200 and NAME not in reply.text and "name=Western" not in reply.text
