"""The walk from a cue to what was said, past the source, the one told and what is inserted."""

import regex

from musnad.annotate.naming.ordinary import is_common, is_listed
from musnad.annotate.saying import objects
from musnad.annotate.saying.bound import again, bound
from musnad.annotate.saying.calls import called
from musnad.annotate.saying.cues import Style, cues, spelled
from musnad.annotate.saying.nounphrases import (
    BINDING,
    SAID,
    SAYING,
    noun_phrase,
    opens_adverbial,
    phrase_end,
    spoken_to,
)
from musnad.annotate.saying.nouns import act, bound_act, head
from musnad.annotate.saying.phrases import (
    AND_THAT,
    COMMAS,
    PRONOUNS,
    RELATIVES,
    STOPS,
    THAT,
    Line,
    Range,
    after_comma,
    insert,
    is_act_object,
    is_clause,
    is_name_quote,
    is_preposition,
    opener,
    possessed,
    recognised,
)
from musnad.annotate.saying.scan import Scan, settle
from musnad.annotate.saying.told import told_at
from musnad.model import Label

_REACH = 48
_RELATIVE = 20
_SHORT = 3
# fmt: off
_BEFORE_OTHER_THAT = frozenset((
    "يجب", "يمكن", "ينبغي", "المقرر", "المتوقع", "المفترض", "المرجح", "المحتمل", "بعد", "قبل",
    "منذ", "رغم", "شان", "الا", "بيد", "غير", "دون", "لا", "الممكن", "الضروري", "المهم", "يتوقع",
    "يرجح", "حيث",
))
# fmt: on


# fmt: off
_MAIN = frozenset((
    "نحن", "انا", "هناك", "هنالك", "لقد", "لن", "لم", "لا", "ليس", "ليست", "سوف", "كنا", "لدينا",
    "علينا", "يجب",
))
# fmt: on
_WE = regex.compile(r"^\w{3,}نا$")
_HOLDS_THAT = frozenset({"علي", "عن", "من", "في", "الي", "مع"})
_FUSED = {"عما": "عن", "مما": "من"}
_NEEDED = 6
STATE = frozenset({"وهو", "وهي", "وهم", "وهما"})
_FUTURE = regex.compile(r"^س[ينت]\w{3,}$")


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
        apart = "judged" in frames and s.passed > 0  # بلاده تعتبر روسيا شريكا، معيدا … أن
        other = ln.form(i - 1) in _BEFORE_OTHER_THAT or _of_another(s, i) or apart
        return not other and settle(s, i + 1 if bare else i)
    if "say" in frames and f in {":", '"'}:
        closed = i in ln.closes and not is_name_quote(ln, i)
        spoken = f == ":" or closed or (not s.row.weak and _left_open(ln, i))
        loose = s.row.weak and (s.passed or s.aside) and f != ":"
        return spoken and not loose and settle(s, i + (f == ":"))
    if _spoken_bare(s):
        return settle(s, i)
    if s.row.relay and s.source and _owned(s):
        return settle(s, i, clause=False)
    return _governed(s) or ("call" in frames and called(s)) or objects.read(s)


def _of_another(s: Scan, i: int) -> bool:
    """Say whether أن at `i` hangs on a preposition that is not the cue's: `على أنها عربات`."""
    before = s.ln.form(i - 1)
    behind = s.source is not None and s.source[0] >= s.start
    related = behind and s.source is not None and _in_relative(s.ln, s.source[0], i)
    away = s.passed > 0 or related
    return away and before in _HOLDS_THAT and before not in s.row.frames


def _owned(s: Scan) -> bool:
    """Say whether what is carried begins with its speaker's own act: `عن الوزير توقعه ارتفاع`."""
    ln, i = s.ln, s.pos
    spoken = ln.form(i + 1) in THAT | COMMAS | {":", '"'} or ln.forms[i] in SAYING
    return not spoken and possessed(ln, i)


def _left_open(ln: Line, i: int) -> bool:
    """Say whether the mark at `i` opens a quotation that nothing closes: speech to the end."""
    if i in ln.closes or ln.opened[i] >= 0 or i in ln.closes.values():
        return False
    behind = ln.words[i - 1].end < ln.words[i].start if i else True
    near = i + 1 < len(ln.forms) and ln.words[i].end == ln.words[i + 1].start
    return behind and near and ln.words[i + 1].is_word


def _spoken_bare(s: Scan) -> bool:
    """Say whether speech begins without a mark or أن: `وأضاف سنعود غدا`، `وقال نحن هنا`."""
    ln, i, row = s.ln, s.pos, s.row
    if row.weak or "say" not in row.frames or row.speech not in {"say", "continue"}:
        return False
    if i != s.start and not (s.source and i == s.source[1]):
        return False
    f = ln.forms[i]
    own = f in _MAIN or _FUTURE.match(f) is not None or _WE.match(f) is not None
    return ln.names[i] is None and own and not (head(f) or head(f.removesuffix("نا")))


