"""Counts that are printed in several places, and the sums between them that a reader knows.

A report has no one table: a count stands in a table of agencies, in the total of its county, in
a split by form, and the same people are counted by year elsewhere. Here every such count is one
unknown, every fact of addition one equation, and what must be hidden is found by the search and
the attack that tables stand (`search`, `attack`), for each family of linked counts on its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy as np
from scipy import sparse

from firstlight.base.errors import Refused
from firstlight.catalogue.entries import DisclosureProfile
from firstlight.disclosure.attack import Attacker, Contradiction, Span
from firstlight.disclosure.search import Problem, find_hidden
from firstlight.disclosure.system import System

Id: TypeAlias = Any  # whatever names a count; it can be hashed


@dataclass(frozen=True, slots=True)
class Fact:
    """Counts that come to the same: all of `one` together, and all of `other` together."""

    one: tuple[Id, ...]
    other: tuple[Id, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Family:
    """Counts that hang together by facts, as one system.

    Quantities are the counts in their order and then the facts; `constants` are what the two
    sides of each fact differ by.
    """

    ids: tuple[Id, ...]
    matrix: sparse.csr_matrix
    constants: np.ndarray


def hide_linked(
    counts: Mapping[Id, int | None],
    facts: Iterable[Fact],
    profile: DisclosureProfile,
    *,
    kept: Collection[Id] = (),
    unprinted: Collection[Id] = (),
    hidden_too: Collection[Id] = (),
    worth: Mapping[Id, float] | None = None,
) -> frozenset[Id]:
    """Which counts to hide so that none that is small can be worked out of all that is printed.

    Small counts are hidden, then whatever else it takes for every hidden number to keep
    `keeps_possible` values, or to be surely over `protect_up_to`. Zeros are shown.

    Parameters
    ----------
    counts
        Whole numbers; None for one that nobody gave, which is from 0 up.
    facts
        What adds up. Where the numbers differ by some, a reader is taken to know by how many.
    kept
        Counts that a reader knows in any case; they are never hidden.
    unprinted
        Counts that are not printed themselves and follow from others: a small one, or one that
        nobody gave, is protected, and hiding it hides nothing.
    hidden_too
        Counts that are hidden whatever they are, zeros among them: a hidden one can be 0.
    worth
        What hiding a count costs besides the one that each costs, where it is dear.

    Returns
    -------
    frozenset
        What to hide. Where no way is found a family is hidden whole.
    """
    hidden: set[Id] = set(hidden_too)
    for family in find_families(counts, facts, hidden_too):
        posed = _pose(family, counts, profile, kept, unprinted, hidden_too, worth or {})
        if posed.first.any() or posed.open_before.any():
            hidden |= {family.ids[i] for i in np.flatnonzero(_solve(posed, profile))}
    return frozenset(hidden)


def attack_linked(
    counts: Mapping[Id, int | None], facts: Iterable[Fact], hidden: Collection[Id]
) -> dict[Id, Span]:
    """What each hidden count can be for one who knows the shown ones and the facts.

    Parameters
    ----------
    counts
        The true numbers; those of hidden counts serve to know by how much a fact is off.

    Raises
    ------
    Contradiction
        When no whole numbers fit.
    """
    spans: dict[Id, Span] = {}
    for family in find_families(counts, facts, hidden):
        size, rows = len(family.ids), family.matrix.shape[0]
        low, high = np.zeros(rows), np.full(rows, np.inf)
        low[size:] = high[size:] = family.constants
        for place, one in enumerate(family.ids):
            value = counts[one]
            if one in hidden:
                low[place] = 0.0 if value == 0 else 1.0
            elif value is not None:
                low[place] = high[place] = value
        attacker = Attacker(family.matrix, low, high)
        for place, one in enumerate(family.ids):
            if one in hidden:
                spans[one] = attacker.find_span(place)
    return spans


def find_told(
    counts: Mapping[Id, int | None],
    facts: Iterable[Fact],
    profile: DisclosureProfile,
    *,
    hidden: Collection[Id] = (),
) -> frozenset[Id]:
    """Counts that nobody gave and that all given ones together tell: somebody, and few.

    `hidden` are counts without a number of which a reader knows that they are hidden: they are
    at least 1, since zeros are shown.

    Raises
    ------
    Contradiction
        When the given counts do not fit the facts.
    """
    told: set[Id] = set()
    for family in find_families(counts, facts):
        size, rows = len(family.ids), family.matrix.shape[0]
        low, high = np.zeros(rows), np.full(rows, np.inf)
        low[size:] = high[size:] = family.constants
        for place, one in enumerate(family.ids):
            value = counts[one]
            if value is not None:
                low[place] = high[place] = value
            elif one in hidden:
                low[place] = 1.0
        attacker = Attacker(family.matrix, low, high)
        for place, one in enumerate(family.ids):
            open_end = attacker.leaves(place, profile.keeps_possible, profile.protect_up_to)
            if counts[one] is None and not open_end and attacker.find_span(place).low >= 1:
                told.add(one)
    return frozenset(told)


def find_families(
    counts: Mapping[Id, int | None], facts: Iterable[Fact], hidden_too: Collection[Id] = ()
) -> list[Family]:
    """Put together what hangs together. Zeros that are shown link nothing."""
    moves = {one for one, value in counts.items() if value != 0 or one in hidden_too}
    place = {one: i for i, one in enumerate(moves)}
    home = list(range(len(place)))

    def find(i: int) -> int:
        while home[i] != i:
            home[i] = home[home[i]]
            i = home[i]
        return i

    used: list[tuple[list[tuple[Id, float]], float]] = []
    for fact in facts:
        signed = _sign(fact)
        values = [counts[one] for one in signed]
        off = 0.0
        if not any(value is None for value in values):
            off = sum(sign * float(v or 0) for sign, v in zip(signed.values(), values, strict=True))
        terms = [(one, sign) for one, sign in signed.items() if one in place and sign]
        if len(terms) == 1 and counts[terms[0][0]] is None:
            terms = [(terms[0][0], 1.0)]  # what nobody gave is 0, as everything beside it is
        elif len(terms) < 2:
            continue
        used.append((terms, off))
        for one, _ in terms[1:]:
            home[find(place[one])] = find(place[terms[0][0]])
    members: dict[int, list[Id]] = {}
    for one in counts:
        if one in place:
            members.setdefault(find(place[one]), []).append(one)
    own: dict[int, list[tuple[list[tuple[Id, float]], float]]] = {}
    for terms, off in used:
        own.setdefault(find(place[terms[0][0]]), []).append((terms, off))
    return [_make_family(ids, own.get(root, [])) for root, ids in members.items()]


def _sign(fact: Fact) -> dict[Id, float]:
    signed: dict[Id, float] = {}
    for side, sign in ((fact.one, 1.0), (fact.other, -1.0)):
        for one in side:
            signed[one] = signed.get(one, 0.0) + sign
    return signed


def _make_family(
    ids: Sequence[Id], facts: Sequence[tuple[Sequence[tuple[Id, float]], float]]
) -> Family:
    place = {one: i for i, one in enumerate(ids)}
    size = len(ids)
    rows, columns, data = list(range(size)), list(range(size)), [1.0] * size
    for number, (terms, _) in enumerate(facts):
        rows += [size + number] * len(terms)
        columns += [place[one] for one, _ in terms]
        data += [sign for _, sign in terms]
    matrix = sparse.csr_matrix((data, (rows, columns)), shape=(size + len(facts), size))
    return Family(tuple(ids), matrix, np.array([off for _, off in facts]))


def _pose(
    family: Family,
    counts: Mapping[Id, int | None],
    profile: DisclosureProfile,
    kept: Collection[Id],
    unprinted: Collection[Id],
    hidden_too: Collection[Id],
    worth: Mapping[Id, float],
) -> Problem:
    size, rows = len(family.ids), family.matrix.shape[0]
    given = [counts[one] for one in family.ids]
    values = np.array([*(float(v or 0) for v in given), *family.constants])
    is_fact = np.arange(rows) >= size

    def mark(condition: Sequence[bool]) -> np.ndarray:
        return np.array([*condition, *[False] * (rows - size)], dtype=bool)

    stays = mark([one in kept for one in family.ids])
    follows = mark([one in unprinted for one in family.ids])
    own = mark([v is not None for v in given]) & ~stays & ~follows
    together = mark([one in hidden_too for one in family.ids])
    small = (values > 0) & ~is_fact
    wanted = (small & (values <= profile.protect_up_to)) | mark([v is None for v in given])
    whole = max(float(values[own].max(initial=1.0)), 1.0)
    costs = np.where(own, 1 + np.sqrt(np.maximum(values, 0) / whole), 0.0)
    costs[:size] += [worth.get(one, 0.0) for one in family.ids]
    truth = None
    if all(v is not None for v in given):
        truth = values[:size].astype(np.int64)
    return Problem(
        system=System(family.matrix, ()),
        values=values,
        own=own,
        first=own & ((small & (values <= profile.hide_up_to)) | together),
        fixed=stays | is_fact,
        open_before=follows & wanted,
        costs=costs,
        keeps=profile.aims_for,
        protect_up_to=profile.protect_up_to,
        truth=truth,
        may_be_zero=together,
    )


def _solve(problem: Problem, profile: DisclosureProfile) -> np.ndarray:
    """What to hide: with the width aimed at, or with the promised one, or everything."""
    for keeps in dict.fromkeys((profile.aims_for, profile.keeps_possible)):
        try:
            return find_hidden(replace(problem, keeps=keeps)) & problem.own
        except (Refused, Contradiction):
            continue
    return problem.own
