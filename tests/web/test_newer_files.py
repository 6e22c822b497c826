"""The page of sources: each one says whether a newer file is loaded, fetched, or not taken."""

from __future__ import annotations

import html
import re

from firstlight.catalogue import catalogue_folder
from firstlight.catalogue.formats import read_formats, read_not_taken
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
