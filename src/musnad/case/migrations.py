"""The version that a case's tables have, and the steps from each version to the next.

A step is SQL that both SQLite and PostgreSQL take; all steps of a case are one transaction.
SQLite keeps the version in its file's header, PostgreSQL in the table `meta`.
"""

from sqlalchemy import Connection, delete, inspect, select

from musnad.case import schema

FOREIGN = -1
"""What `version` gives where other tables than a case's stand."""

NOTHING = 0
"""What `version` gives where nothing stands yet."""

_KEY = "schema"
_LINKS = ("happenings", "series", "statements", "sources")

STEPS: dict[int, tuple[str, ...]] = {
    1: (
        "ALTER TABLE documents ADD COLUMN packing VARCHAR NOT NULL DEFAULT 'zlib'",
        "ALTER TABLE documents ADD COLUMN source VARCHAR",
        "ALTER TABLE documents ADD COLUMN replaces VARCHAR"
        " REFERENCES documents (id) ON DELETE SET NULL",
        *(f"ALTER TABLE {t} ADD COLUMN version VARCHAR NOT NULL DEFAULT ''" for t in _LINKS),
        *(f"ALTER TABLE {t} ADD COLUMN rule VARCHAR" for t in _LINKS),
        *(
            f"UPDATE {t} SET version = coalesce((SELECT max(version) FROM documents), '')"  # noqa: S608
            for t in _LINKS
        ),
        "CREATE TABLE decisions (position INTEGER NOT NULL, id VARCHAR NOT NULL,"
        " at VARCHAR NOT NULL, who VARCHAR NOT NULL, action VARCHAR NOT NULL,"
        " data BLOB NOT NULL, PRIMARY KEY (position), UNIQUE (id))",
    ),
    2: tuple(
        f"CREATE TABLE {table} (position INTEGER NOT NULL, {column}, data BLOB NOT NULL,"
        " version VARCHAR NOT NULL, rule VARCHAR, PRIMARY KEY (position))"
        for table, column in (
            ("copies", "origin VARCHAR"),
            ("disagreements", "kind VARCHAR NOT NULL"),
            ("stories", "id VARCHAR NOT NULL"),
        )
    ),
    3: (
        "CREATE TABLE entities (position INTEGER NOT NULL, id VARCHAR NOT NULL,"
        " kind VARCHAR NOT NULL, name VARCHAR NOT NULL, data BLOB NOT NULL,"
        " version VARCHAR NOT NULL, rule VARCHAR, PRIMARY KEY (position))",
        "DELETE FROM meta WHERE key = 'linked'",
    ),
    4: ("ALTER TABLE documents ADD COLUMN added VARCHAR",),
    5: tuple(
        f"CREATE INDEX ix_documents_{column} ON documents ({column})"
        for column in ("path", "source", "replaces")
    ),
}
"""By version: what leads from it to the next. A step is never changed once it was released."""


def version(db: Connection) -> int:
    """Return the version of the case that the connection leads to, `NOTHING` or `FOREIGN`."""
    if db.dialect.name == "sqlite":
        return _file_version(db)
    tables = inspect(db).get_table_names()
    if "meta" in tables and "documents" in tables:
        found = db.execute(select(schema.meta.c.value).where(schema.meta.c.key == _KEY)).scalar()
        return int(found) if found else FOREIGN
    return FOREIGN if tables else NOTHING


def _file_version(db: Connection) -> int:
    application = db.exec_driver_sql("PRAGMA application_id").scalar_one()
    if application == schema.APPLICATION_ID:
        return int(db.exec_driver_sql("PRAGMA user_version").scalar_one())
    tables = db.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
    return FOREIGN if application or tables else NOTHING


def make(db: Connection) -> None:
    """Make the tables and set the version."""
    schema.metadata.create_all(db, checkfirst=False)
    if db.dialect.name == "sqlite":
        db.exec_driver_sql(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    _mark(db, schema.SCHEMA_VERSION)


def migrate(db: Connection, since: int) -> None:
    """Take the steps from version `since` to the present one."""
    for step in range(since, schema.SCHEMA_VERSION):
        for statement in STEPS[step]:
            db.exec_driver_sql(_in_dialect(statement, db.dialect.name))
    _mark(db, schema.SCHEMA_VERSION)


def _in_dialect(statement: str, dialect: str) -> str:
    """Return a step's SQL as the database takes it: PostgreSQL has its own names of types."""
    if dialect == "sqlite":
        return statement
    return statement.replace("BLOB", "BYTEA").replace("VARCHAR", 'VARCHAR COLLATE "C"')


def _mark(db: Connection, number: int) -> None:
    if db.dialect.name == "sqlite":
        db.exec_driver_sql(f"PRAGMA user_version = {number}")
        return
    db.execute(delete(schema.meta).where(schema.meta.c.key == _KEY))
    db.execute(schema.meta.insert().values(key=_KEY, value=str(number)))
