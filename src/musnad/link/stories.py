"""Which reports tell one story: grouped by whom and what they speak of, one report after another.

Reports are read in order of publication, as topic detection does (Allan et al. 1998, TDT): each
joins the story that it is most like, if it is like one, else it begins one. Likeness is the
cosine of what is named, weighted by how rare it is in the case; happenings and text that reports
share weigh most. Then each report is placed once more, now that all stories are known, and
stories that are alike become one.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log, sqrt

from musnad.link.dates import days_between
from musnad.link.entities import Names
from musnad.link.wording import content
from musnad.model import CopyGroup, Document, Happening, Story, ZoneKind

_LIKE = 0.15  # likeness of a report to a story that it joins
_ONE = 0.3  # likeness of two stories that are one
_GAP = 60  # days after a story's last report in which it goes on
_LEAD = 2  # sentences after the title that say what a report is about
_SHARED = 3  # how often a shared happening or text counts, against a name
_NAMED = 6  # names that a story is shown by
_WIDEST = 200  # stories that share a name so common that it leads to none

_Vector = Mapping[str, float]


@dataclass(slots=True, eq=False)
class _Group:
    """The reports of a story so far, by number, and the sum of their vectors."""

    documents: list[int] = field(default_factory=list)
    total: Counter[str] = field(default_factory=Counter)
    first: str | None = None
    last: str | None = None

    @property
    def size(self) -> float:
        """The length of the story's vector."""
        return sqrt(sum(w * w for w in self.total.values()))

    def near(self, published: str | None) -> bool:
        """Say whether a report comes soon enough after the story's last one."""
        if not (published and self.first and self.last):
            return True
        before, after = days_between(published, self.first), days_between(self.last, published)
        return max(before, after) <= _GAP

    def add(self, number: int, vector: _Vector, published: str | None) -> None:
        """Take a report in."""
        self.documents.append(number)
        self.total.update(vector)
        self.first = min(filter(None, (self.first, published)), default=None)
        self.last = max(filter(None, (self.last, published)), default=None)


class _Index:
    """Stories by the features that lead to them."""

    def __init__(self, groups: Iterable[_Group] = ()) -> None:
        self._by_feature: dict[str, dict[_Group, None]] = defaultdict(dict)
        self._size: dict[_Group, float] = {}
        for group in groups:
            self.note(group, group.total)

    def note(self, group: _Group, features: Iterable[str]) -> None:
        """Let features lead to a story that has grown by them."""
        for f in features:
            self._by_feature[f][group] = None
        self._size[group] = group.size

    def best(self, vector: _Vector, published: str | None = None) -> tuple[float, _Group | None]:
        """Return the story that a vector of length one is most like, and how much."""
        scores: dict[_Group, float] = defaultdict(float)
        for f, weight in vector.items():
            led = self._by_feature.get(f, {})
            if len(led) <= _WIDEST:
                for group in led:
                    scores[group] += weight * group.total[f]
        near = (
            (score / self._size[g], -g.documents[0], g)
            for g, score in scores.items()
            if g.near(published)
        )
        like, _, best = max(near, key=lambda s: s[:2], default=(0.0, 0, None))
        return like, best


def stories(
    documents: Sequence[Document],
    happenings: Iterable[Happening],
    copies: Iterable[CopyGroup],
    names: Names,
) -> tuple[Story, ...]:
    """Return the stories of a case, those with most reports first; every report is in one."""
    docs = sorted(documents, key=lambda d: (d.published or "9999", d.id))
    vectors = _vectors(docs, happenings, copies, names)
    groups = _merged(_placed_again(docs, vectors, _placed(docs, vectors)), docs, vectors)
    found = [_story(g, docs, names) for g in groups]
    return tuple(sorted(found, key=lambda s: (-len(s.documents), s.earliest or "9999", s.id)))


