"""Every link within the site leads somewhere: a walk from the first page of the demonstration."""

from __future__ import annotations

import html
import re
from urllib.parse import parse_qs, urljoin, urlsplit

from web.visiting import HOUSTON, Site, query

LINK = re.compile(r'<(?:a|link)\b[^>]*?\bhref="([^"]+)"')
ID = re.compile(r'\bid="([^"]+)"')
OF_A_KIND = 8  # of each kind of page: enough to meet what differs, few enough to be quick
REPORTS = re.compile(r"^/assessment/\w")  # opened in test_answers: a PDF of ten counties is slow


def kind_of(path: str, places: int) -> str:
    """Pages of one kind have one template: of a measure, with a place or without one."""
    parts = urlsplit(path)
    measured = re.sub(r"^/(map|indicator|enter/total|enter/answer)/[^/]+/", r"/\1/*/", parts.path)
    named = sorted(parse_qs(parts.query).keys() - {"place"})
    return f"{measured}?{named}#{bool(places)}"


def is_of_the_walk(path: str) -> bool:
    """Pages of the demonstration or of no place; other areas only where one is chosen.

    An assessment of another area takes seconds and has the links of this one.
    """
    parts = urlsplit(path)
    places = parse_qs(parts.query).get("place", [])
    return parts.path == "/" or not places or set(places) == set(HOUSTON)


def test_every_link_of_the_demonstration_leads_to_a_page(site: Site) -> None:
    """Fails with any link that answers 404 or 500, or that points at a part that is not there.

    At most eight pages are opened of each kind, so the walk stays short.
    """
    waiting = ["/", "/sources/", "/resources/", "/map/", f"/{query(*HOUSTON)}"]
    waiting += [f"/assessment/{query(*HOUSTON)}"]
    seen: dict[str, int] = {}
    ids: dict[str, set[str]] = {}
    parts: set[tuple[str, str, str]] = set()
    known: set[str] = set(waiting)
    broken: list[tuple[str, int]] = []
    while waiting:
        path = waiting.pop(0)
        places = len(parse_qs(urlsplit(path).query).get("place", []))
        kind = kind_of(path, places)
        if seen.get(kind, 0) >= OF_A_KIND or REPORTS.match(path) or not is_of_the_walk(path):
            continue
        seen[kind] = seen.get(kind, 0) + 1
        reply = site.ask(path)
        if reply.status == 302:  # a page that wants a place first sends there
            waiting.append(urljoin(path, reply.headers["Location"]))
            continue
        if reply.status != 200:
            broken.append((path, reply.status))
            continue
        if not reply.headers["Content-Type"].startswith("text/html"):
            continue
        ids[path] = set(ID.findall(reply.text))
        for link in LINK.findall(reply.text):
            target = urljoin(path, html.unescape(link))
            if urlsplit(target).netloc:
                continue  # a publisher's address, for a person to follow
            page, _, part = target.partition("#")
            if part:
                parts.add((path, page, part))
            if page not in known:
                known.add(page)
                waiting.append(page)
    assert broken == []
    lost = [(where, page, part) for where, page, part in parts if part not in ids.get(page, {part})]
    assert lost == []
    kinds = {kind.split("?")[0] for kind in seen}
    assert {"/", "/assessment/", "/map/", "/map/*/", "/indicator/*/", "/compare/", "/two-pictures/",
            "/sources/", "/resources/", "/enter/", "/enter/total/*/",
            "/enter/answer/*/"} <= kinds  # fmt: skip
    assert sum(seen.values()) > 25
