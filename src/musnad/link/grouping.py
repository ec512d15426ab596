"""Which mentions of events are one: groups that a mention joins or opens.

Precision first. Two mentions are never one when they state different days or places, name
other parties, exchange the roles of the parties, or one asserts what the other denies. The
most precisely told mentions are grouped first; a vaguer one joins a group only when it fits
that one alone, so that recurring events stay apart. Without a date on both sides only the
same words in reports of the same days make two mentions one; what one report tells as two
events without a date stays two.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from musnad.link import incidents
from musnad.link.dates import Interval, days_between
from musnad.link.mentions import Told
from musnad.link.wording import likeness, same_numbers, sketches
from musnad.model import EventType, Status

_NEAR = 3  # days between two reports that may carry one undated story
_SAME_STORY = 0.6  # share of a clause's words that makes two clauses one story
_SAME_TEXT = 0.8  # the same, where a report has no date
_SAME_ACT = 0.25  # the same, where speaker, kind of act and days agree
_SAME_POINT = 0.35  # the same, where speaker and day agree already
_SPOKEN = frozenset(
    {
        EventType.REQUEST,
        EventType.ACCUSE,
        EventType.REJECT,
        EventType.THREATEN,
        EventType.SUPPORT,
    }
)
_MUTUAL = frozenset({EventType.AGREE, EventType.CONSULT, EventType.COOPERATE})
Key = tuple[EventType, str, str]
_APART = (Status.DENIED, Status.CALLED_FOR)


@dataclass(slots=True, eq=False)
class Group:
    """Mentions taken for one happening so far."""

    mentions: list[Told] = field(default_factory=list)

    def admits(self, m: Told) -> bool:
        """Say whether no member contradicts the mention and one supports it."""
        if incidents.concerns(m) and incidents.strays(m, self.mentions):
            return False
        return all(not contradicts(m, n) for n in self.mentions) and any(
            supports(m, n) for n in self.mentions
        )


Grouping: TypeAlias = Callable[[Iterable[Told]], tuple[Group, ...]]
"""A way to put mentions in groups."""


def group(mentions: Iterable[Told]) -> tuple[Group, ...]:
    """Return the mentions in groups, one for each happening."""
    out: list[Group] = []
    index: dict[Key, dict[Group, None]] = defaultdict(dict)
    for m in sorted(mentions, key=most_precise_first):
        near = dict.fromkeys(g for k in _asks(m) for g in index.get(k, ()))
        home = _only([g for g in near if g.admits(m)], m)
        if home is None:
            home = Group()
            out.append(home)
        home.mentions.append(m)
        for k in _answers(m):
            index[k][home] = None
    return tuple(_gathered(out))


def _gathered(groups: list[Group]) -> list[Group]:
    """Make one of groups that tell of one incident though a mention or two is misread.

    The largest goes first; a smaller one that shares a block with it, is like it and differs
    in hardly any pair of mentions joins it.
    """
    kept: list[Group] = []
    index: dict[Key, dict[Group, None]] = defaultdict(dict)
    for group_ in sorted(groups, key=lambda g: -len(g.mentions)):
        told = [m for m in group_.mentions if incidents.concerns(m)]
        blocks = dict.fromkeys(k for m in told for k in incidents.asks(m))
        near = dict.fromkeys(g for k in blocks for g in index.get(k, ()))
        home = next((g for g in near if incidents.one(told, g.mentions)), None)
        if home is None:
            home = group_
            kept.append(home)
        else:
            home.mentions += group_.mentions
        for k in blocks:
            index[k][home] = None
    return kept


def most_precise_first(m: Told) -> tuple[int, int, int, tuple[str, str]]:
    """Return the order in which mentions are placed: no two are the same in it."""
    told = (m.where is not None) + bool(m.who)
    return (m.day.days if m.day else 10**6, -told, -len(m.who), m.member)


def _only(fitting: list[Group], m: Told) -> Group | None:
    """Return the one group that fits; of several, the one that the words single out.

    Attacks and other acts of one day in one town are told in many ways: there the most
    alike is taken. Elsewhere a mention that fits several groups joins none.
    """
    if len(fitting) < 2:
        return fitting[0] if fitting else None
    if incidents.concerns(m):
        return max(fitting, key=lambda g: _closeness(m, g))
    if m.precise and m.where and m.local and m.event.type not in _MUTUAL | _SPOKEN:
        return max(fitting, key=lambda g: max((*_nearness(m, n), n.member) for n in g.mentions))
    fitting = [g for g in fitting if any(_same_story(m, n) for n in g.mentions)]
    return fitting[0] if len(fitting) == 1 else None


def _closeness(m: Told, group: Group) -> tuple[incidents.Likeness, int, tuple[str, str]]:
    """How near an incident's mention is to a group: to the nearest of it, then its size."""
    found = [(like, n.member) for n in group.mentions if (like := incidents.alike(m, n))]
    like, member = max(found)
    return like, len(group.mentions), member


