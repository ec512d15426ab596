"""Noun phrases between a cue and its content: the source, and the outlet it was told to."""

from musnad.annotate.saying.cues import Cue, Style, cues
from musnad.annotate.saying.phrases import (
    AND_THAT,
    CLAUSES,
    COMMAS,
    PREPOSITIONS,
    RELATIVES,
    SO_THAT,
    STOPS,
    THAT,
    Line,
    act,
    after_comma,
    head,
    insert,
    is_act_object,
    is_name_quote,
    is_preposition,
    nisba,
    own_act,
    recognised,
)
from musnad.model import Label

Range = tuple[int, int]
SAID = frozenset({"قائلا", "قائله", "قائلين", "بالقول", "القول", "بقوله", "بقولها", "يقول"})
_SAYING = frozenset(
    {"قوله", "قولها", "قولهم", "القول", "تاكيده", "تاكيدها", "تصريحه", "تصريحات", "وصفه"}
)
# fmt: off
BINDING = frozenset((
    "مطلع", "مطلعه", "مطلعين", "مطلعون", "مطلعان", "المطلع", "المطلعه", "مشرف", "المشرف",
    "المشرفه", "القائم", "القائمه", "القائمين", "ردا", "تعليقا", "بناء", "مقرب", "قريب", "قريبه",
    "مقربه", "المقرب", "المسؤول", "المسؤوله", "الكشف", "كشف", "الاعلان", "الافصاح",
))
# fmt: on
# fmt: off
CALLS = frozenset((
    "الدعوه", "دعوه", "دعوته", "دعوتها", "دعوتهما", "دعوتهم", "نداء", "نداءه", "نداءها", "النداء",
))
# fmt: on
_NO_SUBJECT = frozenset({"لم", "لن", "لا", "ما", "قد", "كل", "هنا", "هناك", "ذلك", "فقط", "ثم"})
_BARE_OUTLETS = frozenset({"وكاله", "صحيفه", "قناه", "شبكه", "اذاعه"})
ANY_OBJECT = Cue(id="", example="", counter="", frames=("thing",), speech="")
_BLANK = frozenset({"ل", "ب", "و", "-", "(", ")", '"', "'", "[", "]", "/"})


def noun_phrase(ln: Line, start: int, limit: int, row: Cue | None) -> Range | None:
    """Return the noun phrase that begins at word `start`, or nothing where none can.

    A sound plural in -īn is no subject of a verb, so it is taken for the one spoken to.
    """
    f = ln.forms[start]
    if f == '"' and start in ln.closes and is_name_quote(ln, start):
        return (start, phrase_end(ln, start, limit, row))
    if not ln.words[start].is_word or is_preposition(ln, start) or f in RELATIVES or f in THAT:
        return None
    if ln.names[start] is None and (f.isdigit() or f in _NO_SUBJECT or _accusative(ln, start)):
        return None
    if row is not None and row.addressee and not recognised(ln, start, start + 1):
        return None
    return (start, phrase_end(ln, start, limit, row))


def _accusative(ln: Line, i: int) -> bool:
    """Say whether a word's ending shows that it is no subject: a written -an, or "saying"."""
    w = ln.words[i]
    raw = ln.text[w.start : w.end]
    return ln.forms[i] in SAID or raw.endswith(("\u064bا", "ا\u064b"))


def phrase_end(ln: Line, start: int, limit: int, row: Cue | None) -> int:
    """Walk over a noun phrase: names, quoted names, adjectives, complements, relative clause."""
    relative = False
    k = start
    while k < limit:
        f = ln.forms[k]
        if f == '"':
            title = relative and k in ln.closes and ln.closes[k] - k < 6
            if k not in ln.closes or not (title or is_name_quote(ln, k)):
                break
            k = ln.closes[k] + 1
            continue
        if f == "(" and ")" in ln.forms[k : k + 6]:
            k = ln.forms.index(")", k) + 1
            continue
        if not (ln.words[k].is_word or _inner(ln, k)) or f in THAT or ln.times[k]:
            break
        if f in RELATIVES:
            relative = True
        if k > start and _ends_phrase(ln, start, k, row, relative):
            break
        k += 1
    while k > start + 1 and ln.forms[k - 1] in _BLANK - {'"', ")"}:
        k -= 1
    return k


