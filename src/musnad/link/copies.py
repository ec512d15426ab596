"""Which reports carry one text: groups of copies, each of one root, with what they share.

Text goes from report to report, so two that share no line may be of one group. It does not go
from one agency's text to another's through a report that joins the two: what is shared is laid
at the agency that it is credited to where a report credits that agency alone.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Generic, NamedTuple, TypeVar

from musnad.link.copying import sketches
from musnad.link.copying.alignment import WHOLE, Overlap, overlap
from musnad.link.copying.credits import agencies
from musnad.link.copying.words import Piece, Vocabulary
from musnad.model import CopyGroup, CopyMember, Document, Evidence, Grade

_Pair = tuple[int, int]
_Piece = tuple[int, Piece]
_Found = dict[_Pair, Overlap]
_SAME_PART = 0.3
_FEW_NAMES = 4
_SAME_NAMES = 0.3
_MANY = 20  # reports of a small case that hold a name which tells nothing
_COMMON = 0.02  # share of the reports of a large one
_T = TypeVar("_T", bound=Hashable)


@dataclass(slots=True)
class _Root:
    """The reports of one text so far, by index, and the pairs of them that share it."""

    origin: str | None
    pairs: list[_Pair] = field(default_factory=list)

    @property
    def members(self) -> set[int]:
        return {i for pair in self.pairs for i in pair}


class _Sets(Generic[_T]):
    """Disjoint sets (union-find)."""

    def __init__(self) -> None:
        self._above: dict[_T, _T] = {}

    def find(self, item: _T) -> _T:
        """Return the set's name: one of its items."""
        above = self._above.setdefault(item, item)
        while above != item:
            self._above[item] = self._above[above]
            item, above = above, self._above[above]
        return item

    def join(self, a: _T, b: _T) -> None:
        """Make the sets of two items one."""
        self._above[self.find(a)] = self.find(b)


class _Side(NamedTuple):
    """A pair as seen from one of its reports.

    The other report, the words here that it shares, and whether it lies wholly here.
    """

    pair: _Pair
    report: int
    words: frozenset[int]
    wholly: bool


class Profile(NamedTuple):
    """How many words a report's body has, and which of them are of names and numbers."""

    words: int
    facts: frozenset[int]


def copies(documents: Iterable[Document]) -> tuple[CopyGroup, ...]:
    """Return the groups of reports that carry one text, the largest first."""
    docs = sorted(documents, key=lambda d: d.id)
    vocabulary = Vocabulary()
    bodies = [vocabulary.body(doc) for doc in docs]
    found: _Found = {}
    for i, j in sorted(sketches.candidates(bodies)):
        if shared := overlap(bodies[i], bodies[j], vocabulary):
            found[i, j] = shared
    profiles = [Profile(len(body.words), body.facts) for body in bodies]
    return groups(dict(enumerate(docs)), profiles, found)


def groups(
    docs: Mapping[int, Document], profiles: Sequence[Profile], found: Mapping[_Pair, Overlap]
) -> tuple[CopyGroup, ...]:
    """Return the groups of copies, the largest first, of pairs that share text.

    `found` holds what each pair shares, the lower index first and in order; `profiles` are those of
    all reports, in order of their ids, `docs` at least those of the pairs.
    """
    found = {pair: found[pair] for pair in sorted(found)}
    passages = _passages(found)
    out = [
        _group(root, docs, profiles, found, passages)
        for root in _roots(docs, profiles, found, passages)
    ]
    return tuple(sorted(out, key=lambda g: (-len(g.members), g.members[0].document)))


def _passages(found: _Found) -> _Sets[_Piece]:
    """Return the pieces that are one passage, from pair to pair."""
    out: _Sets[_Piece] = _Sets()
    for (i, j), shared in found.items():
        for one in shared.shared:
            out.join((i, one.a), (j, one.b))
    return out


