"""Who carried out an act: reports that make of him a man and a woman, one and two.

Compared is what a sentence says outright: the gender and number of whoever did it, and the age.
`The second bomber` and `one of the gunmen` say nothing of how many there were.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from musnad.annotate import numbers
from musnad.link.disagreeing.reading import Passages
from musnad.link.disagreeing.words import Hit, hits
from musnad.link.scenes import Scene
from musnad.link.tolls import act
from musnad.model import Document, Span
from musnad.text.tokenize import Token, tokens

_REACH = 8  # words between a person and what makes him the doer
_BEFORE = 2  # words before a doer in which `one of` stands
_AGE_REACH = 5
_AGE = frozenset({"عمر", "عمره", "عمرها", "العمر"})
_YEARS = frozenset({"عاما", "عام", "سنه"})
_ENDINGS = ("ين", "ان", "ات", "تين", "تان")
_CARRIES = frozenset({"حزام", "حزاما", "احزمه", "سياره"})  # what a suicide bomber carries
_TWO = frozenset({"اثنين", "اثنان", "اثنتين"})
_OLDEST = 100
_YOUNGEST = 5
_FAR_APART = 3  # years by which two ages surely differ


@dataclass(frozen=True, slots=True, order=True)
class Doer:
    """What is said of whoever did it; `None`: not said."""

    gender: str = ""
    number: int = 0
    age: int = 0

    def conflicts(self, other: "Doer") -> bool:
        """Say whether the two can't be one description.

        >>> Doer("f", 1, 20).conflicts(Doer("m", 1)), Doer("f", 1).conflicts(Doer("", 1, 30))
        (True, False)
        """
        if self.gender and other.gender and self.gender != other.gender:
            return True
        if self.number and other.number and self.number != other.number:
            return True
        return bool(self.age and other.age) and abs(self.age - other.age) >= _FAR_APART


def doers(read: Passages) -> Iterator[tuple[int, Span, Doer]]:
    """Yield each description of a doer: the number of its sentence, where it is, what it says."""
    for number, scene in enumerate(read.scenes):
        if scene.title or not read.doc.events:
            continue
        found = [h for h in hits(scene.words, "doer") if not _is_adjective(scene.words, h)]
        for hit in found:
            described = _described(read, scene, hit, found)
            if described:
                yield number, scene.words[hit.first].span, described


def fired(doc: Document) -> set[str]:
    """Return the ids of the rows that name a doer in a document."""
    words = tokens(doc.text)
    return {h.row.id for h in hits(words, "doer") if not _is_adjective(words, h)}


def _described(read: Passages, scene: Scene, hit: Hit, found: Sequence[Hit]) -> Doer | None:
    row, at = hit.row, hit.first
    one_of = scene.words[max(0, at - _BEFORE) : hit.last + 1]
    if hits(one_of, "doer_one_of"):
        return None
    if row.person and not _did_it(scene, hit, found):
        return None
    if row.plural:
        count = _how_many(read, scene, hit)
        return Doer(number=count) if count else None
    if not row.gender:
        return None
    return Doer(row.gender, row.number or 0, _age(read, scene, hit))


def _did_it(scene: Scene, hit: Hit, found: Sequence[Hit]) -> bool:
    """Say whether a person is told to be the doer: no `young` in `the young attacker`."""
    others = [h for h in found if not h.row.person and _near(hit, h)]
    if scene.words[hit.first].form.startswith("ال") and any(h.last == hit.first for h in others):
        return False
    return any(scene.acts or not h.row.weak for h in others)


def _near(a: Hit, b: Hit) -> bool:
    return b.first - a.last <= _REACH and a.first - b.last <= _REACH


def _is_adjective(words: Sequence[Token], hit: Hit) -> bool:
    """Say whether the word tells what kind of act it was: `a suicide attack`."""
    if not hit.first or hit.row.person:
        return False
    before = words[hit.first - 1].form
    forms = {before, *(before.removesuffix(end) for end in _ENDINGS)}
    return any(act(f) is not None for f in forms) or before in _CARRIES


def _how_many(read: Passages, scene: Scene, hit: Hit) -> int:
    after = scene.words[hit.last].form if hit.last < len(scene.words) else ""
    if after in _TWO:
        return 2
    span = scene.words[hit.first].span
    return next(
        (int(q.value) for q in read.doc.quantities if q.span.covers(span) and q.value > 1), 0
    )


def _age(read: Passages, scene: Scene, hit: Hit) -> int:
    """Return the age told after a person: `in the twentieth of his life`, `30 years old`."""
    last = min(len(scene.words), hit.last + _AGE_REACH)
    until = scene.words[min(len(scene.words), last + 3) - 1].end
    start = scene.words[hit.first].end
    for number in numbers.parse(read.doc.text[start:until]):
        if not _YOUNGEST <= number.value < _OLDEST:
            continue
        first, end = start + number.span.start, start + number.span.end
        before = [w.form for w in scene.words if w.end <= first][-2:]
        after = [w.form for w in scene.words if w.start >= end][:3]
        if (after[:1] and after[0] in _YEARS) or _AGE & {*before, *after}:
            return int(number.value)
    return 0
