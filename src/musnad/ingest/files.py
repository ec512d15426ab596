"""Files in, documents out: found, read, decoded, language told; nothing else decided."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from musnad.errors import IngestError
from musnad.ingest import html, tables
from musnad.ingest.decode import decode
from musnad.ingest.given import unsealed
from musnad.ingest.language import detect
from musnad.model import Document, Failure

LARGEST = 20 * 1024 * 1024
PLAIN = frozenset({".txt", ".md"})
PAGES = frozenset({".html", ".htm"})


def find(paths: Iterable[Path]) -> Iterator[Path | Failure]:
    """Yield the files to read, folders walked in order of name, hidden files left out.

    A table of reports (`tables`) is yielded where it is named outright, and `metadata.csv` is no
    report. A file of an unknown kind inside a folder, a path that is not there and a folder without
    any report come back as a `Failure`; a file named outright is yielded whatever its suffix.
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
            if file.suffix.lower() in PLAIN | PAGES:
                yield file
            else:
                yield Failure(
                    str(file), f"unknown kind {file.suffix or file.name!r}; give .txt, .md or .html"
                )
        if not found:
            yield Failure(str(path), "the folder holds no files; give one with .txt, .md or .html")


def _walk(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
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

    Raises:
        IngestError: as for `read`.
    """
    if len(data) > LARGEST:
        raise _too_large(name, len(data))
    path = Path(name)
    page = path.suffix.lower() in PAGES or (
        path.suffix.lower() not in PLAIN and html.looks_like_a_page(unsealed(data)[1])
    )
    digest = hashlib.sha256(path.name.encode() + b"\0" + data).hexdigest()[:8]
    given, data = unsealed(data)
    text, encoding = decode(data, name, markup=page)
    identity = f"{path.stem}.{digest}"
    if not page:
        plain = Document(id=identity, path=name, text=text, lang=detect(text), encoding=encoding)
        return given.over(plain)
    article = html.extract(text, name)
    read = Document(
        id=identity,
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
    return given.over(read)


def _too_large(name: str, size: int) -> IngestError:
    return IngestError(f"{name}: {size / 1e6:.0f} MB is over the limit of 20 MB; split the file")
