"""Whole numbers: digits with their separators, words below a thousand, and scales."""

import regex

from musnad.annotate.counting.digits import digits
from musnad.annotate.counting.fractions import counted, fraction, scaled, two_fifths
from musnad.annotate.counting.numeralwords import SCALES, Part, kind_at, kind_bare
from musnad.text.tokenize import Token

_GROUP = regex.compile(r"\d{3}(?:[.,٫]\d+)?")
_GROUPED = regex.compile(r"[1-9]\d{0,2}(?:٬\d{3})*")
_POINT = "فاصله"
_BREAKS = frozenset({"و", "في", "من", "عن", "الي", "علي", "مع", "بين", "او", "ان", "ثم", "ب", "ل"})


def number(atoms: tuple[Token, ...], i: int) -> Part | None:
    """Return the number that begins at an atom, with the part of one that follows it."""
    return _pointed(atoms, whole(atoms, i))


def _pointed(atoms: tuple[Token, ...], found: Part | None) -> Part | None:
    """A whole number with what follows it below one: `فاصلة خمسة`, `وثلاثة أرباع`."""
    if not found or found.last >= len(atoms) or found.value % 1:
        return found
    several = counted(atoms, found)
    if several is not found or found.last + 1 >= len(atoms):
        return several
    mark = atoms[found.last].form
    if mark == "و":
        more = fraction(atoms, found.last + 1)
        if more and not scaled(atoms, more) and more.kinds[0] != "definite_fraction":
            return Part(found.value + more.value, more.last, found.kinds + more.kinds)
        return two_fifths(atoms, found) or found
    more = whole(atoms, found.last + 1) if mark == _POINT else None
    if not more or more.value % 1:
        return found
    last, of = more.last, 10.0 ** len(f"{more.value:.0f}")
    below = whole(atoms, last + 1) if last + 1 < len(atoms) and atoms[last].form == "من" else None
    if below and below.value in {10.0, 100.0, 1000.0}:
        last, of = below.last, below.value
    return Part(found.value + more.value / of, last, found.kinds + more.kinds)


def whole(atoms: tuple[Token, ...], i: int, below: float = float("inf")) -> Part | None:
    """Return a whole number: small, times its scales, and what `و` adds below the last scale."""
    kind, value = kind_at(atoms, i)
    if kind == "scale_dual" or (kind == "scale_or_dual" and _has_noun(atoms, i + 1)):
        part = Part(value * 2, i + 1, (kind,), value)
    elif kind in {"scale", "scale_or_dual"}:
        part = Part(value, i + 1, (kind,), value)
    elif kind == "fraction":
        after, scale = kind_at(atoms, i + 1)
        return Part(value * scale, i + 2, (kind, after), scale) if after == "scale" else None
    else:
        small = _small(atoms, i)
        if not small:
            return None
        part = small
    part = times_scales(atoms, part)
    if part.value >= below:
        return None
    return _added(atoms, part) if part.scale else part


def _has_noun(atoms: tuple[Token, ...], i: int) -> bool:
    """Say whether a noun follows, as it must a dual in the construct state: `ألفا شخص`."""
    form = atoms[i].form if i < len(atoms) else ""
    return form.isalpha() and len(form) > 2 and form not in _BREAKS and form[:2] != "ال"


def times_scales(atoms: tuple[Token, ...], part: Part) -> Part:
    """Return a number times the scales that follow it: `خمسون ألف`."""
    while kind_at(atoms, part.last)[0] in SCALES:
        kind, value = kind_at(atoms, part.last)
        part = Part(part.value * value, part.last + 1, (*part.kinds, kind), value)
    return part


def with_scales(atoms: tuple[Token, ...], part: Part) -> Part:
    """Return a number times its scales with what `و` adds: `الواحد والعشرون ألفا وثلاثمئة`."""
    part = times_scales(atoms, part)
    return _added(atoms, part) if part.scale else part


def _added(atoms: tuple[Token, ...], part: Part) -> Part:
    j = part.last
    if j + 1 >= len(atoms) or atoms[j].form != "و":
        return part
    kind, value = kind_at(atoms, j + 1)
    if kind == "unit" and fraction(atoms, j + 1):
        return part
    if kind == "fraction":
        after = kind_bare(atoms, j + 2)
        last = j + 3 if after[0] in SCALES else j + 2
        return Part(part.value + value * (after[1] or part.scale), last, (*part.kinds, kind))
    rest = whole(atoms, j + 1, below=part.scale)
    if not rest or not rest.value:
        return part
    return Part(part.value + rest.value, rest.last, part.kinds + rest.kinds, rest.scale)


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
    value = digits(form, scaled=kind_at(atoms, j)[0] in SCALES)
    return (value, j) if value is not None else None


def _spaced_group(atoms: tuple[Token, ...], form: str, j: int) -> bool:
    """Say whether three digits stand one space after a number that they may continue."""
    if j >= len(atoms) or atoms[j].start != atoms[j - 1].end + 1:
        return False
    if not _GROUP.fullmatch(atoms[j].form):
        return False
    return bool(_GROUPED.fullmatch(form))


def _tens(atoms: tuple[Token, ...], i: int) -> Part | None:
    """A number below a hundred in words."""
    kind, value = kind_at(atoms, i)
    after = kind_at(atoms, i + 1)[0]
    if kind in {"unit", "teen_unit"} and after == "ten":
        return Part(value + 10, i + 2, (kind, "ten"))
    if kind in {"unit", "teen_unit"} and i + 2 < len(atoms) and atoms[i + 1].form == "و":
        tens, more = kind_at(atoms, i + 2)
        if tens == "tens":
            return Part(value + more, i + 3, (kind, tens))
    return Part(value, i + 1, (kind,)) if kind in {"unit", "ten", "tens", "zero"} else None


def _small(atoms: tuple[Token, ...], i: int) -> Part | None:
    """A number below a thousand in words, or digits of any size."""
    if i >= len(atoms):
        return None
    if atoms[i].form[0].isdigit():
        plain = _plain_digits(atoms, i)
        if plain and kind_at(atoms, plain[1])[0] == "hundred":
            return _hundreds(atoms, Part(plain[0] * 100, plain[1] + 1, ("hundred",)))
        return Part(plain[0], plain[1], ()) if plain else None
    kind, value = kind_at(atoms, i)
    hundreds: Part | None = None
    if kind in {"hundred", "hundreds"}:
        hundreds = Part(value, i + 1, (kind,))
    elif kind == "unit" and kind_at(atoms, i + 1)[0] == "hundred":
        hundreds = Part(value * 100, i + 2, ("unit", "hundred"))
    return _hundreds(atoms, hundreds) if hundreds else _tens(atoms, i)


def _hundreds(atoms: tuple[Token, ...], hundreds: Part) -> Part:
    """Hundreds with what `و` adds below a hundred, in words or two digits."""
    j = hundreds.last
    if j + 1 >= len(atoms) or atoms[j].form != "و" or fraction(atoms, j + 1):
        return hundreds
    rest = _tens(atoms, j + 1)
    if rest and rest.kinds == ("zero",):
        return hundreds
    if not rest and hundreds.kinds == ("hundred",) and atoms[j + 1].form[0].isdigit():
        plain = _plain_digits(atoms, j + 1)
        fits = plain and 0 < plain[0] < 100 and not plain[0] % 1
        rest = Part(plain[0], plain[1], ()) if plain and fits else None
    if not rest:
        return hundreds
    return Part(hundreds.value + rest.value, rest.last, hundreds.kinds + rest.kinds)
