"""Noun phrases between a cue and its content: the source, and the outlet it was told to."""

from musnad.annotate.naming.ordinary import is_common, is_fresh, is_listed
from musnad.annotate.naming.vocabulary import look
from musnad.annotate.saying.bound import again, bound
from musnad.annotate.saying.cues import Cue, Style, adverbials, cues, speech_nouns
from musnad.annotate.saying.nouns import act, bound_act, describes, head, heads, nisba
from musnad.annotate.saying.phrases import (
    COMMAS,
    PREPOSITIONS,
    RELATIVES,
    SO_THAT,
    STOPS,
    THAT,
    Line,
    Range,
    insert,
    is_act_object,
    is_clause,
    is_name_quote,
    is_preposition,
    known,
    own_act,
    possessed,
    set_off_that,
)
from musnad.annotate.saying.told import BARE_OUTLETS, told_at
from musnad.model import Label
from musnad.text.normalize import keys

SAID = frozenset({"قائلا", "قائله", "قائلين", "بالقول", "القول", "بقوله", "بقولها", "يقول"})
SAYING = frozenset(
    {"قوله", "قولها", "قولهم", "القول", "تاكيده", "تاكيدها", "تصريحه", "تصريحات", "وصفه"}
)
# fmt: off
BINDING = frozenset((
    "مطلع", "مطلعه", "مطلعين", "مطلعون", "مطلعان", "المطلع", "المطلعه", "مشرف", "المشرف",
    "المشرفه", "القائم", "القائمه", "القائمين", "ردا", "تعليقا", "بناء", "مقرب", "قريب", "قريبه",
    "مقربه", "المقرب", "المعنيه", "المعني", "معنيه", "معني", "المعنيين", "المكلف", "المكلفه",
    "المسؤول", "المسؤوله", "الكشف", "كشف", "الاعلان", "الافصاح", "اكثر", "لاكثر", "اقل", "لاقل",
    "ازيد", "بالقرب", "ابتداء", "بدءا", "الكثير", "العديد", "كثير", "عديد", "اي", "كل",
))
# fmt: on
# fmt: off
CALLS = frozenset((
    "الدعوه", "دعوه", "دعوته", "دعوتها", "دعوتهما", "دعوتهم", "نداء", "نداءه", "نداءها", "النداء",
))
# fmt: on
# fmt: off
_NO_SUBJECT = frozenset((
    "لم", "لن", "لا", "ما", "قد", "كل", "هنا", "هناك", "هنالك", "ذلك", "فقط", "ثم", "نحن", "انا",
    "انت", "انتم", "لقد", "سوف", "هل", "نعم", "كنا", "لسنا", "كيف", "لماذا", "متي", "اين", "ولو",
    "حتي", "ربما", "الا", "لو",
))
# fmt: on
_SPEECH = _NO_SUBJECT - {"كل", "هناك", "هنا", "ذلك", "ما", "قد", "ثم", "حتي", "ولو", "الا", "ربما"}
DEMONSTRATIVES = frozenset({"هذه", "هذا", "تلك", "ذلك", "هذين", "هاتين"})
_SO_CALLED = keys("يسمى تسمى سمي يعرف تعرف يدعى زال زالت زالوا")
_WHICH_AFTER = keys("وفق حسب بحسب على مع رغم بعد قبل كل")
_PREDICATES = frozenset({"ليس", "ليست", "سبق"})
HAD = frozenset({"كان", "كانت", "وكان", "وكانت", "فكان", "فكانت"})
ANY_OBJECT = Cue(id="", example="", counter="", frames=("thing",), speech="")
_BLANK = frozenset({"ل", "ب", "و", "-", "(", ")", '"', "'", "[", "]", "/"})


def noun_phrase(ln: Line, start: int, limit: int, row: Cue | None) -> Range | None:
    """Return the noun phrase that begins at word `start`, or nothing where none can.

    A sound plural in -īn is no subject of a verb, so it is taken for the one spoken to.
    """
    f = ln.forms[start]
    quoted = f == '"' and start in ln.closes and is_name_quote(ln, start)
    counted = f.isdigit() and start + 1 < limit and _counts(ln, start + 1)
    if not (quoted or counted):
        particle = is_preposition(ln, start) or f in RELATIVES or f in THAT or f in SO_THAT
        numeral = ln.names[start] is None and (f.isdigit() or f in _NO_SUBJECT)
        if not ln.words[start].is_word or particle or numeral:
            return None
    if row is not None and not quoted and not _may_be_subject(ln, start, limit, row):
        return None
    return (start, phrase_end(ln, start, limit, row))


