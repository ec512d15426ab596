"""What a run reads: the bytes of each report, one by one, out of whatever holds them."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from musnad.errors import IngestError, MusnadError, UsageError
from musnad.ingest import files, many, tables
from musnad.ingest.given import Row, sealed
from musnad.model import Failure

_CASE_FILES = ("", "-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class Input:
    """A report's bytes, read once so that what is stored is what was annotated.

    `path` is its file's, or says where in a file of many it stands, or is its address.

    `id` is the document's, where the bytes come from a case.
    """

    path: str
    data: bytes
    id: str | None = None


def count(paths: Iterable[Path | str]) -> int:
    """Return how many inputs these files and folders hold, those to be skipped included.

    A table counts as one.

    Raises:
        UsageError: when a path does not exist.
    """
    return sum(1 for _ in files.find(existing(paths)))


def existing(paths: Iterable[Path | str], columns: tables.Columns | None = None) -> list[Path]:
    """Return the paths, all of which exist, and the tables among them hold reports.

    Raises:
        UsageError: naming the one that does not.
    """
    checked = [Path(p) for p in paths]
    for path in checked:
        if not os.path.lexists(path):
            raise UsageError(f"{path}: no such file or folder; check the path")
        many.check(path, columns)
    return checked


def inputs(
    paths: list[Path], but: Path | None = None, columns: tables.Columns | None = None
) -> Iterator[Input | Failure]:
    """Yield the bytes of each report, or why they can't be had; the case itself is no report."""
    own = {but.absolute().with_name(but.name + end) for end in _CASE_FILES} if but else set()
    for path in paths:
        known, wrong = tables.listed(path, columns) if path.is_dir() else ({}, [])
        yield from wrong
        for found in files.find([path]):
            if Path(_name(found)).absolute() in own:
                continue
            rows = many.rows(found, columns) if isinstance(found, Path) else None
            if rows is not None:
                yield from _rows(found, rows)
                continue
            loaded = _load(found)
            given = known.get(Path(_name(found)).relative_to(path).as_posix()) if known else None
            if given and isinstance(loaded, Input):
                loaded = replace(loaded, data=sealed(given, loaded.data))
            yield loaded


def _rows(path: Path | Failure, rows: Iterator[Row | Failure]) -> Iterator[Input | Failure]:
    """Yield the reports of a file of many; what it can't be used for is its own failure."""
    try:
        for row in rows:
            yield row if isinstance(row, Failure) else Input(row.name, row.data)
    except MusnadError as e:
        yield refused(_name(path), e)


def _load(found: Path | Failure) -> Input | Failure:
    try:
        _name(found).encode()
    except UnicodeEncodeError:
        shown = os.fsencode(_name(found)).decode(errors="replace")
        return Failure(shown, "its name is not in UTF-8; rename it")
    if isinstance(found, Failure):
        return found
    try:
        return Input(str(found), files.read_bytes(found))
    except IngestError as e:
        return refused(found, e)


def _name(found: Path | Failure) -> str:
    return found.path if isinstance(found, Failure) else str(found)


def refused(path: Path | str, error: MusnadError) -> Failure:
    """Return an error as the failure of an input, which it names already."""
    return Failure(str(path), str(error).removeprefix(f"{path}: "))
