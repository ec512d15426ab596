"""Exact-span scores of label sequences: precision, recall and F1 of each kind of name."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from musnad.model import Label

LABELS = {
    "PER": Label.PER,
    "PERS": Label.PER,
    "ORG": Label.ORG,
    "LOC": Label.LOC,
    "FAC": Label.LOC,
    "GPE": Label.LOC,
}
"""The kinds of name a file may use, and ours; any other is ignored."""


@dataclass(frozen=True, slots=True)
class Rates:
    """Precision, recall and F1, each 0 to 1."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Score:
    """The scores of all names together and of each kind."""

    overall: Rates
    labels: dict[str, Rates]


def spans(labels: Iterable[str]) -> Iterator[tuple[int, int, Label]]:
    """Yield the names that BIO labels mark, as word ranges; an `I-` after another kind begins one.

    >>> list(spans(["B-PERS", "I-PERS", "O", "I-GPE", "B-MISC"]))
    [(0, 2, <Label.PER: 'PER'>), (3, 4, <Label.LOC: 'LOC'>)]
    """
    start, kind = 0, None
    at = 0
    for at, label in enumerate((*labels, "O")):
        prefix, _, name = label.partition("-")
        now = LABELS.get(name) if prefix in {"B", "I"} else None
        if kind is not None and (prefix != "I" or now is not kind):
            yield start, at, kind
            kind = None
        if now is not None and kind is None:
            start, kind = at, now


def score(pairs: Iterable[tuple[Iterable[str], Iterable[str]]]) -> Score:
    """Return the scores of pairs of gold and found label sequences, by exact spans."""
    right: Counter[Label] = Counter()
    wanted: Counter[Label] = Counter()
    given: Counter[Label] = Counter()
    for gold, found in pairs:
        expected, got = set(spans(gold)), set(spans(found))
        right.update(s[2] for s in expected & got)
        wanted.update(s[2] for s in expected)
        given.update(s[2] for s in got)
    kinds = {k.value: _rates(right[k], given[k], wanted[k]) for k in Label if wanted[k] or given[k]}
    return Score(_rates(right.total(), given.total(), wanted.total()), kinds)


def _rates(right: int, given: int, wanted: int) -> Rates:
    precision = right / given if given else 0.0
    recall = right / wanted if wanted else 0.0
    both = precision + recall
    return Rates(precision, recall, 2 * precision * recall / both if both else 0.0)
