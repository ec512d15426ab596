"""Which claims a denial denies: of the same days, naming whoever denies, in like words."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import log

from musnad.annotate.acts.triggers import types_of
from musnad.link.copying.words import is_title
from musnad.link.dates import days_between
from musnad.link.disagreeing.reading import Incident, Reader
from musnad.link.disagreeing.words import hits
from musnad.link.passages import sentence_at
from musnad.model import (
    Attribution,
    Document,
    EventType,
    Factuality,
    Label,
    Mention,
    Span,
    Status,
    Timex,
    ZoneKind,
)
from musnad.text.normalize import key
from musnad.text.stem import bare, spelled, stem
from musnad.text.tokenize import Token, tokens

_BEFORE = 10  # days before a denial in which its claim was published
_AFTER = 1
_LEAST = 2  # content words that a claim shares with its denial
_SHARE = 0.4  # of the weight of the denial's content words
_CLOSE = 0.85  # of the best claim's score, for another to be shown beside it
_MOST = 6
_SHORT = 3
_WORD = re.compile(r"[^\W\d_]+")
_SUBJECT = 6  # words after a verb of denial in which its subject is named
_FOR = "باسم"
_BLAMING = frozenset({"accuse", "blame"})


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim, or what a denial denies: its sentence, the stems in it, and what it tells.

    `bodies` are, of a denial, the stems of each name of whoever denies; `types` the events that
    it tells of and `days` their days; `incident` the act that it is about, `blames` whether it
    lays it at someone's door.
    """

    doc: Document
    span: Span
    words: frozenset[str]
    mouth: str | None
    types: frozenset[EventType]
    days: frozenset[str]
    incident: Incident | None = None
    blames: bool = False
    bodies: tuple[frozenset[str], ...] = ()

    def names(self, bodies: Sequence[frozenset[str]]) -> bool:
        """Say whether it names one of these."""
        return any(body <= self.words for body in bodies)


def stems(text: str) -> frozenset[str]:
    """Return the stems of a text's content words."""
    words = (w for w in _WORD.findall(key(text)) if len(w) > _SHORT)
    return frozenset(s for w in words if len(s := stem(bare(w))) >= _SHORT)


@dataclass(frozen=True, slots=True)
class _Site:
    """A denial in a report: all of it, what it denies, and by whom."""

    whole: Span
    content: Span
    bodies: tuple[frozenset[str], ...]
    mouth: str | None


def denied(doc: Document, reader: Reader) -> Iterator[Claimed]:
    """Yield what the denials of a report deny in their own words."""
    for site in _sites(doc, reader):
        words = tokens(doc.text, site.content)
        sentence = sentence_at(doc, site.whole.start)
        back = hits(words[:2], "back") and len(words) <= _SHORT
        if back or not site.bodies or sentence is None or sentence.zone is not ZoneKind.BODY:
            continue
        responsible = bool(hits(words, "responsible"))
        held = (t for t in doc.timexes if _is_day(t) and site.content.covers(t.span))
        yield Claimed(
            doc,
            site.whole,
            stems(site.content.of(doc.text)).difference(*site.bodies),
            site.mouth,
            frozenset().union(*(types_of(t.form) for t in words)),
            frozenset(t.earliest or "" for t in held),
            _incident(doc, site.content, reader) if responsible else None,
            responsible,
            site.bodies,
        )


def _sites(doc: Document, reader: Reader) -> Iterator[_Site]:
    """Yield the statements that deny, and the verbs of denial that no statement was found for."""
    said = [a for a in doc.attributions if a.factuality is Factuality.DENIED]
    for a in said:
        whole = Span(min(a.cue.start, a.content.start), a.content.end)
        bodies = _bodies(doc, a.source, a.speaker)
        yield _Site(whole, a.content, bodies, _mouth(doc, a, reader))
    for sentence in doc.sentences:
        words = tokens(doc.text, sentence.span)
        for hit in hits(words, "denial"):
            cue = words[hit.first].span
            named = _named_after(doc, words, hit.last)
            if named is None or any(a.cue.overlaps(cue) for a in said):
                continue
            end = next((w.start for w in words if w.start >= named.span.end and _ends(w)), None)
            content = Span(named.span.end, end or sentence.span.end)
            mouth = reader.names.identity(doc.id, named.name)
            bodies = _bodies(doc, named.span, named.name)
            yield _Site(Span(cue.start, content.end), content, bodies, mouth)


def _named_after(doc: Document, words: Sequence[Token], at: int) -> Mention | None:
    """Return the person or body named right after a verb of denial: its subject."""
    near = (
        Span(words[at].start, words[min(len(words), at + _SUBJECT) - 1].end)
        if at < len(words)
        else Span(0, 0)
    )
    found = (m for m in doc.mentions if m.label is not Label.LOC and near.covers(m.span))
    return next(found, None)


def _ends(word: Token) -> bool:
    return word.form in {"،", ",", ".", "؛"}


def _is_day(time: Timex) -> bool:
    return time.earliest is not None and time.earliest == time.latest


def _mouth(doc: Document, said: Attribution, reader: Reader) -> str | None:
    if said.speaker:
        return reader.names.identity(doc.id, said.speaker)
    return said.source.of(doc.text) if said.source else None


def _bodies(doc: Document, source: Span | None, speaker: str | None) -> tuple[frozenset[str], ...]:
    """Return the stems of each name by which a claim would call whoever denies.

    A spokesman speaks for his body: a claim is against the army, not against him.
    """
    found = [speaker] if speaker else []
    if source:
        inside = [m for m in doc.mentions if source.covers(m.span)]
        found += [m.name for m in inside if m.label is not Label.LOC]
        found += _spoken_for(doc, source, [m for m in inside if m.label is Label.PER])
    out = (stems(name) for name in found)
    return tuple(dict.fromkeys(s for s in out if len(s) > 1 or _long(s)))


