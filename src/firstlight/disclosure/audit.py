"""The attack on finished tables: alone, and with all that was released over the same people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from firstlight.base.cell import ZEROS, Status
from firstlight.base.table import Key, Published
from firstlight.catalogue.entries import DisclosureProfile
from firstlight.disclosure.attack import Attacker, Contradiction, Span
from firstlight.disclosure.linking import list_keys
from firstlight.disclosure.system import System, make_system

ATTACKER = (
    "counts are whole numbers from 0",
    "inner cells add up to every margin",
    "every published value is true",
    "zeros are shown, so that a suppressed number is at least 1",
    "the rule by which small counts are hidden, its limits and the outline of the search",
    "every earlier release over the same people that was named or is in the ledger",
)


@dataclass(frozen=True, slots=True)
class AuditedCell:
    """A suppressed entry and what it can be; `table` is its place among the tables audited."""

    table: int
    key: Key
    span: Span
    closed: bool


@dataclass(frozen=True, slots=True)
class Audit:
    """What an attack found.

    `width` is the fewest values that any suppressed number keeps that may be small, or None
    where each is without end or there is none. `why_not` says why the tables are not safe.
    """

    safe: bool
    attacker: tuple[str, ...]
    width: int | None
    cells: tuple[AuditedCell, ...]
    why_not: str


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """What several published tables say of the quantities of one system: their bounds."""

    system: System
    low: np.ndarray
    high: np.ndarray


def read_said(tables: Sequence[Published]) -> Said:
    """Put published tables together.

    Raises
    ------
    Contradiction
        When two of them give different values to the same number.
    Refused
        When they have more combinations than can be checked.
    """
    cells = [[table.cells[key] for key in list_keys(table.dimensions)] for table in tables]
    empty = [np.array([cell.status in ZEROS for cell in own]) for own in cells]
    system = make_system([table.dimensions for table in tables], empty)
    low = np.zeros(system.quantities)
    high = np.full(system.quantities, np.inf)
    for own, numbers in zip(cells, system.quantity_of, strict=True):
        for cell, quantity in zip(own, numbers, strict=True):
            if quantity < 0:
                if cell.status in (Status.SHOWN, Status.SUPPRESSED):
                    raise Contradiction  # nobody can be in it
            elif cell.value is not None:
                low[quantity] = max(low[quantity], cell.value)
                high[quantity] = min(high[quantity], cell.value)
            elif cell.status is Status.SUPPRESSED:
                low[quantity] = max(low[quantity], 1.0)
    if (low > high).any():
        raise Contradiction
    return Said(system, low, high)


def audit_tables(tables: Sequence[Published], profiles: Sequence[DisclosureProfile]) -> Audit:
    """Attack published tables together.

    Parameters
    ----------
    tables
        The newest last. All are about the same people, or about people that overlap in the
        way their categories say.
    profiles
        The rule of each table.

    Returns
    -------
    Audit
        Not safe when a suppressed number that may be small keeps too few values, when a
        count is shown that its own rule hides, or when the tables contradict one another.
    """
    profile = profiles[-1]
    for table, rule in zip(tables, profiles, strict=True):
        if any(
            cell.status is Status.SHOWN and 0 < (cell.value or 0) <= rule.hide_up_to
            for cell in table.cells.values()
        ):
            return _refuse("a count is shown that the rule of its table hides")
    try:
        said = read_said(tables)
        attacker = Attacker(said.system.matrix, said.low, said.high)
    except Contradiction:
        return _refuse(
            "no table of whole numbers fits what is published: the tables are not about the same "
            "people, or a value was changed"
        )
    spans: dict[int, Span] = {}
    cells: list[AuditedCell] = []
    for place, (table, numbers) in enumerate(zip(tables, said.system.quantity_of, strict=True)):
        for key, quantity in zip(list_keys(table.dimensions), numbers, strict=True):
            if table.cells[key].status is not Status.SUPPRESSED:
                continue
            if quantity not in spans:
                spans[quantity] = attacker.find_span(int(quantity))
            cells.append(_judge(place, key, spans[quantity], profile))
    widths = [
        cell.span.high - cell.span.low + 1
        for cell in cells
        if cell.span.high is not None and cell.span.low <= profile.protect_up_to
    ]
    closed = any(cell.closed for cell in cells)
    why = "a suppressed number that may be small can be worked out too closely" if closed else ""
    return Audit(not closed, ATTACKER, min(widths, default=None), tuple(cells), why)


def _judge(place: int, key: Key, span: Span, profile: DisclosureProfile) -> AuditedCell:
    """Whether a number is closed in: too few values, and small for all anybody knows."""
    large = span.proved and span.low > profile.protect_up_to
    return AuditedCell(place, key, span, not span.holds(profile.keeps_possible) and not large)


def _refuse(why: str) -> Audit:
    return Audit(False, ATTACKER, None, (), why)
