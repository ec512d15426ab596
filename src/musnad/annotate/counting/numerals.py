"""Arabic numerals: digits of both sets, words in every case and gender, and mixtures."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

import regex

from musnad import lexicon
from musnad.annotate.counting.digits import digits
from musnad.text.normalize import fold, key
from musnad.text.tokenize import Token, proclitics, tokens


class NumeralRow(lexicon.Row, frozen=True, kw_only=True):
    """A kind of numeral word: values, as strings, to their spellings."""

    words: dict[str, list[str]]


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


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a numeral: its value, the atom after it, and the word kinds in it."""

    value: float
    last: int
    kinds: tuple[str, ...]
    scale: float = 0.0


_GROUP = regex.compile(r"\d{3}(?:[.,٫]\d+)?")
_GROUPED = regex.compile(r"[1-9]\d{0,2}(?:٬\d{3})*")
_SCALES = ("scale", "scale_or_dual", "scale_plural")
_DEFINABLE = frozenset({"unit", "ten", "tens", "hundred", "scale", "fraction", "fraction_dual"})
_FIFTH_OR_FIVE = "خمس"
_POINT = "فاصله"


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
                if row.id in _DEFINABLE:
                    out.setdefault("ال" + form, ("definite_" + row.id, float(value)))
    return out


@cache
def _phrases() -> dict[str, list[tuple[tuple[str, ...], str, float]]]:
    out: dict[str, list[tuple[tuple[str, ...], str, float]]] = {}
    for row in lexicon.load("numerals", "numeral", NumeralRow):
        for value, forms in row.words.items():
            for form in map(key, forms):
                parts = tuple(form.split())
                if len(parts) > 1:
                    out.setdefault(parts[0], []).append((parts, row.id, float(value)))
    return out


def split(text: str, tokens_: tuple[Token, ...], known: frozenset[str]) -> tuple[Token, ...]:
    """Cut the proclitics off every token whose rest is a known word or a numeral.

    >>> t = "وعشرون"
    >>> [a.form for a in split(t, tokens(t), frozenset())]
    ['و', 'عشرون']
    """
    out: list[Token] = []
    for token in tokens_:
        found = _proclitic(token.form, known)
        if found:
            out.extend(_cut(text, token, *found))
        else:
            out.append(token)
    return tuple(out)


@lru_cache(maxsize=32768)
def _proclitic(form: str, known: frozenset[str]) -> tuple[int, str] | None:
    """Return where a form's proclitics end and the known word or numeral after them."""
    numbers = words()
    if form in known or form in numbers or len(form) < 3 or form[0] not in "وفبلك":
        return None
    for head, rest in proclitics(form):
        if head and (rest in known or rest in numbers):
            article = form.startswith(head + "ل") and rest.startswith("ال") and head[-1] == "ل"
            return len(head) - article, rest
    return None


def _cut(text: str, token: Token, cut: int, rest: str) -> tuple[Token, ...]:
    if not cut:
        return (Token(token.start, token.end, rest),)
    at = token.start + fold(text[token.start : token.end]).starts[cut]
    return (Token(token.start, at, token.form[:cut]), Token(at, token.end, rest))


def may_begin(form: str) -> bool:
    """Say whether a numeral may begin with a word or digits."""
    return form[0].isdigit() or form in words() or form in _phrases()


def read(atoms: tuple[Token, ...], i: int) -> Numeral | None:
    """Return the longest numeral that begins at atom `i`, or None."""
    form = atoms[i].form
    if not may_begin(form):
        return None
    ordinal = _ordinal(atoms, i)
    if ordinal:
        return Numeral(i, ordinal.last, ordinal.value, Kind.ORDINAL, ordinal.kinds)
    kind, value = words().get(form, ("", 0.0))
    single = _SINGLE_KINDS.get(kind)
    if single:
        return Numeral(i, i + 1, value, single, (kind,))
    fraction = _fraction(atoms, i)
    if fraction and not _scaled(atoms, fraction):
        return Numeral(i, fraction.last, fraction.value, Kind.FRACTION, fraction.kinds)
    part = _pointed(atoms, _full(atoms, i))
    written = Kind.DIGITS if form[0].isdigit() else Kind.WORDS
    return Numeral(i, part.last, part.value, written, part.kinds) if part else None


_SINGLE_KINDS = {
    "ordinal_bare": Kind.ORDINAL,
    "definite_fraction": Kind.FRACTION,
    "definite_fraction_dual": Kind.FRACTION,
    **{f"definite_{k}": Kind.DEFINITE for k in ("unit", "ten", "tens", "hundred", "scale")},
}


def _scaled(atoms: tuple[Token, ...], fraction: _Part) -> bool:
    """Say whether a scale follows, as in `نصف مليون`: then it is a number of things."""
    return fraction.kinds == ("fraction",) and _kind(atoms, fraction.last)[0] == "scale"


