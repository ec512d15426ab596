"""Which reports may share text: MinHash sketches of clauses and of whole bodies, in bands."""

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
import numpy.typing as npt
from rensa import RMinHash

from musnad.link.copying.words import SHINGLE, Body

_BANDS = 6
_ROWS = 2  # hashes a band: clauses that share half their shingles share one in 5 of 6 cases
_SEED = 1
_AT_ONCE = 1000  # bodies sketched at once
_CROWD = 12  # reports of one band that are all compared; of a larger one, each with the next few
_NEXT = 4
_Numbers = npt.NDArray[np.uint64]


def candidates(bodies: Sequence[Body]) -> set[tuple[int, int]]:
    """Return the pairs of bodies, by index, that may share text, each pair once.

    Work and memory grow with the text, not with the square of the reports: a band that very
    many share (a phrase of form) is followed from each to the next few only.
    """
    batches = [_digests(bodies, i) for i in range(0, len(bodies), _AT_ONCE)]
    if not batches:
        return set()
    owners = np.concatenate([owner for owner, _ in batches])
    digests = np.concatenate([digest for _, digest in batches])
    out: set[tuple[int, int]] = set()
    for n in range(_BANDS):
        rows = digests[:, n * _ROWS : (n + 1) * _ROWS].astype(np.uint64)
        for here in _shared(rows[:, 0] << np.uint64(32) | rows[:, 1], owners):
            out.update(pairs(here))
    return out


def _digests(
    bodies: Sequence[Body], first: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.uint32]]:
    """Return the sketches of each clause and each whole body of a batch, and whose each is."""
    owners: list[int] = []
    parts: list[_Numbers] = []
    for index, body in enumerate(bodies[first : first + _AT_ONCE], first):
        every = body.shingles()
        ranges = [*body.clauses(), (0, len(body.words))]
        found = (every[start : max(start, end - SHINGLE + 1)] for start, end in ranges)
        kept = [part for part in found if len(part)]
        parts += kept
        owners += [index] * len(kept)
    if not parts:
        return np.zeros(0, dtype=np.int64), np.zeros((0, _BANDS * _ROWS), dtype=np.uint32)
    ends = np.cumsum([0, *map(len, parts)]).astype(np.uint64)
    sketched = RMinHash.digest_matrix_from_flat_token_hashes(
        np.concatenate(parts), ends, _BANDS * _ROWS, _SEED
    )
    return np.array(owners), np.array(sketched.to_rows(), dtype=np.uint32)


def _shared(bands: _Numbers, owners: npt.NDArray[np.int64]) -> Iterator[list[int]]:
    """Yield the bodies that share a band, in order, for each band that several have."""
    order = np.lexsort((owners, bands))
    bands, owners = bands[order], owners[order]
    new = np.ones(len(bands), dtype=bool)
    new[1:] = (bands[1:] != bands[:-1]) | (owners[1:] != owners[:-1])
    bands, owners = bands[new], owners[new]
    starts = np.flatnonzero(np.r_[True, bands[1:] != bands[:-1]])
    ends = np.r_[starts[1:], len(bands)]
    several = ends - starts > 1
    for start, end in zip(starts[several].tolist(), ends[several].tolist(), strict=True):
        yield owners[start:end].tolist()


def bands(body: Body) -> set[int]:
    """Return the bands of one body, each a signed 64-bit number of its own."""
    _, digests = _digests([body], 0)
    return {
        hash((n, *row[n * _ROWS : (n + 1) * _ROWS]))
        for row in digests.tolist()
        for n in range(_BANDS)
    }


def pairs(here: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the pairs to compare of the bodies in one band, which are in order."""
    if len(here) <= _CROWD:
        yield from combinations(here, 2)
        return
    for i, index in enumerate(here):
        yield from ((index, other) for other in here[i + 1 : i + 1 + _NEXT])
