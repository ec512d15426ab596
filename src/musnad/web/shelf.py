"""A case as the server keeps it at hand: small enough for 5,000 reports, and never out of date.

Of each link only what lists are chosen and sorted by stays in memory, in the model's own
types with their long parts left out; what a page shows is read from the case by position.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from sys import intern
from threading import Lock
from typing import TypeVar

from musnad.api import Case, open_case
from musnad.case import reading
from musnad.case.engine import Place
from musnad.errors import UsageError
from musnad.link.reviewing import Held as Decided
from musnad.link.reviewing.lines import reviewed
from musnad.model import (
    CopyGroup,
    Disagreement,
    Document,
    Entity,
    FigureSeries,
    Happening,
    Links,
    Origins,
    SourceProfile,
    Statement,
    Story,
)
from musnad.run import replay

T = TypeVar("T")
_REPLAYED, _DAYS = 300, 12
"""A case of so many reports is shown as known on a day; so many days are kept."""

_DOCUMENTS = 48
"""So many reports with their layers are kept decoded."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The positions in the case's tables of what stands in an index, in the index's order."""

    happenings: tuple[int, ...]
    series: tuple[int, ...]
    statements: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """What is kept of a case as it was in one `version`, as people decided about it.

    `links` holds happenings without evidence, statements without sentences and steps, series
    without the text of points; `rows` says where the case keeps each whole, by the field of
    `Links`; `heads` are the reports by id, without text and layers; `named` says which entity
    a name is.
    """

    version: str
    links: Links
    rows: Rows
    decided: tuple[Decided, ...]
    heads: dict[str, Document]
    added: dict[str, str]
    happening: dict[str, int]
    statement: dict[tuple[str, str], int]
    by_document: dict[str, tuple[int, ...]]
    figures_of: dict[str, tuple[int, ...]]
    entity: dict[str, int]
    named: dict[str, int]

    @property
    def outlets(self) -> tuple[str, ...]:
        """The outlets of the reports, those with the most reports first."""
        counts = Counter(h.outlet for h in self.heads.values() if h.outlet)
        return tuple(name for name, _ in counts.most_common())


