"""The three losses print figures of the register, and no two of them tell a small count."""

from __future__ import annotations

import datetime
import random

import pytest

from firstlight.assessment import Library
from firstlight.assessment.model import Block
from firstlight.assessment.pictures_counts import Gave
from firstlight.assessment.pictures_ways import make_losses_block
from firstlight.assessment.recorded_words import whole_column
from firstlight.assessment.register import Register, open_register
from firstlight.base.cell import Cell
from firstlight.base.finding import Shown
from firstlight.base.period import Period
from firstlight.base.place import Area
from firstlight.base.quantity import Quantity, Unit, UnitKind
from firstlight.entered import Total
from firstlight.entered.nesting import Nesting
from firstlight.entered.protect import hide, protect_totals
from firstlight.places import resolve_places

PLACE = "48201"
CHAIN = ("police_people", "police_coded", "police_published")


def _total(library: Library, measure: str, count: int, **more: object) -> Total:
    given = {
        "measure": measure, "group": "", "place": _area(library).place,
        "period": Period.year(2024), "cell": Cell.counted(count), "low": None, "high": None,
        "answer": "", "definition": "as the unit counts", "holder": "invented unit",
        "made_from": (whole_column(library, "ACTUAL_COUNT"),), "unit": "people",
    } | more  # fmt: skip
    return Total(**given)  # type: ignore[arg-type]


def _area(library: Library) -> Area:
    return resolve_places([PLACE], library.gazetteer)


def _block(library: Library, totals: list[Total]) -> tuple[Block, Register]:
    register = open_register(library, datetime.date(2026, 11, 23))
    gave = []
    for number, total in enumerate(totals):
        figure = register.enter_quantity(
            f"entered.{number}",
            indicator="entered",
            label="a total",
            quantity=Quantity(total.cell, Unit(UnitKind.COUNT, "people")),
            period=total.period,
            place=total.place,
            made_from=total.made_from,
        )
        gave.append(Gave(total, figure.id))
    block = make_losses_block(library, register, _area(library), gave, invented=False)
    return block, register


def _printed(block: Block, register: Register) -> list[set[int]]:
    """The numbers of each table and of each sentence."""
    names = [[row.figure for row in table.rows] for table in block.tables]
    names += [[p.figure for p in s.parts if isinstance(p, Shown)] for s in block.sentences]
    values = [[register.figures[name].quantity.value for name in of] for of in names]
    return [{int(value) for value in of if value is not None} for of in values]


def _tells(block: Block, register: Register) -> bool:
    """True when a printed number, or what is lost between two ends of a table, is 1 to 10."""
    numbers = {number for of in _printed(block, register) for number in of}
    for table in block.tables:
        ends = [register.figures[row.figure].quantity.value for row in table.rows[:2]]
        if None not in ends:
            numbers.add(int(ends[0] or 0) - int(ends[1] or 0))
    return any(1 <= number <= 10 for number in numbers)


@pytest.mark.parametrize("seed", range(40))
def test_no_table_and_no_sentence_tells_a_count_of_one_to_ten(library: Library, seed: int) -> None:
    """Fails when a loss is worked out of counts before they are protected, or tells one of them."""
    draw = random.Random(seed)
    counts = [draw.choice((40, 90, 300))]
    for _ in CHAIN[1:]:
        lost = draw.choice((0, draw.randint(1, 10), draw.randint(11, 60)))
        counts.append(max(0, counts[-1] - lost))
    totals = [_total(library, m, n) for m, n in zip(CHAIN, counts, strict=True)]
    place = totals[0].place.id
    nesting = Nesting(frozenset({place}), {place: "TX"}, {})
    catalogue = library.catalogue
    safe = protect_totals(totals, catalogue.entered, nesting, catalogue.usual_rule)
    # a second guard: the block itself sets no two numbers beside each other that tell one
    for given in (list(safe), totals):
        assert not _tells(*_block(library, given)), counts


def test_the_loss_is_printed_where_nothing_is_small(library: Library) -> None:
    """Fails when the guard hides every step, so that the test above could not fail."""
    totals = [_total(library, m, n) for m, n in zip(CHAIN, (300, 200, 120), strict=True)]
    block, register = _block(library, totals)
    assert _printed(block, register)[:2] == [{300, 200, 100}, {200, 120, 80}]


def test_a_step_takes_the_newest_time_with_both_ends_and_no_month_for_a_year(
    library: Library,
) -> None:
    """Police gave 2024 for one end only: the step is of 2023, and the month of 2024 has its own.

    Fails when only the newest figure of each measure is looked at, or a month displaces a year.
    """
    year, month = Period.year(2023), Period.days(*(datetime.date(2024, 5, d) for d in (1, 31)))
    totals = [
        _total(library, "police_people", 500),
        _total(library, "police_people", 300, period=year),
        _total(library, "police_coded", 200, period=year, holder="Invented Unit"),
        _total(library, "police_people", 90, period=month),
        _total(library, "police_coded", 60, period=month),
    ]
    block, register = _block(library, totals)
    assert {200, 300, 100} in _printed(block, register)
    assert {90, 60, 30} in _printed(block, register)


def test_two_figures_for_one_end_are_set_beside_one_of_their_own_definition(
    library: Library,
) -> None:
    """Fails when figures that both stay drop out, stop the page, or cross their definitions."""
    other = {"definition": "by our own words"}
    totals = [
        _total(library, "police_people", 300),
        _total(library, "police_people", 150, **other),
        _total(library, "police_coded", 200),
        _total(library, "police_coded", 80, **other),
    ]
    block, register = _block(library, totals)
    assert _printed(block, register)[: len(block.tables)] == [{300, 200, 100}, {150, 80, 70}]


def test_a_hidden_end_says_so_and_gives_no_loss(library: Library) -> None:
    """Fails when a step with a hidden end is silently left out, or a range of it is printed."""
    totals = [_total(library, "police_people", 300), _total(library, "police_coded", 200)]
    block, register = _block(library, [totals[0], hide(totals[1])])
    assert [of for of in _printed(block, register) if of] == [{300}]
    text = " ".join(p.text for s in block.sentences for p in s.parts if hasattr(p, "text"))
    assert "one end has no number" in text
