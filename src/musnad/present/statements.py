"""Who said what, when, and by which path it came."""

from collections.abc import Iterator
from dataclasses import dataclass

from musnad.jsonl import Json
from musnad.link.dates import Interval, interval
from musnad.model import DatedBy, Links, SourceKind, Statement
from musnad.present.bidi import isolate
from musnad.present.dates import shown
from musnad.present.formats import Column, Listing
from musnad.present.glosses import named
from musnad.present.labels import Lang, label, phrase
from musnad.present.matching import fits, holds
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
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which statements to show; `None` wants all."""

    by: str | None = None
    about: str | None = None
    kind: SourceKind | None = None
    via: str | None = None
    chain: str | None = None
    days: Interval | None = None

    def admits(self, s: Statement) -> bool:
        """Say whether a statement is wanted; one without a date lies in no range."""
        if self.kind and s.kind is not self.kind:
            return False
        if self.by and not fits(self.by, s.speaker, s.source):
            return False
        if self.about and not holds(self.about, s.content):
            return False
        if self.via and not fits(self.via, s.via, s.told):
            return False
        if self.chain and not fits(self.chain, *s.chain):
            return False
        said = interval(s.date)
        return not self.days or (said is not None and self.days.overlaps(said))


def chosen(links: Links, wanted: Wanted | None = None) -> tuple[Statement, ...]:
    """Return the wanted statements in order of when they were said, undated ones last."""
    wanted = wanted or Wanted()
    found = [s for s in links.statements if wanted.admits(s)]
    return tuple(sorted(found, key=_when))


def _when(s: Statement) -> tuple[str, str, int]:
    said = interval(s.date)
    return (said.earliest if said else "9999", s.document, s.evidence[0].start)


def statements(found: tuple[Statement, ...], lang: Lang) -> Listing:
    """Return statements as a listing."""
    dated = tuple(_block(s, lang) for s in found if s.date)
    undated = tuple(_block(s, lang) for s in found if not s.date)
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
    )


def _when_said(s: Statement, lang: Lang) -> str:
    """Return the day it was said, or, where only the report is dated, when it was reported."""
    date = shown(s.date, interval(s.date), lang)
    if s.dated_by is DatedBy.PUBLICATION:
        return phrase("reported", lang, date=date)
    return date


def _block(s: Statement, lang: Lang) -> Block:
    return Block(_when_said(s, lang), tuple(_lines(s, lang)))


def _lines(s: Statement, lang: Lang) -> Iterator[Line]:
    facts = (label("kind", s.kind, lang), label("quote", s.quote, lang))
    yield Line(" · ".join((isolate(_mouth(s, lang)), *facts)), "bold")
    yield Line(f"{isolate(s.cue)}: {isolate(s.content)}")
    way = [path(s.chain, lang)] if s.chain else []
    if s.dated_by is DatedBy.CLAUSE and s.published:
        way.append(phrase("said_published", lang, date=day(s.published, lang)))
    yield Line(" · ".join((*way, isolate(s.document))), "dim")


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
        "evidence": [
            {"document": v.document, "start": v.start, "end": v.end, "text": v.text}
            for v in s.evidence
        ],
    }