def _counts(ln: Line, i: int) -> bool:
    """Say whether a number before word `i` counts speakers: `10 خبراء`، `20 في المائة`."""
    share = ln.forms[i] if ln.forms[i] != "في" else ln.form(i + 1)
    return bool(head(ln.forms[i])) or share in {"المائه", "المئه", "بالمائه", "بالمئه"}


def _may_be_subject(ln: Line, start: int, limit: int, row: Cue) -> bool:
    if spoken_to(ln, start):
        return False
    if ln.names[start] is None and (_accusative(ln, start) or _governed(ln, start)):
        return False
    return not row.addressee or known(ln, start, limit)


def spoken_to(ln: Line, i: int) -> bool:
    """Say whether the word at `i` carries a ل or ب that makes it no subject (لوزير الخارجية)."""
    f, name = ln.forms[i], ln.names[i]
    if f[:1] not in {"ل", "ب"}:
        return False
    if name is not None:
        return name.span.start > ln.words[i].start
    return f not in heads() and bool(head(f))


def _governed(ln: Line, i: int) -> bool:
    """Say whether a definite word or demonstrative carries a preposition: بالقاهرة، بهذا."""
    f = ln.forms[i]
    bound_to = f.startswith(("بال", "لل", "بهذ", "لهذ", "بذلك", "لذلك")) and not head(f)
    own = f[:1] == "ب" and f.endswith(("ه", "ها", "هم")) and not is_listed(f)
    return bound_to or (own and not head(f) and is_listed(f[1:]))


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
    while k > start + 1 and (ln.forms[k - 1] in _BLANK - {'"', ")"} or is_preposition(ln, k - 1)):
        k -= 1
    return k


def _finite(f: str) -> bool:
    """Say whether a folded word is a reporting verb: any present, a past with no other reading."""
    bare = f[1:] if f not in cues() and f[:1] in {"و", "ف"} else f
    verbs = [r for r in cues().get(bare, ()) if r.style is Style.VERB]
    return any(r.present or not r.row.weak for r in verbs)


def _inner(ln: Line, k: int) -> bool:
    """Say whether a mark belongs to the phrase: an apostrophe, or the stop of `د.`."""
    return ln.forms[k] == "'" or (ln.forms[k] == "." and len(ln.form(k - 1)) == 1)


def _ends_phrase(ln: Line, start: int, k: int, row: Cue | None, relative: bool) -> bool:
    """Say whether the noun phrase from `start` ends before the word at `k`."""
    f, name = ln.forms[k], ln.names[k]
    if _opens_other(ln, k, relative):
        return True
    if row is None:
        return not relative and name is None and _finite(f)
    if f in row.frames and is_preposition(ln, k) and ln.forms[k - 1] not in BINDING:
        nxt = ln.names[k + 1] if k + 1 < len(ln.forms) else None
        return not (nxt is not None and nxt.label is Label.LOC and again(ln, k))
    if name is not None and name is ln.names[k - 1]:
        return False
    carried = row.relay and possessed(ln, k)
    finite = not relative and name is None and _finite(f)
    if carried or finite or _governs_here(ln, start, k, row):
        return True
    return not relative and _object_begins(ln, start, k, row)


def _opens_other(ln: Line, k: int, relative: bool) -> bool:
    """Say whether the outlet told, an adverbial, a clause or speech begins at the word at `k`."""
    f = ln.forms[k]
    told = (f[0] == "ل" or f in BARE_OUTLETS) and told_at(ln, k)
    spoken = not relative and f in _SPEECH and ln.names[k] is None
    closes = f in SO_THAT | SAID | SAYING | _PREDICATES
    post = f == "لدي" and is_named(ln, k + 1)  # السفير لدى سلوان
    aside = not post and opens_adverbial(ln, k)
    which = f == "ما" and ln.form(k + 1) not in _SO_CALLED and ln.form(k - 1) not in _WHICH_AFTER
    return bool(spoken or told or closes or aside or which or is_clause(ln, k))


