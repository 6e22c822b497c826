"""Addresses within the site. A page is its path, the places it is about and their name.

The name that a visitor typed for a group of counties belongs to the request: every address with
places that is made while it is answered carries it, so that no page can drop it. So does the
choice to look at a demonstration with invented totals.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from urllib.parse import urlencode

from django.urls import reverse

_name: ContextVar[str] = ContextVar("area_name", default="")
_invented: ContextVar[bool] = ContextVar("invented_totals", default=False)
TOTALS, INVENTED = "totals", "invented"  # in an address: totals=invented


def carry_name(name: str) -> None:
    """Let every address with places carry this name until the answer is made."""
    _name.set(name)


def carried_name() -> str:
    """The name that addresses carry: forms repeat it in a hidden field."""
    return _name.get()


def carry_invented(chosen: bool) -> None:
    """Let every address with places ask for a demonstration's invented totals, or none."""
    _invented.set(chosen)


def carried_invented() -> bool:
    """True while a demonstration is looked at with invented totals: forms repeat it too."""
    return _invented.get()


FIRST = "first"  # in the address of "Which community?" where a page needs a place
A_PLACE = "a_place"


def choose_first() -> str:
    """The address of "Which community?" for somebody who opened a page about a place, without
    one: the page says why it opened."""
    return address("choose", choice={FIRST: A_PLACE})


def address(
    page: str,
    places: Sequence[str] = (),
    *,
    q: str = "",
    choice: Mapping[str, str] | None = None,
    invented: bool | None = None,
    **names: str,
) -> str:
    """The address of a page for these places. `choice` holds what a form of it chose, and
    `invented` switches a demonstration's invented totals on or off."""
    words = [("q", q)] if q else []
    words += (choice or {}).items()
    name = [("name", carried_name())] if places and carried_name() else []
    made_up = carried_invented() if invented is None else invented
    name += [(TOTALS, INVENTED)] if places and made_up else []
    query = urlencode([*words, *(("place", place) for place in places), *name])
    path = reverse(page, kwargs=names or None)
    return f"{path}?{query}" if query else path
