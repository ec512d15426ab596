"""Where the words beside a chart's points stand, so that none covers another or a point."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_GAP, _LINE, _LETTER = 9.0, 13.0, 6.1  # from a point, of a line, and of a letter, in pixels
_POINT = 6.0
_SHIFTS = (-1, 1, 0, -2, 2)  # a line's height off its point first: lines run at points


@dataclass(frozen=True, slots=True)
class Frame:
    """A panel's size in pixels, its days and numbers from end to end, and the inner margin."""

    width: float
    height: float
    margin: float
    first: dt.date
    last: dt.date
    low: float
    high: float

    @classmethod
    def of(
        cls, days: Sequence[str], numbers: Sequence[float], width: float, height: float
    ) -> "Frame":
        """Return a frame that holds the days and numbers, with some room above and below."""
        low, high = min(numbers), max(numbers)
        room = (high - low) or abs(high) or 1.0
        bottom = low - 0.12 * room
        floor = max(0.0, bottom) if low >= 0 else bottom
        first, last = (dt.date.fromisoformat(d) for d in (min(days), max(days)))
        return cls(width, height, 70.0, first, last, floor, high + 0.16 * room)

    def x(self, day: str) -> float:
        """Return how far from the left a day stands."""
        length = (self.last - self.first).days
        if not length:
            return self.width / 2
        share = (dt.date.fromisoformat(day) - self.first).days / length
        return self.margin + share * (self.width - 2 * self.margin)

    def y(self, value: float) -> float:
        """Return how far from the top a number stands."""
        return self.height * (self.high - value) / (self.high - self.low)

    def value(self, y: float) -> float:
        """Return the number that stands so far from the top."""
        return self.high - y / self.height * (self.high - self.low)

    def spaced(self, days: Iterable[str], apart: float) -> list[str]:
        """Return days so far apart that their names do not touch; the last is always named."""
        out: list[str] = []
        for day in sorted(days, reverse=True):
            if not out or self.x(out[-1]) - self.x(day) >= apart:
                out.append(day)
        return sorted(out)


@dataclass(frozen=True, slots=True)
class Spot:
    """A point of a chart and the words that belong to it."""

    day: str
    number: float
    words: str


@dataclass(frozen=True, slots=True)
class Placed:
    """Words at the side of their point: `value` is the height at which they stand."""

    spot: Spot
    value: float
    right: bool


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "_Box") -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


def placed(
    spots: Sequence[Spot], frame: Frame, line: Sequence[tuple[str, float]] = ()
) -> list[Placed]:
    """Return where the words of each spot fit, the first spots first; without room, none.

    `line` are the days and numbers that a line of steps joins: words keep off it too.

    >>> frame = Frame.of(["2031-05-01", "2031-05-09"], [10, 30], 700, 200)
    >>> two = [Spot("2031-05-01", 30.0, "30"), Spot("2031-05-01", 29.9, "29.9")]
    >>> [(p.value > p.spot.number, p.right) for p in placed(two, frame)]
    [(True, True), (True, False)]
    """
    points = {(s.day, s.number): _around(frame.x(s.day), frame.y(s.number)) for s in spots}
    taken = list(_steps(line, frame))
    out: list[Placed] = []
    for spot in spots:
        others = [box for at, box in points.items() if at != (spot.day, spot.number)]
        for box, where in _options(spot, frame):
            if not any(box.meets(b) for b in (*taken, *others)):
                taken.append(box)
                out.append(where)
                break
    return out


def _steps(line: Sequence[tuple[str, float]], frame: Frame) -> Iterator[_Box]:
    corners = [(frame.x(day), frame.y(number)) for day, number in line]
    for (x, y), (next_x, next_y) in pairwise(corners):
        yield _Box(x, y - 1, next_x, y + 1)
        yield _Box(next_x - 1, min(y, next_y), next_x + 1, max(y, next_y))


def _around(x: float, y: float) -> _Box:
    return _Box(x - _POINT, y - _POINT, x + _POINT, y + _POINT)


def _options(spot: Spot, frame: Frame) -> Iterator[tuple[_Box, Placed]]:
    """Yield the places beside a point that lie in the frame: at its height, then off it."""
    x, length = frame.x(spot.day), _LETTER * len(spot.words)
    sides = (True, False) if x < frame.width / 2 else (False, True)
    for shift in _SHIFTS:
        y = frame.y(spot.number) + shift * _LINE
        if not _LINE / 2 <= y <= frame.height - _LINE / 2:
            continue
        for right in sides:
            near, far = (x + _GAP, x + _GAP + length) if right else (x - _GAP - length, x - _GAP)
            if near >= 0 and far <= frame.width:
                box = _Box(near, y - _LINE / 2, far, y + _LINE / 2)
                yield box, Placed(spot, frame.value(y), right)
