"""XLSX: a sheet each for chronology, statements, figures, names, sources; no cell a formula."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from musnad.present import entities, figures, sources, statements
from musnad.present.bidi import marked, visible
from musnad.present.chronology import chronology
from musnad.present.exports.contents import Contents
from musnad.present.formats import Listing, plain
from musnad.present.labels import Lang, label

_LONGEST = 32_767
"""So many characters a cell holds."""

_FIRST_YEAR = 1901
"""Spreadsheets reckon no days before 1900, and that year wrongly."""

_DAYS = frozenset({"earliest", "latest"})
_WIDTHS = {"sentence": 70, "statement": 70, "chain": 40, "according_to": 40, "participants": 30}
_NARROW = 16
_PATHS = frozenset({"chain", "according_to"})
"""Columns of names with arrows between them, which must not turn about."""


def write(contents: Contents, path: Path) -> None:
    """Write a workbook, its sheets from right to left in Arabic."""
    links, lang = contents.links, contents.lang
    sheets = {
        "chronology": chronology(contents.entries, lang),
        "statements": statements.statements(statements.chosen(links), lang),
        "figures": figures.figures(figures.chosen(links), lang),
        "entities": entities.entities(links.entities, lang),
        "sources": sources.sources(links.sources, lang),
    }
    # the workbook writes formulas and links only where asked to, and is never asked
    with xlsxwriter.Workbook(str(path), {"constant_memory": True, "tmpdir": path.parent}) as book:
        formats = _Formats(
            head=book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
            plain=book.add_format({"text_wrap": True, "valign": "top"}),
            day=book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"}),
        )
        for name, listing in sheets.items():
            _fill(book.add_worksheet(label("sheet", name, lang)), listing, lang, formats)


@dataclass(frozen=True, slots=True)
class _Formats:
    """How the cells of a workbook look."""

    head: Format
    plain: Format
    day: Format


def _fill(sheet: Worksheet, listing: Listing, lang: Lang, formats: _Formats) -> None:
    if lang is Lang.AR:
        sheet.right_to_left()
    sheet.freeze_panes(1, 0)
    columns = [c.id for c in listing.columns]
    sheet.autofilter(0, 0, len(listing.rows), len(columns) - 1)
    for i, column in enumerate(columns):
        sheet.set_column(i, i, _WIDTHS.get(column, _NARROW))
        sheet.write_string(0, i, label("column", column, lang), formats.head)
    for n, row in enumerate(listing.rows, 1):
        for i, cell in enumerate(row):
            if columns[i] in _DAYS and cell and int(cell[:4]) >= _FIRST_YEAR:
                sheet.write_datetime(n, i, date.fromisoformat(cell), formats.day)
            elif cell:
                sheet.write_string(n, i, _cell(cell, columns[i], lang), formats.plain)


def _cell(text: str, column: str, lang: Lang) -> str:
    if column in _PATHS:
        text = marked(text, lang is Lang.AR)
    text = visible(" ".join(plain(text).split()))
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
