"""Which figures of a series can't both hold, and which an outlet itself took back.

A figure is a range: `at least 30` is 30 or more, `about 100` a tenth to either side. Two
figures conflict where their ranges are apart and they are for one moment (one stated day, or
two sources in one report), or where a count that only rises is given lower later.
"""

from collections.abc import Sequence
from typing import Protocol

from musnad.link.tolls import marks
from musnad.model import (
    Bound,
    Conflict,
    ConflictReason,
    Correction,
    Document,
    FigurePoint,
    Quantity,
)
from musnad.text.tokenize import tokens

_ABOUT = 0.1  # how far `about` may be off, as a share
_WRONG_REACH = 12  # words before a figure in which a correction says that it was printed


class _Counted(Protocol):
    """A point's report and figure, before they were made a point."""

    @property
    def doc(self) -> Document: ...
    @property
    def figure(self) -> Quantity: ...


def extent(p: FigurePoint) -> tuple[float, float]:
    """Return the least and the most that a figure's words allow."""
    if p.bound is Bound.ABOUT:
        low = p.low if p.low is not None else p.value * (1 - _ABOUT)
        return low, p.high if p.high is not None else p.value * (1 + _ABOUT)
    return p.low if p.low is not None else 0.0, p.high if p.high is not None else float("inf")


def apart(a: FigurePoint, b: FigurePoint) -> bool:
    """Say whether two figures can't both be right for one moment."""
    (low, high), (other_low, other_high) = extent(a), extent(b)
    return high < other_low or other_high < low


def conflicts(
    points: Sequence[FigurePoint], put_right: Sequence[Correction], *, rising: bool
) -> tuple[Conflict, ...]:
    """Return the pairs of a series in order of time that can't both hold, each pair once.

    What was taken back conflicts with nothing any more, nor does what was put in its place,
    since that is for the earlier moment. `rising` counts only grow.
    """
    withdrawn = {i for c in put_right for i in (c.wrong, c.right)}
    standing = [i for i in range(len(points)) if i not in withdrawn]
    found = _same_day(points, standing)
    if rising:
        found |= _fell(points, standing)
    return tuple(sorted(found))


def _same_day(points: Sequence[FigurePoint], standing: Sequence[int]) -> set[Conflict]:
    """Two numbers for one stated day, or by two mouths in one report; the first of each."""
    found = set()
    seen: dict[tuple[str, str], list[int]] = {}
    for i in standing:
        p = points[i]
        moments = [("day", p.as_of)] if p.as_of else []
        for kind, name in [*moments, ("report", p.document)]:
            earlier = seen.setdefault((kind, name), [])
            for j in earlier:
                other = points[j]
                mouths = kind == "day" or (other.chain != p.chain and not (p.as_of or other.as_of))
                if mouths and apart(other, p):
                    found.add(Conflict(j, i, ConflictReason.SAME_DAY))
            if all(extent(points[j]) != extent(p) or points[j].chain != p.chain for j in earlier):
                earlier.append(i)
    return found


def _fell(points: Sequence[FigurePoint], standing: Sequence[int]) -> set[Conflict]:
    """A later figure below the highest before it, and that one."""
    found = set()
    peak: int | None = None
    waiting: list[int] = []
    for i in standing:
        if waiting and _time(points[waiting[0]]) != _time(points[i]):
            tops = [*waiting, *([peak] if peak is not None else [])]
            peak = max(tops, key=lambda j: (extent(points[j])[0], -j))
            waiting = []
        if _time(points[i]) is None:
            break
        if peak is not None and extent(points[i])[1] < extent(points[peak])[0]:
            found.add(Conflict(peak, i, ConflictReason.FELL))
        waiting.append(i)
    return found


def _time(p: FigurePoint) -> str | None:
    return p.as_of or p.published


def corrections(
    counted: Sequence[_Counted], points: Sequence[FigurePoint]
) -> tuple[Correction, ...]:
    """Return which points an outlet's correction names as wrong, with what it puts right.

    The correction's own words name both numbers; the same outlet's earlier points of the
    wrong number are taken back with it.
    """
    found = set()
    for right, wrong in _pairs(counted):
        there, here = points[wrong], points[right]
        found.add(Correction(wrong, right))
        for i, p in enumerate(points):
            earlier = p.published and here.published and p.published < here.published
            if (
                earlier
                and p.value == there.value
                and counted[i].doc.outlet == counted[right].doc.outlet
            ):
                found.add(Correction(i, right))
    return tuple(sorted(found))


def _pairs(counted: Sequence[_Counted]) -> list[tuple[int, int]]:
    """Return (right, wrong) of the numbers in sentences that correct themselves."""
    by_sentence: dict[tuple[str, int], list[int]] = {}
    wrong: set[int] = set()
    for i, one in enumerate(counted):
        sentence = next((s.span for s in one.doc.sentences if s.span.covers(one.figure.span)), None)
        if sentence is None:
            continue
        words = tokens(one.doc.text, sentence)
        found = marks(words)
        if not any("correction" in f for f in found):
            continue
        at = next((k for k, w in enumerate(words) if w.end > one.figure.span.start), 0)
        by_sentence.setdefault((one.doc.id, sentence.start), []).append(i)
        lead = range(max(0, at - _WRONG_REACH), at)
        last = max((k for k in lead if found[k] & {"wrong_side", "correction"}), default=None)
        if last is not None and "wrong_side" in found[last]:
            wrong.add(i)
    return [
        (r, w)
        for here in by_sentence.values()
        for w in here
        for r in here
        if w in wrong and r not in wrong and counted[r].figure.value != counted[w].figure.value
    ]