def _roots(
    docs: Mapping[int, Document],
    profiles: Sequence[Profile],
    found: _Found,
    passages: _Sets[_Piece],
) -> list[_Root]:
    """Return the texts behind the pairs; one that no report credits joins one it touches."""
    credited = {i: agencies(docs[i]) for i in {i for pair in found for i in pair}}
    of_passage: dict[_Piece, Counter[str]] = defaultdict(Counter)
    for (i, j), shared in found.items():
        for one in shared.shared:
            for index in (i, j):
                if len(credited[index]) == 1:
                    of_passage[passages.find((i, one.a))].update(credited[index])
    by_origin: dict[str | None, list[_Pair]] = defaultdict(list)
    for pair, shared in found.items():
        votes: Counter[str] = Counter()
        for one in shared.shared:
            if named := of_passage[passages.find((pair[0], one.a))]:
                votes[min(named, key=lambda n: (-named[n], n))] += one.words
        both = credited[pair[0]] & credited[pair[1]]
        origin = min(votes, key=lambda n: (-votes[n], n), default=min(both, default=None))
        by_origin[origin].append(pair)
    names, sizes = _telling(profiles), [profile.words for profile in profiles]
    roots = [
        r
        for o in sorted(filter(None, by_origin))
        for r in _connected(o, by_origin[o], found, names, sizes)
    ]
    of: dict[int, list[_Root]] = defaultdict(list)
    for root in roots:
        for i in root.members:
            of[i].append(root)
    for root in _connected(None, by_origin[None], found, names, sizes):
        touched = Counter(id(r) for i in root.members for r in of[i])
        near = {id(r): r for i in root.members for r in of[i]}
        if touched:
            near[min(touched, key=lambda k: (-touched[k], near[k].pairs))].pairs += root.pairs
        else:
            roots.append(root)
    return roots


def _connected(
    origin: str | None,
    pairs: Sequence[_Pair],
    found: _Found,
    names: Sequence[frozenset[int]],
    sizes: Sequence[int],
) -> list[_Root]:
    """Return the pairs in sets, each of one text.

    Two pairs that share a report are of one text where they share the same part of it, or where
    the other two reports speak of the same names. A round-up that holds two reports side by
    side joins neither to the other, nor does a list of who was there join two meetings.
    """
    sets: _Sets[_Pair] = _Sets()
    meeting: dict[int, list[_Side]] = defaultdict(list)
    for i, j in pairs:
        words_i, words_j = found[i, j].words
        meeting[i].append(_Side((i, j), j, words_i, len(words_j) >= WHOLE * sizes[j]))
        meeting[j].append(_Side((i, j), i, words_j, len(words_i) >= WHOLE * sizes[i]))
    for here in meeting.values():
        for one, other in combinations(here, 2):
            if sets.find(one.pair) != sets.find(other.pair) and _one_text(one, other, names):
                sets.join(one.pair, other.pair)
    out: dict[_Pair, _Root] = {}
    for pair in pairs:
        out.setdefault(sets.find(pair), _Root(origin)).pairs.append(pair)
    return list(out.values())


def _one_text(one: _Side, other: _Side, names: Sequence[frozenset[int]]) -> bool:
    """Say whether what a report shares with one and with another report is of one text."""
    fewer = min(len(one.words), len(other.words))
    if len(one.words & other.words) >= _SAME_PART * fewer:
        return True
    return not (one.wholly and other.wholly) and _same_story(names[one.report], names[other.report])


def _telling(profiles: Sequence[Profile]) -> list[frozenset[int]]:
    """Return each body's names and numbers but those that very many reports hold."""
    counts = Counter(n for profile in profiles for n in profile.facts)
    most = max(_MANY, _COMMON * len(profiles))
    return [frozenset(n for n in profile.facts if counts[n] <= most) for profile in profiles]


def _same_story(a: frozenset[int], b: frozenset[int]) -> bool:
    """Say whether a good part of the names of the report with fewer stand in the other."""
    return len(a & b) >= max(_FEW_NAMES, _SAME_NAMES * min(len(a), len(b)))


def _group(
    root: _Root,
    docs: Mapping[int, Document],
    profiles: Sequence[Profile],
    found: _Found,
    passages: _Sets[_Piece],
) -> CopyGroup:
    words: dict[int, set[int]] = defaultdict(set)
    pieces: dict[_Piece, set[_Piece]] = defaultdict(set)
    for i, j in root.pairs:
        words_i, words_j = found[i, j].words
        words[i] |= words_i
        words[j] |= words_j
        for one in found[i, j].shared:
            pieces[passages.find((i, one.a))] |= {(i, one.a), (j, one.b)}
    members = tuple(_member(docs[i], len(words[i]) / profiles[i].words) for i in sorted(words))
    shown = [tuple(sorted(_evidence(docs[i], p) for i, p in here)) for here in pieces.values()]
    shown.sort(key=lambda e: (-len(e[0].text), e[0]))
    return CopyGroup(members, root.origin, tuple(shown))


def _member(doc: Document, share: float) -> CopyMember:
    grade = Grade.WHOLLY if share >= WHOLE else Grade.PARTLY
    return CopyMember(doc.id, doc.outlet, doc.published, grade, round(share, 3))


def _evidence(doc: Document, piece: Piece) -> Evidence:
    span = piece.span
    return Evidence(doc.id, span.start, span.end, span.of(doc.text))
