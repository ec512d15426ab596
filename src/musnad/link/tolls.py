"""The words of tolls: acts that cost lives, marks of scope, territories and their people."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from musnad import lexicon
from musnad.annotate.naming.gazetteer import demonym
from musnad.link.entities import bare
from musnad.model import Document
from musnad.text.normalize import key
from musnad.text.tokenize import Token, proclitics, tokens


class ActKind(StrEnum):
    """Whether an act is over in a day, goes on for long, or may be either."""

    INCIDENT = "incident"
    CAMPAIGN = "campaign"
    EITHER = "either"


class ActRow(lexicon.Row, frozen=True, kw_only=True):
    """Words for acts; those of one family may name one act, `any` goes with all."""

    kind: ActKind
    family: str
    words: str


class MarkRow(lexicon.Row, frozen=True, kw_only=True):
    """Words and phrases that say how far a number reaches."""

    words: list[str]


class TerritoryRow(lexicon.Row, frozen=True, kw_only=True):
    """A territory that is no state, its other names, and the country of its people."""

    name: str
    also: list[str]
    country: str


@dataclass(frozen=True, slots=True)
class ActWord:
    """A word that names an act, and whether it points back to one already told of."""

    row: ActRow
    definite: bool


@cache
def _acts() -> dict[str, ActRow]:
    rows = lexicon.load("tolls", "act", ActRow)
    return {key(word): row for row in rows for word in row.words.split()}


@lru_cache(maxsize=65536)
def act(form: str) -> ActWord | None:
    """Return the act that a folded word names, if any.

    >>> act("الانفجار").definite, act("وبانفجار").definite, act("الوزير")
    (True, False, None)
    """
    for _, rest in proclitics(form):
        articled = rest.startswith("ال")
        stem = rest[2:] if articled and rest not in _acts() else rest
        for ending in ("", "ا"):
            row = _acts().get(stem.removesuffix(ending) if stem.endswith(ending) else "")
            if row:
                return ActWord(row, articled and stem != rest)
        for pronoun in ("ه", "ها", "هم"):
            row = None if articled else _acts().get(stem.removesuffix(pronoun))
            if row and stem.endswith(pronoun):
                return ActWord(row, definite=True)
    return None


def compatible(a: str | None, b: str | None) -> bool:
    """Say whether acts of two families may be one."""
    return a == b or "any" in {a, b}


@cache
def _marks() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in lexicon.load("tolls", "mark", MarkRow):
        for words in row.words:
            parts = tuple(t.form for t in tokens(key(words)))
            found.setdefault(parts[0], []).append((parts, row.id))
    return {first: tuple(options) for first, options in found.items()}


_NO_MARKS: frozenset[str] = frozenset()


def marks(words: Sequence[Token]) -> list[frozenset[str]]:
    """Return the marks that each word opens; a leading و or ف is looked through."""
    table = _marks()
    out: list[frozenset[str]] = []
    for i, word in enumerate(words):
        here: set[str] = set()
        whole = word.form
        for form in (whole, whole[1:]) if whole[:1] in {"و", "ف"} else (whole,):
            for parts, name in table.get(form, ()):
                rest = tuple(w.form for w in words[i + 1 : i + len(parts)])
                if rest == parts[1:] and (form != "منذ" or not _opens_clause(words, i)):
                    here.add(name)
        out.append(frozenset(here) if here else _NO_MARKS)
    return out


def _opens_clause(words: Sequence[Token], i: int) -> bool:
    """Say whether `since` opens a clause: since something happened, not since a day."""
    return i + 1 < len(words) and words[i + 1].form in {"ان", "قتل", "اسبوع", "ايام", "ساعات"}


@cache
def _territories() -> dict[str, TerritoryRow]:
    rows = lexicon.load("tolls", "territory", TerritoryRow)
    return {bare(name): row for row in rows for name in (row.name, *row.also)}


def territory(name: str) -> str:
    """Return the identity of the territory that a name stands for, or the name folded.

    >>> territory("غزة") == territory("قطاع غزة"), territory("نورابا") == territory("غزة")
    (True, False)
    """
    folded = bare(name)
    row = _territories().get(folded)
    return bare(row.name) if row else folded


def is_territory(name: str) -> bool:
    """Say whether a name is that of a territory that is no state."""
    return bare(name) in _territories()


def own_people(population: str, place: str) -> bool:
    """Say whether a population is a place's own: the country's, or the territory's people.

    >>> own_people("فلسطيني", "قطاع غزة"), own_people("مصريين", "قطاع غزة")
    (True, False)
    """
    row = _territories().get(bare(place))
    country = demonym(population) or demonym(key(population).removesuffix("ا"))
    return country is not None and bare(country) == bare(row.country if row else place)


def fired(doc: Document) -> set[str]:
    """Return the ids of the rows at work in a document."""
    words = tokens(doc.text)
    out = {found.row.id for w in words if (found := act(w.form))}
    out.update(*marks(words))
    names = [m.name for m in doc.mentions]
    return out | {row.id for n in names if (row := _territories().get(bare(n)))}
