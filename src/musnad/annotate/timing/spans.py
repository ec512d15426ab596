"""From a matched pattern to a length of time, a reference or a set, as TIMEX3 has them."""

import datetime as dt
from calendar import monthrange
from collections.abc import Mapping

from musnad.annotate.grammar import Match
from musnad.annotate.timing import calendar
from musnad.annotate.timing.values import (
    Reading,
    Resolver,
    Setting,
    number_of,
    reading,
    shift_of,
)
from musnad.model import TimexType

_PAST_REF, _PRESENT_REF, _FUTURE_REF = "PAST_REF", "PRESENT_REF", "FUTURE_REF"
_LONGEST_COUNT_BACK = 200
_DAYS_A_MONTH = 30.44


def _amount(m: Match) -> tuple[str | None, str]:
    """The number and unit of a counted time; the number is None where it is vague."""
    dual, word = m.group("dual"), m.group("unit")
    if dual:
        count, name = 2.0, dual.classes["dual"]
    elif word:
        name = next(v for v in map(word.classes.get, _UNIT_CLASSES) if v)
        single = "unit" in word.classes or name == "E1"
        count, name = number_of(m, "n") or (1.0 if single else 0.0), name.removesuffix("1")
    else:
        count = number_of(m, "n") or 0.0
        names = map(m.value, ("decades", "units_def", "dual_def", "unit"))
        decades = m.value("decades") or ""
        name = decades[:1] or next((n for n in names if n), "")
        count = count or float(decades[1:] or 0)
    half = m.group("half")
    if half and m.row.id == "duration.half":
        count = float(half.classes["half"])
    elif half:
        count += float(half.classes["half"])
    return (f"{count:.10g}" if count else None), name


_UNIT_CLASSES = ("decade", "units", "unit", "units_accusative", "decades", "night_plural")


def _amounts(m: Match) -> dict[str, float]:
    """The units of a length in several, and how many of each: `عام وشهر و21 يوما`."""
    amounts: dict[str, float] = {}
    count: float | None = None
    for lexeme in m.lexemes:
        unit = next(
            (lexeme.classes[c] for c in ("unit", "units", "dual") if c in lexeme.classes), None
        )
        if unit:
            amounts[unit] = 2.0 if "dual" in lexeme.classes else count or 1.0
            count = None
        elif lexeme.number is not None:
            count = lexeme.number
    return amounts


def compound(m: Match, setting: Setting) -> Reading | None:
    """A length in several units: `عام وشهر و21 يوما` is `P1Y1M21D`."""
    amounts = _amounts(m)
    if len(amounts) < 2 or "C" in amounts:
        return None
    days = "".join(f"{amounts[u]:.10g}{u}" for u in "YMWD" if u in amounts)
    hours = "".join(f"{amounts[u]:.10g}{u[1]}" for u in ("TH", "TM", "TS") if u in amounts)
    return Reading(TimexType.DURATION, f"P{days}" + (f"T{hours}" if hours else ""))


def _period_value(count: str | None, name: str) -> str:
    if name == "E":
        count, name = (f"{float(count) * 10:.10g}" if count else "X0"), "Y"
    if name == "C":
        count, name = (f"{float(count) * 100:.10g}" if count else "X00"), "Y"
    if name == "Y" and count and "." in count:
        count, name = f"{float(count) * 12:.10g}", "M"
    time = name.startswith("T")
    return f"P{'T' if time else ''}{count or 'X'}{name[-1]}"


def duration(m: Match, setting: Setting) -> Reading | None:
    """A length of time: `P6W`, `P18M`; `PXM` for months that are not counted."""
    count, name = _amount(m)
    return Reading(TimexType.DURATION, _period_value(count, name))


def ago(m: Match, setting: Setting) -> Reading | None:
    """So many days, weeks, months, years ago, as exact as the unit; less is PAST_REF."""
    count, name = _amount(m)
    if name.startswith("T"):
        return reading(_PAST_REF)
    if not setting.anchor or count is None:
        return reading(None if count else _PAST_REF)
    number = float(count)
    if number % 1:
        return reading(_halves_ago(setting.anchor, number, name))
    if name == "Y" and number > _LONGEST_COUNT_BACK:
        return reading(_PAST_REF)
    return reading(calendar.shift(setting.anchor, name, -int(number)))


