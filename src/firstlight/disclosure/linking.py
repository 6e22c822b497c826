"""Several tables about the same people as sums of the same smallest groups of them.

An atom is a smallest group: one category in each dimension that any of the tables has. Two
tables that share a dimension share its categories by name, and a name is the same in whatever
capitals, spaces and forms of its signs it is written. Years and ages that are written as
numbers or ranges are cut where any table cuts them, so that 2019-2020 holds 2019. A category
written as a list ("Bell; Coda") holds its parts. What is left over on both sides may overlap
in any way; what is left over on one side only is outside the other table.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from firstlight.base.errors import Refused
from firstlight.base.table import Dimension, Key
from firstlight.disclosure.names import fold_name, plain_name

ATOMS_AT_MOST = 40_000  # above this the attack takes minutes, and nothing can be promised
RANGE = re.compile(r"(\d{1,4})\s*(?:-|–|to|through)\s*(\d{1,4})(?: years)?", re.I)
SINGLE = re.compile(r"\d{1,4}")
OPEN = re.compile(r"(\d{1,4})\s*(?:\+|and (?:over|older|more)|or (?:over|older|more))", re.I)
UNDER = re.compile(r"(?:under|below|less than)\s+(\d{1,4})", re.I)
JOINED = re.compile(r"\s*(?:\+|;|/|&|,|\band\b|\bor\b)\s*")

Sets = tuple[tuple[str, ...], ...]  # one tuple of categories for each table that has a dimension
Atom = tuple[str | None, ...]  # its category in each of these tables, None where it is outside
Span = tuple[int, int] | None  # the years or ages a category names, both ends in

TWO_OF_ONE_NAME = Refused(
    what="Whether this table may leave",
    why="Two columns or two categories of one table differ in capitals, spaces or signs only.",
    would_help="Write each in one way.",
)


@dataclass(frozen=True, slots=True, eq=False)
class Space:
    """Atoms, and where each table has them.

    `codes[t]` is atoms by dimensions of table t: the category's position, or -1 outside.
    """

    atoms: int
    codes: tuple[NDArray[np.int64], ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Meaning:
    """What folded categories say: the numbers they span, and the categories they list."""

    spans: dict[str, Span]
    members: dict[str, frozenset[str]]


def link_tables(tables: Sequence[tuple[Dimension, ...]]) -> Space:
    """Cut the people of all tables into atoms.

    Raises
    ------
    Refused
        When there are more atoms than an attack can be run on, or a table has two dimensions
        or two categories of one name.
    """
    folded = [[fold_name(d.name) for d in table] for table in tables]
    orders = [[_order(d.categories) for d in table] for table in tables]
    if any(len(set(own)) < len(own) for own in folded):
        raise TWO_OF_ONE_NAME
    names = list(dict.fromkeys(name for own in folded for name in own))
    per_dimension: list[tuple[list[Atom], list[int]]] = []
    for name in names:
        having = [t for t, own in enumerate(folded) if name in own]
        places = [folded[t].index(name) for t in having]
        sets = tuple(tuple(orders[t][k]) for t, k in zip(having, places, strict=True))
        written = [tables[t][k].categories for t, k in zip(having, places, strict=True)]
        per_dimension.append((_cut(sets, _read_meaning(written)), having))
    if math.prod(len(atoms) for atoms, _ in per_dimension) > ATOMS_AT_MOST:
        raise Refused(
            what="Whether this table may leave",
            why="The tables over these people have more combinations than can be checked.",
            would_help="Merge categories, or release fewer dimensions.",
        )
    grids = np.meshgrid(*(np.arange(len(atoms)) for atoms, _ in per_dimension), indexing="ij")
    positions = [grid.ravel() for grid in grids]
    codes = []
    for t, own in enumerate(folded):
        columns = []
        for name, order in zip(own, orders[t], strict=True):
            place = names.index(name)
            atoms, having = per_dimension[place]
            mine = [atom[having.index(t)] for atom in atoms]
            lookup = np.array([-1 if c is None else order[c] for c in mine], dtype=np.int64)
            columns.append(lookup[positions[place]])
        codes.append(np.stack(columns, axis=1))
    return Space(len(positions[0]), tuple(codes))


def shares_dimension(one: tuple[Dimension, ...], other: tuple[Dimension, ...]) -> bool:
    """Whether two tables sort their people in at least one way that is the same by its name."""
    return bool({fold_name(d.name) for d in one} & {fold_name(d.name) for d in other})


def _order(categories: Sequence[str]) -> dict[str, int]:
    """The folded categories of one dimension of one table, by position."""
    order = {fold_name(category): i for i, category in enumerate(categories)}
    if len(order) < len(categories):
        raise TWO_OF_ONE_NAME
    return order


def _read_meaning(written: Sequence[Sequence[str]]) -> _Meaning:
    meaning = _Meaning({}, {})
    for category in (category for own in written for category in own):
        name, text = fold_name(category), plain_name(category)
        meaning.spans[name] = meaning.spans.get(name) or _read_span(text)
        parts = frozenset(fold_name(part) for part in _parts(text)) or frozenset({name})
        meaning.members[name] = max(meaning.members.get(name, parts), parts, key=len)
    return meaning


def _cut(sets: Sets, meaning: _Meaning) -> list[Atom]:
    """The smallest groups along one dimension."""
    if all(own == sets[0] for own in sets):
        return [tuple([category] * len(sets)) for category in sets[0]]
    spans = meaning.spans
    numbered = tuple(tuple(c for c in own if spans[c] is not None) for own in sets)
    if any(_overlap([spans[c] for c in own]) for own in numbered):
        return _cut_by_name(sets, meaning)
    named = tuple(tuple(c for c in own if spans[c] is None) for own in sets)
    return _cut_by_number(numbered, spans) + _cut_by_name(named, meaning)


def _read_span(text: str) -> Span:
    """The years or ages a category names, both ends in, or None."""
    if found := RANGE.fullmatch(text):
        low, high = int(found[1]), int(found[2])
        return (low, high) if low <= high else None
    if SINGLE.fullmatch(text):
        return int(text), int(text)
    if found := OPEN.fullmatch(text):
        return int(found[1]), 9999
    if found := UNDER.fullmatch(text):
        return (0, int(found[1]) - 1) if int(found[1]) > 0 else None
    return None


def _overlap(spans: Sequence[Span]) -> bool:
    ordered = sorted(span for span in spans if span is not None)
    return any(a[1] >= b[0] for a, b in itertools.pairwise(ordered))


def _cut_by_number(sets: Sets, spans: dict[str, Span]) -> list[Atom]:
    known = {c: span for own in sets for c in own if (span := spans[c]) is not None}
    cuts = sorted({p for c in known for p in (known[c][0], known[c][1] + 1)})
    atoms = [
        tuple(next((c for c in own if known[c][0] <= start <= known[c][1]), None) for own in sets)
        for start in cuts[:-1]
    ]
    return [a for a in dict.fromkeys(atoms) if any(category is not None for category in a)]


def _cut_by_name(sets: Sets, meaning: _Meaning) -> list[Atom]:
    atoms: list[Atom] = [()]
    for t, own in enumerate(sets):
        if t == 0:
            atoms = [(category,) for category in own]
            continue
        homes = [_find_homes(atom, own, meaning) for atom in atoms]
        taken = {category for home in homes for category in home}
        free = tuple(category for category in own if category not in taken)
        grown: list[Atom] = []
        for atom, home in zip(atoms, homes, strict=True):
            grown += [(*atom, category) for category in home or free or (None,)]
        if all(homes):  # nobody in the earlier tables can be in what is left
            grown += [(*[None] * t, category) for category in free]
        atoms = grown
    return atoms


def _find_homes(atom: Atom, own: tuple[str, ...], meaning: _Meaning) -> tuple[str, ...]:
    """The categories of one more table that an atom lies in by its names, or nothing.

    "D; C" is "C; D", and "B; C; D" holds both of them.
    """
    names = [category for category in atom if category is not None]
    same = tuple(category for category in own if category in names)
    if same:
        return same[:1]
    listed = [meaning.members[name] for name in names]
    around = tuple(c for c in own if any(meaning.members[c] >= members for members in listed))
    if around:
        return around[:1]
    return tuple(c for c in own if any(meaning.members[c] <= members for members in listed))


def _parts(category: str) -> list[str]:
    parts = [part for part in JOINED.split(category) if part]
    return parts if len(parts) > 1 else []


def list_keys(table: tuple[Dimension, ...]) -> list[Key]:
    """The entries of a table in the order of `Total` last, as `count_members` numbers them."""
    return list(itertools.product(*((*d.categories, "Total") for d in table)))


def find_members(
    space: Space, t: int, table: tuple[Dimension, ...]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Which atoms each entry of table t adds up: entry numbers and atoms, pair by pair."""
    codes = space.codes[t]
    inside = np.flatnonzero((codes >= 0).all(axis=1))
    shape = tuple(len(d.categories) + 1 for d in table)
    entries, atoms = [], []
    for totals in itertools.product((False, True), repeat=len(table)):
        at = [
            np.full(len(inside), shape[k] - 1) if total else codes[inside, k]
            for k, total in enumerate(totals)
        ]
        entries.append(np.ravel_multi_index(at, shape))
        atoms.append(inside)
    return np.concatenate(entries), np.concatenate(atoms)
