"""Every address answers as it should: status, headers, candidates, files to take along."""

from __future__ import annotations

import json
import re
import socket

import pytest

from firstlight.base.errors import InputFaults
from firstlight_web.serve import make_server
from web.visiting import FORMS, HOUSTON, PAGES, Site, query

POLICY = {
    "default-src 'none'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' data:",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}
NOT_FOUND = ("ambiguous", "missing", "map_refused")


@pytest.mark.parametrize("name", PAGES)
def test_every_page_opens_behind_closed_doors(site: Site, name: str) -> None:
    reply = site.ask(PAGES[name])
    assert reply.status == (404 if name in NOT_FOUND else 200)
    assert set(reply.headers["Content-Security-Policy"].split("; ")) == POLICY
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    assert reply.headers["Referrer-Policy"] == "same-origin"
    assert reply.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert reply.headers["X-Frame-Options"] == "DENY"
    assert "geolocation=()" in reply.headers["Permissions-Policy"]
    assert ("Set-Cookie" in reply.headers) == (name in FORMS)
    assert "Server" not in reply.headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_nothing_can_be_sent(site: Site, method: str) -> None:
    reply = site.ask("/", method=method)
    assert reply.status == 405
    assert reply.headers["Allow"] == "GET, HEAD"
    assert set(reply.headers["Content-Security-Policy"].split("; ")) == POLICY


def test_head_gives_the_headers_alone(site: Site) -> None:
    reply = site.ask("/", method="HEAD")
    assert (reply.status, reply.body) == (200, b"")


def test_the_number_of_the_machine_leads_to_its_name(site: Site) -> None:
    """One name in the browser, whatever was typed; path and places stay."""
    path = f"/assessment/{query('48201')}"
    reply = site.ask(path, host=f"127.0.0.1:{site.port}")
    assert reply.status == 302
    assert reply.headers["Location"] == f"{site.home}{path}"


@pytest.mark.parametrize("host", ["example.org", "localhost.example.org", "10.0.0.1"])
def test_another_name_is_refused(site: Site, host: str) -> None:
    """A page elsewhere cannot make its own name point here and read the answer."""
    reply = site.ask("/", host=host)
    assert reply.status == 400
    assert "cannot be read" in reply.text


def test_an_unknown_place_is_asked_back_with_candidates(site: Site) -> None:
    reply = site.ask(f"/assessment/{query('48157', 'Harris County')}")
    assert reply.status == 404
    for fips in ("13145", "48201"):
        # what was understood stays chosen
        assert f"/?place=48157&amp;place={fips}" in reply.text


def test_a_code_that_is_no_more_names_the_ones_of_today(site: Site) -> None:
    reply = site.ask(f"/assessment/{query('02261')}")
    assert reply.status == 404
    assert "/?place=02063" in reply.text and "/?place=02066" in reply.text


def test_a_search_without_a_result_proposes_what_may_be_meant(site: Site) -> None:
    assert "Hennepin County, MN" in site.ask(f"/{query(q='Hennipen')}").text


def test_a_search_keeps_what_is_chosen(site: Site) -> None:
    text = site.ask(f"/{query('48201', q='fort bend')}").text
    assert '<input type="hidden" name="place" value="48201">' in text
    assert "/?place=48201&amp;place=48157" in text


def test_no_place_leads_back_to_choosing(site: Site) -> None:
    for path in (
        *("/assessment/", "/indicator/poverty/", "/assessment/report.html"),
        *("/map/poverty/", "/compare/"),
    ):
        reply = site.ask(path)
        assert (reply.status, reply.headers["Location"]) == (302, "/?first=a_place")


@pytest.mark.parametrize(
    "path",
    [
        f"/indicator/happiness/{query('48201')}",
        f"/map/happiness/{query('48201')}",
        f"/assessment/report.exe{query('48201')}",
        "/static/parts/../settings.py",
        "/static/fonts/SourceSansPro-Black.otf",
    ],
)
def test_what_is_not_there_says_so(site: Site, path: str) -> None:
    assert site.ask(path).status == 404


