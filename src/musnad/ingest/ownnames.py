"""A user's own list of names: a table with a row a name, checked before any work.

Columns are `name` (the one to show), `kind` (PER, ORG or LOC), and, where wanted, `english` and
`variants` (other spellings, `|` between them). The first line names the columns, in any order.
"""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

from musnad.errors import IngestError, UsageError
from musnad.ingest.decode import decode
from musnad.model import Label, OwnName
from musnad.text.normalize import key

_COLUMNS = ("name", "kind", "english", "variants")
_NEEDED = frozenset({"name", "kind"})
_LONGEST = 12  # words of a name
_DELIMITERS = ",;\t"
_HEAD = "the first line names the columns: name,kind,english,variants"


def read(path: Path | str) -> tuple[OwnName, ...]:
    """Return the names of a list (CSV: UTF-8, UTF-16 or Windows-1256; comma, semicolon or tab).

    Raises:
        UsageError: naming the file, the line and the remedy, for a row or file that is no such
            list, and for a spelling that stands in two rows.
    """
    place = Path(path)
    try:
        text, _ = decode(place.read_bytes(), str(place))
    except OSError as e:
        raise UsageError(f"{place}: can't be read ({e.strerror}); check the path") from e
    except IngestError as e:
        raise UsageError(f"{e}; {_HEAD}") from e
    found: list[OwnName] = []
    lines: dict[str, int] = {}
    for line, row in _rows(place, text):
        name = _name(row, f"{place}, line {line}")
        for spelling in (name.name, *name.variants):
            before = lines.setdefault(key(spelling), line)
            if before != line:
                raise UsageError(
                    f"{place}, line {line}: {spelling} stands in line {before}, too; leave one"
                )
        found.append(name)
    return tuple(found)


def _rows(path: Path, text: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield the rows that hold something, each with its line."""
    lines = text.lstrip("\ufeff").splitlines()
    head = next((line for line in lines if line.strip()), "")
    delimiter = max(_DELIMITERS, key=head.count)
    reader = csv.reader(lines, delimiter=delimiter)
    columns: list[str] | None = None
    try:
        for cells in reader:
            stripped = [" ".join(cell.split()) for cell in cells]
            if not any(stripped):
                continue
            if columns is None:
                columns = _checked(path, [cell.casefold() for cell in stripped])
            elif len(stripped) > len(columns):
                raise UsageError(
                    f"{path}, line {reader.line_num}: has {len(stripped)} cells, the first line "
                    f"{len(columns)}; put a cell that holds {delimiter!r} in quotation marks"
                )
            else:
                yield reader.line_num, dict(zip(columns, stripped, strict=False))
    except csv.Error as e:
        raise UsageError(f"{path}, line {reader.line_num}: {e}; mend the line") from e
    if columns is None:
        raise UsageError(f"{path}: is empty; {_HEAD}")


def _checked(path: Path, columns: list[str]) -> list[str]:
    unknown = [c for c in columns if c not in _COLUMNS]
    if unknown:
        raise UsageError(f"{path}, line 1: {unknown[0]!r} is no column; {_HEAD}")
    if missing := _NEEDED - set(columns):
        raise UsageError(f"{path}, line 1: lacks {', '.join(sorted(missing))}; {_HEAD}")
    if len(set(columns)) < len(columns):
        raise UsageError(f"{path}, line 1: names a column twice; {_HEAD}")
    return columns


def _name(row: Mapping[str, str], where: str) -> OwnName:
    name, kind = row.get("name", ""), row.get("kind", "").upper()
    if kind not in set(Label):
        raise UsageError(f"{where}: kind is {row.get('kind', '')!r}; give one of PER, ORG, LOC")
    variants = [v.strip() for v in row.get("variants", "").split("|")]
    spellings = dict.fromkeys(v for v in variants if v and v != name)
    for spelling in (name, *spellings):
        words = key(spelling).split()
        if not any(c.isalpha() for c in spelling):
            raise UsageError(f"{where}: {spelling!r} is no name; give one with letters")
        if len(words) > _LONGEST:
            raise UsageError(f"{where}: {spelling!r} has {len(words)} words; {_LONGEST} at most")
    return OwnName(name, Label(kind), row.get("english") or None, tuple(spellings))
