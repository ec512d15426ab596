"""The store of one case: reports with their layers, failures, and the links between them.

A case is one SQLite file, or one schema of a PostgreSQL database. Each report is one
transaction and so are all links together, so a run that is killed leaves a case that opens
and goes on.
"""

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from enum import IntEnum
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import msgspec
from sqlalchemy import Connection, Table, and_, delete, func, or_, select, update

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


@dataclass(frozen=True, slots=True)
class Held:
    """A report as the case holds it.

    `sha256` is its file's, in hexadecimal digits, `version` of the Musnad that annotated it,
    `replaces` the id of what the same file held before its content changed.
    """

    document: Document
    sha256: str
    version: str
    replaces: str | None


class Added(IntEnum):
    """What became of a document that was to be added; false where nothing changed.

    `ANEW`: only its layers were replaced; `CHANGED`: its file held something else before.
    """

    HELD = 0
    NEW = 1
    ANEW = 2
    CHANGED = 3


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

    def add(self, document: Document, data: bytes) -> Added:
        """Store a document and the bytes it was read from; a failure of its path is cleared.

        A document held already stays as it is, except that the layers that another version of
        Musnad gave are replaced. Of a file whose content has changed, both are held.
        """
        small = zlib.compress(data)
        row = {
            "id": document.id,
            "path": document.path,
            "name": Path(document.path).name,
            "sha256": hashlib.sha256(data).hexdigest(),
            "original": min(small, data, key=len),
            "packing": "zlib" if len(small) <= len(data) else "none",
            "source": _place(document.path),
            **_derived(document),
        }
        docs, path = schema.documents.c, schema.failures.c.path
        with self.database.write() as db:
            known = db.execute(select(docs.id).where(docs.id == document.id)).first()
            before = None if known else _version_before(db, document)
            stored = put(db, schema.documents, row, ["id"], docs.version != VERSION)
            if before:
                changed = update(schema.documents).where(docs.id == document.id)
                db.execute(changed.values(replaces=before))
            db.execute(delete(schema.failures).where(path == document.path))
            if stored:
                _changed(db)
        if known:
            return Added.ANEW if stored else Added.HELD
        return Added.CHANGED if before else Added.NEW

    def annotated(self, id: str, document: Document) -> None:
        """Put a document's layers, made anew from its bytes, in place of those held."""
        docs, path = schema.documents.c, schema.failures.c.path
        with self.database.write() as db:
            row = _derived(replace(document, id=id))
            db.execute(update(schema.documents).where(docs.id == id).values(row))
            db.execute(delete(schema.failures).where(path == document.path))
            _changed(db)

    def remove(self, ids: Iterable[str], links: Links, of: str) -> bool:
        """Remove documents and put `links`, made of the others, in place of the links held.

        `of` was the case's `state` when those links were made. Returns false, and removes
        nothing, where it is not any more. In a file, what is removed is overwritten with zeros.
        """
        docs = schema.documents.c
        with self.database.write() as db:
            if self.database.dialect == "sqlite":
                db.exec_driver_sql("PRAGMA secure_delete = ON")
            if _state(db) != of:
                return False
            for table in schema.LINKS.values():  # they name the documents
                db.execute(delete(table))
            for id in ids:
                db.execute(delete(schema.documents).where(docs.id == id))
            _changed(db)
            _replace_links(db, links, _state(db))
        return True

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
        return msgspec.json.decode(self._row(id)[0], type=Document)

    def original(self, id: str) -> bytes:
        """Return the bytes that a document was read from.

        Raises:
            CaseError: when the case holds none of this id.
        """
        _, data, packing = self._row(id)
        return zlib.decompress(data) if packing == "zlib" else bytes(data)

    def reports(self) -> Iterator[Held]:
        """Yield what is held of each report, in order of its id."""
        docs = schema.documents.c
        with self.database.read() as db:
            rows = db.execution_options(yield_per=_BATCH).execute(
                select(
                    docs.id, docs.path, docs.data, docs.sha256, docs.version, docs.replaces
                ).order_by(docs.id)
            )
            for row in rows:
                document = msgspec.json.decode(row.data, type=Document)
                yield Held(document, row.sha256, row.version, row.replaces)

    def find(self, report: str) -> tuple[str, ...]:
        """Return the ids of the documents that have this id, else of those read from this path."""
        docs = schema.documents.c
        place = _place(report)
        with self.database.read() as db:
            for same in (docs.id == report, or_(docs.path == report, docs.source == place)):
                found = db.execute(select(docs.id).where(same).order_by(docs.id))
                if ids := tuple(found.scalars()):
                    return ids
        return ()

    def ids(self, *, stale: bool = False) -> tuple[str, ...]:
        """Return the ids of the documents, or of those that another version annotated."""
        docs = schema.documents.c
        wanted = select(docs.id).order_by(docs.id)
        with self.database.read() as db:
            found = db.execute(wanted.where(docs.version != VERSION) if stale else wanted)
            return tuple(found.scalars())

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

    def save_links(self, links: Links, of: str | None = None) -> bool:
        """Replace all links by these, made of the documents held when `state` was `of`, or now.

        Returns false, and saves nothing, where the case holds other documents by now.
        """
        with self.database.write() as db:
            now = _state(db)
            if of in {None, now}:
                _replace_links(db, links, now)
        return of in {None, now}

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
        """What changes with the documents held, and with the version of Musnad that runs."""
        with self.database.read() as db:
            return _state(db)

    @property
    def linked(self) -> bool:
        """Whether the links are this version's, of exactly the documents held."""
        with self.database.read() as db:
            return _meta(db, "linked") == _state(db)

    def _row(self, id: str) -> tuple[bytes, bytes, str]:
        """Return a document's JSON, its file's bytes as packed, and how they are."""
        docs = schema.documents.c
        with self.database.read() as db:
            wanted = select(docs.data, docs.original, docs.packing).where(docs.id == id)
            found = db.execute(wanted).first()
        if found is None:
            raise CaseError(f"{self.name}: holds no document {id!r}; check the id")
        return found.data, found.original, found.packing


