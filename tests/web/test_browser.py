"""The pages in a browser: accessible, narrow, by keyboard, without scripts, without the world."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest

from web.visiting import PAGES, Site, query

AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
ALL = (*PAGES, "report")
FINDINGS = """async (tags) => {
  const found = await axe.run(document, {runOnly: {type: "tag", values: tags}});
  return found.violations.map(v => [v.id, v.nodes.slice(0, 3).map(n => n.html.slice(0, 160))]);
}"""
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def addresses(site: Site, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Each page's address; the report is a file on disk, as its readers have it."""
    report = tmp_path_factory.mktemp("report") / "report.html"
    report.write_bytes(site.ask(f"/assessment/report.html{query('48301')}").body)
    return {name: site.home + path for name, path in PAGES.items()} | {"report": report.as_uri()}


@pytest.fixture(scope="module", params=[DESK, PHONE], ids=["desk", "phone"])
def open_page(browser: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    context = browser.new_context(viewport=request.param, bypass_csp=True)
    page = context.new_page()
    yield page
    context.close()


@pytest.mark.parametrize("name", ALL)
def test_axe_finds_nothing(open_page: Any, addresses: dict[str, str], name: str) -> None:
    open_page.goto(addresses[name])
    open_page.evaluate(AXE.read_text(encoding="utf-8"))
    assert open_page.evaluate(FINDINGS, TAGS) == []


@pytest.mark.parametrize("width", [390, 320])
def test_no_page_scrolls_sideways_on_a_phone(
    browser: Any, addresses: dict[str, str], width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 700})
    page = context.new_page()
    for name in ALL:
        page.goto(addresses[name])
        assert page.evaluate(SIDEWAYS) <= 0, name
    context.close()


def test_twice_the_size_still_fits(browser: Any, addresses: dict[str, str]) -> None:
    """Zoomed to 200 percent on a desk, and with letters alone doubled."""
    zoomed = browser.new_context(viewport={"width": 640, "height": 450}, device_scale_factor=2)
    page = zoomed.new_page()
    for name in ALL:
        page.goto(addresses[name])
        assert page.evaluate(SIDEWAYS) <= 0, name
    zoomed.close()
    desk = browser.new_context(viewport=DESK, bypass_csp=True)
    page = desk.new_page()
    for name in ("choose", "assessment", "indicator", "map", "compare", "sources"):
        page.goto(addresses[name])
        page.add_style_tag(content="html { font-size: 200% !important; }")
        assert page.evaluate(SIDEWAYS) <= 0, name
    desk.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts on", "scripts off"])
def test_nothing_is_asked_of_the_outside_and_no_rule_is_broken(
    browser: Any, site: Site, addresses: dict[str, str], scripts: bool
) -> None:
    """Requests go to the server alone, each is answered, and the browser reports nothing."""
    context = browser.new_context(viewport=DESK, java_script_enabled=scripts)
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    failed: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("requestfailed", lambda request: failed.append(request.url))
    for name in ALL:
        said.clear()
        page.goto(addresses[name], wait_until="networkidle")
        # the browser itself notes that a page answered 404
        assert [line for line in said if "status of 404" not in line] == [], name
    allowed = (f"{site.home}/", "data:font/otf", addresses["report"])
    assert [url for url in asked if not url.startswith(allowed)] == []
    assert failed == []
    assert f"{site.home}/static/fonts/SourceSansPro-Regular.otf" in asked
    context.close()


def test_the_keyboard_meets_the_skip_link_first(browser: Any, addresses: dict[str, str]) -> None:
    context = browser.new_context(viewport=DESK)
    page = context.new_page()
    for name in ALL:
        page.goto(addresses[name])
        page.keyboard.press("Tab")
        first = page.locator(":focus")
        assert first.inner_text() == "Skip to main content", name
        box = first.bounding_box()
        assert box is not None and box["x"] >= 0 and box["y"] >= 0
        page.keyboard.press("Enter")
        assert page.evaluate("() => document.activeElement.id") == "main", name
    context.close()


