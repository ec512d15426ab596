"""Sentences as rows of words, and the noun phrases and insertions between cue and content."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from musnad.annotate.naming.ordinary import is_fresh
from musnad.annotate.naming.vocabulary import look
from musnad.annotate.saying.cues import Style, cues
from musnad.annotate.saying.nouns import (
    IFAL,
    act,
    bound_act,
    feminine,
    head,
    heads,
    nisba,
    own_acts,
    plurals,
)
from musnad.lexicon import Row, load
from musnad.model import Document, Label, Mention, Sentence, Span, Timex
from musnad.text.normalize import key, keys
from musnad.text.sentences import quotations
from musnad.text.tokenize import Token, tokens


class Insert(Row, frozen=True, kw_only=True):
    """Words that open an adverbial phrase between a cue, its source and its content.

    `alone` ones are whole by themselves (بدوره), others go on (في بيان نشر أمس).
    """

    words: tuple[str, ...]
    alone: bool = False


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
_FEMININE = keys("أمم الأمم قوى القوى سرايا كتائب ألوية خارجية داخلية قيادة دول الدول مخابرات")
PREPOSITIONS = frozenset({"في", "من", "الي", "علي", "عن", "ل", "ب", "ك", "مع", "لدي", "بين", "ضد"})
_SUFFIXES = ("", "ه", "ها", "هم", "هما", "هن", "ني", "نا", "ك", "كم")
THAT = frozenset(b + s for b in ("ان", "بان") for s in _SUFFIXES) | {"انما", "اننا", "بانني"}
AND_THAT = frozenset("و" + w for w in THAT)
_LONGEST_NAME = 6
_LONGEST_SPEAKER = 14
_NEAR = 14
_FAR = 45
_OTHER = frozenset({Style.PARTICIPLE, Style.RELAY})
_SHORTEST_NAME = 3
Range = tuple[int, int]
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
        tuple("آن" if w.form == "ان" and doc.text[w.start] == "آ" else w.form for w in words),
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
def _openers() -> dict[str, tuple[tuple[tuple[str, ...], Insert], ...]]:
    out: dict[str, list[tuple[tuple[str, ...], Insert]]] = {}
    for row in load("sources", "insert", Insert):
        for phrase in row.words:
            words = tuple(key(phrase).split())
            out.setdefault(words[0], []).append((words, row))
    return {k: tuple(sorted(v, key=lambda x: -len(x[0]))) for k, v in out.items()}


def insert(ln: Line, i: int) -> str | None:
    """Return the row of the adverbial opener that stands at word `i`, if one does."""
    got = opener(ln, i)
    return got[0].id if got else None


def inserted(word: str, ln: Line, i: int) -> bool:
    """Say whether an adverbial opens with `word` in place of the word at `i`: وحول، حول."""
    rest = ln.forms[i + 1 : i + 4]
    return any((word, *rest)[: len(words)] == words for words, _ in _openers().get(word, ()))


def opener(ln: Line, i: int) -> tuple[Insert, int] | None:
    """Return the row of the adverbial opener at word `i` and how many words it has."""
    for words, row in _openers().get(ln.form(i), ()):
        if ln.forms[i : i + len(words)] == words:
            return row, len(words)
    return None


def own_act(ln: Line, i: int) -> bool:
    """Say whether the word at `i` is a verbal noun with its subject's pronoun (حرصه)."""
    f, w = ln.forms[i], ln.words[i]
    return f.endswith(("ه", "ها", "هم")) and ln.text[w.end - 1] != "ة" and f in own_acts()


def possessed(ln: Line, i: int) -> bool:
    """Say whether the word at `i` is a verbal noun with its subject's pronoun: توقعه، ترحيبها."""
    f, w = ln.forms[i], ln.words[i]
    if not f.endswith(("ه", "ها", "هم")) or ln.text[w.end - 1] == "ة" or ln.names[i] is not None:
        return False
    return bound_act(f.removesuffix("ها").removesuffix("هم").removesuffix("ه"))


def recognised(ln: Line, start: int, end: int) -> bool:
    """Say whether words `[start, end)` begin with a name or a noun known to head a source."""
    if start >= end:
        return False
    i = start
    while i < end and (ln.forms[i] == '"' or ln.forms[i].isdigit()):
        i += 1
    return i < end and (ln.names[i] is not None or headed(ln, i))


def known(ln: Line, start: int, end: int) -> bool:
    """Say whether words `[start, end)` are a source: recognised, or by their shape a name."""
    return recognised(ln, start, end) or (start < end and _like_a_name(ln.forms[start]))


def _like_a_name(f: str) -> bool:
    """Say whether a folded word is no ordinary one, a given name, or has a family name's shape."""
    if not f.isalpha() or len(f) < _SHORTEST_NAME or f in PREPOSITIONS | PRONOUNS | THAT:
        return False
    word = look(f)
    given = word.given is not None or word.weak is not None
    family = f.startswith("ال") and f.endswith("ي") and not word.demonym
    many = f.endswith("ون") and len(f) > _LONGEST_NAME - 2
    return given or family or many or (is_fresh(f) and not f.endswith("ي"))


