"""Everything published over some people as one system: quantities that are sums of atoms.

Entries that add up the same atoms are one quantity: who knows one knows the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from firstlight.base.table import Dimension
from firstlight.disclosure.linking import find_members, link_tables

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class System:
    """Quantities by atoms.

    `matrix` has 1 where a quantity adds an atom up; atoms that are known to hold nobody are
    left out. `quantity_of[t][e]` is the quantity of entry e of table t, or -1 when all its
    atoms are left out.
    """

    matrix: sparse.csr_matrix
    quantity_of: tuple[NDArray[np.int64], ...]

    @property
    def quantities(self) -> int:
        """How many quantities there are."""
        return int(self.matrix.shape[0])


def make_system(tables: Sequence[tuple[Dimension, ...]], empty: Sequence[Flags]) -> System:
    """Link tables and leave out what is known to hold nobody.

    Parameters
    ----------
    empty
        For each table, which of its entries (in the order of `list_keys`) are known to be 0.

    Raises
    ------
    Refused
        When the tables have more combinations than can be checked.
    """
    space = link_tables(tables)
    pairs = [find_members(space, t, table) for t, table in enumerate(tables)]
    dead = np.zeros(space.atoms, dtype=bool)
    for (entries, atoms), zero in zip(pairs, empty, strict=True):
        dead[atoms[zero[entries]]] = True
    number = np.full(space.atoms, -1)
    number[~dead] = np.arange(int((~dead).sum()))
    seen: dict[bytes, int] = {}
    columns: list[NDArray[np.int64]] = []
    quantity_of = []
    for (entries, atoms), zero in zip(pairs, empty, strict=True):
        keep = number[atoms] >= 0
        entries, atoms = entries[keep], number[atoms[keep]]
        order = np.lexsort((atoms, entries))
        entries, atoms = entries[order], atoms[order]
        own = np.full(len(zero), -1)
        starts = np.flatnonzero(np.r_[True, entries[1:] != entries[:-1]][: len(entries)])
        runs = np.split(atoms, starts[1:]) if len(starts) else []
        for members, entry in zip(runs, entries[starts], strict=True):
            mark = members.tobytes()
            if mark not in seen:
                seen[mark] = len(columns)
                columns.append(members)
            own[entry] = seen[mark]
        quantity_of.append(own)
    lengths = [len(members) for members in columns]
    joined = np.concatenate(columns) if columns else np.zeros(0, dtype=np.int64)
    matrix = sparse.csr_matrix(
        (np.ones(len(joined)), joined, np.r_[0, np.cumsum(lengths)].astype(np.int64)),
        shape=(len(columns), int((~dead).sum())),
    )
    return System(matrix, tuple(quantity_of))
