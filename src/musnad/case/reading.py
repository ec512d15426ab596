"""A case read piece by piece: rows by their position, and the heads of reports without their text.

For programs that stay open beside a large case and must not hold all of it.
"""

from collections.abc import Iterator, Sequence
from typing import TypeVar

import msgspec
from sqlalchemy import func, select

from musnad.case import linked, schema
from musnad.case.engine import Database
from musnad.model import Document

T = TypeVar("T")
_BATCH = 200
_MOST = 500
"""So many positions are asked for at once; databases limit the parameters of a query."""


class _Head(msgspec.Struct):
    """What is read of a report where its text and layers are not wanted."""

    id: str
    path: str
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    lang: str | None = None


def version(database: Database) -> str:
    """Return what changes with all that a case shows: documents, links and decisions.

    Raises:
        CaseError: when the case can't be read.
    """
    with database.read() as db:
        decided = db.execute(select(func.count()).select_from(schema.decisions)).scalar_one()
        return f"{linked.state(db)}, linked {linked.of(db)}, decided {decided}"


def heads(database: Database) -> Iterator[Document]:
    """Yield every report without its text and layers, in order of its id.

    Raises:
        CaseError: when the case can't be read.
    """
    docs = schema.documents.c
    decode = msgspec.json.Decoder(_Head).decode
    with database.read() as db:
        wanted = select(docs.data).order_by(docs.id)
        for row in db.execution_options(yield_per=_BATCH).execute(wanted):
            head = decode(row.data)
            yield Document(
                head.id,
                head.path,
                "",
                url=head.url,
                outlet=head.outlet,
                title=head.title,
                byline=head.byline,
                published=head.published,
                lang=head.lang,
            )


def stream(database: Database, name: str, kind: type[T]) -> Iterator[T]:
    """Yield the links of one table, named as the field of `Links`, in their order, one by one.

    Raises:
        CaseError: when the case can't be read.
    """
    table = schema.LINKS[name]
    decode = msgspec.json.Decoder(kind).decode
    with database.read() as db:
        wanted = select(table.c.data).order_by(table.c.position)
        for row in db.execution_options(yield_per=_BATCH).execute(wanted):
            yield decode(row.data)


def pick(database: Database, name: str, kind: type[T], at: Sequence[int]) -> tuple[T, ...]:
    """Return the links at these positions of one table, in the order given.

    Raises:
        CaseError: when the case can't be read.
    """
    table = schema.LINKS[name]
    decode = msgspec.json.Decoder(kind).decode
    found: dict[int, T] = {}
    with database.read() as db:
        for first in range(0, len(at), _MOST):
            some = at[first : first + _MOST]
            wanted = select(table.c.position, table.c.data).where(table.c.position.in_(some))
            found.update((row.position, decode(row.data)) for row in db.execute(wanted))
    return tuple(found[i] for i in at if i in found)
