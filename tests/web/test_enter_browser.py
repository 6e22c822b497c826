"""The form in a browser: without scripts, by keyboard, accessible, and narrow."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from web.test_browser import AXE, DESK, FINDINGS, PHONE, SIDEWAYS, TAGS
from web.visiting import Site, query

FORM = f"/enter/total/episodes/{query('48201')}"


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def page(
    browser: Any, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Any]:
    monkeypatch.setenv("FIRSTLIGHT_DATA", str(tmp_path / "data"))
    context = browser.new_context(viewport=request.param, bypass_csp=True)
    yield context.new_page()
    context.close()


def check(page: Any) -> None:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(FINDINGS, TAGS) == []
    assert page.evaluate(SIDEWAYS) <= 0


def fill(page: Any, value: str) -> None:
    page.get_by_label("How many reports?").fill(value)
    page.get_by_label("For which time?").fill("2024")
    page.get_by_label("What did they count?").fill("every report of a minor who left home")
    page.get_by_label("Whose figure is it?").fill("Invented police unit")
    page.get_by_label("In which document?").fill("letter to the leads")
    page.get_by_label("On which day?", exact=True).fill("2026-05-31")
    page.get_by_label("Who gave it to you?").fill("records supervisor")


def test_each_step_is_accessible_and_fits(page: Any, site: Site) -> None:
    """Faults, preview, list, question about a double and what was taken back, one by one.

    Fails when axe finds a fault in a state that no plain address leads to, or one is too wide.
    """
    page.goto(site.home + FORM)
    page.get_by_role("button", name="See how it will read").click()
    assert page.get_by_role("alert").get_by_role("link").count() > 5
    check(page)
    fill(page, "250")
    page.get_by_role("button", name="See how it will read").click()
    assert page.get_by_role("heading", level=1).inner_text() == "This is how it will read"
    check(page)
    page.get_by_role("button", name="Keep it").click()
    assert page.get_by_role("status").inner_text().startswith("Kept.")
    check(page)
    page.goto(site.home + FORM)
    fill(page, "300")
    page.get_by_role("button", name="See how it will read").click()
    check(page)
    page.get_by_label("It takes the place of the earlier one").check()
    page.get_by_role("button", name="See how it will read").click()
    page.get_by_role("button", name="Keep it").click()
    assert page.get_by_role("button", name="Take back").count() == 1
    page.get_by_role("button", name="Take back").click()
    assert page.get_by_role("status").inner_text().startswith("Taken back:")
    check(page)
    page.get_by_role("button", name="Enter it again").click()
    assert page.get_by_label("How many reports?").input_value() == "300"


def test_the_way_is_walked_by_keyboard_without_scripts(
    browser: Any, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fails when a step needs a mouse or a script, or the browser's own origin is refused."""
    monkeypatch.setenv("FIRSTLIGHT_DATA", str(tmp_path / "data"))
    context = browser.new_context(viewport=DESK, java_script_enabled=False)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{site.home}/enter/{query('48201')}")
    page.get_by_role("link", name="Runaway and missing reports about people under 18").press(
        "Enter"
    )
    fill(page, "6")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Keep it").press("Enter")
    assert "The number was never kept." in page.inner_text("main")
    (file,) = (tmp_path / "data" / "entered").glob("*.csv")
    assert ",6," not in file.read_text("utf-8")
    assert said == []
    context.close()
