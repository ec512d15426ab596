"""The walk from a cue to what was said, past the source, the one told and what is inserted."""

from dataclasses import dataclass

import regex

from musnad.annotate.naming.ordinary import is_common, is_listed
from musnad.annotate.saying.cues import Cue, Style, cues, spelled
from musnad.annotate.saying.nounphrases import (
    BINDING,
    CALLS,
    SAID,
    Range,
    again,
    bound,
    noun_phrase,
    phrase_end,
    plain_noun,
    spoken_to,
    told_at,
)
from musnad.annotate.saying.nouns import act, head, nisba
from musnad.annotate.saying.phrases import (
    AND_THAT,
    CLAUSES,
    COMMAS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    STOPS,
    THAT,
    Line,
    after_comma,
    insert,
    is_act_object,
    is_clause,
    is_name_quote,
    is_preposition,
    opener,
    recognised,
)
from musnad.model import Label

_DEMONSTRATIVES = frozenset({"هذه", "هذا", "تلك", "ذلك", "هذين", "هاتين"})
_REACH = 48
_RELATIVE = 20
_NEAR = 8
# fmt: off
_BEFORE_OTHER_THAT = frozenset((
    "يجب", "يمكن", "ينبغي", "المقرر", "المتوقع", "المفترض", "المرجح", "المحتمل", "بعد", "قبل",
    "منذ", "رغم", "شان", "الا", "بيد", "غير", "دون", "لا", "الممكن", "الضروري", "المهم", "يتوقع",
    "يرجح", "حيث",
))
# fmt: on


_MAIN = frozenset((
    "نحن", "انا", "هناك", "هنالك", "لقد", "لن", "لم", "لا", "ليس", "ليست", "سوف", "كنا", "لدينا",
    "علينا", "يجب",
))
_REVEALING = frozenset({"كشف", "ذكر", "نشر", "افصاح", "اشاره", "تسميته", "تسميتها", "تسميتهم"})
_FUTURE = regex.compile(r"^س[ينت]\w{3,}$")


@dataclass(slots=True)
class Scan:
    """The state of one walk from a cue to its content.

    Without `subject` the cue has none to be found; a `source` given before the walk leaves
    none either. A verb with a pronoun on it, not `bare`, has no other object. `passed` counts
    the words left aside that are no insertion.
    """

    ln: Line
    row: Cue
    start: int
    pos: int
    source: Range | None = None
    told: Range | None = None
    via: Range | None = None
    inserted: bool = False
    comma: bool = False
    loose: bool = False
    called: bool = False
    bare: bool = True
    subject: bool = True
    present: bool = False
    content: int = -1
    clause: bool = True
    skip: int = 0
    passed: int = 0


def walk(s: Scan) -> Scan | None:
    """Walk from a cue to its content, collecting source and addressee of the interview."""
    ln, start = s.ln, s.start
    end = min(len(ln.forms), start + _REACH)
    while s.pos < end:
        if _introduced(s):
            return s
        f = ln.forms[s.pos]
        if _stops(s, f):
            return None
        passed = _mark(s, f) or _told(s, f) or _inserted(s) or _spoken_to(s)
        if not passed and not (s.subject and _subject(s)):
            if s.source is None and not s.inserted and s.subject and not s.row.addressee:
                return None
            if not s.subject and not s.inserted:
                s.inserted = s.pos - start >= 3
            s.passed += not s.inserted
            aside = s.comma and s.inserted and not s.row.addressee
            s.loose = s.loose or (aside and ln.form(s.pos - 1) in COMMAS)
            s.pos += 1
    return None


