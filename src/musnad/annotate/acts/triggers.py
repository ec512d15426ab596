"""The words that name an event: rows, their inflected forms, and where they stand in a clause."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from musnad import lexicon
from musnad.model import EventType
from musnad.text.inflect import noun, past, present
from musnad.text.normalize import key, keys
from musnad.text.tokenize import Token


class Form(StrEnum):
    """The grammatical form in which a trigger stands."""

    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"
    NOUN = "noun"
    PARTICIPLE = "participle"


class Trigger(lexicon.Row, frozen=True, kw_only=True):
    """A kind of event and the words for it.

    `verbs` are pairs "past present", he-form; `participles` their accusatives (`متهما`), which
    carry a further act of the same doer; `nouns` singular or broken plural; `phrases`
    runs of whole words. `then` are words of which one must follow within `reach` words (a
    final `-` marks a proclitic), `near` words of which one must stand on either side, `unless`
    words near by that make it something else, `never` forms that only look like the trigger.
    `licence` is the row of words that must come before a noun to make it news. An `act` is a
    statement that is itself the event; a `charge` only counts inside a party's statement. A
    `lasting` verb in the present tense is going on; any other reports the news. `travel`
    takes a place, not a party, as its object; an `envoy` row wants a person or body as doer. A
    `toll` counts the dead of an act that may be told elsewhere.
    """

    type: EventType
    mode: str | None = None
    verbs: tuple[str, ...] = ()
    participles: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    then: tuple[str, ...] = ()
    reach: int = 6
    near: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    licence: str | None = None
    act: bool = False
    charge: bool = False
    lasting: bool = False
    travel: bool = False
    envoy: bool = False
    toll: bool = False


class Licence(lexicon.Row, frozen=True, kw_only=True):
    """Words before an event noun that say it took, takes or will take place.

    A verb stands within `reach` words before the noun, another word right before it or one off.
    Under a `fresh` licence a noun with the article is no news: it was told before. A noun that
    opens a title needs no such word where the licence `heads`.
    """

    verbs: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    reach: int = 4
    fresh: bool = False
    heads: bool = False


class WordSet(lexicon.Row, frozen=True, kw_only=True):
    """Words that many triggers ask for near them; a trigger's row names it with `@`."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A trigger at tokens `[first, last)`; `clitic` is what its first word carries."""

    first: int
    last: int
    row: Trigger
    form: Form
    clitic: str
    definite: bool = False
    licensed_by: int | None = None


@dataclass(frozen=True, slots=True)
class _Entry:
    row: Trigger
    form: Form
    definite: bool
    rest: tuple[str, ...] = ()
    never: frozenset[str] = frozenset()


def find(
    text: str, tokens: Sequence[Token], first: int, last: int, *, title: bool = False
) -> Iterator[Hit]:
    """Yield the triggers of one clause whose frame is filled, not yet judged by context.

    A word written with ة is no verb, though it folds like one with a pronoun. In a `title` an
    event noun that opens the clause is news by itself.
    """
    for i in range(first, last):
        for clitic, future, entry in _readings(tokens[i].form):
            end = i + 1 + len(entry.rest)
            if end > last or any(
                _bare(tokens[i + 1 + k].form) != w and tokens[i + 1 + k].form != w
                for k, w in enumerate(entry.rest)
            ):
                continue
            form = Form.FUTURE if future else entry.form
            if form is Form.PARTICIPLE:
                plural = tokens[i].form.endswith("ين")
                if not clitic and not plural and i > first and tokens[i - 1].is_word:
                    continue
            elif form is not Form.NOUN and text[tokens[i].end - 1] == "ة":
                continue
            if tokens[i].form in entry.never or (
                form is Form.PAST and not clitic and _governed(tokens, i, first)
            ):
                continue
            if form is Form.PAST and clitic == "و" and _joined(tokens, i):
                continue
            hit = Hit(i, end, entry.row, form, clitic, entry.definite)
            framed = _framed(tokens, hit, first, title=title)
            if framed:
                yield framed


def _joined(tokens: Sequence[Token], i: int) -> bool:
    """A verb of the shape of its noun, joined to a noun by و alone, is one: `هدنة وتبادل أسرى`."""
    form = tokens[i].form[1:]
    listed = i > 0 and tokens[i - 1].is_word and tokens[i - 1].form not in verb_forms()
    return listed and form.startswith("ت") and len(form) > 3 and not form.endswith(("ت", "وا"))


