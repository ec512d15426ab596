"""Sentences as rows of words, and the noun phrases and insertions between cue and content."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

import regex

from musnad.annotate.saying.cues import cues
from musnad.lexicon import Row, load
from musnad.model import Document, Label, Mention, Sentence, Span, Timex, ZoneKind
from musnad.text.normalize import key
from musnad.text.sentences import quotations
from musnad.text.tokenize import Token, proclitics, tokens


class Head(Row, frozen=True, kw_only=True):
    """Nouns that head a source, without article, and the kind of source they make."""

    kind: str
    nouns: tuple[str, ...]


class Insert(Row, frozen=True, kw_only=True):
    """Words that open an adverbial phrase between a cue, its source and its content."""

    words: tuple[str, ...]


class Act(Row, frozen=True, kw_only=True):
    """Verbal nouns that begin an object without a preposition."""

    words: tuple[str, ...]


COMMAS = frozenset({"،", ","})
STOPS = frozenset({".", "!", "؟", "?", "؛", ";", "..", "...", "…"})
CLAUSES = frozenset({"فيما", "بينما", "حيث", "لكن", "ولكن", "غير", "بيد", "اذ", "حينما", "عندما"})
SO_THAT = frozenset(
    {"فان", "فقد", "فانه", "فانها", "وهو", "وهي", "وهم", "وهما", "وبينهم", "بينهم", "ومنهم", "وهذا"}
)
PRONOUNS = frozenset(
    {
        "عنه",
        "عنها",
        "عنهم",
        "له",
        "لها",
        "لهم",
        "لنا",
        "لي",
        "به",
        "بها",
        "فيه",
        "فيها",
        "اليه",
        "اليها",
        "عليه",
        "عليها",
    }
)
RELATIVES = frozenset({"الذي", "التي", "الذين", "اللذان", "اللذين", "اللتان", "والذي", "والتي"})
PREPOSITIONS = frozenset({"في", "من", "الي", "علي", "عن", "ل", "ب", "ك", "مع", "لدي", "بين", "ضد"})
_SUFFIXES = ("", "ه", "ها", "هم", "هما", "هن", "ني", "نا", "ك", "كم")
THAT = frozenset(b + s for b in ("ان", "بان") for s in _SUFFIXES) | {"انما", "اننا", "بانني"}
AND_THAT = frozenset("و" + w for w in THAT)
_NISBA = regex.compile(r"^(?:و?ال|لل|بال)?\w{2,}(?:ي|يه|يين|يون|يان|يتين|يات)$")
_ACT = regex.compile(
    r"^(?:ت\w{2}ي\w|ان\w{2}ا\w|ا\wت\w{1,2}ا\w|است\w{2,3}ا\w|م\wا\w{1,2}ه)"
    r"(?:ه|ها|هم|هما)?$"
)
_IFAL = regex.compile(r"^ا\w{1,2}ا\w(?:ه|ها|هم|هما)?$")
_LONGEST_NAME = 6
_T = TypeVar("_T", Mention, Timex)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence as words: folded forms, quotations, names and times by word index.

    `closes` leads from an opening quotation mark to its closing one, `opened` tells for each
    word the opening mark that it stands behind (-1: none).
    """

    text: str
    span: Span
    words: tuple[Token, ...]
    forms: tuple[str, ...]
    closes: dict[int, int]
    opened: tuple[int, ...]
    names: tuple[Mention | None, ...]
    times: tuple[bool, ...]

    def chars(self, start: int, end: int) -> Span:
        """Return the characters of words `[start, end)`."""
        return Span(self.words[start].start, self.words[end - 1].end)

    def form(self, i: int) -> str:
        """Return the folded word at `i`, empty outside the sentence."""
        return self.forms[i] if 0 <= i < len(self.forms) else ""


def line(
    doc: Document, sentence: Sentence, names: Sequence[Mention], times: Sequence[Timex]
) -> Line:
    """Return a sentence of a document as words; names and times are those that touch it."""
    words = tokens(doc.text, sentence.span)
    starts = {w.start: i for i, w in enumerate(words)}
    closes: dict[int, int] = {}
    opened = [-1] * len(words)
    base = sentence.span.start
    for a, b in quotations(sentence.span.of(doc.text)):
        i, j = starts.get(base + a), starts.get(base + b - 1)
        if i is not None and j is not None:
            closes[i] = j
            opened[i + 1 : j] = [i] * (j - i - 1)
    return Line(
        doc.text,
        sentence.span,
        words,
        tuple(w.form for w in words),
        closes,
        tuple(opened),
        tuple(_covering(words, names)),
        tuple(t is not None for t in _covering(words, times)),
    )


def _covering(words: Iterable[Token], items: Sequence[_T]) -> list[_T | None]:
    out: list[_T | None] = []
    k = 0
    for w in words:
        while k < len(items) and items[k].span.end <= w.start:
            k += 1
        hit = k < len(items) and items[k].span.start < w.end
        out.append(items[k] if hit else None)
    return out


@cache
def heads() -> dict[str, tuple[Head, ...]]:
    """Return the rows of head nouns by folded noun, without and with the article."""
    out: dict[str, tuple[Head, ...]] = {}
    for row in load("sources", "head", Head):
        for noun in map(key, row.nouns):
            for form in (noun, "ال" + noun):
                out[form] = (*out.get(form, ()), row)
    return out


