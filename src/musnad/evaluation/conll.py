"""Exact-span scores of names in CoNLL files: precision, recall and F1 of each kind."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from musnad.annotate import names
from musnad.errors import UsageError
from musnad.model import Document, Label, Span, Zone, ZoneKind

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


def read(path: Path) -> list[list[tuple[str, str]]]:
    """Return the sentences of a file: word first and label last on a line, blank lines between.

    Raises:
        UsageError: when it can't be read, or a line has no label.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as e:
        raise UsageError(f"{path}: can't be read as UTF-8 text ({e}); check the path") from e
    out: list[list[tuple[str, str]]] = [[]]
    for number, line in enumerate(lines, 1):
        fields = line.split()
        if len(fields) > 1:
            out[-1].append((fields[0], fields[-1]))
        elif fields:
            raise UsageError(f"{path}: line {number} has no label; give a word and a label a line")
        elif out[-1]:
            out.append([])
    return [s for s in out if s]


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


def labelled(words: Sequence[str]) -> list[str]:
    """Return the labels that the names of a sentence, a report of its own, give its words."""
    text = " ".join(words)
    zones = (Zone(Span(0, len(text)), ZoneKind.BODY),)
    found = names.annotate(Document(id="", path="", text=text, lang="ar", zones=zones)).mentions
    out, at = [], 0
    for word in words:
        end = at + len(word)
        name = next((m for m in found if m.span.start < end and at < m.span.end), None)
        begins = name is not None and name.span.start >= at
        out.append(f"{'B' if begins else 'I'}-{name.label}" if name else "O")
        at = end + 1
    return out


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
