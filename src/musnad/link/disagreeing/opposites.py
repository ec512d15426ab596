"""Whether two sentences on one subject can both hold: opposite words, one of them denied, numbers.

What is compared are two short texts alone, such as titles. Agreement is likeness: half of the
stems of both. Opposition is a word of one side of a row in one text and of the other side
in the other, a negation in one alone, or numbers of which none is the same.
"""

from enum import StrEnum
from functools import cache

from musnad import lexicon
from musnad.link.disagreeing.matching import stems
from musnad.link.disagreeing.words import hits, plain
from musnad.text.normalize import keys
from musnad.text.tokenize import tokens

_UNRELATED = 0.1  # share of both texts' stems under which two tell of other things
_ALIKE = 0.5  # the share from which they say the same


class Stance(StrEnum):
    """How one sentence stands to another."""

    AGREE = "agree"
    DISAGREE = "disagree"
    OTHER = "other"


class OppositeRow(lexicon.Row, frozen=True, kw_only=True):
    """Words that tell opposite things of one subject, side against side."""

    one: str
    other: str


@cache
def _sides() -> dict[str, tuple[tuple[str, bool], ...]]:
    """Return, for each folded word, its rows and on which side of them it stands."""
    out: dict[str, list[tuple[str, bool]]] = {}
    for row in lexicon.load("disagreements", "opposite", OppositeRow):
        for side, words in ((True, row.one), (False, row.other)):
            for word in keys(words):
                out.setdefault(word, []).append((row.id, side))
    return {word: tuple(found) for word, found in out.items()}


def sides(text: str) -> frozenset[tuple[str, bool]]:
    """Return the rows of which a text holds a word, each with the side."""
    return frozenset(
        found for t in tokens(text) for form in plain(t.form) for found in _sides().get(form, ())
    )


def fired(text: str) -> set[str]:
    """Return the ids of the rows of which a text holds a word."""
    return {row for row, _ in sides(text)}


def oppose(a: str, b: str) -> bool:
    """Say whether two texts on one subject tell opposite things.

    >>> oppose("ارتفعت أسعار القمح", "هبطت أسعار القمح")
    False
    >>> oppose("ارتفاع أسعار القمح", "انخفاض أسعار القمح")
    True
    """
    ours, theirs = sides(a), sides(b)
    if any(
        (row, not side) in theirs and (row, not side) not in ours for row, side in ours - theirs
    ):
        return True
    if bool(hits(tokens(a), "not")) != bool(hits(tokens(b), "not")):
        return True
    first, last = _numbers(a), _numbers(b)
    return bool(first and last) and not first & last


def _numbers(text: str) -> frozenset[str]:
    return frozenset(t.form for t in tokens(text) if t.form[0].isdigit())


def likeness(a: str, b: str) -> float:
    """Return the share of both texts' stems that both have (Jaccard), 0 to 1."""
    ours, theirs = stems(a), stems(b)
    return len(ours & theirs) / len(ours | theirs) if ours and theirs else 0.0


def stance(a: str, b: str) -> Stance:
    """Return how one text stands to another.

    >>> stance("وصول الوفد إلى نورابا", "مغادرة الوفد نورابا").value
    'disagree'
    """
    alike = likeness(a, b)
    if alike < _UNRELATED:
        return Stance.OTHER
    if oppose(a, b) or alike < _ALIKE:
        return Stance.DISAGREE
    return Stance.AGREE
