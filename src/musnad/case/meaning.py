"""Search by meaning: sentence vectors beside the index of words, and one ranking of both.

Vectors are kept a report at a time: for each sentence its length as float32, then 384 numbers of
8 bits. A question is answered by the sentences whose vectors are nearest and by those that hold
its words; the two lists are fused by reciprocal rank (Cormack et al. 2009), so that neither's
scores need to be comparable.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, and_, bindparam, exists, func, select, text

from musnad.case import fulltext, linked, schema
from musnad.case.engine import Database, Row, put
from musnad.case.index import Progress, bring_up, reports, sentences, vectors
from musnad.case.query import Node, Query
from musnad.case.search import COLUMNS, Found, Hit, found, hit
from musnad.meaning.encoder import MODEL, SIZE, SentenceEncoder, encoder
from musnad.meaning.weights import Floats

_RANK = 60
"""The constant of reciprocal rank fusion, as its authors have it."""

_EACH = 100
"""So many of each list are fused, or as many as are asked for."""

_BATCH = 128
_ROWS = 1_024
"""So many vectors are widened at a time: few enough to stay in the processor's cache."""

_ALL = 10**9
_REPORTS = 32
_COUNT = "vectors"
"""The key in `meta` of how often vectors were written."""

_PACKED = np.dtype([("length", "<f4"), ("numbers", "i1", SIZE)])


@dataclass(frozen=True, slots=True)
class _Vectors:
    """All vectors of a case: sentence ids, lengths and numbers, row by row."""

    ids: NDArray[np.int64]
    lengths: Floats
    numbers: NDArray[np.int8]

    def near(self, question: Floats) -> Floats:
        """Return every sentence's likeness to a question, from -1 to 1."""
        out = np.empty(len(self.ids), np.float32)
        wide = np.empty((_ROWS, SIZE), np.float32)
        for at in range(0, len(out), _ROWS):
            rows = self.numbers[at : at + _ROWS]
            wide[: len(rows)] = rows
            np.dot(wide[: len(rows)], question, out=out[at : at + _ROWS])
        out *= self.lengths
        return out


_known: WeakKeyDictionary[Database, tuple[str, _Vectors]] = WeakKeyDictionary()


def search(  # noqa: PLR0913 - keywords, each with a default
    database: Database,
    question: str,
    *,
    words: Node | None = None,
    within: Query | None = None,
    most: int = 20,
    progress: Progress | None = None,
) -> tuple[Hit, ...]:
    """Return the sentences that answer a question in Arabic or English, the best first.

    `words` are the question's as a query of any of them; `within` keeps what fits it alone. Vectors
    that are not there yet are made first, of which `progress` is told; what was stopped goes on.

    Raises:
        UsageError: when `musnad[semantic]` is not installed.
        CaseError: when the case can't be read, or its vectors can't be kept.
    """
    reader = encoder()
    bring_up(database, progress)
    read(database, reader, progress)
    with database.read() as db:
        allowed = {r.id for r in found(db, within, "s.id", _ALL)} if within else None
        nearest = _nearest(_vectors(database, db), reader.question(question), allowed, most)
        held = found(db, Query(words), "s.id", max(most, _EACH)) if words else ()
        holding = [r.id for r in held if allowed is None or r.id in allowed]
        fused = fuse((nearest, holding), most)
        sought = fulltext.looked_for(Query(words).terms())
        rows = {r.id: r for r in _rows(db, list(fused))}
    return tuple(hit(rows[id], sought, score) for id, score in fused.items() if id in rows)


def fuse(lists: Iterable[Sequence[int]], most: int) -> dict[int, float]:
    """Return ids with their fused score, the best first.

    >>> list(fuse([[1, 2], [2, 3]], 2))
    [2, 1]
    """
    scores: dict[int, float] = defaultdict(float)
    for ids in lists:
        for rank, id in enumerate(ids, 1):
            scores[id] += 1 / (_RANK + rank)
    best = sorted(scores, key=lambda id: (-scores[id], id))[:most]
    return {id: scores[id] for id in best}


