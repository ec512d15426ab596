"""What two reports share, word by word, and how much of each that is.

A piece of one report is laid along a piece of the other (least edits). What
was filled in differently where the words around are the same tells a form from a copy: a
weather report of another day, a cable to another president.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
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
_FILLED_IN = 0.25  # share of names and numbers that differ, from which the text is a form


class Run(NamedTuple):
    """Words in a row that two bodies share: where they begin in each, and how many."""

    a: int
    b: int
    words: int


class Shared(NamedTuple):
    """A piece of each of two bodies, and the runs of words that both have."""

    a: Piece
    b: Piece
    runs: tuple[Run, ...]

    @property
    def words(self) -> int:
        """How many words are shared."""
        return sum(run.words for run in self.runs)


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two bodies share."""

    shared: tuple[Shared, ...]

    @property
    def words(self) -> tuple[frozenset[int], frozenset[int]]:
        """The words of each body that stand in the other, by their index."""
        runs = [run for s in self.shared for run in s.runs]
        return (
            frozenset(i for run in runs for i in range(run.a, run.a + run.words)),
            frozenset(i for run in runs for i in range(run.b, run.b + run.words)),
        )

    def share(self, a: Body, b: Body) -> float:
        """Return the share of its words that the more derived body has from the other."""
        words_a, words_b = self.words
        return max(len(words_a) / len(a.words), len(words_b) / len(b.words))


class _Aligned(NamedTuple):
    """Two pieces laid along each other, and how many names and numbers are the same and differ.

    `form`: they are sentences of form, which reports share without one being the other's text.
    """

    shared: Shared
    kept: int
    filled: int
    form: bool


def overlap(a: Body, b: Body, vocabulary: Vocabulary) -> Overlap | None:
    """Return what two bodies share, `None` where neither is derived from the other's text."""
    if min(len(a.words), len(b.words)) < _SMALL:
        return None
    found = [_align(a, one, b, other, vocabulary) for one, other in _alike(a, b)]
    aligned = [f for f in found if f]
    if _filled(sum(f.kept for f in aligned), sum(f.filled for f in aligned)):
        return None
    whole = Overlap(tuple(f.shared for f in aligned))
    if whole.share(a, b) >= WHOLE:
        return whole
    part = Overlap(tuple(f.shared for f in aligned if not f.form))
    words = min(map(len, part.words))
    pieces = min(len({s.a for s in part.shared}), len({s.b for s in part.shared}))
    enough = words >= _LONG or (pieces > 1 and words >= _TWO)
    return part if enough and part.share(a, b) >= _PART else None


def _alike(a: Body, b: Body) -> Iterator[tuple[Piece, Piece]]:
    """Yield the pairs of pieces that share some shingles."""
    (ours, at), (theirs, there) = _index(a), _index(b)
    if not len(ours) or not len(theirs):
        return
    places = np.minimum(np.searchsorted(ours, theirs, side="right") - 1, len(ours) - 1)
    same = (places >= 0) & (ours[places] == theirs)
    pairs, counts = np.unique(there[same] * len(a.pieces) + at[places[same]], return_counts=True)
    for pair, count in zip(pairs.tolist(), counts.tolist(), strict=True):
        piece, other = b.pieces[pair // len(a.pieces)], a.pieces[pair % len(a.pieces)]
        shorter = min(piece.last - piece.first, other.last - other.first)
        if count >= min(_LEAST_SHINGLES, max(1, shorter - SHINGLE)):
            yield other, piece


@lru_cache(maxsize=4096)
def _index(body: Body) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.int64]]:
    """Return the shingles of a body's pieces in order, and the number of each one's piece."""
    every = body.shingles()
    parts = [every[p.first : max(p.first, p.last - SHINGLE + 1)] for p in body.pieces]
    once = [np.unique(part) for part in parts]
    if not once:
        return every[:0], np.zeros(0, dtype=np.int64)
    shingles = np.concatenate(once)
    numbers = np.repeat(np.arange(len(once)), [len(part) for part in once])
    order = np.lexsort((numbers, shingles))
    return shingles[order], numbers[order]


def _align(a: Body, one: Piece, b: Body, other: Piece, vocabulary: Vocabulary) -> _Aligned | None:
    """Return two pieces laid along each other, `None` where too little is the same."""
    first, second = a.words[one.first : one.last], b.words[other.first : other.last]
    runs: list[Run] = []
    kept = filled = 0
    for op in Levenshtein.opcodes(first, second):
        here, there = first[op.src_start : op.src_end], second[op.dest_start : op.dest_end]
        if op.tag == "equal":
            kept += sum(w in a.facts for w in here)
            if len(here) >= _RUN:
                runs.append(Run(one.first + op.src_start, other.first + op.dest_start, len(here)))
        elif op.tag == "replace":
            same, differ = _replaced(
                [vocabulary[w] for w in here if w in a.facts],
                [vocabulary[w] for w in there if w in b.facts],
            )
            kept, filled = kept + same, filled + differ
    both = Shared(one, other, tuple(runs))
    shorter = min(len(first), len(second))
    few = both.words < max(_SHARE * shorter, min(_FEWEST, shorter))
    if few or _filled(kept, filled):
        return None
    formal = sum(i in a.formal for run in runs for i in range(run.a, run.a + run.words))
    form = (one.form and other.form) or formal > _FORMAL * both.words
    return _Aligned(both, kept, filled, form)


def _filled(kept: int, filled: int) -> bool:
    """Say whether so many names and numbers differ that only a form is the same."""
    return filled > 1 and filled >= _FILLED_IN * (kept + filled)


def _replaced(here: list[str], there: list[str]) -> tuple[int, int]:
    """Count the names spelled another way, and those put in another's place."""
    same = sum(any(_spelled_alike(w, v) for v in there) for w in here)
    return same, max(0, min(len(here), len(there)) - same)


def _spelled_alike(a: str, b: str) -> bool:
    if a[0].isdigit() or b[0].isdigit():
        return a == b
    return Indel.normalized_similarity(a, b) >= _ALIKE
