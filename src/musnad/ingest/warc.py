"""Web archives: WARC files, alone or packed in a WACZ, and single records as kept bytes.

Each page is a row of its own, its bytes the record as the archive holds it, so that what a case
keeps of a page says when, from where and how it came.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from musnad.errors import IngestError
from musnad.ingest.archives import LARGEST
from musnad.ingest.extras import Module, load
from musnad.ingest.given import Row
from musnad.model import Failure

MAGIC = b"WARC/"
_READ = frozenset({"text/html", "application/xhtml+xml", "text/plain", "application/pdf"})
_ARABIC = re.compile(rb"[\xd8-\xdb][\x80-\xbf]")
_OTHER_ARABIC = re.compile(rb"windows-1256|iso-8859-6|cp1256|&#1[56]\d\d;", re.IGNORECASE)
_FEWEST_LETTERS = 200
_HEAD = 4096


@dataclass(frozen=True, slots=True)
class Kept:
    """What one record holds: the address, the status and type of the answer, its body unpacked.

    `etag` and `modified` are what the server said to ask again with.
    """

    address: str
    status: int
    type: str
    body: bytes
    etag: str | None = None
    modified: str | None = None


def rows(path: Path) -> Iterator[Row | Failure]:
    """Yield the pages of a WARC or WACZ that may hold Arabic, `news.warc.gz#https://…` each.

    Records without a page (requests, pictures, redirects, errors) are passed over; pages with too
    few Arabic letters for a report are counted in one failure at the end, as is what can't be read.

    Raises:
        UsageError: when the library for WARC is not installed.
    """
    fastwarc = load("fastwarc.warc", "warc", f"{path}: to read a web archive")
    if not zipfile.is_zipfile(path):
        with path.open("rb") as file:
            yield from _pages(file, str(path), fastwarc)
        return
    try:
        with zipfile.ZipFile(path) as archive:
            names = [n for n in archive.namelist() if n.endswith((".warc", ".warc.gz"))]
            if not names:
                yield Failure(str(path), "holds no WARC; give a WACZ or a WARC file")
            for name in names:
                with archive.open(name) as file:
                    yield from _pages(file, str(path), fastwarc)
    except zipfile.BadZipFile as e:
        yield Failure(str(path), f"the archive is damaged ({e}); make it again")


def _pages(file: IO[bytes], path: str, fastwarc: Module) -> Iterator[Row | Failure]:
    wanted = fastwarc.WarcRecordType.response | fastwarc.WarcRecordType.resource
    other = 0
    last = "its start"
    try:
        records = fastwarc.ArchiveIterator(
            file,
            record_types=wanted,
            parse_http=False,
            max_content_length=LARGEST,
            fsspec_args=False,
        )
        for record in records:
            address = _address(record)
            last = address or last
            data = _bytes(record)
            kept = _kept(data, fastwarc)
            if kept is None or kept.status != 200 or kept.type not in _READ:
                continue
            if kept.type != "application/pdf" and not _may_be_arabic(kept.body):
                other += 1
                continue
            yield Row(f"{path}#{address}", data)
    except (OSError, ValueError, EOFError) as e:
        what = " ".join(str(e).split())
        yield Failure(path, f"is damaged after {last} ({what}); what came before was read")
    if other:
        noun = "page" if other == 1 else "pages"
        yield Failure(path, f"{other:,} {noun} with too few Arabic letters for a report left out")


def _address(record: Module) -> str:
    return str(record.headers.get("WARC-Target-URI") or "").strip("<>")


def _bytes(record: Module) -> bytes:
    """Return the record as it stands in an archive that is not packed."""
    content = record.reader.read()
    out = io.BytesIO()
    out.write(b"WARC/1.1\r\n")
    for name, value in record.headers.items_bytes():
        if name.lower() != b"content-length":
            out.write(name + b": " + value + b"\r\n")
    out.write(b"Content-Length: %d\r\n\r\n" % len(content) + content + b"\r\n\r\n")
    return out.getvalue()


def _may_be_arabic(body: bytes) -> bool:
    found = sum(1 for _, _ in zip(_ARABIC.finditer(body), range(_FEWEST_LETTERS), strict=False))
    return found >= _FEWEST_LETTERS or bool(_OTHER_ARABIC.search(body[:_HEAD]))


def kept(data: bytes, name: str) -> Kept:
    """Return what a record's bytes hold.

    Raises:
        IngestError: when they are no record of a page.
        UsageError: when the library for WARC is not installed.
    """
    found = _kept(data, load("fastwarc.warc", "warc", f"{name}: to read a record of a page"))
    if found is None:
        raise IngestError(f"{name}: the record holds no answer of up to 20 MB; give another")
    return found


def _kept(data: bytes, fastwarc: Module) -> Kept | None:
    records = fastwarc.ArchiveIterator(
        io.BytesIO(data), parse_http=True, auto_decode="all", fsspec_args=False
    )
    record = next(iter(records), None)
    if record is None:
        return None
    http = record.http_headers
    body = record.reader.read(LARGEST + 1)
    if len(body) > LARGEST:
        return None
    if http is None:
        kind = str(record.headers.get("Content-Type") or "")
        return Kept(_address(record), 200, _type(kind), body)
    return Kept(
        address=_address(record),
        status=http.status_code or 0,
        type=_type(record.http_content_type or ""),
        body=body,
        etag=http.get("ETag"),
        modified=http.get("Last-Modified"),
    )


def _type(value: str) -> str:
    return value.partition(";")[0].strip().lower()
