"""What is known of a word for finding names: given name, title, ordinary word, and so on."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib import resources

from musnad import lexicon
from musnad.annotate.gazetteer import Entry, demonym_row, entries
from musnad.errors import LexiconError
from musnad.text.normalize import key
from musnad.text.tokenize import proclitics

_PRONOUNS = ("تهما", "تهم", "تها", "ته", "هما", "ها", "هم", "هن", "ه", "نا", "كم")
_VERBAL = ("وا", "ت", "ا", "ه")
_INFLECTIONS = ("تين", "تان", "ات", "ين", "ون", "ان", "وا", "ت", "ا", "ه", "ي")


_WORD_LISTS = (
    ("bodies", "stop"),
    ("bodies", "context"),
    ("given_names", "family"),
    ("given_names", "opener"),
    ("given_names", "before"),
    ("given_names", "after"),
)


class Given(lexicon.Row, frozen=True, kw_only=True):
    """Given names; `weak` ones are ordinary words as well."""

    names: str
    weak: bool = False


class WordList(lexicon.Row, frozen=True, kw_only=True):
    """Words that share a part in finding names."""

    words: str


class TitleKind(StrEnum):
    """Whether a name may follow at once, or only after the rest of the office."""

    DIRECT = "direct"
    OFFICE = "office"


class Title(lexicon.Row, frozen=True, kw_only=True):
    """Words that open a person's title."""

    kind: TitleKind
    heads: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to take a word: `cut` letters of proclitics, and the word that is left.

    The article that `لل` hides is given back to `rest`, and its ل stays in the span.
    """

    cut: int
    rest: str


@dataclass(frozen=True, slots=True)
class Form:
    """A folded word and what it can be in a name.

    `listed` are the listed names that begin with it; `given` is the number of letters before
    a given name, `None` where it is none; `last` holds the letters that a weak given name
    is spelled with at its end.
    """

    form: str
    readings: tuple[Reading, ...]
    listed: tuple[tuple[Reading, tuple[Entry, ...]], ...]
    given: int | None
    given_rule: str
    given_last: str
    weak: int | None
    last: str
    title: str | None
    direct: bool
    common: bool
    fresh: bool
    demonym: bool
    before: bool
    after: bool
    family: bool
    word: bool

    @property
    def definite(self) -> bool:
        """Say whether it carries the article."""
        return self.form.startswith("ال") and len(self.form) > 4

    @property
    def unknown(self) -> bool:
        """Say whether no list knows it: a name, if it is none of the rarer words."""
        return (
            self.word
            and len(self.form) > 2
            and not (self.common or self.demonym or self.listed or self.title or self.before)
            and not (self.given or self.weak)
        )

    def reads(self, words: frozenset[str]) -> bool:
        """Say whether it is one of the words, proclitics left aside."""
        return any(r.rest in words for r in self.readings)


@lru_cache(maxsize=65536)
def look(form: str) -> Form:
    """Return what is known of a folded word."""
    readings = tuple(_readings(form))
    by_word = entries()
    listed = tuple((r, by_word[r.rest]) for r in readings if _may_list(form, r))
    given = _given(form, readings)
    weak = next((r for r in readings if r.rest in _weak() and form == "و"[: r.cut] + r.rest), None)
    title = next((_titles()[r.rest] for r in readings if r.rest in _titles()), None)
    return Form(
        form=form,
        readings=readings,
        listed=listed,
        given=given[0] if given else None,
        given_rule=given[1] if given else "",
        given_last=given[2] if given else "",
        weak=weak.cut if weak else None,
        last=_weak()[weak.rest] if weak else "",
        title=title[0] if title else None,
        direct=bool(title) and title[1] is TitleKind.DIRECT if title else False,
        common=is_common(form),
        fresh=not any(_told(r.rest) for r in readings),
        demonym=demonym_row(form) is not None,
        before=form in words("given_names", "before"),
        after=form in words("given_names", "after"),
        family=form in words("given_names", "family") and not title,
        word=form.isalpha(),
    )


def _told(word: str) -> bool:
    """Say whether an ordinary word, or one with an ending that names do not have."""
    return any(
        w in _common()
        or _inflected(w, _VERBAL)
        or any(w.endswith(p) and _inflected(w[: -len(p)], _VERBAL) for p in _PRONOUNS)
        for w in (word, word.removeprefix("ال"))
    )


def _may_list(form: str, reading: Reading) -> bool:
    """Say whether a listed name begins with the word; `ك` goes only before the article."""
    alike = "ك" in form[: reading.cut] and not reading.rest.startswith("ال")
    return reading.rest in entries() and not alike


def _readings(form: str) -> list[Reading]:
    out = []
    for head, rest in proclitics(form):
        cut = len(form) - len(rest) if form.endswith(rest) else len(head) - 1
        out.append(Reading(cut, rest))
    return out


def _given(form: str, readings: tuple[Reading, ...]) -> tuple[int, str, str] | None:
    strong = _strong()
    for r in readings:
        bare = len(r.rest) + r.cut == len(form)
        if bare and r.rest in strong and (r.cut == 0 or form not in _common()):
            return r.cut, *strong[r.rest]
    return None


@cache
def _strong() -> dict[str, tuple[str, str]]:
    """Given names, with their row and the letter that they are spelled with at the end."""
    return {
        key(name): (f"given.{row.id}", name[-1])
        for row in lexicon.load("given_names", "given", Given)
        if not row.weak
        for name in row.names.split()
        if key(name) not in _weak()
    }


@cache
def _weak() -> dict[str, str]:
    """Weak names, with the last letters that they are spelled with."""
    out: dict[str, str] = {}
    for row in lexicon.load("given_names", "given", Given):
        for name in row.names.split() if row.weak else ():
            out[key(name)] = out.get(key(name), "") + name[-1]
    return out


@cache
def _titles() -> dict[str, tuple[str, TitleKind]]:
    return {
        key(head): (f"title.{row.id}", row.kind)
        for row in lexicon.load("titles", "title", Title)
        for head in row.heads.split()
    }


@cache
def words(table: str, array: str, row_id: str | None = None) -> frozenset[str]:
    """Return the folded words of a word list's rows, or of one of them."""
    rows = lexicon.load(table, array, WordList)
    return frozenset(key(w) for r in rows if row_id in {None, r.id} for w in r.words.split())


