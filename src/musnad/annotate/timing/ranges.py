"""From a matched pattern to ranges of days and years, feasts, and times told from others."""

import datetime as dt
import re

from musnad.annotate.grammar import Match
from musnad.annotate.timing import calendar
from musnad.annotate.timing.values import (
    Reading,
    Resolver,
    Setting,
    nearest_hijri_year,
    nearest_year,
    number_of,
    reading,
    shift_of,
    year_of,
)
from musnad.model import TimexType

_FEAST_DAYS = {"H10-01": 3, "H12-10": 4}
_MONTHS_ABOUT = range(-1, 2)


def between(first: str | None, last: str | None) -> Reading:
    """Return an interval of ISO 8601, from one value to another: `2025-09-19/2025-09-20`."""
    if not first or not last or first > last:
        return reading(None)
    ends = calendar.interval(first)[0], calendar.interval(last)[1]
    return Reading(TimexType.DATE, f"{first}/{last}", *ends)


def _pair(m: Match, group: str) -> tuple[str, str]:
    first, last = re.split(r"[/-]", m.groups[group].form)
    return first, last


def day_range(m: Match, setting: Setting) -> Reading | None:
    """Days of one month written together: `19-20 نوفمبر`."""
    first, last = (int(n) for n in _pair(m, "range"))
    word = m.groups["month"]
    month = int(word.classes.get("month") or word.classes["month_or_word"])
    if not 1 <= first < last <= 31:
        return None
    year = year_of(m, setting)
    if year is None:
        if not setting.anchor:
            return reading(None)
        year = nearest_year(month, first, shift_of(m), setting)
    ends = (calendar.day(year, month, n) for n in (first, last))
    return between(*(d.isoformat() if d else None for d in ends))


def month_days(m: Match, setting: Setting) -> Reading | None:
    """Days of a month that is named before them: `في شهر نوفمبر بين 19 و20`."""
    first, last = (int(number_of(m, g) or 0) for g in ("day", "lastday"))
    month = int(m.groups["month"].classes["month"])
    if not setting.anchor or not first < last <= 31:
        return reading(None) if first < last else None
    year = nearest_year(month, first, None, setting)
    ends = (calendar.day(year, month, n) for n in (first, last))
    return between(*(d.isoformat() if d else None for d in ends))


def month_numeric(m: Match, setting: Setting) -> Reading | None:
    """A month and its year in numbers: `3/2015`, `2015/3`."""
    month, year = (int(n) for n in sorted(_pair(m, "yearmonth"), key=len))
    fits = 1 <= month <= 12 and 1900 <= year <= 2100
    return reading(f"{year:04}-{month:02}") if fits else None


def year_range(m: Match, setting: Setting) -> Reading | None:
    """Two years written together: `2014-2015`, a fiscal or school year `2014/15`."""
    first, last = _pair(m, "years")
    if len(first) != 4 or len(last) not in {2, 4}:
        return None
    last = first[:2] + last if len(last) == 2 else last
    followed = int(last) == int(first) + 1
    if not 1900 <= int(first) < int(last) <= 2100 or not (
        followed or len(_pair(m, "years")[1]) > 2
    ):
        return None
    return between(first, last)


def short_year(m: Match, setting: Setting) -> Reading | None:
    """A year of the last century in two digits: `عام 67`."""
    number = number_of(m, "year") or 0
    return reading(f"19{int(number):02}") if 32 <= number <= 99 else None


def weekday_number(m: Match, setting: Setting) -> Reading | None:
    """A weekday with its day of the month: the nearest month in which the two agree."""
    number, name = number_of(m, "day"), int(m.groups["weekday"].classes["weekday"])
    if not setting.anchor or not number:
        return reading(None) if number else None
    found = []
    for by in _MONTHS_ABOUT:
        month = calendar.shift(setting.anchor, "M", by) or ""
        day = calendar.day(int(month[:4]), int(month[5:]), int(number))
        if day and day.isoweekday() == name:
            found.append(day)
    anchor = setting.anchor
    best = min(found, key=lambda d: abs(d - anchor), default=None)
    return reading(best.isoformat()) if best else None


def following(m: Match, setting: Setting) -> Reading | None:
    """The day, week, month or year after or before the one told last: `اليوم التالي`."""
    name, by = m.groups["unit"].classes["narrated_unit"], m.groups["following"].classes["following"]
    if not setting.told:
        return reading(None)
    told = dt.date.fromisoformat(setting.told)
    return reading(calendar.shift(told, name, int(by)))


def part(m: Match, setting: Setting) -> Reading | None:
    """A part of the day without its day: `في المساء`; on the day told before it, if any."""
    return reading(f"{setting.day or ''}T{m.value('part_adverb')}", TimexType.TIME)


