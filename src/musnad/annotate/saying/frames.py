"""Reading one cue: where its source stands, and where what was said begins."""

from dataclasses import dataclass, replace

from msgspec import structs

from musnad.annotate.saying.cues import Form
from musnad.annotate.saying.nounphrases import noun_phrase
from musnad.annotate.saying.nouns import head, plurals
from musnad.annotate.saying.phrases import (
    COMMAS,
    STOPS,
    THAT,
    Line,
    Range,
    headed,
    is_preposition,
    known,
    masculine,
    recognised,
)
from musnad.annotate.saying.scan import Scan
from musnad.annotate.saying.subjects import subject_before
from musnad.annotate.saying.walk import walk
from musnad.model import Label
from musnad.text.normalize import key

_SHORT = 3
_MASCULINE = frozenset({"العراق", "لبنان", "الاردن", "المغرب", "السودان", "اليمن", "الصومال"})
_HE_THAT = frozenset({"انه", "انها", "انهم", "بانه", "بانها", "بانهم", "لكنه", "لكنها", "لكنهم"})
_ALSO = frozenset({"ايضا", "كذلك", "كما"})
_MANY = 2
_CLOSE = 8
_AIMED_AT_PEOPLE = frozenset({"call.daa", "call.hathth", "call.hadd", "warn.hadhdhar"})
_AMONG = frozenset({"من", "احد", "احدي", "ابرز", "اهم", "اكبر", "ضمن"})
_FROM_THEM = {"عنه": ("m", "s"), "عنها": ("f", "s"), "عنهم": (None, "p")}
_FROM = frozenset({"عن", "تصريحات", "تصريح", "تصريحا", "قول", "تاكيد"})


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

    def inside(self) -> range:
        """Return the words between the cue and what was said."""
        return range(self.cue[1], self.content)


def read_verb(ln: Line, i: int, form: Form) -> Reading | None:
    """Read the finite verb at word `i`: subject behind it, before it, or dropped."""
    before, shown = subject_before(ln, i) or (None, False)
    if form.pronoun or form.row.prep or (before and _other_gender(ln, before[0], form)):
        before = None
    end = i + 1
    if form.row.prep:
        end += 1 + (ln.form(end) in _ALSO)  # وجاء أيضا في البيان
        if ln.form(end - 1) != form.row.prep:
            return None
    bare = not form.pronoun
    known = before if shown else None
    scan = walk(Scan(ln, form.row, end, end, known, bare=bare, present=form.present))
    if scan is None:
        return _behind_quotation(ln, i, form)
    if scan.row is not form.row:
        form = replace(form, row=structs.replace(form.row, speech=scan.row.speech))
    got = Reading(
        form, (i, end), scan.source, scan.content, scan.clause, i, scan.skip, None, scan.told,
        scan.via,
    )  # fmt: skip
    if got.source is not None and got.source is not before and _is_object(ln, got, scan):
        if not (_simple(ln, got.source) or ln.form(i - 1) in _HE_THAT):
            return None
        got = replace(got, source=None)
    if before and (got.source is None or shown):
        got = replace(got, source=before, begin=before[0], left=True)
    return got if _fits(ln, got) else None


def _behind_quotation(ln: Line, i: int, form: Form) -> Reading | None:
    """Read `"لن نعود"، تقول المعلمة`: the quotation stands first, verb and speaker behind it."""
    at = i - 1
    while at > 0 and ln.forms[at] in COMMAS:
        at -= 1
    opened = next((a for a, b in ln.closes.items() if b == at), None)
    first = next((k for k, w in enumerate(ln.words) if w.is_word or ln.forms[k] == '"'), None)
    if opened is None or opened != first or "say" not in form.row.frames or form.pronoun:
        return None
    source = noun_phrase(ln, i + 1, len(ln.forms), form.row) if i + 1 < len(ln.forms) else None
    if source is None:
        return None
    person = any(m is not None and m.label is Label.PER for m in ln.names[slice(*source)])
    if not (person or recognised(ln, *source)):
        return None
    return Reading(form, (i, i + 1), source, opened + 1, True, opened, 0, at, None, None, True)


