"""Organisations that no list holds: a noun of their kind and what may follow, as rows say."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from musnad import lexicon
from musnad.annotate.naming.nameline import Found, Line
from musnad.annotate.naming.ordinary import is_listed
from musnad.annotate.naming.vocabulary import Form, words
from musnad.model import Label
from musnad.text.normalize import key

_LONGEST_QUOTED = 5


class Body(lexicon.Row, frozen=True, kw_only=True):
    """Nouns of a kind of organisation and the tails they take; see `lexicon/bodies.toml`."""

    heads: str
    tails: tuple[str, ...]
    part: str = "all"
    label: Label = Label.ORG
    unless: str = ""


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a tail: what it takes, and how often."""

    kind: str
    options: frozenset[str]
    optional: bool
    repeats: bool


@dataclass(frozen=True, slots=True)
class Pattern:
    """A head (its words after the first) with one tail."""

    rest: tuple[str, ...]
    tail: tuple[Element, ...]
    whole: bool
    label: Label
    unless: frozenset[str]
    rule: str


@cache
def patterns() -> dict[str, tuple[Pattern, ...]]:
    """Return the patterns by the first word of their head, in the table's order."""
    out: dict[str, list[Pattern]] = {}
    for row in lexicon.load("bodies", "body", Body):
        for head in row.heads.split():
            first, *rest = (key(w) for w in head.split("/"))
            for tail in row.tails:
                elements = tuple(_element(e) for e in tail.split())
                pattern = Pattern(
                    rest=tuple(rest),
                    tail=elements,
                    whole=row.part == "all",
                    label=row.label,
                    unless=frozenset(key(w) for w in row.unless.split()),
                    rule=f"body.{row.id}",
                )
                out.setdefault(first, []).append(pattern)
    return {w: tuple(ps) for w, ps in out.items()}


def _element(text: str) -> Element:
    bare = text.rstrip("?*")
    kind = bare if bare in _TAKERS else "WORD"
    options = frozenset(key(w) for w in bare.split("/")) if kind == "WORD" else frozenset()
    mark = text[len(bare) :]
    return Element(kind, options, bool(mark), "*" in mark)


def match(line: Line, i: int) -> Found | None:
    """Return the organisation whose noun stands at token `i`, if a tail follows."""
    table = patterns()
    for reading in line.forms[i].readings:
        for pattern in table.get(reading.rest, ()):
            at = i + 1 + len(pattern.rest)
            if tuple(f.form for f in line.forms[i + 1 : at]) != pattern.rest:
                continue
            end = _tail(line, at, pattern.tail)
            if end is None or (i and line.forms[i - 1].reads(pattern.unless)):
                continue
            if pattern.whole and not line.is_quote(at):
                return Found(i, end, reading.cut, pattern.label, (pattern.rule,))
            return _inner(line, at, end, pattern)
    return None


def head(form: Form) -> int | None:
    """Return the letters before a noun that is part of the names it opens, else `None`."""
    for reading in form.readings:
        if any(
            p.whole and not p.rest and p.label is Label.ORG
            for p in patterns().get(reading.rest, ())
        ):
            return reading.cut
    return None


def _inner(line: Line, start: int, end: int, pattern: Pattern) -> Found:
    longer = line.listed(start)
    if longer and longer.end > end and longer.label is pattern.label:
        return replace(longer, rules=(pattern.rule, *longer.rules))
    if line.is_quote(start):
        start += 1
        end = next(i for i in range(start, end) if line.is_quote(i))
    inner = tuple(f.form for f in line.forms[start:end])
    for _, entries in line.forms[start].listed:
        for entry in entries:
            if entry.words == inner and entry.label is pattern.label:
                rules = (pattern.rule, entry.rule)
                return Found(start, end, 0, entry.label, rules, name=entry.name)
    return Found(start, end, 0, pattern.label, (pattern.rule,))


def _tail(line: Line, at: int, tail: tuple[Element, ...]) -> int | None:
    for element in tail:
        taken = 0
        while (end := _TAKERS[element.kind](line, at, element)) is not None:
            at, taken = end, taken + 1
            if not element.repeats:
                break
        if not taken and not element.optional:
            return None
    return at


def _quoted(line: Line, at: int, _: Element) -> int | None:
    if not line.is_quote(at):
        return None
    for end in range(at + 1, min(at + 2 + _LONGEST_QUOTED, len(line.forms))):
        if line.is_quote(end):
            return end + 1 if end > at + 1 else None
        if not line.forms[end].word and not line.forms[end].form.isdigit():
            return None
    return None


def _one(line: Line, at: int, ok: Callable[[Form], bool]) -> int | None:
    return at + 1 if at < len(line.forms) and line.forms[at].word and ok(line.forms[at]) else None


def _definite(form: Form) -> bool:
    return form.definite and not form.demonym and form.form not in words("bodies", "stop")


def _unknown(form: Form) -> bool:
    return form.unknown and not form.definite and not form.form.endswith("يه")


def rare(form: Form) -> bool:
    """Say whether a word is listed neither just so nor without article, and is no plural.

    Without the article it must not look like an adjective, a verb or a word with proclitics.
    """
    if form.demonym or form.form.endswith(("ات", "ون", "ين")) or is_listed(form.form):
        return False
    if form.definite:
        return not is_listed(form.form[2:])
    inflected = form.form.endswith(("ه", "ي", "ت", "وا", "ان")) or form.form[0] in "يتن"
    return not inflected and len(form.readings) == 1 and form.plain


def _adjective(form: Form) -> bool:
    return _definite(form) and form.form.endswith(("ي", "يه"))


def _and_definite(form: Form) -> bool:
    return form.form.startswith("وال") and form.form[1:] not in words("bodies", "stop")


def _nationality(line: Line, at: int, _: Element) -> int | None:
    """Take an adjective of a country; after a feminine head it must be feminine."""
    head = line.form(at - 1)
    return _one(
        line,
        at,
        lambda f: f.definite and f.demonym and (not head.endswith("ه") or f.form.endswith("ه")),
    )


def _listed(label: Label) -> Callable[[Line, int, Element], int | None]:
    def take(line: Line, at: int, _: Element) -> int | None:
        found = line.listed(at)
        return found.end if found and found.label is label else None

    return take


def _taker(ok: Callable[[Form], bool]) -> Callable[[Line, int, Element], int | None]:
    return lambda line, at, _: _one(line, at, ok)


def _not_joined(line: Line, at: int, _: Element) -> int | None:
    """Take an unknown word, if it is not joined by و to one before."""
    joined = line.form(at).startswith("و") and line.forms[at - 1].unknown
    return None if joined else _one(line, at, _unknown)


_TAKERS: dict[str, Callable[[Line, int, Element], int | None]] = {
    "QUOTED": _quoted,
    "UNK": _not_joined,
    "PROPER": _taker(lambda f: _unknown(f) and not f.form.endswith("ي") and f.given is None),
    "RDEF": _taker(lambda f: f.definite and f.unknown),
    "RARE": _taker(rare),
    "FDEF": _taker(lambda f: _definite(f) and f.fresh_name),
    "NAME": _taker(lambda f: f.unknown or f.given == 0 or f.weak == 0),
    "DEF": _taker(_definite),
    "&DEF": _taker(_and_definite),
    "ADJ": _taker(_adjective),
    "NAT": _nationality,
    "LDEF": _taker(lambda f: f.form.startswith("لل") and len(f.form) > 4),
    "PLACE": _listed(Label.LOC),
    "ORG": _listed(Label.ORG),
    "WORD": lambda line, at, e: _one(line, at, lambda f: f.form in e.options),
}
