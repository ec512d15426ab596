"""What a cue takes as its object without أن or a preposition: `أكد الوزير عمق العلاقات`."""

from musnad.annotate.naming.ordinary import is_common, is_listed
from musnad.annotate.saying.nounphrases import DEMONSTRATIVES, plain_noun, that_ahead
from musnad.annotate.saying.nouns import head, nisba
from musnad.annotate.saying.phrases import (
    CLAUSES,
    COMMAS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    Line,
    Range,
    insert,
    is_act_object,
    known,
    opener,
    set_off_that,
)
from musnad.annotate.saying.scan import Scan, settle
from musnad.model import Label

_INDEFINITE = ("\u064bا", "ا\u064b", "ات")
_REVEALING = frozenset({"كشف", "ذكر", "نشر", "افصاح", "اشاره", "تسميته", "تسميتها", "تسميتهم"})


def read(s: Scan) -> bool:
    """Settle an object without a preposition: an act, or any noun where the row allows."""
    ln, i, frames = s.ln, s.pos, s.row.frames
    if not s.bare or not {"act", "thing", "judged"} & set(frames):
        return False
    needed = ln.forms[i] in s.row.needs and ln.forms[i] not in PREPOSITIONS
    if (needed and (s.source or not s.subject)) or (ln.forms[i] == '"' and _quoted_act(s)):
        return settle(s, i, clause=False)  # حمّل الوزير إيران مسؤولية
    if not _may_be_object(ln, i) or (s.inserted and not _closed(ln, i)):
        return False
    if not s.subject:
        return _participle_object(s)
    if "that" in frames and set_off_that(ln, i):
        return False
    return _verb_object(s)


def _quoted_act(s: Scan) -> bool:
    """Say whether an act in quotation marks of its own is the object: `أعلنت "تحرير" القرية`."""
    ln, i = s.ln, s.pos
    return (
        s.subject
        and "act" in s.row.frames
        and ln.closes.get(i) == i + 2
        and is_act_object(ln, i + 1)
        and (ln.form(i - 1).startswith("ال") or ln.times[i - 1] or ln.names[i - 1] is not None)
    )


def _verb_object(s: Scan) -> bool:
    """Settle what a finite verb takes: a thing judged, an act, or where the row allows a thing."""
    frames = s.row.frames
    if "judged" in frames:
        return _judged(s) and settle(s, s.pos)
    if is_act_object(s.ln, s.pos):
        return (s.source is None or known(s.ln, *s.source)) and settle(s, s.pos, clause=False)
    return "thing" in frames and _is_thing(s) and settle(s, s.pos, clause=False)


def _may_be_object(ln: Line, i: int) -> bool:
    """Say whether the word at `i` is a noun, no time, adverbial or reason for anonymity."""
    f = ln.forms[i]
    if ln.times[i] or insert(ln, i) or not ln.words[i].is_word or f in PREPOSITIONS:
        return False
    return not (f == "عدم" and ln.form(i + 1).removeprefix("ال") in _REVEALING)


def _closed(ln: Line, i: int) -> bool:
    """Say whether what stands before the word at `i` is whole: a name, a time, a definite noun."""
    before = ln.form(i - 1)
    got = opener(ln, i - 1)
    if got is not None and got[0].alone:
        return True
    definite = before.startswith("ال") and before not in RELATIVES
    return bool(ln.times[i - 1] or ln.names[i - 1]) or before in COMMAS or definite


def _participle_object(s: Scan) -> bool:
    """Settle the object right behind a participle: `مؤكدا عمق العلاقات`."""
    ln, i = s.ln, s.pos
    f = ln.forms[i]
    if s.passed or s.inserted or f in PRONOUNS | CLAUSES | {"حين", "لما"}:
        return False
    if nisba(f) and not is_act_object(ln, i):
        return False
    joined = f[:1] in "ولبف" and not is_listed(f)
    noun = "thing" in s.row.frames and not joined and not insert(ln, i)
    return (noun or is_act_object(ln, i)) and settle(s, i, clause=False)


def _judged(s: Scan) -> bool:
    """Say whether a thing is judged: by a person, an act by a body too (اعتبرت استمرار … خرقا)."""
    ln = s.ln
    if s.source is None or not _is_thing(s):
        return False
    definite = ln.forms[s.pos].startswith("ال")
    if s.present and not definite and ln.forms[s.pos] != "ما":
        return False  # يعتبر كاردين أحد الأصوات: he is thought one
    if any(m is not None and m.label is Label.PER for m in ln.names[slice(*s.source)]):
        return True
    if ln.forms[s.pos] == "ما":
        return True
    return not s.present and is_act_object(ln, s.pos)


def _is_thing(s: Scan) -> bool:
    """Say whether a noun that is no act is the object: definite, or behind a whole name."""
    ln, i = s.ln, s.pos
    if s.source is None or not known(ln, *s.source):
        return False
    if not _stands_behind(s, s.source) or ("that" in s.row.frames and that_ahead(ln, i)):
        return False
    f = ln.forms[i]
    if f in DEMONSTRATIVES | CLAUSES:
        return f in DEMONSTRATIVES and ln.form(i + 1).startswith("ال")
    if f == "ما":
        return True
    if f.startswith("ال") or ln.words[i].span.of(ln.text).endswith(_INDEFINITE):
        return True
    paper = any(r.kind == "document" for r in head(ln.forms[s.source[0]]))
    closed = ln.names[i - 1] is not None or ln.form(i - 1) == '"'
    bare = closed and is_common(f) and not nisba(f) and f[:1] != "و"
    return paper or bare or plain_noun(ln, i)


def _stands_behind(s: Scan, source: Range) -> bool:
    """Say whether only the source, times and what is inserted part the word from its cue."""
    ln, i = s.ln, s.pos
    if i == source[1] or (source[1] <= s.start and (i == s.start or ln.times[i - 1])):
        return True
    definite = ln.forms[i].startswith("ال")
    clear = not (s.passed or definite) if not s.inserted else not ln.names[i]
    return i > source[1] and clear and plain_noun(ln, i)