def _other_gender(ln: Line, i: int, form: Form) -> bool:
    """Say whether a noun before its verb is of the other gender, and so not its subject."""
    if ln.names[i] is not None or form.number != "s":
        return False
    womanly = ln.text[ln.words[i].end - 1] == "ة" and headed(ln, i)
    return womanly if form.gender == "m" else masculine(ln, i)


def _fits(ln: Line, r: Reading) -> bool:
    """Say whether a verb with other readings, or a document's own, has such a source."""
    if r.form.row.speech == "judge" and ln.form(r.cue[1]) in _AMONG:
        return False  # الذي اعتبر من المتشددين، الذي يعد أحد أبرزهم
    if r.source is None:
        return not r.form.row.paper
    if r.form.row.paper and not any(k.kind == "document" for k in head(ln.forms[r.source[0]])):
        return False
    if not r.form.row.weak or recognised(ln, *r.source):
        return True
    return r.form.row.speech != "document" and known(ln, *r.source)


def _is_object(ln: Line, r: Reading, scan: Scan) -> bool:
    """Say whether the lone noun phrase behind a verb is whom it is aimed at, not who speaks."""
    row, at = r.form.row, r.source
    if at is None or not row.addressee or r.form.pronoun:
        return False
    if ln.form(r.cue[0] - 1) in _HE_THAT:
        return True
    if row.id in _AIMED_AT_PEOPLE and at[0] == r.cue[1] and _people(ln, *at):
        return True
    if scan.pos > at[1] or row.object:
        described = row.object and scan.passed == 0 and is_preposition(ln, at[1])
        return scan.pos <= at[1] or described
    return _disagrees(ln, r, at)


def _disagrees(ln: Line, r: Reading, at: Range) -> bool:
    """Say whether the noun behind a verb is not of the verb's gender, and so its object."""
    first, name = ln.forms[at[0]], ln.names[at[0]]
    if (r.form.gender, r.form.number) == ("f", "s") and masculine(ln, at[0]):
        return True
    if name is not None:
        state = name.label is Label.LOC and key(name.name) not in _MASCULINE
        return state and (r.form.gender, r.form.number) == ("m", "s")
    if at[0] != r.cue[1]:
        return False
    if (r.form.gender, r.form.number) == ("m", "s") and _things(ln, at[0]):
        return True
    if r.form.gender == "f" and r.form.number == "s":
        return at[1] - at[0] == 1 and first.endswith("ها") and not head(first)
    written = ln.words[at[0]].span.of(ln.text)
    return r.form.number == "s" and r.form.gender == "m" and written.endswith("ة")


def _people(ln: Line, start: int, stop: int) -> bool:
    """Say whether a phrase is but a definite plural of people: `ودعا الأهالي إلى الهدوء`."""
    f = ln.forms[start]
    rows = {r.id for r in head(f)}
    return stop - start == 1 and f.startswith("ال") and "anonymous.witness" in rows


def _things(ln: Line, i: int) -> bool:
    """Say whether the word at `i` is a plural of things, whose verb would be feminine: السلطات."""
    f = ln.forms[i]
    plural = f.endswith("ات") or plurals().get(f) is False
    return plural and headed(ln, i)


def _simple(ln: Line, np: Range) -> bool:
    """Say whether a noun phrase is short enough to be one, not subject and object in one."""
    names = {id(m) for m in ln.names[np[0] : np[1]] if m is not None}
    return np[1] - np[0] <= _SHORT and len(names) < _MANY


def read_participle(ln: Line, i: int, form: Form) -> Reading | None:
    """Read the participle at word `i`; its source is its clause's and is found elsewhere."""
    scan = walk(Scan(ln, form.row, i + 1, i + 1, subject=False))
    if scan is None or scan.content - i > 12:
        return None
    parted = ln.form(i + 1) in COMMAS and ln.form(i + 2) in THAT  # مبينا، أن
    if scan.comma and not parted:
        return None
    end = i + 1
    nxt = ln.form(end)
    governed = nxt in {"الي", "علي", "عن", "من"} and nxt in form.row.frames
    if governed or nxt in {"اياه", "اياها", "اياهم"}:
        end += 1
    return Reading(form, (i, end), None, scan.content, scan.clause, i, scan.skip)


