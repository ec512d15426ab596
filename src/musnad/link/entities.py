"""One name for one person, body or place across a case, only where that is certain.

Exact names fold together (hamza, diacritics, the article). A person's short name joins the
long one only where a single long name ends in it: first in its own report, then in the
case. Two people who share a family name are never merged.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from babel import Locale

from musnad.model import Document, Label
from musnad.text.normalize import key

_PARTICLES = frozenset({"ال", "ابو", "ابن", "بن", "عبد", "ام", "بو", "ولد"})


def bare(name: str) -> str:
    """Fold a name for comparison: hamza, diacritics and the article of each word dropped.

    >>> bare("الأمم المتّحدة") == bare("أمم متحدة")
    True
    """
    return " ".join(_without_article(w) for w in key(name).replace('"', "").split())


def _without_article(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


@dataclass(frozen=True, slots=True)
class Names:
    """The case's names: a folded name to its canonical one, per report and at large."""

    shown: dict[str, str]
    local: dict[tuple[str, str], str]

    def canonical(self, document: str, name: str) -> str:
        """Return the name to show for `name` as that report uses it."""
        folded = bare(name)
        folded = self.local.get((document, folded), folded)
        return self.shown.get(folded, name)

    def identity(self, document: str, name: str) -> str:
        """Return what two names of one thing have in common, for comparison only."""
        folded = bare(name)
        return self.local.get((document, folded), folded)


def names(documents: Iterable[Document]) -> Names:
    """Return the names of a case from the mentions, events and speakers of its reports."""
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    people: dict[str, set[str]] = {}
    for doc in documents:
        here = people.setdefault(doc.id, set())
        for mention in doc.mentions:
            spelled[bare(mention.name)][mention.name] += 1
            if mention.label is Label.PER:
                here.add(bare(mention.name))
        for event in doc.events:
            for name in (*event.participants, *((event.place,) if event.place else ())):
                spelled[bare(name)][name] += 1
        for said in doc.attributions:
            if said.speaker:
                spelled[bare(said.speaker)][said.speaker] += 1
    shown = {folded: min(forms, key=lambda f: (-forms[f], f)) for folded, forms in spelled.items()}
    return Names(shown, _short_names(people))


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