def _fraction(atoms: tuple[Token, ...], i: int) -> _Part | None:
    """A part of one: `ثلث`, `ثلثي`, `ثلاثة أرباع`, and `خمس` before a noun with its article."""
    kind, value = _kind(atoms, i)
    if kind in {"fraction", "fraction_dual"}:
        return _Part(value, i + 1, (kind,))
    after, part = _kind(atoms, i + 1)
    if kind == "unit" and after == "fraction_plural":
        return _Part(value * part, i + 2, (kind, after))
    if atoms[i].form == _FIFTH_OR_FIVE and i + 1 < len(atoms):
        following = atoms[i + 1].form
        if following.startswith("ال") and not _kind(atoms, i + 1)[0]:
            return _Part(0.2, i + 1, ("fraction",))
    return None


def _pointed(atoms: tuple[Token, ...], whole: _Part | None) -> _Part | None:
    """A whole number with what follows it below one: `فاصلة خمسة`, `وثلاثة أرباع`."""
    if not whole or whole.last + 1 >= len(atoms) or whole.value % 1:
        return whole
    mark = atoms[whole.last].form
    if mark == "و":
        more = _fraction(atoms, whole.last + 1)
        if more and not _scaled(atoms, more) and more.kinds[0] != "definite_fraction":
            return _Part(whole.value + more.value, more.last, whole.kinds + more.kinds)
    more = _full(atoms, whole.last + 1) if mark == _POINT else None
    if not more or more.value % 1:
        return whole
    last, of = more.last, 10.0 ** len(f"{more.value:.0f}")
    below = _full(atoms, last + 1) if last + 1 < len(atoms) and atoms[last].form == "من" else None
    if below and below.value in {10.0, 100.0, 1000.0}:
        last, of = below.last, below.value
    return _Part(whole.value + more.value / of, last, whole.kinds + more.kinds)


def _ordinal(atoms: tuple[Token, ...], i: int) -> _Part | None:
    for parts, kind, value in _phrases().get(atoms[i].form, ()):
        if kind == "ordinal" and tuple(a.form for a in atoms[i : i + len(parts)]) == parts:
            return _Part(value, i + len(parts), (kind,))
    kind, value = words().get(atoms[i].form, ("", 0.0))
    if kind == "definite_hundred" and i + 2 < len(atoms) and atoms[i + 1].form == "و":
        rest = _ordinal(atoms, i + 2)
        return _Part(value + rest.value, rest.last, (kind, *rest.kinds)) if rest else None
    if kind in {"ordinal", "ordinal_unit"} or (kind == "definite_unit" and value == 1):
        if i + 2 < len(atoms) and atoms[i + 1].form == "و":
            tens = words().get(atoms[i + 2].form, ("", 0.0))
            if tens[0] == "definite_tens":
                return _Part(value + tens[1], i + 3, ("ordinal", kind))
        return _Part(value, i + 1, (kind,)) if kind == "ordinal" else None
    return None


def _plain_digits(atoms: tuple[Token, ...], i: int) -> tuple[float, int] | None:
    """Digits at `i` with what is joined to them: `1،234،567` and the agencies' `2ر5`."""
    form, j = atoms[i].form, i + 1
    while (
        j + 1 < len(atoms)
        and atoms[j].form == "،"
        and atoms[j - 1].end == atoms[j].start
        and atoms[j].end == atoms[j + 1].start
        and _GROUP.fullmatch(atoms[j + 1].form)
    ):
        form, j = form + "٬" + atoms[j + 1].form, j + 2
    while _spaced_group(atoms, form, j):
        form, j = form + "٬" + atoms[j].form, j + 1
    if (
        j + 1 < len(atoms)
        and atoms[j].form == "ر"
        and atoms[j - 1].end == atoms[j].start
        and atoms[j].end == atoms[j + 1].start
        and atoms[j + 1].form.isdigit()
    ):
        # Written right to left: the whole part comes second.
        value = digits(f"{atoms[j + 1].form}.{form}")
        return (value, j + 2) if value is not None else None
    scaled = j < len(atoms) and words().get(atoms[j].form, ("", 0.0))[0] in _SCALES
    value = digits(form, scaled=scaled)
    return (value, j) if value is not None else None


def _spaced_group(atoms: tuple[Token, ...], form: str, j: int) -> bool:
    """Say whether three digits stand one space after a number that they may continue."""
    if j >= len(atoms) or atoms[j].start != atoms[j - 1].end + 1:
        return False
    if not _GROUP.fullmatch(atoms[j].form):
        return False
    return bool(_GROUPED.fullmatch(form))


def _kind(atoms: tuple[Token, ...], i: int) -> tuple[str, float]:
    return words().get(atoms[i].form, ("", 0.0)) if i < len(atoms) else ("", 0.0)


