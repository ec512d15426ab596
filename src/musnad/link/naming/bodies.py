"""Bodies that every state has, and names that two things bear: told apart by the state."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from babel import Locale

from musnad import lexicon
from musnad.annotate.naming.gazetteer import demonym_row
from musnad.annotate.naming.listed import english, folded, listed, states
from musnad.annotate.naming.ordinary import is_common
from musnad.annotate.naming.vocabulary import WordList
from musnad.model import Label
from musnad.text.normalize import bare

_LONGEST_OWNER = 3
_PREPOSITION = "في"


class InstitutionRow(lexicon.Row, frozen=True, kw_only=True):
    """A body that every state has; see the head of `lexicon/institutions.toml`."""

    english: str
    forms: tuple[str, ...]


class NamesakeRow(lexicon.Row, frozen=True, kw_only=True):
    """A name that two things bear, and the English form of each by its state."""

    name: str
    of: dict[str, str]
    label: Label = Label.LOC


@dataclass(frozen=True, slots=True)
class Body:
    """A body of some state: `kind` is the row's id or its words, `owner` the folded state.

    `owner` is `None` where the name does not say whose it is; `english` the body's alone.
    """

    kind: str
    owner: str | None
    english: str | None
    rule: str

    @property
    def sign(self) -> str:
        """What stands for the body in groups of names."""
        return f"{self.kind}@{self.owner}"


@lru_cache(maxsize=65536)
def body(name: str) -> Body | None:
    """Return the body of a state that a folded name names, `None` where it is no such name.

    >>> from musnad.text.normalize import bare
    >>> body(bare("الخارجية الأميركية")) == body(bare("وزارة الخارجية الأمريكية"))
    True
    >>> body(bare("وزارة الخارجية")).owner, body(bare("الجيش الحر"))
    (None, None)
    """
    words = tuple(name.split())
    for start, end in _owners(len(words)):
        row = _forms().get(words[:start] + words[end:])
        if row is None:
            continue
        owner = _owner(words[start:end], local=len(words) - (end - start) > 1)
        if owner or start == end:
            return Body(row.id, owner, row.english, f"institution.{row.id}")
    if listed(name, Label.ORG) or not words or words[0] not in _heads():
        return None
    return _other(words)


def is_stateless(name: str) -> bool:
    """Say whether a folded name names a body that every state has, and not whose it is."""
    found = body(name)
    return found is not None and found.owner is None


def namesake(name: str, label: Label | None = None) -> NamesakeRow | None:
    """Return the row of a folded name that two things of a kind bear."""
    row = _namesakes().get(name)
    return row if row and label in {None, row.label} else None


def english_of(found: Body) -> str | None:
    """Return a body's English form with its state's.

    >>> english_of(Body("army", "مصر", "Army", "institution.army"))
    'Army (Egypt)'
    """
    if found.english is None or found.owner is None:
        return found.english
    state = english(found.owner, Label.LOC)
    return f"{found.english} ({state})" if state else None


def _owners(size: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges of words that may tell the owner, none first, then from the end."""
    yield 0, 0
    for length in range(1, min(_LONGEST_OWNER, size - 1) + 1):
        for start in range(size - length, 0, -1):
            yield start, start + length


def _owner(words: tuple[str, ...], local: bool) -> str | None:
    """Return the folded state that words name, or the adjective of one that no list knows.

    A `local` body may be a town's, too.
    """
    if words and words[0] == _PREPOSITION:
        words = words[1:]
    name = " ".join(words)
    if name in states():
        known = listed(name, Label.LOC)
        return bare(known.name) if known else name
    found = {row[0] for w in words if (row := demonym_row(w))}
    if len(found) == 1 and all(demonym_row(w) for w in words):
        return bare(found.pop())
    if len(words) == 1 and len(name) > 3 and not is_common(name):
        return name.removesuffix("ه").removesuffix("ي")
    place = listed(name, Label.LOC) if local else None
    return bare(place.name) if place else None


def _other(words: tuple[str, ...]) -> Body | None:
    """Return the body whose name a row's head opens and only ordinary words go on."""
    nobody, *somebody = _owners(len(words))
    for start, end in (*somebody, nobody):
        rest = words[:start] + words[end:]
        owner = _owner(words[start:end], local=True)
        ordinary = all(is_common(w) or is_common("ال" + w) for w in rest)
        if len(rest) > 1 and ordinary and (owner or start == end):
            return Body(" ".join(rest), owner, None, "head.state-body")
    return None


@cache
def _forms() -> dict[tuple[str, ...], InstitutionRow]:
    return {
        tuple(name.split()): row
        for row in lexicon.load("institutions", "institution", InstitutionRow)
        for form in row.forms
        for name in (folded(form), bare(form))
    }


@cache
def _heads() -> frozenset[str]:
    rows = lexicon.load("institutions", "head", WordList)
    return frozenset(bare(w) for row in rows for w in row.words.split())


@cache
def _namesakes() -> dict[str, NamesakeRow]:
    rows = lexicon.load("institutions", "namesake", NamesakeRow)
    return {folded(row.name): row for row in rows}


@cache
def countries() -> frozenset[str]:
    """Return the folded names of all countries and territories (CLDR), in every spelling."""
    return states() | {bare(name) for name in Locale("ar").territories.values()}
