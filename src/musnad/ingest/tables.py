"""Tables of reports, a row a report: CSV, JSON Lines, XLSX, Parquet; `metadata.csv` beside files.

Which column is what is guessed by its name (`columns.toml`), and can be said.
"""

import csv
import gzip
import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TextIO

import msgspec

from musnad.errors import IngestError, UsageError
from musnad.ingest import sheets
from musnad.ingest.decode import decode
from musnad.ingest.given import FIELDS, Given, Row, sealed
from musnad.ingest.kinds import Kind, kind, suffix
from musnad.ingest.pages.stated import day
from musnad.model import Failure
from musnad.text.normalize import key

LISTED = "metadata.csv"
"""A table of this name tells of the files beside it."""

_COMMA = frozenset({".csv", ".tsv"})
_LINES = frozenset({".jsonl", ".ndjson"})
_SAMPLE = 1 << 16
_LARGEST_FIELD = 20 * 1024 * 1024
_SLASHES = re.compile(r"[/\\\s]+")
_SPACES = re.compile(r"[\W_]+")

_Fields = Mapping[str, str]

Columns = Mapping[str, str]
"""The column of each field; an empty name leaves the field out."""


def is_table(path: Path) -> bool:
    """Say whether a file is a table of reports, by its name."""
    return kind(path.name) is Kind.TABLE


def columns(path: Path, said: Columns | None = None) -> dict[str, str]:
    """Return the column of each field that a table has: as said, else as its name tells.

    Raises:
        UsageError: when a column that was said is not there, or the table can't be read.
    """
    return _guessed(_heads(path), said, str(path))


def guessed(heads: Sequence[str], said: Columns | None, name: str) -> dict[str, str]:
    """Return the column of each field among those of a table elsewhere, called `name`.

    Raises:
        UsageError: when a column that was said is not there, or none holds the text.
    """
    taken = _guessed(heads, said, name)
    if "text" not in taken:
        raise _no_column(name, "text", heads)
    return taken


def _guessed(heads: Sequence[str], said: Columns | None, place: str) -> dict[str, str]:
    for name in (said or {}).values():
        if name and name not in heads:
            raise UsageError(f"{place}: has no column {name!r}; give one of {', '.join(heads)}")
    found = {field: name for name in reversed(heads) for field in [_field(name)] if field}
    found |= said or {}
    return {field: name for field, name in found.items() if name}


def _no_column(place: str, needed: str, heads: Sequence[str]) -> UsageError:
    return UsageError(
        f"{place}: no column holds the {needed}; name it with --column {needed}=NAME "
        f"(there are {', '.join(heads)})"
    )


def described(path: Path, said: Columns | None = None) -> str | None:
    """Return in words which column is taken for what, and which are left; `None` for no table.

    Raises:
        UsageError: when the table can't be used.
    """
    check(path, said)
    path = path / LISTED if path.is_dir() else path
    if not path.is_file() or not is_table(path):
        return None
    taken = columns(path, said)
    left = [h for h in _heads(path) if h not in taken.values()]
    pairs = ", ".join(f"{field} from {name}" for field, name in sorted(taken.items()))
    rest = f"; left out: {', '.join(left)}" if left else ""
    return f"{path}: {pairs or 'no column known'}{rest}; change with --column FIELD=NAME"


def rows(path: Path, said: Columns | None = None) -> Iterator[Row | Failure]:
    """Yield the reports of a table one by one, and what is wrong with each row that is none.

    Raises:
        UsageError: when no column holds the text, or the table can't be read.
    """
    taken = columns(path, said)
    check(path, said)
    for number, row in _rows(path):
        if isinstance(row, str):
            yield Failure(f"{path}#{number}", row)
        else:
            yield _report(str(path), str(number), row, taken)


def report(place: str, values: Mapping[str, object], taken: Columns) -> Row | Failure:
    """Return the report in a row of a table elsewhere, named by its id, else by its text."""
    row = _flat(values)
    digest = hashlib.sha256(_value(row, taken, "text").encode("utf-8", "surrogatepass"))
    return _report(place, digest.hexdigest()[:16], row, taken)


def _report(place: str, number: str, row: _Fields, taken: Columns) -> Row | Failure:
    own = _value(row, taken, "id")
    name = f"{place}#{_SLASHES.sub('_', own) if own else number}"
    text = _value(row, taken, "text")
    if not text:
        reason = f"has nothing in {taken['text']!r}; fill it in or take the row out"
        return Failure(name, reason)
    given = _given(row, taken)
    if isinstance(given, str):
        return Failure(name, given)
    return Row(name, sealed(given, text.encode("utf-8", "surrogatepass")))


def listed(folder: Path, said: Columns | None = None) -> tuple[dict[str, Given], list[Failure]]:
    """Return what a folder's `metadata.csv` says of its files, by their path in the folder.

    The second part tells what is wrong with its rows.

    Raises:
        UsageError: when it can't be read, or no column names the files.
    """
    path = folder / LISTED
    if not path.is_file():
        return {}, []
    taken = columns(path, said)
    check(folder, said)
    found: dict[str, Given] = {}
    wrong: list[Failure] = []
    for number, row in _rows(path):
        file = "" if isinstance(row, str) else _value(row, taken, "file")
        given = row if isinstance(row, str) else _given(row, taken)
        if isinstance(given, str):
            wrong.append(Failure(f"{path}#{number}", given))
        elif not (folder / file).is_file():
            reason = f"names {file!r}, which is no file in the folder; correct it"
            wrong.append(Failure(f"{path}#{number}", reason))
        else:
            found[Path(file).as_posix()] = given
    return found, wrong


