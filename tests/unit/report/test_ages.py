"""Age of figures: told beside the period of an old one, once a mention, and never of another."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

import firstlight
from firstlight.assessment import open_library
from firstlight.assessment.register import open_register
from firstlight.base.cell import Cell
from firstlight.base.finding import Figure, Sentence, Shown, When, Words
from firstlight.base.period import Period, count_age
from firstlight.base.place import US
from firstlight.base.provenance import Address
from firstlight.refresh import Releases, list_held
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
        ("2020-12-31", 0, ""),
        ("2025-12-31", 5, ""),
        ("2026-01-01", 6, "six years old"),
        ("2026-11-22", 6, "six years old"),
        ("2031-06-01", 11, "eleven years old"),
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


def test_the_house_has_one_clock() -> None:
    """Fails when a page, the list of sources or a report counts years in a way of its own."""
    today = datetime.datetime.now(tz=datetime.UTC).astimezone().date()
    library = open_library()
    releases = Releases(Path("no-such-folder-of-releases"))
    held = {
        entry.source.id: (entry.years_old, entry.is_old)
        for entry in list_held(library.catalogue, library.pack, releases, today=today)
    }
    for source in library.catalogue.sources.values():
        period = Period.read(source.period)
        figure = enter(period, today)
        age = today.year - int(period.last.isoformat()[:4])
        assert held[source.id] == (figure.age_years, figure.is_old) == (max(0, age), figure.is_old)
    assert count_age(Period.one_night(2018).last, datetime.date(2026, 11, 22)) == 8
    assert count_age(Period.years(2014, 2018).last, datetime.date(2026, 11, 22)) == 8


def test_no_other_clock_is_kept() -> None:
    """Fails when a file of the house divides days by the days of a year again."""
    root = Path(firstlight.__file__).parent.parent
    files = {file.name: file.read_text(encoding="utf-8") for file in root.rglob("*.py")}
    assert [name for name, text in files.items() if "365" in text] == []