def word_lists(form: Form) -> Iterator[str]:
    """Yield the ids (`array.row`) of the word lists that hold a word."""
    for table, array in _WORD_LISTS:
        for row in lexicon.load(table, array, WordList):
            if form.reads(words(table, array, row.id)):
                yield f"{array}.{row.id}"


@cache
def _common() -> frozenset[str]:
    path = resources.files("musnad.lexicon") / "common_words.txt"
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as e:
        raise LexiconError(f"lexicon/common_words.txt: {e}; put the file back") from e
    return frozenset(line for line in lines if line and not line.startswith("#"))


@lru_cache(maxsize=65536)
def is_common(form: str) -> bool:
    """Say whether a folded word is ordinary vocabulary, its prefixes and endings left aside.

    >>> is_common("وبالمفاوضات"), is_common("شلغوم")
    (True, False)
    """
    if _is_stem(form):
        return True
    for head, rest in proclitics(form):
        bare = "ك" in head and not rest.startswith("ال")
        if head and not bare and (rest in _common() or (len(rest) > 3 and _is_stem(rest))):
            return True
    return False


def _is_stem(word: str) -> bool:
    bases = [word]
    if word.startswith("ال"):
        bases.append(word[2:])
    if word[:1] == "س" and word[1:2] in set("يتنا"):
        bases.append(word[1:])
    return any(_inflected(base, _INFLECTIONS) for base in bases) or any(
        _inflected(base[: -len(p)], _INFLECTIONS)
        for base in bases
        for p in _PRONOUNS
        if base.endswith(p)
    )


def _inflected(word: str, endings: tuple[str, ...]) -> bool:
    common = _common()
    if word in common:
        return True
    for ending in endings:
        stem = word[: -len(ending)]
        if word.endswith(ending) and len(stem) > 2 and (stem in common or stem + "ه" in common):
            return True
    return False
