"""Who said what, when, and by which path it came."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import msgspec

from musnad.jsonl import Json
from musnad.link.dates import Interval, interval
from musnad.model import DatedBy, Factuality, Hop, HopKind, Links, SourceKind, Statement, Unnamed
from musnad.present import reviews
from musnad.present.bidi import isolate
from musnad.present.dates import shown
from musnad.present.formats import Column, Listing
from musnad.present.glosses import named
from musnad.present.labels import Lang, label, phrase
from musnad.present.matching import fits, holds, meant
from musnad.present.paths import day, path
from musnad.present.terminal import Block, Line, Section

_COLUMNS = (
    Column("date"),
    Column("earliest", data=True),
    Column("latest", data=True),
    Column("dated_by", data=True),
    Column("speaker"),
    Column("kind"),
    Column("cue"),
    Column("statement"),
    Column("quote"),
    Column("chain"),
    Column("document", data=True),
    Column("factuality", data=True),
    Column("place", data=True),
    Column("occasion", data=True),
    Column("same_as", data=True),
    Column("review"),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which statements to show; `None` wants all.

    `meant` are the names, as shown, of the entities that `by` may mean.
    """

    by: str | None = None
    about: str | None = None
    kind: SourceKind | None = None
    via: str | None = None
    through: str | None = None
    days: Interval | None = None
    meant: frozenset[str] = frozenset()

    def admits(self, s: Statement) -> bool:
        """Say whether a statement is wanted; one without a date lies in no range."""
        if self.kind and s.kind is not self.kind:
            return False
        if self.by and s.speaker not in self.meant and not fits(self.by, s.speaker, s.source):
            return False
        if self.about and not holds(self.about, s.content):
            return False
        if self.via and not fits(self.via, s.via, s.told):
            return False
        if self.through and not fits(self.through, *s.chain):
            return False
        said = interval(s.date)
        return not self.days or (said is not None and self.days.overlaps(said))


def chosen(links: Links, wanted: Wanted | None = None) -> tuple[Statement, ...]:
    """Return the wanted statements in order of when they were said, undated ones last."""
    wanted = wanted or Wanted()
    if wanted.by:
        wanted = replace(wanted, meant=meant(wanted.by, links.entities))
    found = [s for s in links.statements if wanted.admits(s)]
    return tuple(sorted(found, key=_when))


def _when(s: Statement) -> tuple[str, str, int]:
    said = interval(s.date)
    return (said.earliest if said else "9999", s.document, s.evidence[0].start)


def statements(found: tuple[Statement, ...], lang: Lang, steps: bool = False) -> Listing:
    """Return statements as a listing; with `steps`, each step of a path has its words.

    What several reports carry is shown once, with the wordings of each; as data every
    wording is an item of its own that names the first one in `same_as`.
    """
    told = list(_sayings(found))
    dated = tuple(_block(s, lang, steps) for s in told if s[0].date)
    undated = tuple(_block(s, lang, steps) for s in told if not s[0].date)
    return Listing(
        key="statements",
        items=[as_json(s) for s in found],
        columns=_COLUMNS,
        rows=tuple(_row(s, lang) for s in found),
        sections=(Section("", dated), Section(phrase("undated", lang), undated)),
    )


def _mouth(s: Statement, lang: Lang) -> str:
    if s.speaker:
        return named(s.speaker, lang)
    if s.source and s.introduced and s.introduced != s.source:
        return f"{s.source} ({s.introduced})"
    return s.source or phrase("unstated", lang)


def _row(s: Statement, lang: Lang) -> tuple[str, ...]:
    said = interval(s.date)
    return (
        _when_said(s, lang),
        said.earliest if said else "",
        said.latest if said else "",
        label("dated_by", s.dated_by, lang) if s.dated_by else "",
        _mouth(s, lang),
        label("kind", s.kind, lang),
        s.cue,
        s.content,
        label("quote", s.quote, lang),
        path(s.chain, lang),
        s.document,
        label("factuality", s.factuality, lang),
        s.place or "",
        s.occasion or "",
        s.same_as or "",
        reviews.shown(s.review, lang, plain=True),
    )


