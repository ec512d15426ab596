"""The chronology: happenings in order of when they happened, each with its sentence."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from musnad.jsonl import Json
from musnad.link.dates import Interval, interval
from musnad.model import (
    Disagreement,
    Document,
    EventType,
    Happening,
    Links,
    Statement,
    Status,
)
from musnad.present import origins, reviews
from musnad.present.bidi import isolate
from musnad.present.dates import precision, shown
from musnad.present.formats import Column, Listing
from musnad.present.labels import Lang, label, phrase
from musnad.present.matching import fits, meant
from musnad.present.paths import carried_by, names, paths
from musnad.present.terminal import ISOLATES, Block, Line, Section

_COLUMNS = (
    Column("id", data=True),
    Column("date"),
    Column("earliest", data=True),
    Column("latest", data=True),
    Column("type"),
    Column("status"),
    Column("participants"),
    Column("place"),
    Column("sentence"),
    Column("reports"),
    Column("origins"),
    Column("according_to"),
    Column("disagreements"),
    Column("document", data=True),
    Column("said", data=True),
    Column("published", data=True),
    Column("added", data=True),
    Column("review"),
)


_DAY = len("2025-07-31")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which happenings to show; `None` wants all.

    `who` and `place` are names, in Arabic or English; `documents` are ids of reports, of which
    one at least tells of it. `meant` are the names, as shown, of the entities that `who` may
    mean.
    """

    days: Interval | None = None
    who: str | None = None
    type: EventType | None = None
    status: Status | None = None
    place: str | None = None
    documents: frozenset[str] | None = None
    meant: frozenset[str] = frozenset()

    def admits(self, h: Happening) -> bool:
        """Say whether a happening is wanted; one without a date lies in no range."""
        if self.type not in {None, h.type} or self.status not in {None, h.status}:
            return False
        if self.documents is not None and self.documents.isdisjoint(d for d, _ in h.mentions):
            return False
        if self.days and not ((stated := days_of(h)) and self.days.overlaps(stated)):
            return False
        if self.place and not fits(self.place, h.place):
            return False
        if self.who is None or not self.meant.isdisjoint(h.participants):
            return True
        return fits(self.who, *h.participants)

    def among(self, links: Links) -> "Wanted":
        """Return the same with what its name means among the entities of a case."""
        if self.who is None:
            return self
        return replace(self, meant=meant(self.who, links.entities))


@dataclass(frozen=True, slots=True)
class Entry:
    """A happening with the reports that carry it and the statements it rests on.

    `denied_by` names who denies a denied one, where a report says who; `disagreements` are
    those of its reports about it, `stories` the ids of those that they tell. Beside when it
    happened there are three clocks: the days on which it was `said` and `published`, and the
    first and last time at which a report of it was `added` to the case.
    """

    happening: Happening
    reports: tuple[Document, ...]
    statements: tuple[Statement, ...]
    denied_by: tuple[str, ...]
    disagreements: tuple[Disagreement, ...] = ()
    stories: tuple[str, ...] = ()
    said: Interval | None = None
    published: Interval | None = None
    added: tuple[str, str] | None = None


def told_by(outlet: str, reports: Iterable[Document]) -> frozenset[str]:
    """Return the ids of the reports of an outlet, named in Arabic or English."""
    return frozenset(r.id for r in reports if r.outlet and fits(outlet, r.outlet))


def days_of(h: Happening) -> Interval | None:
    """Return the days of a happening's date."""
    return Interval(h.earliest, h.latest) if h.earliest and h.latest else None


def entries(
    links: Links,
    report: Callable[[str], Document],
    wanted: Wanted | None = None,
    added: Mapping[str, str] | None = None,
) -> tuple[Entry, ...]:
    """Return the wanted entries in the order of the links: by date, then those without one.

    `report` gives a document by its id, `added` when each was added to the case.
    """
    wanted = (wanted or Wanted()).among(links)
    statements = {(s.document, s.id): s for s in links.statements}
    disputed: dict[str, list[Disagreement]] = defaultdict(list)
    for d in links.disagreements:
        disputed[d.happening or ""].append(d)
    chosen = [h for h in links.happenings if wanted.admits(h)]
    story = {document: s.id for s in links.stories for document in s.documents}
    found = (_entry(h, report, statements) for h in chosen)
    return tuple(_placed(e, story, added or {}, disputed.get(e.happening.id, ())) for e in found)


