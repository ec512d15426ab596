"""Quotations that run over several sentences or lines: where the last of their words stands."""

from collections.abc import Sequence

from musnad.annotate.saying.phrases import Line
from musnad.model import QuoteType, Span

_FURTHEST = 6


def goes_on(ln: Line) -> bool:
    """Say whether a sentence is wholly quoted: `قال: «...». «...».`."""
    n = len(ln.forms)
    close = ln.closes.get(0)
    return close is not None and close >= n - 2 and not any(w.is_word for w in ln.words[close:])


def ends_quoted(ln: Line) -> bool:
    """Say whether a sentence ends with a quotation mark."""
    return '"' in ln.forms[-2:]


def left_open(ln: Line, content: Span) -> QuoteType | None:
    """Return how a content is quoted that runs to its sentence's end behind a mark left open.

    Wholly, if the mark stands right before it; in part, if inside it; `None` if it is not.
    """
    at = _unmatched(ln)
    if len(at) != 1 or _closing(ln, at[0]) or ln.words[at[0]].start >= content.end:
        return None
    if any(w.start >= content.end and w.is_word for w in ln.words):
        return None
    before = any(w.is_word and content.start <= w.start for w in ln.words[: at[0]])
    return QuoteType.MIXED if before else QuoteType.DIRECT


def end(lines: Sequence[Line], n: int) -> tuple[int, int] | None:
    """Return the sentence, and the offset in the text, where a quotation open after `n` ends.

    It ends at the next mark that opens nothing; one that opens shows that it was left open.
    """
    for m in range(n + 1, min(len(lines), n + 1 + _FURTHEST)):
        at = _unmatched(lines[m])
        if lines[m].closes and min(lines[m].closes) < (at[0] if at else len(lines[m].forms)):
            return None
        if at:
            last = lines[m].words[at[0] - 1].end if at[0] else lines[m].words[at[0]].start
            return (m, last) if _closing(lines[m], at[0]) else None
    return None


def _unmatched(ln: Line) -> list[int]:
    closing = set(ln.closes.values())
    return [
        k
        for k, f in enumerate(ln.forms)
        if f == '"' and k not in ln.closes and k not in closing and ln.opened[k] < 0
    ]


def _closing(ln: Line, k: int) -> bool:
    """Say whether the mark at word `k` stands right behind a word, and before none."""
    start, stop = ln.words[k].start, ln.words[k].end
    before = ln.text[start - 1 : start]
    return bool(before.strip()) and not ln.text[stop : stop + 1].isalpha()
