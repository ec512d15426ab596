"""Reports as their accounts of incidents are compared: each sentence with what it is about.

An incident is what happened at one place on one day. A sentence is about the one whose act it
names with a place; `the attack` alone is the last one told of before, and in a report that
tells of one alone, that one.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from musnad.link.dates import days_between
from musnad.link.entities import Names
from musnad.link.passages import evidence
from musnad.link.scenes import Act, Gazetteer, Scene, recent, scenes
from musnad.model import Attribution, Document, Evidence, Measure, Span

_AWAY = frozenset({"من", "الي", "عن", "نحو"})  # before a place that is not the scene
_KEPT = 64  # reports whose sentences are kept
_LIKE = 3  # times as often as another is a day told, for the other to be taken for it
_TELLING = 10.0  # a toll this high tells incidents apart
_TOLLS = frozenset({Measure.KILLED, Measure.INJURED, Measure.MISSING})


class Incident(NamedTuple):
    """Where and when it was, as far as one report says."""

    place: str
    day: str | None


@dataclass(frozen=True, slots=True)
class Account:
    """What one sentence answers to a question; `mouth` is who says so, `None` the report."""

    evidence: Evidence
    mouth: str | None
    published: str | None


@dataclass(slots=True)
class Passages:
    """A report's sentences as scenes, and the acts with a place that it has told of so far."""

    doc: Document
    scenes: Sequence[Scene]
    placed: list[tuple[int, Act]] = field(default_factory=list)

    def incident(self, number: int, offset: int) -> Incident | None:
        """Return the incident that a place in a sentence is about."""
        scene = self.scenes[number]
        near = sorted(scene.acts, key=lambda a: abs(a.span.start - offset))
        for act in near:
            if self._is_scene(act):
                return self._dated(act)
        if any(a.other for a in near):
            return None
        before = [(n, a) for n, a in self.placed if n < number]
        if before:
            return self._dated(before[-1][1])
        places = {a.place.id for _, a in self.placed if a.place}
        return self._dated(self.placed[0][1]) if len(places) == 1 else None

    def _is_scene(self, act: Act) -> bool:
        return act.place is not None and act.place.local and not self._led_away(act)

    def _led_away(self, act: Act) -> bool:
        lead = self.doc.text[act.span.end : act.place.span.start if act.place else act.span.end]
        return lead.split()[-1:] != [] and lead.split()[-1] in _AWAY

    def _dated(self, act: Act) -> Incident | None:
        if act.place is None:
            return None
        days = {a.day for _, a in self.placed if a.place and a.place.id == act.place.id and a.day}
        day = act.day or (next(iter(days)) if len(days) == 1 else None)
        return Incident(act.place.id, day)

    def learn(self) -> None:
        """Note which acts are told with their place."""
        self.placed = [
            (n, a) for n, s in enumerate(self.scenes) for a in s.acts if self._is_scene(a)
        ]


class Reader:
    """Reads reports as scenes."""

    def __init__(self, places: Gazetteer, names: Names) -> None:
        self.names = names
        self._places = places
        self._read: dict[str, Passages] = {}

    def read(self, doc: Document) -> Passages:
        """Return a report's sentences; those of the last reports read are kept."""
        if doc.id not in self._read:
            read = Passages(doc, scenes(doc, self._places))
            read.learn()
            if len(self._read) >= _KEPT:
                del self._read[next(iter(self._read))]
            self._read[doc.id] = read
        return self._read[doc.id]

    def account(self, doc: Document, span: Span) -> Account:
        """Return a piece of a report as an account, with who says it."""
        said = innermost(doc, span)
        mouth = None
        if said is not None:
            words = said.source.of(doc.text) if said.source else None
            mouth = self.names.identity(doc.id, said.speaker) if said.speaker else words
        return Account(evidence(doc, span), mouth, doc.published)


def innermost(doc: Document, span: Span) -> Attribution | None:
    """Return the narrowest statement that holds a piece of a report."""
    holding = [a for a in doc.attributions if a.content.covers(span)]
    return min(holding, key=lambda a: (a.content.end - a.content.start, a.id), default=None)


@dataclass(slots=True)
class Days:
    """Which days, told at one place, are one incident's.

    A report carried late moves its `yesterday`: a day next to one that is told much more often,
    with the same toll, is that one.
    """

    _often: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    _tolls: dict[Incident, set[float]] = field(default_factory=lambda: defaultdict(set))
    _homes: dict[str, dict[str, str]] = field(default_factory=dict)

    def learn(self, read: Passages) -> None:
        """Note on which days a report tells what at which places."""
        tolls = [q for q in read.doc.quantities if q.measure in _TOLLS and q.value >= _TELLING]
        for number, act in read.placed:
            if act.place and act.day:
                self._often[act.place.id][act.day] += 1
                scene = read.scenes[number].span
                here = {q.value for q in tolls if scene.covers(q.span)}
                self._tolls[Incident(act.place.id, act.day)] |= here

    def of(self, doc: Document, incident: Incident) -> Incident:
        """Return an incident as all reports know it: a day that one leaves out filled in."""
        days = self._of_place(incident.place)
        if incident.day:
            return Incident(incident.place, days.get(incident.day, incident.day))
        often: Counter[str] = Counter()
        for day, home in days.items():
            if recent(doc, day):
                often[home] += self._often[incident.place][day]
        ordered = sorted(often, key=lambda d: (-often[d], d))
        clear = len(ordered) == 1 or (
            len(ordered) > 1 and often[ordered[0]] >= _LIKE * often[ordered[1]]
        )
        return Incident(incident.place, ordered[0] if clear else None)

    def _of_place(self, place: str) -> dict[str, str]:
        """Return the day that each day told at a place is taken for."""
        if place not in self._homes:
            counts = self._often.get(place, Counter[str]())
            homes: dict[str, str] = {}
            for day in sorted(counts, key=lambda d: (-counts[d], d)):
                near = (d for d in dict.fromkeys(homes.values()) if self._one(place, d, day))
                homes[day] = next(near, day)
            self._homes[place] = homes
        return self._homes[place]

    def _one(self, place: str, often: str, seldom: str) -> bool:
        counts = self._often[place]
        return (
            abs(days_between(often, seldom)) == 1
            and counts[seldom] * _LIKE <= counts[often]
            and bool(self._tolls[Incident(place, often)] & self._tolls[Incident(place, seldom)])
        )
