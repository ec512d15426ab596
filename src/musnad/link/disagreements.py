"""Where reports disagree: accounts that can't both hold, or of which one denies the other.

Each disagreement is about one question and one incident, statement or series of figures, and
has two sides or more, each with its sentences. What came later and what is of another moment,
place or number of people is no disagreement.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from musnad.link.disagreeing import causes, claims, counts, days, denials, doers, marked
from musnad.link.disagreeing.findings import Finding, finding, merged
from musnad.link.disagreeing.reading import Account, Days, Incident, Passages, Reader
from musnad.link.disagreeing.words import holds
from musnad.link.entities import Names
from musnad.link.scenes import Gazetteer
from musnad.model import (
    Disagreement,
    DisagreementKind,
    Document,
    FigureSeries,
    Happening,
    Span,
)

_A = TypeVar("_A", bound=Hashable)
_Answers = Mapping[_A, Sequence[Account]]
_TELLING = ("doer", "cause", "claim")


def disagreements(
    documents: Iterable[Document],
    happenings: Iterable[Happening],
    series: Iterable[FigureSeries],
    names: Names,
    places: Gazetteer | None = None,
) -> tuple[Disagreement, ...]:
    """Return the disagreements of a case, those that most sentences take part in first."""
    docs = tuple(documents)
    reader = Reader(places or Gazetteer(docs, names), names)
    found = [
        *_of_incidents(docs, reader),
        *denials.denials(docs, reader),
        *counts.counts(series, {d.id: d for d in docs}),
        *marked.marked(docs, reader),
    ]
    told_in = _told_in(happenings)
    return tuple(_disagreement(f, told_in) for f in merged(found))


@dataclass(frozen=True, slots=True)
class _Answer(Generic[_A]):
    """What one sentence answers to a question about an incident."""

    doc: Document
    incident: Incident
    answer: _A
    account: Account


@dataclass(slots=True)
class _Told:
    """What reports tell of incidents, question by question; their sentences are not kept."""

    reader: Reader
    known: Days = field(default_factory=Days)
    who: list[_Answer[doers.Doer]] = field(default_factory=list)
    why: list[_Answer[causes.Cause]] = field(default_factory=list)
    by: list[_Answer[claims.Claim]] = field(default_factory=list)
    when: list[_Answer[days.Told]] = field(default_factory=list)

    def add(self, doc: Document) -> None:
        """Read a report."""
        read = self.reader.read(doc)
        self.known.learn(read)
        self.who += self._answers(read, doers.doers(read))
        self.why += self._answers(read, causes.causes(read))
        self.by += self._answers(read, claims.claims(read, self.reader.names))
        for span, incident, told in days.days(read):
            self.when.append(_Answer(doc, incident, told, self.reader.account(doc, span)))

    def _answers(
        self, read: Passages, told: Iterable[tuple[int, Span, _A]]
    ) -> Iterator[_Answer[_A]]:
        for number, span, answer in told:
            incident = read.incident(number, span.start)
            if incident:
                account = self.reader.account(read.doc, span)
                yield _Answer(read.doc, incident, answer, account)

    def by_incident(self, told: Iterable[_Answer[_A]]) -> list[_Answers[_A]]:
        """Return the answers to a question, those about one incident together."""
        out: dict[Incident, dict[_A, list[Account]]] = defaultdict(lambda: defaultdict(list))
        for one in told:
            out[self.known.of(one.doc, one.incident)][one.answer].append(one.account)
        return [out[i] for i in sorted(out, key=lambda i: (i.place, i.day or ""))]


def _of_incidents(docs: Sequence[Document], reader: Reader) -> Iterator[Finding]:
    """Yield what is told differently of one incident: who did it, why, when, who claims it."""
    told = _Told(reader)
    for doc in docs:
        dated = days.counts_toll(doc) and holds(doc, "weekday")
        if dated or any(holds(doc, array) for array in _TELLING):
            told.add(doc)
    for who in told.by_incident(told.who):
        opposed = _opposed(who, doers.Doer.conflicts)
        yield from _found(DisagreementKind.ATTRIBUTION, opposed, lambda d: (d.gender, d.number))
    for why in told.by_incident(told.why):
        stated = {c.id for c in _opposed(why, causes.exclude)}
        kept = {c: said for c, said in why.items() if c.id in stated}
        yield from _found(DisagreementKind.CAUSE, kept, lambda c: c.id)
    for by in told.by_incident(told.by):
        yield from _claimed(by)
    yield from _dated(told.when)


def _opposed(told: _Answers[_A], against: Callable[[_A, _A], bool]) -> dict[_A, Sequence[Account]]:
    """Return the answers of which each can't hold beside another."""
    return {a: said for a, said in told.items() if any(against(a, b) for b in told)}


def _found(
    kind: DisagreementKind, told: _Answers[_A], side: Callable[[_A], Hashable]
) -> Iterator[Finding]:
    """Yield answers side by side; those that say the same in other words are one side."""
    sides: dict[Hashable, list[Account]] = defaultdict(list)
    for answer, said in told.items():
        sides[side(answer)] += said
    if len(sides) > 1:
        yield finding(kind, sides.values())


def _claimed(told: _Answers[claims.Claim]) -> Iterator[Finding]:
    """Yield claims of one act by several, and by one of whom later reports know nothing."""
    claimed = {c: said for c, said in told.items() if c.by}
    first = min((a.published or "9999" for said in claimed.values() for a in said), default="")
    nobody = [a for a in told.get(claims.Claim(None), ()) if (a.published or "") >= first]
    if claimed and nobody:
        yield finding(DisagreementKind.ATTRIBUTION, [nobody, *claimed.values()])
    elif len(claimed) > 1:
        yield finding(DisagreementKind.ATTRIBUTION, claimed.values())


def _dated(when: Sequence[_Answer[days.Told]]) -> Iterator[Finding]:
    """Yield the days on which reports lay one act with one toll, each with its sentences."""
    places: dict[str, list[_Answer[days.Told]]] = defaultdict(list)
    for one in when:
        places[one.incident.place].append(one)
    for place in sorted(places):
        apart = days.differing(one.answer for one in places[place])
        sides: dict[str, list[Account]] = defaultdict(list)
        for one in places[place]:
            if one.answer.day in apart:
                sides[one.answer.day].append(one.account)
        if len(sides) > 1:
            yield finding(DisagreementKind.DATE, sides.values())


def _told_in(happenings: Iterable[Happening]) -> dict[str, list[tuple[Span, str]]]:
    """Return, for each report, its sentences with the happenings that they tell of."""
    out: dict[str, list[tuple[Span, str]]] = defaultdict(list)
    for h in happenings:
        for e in h.evidence:
            out[e.document].append((Span(e.start, e.end), h.id))
    return out


def _disagreement(f: Finding, told_in: Mapping[str, list[tuple[Span, str]]]) -> Disagreement:
    sides = tuple(tuple(a.evidence for a in side) for side in f.sides)
    about = Counter(
        id
        for e in f.evidence
        for span, id in told_in.get(e.document, ())
        if span.overlaps(Span(e.start, e.end))
    )
    happening = min(about, key=lambda h: (-about[h], h), default=None)
    first = "\0".join(f"{side[0].document}:{side[0].start}" for side in sides)
    id = "d" + hashlib.sha256(f"{f.kind}\0{first}".encode()).hexdigest()[:10]
    return Disagreement(f.kind, sides, happening, id)
