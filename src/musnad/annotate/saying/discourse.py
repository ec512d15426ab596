"""What a report has said so far: who spoke, in order, and who holds which office."""

from dataclasses import dataclass, field

from musnad.annotate.saying.nouns import head
from musnad.model import Document, Label, Mention, SourceKind, Span, Unnamed
from musnad.text.normalize import key, keys

_BACK = 3
_NO_TITLE = keys("مع إلى من عن على في بين و أو بأن أن إن")
_COLLECTIVE = keys(
    "عدد بعض عدة غالبية معظم أغلب عشرات مئات مجموعة كثير العديد قبائل أهالي أبناء أفراد"
)


@dataclass(frozen=True, slots=True)
class Source:
    """A source as found: its words, kind and name, and what its verb agreed with.

    `role`, `unnamed` and `introduced` are as in `musnad.model.Attribution`.
    """

    span: Span
    kind: SourceKind
    speaker: str | None
    head: str
    gender: str | None
    number: str | None
    sentence: int
    spoke: bool = True
    role: str | None = None
    unnamed: Unnamed | None = None
    introduced: Span | None = None


Office = tuple[frozenset[str], str, int]


@dataclass(slots=True)
class Discourse:
    """What a report has said so far: its sources in order, its persons and parties by name.

    `unread` is the last sentence in which somebody spoke whom no rule could tell: a later
    verb without subject may mean that one, so no source before it is offered. `overheard` is
    the last in which another than its subject spoke: its subject is none for what follows.
    `issuer` is the last body that spoke in a statement on paper: the one behind `البيان`.
    """

    doc: Document
    people: dict[str, str]
    offices: list[Office]
    sources: list[Source] = field(default_factory=list)
    unread: int = -1
    overheard: int = -1
    issuer: str | None = None
    roles: dict[str, str] = field(default_factory=dict)

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


def agrees(s: Source, gender: str | None, number: str | None, participle: bool = False) -> bool:
    """Say whether a dropped subject's verb form may refer to a source."""
    if gender and s.gender and s.number != "p" and gender != s.gender:
        return False
    if number in {"p", "d"}:
        many = s.head.endswith(("ون", "ين", "يون")) or s.head in _COLLECTIVE
        return s.number in {"p", "d"} or (s.number is None and (many or not participle))
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
    if words and key(words[-1]) in _NO_TITLE:
        return []  # استعرض الملك مع شكري
    for k, w in enumerate(words):
        if any(r.kind == "role" for r in head(key(w))):
            return words[k:]
    return []
