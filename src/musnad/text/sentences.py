"""Arabic sentence splitting inside the report's zones; a quotation is never cut in two."""

from collections.abc import Iterable, Iterator

import regex

from musnad.model import REPORT_ZONES, Sentence, Span, Zone

_END = regex.compile(r"[.!?؟۔…]+[\"»”'\)\]]*(?=\s|$)|\n+|(?<=\s)//(?=\s)")
_ABBREVIATION = regex.compile(r"(?:^|[\s(])(?:\p{L}|أ\.ف|د\.ب|ا\.ف|م\.م)\.$")
_QUOTES = {"«": "»", "“": "”", '"': '"'}
_MARK = regex.compile('[«“"]')
_OPENS = regex.compile(r'[\s\u0640(\[:،]"\p{L}')
_LONGEST_QUOTE = 1500


def split(text: str, span: Span) -> Iterator[Span]:
    """Yield the sentences of a range, trimmed of white space.

    A full stop after a single letter ends no sentence (`أ. ف. ب.`), nor does a mark inside
    quotation marks that close within the line.

    >>> t = "وصل الوفد. وقال: «غادرنا. سنعود»."
    >>> [s.of(t) for s in split(t, Span(0, len(t)))]
    ['وصل الوفد.', 'وقال: «غادرنا. سنعود».']
    """
    piece = span.of(text)
    quoted = list(quotations(piece))
    start = 0
    for m in _END.finditer(piece):
        if "\n" not in m.group():
            if any(a < m.start() < b - 1 and m.end() < b for a, b in quoted):
                continue
            if _ABBREVIATION.search(piece, max(0, m.start() - 6), m.start() + 1):
                continue
        yield from _trim(text, span.start + start, span.start + m.end())
        start = m.end()
    yield from _trim(text, span.start + start, span.end)


def quotations(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges inside quotation marks, marks included; a mark left open is none.

    Of straight marks, one with a space before it and a letter after it opens, so that a
    mark left open does not turn the following ones round.

    >>> list(quotations('قال "نعم" و«لا» و"'))
    [(4, 9), (11, 15)]
    >>> list(quotations('قال "نعم. وقال "لا" ثم'))
    [(15, 19)]
    """
    mark = _MARK.search(text)
    while mark:
        i, close = mark.start(), _QUOTES[mark.group()]
        end = text.find("\n", i)
        end = min(len(text) if end < 0 else end, i + _LONGEST_QUOTE)
        j = text.find(close, i + 1, end)
        following = i + 1
        if j > 0 and close == '"' and _OPENS.match(text, j - 1):
            following = j
        elif j > 0:
            yield i, j + 1
            following = j + 1
        mark = _MARK.search(text, following)


def _trim(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)


def annotate_zones(text: str, zones: Iterable[Zone]) -> tuple[Sentence, ...]:
    """Return the sentences of all report zones, in order."""
    return tuple(
        Sentence(s, z.kind) for z in zones if z.kind in REPORT_ZONES for s in split(text, z.span)
    )
