"""Weeks, months, years, seasons, quarters, decades and centuries, as the words point to them."""

import datetime as dt

from musnad.annotate.grammar import Match
from musnad.annotate.timing import calendar
from musnad.annotate.timing.values import (
    Reading,
    Resolver,
    Setting,
    number_of,
    reading,
    shift_of,
    year_of,
)


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
    """A quarter or half of a year."""
    number, word = number_of(m, "part"), m.group("unit")
    if word and word.classes["unit_def"] != "Y":
        return None
    year = year_of(m, setting)
    if year is None and setting.anchor:
        year = setting.anchor.year
    if year is None or not number or number > 4:
        return reading(None)
    return reading(f"{year:04}-{m.value('period')}{int(number)}")


def decade(m: Match, setting: Setting) -> Reading | None:
    """A decade of a century: `ثمانينات القرن الماضي`."""
    if not setting.anchor:
        return reading(None)
    century = calendar.shift(setting.anchor, "C", shift_of(m) or 0)
    return reading(f"{century}{m.value('decade_name')}")


RESOLVERS: dict[str, Resolver] = {
    "century": century,
    "decade": decade,
    "period": period,
    "season": season,
    "unit": unit,
}
