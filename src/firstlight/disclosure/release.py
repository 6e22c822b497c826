"""The one way out: a table is hidden where it must be, attacked, and released or refused."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from firstlight.base.cell import NO_NUMBER as STATUSES
from firstlight.base.cell import Cell, Status
from firstlight.base.errors import Refused
from firstlight.base.table import Key, Published, RawTable, ReleasedTable, list_inner
from firstlight.catalogue.entries import DisclosureProfile
from firstlight.disclosure.attack import Ints
from firstlight.disclosure.audit import Audit, audit_tables
from firstlight.disclosure.exact import find_fewest
from firstlight.disclosure.linking import list_keys
from firstlight.disclosure.rules import NO_NUMBER, First, find_first
from firstlight.disclosure.search import A_ZERO, Problem, find_hidden
from firstlight.disclosure.system import Flags, Floats, System, make_system

CONTRADICTED = Refused(
    what="Whether this table may leave",
    why="It does not fit what was released before over the same people.",
    would_help="Check that both are about the same people, or give the people of this one "
    "another name.",
)


@dataclass(frozen=True, slots=True)
class Utility:
    """How much stays: of the numbers over the limit, how many are shown. For the owner's eyes.

    It is no part of a release: how many large numbers are hidden tells which are small.
    """

    large: int
    large_shown: int

    @property
    def share_percent(self) -> float | None:
        """The share shown, or None where no number is large."""
        return 100 * self.large_shown / self.large if self.large else None


@dataclass(frozen=True, slots=True)
class Release:
    """A table that may leave, the attack it stood, and what it was worth to its owner."""

    table: ReleasedTable
    audit: Audit
    utility: Utility


def release(
    table: RawTable,
    profile: DisclosureProfile,
    *,
    reason: str = "",
    population: str = "",
    earlier: Sequence[Published] = (),
    earlier_profiles: Sequence[DisclosureProfile] = (),
    largest_share: Mapping[Key, float] | None = None,
) -> Release:
    """Hide what must be hidden, attack the result with everything released before, and give it.

    Parameters
    ----------
    reason
        Why fewer counts may be hidden, where the profile needs one.
    earlier, earlier_profiles
        What was released over the same people, and by which rule.
    largest_share
        For inner cells: the percentage of it that one contributor has.

    Raises
    ------
    Refused
        When the reason is missing, the tables contradict each other, no way was found, or the
        attack on the finished table cannot be shown to fail.
    """
    if profile.needs_reason and not reason.strip():
        raise Refused(
            what=f"The rule that {profile.label}",
            why="Nobody has said where law enforcement made the counts public.",
            would_help="State it with --reason, or use the default rule.",
        )
    first = find_first(table, profile, largest_share)
    problem, hidden = _hide(table, first, profile, earlier)
    if len(table.dimensions) <= 2:
        hidden = find_fewest(problem, hidden)
    numbers = problem.system.quantity_of[-1]
    # a zero that was told before is told again: hiding it would hide nothing
    gone = [
        bool(quantity >= 0 and hidden[quantity]) or bool(small and value > 0)
        for quantity, small, value in zip(
            numbers, first.hidden.ravel(), first.values.ravel(), strict=True
        )
    ]
    cells = {
        key: Cell.missing(Status.SUPPRESSED) if is_gone else _tell(table, key, int(value))
        for key, is_gone, value in zip(
            list_keys(table.dimensions), gone, first.values.ravel(), strict=True
        )
    }
    made = ReleasedTable(table.dimensions, cells, profile.id, population)
    audit = audit_tables([*earlier, made], [*earlier_profiles, profile])
    if not audit.safe:
        raise Refused(
            what="Whether this table may leave",
            why=f"Attacked with everything released before, {audit.why_not}.",
            would_help="Merge categories, combine years, or release fewer dimensions.",
        )
    return Release(made, audit, measure_utility(first, np.array(gone), profile))


def _hide(
    table: RawTable, first: First, profile: DisclosureProfile, earlier: Sequence[Published]
) -> tuple[Problem, Flags]:
    """Find what to hide: with the width aimed at, or with the promised one, or with zeros too.

    What was released before can leave less room than is aimed at. What zeros tell can be too
    much; then those may go that somebody counted.
    """
    free = replace(first, may_move=(first.values == 0) & ~first.cannot)
    ways = [(way, keeps) for way in (first, free) for keeps in _list_widths(profile)]
    for place, (way, keeps) in enumerate(ways):
        problem = replace(_pose(table, way, profile, earlier), keeps=keeps)
        try:
            return problem, find_hidden(problem)
        except Refused:
            if place == len(ways) - 1:
                raise
    raise AssertionError("the last way returns or raises")


def _list_widths(profile: DisclosureProfile) -> tuple[int, ...]:
    """The width aimed at, then the one promised."""
    return tuple(dict.fromkeys((profile.aims_for, profile.keeps_possible)))


def measure_utility(first: First, gone: Flags, profile: DisclosureProfile) -> Utility:
    """Count the numbers over the limit, and those of them that are shown."""
    large = first.values.ravel() > profile.hide_up_to
    return Utility(int(large.sum()), int((large & ~gone).sum()))


def _tell(table: RawTable, key: Key, value: int) -> Cell:
    """The cell of an entry that is not hidden."""
    if value > 0:
        return Cell.counted(value)
    if key in table.without:
        status = table.without[key]
        return Cell(0, status) if status is Status.STRUCTURAL_ZERO else Cell.missing(status)
    if key in table.counts:
        return Cell.counted(0)
    parts = [part for part in list_inner(table.dimensions) if _is_in(part, key)]
    present = {table.without.get(part, Status.TRUE_ZERO) for part in parts}
    for status in STATUSES:
        if value == NO_NUMBER and status in present:
            return Cell.missing(status)
    return (
        Cell(0, Status.STRUCTURAL_ZERO)
        if len(present) == 1 and (Status.STRUCTURAL_ZERO in present)
        else Cell.counted(0)
    )


def _is_in(part: Key, whole: Key) -> bool:
    return all(own in (of, "Total") or of == "Total" for own, of in zip(part, whole, strict=True))


def _pose(
    table: RawTable,
    first: First,
    profile: DisclosureProfile,
    earlier: Sequence[Published],
) -> Problem:
    """Put a new table and the earlier ones together as one problem."""
    new = first.values.ravel()
    before = [[t.cells[key] for key in list_keys(t.dimensions)] for t in earlier]
    shapes = [*(t.dimensions for t in earlier), table.dimensions]
    zeros = [np.array([cell.value == 0 for cell in cells]) for cells in before]
    system = make_system(shapes, [*zeros, (new == 0) & ~first.may_move.ravel()])
    if _loses_hidden(system, before):  # a zero hidden before is not to be told now
        system = make_system(shapes, [*zeros, np.zeros(len(new), dtype=bool)])
    size = system.quantities
    values, costs = np.zeros(size), np.zeros(size)
    fixed, asked = np.zeros(size, dtype=bool), np.zeros(size, dtype=bool)
    own, hidden = np.zeros(size, dtype=bool), np.zeros(size, dtype=bool)
    for cells, numbers in zip(before, system.quantity_of, strict=False):
        for cell, quantity in zip(cells, numbers, strict=True):
            if quantity >= 0 and cell.value is not None:
                _agree(values, fixed, int(quantity), cell.value)
                fixed[quantity] = True
            elif quantity >= 0 and cell.status is Status.SUPPRESSED:
                asked[quantity] = True
            elif cell.value:
                raise CONTRADICTED  # somebody was counted where now nobody is
    whole = max(float(new.max(initial=1)), 1.0)
    for value, small, quantity in zip(
        new, first.hidden.ravel(), system.quantity_of[-1], strict=True
    ):
        if quantity < 0 or value == NO_NUMBER:
            if value > 0:
                raise CONTRADICTED
            continue
        _agree(values, fixed | own, int(quantity), float(value))
        own[quantity] = True
        values[quantity] = value
        hidden[quantity] |= bool(small)
        costs[quantity] += 1 + math.sqrt(value / whole) if value else A_ZERO
    own &= ~fixed
    hidden &= own
    return Problem(
        system=system,
        values=values,
        own=own,
        first=hidden,
        fixed=fixed,
        open_before=asked & ~fixed,
        costs=costs,
        keeps=profile.aims_for,
        protect_up_to=profile.protect_up_to,
        truth=None if earlier or (values[hidden] == 0).any() else _find_truth(system, new, table),
    )


def _agree(values: Floats, known: Flags, quantity: int, value: float) -> None:
    if known[quantity] and values[quantity] != value:
        raise CONTRADICTED
    values[quantity] = value


def _loses_hidden(system: System, before: Sequence[Sequence[Cell]]) -> bool:
    """True when something that was hidden would be known to be nobody."""
    return any(
        quantity < 0 and cell.status is Status.SUPPRESSED
        for cells, numbers in zip(before, system.quantity_of, strict=False)
        for cell, quantity in zip(cells, numbers, strict=True)
    )


def _find_truth(system: System, new: NDArray[np.int64], table: RawTable) -> Ints:
    """The atoms of a table that stands alone: its inner cells."""
    truth = np.zeros(system.matrix.shape[1], dtype=np.int64)
    matrix, numbers = system.matrix, system.quantity_of[-1]
    for entry, key in enumerate(list_keys(table.dimensions)):
        quantity = numbers[entry]
        if quantity >= 0 and "Total" not in key and new[entry] > 0:
            truth[matrix.indices[matrix.indptr[quantity]]] = new[entry]
    return truth
