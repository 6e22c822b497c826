"""A release that is loaded while the site is open: read by the next page, and marked."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from firstlight.refresh import Releases, load_file
from firstlight_web.pages import selectors
from firstlight_web.pages.shelves import list_sources
from made_files import PACK, make_file
from web.visiting import Site

TODAY = datetime.date(2026, 11, 22)

UNTRIED = "its reading was not yet tried on a file straight from the publisher"


def test_an_open_site_takes_up_a_release_and_says_what_it_is(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fails if the library is read once for all, or a loaded release looks like a shipped one."""
    monkeypatch.setenv("FIRSTLIGHT_DATA", str(tmp_path / "data"))
    before = site.ask("/sources/").text
    assert "Loaded on this computer, in use" not in before
    assert "Reading of newer files not yet tried on one straight from the publisher" in before
    releases = Releases(tmp_path / "data")
    made = make_file("bls_laus", 2024).write_workbook(tmp_path)
    load_file(made, pack=PACK, releases=releases, today=TODAY)
    try:
        page = site.ask("/sources/").text
        assert "Loaded on this computer, in use" in page and "loaded_bls_laus_2024" in page
        assert "One more was loaded on this computer." in page
        rows = {row.source.id: row for row in list_sources()}
        own = rows["loaded_bls_laus_2024"]
        assert own.marks == ("loaded on this computer, in use", UNTRIED)
        assert "unemployment" in [i.id for i in own.indicators]
        assert "a newer release is in use" in rows["bls_laus_2020"].marks
        releases.use("bls_laus", "shipped")
        assert "loaded_bls_laus_2024" not in site.ask("/sources/").text
        (tmp_path / "data/sources/bls_laus/2024/source.yaml").write_text("damaged")
        Releases(tmp_path / "data")._write_whole(
            tmp_path / "data/sources/bls_laus/in_use", "2024\n"
        )
        releases._write_whole(tmp_path / "data/sources/last_change", "bls_laus 2024\n")
        selectors.notice_releases()  # a damaged release leaves the site with what it has read
        assert "loaded_bls_laus_2024" not in selectors.the_library().catalogue.sources
    finally:
        monkeypatch.undo()
        selectors.notice_releases()
    assert "loaded_bls_laus_2024" not in site.ask("/sources/").text
