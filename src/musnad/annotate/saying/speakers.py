"""Who speaks: the kind and the name behind a source, through the report's own words."""

from dataclasses import replace
from itertools import pairwise

from musnad.annotate.naming.ordinary import is_common
from musnad.annotate.page.credits import sure_outlet
from musnad.annotate.saying import facets
from musnad.annotate.saying.discourse import Discourse, Source, bare
from musnad.annotate.saying.nouns import act, head, nisba, plurals
from musnad.annotate.saying.officeholders import may_begin_name, office
from musnad.annotate.saying.parties import joined_bodies, org_name, paper
from musnad.annotate.saying.phrases import COMMAS, PREPOSITIONS, Line, Range, headed
from musnad.annotate.saying.sourcephrase import THEIR_HONOUR, SourcePhrase, source_phrase
from musnad.model import Label, Mention, SourceKind, Unnamed
from musnad.text.normalize import key

_LONGEST_NAME = 4
_CLASSES = frozenset({"منظمات", "شركات", "مجموعه", "مراكز", "هيئات", "جمعيات"})
_SINGLE = frozenset({"anonymous.official", "anonymous.observer", "anonymous.witness"})
_PAIR = 2


def describe(ln: Line, np: Range, d: Discourse, gender: str | None, sentence: int) -> Source:
    """Return the source that a range of words makes."""
    p = source_phrase(ln, *np)
    kind, speaker = _who(p, d)
    if kind is SourceKind.PERSON and speaker:
        _remember_office(p, speaker, d)
    if gender is None and p.name is None:
        gender = _gender(p)
    earlier = _earlier(p, kind, d)
    return Source(
        p.span,
        kind,
        speaker,
        bare(p.form),
        gender,
        _many(p, kind, speaker) or _number(p.form, kind),
        sentence,
        role=_role(p, kind, speaker, d),
        unnamed=_facets(p, earlier) if kind is SourceKind.ANONYMOUS else None,
        introduced=(earlier.introduced or earlier.span) if earlier else None,
    )


def _role(p: SourcePhrase, kind: SourceKind, speaker: str | None, d: Discourse) -> str | None:
    """Return the office in which a person speaks: told here, or with the name before."""
    if kind is not SourceKind.PERSON:
        return None
    told = facets.role(p.ln, p.start, p.stop)
    if speaker is None:
        return told
    if told and len(told.split()) > 1:
        d.roles[speaker] = told
    return d.roles.get(speaker, told)


def _earlier(p: SourcePhrase, kind: SourceKind, d: Discourse) -> Source | None:
    """Return the source that a definite mention without a name goes back to: المصدر، البيان."""
    if not p.form.startswith("ال") or p.name is not None or kind is SourceKind.PERSON:
        return None
    said = {bare(p.ln.forms[k]) for k in range(p.first + 1, p.stop)}
    for s in reversed(d.sources):
        if _stem(s.head) == _stem(bare(p.form)) and s.kind is kind and s.span.end <= p.span.start:
            return s if said <= {bare(w) for w in key(s.span.of(d.doc.text)).split()} else None
    return None


def _stem(noun: str) -> str:
    """Return a folded noun without the ending of a plural or dual: مسؤولون، مسؤولين."""
    for ending in ("ون", "ين", "ان"):
        if noun.endswith(ending) and len(noun) > _LONGEST_NAME:
            return noun.removesuffix(ending)
    return noun


def _facets(p: SourcePhrase, earlier: Source | None) -> Unnamed:
    """Return what is said of an unnamed source, here or where it was introduced."""
    why = facets.reason(p.ln)
    told = p.ln.chars(*why[0]).of(p.ln.text) if why else None
    own = earlier.unnamed if earlier and earlier.unnamed else None
    own = own or facets.unnamed(p.ln, p.first, p.stop)
    return replace(own, reason=told or own.reason)


def _remember_office(p: SourcePhrase, speaker: str, d: Discourse) -> None:
    """Enter the office that a named source holds, before its name or in apposition to it."""
    ln = p.ln
    roles = [
        k
        for k in range(p.start, p.stop)
        if ln.names[k] is None and any(r.kind == "role" for r in head(ln.forms[k]))
    ]
    if roles:
        words = frozenset(bare(ln.forms[k]) for k in range(roles[0], p.stop))
        d.offices.append((words, speaker, p.span.start))


