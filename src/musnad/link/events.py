"""Mentions of one event across reports become one happening.

Precision first. Two mentions are never one when they state different days or places, share
no party, or one asserts what the other denies. The most precisely told mentions are grouped
first; a vaguer one joins a group only when it fits that one alone, so that recurring events
stay apart.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from musnad.link.dates import Interval, days_between, shift
from musnad.link.entities import Names
from musnad.link.mentions import Told, told
from musnad.model import Document, EventType, Evidence, Happening, Status

_NEAR = 1  # days between two reports that may tell one undated event
_PLAN = frozenset({Status.PLANNED})


def happenings(documents: Iterable[Document], names: Names) -> tuple[Happening, ...]:
    """Return the happenings of the reports, in order of when they happened."""
    groups = _Groups()
    for mention in sorted(told(documents, names), key=_most_precise_first):
        groups.place(mention)
    found = [_happening(g.mentions, names) for g in groups.all]
    return tuple(sorted(found, key=lambda h: (h.earliest or "9999", h.latest or "9999", h.id)))


def _most_precise_first(m: Told) -> tuple[int, int, int, tuple[str, str]]:
    return (
        m.day.days if m.day else 10**6,
        -((m.where is not None) + (len(m.who) > 0)),
        -len(m.who),
        m.member,
    )


@dataclass(slots=True)
class _Group:
    """Mentions taken for one happening so far."""

    mentions: list[Told] = field(default_factory=list)

    def admits(self, m: Told) -> bool:
        """Say whether no member contradicts the mention and one supports it."""
        return all(_may_be_one(m, n) for n in self.mentions) and any(
            _support(m, n) for n in self.mentions
        )


class _Groups:
    """All groups, found again by type and each party, place or report."""

    def __init__(self) -> None:
        self.all: list[_Group] = []
        self._index: dict[tuple[EventType, str, str], list[_Group]] = defaultdict(list)

    def place(self, m: Told) -> None:
        """Put a mention into the one group that admits it, else into a new one."""
        fitting = [g for g in self._candidates(m) if g.admits(m)]
        group = _only(fitting, m)
        if group is None:
            group = _Group()
            self.all.append(group)
        group.mentions.append(m)
        for k in _keys(m):
            bucket = self._index[k]
            if not any(g is group for g in bucket):
                bucket.append(group)

    def _candidates(self, m: Told) -> Iterator[_Group]:
        seen: set[int] = set()
        for k in _keys(m):
            for group in self._index.get(k, ()):
                if id(group) not in seen:
                    seen.add(id(group))
                    yield group


def _only(fitting: list[_Group], m: Told) -> _Group | None:
    """Return the one group that fits, or the one of the mention's own report alone."""
    if len(fitting) > 1:
        fitting = [g for g in fitting if any(n.doc.id == m.doc.id for n in g.mentions)]
    return fitting[0] if len(fitting) == 1 else None


def _keys(m: Told) -> Iterator[tuple[EventType, str, str]]:
    """Yield the blocks in which a mention is compared: its names by month, and its report."""
    kind = m.event.type
    yield kind, "report", m.doc.id
    months = _months(m)
    for name in sorted(m.who | ({m.where} if m.where else set())):
        for month in months:
            yield kind, month, name


def _months(m: Told) -> tuple[str, ...]:
    if m.day is None:
        published = m.doc.published
        return (f"?{published[:7]}", f"?{shift(published, -_NEAR)[:7]}") if published else ("?",)
    first, last = m.day.earliest[:7], m.day.latest[:7]
    return (first,) if first == last else (first, last)


def _may_be_one(a: Told, b: Told) -> bool:
    """Say whether nothing in the two mentions tells them apart."""
    if (a.event.status is Status.DENIED) != (b.event.status is Status.DENIED):
        return False
    if (a.event.status is Status.CALLED_FOR) != (b.event.status is Status.CALLED_FOR):
        return False
    if a.day and b.day and not a.day.overlaps(b.day):
        return False
    if a.where and b.where and a.where != b.where:
        return False
    return not (a.who and b.who) or bool(a.who & b.who)


