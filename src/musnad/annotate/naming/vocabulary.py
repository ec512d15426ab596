"""What is known of a word for finding names: given name, title, ordinary word, and so on."""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from musnad import lexicon
from musnad.annotate.naming.gazetteer import Entry, demonym_row, entries
from musnad.annotate.naming.ordinary import is_common, is_fresh, is_listed
from musnad.text.normalize import key
from musnad.text.tokenize import proclitics

_WORD_LISTS = (
    ("bodies", "stop"),
    ("bodies", "context"),
    ("titles", "act"),
    ("given_names", "family"),
    ("given_names", "opener"),
    ("given_names", "before"),
    ("given_names", "after"),
    ("signs", "terrain"),
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
    is spelled with at its end. `unknown` words stand in no list: names, if not just rare;
    `fresh_name` allows those that are made from an ordinary word as family names are.
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
    demonym: bool
    speech: bool
    facility: bool
    terrain: bool
    office_end: bool
    opener: int | None
    before: bool
    after: bool
    family: bool
    word: bool
    definite: bool
    unknown: bool
    fresh_name: bool

    @property
    def plain(self) -> bool:
        """Say whether nothing about it opens a person's name or title."""
        signs = (self.title, self.given, self.weak, self.opener)
        return not self.speech and all(sign is None for sign in signs)

    def reads(self, words: Set[str]) -> bool:
        """Say whether it is one of the words, proclitics left aside."""
        return _reads(self.readings, words)


def _reads(readings: tuple[Reading, ...], listed: Set[str]) -> bool:
    return any(r.rest in listed for r in readings)


@lru_cache(maxsize=65536)
def look(form: str) -> Form:
    """Return what is known of a folded word."""
    readings = tuple(_readings(form))
    by_word = entries()
    listed = tuple((r, by_word[r.rest]) for r in readings if _may_list(form, r))
    given = _given(form, readings)
    weak = next((r for r in readings if r.rest in _weak() and form == "و"[: r.cut] + r.rest), None)
    title = next((_titles()[r.rest] for r in readings if r.rest in _titles()), None)
    common, demonym = is_common(form), demonym_row(form) is not None
    before = form in words("given_names", "before")
    no_name = bool(demonym or listed or title or (given and given[0]) or (weak and weak.cut))
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
        common=common,
        demonym=demonym,
        speech=_reads(readings, words("bodies", "context", "speech")),
        facility=_reads(readings, words("bodies", "context", "facility-noun")),
        terrain=_reads(readings, words("signs", "terrain")),
        office_end=_reads(readings, words("bodies", "context", "office-end")),
        opener=next((r.cut for r in readings if r.rest in words("given_names", "opener")), None),
        before=before,
        after=form in words("given_names", "after"),
        family=form in words("given_names", "family") and not title,
        word=form.isalpha(),
        definite=form.startswith("ال") and len(form) > 4,
        unknown=form.isalpha()
        and not form.isascii()
        and len(form) > 2
        and not (common or before or no_name),
        fresh_name=is_fresh(form) and not no_name,
    )


def title_word(form: Form) -> Reading | None:
    """Return the reading in which a word opens a title."""
    return next((r for r in form.readings if r.rest in _titles()), None)


def _may_list(form: str, reading: Reading) -> bool:
    """Say whether a listed name begins with the word.

    `ك` goes only before the article; a given name (`باراك`) hides no other in it.
    """
    if reading.rest not in entries() or (reading.cut and form in _strong()):
        return False
    alike = "ك" in form[: reading.cut] and not reading.rest.startswith("ال")
    return not alike


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
        if bare and r.rest in strong and (r.cut == 0 or not is_listed(form)):
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
