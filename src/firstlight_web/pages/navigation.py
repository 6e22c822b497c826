"""The links of the masthead: the same on every page, for the place that is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from firstlight.base.place import Area
from firstlight_web.addresses import address
from firstlight_web.pages import maps


def list_links(area: Area | None, *, here: str) -> list[dict[str, Any]]:
    """Words, address and page of each link; `here` is the page that is open."""
    places: Sequence[str] = area.fips if area else ()
    links = [("Choose a place", address("choose", places), "choose")]
    if area:
        first = next(iter(entry for entry in maps.list_mapped() if entry.scored), None)
        links.append(("Assessment", address("assessment", places), "assessment"))
        if first:
            links.append(("Map", address("map", places, measure=first.id), "map"))
        links.append(("Compare", address("compare", places), "compare"))
    links.append(("Sources", address("sources", places), "sources"))
    links.append(("Resources", address("resources", places), "resources"))
    return [
        {"words": words, "address": link, "page": page, "here": page == here}
        for words, link, page in links
    ]
