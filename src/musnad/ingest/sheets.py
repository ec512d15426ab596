"""Rows of spreadsheets (XLSX) and of Parquet files, each as its columns' names and values."""

import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from musnad.errors import UsageError
from musnad.ingest.archives import RATIO, SLACK
from musnad.ingest.extras import Module, load
from musnad.ingest.kinds import suffix

KINDS = frozenset({".xlsx", ".parquet"})
_BATCH = 256
_SEARCHED = 20
"""In so many rows the names of a sheet's columns must stand."""

Cells = Mapping[str, object]


def heads(path: Path) -> list[str]:
    """Return the names of the columns, of a spreadsheet those of its first sheet.

    Raises:
        UsageError: when it can't be read, or the library for it is not installed.
    """
    if suffix(path.name) == ".parquet":
        with _parquet(path) as file:
            return [name for field in file.schema_arrow for name in _opened(field)]
    with _sheet(path) as (names, _):
        return [name for name in names if name]


def _opened(column: Module) -> list[str]:
    """Return the names in a column of objects, one level opened, and its own last."""
    kind = column.type
    inner = [f"{column.name}.{kind.field(i).name}" for i in range(kind.num_fields)]
    return [*(inner if "struct" in str(kind)[:6] else ()), str(column.name)]


def rows(path: Path) -> Iterator[Cells]:
    """Yield each row that is not empty, a few held at a time.

    Raises:
        UsageError: as for `heads`.
    """
    if suffix(path.name) == ".parquet":
        with _parquet(path) as file:
            for batch in file.iter_batches(batch_size=_BATCH):
                yield from batch.to_pylist()
        return
    with _sheet(path) as (names, cells):
        for row in cells:
            if any(value is not None for value in row):
                yield {n: v for n, v in zip(names, row, strict=False) if n}


@contextmanager
def _parquet(path: Path) -> Iterator[Module]:
    library = load("pyarrow.parquet", "tables", f"{path}: to read Parquet")
    errors = load("pyarrow", "tables", str(path)).ArrowException
    try:
        with library.ParquetFile(path) as file:
            yield file
    except (OSError, errors) as e:
        raise UsageError(f"{path}: can't be read as Parquet ({_short(e)}); write it again") from e


@contextmanager
def _sheet(path: Path) -> Iterator[tuple[list[str], Iterator[tuple[object, ...]]]]:
    """Open the first sheet; give its columns' names and the rows below them."""
    library = load("openpyxl", "tables", f"{path}: to read a spreadsheet")
    _no_bomb(path)
    try:
        book = library.load_workbook(path, read_only=True, data_only=True)
    except Exception as e:  # openpyxl raises whatever broken parts lead to
        raise UsageError(f"{path}: can't be read as XLSX ({_short(e)}); save it again") from e
    try:
        cells = iter(book.worksheets[0].iter_rows(values_only=True))
        first: tuple[object, ...] = ()
        for _, row in zip(range(_SEARCHED), cells, strict=False):
            if sum(isinstance(v, str) for v in row) > 1:
                first = row
                break
        yield [str(v).strip() if v is not None else "" for v in first], chain(cells)
    finally:
        book.close()


def _no_bomb(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as parts:
            size = sum(info.file_size for info in parts.infolist())
    except (OSError, zipfile.BadZipFile) as e:
        raise UsageError(f"{path}: can't be read as XLSX ({_short(e)}); save it again") from e
    if size > RATIO * path.stat().st_size + SLACK:
        raise UsageError(f"{path}: unpacks to more than {RATIO} times its size; save it as CSV")


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
