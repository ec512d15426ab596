"""Who speaks: the kind and the name behind a source, through the report's own words."""

from dataclasses import dataclass, field

from musnad.annotate.saying.nounphrases import Range
from musnad.annotate.saying.phrases import PREPOSITIONS, RELATIVES, Line, head, heads, nisba
from musnad.model import Document, Label, Mention, SourceKind, Span
from musnad.text.normalize import key

_BACK = 3
_CLASSES = frozenset({"منظمات", "شركات", "مجموعه", "مراكز", "هيئات", "جمعيات"})
_THEIR_HONOUR = frozenset({"سموه", "معاليه", "سعادته", "جلالته", "فخامته", "فضيلته", "سيادته"})
_MARKS = {ord(c): " " for c in '«»"“”'}
_SOLE = frozenset({"مبعوث", "موفد"})


@dataclass(frozen=True, slots=True)
class Source:
    """A source as found: its words, kind and name, and what its verb agreed with."""

    span: Span
    kind: SourceKind
    speaker: str | None
    head: str
    gender: str | None
    number: str | None
    sentence: int
    spoke: bool = True


Office = tuple[frozenset[str], str, int]


@dataclass(slots=True)
class Discourse:
    """What a report has said so far: its sources in order, its persons and parties by name.

    `unread` is the last sentence in which somebody spoke whom no rule could tell: a later
    verb without subject may mean that one, so no source before it is offered.
    """

    doc: Document
    people: dict[str, str]
    offices: list[Office]
    sources: list[Source] = field(default_factory=list)
    unread: int = -1

    @classmethod
    def of(cls, doc: Document) -> "Discourse":
        """Start the discourse of a document."""
        return cls(doc, _longest(doc), _offices(doc))

    def person(self, name: str) -> str:
        """Return the longest form of a person's name in the report."""
        return self.people.get(name, name)

    def last(
        self, gender: str | None, number: str | None, sentence: int, spoke: bool
    ) -> Source | None:
        """Return the source that a dropped subject in sentence `sentence` refers to.

        One who has not spoken counts only in the sentence before, and not where `spoke`.
        """
        for s in reversed(self.sources):
            if sentence - s.sentence > _BACK or s.sentence < self.unread:
                return None
            if not s.spoke and (spoke or sentence - s.sentence > 1):
                continue
            if agrees(s, gender, number):
                return s
        return None


def agrees(s: Source, gender: str | None, number: str | None) -> bool:
    """Say whether a dropped subject's verb form may refer to a source."""
    if gender and s.gender and s.number != "p" and gender != s.gender:
        return False
    if number in {"p", "d"}:
        return s.number in {"p", "d", None} or s.number == number
    return not (number == "s" and s.number == "p")


def _longest(doc: Document) -> dict[str, str]:
    names = {m.name for m in doc.mentions if m.label is Label.PER}
    words = {n: key(n).split() for n in names}
    out = {}
    for n in names:
        better = [m for m in names if len(words[m]) > len(words[n]) and _within(words[n], words[m])]
        out[n] = max(better, key=lambda m: (len(words[m]), m)) if better else n
    return out


def _within(short: list[str], long: list[str]) -> bool:
    """Say whether a name's words stand in a longer one in order, its last word or first kept."""
    rest = iter(long)
    return all(w in rest for w in short) and (short[-1] == long[-1] or short[0] == long[0])


def bare(form: str) -> str:
    """Return a folded word without article and the proclitics before it.

    >>> bare("للمبعوث"), bare("الوزير"), bare("وزير")
    ('مبعوث', 'وزير', 'وزير')
    """
    for lead in ("وال", "بال", "لل", "ال"):
        if form.startswith(lead) and len(form) - len(lead) > 2:
            return form[len(lead) :]
    return form


def _offices(doc: Document) -> list[Office]:
    """Return each person's office words, name and place, where the report gives them."""
    out: list[Office] = []
    for m in doc.mentions:
        if m.label is Label.PER:
            words = m.role.split() if m.role else _title_before(doc.text, m)
            if words:
                out.append((frozenset(bare(key(w)) for w in words), m.name, m.span.start))
    return out


def _title_before(text: str, m: Mention) -> list[str]:
    """Return the words of the title that runs up to a name, none if there is no title."""
    left = text[max(0, m.span.start - 110) : m.span.start]
    for mark in '\n.،,:؛()«»"“”':
        left = left.rsplit(mark, 1)[-1]
    words = left.split()
    for k, w in enumerate(words):
        if any(r.kind == "role" for r in head(key(w))):
            return words[k:]
    return []


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
        return " ".join(text.translate(_MARKS).split())

    def kinds(self) -> set[str]:
        """Return the kinds of source that the head noun may make."""
        return {r.kind for r in head(self.form)}

    def named(self, label: Label) -> list[Mention]:
        """Return the names in the phrase."""
        return _names(self.ln, self.start, self.stop, label)