def open_case(place: Place, create: bool = False) -> Case:
    """Open a case: a file's path, or `postgresql://user@host/database?schema=case`.

    With `create`, make it where there is none. A case that an older Musnad made is brought up
    to date.

    Raises:
        CaseError: naming the case and the remedy, when it is missing, no case, made by a newer
            Musnad, or (with `create`) can't be written.
    """
    return Case(Database(place, create))


def _derived(document: Document) -> dict[str, str | bytes | None]:
    """Return the columns that an annotation gives, and the version that gave them."""
    return {
        "lang": document.lang,
        "published": document.published,
        "version": VERSION,
        "data": msgspec.json.encode(document),
    }


def _place(path: str) -> str:
    return str(Path(path).absolute())


def _version_before(db: Connection, document: Document) -> str | None:
    """Return the id of the last content held of the document's file."""
    docs = schema.documents.c
    place = _place(document.path)
    same = or_(docs.source == place, and_(docs.source.is_(None), docs.path == document.path))
    replaced = select(docs.replaces).where(docs.replaces.is_not(None))
    last = select(docs.id).where(same, docs.id.not_in(replaced)).order_by(docs.id)
    return db.execute(last).scalars().first()


def _meta(db: Connection, key: str) -> str | None:
    meta = schema.meta.c
    return db.execute(select(meta.value).where(meta.key == key)).scalar()


def _replace_links(db: Connection, links: Links, of: str) -> None:
    for name, table in schema.LINKS.items():
        db.execute(delete(table))
        rows = _rows(table, getattr(links, name))
        if rows:
            db.execute(table.insert(), rows)
    put(db, schema.meta, {"key": "linked", "value": of}, ["key"])


def _state(db: Connection) -> str:
    """Return what changes with the documents, and with the version that links them."""
    return f"{VERSION} {_meta(db, 'revision') or 0}"


def _changed(db: Connection) -> None:
    """Count one more change to what links are made of."""
    count = int(_meta(db, "revision") or 0) + 1
    put(db, schema.meta, {"key": "revision", "value": str(count)}, ["key"])


def _rows(table: Table, items: Iterable[_Item]) -> list[dict[str, str | int | bytes | None]]:
    """Return one row an item: its position, the columns named like its fields, and itself."""
    rows: list[dict[str, str | int | bytes | None]] = []
    for position, item in enumerate(items):
        keys = {f.name: getattr(item, f.name) for f in fields(item) if f.name in table.c}
        row = {"position": position, **keys, "data": msgspec.json.encode(item)}
        rows.append({**row, "version": VERSION, "rule": _rule(item)})
    return rows


def _rule(item: object) -> str:
    """Return the rules that gave the row, apart by spaces; what only counts or groups has none."""
    if isinstance(item, Statement):
        return item.rule
    if isinstance(item, Happening):
        return " ".join(item.rules)
    if isinstance(item, FigureSeries):
        return " ".join(sorted({p.rule for p in item.points}))
    return ""


def _load(db: Connection, table: Table, kind: type[_Item]) -> tuple[_Item, ...]:
    decode = msgspec.json.Decoder(kind).decode
    rows = db.execute(select(table.c.data).order_by(table.c.position))
    return tuple(decode(row.data) for row in rows)
