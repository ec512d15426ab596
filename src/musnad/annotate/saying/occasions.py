"""Where and at what something was said: the words around a cue, outside source and content."""

from musnad.annotate.saying.frames import Reading
from musnad.annotate.saying.phrases import COMMAS, STOPS, THAT, Line, Range, opener
from musnad.model import Label, Span

_OCCASIONS = frozenset({"insert.occasion"})
_EVENTS = frozenset({"خلال", "عقب", "اثناء", "قبيل", "بعيد", "علي", "بمناسبه"})
# fmt: off
_NOUNS = frozenset((
    "مؤتمر", "مؤتمره", "مؤتمرها", "لقاء", "لقائه", "لقائها", "اجتماع", "اجتماعه", "جلسه", "زياره",
    "زيارته", "مقابله", "اتصال", "كلمه", "كلمته", "خطاب", "خطابه", "ندوه", "حفل", "افتتاح", "قمه",
    "القمه", "الاجتماع", "اللقاء", "المؤتمر", "الجلسه", "هامش", "مباحثات", "محادثات", "استقباله",
    "استقبالها", "ترؤسه", "مشاركته", "مشاركتها", "احاطه", "تصريح", "تصريحات", "مداخله",
))
# fmt: on
_BACK = 14
_LONGEST = 12


def near(ln: Line, r: Reading) -> tuple[int, ...]:
    """Return the words between a cue and what was said that are no part of the source."""
    source = range(*r.source) if r.source else range(0)
    first = min(r.cue[0], r.source[1]) if r.source and r.left else r.cue[1]
    between = range(first, r.content) if r.end is None else range(0)
    return tuple(
        k for k in between if k not in source and k not in range(*r.cue) and ln.opened[k] < 0
    )


def opening(ln: Line, r: Reading) -> tuple[int, ...]:
    """Return the first words of a sentence before the cue's clause: `وفي مؤتمر صحفي، قال`."""
    return tuple(range(min(2, r.begin))) if r.begin <= _BACK and r.end is None else ()


def occasion(ln: Line, r: Reading, where: tuple[int, ...]) -> Span | None:
    """Return the words for what it was said at or in: `خلال مؤتمر صحفي`، `في بيان`."""
    for k in where:
        got = opener(ln, k)
        formal = got is not None and got[0].id in _OCCASIONS
        event = ln.forms[k].removeprefix("و") in _EVENTS and ln.form(k + 1) in _NOUNS
        led = ln.forms[k] == "وفي" and ln.form(k + 1) in _NOUNS
        if formal or event or led:
            start, end = k, _end(ln, k, r)
            span = ln.chars(start, end)
            lead = ln.forms[k].startswith("و") and ln.forms[k] != "وفق"
            return Span(span.start + lead, span.end)
    return None


def _end(ln: Line, k: int, r: Reading) -> int:
    n = min(len(ln.forms), k + _LONGEST)
    stops = COMMAS | STOPS | THAT | {":", '"', "-", ")", "نشره", "نشرته", "بثته", "بثه", "نقلته"}
    taken: Range = r.source or (n, n)
    for j in range(k + 1, n):
        if ln.forms[j] in stops or ln.times[j] or j in {r.cue[0], r.content, taken[0]}:
            return j
    return n


def place(ln: Line, where: tuple[int, ...]) -> str | None:
    """Return the place named around a cue behind في or ب: where it was said."""
    for k in where:
        m = ln.names[k]
        if m is None or m.label is not Label.LOC:
            continue
        bound = m.span.start > ln.words[k].start and ln.forms[k][:1] == "ب"
        behind = ln.form(k - 1).removeprefix("و") == "في" or _class_noun(ln, k)
        if bound or behind:
            return m.name
    return None


def _class_noun(ln: Line, k: int) -> bool:
    """Say whether في and the noun of a town stand before the place: `في مدينة سلوان`."""
    nouns = {"مدينه", "العاصمه", "بلده", "مقر", "محافظه", "قريه"}
    return ln.form(k - 1) in nouns and ln.form(k - 2).removeprefix("و") == "في"
