"""src/firstlight/assessment/summary.py: how old the figures of a report are, in words."""

from __future__ import annotations

import datetime

import pytest

from firstlight.assessment import assess, open_library
from firstlight.assessment.summary import say_share
from firstlight.base.words import count_in_words
from firstlight.places import resolve_places
from firstlight.report.wording import write_sentence


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (0, 900, "None"),
        (1, 900, "Fewer than one in a hundred"),
        (9, 900, "One in a hundred"),
        (765, 900, "Eighty-five in a hundred"),
        (899, 900, "Nearly all"),
        (900, 900, "All"),
    ],
)
def test_all_and_none_are_said_only_where_they_are_true(part: int, whole: int, said: str) -> None:
    """Fails when a rounded share becomes "All", or a few old figures none."""
    assert say_share(part, whole) == said


def test_the_first_page_counts_old_figures_and_their_years_again() -> None:
    """A second count by days. Fails when a figure without a number has an age, or the share, the
    first or the last year is another than the figures have."""
    library = open_library()
    day = datetime.date(2026, 11, 22)
    made = assess(resolve_places(["48301"], library.gazetteer), library=library, made_on=day)
    known = [figure for figure in made.figures.values() if figure.quantity.has_number]
    ends = [figure.oldest or figure.period.last for figure in known]
    old = sum((day - end).days > 5 * 365.25 for end in ends)
    (said,) = made.summary.ages
    words = write_sentence(said, made.figures)
    share = count_in_words(round(100 * old / len(known)), capital=True)
    assert f"{share} in a hundred of them were more than five years old" in words
    first = min(figure.period.first.year for figure in known)
    last = max(figure.period.last.year for figure in known)
    assert f"of {first} to {last}." in words
