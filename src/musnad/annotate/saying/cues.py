"""Reporting words: the rows of `lexicon/cues.toml` and every form that their lemmas take."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import msgspec

from musnad.lexicon import Row, load
from musnad.text.normalize import key

_SHADDA = "\u0651"
_DAMMA = "\u064f"


class Style(StrEnum):
    """How a cue stands in its sentence."""

    VERB = "verb"
    PARTICIPLE = "participle"
    NOUN = "noun"
    RELAY = "relay"
    ADVERBIAL = "adverbial"


class Cue(Row, frozen=True, kw_only=True):
    """A lemma that reports speech, by the stems its forms are built from, and its frames.

    `past` and `present` are the third person masculine singular, `active` the participle
    without its ending, `noun` the verbal noun and `nouns` more of them, `forms` words that take
    no endings and stand as a participle does, outside what anybody says (بحجة أن). A noun with
    `after` is its own source (أنباء) and reports behind one of those words. `frames` says what may
    bring in the content: `that` (إن، أن، بأن), `say` (a colon or quotation marks), a preposition,
    `act` (a verbal noun as object), `thing` (any noun as object). `addressee`: a second noun
    phrase may stand before the preposition. `weak`: the form has other readings, so that only a
    recognised source will do. `impersonal` forms without a subject report nobody. `shadda`: the
    bare past is a cue only with its shadda written (بيّن, not بين). `object_pronoun`: the forms
    also take one (وصفها بأنها). `object`: the verb does not go without the one it is aimed at, so
    that a lone noun phrase behind it is no source. `paper`: only a document may be its source.
    `prep`: the preposition that stands before that document (جاء في البيان). `unless`: words
    between cue and content that make it no speech (شدد الخناق على). `needs`: words of which the
    content must hold one (حمّله مسؤولية). `homographs`: forms that are other words (مدينة).
    """

    frames: tuple[str, ...]
    speech: str
    past: str = ""
    present: str = ""
    active: str = ""
    noun: str = ""
    nouns: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    addressee: bool = False
    weak: bool = False
    relay: bool = False
    shadda: bool = False
    object_pronoun: bool = False
    object: bool = False
    paper: bool = False
    prep: str = ""
    unless: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    homographs: tuple[str, ...] = ()
    impersonal: tuple[str, ...] = ()


class Adverbial(Cue, frozen=True, kw_only=True):
    """A phrase that lays the sentence at a door: `وفق`, `على حد قول`.

    `verb`: a reporting verb stands between the phrase and the source (`بحسب ما أفاد`).
    `law`: the source is a paper told of already, and the sentence says what it rules (بموجب).
    `relays`: between an outlet's verb and its content the phrase tells who said it, and the
    outlet carried it (`ذكرت الصحيفة نقلا عن مسؤول أن`). `like`: only at the end of its clause,
    since it opens others as a mere "also" (كما).
    """

    words: tuple[str, ...]
    verb: bool = False
    law: bool = False
    relays: bool = False
    like: bool = False
    frames: tuple[str, ...] = ()
    speech: str = "say"


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a lemma: gender `m` or `f`, number `s`, `d` or `p`; `None` where open."""

    row: Cue
    style: Style
    gender: str | None
    number: str | None
    present: bool = False
    pronoun: bool = False


def past(stem: str) -> Iterator[tuple[str, str, str]]:
    """Yield the third person past forms of a folded stem with gender and number.

    >>> [f for f, _, _ in past("دعا")]
    ['دعا', 'دعت', 'دعوا', 'دعيا', 'دعتا']
    """
    weak = stem[-1] in "اي"
    base = stem[:-1] if weak else stem
    yield stem, "m", "s"
    yield base + "ت", "f", "s"
    yield base + "وا", "m", "p"
    yield base + ("يا" if weak else "ا"), "m", "d"
    yield base + "تا", "f", "d"


def present(stem: str) -> Iterator[tuple[str, str, str]]:
    """Yield the third person present forms of a folded stem with gender and number.

    >>> [f for f, _, _ in present("يري")]
    ['يري', 'تري', 'يرون', 'يريان', 'تريان']
    """
    base = stem[:-1] if stem[-1] in "اويى" else stem
    yield stem, "m", "s"
    yield "ت" + stem[1:], "f", "s"
    yield base + "ون", "m", "p"
    yield stem + "ان", "m", "d"
    yield "ت" + stem[1:] + "ان", "f", "d"


def participle(stem: str) -> Iterator[tuple[str, str, str]]:
    """Yield the accusative forms of an active participle with gender and number.

    >>> [f for f, _, _ in participle("داعي")]
    ['داعيا', 'داعيه', 'داعين', 'داعيتين', 'داعيات']
    """
    base = stem[:-1] if stem[-1] == "ي" else stem
    yield stem + "ا", "m", "s"
    yield stem + "ه", "f", "s"
    yield base + "ين", "m", "p"
    yield stem + "تين", "f", "d"
    yield stem + "ات", "f", "p"