def _gender(p: SourcePhrase) -> str | None:
    """Return the gender that a verb agrees with: of the noun's ending, of things in plural."""
    if p.word.endswith("ة") or plurals().get(p.form) is False or p.form.endswith("ات"):
        return "f"
    single = p.kinds() & {"anonymous", "role"} and plurals().get(p.form) is None
    return "m" if single else None


def _many(p: SourcePhrase, kind: SourceKind, speaker: str | None) -> str | None:
    """Return the number of speakers that "and" joins: `قال الوزير ونظيره`, `فرنسا وإسبانيا`."""
    if kind is SourceKind.PERSON and speaker and " و" in speaker:
        return "d" if speaker.count(" و") == 1 else "p"
    bodies = joined_bodies(p) if kind is SourceKind.ORGANIZATION else None
    return None if bodies is None else "d" if bodies.count(" و") == 1 else "p"


def _number(form: str, kind: SourceKind) -> str | None:
    rows = head(form)
    if plurals().get(form):
        return "p"
    if any(r.kind == "pair" for r in rows) or (rows and form.endswith("ان")):
        return "d"
    if form.endswith(("ون", "ين")) and rows and len(bare(form)) > _LONGEST_NAME:
        return "p"
    return "s" if kind is SourceKind.PERSON else None


def _who(p: SourcePhrase, d: Discourse) -> tuple[SourceKind, str | None]:
    """Return kind and name of a source from its head noun and the names in it."""
    kinds = p.kinds()
    persons = [m for m in p.named(Label.PER) if not _complement(p, m)]
    titled = not kinds or kinds & {"role", "honorific"} or p.name in persons
    if persons and (titled or _named_one(p, persons[0])):
        return SourceKind.PERSON, _together(p.ln, persons, d)
    if not persons and (apposed := _apposed(p)):
        return SourceKind.PERSON, d.person(apposed)
    if "anonymous" in kinds and "role" not in kinds:
        if meant := _meant(p, d):
            return SourceKind.PERSON, meant
        if p.form == "الجهات" and p.stop - p.first > 1:
            return SourceKind.ORGANIZATION, p.text()
        return SourceKind.ANONYMOUS, None
    return _unnamed(p, kinds, d) or _body(p, kinds, d)


def _named_one(p: SourcePhrase, m: Mention) -> bool:
    """Say whether a noun for an unnamed one has the name right behind: `المواطن سامر الراوي`."""
    rows = {r.id for r in head(p.form)}
    many = p.form.endswith(("ون", "ين", "ان", "ات")) or plurals().get(p.form) is not None
    if many or not rows & _SINGLE:
        return False
    k = p.first + 1
    while k < p.stop and (nisba(p.ln.forms[k]) and p.ln.names[k] is None):
        k += 1
    return k < p.stop and p.ln.names[k] is m


def _apposed(p: SourcePhrase) -> str | None:
    """Return a name that no list knows, told by the office behind it: `هشام الجبري، مدير الفرع`."""
    ln, first = p.ln, p.first
    while first < p.stop - 1 and ln.forms[first].startswith("ال") and not head(ln.forms[first]):
        first += 1  # a title that no list knows: المايسترو، السناتور الأمريكي
    if p.name is not None or p.kinds() - {"honorific"} or not may_begin_name(ln, first):
        return None
    for k in range(first + 1, min(p.stop, first + _LONGEST_NAME + 2)):
        f = ln.forms[k]
        behind = k + (f in COMMAS)
        if behind < p.stop and ln.names[behind] is None and headed(ln, behind):
            office = any(r.kind == "role" for r in head(ln.forms[behind]))
            thing = (
                k - first == 2 and ln.forms[k - 1].startswith("ال") and is_common(ln.forms[k - 1])
            )
            office = office and not thing
            return ln.chars(first, k).of(ln.text) if office else None
        if not f.isalpha() or ln.names[k] is not None or f in PREPOSITIONS or act(f):
            return None
    return None


