"""Addresses within the site. A page is its path and the places it is about, nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from django.urls import reverse


def address(
    page: str,
    places: Sequence[str] = (),
    *,
    q: str = "",
    choice: Mapping[str, str] | None = None,
    **names: str,
) -> str:
    """The address of a page for these places. `choice` holds what a form of it chose."""
    words = [("q", q)] if q else []
    words += (choice or {}).items()
    query = urlencode([*words, *(("place", place) for place in places)])
    path = reverse(page, kwargs=names or None)
    return f"{path}?{query}" if query else path