def opens_adverbial(ln: Line, k: int) -> bool:
    """Say whether an adverbial opens at the word at `k`: of time or manner, or `وفقا لما`."""
    rows = (row for words, row in adverbials().get(ln.form(k), ()) if _stands(ln, k, words))
    return bool(insert(ln, k)) or any(not row.like for row in rows)


def _stands(ln: Line, k: int, words: tuple[str, ...]) -> bool:
    return ln.forms[k : k + len(words)] == words


def _governs_here(ln: Line, start: int, k: int, row: Cue) -> bool:
    """Say whether the cue's own ل, ب or call stands at the word at `k`."""
    f = ln.forms[k]
    if "ل" in row.frames and f[0] == "ل" and bound(ln, k, "ل"):
        return True
    called = "call" in row.frames and (f in CALLS or f.removeprefix("ال") in speech_nouns())
    return called or ("ب" in row.frames and _ends_before_ba(ln, start, k))


def _object_begins(ln: Line, start: int, k: int, row: Cue) -> bool:
    """Say whether the word at `k` begins the cue's object or the one spoken to."""
    frames = set(row.frames)
    if not ({"act", "thing", "judged"} & frames or row.addressee):
        return False
    if "that" in frames and not row.addressee and set_off_that(ln, k):
        return False
    thing = {"thing", "judged"} & frames and not ("that" in frames and that_ahead(ln, k))
    return _new_phrase(ln, start, k) or (bool(thing) and _thing_begins(ln, k))


def that_ahead(ln: Line, i: int) -> bool:
    """Say whether أن follows in the clause, so that a noun at `i` goes on with the source."""
    for k in range(i, min(len(ln.forms), i + 12)):
        if ln.forms[k] in THAT:
            return True
        if ln.forms[k] in STOPS | COMMAS:
            return False
    return False


def _thing_begins(ln: Line, k: int) -> bool:
    """Say whether an ordinary noun at `k` is what a verb that takes any noun is about."""
    before, many = ln.forms[k - 1], ln.forms[k - 1].endswith(("ون", "ين", "ات"))
    if ln.forms[k] in DEMONSTRATIVES:
        return before not in PREPOSITIONS
    closed = before.startswith("ال") or ln.names[k - 1] is not None or before == '"'
    matter = before.startswith("ال") and ln.words[k].span.of(ln.text).endswith("ية")
    plain = plain_noun(ln, k) or (matter and is_listed(ln.forms[k]))  # دانت القناة عملية …
    if not (closed or (many and nisba(before))) or not plain:
        return False
    nxt = ln.form(k + 1)
    return ln.names[k - 1] is not None or not nxt.isalpha() or is_common(nxt) or is_named(ln, k + 1)


def is_named(ln: Line, k: int) -> bool:
    """Say whether the word at `k` is part of a name."""
    return k < len(ln.forms) and ln.names[k] is not None


def _ends_before_ba(ln: Line, start: int, k: int) -> bool:
    """Say whether the ب at word `k` is the cue's own and not part of a title."""
    if not bound(ln, k, "ب"):
        return False
    if ln.names[k - 1] is not None or act(ln.forms[k][1:].removeprefix("ال")) or k - start > 3:
        return True
    return not any(bound(ln, j, "ب") for j in range(k + 1, min(len(ln.forms), k + 7)))


def _new_phrase(ln: Line, start: int, k: int) -> bool:
    """Say whether a second noun phrase begins at `k`: an object or the one spoken to."""
    f, before = ln.forms[k], ln.forms[k - 1]
    last, name = ln.names[k - 1], ln.names[k]
    if any(r.kind == "honorific" for r in head(before)) and not before.endswith("ه"):
        return False  # معالي الفريق
    if last is not None and name is None and f.endswith(("ها", "هم")):
        return True
    own = f.endswith(("ه", "ها", "هم")) and not is_act_object(ln, k)
    joins = f[:1] == "و" and (head(f[1:]) or name is not None or before == '"' or own)
    if joins or f in PREPOSITIONS or before in PREPOSITIONS:
        return False
    if name is not None and name.label is Label.LOC and last is not name:
        return _another_place(ln, k)
    if last is not None and last.label is Label.PER:
        office = any(r.kind in {"role", "honorific"} for r in head(f))
        return name is None and not office and not _surname(ln, k)
    return _other_noun(ln, start, k)


