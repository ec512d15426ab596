"""When two mentions of violence in one report are one incident.

Families of acts that can't be one (a blast and a shooting), other places, days or parties keep
mentions apart. A definite noun (`the attack`), the same toll, or the same place and parties
make a later mention one with an earlier: who fights whom alone does not, since the same two
sides clash again and again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from musnad.annotate.acts.wordclass import PARTICLES
from musnad.annotate.naming.gazetteer import demonym, is_country
from musnad.model import Document, Event, Measure, Span, Status
from musnad.text.normalize import key, keys


class Family(StrEnum):
    """Kinds of violence; acts of one may be one act; `ANY` and a claim go with others."""

    ANY = "any"
    BLAST = "blast"
    FIRE = "fire"
    SHOTS = "shots"
    FIGHT = "fight"
    GROUND = "ground"
    CAPTIVES = "captives"
    WAR = "war"
    CLAIM = "claim"
    FOILED = "foiled"


_BY_MODE = {
    Family.BLAST: ("bomb", "bombing", "mine"),
    Family.FIRE: ("airstrike", "shelling"),
    Family.SHOTS: ("shooting", "fire", "stab", "ambush"),
    Family.FIGHT: ("clash",),
    Family.GROUND: ("occupy", "capture", "retake", "expel", "incursion", "hold"),
    Family.CAPTIVES: ("abduct",),
    Family.WAR: ("war",),
    Family.CLAIM: ("claim",),
    Family.FOILED: ("defuse", "shoot-down"),
}
_FAMILY = {mode: family for family, modes in _BY_MODE.items() for mode in modes}
_OPEN = frozenset({Family.ANY, Family.BLAST, Family.FIRE, Family.SHOTS, Family.FIGHT, Family.CLAIM})


def family(mode: str | None) -> Family:
    """Return the family of an event's mode.

    >>> family("bomb"), family("kill")
    (<Family.BLAST: 'blast'>, <Family.ANY: 'any'>)
    """
    return _FAMILY.get(mode or "", Family.ANY)


def compatible(a: Family, b: Family) -> bool:
    """Say whether acts of two families may be one act."""
    return a is b or (bool({Family.ANY, Family.CLAIM} & {a, b}) and a in _OPEN and b in _OPEN)


@dataclass(frozen=True, slots=True)
class Clues:
    """What a mention's clause tells apart from its arguments.

    `tolls` are the numbers of the killed and injured, `back` says that it points back (`the
    attack`), `another` that it tells of a further one (`another attack`), `counts` that it only
    counts the dead (`the ministry announced the death of nine`), `words` are its stems, and
    `placed` says that it names a place after `town of` and the like.
    """

    tolls: frozenset[tuple[Measure, float]] = frozenset()
    back: bool = False
    another: bool = False
    counts: bool = False
    words: frozenset[str] = frozenset()
    placed: bool = False


def tolls(doc: Document, span: Span) -> frozenset[tuple[Measure, float]]:
    """Return the numbers of killed and injured that a piece of a report gives."""
    harms = {Measure.KILLED, Measure.INJURED}
    return frozenset(
        (q.measure, q.value)
        for q in doc.quantities
        if q.measure in harms and span.covers(q.span) and q.part_of is None
    )


def apart(a: Event, b: Event) -> bool:
    """Say whether status, family, place or day make two mentions two incidents."""
    statuses = {a.status, b.status}
    if a.status is not b.status and not statuses <= {Status.OCCURRED, Status.ONGOING}:
        return True
    if not compatible(family(a.mode), family(b.mode)):
        return True
    return _elsewhere(a.place, b.place) or _another_day(a.date, b.date)


def _elsewhere(a: str | None, b: str | None) -> bool:
    """Say whether two places differ, a country told beside one of its towns apart."""
    if a is None or b is None:
        return False
    one_, other = set(key(a).split()), set(key(b).split())
    return not (one_ <= other or other <= one_) and is_country(a) == is_country(b)


def _another_day(a: str | None, b: str | None) -> bool:
    return not (a is None or b is None or a.startswith(b) or b.startswith(a))


def one(a: Event, b: Event, clues: Clues, earlier: Clues, *, shared: bool) -> bool:
    """Say whether a mention that nothing keeps apart from an earlier one is the same incident.

    `shared` says that they name a party in common.
    """
    if clues.another:
        return False
    killed, before = _killed(clues.tolls), _killed(earlier.tolls)
    if killed & before or clues.back or _only_counts(a, clues):
        return True
    if killed and before:
        return False
    return _alike(a, b, clues, earlier) or _same_scene(a, b, shared=shared)


def _only_counts(a: Event, clues: Clues) -> bool:
    """Say whether a mention counts the dead and leaves it to others to tell of what."""
    return clues.counts and bool(_killed(clues.tolls)) and a.place is None and not clues.placed


def names_place(forms: Sequence[str]) -> bool:
    """Say whether folded words name a place by its class: `the town of Nuraba`, no Turkish town.

    >>> names_place(["في", "بلده", "نورابا"]), names_place(["في", "بلده", "تركيه"])
    (True, False)
    """
    return any(
        not _CLASSES.isdisjoint((a, a.removeprefix("ب")))
        and b not in PARTICLES
        and demonym(b) is None
        for a, b in pairwise(forms)
    )


_CLASSES = keys("بلدة مدينة قرية محافظة ولاية مديرية ضاحية مخيم")


def _same_scene(a: Event, b: Event, *, shared: bool) -> bool:
    """Say whether the place is the same, or the day and a party, and no party speaks against it."""
    if a.place is not None and b.place is not None and key(a.place) == key(b.place):
        return shared or not (a.participants and b.participants)
    return shared and a.date is not None and a.date == b.date


def _alike(a: Event, b: Event, clues: Clues, earlier: Clues) -> bool:
    """Say whether a mention without a place of its own tells in an earlier one's words."""
    if a.place is not None or family(a.mode) is not family(b.mode) or family(a.mode) not in _BRIEF:
        return False
    common = len(clues.words & earlier.words)
    least = min(len(clues.words), len(earlier.words))
    return common >= _COMMON and common >= _SHARE * least


_BRIEF = frozenset({Family.BLAST, Family.SHOTS, Family.FOILED})
_COMMON = 3
_SHARE = 0.3


def _killed(found: frozenset[tuple[Measure, float]]) -> frozenset[float]:
    return frozenset(value for measure, value in found if measure is Measure.KILLED and value > 1)


def dead(found: Sequence[tuple[Measure, float]] | frozenset[tuple[Measure, float]]) -> bool:
    """Say whether somebody is counted among the killed."""
    return any(measure is Measure.KILLED for measure, _ in found)
