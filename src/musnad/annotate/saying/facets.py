"""What a report says of who speaks: in which office, and of the unnamed what and why."""

from dataclasses import dataclass
from functools import cache

from musnad.annotate.naming.gazetteer import demonym_row
from musnad.annotate.saying.discourse import bare
from musnad.annotate.saying.nounphrases import BINDING
from musnad.annotate.saying.nouns import head, nisba, plurals
from musnad.annotate.saying.phrases import COMMAS, PREPOSITIONS, RELATIVES, STOPS, THAT, Line, Range
from musnad.lexicon import Row, load
from musnad.model import Label, Unnamed
from musnad.text.normalize import key

_DUAL = ("ان", "ين")
_IN = frozenset({"في", "ب", "لدي", "من", "باسم"})
_LOOSE = COMMAS | {"-", "(", ":"}
_REACH = 14
_SHORT = 3
_PERSONS = frozenset({"anonymous", "role"})
_MANY = frozenset(
    {"بعض", "عده", "عدد", "كثيرون", "اخرون", "معلومات", "انباء", "اوساط", "دوائر", "جهات"}
)


class Reason(Row, frozen=True, kw_only=True):
    """Words that open why a source goes unnamed, and those of which one must follow."""

    words: tuple[str, ...]
    then: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Reason:
    row: Reason
    words: tuple[str, ...]
    then: frozenset[str]


@cache
def _reasons() -> dict[str, tuple[_Reason, ...]]:
    out: dict[str, list[_Reason]] = {}
    for row in load("sources", "reason", Reason):
        then = frozenset(key(w) for w in row.then)
        for phrase in row.words:
            words = tuple(key(phrase).split())
            out.setdefault(words[0], []).append(_Reason(row, words, then))
    return {k: tuple(v) for k, v in out.items()}


def reason(ln: Line) -> tuple[Range, str] | None:
    """Return the words that tell why a sentence's source goes unnamed, and their row."""
    for i, f in enumerate(ln.forms):
        for r in _reasons().get(f.removeprefix("و") if f not in _reasons() else f, ()):
            after = ln.forms[i + 1 : i + 5]
            if after[: len(r.words) - 1] == r.words[1:] and any(
                w.removeprefix("ال") in r.then for w in after[len(r.words) - 1 :]
            ):
                return (i, _end(ln, i)), r.row.id
    return None


def _end(ln: Line, i: int) -> int:
    """Return where the clause from word `i` ends."""
    stops = COMMAS | STOPS | THAT | {":", '"', "-", ")", "(", "قال", "قالت", "لكنه"}
    n = min(len(ln.forms), i + _REACH)
    return next((k for k in range(i + 1, n) if ln.forms[k] in stops), n)


def role(ln: Line, start: int, stop: int) -> str | None:
    """Return the office in the noun phrase `[start, stop)` of a person, names left out."""
    named = [k for k in range(start, stop) if _person(ln, k)]
    first = next((k for k in range(start, stop) if _office(ln, k)), None)
    if first is None:
        return None
    end = next((k for k in named if k > first), stop)
    while end > first + 1 and (ln.forms[end - 1] in _LOOSE or _honours(ln.forms[end - 1])):
        end -= 1
    return ln.chars(first, end).of(ln.text)


def _person(ln: Line, k: int) -> bool:
    m = ln.names[k]
    return m is not None and m.label is Label.PER


def _office(ln: Line, k: int) -> bool:
    return ln.names[k] is None and any(r.kind == "role" for r in head(ln.forms[k]))


def _honours(f: str) -> bool:
    return any(r.kind == "honorific" for r in head(f))


def unnamed(ln: Line, start: int, stop: int) -> Unnamed:
    """Return what the noun phrase `[start, stop)` says of its unnamed source."""
    end = next((k for k in range(start, stop) if ln.forms[k] in RELATIVES), stop)
    nationality, offices, party = None, [], None
    k = start + 1
    while k < end:
        f = ln.forms[k]
        if f in BINDING:
            offices.append(ln.chars(k, end).of(ln.text))
            break
        if f in _IN or (f[:1] in "بل" and ln.names[k] is not None):
            body = next((j for j in range(k, end) if _body(ln, j)), None)
            if body is not None and _party(ln, body):
                party = ln.names[body].name  # type: ignore[union-attr]
            elif k + 1 < end or f not in _IN:
                offices.append(ln.chars(k, end).of(ln.text))
            break
        if _body(ln, k) and _party(ln, k):
            party = ln.names[k].name  # type: ignore[union-attr]
        elif nationality is None and demonym_row(bare(f)):
            nationality = ln.chars(k, k + 1).of(ln.text)
        elif nisba(f) and f not in PREPOSITIONS and len(f) > _SHORT:
            offices.append(ln.chars(k, k + 1).of(ln.text))
        k += 1
    return Unnamed(_number(ln, start), nationality, " ".join(offices) or None, party)


def _body(ln: Line, k: int) -> bool:
    m = ln.names[k]
    return m is not None and m.label is Label.ORG


def _party(ln: Line, k: int) -> bool:
    """Say whether a body's name is a party's: by its own first word or that before it."""
    m = ln.names[k]
    words = [ln.form(k - 1), key(m.name).split()[0] if m else ""]
    rows = [r.id for w in words for r in head(w)]
    return "organization.party" in rows or not any(r.startswith("organization.") for r in rows)


def _number(ln: Line, start: int) -> int | None:
    """Return how many speak: 1, 2 or the number told; `None` where a plural tells none."""
    f = ln.forms[start]
    if f.isdigit():
        return int(f)
    noun = bare(f)
    single = any(r.kind in _PERSONS for r in head(noun)) or noun in {"مصدر", "شاهد"}
    for ending in _DUAL:
        stem = noun.removesuffix(ending)
        if stem != noun and any(r.kind in _PERSONS for r in head(stem)):
            return 2 if ending == "ان" else None
    plural = noun.endswith(("ون", "ات")) or noun in plurals() or noun in _MANY
    return 1 if single and not plural else None
