"""A listing and the ways out of it: a table in the terminal, JSON, CSV, Markdown."""

import csv
import io
from dataclasses import dataclass
from enum import StrEnum

import msgspec

from musnad.jsonl import Json
from musnad.present.labels import Lang, label
from musnad.present.terminal import ISOLATES, Section, render_sections

_FORMULA = ("=", "+", "-", "@")


class Format(StrEnum):
    """How a listing is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MD = "md"


@dataclass(frozen=True, slots=True)
class Column:
    """A column's id in `labels.toml`; one for programs alone is left out of Markdown."""

    id: str
    data: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """What a listing command prints: JSON items under a key, rows under columns, sections.

    `columns` and `rows` go into CSV and Markdown, `sections` into the terminal.
    """

    key: str
    items: list[Json]
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    sections: tuple[Section, ...]


def render(
    listing: Listing, format: Format, lang: Lang, width: int = 100, styled: bool = False
) -> str:
    """Return the listing as text that ends with a line end; `width` is the terminal's."""
    if format is Format.JSON:
        line = msgspec.json.encode({listing.key: listing.items})
        return msgspec.json.format(line, indent=2).decode() + "\n"
    if format is Format.CSV:
        return to_csv(tuple(label("column", c.id, lang) for c in listing.columns), listing.rows)
    if format is Format.MD:
        kept = [i for i, c in enumerate(listing.columns) if not c.data]
        heads = tuple(label("column", listing.columns[i].id, lang) for i in kept)
        return to_markdown(heads, tuple(tuple(row[i] for i in kept) for row in listing.rows))
    return render_sections(listing.sections, lang, width, styled)


def to_csv(columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> str:
    """Return rows as CSV (RFC 4180), guarded against being run as spreadsheet formulas."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([_guarded(cell) for cell in row] for row in rows)
    return out.getvalue()


def plain(text: str) -> str:
    """Return a text without the isolates that only a terminal needs."""
    return ISOLATES.sub("", text)


def _guarded(cell: str) -> str:
    cell = _squeezed(plain(cell))
    return "'" + cell if cell.startswith(_FORMULA) else cell


def to_markdown(columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> str:
    """Return rows as a Markdown table; nothing in a cell can break out of it."""
    lines = [_line(columns), _line(("---",) * len(columns), raw=True), *map(_line, rows)]
    return "\n".join(lines) + "\n"


def _line(cells: tuple[str, ...], raw: bool = False) -> str:
    return "| " + " | ".join(c if raw else escaped(c) for c in cells) + " |"


def escaped(cell: str) -> str:
    """Return a text so that Markdown shows it as it is, on one line."""
    cell = cell.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    for mark in ("\\", "|", "*", "_", "`", "[", "]"):
        cell = cell.replace(mark, "\\" + mark)
    return _squeezed(cell)


def _squeezed(cell: str) -> str:
    return " ".join(cell.split())