def _nearest(known: _Vectors, question: Floats, allowed: set[int] | None, most: int) -> list[int]:
    near = known.near(question)
    if allowed is not None:
        near[~np.isin(known.ids, np.fromiter(allowed, np.int64, len(allowed)))] = -2
    count = min(max(most, _EACH), len(near))
    best = np.argpartition(-near, count - 1)[:count] if count else np.zeros(0, np.int64)
    ordered = best[np.lexsort((known.ids[best], -near[best]))]
    return [int(known.ids[i]) for i in ordered if near[i] > -2]


def _rows(db: Connection, ids: list[int]) -> Sequence[Found]:
    wanted = text(
        f"SELECT s.id, {COLUMNS} FROM search_sentences s"  # noqa: S608 - names of columns
        " JOIN search_documents d ON d.document = s.document WHERE s.id IN :ids"
    ).bindparams(bindparam("ids", expanding=True))
    return db.execute(wanted, {"ids": ids}).all()


def read(database: Database, reader: SentenceEncoder, progress: Progress | None = None) -> int:
    """Make the vectors that are missing, some reports at a time; return of how many sentences.

    Raises:
        CaseError: when the case can't be read or written.
    """
    without = ~exists().where(vectors.c.document == sentences.c.document, vectors.c.model == MODEL)
    with database.read() as db:
        total = db.execute(select(func.count(sentences.c.id)).where(without)).scalar_one()
    done = 0
    while batch := _batch(database):
        made = reader.sentences([words for one in batch for words in one.texts])
        with database.write() as db:
            at = 0
            for one in batch:
                own = made[at : at + len(one.texts)]
                at += len(one.texts)
                if one == _as_held(db, one.document):  # else it was read anew meanwhile
                    put(db, vectors, _row(one, packed(own).tobytes()), ["document"])
            put(db, schema.meta, {"key": _COUNT, "value": str(_written(db) + 1)}, ["key"])
        done += at
        if progress:
            progress(min(done, total), total)
    return done


@dataclass(frozen=True, slots=True)
class _Report:
    """A report's sentences as the index has them: numbered on from `first`."""

    document: str
    first: int
    texts: tuple[str, ...]


def _row(one: _Report, data: bytes) -> Row:
    return {"document": one.document, "model": MODEL, "first": one.first, "data": data}


def _batch(database: Database) -> list[_Report]:
    """Return some reports without vectors."""
    has = exists().where(and_(vectors.c.document == reports.c.document, vectors.c.model == MODEL))
    with database.read() as db:
        ids = db.execute(select(reports.c.document).where(~has).limit(_REPORTS)).scalars().all()
        return [_as_held(db, id) for id in ids]


def _as_held(db: Connection, document: str) -> _Report:
    own = select(sentences.c.id, sentences.c.text).where(sentences.c.document == document)
    rows = db.execute(own.order_by(sentences.c.id)).all()
    return _Report(document, rows[0].id if rows else 0, tuple(r.text for r in rows))


def _written(db: Connection) -> int:
    meta = schema.meta.c
    return int(db.execute(select(meta.value).where(meta.key == _COUNT)).scalar() or 0)


def packed(given: Floats) -> NDArray[np.void]:
    """Return vectors of length one in 8 bits.

    >>> made = packed(np.eye(2, SIZE, dtype=np.float32))
    >>> made["numbers"].max(1).tolist(), round(float(made["length"][0]) * 127, 6)
    ([127, 127], 1.0)
    """
    out = np.zeros(len(given), _PACKED)
    most = np.abs(given).max(1, initial=0, keepdims=True)
    most[most == 0] = 1
    out["length"] = most[:, 0] / 127
    out["numbers"] = np.round(given / most * 127)
    return out


def _vectors(database: Database, db: Connection) -> _Vectors:
    """Return all vectors of a case, read once as long as they don't change."""
    now = f"{linked.state(db)} {_written(db)}"
    before = _known.get(database)
    if before and before[0] == now:
        return before[1]
    wanted = select(vectors.c.first, vectors.c.data).where(vectors.c.model == MODEL)
    rows = [(first, np.frombuffer(data, _PACKED)) for first, data in db.execute(wanted)]
    ids = [np.arange(first, first + len(own)) for first, own in rows]
    made = _Vectors(
        np.concatenate([np.zeros(0, np.int64), *ids]),
        np.concatenate([np.zeros(0, np.float32), *(own["length"] for _, own in rows)]),
        np.concatenate([np.zeros((0, SIZE), np.int8), *(own["numbers"] for _, own in rows)]),
    )
    _known[database] = now, made
    return made
