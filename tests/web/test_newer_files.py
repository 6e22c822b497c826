"""The page of sources: each one says whether a newer file is loaded, fetched, or not taken."""

from __future__ import annotations

import html
import re

import pytest

from firstlight.base.errors import Fault, PackDamaged
from firstlight.catalogue import catalogue_folder
from firstlight.catalogue.formats import read_formats, read_not_taken
from firstlight_web.pages import selectors
from firstlight_web.pages.shelves import list_sources
from web.visiting import Site


def test_each_shipped_source_says_what_becomes_of_a_newer_file(site: Site) -> None:
    # Fails if the page is not made from the catalogue, or a source is silent about newer files
    formats, refused = read_formats(catalogue_folder()), read_not_taken(catalogue_folder())
    body = html.unescape(site.ask("/sources/").text)
    rows = [row for row in list_sources() if not row.is_loaded]
    assert rows and all(row.newer for row in rows)
    for row in rows:
        said = " ".join(row.newer)
        own = [entry for entry in formats.values() if row.source.id in entry.sources]
        assert bool(own) != (row.source.id in refused)
        for entry in own:
            assert f"(series {entry.id})" in said
            assert ("fetched" in said) or not entry.fetch
            assert entry.stays_apart in said
        if row.source.id in refused:
            assert refused[row.source.id].why in said and refused[row.source.id].instead in said
        for words in row.newer:
            assert re.sub(r"\s+", " ", words) in re.sub(r"\s+", " ", body)


def test_the_page_of_sources_stands_when_a_table_is_damaged(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Fails if the page on which a damaged file is looked for needs an assessment, or says of a
    # source that it is of no use when nobody can tell
    def damaged(*_: object, **__: object) -> None:
        raise PackDamaged([Fault("The table is not the one that was built.", "Install it again.")])

    monkeypatch.setattr(selectors, "get_assessment", damaged)
    reply = site.ask("/sources/?q=irs")
    assert reply.status == 200 and 'id="irs_migration_2018"' in reply.text
    assert "cannot be told now" in reply.text and "No measure yet" not in reply.text
