"""Which kind of input a file is, by its name."""

from enum import StrEnum
from pathlib import PurePath


class Kind(StrEnum):
    """What a file holds: one report, or many."""

    PLAIN = "plain"
    PAGE = "page"
    PDF = "pdf"
    TABLE = "table"
    ARCHIVE = "archive"
    WARC = "warc"
    MESSAGES = "messages"


_KINDS = {
    ".txt": Kind.PLAIN,
    ".md": Kind.PLAIN,
    ".html": Kind.PAGE,
    ".htm": Kind.PAGE,
    ".xhtml": Kind.PAGE,
    ".pdf": Kind.PDF,
    ".csv": Kind.TABLE,
    ".tsv": Kind.TABLE,
    ".jsonl": Kind.TABLE,
    ".ndjson": Kind.TABLE,
    ".xlsx": Kind.TABLE,
    ".parquet": Kind.TABLE,
    ".zip": Kind.ARCHIVE,
    ".tar": Kind.ARCHIVE,
    ".tgz": Kind.ARCHIVE,
    ".tbz2": Kind.ARCHIVE,
    ".txz": Kind.ARCHIVE,
    ".warc": Kind.WARC,
    ".wacz": Kind.WARC,
    ".json": Kind.MESSAGES,
}
_PACKED = (".gz", ".bz2", ".xz")
_PACKABLE = frozenset({".csv", ".tsv", ".jsonl", ".ndjson", ".warc"})

SINGLE = frozenset({Kind.PLAIN, Kind.PAGE, Kind.PDF})
"""The kinds that hold one report."""

GIVE = "give .txt, .md, .html or .pdf"
"""The remedy where a file is none of them."""


def suffix(name: str) -> str:
    """Return the ending that tells a file's kind, in lower case.

    >>> suffix("a/NEWS.warc.GZ"), suffix("pages.tar.xz"), suffix("x.7z")
    ('.warc', '.tar', '.7z')
    """
    path = PurePath(name.lower())
    last = path.suffix
    if last in _PACKED:
        inner = PurePath(path.stem).suffix
        if inner == ".tar" or (last == ".gz" and inner in _PACKABLE):
            return inner
    return last


def kind(name: str) -> Kind | None:
    """Return the kind of a file by its name, `None` where that tells none."""
    return _KINDS.get(suffix(name))
