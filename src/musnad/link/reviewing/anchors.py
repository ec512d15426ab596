"""Anchors: what a reading hangs on in a report, and how it is found again in another reading.

Source: W3C Web Annotation Data Model, 4.2.4 (text quote) and 4.2.5 (text position). A position
holds where the quotation stands at it; else the quotation is looked for, and of several places
the one is taken whose surroundings are most alike, if they are alike at all.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from rapidfuzz import fuzz

from musnad.decision import Anchor, Subject
from musnad.model import Document, Span

AROUND = 32
"""So many characters before and after are kept of a quotation's surroundings."""

_ALIKE = 75.0  # per cent of the surroundings
_OVERLAP = 0.5  # of the longer of two spans


@dataclass(frozen=True, slots=True)
class Reading:
    """One item of a report's layers: its id, the words it hangs on, what tells it from others."""

    id: str
    span: Span
    detail: str


def readings(doc: Document, subject: Subject) -> Iterator[Reading]:
    """Yield the readings of one kind in a report."""
    match subject:
        case Subject.HAPPENING | Subject.EVENT:
            yield from (Reading(e.id, e.trigger, e.type) for e in doc.events)
        case Subject.STATEMENT:
            yield from (Reading(a.id, a.cue, a.content.of(doc.text)) for a in doc.attributions)
        case Subject.FIGURE:
            yield from (Reading(f"q{q.span.start}", q.span, q.measure) for q in doc.quantities)
        case Subject.MENTION:
            yield from (Reading(f"m{m.span.start}", m.span, m.label) for m in doc.mentions)
        case Subject.TIME:
            yield from (Reading(f"t{t.span.start}", t.span, t.type) for t in doc.timexes)


def anchor(doc: Document, sha256: str, reading: Reading | None = None) -> Anchor:
    """Return the anchor of a reading, or of the whole report."""
    whole = Anchor(doc.id, sha256, PurePath(doc.path).name, doc.url)
    if reading is None:
        return whole
    start, end = reading.span.start, reading.span.end
    return Anchor(
        source=whole.source,
        sha256=whole.sha256,
        name=whole.name,
        url=whole.url,
        exact=doc.text[start:end],
        prefix=doc.text[max(0, start - AROUND) : start],
        suffix=doc.text[end : end + AROUND],
        start=start,
        end=end,
        detail=reading.detail,
    )


def place(one: Anchor, text: str) -> Span | None:
    """Return where the words of an anchor stand in a text, `None` where they don't.

    >>> moved = Anchor("a", "", "a.txt", exact="قال", prefix="ثم ", suffix=" لنا", start=9)
    >>> place(moved, "ثم قال لنا")
    Span(start=3, end=6)
    """
    if text[one.start : one.end] == one.exact and _alike(one, text, one.start) >= _ALIKE:
        return Span(one.start, one.end)
    starts = list(_occurrences(text, one.exact)) if one.exact else []
    scored = [(_alike(one, text, at), -abs(at - one.start), at) for at in starts]
    likeness, _, at = max(scored, default=(0.0, 0, 0))
    return Span(at, at + len(one.exact)) if likeness >= _ALIKE else None


def _occurrences(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _alike(one: Anchor, text: str, at: int) -> float:
    """Return how alike the surroundings of a place are to the anchor's, in per cent."""
    before = text[max(0, at - len(one.prefix)) : at]
    after = text[at + len(one.exact) :][: len(one.suffix)]
    return float(fuzz.ratio(one.prefix + one.suffix, before + after))


def find(one: Anchor, subject: Subject, doc: Document) -> Reading | str:
    """Return the reading that an anchor means in a report, or why there is none."""
    span = place(one, doc.text)
    if span is None:
        return f"{doc.id}: the words {one.exact!r} don't stand there as they did"
    fitting = [(_fit(r, span, one), r) for r in readings(doc, subject)]
    best = max(fitting, key=lambda f: f[0], default=None)
    if best is None or best[0][0] < _OVERLAP:
        return f"{doc.id}: no {subject} is read at {one.exact!r} any more"
    return best[1]


def _fit(reading: Reading, span: Span, one: Anchor) -> tuple[float, bool, float]:
    """Return how well a reading fits: the words shared, the same detail, one like it."""
    shared = min(reading.span.end, span.end) - max(reading.span.start, span.start)
    longer = max(reading.span.end - reading.span.start, span.end - span.start, 1)
    alike = fuzz.ratio(reading.detail, one.detail)
    return (max(0, shared) / longer, reading.detail == one.detail, alike)
