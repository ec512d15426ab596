"""The store of one case: reports with their layers, failures, and the links between them.

A case is one SQLite file, or one schema of a PostgreSQL database. Each report is one
transaction and so are all links together, so a run that is killed leaves a case that opens
and goes on.
"""

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import msgspec
from sqlalchemy import Connection, Table, delete, func, select

from musnad.case import schema
from musnad.case.engine import Database, Place, put
from musnad.errors import CaseError
from musnad.model import (
    CopyGroup,
    Disagreement,
    Document,
    Failure,
    FigureSeries,
    Happening,
    Links,
    SourceProfile,
    Statement,
    Story,
)
from musnad.version import VERSION

_Item = TypeVar(
    "_Item", Happening, FigureSeries, Statement, SourceProfile, CopyGroup, Disagreement, Story
)
_BATCH = 100


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a case holds: Arabic and other reports, those undated, first and last day."""

    reports: int
    not_arabic: int
    undated: int
    published: tuple[str, str] | None


class Case:
    """One case, open; use it as a context manager so that the file is left whole and single."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def name(self) -> str:
        """How messages call the case: its path, or its URL without a password."""
        return self.database.name

    def close(self) -> None:
        """Close the file, or the connections to the server."""
        self.database.close()

    def discard(self) -> None:
        """Close the case; one that was made just now and holds no report is removed."""
        self.database.discard()

    def has(self, id: str) -> bool:
        """Say whether the case holds this document as this version of Musnad reads it."""
        docs = schema.documents.c
        with self.database.read() as db:
            found = select(docs.id).where(docs.id == id, docs.version == VERSION)
            return db.execute(found).first() is not None

    def has_original(self, name: str, sha256: str) -> bool:
        """Say whether a file of this name and content was read by this version of Musnad."""
        docs = schema.documents.c
        same = (docs.sha256 == sha256, docs.name == name, docs.version == VERSION)
        with self.database.read() as db:
            return db.execute(select(docs.id).where(*same)).first() is not None

    def add(self, document: Document, data: bytes) -> bool:
        """Store a document and the bytes it was read from; a failure of its path is cleared.

        Returns whether it was new: a document held already stays as it is, except that one
        that another version of Musnad read is replaced.
        """
        row = {
            "id": document.id,
            "path": document.path,
            "name": Path(document.path).name,
            "sha256": hashlib.sha256(data).hexdigest(),
            "lang": document.lang,
            "published": document.published,
            "version": VERSION,
            "data": msgspec.json.encode(document),
            "original": zlib.compress(data),
        }
        path = schema.failures.c.path
        with self.database.write() as db:
            stale = schema.documents.c.version != VERSION
            new = put(db, schema.documents, row, ["id"], stale) > 0
            db.execute(delete(schema.failures).where(path == document.path))
        return new

    def fail(self, failure: Failure) -> None:
        """Record an input that could not be read, in place of an earlier reason for it."""
        row = {"path": failure.path, "reason": failure.reason, "version": VERSION}
        with self.database.write() as db:
            put(db, schema.failures, row, ["path"])

    def forgive(self, path: str) -> None:
        """Forget the failure of an input that can be read now."""
        with self.database.write() as db:
            db.execute(delete(schema.failures).where(schema.failures.c.path == path))

    def documents(self) -> Iterator[Document]:
        """Yield every document in order of its id, without holding them all."""
        docs = schema.documents.c
        decode = msgspec.json.Decoder(Document).decode
        with self.database.read() as db:
            rows = db.execution_options(yield_per=_BATCH).execute(
                select(docs.data).order_by(docs.id)
            )
            for row in rows:
                yield decode(row.data)

    def document(self, id: str) -> Document:
        """Return one document.

        Raises:
            CaseError: when the case holds none of this id.
        """
        return msgspec.json.decode(self._of(id, "data"), type=Document)

    def original(self, id: str) -> bytes:
        """Return the bytes that a document was read from.

        Raises:
            CaseError: when the case holds none of this id.
        """
        return zlib.decompress(self._of(id, "original"))

    def failures(self) -> tuple[Failure, ...]:
        """Return the inputs that could not be read, in order of their paths."""
        table = schema.failures.c
        with self.database.read() as db:
            rows = db.execute(select(table.path, table.reason).order_by(table.path))
            return tuple(Failure(row.path, row.reason) for row in rows)

    def holdings(self) -> Holdings:
        """Count the documents and give the first and last day of publication."""
        docs = schema.documents.c
        arabic = docs.lang == "ar"
        with self.database.read() as db:
            total, ar, dated, first, last = db.execute(
                select(
                    func.count(),
                    func.count().filter(arabic),
                    func.count(docs.published).filter(arabic),
                    func.min(docs.published),
                    func.max(docs.published),
                )
            ).one()
        return Holdings(total, total - ar, ar - dated, (first, last) if first else None)

    def save_links(self, links: Links, of: str | None = None) -> None:
        """Replace all links by these, made of the documents held when `state` was `of`, or now."""
        with self.database.write() as db:
            for name, table in schema.LINKS.items():
                db.execute(delete(table))
                rows = _rows(table, getattr(links, name))
                if rows:
                    db.execute(table.insert(), rows)
            put(db, schema.meta, {"key": "linked", "value": of or _digest(db)}, ["key"])

    def links(self) -> Links:
        """Return the links as they were saved, in their order; empty when there are none."""
        with self.database.read() as db:
            return Links(
                happenings=_load(db, schema.happenings, Happening),
                series=_load(db, schema.series, FigureSeries),
                statements=_load(db, schema.statements, Statement),
                sources=_load(db, schema.sources, SourceProfile),
                copies=_load(db, schema.copies, CopyGroup),
                disagreements=_load(db, schema.disagreements, Disagreement),
                stories=_load(db, schema.stories, Story),
            )

    @property
    def state(self) -> str:
        """A digest of which documents are held, and of this Musnad's version."""
        with self.database.read() as db:
            return _digest(db)

    @property
    def linked(self) -> bool:
        """Whether the links are this version's, of exactly the documents held."""
        meta = schema.meta.c
        with self.database.read() as db:
            held = db.execute(select(meta.value).where(meta.key == "linked")).scalar()
            return held == _digest(db)

    def _of(self, id: str, column: str) -> bytes:
        docs = schema.documents.c
        with self.database.read() as db:
            found = db.execute(select(docs[column]).where(docs.id == id)).scalar()
        if found is None:
            raise CaseError(f"{self.name}: holds no document {id!r}; check the id")
        return bytes(found)


