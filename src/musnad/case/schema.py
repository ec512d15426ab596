"""The tables of a case, the same in a SQLite file and in PostgreSQL.

Every table of derived rows keeps the model's own classes as msgspec JSON in `data`, beside
the columns that a question selects or sorts by, and the version and rule that gave the row.
New columns come last in their table, as `ALTER TABLE` puts them in a case that was migrated.
"""

from sqlalchemy import (
    Column,
    Dialect,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    TypeDecorator,
)
from sqlalchemy.types import TypeEngine

APPLICATION_ID = 0x4D534E44
"""SQLite's `application_id` of a case: "MSND" in ASCII."""

SCHEMA_VERSION = 6
"""The version of the tables below; a case with a higher one was made by a newer Musnad."""

metadata = MetaData()


class Text(TypeDecorator[str]):
    """Text that sorts by code point everywhere and holds all but NUL, kept as U+2400."""

    impl = String
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[str]:
        """Return the column's type there; SQLite compares code points anyway."""
        return String(collation="C" if dialect.name == "postgresql" else None)

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Return the value as it is kept: PostgreSQL has no NUL, its driver no enums of ours."""
        return None if value is None else str(value).replace("\0", "\u2400")


documents = Table(
    "documents",
    metadata,
    Column("id", Text, primary_key=True),
    Column("path", Text, nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("sha256", Text, nullable=False, index=True),
    Column("lang", Text),
    Column("published", Text),
    Column("version", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("original", LargeBinary, nullable=False, comment="the file's bytes, as `packing` says"),
    Column("packing", Text, nullable=False, server_default="zlib", comment="zlib or none"),
    Column("source", Text, index=True, comment="the absolute path it was read from"),
    Column(
        "replaces",
        Text,
        ForeignKey("documents.id", ondelete="SET NULL"),
        index=True,
        comment="the version of the same file that was held before",
    ),
    Column("added", Text, comment="when it was added: an ISO time in UTC"),
)

failures = Table(
    "failures",
    metadata,
    Column("path", Text, primary_key=True),
    Column("reason", Text, nullable=False),
    Column("version", Text, nullable=False),
)

happenings = Table(
    "happenings",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("date", Text),
    Column("place", Text),
    Column("data", LargeBinary, nullable=False),
    Column("version", Text, nullable=False, server_default=""),
    Column("rule", Text),
)

series = Table(
    "series",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("measure", Text, nullable=False),
    Column("population", Text),
    Column("place", Text),
    Column("data", LargeBinary, nullable=False),
    Column("version", Text, nullable=False, server_default=""),
    Column("rule", Text),
)

statements = Table(
    "statements",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False),
    Column("document", Text, ForeignKey("documents.id"), nullable=False),
    Column("date", Text),
    Column("speaker", Text),
    Column("kind", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("version", Text, nullable=False, server_default=""),
    Column("rule", Text),
)

sources = Table(
    "sources",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("version", Text, nullable=False, server_default=""),
    Column("rule", Text),
)

copies = Table(
    "copies",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("origin", Text),
    Column("data", LargeBinary, nullable=False),
    Column("version", Text, nullable=False),
    Column("rule", Text),
)

disagreements = Table(
    "disagreements",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("version", Text, nullable=False),
    Column("rule", Text),
)

stories = Table(
    "stories",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("version", Text, nullable=False),
    Column("rule", Text),
)

entities = Table(
    "entities",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("version", Text, nullable=False),
    Column("rule", Text, comment="the reasons for which its names are one"),
)

LINKS = {
    "happenings": happenings,
    "series": series,
    "statements": statements,
    "sources": sources,
    "copies": copies,
    "disagreements": disagreements,
    "stories": stories,
    "entities": entities,
}
"""The tables of links by the field of `Links` that each holds."""

decisions = Table(
    "decisions",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, unique=True),
    Column("at", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

meta = Table(
    "meta",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
