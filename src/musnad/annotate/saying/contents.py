"""What was said: where the content of a reading begins and ends, and how it is quoted."""

from collections.abc import Sequence

from musnad.annotate.saying.cues import Style, cues
from musnad.annotate.saying.frames import Reading
from musnad.annotate.saying.nouns import head
from musnad.annotate.saying.phrases import (
    AND_THAT,
    COMMAS,
    RELATIVES,
    STOPS,
    THAT,
    Line,
    after_comma,
    insert,
    is_name_quote,
)
from musnad.model import QuoteType, Span
from musnad.text.normalize import keys

# fmt: off
CONNECTIVES = frozenset((
    "كما", "فيما", "بينما", "لكن", "ولكن", "لكنه", "لكنها", "لكنهم", "غير", "انه", "انها", "بيد",
    "و", "قد", "وقد", "كان", "كانت", "حين", "وقت", "في", "الا", "بدوره", "بدورها", "ايضا", "وكان",
    "وكانت",
))
# fmt: on
_NARRATOR = (
    ("فيما",),
    ("بينما",),
    ("في", "حين"),
    ("في", "وقت"),
    ("في", "مقابل"),
    ("علي", "حد"),
    *((lead, word) for lead in ("وفق", "بحسب", "حسب") for word in ("تعبيره", "قوله", "وصفه")),
    *((lead, word) for lead in ("وفق", "بحسب", "حسب") for word in ("تعبيرها", "قولها", "وصفها")),
    ("كما", "قال"),
    ("كما", "قالت"),
    ("ما", "يجعل"),
    ("مما",),
    ("الامر", "الذي"),
    ("ياتي", "ذلك"),
    ("ياتي", "هذا"),
    ("جاء", "ذلك"),
    ("جاء", "هذا"),
    ("وجاء", "ذلك"),
    ("وياتي", "ذلك"),
    ("وذلك", "في", "وقت"),
    ("علما",),
    ("يذكر",),
    ("يشار",),
)  # fmt: skip
_MEANWHILE = frozenset({"فيما", "بينما"})
_OUTCOMES = keys(
    "أصيب أصيبت أصابت جرح جرحت قتل قتلت نجا نجت فقد فقدت اعتقل نقل نقلت تم جرى لاذ فر تمكن"
    " تمكنت بلغ بلغت"
)
_ELSEWHERE = (
    ("من", "جهه", "اخري"),
    ("من", "جهه", "ثانيه"),
    ("من", "جانب", "اخر"),
    ("من", "ناحيه", "اخري"),
    ("من", "ناحيه", "ثانيه"),
    ("في", "غضون", "ذلك"),
    ("في", "سياق", "متصل"),
    ("في", "سياق", "اخر"),
    ("في", "السياق", "ذاته"),
    ("علي", "صعيد", "اخر"),
    ("علي", "صعيد", "متصل"),
)
_AUXILIARY = frozenset({"كان", "كانت", "قد", "كانوا"})
_WHAT = frozenset({"ما", "عما", "بما", "مما", "لما", "من"})
_SUBORDINATE = frozenset({"حين", "بينما", "وبينما", "فيما", "وفيما", "بعدما", "وبعدما"})
# fmt: off
_AFTER_PHRASE = frozenset((
    "بعد", "قبل", "حيث", "عقب", "اثر", "خلال", "في", "اذ", "وذلك", "بعدما", "غداه", "الا", "لكن",
    "ولكن", "بيد", "ثم", "كما",
))
# fmt: on
_GOES_ON = frozenset(
    {
        "وهي",
        "وهو",
        "وهم",
        "وهما",
        "بما",
        "التي",
        "الذي",
        "الذين",
        "او",
        "سواء",
        "خاصه",
        "بينهم",
        "بينها",
        "منهم",
        "منها",
    }
)
_LOOSE = frozenset({"-", '"', "'", "،", ",", ":", ".", "؛", "و", "//", "/", "(", "…", ".."})


def joined(ln: Line, r: Reading) -> bool:
    """Say whether the reading's clause is the narrator's next, not part of what is said."""
    first = ln.forms[r.begin]
    if first[:1] in {"و", "ف"} and not r.left and first not in cues():
        return True
    if r.left and first[:1] == "و" and not head(first):
        return True
    before = ln.form(r.begin - 1)
    if _hangs(ln, r.begin):
        return False
    if before in COMMAS and any(f in _SUBORDINATE for f in ln.forms[:2]) and r.source:
        return True
    return before in CONNECTIVES - {"انه", "انها"} or (
        before in {"انه", "انها"} and ln.form(r.begin - 2) in {"غير", "بيد", "الا"}
    )


