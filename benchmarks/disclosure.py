"""Does what leaves stand the attack, how much of it stays, and how long does it take?

Run `python benchmarks/disclosure.py [--tables N] [--sequences N]`: random tables of up to four
dimensions, sequences of three overlapping releases over the same people, and tables of 9 by 13.
The attacker is the tests' own (tests/table_attacker.py): linear and integer programs on a
matrix of his own. Printed: how many tables and sequences expose a small count, how many were
refused, the share of numbers over the limit that is shown, by number of dimensions, and times.
The exit status is 1 when anything is exposed, a published value is not the true one, or a
table of 9 by 13 takes over 5 seconds.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from firstlight.base.errors import Refused
from firstlight.base.table import Dimension, RawTable
from firstlight.catalogue import read_catalogue
from firstlight.disclosure import Release, release, write_published
from table_attacker import Key, bound_by_programs, make_counts, project, read_rows, true_value

TEN = read_catalogue().disclosure["one_to_ten"]
SHAPES = [
    (6,), (2, 2), (3, 4), (4, 6), (5, 7), (7, 9), (2, 3, 3), (3, 3, 3), (2, 3, 5), (3, 4, 4),
    (2, 2, 2, 2), (2, 3, 2, 2), (2, 3, 2, 3),
]  # fmt: skip
MEANS = (1.0, 4.0, 10.0, 25.0, 60.0)
BUDGET_SECONDS = 5.0
KEEPS = 6


def to_table(counts: dict[Key, int], names: str = "pqrs") -> RawTable:
    """A raw table of drawn counts."""
    axes = range(len(next(iter(counts))))
    return RawTable(
        tuple(Dimension(names[k], tuple(dict.fromkeys(key[k] for key in counts))) for k in axes),
        counts,
        {},
    )


def count_faults(made: list[Release], truths: list[dict[Key, int]]) -> int:
    """Values that are not true, small counts shown, and small counts worked out."""
    tables = [read_rows(write_published(r.table)) for r in made]
    faults = 0
    for (_, rows), truth in zip(tables, truths, strict=True):
        for key, (value, _) in rows.items():
            own = true_value(truth, key)
            faults += value != "" and (int(value) != own or 0 < own <= TEN.hide_up_to)
    for (place, key), kept in bound_by_programs(tables).items():
        faults += kept < KEEPS and 1 <= true_value(truths[place], key) <= TEN.protect_up_to
    return faults


def let_out(table: RawTable, earlier: list[Release]) -> Release:
    """Release a table after others."""
    before = [r.table for r in earlier]
    return release(table, TEN, earlier=before, earlier_profiles=[TEN] * len(before))


def run_tables(tables: int) -> int:
    """Random tables, each alone."""
    rng = np.random.default_rng(2026)
    large: Counter[tuple[int, float]] = Counter()
    shown: Counter[tuple[int, float]] = Counter()
    faults = refused = 0
    times: list[float] = []
    for turn in range(tables):
        shape, mean = SHAPES[turn % len(SHAPES)], MEANS[turn // len(SHAPES) % len(MEANS)]
        counts = make_counts(shape, rng, mean)
        began = time.perf_counter()
        try:
            made = let_out(to_table(counts), [])
        except Refused:
            refused += 1
            continue
        times.append(time.perf_counter() - began)
        large[len(shape), mean] += made.utility.large
        shown[len(shape), mean] += made.utility.large_shown
        faults += count_faults([made], [counts])
        if (turn + 1) % 100 == 0:
            share = 100 * sum(shown.values()) / max(1, sum(large.values()))
            say(f"  after {turn + 1}: {faults} faults, {refused} refused, {share:.1f} % shown")
    say(f"{tables} random tables: {faults} faults, {refused} refused")
    for dimensions in sorted({d for d, _ in large}):
        kinds = [(dimensions, mean) for mean in MEANS]
        parts = [f"mean {k[1]:g}: {100 * shown[k] / max(1, large[k]):.0f} %" for k in kinds]
        say(f"  numbers over 10 that are shown, {dimensions} dimensions, {', '.join(parts)}")
    say(f"  all: {100 * sum(shown.values()) / max(1, sum(large.values())):.1f} %")
    say(f"  seconds a table: middle {np.median(times):.2f}, longest {max(times):.2f}")
    return faults


def run_sequences(sequences: int) -> int:
    """Three releases over the same people, each hidden with regard to those before."""
    rng = np.random.default_rng(2027)
    faults = refused = large = shown = 0
    for turn in range(sequences):
        shape = tuple(int(size) for size in rng.integers(2, 5, size=3))
        counts = make_counts(shape, rng, float(rng.choice([6, 15, 30])))
        keeps = [((0, 1), (1, 2), (0, 2)), ((0, 1), (2,), (0, 1, 2)), ((0, 1, 2), (0, 1), (1, 2))]
        made: list[Release] = []
        truths = []
        for keep in keeps[turn % 3]:
            truth = project(counts, keep)
            try:
                made.append(let_out(to_table(truth, "".join("pqr"[k] for k in keep)), made))
                truths.append(truth)
            except Refused:
                refused += 1
        faults += count_faults(made, truths)
        large += sum(r.utility.large for r in made)
        shown += sum(r.utility.large_shown for r in made)
    say(
        f"{sequences} sequences of three releases: {faults} faults, {refused} releases refused, "
        f"{100 * shown / max(1, large):.1f} % of numbers over 10 shown"
    )
    return faults


def run_nine_by_thirteen(tables: int = 8) -> bool:
    """Tables of 9 by 13, exact; True when each is in time."""
    rng = np.random.default_rng(2028)
    times = []
    for turn in range(tables):
        table = to_table(make_counts((9, 13), rng, (10.0, 20.0, 40.0, 80.0)[turn % 4]))
        began = time.perf_counter()
        made = let_out(table, [])
        times.append(time.perf_counter() - began)
        say(
            f"9 by 13: {times[-1]:.2f} s, {made.utility.large_shown} of {made.utility.large} "
            "numbers over 10 shown"
        )
    return max(times) <= BUDGET_SECONDS


def say(line: str) -> None:
    """One line of the report, at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> int:
    """Run, print, and compare with what is promised."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", type=int, default=1000)
    parser.add_argument("--sequences", type=int, default=200)
    asked = parser.parse_args()
    in_time = run_nine_by_thirteen()
    faults = run_sequences(asked.sequences) + run_tables(asked.tables)
    return int(faults > 0 or not in_time)


if __name__ == "__main__":
    raise SystemExit(main())
