"""The language of search: words, "phrases", AND, OR, NOT, parentheses, fields.

    query  := either (OR either)*
    either := one ([AND] one)*
    one    := NOT one | -one | ( query ) | [field:] word | [field:] "phrase"

Fields are `speaker`, `place`, `outlet` and `type`, in Arabic `قائل`, `مكان`, `ناشر` and `نوع`;
`date` (`تاريخ`) takes a day, month, year or range `2025-06..2025-09` and stands beside the rest,
never inside OR, NOT or parentheses.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from musnad.errors import UsageError
from musnad.link.dates import Interval, interval

FIELDS = {
    **{name: name for name in ("speaker", "place", "outlet", "type", "date")},
    "قائل": "speaker",
    "مكان": "place",
    "ناشر": "outlet",
    "نوع": "type",
    "تاريخ": "date",
}


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand together, one or several, in a sentence or in one of its fields."""

    words: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class All:
    """What all of `parts` are in, and none of `but`."""

    parts: tuple["Node", ...]
    but: tuple["Node", ...] = ()


@dataclass(frozen=True, slots=True)
class Any:
    """What any of `parts` is in."""

    parts: tuple["Node", ...]


Node: TypeAlias = Term | All | Any
Spell = Callable[[Term], Iterable[Term]]
"""Gives the terms that a term may mean, in Arabic for instance, itself among them or not."""


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for, `None` where only days are asked for, and on which days."""

    node: Node | None
    days: tuple[Interval, ...] = ()

    def terms(self) -> tuple[Term, ...]:
        """Return the words of sentences that are looked for, none that must be absent."""
        return tuple(_terms(self.node)) if self.node else ()


def _terms(node: Node) -> Iterable[Term]:
    if isinstance(node, Term):
        return [] if node.field else [node]
    return [term for part in node.parts for term in _terms(part)]


_OPERATORS = frozenset({"AND", "OR", "NOT"})
_PIECE = re.compile(
    r"\s*(?:(?P<open>\()|(?P<close>\))|(?P<minus>-)(?=[^\s)])|"
    r'(?:(?P<field>[^\W\d]\w*):(?=[^\s)]))?(?:["«“”](?P<phrase>[^"»“”]*)["»“”]|(?P<word>[^\s()"«»“”]+)))'
)


def parse(query: str, spell: Spell = lambda term: (term,)) -> Query:
    """Return a query as its parts.

    >>> parse("الهدنة NOT غزة date:2025-06..2025-07").days
    (Interval(earliest='2025-06-01', latest='2025-07-31'),)

    Raises:
        UsageError: naming the place where the query can't be read, and the remedy.
    """
    return _Parser(query, spell).query()


@dataclass(frozen=True, slots=True)
class _Piece:
    kind: str
    text: str
    field: str | None
    at: int


class _Parser:
    """Reads a query piece by piece, from left to right."""

    def __init__(self, query: str, spell: Spell) -> None:
        self._text, self._spell = query, spell
        self._pieces = list(self._read())
        self._at = 0
        self._depth = 0
        self._days: list[Interval] = []

    def query(self) -> Query:
        """Return the whole query."""
        node = self._either()
        if piece := self._next():
            raise self._error(piece.at, f"{piece.text} closes nothing; take it out")
        if node is None and not self._days:
            raise self._error(0, "is empty; give a word to look for")
        return Query(node, tuple(self._days))

    def _read(self) -> Iterable[_Piece]:
        at, text = 0, self._text.rstrip()
        while at < len(text):
            found = _PIECE.match(text, at)
            if found is None:
                at += len(text[at:]) - len(text[at:].lstrip())
                raise self._error(at, "a quotation mark opens and does not close; add one")
            at = found.end()
            kind = found.lastgroup or ""
            words, field = found[kind], found["field"]
            if kind == "word" and field is None and words in _OPERATORS:
                kind = words
            yield _Piece(
                kind, words, field, found.start("field" if field else found.lastgroup or 0)
            )

    def _either(self) -> Node | None:
        parts = [self._every()]
        while (piece := self._next()) and piece.kind == "OR":
            self._at += 1
            self._depth += 1
            part = self._every()
            self._depth -= 1
            if part is None or parts[0] is None:
                raise self._error(piece.at, "OR needs words on both sides")
            parts.append(part)
        return parts[0] if len(parts) == 1 else Any(tuple(p for p in parts if p))

    def _every(self) -> Node | None:
        parts: list[Node] = []
        but: list[Node] = []
        first = self._next()
        while (piece := self._next()) and piece.kind not in {"OR", "close"}:
            if piece.kind == "AND":
                self._at += 1
                if not (parts or but or self._days) or not self._follows():
                    raise self._error(piece.at, "AND needs words on both sides")
                continue
            self._one(parts, but)
        if but and not parts:
            at = first.at if first else 0
            raise self._error(at, "NOT alone finds nothing; give what to look for beside it")
        if not parts:
            return None
        return parts[0] if len(parts) == 1 and not but else All(tuple(parts), tuple(but))

    def _follows(self) -> bool:
        piece = self._next()
        return piece is not None and piece.kind not in {"AND", "OR", "close"}

    def _one(self, parts: list[Node], but: list[Node]) -> None:
        """Read one part, and put it where it belongs."""
        piece = self._pieces[self._at]
        self._at += 1
        if piece.kind in {"NOT", "minus"}:
            if not self._follows():
                raise self._error(piece.at, f"{piece.text} needs a word after it")
            self._depth += 1
            self._one(but, parts)
            self._depth -= 1
        elif piece.kind == "open":
            self._depth += 1
            inner = self._either()
            self._depth -= 1
            if (end := self._next()) is None or end.kind != "close":
                raise self._error(piece.at, "a parenthesis opens and does not close; add one")
            self._at += 1
            if inner is None:
                raise self._error(piece.at, "nothing stands in the parentheses")
            parts.append(inner)
        elif piece.field and FIELDS.get(piece.field.casefold()) == "date":
            self._days.append(self._range(piece))
        else:
            parts.append(self._term(piece))

    def _term(self, piece: _Piece) -> Node:
        field = FIELDS.get(piece.field.casefold()) if piece.field else None
        if piece.field and field is None:
            names = ", ".join(sorted(set(FIELDS.values())))
            raise self._error(piece.at, f"{piece.field}: is no field; give one of {names}")
        if not any(c.isalnum() for c in piece.text):
            raise self._error(piece.at, f"{piece.text!r} holds no word")
        meant = tuple(dict.fromkeys(self._spell(Term(piece.text, field))))
        return meant[0] if len(meant) == 1 else Any(meant)

    def _range(self, piece: _Piece) -> Interval:
        if self._depth:
            raise self._error(piece.at, "date: can't stand inside OR, NOT or parentheses")
        first, dots, last = piece.text.partition("..")
        start, end = interval(first), interval(last if dots else first)
        if (start is None and first) or (end is None and last) or not (start or end):
            example = "date:2025-06..2025-09"
            raise self._error(piece.at, f"{piece.text} is no date; give one as in {example}")
        days = Interval(
            start.earliest if start else "0001-01-01", end.latest if end else "9999-12-31"
        )
        if days.earliest > days.latest:
            raise self._error(piece.at, f"{piece.text} ends before it begins; swap its ends")
        return days

    def _next(self) -> _Piece | None:
        return self._pieces[self._at] if self._at < len(self._pieces) else None

    def _error(self, at: int, what: str) -> UsageError:
        return UsageError(f"query {self._text!r}, character {at + 1}: {what}")
