"""Invented totals of a demonstration: switched on by a link, and told on every page and file."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import pypdf
import pytest

from firstlight.catalogue import read_catalogue
from web.visiting import HOUSTON, Site, query

# The smaller of the two: its report in four formats is made in seconds.
VALLEY = next(
    e.counties for e in read_catalogue().invented_totals if e.id == "lower_rio_grande_valley"
)
PAGES = (
    *("/", "/assessment/", "/two-pictures/", "/process/", "/map/", "/map/poverty/", "/compare/"),
    *("/sources/", "/resources/", "/indicator/poverty/", "/indicator/entered_dv_sa/", "/enter/"),
    *("/entered/", "/enter/total/dvsa_positive/", "/enter/answer/jail/"),
)
MADE_UP = re.compile("invented for this demonstration", re.I)
HOLDER = "invented shelter for survivors"  # a holder that does not exist


def is_told_at_the_top(text: str) -> bool:
    return bool(MADE_UP.search(text.partition("<main")[0]))


@pytest.mark.parametrize("path", PAGES)
def test_every_page_with_invented_totals_says_so_at_the_top(site: Site, path: str) -> None:
    """Fails when a page of a demonstration with invented totals lacks the bar."""
    reply = site.ask(path + query(*VALLEY, totals="invented"))
    assert reply.status == 200 and is_told_at_the_top(reply.text)


@pytest.mark.parametrize("path", [p for p in PAGES if p != "/indicator/entered_dv_sa/"])
def test_without_the_switch_nothing_is_invented(site: Site, path: str) -> None:
    """Fails when a person who chooses the counties of a demonstration gets invented totals."""
    reply = site.ask(path + query(*VALLEY))
    assert reply.status == 200
    assert not MADE_UP.search(reply.text) and HOLDER not in reply.text


def test_every_link_carries_the_switch_and_one_leads_away(site: Site) -> None:
    """Fails when a link drops the switch unseen, or there is no way to the public data alone."""
    text = site.ask(f"/assessment/{query(*VALLEY, totals='invented')}").text
    links = re.findall(r'href="(/[^"#]*place=[^"#]*)', text)
    away = [link for link in links if "totals=invented" not in link]
    assert len(set(away)) == 1 and away[0].startswith("/assessment/?place=")
    assert "Read it with invented totals of providers" in site.ask("/").text


@pytest.mark.parametrize("places", [("48201",), (*VALLEY, "48201"), HOUSTON[:4]], ids=len)
def test_no_other_place_has_invented_totals(site: Site, places: tuple[str, ...]) -> None:
    """Fails when the switch works for an area that is no demonstration."""
    text = site.ask(f"/{query(*places, totals='invented')}").text
    assert not is_told_at_the_top(text) and "totals=invented" not in text.partition("<main")[0]


def test_a_switch_that_no_link_has_is_refused(site: Site) -> None:
    """Fails when another word is taken for the switch."""
    assert site.ask(f"/assessment/{query(*VALLEY, totals='real')}").status == 400


@pytest.mark.parametrize("switch", [True, False], ids=["invented", "public"])
def test_every_download_says_so_or_has_none(site: Site, switch: bool) -> None:
    """Each page of the PDF, the face of the Word file and of the HTML, and a key of the JSON.

    Fails when a file with invented totals could be taken for real, or one without says so.
    """
    asked = query(*VALLEY, totals="invented") if switch else query(*VALLEY)
    html = site.ask(f"/assessment/report.html{asked}").text
    paper = pypdf.PdfReader(io.BytesIO(site.ask(f"/assessment/report.pdf{asked}").body))
    word = zipfile.ZipFile(io.BytesIO(site.ask(f"/assessment/report.docx{asked}").body))
    document = json.loads(site.ask(f"/assessment/assessment.json{asked}").text)
    pages = [" ".join(page.extract_text().split()) for page in paper.pages]
    body = word.read("word/document.xml").decode()
    feet = "".join(word.read(n).decode() for n in word.namelist() if "footer" in n)
    if switch:
        assert is_told_at_the_top(html)
        assert all(MADE_UP.search(page) for page in pages)
        assert MADE_UP.search(body) and MADE_UP.search(feet)
        assert document["invented"] and MADE_UP.search(document["banner"])
        return
    everything = (html, *pages, body, feet, json.dumps(document["figures"]))
    assert not any(MADE_UP.search(text) or HOLDER in text for text in everything)
    assert (document["invented"], document["banner"]) == (False, "")


def test_every_table_says_so(tmp_path: Path) -> None:
    """Fails when a table that is taken along by itself does not say what it holds."""
    from firstlight.cli import main

    for words, told in (([], False), (["--demonstration-totals"], True)):
        out = tmp_path / str(told)
        command = ["assess", *VALLEY, *words, "--out", str(out), "--formats", "json"]
        assert main(command) == 0
        tables = sorted((out / "tables").iterdir())
        assert len(tables) > 6
        for table in tables:
            text = table.read_text("utf-8")
            assert bool(MADE_UP.search(text[:1500])) == told, table.name
            assert (HOLDER in text) <= told, table.name


def test_what_somebody_entered_never_stands_beside_invented_totals(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fails when a real holder's total is printed under the words that nobody gave it."""
    from web.test_enter import fields, keep

    monkeypatch.setenv("FIRSTLIGHT_DATA", str(tmp_path / "data"))
    path = f"/enter/total/episodes/{query(*VALLEY)}"
    assert keep(site, {**fields("250"), "place": VALLEY[0]}, path).status == 302
    real = site.ask(f"/assessment/{query(*VALLEY)}").text
    made_up = site.ask(f"/assessment/{query(*VALLEY, totals='invented')}").text
    assert "Invented unit" in real and HOLDER not in real
    assert "Invented unit" not in made_up and HOLDER in made_up