def undated(links: Links, wanted: Wanted) -> int:
    """Count what a range of days leaves out because no report dates it."""
    wanted = wanted.among(links)
    undated = (h for h in links.happenings if days_of(h) is None)
    return sum(replace(wanted, days=None).admits(h) for h in undated) if wanted.days else 0


def _entry(
    h: Happening,
    report: Callable[[str], Document],
    statements: dict[tuple[str, str], Statement],
) -> Entry:
    ids = sorted({document for document, _ in h.mentions})
    reports = sorted((report(i) for i in ids), key=lambda d: (d.published or "9999", d.id))
    resting = tuple(statements[s] for s in h.statements if s in statements)
    return Entry(h, tuple(reports), resting, _deniers(h, resting))


def _placed(
    e: Entry,
    story: Mapping[str, str],
    added: Mapping[str, str],
    disputed: Iterable[Disagreement],
) -> Entry:
    """Return an entry with its stories, its clocks and what is disputed of it."""
    times = sorted(added[r.id] for r in e.reports if r.id in added)
    return replace(
        e,
        disagreements=tuple(disputed),
        stories=tuple(sorted({story[r.id] for r in e.reports if r.id in story})),
        said=_span(interval(s.date) for s in e.statements),
        published=_span(interval(r.published) for r in e.reports),
        added=(times[0], times[-1]) if times else None,
    )


def _span(days: Iterable[Interval | None]) -> Interval | None:
    """Return the days from the first to the last of several ranges."""
    known = [d for d in days if d]
    if not known:
        return None
    return Interval(min(d.earliest for d in known), max(d.latest for d in known))


def _deniers(h: Happening, statements: Iterable[Statement]) -> tuple[str, ...]:
    if h.status is not Status.DENIED:
        return ()
    return tuple(dict.fromkeys(m for s in statements if (m := s.speaker or s.source)))


def chronology(found: tuple[Entry, ...], lang: Lang, clocks: bool = False) -> Listing:
    """Return entries as a listing; with `clocks`, each says when it was said, published, added."""
    dated = tuple(_block(e, lang, clocks) for e in found if e.happening.earliest)
    undated = tuple(_block(e, lang, clocks) for e in found if not e.happening.earliest)
    return Listing(
        key="entries",
        items=[as_json(e, lang) for e in found],
        columns=_COLUMNS,
        rows=tuple(_row(e, lang) for e in found),
        sections=(Section("", dated), Section(phrase("undated", lang), undated)),
    )


def when(h: Happening, lang: Lang) -> str:
    """Return a happening's date in words, with the precision its reports give."""
    return shown(h.date, days_of(h), lang)


def _status(e: Entry, lang: Lang) -> str:
    if e.denied_by:
        return phrase("denied_by", lang, who=names(e.denied_by, lang))
    return label("status", e.happening.status, lang)


def _row(e: Entry, lang: Lang) -> tuple[str, ...]:
    h = e.happening
    return (
        h.id,
        when(h, lang),
        h.earliest or "",
        h.latest or "",
        label("type", h.type, lang),
        _status(e, lang),
        names(h.participants, lang),
        names((h.place,) if h.place else (), lang),
        h.evidence[0].text,
        carried_by(e.reports, lang),
        _why(h, lang, plain=True),
        paths((s.chain for s in e.statements), lang),
        _disputed(e, lang),
        h.evidence[0].document,
        _range((e.said.earliest, e.said.latest) if e.said else None),
        _range((e.published.earliest, e.published.latest) if e.published else None),
        _range(e.added),
        reviews.shown(h.review, lang, plain=True),
    )


def _block(e: Entry, lang: Lang, clocks: bool) -> Block:
    told = [Line(_clocks(e, lang), "dim")] if clocks else []
    return Block(when(e.happening, lang), (*_lines(e, lang), *told))


def _clocks(e: Entry, lang: Lang) -> str:
    """Return when an entry was said, published and added to the case, each with its name."""
    added = e.added and Interval(e.added[0][:_DAY], e.added[1][:_DAY])
    told = (("said", e.said), ("published", e.published), ("added", added))
    return " · ".join(
        f"{label('clock', name, lang)} {isolate(shown(_edtf(days), days, lang))}"
        for name, days in told
        if days
    )


