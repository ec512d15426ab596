"""An event mention as linking compares it: dates as intervals, names as identities."""

from collections.abc import Iterable
from dataclasses import dataclass

from musnad.link import geography
from musnad.link.dates import Interval, interval
from musnad.link.entities import Names, countries
from musnad.link.passages import evidence, in_title, sentence_at
from musnad.link.wording import content
from musnad.model import Document, Event, EventType, Evidence, Measure


@dataclass(frozen=True, slots=True)
class Told:
    """One mention of an event in one report.

    `day` is the interval of its date; `who` and `where` are identities for comparison,
    `named` those of `who` that are names (`حماس`, no `مسؤولون`), `first` the first party;
    `words` the content words of its clause; `local` says that the place is no whole
    country, `titled` that it stands in a title or heading; `others` the
    sentences that tell of it again. `countries` are those its place is or lies in, as far as
    the reports say; `killed` and `injured` the tolls that its sentences give.
    """

    doc: Document
    event: Event
    day: Interval | None
    who: frozenset[str]
    named: frozenset[str]
    first: str | None
    where: str | None
    local: bool
    words: frozenset[str]
    titled: bool
    evidence: Evidence
    others: tuple[Evidence, ...] = ()
    countries: frozenset[str] = frozenset()
    killed: frozenset[float] = frozenset()
    injured: frozenset[float] = frozenset()

    @property
    def member(self) -> tuple[str, str]:
        """The mention's id in the case."""
        return (self.doc.id, self.event.id)

    @property
    def names(self) -> tuple[str, ...]:
        """The identities of its parties and place, in order."""
        return tuple(sorted(self.who | ({self.where} if self.where else set())))

    @property
    def precise(self) -> bool:
        """Say whether the date is a single day."""
        return self.day is not None and self.day.earliest == self.day.latest


def told(documents: Iterable[Document], names: Names) -> tuple[Told, ...]:
    """Return every event mention of the reports, in order of report and place in it."""
    reports = tuple(documents)
    lying = geography.learn(reports, names)
    return tuple(
        _told(doc, event, names, lying)
        for doc in reports
        for event in sorted(doc.events, key=lambda e: (e.trigger.start, e.id))
    )


def _told(doc: Document, event: Event, names: Names, lying: geography.Lying) -> Told:
    where = names.identity(doc.id, event.place) if event.place else None
    who = [names.actor(doc.id, p) for p in event.participants]
    return Told(
        doc=doc,
        event=event,
        day=_day(doc, event),
        who=frozenset(who),
        named=names.known.intersection(who),
        first=_author(doc, event, who),
        where=where,
        local=where not in countries(),
        words=content(event.span.of(doc.text)),
        titled=in_title(doc, event.trigger.start),
        evidence=evidence(doc, event.trigger),
        others=tuple(evidence(doc, span) for span in event.others),
        countries=lying.get(where, frozenset()) if where else frozenset(),
        killed=_counted(doc, event, Measure.KILLED),
        injured=_counted(doc, event, Measure.INJURED),
    )


def _author(doc: Document, event: Event, who: list[str]) -> str | None:
    """Return the first party; of violence, the first who does not only tell of it."""
    if event.type is not EventType.ASSAULT:
        return who[0] if who else None
    tellers = {a.speaker for a in doc.attributions if a.speaker}
    able = (w for w, p in zip(who, event.participants, strict=True) if p not in tellers)
    return next(able, None)


def _counted(doc: Document, event: Event, measure: Measure) -> frozenset[float]:
    """Return the numbers of a measure in the clauses of a mention, parts of a whole left out."""
    spans = (event.span, *event.others)
    return frozenset(
        q.value
        for q in doc.quantities
        if q.measure is measure and q.part_of is None and any(s.covers(q.span) for s in spans)
    )


def _day(doc: Document, event: Event) -> Interval | None:
    """Return the days of the event's date, as narrow as the words in its sentence say.

    `late July` has the value of July; the time expression's own range is the narrower one.
    """
    whole = interval(event.date)
    if whole is None:
        return None
    sentence = sentence_at(doc, event.trigger.start)
    for time in doc.timexes:
        here = sentence is not None and sentence.span.covers(time.span)
        if here and time.value == event.date and time.earliest and time.latest:
            stated = Interval(time.earliest, time.latest)
            return stated if whole.covers(stated) else whole
    return whole
