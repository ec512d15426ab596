"""CSV for spreadsheets: one row an entry, UTF-8 with a byte-order mark, no cell a formula."""

from pathlib import Path

from musnad.present.chronology import chronology
from musnad.present.exports.contents import Contents
from musnad.present.formats import Format, render

_MARK = "\ufeff"
"""By which spreadsheets know UTF-8."""


def write(contents: Contents, path: Path) -> None:
    """Write the chronology as CSV (RFC 4180)."""
    text = render(chronology(contents.entries, contents.lang), Format.CSV, contents.lang)
    path.write_bytes((_MARK + text).encode())