def _hangs(ln: Line, i: int) -> bool:
    """Say whether the verb at `i` hangs on ما or a relative: `لما كان قد أعلن`، `التي قد تعلن`."""
    k = i - 1
    while k > 0 and ln.forms[k] in _AUXILIARY:
        k -= 1
    return k < i - 1 and (ln.form(k) in RELATIVES or ln.form(k) in _WHAT)


def boundary(ln: Line, r: Reading) -> int:
    """Return the word where the clause of a reading begins, connectives and comma included."""
    k = r.begin
    while k > 0 and (ln.forms[k - 1] in CONNECTIVES or ln.times[k - 1]):
        k -= 1
    while k > 0 and ln.forms[k - 1] in COMMAS | {"-"}:
        k -= 1
    return k


def content(ln: Line, r: Reading, cuts: Sequence[int]) -> Span | None:
    """Return what was said; `cuts` are the words at which later statements begin."""
    if r.end is not None:
        return _trimmed(ln, r.content, r.end, 0)
    start, n = _past_that(ln, r.content), len(ln.forms)
    if start >= n:
        return None
    end = min((c for c in cuts if c > start), default=n)
    if ln.opened[start] >= 0:
        end = min(end, ln.closes[ln.opened[start]])
    if ln.forms[start] == '"' and start in ln.closes and _speech(ln, start):
        close = ln.closes[start]
        if _quote_ends(ln, close, end):
            return _trimmed(ln, _past_that(ln, start + 1), close, 0)
        end = max(end, close + 1)
    end = _narrated(ln, r, start, end)
    return _trimmed(ln, start, end, r.skip)


def _speech(ln: Line, i: int) -> bool:
    """Say whether the quotation that opens a content is speech: no name that goes on."""
    j = ln.closes[i]
    goes_on = j + 1 < len(ln.forms) and ln.words[j + 1].is_word
    return not (is_name_quote(ln, i) and (goes_on or any(ln.names[i + 1 : j])))


def _past_that(ln: Line, i: int) -> int:
    return i + 1 if ln.form(i) in {"ان", "انه"} else i


def _quote_ends(ln: Line, close: int, end: int) -> bool:
    """Say whether the statement ends with its quotation mark."""
    k = close + 1
    if k >= end:
        return True
    f = ln.forms[k]
    if f in COMMAS or f in STOPS or f == "-":
        return ln.form(k + 1) not in AND_THAT
    readings = cues().get(f, ())
    if any(c.style is Style.PARTICIPLE for c in readings) or ln.times[k]:
        return True
    return f in AND_THAT or f in {
        "وذلك",
        "في",
        "خلال",
        "بحسب",
        "وفق",
        "وفقا",
        "حسب",
        "وقال",
        "واضاف",
    }


def _narrated(ln: Line, r: Reading, start: int, end: int) -> int:
    """Return where the narrator's own words go on after the content."""
    level = ln.opened[start]
    own = [k for k in range(start + 1, end) if ln.opened[k] == level]
    return next((k for k in own if _goes_elsewhere(ln, k) or _parts(ln, r, k, end)), end)


def _goes_elsewhere(ln: Line, k: int) -> bool:
    """Say whether a clause of the narrator begins at word `k`, whatever stands before it."""
    if (ln.forms[k].removeprefix("و"), *ln.forms[k + 1 : k + 3]) in _ELSEWHERE:
        return True
    if (ln.forms[k] == "." and _runs_on(ln, k)) or _main_follows(ln, k):
        return True
    rest = ln.forms[k + 1 : k + 4]
    if rest[:1] and rest[0] in _MEANWHILE and len(rest) > 1 and rest[1] in _OUTCOMES:
        return False  # قُتل اثنان، فيما أصيب ثالث
    return ln.forms[k] in COMMAS and any(rest[: len(w)] == w for w in _NARRATOR)


def _main_follows(ln: Line, k: int) -> bool:
    """Say whether the main clause begins behind a comma: `وبينما أوضح مصدر أن …، دعا الوزير`."""
    if ln.forms[k] not in COMMAS or not _SUBORDINATE.intersection(ln.forms[:2]):
        return False
    return any(r.style is Style.VERB and not r.pronoun for r in cues().get(ln.form(k + 1), ()))


def _parts(ln: Line, r: Reading, k: int, end: int) -> bool:
    """Say whether a content that is a noun phrase ends before word `k`."""
    f = ln.forms[k]
    if r.clause:
        return False
    if f in STOPS:
        return not (f in {"؛", ";"} and ln.form(k + 1) in {"وذلك", "وهو", "وهي"})
    if insert(ln, k) == "insert.occasion" or f == "سبق":
        return True
    if f not in COMMAS:
        joined = f[:1] == "و" and f[1:3] != "ال" and f not in _GOES_ON and not ln.times[k]
        return ln.times[k - 1] and joined
    if k + 1 >= end or not _leaves_phrase(ln.forms[k + 1], ln, k + 1):
        return False
    return not (after_comma(ln, k + 1) or _closes_apposition(ln, r, k))


