"""The links of the masthead: the same on every page, for the place that is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from firstlight.base.place import Area
from firstlight_web.addresses import address


def list_links(area: Area | None, *, here: str) -> list[dict[str, Any]]:
    """Words, address and page of each link; `here` is the page that is open.

    It reads nothing but the area, so that a page about a fault can have it too.
    """
    places: Sequence[str] = area.fips if area else ()
    links = [("Choose a place", address("choose", places), "choose")]
    if area:
        links.append(("Assessment", address("assessment", places), "assessment"))
        links.append(("Two pictures", address("two_pictures", places), "two_pictures"))
    links.append(("Maps", address("maps", places), "map"))
    if area:
        links.append(("Process", address("process", places), "process"))
        links.append(("Compare", address("compare", places), "compare"))
    links.append(("Enter a figure", address("enter", places), "enter"))
    links.append(("Sources", address("sources", places), "sources"))
    links.append(("Resources", address("resources", places), "resources"))
    return [
        {"words": words, "address": link, "page": page, "here": page == here}
        for words, link, page in links
    ]
