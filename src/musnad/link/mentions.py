"""An event mention as linking compares it: dates as intervals, names as identities."""

from collections.abc import Iterable
from dataclasses import dataclass

from musnad.link.dates import Interval, interval
from musnad.link.entities import Names
from musnad.link.passages import evidence, in_title, sentence_at
from musnad.model import Document, Event, Evidence, Status


@dataclass(frozen=True, slots=True)
class Told:
    """One mention of an event in one report.

    `day` is the interval of its date, `who` and `where` identities for comparison, `words`
    the folded trigger, `titled` whether it stands in a title or heading.
    """

    doc: Document
    event: Event
    day: Interval | None
    who: frozenset[str]
    where: str | None
    words: str
    titled: bool
    evidence: Evidence

    @property
    def member(self) -> tuple[str, str]:
        """The mention's id in the case."""
        return (self.doc.id, self.event.id)

    @property
    def asserted(self) -> bool:
        """Say whether the report puts it as having happened or happening."""
        return self.event.status in {Status.OCCURRED, Status.ONGOING}

    @property
    def precise(self) -> bool:
        """Say whether the date is a single day."""
        return self.day is not None and self.day.earliest == self.day.latest


def told(documents: Iterable[Document], names: Names) -> tuple[Told, ...]:
    """Return every event mention of the reports, in order of report and place in it."""
    return tuple(
        _told(doc, event, names)
        for doc in documents
        for event in sorted(doc.events, key=lambda e: (e.trigger.start, e.id))
    )


def _told(doc: Document, event: Event, names: Names) -> Told:
    where = names.identity(doc.id, event.place) if event.place else None
    who = frozenset(names.identity(doc.id, p) for p in event.participants)
    return Told(
        doc=doc,
        event=event,
        day=_day(doc, event),
        who=who,
        where=where,
        words=event.rule,
        titled=in_title(doc, event.trigger.start),
        evidence=evidence(doc, event.trigger),
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
