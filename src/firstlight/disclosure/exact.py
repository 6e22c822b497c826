"""The cheapest way to hide, for small tables of two dimensions.

A master program chooses what to hide; the attack on its choice, where it succeeds, says by its
prices what was missing, and that becomes a condition of the master. When no attack succeeds the
choice is the cheapest there is. (The method of Fischetti and Salazar, 2001, with the width of
what stays possible as the one thing asked.)
"""

from __future__ import annotations

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from firstlight.disclosure.attack import Contradiction
from firstlight.disclosure.search import Problem, list_asked, make_attacker
from firstlight.disclosure.system import Flags, Floats

ENTRIES_AT_MOST = 150  # a table of 9 by 13 has 140 with its margins
ROUNDS = 40
NODES = 5_000  # of one master program
SECONDS = 10.0  # of one master program, for a machine that is busy


def find_fewest(problem: Problem, found: Flags) -> Flags:
    """Improve on a way that was found, to the cheapest where that can be shown.

    Parameters
    ----------
    found
        What a search would hide. It is given back when the cheapest way was not settled, and
        for tables that are too large, linked with others, or with a hidden zero.
    """
    truth = problem.truth
    if truth is None or problem.system.quantities > ENTRIES_AT_MOST or not found.any():
        return found
    master = _Master(problem, float(problem.costs[found].sum()))
    for _ in range(ROUNDS):
        hidden = master.choose()
        if hidden is None:
            return found
        try:
            attacker = make_attacker(problem, hidden, truth[None, :])
        except Contradiction:
            return found
        failed = [
            int(quantity)
            for quantity in list_asked(problem, hidden)
            if not attacker.leaves(int(quantity), problem.keeps, problem.protect_up_to)
        ]
        if not failed:
            return hidden
        for quantity in failed:
            master.learn(quantity, hidden)
    return found


class _Master:
    """Chooses what to hide under everything learned so far."""

    def __init__(self, problem: Problem, at_most: float) -> None:
        self._problem = problem
        self._at_most = at_most
        matrix = problem.system.matrix
        self._both = sparse.vstack([matrix, -matrix], format="csr")
        far = problem.keeps - 1.0  # to look further proves no more than is asked
        self._more = np.full(problem.system.quantities, far)
        self._less = np.clip(problem.values - 1, 0, far)
        self._cuts: list[Floats] = []
        self._needs: list[float] = []

    def choose(self) -> Flags | None:
        """The cheapest choice, or None when it was not settled or costs more than is known."""
        problem = self._problem
        rows = [*self._cuts, problem.costs]
        low = [*self._needs, -np.inf]
        high = [*[np.inf] * len(self._needs), self._at_most + 1e-6]
        result = milp(
            problem.costs,
            integrality=np.ones(len(problem.costs)),
            bounds=Bounds(problem.first.astype(float), problem.own.astype(float)),
            constraints=[LinearConstraint(sparse.csr_matrix(np.array(rows)), low, high)],
            options={"node_limit": NODES, "time_limit": SECONDS, "mip_rel_gap": 0.0},
        )
        if result.status != 0 or result.x is None:
            return None
        chosen: Flags = np.round(result.x).astype(bool)
        return chosen

    def learn(self, quantity: int, hidden: Flags) -> None:
        """Add the condition under which a quantity keeps more values than it does now."""
        weights = self._price(quantity, hidden, 1.0) + self._price(quantity, hidden, -1.0)
        far = self._problem.keeps - 1.0
        cut = np.minimum(weights, far)
        cut[np.abs(cut) < 1e-9] = 0.0
        if self._problem.first[quantity]:
            self._needs.append(far)
        else:  # only when it is hidden itself
            cut[quantity] -= far
            self._needs.append(0.0)
        self._cuts.append(cut)

    def _price(self, quantity: int, hidden: Flags, sign: float) -> Floats:
        """What hiding each quantity is worth for moving one up (1) or down (-1)."""
        problem = self._problem
        matrix = problem.system.matrix
        upper = problem.values + self._more * hidden
        lower = problem.values - self._less * hidden
        result = linprog(
            -sign * matrix[quantity].toarray().ravel(),
            A_ub=self._both,
            b_ub=np.concatenate([upper, -lower]),
            bounds=(0, None),
            method="highs-ds",
        )
        prices = -np.asarray(result.ineqlin.marginals).reshape(2, -1)
        worth: Floats = prices[0] * self._more + prices[1] * self._less
        return worth
