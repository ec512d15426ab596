"""Arabic numerals: digits of both sets, words in every case and gender, and mixtures."""

import itertools
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from musnad.annotate.counting import cardinals
from musnad.annotate.counting.fractions import fraction, scaled
from musnad.annotate.counting.numeralwords import (
    SCALES,
    TAKE_ARTICLE,
    NumeralRow,
    Part,
    WholeRow,
    divisible,
    kind_at,
    phrases,
    words,
)
from musnad.text.normalize import fold
from musnad.text.tokenize import Token, proclitics, tokens

__all__ = ["Kind", "Numeral", "NumeralRow", "WholeRow", "may_begin", "parse", "read", "split"]

_ARTICLE = "ال"
_TANWIN = "\u064b"


class Kind(StrEnum):
    """What a numeral is written as."""

    DIGITS = "digits"
    WORDS = "words"
    DEFINITE = "definite"
    ORDINAL = "ordinal"
    FRACTION = "fraction"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number read from atoms `[first, last)`; `kinds` are the word kinds that made it."""

    first: int
    last: int
    value: float
    kind: Kind
    kinds: tuple[str, ...] = ()


Cut = tuple[int, str] | None


def split(
    text: str,
    tokens_: tuple[Token, ...],
    known: frozenset[str],
    cuts: dict[str, Cut] | None = None,
) -> tuple[Token, ...]:
    """Cut the proclitics off every token whose rest is a known word or a numeral.

    `cuts` remembers what each form is cut into, for callers of one set of known words.

    >>> t = "وعشرون"
    >>> [a.form for a in split(t, tokens(t), frozenset())]
    ['و', 'عشرون']
    """
    remembered = {} if cuts is None else cuts
    out: list[Token] = []
    for token in tokens_:
        form = token[2]
        try:
            found = remembered[form]
        except KeyError:
            found = remembered[form] = _proclitic(form, known)
        if found is None:
            out.append(token)
        else:
            out.extend(_cut(text, token, *found))
    return tuple(out)


def _singular(text: str, token: Token) -> Token:
    """Take the ending off a scale whose tanwin shows that it is no dual: `ألفًا`."""
    form = token.form
    doubtful = form[-1] == "ا" and words().get(form, ("",))[0] == "scale_or_dual"
    told = doubtful and _TANWIN in text[token.start : token.end]
    return token._replace(form=form[:-1]) if told else token


def _proclitic(form: str, known: frozenset[str]) -> Cut:
    """Return where a form's proclitics end and the known word or numeral after them."""
    numbers = words()
    if numbers.get(form, ("",))[0] == "scale_or_dual":
        return 0, form
    if form in known or form in numbers or len(form) < 3 or form[0] not in "وفبلك":
        return None
    if form[1:] == _ARTICLE and _ARTICLE in known:
        return 1, _ARTICLE
    for head, rest in proclitics(form):
        if head and (rest in known or rest in numbers):
            article = form.startswith(head + "ل") and rest.startswith("ال") and head[-1] == "ل"
            return len(head) - article, rest
    return None


def _cut(text: str, token: Token, cut: int, rest: str) -> tuple[Token, ...]:
    if not cut:
        return (_singular(text, Token(token.start, token.end, rest)),)
    at = token.start + fold(text[token.start : token.end]).starts[cut]
    return (Token(token.start, at, token.form[:cut]), _singular(text, Token(at, token.end, rest)))


@cache
def _beginnings() -> frozenset[str]:
    ordinals = {f for f, all_ in phrases().items() if any(kind == "ordinal" for _, kind, _ in all_)}
    return frozenset({*words(), *ordinals, *_UNSURE})


def may_begin(form: str) -> bool:
    """Say whether a numeral may begin with a word or digits."""
    return form in _beginnings() or form[0].isdigit()


_UNSURE = frozenset({"ثمن"})
_SCALED = frozenset(SCALES)


def read(atoms: tuple[Token, ...], i: int) -> Numeral | None:
    """Return the longest numeral that begins at atom `i`, or None."""
    form = atoms[i].form
    if not may_begin(form):
        return None
    kind, value = words().get(form, ("", 0.0))
    defined = _definite(atoms, i) if kind.startswith("definite") or kind == "ordinal_unit" else None
    if defined:
        written = Kind.DEFINITE if _SCALED.isdisjoint(defined.kinds) else Kind.WORDS
        return Numeral(i, defined.last, defined.value, written, defined.kinds)
    ordinal = _ordinal(atoms, i)
    if ordinal:
        return Numeral(i, ordinal.last, ordinal.value, Kind.ORDINAL, ordinal.kinds)
    single = _SINGLE_KINDS.get(kind)
    if single:
        return Numeral(i, i + 1, value, single, (kind,))
    part = fraction(atoms, i)
    if part and not scaled(atoms, part):
        whole = part.kinds[-1].startswith("definite")
        return Numeral(i, part.last, part.value, Kind.WORDS if whole else Kind.FRACTION, part.kinds)
    part = cardinals.number(atoms, i)
    written = Kind.DIGITS if form[0].isdigit() else Kind.WORDS
    return Numeral(i, part.last, part.value, written, part.kinds) if part else None


