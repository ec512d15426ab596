"""Reading one cue: where its source stands, and where what was said begins."""

from dataclasses import dataclass, replace

from musnad.annotate.saying.cues import Cue, Form, Style, cues, spelled
from musnad.annotate.saying.nounphrases import (
    BINDING,
    CALLS,
    SAID,
    Range,
    again,
    bound,
    noun_phrase,
    phrase_end,
    subject_before,
    told_at,
)
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
    act,
    after_comma,
    insert,
    is_act_object,
    is_name_quote,
    is_preposition,
    recognised,
)
from musnad.model import Label

_REACH = 48
# fmt: off
_BEFORE_OTHER_THAT = frozenset((
    "يجب", "يمكن", "ينبغي", "المقرر", "المتوقع", "المفترض", "المرجح", "المحتمل", "بعد", "قبل",
    "منذ", "رغم", "شان", "الا", "بيد", "غير", "دون", "لا", "الممكن", "الضروري", "المهم", "يتوقع",
    "يرجح", "حيث",
))
# fmt: on


@dataclass(frozen=True, slots=True)
class Reading:
    """One cue as read, in word indexes of its line.

    `source` is `None` for a dropped subject; `content` is the first word of what was said,
    `skip` how many letters of it belong to the frame (ب), `clause` whether it is a clause
    rather than a noun phrase; `begin` the first word of the cue's own clause; `end` bounds a
    content that precedes its cue. `told` and `via` are word ranges.
    """

    form: Form
    cue: Range
    source: Range | None
    content: int
    clause: bool
    begin: int
    skip: int = 0
    end: int | None = None
    told: Range | None = None
    via: Range | None = None
    left: bool = False
    led: bool = False


@dataclass(slots=True)
class _Scan:
    """The state of one walk from a cue to its content."""

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
    content: int = -1
    clause: bool = True
    skip: int = 0


def read_verb(ln: Line, i: int, form: Form) -> Reading | None:
    """Read the finite verb at word `i`: subject behind it, before it, or dropped."""
    scan = _walk(ln, i + 1, form.row)
    if scan is None:
        return None
    got = Reading(
        form, (i, i + 1), scan.source, scan.content, scan.clause, i, scan.skip, None, scan.told,
        scan.via,
    )  # fmt: skip
    if got.source is None:
        before = subject_before(ln, i)
        if before:
            got = replace(got, source=before, begin=before[0], left=True)
    if got.source and form.row.weak and not recognised(ln, *got.source):
        return None
    return got


def read_participle(ln: Line, i: int, form: Form) -> Reading | None:
    """Read the participle at word `i`; its source is its clause's and is found elsewhere."""
    scan = _walk(ln, i + 1, form.row, subject=False)
    if scan is None or scan.content - i > 12 or scan.comma:
        return None
    end = i + 1
    nxt = ln.form(end)
    governed = nxt in {"الي", "علي", "عن", "من"} and nxt in form.row.frames
    if governed or nxt in {"اياه", "اياها", "اياهم"}:
        end += 1
    return Reading(form, (i, end), None, scan.content, scan.clause, i, scan.skip)


def read_noun(ln: Line, i: int, form: Form) -> Reading | None:
    """Read a verbal noun with its source behind it: `إعلان الوزارة عن`."""
    scan = _walk(ln, i + 1, form.row)
    if scan is None or scan.source is None or not recognised(ln, *scan.source):
        return None
    if scan.source[0] != i + 1 or scan.content - i > 14:
        return None
    return Reading(form, (i, i + 1), scan.source, scan.content, scan.clause, i, scan.skip)


def read_relay(ln: Line, i: int, form: Form) -> Reading | None:
    """Read `نقلت وكالة … عن مصدر قوله إن`: who carried it, then who said it."""
    n = min(len(ln.forms), i + 30)
    at = next((k for k in range(i + 1, n) if ln.forms[k] == "عن"), None)
    if at is None or any(ln.forms[k] in STOPS or ln.forms[k] in THAT for k in range(i + 1, at)):
        return None
    scan = _walk(ln, at + 1, form.row)
    if scan is None or scan.source is None:
        return None
    via = noun_phrase(ln, i + 1, at, form.row) if at > i + 1 else None
    if via is None:
        via = subject_before(ln, i)
    return Reading(
        form, (i, i + 1), scan.source, scan.content, scan.clause, i, scan.skip, None, None, via
    )


def _walk(ln: Line, start: int, row: Cue, subject: bool = True) -> _Scan | None:
    """Walk from a cue to its content, collecting source and addressee of the interview."""
    s = _Scan(ln, row, start, start)
    end = min(len(ln.forms), start + _REACH)
    while s.pos < end:
        if _introduced(s):
            return s
        f = ln.forms[s.pos]
        if _stops(s, f):
            return None
        if not (_mark(s, f) or _told(s, f) or _inserted(s)) and not (subject and _subject(s)):
            if s.source is None and not s.inserted and subject and not s.row.addressee:
                return None
            if not subject and not s.inserted:
                s.inserted = s.pos - start >= 3
            aside = s.comma and s.inserted and not s.row.addressee
            s.loose = s.loose or (aside and ln.form(s.pos - 1) in COMMAS)
            s.pos += 1
    return None