def read_noun(ln: Line, i: int, form: Form) -> Reading | None:
    """Read a verbal noun with its source behind it: `إعلان الوزارة عن`."""
    if form.row.after or form.pronoun:
        return _read_own_noun(ln, i, form)
    scan = walk(Scan(ln, form.row, i + 1, i + 1))
    if scan is None or scan.comma or scan.source is None or not recognised(ln, *scan.source):
        return None
    if scan.source[0] != i + 1 or scan.content - i > 14 or ln.form(i - 1) in THAT:
        return None  # "that the announcement … aims at": a topic, not a statement
    return Reading(form, (i, i + 1), scan.source, scan.content, scan.clause, i, scan.skip)


def _read_own_noun(ln: Line, i: int, form: Form) -> Reading | None:
    """Read a noun with its speaker's pronoun (مطالبتها ب) or that is its own source (أنباء عن)."""
    before = ln.form(i - 1)
    if form.row.after and not {before, before.removeprefix("و")} & set(form.row.after):
        return None
    scan = walk(Scan(ln, form.row, i + 1, i + 1, subject=False))
    if scan is None or scan.comma or scan.content - i > _CLOSE or before in THAT:
        return None
    source, first = ((i, i + 1), i - 1) if form.row.after else (None, i)
    return Reading(form, (first, i + 1), source, scan.content, scan.clause, i, scan.skip)


def _carrier(ln: Line, i: int, form: Form) -> Reading | None:
    """Read a relaying verb whose subject answers for the words itself: `نقلت المصادر أن`."""
    scan = walk(Scan(ln, form.row, i + 1, i + 1, bare=False))
    if scan is None or scan.source is None or scan.source[0] != i + 1:
        return None
    spoken = ln.form(scan.content - 1) in THAT and recognised(ln, *scan.source)
    if not spoken:
        return None
    return Reading(form, (i, i + 1), scan.source, scan.content, scan.clause, i, scan.skip)


def _pronoun_relay(ln: Line, i: int, of: int, form: Form) -> Reading | None:
    """Read `ونقلت عنه قوله إن`: who spoke before is quoted once more."""
    gender, number = _FROM_THEM[ln.forms[of]]
    scan = walk(Scan(ln, form.row, of + 1, of + 1, subject=False))
    if scan is None:
        return None
    start, stop = (i + 1, of) if of > i + 1 else (of + 1, scan.content)
    via = noun_phrase(ln, start, stop, form.row) if recognised(ln, start, stop) else None
    meant = replace(form, gender=gender, number=number)
    at, skip = scan.content, scan.skip
    return Reading(meant, (i, i + 1), None, at, scan.clause, i, skip, None, None, via)


def read_relay(ln: Line, i: int, form: Form) -> Reading | None:
    """Read `نقلت وكالة … عن مصدر قوله إن`: who carried it, then who said it."""
    n = min(len(ln.forms), i + 30)
    if (of := next((k for k in (i + 1, i + 2) if ln.form(k) in _FROM_THEM), None)) is not None:
        return _pronoun_relay(ln, i, of, form)
    at = next((k for k in range(i + 1, n) if ln.forms[k] in _FROM), None)
    if at is None or any(ln.forms[k] in STOPS or ln.forms[k] in THAT for k in range(i + 1, at)):
        return _carrier(ln, i, form)
    scan = walk(Scan(ln, form.row, at + 1, at + 1))
    if scan is None or scan.source is None:
        return None
    via = noun_phrase(ln, i + 1, at, form.row) if at > i + 1 else None
    if via is None:
        via, _ = subject_before(ln, i) or (None, False)
    return Reading(
        form, (i, i + 1), scan.source, scan.content, scan.clause, i, scan.skip, None, None, via
    )
