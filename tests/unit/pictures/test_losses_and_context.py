"""Three losses, each from its own source; contexts of identification, source by source."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from firstlight.base.cell import Cell, Status
from firstlight.base.errors import InputFaults
from firstlight.base.period import Period
from firstlight.base.place import US
from firstlight.base.quantity import Quantity, Unit, UnitKind
from firstlight.catalogue import read_catalogue
from firstlight.pictures import (
    ContextCount,
    ContextTable,
    Step,
    StepCount,
    build_ladder,
    tabulate_context,
)

CATALOGUE = read_catalogue()
PICTURES = CATALOGUE.pictures


def q(n: Any, unit: str = "people") -> Quantity:
    cell = Cell.missing(n) if isinstance(n, Status) else Cell.counted(n)
    return Quantity(cell, Unit(UnitKind.COUNT, unit))


def step(came: Any, left: Any, unit: str = "people", left_unit: str = "") -> Step:
    given = StepCount(
        "met", q(came, unit), q(left, left_unit or unit), Period.year(2024), US, "fed_sex", "survey"
    )
    return build_ladder([given], pictures=PICTURES).gaps[0].steps[0]


def rules(found: Step) -> list[str]:
    return [said.rule for said in found.why]


def test_a_step_nobody_counted_is_a_gap_and_no_zero() -> None:
    """Fails if a missing step is drawn as "none lost"."""
    ladder = build_ladder([], pictures=PICTURES)
    assert [label for _, label in ladder.rungs] == ["Met", "Recognized", "Coded", "Reported"]
    assert [gap.why_not[0].says for gap in ladder.gaps] == ["Nobody counted this."] * 3


def test_a_loss_is_worked_out_inside_one_source() -> None:
    """Fails if came less left is wrong."""
    assert step(80, 20).lost.value == 60 and step(80, 20).both
    assert step(80, 80).lost.cell.status is Status.TRUE_ZERO


def test_different_units_are_not_subtracted() -> None:
    """Fails if offenses are taken from people."""
    found = step(80, 20, "people", "offenses")
    assert rules(found) == ["L02"] and not found.lost.has_number and not found.lost.has_range


def test_more_left_than_came_is_told() -> None:
    """Fails if a negative loss is printed."""
    assert rules(step(20, 80)) == ["L03"] and not step(20, 80).lost.has_number


def test_a_missing_end_leaves_no_loss() -> None:
    """Fails if a blank end is taken for 0."""
    found = step(80, Status.NOT_REPORTED)
    assert rules(found) == ["L04"] and not found.lost.has_number and not found.lost.has_range


@pytest.mark.parametrize(("came", "left"), [(80, 70), (80, 79), (80, 1), (80, 10), (9, 0), (9, 9)])
def test_two_ends_that_tell_a_small_count_are_not_for_one_table(came: int, left: int) -> None:
    """Fails if 80 came and 77 left are printed beside each other, or the loss of a small end."""
    found = step(came, left)
    assert rules(found) == ["L05"]
    assert not found.both and not found.lost.has_number and not found.lost.has_range


def test_a_step_that_does_not_exist_is_a_fault() -> None:
    """Fails if a loss after the last rung is drawn."""
    wrong = StepCount("reported", q(80), q(20), Period.year(2024), US, "", "survey")
    with pytest.raises(InputFaults, match="no such step"):
        build_ladder([wrong], pictures=PICTURES)


def context(*counts: ContextCount) -> ContextTable:
    dimension = CATALOGUE.taxonomy.dimensions["linked_crime"]
    return tabulate_context(counts, dimension=dimension, pictures=PICTURES)


def count(value: str, n: Any, kind: str = "case register", source: str = "PD") -> ContextCount:
    return ContextCount(kind, source, value, q(n), Period.year(2024), US)


def test_each_source_keeps_its_column_and_absent_kinds_are_named() -> None:
    """Fails if columns are merged, or a missing survey goes unsaid."""
    found = context(
        count("domestic_violence", 30),
        count("sexual_assault", 0),
        count("unknown", 44),
        count("domestic_violence", 12, "survey", "clinic"),
    )
    rows = [value for value, _ in found.rows]
    first, second = found.columns
    assert (first.source, second.source) == ("PD", "clinic")
    assert first.cells[rows.index("domestic_violence")].value == 30
    assert first.cells[rows.index("sexual_assault")].cell.status is Status.TRUE_ZERO
    assert first.cells[rows.index("drugs")].cell.status is Status.NOT_REPORTED
    assert first.cells[rows.index("unknown")].value == 44
    assert [kind for kind, _ in found.missing] == ["look-back"]


def test_small_contexts_are_hidden() -> None:
    """Fails if three cases beside domestic violence are printed."""
    (column,) = context(count("domestic_violence", 3)).columns
    assert column.cells[0].cell.status is Status.SUPPRESSED


def test_two_figures_of_one_source_for_one_line_have_a_column_each() -> None:
    """Fails if figures that both stand stop the page, or one takes the place of the other."""
    first = count("domestic_violence", 30)
    columns = context(first, replace(first, quantity=q(45), number=1)).columns
    assert [(c.source, c.cells[0].value) for c in columns] == [("PD", 30), ("PD", 45)]


def test_nothing_in_hand_says_why() -> None:
    """Fails if an empty table looks like "no other crime"."""
    assert context().why_not and not context().columns


@pytest.mark.parametrize(
    ("counts", "says"),
    [
        ([count("arson", 20)], "does not exist"),
        ([count("drugs", 20, "rumor")], "does not exist"),
        ([count("drugs", 20), count("drugs", 21)], "stands twice"),
    ],
)
def test_wrong_lines_are_faults(counts: list[ContextCount], says: str) -> None:
    """Fails if a wrong line is dropped in silence."""
    with pytest.raises(InputFaults, match=says):
        context(*counts)
