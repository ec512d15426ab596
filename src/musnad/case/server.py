"""A case in a PostgreSQL database: one schema of it, named in the URL.

`postgresql://user@host/desk?schema=talks` is the case `talks` of the database `desk`; without
a name it is the schema `musnad`. All other parts of the URL are libpq's; so are `PGPASSWORD`
and `~/.pgpass`.
"""

import hashlib
import re

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.schema import CreateSchema, DropSchema

from musnad.case.file import WAIT_SECONDS
from musnad.errors import CaseError

_DEFAULT_SCHEMA = "musnad"
_SCHEMES = ("postgresql://", "postgres://")
_OLDEST = 150000
_EXAMPLE = "postgresql://user@host/database?schema=case"


def is_url(place: str) -> bool:
    """Say whether a place is a database's URL; anything else is a file's path."""
    return place.startswith(_SCHEMES)


def shown(url: str) -> str:
    """Return a URL without its password.

    >>> shown("postgresql://desk:secret@host/cases?schema=talks")
    'postgresql://desk:***@host/cases?schema=talks'
    """
    return re.sub(r"(://[^/?@:]*):[^/?@]*@|([?&]password=)[^&]*", _without, url)


def _without(found: re.Match[str]) -> str:
    return f"{found[1]}:***@" if found[1] else f"{found[2]}***"


def engine(url: str) -> Engine:
    """Return an engine on the schema that the URL names, which need not exist yet.

    Raises:
        CaseError: when the URL is malformed, or the driver is not installed.
    """
    try:
        address = _parsed(url).set(drivername="postgresql+psycopg")
        made = create_engine(address.difference_update_query(["schema"]), pool_pre_ping=True)
    except ModuleNotFoundError as e:
        raise CaseError(
            f"{shown(url)}: PostgreSQL's driver is missing; get it with: "
            "pip install 'musnad[postgres]'"
        ) from e
    name = made.dialect.identifier_preparer.quote_identifier(schema_of(url))

    @event.listens_for(made, "connect")
    def _connected(raw: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
        cursor = raw.cursor()
        cursor.execute(f"SET search_path TO {name}")
        cursor.execute(f"SET lock_timeout TO '{WAIT_SECONDS}s'")
        cursor.close()
        raw.commit()

    @event.listens_for(made, "begin")
    def _begun(db: Connection) -> None:
        # one writer at a time, as in a file: the others wait for it, so long as in a file
        if db.get_execution_options().get("writes", False):
            db.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _key(url)})

    return made


def _parsed(url: str) -> URL:
    try:
        return make_url(url)
    except (ArgumentError, ValueError) as e:
        raise CaseError(f"{shown(url)}: is no URL of a database; give {_EXAMPLE}") from e


def schema_of(url: str) -> str:
    """Return the name of the case's schema."""
    given = _parsed(url).query.get("schema", _DEFAULT_SCHEMA)
    return given if isinstance(given, str) else given[-1]


def _key(url: str) -> int:
    """Return the number of the lock that writers of this schema wait for."""
    digest = hashlib.sha256(b"musnad\0" + schema_of(url).encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)


def check(db: Connection, url: str, create: bool) -> bool:
    """Make the schema where `create` allows, and say whether it was made.

    Raises:
        CaseError: when the server is too old, or the schema is not there and may not be made.
    """
    release = int(db.execute(text("SHOW server_version_num")).scalar_one())
    if release < _OLDEST:
        raise CaseError(f"{shown(url)}: is PostgreSQL {release // 10000}; give 15 or later")
    name = schema_of(url)
    known = text("SELECT 1 FROM pg_namespace WHERE nspname = :name")
    if db.execute(known, {"name": name}).scalar():
        return False
    if not create:
        raise CaseError(
            f"{shown(url)}: no such case; make one with: musnad build PATH... -o '{shown(url)}'"
        )
    db.execute(CreateSchema(name, if_not_exists=True))
    return True


def drop(db: Connection, url: str) -> None:
    """Remove the case's schema and all in it."""
    db.execute(DropSchema(schema_of(url), cascade=True))