_GOVERNORS = keys(
    "في من على عن إلى بعد قبل خلال بدون أي كل بين مع أو هذا هذه ذلك عقب إثر جراء منذ ضد"
    " بسبب رغم نحو أمام وراء حول لدى دون تشمل يشمل تتضمن يتضمن يعني تعني يتطلب تتطلب يستلزم"
)


def _governed(tokens: Sequence[Token], i: int, first: int) -> bool:
    """A word after a preposition is a noun, whatever verb it looks like.

    So is a bare three-letter one when its clause has a verb already: `أدان … قتل`.
    """
    if i == first:
        return False
    verbs = verb_forms()
    comma = max((k for k in range(first, i) if tokens[k].form in "،,"), default=first)
    bare = len(tokens[i].form) == 3 and any(t.form in verbs for t in tokens[comma:i])
    return bare or tokens[i - 1].form in _GOVERNORS


@lru_cache(maxsize=65536)
def _readings(form: str) -> tuple[tuple[str, bool, _Entry], ...]:
    return tuple(_entries(form))


def _entries(form: str) -> Iterator[tuple[str, bool, _Entry]]:
    index = _index()
    for entry in index.get(form, ()):
        yield "", False, entry
    if form[:1] in {"و", "ف"} and len(form) > 2:
        for entry in index.get(form[1:], ()):
            yield form[0], False, entry
    head = form[1:] if form[:1] in {"و", "ف"} else form
    if head[:1] == "س" and len(head) > 3:
        for entry in index.get(head[1:], ()):
            if entry.form is Form.PRESENT:
                yield form[: len(form) - len(head)], True, entry
    for clitic in ("لل", "ل", "ب", "ك"):
        if head.startswith(clitic) and len(head) > len(clitic) + 2:
            rest = "ال" + head[2:] if clitic == "لل" else head[1:]
            for entry in index.get(rest, ()):
                if entry.form not in {Form.PAST, Form.PARTICIPLE}:
                    yield clitic[0], False, entry


def _framed(tokens: Sequence[Token], hit: Hit, first: int, *, title: bool) -> Hit | None:
    row = hit.row
    after = tokens[hit.last : hit.last + row.reach]
    before = tokens[max(first, hit.first - row.reach) : hit.first]
    close = [*before[-_CLOSE:], *after[: _CLOSE + 2]]
    if row.unless and (
        _any(close, row.unless)
        or _any([*before[-1:], tokens[hit.first], *after[:2]], _runs(row.unless))
    ):
        return None
    if row.near and not (_any(before, row.near) or _any(after, row.near)):
        return None
    if row.then and (not _any(after, row.then) or _is_masdar(tokens, hit, after)):
        return None
    if row.licence and hit.form is Form.NOUN:
        at = _licensed(tokens, hit, first, title=title)
        if at is None:
            return None
        return Hit(hit.first, hit.last, row, hit.form, hit.clitic, hit.definite, at)
    return hit


def _licensed(tokens: Sequence[Token], hit: Hit, first: int, *, title: bool) -> int | None:
    verbs, words, row = _licences()[hit.row.licence or ""]
    if title and row.heads and hit.first == first and not hit.clitic:
        return hit.first
    if row.fresh and _bare(tokens[hit.first].form).startswith("ال") and hit.definite:
        return None
    for i in range(hit.first - 1, max(first, hit.first - 1 - row.reach) - 1, -1):
        form = tokens[i].form
        if form in verbs or (form[:1] in {"و", "ف"} and form[1:] in verbs):
            return i
        if hit.first - i <= _ADJACENT and (form in words or _bare(form) in words):
            return i
    if hit.clitic and hit.clitic[-1] + "-" in words:
        return hit.first
    return None


_CLOSE = 3


def _is_masdar(tokens: Sequence[Token], hit: Hit, after: Sequence[Token]) -> bool:
    """A three-letter "verb" whose object follows at once, no doer by it, is a noun: `فرض حظر`."""
    form = tokens[hit.first].form
    bare = form[1:] if hit.clitic else form
    if hit.form is not Form.PAST or len(bare) != 3:
        return False
    opens = bool(hit.clitic) or hit.first == 0 or not tokens[hit.first - 1].is_word
    return opens and _any(after[:1], hit.row.then)


def _any(tokens: Sequence[Token], words: tuple[str, ...]) -> bool:
    """Say whether one of the words, or runs of words, stands among the tokens."""
    wanted, clitics, runs = _expanded(words)
    for t in tokens:
        form = t.form
        if form in wanted or _bare(form) in wanted:
            return True
        if clitics and len(form) > 3 and form.startswith(clitics):
            return True
    if not runs:
        return False
    text = " ".join(t.form for t in tokens)
    return any(r in text for r in runs)


