"""Reports with layers, built by hand: every name and outlet in them is fictional."""

import re
from dataclasses import dataclass, field, replace

from musnad.model import (
    Attribution,
    Bound,
    Document,
    Event,
    EventType,
    Label,
    Measure,
    Mention,
    Quantity,
    QuoteType,
    Sentence,
    SourceKind,
    Span,
    Status,
    Timex,
    TimexType,
    Zone,
    ZoneKind,
)


def at(text: str, words: str) -> Span:
    """Return where words first stand in a text."""
    start = text.index(words)
    return Span(start, start + len(words))


@dataclass
class Report:
    """A report under construction; lines are sentences, the first the title if `titled`."""

    id: str
    text: str
    published: str | None = "2031-05-10"
    outlet: str | None = "صحيفة الوادي"
    titled: bool = False
    mentions: list[Mention] = field(default_factory=list)
    timexes: list[Timex] = field(default_factory=list)
    quantities: list[Quantity] = field(default_factory=list)
    attributions: list[Attribution] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    def event(
        self,
        words: str,
        who: tuple[str, ...] = (),
        place: str | None = None,
        date: str | None = None,
        *,
        type: EventType = EventType.CONSULT,
        status: Status = Status.OCCURRED,
        attribution: str | None = None,
        mode: str | None = None,
    ) -> "Report":
        span = at(self.text, words)
        n = f"e{len(self.events) + 1}"
        self.events.append(
            Event(n, span, span, type, mode, status, who, place, date, attribution, "t.rule")
        )
        return self

    def time(self, words: str, value: str | None, first: str = "", last: str = "") -> "Report":
        day = value if value and re.fullmatch(r"\d{4}-\d\d-\d\d", value) else None
        self.timexes.append(
            Timex(
                at(self.text, words),
                TimexType.DATE,
                value,
                first or day,
                last or first or day,
                "t.rule",
            )
        )
        return self

    def person(self, words: str, name: str | None = None, label: Label = Label.PER) -> "Report":
        self.mentions.append(Mention(at(self.text, words), label, name or words))
        return self

    def says(
        self,
        source: str | None,
        cue: str,
        content: str,
        speaker: str | None = None,
        *,
        kind: SourceKind = SourceKind.PERSON,
        told: str | None = None,
        via: str | None = None,
        within: str | None = None,
        rule: str = "t.rule",
    ) -> "Report":
        self.attributions.append(
            Attribution(
                f"a{len(self.attributions) + 1}",
                at(self.text, source) if source else None,
                at(self.text, cue),
                at(self.text, content),
                QuoteType.INDIRECT,
                kind,
                speaker,
                told,
                via,
                within,
                rule,
            )
        )
        return self

    def counts(
        self,
        words: str,
        value: float,
        measure: Measure = Measure.KILLED,
        *,
        population: str | None = None,
        place: str | None = None,
        as_of: str | None = None,
        since: str | None = None,
        part_of: int | None = None,
    ) -> "Report":
        self.quantities.append(
            Quantity(
                at(self.text, words),
                value,
                value,
                value,
                Bound.EXACT,
                measure,
                population,
                place,
                as_of,
                "t.rule",
                part_of,
                since,
            )
        )
        return self

    def _holding(self, span: Span) -> str | None:
        holding = [a for a in self.attributions if a.content.covers(span)]
        return min(holding, key=lambda a: a.content.end - a.content.start).id if holding else None

    def done(self) -> Document:
        sentences = []
        for i, m in enumerate(re.finditer(r"[^\n]+", self.text)):
            title = self.titled and i == 0
            kind = ZoneKind.TITLE if title else ZoneKind.BODY
            sentences.append(Sentence(Span(m.start(), m.end()), kind))
        return Document(
            id=self.id,
            path=f"{self.id}.txt",
            text=self.text,
            outlet=self.outlet,
            title=self.text.split("\n")[0] if self.titled else None,
            published=self.published,
            lang="ar",
            zones=tuple(Zone(s.span, s.zone) for s in sentences),
            sentences=tuple(sentences),
            mentions=tuple(self.mentions),
            timexes=tuple(self.timexes),
            quantities=tuple(
                replace(q, attribution=self._holding(q.span)) for q in self.quantities
            ),
            attributions=tuple(self.attributions),
            events=tuple(self.events),
        )