def weekend(m: Match, setting: Setting) -> Reading | None:
    """The weekend of a week: `2025-W36-WE`, its days from Friday to Sunday."""
    if not setting.anchor:
        return reading(None)
    week = calendar.shift(setting.anchor, "W", shift_of(m) or 0) or ""
    friday = dt.date.fromisocalendar(int(week[:4]), int(week[6:]), 5)
    days = friday.isoformat(), (friday + dt.timedelta(2)).isoformat()
    return Reading(TimexType.DATE, f"{week}-WE", *days)


def rest(m: Match, setting: Setting) -> Reading | None:
    """What is left of this week, month or year."""
    if not setting.anchor:
        return reading(None)
    whole = calendar.shift(setting.anchor, m.groups["unit"].classes["unit_def"], 0)
    return between(setting.anchor.isoformat(), calendar.interval(whole)[1])


def week_of_year(m: Match, setting: Setting) -> Reading | None:
    """A numbered week of a year: `الأسبوع الثالث من عام 2027`."""
    number, year = number_of(m, "week"), year_of(m, setting)
    if m.value("unit_def") != "W" or not number:
        return None
    return reading(f"{year:04}-W{int(number):02}" if year else None)


def decade_bare(m: Match, setting: Setting) -> Reading | None:
    """A decade without its century, of the last one: `السبعينيات`; the twenties are anyone's."""
    name = m.value("decade_name")
    return reading(f"19{name}") if name != "2" else None


def whole_unit(m: Match, setting: Setting) -> Reading | None:
    """All of a week, month, year or hour, as a length: `طوال العام`."""
    name = m.value("hour_def") if not m.group("unit") else m.groups["unit"].classes["unit_def"]
    if not name or name in {"E", "C"}:
        return None
    return Reading(TimexType.DURATION, f"PT1{name[-1]}" if name[0] == "T" else f"P1{name}")


def feast(m: Match, setting: Setting) -> Reading | None:
    """A feast's day of its year: `عيد الفطر`, `ثاني أيام عيد الأضحى`, `عطلة عيد الفطر 2024`."""
    code = m.groups["feast"].classes["feast"]
    first = _feast_day(code, m, setting)
    if not first:
        return reading(None)
    number = number_of(m, "day")
    if number:
        return reading((first + dt.timedelta(int(number) - 1)).isoformat())
    if m.value("feast_span") and (code in _FEAST_DAYS or code == "ID"):
        last = first + dt.timedelta(_FEAST_DAYS.get(code, 3) - 1)
        return between(first.isoformat(), last.isoformat())
    return reading(first.isoformat())


def _feast_day(code: str, m: Match, setting: Setting) -> dt.date | None:
    year = year_of(m, setting)
    if code == "ID":
        return _either_feast(year, m, setting)
    if year is None and not setting.anchor:
        return None
    if code[0] == "N":
        return _weekday_feast(code, year, m, setting)
    month, number = int(code[1:3]), int(code[4:])
    if code[0] == "G":
        if year is None:
            year = nearest_year(month, number, shift_of(m), setting)
        return calendar.day(year, month, number)
    if year is None:
        year = nearest_hijri_year(month, number, shift_of(m), setting)
    elif year > 1600:
        return _hijri_in(year, month, number)
    return calendar.hijri_day(year, month, number)


def _weekday_feast(code: str, year: int | None, m: Match, setting: Setting) -> dt.date | None:
    """A feast on a numbered weekday of a month: `N11-4-4`, the fourth Thursday of November."""
    month, weekday, number = (int(n) for n in code[1:].split("-"))
    if year is None:
        year = nearest_year(month, 7 * number, shift_of(m), setting)
    first = dt.date(year, month, 1)
    return first + dt.timedelta((weekday - first.isoweekday()) % 7 + 7 * (number - 1))


def _either_feast(year: int | None, m: Match, setting: Setting) -> dt.date | None:
    """The feast that `العيد` alone is: the nearest of the two to the anchor."""
    if year or not setting.anchor:
        return None
    feasts = [
        calendar.hijri_day(nearest_hijri_year(mo, d, shift_of(m), setting), mo, d)
        for mo, d in ((10, 1), (12, 10))
    ]
    anchor = setting.anchor
    return min((f for f in feasts if f), key=lambda f: abs(f - anchor), default=None)


def _hijri_in(year: int, month: int, number: int) -> dt.date | None:
    """The first such Hijri day that falls in a Gregorian year."""
    about = (year - 622) * 33 // 32
    days = (calendar.hijri_day(y, month, number) for y in range(about - 1, about + 3))
    return next((d for d in days if d and d.year == year), None)


RESOLVERS: dict[str, Resolver] = {
    "day_range": day_range,
    "decade_bare": decade_bare,
    "feast": feast,
    "following": following,
    "month_days": month_days,
    "month_numeric": month_numeric,
    "part": part,
    "rest": rest,
    "short_year": short_year,
    "week_of_year": week_of_year,
    "weekday_number": weekday_number,
    "weekend": weekend,
    "whole_unit": whole_unit,
    "year_range": year_range,
}
