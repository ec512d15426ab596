"""From a matched pattern to a length of time, a reference or a set, as TIMEX3 has them."""

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


def _amount(m: Match) -> tuple[str | None, str]:
    """The number and unit of a counted time; the number is None where it is vague."""
    dual, word = m.group("dual"), m.group("unit")
    if dual:
        count, name = 2.0, dual.classes["dual"]
    elif word:
        name = next(v for v in map(word.classes.get, _UNIT_CLASSES) if v)
        count = number_of(m, "n") or (1.0 if "unit" in word.classes else 0.0)
    else:
        count = number_of(m, "n") or 0.0
        names = map(m.value, ("decades", "units_def", "dual_def", "unit"))
        name = "E" if m.value("decades") else next((n for n in names if n), "")
    half = m.group("half")
    if half and m.row.id == "duration.half":
        count = float(half.classes["half"])
    elif half:
        count += float(half.classes["half"])
    return (f"{count:.10g}" if count else None), name


_UNIT_CLASSES = ("units", "unit", "units_accusative", "decades", "night_plural")


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
        if name != "Y" or number * 12 % 1:
            return reading(_PAST_REF)
        number, name = number * 12, "M"
    if name == "Y" and number > _LONGEST_COUNT_BACK:
        return reading(_PAST_REF)
    return reading(calendar.shift(setting.anchor, name, -int(number)))


def ref(m: Match, setting: Setting) -> Reading | None:
    """A time that the words leave open: PAST_REF, PRESENT_REF or FUTURE_REF."""
    return reading(m.row.value)


def ref_units(m: Match, setting: Setting) -> Reading | None:
    """The last or next days, weeks, years: a reference, or their length where counted."""
    by = shift_of(m) or 0
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
    "ago": ago,
    "duration": duration,
    "ref": ref,
    "ref_units": ref_units,
    "set": recurring,
    "within": within,
}
