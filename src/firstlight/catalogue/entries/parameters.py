"""The five parameters of the guide, their source bullets, and the fixed warnings."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bullet:
    """One source bullet of a parameter, as the guide names it.

    `needs` lists indicators or other blocks that must all be in hand (context counts in part
    at most: it is a larger area's); `also_needed`
    names what the bullet asks for and no bundled source holds: as long as it is not
    empty the bullet is at most in hand in part. `holder` says who has it, `ask` what to
    ask them for. `first_page` gives its place among the asks of the first page; 0 is none.
    """

    id: str
    text: str
    requirement: str
    holder: str
    ask: str
    needs: tuple[str, ...] = ()
    also_needed: tuple[str, ...] = ()
    first_page: int = 0


@dataclass(frozen=True, slots=True)
class Parameter:
    """One of the five parameters of the guide, with its source bullets.

    `opening` answers the question as far as bundled data ever can; `leads_with` names the
    block whose first sentence follows it, or is empty.
    """

    id: str
    number: int
    title: str
    question: str
    opening: str
    leads_with: str
    bullets: tuple[Bullet, ...]


@dataclass(frozen=True, slots=True)
class WarningText:
    """Words that travel with a number. `trigger` says when, in words; `text` is fixed."""

    id: str
    name: str
    trigger: str
    text: str
    placement: str
    checked_by: str | None = None
