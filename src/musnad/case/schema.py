"""The tables of a case file and the marks that tell it from other files.

Every table of derived rows keeps the model's own classes as msgspec JSON in `data`, beside
the columns that a question selects or sorts by.
"""

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, MetaData, String, Table

APPLICATION_ID = 0x4D534E44
"""SQLite's `application_id` of a case: "MSND" in ASCII."""

SCHEMA_VERSION = 1
"""SQLite's `user_version` of a case that this Musnad writes; a higher one is newer."""

metadata = MetaData()

documents = Table(
    "documents",
    metadata,
    Column("id", String, primary_key=True),
    Column("path", String, nullable=False),
    Column("name", String, nullable=False),
    Column("sha256", String, nullable=False, index=True),
    Column("lang", String),
    Column("published", String),
    Column("version", String, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("original", LargeBinary, nullable=False, comment="the file's bytes, zlib"),
)

failures = Table(
    "failures",
    metadata,
    Column("path", String, primary_key=True),
    Column("reason", String, nullable=False),
    Column("version", String, nullable=False),
)

happenings = Table(
    "happenings",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("id", String, nullable=False),
    Column("type", String, nullable=False),
    Column("status", String, nullable=False),
    Column("date", String),
    Column("place", String),
    Column("data", LargeBinary, nullable=False),
)

series = Table(
    "series",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("measure", String, nullable=False),
    Column("population", String),
    Column("place", String),
    Column("data", LargeBinary, nullable=False),
)

statements = Table(
    "statements",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("id", String, nullable=False),
    Column("document", String, ForeignKey("documents.id"), nullable=False),
    Column("date", String),
    Column("speaker", String),
    Column("kind", String, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

sources = Table(
    "sources",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("name", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

LINKS = {
    "happenings": happenings,
    "series": series,
    "statements": statements,
    "sources": sources,
}
"""The tables of links by the field of `Links` that each holds."""

meta = Table(
    "meta",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", String, nullable=False),
)
