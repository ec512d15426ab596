"""A case in the formats that other tools read: one module a format.

A module's `write` puts the contents of a case at a path that is then moved into place, so that
what stands at the target is always whole.
"""

import os
import shutil
import tempfile
from enum import StrEnum
from importlib import import_module
from pathlib import Path

from musnad.errors import MusnadError, UsageError
from musnad.present.exports.contents import Contents

__all__ = ["Contents", "Target", "export", "target"]


class Target(StrEnum):
    """A format that a case leaves in."""

    CSV = "csv"
    XLSX = "xlsx"
    JSONL = "jsonl"
    PARQUET = "parquet"
    MD = "md"
    DOCX = "docx"
    TIMELINEJS = "timelinejs"
    ANNOTATION_JSONLD = "annotation-jsonld"
    FTM = "ftm"
    SCHEMA_JSONLD = "schema-jsonld"
    CONLL = "conll"
    BRAT = "brat"
    SPACY = "spacy"
    WARC = "warc"


_MODULES = {
    Target.MD: "markdown",
    Target.ANNOTATION_JSONLD: "annotation",
    Target.SCHEMA_JSONLD: "schema_org",
}
_EXTRAS = {"polars": "export", "docx": "export", "xlsxwriter": "export", "spacy": "spacy"}


def target(given: str) -> Target:
    """Return a format by its name.

    Raises:
        UsageError: naming the formats there are.
    """
    try:
        return Target(given)
    except ValueError as e:
        raise UsageError(f"{given}: no format of an export; give {', '.join(Target)}") from e


def export(contents: Contents, target: Target, path: Path, but: Path | None = None) -> None:
    """Write the contents of a case to a file, for brat to a folder or a .zip: whole or not at all.

    A file that is there is replaced, a folder is not; nor is the case itself, which is at `but`.

    Raises:
        UsageError: when the place can't be written to, or the format's library is missing.
        MusnadError: when writing fails; what stood at `path` is left as it was.
    """
    _check(path, but)
    try:
        writer = import_module(f"{__name__}.{_MODULES.get(target, target.value)}")
    except ModuleNotFoundError as e:
        extra = _EXTRAS.get(e.name or "")
        if extra is None:
            raise
        raise UsageError(
            f"--as {target}: needs {e.name}; install it with: pip install 'musnad[{extra}]'"
        ) from e
    try:
        with tempfile.TemporaryDirectory(prefix=f".{path.name}.", dir=path.parent) as scratch:
            made = Path(scratch) / path.name
            writer.write(contents, made)
            _move(made, path)
    except OSError as e:
        raise MusnadError(
            f"{path}: can't be written ({e.strerror or e}); free the disk or choose another place"
        ) from e


def _check(path: Path, but: Path | None) -> None:
    if but and path.exists() and path.samefile(but):
        raise UsageError(f"{path}: is the case itself; choose another place")
    if not path.parent.is_dir():
        raise UsageError(f"{path}: the folder {path.parent} does not exist; make it first")
    if path.is_dir():
        raise UsageError(f"{path}: is there already, a folder; name a new one")
    if not os.access(path.parent, os.W_OK):
        raise UsageError(f"{path}: its folder can't be written; choose another or allow writing")


def _move(made: Path, path: Path) -> None:
    """Put what was made in place of what was there; both are on one file system."""
    if made.is_dir():
        shutil.move(made, path)
    else:
        made.chmod(0o666 & ~_umask())
        made.replace(path)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