def _introduced(s: Scan) -> bool:
    """Settle the content if it begins at the current word."""
    ln, i, f, frames = s.ln, s.pos, s.ln.forms[s.pos], s.row.frames
    if f in SAID and ln.form(i + 1) in THAT | {":", '"'}:
        s.pos += 1
        return _introduced(s)
    if f in THAT and ("that" in frames or (f.startswith("ب") and "ب" in frames)):
        bare = f in {"ان", "بان", "انه", "بانه"} or ln.form(i + 1) == '"'
        other = ln.form(i - 1) in _BEFORE_OTHER_THAT
        return not other and _settle(s, i + 1 if bare else i)
    if "say" in frames and f in {":", '"'}:
        spoken = f == ":" or (i in ln.closes and not is_name_quote(ln, i))
        return spoken and not (s.row.weak and s.passed) and _settle(s, i + (f == ":"))
    if _spoken_bare(s):
        return _settle(s, i)
    return _governed(s) or (_called(s) if "call" in frames else _object(s))


def _spoken_bare(s: Scan) -> bool:
    """Say whether speech begins without a mark or أن: `وأضاف سنعود غدا`، `وقال نحن هنا`."""
    ln, i, row = s.ln, s.pos, s.row
    if row.weak or "say" not in row.frames or row.speech not in {"say", "continue"}:
        return False
    if i != s.start and not (s.source and i == s.source[1]):
        return False
    f = ln.forms[i]
    return ln.names[i] is None and (f in _MAIN or _FUTURE.match(f) is not None)


def _governed(s: Scan) -> bool:
    """Settle what the cue's own preposition governs, a noun phrase or a clause."""
    ln, i, f, frames = s.ln, s.pos, s.ln.forms[s.pos], s.row.frames
    if s.passed and not s.row.addressee and ln.form(i + 1) not in THAT:
        return False
    if f in frames and is_preposition(ln, i) and _governs(s):
        that = ln.form(i + 1)
        return _settle(s, i + 1 + (that in {"ان", "انه"}), clause=that in THAT)
    if "ل" in frames and (s.source or i > s.start) and bound(ln, i, "ل"):
        return _settle(s, i, clause=False, skip=int(not f.startswith("لل")))
    if "ب" not in frames or (s.inserted and s.row.weak and not act(f[1:])):
        return False
    near = i == s.start or (s.source is not None and i == s.source[1] and bool(ln.names[i - 1]))
    near = near or (s.row.speech == "accuse" and s.passed > 0 and not _act_ahead(ln, i))
    if not bound(ln, i, "ب", near):
        return False
    alone = f == "ب"
    return _settle(s, i + alone, clause=False, skip=int(not alone))


def _act_ahead(ln: Line, i: int) -> bool:
    """Say whether a later word of the clause is a better "for what" than the one at `i`."""
    for k in range(i + 1, min(len(ln.forms), i + 10)):
        if ln.forms[k] in COMMAS | STOPS or is_clause(ln, k):
            return False
        if bound(ln, k, "ب"):
            return True
    return False


def _called(s: Scan) -> bool:
    """Settle what a call (`وجه الدعوة إلى …`) is for: a verbal noun behind إلى or ل."""
    ln, i = s.ln, s.pos
    f = ln.forms[i]
    if f in CALLS:
        s.called = True
        return False
    if not s.called:
        return False
    if f == "الي" and act(ln.form(i + 1).removeprefix("ال")):
        return _settle(s, i + 1, clause=False)
    return f.startswith("لل") and act(f[2:]) and _settle(s, i, clause=False)


def _object(s: Scan) -> bool:
    """Settle an object without a preposition: an act, or any noun where the row allows."""
    ln, i, frames = s.ln, s.pos, s.row.frames
    f = ln.forms[i]
    if not s.bare or not {"act", "thing", "judged"} & set(frames):
        return False
    if ln.times[i] or insert(ln, i) or f in COMMAS or not ln.words[i].is_word or f in PREPOSITIONS:
        return False
    before = ln.form(i - 1)
    near = ln.times[i - 1] or ln.names[i - 1] or before in COMMAS
    near = near or (before.startswith("ال") and before not in RELATIVES)
    if s.inserted and not near:
        return False
    if not s.subject:
        return _participle_object(s)
    if "judged" in frames:
        return _judged(s) and _settle(s, i)
    if f == "عدم" and ln.form(i + 1).removeprefix("ال") in _REVEALING:
        return False  # why a source goes unnamed, no demand
    if is_act_object(ln, i):
        return (s.source is None or recognised(ln, *s.source)) and _settle(s, i, clause=False)
    return "thing" in frames and _is_thing(s) and _settle(s, i, clause=False)


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
    return (noun or is_act_object(ln, i)) and _settle(s, i, clause=False)