_SINGLE_KINDS = {
    "ordinal_bare": Kind.ORDINAL,
    "definite_fraction": Kind.FRACTION,
    "definite_fraction_dual": Kind.FRACTION,
    **{f"definite_{k}": Kind.DEFINITE for k in TAKE_ARTICLE if not k.startswith("fraction")},
}


def _definite(atoms: tuple[Token, ...], i: int) -> Part | None:
    """A number with the article and a scale, or tens without one: `الخمسة آلاف`."""
    kind, value = kind_at(atoms, i)
    after, more = kind_at(atoms, i + 2)
    tens = i + 2 < len(atoms) and atoms[i + 1].form == "و"
    if tens and kind in {"definite_unit", "ordinal_unit"} and after in {"tens", "definite_tens"}:
        part = Part(value + more, i + 3, (kind, after))
        if after == "tens":
            return cardinals.with_scales(atoms, part)
    else:
        part = Part(value, i + 1, (kind,))
    return cardinals.with_scales(atoms, part) if kind_at(atoms, part.last)[0] in SCALES else None


def _ordinal(atoms: tuple[Token, ...], i: int) -> Part | None:
    for parts, kind, value in phrases().get(atoms[i].form, ()):
        if kind == "ordinal" and tuple(a.form for a in atoms[i : i + len(parts)]) == parts:
            return Part(value, i + len(parts), (kind,))
    kind, value = kind_at(atoms, i)
    if kind == "definite_hundred" and i + 2 < len(atoms) and atoms[i + 1].form == "و":
        rest = _ordinal(atoms, i + 2)
        return Part(value + rest.value, rest.last, (kind, *rest.kinds)) if rest else None
    if kind in {"ordinal", "ordinal_unit"} or (kind == "definite_unit" and value == 1):
        if i + 2 < len(atoms) and atoms[i + 1].form == "و":
            tens = kind_at(atoms, i + 2)
            if tens[0] == "definite_tens":
                return Part(value + tens[1], i + 3, ("ordinal", kind))
        return Part(value, i + 1, (kind,)) if kind == "ordinal" else None
    return None


def percent_end(atoms: tuple[Token, ...], i: int) -> int | None:
    """Return the atom after a percent sign or its words at `i`: `%`, `بالمئة`, `في المئة`."""
    if i >= len(atoms):
        return None
    if kind_at(atoms, i)[0] == "percent":
        return i + 1
    for parts, kind, _ in phrases().get(atoms[i].form, ()):
        last = i + len(parts)
        if kind == "percent" and tuple(a.form for a in atoms[i:last]) == parts:
            return last
    return None


def parse(text: str) -> tuple[tuple[int, int, float], ...]:
    """Return `(start, end, value)` of every cardinal number of a text.

    >>> parse("مئة وخمسون ألفا")
    ((0, 15, 150000.0),)
    >>> parse("10 آلاف و800 فلسطيني")
    ((0, 12, 10800.0),)
    """
    atoms = split(text, tokens(text), frozenset({"و"}))
    out, i = [], 0
    while i < len(atoms):
        found = read(atoms, i)
        if found and found.kind in {Kind.DIGITS, Kind.WORDS}:
            out.append((atoms[i].start, atoms[found.last - 1].end, found.value))
        i = found.last if found else i + 1
    return tuple(out)


def kinds_in(text: str) -> set[str]:
    """Return the ids of the numeral rows that a text uses."""
    atoms = split(text, tokens(text), frozenset())
    out: set[str] = set()
    i = 0
    while i < len(atoms):
        found = read(atoms, i)
        out.update(found.kinds if found else ())
        i = found.last if found else i + 1
        out.update({"percent"} if percent_end(atoms, i) else ())
    eighths = itertools.pairwise(atoms)
    out.update(
        w for a, b in eighths if a.form in _UNSURE and b.form in divisible() for w in ["whole"]
    )
    return out
