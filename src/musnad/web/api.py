"""The JSON API under `/api`: the questions of the Python API, page by page.

Every list answers `{"total", "offset", "items"}`; an item is what the command of the same name
prints with `--format json`.
"""

from collections.abc import Sequence
from typing import Annotated, Any, TypeAlias

import msgspec
from fastapi import APIRouter, HTTPException, Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict, JsonValue

from musnad import jsonl
from musnad.case.review import Review
from musnad.errors import CaseError
from musnad.jsonl import Json
from musnad.model import DisagreementKind, EventType, Label, Measure, SourceKind, Status
from musnad.present import chronology as happened
from musnad.present import copies as copied
from musnad.present import disagreements as differ
from musnad.present import entities as named
from musnad.present import figures as counted
from musnad.present import reviews
from musnad.present import search as sought
from musnad.present import sources as quoted
from musnad.present import statements as said
from musnad.present import stories as grouped
from musnad.present.dates import end_of, window
from musnad.present.labels import Lang
from musnad.version import VERSION
from musnad.web.pages import shelf
from musnad.web.shelf import Shelf
from musnad.web.views.chronology import entries

_MOST = 500
_TEXT = 400


class Problem(BaseModel):
    """Why a request could not be answered, in a sentence."""

    detail: str


class Found(BaseModel):
    """A piece of a list: `total` counts the whole list, `offset` says where the piece begins."""

    model_config = ConfigDict(extra="forbid")

    total: int
    offset: int
    items: list[dict[str, JsonValue]]


class About(BaseModel):
    """What the case holds; days are ISO days."""

    case: str
    musnad: str
    reports: int
    not_arabic: int
    undated: int
    first_published: str | None
    last_published: str | None
    entries: int
    statements: int
    series: int


Item: TypeAlias = dict[str, JsonValue]
Text: TypeAlias = Annotated[str | None, Query(max_length=_TEXT)]
Day: TypeAlias = Annotated[
    str | None, Query(max_length=10, description="A year, month or day: 2025, 2025-07, 2025-07-31.")
]
Offset: TypeAlias = Annotated[int, Query(ge=0, le=10_000_000)]
Limit: TypeAlias = Annotated[int, Query(ge=1, le=_MOST)]
Language: TypeAlias = Annotated[Lang, Query(description="The language of labels.")]
Id: TypeAlias = Annotated[str, Path(max_length=_TEXT)]

_WRONG: dict[int | str, dict[str, Any]] = {
    400: {"model": Problem, "description": "The question can't be read, and why."}
}
_NONE: dict[int | str, dict[str, Any]] = {
    404: {"model": Problem, "description": "The case holds none of this id."}
}

router = APIRouter(prefix="/api", tags=["case"])


def _answer(value: object) -> Response:
    return Response(msgspec.json.encode(value), media_type="application/json")


def _found(total: int, offset: int, items: Sequence[Json]) -> Response:
    return _answer({"total": total, "offset": offset, "items": items})


@router.get("/case", response_model=About)
def case(request: Request) -> Response:
    """Tell what the case holds."""
    kept = shelf(request)
    held, links = kept.case.holdings(), kept.index().links
    first, last = held.published or (None, None)
    return _answer(
        {
            "case": kept.name,
            "musnad": VERSION,
            "reports": held.reports,
            "not_arabic": held.not_arabic,
            "undated": held.undated,
            "first_published": first,
            "last_published": last,
            "entries": len(links.happenings),
            "statements": len(links.statements),
            "series": len(links.series),
        }
    )


@router.get("/chronology", response_model=Found, responses=_WRONG)
def chronology(
    request: Request,
    since: Day = None,
    until: Day = None,
    who: Text = None,
    type: EventType | None = None,
    status: Status | None = None,
    place: Text = None,
    outlet: Text = None,
    story: Text = None,
    as_known_on: Day = None,
    lang: Language = Lang.EN,
    offset: Offset = 0,
    limit: Limit = 100,
) -> Response:
    """Return what happened, by date, then what no report dates.

    `as_known_on` links anew the reports published by then; large cases refuse it.
    """
    kept = _known(request, as_known_on)
    index = kept.index()
    told = happened.told_by(outlet, index.heads.values()) if outlet else None
    if story:
        inside = frozenset(grouped.meant(index.links.stories, story).documents)
        told = inside if told is None else told & inside
    asked = happened.Wanted(window(since, until), who, type, status, place, told)
    asked = asked.among(index.links)
    at = [i for i, h in enumerate(index.links.happenings) if asked.admits(h)]
    found = entries(kept, at[offset : offset + limit])
    return _found(len(at), offset, [happened.as_json(e, lang) for e in found])


@router.get("/entries/{id}", response_model=Item, responses=_NONE)
def entry(request: Request, id: Id, lang: Language = Lang.EN) -> Response:
    """Return one entry of the chronology."""
    kept = shelf(request)
    at = kept.index().happening.get(id)
    if at is None:
        raise _no(id)
    return _answer(happened.as_json(entries(kept, [at])[0], lang))