def _support(a: Told, b: Told) -> bool:
    """Say whether enough is shared to take the two for one."""
    shared = len(a.who & b.who)
    same_place = a.where is not None and a.where == b.where
    planned = (a.event.status is Status.PLANNED) != (b.event.status is Status.PLANNED)
    if a.day and b.day:
        points = shared + same_place
        if planned or not (a.precise and b.precise):
            points -= a.doc.id != b.doc.id
        return points >= 1
    if planned:
        return False
    if a.doc.id == b.doc.id:
        return shared + same_place >= 1
    return _reported_together(a, b) and same_place and shared >= 1


def _reported_together(a: Told, b: Told) -> bool:
    """Say whether two undated mentions stand in reports of the same days."""
    if a.day or b.day or not (a.doc.published and b.doc.published):
        return False
    return abs(days_between(a.doc.published, b.doc.published)) <= _NEAR


def _happening(mentions: list[Told], names: Names) -> Happening:
    ordered = sorted(mentions, key=lambda m: m.member)
    value, days = _date(ordered)
    return Happening(
        id=_id(ordered[0].member),
        type=ordered[0].event.type,
        mode=_most(m.event.mode for m in ordered),
        status=_status(ordered),
        date=value,
        earliest=days.earliest if days else None,
        latest=days.latest if days else None,
        place=_most(names.canonical(m.doc.id, m.event.place) for m in ordered if m.event.place),
        participants=_participants(ordered, names),
        mentions=tuple(m.member for m in ordered),
        evidence=_evidence(ordered),
        statements=tuple(
            sorted({(m.doc.id, m.event.attribution) for m in ordered if m.event.attribution})
        ),
    )


def _id(member: tuple[str, str]) -> str:
    return "h" + hashlib.sha256("\0".join(member).encode()).hexdigest()[:10]


def _date(mentions: list[Told]) -> tuple[str | None, Interval | None]:
    """Return the most precise date; of equally precise ones the one most reports give."""
    dated = [(m.event.date, m.day) for m in mentions if m.day]
    if not dated:
        return None, None
    counts = Counter(dated)
    return min(counts, key=lambda d: (d[1].days if d[1] else 0, -counts[d], d))


def _status(mentions: list[Told]) -> Status:
    """Return the last known status: a plan gives way to what happened, not the reverse."""
    known = [m for m in mentions if m.event.status not in _PLAN] or mentions
    last = max(m.doc.published or "" for m in known)
    latest = {m.event.status for m in known if (m.doc.published or "") == last}
    return next(s for s in Status if s in latest)


def _participants(mentions: list[Told], names: Names) -> tuple[str, ...]:
    """Return the parties, those that most mentions name first."""
    counts: Counter[str] = Counter()
    first: dict[str, int] = {}
    for m in mentions:
        for name in m.event.participants:
            shown = names.canonical(m.doc.id, name)
            counts[shown] += 1
            first.setdefault(shown, len(first))
    return tuple(sorted(counts, key=lambda n: (-counts[n], first[n])))


def _most(values: Iterable[str | None]) -> str | None:
    counts = Counter(v for v in values if v)
    return min(counts, key=lambda v: (-counts[v], v)) if counts else None


def _evidence(mentions: list[Told]) -> tuple[Evidence, ...]:
    out: dict[Evidence, None] = {}
    for m in sorted(mentions, key=_best_first):
        out.setdefault(m.evidence)
    return tuple(out)


def _best_first(m: Told) -> tuple[bool, bool, int, str, tuple[str, str]]:
    named = len(m.event.participants) + (m.event.place is not None)
    return (m.titled, m.day is None, -named, m.doc.published or "9999", m.member)
