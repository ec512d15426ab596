"""The chronology, and the evidence of each of its entries."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from musnad.errors import MusnadError
from musnad.model import (
    CopyGroup,
    Document,
    EventType,
    Happening,
    Links,
    Span,
    Status,
)
from musnad.present import chronology as happened
from musnad.present import figures as counted
from musnad.present import origins
from musnad.present import stories as grouped
from musnad.present.chronology import Entry
from musnad.present.dates import window
from musnad.present.labels import Lang
from musnad.present.matching import choice
from musnad.web.overview import Overview, overview
from musnad.web.pages import cut, known_shelf, lang, page, shelf
from musnad.web.shelf import Index, Shelf

router = APIRouter(include_in_schema=False)
_SIZE = 50
_SUGGESTED = 200
_STORIES, _MOST_DAYS = 60, 400
_AROUND = 1
"""So many sentences before and after one are shown as its context."""


@dataclass(frozen=True, slots=True)
class Filters:
    """The chronology's filters as they stand in its address; empty ones want all."""

    since: str = ""
    until: str = ""
    who: str = ""
    type: str = ""
    status: str = ""
    place: str = ""
    outlet: str = ""
    story: str = ""
    disputed: str = ""

    @property
    def given(self) -> bool:
        """Whether anything is filtered."""
        return any(getattr(self, name) for name in self.__slots__)


@dataclass(frozen=True, slots=True)
class Facets:
    """What the filters offer: values with how many entries each has, names, days of reports."""

    types: dict[str, int]
    statuses: dict[str, int]
    names: list[str]
    places: list[str]
    outlets: tuple[str, ...]
    days: list[str]


@dataclass(frozen=True, slots=True)
class Telling:
    """One report's sentence for an entry: with its context, and how the report puts it."""

    report: Document
    event: str
    start: int
    before: str
    sentence: str
    mark: tuple[int, int]
    after: str
    status: Status


def wanted(filters: Filters, index: Index) -> happened.Wanted:
    """Return filters as the chronology's question.

    Raises:
        UsageError: when a date, type or status is none.
    """
    told = None
    if filters.outlet:
        told = happened.told_by(filters.outlet, index.heads.values())
    if filters.story:
        inside = frozenset(grouped.meant(index.links.stories, filters.story).documents)
        told = inside if told is None else told & inside
    return happened.Wanted(
        window(filters.since.strip() or None, filters.until.strip() or None),
        filters.who.strip() or None,
        choice("type", filters.type or None, EventType, "type"),
        choice("status", filters.status or None, Status, "status"),
        filters.place.strip() or None,
        told,
    ).among(index.links)


def entries(kept: Shelf, at: list[int]) -> tuple[Entry, ...]:
    """Return entries by the positions of their happenings, with reports but not their text."""
    found, index = kept.happenings(at), kept.index()
    links = Links(
        found,
        (),
        kept.resting_on(found),
        (),
        disagreements=index.links.disagreements,
        stories=index.links.stories,
    )
    return happened.entries(links, index.heads.__getitem__, added=index.added)


@router.get("/")
def show(
    request: Request,
    since: str = "",
    until: str = "",
    who: str = "",
    type: str = "",
    status: str = "",
    place: str = "",
    outlet: str = "",
    story: str = "",
    disputed: str = "",
    page_number: Annotated[str, Query(alias="page")] = "1",
) -> HTMLResponse:
    """Show what happened, day by day."""
    filters = Filters(since, until, who, type, status, place, outlet, story, disputed)
    wrong, known, kept = "", "", shelf(request)
    found: list[int] = []
    left_out = 0
    try:
        kept, known = known_shelf(request)
        index = kept.index()
        asked = wanted(filters, index)
        contested = {d.happening for d in index.links.disagreements}
        found = [
            i
            for i, h in enumerate(index.links.happenings)
            if asked.admits(h) and (not disputed or h.id in contested)
        ]
        left_out = happened.undated(index.links, asked)
    except MusnadError as e:
        wrong, index = str(e), kept.index()
    part = cut(found, number_of(page_number), _SIZE)
    return page(
        request,
        "chronology.html",
        status=400 if wrong else 200,
        wrong=wrong,
        filters=filters,
        known=known,
        part=part,
        entries=entries(kept, list(part.items)),
        overview=_overview(index, found, lang(request)),
        facets=facets(index),
        stories=index.links.stories[:_STORIES],
        left_out=left_out,
    )