def test_a_place_is_found_chosen_and_read_without_a_mouse_or_a_script(
    browser: Any, site: Site
) -> None:
    """The way of a first visit, with scripts off."""
    context = browser.new_context(viewport=DESK, java_script_enabled=False)
    page = context.new_page()
    page.goto(site.home)
    page.get_by_label("Name of a county or city").fill("Loving, TX")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Add Loving County, TX").press("Enter")
    page.get_by_role("link", name="Use this county").press("Enter")
    assert "Loving County, TX" in page.get_by_role("heading", level=1).inner_text()
    title = page.get_by_role("heading", name="Residents with a disability")
    title.get_by_role("link").press("Enter")
    assert page.get_by_role("heading", level=1).inner_text() == "Residents with a disability"
    assert page.get_by_text("margin too wide to lean on").count() > 0
    context.close()


def test_letters_in_drawings_stay_large_enough(browser: Any, addresses: dict[str, str]) -> None:
    """No text inside a drawing is under 11 px where it is shown."""
    smallest = """() => Math.min(...[...document.querySelectorAll("svg text")]
      .filter(t => t.getClientRects().length)
      .map(t => parseFloat(getComputedStyle(t).fontSize) *
        t.ownerSVGElement.getBoundingClientRect().width /
        t.ownerSVGElement.viewBox.baseVal.width))"""
    for width in (1280, 981, 980, 800, 761, 760, 390, 320):
        context = browser.new_context(viewport={"width": width, "height": 800})
        page = context.new_page()
        for name in ("chosen", "assessment", "indicator", "map", "compare", "process", "funnel"):
            page.goto(addresses[name])
            assert page.evaluate(smallest) >= 11, (name, width)
        context.close()


HEIGHT = "() => document.documentElement.scrollHeight"
OPEN = "() => document.querySelectorAll('details').forEach(d => d.open = true)"
UNSEEN = """(chosen) => [...document.querySelectorAll(chosen)]
  .filter(e => !e.checkVisibility()).map(e => e.textContent.slice(0, 60))"""


def test_an_assessment_is_folded_on_a_phone_and_hides_no_warning(browser: Any, site: Site) -> None:
    """Fails when tables, gaps or evidence stand open, or a warning stands in a fold alone."""
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.goto(site.home + f"/assessment/{query('04013')}")
    folded = page.evaluate(HEIGHT)
    assert folded < 45_000  # of the 81,000 that it was, with two pictures and the process since
    shown = page.evaluate(
        """() => {
          const all = new Set(), seen = new Set();
          document.querySelectorAll('.warning').forEach(w => {
            const chapter = w.closest('section.chapter, .chief');
            const key = (chapter ? chapter.id : '') + ' ' + w.dataset.warning;
            all.add(key);
            if (w.checkVisibility()) seen.add(key);
          });
          return [[...all].filter(k => !seen.has(k)), all.size];
        }"""
    )
    assert shown[0] == [] and shown[1] > 10
    page.evaluate(OPEN)
    assert page.evaluate(HEIGHT) > 2 * folded
    context.close()


def test_paper_opens_every_fold(browser: Any, site: Site) -> None:
    """Fails when a printed page leaves out what stands folded on the screen."""
    context = browser.new_context(viewport=DESK)
    page = context.new_page()
    page.goto(site.home + f"/assessment/{query('48301')}")
    chosen = ".gaps > li, .measure table tr, .cells > dt, #groups dd, .measure .below li"
    assert page.evaluate(UNSEEN, chosen)
    page.emulate_media(media="print")
    assert page.evaluate(UNSEEN, chosen) == []
    context.close()


def test_a_line_at_a_glance_does_not_run_together_on_a_phone(browser: Any, site: Site) -> None:
    """Fails when two cells of a line follow each other without a sign between them."""
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.goto(site.home + f"/assessment/{query('04013')}")
    before = page.evaluate(
        """() => [...document.querySelectorAll('.glance td')]
          .map(td => getComputedStyle(td, '::before').content)"""
    )
    assert len(before) > 60 and set(before) == {'"Here: "', '"; "'}
    context.close()


def test_a_mark_opens_the_folds_around_its_evidence(browser: Any, site: Site) -> None:
    """Fails when a mark leads to a cell that stays folded."""
    context = browser.new_context(viewport=DESK)
    page = context.new_page()
    page.goto(site.home + f"/assessment/{query('48301')}")
    page.locator("main .known sup.fn a").first.click()
    name = page.evaluate("() => location.hash")
    assert page.evaluate("(name) => document.querySelector(name).checkVisibility()", name)
    context.close()
