"""The engines on a plain text, without a report around it: times, figures, numbers.

>>> text = "قتل 12 جنديا مساء أمس السبت"
>>> [(t.span.of(text), t.value) for t in times(text, "2025-09-07")]
[('مساء أمس السبت', '2025-09-06TEV')]
>>> [(q.value, q.measure.value, q.population) for q in quantities(text)]
[(12.0, 'killed', 'جنديا')]
>>> [n.value for n in numbers("ثلاثة أرباع المساحة، و10 آلاف و800")]
[0.75, 10800.0]
"""

import datetime as dt

from musnad.annotate import numbers as numerals
from musnad.annotate import quantities as figures
from musnad.annotate import times as dates
from musnad.annotate.numbers import Number
from musnad.annotate.timing.writing import Style as DateStyle
from musnad.annotate.timing.writing import render
from musnad.errors import UsageError
from musnad.model import Quantity, Timex

__all__ = ["DateStyle", "numbers", "quantities", "render_date", "times"]


def times(text: str, reference: dt.date | str | None = None) -> tuple[Timex, ...]:
    """Return the dates, times, durations and sets of times of a text, in order.

    `reference` is the day that relative times count from, a date or `YYYY-MM-DD`; without it they
    have no value. Values are of TIMEX3; spans count the characters of `text`.

    >>> [t.value for t in times("عاد الوفد في 12 جويلية 2024 وغادر أمس")]
    ['2024-07-12', None]

    Raises:
        UsageError: when `reference` is a text that names no day.
    """
    return dates.parse(text, _day(reference))


def quantities(text: str, reference: dt.date | str | None = None) -> tuple[Quantity, ...]:
    """Return the figures of a text: what is counted, of whom, how far, and since when.

    `reference` is the day that the dates counted from and to are relative to.

    >>> (part,) = (q for q in quantities("مقتل 20 شخصا بينهم 5 أطفال") if q.part_of is not None)
    >>> part.value, part.population
    (5.0, 'أطفال')

    Raises:
        UsageError: when `reference` is a text that names no day.
    """
    return figures.parse(text, _day(reference))


def numbers(text: str) -> tuple[Number, ...]:
    """Return the numbers of a text, in digits of either set, in words, or in both.

    >>> [(n.value, n.kind.value) for n in numbers("نزح ثلثا سكان الحي الثالث")]
    [(0.6666666666666666, 'fraction'), (3.0, 'ordinal')]
    """
    return numerals.parse(text)


def render_date(day: dt.date, style: DateStyle | str = DateStyle.DOUBLE) -> str:
    """Return a day as Arabic newspapers write it; `times` reads each style back to the day.

    >>> render_date(dt.date(2025, 9, 7)), render_date(dt.date(2025, 9, 7), "hijri")
    ('7 أيلول/سبتمبر 2025', '15 ربيع الأول 1447هـ')

    Raises:
        UsageError: when there is no such style.
    """
    try:
        return render(day, DateStyle(style))
    except ValueError as e:
        raise UsageError(f"style {style}: not one of {', '.join(DateStyle)}") from e


def _day(reference: dt.date | str | None) -> dt.date | None:
    if not isinstance(reference, str):
        return reference
    try:
        return dt.date.fromisoformat(reference)
    except ValueError as e:
        raise UsageError(f"reference {reference}: not a day; give it as 2025-09-07") from e
