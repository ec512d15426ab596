"""Happenings: what groups of event mentions say together."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence

from musnad.link.dates import Interval
from musnad.link.entities import Names
from musnad.link.grouping import Grouping, group
from musnad.link.mentions import Told, told
from musnad.link.reviewing import Held
from musnad.link.reviewing.groups import regrouped
from musnad.model import Document, Evidence, Happening, Status


def happenings(
    documents: Iterable[Document],
    names: Names,
    decided: Sequence[Held] = (),
    grouped: Grouping = group,
) -> tuple[Happening, ...]:
    """Return the happenings of the reports, in order of when they happened.

    `grouped` finds the groups of mentions; another way to do so must find the same.
    """
    groups = regrouped((g.mentions for g in grouped(told(documents, names))), decided)
    found = [(_happening(g, names), _first_told(g)) for g in groups]
    return tuple(h for h, _ in sorted(found, key=_when))


def _first_told(mentions: list[Told]) -> tuple[str, str, int]:
    return min((m.doc.published or "9999", m.doc.id, m.event.trigger.start) for m in mentions)


def _when(found: tuple[Happening, tuple[str, str, int]]) -> tuple[str, str, tuple[str, str, int]]:
    """Order by when it happened; what has no date, by when and where it was first told."""
    h, first_told = found
    return (h.earliest or "9999", h.latest or "9999", first_told)


def _happening(mentions: list[Told], names: Names) -> Happening:
    ordered = sorted(mentions, key=lambda m: m.member)
    value, days = _date(ordered)
    status = _status(ordered)
    return Happening(
        id=_id(ordered[0].member),
        type=ordered[0].event.type,
        mode=_most(m.event.mode for m in ordered),
        status=status,
        date=value,
        earliest=days.earliest if days else None,
        latest=days.latest if days else None,
        place=_most(names.canonical(m.doc.id, m.event.place) for m in ordered if m.event.place),
        participants=_participants(ordered, names),
        mentions=tuple(m.member for m in ordered),
        evidence=_evidence(ordered, status),
        statements=tuple(
            sorted({(m.doc.id, m.event.attribution) for m in ordered if m.event.attribution})
        ),
        dated_by=next((m.event.dated_by for m in ordered if m.event.date == value), None),
        rules=tuple(sorted({m.event.rule for m in ordered})),
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
    known = [m for m in mentions if m.event.status is not Status.PLANNED] or mentions
    last = max(m.doc.published or "" for m in known)
    latest = {m.event.status for m in known if (m.doc.published or "") == last}
    return next(s for s in Status if s in latest)


def _participants(mentions: list[Told], names: Names) -> tuple[str, ...]:
    """Return the parties, those that most mentions name first."""
    counts: Counter[str] = Counter()
    first: dict[str, int] = {}
    for m in mentions:
        for name in dict.fromkeys(names.canonical_actor(m.doc.id, n) for n in m.event.participants):
            counts[name] += 1
            first.setdefault(name, len(first))
    return tuple(sorted(counts, key=lambda n: (-counts[n], first[n])))


def _most(values: Iterable[str | None]) -> str | None:
    counts = Counter(v for v in values if v)
    return min(counts, key=lambda v: (-counts[v], v)) if counts else None


def _evidence(mentions: list[Told], status: Status) -> tuple[Evidence, ...]:
    """Return the sentences of each mention; the first says what the status says.

    Sentences that only tell of it again come after all others.
    """
    ordered = sorted(mentions, key=lambda m: (m.event.status is not status, *_best_first(m)))
    told = [m.evidence for m in ordered] + [e for m in ordered for e in m.others]
    return tuple(dict.fromkeys(told))


def _best_first(m: Told) -> tuple[bool, bool, int, str, tuple[str, str]]:
    named = len(m.event.participants) + (m.event.place is not None)
    return (m.titled, m.day is None, -named, m.doc.published or "9999", m.member)
