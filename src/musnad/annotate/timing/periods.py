"""Weeks, months, years, seasons, quarters, decades and centuries, as the words point to them."""

import datetime as dt

from musnad.annotate.grammar import Match
from musnad.annotate.timing import calendar
from musnad.annotate.timing.ranges import year_range
from musnad.annotate.timing.values import (
    Reading,
    Resolver,
    Setting,
    date,
    number_of,
    reading,
    shift_of,
    year_of,
)
from musnad.model import TimexType

_PARTS = {"Q": 4, "H": 2}


def unit(m: Match, setting: Setting) -> Reading | None:
    """This, the last or the next week, month, year: `نهاية الشهر الحالي`."""
    if not setting.anchor:
        return reading(None)
    name = m.groups["unit"].classes["unit_def"]
    return reading(calendar.shift(setting.anchor, name, shift_of(m) or 0))


def century(m: Match, setting: Setting) -> Reading | None:
    """A numbered century: `القرن التاسع عشر`."""
    number = number_of(m, "number")
    if m.groups["unit"].classes["unit_def"] != "C" or not number or number > 30:
        return None
    return reading(f"{int(number) - 1:02}")


def season(m: Match, setting: Setting) -> Reading | None:
    """A season of a year: `صيف 2014`, `الصيف الماضي`."""
    name = m.value("season") or ""
    year = year_of(m, setting)
    if year is None:
        if not setting.anchor:
            return reading(None)
        year = setting.anchor.year + _seasons_away(name, setting.anchor, shift_of(m) or 0)
    return reading(f"{year:04}-{name}")


def _seasons_away(name: str, anchor: dt.date, by: int) -> int:
    """How many years from the anchor's the last or next such season begins that is not now."""
    first, last = (d or "" for d in calendar.interval(f"{anchor.year}-{name}"))
    if by < 0:
        return 0 if last < anchor.isoformat() else -1
    return int(by > 0 and first <= anchor.isoformat())


def period(m: Match, setting: Setting) -> Reading | None:
    """A quarter or half of a year; of a fiscal year told as two years, that year itself."""
    name, word, pair = m.value("period") or "", m.group("unit"), m.group("years")
    if word and word.classes["unit_def"] != "Y":
        return None
    if pair:
        return year_range(m, setting)
    number = number_of(m, "part") or (_PARTS[name] if m.group("last") else 0)
    year = year_of(m, setting)
    if year is None and setting.anchor:
        year = setting.anchor.year
    if year is None or not 1 <= number <= _PARTS[name]:
        return reading(None)
    return reading(f"{year:04}-{name}{int(number)}")


def season_led(m: Match, setting: Setting) -> Reading | None:
    """A season that a preposition alone points at: `خلال الصيف`; the nearest that fits."""
    if not m.lexemes[0].form.startswith("ال"):
        return None
    if not setting.anchor:
        return reading(None)
    name = m.value("season") or ""
    first, last = (d or "" for d in calendar.interval(f"{setting.anchor.year}-{name}"))
    today = setting.anchor.isoformat()
    by = -1 if setting.direction < 0 and first > today else 0
    by = 1 if setting.direction > 0 and last < today else by
    return reading(f"{setting.anchor.year + by:04}-{name}")


def part_of_month(m: Match, setting: Setting) -> Reading | None:
    """A numbered week or half of a month: `الأسبوع الأول من أغسطس`.

    As in ISO 8601, a week is of the month in which its Thursday lies. A half has the value of
    its month, and its own days.
    """
    month = date(m, setting) if "month" in m.groups else _month_pointed_to(m, setting)
    number = int(number_of(m, "part") or 0)
    if not month or not month.earliest or not month.latest:
        return month
    if m.value("period"):
        return _half(month, number) if m.value("period") == "H" else None
    if m.lexemes[0].classes.get("unit_def") != "W" or not 1 <= number <= 5:
        return None
    first = dt.date.fromisoformat(month.earliest)
    thursday = first + dt.timedelta((4 - first.isoweekday()) % 7 + 7 * (number - 1))
    year, week, _ = thursday.isocalendar()
    return reading(f"{year:04}-W{week:02}")


def _month_pointed_to(m: Match, setting: Setting) -> Reading:
    return reading(
        calendar.shift(setting.anchor, "M", shift_of(m) or 0) if setting.anchor else None
    )


def _half(month: Reading, number: int) -> Reading | None:
    days = (month.earliest, f"{month.value}-15"), (f"{month.value}-16", month.latest)
    if number not in {1, 2}:
        return None
    return Reading(TimexType.DATE, month.value, *days[number - 1])


def decade(m: Match, setting: Setting) -> Reading | None:
    """A decade of a century: `ثمانينات القرن الماضي`, `سبعينيات القرن التاسع عشر`."""
    number = number_of(m, "number")
    if number:
        return reading(f"{int(number) - 1:02}{m.value('decade_name')}")
    if not setting.anchor:
        return reading(None)
    century = calendar.shift(setting.anchor, "C", shift_of(m) or 0)
    return reading(f"{century}{m.value('decade_name')}")


RESOLVERS: dict[str, Resolver] = {
    "century": century,
    "decade": decade,
    "part_of_month": part_of_month,
    "period": period,
    "season": season,
    "season_led": season_led,
    "unit": unit,
}
