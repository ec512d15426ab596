"""The numbers of a sentence that may count something: digits, words, ranges, duals, shares."""

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from musnad.annotate.counting import measures
from musnad.annotate.counting.numeralwords import words as numeral_words
from musnad.annotate.grammar import Lexeme

_NUMBERS = frozenset({"dd", "digits", "numword", "yyyy"})
_JOINS = frozenset({"and", "to", "dash", "or"})
_JOINED = regex.compile(r"(\d+(?:[.,]\d+)?)-(\d+(?:[.,]\d+)?)")
_PERCENT = frozenset({"%", "٪"})
_LEAST = 3
_PLURALS = ("ين", "ون", "ات")
_BROKEN_PLURAL = regex.compile(r"ا\p{L}{2}ا\p{L}|\p{L}{2}و\p{L}|دول|مدن|قري")
_LISTED_PLURAL = regex.compile(r"\p{L}{2}ا\p{L}")
_ARTICLED = regex.compile(r"(?:[وف]?[بك]?ال|[وف]?لل)\p{L}{3}")
_ADJECTIVES = 3


@dataclass(frozen=True, slots=True)
class Count:
    """A number of a sentence: its lexemes `[first, last)`, value, and value range.

    A dual is the noun's own ending, in an empty range before its noun. Where the noun comes
    before the number (`الدول الخمس`), `first` is the noun and `noun` the noun's lexeme.
    """

    first: int
    last: int
    value: float
    high: float
    noun: int | None = None


def counts(lexemes: tuple[Lexeme, ...]) -> Iterator[Count]:
    """Yield the numbers and ranges that may count, and the duals of persons, in order."""
    i = 0
    while i < len(lexemes):
        lexeme = lexemes[i]
        number = lexeme.number is not None or lexeme.form[0].isdigit()
        found = _at(lexemes, i) if number or "dual" in lexeme.classes else None
        if found:
            yield found
            i = max(found.last, i + 1)
            i += found.first == found.last and i < len(lexemes) and lexemes[i].number == 2
        else:
            i += 1


def _at(lexemes: tuple[Lexeme, ...], i: int) -> Count | None:
    lexeme = lexemes[i]
    if "dual" in lexeme.classes:
        return Count(i, i, 2.0, 2.0)
    if _NUMBERS & lexeme.classes.keys() and lexeme.number is not None:
        return _defining(lexemes, i) or _range(lexemes, i) or _alone(lexemes, i, lexeme.number)
    if "numdef" in lexeme.classes:
        return _defining(lexemes, i)
    if "frac" in lexeme.classes and lexeme.number and _has_people(lexemes, i):
        percent = round(100 * lexeme.number, 1)
        return Count(i, i + 1, percent, percent)
    joined = _JOINED.fullmatch(lexeme.form)
    return (
        _ends(lexemes, i, *(float(n.replace(",", ".")) for n in joined.groups()))
        if joined
        else None
    )


def _alone(lexemes: tuple[Lexeme, ...], i: int, value: float) -> Count:
    before = lexemes[i - 1] if i else None
    if _is_repeated(lexemes, i, value):
        return Count(i, i + 4, value, value)
    if before and before.form in _PERCENT and before.end == lexemes[i].start:
        return Count(i - 1, i + 1, value, value)
    return Count(
        i - (value == 2 and before is not None and "person" in before.classes), i + 1, value, value
    )


def _is_repeated(lexemes: tuple[Lexeme, ...], i: int, value: float) -> bool:
    """Say whether a number stands again in brackets after itself: `65 (خمسة وستين) جنديا`."""
    return (
        i + 3 < len(lexemes)
        and lexemes[i + 1].form == "("
        and lexemes[i + 2].number == value
        and lexemes[i + 3].form == ")"
    )


def is_percent(lexemes: tuple[Lexeme, ...], count: Count) -> bool:
    """Say whether the percent sign stands before the number, as in `%14`."""
    return count.first < count.last and lexemes[count.first].form in _PERCENT


def _ends(lexemes: tuple[Lexeme, ...], i: int, low: float, high: float) -> Count | None:
    """A range written together, with the scale of both ends: `2.5-3 ملايين`."""
    if not low < high:
        return None
    after = lexemes[i + 1] if i + 1 < len(lexemes) else None
    kind, scale = numeral_words().get(after.form, ("", 1.0)) if after else ("", 1.0)
    if kind in {"scale", "scale_plural"}:
        return Count(i, i + 2, low * scale, high * scale)
    return Count(i, i + 1, low, high)


def _has_people(lexemes: tuple[Lexeme, ...], i: int) -> bool:
    """Say whether a fraction is of people: `ثلث السكان`, not `الربع المالي`."""
    if i + 1 >= len(lexemes) or lexemes[i].form.startswith("ال"):
        return False
    noun = lexemes[i + 1]
    whole = noun.form.startswith("ال") or noun.classes.get("noun") == "noun.population"
    return whole and measures.is_noun(noun)


def _range(lexemes: tuple[Lexeme, ...], i: int) -> Count | None:
    """A range of two numbers of one noun: `ما بين 20 و25 شخصا`, `4 إلى 5 أشخاص`."""
    j = i + 2
    j += j < len(lexemes) and "article" in lexemes[j].classes
    if j >= len(lexemes) or not _NUMBERS & lexemes[j].classes.keys():
        return None
    joint = _JOINS & lexemes[i + 1].classes.keys()
    led = i > 0 and "between" in lexemes[i - 1].classes
    if not joint or (joint == {"and"} and not led):
        return None
    low, high = lexemes[i].number or 0.0, lexemes[j].number or 0.0
    if high >= 1000 > high / 1000 >= low:
        low *= 1000 if high < 1e6 else 1e6
    first = i - 1 if led and "of" not in lexemes[i - 1].classes else i
    return Count(first, j + 1, low, high) if low < high else None


def _defining(lexemes: tuple[Lexeme, ...], i: int) -> Count | None:
    """A number after its noun, both with the article: `الدول الخمس`, `المجندين الـ16`.

    In digits the same writing numbers one thing (`الدورة الـ16`), so the noun must be plural.
    """
    value = lexemes[i].number
    if value is None or value < _LEAST or value % 1 or "ord" in lexemes[i].classes:
        return None
    words = "numdef" in lexemes[i].classes
    first = i if words else i - 1
    if not words and not (first > 0 and "article" in lexemes[first].classes):
        return None
    following = lexemes[i + 1] if i + 1 < len(lexemes) else None
    if following and (measures.is_noun(following) or "uncounted" in following.classes):
        return None
    noun = first
    while noun > max(0, first - _ADJECTIVES) and _is_definite(lexemes[noun - 1]):
        noun -= 1
    if noun == first or "uncounted" in measures.bare_words(lexemes[noun].form):
        return None
    if not words and not _is_plural(lexemes[noun].form):
        return None
    return Count(noun, i + 1, value, value, noun)


def _is_definite(lexeme: Lexeme) -> bool:
    return bool(_ARTICLED.match(lexeme.form)) and lexeme.number is None


def _is_plural(form: str) -> bool:
    noun = form.removeprefix("ال")
    listed = "person" in measures.bare_words(form) and bool(_LISTED_PLURAL.fullmatch(noun))
    return listed or noun.endswith(_PLURALS) or bool(_BROKEN_PLURAL.fullmatch(noun))
