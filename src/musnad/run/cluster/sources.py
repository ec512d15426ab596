"""What a plan reads: the same inputs as the local run, by the same readers, on the workers."""

import hashlib
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path, PurePosixPath

import msgspec

from musnad.errors import UsageError
from musnad.ingest import files, tables
from musnad.ingest.extras import Module, load
from musnad.model import Failure
from musnad.run.cluster import table
from musnad.run.cluster.engine import Engine
from musnad.run.inputs import Input, inputs

ROW = ("name", "sha256", "data", "reason")
"""An input's name, the SHA-256 of its bytes, the bytes; or why there are none."""

ICEBERG = "iceberg://"
_SHARE = 64
_PARTS = 64
_Row = dict[str, str | bytes | None]


def rows(running: Engine, paths: tuple[str, ...], columns: tables.Columns) -> Module:
    """Return the inputs as a plan's rows (`ROW`).

    Raises:
        UsageError: when a table of a catalog can't be read.
    """
    daft = running.daft
    here = [share for p in paths if "://" not in p for share in _shares(p)]
    lakes = [p for p in paths if p.startswith(ICEBERG)]
    stored = [p for p in paths if "://" in p and p not in lakes]
    frames = [_iceberg(daft, address, columns) for address in lakes]
    if here:
        frame = daft.from_pydict({"path": here})
        if running.ray:
            frame = frame.into_partitions(min(len(here), _PARTS))
        frames.append(_opened(daft, frame, columns))
    if stored:
        frames.append(_opened(daft, daft.from_glob_path(stored).select("path"), columns))
    whole = frames[0]
    for other in frames[1:]:
        whole = whole.concat(other)
    return whole


def _opened(daft: Module, frame: Module, columns: tables.Columns) -> Module:
    def opened(path: str) -> Iterator[_Row]:
        yield from _local(path, columns) if path.startswith("[") else _stored(path, columns)

    rowed = daft.func(opened, return_dtype=_kind(daft))(frame["path"]).alias("row")
    return _flat(frame.select(rowed))


def _kind(daft: Module) -> Module:
    text, data = daft.DataType.string(), daft.DataType.binary()
    return daft.DataType.struct({"name": text, "sha256": text, "data": data, "reason": text})


def _flat(frame: Module) -> Module:
    return frame.select(*(frame["row"][name].alias(name) for name in ROW))


_Share = list[tuple[str, str | None]]
"""Files that one worker reads together, each with the reason if it is none to read."""


def _shares(path: str) -> Iterator[str]:
    """Yield what a worker reads at a time: a folder's files in shares, all else for itself."""
    whole = not Path(path).is_dir() or (Path(path) / tables.LISTED).is_file()
    found = iter([Path(path)] if whole else files.find([Path(path)]))
    while here := list(islice(found, _SHARE)):
        share = [(f.path, f.reason) if isinstance(f, Failure) else (str(f), None) for f in here]
        yield msgspec.json.encode(share).decode()


def _local(share: str, columns: tables.Columns) -> Iterator[_Row]:
    for path, reason in msgspec.json.decode(share, type=_Share):
        if reason is not None:
            yield row(Failure(path, reason))
        else:
            yield from map(row, inputs([Path(path)], columns=columns))


def read(path: str, columns: tables.Columns) -> Iterator[Input | Failure]:
    """Yield what a path of this machine holds; what is elsewhere needs the engine."""
    if "://" not in path:
        yield from inputs([Path(path)], columns=columns)


def _stored(address: str, columns: tables.Columns) -> Iterator[_Row]:
    """Yield the rows of an object of a store, read through a file that is there for so long."""
    stored, inner = table.filesystem(address)
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / PurePosixPath(inner).name
        with stored.open_input_stream(inner) as source, copy.open("wb") as target:
            while chunk := source.read(1 << 20):
                target.write(chunk)
        for item in inputs([copy], columns=columns):
            yield row(replace(item, path=item.path.replace(str(copy), address, 1)))


def row(item: Input | Failure) -> _Row:
    """Return an input, or a failure, as a row."""
    if isinstance(item, Failure):
        return {"name": item.path, "sha256": "", "data": None, "reason": item.reason}
    digest = hashlib.sha256(item.data).hexdigest()
    return {"name": item.path, "sha256": digest, "data": item.data, "reason": None}


def _iceberg(daft: Module, address: str, said: tables.Columns) -> Module:
    """Return the rows of an Iceberg table, its columns guessed as those of other tables."""
    catalogs = load("pyiceberg.catalog", "cluster", f"{address}: to read Iceberg")
    catalog, _, name = address.removeprefix(ICEBERG).partition("/")
    try:
        frame = daft.read_iceberg(catalogs.load_catalog(catalog).load_table(name))
    except Exception as e:  # each catalog has errors of its own
        what = " ".join(str(e).split())[:300]
        raise UsageError(f"{address}: can't be read ({what}); check catalog and table") from e
    taken = tables.guessed(list(frame.column_names), said, address)
    used = sorted(set(taken.values()))

    def make(*values: object) -> _Row:
        found = tables.report(address, dict(zip(used, values, strict=True)), taken)
        return row(found if isinstance(found, Failure) else Input(found.name, found.data))

    rowed = daft.func(make, return_dtype=_kind(daft))(*(frame[c] for c in used))
    return _flat(frame.select(rowed.alias("row")))