def _finite(f: str) -> bool:
    """Say whether a folded word is a reporting verb: any present, a past with no other reading."""
    verbs = [r for r in cues().get(f, ()) if r.style is Style.VERB]
    return any(r.present or not r.row.weak for r in verbs)


def _inner(ln: Line, k: int) -> bool:
    """Say whether a mark belongs to the phrase: an apostrophe, or the stop of `د.`."""
    return ln.forms[k] == "'" or (ln.forms[k] == "." and len(ln.form(k - 1)) == 1)


def _ends_phrase(ln: Line, start: int, k: int, row: Cue | None, relative: bool) -> bool:
    """Say whether the noun phrase from `start` ends before the word at `k`."""
    f, before = ln.forms[k], ln.forms[k - 1]
    name, last = ln.names[k], ln.names[k - 1]
    frames = row.frames if row else ()
    told = (f[0] == "ل" or f in _BARE_OUTLETS) and told_at(ln, k)
    if told or insert(ln, k) or f in CLAUSES | SO_THAT | SAID | _SAYING:
        return True
    if f in frames and is_preposition(ln, k) and before not in BINDING:
        nxt = ln.names[k + 1] if k + 1 < len(ln.forms) else None
        return not (nxt is not None and nxt.label is Label.LOC and again(ln, k))
    if name is not None and name is last:
        return False
    verb = not relative and name is None and _finite(f)
    called = "call" in frames and f in CALLS
    if verb or called or ("ب" in frames and _ends_before_ba(ln, start, k)):
        return True
    wide = {"act", "thing"} & set(frames) or (row is not None and row.addressee)
    return bool(wide) and not relative and _new_phrase(ln, start, k)


def _ends_before_ba(ln: Line, start: int, k: int) -> bool:
    """Say whether the ب at word `k` is the cue's own and not part of a title."""
    if not bound(ln, k, "ب"):
        return False
    if ln.names[k - 1] is not None or act(ln.forms[k][1:]) or k - start > 3:
        return True
    return not any(bound(ln, j, "ب") for j in range(k + 1, min(len(ln.forms), k + 7)))


def _new_phrase(ln: Line, start: int, k: int) -> bool:
    """Say whether a second noun phrase begins at `k`: an object or the one spoken to."""
    f, before = ln.forms[k], ln.forms[k - 1]
    last, name = ln.names[k - 1], ln.names[k]
    if last is not None and name is None and f.endswith(("ها", "هم")):
        return True
    joins = f[:1] == "و" and (head(f[1:]) or name is not None)
    if joins or f in PREPOSITIONS or before in PREPOSITIONS:
        return False
    if name is not None and name.label is Label.LOC and last is not name:
        bound_to = name.span.start > ln.words[k].start or f.startswith("لل")
        return before.startswith("ال") and not bound_to
    if last is not None and last.label is Label.PER:
        return name is None and not any(r.kind in {"role", "honorific"} for r in head(f))
    definite = before.startswith(("ال", "لل"))
    if own_act(ln, k) or (is_act_object(ln, k) and (definite or last is not None)):
        return True
    return _closed(ln, start, k) and name is None and not nisba(f)


def _closed(ln: Line, start: int, k: int) -> bool:
    """Say whether the phrase before `k` is whole, so that a definite noun there is another."""
    f, before = ln.forms[k], ln.forms[k - 1]
    if k - start == 1 and before.startswith("ال") and f.endswith(("ات", "ين")):
        return True
    adjective = before.startswith("ال") and nisba(before) and k - start > 1
    whole = ln.names[k - 1] is not None or before == '"' or adjective
    return whole and f.startswith("ال") and not head(f)


def subject_before(ln: Line, i: int) -> Range | None:
    """Return the noun phrase that stands as subject before the verb at word `i`."""
    k = i - 1
    while k >= 0 and (ln.forms[k] in {"قد", "ايضا", "كان", "كانت"} or ln.times[k]):
        k -= 1
    if k > 0 and ln.forms[k] in COMMAS and ln.names[k - 1] is not None:
        k -= 1
    if k < 0 or ln.forms[k] in {"انه", "انها", "لكنه", "لكنها", "لكنهم", "هو", "هي", "وهو", "وهي"}:
        return None
    start = _clause_start(ln, k)
    if start is None or start > k:
        return None
    contrast = ln.forms[start] in {"اما", "واما"} and start < k
    got = noun_phrase(ln, start + contrast, k + 1, None)
    if got is None or not (contrast or recognised(ln, *got)) or got[1] - got[0] > 18:
        return None
    if contrast:
        return got
    if any(f in RELATIVES for f in ln.forms[got[0] : got[1]]):
        return None
    rest = ln.forms[got[1] : k + 1]
    return got if not rest or all(f in COMMAS for f in rest) else None


