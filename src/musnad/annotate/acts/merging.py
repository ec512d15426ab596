"""One entry for one event, however often a report mentions it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from musnad.annotate.acts import incidents
from musnad.annotate.acts.incidents import Clues
from musnad.model import Event, EventType, Status
from musnad.text.normalize import key

_ACTS = frozenset(
    {
        EventType.REQUEST,
        EventType.ACCUSE,
        EventType.REJECT,
        EventType.THREATEN,
        EventType.SUPPORT,
    }
)
_RICHER = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """An event mention on its way to an entry: `headline` stands in a title or heading."""

    event: Event
    headline: bool
    clues: Clues = field(default_factory=Clues)


def merge(candidates: Iterable[Candidate]) -> tuple[Event, ...]:
    """Return one event for each, in the order of the text, numbered from `e1` on.

    The first mention in the body gives the span, or a later one that names four parties more.
    """
    groups: list[list[Candidate]] = []
    for c in sorted(candidates, key=lambda c: (c.headline, c.event.span)):
        home = _home(c, groups)
        if home is None and c.headline:
            home = next((g for g in groups if _retold(c.event, g[0].event)), None)
        if home is None:
            groups.append([c])
        else:
            home.append(c)
    events = sorted((_joined(g) for g in groups), key=lambda e: e.trigger)
    return tuple(replace(e, id=f"e{i}") for i, e in enumerate(events, 1))


def _home(c: Candidate, groups: Sequence[list[Candidate]]) -> list[Candidate] | None:
    """The group that a mention joins: of several incidents the one told of last."""
    if c.event.type is not EventType.ASSAULT:
        return next((g for g in groups if all(_same(c, other) for other in g)), None)
    fitting = [g for g in groups if _one_incident(c, g)]
    if c.headline:
        counted = [g for g in fitting if any(m.clues.tolls & c.clues.tolls for m in g)]
        return next(iter(counted or fitting), None)
    return max(fitting, key=lambda g: max(m.event.span for m in g), default=None)


def _one_incident(c: Candidate, group: Sequence[Candidate]) -> bool:
    if any(
        m.event.type is not EventType.ASSAULT or incidents.apart(c.event, m.event) for m in group
    ):
        return False
    return any(
        incidents.one(
            c.event,
            m.event,
            c.clues,
            m.clues,
            shared=_share(c.event.participants, m.event.participants),
        )
        for m in group
    )


def _retold(headline: Event, body: Event) -> bool:
    """A title tells again, in other words, what the body tells."""
    if headline.type is not body.type or not _compatible_dates(headline.date, body.date):
        return False
    return body.type is not EventType.ASSAULT or not incidents.apart(headline, body)


def _same(a: Candidate, b: Candidate) -> bool:
    one, two = a.event, b.event
    if one.type is not two.type or not _compatible_status(one, two):
        return False
    both_last = one.status is two.status is Status.ONGOING
    if not both_last and not _compatible_dates(one.date, two.date):
        return False
    if one.type in _ACTS and _act(one) == _act(two) and _act(one) in _RETOLD:
        return _one_act(one, two)
    if one.type in _ACTS:
        alike_ = one.rule == two.rule or _share(one.participants[1:], two.participants[1:])
        told = a.headline or b.headline or alike_
        return told and _share(one.participants[:1], two.participants[:1])
    if one.participants and two.participants:
        return _share(one.participants, two.participants)
    return one.place is not None and one.place == two.place


# Acts that a report tells over and over in other words: a condemnation, a charge, an inquiry.
_RETOLD = frozenset({"condemn", "accuse", "investigate"})


def _act(event: Event) -> str | None:
    """The kind of a spoken act: blame is a charge."""
    return "accuse" if event.mode == "blame" else event.mode


def _one_act(a: Event, b: Event) -> bool:
    """Say whether two condemnations, charges or findings of one party are one, told twice.

    A finding in the passive (`was identified`) is that of whoever was named before.
    """
    if a.mode == "investigate" and a.rule == b.rule:
        return True
    targets = a.participants[1:], b.participants[1:]
    return _share(a.participants[:1], b.participants[:1]) and (not all(targets) or _share(*targets))


def _compatible_status(a: Event, b: Event) -> bool:
    if a.status is b.status:
        return True
    apart = {a.status, b.status}
    return a.type not in _ACTS and apart <= {Status.OCCURRED, Status.ONGOING}


def _compatible_dates(a: str | None, b: str | None) -> bool:
    return a is None or b is None or a.startswith(b) or b.startswith(a)


def _share(a: Sequence[str], b: Sequence[str]) -> bool:
    return any(alike(x, y) for x in a for y in b)


def alike(a: str, b: str) -> bool:
    """Say whether one name holds all the words of the other: `حماس` and `حركة حماس`."""
    one, two = set(key(a).split()), set(key(b).split())
    return bool(one and two) and (one <= two or two <= one)


def _joined(group: Sequence[Candidate]) -> Event:
    best = group[0]
    for c in group[1:]:
        if c.headline <= best.headline and len(c.event.participants) >= _RICHER + len(
            best.event.participants
        ):
            best = c
    others = [c.event for c in group if c is not best]
    event = best.event
    told = sorted({e.span for e in others if not e.span.overlaps(event.span)})
    dated = event if event.date else next((e for e in others if e.date), event)
    place = event.place or next((e.place for e in others if e.place), None)
    return replace(
        event,
        participants=_parties(event, others),
        date=dated.date,
        dated_by=dated.dated_by,
        place=place,
        others=tuple(told),
    )


def _parties(event: Event, others: Iterable[Event]) -> tuple[str, ...]:
    """The parties; an incident's attacker, victims and claimant are told in several sentences."""
    if event.type is not EventType.ASSAULT:
        return event.participants
    names = list(event.participants)
    for other in others:
        names += [n for n in other.participants if not any(alike(n, have) for have in names)]
    return tuple(names[:_MOST])


_MOST = 8
