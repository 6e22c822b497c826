"""What somebody can work out who knows everything that was released.

He knows that counts are whole numbers, that parts add up to totals, that every published value
is true, and that zeros are shown, so that what is hidden is at least 1. The ends of what stays
possible are found as a linear program first; where its answer is no whole table, as an integer
program. A table found on the way is kept: it proves values for every hidden number at once.

Values between the ends are counted as possible. In tables of two dimensions each of them is
(the program is a network); in more dimensions a gap can exist.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from firstlight.disclosure.system import Floats

WHOLE = 1e-6
NARROWINGS = 3
SECONDS = 10.0  # for one integer program; when it is not done, nothing is proved
FINISHED, UNBOUNDED = 0, 3
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Span:
    """The ends of what a hidden number can be; `high` is None where there is no end.

    Both ends were met by a whole table, unless `proved` is false: then it was not settled in
    time, and the ends are those of the tables found.
    """

    low: int
    high: int | None
    proved: bool = True

    def holds(self, count: int) -> bool:
        """True when at least so many values lie between the ends."""
        return self.high is None or self.high - self.low + 1 >= count


class Contradiction(Exception):
    """No whole table fits what was published."""


def split_signs(matrix: sparse.csr_matrix) -> tuple[sparse.csr_matrix, sparse.csr_matrix]:
    """What quantities add up, and what they take away (below zero)."""
    above, below = matrix.maximum(0).tocsr(), matrix.minimum(0).tocsr()
    above.eliminate_zeros()
    below.eliminate_zeros()
    return above, below


def _sum_others(bound: Floats, row: Ints, rows: int) -> Floats:
    """For each entry the sum of the other entries of its row; minus infinity with one of them."""
    endless = np.isinf(bound)
    finite = np.where(endless, 0.0, bound)
    total, open_ends = np.bincount(row, finite, rows), np.bincount(row, endless, rows)
    others: Floats = np.where(open_ends[row] > endless, -np.inf, total[row] - finite)
    return others


class Attacker:
    """Works out what stays possible for the hidden quantities of a system.

    Parameters
    ----------
    matrix
        Quantities by atoms: 1 where a quantity adds an atom up, -1 where it takes it away (a fact
        of addition between counts is such a quantity, of which the value is known).
    low, high
        The least and the most of each quantity: twice the value where it is shown, 1 and
        infinity where it is hidden, 0 and infinity where nothing is said.
    known
        Whole tables (tables by atoms) that fit, if any are at hand.
    """

    def __init__(
        self, matrix: sparse.csr_matrix, low: Floats, high: Floats, known: Ints | None = None
    ) -> None:
        self._matrix = matrix
        self._low, self._high = low, high
        self._finished = True
        self._prepare()
        fits = np.zeros((0, matrix.shape[1]), dtype=np.int64) if known is None else known
        if len(fits):
            fits = fits[self._fitting(fits)]
        if not len(fits):
            fits = self._find_any()[None, :]
        self.known: Ints = fits
        sums = self.known @ matrix.T
        self.lowest: Ints = sums.min(axis=0)
        self.highest: Ints = sums.max(axis=0)

    def _fitting(self, tables: Ints) -> NDArray[np.bool_]:
        sums = tables @ self._matrix.T
        fitting: NDArray[np.bool_] = ((sums >= self._low) & (sums <= self._high)).all(axis=1)
        return fitting

    def _prepare(self) -> None:
        """Take out what is known of single atoms, and what follows from it."""
        matrix = self._matrix
        sizes = np.diff(matrix.indptr)
        self._floor = np.zeros(matrix.shape[1])
        self._ceiling = np.full(matrix.shape[1], np.inf)
        single = np.flatnonzero(sizes == 1)
        atoms = matrix.indices[matrix.indptr[single]]
        np.maximum.at(self._floor, atoms, self._low[single])
        np.minimum.at(self._ceiling, atoms, self._high[single])
        if (self._floor > self._ceiling).any():
            raise Contradiction
        fixed = self._floor == self._ceiling
        self._free = np.flatnonzero(~fixed)
        given = np.where(fixed, self._floor, 0.0)
        base = matrix @ given
        inner = matrix[:, self._free]
        left = np.diff(inner.indptr)
        if ((left == 0) & ((base < self._low) | (base > self._high))).any():
            raise Contradiction
        above, below = split_signs(matrix)
        least = above @ np.where(fixed, given, self._floor)
        least = least + below @ np.where(fixed, given, self._ceiling)
        needed = (left > 0) & (sizes > 1) & ((least < self._low) | np.isfinite(self._high))
        self._rows = inner[needed]
        self._row_low = self._low[needed] - base[needed]
        self._row_high = self._high[needed] - base[needed]
        self._given = given
        self._base = base
        self._inner = inner
        self._narrow()
        self._part: Ints = np.zeros(0, dtype=np.int64)
        if len(self._free):
            links = self._rows.T @ self._rows
            self._part = sparse.csgraph.connected_components(links, directed=False)[1]
        self._cache: dict[bytes, tuple[Ints, sparse.csr_matrix, Floats, Floats]] = {}

    def _narrow(self) -> None:
        """Bounds of each quantity that follow from single sums, without a program."""
        rows = self._rows
        least, most = self._floor[self._free], self._ceiling[self._free]
        entry_row = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
        atom, adds = rows.indices, rows.data > 0
        for _ in range(NARROWINGS):
            if not len(atom):
                break
            low = np.where(adds, least[atom], -most[atom])  # what each atom brings to its sum
            high = np.where(adds, most[atom], -least[atom])
            upper = self._row_high[entry_row] - _sum_others(low, entry_row, rows.shape[0])
            lower = self._row_low[entry_row] + _sum_others(-high, entry_row, rows.shape[0])
            most, least = most.copy(), least.copy()
            np.minimum.at(most, atom, np.where(adds, upper, -lower))
            np.maximum.at(least, atom, np.where(adds, lower, -upper))
        if (least > most).any():
            raise Contradiction
        above, below = split_signs(self._inner)
        self._outer_low: Floats = self._base + above @ least + below @ most
        self._outer_high: Floats = self._base + above @ most + below @ least
        self._outer_low = np.maximum(self._outer_low, self._low)
        self._outer_high = np.minimum(self._outer_high, self._high)

    def _reach(self, over: Ints) -> tuple[Ints, sparse.csr_matrix, Floats, Floats]:
        """The atoms and rows that hang together with some atoms."""
        parts = np.unique(self._part[over])
        mark = parts.tobytes()
        if mark not in self._cache:
            atoms = np.flatnonzero(np.isin(self._part, parts))
            rows = self._rows[:, atoms]
            used = np.diff(rows.indptr) > 0
            self._cache[mark] = (atoms, rows[used], self._row_low[used], self._row_high[used])
        return self._cache[mark]

    def _find_any(self) -> Ints:
        table = np.where(np.isfinite(self._floor), self._floor, 0.0)
        if len(self._free):
            answer = self._solve(np.arange(len(self._free)), None, whole=True)
            if answer is None:
                raise Contradiction
            table[self._free] = answer
        found: Ints = np.round(table).astype(np.int64)
        if not self._fitting(found[None, :])[0]:
            raise Contradiction
        return found

    def _solve(
        self,
        over: Ints,
        cost: Floats | None,
        *,
        whole: bool,
        cap: tuple[float, float] = (-np.inf, np.inf),
    ) -> Floats | None:
        """Solve for the free atoms that hang together with `over`.

        `cost` is the quantity to make least, over the free atoms; `cap` bounds it. Returns a
        value for each free atom (those not solved for from a known table), or None.

        Raises
        ------
        OverflowError
            When there is no end.
        """
        atoms, rows, row_low, row_high = self._reach(over)
        aim = np.zeros(len(atoms)) if cost is None else cost[atoms]
        constraints = [LinearConstraint(rows, row_low, row_high)] if rows.shape[0] else []
        if np.isfinite(cap).any():
            constraints.append(LinearConstraint(sparse.csr_matrix(aim), cap[0], cap[1]))
        free = self._free[atoms]
        result = milp(
            aim,
            integrality=np.full(len(atoms), int(whole)),
            bounds=Bounds(self._floor[free], self._ceiling[free]),
            constraints=constraints,
            options={"time_limit": SECONDS, "mip_rel_gap": 0.0},
        )
        if result.status == UNBOUNDED:
            raise OverflowError
        self._finished = result.status == FINISHED
        if result.x is None:
            return None
        if len(atoms) == len(self._free):
            alone: Floats = np.asarray(result.x)
            return alone
        filled: Floats = self.known[0][self._free].astype(np.float64)
        filled[atoms] = result.x
        return filled

    def _keep(self, free: Floats) -> None:
        """Keep a table that was found, if it is a whole one that fits."""
        table = self._given.copy()
        table[self._free] = free
        found = np.round(table)
        if np.abs(found - table).max(initial=0.0) > WHOLE:
            return
        whole = found.astype(np.int64)[None, :]
        if self._fitting(whole)[0]:
            self.known = np.concatenate([self.known, whole])
            sums = (whole @ self._matrix.T)[0]
            self.lowest = np.minimum(self.lowest, sums)
            self.highest = np.maximum(self.highest, sums)

    def _cost(self, quantity: int) -> tuple[Floats, Ints]:
        row = self._inner[quantity]
        cost = np.zeros(len(self._free))
        cost[row.indices] = 1.0
        return cost, row.indices

    def _push(
        self, quantity: int, up: bool, stop: float, *, whole: bool = True
    ) -> tuple[float, bool]:
        """The end of a quantity in one direction, looking no further than `stop`.

        Tables met on the way are kept. Returns the end and whether it was settled. Without
        `whole` the end is that of the linear program, beyond which no whole table lies.
        """
        sign = -1.0 if up else 1.0
        seen = float(self.highest[quantity] if up else self.lowest[quantity])
        outer = float(self._outer_high[quantity] if up else self._outer_low[quantity])
        if sign * seen <= sign * (min(outer, stop) if up else max(outer, stop)):
            return seen, True
        cost, over = self._cost(quantity)
        if not len(over):
            return float(self._base[quantity]), True
        cap = (sign * (stop - self._base[quantity]), np.inf)
        found = self._solve(over, sign * cost, whole=False, cap=cap)
        if found is None:
            raise Contradiction
        self._keep(found)
        end = float(cost @ found) + self._base[quantity]
        end = math.floor(end + WHOLE) if up else math.ceil(end - WHOLE)
        met = self.highest[quantity] >= end if up else self.lowest[quantity] <= end
        if met or not whole:
            return end, True
        inner = self._solve(over, sign * cost, whole=True, cap=cap)
        if inner is not None:
            self._keep(inner)
        return float(self.highest[quantity] if up else self.lowest[quantity]), self._finished

    def leaves(self, quantity: int, count: int, unless_above: int) -> bool:
        """True when a hidden quantity surely keeps `count` values, or is surely large.

        Surely large is more than `unless_above`, whatever the hidden numbers are.
        """
        if self._keeps(quantity, count):
            return True
        if self._outer_low[quantity] > unless_above:
            return True
        if self._outer_high[quantity] - self._outer_low[quantity] + 1 < count:
            return False
        ends = []
        for up in (True, False):
            ends.append(self._push(quantity, up, self._stop(quantity, up, count), whole=False)[0])
            if self._keeps(quantity, count):
                return True
        if ends[1] > unless_above:
            return True
        if ends[0] - ends[1] + 1 < count:
            return False
        for up in (True, False):  # the linear program leaves room; is there a whole table?
            self._push(quantity, up, self._stop(quantity, up, count))
            if self._keeps(quantity, count):
                return True
        return False

    def room(self, quantities: Ints) -> Floats:
        """How far apart the ends of quantities are at most, as single sums tell."""
        return self._outer_high[quantities] - self._outer_low[quantities]

    def _keeps(self, quantity: int, count: int) -> bool:
        return bool(self.highest[quantity] - self.lowest[quantity] + 1 >= count)

    def _stop(self, quantity: int, up: bool, count: int) -> float:
        """Where looking further proves no more than is asked."""
        if up:
            return float(self.lowest[quantity]) + count - 1
        return float(self.highest[quantity]) - count + 1

    def find_span(self, quantity: int) -> Span:
        """The ends of what a hidden quantity can be."""
        bottom, low_settled = self._push(quantity, False, -np.inf)
        try:
            top, high_settled = self._push(quantity, True, np.inf)
        except OverflowError:
            return Span(int(bottom), None, low_settled)
        return Span(int(bottom), int(top), low_settled and high_settled)
