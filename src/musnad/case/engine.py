"""A case's database, open: a SQLite file or a PostgreSQL schema, read and written alike.

Every way in which opening can go wrong is told apart, with its remedy. Reading is one
transaction that sees one state of the case; writing is one transaction, and one at a time:
a second process waits, and is told when it waited too long.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

from sqlalchemy import ColumnElement, Connection, Table, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DatabaseError

from musnad.case import file, migrations, schema, server
from musnad.errors import CaseError, CaseWriteError

Place: TypeAlias = Path | str
"""Where a case is: a file's path, or a `postgresql://` URL."""

Row: TypeAlias = Mapping[str, str | int | bytes | None]

_NO_CASE = "{name}: is not a Musnad case ({why}); give a case made by musnad build"


class Database:
    """The tables of one case. `name` is how messages call it; `path` is its file, if it is one."""

    def __init__(self, place: Place, create: bool = False) -> None:
        self._url = place if isinstance(place, str) and server.is_url(place) else None
        self.path = None if self._url else Path(place)
        self.name = server.shown(self._url) if self._url else str(place)
        self._made = self._new_schema = False
        if self.path:
            file.check_place(self.path, create)
        self.engine = server.engine(self._url) if self._url else file.engine(Path(place))
        try:
            self._prepare(create)
        except DatabaseError as e:
            self.close()
            raise CaseError(self._not_opened(e)) from e
        except CaseError:
            self.close()
            raise

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self.engine.dialect.name

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Yield a connection that sees one state of the case, whoever writes meanwhile.

        Raises:
            CaseError: when the case can't be read.
        """
        try:
            with self.engine.connect() as db:
                if self.dialect == "postgresql":
                    db.execution_options(isolation_level="REPEATABLE READ")
                yield db
        except DatabaseError as e:
            raise CaseError(f"{self.name}: can't be read as a case ({_said(e)})") from e

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Yield a connection whose writes are all kept at the end, or none.

        Raises:
            CaseWriteError: when the case can't be written, or another run holds it too long.
        """
        try:
            with self._writing() as db:
                yield db
        except DatabaseError as e:
            raise CaseWriteError(
                f"{self.name}: can't be written ({_said(e)}); free the disk or wait for the other "
                "run, then run the same command again"
            ) from e

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    def discard(self) -> None:
        """Close, and remove the case if this run made it, and it holds no report yet."""
        if not self._made:
            return self.close()
        with self._writing() as db:
            held = db.execute(select(func.count()).select_from(schema.documents)).scalar_one()
            if not held and self._url:
                schema.metadata.drop_all(db)
                if self._new_schema:
                    server.drop(db, self._url)
        if not held and self.path:
            file.remove_if_alone(self.path, self.engine)
        return self.close()

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self.engine.connect().execution_options(writes=True) as db, db.begin():
            yield db

    def _prepare(self, create: bool) -> None:
        """Bring the tables to this version, or make them where `create` allows."""
        with self.engine.connect() as db:
            if self._url:
                with db.begin():
                    self._new_schema = server.check(db, self._url, create)
            with db.begin():
                found = self._version(db, create)
        if found != schema.SCHEMA_VERSION:
            self._check_writable(found)
            with self._writing() as db:
                self._bring_up(db, create)
        if self.path and file.writable(self.path):
            file.log_ahead(self.engine)

    def _bring_up(self, db: Connection, create: bool) -> None:
        found = self._version(db, create)  # again: another run may have done it meanwhile
        if found == migrations.NOTHING:
            migrations.make(db)
            self._made = True
        else:
            migrations.migrate(db, found)

    def _check_writable(self, found: int) -> None:
        if found != migrations.NOTHING and self.path and not file.writable(self.path):
            raise CaseError(
                f"{self.name}: made by an older Musnad and can't be written; allow writing, so "
                "that it can be brought up to date, or copy it to where you may write"
            )

    def _version(self, db: Connection, create: bool) -> int:
        """Return the version of the tables; raise where they are not for this Musnad to use."""
        found = migrations.version(db)
        if found > schema.SCHEMA_VERSION:
            raise CaseError(
                f"{self.name}: made by a newer Musnad (schema {found}, this one reads "
                f"{schema.SCHEMA_VERSION}); upgrade with: pip install -U musnad"
            )
        if found == migrations.FOREIGN:
            why = "it is some other program's database"
            raise CaseError(_NO_CASE.format(name=self.name, why=why))
        if found == migrations.NOTHING and not create:
            raise CaseError(
                f"{self.name}: is empty; make the case with: musnad build PATH... -o {self.name}"
            )
        return found

    def _not_opened(self, error: DatabaseError) -> str:
        if file.is_no_database(error):
            return _NO_CASE.format(name=self.name, why="it is no database")
        what = "server and rights" if self._url else "file"
        return (
            f"{self.name}: can't be opened ({_said(error)}); check the {what}, or wait until no "
            "other run has it"
        )


def put(  # noqa: PLR0913 - the parts of one statement
    db: Connection,
    table: Table,
    row: Row,
    key: Iterable[str],
    where: ColumnElement[bool] | None = None,
    *,
    once: Iterable[str] = (),
) -> int:
    """Insert a row, or replace the one of its key where `where` holds; return how many changed.

    What stands in the columns `once` is not replaced.
    """
    made = postgresql.insert if db.dialect.name == "postgresql" else sqlite.insert
    insert = made(table).values(row)
    again = {name: value for name, value in row.items() if name not in set(once)}
    update = insert.on_conflict_do_update(index_elements=list(key), set_=again, where=where)
    return db.execute(update, execution_options={"preserve_rowcount": True}).rowcount


def _said(error: DatabaseError) -> str:
    """Return the driver's words in one line."""
    return " ".join(str(error.orig or error).split())
