"""An event mention as linking compares it: dates as intervals, names as identities."""

from collections.abc import Iterable
from dataclasses import dataclass

from musnad.link.dates import Interval, interval
from musnad.link.entities import Names, countries
from musnad.link.passages import evidence, in_title, sentence_at
from musnad.link.wording import content
from musnad.model import Document, Event, Evidence


@dataclass(frozen=True, slots=True)
class Told:
    """One mention of an event in one report.

    `day` is the interval of its date; `who` and `where` are identities for comparison,
    `named` those of `who` that are names (`حماس`, no `مسؤولون`), `first` the first party;
    `words` the content words of its clause; `local` says that the place is no whole
    country, `titled` that it stands in a title or heading; `others` the
    sentences that tell of it again.
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
    return tuple(
        _told(doc, event, names)
        for doc in documents
        for event in sorted(doc.events, key=lambda e: (e.trigger.start, e.id))
    )


def _told(doc: Document, event: Event, names: Names) -> Told:
    where = names.identity(doc.id, event.place) if event.place else None
    who = [names.actor(doc.id, p) for p in event.participants]
    return Told(
        doc=doc,
        event=event,
        day=_day(doc, event),
        who=frozenset(who),
        named=names.known.intersection(who),
        first=who[0] if who else None,
        where=where,
        local=where not in countries(),
        words=content(event.span.of(doc.text)),
        titled=in_title(doc, event.trigger.start),
        evidence=evidence(doc, event.trigger),
        others=tuple(evidence(doc, span) for span in event.others),
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
