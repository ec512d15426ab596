"""A page's lines with what shows on their surface, and the furniture rows that match them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal

from musnad import lexicon
from musnad.model import ZoneKind
from musnad.text.normalize import DROPPED, key

_WORD = re.compile(r"\d+|[^\W\d_]+")
_LINE = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c\x85]+")
_HEAD = re.compile(r"^[^\w#@+]+")
_TAIL = re.compile(r"\W+$")
_STOP = re.compile(r"[.۔](?:[\"')\]»]|\s)*$")
_SIGN = r"\s*[\"'»)\]]?\s*[:|،,/؛-]"
_DATE_SHAPE = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}|\d{1,2}:\d{2}")
_CLOCK_OF = re.compile(r"ب?توقيت (?:مكه المكرمه|\w+)")
_PARTS = re.compile(r"[|•·/]|\s-\s?|\s?-\s")
_PREFIX = re.compile(r"^(?:[وف]?(?:[بكل]?ال|لل)|[وفبلك](?=\w{4}))")
_BULLET = re.compile(r"[•·▪●*◄►■-]|\d+\s?[.)-]")


class LineRow(lexicon.Row, frozen=True, kw_only=True):
    """A piece of furniture by the words it starts with, is made of, or holds."""

    kind: ZoneKind
    match: Literal["whole", "start", "any", "pattern"]
    forms: tuple[str, ...]
    sign: bool = False
    where: Literal["any", "header", "body"] = "any"
    scope: Literal["line", "links", "rest"] = "line"
    max_words: int = 12


class WordsRow(lexicon.Row, frozen=True, kw_only=True):
    """A set of words; a line made only of them is of this kind."""

    kind: ZoneKind
    words: tuple[str, ...]
    needs_number: bool = False


@dataclass(frozen=True)
class Line:
    """One line that is not blank: its range without the spaces around it, and its looks.

    `gap` says that a blank line, or the text's start, comes before it.
    """

    start: int
    end: int
    text: str
    gap: bool

    @cached_property
    def key(self) -> str:
        """The line folded, its spaces squeezed."""
        return key(self.text)

    @cached_property
    def head(self) -> str:
        """The folded line in lower case without marks at its start."""
        return _HEAD.sub("", self.key.lower())

    @cached_property
    def core(self) -> str:
        """The folded line in lower case without marks at either end."""
        return _TAIL.sub("", self.head)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Folded words and numbers."""
        return tuple(_WORD.findall(self.key.lower()))

    @property
    def size(self) -> int:
        """How many words and numbers."""
        return len(self.words)

    @cached_property
    def stops(self) -> bool:
        """Say whether it ends with a full stop (dots that trail off are none)."""
        return bool(_STOP.search(self.key)) and not self.key.endswith("..")

    @cached_property
    def bullet(self) -> bool:
        """Say whether it starts as an item of a list."""
        return bool(_BULLET.match(self.key))

    @cached_property
    def prose(self) -> bool:
        """Say whether it reads as a paragraph: long, or a sentence with its full stop."""
        return self.size >= 25 or (self.stops and self.size >= 6) or self.by_lead

    @cached_property
    def by_lead(self) -> bool:
        """Say whether a verb that reports open with is what makes it a paragraph."""
        if not 9 <= self.size < 25 or self.stops:
            return False
        return self.words[0].removeprefix("و") in words_of("lead")

    @cached_property
    def content(self) -> frozenset[str]:
        """The words that carry its matter: four letters or more, common prefixes off."""
        return frozenset(_PREFIX.sub("", w) for w in self.words if len(w) >= 4 and w.isalpha())


def lines(text: str) -> tuple[Line, ...]:
    r"""Return the lines that hold more than white space and invisible marks.

    >>> [x.text for x in lines("عنوان\r\n\r\n متن \n")]
    ['عنوان', 'متن']
    """
    out: list[Line] = []
    last = 0
    for m in _LINE.finditer(text):
        piece = m.group()
        kept = piece.strip()
        if not kept:
            continue
        start = m.start() + len(piece) - len(piece.lstrip())
        between = text[last : m.start()]
        gap = not out or between.count("\n") > 1 or between.count("\r") > between.count("\n") + 1
        out.append(Line(start, start + len(kept), kept, gap))
        last = m.end()
    return tuple(out)


