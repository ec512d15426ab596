"""Nouns as `lexicon/sources.toml` lists them: heads of sources, their adjectives, verbal nouns."""

from functools import cache

import regex

from musnad.lexicon import Row, load
from musnad.text.normalize import key
from musnad.text.tokenize import proclitics

_NISBA = regex.compile(r"^(?:و?ال|لل|بال)?\w{2,}(?:ي|يه|يين|يون|يان|يتين|يات)$")
_ACT = regex.compile(
    r"^(?:ت\w{2}ي\w|ان\w{2}ا\w|ا\wت\w{1,2}ا\w|است\w{2,3}ا\w|م\wا\w{1,2}ه)"
    r"(?:ه|ها|هم|هما)?$"
)
_TAFAUL = regex.compile(r"^ت\w{3,4}$")
IFAL = regex.compile(r"^ا\w{1,2}ا\w(?:ه|ها|هم|هما)?$")
_PERSONS = frozenset({"anonymous", "role"})
_SHORT_NOUN = 4
_HONOURS = frozenset({"معاليه", "معاليها", "سعادته", "سيادته", "فخامته", "جلالته"})
_KNOWING = frozenset(
    {"مطلع", "مطلعه", "مطلعون", "مطلعين", "موثوق", "موثوقه", "رفيع", "بارز", "بارزه"}
)
_PARTICIPLE = regex.compile(r"^الم\w{2,4}(?:ه|ين|ون)?$")


class Head(Row, frozen=True, kw_only=True):
    """Nouns that head a source, without article, and the kind of source they make."""

    kind: str
    nouns: tuple[str, ...]


class Act(Row, frozen=True, kw_only=True):
    """Verbal nouns that begin an object without a preposition."""

    words: tuple[str, ...]


class Adjective(Row, frozen=True, kw_only=True):
    """Adjectives, masculine without article, that go on with a source's definite noun."""

    words: tuple[str, ...]


class Noun(Row, frozen=True, kw_only=True):
    """Nouns with the shape of a participle, without article, that go on with no other noun."""

    words: tuple[str, ...]


class Plural(Row, frozen=True, kw_only=True):
    """Broken plurals: a verb that drops them is plural for `persons`, feminine for the rest."""

    words: tuple[str, ...]
    persons: bool


@cache
def heads() -> dict[str, tuple[Head, ...]]:
    """Return the rows of head nouns by folded noun, without and with the article."""
    out: dict[str, tuple[Head, ...]] = {}
    for row in load("sources", "head", Head):
        for noun in map(key, row.nouns):
            accusative = () if noun[-1] in "اه" or noun.endswith(("ون", "ين")) else (noun + "ا",)
            more = (*accusative, *_construct(noun), *(_pair(noun) if row.kind in _PERSONS else ()))
            for form in (noun, "ال" + noun, *more):
                if row not in out.get(form, ()):
                    out[form] = (*out.get(form, ()), row)
    return out


def _pair(noun: str) -> tuple[str, ...]:
    """Return the dual of a noun for a person, without and with the article.

    >>> _pair("نائب"), _pair("مراقبون")
    (('نائبان', 'النائبان'), ())
    """
    if noun.endswith(("ون", "ين", "ان", "ات", "اء")):
        return ()
    stem = noun[:-1] + "ت" if noun.endswith("ه") else noun
    return stem + "ان", "ال" + stem + "ان"


def _construct(noun: str) -> tuple[str, ...]:
    """Return a plural's or dual's form before its complement: مسؤولو الوزارة، قناتا.

    >>> _construct("مسؤولون"), _construct("قناه")
    (('مسؤولو',), ('قناتا', 'قناتي'))
    """
    if noun.endswith(("ون", "ين")) and len(noun) > _SHORT_NOUN:
        return (noun[:-1],) if noun.endswith("ون") else ()
    return (noun[:-1] + "تا", noun[:-1] + "تي") if noun.endswith("ه") else ()


@cache
def feminine() -> frozenset[str]:
    """Return the head nouns that are written with ة, without and with the article."""
    nouns = (n for row in load("sources", "head", Head) for n in row.nouns if n.endswith("ة"))
    return frozenset(a + key(n) for n in nouns for a in ("", "ال"))


