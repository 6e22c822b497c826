"""An attacker takes shown parts from shown totals; every hidden count of 1 to 10 stays wide."""

from __future__ import annotations

import random

import pytest

from firstlight.base.cell import Cell
from firstlight.base.period import Period
from firstlight.base.place import Place, PlaceKind
from firstlight.catalogue import read_catalogue
from firstlight.entered.nesting import Nesting
from firstlight.entered.protect import is_hidden, protect_totals
from firstlight.entered.shapes import Total

COUNTIES = ("48901", "48903")
NESTING = Nesting(frozenset(COUNTIES), dict.fromkeys(COUNTIES, "TX"))
MEASURES = read_catalogue().entered
RULE = read_catalogue().disclosure["one_to_ten"]
AREA = Place(PlaceKind.AREA, "area", "two invented counties")
YEAR = Period.year(2024)
FORMS = ("sex", "labor", "both", "not_stated")
WIDE = 6  # values that every hidden count of 1 to 10 can have, at the least


def total(value: float, form: str = "", place: str = COUNTIES[0]) -> Total:
    parts = (("form", form),) if form else ()
    where = AREA if place == "area" else Place(PlaceKind.COUNTY, place, f"invented {place}")
    cell = Cell.counted(value)
    return Total("vs_served", "", where, YEAR, cell, None, None, "", "", "one", (), parts)


def widths(whole: float, parts: list[float], shown: list[bool]) -> list[int]:
    """How many values each hidden part can have, by trying all that fit the shown total.

    What is in no part is taken to be known only where nothing is: an attacker who believes
    that the parts are complete tries it as 0 too.
    """
    left = int(whole - sum(p for p, s in zip(parts, shown, strict=True) if s))
    hidden = [index for index, s in enumerate(shown) if not s]
    found = []
    for index in hidden:
        complete = whole == sum(parts)
        others = len(hidden) - 1 + (0 if complete else 1)
        # another hidden count can be anything from 1; with none, this one is what is left
        values = [v for v in range(1, 11) if v == left] if not others else range(1, left)
        found.append((index, len([v for v in values if v <= 10])))
    return [number for index, number in found if parts[index] and parts[index] <= 10]


@pytest.mark.parametrize("seed", range(200))
def test_no_small_part_follows_from_a_shown_total(seed: int) -> None:
    """Fails when a part of 1 to 10, or a rest of 1 to 10, can be worked out to fewer than six."""
    chance = random.Random(seed)
    counts = [float(chance.choice([0, 3, 7, 10, 11, 25, 60, 400])) for _ in FORMS]
    rest = chance.choice([0, 0, 4, 10, 30])
    whole = sum(counts) + rest
    rows = [total(whole), *(total(c, f) for c, f in zip(counts, FORMS, strict=True))]
    kept = protect_totals(rows, MEASURES, NESTING, RULE)
    assert [one.cell.value for one in kept] == [
        None if is_hidden(one) else row.cell.value for one, row in zip(kept, rows, strict=True)
    ]
    if is_hidden(kept[0]):
        assert whole <= 10 and not any(one.cell.value for one in kept[1:])
        return
    shown = [not is_hidden(one) for one in kept[1:]]
    assert all(width >= WIDE for width in widths(whole, counts, shown)), (counts, shown)
    if all(shown):
        assert not 0 < rest <= 10


def test_large_parts_stay_shown() -> None:
    """Fails when everything is hidden, which would protect and be of no use."""
    rows = [total(500), total(300, "sex"), total(150, "labor"), total(5, "both")]
    kept = protect_totals(rows, MEASURES, NESTING, RULE)
    assert [is_hidden(one) for one in kept] == [False, False, False, True]  # 45 stated nowhere
    full = [total(455), *rows[1:]]
    kept = protect_totals(full, MEASURES, NESTING, RULE)
    assert [is_hidden(one) for one in kept] == [False, False, True, True]


def test_a_part_hidden_in_one_county_is_not_opened_by_the_area() -> None:
    """Fails when the area's parts less a county's tell the other county's small part."""
    rows = []
    for place, counts in ((COUNTIES[0], (90, 40)), (COUNTIES[1], (60, 4)), ("area", (150, 44))):
        rows.append(total(sum(counts), place=place))
        rows += [total(c, f, place) for c, f in zip(counts, ("sex", "labor"), strict=True)]
    kept = protect_totals(rows, MEASURES, NESTING, RULE)
    small = kept[5]
    assert is_hidden(small)
    unknown = [index for index, one in enumerate(kept) if is_hidden(one)]
    # every equation that holds the small part has another hidden count above 0 in it
    for equation in ((3, 4, 5), (8, 2, 5)):
        assert len([index for index in equation if index in unknown]) > 1
