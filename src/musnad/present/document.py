"""One document as a person reads it in a terminal: its text with every layer marked.

Zones are labels in the margin; names, times, figures and cues are coloured, or bracketed where
there is no colour; statements and events stand under the sentence that holds them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import pairwise

from rich.text import Text

from musnad.model import Attribution, Document, Event, Label, Quantity, Span, Timex
from musnad.present.bidi import FSI, PDI, isolate, visible

_MARGIN = 12
_LONGEST = 120
_NAME_STYLES = {
    Label.PER: "underline cyan",
    Label.ORG: "underline magenta",
    Label.LOC: "underline green",
}
_TIME_STYLE = "underline yellow"
_FIGURE_STYLE = "underline bright_red"
_CUE_STYLE = "bold underline blue"
_FAINT = "dim"


@dataclass(frozen=True, slots=True, order=True)
class _Mark:
    """A piece of text to mark; `reach` is its end, negated so that the longer sorts first."""

    start: int
    reach: int
    label: str
    style: str

    @property
    def end(self) -> int:
        return -self.reach


def render(doc: Document, *, brackets: bool = False) -> Text:
    """Return the document with its layers marked: by colour, or by labels in brackets.

    Whatever is put in is isolated (U+2068, U+2069), so that it does not shuffle the Arabic
    around it, and control characters of the text are shown by their code.
    """
    out = _head(doc)
    marks = list(_marks(doc))
    for piece, zone in _pieces(doc):
        out.append(f"\n{zone:<{_MARGIN}}", style=_FAINT)
        within = (
            _Mark(max(m.start, piece.start), -min(m.end, piece.end), m.label, m.style)
            for m in marks
            if m.start < piece.end and piece.start < m.end
        )
        out.append(FSI)
        out.append_text(_marked(doc.text, piece, _nested(within), brackets))
        out.append(PDI)
        for line in _notes(doc, piece):
            out.append(f"\n{'':<{_MARGIN}}  {line}", style=_FAINT)
    return out


def _head(doc: Document) -> Text:
    out = Text.assemble((isolate(doc.id), "bold"))
    for name in ("path", "url", "title", "outlet", "byline", "published", "lang", "encoding"):
        value: str | None = getattr(doc, name)
        out.append(f"\n{name:<{_MARGIN}}", style=_FAINT)
        out.append(isolate(value) if value else "not stated", style="" if value else _FAINT)
    if doc.lang != "ar":
        out.append("\n(not in Arabic, so not analysed)", style=_FAINT)
    return out.append("\n")


def _pieces(doc: Document) -> Iterator[tuple[Span, str]]:
    """Yield the text cut at lines, zones and sentences, with the kind of zone each lies in."""
    cuts = {0, len(doc.text)}
    cuts.update(i + 1 for i, c in enumerate(doc.text) if c == "\n")
    cuts.update(edge for z in doc.zones for edge in (z.span.start, z.span.end))
    cuts.update(s.span.start for s in doc.sentences)
    for start, end in pairwise(sorted(cuts)):
        words = doc.text[start:end].rstrip()
        if words:
            piece = Span(start, start + len(words))
            yield piece, next((z.kind.value for z in doc.zones if z.span.covers(piece)), "")


def _marks(doc: Document) -> Iterator[_Mark]:
    for m in doc.mentions:
        yield _Mark(m.span.start, -m.span.end, m.label.value, _NAME_STYLES[m.label])
    for t in doc.timexes:
        yield _Mark(t.span.start, -t.span.end, _time_label(t), _TIME_STYLE)
    for q in doc.quantities:
        yield _Mark(q.span.start, -q.span.end, _figure_label(q), _FIGURE_STYLE)
    for a in doc.attributions:
        yield _Mark(a.cue.start, -a.cue.end, f"CUE {a.id}", _CUE_STYLE)


def _time_label(timex: Timex) -> str:
    return f"{timex.type.value} {timex.value or '?'}"


def _figure_label(figure: Quantity) -> str:
    return f"{figure.measure.value.upper()} {figure.bound.value} {figure.value:g}"


def _nested(marks: Iterator[_Mark]) -> list[_Mark]:
    """Return the marks in order, one that crosses the end of another cut in two there."""
    waiting = list(marks)
    heapify(waiting)
    ordered: list[_Mark] = []
    around: list[int] = []
    while waiting:
        mark = heappop(waiting)
        while around and around[-1] <= mark.start:
            around.pop()
        if around and mark.end > around[-1]:
            heappush(waiting, _Mark(mark.start, -around[-1], mark.label, mark.style))
            heappush(waiting, _Mark(around[-1], mark.reach, mark.label, mark.style))
            continue
        around.append(mark.end)
        ordered.append(mark)
    return ordered


def _marked(text: str, piece: Span, marks: list[_Mark], brackets: bool) -> Text:
    """Return the piece with its nested marks put in."""
    out = Text()
    at = piece.start
    rest = marks
    while rest:
        mark, *rest = rest
        inside = [m for m in rest if m.start < mark.end]
        rest = rest[len(inside) :]
        inner = _marked(text, Span(mark.start, mark.end), inside, brackets)
        out.append(visible(text[at : mark.start]))
        if brackets:
            out.append(f"{FSI}[{isolate(mark.label)} ").append_text(inner).append(f"]{PDI}")
        else:
            inner.stylize(mark.style)
            out.append_text(inner)
        at = mark.end
    return out.append(visible(text[at : piece.end]))


def _notes(doc: Document, piece: Span) -> Iterator[str]:
    """Yield a line for each statement and event whose cue or trigger starts in the piece."""
    for a in doc.attributions:
        if piece.start <= a.cue.start < piece.end:
            yield _statement(doc.text, a)
    for e in doc.events:
        if piece.start <= e.trigger.start < piece.end:
            yield _event(doc.text, e)


def _statement(text: str, a: Attribution) -> str:
    source = _words(text, a.source) if a.source else "(source not stated)"
    path = f"{source} → {_words(text, a.cue)} → {_words(text, a.content)}"
    named = {"speaker": a.speaker, "told": a.told, "via": a.via, "within": a.within}
    extra = "".join(f"; {k} {isolate(v)}" for k, v in named.items() if v)
    return f"{a.id} {a.kind.value}, {a.quote.value}: {path}{extra}"


def _event(text: str, e: Event) -> str:
    who = ", ".join(map(isolate, e.participants)) or "(parties not stated)"
    named = {"mode": e.mode, "place": e.place, "date": e.date, "stated in": e.attribution}
    extra = "".join(f"; {k} {isolate(v)}" for k, v in named.items() if v)
    return f"{e.id} {e.type.value}, {e.status.value}: {_words(text, e.trigger)} → {who}{extra}"


def _words(text: str, span: Span) -> str:
    words = " ".join(span.of(text).split())
    return isolate(words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…")