@cache
def _adjectives() -> frozenset[str]:
    stems = [key(w) for row in load("sources", "adjective", Adjective) for w in row.words]
    return frozenset("ال" + s + e for s in stems for e in ("", "ه", "ين", "ان", "ون", "ات"))


def adjective(form: str) -> bool:
    """Say whether a folded word without article is a listed adjective (كبير، مطلعة)."""
    return "ال" + form in _adjectives() or form in _KNOWING


@cache
def _participle_nouns() -> frozenset[str]:
    rows = load("sources", "noun", Noun)
    return frozenset("ال" + key(w) for row in rows for w in row.words)


@cache
def plurals() -> dict[str, bool]:
    """Return the broken plurals, without and with the article, and whether of persons."""
    rows = load("sources", "plural", Plural)
    return {a + key(w): r.persons for r in rows for w in r.words for a in ("", "ال")}


def describes(form: str, noun: str) -> bool:
    """Say whether a folded word is a definite adjective or participle that fits a noun.

    >>> describes("المنتخبه", "الحكومه"), describes("القصف", "المبعوث")
    (True, False)
    """
    if nisba(form) or form in _adjectives():
        return True
    if form in _participle_nouns() or _PARTICIPLE.match(form) is None:
        return False
    return form.endswith("ه") == noun.endswith(("ه", "ات")) and (
        form.endswith(("ين", "ون")) == noun.endswith(("ين", "ون"))
    )


@cache
def _acts() -> frozenset[str]:
    return frozenset(key(w) for row in load("sources", "act", Act) for w in row.words)


@cache
def own_acts() -> frozenset[str]:
    """Return the verbal nouns with their subject's pronoun (حرصه)."""
    plain = [a.removesuffix("ه") + "ت" if a.endswith("ه") else a for a in _acts()]
    return frozenset(a + s for a in plain for s in ("ه", "ها", "هم")) | {
        a for a in _acts() if a.endswith("ها")
    }


def act(form: str) -> bool:
    """Say whether a folded word looks like a verbal noun without article.

    >>> act("توسيع"), act("المبعوث"), act("استئناف")
    (True, False, True)
    """
    if form in _acts() or form in _HONOURS:
        return form not in _HONOURS
    bare = form.removesuffix("هما").removesuffix("ها").removesuffix("هم").removesuffix("ه")
    if len(bare) < len(form) and (bare in _acts() or bare[:-1] + "ه" in _acts()):
        return bare in _acts() or bare.endswith("ت")
    return not form.startswith("ال") and _ACT.match(form) is not None


def bound_act(form: str) -> bool:
    """Say whether a word behind a proclitic looks like a verbal noun.

    One that would as well be a verb where it stands alone is one here: للتعاون.

    >>> bound_act("تعاون"), act("تعاون")
    (True, False)
    """
    return act(form) or _TAFAUL.match(form) is not None


def nisba(form: str) -> bool:
    """Say whether a folded word has the shape of an adjective of relation (مصري، الدولية)."""
    return _NISBA.match(form) is not None


def head(form: str) -> tuple[Head, ...]:
    """Return the head rows of a folded word, an introducing و, ل or ب forgiven."""
    for clitics, rest in proclitics(form):
        if clitics in {"", "و", "ل", "ب"} and rest in heads():
            return heads()[rest]
    if form.endswith("نا") and form.removesuffix("نا") in heads():
        return heads()[form.removesuffix("نا")]  # مصادرنا
    for owner in ("ه", "ها", "هم"):
        stem = form.removesuffix(owner)
        if stem != form and stem.endswith(("ي", "و")) and stem + "ن" in heads():
            return heads()[stem + "ن"]  # مستشاريه
        if stem != form and owner != "ه" and len(stem) >= _SHORT_NOUN:
            found = tuple(r for r in heads().get(stem, ()) if r.kind == "role")
            if found:
                return found  # مندوبهم
    for owner in ("ته", "تها", "تهم"):
        if form.endswith(owner) and form.removesuffix(owner) + "ه" in heads():
            return heads()[form.removesuffix(owner) + "ه"]
    return ()