def _when_said(s: Statement, lang: Lang) -> str:
    """Return the day it was said, or, where only the report is dated, when it was reported."""
    date = shown(s.date, interval(s.date), lang)
    if s.dated_by is DatedBy.PUBLICATION:
        return phrase("reported", lang, date=date)
    return date


def _sayings(found: Iterable[Statement]) -> Iterator[tuple[Statement, ...]]:
    """Yield the statements that say the same together, the first of them leading."""
    groups: dict[str, list[Statement]] = {}
    for s in found:
        groups.setdefault(s.same_as or f"{s.document}/{s.id}", []).append(s)
    yield from map(tuple, groups.values())


def _block(said: tuple[Statement, ...], lang: Lang, steps: bool) -> Block:
    first, *others = said
    lines = [*_lines(first, lang, steps)]
    for other in others:
        lines.append(Line(phrase("wording", lang, words=isolate(other.content))))
        lines.extend(_way(other, lang, steps))
    return Block(_when_said(first, lang), tuple(lines))


def _lines(s: Statement, lang: Lang, steps: bool) -> Iterator[Line]:
    facts = [label("kind", s.kind, lang), label("quote", s.quote, lang)]
    if s.factuality is not Factuality.ASSERTED:
        facts.append(label("factuality", s.factuality, lang))
    yield Line(" · ".join((isolate(_mouth(s, lang)), *facts)), "bold")
    yield Line(f"{isolate(s.cue)}: {isolate(s.content)}")
    around = [isolate(x) for x in (s.role, *_told_of(s.unnamed), s.occasion, s.place) if x]
    if around:
        yield Line(" · ".join(around), "dim")
    if s.review:
        yield Line(reviews.shown(s.review, lang), reviews.STYLES[s.review.state])
    yield from _way(s, lang, steps)


def _told_of(unnamed: Unnamed | None) -> tuple[str, ...]:
    """Return what the report says of an unnamed source, in its own words."""
    if unnamed is None:
        return ()
    told = (unnamed.nationality, unnamed.office, unnamed.party, unnamed.reason)
    return tuple(x for x in told if x)


def _way(s: Statement, lang: Lang, steps: bool) -> Iterator[Line]:
    """Yield the path on one line, or a line for each of its steps."""
    if steps:
        for n, hop in enumerate(s.hops):
            yield Line(f"{'  ' * n}{_step(hop, lang)}", "dim")
    way = [path(s.chain, lang)] if s.chain and not steps else []
    if s.dated_by not in {None, DatedBy.PUBLICATION} and s.published:
        way.append(phrase("said_published", lang, date=day(s.published, lang)))
    yield Line(" · ".join((*way, isolate(f"{s.document}/{s.id}"))), "dim")


def _step(hop: Hop, lang: Lang) -> str:
    """Return one step of a path: who, as what, and the report's words."""
    who = f"{label('hop', hop.kind, lang)} {isolate(named(hop.name, lang))}"
    told = hop.words if hop.kind is not HopKind.OUTLET else None
    return f"{who}: {isolate(told)}" if told else who


def as_json(s: Statement) -> dict[str, Json]:
    """Return a statement as plain values."""
    return {
        "id": s.id,
        "document": s.document,
        "date": s.date,
        "dated_by": s.dated_by.value if s.dated_by else None,
        "published": s.published,
        "outlet": s.outlet,
        "speaker": s.speaker,
        "source": s.source,
        "kind": s.kind.value,
        "cue": s.cue,
        "content": s.content,
        "quote": s.quote.value,
        "told": s.told,
        "via": s.via,
        "within": s.within,
        "chain": list(s.chain),
        "hops": [{"name": h.name, "kind": h.kind.value, "words": h.words} for h in s.hops],
        "same_as": s.same_as,
        "review": reviews.as_json(s.review),
        "factuality": s.factuality.value,
        "role": s.role,
        "unnamed": msgspec.to_builtins(s.unnamed),
        "introduced": s.introduced,
        "place": s.place,
        "occasion": s.occasion,
        "evidence": [
            {"document": v.document, "start": v.start, "end": v.end, "text": v.text}
            for v in s.evidence
        ],
    }