def _placed(docs: Sequence[Document], vectors: Sequence[_Vector]) -> list[_Group]:
    """Return the reports in stories, each in the one that it was most like when it came."""
    index = _Index()
    groups: list[_Group] = []
    for number, (doc, vector) in enumerate(zip(docs, vectors, strict=True)):
        like, home = index.best(vector, doc.published)
        if home is None or like < _LIKE:
            home = _Group()
            groups.append(home)
        home.add(number, vector, doc.published)
        index.note(home, vector)
    return groups


def _placed_again(
    docs: Sequence[Document], vectors: Sequence[_Vector], groups: Sequence[_Group]
) -> list[_Group]:
    """Return the reports in the stories that they are most like now that all are known."""
    index = _Index(groups)
    homes: dict[_Group | int, _Group] = {}
    for number, (doc, vector) in enumerate(zip(docs, vectors, strict=True)):
        like, known = index.best(vector, doc.published)
        home = homes.setdefault(known if known and like >= _LIKE else number, _Group())
        home.add(number, vector, doc.published)
    return list(homes.values())


def _merged(
    groups: Iterable[_Group], docs: Sequence[Document], vectors: Sequence[_Vector]
) -> list[_Group]:
    """Return the stories, those that are alike as one, the smaller put into the larger."""
    index = _Index()
    out: dict[_Group, None] = {}
    for group in sorted(groups, key=lambda g: (-len(g.documents), g.documents)):
        size = group.size or 1.0
        like, home = index.best({f: w / size for f, w in group.total.items()}, group.first)
        if home is None or like < _ONE:
            home = group
            out[home] = None
        else:
            for number in group.documents:
                home.add(number, vectors[number], docs[number].published)
        index.note(home, group.total)
    return list(out)


def _vectors(
    docs: Sequence[Document],
    happenings: Iterable[Happening],
    copies: Iterable[CopyGroup],
    names: Names,
) -> list[_Vector]:
    """Return what each report speaks of, as vectors of length one."""
    counts = [_features(doc, names) for doc in docs]
    number = {doc.id: n for n, doc in enumerate(docs)}
    for i, group in enumerate(copies):
        for member in group.members:
            counts[number[member.document]][f"copy {i}"] = _SHARED
    for h in happenings:
        told = {document for document, _ in h.mentions}
        if len(told) > 1:
            for document in told:
                counts[number[document]][f"happening {h.id}"] = _SHARED
    held = Counter(f for features in counts for f in features)
    out: list[_Vector] = []
    for features in counts:
        weights = {
            f: (1 + log(n)) * log(1 + len(docs) / held[f])
            for f, n in features.items()
            if held[f] > 1
        }
        size = sqrt(sum(w * w for w in weights.values())) or 1.0
        out.append({f: w / size for f, w in weights.items()})
    return out


def _features(doc: Document, names: Names) -> Counter[str]:
    """Return whom and what a report names, and the words of its title and first sentences."""
    out: Counter[str] = Counter()
    for mention in doc.mentions:
        identity = names.identity(doc.id, mention.name)
        out[f"name {identity}"] += 1
    lead = [s for s in doc.sentences if s.zone is ZoneKind.BODY][:_LEAD]
    title = [s for s in doc.sentences if s.zone is ZoneKind.TITLE]
    for sentence in (*title, *lead):
        for word in content(sentence.span.of(doc.text)):
            out[f"word {word}"] += 1
    return out


def _story(group: _Group, docs: Sequence[Document], names: Names) -> Story:
    members = [docs[n] for n in sorted(group.documents)]
    days = sorted(d.published for d in members if d.published)
    shown = [f.removeprefix("name ") for f, _ in group.total.most_common() if f.startswith("name ")]
    first = members[0]
    return Story(
        id="s" + hashlib.sha256(first.id.encode()).hexdigest()[:10],
        documents=tuple(d.id for d in members),
        names=tuple(names.shown.get(n, n) for n in shown[:_NAMED]),
        earliest=days[0] if days else None,
        latest=days[-1] if days else None,
    )
