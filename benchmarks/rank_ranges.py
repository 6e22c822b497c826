"""Do the rank ranges hold what they promise, and how long does the national profile take?

Run `python benchmarks/rank_ranges.py [--worlds N] [--units N]`. Each world has a truth that
is known: values of each unit, and weights of each component. It is measured with margins like
those of the American Community Survey (wide for small places), and the engine gets only what
was measured. Printed: the share of units whose true rank lies in the 90 percent range, over
all units and by tenth of the true ranks. The exit status is 1 when the share over all units
leaves 85 to 95 percent, or when the national profile takes over 5 seconds.
"""

from __future__ import annotations

import argparse
import dataclasses
import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from firstlight.assessment import make_national_profile, open_library
from firstlight.catalogue import read_catalogue
from firstlight.catalogue.entries import Composite
from firstlight.composite import Estimates, draw_ranges, draw_weights, rank_lowest

PROMISED = (0.85, 0.95)
BUDGET_SECONDS = 5.0
DRAWS = 500


def make_truth(
    composite: Composite, rng: np.random.Generator, units: int
) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    """True shares of each unit, which go together a little, and standard errors by size."""
    people = rng.lognormal(10.3, 1.4, units)
    common = rng.standard_normal(units)
    values, errors = {}, {}
    for part in composite.components:
        own = 0.5 * common + 0.87 * rng.standard_normal(units)
        values[part.id] = 100 / (1 + np.exp(-(-1.8 + 0.45 * own)))
        share = values[part.id] / 100
        # about one household in eight is asked over five years; clustering doubles the variance
        errors[part.id] = 100 * np.sqrt(2 * share * (1 - share) / (people / 8))
    return values, errors


def true_ranks(
    composite: Composite, values: dict[str, np.ndarray], weights: np.ndarray
) -> np.ndarray:
    """Ranks from 1 for the largest true score, by arithmetic of this file's own."""
    standings = [
        rank_lowest(values[part.id]) / (len(values[part.id]) - 1) for part in composite.components
    ]
    return rank_lowest(-(weights @ np.stack(standings))) + 1


def held(composite: Composite, seed: int, units: int) -> tuple[np.ndarray, np.ndarray]:
    """For one world: whose true rank lies in its range, and the true ranks."""
    rng = np.random.default_rng(seed)
    values, errors = make_truth(composite, rng, units)
    weights = draw_weights(composite, rng, 1)[0]
    ranks = true_ranks(composite, values, weights)
    estimates = {
        name: Estimates(
            np.clip(values[name] + errors[name] * rng.standard_normal(units), 0, 100),
            1.645 * errors[name],
            0.0,
            100.0,
        )
        for name in values
    }
    ranges = draw_ranges(composite, estimates, seed=seed + 1, draws=DRAWS, drop_draws=1)
    return (ranges.low <= ranks) & (ranks <= ranges.high), ranks


def study(composite: Composite, worlds: int, units: int) -> tuple[float, list[float]]:
    """The share held over all units, and by tenth of the true ranks."""
    inside, tenths = [], []
    for world in range(worlds):
        found, ranks = held(composite, 1000 + 2 * world, units)
        inside.append(found)
        tenths.append((ranks - 1) * 10 // units)
    every, tenth = np.concatenate(inside), np.concatenate(tenths)
    return float(every.mean()), [float(every[tenth == i].mean()) for i in range(10)]


def main() -> int:
    """Run, print, and compare with what is promised."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worlds", type=int, default=40)
    parser.add_argument("--units", type=int, default=500)
    asked = parser.parse_args()
    shipped = read_catalogue().composites["susceptibility"]
    certain = dataclasses.replace(shipped, concentration=1e6)
    good = True
    for name, composite in (("margins and weights", shipped), ("margins alone", certain)):
        share, tenths = study(composite, asked.worlds, asked.units)
        good = good and PROMISED[0] <= share <= PROMISED[1]
        by_tenth = " ".join(f"{100 * part:.0f}" for part in tenths)
        sys.stdout.write(
            f"{name} vary, {asked.worlds} worlds of {asked.units} units: the 90 % range holds "
            f"the true rank of {100 * share:.1f} % of units; by tenth of true ranks: {by_tenth}\n"
        )
    library = open_library()
    began = time.perf_counter()
    profile = make_national_profile(library)
    seconds = time.perf_counter() - began
    sys.stdout.write(
        f"national profile: {len(profile.counties):,} counties, "
        f"{len(profile.composite.components)} conditions, {profile.composite.draws} draws: "
        f"{seconds:.2f} s, budget {BUDGET_SECONDS:.0f} s\n"
    )
    return int(not good or seconds > BUDGET_SECONDS)


if __name__ == "__main__":
    raise SystemExit(main())
