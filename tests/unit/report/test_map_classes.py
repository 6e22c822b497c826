"""src/firstlight/report/map_classes.py: one class for a value, none for no number."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firstlight.base.cell import Cell, Status
from firstlight.base.finding import Figure
from firstlight.base.period import Period
from firstlight.base.place import US
from firstlight.base.quantity import Quantity, Unit, UnitKind
from firstlight.report.map_classes import AT_MOST, SHADES, Mark, cut_classes, find_mark

SHARE = Unit(UnitKind.SHARE, "%")
VALUES = st.lists(st.floats(0, 100, allow_nan=False), min_size=1, max_size=80)


def figure(cell: Cell, decimals: int = 1) -> Figure:
    return Figure("x.US", "x", "x", Quantity(cell, SHARE), Period.year(2020), US, decimals, ("e1",))


LIKE = figure(Cell.estimated(1.0))


def holds(words: str, value: float) -> bool:
    """Whether the printed words of a class hold a value, read as a person reads them."""
    numbers = [float(text.replace(",", "")) for text in re.findall(r"[\d.,]+", words)]
    if words == "every county with a figure":
        return True
    if words.startswith("under "):
        return value < numbers[0]
    if words.endswith(" and over"):
        return value >= numbers[0]
    return numbers[0] <= value <= numbers[-1]


@given(VALUES)
def test_every_value_stands_in_just_the_class_whose_printed_words_hold_it(
    values: list[float],
) -> None:
    """Fails when a cut is printed as one number and used as another, or classes overlap."""
    made = cut_classes(values, like=LIKE)
    assert 1 <= len(made.classes) <= AT_MOST
    for value in values:
        printed = round(value, 1)
        found = [at for at, one in enumerate(made.classes) if holds(one.words, printed)]
        assert found == [made.find(value)]


@given(VALUES)
def test_shades_only_grow_darker_and_no_class_is_empty(values: list[float]) -> None:
    """Fails when a higher class is drawn lighter, or the legend holds a class without counties."""
    made = cut_classes(values, like=LIKE)
    order = [SHADES.index(one.shade) for one in made.classes]
    assert order == sorted(set(order))
    assert {made.find(value) for value in values} == set(range(len(made.classes)))


@pytest.mark.parametrize(
    ("cell", "mark"),
    [
        (Cell.missing(Status.SUPPRESSED, "small"), Mark.HIDDEN),
        (Cell.missing(Status.NOT_REPORTED, ""), Mark.NO_REPORT),
        (Cell.missing(Status.NOT_COLLECTED, ""), Mark.NOT_ASKED),
        (Cell.missing(Status.REFUSED, ""), Mark.REFUSED),
        (Cell(12.0, Status.SHOWN, unreliable=True), Mark.UNRELIABLE),
        (Cell.counted(0), None),
        (Cell.estimated(12.0), None),
    ],
)
def test_what_is_hidden_missing_or_unsure_is_marked_and_never_shaded(
    cell: Cell, mark: Mark | None
) -> None:
    """Fails when a hidden county gets a class, or two kinds of no number are drawn alike."""
    assert find_mark(figure(cell)) is mark
