"""What two reports share, word by word, and how much of each that is.

A piece of one report is laid along a piece of the other (least edits). What
was filled in differently where the words around are the same tells a form from a copy: a
weather report of another day, a cable to another president.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import Indel, Levenshtein

from musnad.link.copying.words import SHINGLE, Body, Piece, Vocabulary

_LEAST_SHINGLES = 2
_RUN = 2  # words in a row that count as shared
_SHARE = 0.5  # of the shorter piece, from which a pair of pieces is shared
_FEWEST = 8  # shared words of a shared piece, unless it is shorter
_LONG = 26  # shared words of a long passage, as good as two sentences
_TWO = 18  # shared words of two or more pieces
_PART = 0.12  # share of the smaller report from which it is partly derived
WHOLE = 0.75
"""Share of a report's words from which it is wholly derived."""
_ALIKE = 0.6  # likeness of two spellings of one name
_FORMAL = 0.45  # share of names and titles, from which a piece is a list of who was there
_SMALL = 15  # words of a report that is too short to be a copy
_FILLED_IN = 0.4  # share of names and numbers that differ, from which the text is a form


class Shared(NamedTuple):
    """A piece of each of two reports with the words that are the same, by their index."""

    a: Piece
    b: Piece
    words_a: frozenset[int]
    words_b: frozenset[int]


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two bodies share."""

    shared: tuple[Shared, ...]

    @property
    def words(self) -> tuple[frozenset[int], frozenset[int]]:
        """The words of each body that stand in the other, by their index."""
        none = frozenset[int]()
        return none.union(*(s.words_a for s in self.shared)), none.union(
            *(s.words_b for s in self.shared)
        )


def overlap(a: Body, b: Body, vocabulary: Vocabulary) -> Overlap | None:
    """Return what two bodies share, `None` where neither is derived from the other's text."""
    if min(len(a.words), len(b.words)) < _SMALL:
        return None
    kept = filled = 0
    shared: list[Shared] = []
    for one, other in _alike(a, b):
        found, same, differ = _align(a, one, b, other, vocabulary)
        if found:
            shared.append(found)
            kept, filled = kept + same, filled + differ
    if not shared or filled > 1 and filled >= _FILLED_IN * (kept + filled):
        return None
    found = Overlap(tuple(shared))
    words_a, words_b = found.words
    share = max(len(words_a) / len(a.words), len(words_b) / len(b.words))
    least = min(len(words_a), len(words_b))
    pieces = min(len({s.a for s in shared}), len({s.b for s in shared}))
    enough = least >= _LONG or (pieces > 1 and least >= _TWO)
    return found if share >= WHOLE or (enough and share >= _PART) else None


def _alike(a: Body, b: Body) -> Iterator[tuple[Piece, Piece]]:
    """Yield the pairs of pieces that share some shingles."""
    at = _index(a)
    for piece, shingles in _shingles(b):
        counts = Counter(map(at.__getitem__, shingles & at.keys()))
        for number, count in counts.items():
            other = a.pieces[number]
            shorter = min(piece.last - piece.first, other.last - other.first)
            if count >= min(_LEAST_SHINGLES, max(1, shorter - SHINGLE)):
                yield other, piece


@lru_cache(maxsize=64)
def _index(body: Body) -> dict[int, int]:
    """Return the number of the piece that each shingle of a body last stands in."""
    return {s: n for n, (_, shingles) in enumerate(_shingles(body)) for s in shingles}


@lru_cache(maxsize=2048)
def _shingles(body: Body) -> tuple[tuple[Piece, frozenset[int]], ...]:
    return tuple((p, frozenset(body.shingles(p.first, p.last))) for p in body.pieces)


def _align(
    a: Body, one: Piece, b: Body, other: Piece, vocabulary: Vocabulary
) -> tuple[Shared | None, int, int]:
    """Return what two pieces share, and how many names and numbers are the same and differ."""
    first, second = a.words[one.first : one.last], b.words[other.first : other.last]
    words_a: set[int] = set()
    words_b: set[int] = set()
    kept = filled = 0
    for op in Levenshtein.opcodes(first, second):
        here, there = first[op.src_start : op.src_end], second[op.dest_start : op.dest_end]
        if op.tag == "equal":
            kept += sum(w in a.facts for w in here)
            if len(here) >= _RUN:
                words_a.update(range(one.first + op.src_start, one.first + op.src_end))
                words_b.update(range(other.first + op.dest_start, other.first + op.dest_end))
        elif op.tag == "replace":
            same, differ = _replaced(
                [vocabulary[w] for w in here if w in a.facts],
                [vocabulary[w] for w in there if w in b.facts],
            )
            kept, filled = kept + same, filled + differ
    shorter = min(len(first), len(second))
    formal = len(a.formal & words_a)
    if len(words_a) < max(_SHARE * shorter, min(_FEWEST, shorter)) or formal > _FORMAL * len(words_a):
        return None, 0, 0
    return Shared(one, other, frozenset(words_a), frozenset(words_b)), kept, filled


def _replaced(here: list[str], there: list[str]) -> tuple[int, int]:
    """Count the names spelled another way, and those put in another's place."""
    same = sum(any(_spelled_alike(w, v) for v in there) for w in here)
    return same, max(0, min(len(here), len(there)) - same)


def _spelled_alike(a: str, b: str) -> bool:
    if a[0].isdigit() or b[0].isdigit():
        return a == b
    return Indel.normalized_similarity(a, b) >= _ALIKE
