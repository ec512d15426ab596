"""A report's text cut into paragraphs, and those at every edge of a mark, for the reader page.

Marks of different layers may cross: each piece between two edges says all the marks that
cover it, so that no element has to be cut in two.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from musnad.model import Attribution, Document, Event, Label, Span, Statement, ZoneKind
from musnad.present.figures import number
from musnad.present.labels import Lang, label

_NAMES = {Label.PER: "per", Label.ORG: "org", Label.LOC: "loc"}
_SHOWN = 400_000
"""So many characters of a report are laid out on one page."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked range: `kind` is its class, `about` what it says when pointed at."""

    span: Span
    kind: str
    about: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Text under the same marks: the classes of all, and what they say, a line each."""

    text: str
    kinds: str
    about: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of a report, by sentences, with the statements and events that begin in it."""

    span: Span
    zone: ZoneKind | None
    sentences: tuple[tuple[Span, tuple[Piece, ...]], ...]
    statements: tuple[Attribution, ...] = field(default=())
    events: tuple[Event, ...] = field(default=())


def paragraphs(doc: Document, lang: Lang, extra: Iterable[Mark] = ()) -> list[Paragraph]:
    """Return a report's lines that hold words, with their marks and notes."""
    marks = sorted((*_marks(doc, lang), *extra), key=lambda m: (m.span.start, -m.span.end))
    return [_paragraph(doc, line, marks) for line in _lines(doc)]


def cut_off(doc: Document) -> int:
    """Return how many characters at a report's end are not laid out."""
    return max(0, len(doc.text) - _SHOWN)


def pieces(text: str, span: Span, marks: Iterable[Mark]) -> tuple[Piece, ...]:
    """Return a range of a text, cut where marks begin and end.

    >>> [(p.text, p.kinds) for p in pieces("abcd", Span(0, 4), [Mark(Span(1, 3), "x", "")])]
    [('a', ''), ('bc', 'x'), ('d', '')]
    """
    within = [m for m in marks if m.span.overlaps(span)]
    edges = {span.start, span.end}
    for m in within:
        edges |= {max(span.start, m.span.start), min(span.end, m.span.end)}
    return tuple(_piece(text, Span(start, end), within) for start, end in pairwise(sorted(edges)))


def said_in(s: Statement) -> tuple[Piece, ...]:
    """Return a statement's sentences with its cue and what was said marked."""
    text = " ".join(e.text for e in s.evidence)
    at = text.find(s.content)
    if at < 0:
        return (Piece(s.cue, "cue-word", ""), Piece(f" {s.content}", "told", ""))
    marks = [Mark(Span(at, at + len(s.content)), "told", "")]
    cue = text.rfind(s.cue, 0, at) if s.cue in text[:at] else text.find(s.cue)
    if cue >= 0:
        marks.append(Mark(Span(cue, cue + len(s.cue)), "cue-word", ""))
    return pieces(text, Span(0, len(text)), marks)


def _piece(text: str, at: Span, marks: Iterable[Mark]) -> Piece:
    over = [m for m in marks if m.span.covers(at)]
    kinds = dict.fromkeys(k for m in over for k in m.kind.split())
    about = dict.fromkeys(m.about for m in over if m.about)
    return Piece(at.of(text), " ".join(kinds), "\n".join(about))


def _paragraph(doc: Document, line: Span, marks: list[Mark]) -> Paragraph:
    own = [m for m in marks if m.span.overlaps(line)]
    edges = {line.start, line.end}
    edges |= {s.span.start for s in doc.sentences if line.start < s.span.start < line.end}
    parts = [Span(a, b) for a, b in pairwise(sorted(edges))]
    return Paragraph(
        line,
        next((z.kind for z in doc.zones if z.span.overlaps(line)), None),
        tuple((p, pieces(doc.text, p, own)) for p in parts),
        tuple(a for a in doc.attributions if line.start <= a.cue.start < line.end),
        tuple(e for e in doc.events if line.start <= e.trigger.start < line.end),
    )


def _lines(doc: Document) -> Iterator[Span]:
    """Yield the lines that hold words, cut where a zone begins; a very long text is cut off."""
    end = min(len(doc.text), _SHOWN)
    cuts = {0, end}
    cuts |= {i + 1 for i, c in enumerate(doc.text[:end]) if c == "\n"}
    cuts |= {edge for z in doc.zones for edge in (z.span.start, z.span.end) if edge < end}
    for start, stop in pairwise(sorted(cuts)):
        line = doc.text[start:stop]
        words = line.strip()
        if words:
            first = start + len(line) - len(line.lstrip())
            yield Span(first, first + len(words))


def _marks(doc: Document, lang: Lang) -> Iterator[Mark]:
    for m in doc.mentions:
        role = f" · {m.role}" if m.role else ""
        yield Mark(m.span, f"name {_NAMES[m.label]}", f"{m.name}{role}")
    for t in doc.timexes:
        yield Mark(t.span, "time", t.value or "?")
    for q in doc.quantities:
        about = f"{label('measure', q.measure, lang)} {label('bound', q.bound, lang)}".strip()
        yield Mark(q.span, "figure", f"{about} {number(q.value)}")
    for a in doc.attributions:
        yield Mark(a.cue, f"cue ref-{a.id}", "")
        yield Mark(a.content, f"said ref-{a.id}", "")
        if a.source:
            yield Mark(a.source, f"source ref-{a.id}", "")
    for e in doc.events:
        yield Mark(e.trigger, f"trigger ref-{e.id}", label("type", e.type, lang))