@pytest.mark.parametrize(
    "path",
    [
        f"/{query(*(f'{n:05d}' for n in range(65)))}",
        f"/{query(q='x' * 81)}",
        f"/assessment/{query('x' * 81)}",
        f"/map/poverty/{query('48201', extent='nation')}",
        f"/compare/{query('48201', of='48157')}",
        f"/sources/{query(parameter='6')}",
        f"/resources/{query(kind='rumor')}",
    ],
)
def test_an_address_that_is_too_much_is_refused(site: Site, path: str) -> None:
    assert site.ask(path).status == 400


def test_what_is_typed_comes_back_as_text(site: Site) -> None:
    for path in (f"/{query(q='<b>x</b>')}", f"/assessment/{query('<b>x</b>')}"):
        text = site.ask(path).text
        assert "<b>x</b>" not in text and "&lt;b&gt;x&lt;/b&gt;" in text


def test_demonstrations_are_offered_first_and_marked(site: Site) -> None:
    text = site.ask("/").text
    assert text.count(">Demonstration<") == 2
    assert "those totals are invented" in text and "totals=invented" in text
    assert all(f"place={fips}" in text for fips in HOUSTON)
    assert ">Demonstration<" in site.ask(f"/assessment/{query(*HOUSTON)}").text
    assert ">Demonstration<" not in site.ask(f"/assessment/{query('48201')}").text


@pytest.mark.parametrize(
    ("name", "kind", "start"),
    [
        ("report.html", "text/html; charset=utf-8", b"<!doctype html>"),
        ("report.pdf", "application/pdf", b"%PDF-"),
        (
            "report.docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            b"PK",
        ),
        ("assessment.json", "application/json", b"{"),
    ],
)
def test_the_report_can_be_taken_along(site: Site, name: str, kind: str, start: bytes) -> None:
    reply = site.ask(f"/assessment/{name}{query('48301')}")
    assert reply.status == 200
    assert reply.headers["Content-Type"] == kind
    ending = name.rpartition(".")[2]
    wanted = f'attachment; filename="firstlight-48301.{ending}"'
    assert reply.headers["Content-Disposition"] == wanted
    assert reply.body.lstrip().startswith(start)


def test_page_and_file_say_the_same(site: Site) -> None:
    """Every figure of the data file stands on the page; the stories compare the values."""
    data = json.loads(site.ask(f"/assessment/assessment.json{query('48201')}").text)
    page = site.ask(PAGES["assessment"]).text
    on_page = set(re.findall(r'data-figure="([^"]+)"', page))
    assert {figure["id"] for figure in data["figures"]} <= on_page


def test_styles_and_fonts_are_served_as_they_are_installed(site: Site) -> None:
    faces = site.ask("/static/site/faces.css")
    assert faces.headers["Content-Type"].startswith("text/css")
    fonts = re.findall(r'url\("([^"]+)"\)', faces.text)
    assert len(fonts) == 4
    for path in fonts:
        reply = site.ask(path)
        assert reply.status == 200 and reply.body[:4] == b"OTTO"
        assert "Access-Control-Allow-Origin" not in reply.headers


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "::", "example.org"])
def test_only_this_computer_is_served(host: str) -> None:
    with pytest.raises(InputFaults, match="this computer only"):
        make_server(host=host)


def test_a_taken_port_is_named_with_what_to_do(site: Site) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(InputFaults, match=f"Port {port} is already in use.*--port"):
            make_server(port=port)


def test_a_states_name_is_no_place_for_an_assessment_and_says_what_is_there(site) -> None:
    """Fails when a search for a state offers a town of its name and nothing else."""
    text = site.ask(f"/{query(q='Minnesota')}").text
    assert "“Minnesota” is a state, and an assessment is made for counties." in text
    assert "firstlight incidents summarise" in text and "Blue Earth County" in text
    assert "is a state" not in site.ask(f"/{query(q='Hennepin')}").text
