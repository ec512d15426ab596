"""Which reports may share text: MinHash sketches of clauses and of whole bodies, in bands."""

from collections.abc import Iterator, Sequence
from itertools import combinations, islice

from rensa import RMinHash

from musnad.link.copying.words import Body

_BANDS = 6
_ROWS = 2  # hashes a band: clauses that share half their shingles share one in 5 of 6 cases
_SEED = 1
_AT_ONCE = 20_000
_CROWD = 12  # reports of one band that are all compared; of a larger one, each with the next few
_NEXT = 4


def candidates(bodies: Sequence[Body]) -> set[tuple[int, int]]:
    """Return the pairs of bodies, by index, that may share text, each pair once.

    Work and memory grow with the text, not with the square of the reports: a band that very
    many share (a phrase of form) is followed from each to the next few only.
    """
    first: dict[int, int] = {}
    shared: dict[int, list[int]] = {}
    sets = _sets(bodies)
    while batch := list(islice(sets, _AT_ONCE)):
        hashes = [list(shingles) for _, shingles in batch]
        found = RMinHash.digest_matrix_from_token_hash_sets(hashes, _BANDS * _ROWS, _SEED)
        for (index, _), digest in zip(batch, found.to_rows(), strict=True):
            for n in range(_BANDS):
                band = hash((n, *digest[n * _ROWS : (n + 1) * _ROWS]))
                before = first.setdefault(band, index)
                if before != index:
                    shared.setdefault(band, [before]).append(index)
    return {pair for here in shared.values() for pair in _pairs(here)}


def _sets(bodies: Sequence[Body]) -> Iterator[tuple[int, set[int]]]:
    """Yield the shingles of each clause and of each whole body, with the body's index."""
    for index, body in enumerate(bodies):
        for piece in body.pieces:
            yield from ((index, shingles) for shingles in body.clauses(piece) if shingles)
        yield index, body.shingles(0, len(body.words))


def _pairs(repeated: list[int]) -> Iterator[tuple[int, int]]:
    here = list(dict.fromkeys(repeated))
    if len(here) <= _CROWD:
        yield from combinations(here, 2)
        return
    for i, index in enumerate(here):
        yield from ((index, other) for other in here[i + 1 : i + 1 + _NEXT])