def _judged(s: Scan) -> bool:
    """Say whether a thing is judged: by a person, or an act by any body (اعتبرت استمرار ... خرقا)."""
    ln = s.ln
    if s.source is None or not _is_thing(s):
        return False
    if any(m is not None and m.label is Label.PER for m in ln.names[slice(*s.source)]):
        return True
    return not s.present and is_act_object(ln, s.pos)


def _is_thing(s: Scan) -> bool:
    """Say whether a noun that is no act is the object: definite, or behind a whole name."""
    ln, i = s.ln, s.pos
    if s.source is None or not recognised(ln, *s.source):
        return False
    f = ln.forms[i]
    left = s.source[1] <= s.start
    apart = s.inserted and i > s.source[1] and plain_noun(ln, i) and not ln.names[i]
    if not (apart or i == s.source[1] or (left and (i == s.start or ln.times[i - 1]))):
        after = not (s.inserted or s.passed or f.startswith("ال")) and i > s.source[1]
        if not (after and plain_noun(ln, i)):
            return False
    if "that" in s.row.frames and _that_ahead(ln, i):
        return False
    if f.startswith("ال"):
        return True
    if f in _DEMONSTRATIVES:
        return ln.form(i + 1).startswith("ال")
    written = ln.words[i].span.of(ln.text)
    if written.endswith(("\u064bا", "ا\u064b", "ات")) or any(
        r.kind == "document" for r in head(ln.forms[s.source[0]])
    ):
        return True
    if plain_noun(ln, i):
        return True
    closed = ln.names[i - 1] is not None or ln.form(i - 1) == '"'
    return closed and is_common(f) and not nisba(f) and f[:1] != "و"


def _that_ahead(ln: Line, i: int) -> bool:
    """Say whether أن follows in the clause, so that a noun at `i` goes on with the source."""
    for k in range(i, min(len(ln.forms), i + 12)):
        if ln.forms[k] in THAT:
            return True
        if ln.forms[k] in STOPS | COMMAS:
            return False
    return False


def _settle(s: Scan, at: int, clause: bool = True, skip: int = 0) -> bool:
    forms = s.ln.forms
    if not set(s.row.unless).isdisjoint(forms[s.start : s.pos]):
        return False
    if s.row.needs and set(s.row.needs).isdisjoint(forms[at : at + _NEAR]):
        return False
    s.content, s.clause, s.skip = at, clause, skip
    return at < len(s.ln.forms)


def _governs(s: Scan) -> bool:
    """Say whether the preposition is the cue's own, not part of a title or an adverbial."""
    ln, i = s.ln, s.pos
    if insert(ln, i) or (s.source is None and s.row.addressee and ln.form(i - 1) == ""):
        return False
    if ln.form(i + 1) in THAT:
        return True
    if s.loose or ln.form(i - 1) in BINDING:
        return False
    name = ln.names[i + 1] if i + 1 < len(ln.forms) else None
    if name and name.label is Label.LOC:
        return not again(ln, i)
    return not (s.inserted and again(ln, i, that=True))


def _stops(s: Scan, f: str) -> bool:
    ln, i = s.ln, s.pos
    if f in STOPS or f in AND_THAT:
        return True
    if is_clause(ln, i) and not insert(ln, i):
        return True
    if f in COMMAS and s.row.weak and not _goes_on(s, i + 1):
        return True
    if f == '"' and i not in ln.closes and ln.opened[i] < 0:
        return False
    bare = f[1:] if f[:1] in {"و", "ف"} and len(f) > 2 else ""
    readings = [r for r in cues().get(bare, ()) if spelled(r, ln.words[i].span.of(ln.text))]
    apart = ln.form(i - 1) in COMMAS or ln.form(i + 1) in THAT
    if apart and any(r.style is Style.PARTICIPLE for r in cues().get(f, ())):
        return True
    known = recognised(ln, i + 1, len(ln.forms))
    return (
        any(r.style in {Style.VERB, Style.RELAY} and (known or not r.row.weak) for r in readings)
        and ln.form(i - 1) not in RELATIVES
        and ln.names[i] is None
    )


