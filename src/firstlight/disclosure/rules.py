"""Which numbers of a table are hidden for their own sake, before any is hidden for another's."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from firstlight.base.cell import Status
from firstlight.base.table import Dimension, Key, RawTable, list_inner
from firstlight.catalogue.entries import DisclosureProfile
from firstlight.disclosure.system import Flags

NO_NUMBER = -1


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class First:
    """What is hidden for its own sake, over the entries of a table (`Total` last).

    `values` has `NO_NUMBER` where a part was not counted. `may_move` are zeros that may be
    hidden because a zero beside everybody is hidden; in `cannot` nobody can be.
    """

    values: NDArray[np.int64]
    hidden: Flags
    may_move: Flags
    cannot: Flags


def extend(table: RawTable) -> NDArray[np.int64]:
    """Inner cells and margins as one array, with `Total` last; `NO_NUMBER` where a part lacks."""
    shape = tuple(len(d.categories) for d in table.dimensions)
    counts = [_count_or_lack(table, key) for key in list_inner(table.dimensions)]
    inner = np.array(counts, dtype=np.int64).reshape(shape)
    lack = inner == NO_NUMBER
    values = np.where(lack, 0, inner)
    for axis in range(len(shape)):
        values = np.concatenate([values, values.sum(axis=axis, keepdims=True)], axis=axis)
        lack = np.concatenate([lack, lack.any(axis=axis, keepdims=True)], axis=axis)
    return np.where(lack, NO_NUMBER, values)


def _count_or_lack(table: RawTable, key: Key) -> int:
    if key in table.counts:
        return table.counts[key]
    return 0 if table.without[key] is Status.STRUCTURAL_ZERO else NO_NUMBER


def find_first(
    table: RawTable,
    profile: DisclosureProfile,
    largest_share: Mapping[Key, float] | None = None,
) -> First:
    """Small counts, a category that holds everybody of a group, and what one contributor has.

    Parameters
    ----------
    largest_share
        For inner cells: the percentage that one contributor has of it.

    Notes
    -----
    A group is the people of one category. Where all of them are in one category of another
    dimension, whoever knows that somebody is in the group knows the rest; that number is
    hidden, and one of the zeros beside it. What is so of everybody in the table is told: it
    says nothing of a group. Smaller groups (of two categories and more) are mostly of one or
    two people; where they are of few, their numbers are hidden as small.
    """
    values = extend(table)
    hidden = (values > 0) & (values <= profile.hide_up_to)
    may_move = np.zeros_like(hidden)
    cannot = _find_structural(table)
    for group, line in itertools.permutations(range(len(table.dimensions)), 2):
        _hide_everybody(values, cannot, group, line, hidden, may_move)
    for key, percent in (largest_share or {}).items():
        if percent > profile.dominance_percent and table.counts.get(key, 0) > 0:
            hidden[_find_place(table.dimensions, key)] = True
    return First(values, hidden, may_move, cannot)


def _find_place(dimensions: tuple[Dimension, ...], key: Key) -> tuple[int, ...]:
    return tuple(d.categories.index(part) for d, part in zip(dimensions, key, strict=True))


def _find_structural(table: RawTable) -> Flags:
    """Entries that can hold nobody, margins of such cells alone with them."""
    shape = tuple(len(d.categories) for d in table.dimensions)
    cannot = np.array(
        [table.without.get(key) is Status.STRUCTURAL_ZERO for key in list_inner(table.dimensions)]
    ).reshape(shape)
    for axis in range(len(shape)):
        cannot = np.concatenate([cannot, cannot.all(axis=axis, keepdims=True)], axis=axis)
    return cannot


def _hide_everybody(
    values: NDArray[np.int64],
    cannot: Flags,
    group: int,
    line: int,
    hidden: Flags,
    may_move: Flags,
) -> None:
    """Hide, for each category of one dimension, the only number of a line and one zero."""
    others = [k for k in range(values.ndim) if k not in (group, line)]

    def at(category: int | slice, along: int | slice) -> tuple[int | slice, ...]:
        place: list[int | slice] = [-1] * values.ndim
        place[group], place[line] = category, along
        return tuple(place)

    of_all = values[at(-1, slice(0, -1))]
    if (of_all == NO_NUMBER).any() or (of_all > 0).sum() < 2:
        return
    for category in range(values.shape[group] - 1):
        own = values[at(category, slice(0, -1))]
        if (own == NO_NUMBER).any() or (own > 0).sum() != 1:
            continue
        able = (own == 0) & (of_all > 0) & ~cannot[at(category, slice(0, -1))]
        if not able.any():
            continue
        # the zero beside the most hidden numbers needs the least company; then the largest
        beside = hidden[at(slice(0, -1), slice(0, -1))].sum(axis=0 if group < line else 1)
        best = max(np.flatnonzero(able), key=lambda k: (beside[k], of_all[k], -k))
        hidden[at(category, int(np.flatnonzero(own > 0)[0]))] = True
        hidden[at(category, int(best))] = True
        below: list[int | slice] = [slice(None)] * values.ndim
        below[group], below[line] = category, int(best)
        for k in others:
            below[k] = slice(0, -1)
        able_below = ~cannot[tuple(below)]
        _mark_above(may_move, able_below, values, group, line, category, int(best))


def _mark_above(
    may_move: Flags,
    able: Flags,
    values: NDArray[np.int64],
    group: int,
    line: int,
    category: int,
    best: int,
) -> None:
    """Mark the inner zeros below a hidden zero, and every zero that adds one of them up."""
    inner = np.zeros(tuple(size - 1 for size in values.shape), dtype=bool)
    place: list[int | slice] = [slice(None)] * values.ndim
    place[group], place[line] = category, best
    inner[tuple(place)] = able
    for axis in range(values.ndim):
        inner = np.concatenate([inner, inner.any(axis=axis, keepdims=True)], axis=axis)
    may_move |= inner & (values == 0)
