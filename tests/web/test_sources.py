"""What the pages are made of: no script, no style in an element, nothing from outside."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import firstlight_web
from firstlight.report import parts_folder
from web.reading import Page
from web.visiting import PAGES, Site, query

SITE = Path(firstlight_web.__file__).parent
FILES = sorted(
    file
    for folder in (parts_folder(), SITE)
    for file in folder.rglob("*")
    if file.suffix in (".html", ".css", ".svg")
)
SVG_NAME = 'xmlns="http://www.w3.org/2000/svg"'  # a name, not an address


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_no_template_and_no_style_names_an_outside_host(file: Path) -> None:
    text = file.read_text(encoding="utf-8").replace(SVG_NAME, "")
    assert not re.findall(r"(?:https?:)?//[a-z0-9]", text, flags=re.IGNORECASE)
    assert "@import" not in text


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_no_template_holds_a_script_or_a_style_attribute(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert not re.findall(r"<script|javascript:|\son[a-z]+=|\sstyle=", text, flags=re.IGNORECASE)


def check_addresses(page: Page) -> None:
    for tag, attributes in page.elements:
        assert tag not in ("script", "iframe", "object", "embed", "base"), tag
        assert "style" not in attributes
        assert not [name for name in attributes if name.startswith("on")]
        for name in ("href", "src", "action", "srcset", "poster", "data"):
            address = attributes.get(name)
            if address is None or address.startswith(("#", "/")) or tag == "data":
                continue
            # a publisher's address, beside evidence, for a person to follow
            assert tag == "a" and name == "href" and attributes.get("rel") == "noreferrer"


@pytest.mark.parametrize("name", PAGES)
def test_no_page_reaches_outside_on_its_own(site: Site, name: str) -> None:
    check_addresses(Page(site.ask(PAGES[name]).text))


def test_the_report_reaches_outside_no_more(site: Site) -> None:
    text = site.ask(f"/assessment/report.html{query('48201')}").text
    check_addresses(Page(text))
    assert set(re.findall(r'url\("?([a-z]+:[a-z/]+)', text)) == {"data:font/otf"}
    assert "<link" not in text and "<img" not in text


@pytest.mark.parametrize("name", PAGES)
def test_every_digit_of_a_page_is_accounted_for(site: Site, name: str) -> None:
    """A figure, a period, a footnote, a fixed text of the catalogue, or an end of an axis."""
    stray = []
    for text, around in Page(site.ask(PAGES[name]).text).texts:
        tags = {tag for tag, _ in around}
        marks = {mark for _, attributes in around for mark in attributes}
        known = {"data-footnotes", "data-fixed", "data-axis", "data-value"}
        told = tags & {"data", "time", "title", "desc"} or marks & known
        if re.search(r"\d", text) and not told:
            stray.append(text)
    assert stray == []


@pytest.mark.parametrize("name", PAGES)
def test_every_page_has_its_bones(site: Site, name: str) -> None:
    """Language, title, one h1, landmarks, no id twice, every mark leads to its evidence."""
    page = Page(site.ask(PAGES[name]).text)
    tags = [tag for tag, _ in page.elements]
    assert ("html", {"lang": "en-US"}) in page.elements
    for tag in ("h1", "main", "header", "footer"):
        assert tags.count(tag) == 1, tag
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    inside = [
        attributes["href"]
        for tag, attributes in page.elements
        if tag in ("a", "use") and (attributes.get("href") or "").startswith("#")
    ]
    assert {str(address)[1:] for address in inside} <= set(ids)
