"""What is said when an address leads nowhere: plain words and a way on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from firstlight.base.errors import InputFaults
from firstlight.base.place import Area, County
from firstlight_web.addresses import address
from firstlight_web.pages import selectors
from firstlight_web.pages.forms import Asked
from firstlight_web.pages.navigation import list_links


def unknown_places(request: HttpRequest, asked: Asked, faults: InputFaults) -> HttpResponse:
    """Some places are unknown or can mean several: say which, and what may be meant."""
    known: list[str] = []
    for text in asked.places:
        try:
            known.extend(selectors.find_area([text]).fips)
        except InputFaults:
            continue
    return _page(
        request,
        404,
        title="Which place is meant?",
        lines=[str(fault) for fault in faults.faults],
        candidates=selectors.find_candidates(faults),
        known=tuple(dict.fromkeys(known)),
    )


def no_map(request: HttpRequest, area: Area, measure: str, why: str) -> HttpResponse:
    """There is no map of this measure, and there will be none: say why, and the way on."""
    return _page(
        request,
        404,
        title="There is no map of this",
        lines=[why],
        known=area.fips,
        onward=("Read the figures instead", address("indicator", area.fips, measure=measure)),
        area=area,
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No such page."""
    lines = ["The address leads to no page here.", "Start by choosing a place."]
    return _page(request, 404, title="There is no such page", lines=lines)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """An address that no link of ours has."""
    lines = [
        "The address holds more places or longer words than this site reads, or it was sent to "
        "another name than this computer’s.",
        "Start by choosing a place.",
    ]
    return _page(request, 400, title="This address cannot be read", lines=lines)


def fault_of_ours(request: HttpRequest) -> HttpResponse:
    """Something broke. No template of the library is used here: it may be what broke."""
    text = (
        "<!doctype html><html lang='en-US'><head><meta charset='utf-8'><title>A fault of ours"
        "</title></head><body><main><h1>A fault of ours</h1><p>Something in Firstlight broke. "
        "Nothing was lost, because nothing is kept. What happened is written in the window that "
        "Firstlight was started from.</p><p><a href='/'>Start again</a></p></main></body></html>"
    )
    return HttpResponse(text, status=500)


def _page(
    request: HttpRequest,
    status: int,
    *,
    title: str,
    lines: list[str],
    candidates: tuple[County, ...] = (),
    known: tuple[str, ...] = (),
    onward: tuple[str, str] | None = None,
    area: Area | None = None,
) -> HttpResponse:
    context = {
        "title": title,
        "lines": lines,
        "candidates": candidates,
        "known": known,
        "links": list_links(area, here=""),
        "onward": onward or ("Choose a place", address("choose", known)),
    }
    return render(request, "message.html", context, status=status)