class Shelf:
    """One case, open for many readers at once; it notices what other programs change."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.case: Case = open_case(place)
        self.changing = Lock()
        self._lock = Lock()
        self._index: Index | None = None
        self._replays: dict[tuple[str, str], Replay] = {}
        self._document = lru_cache(_DOCUMENTS)(self.case.reading)

    @property
    def name(self) -> str:
        """The case's name as people read it: its file's, without folders."""
        path = self.case.database.path
        return path.stem if path else self.case.name

    def index(self) -> Index:
        """Return the index of the case as it is now.

        Raises:
            CaseError: when the case can't be read.
        """
        version = reading.version(self.case.database)
        found = self._index
        if found is None or found.version != version:
            with self._lock:
                if self._index is None or self._index.version != version:
                    self._document.cache_clear()
                    self._index = _read(self.case, version)
                found = self._index
        return found

    def document(self, id: str) -> Document:
        """Return one report with its layers.

        Raises:
            CaseError: when the case holds none of this id.
        """
        return self._document(id)

    def happenings(self, at: Sequence[int]) -> tuple[Happening, ...]:
        """Return whole happenings by their place in the index, as people decided about them."""
        index = self.index()
        rows = [index.rows.happenings[i] for i in at]
        whole = reading.pick(self.case.database, "happenings", Happening, rows)
        return tuple(_whole(index.links.happenings[i], h) for i, h in zip(at, whole, strict=True))

    def statements(self, at: Sequence[int]) -> tuple[Statement, ...]:
        """Return whole statements by their place in the index, as people decided about them."""
        index = self.index()
        rows = [index.rows.statements[i] for i in at]
        whole = reading.pick(self.case.database, "statements", Statement, rows)
        return reviewed(Links((), (), whole, ()), index.decided).statements

    def series(self, at: Sequence[int]) -> tuple[FigureSeries, ...]:
        """Return whole series by their place in the index, as people decided about them."""
        index = self.index()
        rows = [index.rows.series[i] for i in at]
        whole = reading.pick(self.case.database, "series", FigureSeries, rows)
        return reviewed(Links((), whole, (), ()), index.decided).series

    def entities(self, at: Sequence[int]) -> tuple[Entity, ...]:
        """Return whole entities by their place in the index."""
        return reading.pick(self.case.database, "entities", Entity, at)

    def copies(self) -> tuple[CopyGroup, ...]:
        """Return the groups of copies with their passages."""
        return tuple(reading.stream(self.case.database, "copies", CopyGroup))

    def resting_on(self, happenings: Iterable[Happening]) -> tuple[Statement, ...]:
        """Return the whole statements that these happenings rest on."""
        known = self.index().statement
        keys = dict.fromkeys(s for h in happenings for s in h.statements)
        return self.statements([known[k] for k in keys if k in known])

    def on(self, day: str) -> "Replay":
        """Return the case as it was known on an ISO day, linked anew from the reports of then.

        Raises:
            UsageError: when the case is too large to be linked anew while somebody waits.
        """
        index = self.index()
        if len(index.heads) > _REPLAYED:
            raise UsageError(
                f"{len(index.heads)} reports are too many to link anew while you wait (at most "
                f"{_REPLAYED}); use: musnad chronology {self.name} --as-known-on {day}"
            )
        with self._lock:
            key = (index.version, day)
            if key not in self._replays:
                while len(self._replays) >= _DAYS:
                    self._replays.pop(next(iter(self._replays)))
                links = replay.known_on(self.case, day)
                self._replays[key] = Replay(self, _indexed(day, links, links, index))
            return self._replays[key]

    def close(self) -> None:
        """Close the case."""
        self.case.close()


class Replay(Shelf):
    """A case as it was known on a day; all of it is in memory."""

    def __init__(self, shelf: Shelf, index: Index) -> None:
        self.place, self.case, self.changing = shelf.place, shelf.case, shelf.changing
        self._document = shelf._document
        self._then = index

    def index(self) -> Index:
        """Return the index of the case as it was then."""
        return self._then

    def happenings(self, at: Sequence[int]) -> tuple[Happening, ...]:
        """Return whole happenings by their place in the index."""
        return tuple(self._then.links.happenings[i] for i in at)

    def statements(self, at: Sequence[int]) -> tuple[Statement, ...]:
        """Return whole statements by their place in the index."""
        return tuple(self._then.links.statements[i] for i in at)

    def series(self, at: Sequence[int]) -> tuple[FigureSeries, ...]:
        """Return whole series by their place in the index."""
        return tuple(self._then.links.series[i] for i in at)


def _read(case: Case, version: str) -> Index:
    """Read the index in one pass over each table."""
    db = case.database
    heads = {h.id: h for h in reading.heads(db)}
    saved = Links(
        happenings=_slim(reading.stream(db, "happenings", Happening), _happening),
        series=_slim(reading.stream(db, "series", FigureSeries), _series),
        statements=_slim(reading.stream(db, "statements", Statement), _statement),
        sources=tuple(reading.stream(db, "sources", SourceProfile)),
        copies=_slim(reading.stream(db, "copies", CopyGroup), _group),
        disagreements=tuple(reading.stream(db, "disagreements", Disagreement)),
        stories=tuple(reading.stream(db, "stories", Story)),
        entities=_slim(reading.stream(db, "entities", Entity), _entity),
    )
    decided = case.decided()
    links = reviewed(saved, decided)
    made = _indexed(version, saved, links, None)
    return replace(made, heads=heads, decided=decided, added=case.added())


def _indexed(version: str, saved: Links, links: Links, whole: Index | None) -> Index:
    """Return the index of links; reports and decisions are those of `whole`."""
    by_document: dict[str, list[int]] = defaultdict(list)
    for i, h in enumerate(links.happenings):
        for document in dict.fromkeys(d for d, _ in h.mentions):
            by_document[document].append(i)
    figures_of: dict[str, list[int]] = defaultdict(list)
    for i, one in enumerate(links.series):
        if one.event:
            figures_of[one.event].append(i)
    return Index(
        version,
        links,
        Rows(
            _rows(saved.happenings, links.happenings, lambda h: h.id),
            _series_rows(saved.series, links.series),
            _rows(saved.statements, links.statements, lambda s: (s.document, s.id)),
        ),
        whole.decided if whole else (),
        whole.heads if whole else {},
        whole.added if whole else {},
        {h.id: i for i, h in enumerate(links.happenings)},
        {(s.document, s.id): i for i, s in enumerate(links.statements)},
        {k: tuple(v) for k, v in by_document.items()},
        {k: tuple(v) for k, v in figures_of.items()},
        {e.id: i for i, e in enumerate(links.entities)},
        _named(links.entities),
    )


def _named(entities: Sequence[Entity]) -> dict[str, int]:
    """Return which entity each name is: the one shown by it, else the most named one of it."""
    found = {e.name: i for i, e in reversed([*enumerate(entities)])}
    for i, e in enumerate(entities):
        for v in e.variants:
            found.setdefault(v.name, i)
    return found


def _rows(saved: Sequence[T], shown: Sequence[T], key: Callable[[T], Hashable]) -> tuple[int, ...]:
    """Return where each of what is shown stands in what was saved."""
    if saved is shown:
        return tuple(range(len(saved)))
    at = {key(one): i for i, one in enumerate(saved)}
    return tuple(at[key(one)] for one in shown)


def _series_rows(saved: Sequence[FigureSeries], shown: Sequence[FigureSeries]) -> tuple[int, ...]:
    """Return where each series stands in what was saved, in the same order but for what is gone."""
    rows: list[int] = []
    waiting = iter(enumerate(saved))
    for one in shown:
        first = (one.points[0].document, one.points[0].at)
        rows.append(
            next(
                i
                for i, whole in waiting
                if one is whole
                or (
                    whole.measure is one.measure
                    and first in {(p.document, p.at) for p in whole.points}
                )
            )
        )
    return tuple(rows)


def _whole(slim: Happening, whole: Happening) -> Happening:
    """Return a happening as people decided about it, with what the index leaves out."""
    return replace(
        slim,
        evidence=whole.evidence,
        statements=whole.statements,
        rules=whole.rules,
        origins=whole.origins,
    )


def _slim(items: Iterator[T], less: Callable[[T], T]) -> tuple[T, ...]:
    return tuple(map(less, items))


def _one(text: str | None) -> str | None:
    """Return the one copy of a text that many items hold."""
    return intern(text) if text else text


def _happening(h: Happening) -> Happening:
    few = Origins(h.origins.least, h.origins.most, (), h.origins.alone) if h.origins else None
    return replace(
        h,
        date=_one(h.date),
        earliest=_one(h.earliest),
        latest=_one(h.latest),
        place=_one(h.place),
        participants=tuple(map(intern, h.participants)),
        mentions=tuple((intern(d), intern(e)) for d, e in h.mentions),
        evidence=(),
        statements=(),
        rules=(),
        origins=few,
    )


def _statement(s: Statement) -> Statement:
    return replace(
        s,
        id=intern(s.id),
        document=intern(s.document),
        date=_one(s.date),
        published=_one(s.published),
        outlet=_one(s.outlet),
        speaker=_one(s.speaker),
        source=_one(s.source),
        cue=intern(s.cue),
        told=_one(s.told),
        via=_one(s.via),
        chain=tuple(map(intern, s.chain)),
        same_as=_one(s.same_as),
        evidence=tuple(replace(e, document=intern(e.document), text="") for e in s.evidence[:1]),
        hops=(),
        unnamed=None,
        introduced=None,
        occasion=None,
        rule="",
    )


def _series(one: FigureSeries) -> FigureSeries:
    return replace(one, points=tuple(replace(p, text="", rule="") for p in one.points))


def _entity(e: Entity) -> Entity:
    return replace(
        e,
        name=intern(e.name),
        documents=tuple(map(intern, e.documents)),
        variants=tuple(replace(v, name=intern(v.name)) for v in e.variants),
        roles=(),
        joins=tuple(
            replace(j, name=intern(j.name), other=intern(j.other), documents=()) for j in e.joins
        ),
    )


def _group(g: CopyGroup) -> CopyGroup:
    return replace(g, passages=())