@lru_cache(1)
def facets(index: Index) -> Facets:
    """Return what the filters of a case's chronology offer."""
    happenings = index.links.happenings
    days = sorted({d.published for d in index.heads.values() if d.published})
    return Facets(
        _counted(h.type for h in happenings),
        _counted(h.status for h in happenings),
        _most(n for h in happenings for n in h.participants),
        _most(h.place for h in happenings if h.place),
        index.outlets,
        days if len(days) <= _MOST_DAYS else sorted({d[:7] for d in days}),
    )


def _overview(index: Index, found: list[int], lang: Lang) -> Overview:
    """Return the overview of what was found; that of a whole case is kept."""
    if len(found) == len(index.links.happenings):
        return _whole(index, lang)
    return overview([index.links.happenings[i] for i in found], lang)


@lru_cache(2)
def _whole(index: Index, lang: Lang) -> Overview:
    return overview(index.links.happenings, lang)


@router.get("/entries/{id}")
def entry(request: Request, id: str, part: str = "") -> HTMLResponse:
    """Show what an entry rests on: sentences in context, chains, copies, figures."""
    kept, known = known_shelf(request)
    index = kept.index()
    at = index.happening.get(id)
    if at is None:
        return page(request, "missing.html", status=404, what=id)
    one = entries(kept, [at])[0]
    h = one.happening
    return page(
        request,
        "evidence.html" if part else "entry.html",
        entry=one,
        known=known,
        tellings=tellings(kept, h),
        why=origins.why(h.origins, lang(request)) if h.origins else "",
        groups=copies_among(index, h),
        figures=kept.series(index.figures_of.get(h.id, ())),
        figure_title=lambda series: counted.title(series, lang(request)),
        heads=index.heads,
        disagreements=one.disagreements,
    )


def tellings(kept: Shelf, h: Happening) -> list[Telling]:
    """Return how each report tells an entry, in order of publication: its status history."""
    found: list[Telling] = []
    seen: set[tuple[str, int]] = set()
    for document, event in h.mentions:
        doc = kept.document(document)
        told = next((e for e in doc.events if e.id == event), None)
        if told is None:
            continue
        at = next(
            (n for n, s in enumerate(doc.sentences) if s.span.overlaps(told.trigger)),
            None,
        )
        span = doc.sentences[at].span if at is not None else told.span
        if (document, span.start) in seen:
            continue
        seen.add((document, span.start))
        before, after = _context(doc, at)
        mark = (
            max(0, told.trigger.start - span.start),
            min(span.end, told.trigger.end) - span.start,
        )
        found.append(
            Telling(doc, told.id, span.start, before, span.of(doc.text), mark, after, told.status)
        )
    return sorted(found, key=lambda t: (t.report.published or "9999", t.report.id, t.start))


def _context(doc: Document, at: int | None) -> tuple[str, str]:
    """Return the sentences around one, of the same zone."""
    if at is None:
        return "", ""
    zone = doc.sentences[at].zone
    before = [s.span for s in doc.sentences[max(0, at - _AROUND) : at] if s.zone is zone]
    after = [s.span for s in doc.sentences[at + 1 : at + 1 + _AROUND] if s.zone is zone]
    return _words(doc, before), _words(doc, after)


def _words(doc: Document, spans: list[Span]) -> str:
    return " ".join(s.of(doc.text) for s in spans)


def copies_among(index: Index, h: Happening) -> list[CopyGroup]:
    """Return the groups of copies of which two reports at least tell the entry."""
    own = {d for d, _ in h.mentions}
    return [g for g in index.links.copies if len(own & {m.document for m in g.members}) > 1]


def _counted(values: Iterable[str]) -> dict[str, int]:
    return dict(Counter(values).most_common())


def _most(values: Iterable[str]) -> list[str]:
    return [v for v, _ in Counter(values).most_common(_SUGGESTED)]


def number_of(given: str) -> int:
    """Return a page's number as an address gives it; what is none is the first."""
    return int(given) if given.isascii() and given.isdigit() and len(given) < 8 else 1
