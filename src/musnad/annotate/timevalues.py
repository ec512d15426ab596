"""From a matched pattern to a TIMEX3 value: one small function for each kind of time."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from musnad.annotate import calendar
from musnad.annotate.grammar import Match
from musnad.model import TimexType


@dataclass(frozen=True, slots=True)
class Setting:
    """What a relative time needs: the day it counts from, and where its clause points.

    `direction` is -1 for the past, 1 for the future.
    """

    anchor: dt.date | None
    direction: int = -1


@dataclass(frozen=True, slots=True)
class Reading:
    """The type, value and closed interval of days of a time."""

    type: TimexType
    value: str | None
    earliest: str | None = None
    latest: str | None = None


Resolver = Callable[[Match, Setting], Reading | None]


def reading(value: str | None, type_: TimexType = TimexType.DATE) -> Reading:
    """Return a reading with the interval that its value spans."""
    return Reading(type_, value, *calendar.interval(value))


def _number(m: Match, name: str, tag: str) -> int | None:
    lexeme = m.group(name)
    return int(lexeme.classes[tag]) if lexeme and tag in lexeme.classes else None


def _day_number(m: Match) -> int | None:
    lexeme = m.group("day")
    return int(float(lexeme.number)) if lexeme and lexeme.number is not None else None


def date(m: Match, setting: Setting) -> Reading | None:
    """A Gregorian date with its month named: day, month and year as far as given."""
    month_word = m.group("month")
    if not month_word:
        return None
    month = int(month_word.classes.get("month") or month_word.classes["month_or_word"])
    year, number = _number(m, "year", "yyyy"), _day_number(m)
    if year is None:
        return None
    if number is None:
        return reading(f"{year:04}-{month:02}")
    found = calendar.day(year, month, number)
    return reading(found.isoformat() if found else None)


def hijri(m: Match, setting: Setting) -> Reading | None:
    """A Hijri date: its Gregorian day, or for a month the month in which it begins."""
    month = m.group("month")
    year, number = _number(m, "year", "yyyy"), _day_number(m)
    if not month or year is None:
        return None
    return _hijri(year, int(month.classes["hijri"]), number)


def _hijri(year: int, month: int, number: int | None) -> Reading:
    if number is not None:
        found = calendar.hijri_day(year, month, number)
        return reading(found.isoformat() if found else None)
    span = calendar.hijri_span(year, month)
    if not span:
        return reading(None)
    first, last = (d.isoformat() for d in span)
    return Reading(TimexType.DATE, first[:7], first, last)


def numeric(m: Match, setting: Setting) -> Reading | None:
    """A date in numbers: year first or last, day before month unless only the other fits."""
    lexeme = m.group("fulldate")
    if not lexeme:
        return None
    parts = [int(p) for p in re.split(r"[/.-]", lexeme.form)]
    widths = [len(p) for p in re.split(r"[/.-]", lexeme.form)]
    if widths[0] == 4:
        year, month, number = parts
    else:
        number, month, year = parts
        if widths[2] not in {2, 4}:
            return None
        if widths[2] == 2:
            year += 2000 if year < 70 else 1900
    if month > 12 >= number:
        month, number = number, month
    if 1300 <= year < 1600 or "era_hijri" in m.lexemes[-1].classes:
        return _hijri(year, month, number)
    if not 1800 <= year <= 2200:
        return None
    found = calendar.day(year, month, number)
    return reading(found.isoformat() if found else None)


RESOLVERS: dict[str, Resolver] = {"date": date, "hijri": hijri, "numeric": numeric}
