"""Numbers of a plain text with their values, for use alone: signs, fractions, ratios, percent."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import regex

from musnad.annotate.counting import numerals
from musnad.annotate.counting.numerals import Kind
from musnad.model import Span
from musnad.text.normalize import fold
from musnad.text.tokenize import Token, tokens

_AND = frozenset({"و"})
_MINUS = frozenset({"-", "سالب", "ناقص"})
_PER = frozenset({"من", "علي", "في"})
_PIECES = frozenset({"جزء", "جزءا", "اجزاء"})
_DATED = regex.compile(r"(\d{1,4})([/-])(\d{1,2})\2(\d{1,4})")
_SLASHED = regex.compile(r"(\d+)/(\d+)")
_SMALL = 100
_POWER = regex.compile(r"([-+]?\d+(?:[.,]\d+)?)(?:e([+-]?\d{1,2})|\^([+-]{0,2}\d{1,2}))(?!\d)")


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a text: its span, its value and how it is written."""

    span: Span
    value: float
    kind: Kind


def parse(text: str) -> tuple[Number, ...]:
    """Return the numbers of a text, in order; ordinals and fractions by their kind.

    A dot or comma before exactly three digits groups thousands, as newspapers write.

    >>> [(n.value, n.kind.value) for n in parse("نزح ثلثا سكان الحي الثالث")]
    [(0.6666666666666666, 'fraction'), (3.0, 'ordinal')]
    >>> [n.value for n in parse("من سالب خمسة إلى 2 1/4")]
    [-5.0, 2.25]
    """
    powers = list(_powers(text))
    atoms = numerals.split(text, tokens(text), _AND)
    out: list[Number] = []
    i = 0
    while i < len(atoms):
        out += _of_date(atoms[i])
        found = _slashed(atoms, i) or _read(atoms, i)
        if not found:
            i += 1
            continue
        number, i = found
        end = numerals.percent_end(atoms, i)
        if end:
            span = Span(number.span.start, atoms[end - 1].end)
            number, i = replace(number, span=span, kind=Kind.PERCENT), end
        if not any(p.span.overlaps(number.span) for p in powers):
            out.append(number)
    return tuple(sorted([*out, *powers], key=lambda n: n.span))


def _of_date(atom: Token) -> Iterator[Number]:
    """Yield the three numbers of a date in digits: `17/5/2018`."""
    m = _DATED.fullmatch(atom.form)
    # A diacritic or tatweel inside digits would shift them: such a token is left alone.
    if m and len(atom.form) == atom.end - atom.start:
        for group in (1, 3, 4):
            first, last = m.span(group)
            span = Span(atom.start + first, atom.start + last)
            yield Number(span, float(m[group]), Kind.DIGITS)


def _powers(text: str) -> Iterator[Number]:
    """Yield numbers in scientific writing: `1.2e10`, `2^8`."""
    folded = fold(text)
    for m in _POWER.finditer(folded.text):
        base = float(m[1].replace(",", "."))
        sign = -1 if m[3] and base < 0 else 1
        value = (
            base * 10.0 ** int(m[2]) if m[2] else sign * abs(base) ** int(m[3].replace("--", ""))
        )
        yield Number(folded.span(*m.span()), value, Kind.DIGITS)


def _read(atoms: tuple[Token, ...], i: int) -> tuple[Number, int] | None:
    """Return the number that begins at an atom, with its sign or ratio, and the atom after it."""
    sign = -1 if atoms[i].form in _MINUS and _leads(atoms, i) else 1
    first = i + (sign < 0)
    point = first if atoms[first].form in {".", "٫"} and _joined(atoms, first) else None
    if point is not None and (first == 0 or not _joined(atoms, first - 1)):
        digits = atoms[first + 1].form
        if digits.isdigit():
            span = Span(atoms[i].start, atoms[first + 1].end)
            return Number(span, sign * float("0." + digits), Kind.DIGITS), first + 2
    if first > i:
        slashed = _slashed(atoms, first)
        if slashed:
            return _signed(slashed, atoms[i].start), slashed[1]
    found = _ratio(atoms, first) or _plain(atoms, first)
    if not found:
        return None
    return (_signed(found, atoms[i].start) if sign < 0 else found[0]), found[1]


def _signed(found: tuple[Number, int], start: int) -> Number:
    return replace(found[0], span=Span(start, found[0].span.end), value=-found[0].value)


def _leads(atoms: tuple[Token, ...], i: int) -> bool:
    """Say whether a minus is a sign: no word or digit is joined to its left, a number follows."""
    if i + 1 >= len(atoms):
        return False
    after_number = i and atoms[i - 1].form[0].isdigit()
    return not (i and atoms[i - 1].end == atoms[i].start) and not after_number


def _joined(atoms: tuple[Token, ...], i: int) -> bool:
    return i + 1 < len(atoms) and atoms[i].end == atoms[i + 1].start


def _plain(atoms: tuple[Token, ...], i: int) -> tuple[Number, int] | None:
    found = numerals.read(atoms, i)
    if not found:
        return None
    span = Span(atoms[i].start, atoms[found.last - 1].end)
    return Number(span, found.value, found.kind), found.last


def _ratio(atoms: tuple[Token, ...], i: int) -> tuple[Number, int] | None:
    """`واحد على عشرين`, `واحد من أربعة`, `جزء من مئة`: one number as part of another."""
    top, j = 1.0, i
    if atoms[i].form not in _PIECES:
        found = numerals.read(atoms, i)
        if not found or found.kind not in {Kind.DIGITS, Kind.WORDS}:
            return None
        top, j = found.value, found.last
    pieces = j < len(atoms) and atoms[j].form in _PIECES
    j += pieces
    if j + 1 >= len(atoms) or atoms[j].form not in _PER:
        return None
    # `3 من 5` are two numbers; one of so many, and parts of so many, are a ratio.
    if not pieces and atoms[j].form != "علي" and top != 1 and top < _SMALL:
        return None
    below = numerals.read(atoms, j + 1)
    if not below or below.kind not in {Kind.DIGITS, Kind.WORDS} or not below.value:
        return None
    span = Span(atoms[i].start, atoms[below.last - 1].end)
    more = top % below.value if pieces else top
    # Parts are fewer than make one: `مئتان وواحد وسبعون جزءا من مئة` is 200 and 71 parts.
    return Number(span, top - more + more / below.value, Kind.FRACTION), below.last


def _slashed(atoms: tuple[Token, ...], i: int) -> tuple[Number, int] | None:
    """`3/4`, alone or with its whole number before or after it: `2 1/4`."""
    m, last = _SLASHED.fullmatch(atoms[i].form), i + 1
    whole = 0.0
    if not m and atoms[i].form.isdigit() and i + 1 < len(atoms):
        m, last, whole = _SLASHED.fullmatch(atoms[i + 1].form), i + 2, float(atoms[i].form)
    elif m and last < len(atoms) and atoms[last].form.isdigit():
        whole, last = float(atoms[last].form), last + 1
    if not m or not 0 < int(m[1]) < int(m[2]):
        return None
    span = Span(atoms[i].start, atoms[last - 1].end)
    return Number(span, whole + int(m[1]) / int(m[2]), Kind.FRACTION), last