def _goes_on(s: Scan, i: int) -> bool:
    """Say whether a cue with other readings may still be open behind a comma."""
    ln = s.ln
    if i >= len(ln.forms):
        return False
    f = ln.forms[i]
    if s.row.addressee and recognised(ln, i, len(ln.forms)):
        return True
    fits = f in THAT or f in s.row.frames or f in COMMAS | RELATIVES or is_act_object(ln, i)
    return fits or ln.times[i] or bool(insert(ln, i)) or after_comma(ln, i)


def _mark(s: Scan, f: str) -> bool:
    """Pass a pronoun, a comma, a parenthesis or dashes."""
    ln = s.ln
    if f in PRONOUNS:
        s.pos += 1
        return True
    if f == '"' and s.pos in ln.closes and (s.source is not None or s.inserted):
        s.pos = ln.closes[s.pos] + 1
        return True
    if f in COMMAS and ln.form(s.pos + 1) in RELATIVES:
        stop = min(len(ln.forms), s.pos + _RELATIVE)
        close = next((k for k in range(s.pos + 2, stop) if ln.forms[k] in COMMAS), None)
        if close:
            s.pos = close + 1
            return True
    if f in COMMAS:
        s.comma = True
        told = s.inserted
        s.inserted = s.loose = False
        s.pos += 1
        if s.source and not told and after_comma(ln, s.pos) and ln.forms[s.source[1] - 1] not in COMMAS:
            e = phrase_end(ln, s.pos, len(ln.forms), s.row)
            s.source = (s.source[0], e)
            s.pos = e
        elif s.source:
            s.inserted = True
        return True
    if f in {"-", "("}:
        other = ")" if f == "(" else "-"
        stop = min(len(ln.forms), s.pos + 30)
        close = next((k for k in range(s.pos + 1, stop) if ln.forms[k] == other), None)
        if close and s.told is None:
            s.told = _told_inside(ln, s.pos + 1, close)
        s.pos = close + 1 if close else s.pos + 1
        return True
    return False


def _told(s: Scan, f: str) -> bool:
    """Pass `لـ«outlet»`, `لقناة …`, `إلى وكالة …`, keeping the outlet."""
    got = told_at(s.ln, s.pos)
    if got is None:
        return False
    s.told = got
    s.pos = got[1] + (s.ln.form(got[1]) == '"')
    return True


def _told_inside(ln: Line, start: int, end: int) -> Range | None:
    return next((t for k in range(start, end) if (t := told_at(ln, k))), None)


def _inserted(s: Scan) -> bool:
    """Enter an adverbial that stands between cue and content."""
    ln, i = s.ln, s.pos
    if ln.times[i]:
        while s.pos < len(ln.forms) and ln.times[s.pos]:
            s.pos += 1
        return True
    if s.inserted:
        return False
    got = opener(ln, i)
    if got:
        s.inserted = not got[0].alone
        s.pos += got[1] if got[0].alone else 1
        return True
    if is_preposition(ln, i) and len(ln.forms[i]) > 1:
        s.inserted = True
        s.pos += 1
        return True
    return False


def _spoken_to(s: Scan) -> bool:
    """Pass the one spoken to: `أكد لوزير الخارجية أن`."""
    ln, i = s.ln, s.pos
    if s.inserted or ln.forms[i][:1] != "ل" or not spoken_to(ln, i):
        return False
    s.pos = max(i + 1, phrase_end(ln, i, len(ln.forms), s.row))
    return True


def _subject(s: Scan) -> bool:
    """Take the noun phrase at the current word as the source, if none is taken yet."""
    ln, i = s.ln, s.pos
    if s.inserted or s.source is not None:
        return False
    got = noun_phrase(ln, i, len(ln.forms), s.row)
    if got is None:
        return False
    s.source = got
    s.pos = got[1]
    s.comma = False
    return True
