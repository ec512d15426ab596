"""What each sentence of a report says of acts: which, where and on what day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from musnad.link.dates import shift
from musnad.link.entities import Names, bare, countries
from musnad.link.tolls import ActWord, act, compatible, is_territory, marks
from musnad.model import Document, Label, Sentence, Span, TimexType, ZoneKind
from musnad.text.tokenize import Token, proclitics, tokens

_COMMAS = frozenset({"،", ",", "؛", ";", "."})
_PREPOSITIONS = frozenset({"في", "على", "علي", "من", "الي", "عن", "مع", "قرب", "عند", "بين"})
_NEAR_REACH = 3  # words between `the border with` and a place that is not the scene
_RECENT = 10  # days before a report in which its news may have happened


class Place(NamedTuple):
    """A place named in a sentence; `near` says that it only tells where the scene is by."""

    span: Span
    id: str
    name: str
    near: bool

    @property
    def local(self) -> bool:
        """Say whether it is a town and the like, no country or territory."""
        return self.id not in countries() and not is_territory(self.name)


@dataclass(frozen=True, slots=True)
class Act:
    """An act named in a report; place and day are those of its own sentence, if any."""

    span: Span
    word: ActWord
    other: bool
    place: Place | None
    day: str | None

    @property
    def family(self) -> str:
        """The family that the act's word belongs to."""
        return self.word.row.family


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence: its words with their marks, and the acts, places and days it names."""

    span: Span
    title: bool
    words: tuple[Token, ...]
    marks: tuple[frozenset[str], ...]
    acts: tuple[Act, ...]
    places: tuple[Place, ...]
    days: tuple[tuple[Span, str], ...]

    def index(self, offset: int) -> int:
        """Return the number of the first word that ends after an offset."""
        return next((i for i, w in enumerate(self.words) if w.end > offset), len(self.words))

    def segment(self, span: Span) -> Span:
        """Return the stretch between commas that holds a range."""
        start, end = self.span.start, self.span.end
        for word in self.words:
            if word.form in _COMMAS:
                if word.end <= span.start:
                    start = word.end
                elif word.start >= span.end:
                    end = word.start
                    break
        return Span(start, end)

    def marked(self, name: str, within: Span | None = None) -> bool:
        """Say whether a mark stands in the sentence, or in a part of it."""
        return any(
            name in found and (within is None or within.covers(word.span))
            for word, found in zip(self.words, self.marks, strict=True)
        )


class Gazetteer:
    """The places of a case: those its reports mention, and what stands after `town of`."""

    def __init__(self, documents: Iterable[Document], names: Names) -> None:
        self._names = names
        self._first: dict[str, set[tuple[str, ...]]] = {}
        for doc in documents:
            for mention in doc.mentions:
                if mention.label is Label.LOC:
                    self._learn(tuple(t.form for t in tokens(mention.name)))
            for sentence in doc.sentences:
                for name in _after_class_nouns(tokens(doc.text, sentence.span)):
                    self._learn(name)

    def _learn(self, words: tuple[str, ...]) -> None:
        if words and len("".join(words)) > 3:
            self._first.setdefault(words[0], set()).add(words)

    def places(
        self, doc: Document, words: Sequence[Token], near: Sequence[frozenset[str]]
    ) -> tuple[Place, ...]:
        """Return the places that a sentence's words name, in order; `near` are its marks."""
        span = Span(words[0].start, words[-1].end) if words else Span(0, 0)
        found = {
            m.span: m.name
            for m in doc.mentions
            if m.label is Label.LOC and span.covers(m.span) and m.name
        }
        held = list(doc.mentions)
        for i, word in enumerate(words):
            here = self._at(words, i)
            if here:
                spelled = Span(word.start, words[i + here - 1].end)
                if not any(m.span.overlaps(spelled) for m in held if m.label is Label.LOC):
                    cut = len(word.form) - len(self._bare_first(words, i, here))
                    found[spelled] = doc.text[word.start + max(0, cut) : spelled.end]
        return tuple(
            Place(s, self._names.identity(doc.id, n), n, _is_near(words, near, s))
            for s, n in sorted(found.items())
        )

    def _at(self, words: Sequence[Token], i: int) -> int:
        """Return how many words from `i` on name a learned place; 0: none."""
        return max((len(n) for _, n in self._options(words, i)), default=0)

    def _bare_first(self, words: Sequence[Token], i: int, length: int) -> str:
        return next(rest for rest, n in self._options(words, i) if len(n) == length)

    def _options(self, words: Sequence[Token], i: int) -> list[tuple[str, tuple[str, ...]]]:
        return [
            (rest, name)
            for rest in _rests(words[i].form)
            if rest in self._first
            for name in sorted(self._first[rest])
            if tuple(w.form for w in words[i + 1 : i + len(name)]) == name[1:]
        ]


