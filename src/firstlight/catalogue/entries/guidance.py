"""Words for what to do next: affiliation, resources, and whom to call now."""

from __future__ import annotations

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AffiliationOption:
    """One way to stand to a task force nearby, and what to ask whom before it is chosen."""

    id: str
    name: str
    text: str
    ask_whom: str
    ask_what: str


@dataclass(frozen=True, slots=True)
class Affiliation:
    """The ways to stand to a task force nearby. `checked_by` is None while nobody has."""

    source: str
    options: tuple[AffiliationOption, ...]
    checked_by: str | None = None


@dataclass(frozen=True, slots=True)
class Resource:
    """One guide, tool or service that others made, for the page of resources.

    `year` is the year of the edition that is meant, null where nobody knows it and where the
    thing is a page or a service without editions (`kept_up`). Without an address, `ask` says
    whom to ask for it. `note` says what was read in a stored copy only. `checked_on` is the
    day on which somebody opened the address and found it there; null means not checked.
    `kind` is a word of KINDS of the page, `for_whom` whom it helps. No item of an instrument
    is ever copied.
    """

    id: str
    title: str
    publisher: str
    what_for: str
    kind: str
    for_whom: str
    year: int | None = None
    address: str = ""
    checked_on: datetime.date | None = None
    checked_by: str | None = None
    note: str = ""
    ask: str = ""
    kept_up: bool = False

    def __post_init__(self) -> None:
        if bool(self.address) == bool(self.ask):
            raise ValueError(f"{self.id} has either an address or somebody to ask for it")
        if self.year is not None and self.kept_up:
            raise ValueError(f"{self.id} has a year and no editions")


@dataclass(frozen=True, slots=True)
class Help:
    """Whom to call now. `checked_by` is None while nobody has tried the number."""

    text: str
    source: str
    read_on: datetime.date
    checked_by: str | None = None
