"""The pages that say something went wrong: the house's look, plain words, and a way on."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from firstlight.report.paper_words import say_help
from firstlight_web.pages import errors, selectors
from web.reading import Page
from web.test_browser import AXE, DESK, FINDINGS, PHONE, SIDEWAYS, TAGS
from web.test_sources import check_addresses
from web.visiting import Site, query

STYLES = re.compile(r'<link rel="stylesheet" href="(/static/[^"]+)">')
SECRET = "Ann Example of Austin"


class Broken(Exception):
    """What a view meets that nobody thought of."""


def breaking(error: Exception) -> Any:
    def fail(*_: object, **__: object) -> Any:
        raise error

    return fail


def test_a_view_that_raises_gives_a_page_in_the_look_of_the_house(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fails if the page is bare, shows what broke, or says nothing of what to do."""
    monkeypatch.setattr(selectors, "find_counties", breaking(Broken(SECRET)))
    reply = site.ask(f"/{query(q='harris')}")
    text = reply.text
    assert reply.status == 500
    assert SECRET not in text and "Broken" not in text and "Traceback" not in text
    assert "harris" not in text.lower()
    for words in ("Nothing you typed was lost", "Nothing was kept", "Load the page again",
                  "the person who set up Firstlight"):  # fmt: skip
        assert words in text
    assert say_help() in text
    for sheet in STYLES.findall(text):
        assert site.ask(sheet).status == 200
    monkeypatch.undo()
    # the same styles and head as any other page, but for what only paper needs
    whole = site.ask("/").text
    assert set(STYLES.findall(text)) <= set(STYLES.findall(whole)) and "page.css" in text
    page = Page(text)
    check_addresses(page)
    tags = [tag for tag, _ in page.elements]
    assert [tags.count(tag) for tag in ("h1", "main", "header", "footer")] == [1, 1, 1, 1]
    for tag, attributes in page.elements:
        link = attributes.get("href") or ""
        if tag == "a" and link.startswith("/"):
            assert site.ask(link).status == 200, link


def test_it_stands_when_the_library_itself_is_broken(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fails if the page about a fault needs the tables, the catalogue or a template."""
    monkeypatch.setattr(selectors, "the_library", breaking(Broken()))
    monkeypatch.setattr(errors, "render", breaking(Broken()))
    for path in ("/?q=harris", f"/assessment/{query('48301')}", "/nowhere/"):
        reply = site.ask(path)
        assert reply.status == 500 and "A fault of ours" in reply.text, path
        assert "default-src 'none'" in reply.headers["Content-Security-Policy"]


def test_it_holds_no_figure_and_no_template_words() -> None:
    """Fails if a number, or a word that only a template would fill, enters the fixed page."""
    text = errors.FAULT.read_text(encoding="utf-8")
    assert "{{" not in text and "{%" not in text and "<data" not in text
    for words, around in Page(text).texts:
        if not any("data-fixed" in attributes for _, attributes in around):
            assert not re.search(r"\d", words), words


@pytest.mark.parametrize(
    ("error", "status"), [(PermissionDenied(SECRET), 403), (Broken(SECRET), 500)]
)
def test_no_fault_repeats_its_own_words(
    site: Site, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int
) -> None:
    """Fails if the words of an error, which may hold what was typed, reach the page."""
    monkeypatch.setattr(selectors, "find_counties", breaking(error))
    reply = site.ask(f"/{query(q='harris')}")
    assert reply.status == status and SECRET not in reply.text
    assert "page.css" in reply.text and 'class="mast"' in reply.text
    assert 'class="button" href="/"' in reply.text


@pytest.mark.parametrize(("path", "status"), [("/nowhere/", 404), ("/sources/?parameter=6", 400)])
def test_wrong_addresses_get_the_look_and_a_way_on(site: Site, path: str, status: int) -> None:
    """Fails if Django's own bare page is shown."""
    reply = site.ask(path)
    assert reply.status == status
    assert "page.css" in reply.text and 'class="mast"' in reply.text
    assert 'class="button" href="/"' in reply.text and say_help() in reply.text


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_the_page_about_a_fault_is_for_everybody(
    site: Site, browser: Any, monkeypatch: pytest.MonkeyPatch, viewport: dict[str, int]
) -> None:
    """Fails if the fixed page has lost what the others have: names, contrast, a fitting width."""
    monkeypatch.setattr(selectors, "find_counties", breaking(Broken()))
    context = browser.new_context(viewport=viewport, bypass_csp=True)
    page = context.new_page()
    page.goto(f"{site.home}/{query(q='harris')}")
    assert page.get_by_role("heading", level=1).inner_text() == "A fault of ours"
    assert page.evaluate(SIDEWAYS) <= 0
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(FINDINGS, TAGS) == []
    context.close()