def _governed(s: Scan) -> bool:
    """Settle what the cue's own preposition governs, a noun phrase or a clause."""
    ln, i, f, frames = s.ln, s.pos, s.ln.forms[s.pos], s.row.frames
    that = ln.form(i + 1)
    if s.passed > 0 and not s.row.addressee and that not in THAT:
        return False
    if _FUSED.get(f) in frames and near_cue(s):
        return settle(s, i, clause=False, skip=1)
    if f in frames and is_preposition(ln, i) and _governs(s):
        return settle(s, i + 1 + (that in {"ان", "انه"}), clause=that in THAT)
    if f == '"' and i in ln.closes and _bound_inside(s, i + 1):
        return True
    if "ل" in frames and (s.source or i > s.start) and bound(ln, i, "ل"):
        return settle(s, i, clause=False, skip=int(not f.startswith("لل")))
    return "ب" in frames and _bound_by_ba(s)


def near_cue(s: Scan) -> bool:
    """Say whether the current word stands right behind the cue, its source or an insertion."""
    return s.passed <= 0 or s.inserted or (s.source is not None and s.pos == s.source[1])


def _bound_by_ba(s: Scan) -> bool:
    """Settle what a ب at the current word brings in: `طالب بوقف القتال`."""
    ln, i, f = s.ln, s.pos, s.ln.forms[s.pos]
    if s.inserted and s.row.weak and not act(f[1:]):
        return False
    if s.source and not s.row.addressee and _in_relative(ln, s.source[0], i):
        return False
    near = i == s.start or (s.source is not None and i == s.source[1] and bool(ln.names[i - 1]))
    near = near or (s.row.speech == "accuse" and s.passed > 0 and not _act_ahead(ln, i))
    return bound(ln, i, "ب", near) and settle(s, i + (f == "ب"), False, int(f != "ب"))


def _in_relative(ln: Line, start: int, i: int) -> bool:
    """Say whether the word at `i` belongs to a relative clause in the phrase from `start`."""
    rel = next((k for k in range(i - 1, start, -1) if ln.forms[k] in RELATIVES), None)
    return rel is not None and not any(f in COMMAS for f in ln.forms[rel:i])


def _bound_inside(s: Scan, i: int) -> bool:
    """Settle what a ل or ب right inside quotation marks governs: `داعيا «للتوقف فورا»`."""
    f = s.ln.form(i)
    if f.startswith("لل") and {"ل", "الي"} & set(s.row.frames) and bound_act(f[2:]):
        return settle(s, i, clause=False)
    if "ب" in s.row.frames and f.startswith("ب") and not is_listed(f) and is_common(f[1:]):
        return settle(s, i, clause=False, skip=1)
    return False


def _act_ahead(ln: Line, i: int) -> bool:
    """Say whether a later word of the clause is a better "for what" than the one at `i`."""
    for k in range(i + 1, min(len(ln.forms), i + 10)):
        if ln.forms[k] in COMMAS | STOPS or is_clause(ln, k):
            return False
        if bound(ln, k, "ب"):
            return True
    return False


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
    if f in STOPS or f in AND_THAT or (f == "الا" and ln.form(i + 1) in THAT):
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
    if set(s.row.needs) & set(ln.forms[i : i + _NEEDED]):
        return True  # حمّل الراوي، رئيس الحزب، الحكومة مسؤولية
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
        told = s.inserted and s.source is not None and s.pos - s.source[1] > _SHORT
        s.inserted = s.loose = False
        s.pos += 1
        if (
            s.source
            and not told
            and after_comma(ln, s.pos)
            and ln.forms[s.source[1] - 1] not in COMMAS
        ):
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
    closes = got[1] in s.ln.closes.values()
    s.pos = got[1] + (closes and s.ln.form(got[1]) == '"')
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
        s.pos += got[1]
        return True
    if opens_adverbial(ln, i) or ln.forms[i] in STATE:
        s.inserted = True
        s.pos += 1
        return True
    if is_preposition(ln, i) and len(ln.forms[i]) > 1:
        s.inserted = s.aside = True
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
    if s.passed > 0 and s.row.addressee and not recognised(ln, i, len(ln.forms)):
        return False  # حذر الشباب المندفع من
    got = noun_phrase(ln, i, len(ln.forms), s.row)
    if got is None:
        return False
    s.source = got
    s.pos = got[1]
    s.comma = False
    return True
