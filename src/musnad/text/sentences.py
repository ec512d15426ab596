"""Arabic sentence splitting inside the report's zones; a quotation is never cut in two."""

from collections.abc import Iterable, Iterator

import regex

from musnad.model import REPORT_ZONES, Sentence, Span, Zone

_GLUED = r"(?<=[\u0621-\u064a]{3})[.!?؟](?=[\u0621-\u064a]{3})"  # `المدينة.وقال`
_END = regex.compile(
    rf"[.!?؟۔…]+[\"»”'\)\]]*(?=\s|$)|{_GLUED}|\n+|(?<=\s)//(?=\s)",
)
_ABBREVIATION = regex.compile(r"(?:^|[\s(])(?:\p{L}|أ\.ف|د\.ب|ا\.ف|م\.م)\.$")
_MARK = regex.compile(r'[«“”"]|(?<=[\s\u0640(:])»(?=\p{L})')
_CURVED = regex.compile(r"[”“](?!\p{L})|”")
_CLOSERS = {
    "«": regex.compile("»"),
    "»": regex.compile("»"),
    "“": _CURVED,
    "”": _CURVED,
    '"': regex.compile('"'),
}
_OPENS = regex.compile(r'[\s\u0640(\[:،]"\p{L}')
_OPENS_CURVED = regex.compile(r"(?:[\s\u0640(\[:،])?”\p{L}")
_LONGEST_QUOTE = 1500


def split(text: str, span: Span) -> Iterator[Span]:
    """Yield the sentences of a range, trimmed of white space.

    A full stop after a single letter ends no sentence (`أ. ف. ب.`), nor does a mark inside
    quotation marks that close within the line. One between two words without a space does.

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
    mark left open does not turn the following ones round; of curved ones either may open or
    close, as they stand. A `«` before another that closes first was left open. A `»` may
    close a straight mark that no other closes before, and opens where one stands for `«`.

    >>> list(quotations('قال "نعم" و«لا» و"'))
    [(4, 9), (11, 15)]
    >>> list(quotations('قال "نعم. وقال "لا" ثم'))
    [(15, 19)]
    >>> list(quotations('قال ”نعم“ و“لا“ ثم «مرة. و«مرتين» ثم'))
    [(4, 9), (11, 15), (26, 33)]
    >>> list(quotations('قال "نعم» لـ»الأفق» ثم «لا»'))
    [(4, 9), (12, 19), (23, 27)]
    """
    mark = _MARK.search(text)
    while mark:
        i = mark.start()
        j = _closing(text, mark.group(), i)
        if j is not None:
            yield i, j + 1
        mark = _MARK.search(text, i + 1 if j is None else j + 1)


def _closing(text: str, opener: str, i: int) -> int | None:
    """Return where the mark at `i` is closed, `None` where it opens nothing."""
    end = text.find("\n", i)
    end = min(len(text) if end < 0 else end, i + _LONGEST_QUOTE)
    if opener == "”" and not _OPENS_CURVED.match(text, max(0, i - 1)):
        return None
    j = next((m.start() for m in _CLOSERS[opener].finditer(text, i + 1, end)), None)
    if opener == "»":
        return j if j is not None and "«" not in text[i:j] else None
    if opener == '"' and (other := _other_close(text, i, j if j is not None else end)):
        return other
    if j is None or (opener == '"' and _OPENS.match(text, j - 1)):
        return None
    again = text.find("«", i + 1, j) if opener == "«" else -1
    nested = again > 0 and _balanced(text, i, end)
    if again > 0 and not nested:
        return None
    return text.find("»", j + 1, end) if nested else j


def _other_close(text: str, i: int, end: int) -> int | None:
    """Return where a `»` that closes no `«` ends what a straight mark at `i` opened."""
    j = text.find("»", i + 1, end)
    if j < 0 or "«" in text[i:j] or (j + 1 < len(text) and text[j + 1].isalpha()):
        return None
    opens = i == 0 or not (text[i - 1].isalnum() or text[i - 1] in ".،")
    return j if opens and i + 1 < len(text) and text[i + 1] not in " .،" else None


def _balanced(text: str, i: int, end: int) -> bool:
    """Say whether `«… «…» …»` follows: two closing marks before a third opens."""
    rest = [c for c in text[i + 1 : end] if c in "«»"]
    return rest[:3] == ["«", "»", "»"]


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