def _nearness(a: Told, b: Told) -> tuple[bool, int, float]:
    return (a.where == b.where, _shared(a, b), likeness(a.words, b.words))


def blocks(m: Told) -> frozenset[tuple[object, ...]]:
    """Return the blocks that a mention looks or is found in; one that shares none is apart."""
    shared = incidents.asks(m) if incidents.concerns(m) else ()
    return frozenset((*_asks(m), *_answers(m), *(("incident", *k) for k in shared)))


def _asks(m: Told) -> Iterator[Key]:
    """Yield the blocks in which a mention looks for its group.

    More precise mentions are placed already, so a day asks for its day alone, and a mention
    without a date for its own report and for the same words.
    """
    kind = m.event.type
    yield kind, "report", m.doc.id
    if incidents.concerns(m):
        yield from incidents.asks(m)
    yield from ((kind, "words", sketch) for sketch in sketches(m.words))
    if m.event.type in _SPOKEN and m.first:
        yield from ((kind, month, f"by {m.first}") for month in incidents.months(m))
    if m.day:
        when = (m.day.earliest,) if m.precise else _months(m.day)
        yield from ((kind, time, name) for name in m.names for time in when)


def _answers(m: Told) -> Iterator[Key]:
    """Yield the blocks in which a mention's group is found."""
    yield from _asks(m)
    if m.day and m.precise:
        yield from ((m.event.type, m.day.earliest[:7], name) for name in m.names)


def _months(days: Interval) -> tuple[str, ...]:
    """Return the months an interval touches, of a long one the first twelve."""
    out = [days.earliest[:7]]
    while out[-1] < days.latest[:7] and len(out) < 12:
        year, month = map(int, out[-1].split("-"))
        out.append(f"{year + month // 12:04}-{month % 12 + 1:02}")
    return tuple(out)


def contradicts(a: Told, b: Told) -> bool:
    """Say whether something in the two mentions tells them apart."""
    if incidents.concerns(a) and incidents.concerns(b):
        return incidents.apart(a, b)
    return _other_scene(a, b) or _other_author(a, b) or _other_parties(a, b)


def _other_scene(a: Told, b: Told) -> bool:
    """Say whether status, day or place differ."""
    if any((a.event.status is s) != (b.event.status is s) for s in _APART):
        return True
    if a.day and b.day and not a.day.overlaps(b.day):
        return True
    if a.event.type in _SPOKEN:
        return incidents.elsewhere(a, b)
    return bool(a.where and b.where) and a.where != b.where


def _other_author(a: Told, b: Told) -> bool:
    """Say whether another speaks, or author and target have changed places.

    Who speaks without a name may be anybody; one name may be the longer form of another.
    """
    if not (a.first and b.first) or _one_author(a, b) or a.event.type in _MUTUAL:
        return False
    if a.event.type in _SPOKEN:
        return a.first in a.named and b.first in b.named
    return a.first in b.who and b.first in a.who


def _one_author(a: Told, b: Told) -> bool:
    one, other = set((a.first or "").split()), set((b.first or "").split())
    return bool(one and other) and (one <= other or other <= one)


