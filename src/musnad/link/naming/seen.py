"""What a case's reports show of names: spellings, kinds, roles, and who stands beside whom."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from musnad.annotate.naming.gazetteer import demonym_row
from musnad.annotate.naming.listed import capital_of, folded, states
from musnad.link.naming.bodies import is_stateless, namesake
from musnad.model import Document, Label, Mention
from musnad.text.normalize import bare
from musnad.text.tokenize import tokens

_BRACKET = re.compile(r"[»\"”]?\s*[(\[]\s*")
_LEAST, _LEAD = 2, 2  # a report is on a state named so often, and so many times more than another


@dataclass(slots=True)
class Seen:
    """The names of all reports, sign, with what tells whose they are.

    `reports` are each name's mentions by report; `surfaces` the words that stand for it there;
    `forms` the names that words are given; `roles` the titles by name and day; `beside` the
    pairs `long (short)`; `states` the state that a report is chiefly about, where one of its
    names needs it; `acting` the names of parties and speakers by report.
    """

    kinds: dict[str, Counter[Label]] = field(default_factory=lambda: defaultdict(Counter))
    spelled: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    reports: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    surfaces: dict[tuple[str, str], Counter[str]] = field(
        default_factory=lambda: defaultdict(Counter)
    )
    forms: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    roles: dict[tuple[str, str], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    beside: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    states: dict[str, str | None] = field(default_factory=dict)
    acting: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    published: dict[str, str | None] = field(default_factory=dict)
    people: dict[str, set[str]] = field(default_factory=dict)
    names: dict[str, set[str]] = field(default_factory=dict)
    others: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def sign(self, name: str) -> str:
        """Return a name folded: a noun that is no name (`الانتحاري`) without its article."""
        sign = folded(name)
        return sign if sign in self.kinds else bare(name)

    def usual(self, name: str) -> str:
        """Return a folded name as reports mostly spell it, itself where none has it."""
        counts = self.spelled.get(name)
        return min(counts, key=lambda s: (-counts[s], s)) if counts else name

    def kind(self, name: str) -> Label | None:
        """Return what reports mostly take a name for, `None` where none mentions it."""
        counts = self.kinds.get(name)
        return min(counts, key=lambda k: (-counts[k], k)) if counts else None


def look_at(documents: Iterable[Document]) -> Seen:
    """Return what the reports show of their names; each report is read once."""
    seen = Seen()
    named: list[tuple[str, str, bool]] = []
    for doc in documents:
        _mentions(doc, seen)
        named += [(doc.id, name, acts) for name, acts in _named(doc)]
    for document, name, acts in named:
        sign = seen.sign(name)
        seen.spelled[sign][name] += 1
        seen.others[document].add(sign)
        if acts:
            seen.acting[sign].add(document)
    return seen


def _mentions(doc: Document, seen: Seen) -> None:
    people, all_names = seen.people.setdefault(doc.id, set()), seen.names.setdefault(doc.id, set())
    seen.published[doc.id] = doc.published
    needs_state = False
    before: Mention | None = None
    for mention in doc.mentions:
        sign = folded(mention.name)
        if not sign:
            continue
        surface = _surface(mention, doc.text)
        seen.spelled[sign][mention.name] += 1
        seen.kinds[sign][mention.label] += 1
        seen.reports[sign][doc.id] += 1
        seen.surfaces[doc.id, sign][surface] += 1
        seen.forms[folded(surface)].add(sign)
        if mention.role:
            seen.roles[doc.id, sign][" ".join(mention.role.split())] += 1
        if mention.label is Label.PER:
            people.add(sign)
        all_names.add(sign)
        needs_state |= is_stateless(sign) or namesake(sign) is not None
        if before and _BRACKET.fullmatch(doc.text[before.span.end : mention.span.start]):
            seen.beside[folded(before.name), sign].add(doc.id)
        before = mention
    if needs_state:
        seen.states[doc.id] = main_state(doc.text)


def _surface(mention: Mention, text: str) -> str:
    """Return a mention's words, the name itself where they differ in marks and spaces alone."""
    words = " ".join(mention.span.of(text).split())
    if words.startswith("لل"):
        words = "ال" + words[2:]
    return mention.name if bare(words) == bare(mention.name) else words


def _named(doc: Document) -> Iterator[tuple[str, bool]]:
    """Yield the names that events and statements give, and whether they act."""
    for event in doc.events:
        yield from ((name, True) for name in event.participants)
        if event.place:
            yield event.place, False
    yield from ((said.speaker, True) for said in doc.attributions if said.speaker)


def main_state(text: str) -> str | None:
    """Return the state that a text is chiefly about, by its name, adjectives and capital.

    >>> main_state("قالت الشرطة المصرية إن الطريق من القاهرة إلى السويس آمن.")
    'مصر'
    """
    counts: Counter[str] = Counter()
    for token in tokens(text):
        found = demonym_row(token.form)
        word = bare(token.form)
        if found:
            counts[bare(found[0])] += 1
        elif word in states():
            counts[word] += 1
        elif capital := capital_of(word):
            counts[bare(capital)] += 1
    (state, most), (_, second) = [*counts.most_common(2), ("", 0), ("", 0)][:2]
    return state if most >= _LEAST and most >= _LEAD * second else None
