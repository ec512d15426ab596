"""Phrases that lay a sentence at a door: `وفق البيان`, `بحسب ما أفاد مسؤول`."""

from collections.abc import Iterator
from dataclasses import dataclass

from musnad.annotate.naming.ordinary import is_common
from musnad.annotate.saying.contents import preceding
from musnad.annotate.saying.cues import Adverbial, Form, Style, adverbials, cues
from musnad.annotate.saying.frames import Reading
from musnad.annotate.saying.nounphrases import ANY_OBJECT, noun_phrase, phrase_end
from musnad.annotate.saying.nouns import act, adjective, head, nisba
from musnad.annotate.saying.phrases import (
    COMMAS,
    PREPOSITIONS,
    RELATIVES,
    STOPS,
    THAT,
    Line,
    Range,
    insert,
    opener,
    recognised,
)
from musnad.annotate.saying.told import told_at

_LED = frozenset({"فان", "فقد", "فانه", "فانها", "ان", "انه"})
_SO = frozenset({"فان", "فانه", "فانها"})
_LEADS = frozenset({"و", "كما", "ايضا", "لكن", "ولكن"})
_REACH = 8
_OWN = frozenset({"نفسه", "نفسها", "ذاته", "ذاتها", "عينه", "عينها"})
_SHORT_START = 4
_PRESENT = frozenset("يتس")
_THEN = frozenset({"انذاك", "حينها", "حينيذ", "وقتها", "سابقا", "لاحقا", "موخرا", "مؤخرا"})
_ALONE = frozenset({"ايضا", "كذلك", "نفسه", "رسميا"})
_LATEST = frozenset({"لاخر", "لاحدث", "لما", "اخر", "احدث"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """An adverbial phrase as it stands: cue, source and outlet in word indexes."""

    row: Adverbial
    cue: Range
    source: Range
    told: Range | None
    led: bool

    def opening(self, ln: Line) -> bool:
        """Say whether the phrase opens its sentence, or a clause: `…، وبحسب المصدر فإن`."""
        first = self.cue[0]
        if self.led and ln.form(first - 1) in COMMAS and ln.form(self.source[1]) in _SO:
            return True
        return all(
            f in _LEADS or ln.times[k] or f in COMMAS for k, f in enumerate(ln.forms[:first])
        )

    def carries(self, ln: Line) -> bool:
        """Say whether the phrase tells who carried the words, not who said them: وفق ما نقلته."""
        verb = ln.forms[self.cue[1] - 1]
        return self.row.verb and verb.startswith(("نقل", "نشر", "بث", "اورد", "تناقل"))

    def closing(self, ln: Line) -> bool:
        """Say whether the phrase ends its sentence or clause."""
        k = self.told[1] if self.told else self.source[1]
        while k < len(ln.forms) and (ln.times[k] or ln.forms[k] == '"' or _alone(ln, k)):
            k += 1
        if not any(w.is_word for w in ln.words[k:]):
            return True
        ends = ln.forms[k] in COMMAS | STOPS | RELATIVES
        return not self.opening(ln) and (ends or _counts(ln, k))


def _alone(ln: Line, k: int) -> bool:
    """Say whether an adverb that is whole by itself stands at word `k`: `… أمس أيضا`."""
    got = opener(ln, k)
    return got is not None and (got[0].alone or got[1] == 1) and ln.form(k) in _THEN | _ALONE


def find(ln: Line) -> Iterator[Phrase]:
    """Yield the phrases of a sentence whose source is recognised."""
    for i, f in enumerate(ln.forms):
        led = f not in adverbials() and f[:1] in {"و", "ف"}
        for words, row in adverbials().get(f[1:] if led else f, ()):
            if ln.forms[i + 1 : i + len(words)] == words[1:]:
                got = _read(ln, i, i + len(words), row, led)
                if got and not (row.like and not _stands_last(ln, got)) and _rules(ln, got):
                    yield got
                break


def _stands_last(ln: Line, p: Phrase) -> bool:
    """Say whether a phrase ends its clause and brings in nothing: `…، كما ذكر الوزير`."""
    rest = [f for f in ln.forms[p.source[1] : p.source[1] + 4] if f not in COMMAS]
    return not p.opening(ln) and p.closing(ln) and not THAT & set(rest[:2]) and ":" not in rest[:2]


def _rules(ln: Line, p: Phrase) -> bool:
    """Say whether what a law brings in is what it rules: a paper known, and a verb not past."""
    if not p.row.law:
        return True
    f = ln.forms[p.source[0]]
    if not f.startswith("ال") or not any(r.kind == "document" for r in head(f)):
        return False
    k = p.source[1] if p.opening(ln) else 0
    while k < len(ln.forms) and (ln.forms[k] in COMMAS or ln.times[k]):
        k += 1
    f = ln.form(k)
    return f[:1] in _PRESENT and not (act(f) or head(f) or nisba(f))


def _read(ln: Line, i: int, k: int, row: Adverbial, led: bool) -> Phrase | None:
    end = k
    if row.verb:
        word = ln.form(k)
        if not any(w in cues() for w in (word, word.removesuffix("ه"), word.removesuffix("ها"))):
            return None
        k = end = k + 1
    while k < len(ln.forms) and (ln.times[k] or insert(ln, k)) and k - end < _REACH:
        k += 1
    if ln.form(k) in _LATEST:
        k += 1
    if k >= len(ln.forms) or not recognised(ln, k, len(ln.forms)):
        return None
    source = noun_phrase(ln, k, len(ln.forms), None)
    if source is None:
        return None
    stop = min(source[1], phrase_end(ln, k, len(ln.forms), ANY_OBJECT))
    stop = next((j for j in range(k + 1, stop) if _told_on(ln, j) or _whole(ln, k, j)), stop)
    source = (k, next((j for j in range(k + 1, stop) if _reports(ln, j)), stop))
    told = told_at(ln, source[1]) if source[1] < len(ln.forms) else None
    return Phrase(row, (i, end), _issuer(ln, source), told, led)


def _whole(ln: Line, k: int, j: int) -> bool:
    """Say whether a definite noun at word `k` is whole before `j`: `وبحسب البيان أغرى رجل`."""
    if not ln.forms[k].startswith("ال") or ln.names[k] is not None:
        return False
    if any(not (f.startswith("ال") and nisba(f)) for f in ln.forms[k + 1 : j]):
        return False
    f = ln.forms[j]
    if _counts(ln, j):
        return True
    joins = f.startswith(("ال", "لل", "و", "ل", "ب")) or f in PREPOSITIONS | RELATIVES or nisba(f)
    own = f in _OWN or adjective(f) or f.endswith(("ها", "ه"))
    return f.isalpha() and ln.names[j] is None and not (joins or own)


def _counts(ln: Line, j: int) -> bool:
    """Say whether a number that counts something begins at word `j`: `التقديرات 1500 مقاتل`."""
    f = ln.form(j + 1)
    other = f in PREPOSITIONS | _LED | RELATIVES or nisba(f) or f.startswith("ال")
    return ln.form(j).isdigit() and is_common(f) and not other


def _told_on(ln: Line, j: int) -> bool:
    """Say whether a relative clause at word `j` goes on with what its noun said: الذي أضاف."""
    if ln.forms[j] not in RELATIVES:
        return False
    return any(r.style is Style.VERB for r in cues().get(ln.form(j + 1), ()))


def _reports(ln: Line, i: int) -> bool:
    """Say whether a reporting verb begins the content at once: `بحسب البيان أشاد الوزير`."""
    verb = any(r.style is Style.VERB and not r.pronoun for r in cues().get(ln.forms[i], ()))
    before = ln.forms[i - 1]
    return (
        verb
        and ln.names[i] is None
        and (before.startswith(("ال", "لل")) or ln.names[i - 1] is not None)
    )


def _issuer(ln: Line, np: Range) -> Range:
    """Return who issued a paper where the phrase tells: `حصيلة أعلنتها الوزارة`."""
    if not any(r.kind == "document" for r in head(ln.forms[np[0]])):
        return np
    for k in range(np[0] + 1, min(np[1] - 1, np[0] + 5)):
        f = ln.forms[k]
        if (
            f.endswith(("ها", "ه"))
            and recognised(ln, k + 1, np[1])
            and not head(f)
            and ln.forms[k - 1] != "ما"
        ):
            stem = f.removesuffix("ها").removesuffix("ه")
            if stem in cues() or stem in {"نشرت", "نشر", "اصدرت", "اصدر", "اعدت", "اعد"}:
                return (k + 1, np[1])
    return np


def _that_follows(ln: Line, p: Phrase) -> int | None:
    """Return the أن that brings in what the source of a relay said: نقلا عن مصدر قوله إن."""
    for k in range(p.source[1], _so_far(ln, p)):
        if ln.forms[k] in THAT and ln.form(k - 1) not in {"الا", "بعد", "قبل", "غير"}:
            return k
        if ln.forms[k] in COMMAS | STOPS or not p.row.relays:
            return None
    return None


def _so_far(ln: Line, p: Phrase) -> int:
    return min(len(ln.forms) - 1, p.source[1] + 25)


def reading(ln: Line, p: Phrase) -> Reading:
    """Return the phrase as a reading: its content follows it, or is the clause before it."""
    form = Form(p.row, Style.ADVERBIAL, None, None)
    that = _that_follows(ln, p)
    if that is not None:
        return Reading(form, p.cue, p.source, that + 1, True, p.cue[0], led=p.led)
    so = next((k for k in range(p.source[1], _so_far(ln, p)) if ln.forms[k] in _SO), None)
    if p.opening(ln) and so is not None:
        return Reading(form, p.cue, p.source, so + 1, True, p.cue[0], led=p.led)
    if p.opening(ln):
        k = p.source[1] if p.told is None else p.told[1]
        while (
            k < len(ln.forms) - 1 and ln.forms[k] not in COMMAS | {":"} and ln.form(k) not in _LED
        ):
            if ln.forms[k] in THAT or not (insert(ln, k) or ln.times[k] or k == p.source[1]):
                break
            k += 1
        while k < len(ln.forms) - 1 and (ln.forms[k] in COMMAS | {":"} or ln.forms[k] in _LED):
            k += 1
        return Reading(form, p.cue, p.source, k, True, p.cue[0], led=p.led)
    if p.cue[0] <= _SHORT_START and not p.led and ln.form(p.source[1]) in COMMAS:
        first = next((k for k, w in enumerate(ln.words) if w.is_word), 0)
        return Reading(form, p.cue, p.source, first, True, first, 0, len(ln.forms), led=p.led)
    figure = any(f[:1].isdigit() for f in ln.forms[: p.cue[0]])
    start, end = preceding(ln, p.cue[0], figure)
    if _counts(ln, p.source[1]):
        end = len(ln.forms)
    return Reading(form, p.cue, p.source, start, True, start, 0, end, led=p.led)
