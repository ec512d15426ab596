"""Annotated reports as Parquet: the annotation format in typed columns, and what a case needs.

A dataset is a folder: `documents/` with a file a batch of reports, `failures/` with one a batch
that had any. Each file is written whole or not at all, and a report stands in one file only.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import get_args, get_origin, get_type_hints
from uuid import uuid4

import msgspec

from musnad import jsonl
from musnad.errors import MusnadError, UsageError
from musnad.ingest.extras import Module, load
from musnad.model import (
    Attribution,
    Document,
    Event,
    Failure,
    Mention,
    Quantity,
    Span,
    Stated,
    Timex,
    Zone,
)
from musnad.run.inputs import Input
from musnad.version import VERSION

DOCUMENTS, FAILURES = "documents", "failures"
_Row = dict[str, object]
_META = ("id", "path", "url", "title", "outlet", "byline", "published", "lang", "updated", "via")
_TEXT: dict[str, tuple[type, tuple[str, ...]]] = {
    "zones": (Zone, ()),
    "mentions": (Mention, ("role",)),
    "timexes": (Timex, ()),
    "quantities": (Quantity, ()),
}
"""The layers whose items have a span of their own, and the fields that the format leaves out."""


@dataclass(frozen=True, slots=True)
class Annotated:
    """A report done with: its input's name, its bytes and their SHA-256, and what came of it."""

    name: str
    sha256: str
    original: bytes
    result: Document | Failure


def arrow() -> Module:
    """Return the library for Parquet.

    Raises:
        UsageError: when it is not installed.
    """
    return load("pyarrow", "cluster", "to write Parquet")


@cache
def schema() -> Module:
    """Return the columns of `documents`: the annotation format's, then what a case needs.

    `name` is the input's, `sha256` of its bytes, `original` the bytes, `document` the report with
    all its layers as msgspec JSON, `musnad` the version that annotated it.
    """
    pa = arrow()
    layers = {n: pa.list_(_flat(kind, skip, n != "zones")) for n, (kind, skip) in _TEXT.items()}
    layers["attributions"] = pa.list_(_struct(Attribution, quoted=True))
    layers["events"] = pa.list_(_event())
    known = [pa.field(name, pa.string()) for name in (*_META, "text")]
    known += [pa.field(name, kind) for name, kind in layers.items()]
    known.append(pa.field("stated", pa.list_(_struct(Stated))))
    kept = [pa.field(name, pa.string()) for name in ("name", "sha256", "musnad")]
    kept += [pa.field(name, pa.binary()) for name in ("original", "document")]
    return pa.schema([*known, *kept])


@cache
def failed() -> Module:
    """Return the columns of `failures`."""
    pa = arrow()
    return pa.schema([pa.field(n, pa.string()) for n in ("name", "sha256", "reason", "musnad")])


def _flat(kind: type, skip: tuple[str, ...], text: bool) -> Module:
    pa = arrow()
    rest = [f for f in _struct(kind) if f.name not in {"span", *skip}]
    head = [pa.field("start", pa.int64()), pa.field("end", pa.int64())]
    return pa.struct([*head, *([pa.field("text", pa.string())] if text else []), *rest])


def _event() -> Module:
    pa = arrow()
    head = [pa.field("start", pa.int64()), pa.field("end", pa.int64())]
    return pa.struct([*head, *(f for f in _struct(Event) if f.name != "span")])


def _struct(kind: type, *, quoted: bool = False) -> Module:
    """Return a class of the model as an Arrow struct, its spans with their words if `quoted`."""
    pa = arrow()
    hints = get_type_hints(kind)
    return pa.struct([pa.field(f.name, _column(hints[f.name], quoted)) for f in fields(kind)])


def _column(hint: object, quoted: bool) -> Module:
    pa = arrow()
    plain = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
    if hint in plain:
        return plain[hint]
    if isinstance(hint, UnionType):
        (inner,) = (a for a in get_args(hint) if a is not NoneType)
        return _column(inner, quoted)
    if get_origin(hint) is tuple:
        return pa.list_(_column(get_args(hint)[0], quoted))
    if hint is Span:
        words = [pa.field("text", pa.string())] if quoted else []
        return pa.struct([pa.field("start", pa.int64()), pa.field("end", pa.int64()), *words])
    if isinstance(hint, type) and issubclass(hint, Enum):
        return pa.string()
    if isinstance(hint, type) and is_dataclass(hint):
        return _struct(hint, quoted=quoted)
    raise TypeError(f"no column for {hint}")


def row(done: Annotated) -> dict[str, object]:
    """Return a report as a row of its table."""
    kept = {"name": done.name, "sha256": done.sha256, "musnad": VERSION}
    if isinstance(done.result, Failure):
        return {**kept, "reason": done.result.reason}
    found = jsonl.as_json(done.result)
    about = found.pop("doc")
    assert isinstance(about, dict)  # noqa: S101 - the format says so
    encoded = msgspec.json.encode(done.result)
    return {**about, **found, **kept, "original": done.original, "document": encoded}


def write(place: str, batch: Sequence[Annotated]) -> None:
    """Write a batch: a file of reports and one of failures, named by what they hold.

    The same batch written twice is one file.
    """
    for table, columns, kind in ((DOCUMENTS, schema(), Document), (FAILURES, failed(), Failure)):
        here = [done for done in batch if isinstance(done.result, kind)]
        if here:
            marks = "\0".join(f"{d.name}\0{d.sha256}" for d in here)
            digest = hashlib.sha256(marks.encode("utf-8", "surrogatepass")).hexdigest()[:20]
            put(f"{place}/{table}/part-{digest}.parquet", map(row, here), columns)


