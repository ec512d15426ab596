"""The words in which reports disagree: rows of `lexicon/disagreements.toml`, found in tokens."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from musnad import lexicon
from musnad.model import Document
from musnad.text.normalize import fold, key
from musnad.text.tokenize import Token, proclitics, tokens

_TABLE = "disagreements"


class WordsRow(lexicon.Row, frozen=True, kw_only=True):
    """Words and phrases of one kind; what else a kind says of them stands beside them."""

    words: tuple[str, ...]
    gender: str | None = None
    number: int | None = None
    plural: bool = False
    person: bool = False
    accident: bool = False
    outright: bool = False
    weak: bool = False
    kind: str | None = None


ARRAYS = (
    "doer",
    "doer_one_of",
    "cause",
    "because",
    "claim",
    "nobody",
    "not",
    "denial",
    "back",
    "accusation",
    "rejects",
    "weekday",
    "responsible",
    "but",
    "moment",
    "anyone",
    "differ",
    "accounts",
    "about",
)


_EXACT = frozenset({"accusation"})  # kinds whose article tells


class Hit(NamedTuple):
    """A row's words in a sentence: tokens `[first, last)`."""

    first: int
    last: int
    row: WordsRow


@cache
def _phrases(array: str) -> dict[str, tuple[tuple[tuple[str, ...], WordsRow], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], WordsRow]]] = {}
    for row in lexicon.load(_TABLE, array, WordsRow):
        for words in row.words:
            parts = tuple(t.form for t in tokens(key(words)))
            found.setdefault(parts[0], []).append((parts, row))
    return {
        first: tuple(sorted(options, key=lambda o: -len(o[0]))) for first, options in found.items()
    }


def hits(words: Sequence[Token], array: str) -> tuple[Hit, ...]:
    """Return where a kind's words stand, whatever article or proclitics they carry."""
    phrases = _phrases(array)
    exact = array in _EXACT
    out = []
    for i, word in enumerate(words):
        forms = (word.form,) if exact else plain(word.form)
        options = (o for form in forms for o in phrases.get(form, ()))
        for parts, row in options:
            rest = words[i + 1 : i + len(parts)]
            if len(rest) == len(parts) - 1 and all(
                part in plain(w.form) for part, w in zip(parts[1:], rest, strict=True)
            ):
                out.append(Hit(i, i + len(parts), row))
                break
    return tuple(out)


@lru_cache(maxsize=65536)
def plain(form: str) -> tuple[str, ...]:
    """Return a folded word as it stands, and without its proclitics and article.

    >>> plain("والمنفذ")
    ('والمنفذ', 'المنفذ', 'منفذ')
    """
    out = [form]
    for _, rest in proclitics(form):
        for one in (rest, rest[2:] if rest.startswith("ال") and len(rest) > 4 else rest):
            if one not in out:
                out.append(one)
    return tuple(out)


@cache
def _any(array: str) -> re.Pattern[str]:
    phrases = {p for options in _phrases(array).values() for p, _ in options}
    options = "|".join(r"\W+(?:ال)?".join(map(re.escape, p)) for p in sorted(phrases))
    return re.compile(rf"\b[وفبلكا]{{0,4}}(?:{options})\b")


def holds(doc: Document, array: str) -> bool:
    """Say, cheaply, whether a report may hold a word of a kind: nearly all hold none."""
    return _any(array).search(fold(doc.text).text) is not None


def fired(doc: Document, array: str) -> set[str]:
    """Return the ids of a kind's rows whose words a document holds."""
    return {hit.row.id for hit in hits(tokens(doc.text), array)}