def check(path: Path, said: Columns | None = None) -> None:
    """Raise where a table, or a folder's `metadata.csv`, can't be used.

    Raises:
        UsageError: as for `rows` and `listed`.
    """
    table = path / LISTED if path.is_dir() else path
    needed = "file" if path.is_dir() else "text"
    if (path.is_dir() or is_table(path)) and table.is_file():
        taken = columns(table, said)
        if needed not in taken:
            raise _no_column(str(table), needed, _heads(table))


def _value(row: _Fields, taken: Columns, field: str) -> str:
    return (row.get(taken.get(field, "")) or "").strip()


def _given(row: _Fields, taken: Columns) -> Given | str:
    """Return what a row says of its report, or what is wrong with it."""
    values = {name: _value(row, taken, name) or None for name in FIELDS}
    for name in ("published", "updated"):
        stated = values[name]
        values[name] = day(stated)
        if stated and not values[name]:
            return (
                f"{stated!r} in {taken[name]!r} is no day; write it as 2025-09-07, or leave the "
                f"column out with --column {name}="
            )
    return Given(
        title=values["title"],
        outlet=values["outlet"],
        byline=values["byline"],
        published=values["published"],
        updated=values["updated"],
        via=values["via"],
        url=values["url"],
    )


def _rows(path: Path) -> Iterator[tuple[int, _Fields | str]]:
    """Yield each row with its number, from 1, or why it can't be read."""
    if suffix(path.name) in sheets.KINDS:
        yield from enumerate(map(_flat, sheets.rows(path)), 1)
        return
    with _opened(path) as file:
        if suffix(path.name) in _LINES:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield number, _object(line)
            return
        try:
            for number, row in enumerate(_reader(file), 1):
                yield number, {k: v for k, v in row.items() if k and isinstance(v, str)}
        except csv.Error as e:
            raise UsageError(f"{path}: can't be read as CSV ({e}); save it as CSV in UTF-8") from e


def _object(line: str) -> _Fields | str:
    """Return the fields of a line of JSON, one level of objects in objects opened."""
    try:
        found = msgspec.json.decode(line)
    except msgspec.DecodeError as e:
        return f"is no JSON ({e}); write one object a line"
    if not isinstance(found, dict):
        return "is no JSON object; write one object a line"
    return _flat(found)


def _flat(found: Mapping[str, object]) -> dict[str, str]:
    flat: dict[str, str] = {}
    for name, value in found.items():
        inner = value.items() if isinstance(value, dict) else ()
        flat |= {f"{name}.{n}": _written(v) for n, v in inner}
        flat[name] = _written(value)
    return flat


def _written(value: object) -> str:
    if isinstance(value, list):
        return "، ".join(v for v in value if isinstance(v, str))
    if isinstance(value, date):  # and times, of which it is the day
        return value.isoformat()
    return str(value) if isinstance(value, str | int | float) else ""


def _reader(file: TextIO) -> "csv.DictReader[str]":
    csv.field_size_limit(_LARGEST_FIELD)
    head = file.read(_SAMPLE)
    file.seek(0)
    line = head.partition("\n")[0]
    delimiter = max(",;\t|", key=line.count)
    return csv.DictReader(file, delimiter=delimiter)


def _heads(path: Path) -> list[str]:
    """Return the names of a table's columns; of JSON lines, those of its first object."""
    if suffix(path.name) in sheets.KINDS:
        return sheets.heads(path)
    if suffix(path.name) in _COMMA:
        with _opened(path) as file:
            return [h for h in _reader(file).fieldnames or () if h]
    first = next((row for _, row in _rows(path) if not isinstance(row, str)), {})
    return list(first)


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    """Open a table as text, in the encoding that its first bytes are in; `.gz` is unpacked."""
    unpack = gzip.open if path.suffix.lower() == ".gz" else open
    try:
        with unpack(path, "rb") as raw:
            sample = raw.read(_SAMPLE)
        _, encoding = decode(sample[: sample.rfind(b"\n") + 1] or sample, str(path), markup=False)
        encoding = "utf-8-sig" if encoding.startswith("utf-8") else encoding
        with unpack(path, "rt", encoding=encoding, errors="replace", newline="") as file:
            yield file
    except (OSError, EOFError, IngestError) as e:
        raise UsageError(f"{path}: can't be read ({e}); check the file") from e


def _field(column: str) -> str | None:
    """Return the field that a column's name tells, `None` where it tells none."""
    return _names().get(_folded(column.removesuffix(".name")))


def _folded(name: str) -> str:
    return _SPACES.sub(" ", key(name)).strip().casefold()


@cache
def _names() -> dict[str, str]:
    path = resources.files(__package__) / "columns.toml"
    table: dict[str, Sequence[str]] = tomllib.loads(path.read_text(encoding="utf-8"))["columns"]
    return {_folded(name): field for field, names in table.items() for name in names}


def read_columns(said: Sequence[str]) -> dict[str, str]:
    """Return columns as a person says them, `FIELD=NAME` each.

    >>> read_columns(["text=Body", "published="])
    {'text': 'Body', 'published': ''}

    Raises:
        UsageError: when one is not of that form, or names no field.
    """
    known = sorted(set(_names().values()))
    out: dict[str, str] = {}
    for one in said:
        field, sign, name = one.partition("=")
        if not sign or field not in known:
            raise UsageError(f"--column {one}: give FIELD=NAME, FIELD one of {', '.join(known)}")
        out[field] = name
    return out
