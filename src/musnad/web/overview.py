"""The overview above a chronology: how many entries fall on each day, month or year.

Only entries that are dated as narrowly as a bar is wide are counted in it; the others are
counted beside the chart.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from musnad.link.dates import Interval, interval
from musnad.model import Happening
from musnad.present.chronology import days_of
from musnad.present.dates import shown
from musnad.present.labels import Lang

_MOST_DAYS, _MOST_WEEKS, _MOST_MONTHS = 100, 100, 100
_OUTLIERS = 0.02
"""This share of the entries may lie before the first bar, where it makes the others readable."""

_WIDTH, _HEIGHT, _GAP, _FEWEST = 960, 72, 1.5, 24
_TICK = 92
"""So wide is a label under the bars."""


class Unit(StrEnum):
    """How much time a bar stands for."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: the time it stands for, how many entries, and where it is drawn."""

    value: str
    count: int
    words: str
    tick: str
    x: float
    y: float
    width: float
    height: float

    @property
    def since(self) -> str:
        """The bar's first day, month or year, as a filter takes it."""
        return self._end(first=True)

    @property
    def until(self) -> str:
        """The bar's last day, month or year, as a filter takes it."""
        return self._end(first=False)

    def _end(self, *, first: bool) -> str:
        days = interval(self.value) if "W" in self.value else None
        return (days.earliest if first else days.latest) if days else self.value


@dataclass(frozen=True, slots=True)
class Overview:
    """The bars with what they leave out: entries before the first, wider dates, no date."""

    bars: tuple[Bar, ...]
    earlier: int
    wider: int
    undated: int
    width: int = _WIDTH
    height: int = _HEIGHT


def overview(found: Sequence[Happening], lang: Lang) -> Overview:
    """Return the overview of happenings; in Arabic time runs from right to left."""
    dated = [days for h in found if (days := days_of(h))]
    undated = len(found) - len(dated)
    unit, first = _scale(dated)
    counts: Counter[str] = Counter()
    wider = earlier = 0
    for days in dated:
        value = _bucket(days.earliest, unit)
        if value != _bucket(days.latest, unit):
            wider += 1
        elif days.latest < first:
            earlier += 1
        else:
            counts[value] += 1
    values = _values(min(counts), max(counts), unit) if counts else []
    return Overview(tuple(_bars(values, counts, unit, lang)), earlier, wider, undated)


def _bucket(day: str, unit: Unit) -> str:
    if unit is Unit.WEEK:
        year, week, _ = date.fromisoformat(day).isocalendar()
        return f"{year:04}-W{week:02}"
    return day[: {Unit.DAY: 10, Unit.MONTH: 7, Unit.YEAR: 4}[unit]]


def _scale(dated: Sequence[Interval]) -> tuple[Unit, str]:
    """Return what a bar stands for, and the day from which bars begin."""
    starts = sorted(d.earliest for d in dated)
    if not starts:
        return Unit.DAY, ""
    for first in (starts[0], starts[int(len(starts) * _OUTLIERS)]):
        span = Interval(first, starts[-1]).days
        if span <= _MOST_DAYS:
            return Unit.DAY, first
        if span <= _MOST_WEEKS * 7:
            return Unit.WEEK, first
        if span <= _MOST_MONTHS * 30:
            return Unit.MONTH, first
    return Unit.YEAR, first


def _values(first: str, last: str, unit: Unit) -> list[str]:
    """Return all times between two, both included."""
    start, end = interval(first), interval(last)
    if start is None or end is None:
        return []
    days = Interval(start.earliest, end.latest).days
    day = date.fromisoformat(start.earliest)
    return list(dict.fromkeys(_bucket((day + timedelta(n)).isoformat(), unit) for n in range(days)))


def _bars(values: list[str], counts: Counter[str], unit: Unit, lang: Lang) -> list[Bar]:
    if not values:
        return []
    step = _WIDTH / max(len(values), _FEWEST)
    most = max(counts.values())
    bars = []
    free = 0.0
    for n, value in enumerate(values):
        at = n * step
        days = interval(value)
        tick = _tick(value, unit, lang, first=n == 0)
        if at < free or at + _TICK > _WIDTH:
            tick = ""
        free = at + _TICK if tick else free
        height = round(_HEIGHT * counts[value] / most, 1)
        x = _WIDTH - at - step if lang is Lang.AR else at
        bars.append(
            Bar(
                value,
                counts[value],
                shown(value, days, lang),
                tick,
                round(x + _GAP / 2, 1),
                round(_HEIGHT - height, 1),
                round(step - _GAP, 1),
                height,
            )
        )
    return bars


def _tick(value: str, unit: Unit, lang: Lang, *, first: bool) -> str:
    """Return the label under a bar: its day, or the month that begins in it, or its year."""
    days = interval(value)
    if days is None:
        return ""
    if unit is not Unit.WEEK:
        return shown(value, days, lang)
    begins = days.latest[:7]
    if not first and days.earliest[8:] != "01" and days.earliest[:7] == begins:
        return ""
    return shown(begins, interval(begins), lang)
