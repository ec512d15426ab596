"""Why it happened: reports of one incident that lay it at causes which exclude each other."""

from collections.abc import Iterator
from typing import NamedTuple

from musnad.link.disagreeing.reading import Passages
from musnad.link.disagreeing.words import Hit, hits
from musnad.link.scenes import Scene
from musnad.model import Span

_REACH = 5  # words between `because of` and the cause
_NOT_REACH = 4


class Cause(NamedTuple):
    """A cause's row; `accident`: no one's deed; `stated`: as a cause, `outright`: as the one."""

    id: str
    accident: bool
    stated: bool
    outright: bool = False


def causes(read: Passages) -> Iterator[tuple[int, Span, Cause]]:
    """Yield each cause that a report names: the number of its sentence, where, and which."""
    for number, scene in enumerate(read.scenes):
        if scene.title:
            continue
        found = [h for h in hits(scene.words, "cause") if not _denied(scene, h)]
        because = hits(scene.words, "because")
        stated = [h for h in found if _led(h, because)]
        for hit in stated[:1] or found[:1]:
            outright = any(b.row.outright for b in _led(hit, because))
            cause = Cause(hit.row.id, hit.row.accident, bool(stated), outright)
            yield number, scene.words[hit.first].span, cause


def exclude(a: Cause, b: Cause) -> bool:
    """Say whether two causes can't both be right: a deed and an accident, or both stated."""
    if a.id == b.id:
        return False
    if a.accident != b.accident:
        return a.stated and b.stated
    return a.outright and b.outright


def _led(hit: Hit, because: tuple[Hit, ...]) -> list[Hit]:
    return [b for b in because if 0 <= hit.first - b.last <= _REACH]


def _denied(scene: Scene, hit: Hit) -> bool:
    return bool(hits(scene.words[max(0, hit.first - _NOT_REACH) : hit.first], "not"))
