"""The index of a case's sentences: its tables, and how it follows the reports.

It is made of the reports alone and is brought up to date by what changed, report by report,
before a search; a case that was never searched has none.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable

import msgspec
from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    delete,
    func,
    inspect,
    select,
)

from musnad.case import fulltext, schema
from musnad.case.engine import Database
from musnad.case.schema import Text
from musnad.model import Document, Label, Span

Progress = Callable[[int, int], None]
"""Told how many are done, and of how many."""

_BATCH = 100

metadata = MetaData()
reports = Table(
    "search_documents",
    metadata,
    Column("document", Text, primary_key=True),
    Column("outlet", Text),
    Column("published", Text),
    Column("url", Text),
)
sentences = Table(
    "search_sentences",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("document", Text, ForeignKey(reports.c.document), nullable=False, index=True),
    Column("begins", Integer, nullable=False),
    Column("ends", Integer, nullable=False),
    Column("text", Text, nullable=False),
)
days = Table(
    "search_days",
    metadata,
    Column("sentence", ForeignKey(sentences.c.id), nullable=False, index=True),
    Column("earliest", Text, nullable=False),
    Column("latest", Text, nullable=False),
)
stale = Table(
    "search_stale",
    metadata,
    Column("document", Text, primary_key=True),
    comment="reports to be read again; triggers on `documents` fill it",
)
vectors = Table(
    "search_vectors",
    metadata,
    Column("document", Text, primary_key=True),
    Column("model", Text, nullable=False),
    Column("first", BigInteger, nullable=False, comment="the id of its first sentence"),
    Column("data", LargeBinary, nullable=False, comment="its sentences' vectors, in order"),
)


def bring_up(database: Database, progress: Progress | None = None) -> int:
    """Bring the index up to date with the reports; return how many were read for it.

    Each hundred reports are one transaction: what was stopped goes on where it stood.

    Raises:
        CaseError: when it must change and the case can't be written.
    """
    with database.read() as db:
        if inspect(db).has_table(vectors.name) and not _waiting(db, 1):
            return 0
    with database.write() as db:
        if inspect(db).has_table(stale.name):
            vectors.create(db, checkfirst=True)
        else:
            metadata.create_all(db)
            words(database.dialect).make(db)
            everything = select(schema.documents.c.id)
            db.execute(stale.insert().from_select([stale.c.document], everything))
        total = db.execute(select(func.count()).select_from(stale)).scalar_one()
    done = 0
    while True:
        with database.write() as db:
            waiting = _waiting(db, _BATCH)
            for document in waiting:
                done += _renew(db, words(database.dialect), document)
            db.execute(delete(stale).where(stale.c.document.in_(waiting)))
        if not waiting:
            return done
        if progress:
            progress(min(done, total), total)


def forget(db: Connection, documents: Iterable[str]) -> None:
    """Take reports that are removed out of the index now, where there is one."""
    if not inspect(db).has_table(vectors.name):
        return
    for document in documents:
        _renew(db, words(db.dialect.name), document)
        db.execute(delete(stale).where(stale.c.document == document))


def words(dialect: str) -> fulltext.Index:
    """Return the index of words as that database keeps it."""
    return fulltext.Tsvector() if dialect == "postgresql" else fulltext.Fts5()


def _waiting(db: Connection, most: int) -> list[str]:
    """Return reports that came, changed or went since the index was last brought up to date."""
    return list(db.execute(select(stale.c.document).limit(most)).scalars())


def _renew(db: Connection, index: fulltext.Index, document: str) -> bool:
    """Take a report's sentences out, and put them in as they are now; say whether there are any."""
    own = select(sentences.c.id).where(sentences.c.document == document)
    index.drop(db, document)
    db.execute(delete(days).where(days.c.sentence.in_(own)))
    db.execute(delete(sentences).where(sentences.c.document == document))
    db.execute(delete(vectors).where(vectors.c.document == document))
    db.execute(delete(reports).where(reports.c.document == document))
    docs = schema.documents.c
    data = db.execute(select(docs.data).where(docs.id == document)).scalar()
    if data is not None:
        _put(db, index, msgspec.json.decode(data, type=Document))
    return data is not None


def _put(db: Connection, index: fulltext.Index, doc: Document) -> None:
    rest = {"outlet": doc.outlet, "published": doc.published, "url": doc.url}
    db.execute(reports.insert().values(document=doc.id, **rest))
    if not doc.sentences:
        return
    first = (db.execute(select(func.max(sentences.c.id))).scalar() or 0) + 1
    numbered = list(enumerate((s.span for s in doc.sentences), first))
    db.execute(
        sentences.insert(),
        [
            {"id": n, "document": doc.id, "begins": s.start, "ends": s.end, "text": s.of(doc.text)}
            for n, s in numbered
        ],
    )
    entries = [fulltext.entry(n, s.of(doc.text), _fields(doc, s)) for n, s in numbered]
    index.put(db, entries)
    named = [
        {"sentence": n, "earliest": t.earliest, "latest": t.latest}
        for n, s in numbered
        for t in doc.timexes
        if t.earliest and t.latest and s.covers(t.span)
    ]
    if named:
        db.execute(days.insert(), named)


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
