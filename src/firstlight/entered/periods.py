"""The time of a total, as holders write it."""

from __future__ import annotations

import calendar
import datetime
import re

from firstlight.base.period import MONTHS, Period

MONTH = re.compile(r"(\d{4})-(\d\d)")
CALENDAR = re.compile(r"(?:CY|calendar year) ?(\d{4})", re.IGNORECASE)
# "FY2025" is read as "fiscal year 2025" is: the federal one, from October to September.
FISCAL = re.compile(r"(?:FY|FFY|federal fiscal year|fiscal year) ?(\d{4})", re.IGNORECASE)
NAMES = "|".join(f"{name}|{name[:3]}\\.?" for name in MONTHS)
# "January-December 2025", "July 2024 to June 2025", "July 1, 2024 - June 30, 2025"
SPAN = re.compile(
    rf"({NAMES})(?: (\d{{1,2}})(?!\d))?,?(?: (\d{{4}}))?\s*(?:-|–|to|through)\s*"
    rf"({NAMES})(?: (\d{{1,2}})(?!\d))?,? (\d{{4}})",
    re.IGNORECASE,
)
ONE_MONTH = re.compile(rf"({NAMES}) (\d{{4}})", re.IGNORECASE)


def read_period(text: str) -> Period:
    """The time of a total: the words of the catalogue, and others that mean one thing only.

    A whole year by its months is that year. "Last year" and two digits for a year are none.

    Raises
    ------
    ValueError
        Where the words tell no time.
    OverflowError
        For a month behind which no day is.
    """
    words = " ".join(text.split())
    if found := MONTH.fullmatch(words):
        return _of_months(int(found[1]), int(found[2]), int(found[1]), int(found[2]))
    if found := CALENDAR.fullmatch(words):
        return Period.year(int(found[1]))
    if found := FISCAL.fullmatch(words):
        return Period.fiscal_year(int(found[1]))
    if found := ONE_MONTH.fullmatch(words):
        return _of_months(int(found[2]), _month(found[1]), int(found[2]), _month(found[1]))
    if found := SPAN.fullmatch(words):
        return _of_span(found)
    return Period.read(words)


def _of_span(found: re.Match[str]) -> Period:
    month, day, year, last_month, last_day, last_year = found.groups()
    if (day is None) != (last_day is None):
        raise ValueError("a span of days has a day at both ends")
    begins = int(year or last_year)
    whole = _of_months(begins, _month(month), int(last_year), _month(last_month))
    if day is None:
        return whole
    return _of_days(
        whole.first.replace(day=int(day)),
        datetime.date(int(last_year), _month(last_month), int(last_day)),
    )


def _of_months(year: int, month: int, last_year: int, last_month: int) -> Period:
    _, days = calendar.monthrange(last_year, last_month)
    return _of_days(datetime.date(year, month, 1), datetime.date(last_year, last_month, days))


def _of_days(first: datetime.date, last: datetime.date) -> Period:
    """One span of days; whole calendar years are read as such, so that they meet their like."""
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first <= last:
        one = first.year == last.year
        return Period.year(first.year) if one else Period.years(first.year, last.year)
    return Period.days(first, last)


def _month(name: str) -> int:
    short = [month[:3].casefold() for month in MONTHS]
    return short.index(name[:3].casefold()) + 1
