"""From a matched pattern to a TIMEX3 value: one small function for each kind of time."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from musnad.annotate.grammar import Match
from musnad.annotate.timing import calendar, clocks
from musnad.model import TimexType


@dataclass(frozen=True, slots=True)
class Setting:
    """What a relative time needs: the day it counts from, and where its clause points.

    `direction` is -1 for the past (-2 certainly), 1 for the future, 0 where it shows neither;
    `day` is the day of the time before it in the sentence, for a clock time that has none of
    its own; `told` the first day of the date told last in it; `years` are those that the report
    states elsewhere for a month and day, `known` those of days that are spoken of without one.
    """

    anchor: dt.date | None
    direction: int = 0
    day: str | None = None
    told: str | None = None
    years: Mapping[tuple[int, int], int] = field(default_factory=dict)
    known: Mapping[tuple[int, int], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """The type, value and closed interval of days of a time."""

    type: TimexType
    value: str | None
    earliest: str | None = None
    latest: str | None = None
    conflict: str | None = None


Resolver = Callable[[Match, Setting], Reading | None]

_FAR = 270
_SOON = 30
_NEAR = 120


def reading(value: str | None, type_: TimexType = TimexType.DATE) -> Reading:
    """Return a reading with the interval that its value spans."""
    return Reading(type_, value, *calendar.interval(value))


def _integer(m: Match, group: str, tag: str) -> int | None:
    lexeme = m.group(group)
    return int(lexeme.classes[tag]) if lexeme and tag in lexeme.classes else None


def number_of(m: Match, group: str) -> float | None:
    """Return the number of a captured lexeme."""
    lexeme = m.group(group)
    return lexeme.number if lexeme else None


def shift_of(m: Match, group: str = "shift") -> int | None:
    """Return where a captured `last`, `this` or `next` points: -2 to 2."""
    lexeme = m.group(group)
    if not lexeme:
        return None
    return int(lexeme.classes.get("shift") or lexeme.classes["recent"])


def _timed(m: Match, day: dt.date | None) -> Reading:
    """A day with the clock time or part of day that its words give."""
    if day is None:
        return reading(None)
    clock = clocks.time_of_day(m)
    part = m.value("part") or m.value("part_adverb")
    if clock:
        return reading(f"{day.isoformat()}T{clock}", TimexType.TIME)
    if part:
        return reading(f"{day.isoformat()}T{part}", TimexType.TIME)
    return reading(day.isoformat())


def _dated(m: Match, year: int, month: int, number: int) -> Reading:
    """A day in numbers with its part of day; one that the calendar lacks says so."""
    day = calendar.day(year, month, number)
    if day:
        return _timed(m, day)
    return Reading(TimexType.DATE, None, conflict=f"no such day: {year:04}-{month:02}-{number:02}")


def year_of(m: Match, setting: Setting) -> int | None:
    """The year that the words name or point to; None where they say nothing of it."""
    year = _integer(m, "year", "yyyy")
    if year is None:
        year = _integer(m, "year", "yearword")
    if year is not None:
        return year
    by = shift_of(m, "yearshift")
    if by is None and m.value("this") and m.value("year_word"):
        by = 0
    return setting.anchor.year + by if by is not None and setting.anchor else None


def date(m: Match, setting: Setting) -> Reading | None:
    """A Gregorian date with its month named; the year from the anchor where it is not given."""
    word = m.groups["month"]
    month = int(word.classes.get("month") or word.classes["month_or_word"])
    number = number_of(m, "day")
    year = year_of(m, setting)
    if year is None:
        if not setting.anchor:
            return reading(None)
        stated = setting.years.get((month, int(number or 0))) or _known(m, month, number, setting)
        shift = shift_of(m)
        year = stated if stated and shift is None else nearest_year(month, number, shift, setting)
    if number is None:
        return reading(f"{year:04}-{month:02}")
    return _dated(m, year, month, int(number))


def _known(m: Match, month: int, number: float | None, setting: Setting) -> int | None:
    """The year of a day that everyone knows: `منذ السابع من أكتوبر`; a weekday belies it."""
    year = setting.known.get((month, int(number or 0)))
    known = calendar.day(year, month, int(number or 0)) if year else None
    if not known or not setting.anchor or setting.direction > 0 or m.value("weekday"):
        return None
    return year if known <= setting.anchor else None


def nearest_year(month: int, number: float | None, shift: int | None, at: Setting) -> int:
    """The year of the last, this or next such month or day, as the words or clause point."""
    anchor = at.anchor or dt.date.min
    now = (anchor.month, anchor.day if number else 0)
    then = (month, int(number or 0))
    if shift == 0:
        ahead = (month - anchor.month) % 12
        return anchor.year + (anchor.month - 1 + (ahead if ahead <= 6 else ahead - 12)) // 12
    strictly = shift is not None
    ahead = anchor.year + (then < now or (strictly and then == now))
    back = anchor.year - (then > now or (strictly and then == now))
    months_ahead = (ahead - anchor.year) * 12 + month - anchor.month
    soon = _NEAR if not at.direction else _SOON if number else 2 * _SOON
    if shift is None and at.direction in {0, -1} and 0 <= months_ahead * 30 <= soon:
        # A date without its year, soon to come and most of a year past, is the one to come.
        return ahead
    if shift is None and at.direction > 0:
        # A plan without a year is not most of a year away: the cue was another clause's.
        return ahead if months_ahead * 30 < _FAR else back
    return ahead if (shift or at.direction) > 0 else back


def day_of_month(m: Match, setting: Setting) -> Reading | None:
    """A day of this, the last or the next month: `الأول من الشهر المقبل`."""
    number = number_of(m, "day")
    if not setting.anchor or number is None:
        return reading(None)
    month = calendar.shift(setting.anchor, "M", shift_of(m) or 0) or ""
    return _dated(m, int(month[:4]), int(month[5:]), int(number))


def hijri(m: Match, setting: Setting) -> Reading | None:
    """A Hijri date: its Gregorian day, or for a month the month in which it begins."""
    month = int(m.groups["month"].classes["hijri"])
    year, number = _integer(m, "year", "yyyy"), number_of(m, "day")
    if year is not None and year > 1600:
        return reading(None)
    if year is None:
        if not setting.anchor:
            return reading(None)
        year = nearest_hijri_year(month, int(number or 1), shift_of(m), setting)
    return _hijri(year, month, number and int(number))


def nearest_hijri_year(month: int, number: int, shift: int | None, at: Setting) -> int:
    """The year of the nearest such day; where none is near, as the words or clause point."""
    anchor = at.anchor or dt.date.min
    about = (anchor.year - 622) * 33 // 32
    days = {y: calendar.hijri_day(y, month, number) for y in range(about - 1, about + 4)}
    away = {y: (d - anchor).days for y, d in days.items() if d}
    nearest = min(away.values(), key=abs, default=0)
    way = shift if shift is not None else ((at.direction or -1) if abs(nearest) > _NEAR else 0)
    pointed = {y: n for y, n in away.items() if n * way > 0} if way else away
    return min(pointed, key=lambda y: abs(pointed[y]), default=about)


def _hijri(year: int, month: int | None, number: float | None) -> Reading:
    if number and month:
        found = calendar.hijri_day(year, month, int(number))
        lacking = f"no such day: {year:04}-{month:02}-{int(number):02} AH"
        return (
            reading(found.isoformat()) if found else Reading(TimexType.DATE, None, conflict=lacking)
        )
    span = calendar.hijri_span(year, month)
    if not span:
        return reading(None)
    first, last = (d.isoformat() for d in span)
    return Reading(TimexType.DATE, first[: 7 if month else 4], first, last)


def hijri_year(m: Match, setting: Setting) -> Reading | None:
    """A Hijri year: the Gregorian year in which it begins."""
    year = _integer(m, "year", "yyyy")
    return _hijri(year, None, None) if year and year < 1600 else None


def numeric(m: Match, setting: Setting) -> Reading | None:
    """A date in numbers: year first or last, day before month unless only the other fits."""
    lexeme = m.groups["fulldate"]
    pieces = re.split(r"[/.-]", lexeme.form)
    numbers = [int(p) for p in pieces]
    if len(numbers) == 2:
        return _numeric_short(m, numbers, setting)
    if len(pieces[0]) == 4:
        year, month, number = numbers
    elif len(pieces[2]) in {2, 4}:
        number, month, year = numbers
    else:
        return None
    if len(pieces[2]) == 2 and len(pieces[0]) < 4:
        year += 2000 if year < 70 else 1900
    if month > 12 >= number:
        month, number = number, month
    if 1300 <= year < 1600:
        return _hijri(year, month, number)
    return _dated(m, year, month, number) if 1800 <= year <= 2200 else None


def spaced(m: Match, setting: Setting) -> Reading | None:
    """A date in numbers with spaces around its marks: `7 / 10 / 1436 هـ`."""
    number, month, year = (int(number_of(m, g) or 0) for g in ("day", "monthnumber", "year"))
    if m.group("daymonth"):
        number, month = (int(n) for n in re.split("[/-]", m.groups["daymonth"].form))
        if not (1 <= number <= 31 and 1 <= month <= 31):
            return None
    if month > 12 >= number:
        month, number = number, month
    if year < 1600:
        return _hijri(year, month, number)
    return _dated(m, year, month, number)


def spaced_short(m: Match, setting: Setting) -> Reading | None:
    """A weekday with day and month in numbers, spaces around their mark: `السبت 6 / 9`."""
    numbers = [int(number_of(m, g) or 0) for g in ("day", "monthnumber")]
    return _numeric_short(m, numbers, setting) or weekday(m, setting)


def _numeric_short(m: Match, numbers: list[int], setting: Setting) -> Reading | None:
    number, month = numbers if numbers[1] <= 12 else reversed(numbers)
    if not (1 <= month <= 12 and 1 <= number <= 31):
        return None
    if not setting.anchor:
        return reading(None)
    day = calendar.day(nearest_year(month, number, None, setting), month, number)
    named = m.value("weekday")
    if day and named and day.isoweekday() != int(named):
        # Where the weekday belies the Gregorian day, it may be a Hijri one: `السبت 2-10`.
        year = nearest_hijri_year(month, number, None, setting)
        day = calendar.hijri_day(year, month, number)
        if not day or day.isoweekday() != int(named):
            return None
    return _timed(m, day)


def relative_day(m: Match, setting: Setting) -> Reading | None:
    """Yesterday, today, tomorrow, with their part of day."""
    offset = m.value("relative_day")
    if not setting.anchor or offset is None:
        return _timed(m, None)
    return _timed(m, setting.anchor + dt.timedelta(int(offset)))


def night(m: Match, setting: Setting) -> Reading | None:
    """Tonight, last night, the night before: the day on which the night begins."""
    offset = m.value("night")
    if not setting.anchor or offset is None:
        return reading(None, TimexType.TIME)
    day = setting.anchor + dt.timedelta(int(offset))
    return reading(f"{day.isoformat()}TNI", TimexType.TIME)


def weekday_of(m: Match, setting: Setting) -> dt.date | None:
    """The day of a weekday: by its own words, else by where its clause points."""
    number = _integer(m, "weekday", "weekday")
    if not setting.anchor or number is None:
        return None
    by, weeks = shift_of(m), shift_of(m, "weekshift")
    if weeks is not None:
        return calendar.weekday(setting.anchor + dt.timedelta(7 * weeks), number, 0)
    if by in {-2, 2}:
        nearest = calendar.weekday(setting.anchor, number, by, strictly=True)
        return nearest + dt.timedelta(7 if by > 0 else -7)
    direction = (setting.direction or -1) if by is None else by
    return calendar.weekday(setting.anchor, number, direction, strictly=by is not None)


def weekday(m: Match, setting: Setting) -> Reading | None:
    """A weekday with its part of day."""
    return _timed(m, weekday_of(m, setting))


def year(m: Match, setting: Setting) -> Reading | None:
    """A year on its own; those of the Hijri era as the year in which they begin."""
    number = number_of(m, "year")
    spelled = m.row.id == "year.word" and "numword" in m.groups["year"].classes
    if number is None or number % 1 or not (100 if spelled else 1000) <= number <= 2200:
        return None
    if 1343 <= number <= 1500 and m.value("era") is None:
        return _hijri(int(number), None, None)
    if m.row.id == "year.led" and not 1900 <= number <= 2100:
        return None
    return reading(f"{int(number):04}")


def year_bare(m: Match, setting: Setting) -> Reading | None:
    """A year that nothing but its look and place says is one; round numbers count things."""
    number = number_of(m, "year") or 0
    return reading(f"{int(number):04}") if 1900 < number < 2060 and number % 100 else None


def day_only(m: Match, setting: Setting) -> Reading | None:
    """A day of the month told last, else of the month that the clause points to: `يوم 27`."""
    number = int(number_of(m, "day") or 0)
    if setting.day:
        told = dt.date.fromisoformat(setting.day)
        return _dated(m, told.year, told.month, number)
    if not setting.anchor:
        return reading(None)
    day = setting.anchor.day
    past = setting.direction <= 0
    by = -1 if past and number > day else 1 if not past and number < day else 0
    month = calendar.shift(setting.anchor, "M", by) or ""
    return _dated(m, int(month[:4]), int(month[5:]), number)


def clock(m: Match, setting: Setting) -> Reading | None:
    """A clock time: on the day it names, else the day of the time before it, else the anchor."""
    if m.group("weekday"):
        return weekday(m, setting)
    if m.value("relative_day"):
        return relative_day(m, setting)
    time = clocks.time_of_day(m)
    if not time:
        return None
    later = m.group("laterday")
    if later and setting.anchor:
        ahead = dt.timedelta(int(later.classes["relative_day"]))
        return reading(f"{setting.anchor + ahead}T{time}", TimexType.TIME)
    day = setting.day or (setting.anchor and setting.anchor.isoformat())
    return reading(f"{day}T{time}" if day else f"T{time}", TimexType.TIME)


RESOLVERS: dict[str, Resolver] = {
    "clock": clock,
    "date": date,
    "day_only": day_only,
    "day_of_month": day_of_month,
    "hijri": hijri,
    "hijri_year": hijri_year,
    "night": night,
    "numeric": numeric,
    "relative_day": relative_day,
    "spaced": spaced,
    "spaced_short": spaced_short,
    "weekday": weekday,
    "year": year,
    "year_bare": year_bare,
}