def put(path: str, rows: Iterable[dict[str, object]], columns: Module) -> None:
    """Write a file, whole or not at all."""
    pa = arrow()
    pq = load("pyarrow.parquet", "cluster", "to write Parquet")
    files, inner = filesystem(path)
    data = pa.Table.from_pylist(list(rows), schema=columns)
    if not isinstance(files, pa.fs.LocalFileSystem):  # an object is there once it is whole
        pq.write_table(data, inner, filesystem=files, compression="zstd")
        return
    final = Path(inner)
    final.parent.mkdir(parents=True, exist_ok=True)
    draft = final.with_name(f".{final.name}.{uuid4().hex}")
    try:
        pq.write_table(data, draft, compression="zstd")
        os.replace(draft, final)  # noqa: PTH105 - Path.replace, said plainly
    finally:
        draft.unlink(missing_ok=True)


def filesystem(place: str) -> tuple[Module, str]:
    """Return the file system of a place, and the path in it: local, or an address such as `s3://`.

    Raises:
        UsageError: when the address can't be used.
    """
    fs = load("pyarrow.fs", "cluster", "to write Parquet")
    pa = arrow()
    if "://" not in place:
        return fs.LocalFileSystem(), str(Path(place).absolute())
    try:
        files, inner = fs.FileSystem.from_uri(place)
    except (pa.ArrowException, OSError, ValueError) as e:
        raise UsageError(f"{place}: can't be used ({' '.join(str(e).split())})") from e
    return files, str(inner)


def parts(place: str, table: str) -> list[str]:
    """Return the files of a table, in order of their names."""
    files, inner = filesystem(f"{place}/{table}")
    fs = load("pyarrow.fs", "cluster", "to read Parquet")
    found = files.get_file_info(fs.FileSelector(inner, allow_not_found=True))
    return sorted(f.path for f in found if f.base_name.startswith("part-"))


def read(
    place: str, table: str, columns: list[str]
) -> Iterator[tuple[str, list[dict[str, object]]]]:
    """Yield each file of a table with these columns of its rows.

    Raises:
        MusnadError: when a file can't be read; it is named.
    """
    pa = arrow()
    pq = load("pyarrow.parquet", "cluster", "to read Parquet")
    files, _ = filesystem(place)
    for path in parts(place, table):
        try:
            yield path, pq.read_table(path, columns=columns, filesystem=files).to_pylist()
        except (pa.ArrowException, OSError) as e:
            raise MusnadError(f"{path}: can't be read ({' '.join(str(e).split())})") from e


def done(place: str) -> set[tuple[str, str]]:
    """Return the inputs that a dataset holds, by name and SHA-256, failed ones included."""
    found: set[tuple[str, str]] = set()
    for table in (DOCUMENTS, FAILURES):
        for _, rows in read(place, table, ["name", "sha256", "musnad"]):
            found |= {(str(r["name"]), str(r["sha256"])) for r in rows if r["musnad"] == VERSION}
    return found


def settle(place: str) -> None:
    """Take out what stands in two files, which a worker leaves that ends after it wrote.

    Of rows that another version of Musnad wrote, those that this one wrote anew go, too.
    """
    pq = load("pyarrow.parquet", "cluster", "to read Parquet")
    files, _ = filesystem(place)
    for table, columns in ((DOCUMENTS, schema()), (FAILURES, failed())):
        seen: dict[tuple[object, object], tuple[str, object]] = {}
        for path, rows in read(place, table, ["name", "sha256", "musnad"]):
            for r in rows:
                key = (r["name"], r["sha256"])
                if key not in seen or (r["musnad"] == VERSION and seen[key][1] != VERSION):
                    seen[key] = (path, r["musnad"])
        for path, rows in read(place, table, ["name", "sha256", "musnad"]):
            kept: list[int] = []
            here = set()
            for i, r in enumerate(rows):
                key = (r["name"], r["sha256"])
                if seen[key] == (path, r["musnad"]) and key not in here:
                    here.add(key)
                    kept.append(i)
            if len(kept) == len(rows):
                continue
            if kept:
                whole = pq.read_table(path, filesystem=files)
                put(_address(place, path), whole.take(kept).to_pylist(), columns)
            else:
                files.delete_file(path)


def _address(place: str, path: str) -> str:
    """Return a file's path as an address of the same kind as the place it is in."""
    scheme, sign, _ = place.partition("://")
    return f"{scheme}://{path}" if sign else path


def is_dataset(place: str) -> bool:
    """Say whether a place holds annotated reports as Parquet."""
    if "://" in place:
        return place.rstrip("/").endswith(".parquet") and bool(parts(place, DOCUMENTS))
    return (Path(place) / DOCUMENTS).is_dir() and bool(parts(place, DOCUMENTS))


def stored(place: str) -> Iterator[tuple[Input | Failure, Document | Failure | None]]:
    """Yield what a dataset holds: each input, and its annotation if this version made it."""
    decode = msgspec.json.Decoder(Document).decode
    wanted = ["name", "sha256", "original", "document", "musnad"]
    for _, rows in read(place, DOCUMENTS, wanted):
        for r in rows:
            item = Input(str(r["name"]), _bytes(r["original"]))
            yield item, decode(_bytes(r["document"])) if r["musnad"] == VERSION else None
    for _, rows in read(place, FAILURES, ["name", "reason"]):
        for r in rows:
            failure = Failure(str(r["name"]), str(r["reason"]))
            yield failure, failure


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else b""


def count(place: str) -> int:
    """Return how many inputs a dataset holds, failed ones included."""
    return sum(len(rows) for t in (DOCUMENTS, FAILURES) for _, rows in read(place, t, ["name"]))