@cache
def _openers() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    out: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in load("sources", "insert", Insert):
        for phrase in row.words:
            words = tuple(key(phrase).split())
            out.setdefault(words[0], []).append((words, row.id))
    return {k: tuple(v) for k, v in out.items()}


@cache
def _acts() -> frozenset[str]:
    return frozenset(key(w) for row in load("sources", "act", Act) for w in row.words)


@cache
def _own_acts() -> frozenset[str]:
    plain = [a.removesuffix("ه") + "ت" if a.endswith("ه") else a for a in _acts()]
    return frozenset(a + s for a in plain for s in ("ه", "ها", "هم")) | {
        a for a in _acts() if a.endswith("ها")
    }


def insert(ln: Line, i: int) -> str | None:
    """Return the row of the adverbial opener that stands at word `i`, if one does."""
    for words, row in _openers().get(ln.form(i), ()):
        if ln.forms[i : i + len(words)] == words:
            return row
    return None


def act(form: str) -> bool:
    """Say whether a folded word looks like a verbal noun without article.

    >>> act("توسيع"), act("المبعوث"), act("استئناف")
    (True, False, True)
    """
    if form in _acts():
        return True
    bare = form.removesuffix("ها").removesuffix("هم").removesuffix("ه")
    if len(bare) < len(form) and (bare in _acts() or bare[:-1] + "ه" in _acts()):
        return bare in _acts() or bare.endswith("ت")
    return not form.startswith("ال") and _ACT.match(form) is not None


def own_act(ln: Line, i: int) -> bool:
    """Say whether the word at `i` is a verbal noun with its subject's pronoun (حرصه)."""
    f, w = ln.forms[i], ln.words[i]
    return f.endswith(("ه", "ها", "هم")) and ln.text[w.end - 1] != "ة" and f in _own_acts()


def nisba(form: str) -> bool:
    """Say whether a folded word has the shape of an adjective of relation (مصري، الدولية)."""
    return _NISBA.match(form) is not None


def head(form: str) -> tuple[Head, ...]:
    """Return the head rows of a folded word, an introducing و, ل or ب forgiven."""
    for clitics, rest in proclitics(form):
        if clitics in {"", "و", "ل", "ب"} and rest in heads():
            return heads()[rest]
    return ()


def recognised(ln: Line, start: int, end: int) -> bool:
    """Say whether words `[start, end)` begin with a name or a noun known to head a source."""
    if start >= end:
        return False
    i = start
    while i < end and ln.forms[i] == '"':
        i += 1
    return i < end and (ln.names[i] is not None or bool(head(ln.forms[i])))


def is_name_quote(ln: Line, i: int) -> bool:
    """Say whether the quotation that opens at `i` holds a name rather than speech."""
    j = ln.closes[i]
    size = j - i - 1
    if size == 0 or size > _LONGEST_NAME:
        return False
    if any(ln.names[i + 1 : j]):
        return True
    after = ln.form(j + 1)
    if size > 3:
        return False
    before = ln.form(i - 1)
    if after in COMMAS or after in THAT or after == ":" or head(before):
        return True
    spoken = before == ":" or before in cues() or before[1:] in cues()
    return after.isalpha() and not after.startswith("و") and not spoken


def is_act_object(ln: Line, i: int) -> bool:
    """Say whether the word at `i` begins an object that names an act."""
    below = ln.text[ln.words[i].start] == "إ" and _IFAL.match(ln.forms[i]) is not None
    return ln.names[i] is None and (below or act(ln.forms[i]))


def is_preposition(ln: Line, i: int) -> bool:
    """Say whether the word at `i` is a preposition, and not the name written like one (علي)."""
    f = ln.forms[i]
    named = f == "علي" and (ln.names[i] is not None or ln.text[ln.words[i].end - 1] == "ي")
    return f in PREPOSITIONS and not named


def after_comma(ln: Line, i: int) -> bool:
    """Say whether an apposition begins at `i`, just behind a comma: a name or a title."""
    name = ln.names[i] if i < len(ln.forms) else None
    if name is not None and name.label is Label.PER:
        return True
    rows = heads().get(ln.form(i), ())
    return any(r.kind in {"role", "honorific"} for r in rows)


def heads_in(doc: Document) -> set[str]:
    """Return the rows of the nouns that head the document's sources."""
    found = (tokens(doc.text, a.source) for a in doc.attributions if a.source)
    return {r.id for words in found if words for r in head(words[0].form)}


def inserts_in(doc: Document) -> set[str]:
    """Return the rows of the adverbials between the document's cues and contents."""
    out = set()
    for a in doc.attributions:
        span = Span(a.cue.end, max(a.cue.end, a.content.start))
        ln = line(doc, Sentence(span, ZoneKind.BODY), (), ())
        out |= {row for i in range(len(ln.forms)) if (row := insert(ln, i))}
    return out


def acts_in(doc: Document) -> set[str]:
    """Return the rows of the verbal nouns that begin what the document's sources say."""
    rows = load("sources", "act", Act)
    firsts = {tokens(doc.text, a.content)[0].form for a in doc.attributions}
    return {r.id for r in rows if firsts & set(map(key, r.words))}
