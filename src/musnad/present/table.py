"""What a question to a case gives: a sequence that notebooks show, and that frames are made of."""

from collections.abc import Callable, Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING, Generic, TypeVar, overload

from musnad.errors import UsageError
from musnad.jsonl import Json
from musnad.present.bidi import visible
from musnad.present.formats import Listing, plain
from musnad.present.labels import Lang, label, phrase

if TYPE_CHECKING:
    import polars as pl

T = TypeVar("T")
_SHOWN = 200
"""So many rows a notebook shows; a frame has them all."""

_OWN_WORDS = frozenset({"sentence", "statement", "cue"})
"""Columns in the reports' own words, which are Arabic whatever the labels' language."""


class Table(Sequence[T], Generic[T]):
    """Found items in their order, with the ways out of them.

    In a notebook it is a table, from right to left in Arabic. `listing` gives the printed form
    of items, `frame` the name of their function in `musnad.present.frames`.
    """

    def __init__(
        self,
        items: tuple[T, ...],
        listing: Callable[[tuple[T, ...], Lang], Listing],
        frame: str,
        lang: Lang,
    ) -> None:
        self._items, self._listing, self._frame, self._lang = items, listing, frame, lang

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[T]:
        return iter(self._items)

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> "Table[T]": ...
    def __getitem__(self, at: int | slice) -> "T | Table[T]":
        if isinstance(at, int):
            return self._items[at]
        return Table(self._items[at], self._listing, self._frame, self._lang)

    def __repr__(self) -> str:
        return f"<{self._frame}: {len(self)}>"

    def to_dicts(self) -> list[Json]:
        """Return the items as plain values, as the command prints them in JSON."""
        return self._listing(self._items, self._lang).items

    def to_polars(self) -> "pl.DataFrame":
        """Return the items as a frame with typed columns.

        Raises:
            UsageError: where polars is missing.
        """
        try:
            from musnad.present import frames  # noqa: PLC0415 - polars is an extra
        except ModuleNotFoundError as e:
            raise UsageError(
                "to_polars: needs polars; install it with: pip install 'musnad[export]'"
            ) from e
        made: pl.DataFrame = getattr(frames, self._frame)(self._items)
        return made

    def _repr_html_(self) -> str:
        """Return the table as a notebook shows it; every text in it is escaped."""
        lang, listing = self._lang, self._listing(self._items[:_SHOWN], self._lang)
        kept = [i for i, c in enumerate(listing.columns) if not c.data or c.id == "document"]
        names = [listing.columns[i].id for i in kept]
        heads = "".join(f"<th>{escape(label('column', n, lang))}</th>" for n in names)
        rows = "".join(
            "<tr>" + "".join(map(_cell, names, (row[i] for i in kept))) + "</tr>"
            for row in listing.rows
        )
        more = len(self) - _SHOWN
        note = f"<caption>{phrase('more_rows', lang, n=str(more))}</caption>" if more > 0 else ""
        side = "rtl" if lang is Lang.AR else "ltr"
        return (
            f'<table class="musnad" dir="{side}" lang="{lang}">{note}<thead><tr>{heads}</tr>'
            f"</thead><tbody>{rows}</tbody></table>"
        )


def _cell(column: str, text: str) -> str:
    side = ' dir="rtl" lang="ar"' if column in _OWN_WORDS else ' dir="auto"'
    return f'<td{side} style="text-align: start">{escape(visible(plain(text)))}</td>'