def _meant(p: SourcePhrase, d: Discourse) -> str | None:
    """Return the person whom `المسؤول اليمني` means: the last speaker with such an office."""
    definite = p.form.startswith("ال") and p.stop - p.first == 2
    if not definite or not nisba(p.ln.form(p.first + 1)):
        return None
    state = bare(p.ln.form(p.first + 1)).removesuffix("ه")
    for s in reversed(d.sources):
        if s.kind is SourceKind.ANONYMOUS:
            return None
        if s.kind is SourceKind.PERSON and s.speaker and s.spoke:
            words = {bare(w).removesuffix("ه") for w in key(s.span.of(d.doc.text)).split()}
            return s.speaker if state in words else None
    return None


def _complement(p: SourcePhrase, m: Mention) -> bool:
    """Say whether a name hangs on the noun before it by ل or ب: `الموالية للراوي`."""
    word = next(w for w in p.ln.words if w.start <= m.span.start < w.end)
    return word.start < m.span.start and p.ln.text[word.start] in "لب" and m is not p.name


def _unnamed(
    p: SourcePhrase, kinds: set[str], d: Discourse
) -> tuple[SourceKind, str | None] | None:
    """Return who an office, a pair, a paper or an unlisted name stands for, if it is one."""
    if "pair" in kinds:
        return _pair(d)
    if p.form in THEIR_HONOUR:
        s = next((s for s in reversed(d.sources) if s.kind is SourceKind.PERSON), None)
        return SourceKind.PERSON, s.speaker if s else None
    if p.name is not None:
        return None
    if kinds & {"role", "honorific"}:
        return office(p, d)
    if "document" in kinds:
        return paper(p, d)
    unlisted = not kinds and _like_a_name(p)
    return (SourceKind.PERSON, d.person(p.text())) if unlisted else None


def _like_a_name(p: SourcePhrase) -> bool:
    """Say whether a phrase that no list knows has the shape of a person's name."""
    forms = [p.ln.forms[k] for k in range(p.first, p.stop)]
    if not 1 <= len(forms) <= 4 or not all(f.isalpha() for f in forms):
        return False
    if forms[0].endswith(("ون", "ين", "ات", "ه", "ها", "هم")) or any(
        f in PREPOSITIONS for f in forms
    ):
        return False
    if len(forms) > 1 and forms[-1].startswith("ال") and forms[-1].endswith("ه"):
        return False
    return not any(nisba(f) and not f.startswith("ال") for f in forms[1:])


def _body(p: SourcePhrase, kinds: set[str], d: Discourse) -> tuple[SourceKind, str | None]:
    """Return a body, an outlet or nobody in particular."""
    if "media" in kinds or (p.name is not None and sure_outlet(p.name.name)):
        return SourceKind.MEDIA, org_name(p, d)
    if p.name is None and p.form in _CLASSES:
        return SourceKind.ANONYMOUS, None
    if "organization" in kinds or p.name is not None:
        return SourceKind.ORGANIZATION, org_name(p, d)
    return SourceKind.ANONYMOUS, None


def _together(ln: Line, persons: list[Mention], d: Discourse) -> str:
    """Return the name of the last person, or of all where "and" joins them."""
    pairs = pairwise(persons)
    if len(persons) > 1 and all(_and(ln, a, b) for a, b in pairs):
        return " و".join(d.person(m.name) for m in persons)
    return d.person(persons[0].name if len(persons) == _PAIR else persons[-1].name)


def _and(ln: Line, a: Mention, b: Mention) -> bool:
    """Say whether "and" joins two names, with an office at most behind it."""
    between = ln.text[a.span.end : b.span.start]
    words = key(between).split()
    return bool(words and words[0].startswith("و")) or between.strip() == "و"


def _pair(d: Discourse) -> tuple[SourceKind, str | None]:
    both = (s for s in reversed(d.sources) if s.kind is SourceKind.PERSON and s.speaker)
    s = next((s for s in both if " و" in (s.speaker or "")), None)
    return (s.kind, s.speaker) if s else (SourceKind.ANONYMOUS, None)
