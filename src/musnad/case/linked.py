"""The rows of what linking found, and what tells whether they are of the documents held."""

from collections.abc import Iterable
from dataclasses import fields
from typing import TypeVar

import msgspec
from sqlalchemy import Connection, Table, delete, select

from musnad.case import schema
from musnad.case.engine import put
from musnad.model import (
    CopyGroup,
    Disagreement,
    Entity,
    FigureSeries,
    Happening,
    Links,
    OwnName,
    SourceProfile,
    Statement,
    Story,
)
from musnad.version import VERSION

_Item = TypeVar(
    "_Item",
    Happening,
    FigureSeries,
    Statement,
    SourceProfile,
    CopyGroup,
    Disagreement,
    Story,
    Entity,
)
_OWN = "own_names"


def load(db: Connection) -> Links:
    """Return the links as they were saved, in their order; empty when there are none."""
    return Links(
        happenings=_load(db, schema.happenings, Happening),
        series=_load(db, schema.series, FigureSeries),
        statements=_load(db, schema.statements, Statement),
        sources=_load(db, schema.sources, SourceProfile),
        copies=_load(db, schema.copies, CopyGroup),
        disagreements=_load(db, schema.disagreements, Disagreement),
        stories=_load(db, schema.stories, Story),
        entities=_load(db, schema.entities, Entity),
    )


def happening(db: Connection, id: str) -> Happening | None:
    """Return one happening as it was saved."""
    table = schema.happenings.c
    data = db.execute(select(table.data).where(table.id == id)).scalar()
    return msgspec.json.decode(data, type=Happening) if data is not None else None


def statement(db: Connection, document: str, id: str) -> Statement | None:
    """Return one statement as it was saved."""
    table = schema.statements.c
    wanted = select(table.data).where(table.document == document, table.id == id)
    data = db.execute(wanted).scalar()
    return msgspec.json.decode(data, type=Statement) if data is not None else None


def save(db: Connection, links: Links, of: str) -> None:
    """Put links, made when the case's state was `of`, in place of those held."""
    for name, table in schema.LINKS.items():
        db.execute(delete(table))
        rows = _rows(table, getattr(links, name))
        if rows:
            db.execute(table.insert(), rows)
    put(db, schema.meta, {"key": "linked", "value": of}, ["key"])


def state(db: Connection) -> str:
    """Return what changes with the documents and decisions, and with the version that links."""
    return f"{VERSION} {_meta(db, 'revision') or 0}"


def of(db: Connection) -> str | None:
    """Return the state of the case that the links held were made of."""
    return _meta(db, "linked")


def changed(db: Connection) -> None:
    """Count one more change to what links are made of."""
    count = int(_meta(db, "revision") or 0) + 1
    put(db, schema.meta, {"key": "revision", "value": str(count)}, ["key"])


def own_names(db: Connection) -> tuple[OwnName, ...]:
    """Return the user's own names."""
    kept = _meta(db, _OWN)
    return msgspec.json.decode(kept, type=tuple[OwnName, ...]) if kept else ()


def keep_own_names(db: Connection, own: tuple[OwnName, ...]) -> None:
    """Put the user's own names in place of those kept."""
    put(db, schema.meta, {"key": _OWN, "value": msgspec.json.encode(own).decode()}, ["key"])


def _meta(db: Connection, key: str) -> str | None:
    meta = schema.meta.c
    return db.execute(select(meta.value).where(meta.key == key)).scalar()


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
    if isinstance(item, Entity):
        return " ".join(sorted({j.reason for j in item.joins}))
    return ""


def _load(db: Connection, table: Table, kind: type[_Item]) -> tuple[_Item, ...]:
    decode = msgspec.json.Decoder(kind).decode
    rows = db.execute(select(table.c.data).order_by(table.c.position))
    return tuple(decode(row.data) for row in rows)
