"""Full-text search over the sentences of a case.

The index is made of the reports alone and is brought up to date by what changed, report by
report, before a search; a case that was never searched has none.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import msgspec
from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    Integer,
    MetaData,
    Table,
    delete,
    func,
    inspect,
    select,
    text,
)

from musnad.case import fulltext, schema
from musnad.case.engine import Database
from musnad.case.query import Query
from musnad.case.schema import Text
from musnad.model import Document, Label, Span

_BATCH = 100

_metadata = MetaData()
_reports = Table(
    "search_documents",
    _metadata,
    Column("document", Text, primary_key=True),
    Column("outlet", Text),
    Column("published", Text),
    Column("url", Text),
)
_sentences = Table(
    "search_sentences",
    _metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("document", Text, ForeignKey(_reports.c.document), nullable=False, index=True),
    Column("begins", Integer, nullable=False),
    Column("ends", Integer, nullable=False),
    Column("text", Text, nullable=False),
)
_days = Table(
    "search_days",
    _metadata,
    Column("sentence", ForeignKey(_sentences.c.id), nullable=False, index=True),
    Column("earliest", Text, nullable=False),
    Column("latest", Text, nullable=False),
)
_stale = Table(
    "search_stale",
    _metadata,
    Column("document", Text, primary_key=True),
    comment="reports to be read again; triggers on `documents` fill it",
)
_COLUMNS = "s.document, s.begins, s.ends, s.text, d.outlet, d.published, d.url"
_ON_DAYS = (
    " AND (d.published BETWEEN :first{n} AND :last{n} OR EXISTS (SELECT 1 FROM search_days t"
    " WHERE t.sentence = s.id AND t.earliest <= :last{n} AND t.latest >= :first{n}))"
)
_BY_DAY = (
    "SELECT {columns}, 0.0 AS score FROM search_sentences s"
    " JOIN search_documents d ON d.document = s.document"
    " WHERE 1 = 1 {days} ORDER BY d.published, s.id LIMIT :most"
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence that was found: its place, its text, and where in it the words stand.

    `start` and `end` are offsets into the report's text, and so are `spans`; `score` compares
    the hits of one search, the higher the better.
    """

    document: str
    start: int
    end: int
    text: str
    spans: tuple[Span, ...]
    outlet: str | None
    published: str | None
    url: str | None
    score: float


def search(database: Database, query: Query, most: int = 20) -> tuple[Hit, ...]:
    """Return the sentences that fit a query, the best first; by day where only days are asked.

    Raises:
        CaseError: when the case can't be read, or its index can't be brought up to date.
    """
    bring_up(database)
    index = _index(database)
    wanted: dict[str, str | int] = {"most": most}
    for n, asked in enumerate(query.days):
        wanted |= {f"first{n}": asked.earliest, f"last{n}": asked.latest}
    if query.node:
        wanted["match"] = index.match(query.node)
    on_days = "".join(_ON_DAYS.format(n=n) for n in range(len(query.days)))
    form = (index.found if query.node else _BY_DAY).format(columns=_COLUMNS, days=on_days)
    words = fulltext.looked_for(query.terms())
    with database.read() as db:
        rows = db.execute(text(form), wanted).all()
    return tuple(
        Hit(
            document=r.document,
            start=r.begins,
            end=r.ends,
            text=r.text,
            spans=tuple(Span(r.begins + a, r.begins + b) for a, b in words.spans(r.text)),
            outlet=r.outlet,
            published=r.published,
            url=r.url,
            score=float(r.score),
        )
        for r in rows
    )


def bring_up(database: Database) -> int:
    """Bring the index up to date with the reports; return how many were read for it.

    Raises:
        CaseError: when it must change and the case can't be written.
    """
    with database.read() as db:
        if inspect(db).has_table(_stale.name) and not _waiting(db, 1):
            return 0
    with database.write() as db:
        if not inspect(db).has_table(_stale.name):
            _metadata.create_all(db)
            _index(database).make(db)
            everything = select(schema.documents.c.id)
            db.execute(_stale.insert().from_select([_stale.c.document], everything))
    done = 0
    while True:
        with database.write() as db:
            waiting = _waiting(db, _BATCH)
            for document in waiting:
                done += _renew(db, _index(database), document)
            db.execute(delete(_stale).where(_stale.c.document.in_(waiting)))
        if not waiting:
            return done


def _index(database: Database) -> fulltext.Index:
    return fulltext.Tsvector() if database.dialect == "postgresql" else fulltext.Fts5()


def _waiting(db: Connection, most: int) -> list[str]:
    """Return reports that came, changed or went since the index was last brought up to date."""
    return list(db.execute(select(_stale.c.document).limit(most)).scalars())


def _renew(db: Connection, index: fulltext.Index, document: str) -> bool:
    """Take a report's sentences out, and put them in as they are now; say whether there are any."""
    own = select(_sentences.c.id).where(_sentences.c.document == document)
    index.drop(db, document)
    db.execute(delete(_days).where(_days.c.sentence.in_(own)))
    db.execute(delete(_sentences).where(_sentences.c.document == document))
    db.execute(delete(_reports).where(_reports.c.document == document))
    docs = schema.documents.c
    data = db.execute(select(docs.data).where(docs.id == document)).scalar()
    if data is not None:
        _put(db, index, msgspec.json.decode(data, type=Document))
    return data is not None


def _put(db: Connection, index: fulltext.Index, doc: Document) -> None:
    rest = {"outlet": doc.outlet, "published": doc.published, "url": doc.url}
    db.execute(_reports.insert().values(document=doc.id, **rest))
    if not doc.sentences:
        return
    first = (db.execute(select(func.max(_sentences.c.id))).scalar() or 0) + 1
    numbered = list(enumerate((s.span for s in doc.sentences), first))
    db.execute(
        _sentences.insert(),
        [
            {"id": n, "document": doc.id, "begins": s.start, "ends": s.end, "text": s.of(doc.text)}
            for n, s in numbered
        ],
    )
    entries = [fulltext.entry(n, s.of(doc.text), _fields(doc, s)) for n, s in numbered]
    index.put(db, entries)
    days = [
        {"sentence": n, "earliest": t.earliest, "latest": t.latest}
        for n, s in numbered
        for t in doc.timexes
        if t.earliest and t.latest and s.covers(t.span)
    ]
    if days:
        db.execute(_days.insert(), days)


def _fields(doc: Document, sentence: Span) -> dict[str, Iterable[str]]:
    """Return what a sentence's fields hold: its report's outlet, and what the layers say of it."""
    out: dict[str, dict[str, None]] = defaultdict(dict)
    if doc.outlet:
        out["outlet"][doc.outlet] = None
    for m in doc.mentions:
        if m.label is Label.LOC and sentence.covers(m.span):
            out["place"][m.name] = None
    for a in doc.attributions:
        mouth = a.speaker or (a.source.of(doc.text) if a.source else None)
        if mouth and (sentence.overlaps(a.content) or sentence.overlaps(a.cue)):
            out["speaker"][mouth] = None
    for e in doc.events:
        if sentence.overlaps(e.trigger):
            out["type"][e.type.value] = None
            out["place"] |= {e.place: None} if e.place else {}
    return {name: tuple(values) for name, values in out.items()}
