"""WARC: what servers answered for the pages of a case, as a web archive that other tools replay."""

import gzip
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from musnad.errors import UsageError
from musnad.ingest.given import unsealed
from musnad.ingest.warc import MAGIC
from musnad.present.exports.contents import Contents
from musnad.version import VERSION


def write(contents: Contents, path: Path) -> None:
    """Write the records of the pages that were fetched or came out of web archives.

    Each is packed for itself, as `.warc.gz` has it, unless the path ends in `.warc`.

    Raises:
        UsageError: when the case holds no such page.
    """
    packed = path.suffix != ".warc"
    ids = [doc.id for doc in contents.reports()]
    kept = (unsealed(contents.original(id))[1] for id in ids)
    records = (data for data in kept if data.startswith(MAGIC))
    count = 0
    with path.open("wb") as out:
        out.write(_packed(_info(), packed))
        for data in records:
            out.write(_packed(data, packed))
            count += 1
    if not count:
        raise UsageError(f"{contents.name}: holds no page of the web; add some with --url")


def _packed(data: bytes, packed: bool) -> bytes:
    return gzip.compress(data, mtime=0) if packed else data


def _info() -> bytes:
    """Return the record that begins an archive: who wrote it."""
    body = f"software: Musnad/{VERSION}\r\nformat: WARC File Format 1.1\r\n".encode()
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    head = (
        "WARC/1.1\r\nWARC-Type: warcinfo\r\n"
        f"WARC-Date: {now}\r\nWARC-Record-ID: <urn:uuid:{uuid4()}>\r\n"
        f"Content-Type: application/warc-fields\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"