def _closes_apposition(ln: Line, r: Reading, k: int) -> bool:
    """Say whether the comma at word `k` ends an apposition that a comma opened."""
    before = next((j for j in range(k - 1, r.content, -1) if ln.forms[j] in COMMAS), None)
    return before is not None and after_comma(ln, before + 1)


def _runs_on(ln: Line, k: int) -> bool:
    """Say whether a full stop without a space behind it ends a sentence all the same."""
    before = ln.words[k - 1].is_word and len(ln.form(k - 1)) > 2
    return (before or ln.form(k - 1) in {")", '"'}) and len(ln.form(k + 1)) > 2


def _leaves_phrase(f: str, ln: Line, k: int) -> bool:
    """Say whether what follows a comma no longer belongs to a noun phrase."""
    if f in _AFTER_PHRASE or ln.times[k] or _of_state(ln, k):
        return True
    verbs = (r for r in cues().get(f, ()) if r.style in {Style.VERB, Style.RELAY})
    return ln.names[k] is None and any(not r.row.weak or r.present for r in verbs)


def _of_state(ln: Line, k: int) -> bool:
    """Say whether a participle of the speaker's begins at word `k`: `، متمنيا للجميع`."""
    raw = ln.text[ln.words[k].start : ln.words[k].end]
    return ln.forms[k].startswith("م") and raw.endswith(("\u064bا", "ا\u064b", "يا"))


def _trimmed(ln: Line, start: int, end: int, skip: int) -> Span | None:
    """Return words `[start, end)` without loose marks at their ends, or nothing if empty."""
    while start < end and ln.forms[start] in _LOOSE - {"("} and not _name_opens(ln, start):
        start, skip = start + 1, 0
    if ln.forms[end - 2 : end] == ("من", "جهه"):
        end -= 2
    while end > start and (
        (ln.forms[end - 1] in _LOOSE or ln.forms[end - 1] in STOPS)
        and not _name_closes(ln, end - 1, start)
    ):
        end -= 1
    if end - start < 1 or not any(ln.words[k].is_word for k in range(start, end)):
        return None
    got = ln.chars(start, end)
    return Span(got.start + skip, got.end)


def _name_opens(ln: Line, i: int) -> bool:
    return i in ln.closes and is_name_quote(ln, i)


def _name_closes(ln: Line, j: int, start: int) -> bool:
    return any(a >= start and b == j for a, b in ln.closes.items())


def preceding(ln: Line, at: int, figure: bool) -> tuple[int, int]:
    """Return the words of the clause before an adverbial at word `at`.

    With a `figure` in it, a relative clause or "which led to" at its end stands alone.
    """
    end = at
    while end > 0 and ln.forms[end - 1] in _LOOSE:
        end -= 1
    start = 0
    for k in range(end - 1, 0, -1):
        if ln.forms[k] == "؛":
            start = k + 1
            break
        if figure and ln.forms[k - 1] in COMMAS and ln.forms[k] in {"الذي", "التي", "ما", "مما"}:
            start = k + 1
            if ln.forms[k] in {"ما", "مما"} and "عن" in ln.forms[k : k + 4]:
                start = ln.forms.index("عن", k) + 1
            break
    return start, end


def quote_type(ln: Line, span: Span) -> QuoteType:
    """Say how a content is quoted: wholly, in part, or not at all."""
    inside = [k for k, w in enumerate(ln.words) if span.start <= w.start < span.end]
    inside = [k for k in inside if ln.words[k].is_word]
    if not inside:
        return QuoteType.INDIRECT
    opens = {ln.opened[k] for k in inside}
    if -1 not in opens:
        first = ln.opened[inside[0]]
        return QuoteType.DIRECT if _speech(ln, first) else QuoteType.INDIRECT
    spoken = any(o >= 0 and (not is_name_quote(ln, o) or _distanced(ln, o)) for o in opens)
    return QuoteType.MIXED if spoken else QuoteType.INDIRECT


def _distanced(ln: Line, i: int) -> bool:
    """Say whether a short quotation is the source's choice of word rather than a name."""
    named = any(ln.names[i + 1 : ln.closes[i]]) or head(ln.form(i - 1))
    size, first = ln.closes[i] - i - 1, ln.form(i + 1)
    if size > 1:
        spaced = i > 0 and ln.words[i].start > ln.words[i - 1].end
        return size <= 5 and not named and spaced and first.startswith("ال")
    return not named and ln.form(i - 1) != "ل" and not ln.form(i + 1).startswith("ال")


def opens_with_that(ln: Line, i: int) -> bool:
    """Say whether the word at `i` is a form of إن or أن."""
    return ln.form(i) in THAT
