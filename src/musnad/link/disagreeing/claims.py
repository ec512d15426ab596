"""Who says that he did it: two who claim one act, or one whose claim others know nothing of."""

from collections.abc import Iterator
from typing import NamedTuple

from musnad.link.disagreeing.reading import Passages, innermost
from musnad.link.disagreeing.words import Hit, hits
from musnad.link.entities import Names
from musnad.link.scenes import Scene
from musnad.link.tolls import act
from musnad.model import Label, Span

_BEFORE = 4  # words before a claim in which it is denied
_AFTER = 6  # words after it that say by whom, and of what
_OBJECT = 3  # words after `responsible for` in which the act stands
_OBJECT_OF_VERB = 7  # words after `claimed`, by nobody so far, in which it does
_ACT = 12


class Claim(NamedTuple):
    """Who claimed an act; `None`: nobody so far."""

    by: str | None


def claims(read: Passages, names: Names) -> Iterator[tuple[int, Span, Claim]]:
    """Yield each claim of an act that a report tells, and each time it says there is none."""
    for number, scene in enumerate(read.scenes):
        for hit in hits(scene.words, "claim"):
            at = _act_claimed(scene, hit)
            if at is None:
                continue
            around = scene.words[max(0, hit.first - _BEFORE) : hit.last + _AFTER]
            before = scene.words[max(0, hit.first - _BEFORE) : hit.first]
            span = scene.words[at].span
            if hits(before, "not"):
                if hits(around, "nobody"):
                    yield number, span, Claim(None)
            elif by := _claimant(read, scene, hit, names):
                yield number, span, Claim(by)


def _act_claimed(scene: Scene, hit: Hit) -> int | None:
    """Return the word for the act that is claimed: after it, or before `which X claimed`."""
    which = hit.last - hit.first == 1
    reach = _OBJECT_OF_VERB if which else _OBJECT
    after = range(hit.last, min(len(scene.words), hit.last + reach))
    before = range(hit.first - 1, max(-1, hit.first - _ACT), -1)
    near = [*after, *(before if which else ())]
    return next((i for i in near if act(scene.words[i].form)), None)


def _claimant(read: Passages, scene: Scene, hit: Hit, names: Names) -> str | None:
    """Return the body named right after `claimed it`, else right before, else who says so."""
    start, end = scene.words[hit.first].start, scene.words[hit.last - 1].end
    bodies = [m for m in read.doc.mentions if m.label is Label.ORG and scene.span.covers(m.span)]
    until = scene.words[min(len(scene.words), hit.last + _AFTER) - 1].end
    after = [m for m in bodies if end <= m.span.start < until]
    before = [m for m in bodies if m.span.end <= start]
    found = after[0].name if after else before[-1].name if before else None
    if found is None:
        said = innermost(read.doc, scene.words[hit.first].span)
        found = said.speaker if said else None
    return names.identity(read.doc.id, found) if found else None
