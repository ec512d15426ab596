"""A case in one SQLite file: where it can stand, and the engine that reads and writes it."""

import os
import sqlite3
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import QueuePool

from musnad.errors import CaseError

WAIT_SECONDS = 30
"""So long one who would write waits for another who does."""


def check_place(path: Path, create: bool) -> None:
    """Raise where no file can be opened (or made) at `path`, before anything touches it."""
    try:
        exists = path.exists()
    except OSError as e:
        raise CaseError(f"{path}: can't be reached ({e.strerror}); choose another place") from e
    if path.is_dir():
        raise CaseError(f"{path}: is a folder; name a file, as in {path / 'case.musnad'}")
    if not exists and not create:
        raise CaseError(f"{path}: no such case; make one with: musnad build PATH... -o {path}")
    if not exists and not path.parent.is_dir():
        raise CaseError(f"{path}: the folder {path.parent} does not exist; make it first")
    if create and not os.access(path if exists else path.parent, os.W_OK):
        raise CaseError(f"{path}: can't be written; choose another place or allow writing there")
    if create and not os.access(path.parent, os.W_OK):
        raise CaseError(f"{path}: its folder can't be written; choose another or allow writing")
    if exists and not os.access(path, os.R_OK):
        raise CaseError(f"{path}: can't be read; allow reading it")


def writable(path: Path) -> bool:
    """Say whether the file and its folder (for the log beside it) can be written."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def log_ahead(engine: Engine) -> None:
    """Switch to the write-ahead log, which SQLite allows outside transactions only."""
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA journal_mode = WAL")
    finally:
        raw.close()


def engine(path: Path) -> Engine:
    """Return an engine; a file that can't be written is opened as it is, for reading only."""
    mode = "rwc" if writable(path) or not path.exists() else "ro&immutable=1"
    address = f"file:{quote(str(path.absolute()))}?mode={mode}"

    def connect() -> sqlite3.Connection:
        # transactions begin where SQLAlchemy says (below), not where the driver guesses
        db = sqlite3.connect(
            address, WAIT_SECONDS, isolation_level=None, check_same_thread=False, uri=True
        )
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("PRAGMA synchronous = NORMAL")
        return db

    made = create_engine("sqlite://", creator=connect, poolclass=QueuePool)

    @event.listens_for(made, "begin")
    def _begun(db: Connection) -> None:
        # one that will write waits its turn at once: to turn a reader into a writer can't wait
        writes = db.get_execution_options().get("writes", False)
        db.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return made


def remove_if_alone(path: Path, made: Engine) -> None:
    """Remove the file where no other process has it open; leave it otherwise."""
    raw = made.raw_connection()
    try:
        raw.cursor().execute("PRAGMA busy_timeout = 0")
        # to leave the write-ahead log, SQLite must have the file to itself
        raw.cursor().execute("PRAGMA journal_mode = DELETE")
        alone = True
    except sqlite3.OperationalError:
        alone = False
    finally:
        raw.close()
    made.dispose()
    if alone:
        path.unlink(missing_ok=True)


def is_no_database(error: DatabaseError) -> bool:
    """Say whether the file is none of SQLite's."""
    return getattr(error.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_NOTADB
