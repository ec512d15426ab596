"""Which mentions of violence in several reports are one incident.

An attack is told by its town, its days and its tolls. Reports without a date tell of the last
days before them; a country goes with its towns, as far as the reports say which are its. Two
tolls of one attack differ from hour to hour, so tolls join mentions and never part them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from musnad.annotate.acts.incidents import Family, compatible, family
from musnad.link.dates import Interval, days_between, shift
from musnad.link.mentions import Told
from musnad.link.wording import likeness, same_numbers
from musnad.model import EventType, Status

_BEFORE = 4  # days before a report in which its undated news may have happened
_MISREAD = 0.1  # share of pairs of mentions that a misreading may part
_SLIP = 1  # days by which two reports may differ on the day of one attack
_FEW = 2  # tolls up to this one are too common to tell one attack from another
_SAME_STORY = 0.6  # share of a clause's words that makes two clauses one story
_LIVING = frozenset({Status.OCCURRED, Status.ONGOING})


def concerns(m: Told) -> bool:
    """Say whether a mention is of violence that took place or goes on."""
    return m.event.type is EventType.ASSAULT and m.event.status in _LIVING


def window(m: Told) -> Interval | None:
    """Return the days on which a mention's incident may have been, `None` for any."""
    if m.day:
        return m.day
    published = m.doc.published
    if not published or len(published) < len("2031-05-09"):
        return None
    return Interval(shift(published[:10], -_BEFORE), published[:10])


def apart(a: Told, b: Told) -> bool:
    """Say whether kind, place or days keep two mentions from being one incident."""
    if not compatible(family(a.event.mode), family(b.event.mode)):
        return True
    return elsewhere(a, b) or _other_days(a, b) or _other_author(a, b) or _told_apart(a, b)


def _told_apart(a: Told, b: Told) -> bool:
    """Say whether one report itself gives two tolls for two incidents of one town."""
    if a.doc.id != b.doc.id or a.where is None or b.where is None:
        return False
    return bool(a.killed and b.killed) and not a.killed & b.killed


def _other_author(a: Told, b: Told) -> bool:
    """Say whether other names did it, and neither toll nor wording speaks against that."""
    if a.first not in a.named or b.first not in b.named or a.named & b.named:
        return False
    return not (_tolls(a, b) or likeness(a.words, b.words) >= _SAME_STORY)


def elsewhere(a: Told, b: Told) -> bool:
    """Say whether two towns differ, or a town does not lie in the country told."""
    if a.where is None or b.where is None or a.where == b.where:
        return False
    if a.local and b.local:
        one, other = set(a.where.split()), set(b.where.split())
        return not (one <= other or other <= one)
    if a.countries and b.countries:
        return not a.countries & b.countries
    return not a.local and not b.local


def _other_days(a: Told, b: Told) -> bool:
    first, last = window(a), window(b)
    return not (first is None or last is None or first.overlaps(last) or slips(a, b))


def slips(a: Told, b: Told) -> bool:
    """Say whether two reports put one town's attack on days that follow each other.

    A report printed a day late keeps its `yesterday`; whether it is one attack, its toll says.
    """
    if not (a.day and b.day and a.precise and b.precise) or a.where is None or a.where != b.where:
        return False
    return abs(days_between(a.day.earliest, b.day.earliest)) == _SLIP


def one(some: Sequence[Told], others: Sequence[Told]) -> bool:
    """Say whether two groups are one incident: alike, and apart in at most a tenth of pairs."""
    pairs = [(a, b) for a in some for b in others if concerns(b)]
    parted = sum(apart(a, b) for a, b in pairs)
    if not pairs or parted > _MISREAD * len(pairs) or parted == len(pairs):
        return False
    return any(not apart(a, b) and alike(a, b) for a, b in pairs) and not _stray(some, others)


def _stray(some: Sequence[Told], others: Sequence[Told]) -> bool:
    return all(strays(m, others) for m in some)


def strays(m: Told, group: Sequence[Told]) -> bool:
    """Say whether a mention is of another day than all of a group, and nothing makes it one."""
    if not any(slips(m, n) for n in group) or any(n.day == m.day for n in group):
        return False
    return not any(certain(m, n) for n in group)


def certain(a: Told, b: Told) -> bool:
    """Say whether two mentions are one attack though their days differ by one.

    The toll or the wording says so; and a town hardly sees two blasts in two days.
    """
    story = likeness(a.words, b.words) >= _SAME_STORY and same_numbers(a.words, b.words)
    blasts = family(a.event.mode) is family(b.event.mode) is Family.BLAST
    return story or blasts or bool(_tolls(a, b))


def _tolls(a: Told, b: Told) -> frozenset[float]:
    return frozenset(n for n in a.killed & b.killed if n > _FEW)


@dataclass(frozen=True, slots=True, order=True)
class Likeness:
    """How much two mentions have in common, the more telling first."""

    place: bool
    tolls: int
    parties: int
    words: float


def alike(a: Told, b: Told) -> Likeness | None:
    """Return what makes two mentions that nothing keeps apart one incident, `None` if nothing."""
    here = a.where is not None and a.where == b.where and a.local
    tolls = len(_tolls(a, b)) + len(_hurt(a, b))
    words = likeness(a.words, b.words)
    found = Likeness(here, tolls, len(a.named & b.named), words)
    if words >= _SAME_STORY and same_numbers(a.words, b.words) and _same_days(a, b):
        return found
    if here and not _other_side(a, b):
        return found
    return found if _same_toll(a, b, found) and _same_days(a, b) else None


def _same_toll(a: Told, b: Told, found: Likeness) -> bool:
    """Say whether a toll that is no small number makes one incident, with one thing more.

    Killed and injured, a party, some words, or the kind of act must agree as well.
    """
    shared = _tolls(a, b)
    if not shared:
        return False
    kind = family(a.event.mode) is family(b.event.mode) is not Family.ANY
    more = found.parties > 0 or found.words >= _SOME_WORDS or kind
    return found.tolls > 1 or (max(shared) > _MANY and more)


_MANY = 9
_SOME_WORDS = 0.25


def _hurt(a: Told, b: Told) -> frozenset[float]:
    return frozenset(n for n in a.injured & b.injured if n > _FEW)


def _same_days(a: Told, b: Told) -> bool:
    return window(a) is not None and window(b) is not None


def _other_side(a: Told, b: Told) -> bool:
    """Say whether author and target have changed places: an attack in return."""
    return bool(
        a.first and b.first and a.first != b.first and a.first in b.who and b.first in a.who
    )


def asks(m: Told) -> Iterator[tuple[EventType, str, str]]:
    """Yield the blocks in which an incident's mentions meet: its months with place and tolls."""
    marks = [m.where] if m.where else []
    marks += [f"killed {n:g}" for n in sorted(m.killed) if n > _FEW]
    yield from ((m.event.type, month, mark) for month in months(m) for mark in marks)


def months(m: Told) -> tuple[str, ...]:
    """Return the months in which a mention's days begin and end."""
    days = window(m)
    return tuple(dict.fromkeys((days.earliest[:7], days.latest[:7]))) if days else ()
