"""Who speaks: the kind and the name behind a source, through the report's own words."""

from dataclasses import dataclass, replace
from itertools import pairwise

from musnad.annotate.naming.ordinary import is_common, is_listed
from musnad.annotate.page.credits import sure_outlet
from musnad.annotate.saying import facets
from musnad.annotate.saying.discourse import Discourse, Source, bare
from musnad.annotate.saying.nouns import act, head, heads, nisba, plurals
from musnad.annotate.saying.phrases import COMMAS, PREPOSITIONS, RELATIVES, Line, Range, headed
from musnad.model import Label, Mention, SourceKind, Span, Unnamed
from musnad.text.normalize import key

_LONGEST_OFFICE = 12
_LONGEST_NAME = 4
_CLASSES = frozenset({"منظمات", "شركات", "مجموعه", "مراكز", "هيئات", "جمعيات"})
_THEIR_HONOUR = frozenset({"سموه", "معاليه", "سعادته", "جلالته", "فخامته", "فضيلته", "سيادته"})
_MARKS = {ord(c): " " for c in '«»"“”'}
_PRESS = frozenset({"اعلاميه", "صحفيه", "صحافيه", "اخباريه"})
_SINGLE = frozenset({"anonymous.official", "anonymous.observer", "anonymous.witness"})
_LEAST_BRACKETS = 3
_OUTLET_NOUNS = frozenset(
    {"وكاله", "صحيفه", "قناه", "شبكه", "اذاعه", "موقع", "مجله", "محطه", "جريده"}
)
_PAIR = 2
_SOLE = frozenset({"مبعوث", "موفد"})


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A source's noun phrase: words `[start, stop)` without relative clause, its head noun."""

    ln: Line
    start: int
    stop: int
    first: int
    span: Span

    @property
    def form(self) -> str:
        """The folded head noun."""
        return self.ln.forms[self.first]

    @property
    def word(self) -> str:
        """The head noun as written."""
        return self.ln.words[self.first].span.of(self.ln.text)

    @property
    def name(self) -> Mention | None:
        """The name that the head noun belongs to."""
        return self.ln.names[self.first]

    def text(self) -> str:
        """Return the phrase as written, forms of address and quotation marks left out."""
        start = self.span.start
        if self.first > self.start:
            start = self.ln.words[self.first].start
        text = Span(start, self.ln.words[self.stop - 1].end).of(self.ln.text)
        lam = self.form.startswith("لل") and self.name is None
        text = "ال" + text[2:] if lam and text.startswith("لل") else text
        return " ".join(text.translate(_MARKS).split())

    def kinds(self) -> set[str]:
        """Return the kinds of source that the head noun may make."""
        return {r.kind for r in head(self.form)}

    def named(self, label: Label) -> list[Mention]:
        """Return the names in the phrase."""
        return _names(self.ln, self.start, self.stop, label)


def _phrase(ln: Line, start: int, end: int) -> _Phrase:
    opens = ("(",) if ln.forms[start] != "(" else ()
    stop = next((k for k in range(start, end) if ln.forms[k] in {*RELATIVES, *opens}), end)
    first = start
    while first < stop - 1 and (
        not ln.words[first].is_word or ln.forms[first].isdigit() or _honours(ln, first)
    ):
        first += 1
    return _Phrase(ln, start, stop, first, _unclitic(ln, start, end))


def _honours(ln: Line, i: int) -> bool:
    """Say whether the word at `i` is a mere form of address before a name or office."""
    kinds = {r.kind for r in head(ln.forms[i])}
    return "honorific" in kinds and ln.names[i] is None and ln.forms[i] not in _THEIR_HONOUR


def describe(ln: Line, np: Range, d: Discourse, gender: str | None, sentence: int) -> Source:
    """Return the source that a range of words makes."""
    p = _phrase(ln, *np)
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


def _role(p: _Phrase, kind: SourceKind, speaker: str | None, d: Discourse) -> str | None:
    """Return the office in which a person speaks: told here, or with the name before."""
    if kind is not SourceKind.PERSON:
        return None
    told = facets.role(p.ln, p.start, p.stop)
    if speaker is None:
        return told
    if told and len(told.split()) > 1:
        d.roles[speaker] = told
    return d.roles.get(speaker, told)


def _earlier(p: _Phrase, kind: SourceKind, d: Discourse) -> Source | None:
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


