"""Listed names: places, organisations and adjectives of countries, ready for look-up by word."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

import msgspec
from babel import Locale

from musnad.lexicon import Row, load
from musnad.model import Label
from musnad.text.normalize import key
from musnad.text.tokenize import proclitics

_ENDINGS = ("", "ه", "ون", "ين", "ان", "تان", "تين", "ات")
_MACRO_REGIONS = frozenset({"002", "005", "019", "142", "150", "419"})
_NO_TERRITORY = frozenset({"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO", "TF", "UM"})


class Place(Row, frozen=True, kw_only=True):
    """Places; see the head of `lexicon/places.toml` for how a form is written."""

    forms: tuple[str, ...]
    cldr: bool = False
    exclude: tuple[str, ...] = ()


class Organization(Row, frozen=True, kw_only=True):
    """Organisations of one kind; see the head of `lexicon/organizations.toml`."""

    type: str
    names: tuple[str, ...]
    types: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)


class Demonym(Row, frozen=True, kw_only=True):
    """Countries, each with the adjectives that mean it."""

    words: dict[str, str]


class Needs(StrEnum):
    """What must stand around a listed name that is an ordinary word as well."""

    NOTHING = ""
    NOUN = "noun"
    PREPOSITION = "prep"
    QUOTES = "quoted"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Entry:
    """One spelling of a listed name, as folded words, and the name that mentions get."""

    words: tuple[str, ...]
    label: Label
    name: str
    rule: str
    needs: Needs = Needs.NOTHING


@cache
def entries() -> dict[str, tuple[Entry, ...]]:
    """Return all entries by their first word, the longest first; hand rows before CLDR's."""
    seen: dict[tuple[tuple[str, ...], Label], Entry] = {}
    for entry in (*_organizations(), *_places(), *_cldr()):
        known = seen.setdefault((entry.words, entry.label), entry)
        if known.needs and not entry.needs:
            seen[entry.words, entry.label] = entry
    by_word: dict[str, list[Entry]] = {}
    for entry in seen.values():
        by_word.setdefault(entry.words[0], []).append(entry)
    return {
        w: tuple(sorted(es, key=lambda e: (-len(e.words), not e.needs)))
        for w, es in by_word.items()
    }


def _organizations() -> list[Entry]:
    return [
        entry
        for row in load("organizations", "organization", Organization)
        for item in row.names
        for entry in _spellings(item.split(" -> ")[0], Label.ORG, f"organization.{row.id}")
    ]


def _places() -> list[Entry]:
    return [
        entry
        for row in load("places", "place", Place)
        for item in row.forms
        for entry in _spellings(item.split(" -> ")[0], Label.LOC, f"place.{row.id}")
    ]


def _spellings(item: str, label: Label, rule: str) -> list[Entry]:
    forms = [f.partition("=") for f in item.split("|")]
    return [
        Entry(tuple(key(f).split()), label, forms[0][0], rule, Needs(needs))
        for f, _, needs in forms
    ]


def _cldr() -> list[Entry]:
    locale = Locale("ar")
    names = [
        name.partition(" (")[0]
        for code, name in locale.territories.items()
        if code not in _NO_TERRITORY and (code.isalpha() or code in _MACRO_REGIONS)
    ]
    names += [
        zone["city"].partition("،")[0] for zone in locale.time_zones.values() if "city" in zone
    ]
    out = []
    for row in load("places", "place", Place):
        if row.cldr:
            barred = {key(x) for x in row.exclude}
            fresh = (n for n in names if key(n) not in barred)
            out += [Entry(_words(n), Label.LOC, n, f"place.{row.id}") for n in fresh]
    return out


def _words(name: str) -> tuple[str, ...]:
    return tuple(key(name.replace("-", " ")).split())


@cache
def _demonyms() -> dict[str, tuple[str, str]]:
    table: dict[str, tuple[str, str]] = {}
    for row in load("demonyms", "demonym", Demonym):
        for country, words in row.words.items():
            for word in words.split():
                for ending in _ENDINGS:
                    table.setdefault(key(word) + ending, (country, f"demonym.{row.id}"))
    return {form: found for form, found in table.items() if (form,) not in _listed()}


@cache
def _listed() -> frozenset[tuple[str, ...]]:
    return frozenset(e.words for es in entries().values() for e in es)


@cache
def _countries() -> frozenset[str]:
    territories = Locale("ar").territories
    names = {key(name) for code, name in territories.items() if code.isalpha()}
    states = next(row for row in load("places", "place", Place) if row.id == "states")
    return frozenset(names | {key(f.partition("=")[0]) for f in _firsts(states)})


def _firsts(row: Place) -> list[str]:
    return [form.split("|")[0] for form in row.forms]


def is_country(name: str) -> bool:
    """Say whether a name is that of a whole country or territory.

    >>> is_country("مصر"), is_country("القاهرة")
    (True, False)
    """
    return key(name) in _countries()


def demonym(word: str) -> str | None:
    """Return the country that an adjective means, whatever its gender, number or proclitics.

    >>> demonym("المصرية"), demonym("وللأميركيين"), demonym("مسؤول")
    ('مصر', 'الولايات المتحدة', None)
    """
    found = demonym_row(key(word))
    return found[0] if found else None


@lru_cache(maxsize=65536)
def demonym_row(form: str) -> tuple[str, str] | None:
    """Return the country and the row id for a folded word, or `None`."""
    table = _demonyms()
    for _, rest in proclitics(form):
        found = table.get(rest) or (table.get(rest[2:]) if rest.startswith("ال") else None)
        if found:
            return found
    return None