def masculine(ln: Line, i: int) -> bool:
    """Say whether the word at `i` is a head noun that no feminine verb has as its subject."""
    f = ln.forms[i]
    plural = f.removeprefix("ال") in plurals() or f.endswith(("ات", "ون", "ين"))
    kinds = {r.kind for r in head(f)}
    return "organization" in kinds and not plural and f not in feminine() and f not in _FEMININE


def headed(ln: Line, i: int) -> bool:
    """Say whether the word at `i` heads a source: حملة, but not the verb and pronoun حمله."""
    f = ln.form(i)
    pronoun = f in feminine() and ln.text[ln.words[i].end - 1] == "ه"
    return bool(head(f)) and not pronoun


def is_name_quote(ln: Line, i: int) -> bool:
    """Say whether the quotation that opens at `i` holds a name rather than speech."""
    j = ln.closes[i]
    size = j - i - 1
    if _speaks_behind(ln, i, j):
        return True
    if size == 0 or size > _LONGEST_NAME:
        return False
    if any(ln.names[i + 1 : j]):
        return True
    after = ln.form(j + 1)
    before = ln.form(i - 1)
    if size > 3:
        return headed(ln, i - 1) and after not in STOPS if i else False
    if after in COMMAS or after in THAT or after == ":" or head(before):
        return True
    spoken = before == ":" or before in cues() or before[1:] in cues()
    return after.isalpha() and not after.startswith("و") and not spoken


def _speaks_behind(ln: Line, i: int, j: int) -> bool:
    """Say whether the quotation right behind a cue holds its speaker: `قال "تجمع الأهالي" إن`."""
    if j - i > _LONGEST_SPEAKER or not (ln.form(i - 1) in cues() or ln.form(i - 1)[1:] in cues()):
        return False
    for k in range(j + 1, min(len(ln.forms), j + _NEAR)):
        f = ln.forms[k]
        if f in THAT or (f == ":" and k == j + 1):
            return head(ln.form(k - 1)) == () or k == j + 1
        if f in STOPS | COMMAS or f in cues() or (f[:1] == "و" and f[1:] in cues()):
            return False
    return False


def set_off_that(ln: Line, i: int) -> bool:
    """Say whether أن follows behind a comma, a mark or a name, so that nothing before it is said.

    `أكد عضو المجلس المنتدب، سامر الراوي، أن`: the noun before it is still the speaker's.
    """
    for k in range(i + 1, min(len(ln.forms), i + _FAR)):
        f = ln.forms[k]
        if f in THAT:
            name = ln.names[k - 1]
            behind = ln.forms[k - 1]
            person = name is not None and name.label is Label.PER
            return behind in COMMAS or behind in {")", '"', "-"} or person or ln.times[k - 1]
        if f in STOPS or f in AND_THAT or f == ":" or is_clause(ln, k):
            return False
        if ln.names[k] is None and any(r.style in _OTHER for r in cues().get(f, ())):
            return False
        if ln.forms[k - 1] in COMMAS and f not in cues() and f[:1] == "و" and f[1:] in cues():
            return False  # أكدت الوزارة ضم الموظفين، وأعلن المتحدث، سامر الراوي، أن
    return False


def is_act_object(ln: Line, i: int) -> bool:
    """Say whether the word at `i` begins an object that names an act."""
    if i >= len(ln.forms):
        return False
    below = ln.text[ln.words[i].start] == "إ" and IFAL.match(ln.forms[i]) is not None
    return ln.names[i] is None and (below or act(ln.forms[i]))


def is_clause(ln: Line, i: int) -> bool:
    """Say whether the word at `i` opens a clause of its own: but, while, except that."""
    f = ln.forms[i]
    return f in CLAUSES and (f not in {"غير", "بيد"} or ln.form(i + 1) in THAT)


def is_preposition(ln: Line, i: int) -> bool:
    """Say whether the word at `i` is a preposition, and not the name written like one (علي)."""
    f = ln.form(i)
    named = f == "علي" and (ln.names[i] is not None or ln.text[ln.words[i].end - 1] == "ي")
    return f in PREPOSITIONS and not named


def after_comma(ln: Line, i: int) -> bool:
    """Say whether an apposition begins at `i`, just behind a comma: a name or a title."""
    name = ln.names[i] if i < len(ln.forms) else None
    behind = ln.names[i + 1] if i + 1 < len(ln.forms) else None
    known = behind is not None and behind.label is Label.PER  # ، الجمهوري جون بينر
    if known and name is None and ln.form(i).startswith("ال") and nisba(ln.form(i)):
        return True
    if name is not None and name.label is Label.PER:
        return True
    rows = heads().get(ln.form(i), ())
    return any(r.kind in {"role", "honorific"} for r in rows)
