"""How well linking tells a story: happenings, copies, figures and disagreements against gold.

A gold story is a folder with `links.yaml` and its reports, in `docs/` or in the folder that the
key `docs` names. Reports are named by their file's name up to its first `_`. The keys, all but
`docs` optional:

    docs: ../../examples/talks
    happenings:    [{id, type, date, place, who, status, mentions: [[doc, words]],
                     origins: [name], origins_min, origins_max}]
    copies:        [{docs: [doc], grade, root}]
    figures:       [{measure, population, place, event, points: [[doc, value, words]]}]
    disagreements: [{kind, sides: [[doc, words]]}]

Mentions are scored by B-cubed (Bagga & Baldwin 1998): a mention is found where a sentence of an
entry holds its words; of several entries that do, the one that shares most with its happening
counts, and a mention not found is alone.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TypeAlias

import msgspec
import yaml

from musnad.errors import GoldError
from musnad.evaluation.words import squeezed
from musnad.model import Document, EventType, Evidence, Links

_Quoted: TypeAlias = tuple[str, str]


class Happened(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that happened and every sentence that tells it."""

    id: str
    type: EventType
    mentions: tuple[_Quoted, ...]
    date: str | None = None
    place: str | None = None
    who: tuple[str, ...] = ()
    status: str | None = None
    origins: tuple[str, ...] = ()
    origins_min: int = 1
    origins_max: int = 1