def _facets(p: _Phrase, earlier: Source | None) -> Unnamed:
    """Return what is said of an unnamed source, here or where it was introduced."""
    why = facets.reason(p.ln)
    told = p.ln.chars(*why[0]).of(p.ln.text) if why else None
    own = earlier.unnamed if earlier and earlier.unnamed else None
    own = own or facets.unnamed(p.ln, p.first, p.stop)
    return replace(own, reason=told or own.reason)


def _remember_office(p: _Phrase, speaker: str, d: Discourse) -> None:
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


def _unclitic(ln: Line, start: int, end: int) -> Span:
    """Return the characters of a noun phrase without an introducing و, ل or ب."""
    span = ln.chars(start, end)
    name, f = ln.names[start], ln.forms[start]
    if name is not None and name.span.start > span.start and name.span.start < ln.words[start].end:
        return Span(name.span.start, span.end)
    if f not in heads() and f[:1] in "ولب" and head(f[1:]) and not f.startswith("لل"):
        return Span(span.start + 1, span.end)
    return span


def _gender(p: _Phrase) -> str | None:
    """Return the gender that a verb agrees with: of the noun's ending, of things in plural."""
    if p.word.endswith("ة") or plurals().get(p.form) is False or p.form.endswith("ات"):
        return "f"
    single = p.kinds() & {"anonymous", "role"} and plurals().get(p.form) is None
    return "m" if single else None


def _many(p: _Phrase, kind: SourceKind, speaker: str | None) -> str | None:
    """Return the number of speakers that "and" joins: `قال الوزير ونظيره`, `فرنسا وإسبانيا`."""
    if kind is SourceKind.PERSON and speaker and " و" in speaker:
        return "d" if speaker.count(" و") == 1 else "p"
    bodies = _joined_bodies(p) if kind is SourceKind.ORGANIZATION else None
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


def _who(p: _Phrase, d: Discourse) -> tuple[SourceKind, str | None]:
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


def _named_one(p: _Phrase, m: Mention) -> bool:
    """Say whether a noun for an unnamed one has the name right behind: `المواطن سامر الراوي`."""
    rows = {r.id for r in head(p.form)}
    many = p.form.endswith(("ون", "ين", "ان", "ات")) or plurals().get(p.form) is not None
    if many or not rows & _SINGLE:
        return False
    k = p.first + 1
    while k < p.stop and (nisba(p.ln.forms[k]) and p.ln.names[k] is None):
        k += 1
    return k < p.stop and p.ln.names[k] is m


def _apposed(p: _Phrase) -> str | None:
    """Return a name that no list knows, told by the office behind it: `هشام الجبري، مدير الفرع`."""
    ln, first = p.ln, p.first
    while first < p.stop - 1 and ln.forms[first].startswith("ال") and not head(ln.forms[first]):
        first += 1  # a title that no list knows: المايسترو، السناتور الأمريكي
    if p.name is not None or p.kinds() - {"honorific"} or not _bare(ln, first):
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


def _meant(p: _Phrase, d: Discourse) -> str | None:
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


def _complement(p: _Phrase, m: Mention) -> bool:
    """Say whether a name hangs on the noun before it by ل or ب: `الموالية للراوي`."""
    word = next(w for w in p.ln.words if w.start <= m.span.start < w.end)
    return word.start < m.span.start and p.ln.text[word.start] in "لب" and m is not p.name


def _unnamed(p: _Phrase, kinds: set[str], d: Discourse) -> tuple[SourceKind, str | None] | None:
    """Return who an office, a pair, a paper or an unlisted name stands for, if it is one."""
    if "pair" in kinds:
        return _pair(d)
    if p.form in _THEIR_HONOUR:
        s = next((s for s in reversed(d.sources) if s.kind is SourceKind.PERSON), None)
        return SourceKind.PERSON, s.speaker if s else None
    if p.name is not None:
        return None
    if kinds & {"role", "honorific"}:
        return _office(p, d)
    if "document" in kinds:
        return _paper(p, d)
    unlisted = not kinds and _like_a_name(p)
    return (SourceKind.PERSON, d.person(p.text())) if unlisted else None


def _like_a_name(p: _Phrase) -> bool:
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


def _body(p: _Phrase, kinds: set[str], d: Discourse) -> tuple[SourceKind, str | None]:
    """Return a body, an outlet or nobody in particular."""
    if "media" in kinds or (p.name is not None and sure_outlet(p.name.name)):
        return SourceKind.MEDIA, _org_name(p, d)
    if p.name is None and p.form in _CLASSES:
        return SourceKind.ANONYMOUS, None
    if "organization" in kinds or p.name is not None:
        return SourceKind.ORGANIZATION, _org_name(p, d)
    return SourceKind.ANONYMOUS, None


