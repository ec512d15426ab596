"""Dates for people, with the precision the reports gave and no more."""

from datetime import date
from enum import StrEnum

from babel.dates import get_month_names

from musnad.errors import UsageError
from musnad.link.dates import Interval, interval
from musnad.present.labels import Lang, phrase


class Precision(StrEnum):
    """How narrowly a date is stated."""

    DAY = "day"
    WEEK = "week"
    PART = "part_of_month"
    MONTH = "month"
    YEAR = "year"
    RANGE = "range"


def precision(value: str | None, days: Interval | None) -> Precision | None:
    """Return how narrowly a TIMEX3 value and its days tell the time, `None` if they don't."""
    if value is None or days is None:
        return None
    if days.earliest == days.latest:
        return Precision.DAY
    whole = interval(value)
    if "W" in value:
        return Precision.WEEK
    if whole != days:
        month = days.earliest[:7] == days.latest[:7]
        return Precision.PART if month else Precision.RANGE
    return {4: Precision.YEAR, 7: Precision.MONTH}.get(len(value), Precision.RANGE)


def shown(value: str | None, days: Interval | None, lang: Lang) -> str:
    """Return a date in words.

    >>> shown("2025-07", Interval("2025-07-21", "2025-07-31"), Lang.EN)
    'late July 2025'
    >>> shown("2025-09-06", Interval("2025-09-06", "2025-09-06"), Lang.AR)
    '6 سبتمبر 2025'
    >>> shown("2024-W11", interval("2024-W11"), Lang.EN)
    'week of 11 to 17 March 2024'
    """
    kind = precision(value, days)
    if days is None or value is None or kind is None:
        return ""
    first, last = date.fromisoformat(days.earliest), date.fromisoformat(days.latest)
    if kind is Precision.DAY:
        return _day(first, lang)
    if kind is Precision.YEAR:
        return str(first.year)
    if kind is Precision.MONTH:
        return _month(first, lang)
    part = _part(first, last) if kind is Precision.PART else None
    if part:
        return phrase(part, lang, month=_month(first, lang))
    start = str(first.day) if days.earliest[:7] == days.latest[:7] else _day(first, lang)
    name = "week" if kind is Precision.WEEK else "range"
    return phrase(name, lang, first=start, last=_day(last, lang))


def _part(first: date, last: date) -> str | None:
    if first.day == 1 and last.day <= 15:
        return "early"
    if first.day >= 16 and last.day >= 28:
        return "late"
    if first.day > 5 and last.day < 26:
        return "mid"
    return None


def _day(day: date, lang: Lang) -> str:
    return f"{day.day} {_month(day, lang)}"


def _month(day: date, lang: Lang) -> str:
    return f"{get_month_names('wide', locale=lang.value)[day.month]} {day.year}"


def window(start: str | None, end: str | None) -> Interval | None:
    """Return the days between two bounds as a person gives them: a year, month or day.

    Raises:
        UsageError: when a bound is no such date, or the first lies after the second.
    """
    if start is None and end is None:
        return None
    first = _bound("--from", start).earliest if start else "0001-01-01"
    last = _bound("--to", end).latest if end else "9999-12-31"
    if first > last:
        raise UsageError(f"--from {start} lies after --to {end}: swap them")
    return Interval(first, last)


def end_of(option: str, given: str) -> str:
    """Return the last ISO day of a year, month or day as a person gives it.

    Raises:
        UsageError: when it is no such date.
    """
    return _bound(option, given).latest


def _bound(option: str, given: str) -> Interval:
    plain = given.replace("-", "")
    days = interval(given) if plain.isascii() and plain.isdigit() and len(plain) > 3 else None
    if days is None:
        raise UsageError(
            f"{option} {given}: no such date; give a year (2025), a month (2025-07) "
            "or a day (2025-07-31)"
        )
    return days
