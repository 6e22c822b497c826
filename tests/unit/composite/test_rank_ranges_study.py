"""benchmarks/rank_ranges.py: the study of the ranges, small, against what the entry says."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from firstlight.catalogue import read_catalogue

OURS = read_catalogue().composites["susceptibility"]
WITHOUT = (
    "unemployment", "farm_work_share", "construction_share", "manufacturing_share",
    "homeless_student_share",
)  # fmt: skip
WORLDS, UNITS = 10, 500


@pytest.fixture
def benchmark(monkeypatch) -> ModuleType:
    path = Path(__file__).resolve().parents[3] / "benchmarks" / "rank_ranges.py"
    spec = importlib.util.spec_from_file_location("rank_ranges", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "rank_ranges", module)  # dataclasses ask for it
    spec.loader.exec_module(module)
    return module


def test_every_margin_holds_the_promise_and_the_shipped_ones_do_not(benchmark) -> None:
    """With weights known, so that worlds differ little.

    Fails when the study gives the engine margins that the shipped profile has not, or the
    entry prints another share than the study finds.
    """
    alone = benchmark.fix_weights(OURS)
    every = benchmark.study(alone, WORLDS, UNITS)
    shipped = benchmark.study(alone, WORLDS, UNITS, WITHOUT)
    assert 0.85 <= every.held <= 0.95
    assert abs(100 * shipped.held - OURS.study_held_margins_alone_percent) <= 4
    assert 100 * shipped.turned < OURS.study_turned_under_percent
    assert shipped.told_apart > every.told_apart  # too sure of itself


def test_pairs_turned_round_are_counted_by_a_second_method(benchmark) -> None:
    """Every pair by hand. Fails when a pair is counted twice, or the order is turned."""
    held, ranks, above, turned = benchmark.run_world(benchmark.fix_weights(OURS), 7, 40, WITHOUT)
    again = benchmark.run_world(benchmark.fix_weights(OURS), 7, 40, WITHOUT)
    assert (above, turned) == again[2:] and (held == again[0]).all()
    assert sorted(set(ranks)) == list(range(1, 41))
    assert 0 <= turned <= above <= 40 * 39 / 2


@pytest.mark.shared
def test_the_conditions_without_a_margin_are_those_of_the_study() -> None:
    """Fails when a condition gains or loses its margin and the study is not run again."""
    from firstlight.assessment import make_national_profile, open_library

    ranges = make_national_profile(open_library()).ranges
    assert ranges is not None and ranges.no_margin == WITHOUT
