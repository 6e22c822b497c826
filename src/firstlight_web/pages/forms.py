"""What an address asks for, read and limited before anything is looked up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import SuspiciousOperation
from django.http import QueryDict

from firstlight_web.addresses import INVENTED, TOTALS

PLACES_AT_MOST = 64  # more counties than any task force covers
SIGNS_AT_MOST = 80  # the longest county name with its state has under 50


@dataclass(frozen=True, slots=True)
class Asked:
    """The places of an address, each once and in order, and the words to search for.

    `name` is what a visitor calls the counties together; it is judged when they are known.
    `invented` is true where a demonstration's invented totals are asked for.
    """

    places: tuple[str, ...]
    q: str
    name: str = ""
    invented: bool = False


def read_asked(query: QueryDict) -> Asked:
    """Read `place`, `q`, `name` and `totals`.

    Raises
    ------
    SuspiciousOperation
        For more places or longer words than any link of ours holds: status 400.
    """
    places = [" ".join(text.split()) for text in query.getlist("place")]
    q = " ".join(query.get("q", "").split())
    name = " ".join(query.get("name", "").split())
    if len(places) > PLACES_AT_MOST:
        raise SuspiciousOperation("too many places")
    if any(len(text) > SIGNS_AT_MOST for text in (*places, q, name)):
        raise SuspiciousOperation("too many signs")
    invented = read_choice(query, TOTALS, ("", INVENTED)) == INVENTED
    return Asked(tuple(dict.fromkeys(filter(None, places))), q, name, invented)


def read_choice(query: QueryDict, name: str, allowed: Sequence[str]) -> str:
    """Read one word that must be one of a list; the first of the list where none is given.

    Raises
    ------
    SuspiciousOperation
        For any other word: no link and no form of ours has it. Status 400.
    """
    word = query.get(name, "") or allowed[0]
    if word not in allowed:
        raise SuspiciousOperation(f"no such {name}")
    return word