def _with(form: str, pronoun: str) -> str:
    """Return a past form with a pronoun on it: a plural loses its alef (طالبوا، طالبوه)."""
    return (form[:-1] if pronoun and form.endswith("وا") else form) + pronoun


def _forms(row: Cue) -> Iterator[tuple[str, Form]]:
    verb = Style.RELAY if row.relay else Style.VERB
    tails = ("", "ه", "ها", "هم") if row.object_pronoun else ("",)
    if row.past:
        for form, g, n in past(key(row.past)):
            if not (row.weak and (g, n) == ("m", "d")):  # طالبا is no "the two demanded"
                yield from ((_with(form, t), Form(row, verb, g, n, pronoun=bool(t))) for t in tails)
    if row.present:
        for form, g, n in present(key(row.present)):
            yield from ((form + t, Form(row, verb, g, n, True, bool(t))) for t in tails)
    if row.active:
        for form, g, n in participle(key(row.active)):
            yield form, Form(row, Style.PARTICIPLE, g, n)
    for word in row.forms:
        yield key(word), Form(row, Style.PARTICIPLE, None, None)
    for noun in (row.noun, *row.nouns) if row.noun else ():
        yield key(noun), Form(row, Style.NOUN, None, None)
        if row.after:
            yield "ال" + key(noun), Form(row, Style.NOUN, None, None)
        if not row.after:
            yield from _owned(row, key(noun))


def _owned(row: Cue, noun: str) -> Iterator[tuple[str, Form]]:
    """Yield a verbal noun with the pronoun of who speaks: مطالبتها، تأكيده."""
    stem = noun[:-1] + "ت" if noun.endswith("ه") else noun
    for pronoun, gender, number in (("ه", "m", "s"), ("ها", "f", "s"), ("هم", "m", "p")):
        yield stem + pronoun, Form(row, Style.NOUN, gender, number, pronoun=True)


@cache
def speech_nouns() -> dict[str, Cue]:
    """Return the verbal nouns that a verb such as "renewed" takes for what was said."""
    return {
        f: r.row
        for f, rows in cues().items()
        for r in rows
        if r.style is Style.NOUN and not r.row.after
    }


@cache
def continuing() -> frozenset[str]:
    """Return the ids of the cues that go on with what their speaker was saying: `وأضاف`."""
    return frozenset(r.id for r in load("cues", "cue", Cue) if r.speech == "continue")


@cache
def continuing_verbs() -> frozenset[str]:
    """Return the forms of the verbs that go on with what their speaker was saying: ومضى."""
    return frozenset(
        f
        for f, rows in cues().items()
        if any(r.row.speech == "continue" and r.style is Style.VERB for r in rows)
    )


@cache
def cues() -> dict[str, tuple[Form, ...]]:
    """Return every folded form with its readings."""
    out: dict[str, tuple[Form, ...]] = {}
    for raw in load("cues", "cue", Cue):
        row = msgspec.structs.replace(
            raw,
            frames=tuple(map(key, raw.frames)),
            unless=tuple(map(key, raw.unless)),
            needs=tuple(map(key, raw.needs)),
            after=tuple(map(key, raw.after)),
        )
        other = set(map(key, raw.homographs))
        for form, reading in ((f, r) for f, r in _forms(row) if f not in other):
            out[form] = (*out.get(form, ()), reading)
    return out


@cache
def adverbials() -> dict[str, tuple[tuple[tuple[str, ...], Adverbial], ...]]:
    """Return the adverbial phrases by their first word, the longest first."""
    out: dict[str, list[tuple[tuple[str, ...], Adverbial]]] = {}
    for row in load("cues", "adverbial", Adverbial):
        for phrase in row.words:
            words = tuple(key(phrase).split())
            out.setdefault(words[0], []).append((words, row))
    return {k: tuple(sorted(v, key=lambda x: -len(x[0]))) for k, v in out.items()}


def spelled(form: Form, word: str) -> bool:
    """Say whether a word as written may be this form: يدعى is no "he claims" (يدعي).

    Past forms with a damma on their first letter are passives: أُعلن.
    """
    bare = word.removeprefix("و").removeprefix("ف") if len(word) > 3 else word
    if not form.present and form.row.past.endswith("أ") and word.endswith("ا"):
        return False  # وهنا, "and here", is no congratulation (هنأ)
    if form.present:
        return not (form.row.present.endswith("ي") and word.endswith("ى"))
    if word.startswith("و") and word.endswith(_SHADDA) and form.row.past.startswith("و"):
        return False  # "and he reckoned" (عدّ) is no promise (وعد)
    return form.style is not Style.VERB or _DAMMA not in (word[1:2] + bare[1:2])


def unmarked(form: Form, word: str) -> bool:
    """Say whether a word lacks the shadda that tells the verb from a particle (بيّن، بين)."""
    bare = (form.gender, form.number) == ("m", "s") and not form.present
    return form.row.shadda and bare and _SHADDA not in word


def impersonal(form: Form, word: str) -> bool:
    """Say whether the folded word without a subject is "it is said" and reports nobody."""
    return word in {key(w) for w in form.row.impersonal}
