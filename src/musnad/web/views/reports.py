"""The reports: their list, each with its layers, and two that share text side by side."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from musnad.errors import CaseError
from musnad.model import CopyGroup, CopyMember, Document, Evidence, Happening, Span, Statement
from musnad.present.matching import fits, holds
from musnad.web.marks import Mark, cut_off, paragraphs
from musnad.web.pages import cut, lang, page, shelf
from musnad.web.shelf import Index, Shelf
from musnad.web.views.chronology import number_of

router = APIRouter(include_in_schema=False)
_SIZE = 100
_COLOURS = 6
"""Shared passages take turns in so many shades."""


@dataclass(frozen=True, slots=True)
class Twin:
    """A report that shares text with another, and how much of each stands in the group."""

    other: CopyMember
    own: CopyMember
    origin: str | None


@router.get("/reports")
def listed(request: Request, outlet: str = "", title: str = "", page_: str = "1") -> HTMLResponse:
    """Show the reports in order of publication."""
    index = shelf(request).index()
    found = [
        d
        for d in index.heads.values()
        if (not outlet or (d.outlet and fits(outlet, d.outlet)))
        and (not title or holds(title, d.title or ""))
    ]
    found.sort(key=lambda d: (d.published or "9999", d.id))
    copied = {m.document for g in index.links.copies for m in g.members}
    return page(
        request,
        "reports.html",
        part=cut(found, number_of(request.query_params.get("page", page_)), _SIZE),
        copied=copied,
        outlets=index.outlets,
        outlet=outlet,
        title=title,
        failures=shelf(request).case.failures(),
        entries_of={d: len(at) for d, at in index.by_document.items()},
    )


@router.get("/reports/{id}")
def read(request: Request, id: str) -> HTMLResponse:
    """Show one report's text with its layers, and its statements in the margin."""
    kept = shelf(request)
    index = kept.index()
    try:
        doc = kept.document(id)
    except CaseError:
        return page(request, "missing.html", status=404, what=id)
    return page(
        request,
        "report.html",
        doc=doc,
        paragraphs=paragraphs(doc, lang(request)),
        more=cut_off(doc),
        said=_said(kept, index, doc),
        entry_of=_entries(index, doc),
        twins=_twins(index, doc.id),
        heads=index.heads,
    )


@router.get("/reports/{id}/beside/{other}")
def beside(request: Request, id: str, other: str) -> HTMLResponse:
    """Show two reports side by side, what they share marked alike."""
    kept = shelf(request)
    try:
        docs = (kept.document(id), kept.document(other))
    except CaseError:
        return page(request, "missing.html", status=404, what=f"{id}, {other}")
    shared = _shared(kept.copies(), id, other)
    texts = [
        paragraphs(doc, lang(request), [_shade(n, p, doc.id) for n, p in enumerate(shared)])
        for doc in docs
    ]
    return page(
        request,
        "beside.html",
        pair=tuple(zip(docs, texts, strict=True)),
        shared=shared,
        members=_members(kept.index(), id, other),
    )


def _said(kept: Shelf, index: Index, doc: Document) -> dict[str, Statement]:
    """Return a report's statements, with their chains, by their ids."""
    at = [
        index.statement[doc.id, a.id] for a in doc.attributions if (doc.id, a.id) in index.statement
    ]
    return {s.id: s for s in kept.statements(at)}


def _entries(index: Index, doc: Document) -> dict[str, Happening]:
    """Return the chronology's entry of each event of a report."""
    entries = (index.links.happenings[i] for i in index.by_document.get(doc.id, ()))
    return {e: h for h in entries for d, e in h.mentions if d == doc.id}


def _twins(index: Index, id: str) -> list[Twin]:
    found: dict[str, Twin] = {}
    for g in index.links.copies:
        own = next((m for m in g.members if m.document == id), None)
        if own:
            for m in g.members:
                if m.document != id:
                    found.setdefault(m.document, Twin(m, own, g.origin))
    return list(found.values())


def _shared(groups: tuple[CopyGroup, ...], *ids: str) -> list[tuple[Evidence, ...]]:
    """Return the passages that stand in both of two reports."""
    both = set(ids)
    return [
        tuple(e for e in passage if e.document in both)
        for g in groups
        for passage in g.passages
        if both <= {e.document for e in passage}
    ]


def _shade(n: int, passage: tuple[Evidence, ...], document: str) -> Mark:
    at = next(e for e in passage if e.document == document)
    return Mark(Span(at.start, at.end), f"shared shade-{n % _COLOURS} passage-{n}", "")


def _members(index: Index, *ids: str) -> dict[str, CopyMember]:
    groups = [g for g in index.links.copies if set(ids) <= {m.document for m in g.members}]
    return {m.document: m for g in groups for m in g.members if m.document in ids}
