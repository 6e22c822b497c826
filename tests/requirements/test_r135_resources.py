"""R135: a library of resources, each with what it is for and how far it is checked."""

from __future__ import annotations

import os

import pytest

from firstlight.catalogue import read_catalogue


@pytest.fixture
def page(monkeypatch):
    """The resources page as the site answers it, without a browser."""
    monkeypatch.setitem(os.environ, "DJANGO_SETTINGS_MODULE", "firstlight_web.settings")
    import django
    from django.test import Client

    django.setup()

    def ask(query: str = "") -> str:
        answer = Client(SERVER_NAME="localhost").get(f"/resources/{query}")
        assert answer.status_code == 200
        return answer.content.decode("utf-8")

    return ask


def test_R135_each_resource_has_title_publisher_year_purpose_and_day_of_check(page):
    """Thirty entries or more, each described; an unknown year and an unmade check are said.

    Page: resources
    Fails when: an entry is not shown whole, or what nobody checked looks as if somebody had.
    Differs: no address was opened when the library was made, so each entry says "not checked"
    in the place of its day.
    """
    entries = read_catalogue().resources.values()
    assert len(entries) >= 30
    text = page()
    articles = {
        piece.partition('"')[0]: piece for piece in text.split('<article class="entry" id="')[1:]
    }
    assert set(articles) == {entry.id for entry in entries}
    for entry in entries:
        shown = articles[entry.id].partition("</article>")[0]
        for words in (entry.title, entry.publisher, entry.what_for, entry.for_whom):
            assert words.replace("'", "&#39;") in shown, entry.id
        unknown = "kept by its publisher" if entry.kept_up else "year not known"
        assert (str(entry.year) if entry.year else unknown) in shown
        assert (entry.address or entry.ask).replace("&", "&amp;") in shown
        day = entry.checked_on
        assert ("Not checked" if day is None else "Checked on") in shown


def test_R135_the_library_is_filtered_by_words_and_kind_without_a_script(page):
    """A plain form narrows the list; what fits no entry says so.

    Page: resources
    Fails when: the filter is lost, or an empty answer is a blank page.
    """
    found = page("?q=youth&kind=screening")
    assert 'id="htst_youth"' in found and 'id="fbi_cde"' not in found
    assert "No entry fits these words." in page("?q=zeppelin")
    assert "<script" not in found and 'method="get"' in found