def open_case(place: Place, create: bool = False) -> Case:
    """Open a case: a file's path, or `postgresql://user@host/database?schema=case`.

    With `create`, make it where there is none. A case that an older Musnad made is brought up
    to date.

    Raises:
        CaseError: naming the case and the remedy, when it is missing, no case, made by a newer
            Musnad, or (with `create`) can't be written.
    """
    return Case(Database(place, create))


def _digest(db: Connection) -> str:
    """Return a digest of which documents the case holds and which version read and links them."""
    docs = schema.documents.c
    digest = hashlib.sha256(VERSION.encode())
    for row in db.execute(select(docs.id, docs.version).order_by(docs.id)):
        digest.update(f"\n{row.id}\t{row.version}".encode())
    return digest.hexdigest()


def _rows(table: Table, items: Iterable[_Item]) -> list[dict[str, str | int | bytes | None]]:
    """Return one row an item: its position, the columns named like its fields, and itself."""
    rows: list[dict[str, str | int | bytes | None]] = []
    for position, item in enumerate(items):
        keys = {f.name: getattr(item, f.name) for f in fields(item) if f.name in table.c}
        row = {"position": position, **keys, "data": msgspec.json.encode(item)}
        rows.append({**row, "version": VERSION})
    return rows


def _load(db: Connection, table: Table, kind: type[_Item]) -> tuple[_Item, ...]:
    decode = msgspec.json.Decoder(kind).decode
    rows = db.execute(select(table.c.data).order_by(table.c.position))
    return tuple(decode(row.data) for row in rows)
