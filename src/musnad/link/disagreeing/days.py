"""When it was: reports that lay one act, with one toll, on different days."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from musnad.link.dates import days_between
from musnad.link.disagreeing.reading import Incident, Passages
from musnad.link.disagreeing.words import hits
from musnad.link.scenes import Act, Scene
from musnad.model import Document, Measure, Span
from musnad.text.tokenize import tokens

_TOLLS = frozenset({Measure.KILLED, Measure.INJURED})
_TELLING = 10.0
_WEEK = 6
_LEAD = 3  # words before an act in which another time is set against it
_AFTER = frozenset({"غداه", "عشيه", "بعد", "عقب", "قبل", "منذ", "قبيل", "بعيد"})


class Told(NamedTuple):
    """A day that a report states outright for what was done at one place, and the tolls it gives.

    `yesterday` alone is no such day: a report carried late moves it.
    """

    day: str
    tolls: frozenset[tuple[Measure, float]]


def days(read: Passages) -> Iterator[tuple[Span, Incident, Told]]:
    """Yield each sentence that states a weekday or date for an act at a place."""
    for number, scene in enumerate(read.scenes):
        stated = {day: span for span, day in scene.days if _outright(read.doc, span)}
        if not stated:
            continue
        for act in scene.acts:
            incident = read.incident(number, act.span.start)
            if incident is None or act.day not in stated or not act.day:
                continue
            if not _of_the_act(scene, act, stated[act.day]):
                continue
            if act.place and act.place.id != incident.place:
                continue
            counted = frozenset(
                (q.measure, q.value)
                for q in read.doc.quantities
                if q.measure in _TOLLS and q.value >= _TELLING and scene.span.covers(q.span)
            )
            yield act.span, incident, Told(act.day, counted)
            break


def _of_the_act(scene: Scene, act: Act, time: Span) -> bool:
    """Say whether a day is the act's own: `on Tuesday, a day after the attack` tells another."""
    if time.start > act.span.start or scene.segment(act.span).covers(time):
        return True
    at = scene.index(act.span.start)
    return not any(w.form in _AFTER for w in scene.words[max(0, at - _LEAD) : at])


def counts_toll(doc: Document) -> bool:
    """Say whether a report gives a toll that tells one act from others."""
    return any(q.measure in _TOLLS and q.value >= _TELLING for q in doc.quantities)


def differing(told: Iterable[Told]) -> set[str]:
    """Return the days, a few apart, that are told of one act: the same toll is given for both."""
    by_toll: dict[tuple[Measure, float], set[str]] = defaultdict(set)
    for one in told:
        for toll in one.tolls:
            by_toll[toll].add(one.day)
    out: set[str] = set()
    for here in by_toll.values():
        ordered = sorted(here)
        if len(ordered) > 1 and days_between(ordered[0], ordered[-1]) <= _WEEK:
            out |= here
    return out


def _outright(doc: Document, span: Span) -> bool:
    """Say whether a day is told by its weekday or date, not counted from another day."""
    if hits(tokens(doc.text, span), "weekday"):
        return True
    return any(t.span == span and t.anchor is None for t in doc.timexes)
