"""A case file opened or made, with every way in which that can go wrong told apart."""

import os
import sqlite3
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import QueuePool

from musnad.case import schema
from musnad.errors import CaseError

_WAIT_SECONDS = 30
_NO_CASE = "{path}: is not a Musnad case ({why}); give a case made by musnad build"


def open_engine(path: Path, create: bool) -> Engine:
    """Return an engine on the case at `path`, its tables made where `create` allows.

    Raises:
        CaseError: see `musnad.case.store.open_case`.
    """
    _check_place(path, create)
    engine = _engine(path)
    try:
        with engine.connect() as db:
            if not _is_case(db, path, create):
                _make(db)
        if _writable(path):
            _log_ahead(engine)
    except DatabaseError as e:
        engine.dispose()
        raise CaseError(_not_opened(path, e.orig)) from e
    except CaseError:
        engine.dispose()
        raise
    return engine


def _check_place(path: Path, create: bool) -> None:
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


def _writable(path: Path) -> bool:
    """Say whether the file and its folder (for the log beside it) can be written."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _log_ahead(engine: Engine) -> None:
    """Switch to the write-ahead log, which SQLite allows outside transactions only."""
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA journal_mode = WAL")
    finally:
        raw.close()


def _engine(path: Path) -> Engine:
    """Return an engine; a file that can't be written is opened as it is, for reading only."""
    mode = "rwc" if _writable(path) or not path.exists() else "ro&immutable=1"
    address = f"file:{quote(str(path.absolute()))}?mode={mode}"

    def connect() -> sqlite3.Connection:
        # transactions begin where SQLAlchemy says (below), not where the driver guesses
        db = sqlite3.connect(
            address, _WAIT_SECONDS, isolation_level=None, check_same_thread=False, uri=True
        )
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("PRAGMA synchronous = NORMAL")
        return db

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool)

    @event.listens_for(engine, "begin")
    def _begun(db: Connection) -> None:
        db.exec_driver_sql("BEGIN")

    return engine


def _is_case(db: Connection, path: Path, create: bool) -> bool:
    """Say whether the tables are there; raise where they must not be made."""
    application = db.exec_driver_sql("PRAGMA application_id").scalar_one()
    version = db.exec_driver_sql("PRAGMA user_version").scalar_one()
    tables = db.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
    db.rollback()
    if application == schema.APPLICATION_ID:
        if version > schema.SCHEMA_VERSION:
            raise CaseError(
                f"{path}: made by a newer Musnad (schema {version}, this one reads "
                f"{schema.SCHEMA_VERSION}); upgrade with: pip install -U musnad"
            )
        return True
    if application or tables:
        raise CaseError(_NO_CASE.format(path=path, why="it is some other program's database"))
    if not create:
        raise CaseError(f"{path}: is empty; make the case with: musnad build PATH... -o {path}")
    return False


def _make(db: Connection) -> None:
    """Make the tables and set the marks in one transaction: a killed run leaves all or none."""
    with db.begin():
        schema.metadata.create_all(db, checkfirst=True)
        db.exec_driver_sql(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        db.exec_driver_sql(f"PRAGMA user_version = {schema.SCHEMA_VERSION}")


def _not_opened(path: Path, error: BaseException | None) -> str:
    if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_NOTADB:
        return _NO_CASE.format(path=path, why="it is no database")
    return f"{path}: can't be opened ({error}); check the file, or wait until no other run has it"
