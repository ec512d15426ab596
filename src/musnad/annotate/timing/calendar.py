"""Calendar arithmetic on TIMEX3 values: intervals, shifts, weekdays, Hijri dates."""

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Callable
from functools import lru_cache

from hijridate import Gregorian, Hijri

_SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}
_PUBLISHED = 1343, 1500
_EPOCH, _LAST_YEAR = 226_630, 1700
Interval = tuple[str | None, str | None]


def day(year: int, month: int, number: int) -> dt.date | None:
    """Return the day, or None where the calendar has none such.

    >>> day(2025, 2, 31) is None
    True
    """
    try:
        return dt.date(year, month, number)
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def interval(value: str | None) -> Interval:
    """Return the first and last day of a TIMEX3 value; `(None, None)` where it has none.

    >>> interval("2024-W11")
    ('2024-03-11', '2024-03-17')
    >>> interval("2025-07"), interval("P6W")
    (('2025-07-01', '2025-07-31'), (None, None))
    """
    for pattern, span in _SPANS:
        m = pattern.fullmatch(value or "")
        if m:
            return span(m)
    return None, None


def _months(year: int, month: int, to_year: int, to_month: int) -> Interval:
    last = monthrange(to_year, to_month)[1]
    return f"{year:04}-{month:02}-01", f"{to_year:04}-{to_month:02}-{last:02}"


def shift(anchor: dt.date, unit: str, count: int) -> str | None:
    """Return the day, week, month, quarter, year, decade or century `count` units away.

    >>> shift(dt.date(2024, 3, 7), "W", 1), shift(dt.date(2024, 1, 31), "M", -1)
    ('2024-W11', '2023-12')
    """
    months = anchor.year * 12 + anchor.month - 1
    if unit in {"D", "W"}:
        return _shift_days(anchor, unit, count)
    if unit == "M":
        return _year((months + count) // 12, f"-{(months + count) % 12 + 1:02}")
    if unit == "Q":
        return _year((months // 3 + count) // 4, f"-Q{(months // 3 + count) % 4 + 1}")
    years, width = {"Y": (1, 4), "E": (10, 3), "C": (100, 2)}.get(unit, (0, 0))
    return f"{anchor.year // years + count:0{width}}" if years else None


def _shift_days(anchor: dt.date, unit: str, count: int) -> str | None:
    try:
        found = anchor + dt.timedelta(count * (7 if unit == "W" else 1))
    except OverflowError:
        return None
    if unit == "D":
        return found.isoformat()
    year, week, _ = found.isocalendar()
    return f"{year:04}-W{week:02}"


def _year(year: int, rest: str = "") -> str | None:
    return f"{year:04}{rest}" if 1 <= year <= 9999 else None


def _week(m: re.Match[str]) -> Interval:
    try:
        first = dt.date.fromisocalendar(int(m[1]), int(m[2]), 1)
    except ValueError:
        return None, None
    return first.isoformat(), (first + dt.timedelta(6)).isoformat()


def _part(m: re.Match[str]) -> Interval:
    months = 3 if m[2] == "Q" else 6
    last = int(m[3]) * months
    return _months(int(m[1]), last - months + 1, int(m[1]), last)


def _season(m: re.Match[str]) -> Interval:
    first, last = _SEASONS[m[2]]
    return _months(int(m[1]), first, int(m[1]) + (last < first), last)


_SPANS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Interval]], ...] = (
    (re.compile(r"(\d{4}-\d\d-\d\d)(?:T.*)?"), lambda m: (m[1], m[1])),
    (re.compile(r"(\d{4})-(\d\d)"), lambda m: _months(int(m[1]), int(m[2]), int(m[1]), int(m[2]))),
    (re.compile(r"(\d{4})-W(\d\d)"), _week),
    (re.compile(r"(\d{4})-([QH])([1-4])"), _part),
    (re.compile(r"(\d{4})-(SP|SU|FA|WI)"), _season),
    (
        re.compile(r"\d{2,4}"),
        lambda m: (m[0].ljust(4, "0") + "-01-01", m[0].ljust(4, "9") + "-12-31"),
    ),
)


def weekday(anchor: dt.date, number: int, direction: int, *, strictly: bool = False) -> dt.date:
    """Return the weekday (1 Monday … 7 Sunday) nearest the anchor, before (-1) or after (1).

    The anchor's own day counts unless `strictly`; direction 0 is the anchor's own ISO week.

    >>> weekday(dt.date(2015, 8, 8), 1, 1), weekday(dt.date(2015, 8, 8), 5, -1)
    (datetime.date(2015, 8, 10), datetime.date(2015, 8, 7))
    """
    if direction > 0:
        ahead = (number - anchor.isoweekday()) % 7
        return anchor + dt.timedelta(ahead or (7 if strictly else 0))
    if direction < 0:
        back = (anchor.isoweekday() - number) % 7
        return anchor - dt.timedelta(back or (7 if strictly else 0))
    return anchor + dt.timedelta(number - anchor.isoweekday())


def hijri_day(year: int, month: int, number: int) -> dt.date | None:
    """Return the Gregorian day of a Hijri one, or None where there is no such day.

    By Umm al-Qura from 1343 to 1500 AH, whose months are published; before and after by the
    arithmetic calendar (11 leap years in 30), which may differ from what was seen by a day.

    >>> hijri_day(1436, 10, 25), hijri_day(1320, 1, 1)
    (datetime.date(2015, 8, 10), datetime.date(1902, 4, 10))
    """
    if not _PUBLISHED[0] <= year <= _PUBLISHED[1]:
        return _arithmetic_day(year, month, number)
    try:
        found = Hijri(year, month, number).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return dt.date(found.year, found.month, found.day)


def hijri_of(day: dt.date) -> tuple[int, int, int]:
    """Return year, month and day in the Hijri calendar, as `hijri_day` reads them back.

    >>> hijri_of(dt.date(2015, 8, 10)), hijri_of(dt.date(1902, 4, 10))
    ((1436, 10, 25), (1320, 1, 1))
    """
    try:
        found = Gregorian(day.year, day.month, day.day).to_hijri()
    except OverflowError:
        return _arithmetic_of(day)
    return found.year, found.month, found.day


def _arithmetic_day(year: int, month: int, number: int) -> dt.date | None:
    if not (1 <= year <= _LAST_YEAR and 1 <= month <= 12):
        return None
    long = month % 2 == 1 or (month == 12 and (11 * year + 14) % 30 < 11)
    return _arithmetic(year, month, number) if 1 <= number <= 29 + long else None


def _arithmetic(year: int, month: int, number: int) -> dt.date:
    before = (11 * year + 3) // 30 + 354 * year + 30 * month - (month - 1) // 2
    return dt.date.fromordinal(before + number + _EPOCH)


def _arithmetic_of(day: dt.date) -> tuple[int, int, int]:
    year = (30 * (day - _arithmetic(1, 1, 1)).days + 10646) // 10631
    month = next(m for m in range(12, 0, -1) if _arithmetic(year, m, 1) <= day)
    return year, month, (day - _arithmetic(year, month, 1)).days + 1


def hijri_span(year: int, month: int | None = None) -> tuple[dt.date, dt.date] | None:
    """Return the first and last Gregorian day of a Hijri year or month, or None."""
    first = hijri_day(year, month or 1, 1)
    following = hijri_day(*((year + 1, 1) if month in {None, 12} else (year, (month or 0) + 1)), 1)
    if not first or not following:
        return None
    return first, following - dt.timedelta(1)
