"""What is said when an address leads nowhere: plain words and a way on."""

from __future__ import annotations

from pathlib import Path

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
    if asked.name and _are_known(asked.places):
        lines = [str(fault) for fault in faults.faults]
        return _page(request, 400, title="Choose another name", lines=lines, known=asked.places)
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


def _are_known(places: tuple[str, ...]) -> bool:
    try:
        selectors.find_area(places)
    except InputFaults:
        return False
    return True


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


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Nothing here has an owner, so this is a fault of ours or of another program."""
    lines = [
        "Firstlight refused this request. Nothing was changed and nothing was kept.",
        "Open the page again by its link. If it is refused again, tell the person who set up "
        "Firstlight on this computer which page it was.",
    ]
    return _page(request, 403, title="This page was not opened", lines=lines)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that did not come from an open page of this site; nothing of it was read."""
    lines = [
        "This form was not accepted, and nothing was kept.",
        "It did not come from a page of this site, or the browser did not keep this site’s cookie. "
        "Open the form again by its link and fill it in there.",
    ]
    return _page(request, 403, title="This form was not accepted", lines=lines)


def unreadable(request: HttpRequest, faults: InputFaults) -> HttpResponse:
    """A file of entered totals was altered so that it cannot be read: say where and what."""
    lines = [
        "What was entered on this computer cannot be read. Nothing else was taken in its place.",
        *(str(fault) for fault in faults.faults[:8]),
        f"The files lie in {selectors.the_kept().root}. Mend the file there, or move it away.",
    ]
    return _page(request, 500, title="What was entered cannot be read", lines=lines)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """An address that no link of ours has."""
    lines = [
        "The address holds more places or longer words than this site reads, or it was sent to "
        "another name than this computer’s.",
        "Start by choosing a place.",
    ]
    return _page(request, 400, title="This address cannot be read", lines=lines)


FAULT = Path(__file__).parent.parent / "templates" / "fault.html"
_FAULT = FAULT.read_bytes()  # read at the start: later even reading may fail


def fault_of_ours(request: HttpRequest) -> HttpResponse:
    """Something broke. The page is a file as it stands: a template may be what broke."""
    return HttpResponse(_FAULT, status=500)


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