def _names(ln: Line, start: int, stop: int, label: Label) -> list[Mention]:
    out: list[Mention] = []
    for k in range(start, stop):
        m = ln.names[k]
        if m is not None and m.label is label and m not in out:
            out.append(m)
    return out


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


def _joined_bodies(p: _Phrase) -> str | None:
    """Return the names of states or bodies that "and" joins, where they are all the phrase."""
    names = [m for m in dict.fromkeys(p.ln.names[p.first : p.stop]) if m is not None]
    bodies = [m for m in names if m.label in {Label.ORG, Label.LOC}]
    whole = len(names) == len(bodies) > 1 and p.ln.names[p.stop - 1] is bodies[-1]
    between = [p.ln.text[a.span.end : b.span.start] for a, b in pairwise(bodies)]
    links = (x.strip(" ،") == "و" or ("،" in x and not x.strip(" ،")) for x in between)
    joined = whole and p.name is bodies[0] and all(links)
    return " و".join(m.name for m in bodies) if joined else None


def _pair(d: Discourse) -> tuple[SourceKind, str | None]:
    both = (s for s in reversed(d.sources) if s.kind is SourceKind.PERSON and s.speaker)
    s = next((s for s in both if " و" in (s.speaker or "")), None)
    return (s.kind, s.speaker) if s else (SourceKind.ANONYMOUS, None)


def _office(p: _Phrase, d: Discourse) -> tuple[SourceKind, str | None]:
    """Return the person introduced with an office; one never named stays nameless."""
    ln = p.ln
    words = [bare(ln.forms[k]) for k in range(p.first, p.stop) if ln.words[k].is_word]
    match, rivals = None, set()
    for office, name, where in d.offices:
        if where < p.span.start and words[0] in office:
            rivals.add(d.person(name))
            if set(words) <= office:
                match = d.person(name)
    if match is None and len(rivals) == 1 and len(words) > 1 and words[0] in _SOLE:
        match = rivals.pop()
    if match:
        return SourceKind.PERSON, match
    holder = _holder(p)
    if holder:
        d.people.setdefault(holder.split()[-1], holder)
        return SourceKind.PERSON, holder
    nxt = p.first + 1
    complement = nxt < p.stop and (ln.form(nxt).startswith("ال") or ln.names[nxt] is not None)
    own = (p.form.startswith("ال") or complement) and any(
        r.id == "role.state" for r in head(p.form)
    )
    return (SourceKind.PERSON if own else SourceKind.ANONYMOUS), None


def _holder(p: _Phrase) -> str | None:
    """Return the name behind an office that is whole: `الناطق باسم المجلس سامر الراوي`.

    A definite noun ends the office, so that a bare word behind it begins a name.
    """
    ln = p.ln
    for k in range(p.first + 1, min(p.stop - 1, p.first + _LONGEST_OFFICE)):
        before, f = ln.forms[k - 1], ln.forms[k]
        closed = before.startswith(("ال", "لل")) or before.endswith(("ها", "هم"))
        closed = closed or ln.names[k - 1] is not None
        if not closed or ln.names[k] is not None or f.startswith("ال") or not _bare(ln, k):
            continue
        stop = next((j for j in range(k + 1, p.stop) if _office_begins(ln, j)), p.stop)
        rest = range(k, stop)
        if len(rest) <= _LONGEST_NAME and all(ln.words[j].is_word for j in rest):
            return ln.chars(k, stop).of(ln.text)
        return None
    return None


def _office_begins(ln: Line, j: int) -> bool:
    """Say whether a second office stands at word `j`, behind a comma or not."""
    return ln.forms[j] in COMMAS or any(r.kind == "role" for r in head(ln.forms[j]))


def _bare(ln: Line, k: int) -> bool:
    """Say whether a word may begin a name: no noun of a source, adjective, act or particle."""
    f = ln.forms[k]
    named = f == "علي" and ln.text[ln.words[k].end - 1] == "ي"
    if f[:1] in "لبك" and is_listed(f[1:]):
        return False
    plain = f.isalpha() and len(f) > 2 and not head(f) and not act(f) and not nisba(f)
    return named or (plain and f[0] != "و" and f[:2] not in {"لل", "با"} and f not in PREPOSITIONS)


