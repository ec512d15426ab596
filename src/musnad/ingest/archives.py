"""Zip and tar archives of reports, read member by member; nothing is unpacked to the disk.

A bomb, an archive that unpacks to far more than it holds, is refused by what really comes out, not
by what its directory says.
"""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, BinaryIO, cast

from musnad.ingest.given import Row
from musnad.ingest.kinds import GIVE, SINGLE, Kind, kind
from musnad.model import Failure

LARGEST = 20 * 1024 * 1024
"""So many bytes a report may have."""

RATIO = 100
"""So many times its size an archive may unpack to: pages shrink to a tenth, bombs far more."""

SLACK = 64 * 1024 * 1024
"""So many bytes any archive may unpack to, whatever its size."""

_CHUNK = 1 << 16
_BROKEN = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError,
    NotImplementedError, RuntimeError, UnicodeDecodeError, ValueError,
)  # fmt: skip


class Bomb(Exception):  # noqa: N818 - that is what it is
    """The archive unpacks to more than it may."""


class _Budget:
    """How many more bytes an archive may give."""

    def __init__(self, size: int) -> None:
        self.left = RATIO * size + SLACK

    def spend(self, count: int) -> None:
        self.left -= count
        if self.left < 0:
            raise Bomb


class _Metered(io.RawIOBase):
    """An unpacked stream, each of whose bytes is counted."""

    def __init__(self, stream: IO[bytes], budget: _Budget) -> None:
        self._stream = stream
        self._budget = budget

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(_CHUNK if size < 0 else size)
        self._budget.spend(len(data))
        return data


def rows(path: Path) -> Iterator[Row | Failure]:
    """Yield the reports in an archive, `archive.zip#folder/page.html` each, and what is none.

    A damaged archive, or a bomb, ends with a failure that says so; what was read before is kept.
    """
    budget = _Budget(path.stat().st_size)
    try:
        read = _zip if zipfile.is_zipfile(path) else _tar
        yield from read(path, budget)
    except Bomb:
        yield Failure(
            str(path),
            f"unpacks to more than {RATIO} times its size: it looks like a bomb, and was left "
            "there; unpack it yourself and give the folder if it is none",
        )
    except _BROKEN as e:
        what = " ".join(str(e).split()) or type(e).__name__
        yield Failure(str(path), f"the archive is damaged ({what}); what came before was read")


def _zip(path: Path, budget: _Budget) -> Iterator[Row | Failure]:
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            if info.is_dir():
                continue
            name = f"{path}#{_named(info)}"
            if info.flag_bits & 1:
                yield Failure(name, "is locked with a password; unpack it and give the folder")
            elif (refused := _unwanted(name)) is not None:
                yield from refused
            else:
                with archive.open(info) as member:
                    yield _read(name, member, budget)


def _named(info: zipfile.ZipInfo) -> str:
    """Return a member's name; programs write UTF-8 and don't always say so."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def _tar(path: Path, budget: _Budget) -> Iterator[Row | Failure]:
    with path.open("rb") as raw:
        unpacked = _Metered(_unpacked(raw), budget)
        with tarfile.open(fileobj=unpacked, mode="r|") as archive:
            for info in archive:
                if not info.isfile():
                    continue
                name = f"{path}#{info.name.removeprefix('./')}"
                member = archive.extractfile(info)
                if (refused := _unwanted(name)) is not None or member is None:
                    yield from refused or ()
                elif info.size > LARGEST:
                    yield _too_large(name)
                else:
                    yield Row(name, member.read())


def _unpacked(raw: BinaryIO) -> IO[bytes]:
    head = raw.read(6)
    raw.seek(0)
    if head.startswith(b"\x1f\x8b"):
        return cast("IO[bytes]", gzip.GzipFile(fileobj=raw))
    if head.startswith(b"BZh"):
        return bz2.BZ2File(raw)
    if head.startswith(b"\xfd7zXZ"):
        return lzma.LZMAFile(raw)
    return raw


def _unwanted(name: str) -> tuple[Failure, ...] | None:
    """Return why a member is no report: nothing for hidden ones; `None` where it is one."""
    inner = name.rpartition("#")[2]
    if any(part.startswith((".", "__MACOSX")) for part in inner.split("/")):
        return ()
    found = kind(inner)
    if found in SINGLE:
        return None
    if found in {Kind.ARCHIVE, Kind.WARC, Kind.TABLE, Kind.MESSAGES}:
        reason = f"a {found} inside an archive is not read; unpack it and give it for itself"
    else:
        end = Path(inner).suffix or repr(Path(inner).name)
        reason = f"unknown kind {end}; {GIVE}"
    return (Failure(name, reason),)


def _read(name: str, member: IO[bytes], budget: _Budget) -> Row | Failure:
    data = bytearray()
    while chunk := member.read(_CHUNK):
        budget.spend(len(chunk))
        data += chunk
        if len(data) > LARGEST:
            return _too_large(name)
    return Row(name, bytes(data))


def _too_large(name: str) -> Failure:
    return Failure(name, f"over the limit of {LARGEST // 1024 // 1024} MB; split it")