def _introduced(s: _Scan) -> bool:
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
        return spoken and _settle(s, i + (f == ":"))
    return _governed(s) or (_called(s) if "call" in frames else _object(s))


def _governed(s: _Scan) -> bool:
    """Settle what the cue's own preposition governs, a noun phrase or a clause."""
    ln, i, f, frames = s.ln, s.pos, s.ln.forms[s.pos], s.row.frames
    if f in frames and is_preposition(ln, i) and _governs(s):
        that = ln.form(i + 1)
        return _settle(s, i + 1 + (that in {"ان", "انه"}), clause=that in THAT)
    if "ل" in frames and (s.source or i > s.start) and bound(ln, i, "ل"):
        return _settle(s, i, clause=False, skip=1)
    if "ب" not in frames or (s.inserted and s.row.weak):
        return False
    near = i == s.start or (s.source is not None and i == s.source[1] and bool(ln.names[i - 1]))
    return bound(ln, i, "ب", near) and _settle(s, i, clause=False, skip=1)


def _called(s: _Scan) -> bool:
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


def _object(s: _Scan) -> bool:
    """Settle an object without a preposition: an act, or any noun where the row allows."""
    ln, i, frames = s.ln, s.pos, s.row.frames
    f = ln.forms[i]
    if "act" not in frames and "thing" not in frames:
        return False
    if ln.times[i] or insert(ln, i) or f in COMMAS or not ln.words[i].is_word or f in PREPOSITIONS:
        return False
    before = ln.form(i - 1)
    near = ln.times[i - 1] or ln.names[i - 1] or before in COMMAS or before.startswith("ال")
    if s.inserted and not near:
        return False
    if is_act_object(ln, i):
        return (s.source is None or recognised(ln, *s.source)) and _settle(s, i, clause=False)
    settled = s.source is not None and recognised(ln, *s.source) and i == s.source[1]
    return settled and "thing" in frames and f.startswith("ال") and _settle(s, i, clause=False)


def _settle(s: _Scan, at: int, clause: bool = True, skip: int = 0) -> bool:
    s.content, s.clause, s.skip = at, clause, skip
    return at < len(s.ln.forms)


def _governs(s: _Scan) -> bool:
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


def _stops(s: _Scan, f: str) -> bool:
    ln, i = s.ln, s.pos
    if f in STOPS or f in AND_THAT:
        return True
    if f in CLAUSES and not insert(ln, i):
        return True
    if f in COMMAS and s.row.weak and not _goes_on(s, i + 1):
        return True
    if f == '"' and i not in ln.closes and ln.opened[i] < 0:
        return False
    bare = f[1:] if f[:1] in {"و", "ف"} and len(f) > 2 else ""
    readings = [r for r in cues().get(bare, ()) if spelled(r, ln.words[i].span.of(ln.text))]
    return (
        any(r.style in {Style.VERB, Style.RELAY} for r in readings)
        and ln.form(i - 1) not in RELATIVES
        and ln.names[i] is None
    )


def _goes_on(s: _Scan, i: int) -> bool:
    """Say whether a cue with other readings may still be open behind a comma."""
    ln = s.ln
    if i >= len(ln.forms):
        return False
    f = ln.forms[i]
    fits = f in THAT or f in s.row.frames or f in COMMAS or is_act_object(ln, i)
    return fits or ln.times[i] or bool(insert(ln, i)) or after_comma(ln, i)


def _mark(s: _Scan, f: str) -> bool:
    """Pass a pronoun, a comma, a parenthesis or dashes."""
    ln = s.ln
    if f in PRONOUNS:
        s.pos += 1
        return True
    if f == '"' and s.pos in ln.closes and (s.source is not None or s.inserted):
        s.pos = ln.closes[s.pos] + 1
        return True
    if f in COMMAS:
        s.comma = True
        s.inserted = s.loose = False
        s.pos += 1
        if s.source and after_comma(ln, s.pos) and ln.forms[s.source[1] - 1] not in COMMAS:
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


def _told(s: _Scan, f: str) -> bool:
    """Pass `لـ«outlet»`, `لقناة …`, `إلى وكالة …`, keeping the outlet."""
    got = told_at(s.ln, s.pos)
    if got is None:
        return False
    s.told = got
    s.pos = got[1] + (s.ln.form(got[1]) == '"')
    return True


def _told_inside(ln: Line, start: int, end: int) -> Range | None:
    return next((t for k in range(start, end) if (t := told_at(ln, k))), None)


def _inserted(s: _Scan) -> bool:
    """Enter an adverbial that stands between cue and content."""
    ln, i = s.ln, s.pos
    if ln.times[i]:
        while s.pos < len(ln.forms) and ln.times[s.pos]:
            s.pos += 1
        return True
    if s.inserted:
        return False
    if insert(ln, i) or (is_preposition(ln, i) and len(ln.forms[i]) > 1):
        s.inserted = True
        alone = ln.forms[i] in {"ايضا", "صراحه", "رسميا", "كذلك", "نفسه", "سابقا", "لاحقا", "مجددا"}
        if alone or ln.forms[i] in {"بدوره", "بدورها", "بقوه", "بشده", "مرارا", "مؤخرا"}:
            s.inserted = False
        s.pos += 1
        return True
    return False


def _subject(s: _Scan) -> bool:
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