def _paper(p: _Phrase, d: Discourse) -> tuple[SourceKind, str | None]:
    """Return the party behind its statement; any other paper speaks for itself."""
    if p.first + 1 < p.stop and p.ln.form(p.first + 1).removeprefix("ال") in _PRESS:
        return SourceKind.MEDIA, None
    if bare(p.form) not in {"بيان", "بيانات"}:
        return SourceKind.DOCUMENT, None
    named = p.named(Label.ORG) + p.named(Label.LOC)
    if named:
        return SourceKind.ORGANIZATION, named[0].name
    for k in range(p.first + 1, p.stop):
        if any(r.kind == "organization" for r in head(p.ln.forms[k])):
            return SourceKind.ORGANIZATION, _org_name(_phrase(p.ln, k, p.stop), d)
    if d.issuer:
        return SourceKind.ORGANIZATION, d.issuer
    bodies = {s.speaker for s in d.sources if s.kind is SourceKind.ORGANIZATION and s.speaker}
    one = bodies.pop() if len(bodies) == 1 else None
    return (SourceKind.ORGANIZATION, one) if one else (SourceKind.DOCUMENT, None)


def _org_name(p: _Phrase, d: Discourse) -> str | None:
    """Return a body's name: its own, that of the last body of its kind, or the words given."""
    orgs, places = p.named(Label.ORG), p.named(Label.LOC)
    if p.name is not None:
        return _joined_bodies(p) or p.name.name
    if p.form.endswith(("ته", "تها", "تهم")) and p.form not in heads():
        return None
    if orgs and not places:
        return orgs[0].name
    forms = p.ln.forms
    described = p.first + 1 < p.stop and nisba(forms[p.first + 1])
    alone = p.stop - p.start <= 2 and not places and not described
    if p.form.startswith(("ال", "لل")) and (
        alone or (p.stop < len(forms) and forms[p.stop] in RELATIVES)
    ):
        back = _same_kind(bare(p.form), p.span.start, d)
        if back:
            return back
    return p.text() or None


def _last_outlet(noun: str, before: int, d: Discourse) -> str | None:
    """Return the last name before an offset that stands behind an outlet's class noun."""
    for m in reversed(d.doc.mentions):
        if m.label is Label.ORG and m.span.end <= before:
            lead = key(d.doc.text[max(0, m.span.start - 14) : m.span.start]).replace('"', " ")
            if noun in {
                bare(w).removeprefix("ل") for w in [*lead.split()[-1:], *key(m.name).split()[:1]]
            }:
                return m.name
    return None


def _same_kind(noun: str, before: int, d: Discourse) -> str | None:
    """Return the last body named with a noun before an offset: الحركة → حركة النهوض."""
    for s in reversed(d.sources):
        if (
            s.kind is SourceKind.ORGANIZATION
            and s.speaker
            and s.head == noun
            and s.span.end <= before
        ):
            return s.speaker
    for m in reversed(d.doc.mentions):
        if m.label is Label.ORG and m.span.end <= before:
            lead = key(d.doc.text[max(0, m.span.start - 14) : m.span.start]).replace('"', " ")
            own = key(m.span.of(d.doc.text)).split()
            if noun in {bare(w) for w in [*lead.split()[-1:], *own]}:
                return m.name
    return None


def _mere_noun(m: Mention) -> bool:
    """Say whether a name is but the class noun of an outlet: `لوكالة`."""
    return (
        " " not in m.name
        and any(r.kind == "media" for r in head(key(m.name)))
        and (bare(key(m.name)).removeprefix("ل") in _OUTLET_NOUNS)
    )


def outlet_name(ln: Line, start: int, end: int, d: Discourse) -> str | None:
    """Return the name of an outlet spoken to or carrying: its name, else what is quoted.

    `للقناة` is the channel that the report named last.
    """
    names = [m for m in _names(ln, start, end, Label.ORG) if not _mere_noun(m)]
    if names:
        return names[0].name
    noun = bare(ln.forms[start])
    if end - start == 1 and ln.forms[start].startswith(("لل", "ال")):
        back = _last_outlet(noun, ln.words[start].start, d)
        if back:
            return back
    for k in range(start, end):
        if ln.forms[k] == '"' and k in ln.closes and ln.closes[k] > k + 1:
            return ln.chars(k + 1, ln.closes[k]).of(ln.text)
    if ln.form(start + 1) == "(" and ln.form(end - 1) == ")" and end - start > _LEAST_BRACKETS:
        return ln.chars(start + 2, end - 1).of(ln.text)
    text = " ".join(_unclitic(ln, start, end).of(ln.text).translate(_MARKS).split())
    return ("ال" + text[2:] if text.startswith("لل") else text) or None