def facts(e: Entry, lang: Lang) -> list[str]:
    """Return what an entry tells: its type and status, the parties and the place."""
    h = e.happening
    told = [label("type", h.type, lang), _status(e, lang)]
    return told + [names(v, lang) for v in (h.participants, (h.place,) if h.place else ()) if v]


def _lines(e: Entry, lang: Lang) -> Iterator[Line]:
    h = e.happening
    yield Line(" · ".join(facts(e, lang)), "bold")
    yield Line(isolate(h.evidence[0].text))
    if len(h.evidence) > 1:
        yield Line(phrase("more", lang, n=isolate(str(len(h.evidence) - 1))), "dim")
    carried = f"{label('column', 'reports', lang)}: {carried_by(e.reports, lang)}"
    yield Line(f"{carried} · {isolate(h.id)}", "dim")
    if h.origins and len(e.reports) > 1:
        yield Line(f"{label('column', 'origins', lang)}: {_why(h, lang)}", "dim")
    if e.statements:
        via = paths((s.chain for s in e.statements), lang)
        yield Line(f"{label('column', 'according_to', lang)}: {via}", "dim")
    if e.disagreements:
        yield Line(f"{label('column', 'disagreements', lang)}: {_disputed(e, lang)}", "red")
    yield from _reviewed(h, lang)


def _disputed(e: Entry, lang: Lang) -> str:
    """Return what the reports of an entry differ in, each with how many sides it has."""
    return "; ".join(
        phrase("sides", lang, what=label("disagreement", d.kind, lang), n=str(len(d.sides)))
        for d in e.disagreements
    )


def _reviewed(h: Happening, lang: Lang) -> Iterator[Line]:
    """Yield what people decided."""
    if h.review:
        yield Line(reviews.shown(h.review, lang), reviews.STYLES[h.review.state])


def _why(h: Happening, lang: Lang, *, plain: bool = False) -> str:
    """Return why a happening has so many origins, `plain` without marks of direction."""
    text = origins.why(h.origins, lang) if h.origins else ""
    return ISOLATES.sub("", text) if plain else text


def as_json(e: Entry, lang: Lang = Lang.EN) -> dict[str, Json]:
    """Return an entry as plain values."""
    h = e.happening
    stated = precision(h.date, days_of(h))
    return {
        "id": h.id,
        "date": h.date,
        "earliest": h.earliest,
        "latest": h.latest,
        "precision": stated.value if stated else None,
        "dated_by": h.dated_by.value if h.dated_by else None,
        "type": h.type.value,
        "mode": h.mode,
        "status": h.status.value,
        "denied_by": list(e.denied_by),
        "participants": list(h.participants),
        "place": h.place,
        "review": reviews.as_json(h.review),
        "mentions": [f"{document}/{event}" for document, event in h.mentions],
        "evidence": [
            {"document": v.document, "start": v.start, "end": v.end, "text": v.text}
            for v in h.evidence
        ],
        "reports": [
            {"document": r.id, "outlet": r.outlet, "published": r.published, "url": r.url}
            for r in e.reports
        ],
        "origins": origins.as_json(h.origins, _why(h, lang, plain=True)) if h.origins else None,
        "statements": [
            {
                "document": s.document,
                "id": s.id,
                "speaker": s.speaker,
                "source": s.source,
                "kind": s.kind.value,
                "date": s.date,
                "chain": list(s.chain),
            }
            for s in e.statements
        ],
        "disagreements": [{"id": d.id, "kind": d.kind.value} for d in e.disagreements],
        "stories": list(e.stories),
        "clocks": {
            "happened": _first_last((h.earliest, h.latest)),
            "said": _first_last((e.said.earliest, e.said.latest) if e.said else None),
            "published": _first_last(
                (e.published.earliest, e.published.latest) if e.published else None
            ),
            "added": _first_last(e.added),
        },
    }


def _edtf(days: Interval) -> str:
    return _range((days.earliest, days.latest))


def _range(clock: tuple[str, str] | None) -> str:
    """Return a clock as an EDTF interval, one time alone as itself."""
    return "/".join(dict.fromkeys(clock)) if clock else ""


def _first_last(clock: tuple[str | None, str | None] | None) -> Json:
    """Return the first and the last time on a clock, `None` where it tells none."""
    return {"first": clock[0], "last": clock[1]} if clock and clock[0] else None
