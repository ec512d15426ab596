"""Files that hold many reports: tables, archives, web archives, exported messages."""

from collections.abc import Iterator
from pathlib import Path

from musnad.ingest import archives, tables, telegram, warc
from musnad.ingest.extras import load
from musnad.ingest.given import Row
from musnad.ingest.kinds import Kind, kind
from musnad.model import Failure


def rows(path: Path, columns: tables.Columns | None = None) -> Iterator[Row | Failure] | None:
    """Return the reports of a file of many, and what is none; `None` for a file of one.

    Raises:
        UsageError: when iterated, where a table can't be used or a library is not installed.
    """
    match kind(path.name):
        case Kind.TABLE:
            return tables.rows(path, columns)
        case Kind.ARCHIVE:
            return archives.rows(path)
        case Kind.WARC:
            return warc.rows(path)
        case Kind.MESSAGES:
            return telegram.rows(path)
        case _:
            return None


def check(path: Path, columns: tables.Columns | None = None) -> None:
    """Raise where a file, named outright, can't be used at all.

    Raises:
        UsageError: when a table lacks what it needs, or a library is not installed.
    """
    tables.check(path, columns)
    if path.is_file() and kind(path.name) is Kind.WARC:
        load("fastwarc", "warc", f"{path}: to read a web archive")
    elif path.is_file() and kind(path.name) is Kind.PDF:
        load("pdfminer", "pdf", f"{path}: to read a PDF")
