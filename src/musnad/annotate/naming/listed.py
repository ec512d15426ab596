"""What the lists tell of a name beyond where it stands: English form, kind of body, spellings."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from babel import Locale

from musnad.annotate.naming.gazetteer import Demonym, Organization, Place
from musnad.annotate.naming.ordinary import is_common
from musnad.lexicon import Row, load
from musnad.model import Label
from musnad.text.normalize import bare, key

_ENGLISH = " -> "


@dataclass(frozen=True, slots=True)
class Listed:
    """A listed name: the everyday one, its spellings, and the English form if a row has it.

    `type` is what an organisation is (`news agency`); `rule` the row's id (`array.row`).
    """

    name: str
    label: Label
    spellings: tuple[str, ...]
    english: str | None
    rule: str
    type: str | None = None


class EnglishRow(Row, frozen=True, kw_only=True):
    """English forms with the Arabic spellings of each; see `lexicon/english.toml`."""

    label: Label
    names: dict[str, tuple[str, ...]]


class State(Row, frozen=True, kw_only=True):
    """States' seats: `capital` by the state's everyday name, each name and its spellings."""

    capitals: dict[str, str]


@lru_cache(maxsize=65536)
def folded(name: str) -> str:
    """Fold a name for comparison as `bare` does, but keep the article where it makes the name.

    An ordinary word is another name with the article than without (`الفتح`, a club; `فتح`,
    a movement); a state's name is not.

    >>> folded("الفتح"), folded("العراق"), folded("الأمم المتحدة")
    ('الفتح', 'عراق', 'امم متحده')
    """
    dropped = bare(name)
    whole = key(name)
    if " " in dropped or dropped == whole or dropped in states() or not whole.startswith("ال"):
        return dropped
    return whole if is_common(dropped) else dropped


def listed(name: str, label: Label | None = None) -> Listed | None:
    """Return what the lists hold of a name, whatever its spelling; `label` tells namesakes apart.

    >>> listed("هيئة الأمم المتحدة").english, listed("وكالة رويترز").name
    ('United Nations', 'رويترز')
    """
    found = _by_spelling().get(folded(name), ())
    return next((one for one in found if label in {None, one.label}), None)


def english(name: str, label: Label | None = None) -> str | None:
    """Return the English form that the lists give a name, `None` where they give none.

    >>> english("مصر"), english("القاهرة"), english("حركة المقاومة الإسلامية")
    ('Egypt', 'Cairo', 'Hamas')
    """
    sign = folded(name)
    for kind in [label] if label else [Label.ORG, Label.LOC]:
        if (sign, kind) in _clear():
            return _clear()[sign, kind]
    found = listed(sign, label)
    return found.english if found else None


@cache
def english_forms() -> dict[str, str]:
    """Return the English form of every folded spelling that the lists give one."""
    rows = {
        spelling: one.english
        for spelling, found in _by_spelling().items()
        for one in found
        if one.english
    }
    return rows | {name: form for (name, _), form in _clear().items()}


def capital_of(name: str) -> str | None:
    """Return the state whose seat a capital is; of one that shares its state's name, none.

    >>> capital_of("واشنطن"), capital_of("حلب")
    ('الولايات المتحدة', None)
    """
    return _capitals().get(bare(name))


@cache
def states() -> frozenset[str]:
    """Return the folded names of all states and territories, in all their spellings."""
    named = {bare(name) for name in Locale("ar").territories.values()}
    rows = (row for row in load("places", "place", Place) if row.id == "states")
    named.update(bare(s) for row in rows for item in row.forms for s in _parts(item)[0])
    named.update(bare(n) for row in load("demonyms", "demonym", Demonym) for n in row.words)
    return frozenset(named)


@cache
def _by_spelling() -> dict[str, tuple[Listed, ...]]:
    out: dict[str, tuple[Listed, ...]] = {}
    for one in (*_organizations(), *_places(), *_territories()):
        for spelling in dict.fromkeys(folded(s) for s in one.spellings):
            known = out.get(spelling, ())
            if all(k.label is not one.label for k in known):
                out[spelling] = (*known, one)
    return out


def _parts(item: str) -> tuple[tuple[str, ...], str | None]:
    """Return the spellings of an item, the everyday one first, and its English form."""
    forms, _, english = item.partition(_ENGLISH)
    return tuple(form.partition("=")[0] for form in forms.split("|")), english or None


def _organizations() -> Iterator[Listed]:
    for row in load("organizations", "organization", Organization):
        for item in row.names:
            forms, english = _parts(item)
            type = next((t for t, of in row.types.items() if forms[0] in of), row.type)
            yield Listed(forms[0], Label.ORG, forms, english, f"organization.{row.id}", type=type)


def _places() -> Iterator[Listed]:
    clear = _cldr_english()
    for row in load("places", "place", Place):
        for item in row.forms:
            forms, english = _parts(item)
            english = english or next((clear[bare(f)] for f in forms if bare(f) in clear), None)
            kind = "state" if row.id == "states" else None
            yield Listed(forms[0], Label.LOC, forms, english, f"place.{row.id}", type=kind)


def _territories() -> Iterator[Listed]:
    states_ = {bare(name) for name in Locale("ar").territories.values()}
    for name, english in _cldr_english().items():
        kind = "state" if name in states_ else None
        yield Listed(_cldr_arabic()[name], Label.LOC, (name,), english, "place.cldr", type=kind)


@cache
def _cldr_english() -> dict[str, str]:
    """Return the English forms of CLDR's territories and cities by their folded Arabic ones."""
    return {name: english for name, (_, english) in _cldr().items()}


@cache
def _cldr_arabic() -> dict[str, str]:
    return {name: arabic for name, (arabic, _) in _cldr().items()}


@cache
def _cldr() -> dict[str, tuple[str, str]]:
    arabic, latin = Locale("ar"), Locale("en")
    out: dict[str, tuple[str, str]] = {}
    for code, zone in arabic.time_zones.items():
        city = zone.get("city")
        if city:
            english = latin.time_zones.get(code, {}).get("city")
            city = city.partition("،")[0]
            out[bare(city)] = city, english or code.rpartition("/")[2].replace("_", " ")
    for code, name in arabic.territories.items():
        if code in latin.territories:
            name = name.partition(" (")[0]  # noqa: PLW2901
            out[bare(name)] = name, latin.territories[code].partition(" (")[0]
    return out


@cache
def _clear() -> dict[tuple[str, Label], str]:
    return {
        (folded(spelling), row.label): form
        for row in load("english", "english", EnglishRow)
        for form, spellings in row.names.items()
        for spelling in spellings
    }


@cache
def _capitals() -> dict[str, str]:
    return {
        bare(spelling): state
        for row in load("capitals", "state", State)
        for state, capital in row.capitals.items()
        for spelling in capital.split("|")
    }