def _tens(atoms: tuple[Token, ...], i: int) -> _Part | None:
    """A number below a hundred in words."""
    kind, value = _kind(atoms, i)
    after = _kind(atoms, i + 1)[0]
    if kind in {"unit", "teen_unit"} and after == "ten":
        return _Part(value + 10, i + 2, (kind, "ten"))
    if kind in {"unit", "teen_unit"} and i + 2 < len(atoms) and atoms[i + 1].form == "و":
        tens, more = _kind(atoms, i + 2)
        if tens == "tens":
            return _Part(value + more, i + 3, (kind, tens))
    return _Part(value, i + 1, (kind,)) if kind in {"unit", "ten", "tens", "zero"} else None


def _small(atoms: tuple[Token, ...], i: int) -> _Part | None:
    """A number below a thousand in words, or digits of any size."""
    if i >= len(atoms):
        return None
    if atoms[i].form[0].isdigit():
        plain = _plain_digits(atoms, i)
        if plain and _kind(atoms, plain[1])[0] == "hundred":
            return _hundreds(atoms, _Part(plain[0] * 100, plain[1] + 1, ("hundred",)))
        return _Part(plain[0], plain[1], ()) if plain else None
    kind, value = _kind(atoms, i)
    hundreds: _Part | None = None
    if kind in {"hundred", "hundreds"}:
        hundreds = _Part(value, i + 1, (kind,))
    elif kind == "unit" and _kind(atoms, i + 1)[0] == "hundred":
        hundreds = _Part(value * 100, i + 2, ("unit", "hundred"))
    return _hundreds(atoms, hundreds) if hundreds else _tens(atoms, i)


def _hundreds(atoms: tuple[Token, ...], hundreds: _Part) -> _Part:
    """Hundreds with what `و` adds below a hundred, in words or two digits."""
    j = hundreds.last
    if j + 1 >= len(atoms) or atoms[j].form != "و" or _fraction(atoms, j + 1):
        return hundreds
    rest = _tens(atoms, j + 1)
    if rest and rest.kinds == ("zero",):
        return hundreds
    if not rest and hundreds.kinds == ("hundred",) and atoms[j + 1].form[0].isdigit():
        plain = _plain_digits(atoms, j + 1)
        fits = plain and 0 < plain[0] < 100 and not plain[0] % 1
        rest = _Part(plain[0], plain[1], ()) if plain and fits else None
    if not rest:
        return hundreds
    return _Part(hundreds.value + rest.value, rest.last, hundreds.kinds + rest.kinds)


def _full(atoms: tuple[Token, ...], i: int, below: float = float("inf")) -> _Part | None:
    """A whole number: small, times its scales, and what `و` adds below the last scale."""
    kind, value = _kind(atoms, i)
    if kind in {"scale_dual", "scale_or_dual"}:
        part = _Part(value * 2, i + 1, (kind,), value)
    elif kind == "scale":
        part = _Part(value, i + 1, (kind,), value)
    elif kind == "fraction":
        scale = _kind(atoms, i + 1)
        if scale[0] not in {"scale"}:
            return None
        return _Part(value * scale[1], i + 2, (kind, scale[0]), scale[1])
    else:
        small = _small(atoms, i)
        if not small:
            return None
        part = small
    while _kind(atoms, part.last)[0] in _SCALES:
        kind, value = _kind(atoms, part.last)
        part = _Part(part.value * value, part.last + 1, (*part.kinds, kind), value)
    if part.value >= below:
        return None
    return _added(atoms, part) if part.scale else part


def _added(atoms: tuple[Token, ...], part: _Part) -> _Part:
    j = part.last
    if j + 1 >= len(atoms) or atoms[j].form != "و":
        return part
    kind, value = _kind(atoms, j + 1)
    if kind == "unit" and _fraction(atoms, j + 1):
        return part
    if kind == "fraction":
        after = _kind_bare(atoms, j + 2)
        last = j + 3 if after[0] in _SCALES else j + 2
        return _Part(part.value + value * (after[1] or part.scale), last, (*part.kinds, kind))
    rest = _full(atoms, j + 1, below=part.scale)
    if not rest or not rest.value:
        return part
    return _Part(part.value + rest.value, rest.last, part.kinds + rest.kinds, rest.scale)


def _kind_bare(atoms: tuple[Token, ...], i: int) -> tuple[str, float]:
    """The kind of an atom with or without its article: `ونصف المليون`."""
    if i >= len(atoms):
        return "", 0.0
    form = atoms[i].form
    return words().get(form.removeprefix("ال") if form[:2] == "ال" else form, ("", 0.0))


def percent_end(atoms: tuple[Token, ...], i: int) -> int | None:
    """Return the atom after a percent sign or its words at `i`: `%`, `بالمئة`, `في المئة`."""
    if i >= len(atoms):
        return None
    if _kind(atoms, i)[0] == "percent":
        return i + 1
    for parts, kind, _ in _phrases().get(atoms[i].form, ()):
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
    return out
