"""Entities across reports against a gold set: B³ over mentions.

Source: A. Bagga and B. Baldwin, "Algorithms for Scoring Coreference Chains" (1998). It is end to
end: a mention that only the gold has counts as recall 0, one that only the program has as
precision 0.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
import regex
import yaml
from rich.table import Table

from musnad import model, pipeline
from musnad.errors import GoldError
from musnad.ingest import files
from musnad.jsonl import Json
from musnad.link.entities import Names, names
from musnad.model import Document, Label, Span

_BEFORE = "(?<![\\p{L}\\p{M}])(?:[وف]?[بلك]?)"
_AFTER = "(?![\\p{L}\\p{M}])"
Mention = tuple[str, int, int]
"""A report's file name and the range of its text."""


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An entity: its surfaces by the number that a report's file name begins with."""

    name: str
    kind: Label
    reports: dict[str, tuple[str, ...]] = msgspec.field(name="in")


class Page(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A gold file: the reports' folder, what is no part of them, the entities."""

    docs: str
    entities: tuple[Entry, ...]
    outside: dict[str, tuple[str, ...]] = msgspec.field(name="not", default_factory=dict)


@dataclass(frozen=True, slots=True)
class Score:
    """B³: precision and recall of mentions, how many the gold has and how many were found."""

    precision: float
    recall: float
    gold: int
    found: int

    @property
    def f1(self) -> float:
        """Return their harmonic mean, 0 where both are."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Scores:
    """B³ from text to entities, and of linking alone, given the gold's mentions."""

    whole: Score
    linking: Score


def scores(path: Path) -> Scores:
    """Annotate and link the reports of a gold file, and score the entities.

    Raises:
        GoldError: when the gold file can't be used.
    """
    page = load(path)
    docs = [pipeline.annotate(files.read(p)) for p in sorted((path.parent / page.docs).iterdir())]
    gold, known = mentions(page, docs), given(docs, page)
    return Scores(
        b_cubed(gold, linked(docs, names(docs))), b_cubed(gold, linked(known, names(known)))
    )


def as_json(scores: Scores) -> dict[str, Json]:
    """Return scores as plain values."""
    return {name: _rates(score) for name, score in _named(scores)}


def table(scores: Scores) -> Table:
    """Return scores as a table for the terminal."""
    out = Table("entities", "precision", "recall", "B³ F1", "mentions", "found")
    for name, s in _named(scores):
        out.add_row(
            name, *(f"{x:.3f}" for x in (s.precision, s.recall, s.f1)), str(s.gold), str(s.found)
        )
    return out


def _named(scores: Scores) -> tuple[tuple[str, Score], ...]:
    return (("whole", scores.whole), ("linking alone", scores.linking))


def _rates(s: Score) -> dict[str, Json]:
    rates = {"precision": s.precision, "recall": s.recall, "f1": s.f1}
    return {**{n: round(x, 4) for n, x in rates.items()}, "gold": s.gold, "found": s.found}


def load(path: Path) -> Page:
    """Return a gold file.

    Raises:
        GoldError: naming the file and what is wrong with it.
    """
    try:
        raw = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
        return msgspec.convert(raw, Page, strict=False)
    except (OSError, yaml.YAMLError, msgspec.ValidationError) as e:
        raise GoldError(f"{path}: {e}; see docs/evaluation.md for the format") from e


def mentions(page: Page, documents: Iterable[Document]) -> dict[Mention, str]:
    """Return every gold mention with its entity's name.

    Raises:
        GoldError: naming a report's surface that its text does not hold, or that two entities
            have there.
    """
    out: dict[Mention, str] = {}
    for doc in documents:
        file = Path(doc.path).name
        found: dict[str, str] = {}
        for entry in page.entities:
            for surface in entry.reports.get(file[:2], ()):
                if found.setdefault(surface, entry.name) != entry.name:
                    raise GoldError(f"{file}: {surface} is of two entities; give it one")
        outside = [s for words in page.outside.get(file, ()) for s in _places(words, doc.text)]
        taken: list[Span] = list(outside)
        for surface in sorted(found, key=lambda s: (-len(s), s)):
            here = [s for s in _places(surface, doc.text) if not any(map(s.overlaps, taken))]
            if not here:
                raise GoldError(f"{file}: does not hold {surface}; quote the text exactly")
            taken += here
            out |= {(file, s.start, s.end): found[surface] for s in here}
    return out


def _places(surface: str, text: str) -> Iterator[Span]:
    """Yield where a surface stands as words of its own, proclitics before it left out."""
    words = r"\s+".join(map(regex.escape, surface.split()))
    if surface.startswith("ال"):
        words = f"(?:{words}|لل{words[2:]})"
    for match in regex.finditer(f"{_BEFORE}(?P<name>{words}){_AFTER}", text):
        yield Span(match.start("name"), match.end("name"))


def linked(documents: Iterable[Document], known: Names) -> dict[Mention, str]:
    """Return every mention that was found with the identity it was given."""
    return {
        (Path(doc.path).name, m.span.start, m.span.end): known.identity(doc.id, m.name)
        for doc in documents
        for m in doc.mentions
    }


def given(documents: Iterable[Document], page: Page) -> tuple[Document, ...]:
    """Return the reports with the gold's mentions in place of those found, for linking alone.

    A mention's name is its surface: nothing of the gold's sets is told.
    """
    docs = tuple(documents)
    kinds = {e.name: e.kind for e in page.entities}
    told = mentions(page, docs)
    out = []
    for doc in docs:
        file = Path(doc.path).name
        spans = [(Span(start, end), kinds[e]) for (of, start, end), e in told.items() if of == file]
        made = [model.Mention(s, kind, _name(s.of(doc.text))) for s, kind in sorted(spans)]
        out.append(replace(doc, mentions=tuple(made)))
    return tuple(out)


def _name(surface: str) -> str:
    words = " ".join(surface.split())
    return f"ال{words[2:]}" if words.startswith("لل") else words


def b_cubed(gold: Mapping[Mention, str], found: Mapping[Mention, str]) -> Score:
    """Score sets of mentions; a mention is the same where the ranges overlap.

    Of several that overlap one of the gold, the one that shares most of it is taken.
    """
    same = dict(_pairs(gold, found))
    other = {g: f for f, g in same.items()}
    return Score(
        precision=_mean(found, same, gold),
        recall=_mean(gold, other, found),
        gold=len(gold),
        found=len(same),
    )


def _mean(
    of: Mapping[Mention, str], same: Mapping[Mention, Mention], against: Mapping[Mention, str]
) -> float:
    """Return the mean share of a mention's set that the other side has in one set with it."""
    sizes = Counter(of.values())
    both = Counter((of[m], against[n]) for m, n in same.items())
    shares = [both[of[m], against[same[m]]] / sizes[of[m]] if m in same else 0.0 for m in of]
    return sum(shares) / len(shares) if shares else 0.0


def _pairs(
    gold: Mapping[Mention, str], found: Mapping[Mention, str]
) -> Iterator[tuple[Mention, Mention]]:
    """Yield found mentions with the gold one that each is, one to one."""
    taken: set[Mention] = set()
    overlaps = sorted(
        (
            (-min(f[2], g[2]) + max(f[1], g[1]), f, g)
            for f in found
            for g in gold
            if f[0] == g[0] and f[1] < g[2] and g[1] < f[2]
        ),
    )
    for _, f, g in overlaps:
        if f not in taken and g not in taken:
            taken |= {f, g}
            yield f, g
