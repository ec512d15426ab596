"""Parquet: the chronology as `musnad.open_case(…).chronology().to_polars()` gives it."""

from pathlib import Path

from musnad.present.exports.contents import Contents
from musnad.present.frames import chronology


def write(contents: Contents, path: Path) -> None:
    """Write one row an entry, with lists and evidence nested."""
    chronology(contents.entries).write_parquet(path)
