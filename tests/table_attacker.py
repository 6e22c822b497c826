"""An attacker of published tables by a method of his own, and random tables for him to attack.

He reads rows of text as `firstlight protect` writes them, and shares no code with the room: small
tables are enumerated cell by cell, larger ones go through `scipy.optimize.linprog` with a matrix
that is built here.
"""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Mapping, Sequence

import numpy as np
from scipy.optimize import linprog

TOTAL = "Total"
Key = tuple[str, ...]
Rows = dict[Key, tuple[str, str]]


def read_rows(text: str) -> tuple[tuple[str, ...], Rows]:
    """Dimension names, and value and status by entry."""
    rows = list(csv.reader(io.StringIO(text)))
    return tuple(rows[0][:-2]), {tuple(r[:-2]): (r[-2], r[-1]) for r in rows[1:]}


def is_part(inner: Key, entry: Key) -> bool:
    return all(e in (i, TOTAL) for i, e in zip(inner, entry, strict=True))


def true_value(counts: Mapping[Key, int], entry: Key) -> int:
    """The sum of the inner cells, by going through all of them."""
    return sum(count for inner, count in counts.items() if is_part(inner, entry))


def bound_by_programs(tables: Sequence[tuple[tuple[str, ...], Rows]]) -> dict[tuple[int, Key], int]:
    """How many values each suppressed entry keeps (at most 99), all tables taken together.

    The unknowns are the combinations of all dimensions; tables that share a dimension have
    the same categories in it.
    """
    names = list(dict.fromkeys(name for own, _ in tables for name in own))
    categories = {
        name: sorted({key[own.index(name)] for own, rows in tables if name in own for key in rows})
        for name in names
    }
    inner = list(itertools.product(*([c for c in categories[n] if c != TOTAL] for n in names)))
    equal, equal_to, least, hidden = [], [], [], []
    for place, (own, rows) in enumerate(tables):
        at = [names.index(name) for name in own]
        for key, (value, status) in rows.items():
            line = np.array([float(is_part(tuple(x[i] for i in at), key)) for x in inner])
            if value != "":
                equal.append(line)
                equal_to.append(float(value))
            elif status == "suppressed":
                least.append(-line)
                hidden.append(((place, key), line))
    program = {
        "A_eq": np.array(equal) if equal else None,
        "b_eq": np.array(equal_to) if equal else None,
        "A_ub": np.array(least) if least else None,
        "b_ub": -np.ones(len(least)) if least else None,
    }
    kept: dict[tuple[int, Key], int] = {}
    for mark, line in hidden:
        low, high = _ends(line, program, whole=False)
        if high - low + 1 < 20:  # near: only whole tables count
            low, high = _ends(line, program, whole=True)
        kept[mark] = int(min(99, np.floor(high + 1e-6) - np.ceil(low - 1e-6) + 1))
    return kept


def _ends(line: np.ndarray, program: dict, *, whole: bool) -> tuple[float, float]:
    ends = []
    for sign in (1.0, -1.0):
        done = linprog(
            sign * line,
            **program,
            bounds=(0, None),
            method="highs",
            integrality=np.ones(len(line)) if whole else None,
        )
        if done.status == 3:
            ends.append(np.inf)
            continue
        assert done.status == 0, "no table fits what was published"
        ends.append(sign * done.fun)
    return ends[0], ends[1]


def enumerate_values(rows: Rows, *, up_to: int) -> dict[Key, set[int]]:
    """Every value of every suppressed entry over all whole tables with counts up to `up_to`.

    Goes through the inner cells one by one and turns back where a published sum is passed.
    """
    inner = [key for key in rows if TOTAL not in key]
    sums = [key for key in rows if TOTAL in key]
    over = {key: [i for i, part in enumerate(inner) if is_part(part, key)] for key in sums}
    last = {key: max(members) for key, members in over.items()}
    touching = {
        i: [k for k in sums if i in over[k] and rows[k][0] != ""] for i in range(len(inner))
    }
    found: dict[Key, set[int]] = {k: set() for k, (_, s) in rows.items() if s == "suppressed"}
    table = [0] * len(inner)

    def go(i: int) -> None:
        if i == len(inner):
            for key in found:
                found[key].add(
                    table[inner.index(key)] if key in inner else sum(table[m] for m in over[key])
                )
            return
        value, status = rows[inner[i]]
        choices = (
            [int(value)] if value != "" else range(1 if status == "suppressed" else 0, up_to + 1)
        )
        for choice in choices:
            table[i] = choice
            fits = True
            for key in touching[i]:
                so_far = sum(table[m] for m in over[key] if m <= i)
                target = int(rows[key][0])
                if so_far > target or (last[key] == i and so_far != target):
                    fits = False
                    break
            if fits:
                go(i + 1)
        table[i] = 0

    go(0)
    return found


def make_counts(shape: Sequence[int], rng: np.random.Generator, mean: float) -> dict[Key, int]:
    """A random table with large and small categories; many inner cells are small or zero."""
    weights = [rng.dirichlet(np.full(size, 1.5)) for size in shape]
    expected = weights[0]
    for other in weights[1:]:
        expected = np.multiply.outer(expected, other)
    expected = expected * mean * np.prod(shape) * rng.gamma(1.5, 1 / 1.5, size=tuple(shape))
    drawn = rng.poisson(expected)
    return {
        tuple(f"{'abcd'[k]}{i}" for k, i in enumerate(place)): int(drawn[place])
        for place in np.ndindex(*shape)
    }


def project(counts: Mapping[Key, int], keep: Sequence[int]) -> dict[Key, int]:
    """The margin over the other dimensions."""
    made: dict[Key, int] = {}
    for key, count in counts.items():
        own = tuple(key[k] for k in keep)
        made[own] = made.get(own, 0) + count
    return made
