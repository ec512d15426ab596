"""One name for one person, body or place across a case, only where that is certain.

Exact names fold together (hamza, diacritics, the article), and a spelling goes with the
normal form that the reports' mentions always give it. A person's short name joins the
long one only where a single long name ends in it: first in its own report, then in the
case. Two people who share a family name are never merged.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from babel import Locale

from musnad.model import Document, Label
from musnad.text.normalize import key

_MARKS = str.maketrans({'"': "", ".": " "})
_PARTICLES = frozenset({"ال", "ابو", "ابن", "بن", "عبد", "ام", "بو", "ولد"})


def bare(name: str) -> str:
    """Fold a name for comparison: hamza, diacritics, marks and each word's article dropped.

    >>> bare("الأمم المتّحدة") == bare("أمم متحدة"), bare("أ.ف.ب") == bare("أ ف ب")
    (True, True)
    """
    return " ".join(_without_article(w) for w in key(name).translate(_MARKS).split())


def _without_article(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


@dataclass(frozen=True, slots=True)
class Names:
    """The case's names: what each is one with, per report and at large, and how to show it.

    `normal` takes a spelling to the normal form that the reports' mentions give it, `local`
    a person's short name in one report to the long one; `shown` holds the usual spelling;
    `known` are the identities that some report has as a name, and the countries.
    """

    known: frozenset[str]
    shown: dict[str, str]
    normal: dict[str, str]
    local: dict[tuple[str, str], str]

    def identity(self, document: str, name: str) -> str:
        """Return what two names of one thing have in common, for comparison only."""
        folded = bare(name)
        folded = self.normal.get(folded, folded)
        return self.local.get((document, folded), folded)

    def canonical(self, document: str, name: str) -> str:
        """Return the name to show for `name` as that report uses it."""
        return self.shown.get(self.identity(document, name), name)


def names(documents: Iterable[Document]) -> Names:
    """Return the names of a case from the mentions, events and speakers of its reports."""
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    forms: dict[str, set[str]] = defaultdict(set)
    people: dict[str, set[str]] = {}
    for doc in documents:
        here = people.setdefault(doc.id, set())
        for mention in doc.mentions:
            folded = bare(mention.name)
            spelled[folded][mention.name] += 1
            forms[bare(mention.span.of(doc.text))].add(folded)
            if mention.label is Label.PER:
                here.add(folded)
        for name in _named(doc):
            spelled[bare(name)][name] += 1
    shown = {
        folded: min(counts, key=lambda f: (-counts[f], f)) for folded, counts in spelled.items()
    }
    normal = {form: next(iter(one)) for form, one in forms.items() if len(one) == 1}
    known = countries().union(*forms.values())
    return Names(known, shown, normal, _short_names(people))


def _named(doc: Document) -> Iterator[str]:
    """Yield the names that events and statements give."""
    for event in doc.events:
        yield from event.participants
        if event.place:
            yield event.place
    yield from (said.speaker for said in doc.attributions if said.speaker)


def _short_names(people: dict[str, set[str]]) -> dict[tuple[str, str], str]:
    at_large = _tails(set().union(*people.values()) if people else set())
    local: dict[tuple[str, str], str] = {}
    for document, here in people.items():
        within = _tails(here)
        for short in here:
            longs = at_large.get(short, set())
            if len(longs) > 1:
                longs = within.get(short, set())
            if len(longs) == 1:
                local[document, short] = next(iter(longs))
    return local


def _tails(full_names: set[str]) -> dict[str, set[str]]:
    """Map every proper tail of the names to the longest names that end in it."""
    tails: dict[str, set[str]] = defaultdict(set)
    for full in sorted(full_names):
        words = full.split()
        for i in range(1, len(words)):
            if words[i - 1] not in _PARTICLES:
                tails[" ".join(words[i:])].add(full)
    return {short: _maximal(longs) for short, longs in tails.items()}


def _maximal(longs: set[str]) -> set[str]:
    return {a for a in longs if not any(b != a and b.endswith(" " + a) for b in longs)}


@cache
def countries() -> frozenset[str]:
    """Return the identities of all countries and territories (CLDR)."""
    return frozenset(bare(name) for name in Locale("ar").territories.values())
