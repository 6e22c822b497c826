"""The time of a total, in the words that holders write."""

from __future__ import annotations

import datetime

import pytest

from firstlight.base.period import Period
from firstlight.entered.periods import read_period

DAY = datetime.date


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2025", Period.year(2025)),
        ("CY2025", Period.year(2025)),
        ("calendar year 2025", Period.year(2025)),
        ("January-December 2025", Period.year(2025)),
        ("Jan. 2025 to Dec. 2025", Period.year(2025)),
        ("January 1, 2025 - December 31, 2025", Period.year(2025)),
        ("January 2024 to December 2025", Period.years(2024, 2025)),
        ("FY2025", Period.fiscal_year(2025)),
        ("FY 2025", Period.fiscal_year(2025)),
        ("fiscal year 2025", Period.fiscal_year(2025)),
        ("school year 2024", Period.school_year(2024)),
        ("July 2024-June 2025", Period.days(DAY(2024, 7, 1), DAY(2025, 6, 30))),
        ("july 1, 2024 to june 30, 2025", Period.days(DAY(2024, 7, 1), DAY(2025, 6, 30))),
        ("July 1 2024 through June 30 2025", Period.days(DAY(2024, 7, 1), DAY(2025, 6, 30))),
        ("February 2024", Period.days(DAY(2024, 2, 1), DAY(2024, 2, 29))),
        ("2024-02", Period.days(DAY(2024, 2, 1), DAY(2024, 2, 29))),
        ("January-March 2025", Period.days(DAY(2025, 1, 1), DAY(2025, 3, 31))),
    ],
)
def test_words_that_mean_one_time_are_read(text: str, period: Period) -> None:
    """Fails when a form of a year is refused, or read as another span of days."""
    assert read_period(text) == period


@pytest.mark.parametrize(
    "text",
    [
        *("last year", "FY25", "CY25", "2025-13", "July-June 2025", "July 31-June 31 2025", ""),
        *("July 1 2024 to June 2025", "Mayor 2025", "June 2025-May 2025", "Q3 2025"),
    ],
)
def test_words_that_tell_no_time_are_refused(text: str) -> None:
    """Fails when a span ends before it begins, or two digits are taken for a year."""
    with pytest.raises(ValueError):
        read_period(text)
