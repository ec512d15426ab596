"""Rules and word lists as data, and the one way to read them.

A table is a TOML file beside this one, an array of rows. Every row of every table has an
`id` unique in its table, an `example` in which the row fires and a `not` in which it does
not (field `counter`); one test proves them all. Rows are written in ordinary Arabic
spelling; readers fold them with `musnad.text.normalize.key`.
"""

import tomllib
from functools import cache
from importlib import resources
from typing import TypeVar

import msgspec

from musnad.errors import LexiconError


class Row(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every row has; a table's own row type adds its fields."""

    id: str
    example: str
    counter: str = msgspec.field(name="not")


R = TypeVar("R", bound=Row)


def load(table: str, array: str, row: type[R]) -> tuple[R, ...]:
    """Read one array of rows of `lexicon/TABLE.toml`.

    Raises:
        LexiconError: when the file, a field or a repeated id is wrong; it names the row.
    """
    rows = _read(table).get(array, [])
    out: list[R] = []
    seen: set[str] = set()
    for i, raw in enumerate(rows):
        where = f"lexicon/{table}.toml, [[{array}]] number {i + 1} ({raw.get('id', 'no id')})"
        try:
            one = msgspec.convert(raw, row)
        except msgspec.ValidationError as e:
            raise LexiconError(f"{where}: {e}; compare the row with its neighbours") from e
        if one.id in seen:
            raise LexiconError(f"{where}: the id stands twice; give the row one of its own")
        seen.add(one.id)
        out.append(one)
    return tuple(out)


@cache
def _read(table: str) -> dict[str, list[dict[str, object]]]:
    path = resources.files(__package__) / f"{table}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as e:
        raise LexiconError(f"lexicon/{table}.toml: {e}; mend the file") from e
