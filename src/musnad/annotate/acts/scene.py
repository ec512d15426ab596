"""One sentence, one trigger in its clause, and what the report has told before them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from musnad.annotate.acts import dating, merging
from musnad.annotate.acts.actors import Actor, Words
from musnad.annotate.acts.triggers import Hit
from musnad.model import (
    Attribution,
    Document,
    EventType,
    Label,
    Mention,
    Sentence,
    Span,
    Timex,
    ZoneKind,
)
from musnad.text.clauses import Clause
from musnad.text.normalize import keys

_DURING = keys("خلال أثناء وخلال")
_MEETINGS = keys("الزيارة اللقاء الاجتماع المباحثات المحادثات زيارته زيارتها")
# What is told of others: who tells it has no part in it.
TOLD = frozenset({EventType.ASSAULT, EventType.AID, EventType.PROTEST})


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence with all that its triggers may need."""

    doc: Document
    sentence: Sentence
    words: Words
    actors: Sequence[Actor]
    attributions: Sequence[Attribution]
    timexes: Sequence[Timex]
    mentions: Sequence[Mention]
    clauses: Sequence[Clause]

    def recalls(self, hit: Hit) -> bool:
        """Say whether a trigger stands `during the visit`, a meeting told before."""
        near = self.words.tokens[max(0, hit.first - 4) : hit.last + 4]
        return any(a.form in _DURING and b.form in _MEETINGS for a, b in pairwise(near))

    @property
    def places(self) -> frozenset[int]:
        """Where the names of places begin."""
        return frozenset(m.span.start for m in self.mentions if m.label is Label.LOC)

    @property
    def days(self) -> frozenset[int]:
        """Where the time expressions begin."""
        return frozenset(t.span.start for t in self.timexes)

    @property
    def headline(self) -> bool:
        """Say whether it is a title or a heading."""
        return self.sentence.zone is not ZoneKind.BODY

    def span(self, first: int, last: int) -> Span:
        """Return the range of tokens `[first, last)` in the text."""
        return Span(self.words.tokens[first].start, self.words.tokens[last - 1].end)


@dataclass(frozen=True, slots=True)
class Case:
    """A trigger in its clause: the statement that holds it, and the one it is the cue of."""

    scene: Scene
    clause: Clause
    hit: Hit
    trigger: Span
    holder: Attribution | None
    own: Attribution | None


@dataclass(slots=True)
class Sayings:
    """What a report has told so far: each speaker's days, its last meeting's, and who acted."""

    days: list[tuple[str, str | None]] = field(default_factory=list)
    meeting: str | None = None
    doers: list[tuple[int, str]] = field(default_factory=list)

    def doer(self, scene: Scene, hit: Hit) -> str | None:
        """Return who did or said the last thing told before a trigger in its sentence."""
        start, here = scene.sentence.span.start, scene.words.tokens[hit.first].start
        before = [(at, name) for at, name in self.doers if start <= at < here]
        before += [
            (a.cue.start, a.speaker)
            for a in scene.attributions
            if a.speaker and hit.row.type not in TOLD and start <= a.cue.start and a.cue.end <= here
        ]
        return max(before, default=(0, None))[1]

    def hear(self, scene: Scene) -> None:
        """Note the day of each statement of a sentence."""
        for a in scene.attributions:
            if a.speaker and scene.sentence.span.covers(a.cue):
                timex = dating.saying(scene.timexes, scene.sentence.span, a, scene.attributions)
                if timex and dating.day(timex):
                    self.days.append((a.speaker, dating.day(timex)))

    def day_of(self, name: str | None) -> str | None:
        """Return the day of the last dated words of a speaker, whichever form of the name."""
        found = (d for who, d in reversed(self.days) if name and merging.alike(who, name))
        return next(found, None)
