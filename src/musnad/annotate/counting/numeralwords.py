"""The words of numerals by kind and value, and pieces of numerals on their way to a whole one."""

from dataclasses import dataclass
from functools import cache

from musnad import lexicon
from musnad.text.normalize import key
from musnad.text.tokenize import Token

SCALES = ("scale", "scale_or_dual", "scale_plural")
TAKE_ARTICLE = frozenset({"unit", "ten", "tens", "hundred", "scale", "fraction", "fraction_dual"})


class NumeralRow(lexicon.Row, frozen=True, kw_only=True):
    """A kind of numeral word: values, as strings, to their spellings."""

    words: dict[str, list[str]]


class WholeRow(lexicon.Row, frozen=True, kw_only=True):
    """Things of which a word that also means something else is a part."""

    words: list[str]


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a numeral: its value, the atom after it, and the word kinds in it.

    `scale` is the last scale in it: what follows after `و` stays below it.
    """

    value: float
    last: int
    kinds: tuple[str, ...]
    scale: float = 0.0


@cache
def words() -> dict[str, tuple[str, float]]:
    """Return every one-word numeral, folded, with its kind and value; articles included."""
    out: dict[str, tuple[str, float]] = {}
    for row in lexicon.load("numerals", "numeral", NumeralRow):
        for value, forms in row.words.items():
            for form in map(key, forms):
                if " " in form:
                    continue
                out.setdefault(form, (row.id, float(value)))
                if row.id in TAKE_ARTICLE:
                    out.setdefault("ال" + form, ("definite_" + row.id, float(value)))
    return out


@cache
def phrases() -> dict[str, list[tuple[tuple[str, ...], str, float]]]:
    """Return the numerals of several words, by the first: words, kind and value."""
    out: dict[str, list[tuple[tuple[str, ...], str, float]]] = {}
    for row in lexicon.load("numerals", "numeral", NumeralRow):
        for value, forms in row.words.items():
            for form in map(key, forms):
                parts = tuple(form.split())
                if len(parts) > 1:
                    out.setdefault(parts[0], []).append((parts, row.id, float(value)))
    return out


@cache
def divisible() -> frozenset[str]:
    """Return the things of which `ثمن` is an eighth, not a price, folded."""
    rows = lexicon.load("numerals", "whole", WholeRow)
    return frozenset(key(form) for row in rows for form in row.words)


def kind_at(atoms: tuple[Token, ...], i: int) -> tuple[str, float]:
    """Return kind and value of the numeral word at an atom; `("", 0.0)` where none is."""
    return words().get(atoms[i].form, ("", 0.0)) if i < len(atoms) else ("", 0.0)


def kind_bare(atoms: tuple[Token, ...], i: int) -> tuple[str, float]:
    """Return the kind of an atom with or without its article: `ونصف المليون`."""
    if i >= len(atoms):
        return "", 0.0
    form = atoms[i].form
    return words().get(form.removeprefix("ال") if form[:2] == "ال" else form, ("", 0.0))
