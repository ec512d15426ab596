"""One sentence in the making: its statements so far, and the report around it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from musnad.annotate.saying import contents
from musnad.annotate.saying.adverbs import Phrase
from musnad.annotate.saying.cues import Style
from musnad.annotate.saying.discourse import Discourse, Source
from musnad.annotate.saying.frames import Reading
from musnad.annotate.saying.phrases import (
    Line,
    Range,
)
from musnad.annotate.saying.speakers import describe
from musnad.model import Span


@dataclass(frozen=True, slots=True)
class Said:
    """A reading with its source, what was said, and who carried it."""

    reading: Reading
    source: Source
    content: Span
    via: str | None = None
    told: str | None = None
    via_words: Span | None = None
    told_words: Span | None = None


@dataclass(slots=True)
class Scene:
    """One sentence in the making: its number, its statements so far, the report around it.

    `told` are its phrases with a reporting verb (`وفق ما أعلن`), `relays` those that stand
    between a cue, by its word, and its content (`نقلا عن مسؤول`).
    """

    ln: Line
    n: int
    d: Discourse
    kept: list[Said]
    told: Sequence[Phrase] = ()
    relays: Mapping[int, Phrase] = field(default_factory=dict)

    def describe(self, np: Range, gender: str | None) -> Source:
        """Return the source that a range of words makes."""
        return describe(self.ln, np, self.d, gender, self.n)

    def holder(self, r: Reading) -> Said | None:
        """Return the innermost statement whose content holds a reading's cue."""
        at = self.ln.words[r.cue[0]].start
        return next((k for k in reversed(self.kept) if k.content.start <= at < k.content.end), None)

    def cut(self, at: int) -> None:
        """End the statements so far before word `at`."""
        self.kept = [c for k in self.kept if (c := cut(self.ln, k, at))]

    def speakers(self) -> list[Source]:
        """Return the sentence's own speakers, the last first, those inside a statement not."""
        own = [k for k in self.kept if k.reading.form.style is not Style.NOUN]
        return [k.source for k in reversed(own) if not nested(k, own)]


def nested(said: Said, among: Sequence[Said]) -> bool:
    """Say whether a statement stands inside another of the sentence."""
    at = said.reading.cue[0]
    return any(
        k is not said and k.reading.content <= at and k.content.covers(said.content) for k in among
    )


def cut(ln: Line, said: Said, at: int) -> Said | None:
    """Return a statement with its content ended before word `at`, `None` if nothing is left."""
    if said.content.end <= ln.words[at].start or said.reading.end is not None:
        return said
    got = contents.content(ln, said.reading, [at])
    return replace(said, content=got) if got else None
