"""Age of figures: told beside the period of an old one, once a mention, and never of another."""

from __future__ import annotations

import datetime

import pytest

from firstlight.assessment import open_library
from firstlight.assessment.register import open_register
from firstlight.base.cell import Cell
from firstlight.base.finding import Figure, Sentence, Shown, When, Words
from firstlight.base.period import Period
from firstlight.base.place import US
from firstlight.base.provenance import Address
from firstlight.report.data import describe_figure
from firstlight.report.wording import write_age, write_age_of_table, write_sentence

CELL = Address("acs_2018_poverty", "x.csv", 2, "column", "0" * 64)


def enter(period: Period, made_on: datetime.date, name: str = "made.US") -> Figure:
    register = open_register(open_library(), made_on)
    return register.enter_count(
        name,
        indicator="made",
        label="Made",
        cell=Cell.counted(12),
        unit="people",
        period=period,
        place=US,
        made_from=[CELL],
    )


@pytest.mark.parametrize(
    ("made_on", "years", "words"),
    [
        ("2021-01-01", 0, ""),
        ("2025-12-31", 5, ""),
        ("2026-01-02", 5, "five years old"),
        ("2026-11-22", 6, "six years old"),
        ("2031-06-01", 10, "ten years old"),
    ],
)
def test_a_figure_is_old_from_the_day_after_five_years(
    made_on: str, years: int, words: str
) -> None:
    """Fails when the limit is taken from code, or years are counted from the period's first day."""
    figure = enter(Period.years(2016, 2020), datetime.date.fromisoformat(made_on))
    assert (figure.age_years, write_age(figure)) == (years, words)
    described = describe_figure(figure)
    assert (described["age_years"], described["is_old"]) == (years, bool(words))


def test_the_age_stands_beside_the_period_of_the_figure_and_no_other() -> None:
    """Fails when an earlier date that is only compared with is given an age too."""
    figure = enter(Period.year(2020), datetime.date(2026, 11, 22))
    said = Sentence(
        (Words("There were "), Shown("made.US"), Words(" in "), When(Period.year(2020)),
         Words(", after "), When(Period.year(2012)), Words(".")),
        ("e1",),
    )  # fmt: skip
    words = write_sentence(said, {"made.US": figure})
    assert words == "There were 12 people in 2020 (six years old), after 2012."


def test_a_table_tells_the_age_of_its_newest_figure() -> None:
    """Fails when a series up to this year is called as old as its first year."""
    day = datetime.date(2026, 11, 22)
    old, new = enter(Period.year(2014), day), enter(Period.year(2024), day)
    assert write_age_of_table([old, new]) == ""
    assert write_age_of_table([old]) == "twelve years old"
    assert write_age_of_table([]) == ""