@lru_cache(maxsize=65536)
def _rests(form: str) -> tuple[str, ...]:
    """Return what is left of a folded word without each of its proclitics."""
    return tuple(rest for _, rest in proclitics(form))


def _after_class_nouns(words: Sequence[Token]) -> Iterable[tuple[str, ...]]:
    """Yield what `town of` and the like is followed by: a word, or two bound by an article."""
    found = marks(words)
    for i, here in enumerate(found[:-1]):
        first = words[i + 1].form
        if "class_noun" not in here or not words[i + 1].is_word or first[0].isdigit():
            continue
        if first.endswith(("يه", "يتين")) or len(first) < 2 or first in _PREPOSITIONS:
            continue
        second = words[i + 2].form if i + 2 < len(words) else ""
        bound = second.startswith("ال") and not second.endswith(("ي", "يه"))
        if first.startswith("ال"):
            yield (first,)
        elif bound and not second.startswith("الذي") and not second.startswith("التي"):
            yield (first, second)
        elif not second or second in _COMMAS:
            yield (first,)


def _is_near(words: Sequence[Token], found: Sequence[frozenset[str]], span: Span) -> bool:
    """Say whether a word of nearness leads a place, no `in` between: `at the border with`.

    A second name in brackets is as near as the first.
    """
    at = next(i for i, w in enumerate(words) if w.end > span.start)
    while at > 1 and words[at - 1].form == "(":
        at -= 1 + sum(words[j].is_word for j in range(max(0, at - 3), at - 1))
    for i in range(at - 1, max(0, at - _NEAR_REACH) - 1, -1):
        if words[i].form == "في":
            return False
        if "near" in found[i]:
            return True
    return False


def scenes(doc: Document, places: Gazetteer) -> tuple[Scene, ...]:
    """Return a report's sentences as scenes."""
    return tuple(_scene(doc, s, places) for s in doc.sentences)


def _scene(doc: Document, sentence: Sentence, gazetteer: Gazetteer) -> Scene:
    words = tokens(doc.text, sentence.span)
    found = marks(words)
    named = gazetteer.places(doc, words, found)
    days = _days(doc, sentence.span)
    title = sentence.zone in {ZoneKind.TITLE, ZoneKind.HEADING}
    acts = [(i, a) for i, w in enumerate(words) if (a := act(w.form))]
    out = []
    for n, (i, word) in enumerate(acts):
        apart = (j for j, a in acts[n + 1 :] if not compatible(word.row.family, a.row.family))
        until = words[j].start if (j := next(apart, None)) else sentence.span.end
        other = any("other" in f for f in found[i + 1 : i + 4])
        place = _scene_place(named, words[i].end, until)
        day = _nearest_day(doc, days, words[i].span)
        out.append(Act(words[i].span, word, other, place, day))
    return Scene(sentence.span, title, words, tuple(found), tuple(out), named, days)


def _scene_place(named: Sequence[Place], start: int, until: int) -> Place | None:
    """Return the first town named after an act and before the next, else the first country."""
    here = [p for p in named if start <= p.span.start < until and not p.near]
    return next((p for p in here if p.local), here[0] if here else None)


def _days(doc: Document, span: Span) -> tuple[tuple[Span, str], ...]:
    """Return the single days of a sentence on which something may have happened."""
    out = []
    for time in doc.timexes:
        if not span.covers(time.span) or time.type not in {TimexType.DATE, TimexType.TIME}:
            continue
        before = doc.text[span.start : time.span.start].split()[-1:]
        if before and bare(before[0]) in {"حتي", "منذ", "لغايه", "غايه"}:
            continue
        if time.earliest and time.earliest == time.latest:
            out.append((time.span, time.earliest))
    return tuple(out)


def _nearest_day(doc: Document, days: Sequence[tuple[Span, str]], span: Span) -> str | None:
    """Return the day nearest to an act, of those told in the same statement, if any are."""
    holding = [a.content for a in doc.attributions if a.content.covers(span)]
    content = min(holding, key=lambda c: c.end - c.start, default=None)
    inside = [d for d in days if content is None or content.covers(d[0])]
    known = [d for d in inside if not doc.published or d[1] <= doc.published]
    return min(known, key=lambda d: (abs(d[0].start - span.start), d[1]))[1] if known else None


def recent(doc: Document, day: str) -> bool:
    """Say whether a day lies among the last ones before a report."""
    if not doc.published:
        return False
    return shift(doc.published, -_RECENT) <= day <= doc.published
