"""The page of the process: the chain, its table, the counts, and nothing drawn beside it."""

from __future__ import annotations

import re
from typing import Any

from drawings import Drawings
from web.visiting import HOUSTON, Site, query

PATH = f"/process/{query(*HOUSTON)}"


def test_the_page_is_linked_from_the_head_and_holds_no_map_and_no_script(site: Site) -> None:
    """Fails when the link is lost, or a map or a chart of people stands beside offenses."""
    page = site.ask(PATH).text
    assert f'href="{PATH.replace("&", "&amp;")}" aria-current="page"' in page
    assert "<script" not in page
    reader = Drawings()
    reader.feed(page)
    assert reader.found == []
    assert page.count('<figure class="chart"') == 1


def test_every_offense_of_the_chain_has_its_sheet_and_every_mark_its_evidence(site: Site) -> None:
    """Fails when a row leads nowhere, or a footnote of the page has no entry on it."""
    page = site.ask(PATH).text
    rows = re.findall(r'<tr data-offense="(\w+)"', page)
    assert len(rows) == 25
    for name in rows:
        assert f'<details data-offense="{name}">' in page
        assert f'id="offense-{name}"' in page
    marks = set(re.findall(r'<sup class="fn"[^>]*><a href="#(e\d+)"', page))
    assert len(marks) > 5
    assert marks <= set(re.findall(r'<li id="(e\d+)"', page))


def test_without_a_place_the_page_asks_for_one(site: Site) -> None:
    """Fails when a page about no place is made."""
    assert site.ask("/process/").status == 302


def test_the_chain_is_read_without_scripts_on_a_phone(site: Site, browser: Any) -> None:
    """Fails when the narrow drawing is not shown, or the page is wider than the phone."""
    context = browser.new_context(viewport={"width": 360, "height": 800}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.home}{PATH}")
    assert page.locator(".chart .pocket svg").is_visible()
    assert not page.locator(".chart .desk svg").is_visible()
    box = page.locator(".chart .pocket svg").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 360
    context.close()


def test_a_link_of_the_table_opens_the_sheet_and_one_of_a_stage_leads_there(
    site: Site, browser: Any
) -> None:
    """Fails when an offense's sheet stays folded, or a stage's link leads nowhere."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=True)
    page = context.new_page()
    page.goto(f"{site.home}{PATH}")
    shown = "(name) => document.querySelector(name).checkVisibility()"
    assert not page.evaluate(shown, "#offense-O04")
    page.locator('#process-table a[href="#offense-O04"]').click()
    assert page.evaluate(shown, "#offense-O04")
    page.locator('nav a[href="#stage-launder"]').click()
    assert page.evaluate("() => document.querySelector('#stage-launder').matches(':target')")
    context.close()