@router.get("/statements", response_model=Found, responses=_WRONG)
def statements(
    request: Request,
    by: Text = None,
    about: Text = None,
    kind: SourceKind | None = None,
    via: Text = None,
    through: Text = None,
    since: Day = None,
    until: Day = None,
    offset: Offset = 0,
    limit: Limit = 100,
) -> Response:
    """Return who said what, in order of when it was said."""
    kept = shelf(request)
    index = kept.index()
    asked = said.Wanted(by, about, kind, via, through, window(since, until))
    at = [index.statement[s.document, s.id] for s in said.chosen(index.links, asked)]
    found = kept.statements(at[offset : offset + limit])
    return _found(len(at), offset, [said.as_json(s) for s in found])


@router.get("/figures", response_model=Found)
def figures(
    request: Request,
    measure: Measure | None = None,
    population: Text = None,
    place: Text = None,
    offset: Offset = 0,
    limit: Limit = 100,
) -> Response:
    """Return counted things over time, a series each."""
    kept = shelf(request)
    asked = counted.Wanted(measure, population, place)
    at = [i for i, one in enumerate(kept.index().links.series) if asked.admits(one)]
    found = kept.series(at[offset : offset + limit])
    return _found(len(at), offset, [counted.as_json(one) for one in found])


@router.get("/sources", response_model=Found)
def sources(request: Request, offset: Offset = 0, limit: Limit = 100) -> Response:
    """Return who is quoted, how often and through whom, the most quoted first."""
    found = shelf(request).index().links.sources
    part = found[offset : offset + limit]
    return _found(len(found), offset, [quoted.as_json(p) for p in part])


@router.get("/entities", response_model=Found)
def entities(
    request: Request,
    kind: Label | None = None,
    name: Text = None,
    offset: Offset = 0,
    limit: Limit = 100,
) -> Response:
    """Return who and what the reports name, the most mentioned first."""
    kept = shelf(request)
    index = kept.index()
    found = named.chosen(index.links, named.Wanted(kind, name))
    part = kept.entities([index.entity[e.id] for e in found[offset : offset + limit]])
    return _found(len(found), offset, [named.as_json(e) for e in part])


@router.get("/copies", response_model=Found)
def copies(request: Request, offset: Offset = 0, limit: Limit = 100) -> Response:
    """Return which reports carry one text, and what they share."""
    found = shelf(request).copies()
    part = found[offset : offset + limit]
    return _found(len(found), offset, [copied.as_json(g) for g in part])


@router.get("/search", response_model=Found, responses=_WRONG)
def search(
    request: Request,
    q: Annotated[str, Query(max_length=_TEXT, description="Words, phrases, fields.")],
    most: Annotated[int, Query(ge=1, le=_MOST)] = 20,
) -> Response:
    """Return the sentences that fit a query, the best first."""
    found = shelf(request).case.search(q, most)
    return _found(len(found), 0, [sought.as_json(h) for h in found])


@router.get("/disagreements", response_model=Found, responses=_WRONG)
def disagreements(
    request: Request,
    kind: DisagreementKind | None = None,
    as_known_on: Day = None,
    offset: Offset = 0,
    limit: Limit = 100,
) -> Response:
    """Return where the reports disagree, each account with its sentences."""
    index = _known(request, as_known_on).index()
    found = differ.chosen(index.links, index.heads.__getitem__, kind)
    part = found[offset : offset + limit]
    return _found(len(found), offset, [differ.as_json(d) for d in part])


@router.get("/stories", response_model=Found)
def stories(request: Request, offset: Offset = 0, limit: Limit = 100) -> Response:
    """Return the stories that the reports tell, those with most reports first."""
    index = shelf(request).index()
    titles = ((index.heads[d].title for d in s.documents) for s in index.links.stories)
    found = [
        grouped.Told(s, next(filter(None, t), None))
        for s, t in zip(index.links.stories, titles, strict=True)
    ]
    part = found[offset : offset + limit]
    return _found(len(found), offset, [grouped.as_json(t) for t in part])


@router.get("/review", response_model=Found)
def review(request: Request, offset: Offset = 0, limit: Limit = 100) -> Response:
    """Return what people decided, the first decision first."""
    found = reviews.log(Review(shelf(request).case).log(), Lang.EN).items
    return _found(len(found), offset, found[offset : offset + limit])


@router.get("/reports", response_model=Found)
def reports(request: Request, offset: Offset = 0, limit: Limit = 100) -> Response:
    """Return the reports, in order of their ids."""
    heads = list(shelf(request).index().heads.values())
    names = ("id", "published", "outlet", "title", "url", "lang", "path")
    part = [{n: getattr(d, n) for n in names} for d in heads[offset : offset + limit]]
    return _found(len(heads), offset, part)


@router.get("/reports/{id}", response_model=Item, responses=_NONE)
def report(request: Request, id: Id) -> Response:
    """Return one report with its layers, in the annotation format."""
    try:
        found = shelf(request).document(id)
    except CaseError as e:
        raise _no(id) from e
    return _answer(jsonl.as_json(found))


def _known(request: Request, day: str | None) -> Shelf:
    """Return the case, as it was known on a day where one is asked for."""
    kept = shelf(request)
    return kept.on(end_of("as_known_on", day)) if day else kept


def _no(id: str) -> HTTPException:
    return HTTPException(404, f"{id}: this case holds none of this id")
