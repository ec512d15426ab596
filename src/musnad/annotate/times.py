"""Dates, times, durations and relative times of a report, with their TIMEX3 values."""

import datetime as dt
from collections.abc import Iterator
from functools import cache

from musnad.annotate import timevalues
from musnad.annotate.grammar import Grammar, Lexeme, Match, Vocabulary
from musnad.annotate.timevalues import Setting
from musnad.model import Document, Span, Timex


@cache
def _vocabulary() -> Vocabulary:
    return Vocabulary("times")


@cache
def _grammar() -> Grammar:
    return Grammar("times", _vocabulary())


def parse(text: str, anchor: dt.date | None = None) -> tuple[Timex, ...]:
    """Return the times of a text, in order; relative ones count from `anchor`.

    Without an anchor a relative time has the value `None`; so has an impossible date.

    >>> [(t.span.of("في 31 فبراير 2025"), t.value) for t in parse("في 31 فبراير 2025")]
    [('31 فبراير 2025', None)]
    >>> [t.value for t in parse("الأحد 7 أيلول/سبتمبر 2025")]
    ['2025-09-07']
    """
    return tuple(_times(text, Span(0, len(text)), anchor))


def _times(text: str, span: Span, anchor: dt.date | None) -> Iterator[Timex]:
    lexemes = _vocabulary().lexemes(text, span.start, span.end)
    for match in _grammar().matches(lexemes):
        timex = _timex(match, lexemes, anchor)
        if timex:
            yield timex


def _timex(match: Match, lexemes: tuple[Lexeme, ...], anchor: dt.date | None) -> Timex | None:
    resolve = timevalues.RESOLVERS.get(match.row.resolve)
    reading = resolve(match, Setting(anchor)) if resolve else None
    if not reading:
        return None
    span = Span(match.lexemes[0].start, match.lexemes[-1].end)
    return Timex(span, reading.type, reading.value, reading.earliest, reading.latest, match.row.id)


def annotate(doc: Document) -> Document:
    """Return the document with this layer."""
    return doc


def fired(text: str) -> set[str]:
    """Return the ids of the classes, pieces and patterns that a text uses, for their proof."""
    lexemes = _vocabulary().lexemes(text)
    out = {name for lexeme in lexemes for name in lexeme.classes}
    out |= _grammar().pieces_in(lexemes)
    return out | {m.row.id for m in _grammar().matches(lexemes)}