def _other_parties(a: Told, b: Told) -> bool:
    """Say whether the parties differ and no like words make up for it."""
    if _other_company(a, b) and (a.event.type in _MUTUAL or not _same_parties(a, b)):
        return True
    return not (_same_parties(a, b) or _same_story(a, b) or _same_scene(a, b))


def _other_company(a: Told, b: Told) -> bool:
    """Say whether each names a party that the other lacks: like words, another counterpart."""
    return bool(a.named - b.who) and bool(b.named - a.who)


def _same_parties(a: Told, b: Told) -> bool:
    """Say whether two thirds of the shorter list of parties stand in the other.

    Who meets whom tells two meetings apart even where a party has no name; an attack's
    unnamed victims in one report and its named author in another do not.
    """
    mutual = a.event.type in _MUTUAL
    one, other = (a.who, b.who) if mutual else (a.named, b.named)
    return 3 * len(one & other) >= 2 * min(len(one), len(other))


def _shared(a: Told, b: Told) -> int:
    """Count the parties both name; an unnamed one counts if it takes two words to say."""
    return sum(1 for name in a.who & b.who if name in a.named or " " in name)


def _same_story(a: Told, b: Told) -> bool:
    """Say whether two reports of the same days tell it in the same words and numbers.

    Where a report has no date, nearly all words must be the same.
    """
    alike = likeness(a.words, b.words)
    if alike < _SAME_STORY or not same_numbers(a.words, b.words):
        return False
    first, last = a.doc.published, b.doc.published
    if first and last:
        return abs(days_between(first, last)) <= _NEAR
    return alike >= _SAME_TEXT


def _same_scene(a: Told, b: Told) -> bool:
    """Say whether day and place are the same and the words much alike."""
    same = a.precise and b.precise and a.where is not None and a.where == b.where
    return same and likeness(a.words, b.words) >= _SAME_POINT


def supports(a: Told, b: Told) -> bool:
    """Say whether enough is shared to take two mentions that agree for one."""
    if incidents.concerns(a) and incidents.concerns(b):
        return incidents.alike(a, b) is not None
    return _shares_enough(a, b)


def _shares_enough(a: Told, b: Told) -> bool:
    if _same_story(a, b) or _same_scene(a, b):
        return True
    shared = _shared(a, b)
    same_place = a.where is not None and a.where == b.where
    if a.event.type in _SPOKEN:
        return _same_point(a, b, shared)
    if (a.event.status is Status.PLANNED) != (b.event.status is Status.PLANNED):
        return a.precise and b.precise and bool(shared) and (same_place or shared > 1)
    if a.day and b.day:
        if a.precise and b.precise:
            return bool(shared) or (same_place and a.local)
        return shared + same_place > 1
    return False


def _same_point(a: Told, b: Told, shared: int) -> bool:
    """Say whether one speaker's two acts of one kind are the same act told twice.

    Reports of the same days tell it by its target, its place, its tolls or its words.
    """
    if not _same_days(a, b):
        return False
    alike = likeness(a.words, b.words)
    if shared and (shared > 1 or alike >= _SAME_POINT):
        return True
    if _act(a) != _act(b) or not _one_author(a, b):
        return False
    same_place = a.where is not None and a.where == b.where
    found = same_place or alike >= _SAME_ACT or bool(a.killed & b.killed)
    return found or (_act(a) in _RETOLD and a.first in a.named and _one_target(a, b))


# Acts that every report of a story tells in its own words; blame is a charge.
_RETOLD = frozenset({"condemn", "accuse", "investigate"})


def _act(m: Told) -> str | None:
    return "accuse" if m.event.mode == "blame" else m.event.mode


def _one_target(a: Told, b: Told) -> bool:
    """Say whether two acts of one author name no other target."""
    one, other = a.named - {a.first}, b.named - {b.first}
    return not (one and other) or bool(one & other)


def _same_days(a: Told, b: Told) -> bool:
    """Say whether two acts may have been done on one day, by their dates or their reports'."""
    if a.doc.id == b.doc.id:
        return True
    first, last = incidents.window(a), incidents.window(b)
    return first is not None and last is not None and first.overlaps(last)
