"""What a number counts: the tables of nouns, verbs and qualifiers, and how they decide."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

import msgspec

from musnad import lexicon
from musnad.annotate.counting.numeralwords import words as numeral_words
from musnad.annotate.grammar import Lexeme, Vocabulary
from musnad.annotate.naming.gazetteer import Demonym
from musnad.model import Bound, Measure
from musnad.text.normalize import key


class MeasureRow(lexicon.Row, frozen=True, kw_only=True):
    """Words that say what is counted; `role` says where they stand.

    `stems` are masculine singulars of people whose sound plurals, feminines and duals are
    derived.
    """

    measure: Measure
    role: str
    words: list[str]
    stems: list[str] = msgspec.field(default_factory=list)


class QualifierRow(lexicon.Row, frozen=True, kw_only=True):
    """Words that qualify a number, from before or after it."""

    bound: Bound
    side: str
    words: list[str]


class WordRow(lexicon.Row, frozen=True, kw_only=True):
    """Little words that decide whether and how a number counts."""

    words: list[str]


class GroupRow(lexicon.Row, frozen=True, kw_only=True):
    """The forms of one noun of people that no ending shows to be one."""

    words: list[str]


@dataclass(frozen=True, slots=True)
class Counted:
    """What a number counts and the row that says so."""

    measure: Measure
    rule: str


DEATH = Counted(Measure.KILLED, "before.killed")
PEOPLE = Counted(Measure.PEOPLE, "person.noun")
REACH_PERSON, REACH_BARE, REACH_NEXT = 12, 4, 2
_REACH_AFTER = 9
_REACH_VERB = 3
_REACH_TALLY = 16
_REACH_CONTEXT = 8
_PLURAL_LENGTH = 6
_REACH_MONEY = 2
_REACH_ASIDE, _REACH_WAITING = 16, 24
_REACH_ANTECEDENT = 4
_ASIDES = {"-": "-", ")": "("}
_STOPS = frozenset({":", ";", "؛", ".", '"'})
_THOUSAND = 1000
_IN_HANDS = {Measure.HELD, Measure.DETAINED, Measure.DISPLACED}
_BEFALLS = {Measure.KILLED, Measure.INJURED, Measure.MISSING, Measure.RELEASED}
_PERSONAL = _IN_HANDS | _BEFALLS


@cache
def _measures() -> dict[str, MeasureRow]:
    return {r.id: r for r in lexicon.load("measures", "measure", MeasureRow)}


@cache
def qualifiers() -> dict[str, Bound]:
    """Return the bound of each qualifier row."""
    return {r.id: r.bound for r in lexicon.load("measures", "qualifier", QualifierRow)}


@cache
def vocabulary() -> Vocabulary:
    """Return the words of all tables of `lexicon/measures.toml`, by role."""
    entries: list[tuple[str, str, list[str]]] = []
    entries += [(r.role, r.id, r.words) for r in _measures().values()]
    for role, row, stems in _stems():
        endings = _DUALS if role == "dual" else _ENDINGS
        entries.append((role, row, [s + e for s in stems for e in endings]))
    for q in lexicon.load("measures", "qualifier", QualifierRow):
        entries.append((f"qualifier_{q.side}", q.id, q.words))
    entries += [(r.id, r.id, r.words) for r in lexicon.load("measures", "word", WordRow)]
    # Only numbers and duals make a figure; the rest says of what.
    weak = frozenset(name for name, _, _ in entries if name != "dual")
    return Vocabulary(entries, weak, numeral_words())


_ENDINGS = ("", "ا", "ين", "ون", "ة", "ات")
_DUALS = ("ان", "تان", "تين")


def _stems() -> Iterator[tuple[str, str, list[str]]]:
    """Yield role, row and stems of people: nouns, and the adjectives of countries."""
    nations = [
        word
        for row in lexicon.load("demonyms", "demonym", Demonym)
        for forms in row.words.values()
        for word in forms.split()
    ]
    stems = {r.id: r.stems for r in _measures().values() if r.stems}
    stems["person.demonym"] = stems["person.demonym"] + [n for n in nations if n.endswith("ي")]
    for row, own in stems.items():
        yield "person", row, own
        yield "dual", "noun.dual", own
    yield "person", "person.demonym", [n for n in nations if not n.endswith("ي")]


_PRONOUNS = ("هما", "هم", "هن", "ها", "نا", "ه")


@cache
def _groups() -> dict[str, str]:
    rows = lexicon.load("measures", "group", GroupRow)
    return {key(word): row.id for row in rows for word in row.words}


def group_of(form: str) -> str | None:
    """Return the group of people that a word names in any of its forms, folded.

    >>> group_of("اطفال"), group_of("طفلا"), group_of("الوزير")
    ('children', 'children', None)
    """
    return _groups().get(form.removeprefix("ال"))


@lru_cache(maxsize=8192)
def bare_classes(form: str) -> Mapping[str, str]:
    """Return the classes of a noun without its article or pronoun, or in the construct state.

    >>> [bare_classes(form).get("person") for form in ("الجنود", "مقاتليها", "جدارها")]
    ['person.noun', 'person.noun', None]
    """
    words = vocabulary().words
    stems = [form.removeprefix("ال"), form + "ن"]
    owned = [form[: -len(p)] for p in _PRONOUNS if form.endswith(p) and len(form) > len(p) + 2]
    stems += owned + [s + "ن" for s in owned if s[-1] in "يو"]
    for stem in stems:
        found = words.get(stem, {})
        if "noun" in found or "person" in found:
            return {name: row for name, row in found.items() if name != "dual"}
    return {}


def bare_words(form: str) -> Mapping[str, str]:
    """Return the classes of a word without its article."""
    return vocabulary().words.get(form.removeprefix("ال"), {})


def is_noun(lexeme: Lexeme) -> bool:
    """Say whether a word is a listed noun of what is counted."""
    return "noun" in lexeme.classes or "person" in lexeme.classes


def by_plural(lexeme: Lexeme) -> Counted | None:
    """Take an unlisted sound masculine plural for people, as nearly all are: `مفتشين`."""
    form = lexeme.form
    plural = form.endswith("ين") and len(form) >= _PLURAL_LENGTH and not lexeme.classes
    return PEOPLE if plural else None


def people_of(lexeme: Lexeme) -> Counted | None:
    """Return whom a defined noun of people means: `كبار المديرين`."""
    row = _measures().get(bare_classes(lexeme.form).get("person", ""))
    return Counted(row.measure, row.id) if row and lexeme.form.startswith("ال") else None


def defines_people(form: str) -> bool:
    """Say whether a word is a noun of people with its article: `الأطفال`, `السكان`."""
    classes = bare_classes(form) if form.startswith("ال") else {}
    return "person" in classes or classes.get("noun") == "noun.population"


def row_of(lexeme: Lexeme | None, role: str) -> Counted | None:
    """Return what a word says in a role, if anything."""
    row = _measures().get(lexeme.classes.get(role, "")) if lexeme else None
    return Counted(row.measure, row.id) if row else None


def is_personal(counted: Counted) -> bool:
    """Say whether a measure is of what befell people."""
    return counted.measure in _PERSONAL


def before(
    lexemes: tuple[Lexeme, ...], first: int, floor: int, reach: int, role: str = "before"
) -> Counted | None:
    """Return what the nearest governing word before a number says; nothing beyond `floor`.

    An aside between dashes or brackets is looked over. Beyond a relative clause only a verb
    counts whose subject is still to come: `قتل في الهجوم الذي وقع أمس 11 شخصا`.
    """
    i, last = first - 1, max(floor, first - reach)
    while i >= last:
        aside = _aside(lexemes, i, floor)
        if aside is not None:
            last, i = max(floor, last - (i - aside)), aside - 1
            continue
        found = row_of(lexemes[i], role)
        if found:
            return found
        if "barrier" in lexemes[i].classes:
            break
        i -= 1
    far = role == "before" and reach >= REACH_PERSON
    return _waiting(lexemes, i, floor) if far else None


def _aside(lexemes: tuple[Lexeme, ...], i: int, floor: int) -> int | None:
    """Return where the aside opens that closes at a lexeme."""
    opener = _ASIDES.get(lexemes[i].form)
    if not opener:
        return None
    start = max(floor, i - _REACH_ASIDE)
    return next((j for j in range(i - 2, start, -1) if lexemes[j].form == opener), None)


def _waiting(lexemes: tuple[Lexeme, ...], i: int, floor: int) -> Counted | None:
    """Return what a verb says that is told before its subject, circumstances between them."""
    for j in range(min(i, len(lexemes) - 2), max(floor, i - _REACH_WAITING) - 1, -1):
        if lexemes[j].form in _STOPS:
            return None
        found = row_of(lexemes[j], "before")
        if found:
            return found if "circumstance" in lexemes[j + 1].classes else None
    return None


def after(lexemes: tuple[Lexeme, ...], last: int, ceiling: int) -> Counted | None:
    """Return what the nearest governing word after a number says, before the next number.

    A verb that stands right before the next number may be of that: `وقتلا 21 سائحا`.
    """
    for i in range(last, min(ceiling, last + _REACH_AFTER)):
        found = row_of(lexemes[i], "after")
        if found and not _governs_next(lexemes, i, ceiling):
            return found
    return None


def _governs_next(lexemes: tuple[Lexeme, ...], i: int, ceiling: int) -> bool:
    near = ceiling < len(lexemes) and ceiling - i <= _REACH_VERB
    governing = [j for j in range(i, ceiling) if "before" in lexemes[j].classes] if near else []
    return governing == [i]


def tallied(lexemes: tuple[Lexeme, ...], first: int) -> Counted | None:
    """Return what a tally before a number counts: `عدد الوفيات … إلى 63`, `عددهم 40`."""
    for i in range(first - 1, max(0, first - _REACH_TALLY) - 1, -1):
        if lexemes[i].number is not None:
            return None
        if "tally" not in lexemes[i].classes:
            continue
        if lexemes[i].form.endswith(("هم", "هن")):
            return _antecedent(lexemes, i) or PEOPLE
        noun = lexemes[i + 1] if i + 1 < first else None
        classes = bare_classes(noun.form) if noun else {}
        row = _measures().get(classes.get("noun", classes.get("person", "")))
        if row and (row.measure in _PERSONAL or "person" in classes):
            return Counted(row.measure, row.id)
    return None


def _antecedent(lexemes: tuple[Lexeme, ...], i: int) -> Counted | None:
    """Return what befell those whose number a pronoun tells: `الجرحى الذين بلغ عددهم مئة`."""
    for lexeme in reversed(lexemes[max(0, i - _REACH_ANTECEDENT) : i]):
        row = _measures().get(bare_classes(lexeme.form).get("noun", ""))
        if row and row.measure in _PERSONAL:
            return Counted(row.measure, row.id)
    return None


def sum_reached(lexemes: tuple[Lexeme, ...], first: int, value: float) -> Counted | None:
    """What a number alone is: a sum of money (`مبلغ 48 مليونا`), or thousands that are reached."""
    close = lexemes[max(0, first - _REACH_MONEY) : first]
    money = next((r for r in (row_of(x, "sum") for x in close) if r), None)
    reached = value >= _THOUSAND and any("tally" in x.classes for x in close)
    return money or (Counted(Measure.OTHER, "noun.unknown") if reached else None)


def may_be_governed(counted: Counted) -> bool:
    """Say whether a verb may say more than the noun: prisoners killed, hostages released."""
    return counted.measure in _IN_HANDS


def overriding(counted: Counted, governor: Counted | None) -> Counted:
    """Return the governor where it says more of the counted than their noun does."""
    if not governor or (counted.measure in _IN_HANDS and governor.measure not in _BEFALLS):
        return counted
    return governor


def in_context(counted: Counted, lexemes: tuple[Lexeme, ...], last: int) -> Counted:
    """Return what the words close by make of a noun that tells little: tons of aid."""
    if counted.measure is not Measure.OTHER:
        return counted
    close = lexemes[max(0, last - _REACH_CONTEXT) : last + _REACH_CONTEXT]
    return next((r for r in (row_of(x, "context") for x in close) if r), counted)