def _phrase(ln: Line, start: int, end: int) -> _Phrase:
    stop = next((k for k in range(start, end) if ln.forms[k] in RELATIVES), end)
    first = start
    while first < stop - 1 and (not ln.words[first].is_word or _honours(ln, first)):
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
    if gender is None and p.name is None and p.word.endswith("ة"):
        gender = "f"
    return Source(p.span, kind, speaker, bare(p.form), gender, _number(p.form, kind), sentence)


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
    if f not in heads() and head(f) and not f.startswith("لل"):
        return Span(span.start + 1, span.end)
    return span


def _number(form: str, kind: SourceKind) -> str | None:
    rows = head(form)
    if any(r.kind == "pair" for r in rows) or (rows and form.endswith("ان")):
        return "d"
    if form.endswith(("ون", "ين")) and rows:
        return "p"
    return "s" if kind is SourceKind.PERSON else None


def _who(p: _Phrase, d: Discourse) -> tuple[SourceKind, str | None]:
    """Return kind and name of a source from its head noun and the names in it."""
    kinds = p.kinds()
    persons = p.named(Label.PER)
    if persons and (not kinds or kinds & {"role", "honorific"} or p.name in persons):
        return SourceKind.PERSON, _together(p.ln, persons, d)
    if "anonymous" in kinds and "role" not in kinds:
        return SourceKind.ANONYMOUS, None
    return _unnamed(p, kinds, d) or _body(p, kinds, d)


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
    if "media" in kinds:
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
    """Return the name of the last person, or of two where "and" joins them."""
    if len(persons) == 2:
        between = ln.text[persons[0].span.end : persons[1].span.start]
        words = key(between).split()
        if (words and words[0].startswith("و")) or words == ["و"] or between.strip() == "و":
            return f"{d.person(persons[0].name)} و{d.person(persons[1].name)}"
        return d.person(persons[0].name)
    return d.person(persons[-1].name)


def _pair(d: Discourse) -> tuple[SourceKind, str | None]:
    s = next((s for s in reversed(d.sources) if s.speaker and " و" in s.speaker), None)
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
    nxt = p.first + 1
    complement = nxt < p.stop and (ln.form(nxt).startswith("ال") or ln.names[nxt] is not None)
    own = (p.form.startswith("ال") or complement) and any(
        r.id == "role.state" for r in head(p.form)
    )
    return (SourceKind.PERSON if own else SourceKind.ANONYMOUS), None


def _paper(p: _Phrase, d: Discourse) -> tuple[SourceKind, str | None]:
    """Return the party behind its statement; any other paper speaks for itself."""
    if bare(p.form) not in {"بيان", "بيانات"}:
        return SourceKind.DOCUMENT, None
    named = p.named(Label.ORG) + p.named(Label.LOC)
    if named:
        return SourceKind.ORGANIZATION, named[0].name
    for k in range(p.first + 1, p.stop):
        if any(r.kind == "organization" for r in head(p.ln.forms[k])):
            return SourceKind.ORGANIZATION, _org_name(_phrase(p.ln, k, p.stop), d)
    s = next((s for s in reversed(d.sources) if s.kind is SourceKind.ORGANIZATION), None)
    return (s.kind, s.speaker) if s and s.speaker else (SourceKind.DOCUMENT, None)


def _org_name(p: _Phrase, d: Discourse) -> str | None:
    """Return a body's name: its own, that of the last body of its kind, or the words given."""
    orgs, places = p.named(Label.ORG), p.named(Label.LOC)
    if p.name is not None:
        return p.name.name
    if orgs and not places:
        return orgs[0].name
    forms = p.ln.forms
    alone = p.stop - p.start <= 2 and not places
    if p.form.startswith(("ال", "لل")) and (
        alone or (p.stop < len(forms) and forms[p.stop] in RELATIVES)
    ):
        back = _same_kind(bare(p.form), p.span.start, d)
        if back:
            return back
    return p.text() or None


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
            lead = d.doc.text[max(0, m.span.start - 14) : m.span.end]
            if noun in {bare(w) for w in key(lead).replace('"', " ").split()}:
                return m.name
    return None


def outlet_name(ln: Line, start: int, end: int) -> str | None:
    """Return the name of an outlet spoken to or carrying: its name, else what is quoted."""
    names = _names(ln, start, end, Label.ORG)
    if names:
        return names[0].name
    for k in range(start, end):
        if ln.forms[k] == '"' and k in ln.closes and ln.closes[k] > k + 1:
            return ln.chars(k + 1, ln.closes[k]).of(ln.text)
    span = _unclitic(ln, start, end)
    return " ".join(span.of(ln.text).translate(_MARKS).split()) or None
