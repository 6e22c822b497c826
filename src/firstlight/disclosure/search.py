"""What else has to be hidden so that what is hidden stays so, and no more than that.

For a number that could be worked out too closely, another table is looked for that is as far
off as is wanted and differs from the true one where it costs least; where it differs is
hidden too. At the end each number that was hidden for another's sake is shown again if the
rest stays safe without it. (The method of Kelly, Golden and Assad, 1992, with integer attacks.)
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from firstlight.base.errors import Refused
from firstlight.disclosure.attack import SECONDS, Attacker, Contradiction, Ints
from firstlight.disclosure.system import Flags, Floats, System

MOVED = 1e-7
A_ZERO = (
    4.0  # a zero that is hidden costs as much as four numbers: zeros are told where they can be
)
ROUNDS = 400


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Problem:
    """One new table over people of whom other tables may have been released.

    Over the quantities of `system`: `own` are those of the new table that may be hidden, with
    their `values` and what hiding each `costs`; `first` are hidden for their own sake; `fixed`
    were shown before, with their `values`; `open_before` were hidden before and not shown
    since. `truth` is the new table's own atoms, where they are known. `may_be_zero` are those
    that are hidden together with zeros, so that a hidden one of them can be 0.
    """

    system: System
    values: Floats
    own: Flags
    first: Flags
    fixed: Flags
    open_before: Flags
    costs: Floats
    keeps: int
    protect_up_to: int
    truth: Ints | None
    may_be_zero: Flags | None = None

    @property
    def least_hidden(self) -> Floats:
        """The least that each quantity can be when it is hidden."""
        least = np.ones(len(self.values))
        if self.may_be_zero is not None:
            least[self.may_be_zero] = 0.0
        return least


def make_attacker(problem: Problem, hidden: Flags, known: Ints | None) -> Attacker:
    """The attacker when these quantities of the new table are hidden.

    Raises
    ------
    Contradiction
        When no whole table fits.
    """
    shown = problem.fixed | (problem.own & ~hidden)
    asked = (hidden | problem.open_before) & ~shown
    low = np.where(shown, problem.values, np.where(asked, problem.least_hidden, 0.0))
    high = np.where(shown, problem.values, np.inf)
    return Attacker(problem.system.matrix, low, high, known)


def find_hidden(problem: Problem) -> Flags:
    """Which quantities of the new table to hide.

    Raises
    ------
    Refused
        When no way was found, or what was released before is opened by it in any case.
    """
    hidden = problem.first.copy()
    mover = _Mover(problem)
    known = None if problem.truth is None else problem.truth[None, :]
    for _ in range(ROUNDS):
        try:
            attacker = make_attacker(problem, hidden, known)
        except Contradiction:
            hidden = hidden | mover.find_moved(hidden, None, 0.0, up=True)[0]
            attacker = _or_refuse(problem, hidden)
        known = attacker.known
        failed = _find_failed(problem, attacker, hidden)
        if failed is None:
            return show_again(problem, hidden, attacker)
        known = attacker.known
        hidden = hidden | mover.find_way(hidden, attacker, failed)
    raise _refusal()


def _or_refuse(problem: Problem, hidden: Flags) -> Attacker:
    try:
        return make_attacker(problem, hidden, None)
    except Contradiction:
        raise _refusal() from None


def _refusal() -> Refused:
    return Refused(
        what="Whether this table may leave",
        why="No way was found to hide small counts in it so that they stay hidden.",
        would_help="Merge categories, combine years, or release fewer dimensions; if tables over "
        "these people were released before, check that they are about the same people.",
    )


def list_asked(problem: Problem, hidden: Flags) -> Ints:
    """The quantities that have to stay open. A zero among them may be told: it is nobody."""
    shown = problem.fixed | (problem.own & ~hidden)
    if problem.may_be_zero is not None:
        shown = shown | (problem.may_be_zero & (problem.values == 0))
    asked: Ints = np.flatnonzero((hidden | problem.open_before) & ~shown)
    return asked


def _find_failed(problem: Problem, attacker: Attacker, hidden: Flags) -> int | None:
    """A quantity that can be worked out too closely, the smallest first, or None."""
    asked = list_asked(problem, hidden)
    order = asked[np.argsort(attacker.lowest[asked], kind="stable")]
    for quantity in order:
        if not attacker.leaves(int(quantity), problem.keeps, problem.protect_up_to):
            return int(quantity)
    return None


def show_again(problem: Problem, hidden: Flags, attacker: Attacker) -> Flags:
    """Show what need not be hidden, the dearest first."""
    extra = np.flatnonzero(hidden & ~problem.first)
    for quantity in extra[np.argsort(-problem.costs[extra], kind="stable")]:
        trial = hidden.copy()
        trial[quantity] = False
        try:
            checked = make_attacker(problem, trial, attacker.known)
        except Contradiction:
            continue
        asked = list_asked(problem, trial)
        width = checked.highest[asked] - checked.lowest[asked] + 1
        short = asked[width < problem.keeps]
        short = short[np.argsort(checked.room(short), kind="stable")]  # what fails is met early
        if all(checked.leaves(int(other), problem.keeps, problem.protect_up_to) for other in short):
            hidden, attacker = trial, checked
    return hidden


class _Mover:
    """Finds the cheapest other table in which one number is as far off as is wanted."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        matrix = problem.system.matrix
        self._atoms = matrix.shape[1]
        own = np.flatnonzero(problem.own & ~problem.fixed)
        self._own = own
        rows = np.arange(len(own))
        pick = sparse.csr_matrix(
            (np.ones(len(own)), (own, rows)), shape=(matrix.shape[0], len(own))
        )
        self._matrix = sparse.hstack([matrix, -pick, pick], format="csr")

    def find_way(self, hidden: Flags, attacker: Attacker, quantity: int) -> Flags:
        """What to hide as well so that a quantity keeps its values."""
        problem = self._problem
        wanted = problem.keeps - 1
        up = float(attacker.lowest[quantity] + wanted)
        down = float(attacker.highest[quantity] - wanted)
        for whole in (False, True):  # a table of halves may be there where no whole one is
            found = [self.find_moved(hidden, quantity, up, up=True, whole=whole)]
            if down >= 1:
                found.append(self.find_moved(hidden, quantity, down, up=False, whole=whole))
            moved, _ = min(found, key=lambda pair: pair[1])
            if (moved & ~hidden).any():
                return moved
        raise _refusal()

    def find_moved(
        self,
        hidden: Flags,
        quantity: int | None,
        target: float,
        *,
        up: bool,
        whole: bool = False,
    ) -> tuple[Flags, float]:
        """The quantities that have to move, and what hiding them costs (infinite: no way)."""
        problem, own = self._problem, self._own
        matrix = self._matrix
        low = np.where(problem.fixed | problem.own, problem.values, 0.0)
        high = np.where(problem.fixed | problem.own, problem.values, np.inf)
        asked = (hidden | problem.open_before) & ~problem.fixed
        asked &= ~(problem.own & ~hidden)
        low[asked], high[asked] = problem.least_hidden[asked], np.inf
        if quantity is not None and up:
            low[quantity] = max(low[quantity], target)
        elif quantity is not None:
            high[quantity] = min(high[quantity], target)
        held = hidden[own]
        more = np.where(held, 0.0, np.inf)
        less = np.where(held, 0.0, np.maximum(problem.values[own] - 1, 0.0))
        cost = np.where(held, 0.0, problem.costs[own])
        result = milp(
            np.concatenate([np.zeros(self._atoms), cost, cost]),
            integrality=np.repeat([int(whole), 0], [self._atoms, 2 * len(own)]),
            bounds=Bounds(0.0, np.concatenate([np.full(self._atoms, np.inf), more, less])),
            constraints=[LinearConstraint(matrix, low, high)],
            options={"time_limit": SECONDS},
        )
        moved = np.zeros(len(problem.values), dtype=bool)
        if result.x is None:
            return moved, np.inf
        off = result.x[self._atoms :].reshape(2, len(own)).max(axis=0) > MOVED
        moved[own[off]] = True
        return moved, float(problem.costs[own[off]].sum())