def _clause_start(ln: Line, k: int) -> int | None:
    """Return the first word of the nominal clause that ends at word `k`, connectives passed."""
    a = k
    while a >= 0 and k - a < 22:
        f = ln.forms[a]
        opens = f in COMMAS and not (a < k and after_comma(ln, a + 1))
        if opens or f in STOPS or f in CLAUSES or f in THAT or f in AND_THAT or f == ":":
            break
        if f in {"كان", "كانت", "وكان", "وكانت", "لكن", "ولكن"} or ln.times[a]:
            break
        if f == '"' and a in ln.closes and ln.closes[a] > k:
            break
        a -= 1
    a += 1
    if a <= k and ln.forms[a] in {"و", "-"}:
        a += 1
    return a


def told_at(ln: Line, i: int) -> Range | None:
    """Return the words of the outlet that `ل` at word `i` brings in, if it does."""
    f = ln.forms[i]
    n = len(ln.forms)
    if f == "ل" and i + 1 < n:
        if ln.forms[i + 1] == '"' and i + 1 in ln.closes:
            j = ln.closes[i + 1]
            return (i + 2, j) if j - i <= 8 else None
        return (i + 1, _outlet_end(ln, i + 1))
    lam = f.startswith("ل") and len(f) > 3 and any(r.kind == "media" for r in head(f))
    if (lam and f not in {"ليس"}) or _is_outlet(ln, i):
        return (i, _outlet_end(ln, i))
    return None


def _is_outlet(ln: Line, i: int) -> bool:
    """Say whether a bare outlet stands as the one told: `أفاد مسؤول محلي وكالة …`."""
    if i == 0 or ln.forms[i] not in _BARE_OUTLETS:
        return False
    before = ln.forms[i - 1]
    return ln.names[i - 1] is not None or (nisba(before) and not head(before))


def _outlet_end(ln: Line, i: int) -> int:
    """Return where the outlet's name ends: its noun and a quoted, definite or named rest."""
    n = len(ln.forms)
    k = i + 1
    if ln.names[i] is not None:
        while k < n and ln.names[k] is ln.names[i]:
            k += 1
        return k
    while k < n and k - i < 6:
        f = ln.forms[k]
        if f == '"' and k in ln.closes and ln.closes[k] - k <= 6:
            k = ln.closes[k] + 1
            continue
        if f in THAT or not ln.words[k].is_word or ln.times[k] or insert(ln, k):
            break
        if not (f.startswith("ال") or ln.names[k] is not None or k == i + 1):
            break
        k += 1
    return k


def again(ln: Line, i: int, that: bool = False) -> bool:
    """Say whether the preposition at `i` comes once more, with `that` behind it, in the clause."""
    for k in range(i + 2, min(len(ln.forms), i + 14)):
        f = ln.forms[k]
        if f in STOPS or f == ":" or (f in COMMAS and ln.form(k + 1) != ln.forms[i]):
            return False
        if f == ln.forms[i] and not insert(ln, k) and (not that or ln.form(k + 1) in THAT):
            return True
    return False


def bound(ln: Line, i: int, clitic: str, near: bool = False) -> bool:
    """Say whether the word at `i` carries the preposition that brings in the content.

    `near`, right behind the cue or a person's name, any noun will do.
    """
    f = ln.forms[i]
    if f == clitic:
        return ln.form(i + 1) == '"' and i + 1 in ln.closes and not is_name_quote(ln, i + 1)
    if not f.startswith(clitic) or len(f) < 4 or insert(ln, i) or ln.times[i]:
        return False
    name = ln.names[i]
    if name is not None and name.label is not Label.ORG:
        return False
    if clitic == "ل":
        return act(f[2:] if f.startswith("لل") else f[1:])
    if near or f[1:3] == "ال" or act(f[1:]):
        return True
    return clitic == "ب" and f[1:] in {"ما", "هذه", "هذا"}
