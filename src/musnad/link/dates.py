"""Dates as closed intervals of days, so that a month and a day can be compared."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?")
_YEAR = re.compile(r"(\d{4})")
_DECADE = re.compile(r"(\d{3})X?")


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """A closed range of ISO days; they compare as strings."""

    earliest: str
    latest: str

    def overlaps(self, other: "Interval") -> bool:
        """Say whether the two share a day.

        >>> Interval("2025-07-01", "2025-07-31").overlaps(Interval("2025-07-31", "2025-08-02"))
        True
        """
        return self.earliest <= other.latest and other.earliest <= self.latest

    def covers(self, other: "Interval") -> bool:
        """Say whether `other` lies wholly inside."""
        return self.earliest <= other.earliest and other.latest <= self.latest

    @property
    def days(self) -> int:
        """The number of days; 1 for a single day."""
        return (date.fromisoformat(self.latest) - date.fromisoformat(self.earliest)).days + 1


def interval(value: str | None) -> Interval | None:
    """Return the days that a TIMEX3 or EDTF date spans, `None` where it names no days.

    >>> interval("2024-02")
    Interval(earliest='2024-02-01', latest='2024-02-29')
    >>> interval("2024-W11")
    Interval(earliest='2024-03-11', latest='2024-03-17')
    >>> interval("2025-09-05/2025-09-07").days
    3
    >>> interval("PAST_REF")
    """
    if not value:
        return None
    head, slash, tail = value.partition("/")
    if slash:
        first, last = interval(head), interval(tail)
        if first and last and first.earliest <= last.latest:
            return Interval(first.earliest, last.latest)
        return None
    try:
        return _single(value)
    except ValueError:
        return None


def _single(value: str) -> Interval | None:
    if m := _DAY.fullmatch(value):
        day = date(int(m[1]), int(m[2]), int(m[3])).isoformat()
        return Interval(day, day)
    if m := _WEEK.fullmatch(value):
        first = date.fromisocalendar(int(m[1]), int(m[2]), 6 if m[3] else 1)
        last = date.fromisocalendar(int(m[1]), int(m[2]), 7)
        return Interval(first.isoformat(), last.isoformat())
    if m := _MONTH.fullmatch(value):
        return _months(int(m[1]), int(m[2]), int(m[2]))
    if m := _YEAR.fullmatch(value):
        return _months(int(m[1]), 1, 12)
    if m := _DECADE.fullmatch(value):
        return Interval(f"{m[1]}0-01-01", f"{m[1]}9-12-31")
    return None


def _months(year: int, first: int, last: int) -> Interval:
    end = date(year, last, monthrange(year, last)[1])
    return Interval(date(year, first, 1).isoformat(), end.isoformat())


def shift(day: str, days: int) -> str:
    """Return the ISO day `days` later (earlier where negative).

    >>> shift("2025-03-01", -1)
    '2025-02-28'
    """
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def days_between(first: str, last: str) -> int:
    """Return how many days `last` is after `first`, both ISO days.

    >>> days_between("2025-02-28", "2025-03-01")
    1
    """
    return (date.fromisoformat(last) - date.fromisoformat(first)).days
