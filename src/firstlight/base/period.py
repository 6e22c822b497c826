"""When a figure was true: a span of days with the words people use for it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum


class PeriodKind(StrEnum):
    """What sort of time a figure covers."""

    YEAR = "year"
    YEARS = "years"  # pooled over several years, as the five-year ACS is
    SCHOOL_YEAR = "school_year"
    FISCAL_YEAR = "fiscal_year"  # of the federal government, October to September
    DAYS = "days"  # from one day to another
    ONE_NIGHT = "one_night"  # a count on one night in January
    AS_OF = "as_of"  # as things stood on a day


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A span of days, both ends included, and its kind.

    `label` is what is printed: "2014–2018", "school year 2022–23",
    "one night in January 2018".
    """

    first: datetime.date
    last: datetime.date
    kind: PeriodKind

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("a period ends before it begins")

    @classmethod
    def year(cls, year: int) -> Period:
        """A calendar year."""
        return cls(datetime.date(year, 1, 1), datetime.date(year, 12, 31), PeriodKind.YEAR)

    @classmethod
    def years(cls, first: int, last: int) -> Period:
        """Several calendar years taken together."""
        return cls(datetime.date(first, 1, 1), datetime.date(last, 12, 31), PeriodKind.YEARS)

    @classmethod
    def school_year(cls, autumn: int) -> Period:
        """The school year that begins in the autumn of this year."""
        return cls(
            datetime.date(autumn, 8, 1), datetime.date(autumn + 1, 7, 31), PeriodKind.SCHOOL_YEAR
        )

    @classmethod
    def fiscal_year(cls, year: int) -> Period:
        """The federal fiscal year that ends in September of this year."""
        return cls(
            datetime.date(year - 1, 10, 1), datetime.date(year, 9, 30), PeriodKind.FISCAL_YEAR
        )

    @classmethod
    def days(cls, first: datetime.date, last: datetime.date) -> Period:
        """From one day to another, both included."""
        return cls(first, last, PeriodKind.DAYS)

    @classmethod
    def one_night(cls, year: int) -> Period:
        """One night in the last ten days of January, the point-in-time count."""
        return cls(datetime.date(year, 1, 21), datetime.date(year, 1, 31), PeriodKind.ONE_NIGHT)

    @classmethod
    def as_of(cls, day: datetime.date) -> Period:
        """As things stood on this day."""
        return cls(day, day, PeriodKind.AS_OF)

    @classmethod
    def read(cls, text: str) -> Period:
        """Read the words of the catalogue.

        "2020", "2014-2018", "school year 2022", "fiscal year 2019", "one night 2018",
        "as of 2025-10-31", "days 2020-10-01 to 2021-01-31".

        Raises
        ------
        ValueError
            When the words are none of these.
        """
        words = text.strip()
        if words.startswith("school year "):
            return cls.school_year(int(words[12:]))
        if words.startswith("fiscal year "):
            return cls.fiscal_year(int(words[12:]))
        if words.startswith("days "):
            first, _, last = words[5:].partition(" to ")
            return cls.days(datetime.date.fromisoformat(first), datetime.date.fromisoformat(last))
        if words.startswith("one night "):
            return cls.one_night(int(words[10:]))
        if words.startswith("as of "):
            return cls.as_of(datetime.date.fromisoformat(words[6:]))
        first, dash, last = words.partition("-")
        return cls.years(int(first), int(last)) if dash else cls.year(int(first))

    @property
    def label(self) -> str:
        """The words that are printed."""
        match self.kind:
            case PeriodKind.YEAR:
                return f"{self.first.year}"
            case PeriodKind.YEARS:
                return f"{self.first.year}–{self.last.year}"
            case PeriodKind.SCHOOL_YEAR:
                return f"school year {self.first.year}–{self.last.year % 100:02d}"
            case PeriodKind.FISCAL_YEAR:
                return f"fiscal year {self.last.year}"
            case PeriodKind.DAYS:
                return f"{_write_day(self.first)} to {_write_day(self.last)}"
            case PeriodKind.ONE_NIGHT:
                return f"one night in January {self.first.year}"
            case PeriodKind.AS_OF:
                return f"as of {self.first.isoformat()}"

    def overlaps(self, other: Period) -> bool:
        """True when the two share a day. Pooled estimates that overlap are not compared."""
        return self.first <= other.last and other.first <= self.last


MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def _write_day(day: datetime.date) -> str:
    """A day in US style: October 1, 2020."""
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


# Age -------------------------------------------------------------------------------------------


def count_age(last: datetime.date, today: datetime.date) -> int:
    """Years from the year in which a period ends to this one, at least 0.

    The one clock of the house. It is what a reader gets who subtracts one printed year from the
    other, so that all that ended in one year has one age, whatever its last day.

    >>> count_age(datetime.date(2018, 1, 31), datetime.date(2026, 11, 22))
    8
    >>> count_age(datetime.date(2018, 12, 31), datetime.date(2026, 11, 22))
    8
    """
    return max(0, today.year - last.year)


def is_over_age(last: datetime.date, today: datetime.date, years: float) -> bool:
    """True from the day after `years` whole years have gone since the last day of a period."""
    return (today.year - last.year, (today.month, today.day)) > (years, (last.month, last.day))
