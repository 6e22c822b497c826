"""The page of indications, and the page for a concern about one person."""

from __future__ import annotations

import re

from web.visiting import HOUSTON, PAGES, Site, query

OF_POLICE = "Groups lend money for the journey"


def rows_of(text: str) -> list[str]:
    part = text.partition('id="findings"')[2].partition("</section>")[0]
    return re.findall(r'<tr data-kind="(\w+)">', part)


def test_invented_statements_say_so_and_stand_only_where_they_are_switched_on(site: Site) -> None:
    """Fails when one stands without its mark, or in an assessment nobody switched them on for."""
    text = site.ask(PAGES["indications_made_up"]).text
    section = text.partition('id="statements"')[2].partition('id="source"')[0]
    rows = re.findall(r'<tr data-kind="\w+">(.*?)</tr>', section, flags=re.S)
    assert rows and all("Invented for this demonstration" in row for row in rows)
    assert "Invented for this demonstration: a checklist for" in re.sub(r"<[^>]+>", "", section)
    assert "never the reason for an operation" in text
    off = site.ask(PAGES["indications"]).text
    assert "Nobody has given one for this place" in off and not rows_of(off).count("population")


def test_the_filter_leaves_one_kind_of_subject(site: Site) -> None:
    """Fails when another kind stands in the list, or a row has no grade, source or number."""
    path = f"/indications/{query(*HOUSTON, totals='invented', subject='population')}"
    text = site.ask(path).text
    assert set(rows_of(text)) == {"population"}
    assert len(rows_of(site.ask(PAGES["indications_made_up"]).text)) > len(rows_of(text))
    assert site.ask(f"/indications/{query(*HOUSTON, subject='nobody')}").status == 400


def test_what_is_for_law_enforcement_is_on_no_page(site: Site) -> None:
    """Fails when the site, which everybody may open, shows a restricted statement."""
    for path in (PAGES["indications_made_up"], f"/assessment/{query(*HOUSTON, totals='invented')}"):
        assert OF_POLICE not in site.ask(path).text


def test_a_concern_about_a_person_can_be_read_about_and_not_be_written(site: Site) -> None:
    """Fails when the page has a form, takes a post, or a page has no way to it."""
    text = site.ask(PAGES["refer"]).text
    assert not re.search(r"<(?:form|input|textarea|button)", text)
    assert "1-888-373-7888" in text and "child protection" in text and "protocol" in text
    assert site.ask(PAGES["refer"], method="POST").status in (403, 405)
    assert 'href="/report-and-refer/"' in site.ask(PAGES["choose"]).text