def _bare(form: str) -> str:
    """A word without its conjunction, future mark and one-letter preposition."""
    if form[:1] in {"و", "ف"} and len(form) > 3:
        form = form[1:]
    if form.startswith("لل") and len(form) > 4:
        return "ال" + form[2:]
    if form[:1] in {"ب", "ل", "س"} and len(form) > 4:
        return form[1:]
    return form


@cache
def _runs(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(w for w in words if " " in w)


@cache
def _expanded(words: tuple[str, ...]) -> tuple[frozenset[str], tuple[str, ...], tuple[str, ...]]:
    plain: set[str] = set()
    for w in _with_sets(words):
        if w.endswith("-") or " " in w:
            continue
        plain.add(key(w))
        if len(key(w)) > 3:
            plain.update(f for f, _ in noun(w))
    clitics = tuple(key(w[:-1]) for w in words if w.endswith("-"))
    return frozenset(plain), clitics, tuple(key(w) for w in words if " " in w)


def _with_sets(words: Iterable[str]) -> Iterator[str]:
    for w in words:
        if w.startswith("@"):
            yield from _sets()[w[1:]].words
        else:
            yield w


@cache
def _sets() -> dict[str, WordSet]:
    return {row.id: row for row in lexicon.load("events", "set", WordSet)}


def sets_in(tokens: Sequence[Token]) -> set[str]:
    """Return the ids of the word sets of which a word stands among the tokens."""
    return {name for name in _sets() if _any(tokens, (f"@{name}",))}


def types_of(form: str) -> frozenset[EventType]:
    """Return the types of events that a folded word may tell of, wherever it stands.

    >>> types_of("لقاء"), types_of("شجره")
    (frozenset({<EventType.CONSULT: 'CONSULT'>}), frozenset())
    """
    return frozenset(entry.row.type for _, _, entry in _readings(form))


@lru_cache(maxsize=65536)
def tells(form: str, kind: EventType) -> bool:
    """Say whether a verb, with or without a conjunction, names an event of a type."""
    return any(
        entry.row.type is kind and entry.form is not Form.NOUN
        for f in (form, form[1:] if form[:1] in {"و", "ف"} else form)
        for entry in _index().get(f, ())
    )


def verb_forms() -> frozenset[str]:
    """Return every inflected verb of the table: a comma before one ends a clause."""
    return _verbs()


@cache
def _verbs() -> frozenset[str]:
    return frozenset(f for f, es in _index().items() if any(e.form is not Form.NOUN for e in es))


@cache
def _index() -> dict[str, list[_Entry]]:
    out: dict[str, list[_Entry]] = {}
    for row in lexicon.load("events", "trigger", Trigger):
        never = frozenset(map(key, row.never))
        for pair in row.verbs:
            was, _, now = pair.partition(" ")
            for f in past(was) if was != "-" else ():
                out.setdefault(f, []).append(_Entry(row, Form.PAST, True, (), never))
            for f in present(now) if now else ():
                out.setdefault(f, []).append(_Entry(row, Form.PRESENT, True, (), never))
        for word in row.participles:
            stem = key(word)[:-1]
            weak = (stem[:-1] + "ين",) if stem.endswith("ي") else ()
            for f in (stem + "ا", stem + "ه", stem + "ين", *weak):
                out.setdefault(f, []).append(_Entry(row, Form.PARTICIPLE, True, (), never))
        for word in row.nouns:
            for f, definite in noun(word):
                out.setdefault(f, []).append(_Entry(row, Form.NOUN, definite, (), never))
        for phrase in row.phrases:
            head, *rest = key(phrase).split()
            form = _phrase_form(head)
            out.setdefault(head, []).append(_Entry(row, form, True, tuple(rest)))
    return out


_PHRASE_VERBS = keys("تم جرى جرت لم لن ستدفع")


def _phrase_form(head: str) -> Form:
    """A phrase that opens with a verb or a negation tells; one that opens with a noun names."""
    return Form.PAST if head in _PHRASE_VERBS or head[:1] in {"س", "ي"} else Form.NOUN


_ADJACENT = 2


@cache
def _licences() -> dict[str, tuple[frozenset[str], frozenset[str], Licence]]:
    out = {}
    for row in lexicon.load("events", "licence", Licence):
        words = frozenset(w if w.endswith("-") else key(w) for w in row.words)
        verbs: set[str] = set()
        for pair in row.verbs:
            was, _, now = pair.partition(" ")
            verbs |= past(was) | {c + f for f in present(now) for c in ("", "س")}
        out[row.id] = (frozenset(verbs), words, row)
    return out
