"""Credit lines: where a report was written, by whom, and for which outlet or agency.

`طرابلس - واس`, `مدريد: «الشرق الأوسط»`, `بروكسل: عبد الله مصطفى`: parts between marks, each a
place, an outlet, words that name no outlet (`وكالات`), or someone's name.
"""

import re
from dataclasses import dataclass
from functools import cache

from musnad import lexicon
from musnad.text.normalize import key

_WORD = re.compile(r"\d+|[^\W\d_]+")
_MARKS = re.compile(r"[:،,()|/\[\]+•-]")
_QUOTED = re.compile(r"\"[^\"]+\"|\{[^}]+\}")
_QUOTES = re.compile(r"[\"{}]")
_BRACKETED = re.compile(r"[:–-]\s*\(([^()\"]+)\)")
_FROM = re.compile(r"\sمن\s")


class OutletRow(lexicon.Row, frozen=True, kw_only=True):
    """An outlet or agency and the forms of its name."""

    name: str
    forms: tuple[str, ...]
    agency: bool = False
    ambiguous: bool = False


class FormsRow(lexicon.Row, frozen=True, kw_only=True):
    """A list of forms that play one part in a credit."""

    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet as a credit names it; `row` is `None` for one not in the table."""

    name: str
    row: OutletRow | None


@dataclass(frozen=True, slots=True)
class Credit:
    """A credit line's parts; `others` counts those that are nothing known (a name, say)."""

    outlets: tuple[Outlet, ...]
    places: int
    generic: int
    others: tuple[str, ...]

    @property
    def outlet(self) -> Outlet | None:
        """The report's outlet: the first that is no agency, else the first agency."""
        own = (o for o in self.outlets if o.row is None or not o.row.agency)
        return next(own, self.outlets[0] if self.outlets else None)


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(key(text).lower()))


@cache
def _outlets() -> dict[tuple[str, ...], OutletRow]:
    rows = lexicon.load("outlets", "outlet", OutletRow)
    return {_words(form): row for row in reversed(rows) for form in row.forms}


@cache
def _forms(array: str) -> frozenset[tuple[str, ...]]:
    rows = lexicon.load("outlets", array, FormsRow)
    return frozenset(_words(form) for row in rows for form in row.forms)


def known_outlet(name: str) -> OutletRow | None:
    """Return the table's row of a name, its quotation marks and class noun left aside.

    >>> known_outlet("وكالة «رويترز»").id
    'reuters'
    """
    words = _words(name)
    row = _outlets().get(words)
    if row is None and len(words) > 1 and words[:1] in _forms("class"):
        row = _outlets().get(words[1:])
    return row


def sure_outlet(name: str) -> bool:
    """Say whether a name is in the table and nothing else (a city, a word) goes by it."""
    row = known_outlet(name)
    return row is not None and not row.ambiguous


def names_outlet(name: str) -> bool:
    """Say whether a name is in the table, or made like one (`شبكة النسيم`, `نسيم نيوز`)."""
    words = _words(name)
    if known_outlet(name) is not None or not 1 < len(words) <= 5:
        return known_outlet(name) is not None
    ends = words[-1:] in _forms("ending") or words[-2:] in _forms("ending")
    return (words[:1] in _forms("class") or ends) and not is_generic(name)


def is_media(name: str) -> bool:
    """Say whether a name is in the table or starts with a class noun (`شبكة النسيم`)."""
    return known_outlet(name) is not None or _words(name)[:1] in _forms("class")


def is_generic(name: str) -> bool:
    """Say whether the words stand where an outlet could but name none (`وكالات`)."""
    return _words(name) in _forms("generic")


def is_class_noun(name: str) -> bool:
    """Say whether the words start with `الصحيفة`, `الموقع` and the like: no outlet's name."""
    return _words(name)[:1] in {(f"ال{form[0]}",) for form in _forms("class")}


def is_place(name: str) -> bool:
    """Say whether the words are a city or country that credits are written from."""
    return _words(name) in _forms("place")


def parse(line: str) -> Credit:
    """Read a short line as a credit.

    >>> c = parse("مدريد: «الشرق الأوسط»")
    >>> c.places, [o.name for o in c.outlets]
    (1, ['الشرق الأوسط'])
    """
    parts = [(p, quoted) for p, quoted in _parts(line) if _words(p)]
    places = sum(is_place(p) for p, quoted in parts if not quoted)
    generic = sum(is_generic(p) for p, _ in parts)
    outlets, others = [], []
    sure = any(sure_outlet(p) for p, _ in parts)
    for part, quoted in parts:
        row = known_outlet(part)
        if is_generic(part):
            continue
        # `دبي - الرياض` is the paper, `عدن، الرياض: وكالات` the city.
        city = is_place(part)
        beside = row and not sure and (places - city == 1 == len(parts) - 1 if city else places)
        beside = beside or (row and not city and len(parts) == 1)
        if quoted or (row and not row.ambiguous) or (not row and names_outlet(part)) or beside:
            outlets.append(Outlet(part, row))
        elif not is_place(part) and not row:
            others.append(part)
    return Credit(tuple(outlets), places, generic, tuple(others))


def _parts(line: str) -> list[tuple[str, bool]]:
    """Split as written (not folded, so that names come out whole), quoted parts marked.

    A quotation beside other words is no part of its own: `«الوفد» يغادر`, `"القدس" دوت كوم`.
    """
    out: list[tuple[str, bool]] = []
    for piece in _MARKS.split(_plain_marks(line)):
        for part in _FROM.split(piece):
            quoted = _QUOTED.fullmatch(part.strip())
            out.append((_QUOTES.sub("", part).strip(), quoted is not None))
    return out


def _plain_marks(line: str) -> str:
    line = _BRACKETED.sub(r'- "\1"', re.sub("[“”„«»″]", '"', line))
    return re.sub("[\u2013\u2014\u2015\u0640]\\s|[\u2013\u2014\u2015]", "- ", line).replace(
        "\xa0", " "
    )


def rules(line: str) -> set[str]:
    """Return the ids of the rows that a credit line's parts are known by."""
    credit = parse(line)
    fired = {o.row.id for o in credit.outlets if o.row}
    fired |= {"agencies"} if credit.generic else set()
    fired |= {"cities"} if credit.places else set()
    named = [_words(o.name) for o in credit.outlets if o.row is None]
    fired |= {"media"} if any(w[:1] in _forms("class") for w in named) else set()
    return fired | ({"endings"} if any(w[-1:] in _forms("ending") for w in named) else set())
