"""How far two clauses use the same words, for telling a story carried twice."""

import zlib
from collections.abc import Iterator
from functools import lru_cache

from musnad.text.tokenize import Token, tokens

_LEADS = ("وال", "فال", "بال", "كال", "لل", "ال", "و", "ف")
_SHORT = 3  # letters left of a word whose lead is taken off
_CONTENT = 4  # letters of a content word: prepositions and the like have fewer
_TELLING = 7  # content words without which a clause tells too little
_SKETCHES = 8


def content(text: str) -> frozenset[str]:
    """Return a clause's content words: folded, conjunctions and articles taken off.

    >>> sorted(content("والتقى الوفد المصري في بلدة"))
    ['بلده', 'تقي', 'مصري', 'وفد']
    """
    return frozenset(w for t in tokens(text) if (w := _stem(t)))


def _stem(token: Token) -> str:
    word = token.form
    if word.isdigit():
        return word
    if not token.is_word or len(word) < _CONTENT:
        return ""
    for lead in _LEADS:
        if word.startswith(lead) and len(word) - len(lead) >= _SHORT:
            return word[len(lead) :]
    return word[1:] if word.startswith("ب") and len(word) > 5 else word


def likeness(a: frozenset[str], b: frozenset[str]) -> float:
    """Return the share of the smaller clause's words that the other has, 0 to 1.

    Clauses of fewer than seven content words tell too little: 0.

    >>> likeness(content("عقدت جولة جديدة من محادثات السلام"), content("جولة محادثات"))
    0.0
    """
    smaller = min(len(a), len(b))
    return len(a & b) / smaller if smaller >= _TELLING else 0.0


def same_numbers(a: frozenset[str], b: frozenset[str]) -> bool:
    """Say whether two clauses that both hold numbers in digits share one.

    >>> same_numbers(content("قتل 16 شخصا"), content("قتل 32 شخصا"))
    False
    """
    first, last = ({w for w in words if w.isdigit()} for words in (a, b))
    return not (first and last) or bool(first & last)


def sketches(words: frozenset[str]) -> Iterator[str]:
    """Yield MinHash values: clauses that share most words nearly always share one."""
    if len(words) >= _TELLING:
        hashes = [_hashes(w) for w in words]
        for i in range(_SKETCHES):
            yield f"{i}:{min(h[i] for h in hashes)}"


@lru_cache(maxsize=50_000)
def _hashes(word: str) -> tuple[int, ...]:
    return tuple(zlib.crc32(f"{i}{word}".encode()) for i in range(_SKETCHES))