@dataclass(frozen=True, slots=True)
class _Matcher:
    row: LineRow
    pattern: re.Pattern[str]

    def matches(self, line: Line) -> bool:
        if line.size > self.row.max_words:
            return False
        where = {"whole": line.core, "start": line.head}
        return bool(self.pattern.search(where.get(self.row.match, line.key.lower())))


@cache
def _matchers() -> tuple[_Matcher, ...]:
    return tuple(_Matcher(r, _compile(r)) for r in lexicon.load("zones", "line", LineRow))


def _compile(row: LineRow) -> re.Pattern[str]:
    if row.match == "pattern":
        return re.compile("|".join(row.forms))
    keys = (key(form).lower() for form in row.forms)
    forms = "|".join(sorted(map(re.escape, keys), key=len, reverse=True))
    tail = _SIGN if row.sign else r"(?!\w)"
    return re.compile(
        {
            "whole": rf"^(?:{forms})$",
            "start": rf"^(?:{forms}){tail}",
            "any": rf"(?<!\w)(?:{forms})(?!\w)",
        }[row.match]
    )


@cache
def _heads() -> frozenset[str]:
    rows = lexicon.load("zones", "line", LineRow)
    return frozenset(key(f).lower() for r in rows if r.scope != "line" for f in r.forms)


def is_head(line: Line) -> bool:
    """Say whether a line is the head of links or of another section, and nothing more."""
    return line.core in _heads()


def rows_of(line: Line) -> Iterator[LineRow]:
    """Yield the rows of `lexicon/zones.toml` whose form the line has, in the table's order."""
    return (m.row for m in _matchers() if m.matches(line))


@cache
def _word_rows() -> dict[str, WordsRow]:
    return {r.id: r for r in lexicon.load("zones", "words", WordsRow)}


@cache
def words_of(row: str) -> frozenset[str]:
    """Return a word row's words, folded, in lower case."""
    forms = map(key, _word_rows()[row].words)
    return frozenset(w for form in forms for w in _WORD.findall(form.lower()))


@cache
def row_forms(row: str) -> tuple[str, ...]:
    """Return a line row's forms, folded, in lower case, the longest first."""
    rows = lexicon.load("zones", "line", LineRow)
    forms = (key(f).lower() for r in rows if r.id == row for f in r.forms)
    return tuple(sorted(forms, key=len, reverse=True))


def is_dateline(line: Line) -> bool:
    """Say whether a line, or a part of it between bars, is a date or time and nothing else.

    >>> [is_dateline(lines(t)[0]) for t in ("11:36 ص ,07 مارس 2024", "انتخابات مارس 2024")]
    [True, False]
    """
    if line.size > 26 or not any(w.isdigit() for w in line.words):
        return False
    if _is_date(line.key):
        return True
    parts = [p for p in _PARTS.split(line.key) if p.strip()]
    rest = [p for p in parts if not _is_date(p)]
    return 0 < len(rest) < len(parts) and all(len(_WORD.findall(p)) <= 5 for p in rest)


def _is_date(text: str) -> bool:
    words = _WORD.findall(_CLOCK_OF.sub("توقيت", text.lower()))
    known = words_of("date")
    dated = [w for w in words if w.isdigit() or w in known]
    numbers = sum(w.isdigit() for w in words)
    if not numbers or not (len(dated) > numbers or _DATE_SHAPE.search(text)):
        return False
    others = len(words) - len(dated)
    two_calendars = "الموافق" in words and others <= 3
    return others == 0 or two_calendars or (others <= 2 and len(dated) >= 4 * others)


def is_interface(line: Line) -> bool:
    """Say whether every word of a line is a page's button or a sharing service."""
    known = words_of("interface")
    return 0 < line.size <= 14 and all(w in known or w.isdigit() for w in line.words)


def is_empty(line: Line) -> bool:
    """Say whether a line holds only marks, numbers or invisible characters."""
    return not DROPPED.sub("", line.text).strip() or not any(w.isalpha() for w in line.words)
