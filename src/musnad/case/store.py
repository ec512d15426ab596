"""The store of one case: reports with their layers, failures, and the links between them.

A case is one SQLite file, or one schema of a PostgreSQL database. Each report is one
transaction and so are all links together, so a run that is killed leaves a case that opens
and goes on.
"""

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec
from sqlalchemy import Connection, and_, delete, func, or_, select, update

from musnad.case import index, linked, log, schema
from musnad.case.engine import Database, Place, put
from musnad.case.holdings import Added, Held, Holdings
from musnad.errors import CaseError
from musnad.link.reviewing import Held as Decided
from musnad.link.reviewing.documents import corrected
from musnad.link.reviewing.lines import reviewed
from musnad.model import Document, Failure, Links, OwnName
from musnad.text.normalize import fold, key
from musnad.version import VERSION

_BATCH = 100
_STALE = ""
"""The version of a document that was annotated with other names of the user's."""


class Case:
    """One case, open; use it as a context manager so that the file is left whole and single."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._decided: tuple[tuple[int, str], tuple[Decided, ...]] | None = None

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
            "added": datetime.now(UTC).isoformat(timespec="seconds"),
            **_derived(document),
        }
        docs, path = schema.documents.c, schema.failures.c.path
        with self.database.write() as db:
            known = db.execute(select(docs.id).where(docs.id == document.id)).first()
            before = None if known else _latest(db, document.path)
            changed = docs.version != VERSION
            stored = put(db, schema.documents, row, ["id"], changed, once=["added"])
            if before:
                anew = update(schema.documents).where(docs.id == document.id)
                db.execute(anew.values(replaces=before))
            db.execute(delete(schema.failures).where(path == document.path))
            if stored:
                linked.changed(db)
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
            linked.changed(db)

    def remove(self, ids: Iterable[str], links: Links, of: str) -> bool:
        """Remove documents and put `links`, made of the others, in place of the links held.

        `of` was the case's `state` when those links were made. Returns false, and removes
        nothing, where it is not any more. In a file, what is removed is overwritten with zeros.
        """
        docs = schema.documents.c
        with self.database.write() as db:
            if self.database.dialect == "sqlite":
                db.exec_driver_sql("PRAGMA secure_delete = ON")
            if linked.state(db) != of:
                return False
            for table in schema.LINKS.values():  # they name the documents
                db.execute(delete(table))
            gone = tuple(ids)
            for id in gone:
                db.execute(delete(schema.documents).where(docs.id == id))
            index.forget(db, gone)
            linked.changed(db)
            linked.save(db, links, linked.state(db))
        return True

    def own_names(self) -> tuple[OwnName, ...]:
        """Return the user's own names, which the case keeps for reports to come."""
        with self.database.read() as db:
            return linked.own_names(db)

    def keep_own_names(self, own: tuple[OwnName, ...]) -> tuple[str, ...]:
        """Keep these names in place of those kept, for the documents held and to come.

        Returns the ids of the documents whose text has a name that is new, changed or gone:
        they count as read by another version until they are annotated anew.
        """
        changed = set(self.own_names()) ^ set(own)
        if not changed:
            return ()
        wanted = {key(s) for row in changed for s in (row.name, *row.variants)}
        ids = tuple(d.id for d in self.documents() if _has(d.text, wanted))
        docs = schema.documents
        with self.database.write() as db:
            for id in ids:
                db.execute(update(docs).where(docs.c.id == id).values(version=_STALE))
            linked.keep_own_names(db, own)
            linked.changed(db)
        return ids

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

    def known_on(self, day: str) -> Iterator[Document]:
        """Yield, in order of their ids, the documents published by the end of an ISO day.

        One that does not say when it was published counts from the day it was added.
        """
        docs = schema.documents.c
        decode = msgspec.json.Decoder(Document).decode
        since = func.coalesce(docs.published, func.substr(docs.added, 1, len("2025-07-31")))
        with self.database.read() as db:
            rows = db.execution_options(yield_per=_BATCH).execute(
                select(docs.data).where(since <= day).order_by(docs.id)
            )
            for row in rows:
                yield decode(row.data)

    def added(self) -> dict[str, str]:
        """Return when each document was added (an ISO time in UTC), where the case knows it."""
        docs = schema.documents.c
        with self.database.read() as db:
            rows = db.execute(select(docs.id, docs.added).where(docs.added.is_not(None)))
            return {row.id: row.added for row in rows}

    def document(self, id: str) -> Document:
        """Return one document.

        Raises:
            CaseError: when the case holds none of this id.
        """
        return msgspec.json.decode(self._row(id)[0], type=Document)

    def reading(self, id: str) -> Document:
        """Return one document as people want it read: corrected, without what they rejected.

        Raises:
            CaseError: when the case holds none of this id.
        """
        (read,) = corrected([self.document(id)], self.decided())
        return read

    def readings(self) -> Iterator[Document]:
        """Yield every document as people want it read, in order of its id."""
        return corrected(self.documents(), self.decided())

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
                select(docs.data, docs.sha256, docs.version, docs.replaces, docs.added).order_by(
                    docs.id
                )
            )
            for row in rows:
                document = msgspec.json.decode(row.data, type=Document)
                yield Held(document, row.sha256, row.version, row.replaces, row.added)

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

    def latest(self, path: str) -> str | None:
        """Return the id of the last content held of a file or an address, `None` if none is."""
        with self.database.read() as db:
            return _latest(db, path)

    def note(self, key: str) -> str | None:
        """Return what a run noted under a key, for the next one."""
        with self.database.read() as db:
            meta = schema.meta.c
            found: str | None = db.execute(select(meta.value).where(meta.key == key)).scalar()
            return found

    def keep_note(self, key: str, value: str) -> None:
        """Note what the next run needs to know, in place of what was noted before."""
        with self.database.write() as db:
            put(db, schema.meta, {"key": key, "value": value}, ["key"])

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
            now = linked.state(db)
            if of in {None, now}:
                linked.save(db, links, now)
        return of in {None, now}

    def links(self, *, review: bool = True) -> Links:
        """Return the links in their order as people have decided about them.

        Without `review` they are as they were saved; empty when there are none.
        """
        with self.database.read() as db:
            links = linked.load(db)
        return self.as_decided(links) if review else links

    def as_decided(self, links: Links) -> Links:
        """Return links of this case, all or some, as people have decided about them."""
        return reviewed(links, self.decided())

    def decided(self) -> tuple[Decided, ...]:
        """Return the decisions that hold, with the readings that each is about."""
        with self.database.read() as db:
            count = log.count(db)
            if not count:
                return ()
            key = (count, linked.state(db))
            before = self._decided
            if before and before[0] == key:
                return before[1]
            of, reports = log.decisions(db), log.reports(db)
        known = before[1] if before and before[0][1] == key[1] else ()
        held = log.held(of, log.Reports(reports, self.document), known)
        self._decided = key, held
        return held

    @property
    def state(self) -> str:
        """What changes with documents, decisions about them, and the version that runs."""
        with self.database.read() as db:
            return linked.state(db)

    @property
    def linked(self) -> bool:
        """Whether the links are this version's, of exactly the documents held."""
        with self.database.read() as db:
            return linked.of(db) == linked.state(db)

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


def _has(text: str, wanted: Iterable[str]) -> bool:
    folded = " ".join(fold(text).text.split())
    return any(words in folded for words in wanted)


def _derived(document: Document) -> dict[str, str | bytes | None]:
    """Return the columns that an annotation gives, and the version that gave them."""
    return {
        "lang": document.lang,
        "published": document.published,
        "version": VERSION,
        "data": msgspec.json.encode(document),
    }


def _place(path: str) -> str:
    """Return where a report is from, wherever the run was started: an address is that."""
    if path.startswith(("http://", "https://")):
        return path
    return str(Path(path).absolute())


def _latest(db: Connection, path: str) -> str | None:
    """Return the id of the last content held of a file or an address."""
    docs = schema.documents.c
    same = or_(docs.source == _place(path), and_(docs.source.is_(None), docs.path == path))
    replaced = select(docs.replaces).where(docs.replaces.is_not(None))
    last = select(docs.id).where(same, docs.id.not_in(replaced)).order_by(docs.id)
    return db.execute(last).scalars().first()