def _halves_ago(anchor: dt.date, number: float, name: str) -> str | None:
    """A year and a half ago by its month; a month and a half by the month of that day."""
    if name == "Y" and not number * 12 % 1:
        return calendar.shift(anchor, "M", -int(number * 12))
    if name == "M" and number < _LONGEST_COUNT_BACK:
        day = anchor - dt.timedelta(round(number * _DAYS_A_MONTH))
        return calendar.shift(day, "M", 0)
    return _PAST_REF


def from_now(m: Match, setting: Setting) -> Reading | None:
    """So long before or after the day of speaking: `بعد شهر و21 يوما من الآن`."""
    if not setting.anchor:
        return reading(None)
    compound = _amounts(m)
    if len(compound) > 1:
        amounts = compound
    else:
        count, name = _amount(m)
        amounts = {name: float(count or 0)}
    past = m.row.value == "past" or setting.direction < 0
    return reading(_moved(setting.anchor, amounts, -1 if past else 1))


def after_that(m: Match, setting: Setting) -> Reading | None:
    """So long after or before the time told last: `بعد ذلك بعام`; its length where none is."""
    count, name = _amount(m)
    told = setting.told if name == "Y" else setting.day
    if not told or not count or float(count) % 1:
        return Reading(TimexType.DURATION, _period_value(count, name))
    way = -1 if m.group("before") else 1
    return reading(_moved(dt.date.fromisoformat(told), {name: float(count)}, way))


def _moved(day: dt.date, amounts: Mapping[str, float], way: int) -> str | None:
    """Return the time so far from a day, as exact as the smallest unit; less is a reference."""
    if any(n % 1 or u.startswith("T") for u, n in amounts.items()):
        return _PAST_REF if way < 0 else _FUTURE_REF
    years = amounts.get("Y", 0) + 10 * amounts.get("E", 0) + 100 * amounts.get("C", 0)
    months = int(12 * years + amounts.get("M", 0)) * way
    days = int(7 * amounts.get("W", 0) + amounts.get("D", 0)) * way
    month = calendar.shift(day, "M", months)
    if not month:
        return None
    year, number = int(month[:4]), int(month[5:])
    last = monthrange(year, number)[1]
    moved = dt.date(year, number, min(day.day, last)) + dt.timedelta(days)
    unit = next((u for u in "DWMY" if u in amounts), "Y")
    return calendar.shift(moved, unit, 0)


def ref(m: Match, setting: Setting) -> Reading | None:
    """A time that the words leave open: PAST_REF, PRESENT_REF or FUTURE_REF."""
    return reading(m.row.value)


def ref_units(m: Match, setting: Setting) -> Reading | None:
    """The last or next days, weeks, years: a reference, or their length where counted."""
    following = m.group("following")
    by = int(following.classes["following"]) if following else shift_of(m) or 0
    words = [float(x.classes["numdef"]) for x in m.lexemes if "numdef" in x.classes]
    number = sum(words) or number_of(m, "n")
    if m.value("dual_def"):
        number = 2.0
    names = map(m.value, ("units_def", "dual_def", "unit", "units", "decades"))
    name = next((n for n in names if n), "")
    if m.value("recent") and name in {"TM", "TS"}:
        return None
    if number:
        return Reading(TimexType.DURATION, _period_value(f"{number:.10g}", name))
    return reading(_PAST_REF if by < 0 else _FUTURE_REF if by > 0 else _PRESENT_REF)


def within(m: Match, setting: Setting) -> Reading | None:
    """Hours, days, weeks from now that are not counted; their length where all is past."""
    if setting.direction < 0:
        return Reading(TimexType.DURATION, _period_value(None, m.value("units") or ""))
    return reading(_FUTURE_REF)


def recurring(m: Match, setting: Setting) -> Reading | None:
    """A set: how often, as the length between two times."""
    day = m.group("weekday")
    if day:
        number = day.classes.get("weekday") or day.classes["weekday_bare"]
        return Reading(TimexType.SET, f"XXXX-WXX-{number}")
    if m.value("part"):
        return Reading(TimexType.SET, "P1D")
    value = m.value("set") or _period_value(*_amount(m))
    return Reading(TimexType.SET, value)


RESOLVERS: dict[str, Resolver] = {
    "after_that": after_that,
    "ago": ago,
    "compound": compound,
    "duration": duration,
    "from_now": from_now,
    "ref": ref,
    "ref_units": ref_units,
    "set": recurring,
    "within": within,
}