def _another_place(ln: Line, k: int) -> bool:
    """Say whether a place at `k` is no part of the phrase before it: `الوزير إيران`."""
    last, name = ln.names[k - 1], ln.names[k]
    lam = ln.forms[k].startswith("لل") or (name and name.span.start > ln.words[k].start)
    other = last is not None and last.label is not Label.LOC
    return (ln.forms[k - 1].startswith("ال") or other) and not lam


def _other_noun(ln: Line, start: int, k: int) -> bool:
    """Say whether a noun at `k` that follows no person and is no place begins another phrase."""
    f, before = ln.forms[k], ln.forms[k - 1]
    last, name = ln.names[k - 1], ln.names[k]
    definite = before.startswith(("ال", "لل"))
    quoted = before == '"' and name is None and not f.startswith("ال") and not nisba(f)
    body = any(r.kind == "organization" for r in heads().get(f, ()))
    if body and nisba(before) and not before.startswith(("ال", "لل")):
        return True
    if f.endswith("ه") and ln.text[ln.words[k].end - 1] == "ه" and f[:-1] in heads():
        return True
    if before.endswith("ون") and bound_act(f):
        return True  # انتقد مغردون تجاهل القناة
    ended = nisba(before) or before.endswith(("ون", "ين")) or is_fresh(before)
    whole = definite or last is not None or ended
    if quoted or own_act(ln, k) or (is_act_object(ln, k) and whole):
        return True
    return _closed(ln, start, k) and name is None and not nisba(f)


def _surname(ln: Line, k: int) -> bool:
    """Say whether the word at `k` is a family name that no list knows, behind given names."""
    f, nxt, given = ln.forms[k], ln.form(k + 1), ln.names[k - 1]
    single = given is not None and " " not in given.name
    if single and f.isalpha() and f[:1] not in "ولب" and not f.startswith("ال") and not nisba(f):
        return nxt in COMMAS | THAT | {":", '"'} or is_act_object(ln, k + 1)
    if not f.startswith("ال") or not f.endswith("ي"):
        return False
    return nxt in COMMAS | THAT | {":", '"', "-", "("} or is_preposition(ln, k + 1)


def _closed(ln: Line, start: int, k: int) -> bool:
    """Say whether the phrase before `k` is whole, so that a definite noun there is another."""
    f, before = ln.forms[k], ln.forms[k - 1]
    if any(describes(f, n) for n in (before, ln.forms[start])) or any(
        r.kind in {"role", "honorific"} for r in head(f)
    ):
        return False
    if k - start == 1 and before.startswith("ال") and f.endswith(("ات", "ين")):
        return True
    if before.endswith("ين") and f.endswith("ين") and f.startswith("ال"):
        return False  # الحرمين الشريفين
    definite = before.startswith(("ال", "لل")) and ln.names[k - 1] is None
    whole = ln.names[k - 1] is not None or before == '"' or (definite and nisba(before))
    if not f.startswith("ال"):
        return (whole or definite) and (f in heads() or _verbal(ln, k))
    surname = ln.form(k + 1).startswith("ال") and not describes(ln.form(k + 1), f)
    return whole or (definite and not surname)


def plain_noun(ln: Line, k: int) -> bool:
    """Say whether a bare word is an ordinary noun and no name: `أكد الوزير الأردني موقف بلاده`."""
    f = ln.forms[k]
    if any(r.kind in {"role", "honorific"} for r in head(f)):
        return False
    listed = is_listed(f) or (f.endswith("ا") and is_listed(f[:-1]))
    if not listed or f[:1] == "ي" or f in HAD or nisba(f) or ln.times[k] or f in PREPOSITIONS:
        return False
    word = look(f)
    return (word.given, word.weak, word.opener) == (None, None, None) and not word.family


def _verbal(ln: Line, k: int) -> bool:
    """Say whether a word behind a name is no part of its phrase: bare, no preposition in it."""
    f = ln.forms[k]
    bare = f[:1] not in set("لبكوف") and not f.startswith("مع")
    return ln.names[k - 1] is not None and bare and is_common(f)