class Copied(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Reports that share text."""

    docs: tuple[str, ...]
    grade: str | None = None
    root: str | None = None


class Counted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Figures that count the same thing."""

    measure: str
    points: tuple[tuple[str, float, str], ...]
    population: str | None = None
    place: str | None = None
    event: str | None = None


class Disputed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Accounts that can't both hold."""

    kind: str
    sides: tuple[_Quoted, ...]


class StoryGold(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A gold story as it stands in its file."""

    docs: str = "docs"
    happenings: tuple[Happened, ...] = ()
    copies: tuple[Copied, ...] = ()
    figures: tuple[Counted, ...] = ()
    disagreements: tuple[Disputed, ...] = ()


@dataclass(frozen=True, slots=True)
class Rates:
    """Precision, recall and F1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Part:
    """So many right, of so many."""

    right: int
    of: int

    @property
    def share(self) -> float:
        """The share that is right; of nothing, all is."""
        return self.right / self.of if self.of else 1.0


@dataclass(frozen=True, slots=True)
class LinkScores:
    """The scores of one story.

    `mentions` are those found, `happenings` B-cubed over them; `types`, `dates` and `origins`
    are of the happenings found; `copies` are pairs of reports, `figures` points in the right
    series, `disagreements` those found, `shown` how many are shown in all.
    """

    mentions: Part
    happenings: Rates
    types: Part
    dates: Part
    origins: Part
    copies: Rates
    figures: Part
    disagreements: Part
    shown: int


def load(folder: Path) -> tuple[StoryGold, Path]:
    """Read a gold story; return it with the folder of its reports.

    Raises:
        GoldError: when `links.yaml` can't be read or is no such file.
    """
    path = folder / "links.yaml"
    try:
        raw = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        gold = msgspec.convert(raw, StoryGold, strict=False)
    except (OSError, yaml.YAMLError, UnicodeDecodeError, msgspec.ValidationError) as e:
        problem = " ".join(str(e).split())
        raise GoldError(f"{path}: {problem}; see docs/evaluation.md for its keys") from e
    docs = folder / gold.docs
    if not docs.is_dir():
        raise GoldError(f"{path}: no folder {docs}; name the reports' folder in its key `docs`")
    return gold, docs


def check(gold: StoryGold, documents: Iterable[Document]) -> None:
    """Check that every quotation stands in its report.

    Raises:
        GoldError: naming the quotations that don't, and reports that are missing.
    """
    texts = {_short(d.path): squeezed(d.text) for d in documents}
    quoted = [(h.id, q) for h in gold.happenings for q in h.mentions]
    quoted += [("figures", (d, w)) for f in gold.figures for d, _, w in f.points]
    quoted += [("disagreements", q) for x in gold.disagreements for q in x.sides]
    quoted += [("copies", (d, "")) for c in gold.copies for d in c.docs]
    wrong = [
        f"{where}: {doc}: {words}" if doc in texts else f"{where}: no report {doc}"
        for where, (doc, words) in quoted
        if squeezed(words) not in texts.get(doc, "\0")
    ]
    if wrong:
        raise GoldError(f"links.yaml: not as the reports have it: {'; '.join(wrong)}")


def score(gold: StoryGold, links: Links) -> LinkScores:
    """Return how well links tell a gold story."""
    entries = [[_read(e) for e in h.evidence] for h in links.happenings]
    found = _found(gold, entries)
    picks = _picks(found)
    told = _told(gold, picks)
    held = [(h, links.happenings[told[n]]) for n, h in enumerate(gold.happenings) if n in told]
    stated = [(h, e.origins) for h, e in held if e.origins]
    return LinkScores(
        mentions=Part(sum(bool(f) for f in found.values()), len(found)),
        happenings=_b_cubed(picks),
        types=Part(sum(h.type is e.type for h, e in held), len(held)),
        dates=Part(sum(_same_date(h.date, e.date) for h, e in held), len(held)),
        origins=Part(
            sum(h.origins_min <= o.least <= h.origins_max for h, o in stated), len(stated)
        ),
        copies=_pairs(gold, links),
        figures=_points(gold, links),
        disagreements=_disputed(gold, links),
        shown=len(links.disagreements),
    )


_Mention: TypeAlias = tuple[int, int]
_Pick: TypeAlias = "int | _Mention"


def _short(document: str) -> str:
    return Path(document).name.split("_")[0].split(".")[0]


def _read(e: Evidence) -> _Quoted:
    return _short(e.document), squeezed(e.text)


def _hits(quoted: _Quoted, evidence: Iterable[_Quoted]) -> bool:
    doc, words = quoted[0], squeezed(quoted[1])
    return any(
        doc == d and bool(words) and (words in text or (bool(text) and text in words))
        for d, text in evidence
    )


def _found(gold: StoryGold, entries: Sequence[Sequence[_Quoted]]) -> dict[_Mention, list[int]]:
    """Return the entries that tell each gold mention, which is (happening, mention)."""
    return {
        (n, k): [i for i, entry in enumerate(entries) if _hits(quoted, entry)]
        for n, h in enumerate(gold.happenings)
        for k, quoted in enumerate(h.mentions)
    }


def _picks(found: dict[_Mention, list[int]]) -> dict[_Mention, _Pick]:
    """Return the entry of each mention: of several, the one shared most with its happening."""
    shared = Counter((m[0], i) for m, entries in found.items() for i in entries)
    return {
        m: max(entries, key=lambda i: shared[m[0], i]) if entries else m
        for m, entries in found.items()
    }


def _b_cubed(picks: dict[_Mention, _Pick]) -> Rates:
    if not picks:
        return Rates(1.0, 1.0)
    of_entry, of_gold = Counter(picks.values()), Counter(n for n, _ in picks)
    both = Counter((m[0], pick) for m, pick in picks.items())
    precision = sum(both[m[0], p] / of_entry[p] for m, p in picks.items()) / len(picks)
    recall = sum(both[m[0], p] / of_gold[m[0]] for m, p in picks.items()) / len(picks)
    return Rates(precision, recall)


def _told(gold: StoryGold, picks: dict[_Mention, _Pick]) -> dict[int, int]:
    """Return the entry that most mentions of each happening are in."""
    out: dict[int, int] = {}
    for n in range(len(gold.happenings)):
        entries = [p for m, p in picks.items() if m[0] == n and isinstance(p, int)]
        if entries:
            counts = Counter(entries)
            out[n] = max(set(entries), key=lambda i: counts[i])
    return out


def _same_date(gold: str | None, found: str | None) -> bool:
    return gold is None if not found else bool(gold) and found[: len(gold or "")] == gold


def _pairs(gold: StoryGold, links: Links) -> Rates:
    wanted = {frozenset(p) for c in gold.copies for p in combinations(c.docs, 2)}
    found = {
        frozenset(p)
        for g in links.copies
        for p in combinations({_short(m.document) for m in g.members}, 2)
    }
    right = len(wanted & found)
    return Rates(
        right / len(found) if found else float(not wanted),
        right / len(wanted) if wanted else float(not found),
    )


def _points(gold: StoryGold, links: Links) -> Part:
    series = [{(_short(p.document), p.value) for p in s.points} for s in links.series]
    right = total = 0
    for one in gold.figures:
        points = [(doc, value) for doc, value, _ in one.points]
        right += max((sum(p in s for p in points) for s in series), default=0)
        total += len(points)
    return Part(right, total)


def _disputed(gold: StoryGold, links: Links) -> Part:
    shown = [[_read(e) for side in d.sides for e in side] for d in links.disagreements]
    right = sum(
        any(sum(_hits(side, evidence) for side in x.sides) > 1 for evidence in shown)
        for x in gold.disagreements
    )
    return Part(right, len(gold.disagreements))
