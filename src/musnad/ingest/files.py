"""Files in, documents out: found, read, decoded, language told; nothing else decided."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from musnad.errors import IngestError
from musnad.ingest import html, pdf, tables, telegram, warc
from musnad.ingest.archives import LARGEST
from musnad.ingest.decode import decode
from musnad.ingest.given import unsealed
from musnad.ingest.kinds import GIVE, SINGLE, Kind, kind
from musnad.ingest.language import detect
from musnad.model import Document, Failure, Stated

__all__ = ["LARGEST", "find", "read", "read_bytes", "read_text"]

_IN_FOLDERS = SINGLE | {Kind.ARCHIVE, Kind.WARC}
_LONGEST_STEM = 60


def find(paths: Iterable[Path]) -> Iterator[Path | Failure]:
    """Yield the files to read, folders walked in order of name, hidden files left out.

    A table of reports (`tables`) is yielded where it is named outright, and `metadata.csv` is no
    report. In a folder that Telegram Desktop exported, only `result.json` is read. A file of an
    unknown kind inside a folder, a path that is not there and a folder without any report come
    back as a `Failure`; a file named outright is yielded whatever its suffix.
    """
    for path in paths:
        if not path.is_dir():
            missing = Failure(str(path), "no such file or folder; check the path")
            yield path if path.exists() else missing
            continue
        found = False
        for file in _walk(path):
            found = True
            if file.name == tables.LISTED:
                continue
            if kind(file.name) in _IN_FOLDERS or file.name == telegram.EXPORT:
                yield file
            else:
                yield Failure(str(file), f"unknown kind {file.suffix or file.name!r}; {GIVE}")
        if not found:
            yield Failure(str(path), f"the folder holds no files; {GIVE}")


def _walk(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        export = Path(root, telegram.EXPORT)
        if telegram.EXPORT in names and telegram.looks_like_an_export(export):
            folders.clear()
            yield export
            continue
        yield from (Path(root) / n for n in sorted(names) if not n.startswith("."))


def read(path: Path) -> Document:
    """Return one file as a document without layers.

    The text of a plain file is the file's, character for character, line ends and all (a
    byte-order mark is not part of it); a page's is its title line and its article.

    Raises:
        IngestError: when it is missing, unreadable, empty, binary, over 20 MB or a page
            without an article; the message names the file and the remedy.
    """
    return read_text(read_bytes(path), str(path))


def read_bytes(path: Path) -> bytes:
    """Return a file's bytes.

    Raises:
        IngestError: when it is missing, unreadable or over 20 MB.
    """
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise IngestError(f"{path}: a folder, not a file; give the files in it")
        if size > LARGEST:
            raise _too_large(str(path), size)
        return path.read_bytes()
    except FileNotFoundError as e:
        raise IngestError(f"{path}: no such file; check the path") from e
    except OSError as e:
        raise IngestError(f"{path}: can't be read ({e.strerror}); check its permissions") from e


def read_text(data: bytes, name: str) -> Document:
    """Return bytes, from standard input say, as a document called `name`.

    What is given of a report may stand before its bytes (`given`); a page may be the record of a
    web archive, a PDF is known by its first bytes.

    Raises:
        IngestError: as for `read`.
        UsageError: when a library for its kind is not installed.
    """
    if len(data) > LARGEST:
        raise _too_large(name, len(data))
    path = Path(name)
    digest = hashlib.sha256(path.name.encode() + b"\0" + data).hexdigest()[:8]
    given, data = unsealed(data)
    address, type_ = None, ""
    if data.startswith(warc.MAGIC):
        kept = warc.kept(data, name)
        address, type_, data = kept.address, kept.type, kept.body
    read = replace(_document(data, name, address, type_), id=f"{_stem(path)}.{digest}")
    return given.over(read)


def _stem(path: Path) -> str:
    return path.stem[:_LONGEST_STEM] or "report"


def _document(data: bytes, name: str, address: str | None, type_: str) -> Document:
    """Return bytes as a document; `type_` is what a server called them."""
    if data.startswith(pdf.MAGIC):
        text = pdf.text(data, name)
        return _plain(text, name, "pdf", address)
    said = kind(name)
    page = type_.endswith("html") or (
        type_ != "text/plain"
        and said is not Kind.PLAIN
        and (said is Kind.PAGE or html.looks_like_a_page(data))
    )
    text, encoding = decode(data, name, markup=page)
    if not page:
        return _plain(text, name, encoding, address)
    article = html.extract(text, name, address)
    return Document(
        id="",
        path=name,
        text=article.text,
        url=article.get("url"),
        outlet=article.get("outlet"),
        title=article.get("title"),
        byline=article.get("byline"),
        published=article.get("published"),
        updated=article.get("updated"),
        lang=detect(article.text),
        encoding=encoding,
        stated=article.stated,
    )


def _plain(text: str, name: str, encoding: str, address: str | None) -> Document:
    stated = (Stated("url", address, ("address",)),) if address else ()
    return Document(
        id="",
        path=name,
        text=text,
        url=address,
        lang=detect(text),
        encoding=encoding,
        stated=stated,
    )


def _too_large(name: str, size: int) -> IngestError:
    return IngestError(f"{name}: {size / 1e6:.0f} MB is over the limit of 20 MB; split the file")