def _spoken_for(doc: Document, source: Span, persons: Sequence[Mention]) -> Iterator[str]:
    """Yield what stands between `in the name of` and the spokesman's own title or name."""
    words = tokens(doc.text, source)
    at = next((i + 1 for i, w in enumerate(words) if w.form == _FOR), len(words))
    if at < len(words):
        start = words[at].start
        ends = [t.start for t in words[at:] if is_title(t.form)]
        ends += [m.span.start for m in persons if m.span.start > start]
        yield doc.text[start : min([source.end, *ends])]


def _long(stems: frozenset[str]) -> bool:
    return any(len(s) > _SHORT + 1 for s in stems)


def _incident(doc: Document, span: Span, reader: Reader) -> Incident | None:
    read = reader.read(doc)
    for number, scene in enumerate(read.scenes):
        if scene.span.start <= span.start < scene.span.end:
            return read.incident(number, span.start)
    return None


@dataclass(slots=True)
class Index:
    """The sentences of a case that may be claims of the denials in it."""

    documents: Sequence[Document]
    reader: Reader
    wanted: Sequence[Claimed]
    _naming: dict[frozenset[str], list[int]] = field(default_factory=dict)
    _known: dict[str, tuple[Claimed, ...]] = field(default_factory=dict)
    _weight: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Note which reports name whoever denies, and how rare the words of the denials are."""
        bodies = {body for d in self.wanted for body in d.bodies}
        self._naming = {body: [] for body in bodies}
        words = frozenset().union(*(d.words for d in self.wanted))
        counts: Counter[str] = Counter()
        total = 1
        for number, doc in enumerate(self.documents):
            text = spelled(key(doc.text))
            named = [body for body in bodies if all(s in text for s in body)]
            here = stems(doc.text) if named else frozenset()
            total += bool(named)
            counts.update(words & here)
            for body in named:
                if body <= here:
                    self._naming[body].append(number)
        self._weight = {w: log((total + 1) / (counts[w] + 0.5)) for w in words}

    def claims(self, denial: Claimed) -> list[Claimed]:
        """Return the claims that fit a denial best, most of them none."""
        scored = []
        for number in sorted({n for body in denial.bodies for n in self._naming[body]}):
            doc = self.documents[number]
            if self._in_time(doc, denial):
                scored += [(self._score(c, denial), c) for c in self._sentences(doc)]
        scored = [s for s in scored if s[0]]
        best = max((s for s, _ in scored), default=0.0)
        kept = sorted(
            (s for s in scored if s[0] >= _CLOSE * best),
            key=lambda s: (-s[0], s[1].doc.published or "", s[1].doc.id, s[1].span),
        )
        return [c for _, c in kept[:_MOST]]

    def _in_time(self, doc: Document, denial: Claimed) -> bool:
        if not (doc.published and denial.doc.published):
            return doc.id == denial.doc.id
        return -_BEFORE <= days_between(denial.doc.published, doc.published) <= _AFTER

    def _score(self, claim: Claimed, denial: Claimed) -> float:
        """Return how well a claim fits a denial; 0: not at all."""
        if not claim.names(denial.bodies) or (claim.mouth and claim.mouth == denial.mouth):
            return 0.0
        if claim.doc.id == denial.doc.id and claim.span.overlaps(denial.span):
            return 0.0
        if denial.blames:
            return self._blame(claim, denial)
        if claim.types & denial.types and claim.days & denial.days:
            return 1.0
        shared = claim.words & denial.words
        whole = sum(self._weight[w] for w in denial.words)
        part = sum(self._weight[w] for w in shared)
        return part / whole if len(shared) >= _LEAST and part >= _SHARE * whole else 0.0

    def _blame(self, claim: Claimed, denial: Claimed) -> float:
        """Say whether a claim lays the act that is denied at the denier's door."""
        if not claim.blames:
            return 0.0
        if claim.doc.id == denial.doc.id:
            return 1.0
        a, b = claim.incident, denial.incident
        same = a is not None and b is not None and a.place == b.place
        return 1.0 if same and (a == b or not (a and b and a.day and b.day)) else 0.0

    def _sentences(self, doc: Document) -> tuple[Claimed, ...]:
        if doc.id not in self._known:
            self._known[doc.id] = tuple(_claims(doc, self.reader))
        return self._known[doc.id]


def _claims(doc: Document, reader: Reader) -> Iterator[Claimed]:
    """Yield the sentences of a report that may be claims: none that denies."""
    for sentence in doc.sentences:
        if sentence.zone is not ZoneKind.BODY:
            continue
        span = sentence.span
        words = tokens(doc.text, span)
        if hits(words, "denial") or hits(words, "rejects") or hits(words[:2], "not"):
            continue
        told = [e for e in doc.events if span.covers(e.trigger) and e.status is not Status.DENIED]
        blames = any(e.type is EventType.ACCUSE and e.mode in _BLAMING for e in told)
        said = next((a for a in doc.attributions if span.covers(a.cue)), None)
        yield Claimed(
            doc,
            span,
            stems(span.of(doc.text)),
            _mouth(doc, said, reader) if said else None,
            frozenset(e.type for e in told),
            frozenset(e.date[:10] for e in told if e.date),
            _incident(doc, span, reader) if blames else None,
            blames,
        )
