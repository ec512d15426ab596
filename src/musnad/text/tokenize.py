"""Words, numbers and marks with their offsets, and the proclitics a word may carry."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import regex

from musnad.model import Span
from musnad.text.normalize import fold

_TOKEN = regex.compile(
    r"\d+(?:[.,٫٬/:-]\d+)*|[\p{L}\p{M}]+(?:['_][\p{L}\p{M}]+)*|\.{2,}|[^\s\p{L}\p{M}\d]",
)
_ARTICLE = "ال"


class Token(NamedTuple):
    """A word, a number or a mark: its range in the original text and its folded form."""

    start: int
    end: int
    form: str

    @property
    def span(self) -> Span:
        """The range as a span."""
        return Span(self.start, self.end)

    @property
    def is_word(self) -> bool:
        """Say whether it is a word or a number, not a mark."""
        return self.form[:1].isalnum()


_made = tuple.__new__  # a token from a tuple: half the time of calling its class


@lru_cache(maxsize=1024)
def tokens(text: str, span: Span | None = None) -> tuple[Token, ...]:
    """Split a text, or a range of it, into tokens; offsets are into the whole text.

    >>> [t.form for t in tokens("قالت «حماس»: 10 آلاف و2.3 مليون")]
    ['قالت', '"', 'حماس', '"', ':', '10', 'الاف', 'و', '2.3', 'مليون']
    """
    span = span or Span(0, len(text))
    folded = fold(span.of(text))
    first, starts = span.start, folded.starts
    found = [(*m.span(), m.group()) for m in _TOKEN.finditer(folded.text)]
    if isinstance(starts, range):  # nothing was dropped: offsets only move
        return tuple([_made(Token, (first + a, first + b, form)) for a, b, form in found])
    return tuple([_made(Token, (first + starts[a], first + starts[b], w)) for a, b, w in found])


def proclitics(form: str) -> Iterator[tuple[str, str]]:
    """Yield the ways a folded word splits into proclitics and the rest, none first.

    `لل` gives the article back: the rest of `للامم` is `الامم`. Which split is right is for
    the caller's lexicon to say.

    >>> list(proclitics("وللامم"))
    [('', 'وللامم'), ('و', 'للامم'), ('ول', 'الامم'), ('ول', 'لامم')]
    >>> list(proclitics("بالرياض"))
    [('', 'بالرياض'), ('ب', 'الرياض')]
    """
    yield "", form
    heads = [("", form)]
    if form[:1] in {"و", "ف"} and len(form) > 3:
        heads.append((form[0], form[1:]))
        yield form[0], form[1:]
    for head, rest in heads:
        if rest.startswith("لل") and len(rest) > 4:
            yield head + "ل", _ARTICLE + rest[2:]
        if rest[:1] in {"ب", "ل", "ك"} and len(rest) > 3:
            yield head + rest[0], rest[1:]
