"""People, organisations and places: their names, roles over time, and whom they meet."""

import math
from collections import Counter
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from musnad.errors import MusnadError
from musnad.model import Entity, EventType, Happening, Label, Statement, Status
from musnad.present import entities as named
from musnad.present.labels import Lang
from musnad.present.matching import choice
from musnad.web import urls
from musnad.web.pages import cut, lang, page, shelf
from musnad.web.shelf import Index
from musnad.web.views.chronology import number_of

router = APIRouter(include_in_schema=False)
_SIZE = 80
_MEETINGS = frozenset(
    {EventType.CONSULT, EventType.AGREE, EventType.COOPERATE, EventType.CONCEDE, EventType.SUPPORT}
)
_REAL = frozenset({Status.OCCURRED, Status.ONGOING})
_AROUND, _SHOWN = 10, 30
_WIDTH, _HEIGHT = 620, 380


@dataclass(frozen=True, slots=True)
class Tie:
    """Another party of the same meetings, how many, and whether an entity is known by the name."""

    name: str
    id: str | None
    kind: str
    meetings: int


@dataclass(frozen=True, slots=True)
class Node:
    """A tie as it is drawn around its entity; `side` is where its name stands."""

    tie: Tie
    x: float
    y: float
    side: str
    weight: float


@dataclass(frozen=True, slots=True)
class Voice:
    """A person who speaks under a role that names a body, with that role."""

    name: str
    role: str
    statements: int


@router.get("/names")
def listed(request: Request, kind: str = "", name: str = "") -> HTMLResponse:
    """Show who and what the reports name, the most mentioned first."""
    index = shelf(request).index()
    wrong = ""
    found: tuple[Entity, ...] = ()
    try:
        wanted = named.Wanted(
            choice("kind", kind or None, Label, "entity_kind"), name.strip() or None
        )
        found = named.chosen(index.links, wanted)
    except MusnadError as e:
        wrong = str(e)
    return page(
        request,
        "names.html",
        status=400 if wrong else 200,
        wrong=wrong,
        part=cut(found, number_of(request.query_params.get("page", "1")), _SIZE),
        kind=kind,
        name=name,
        kinds=list(Label),
        english=lambda e: named.english(e, Lang.EN),
    )


@router.get("/named/{name}")
def called(request: Request, name: str) -> Response:
    """Lead from a name to its entity, or to the entries where it is a party."""
    index = shelf(request).index()
    at = index.named.get(name)
    to = urls.path("names", index.links.entities[at].id) if at is not None else None
    return RedirectResponse(to or f"/{urls.query({'who': name})}", 303)


@router.get("/names/{id}")
def one(request: Request, id: str) -> HTMLResponse:
    """Show one entity."""
    kept = shelf(request)
    index = kept.index()
    at = index.entity.get(id)
    if at is None:
        return page(request, "missing.html", status=404, what=id)
    e = kept.entities([at])[0]
    ties = meetings(index, e)
    said = [s for s in index.links.statements if s.speaker == e.name]
    return page(
        request,
        "name.html",
        e=e,
        english=named.english(e, lang(request)),
        role=lambda r: named.role(r, lang(request)),
        why=lambda j: named.why(j, lang(request)),
        ties=ties,
        nodes=around(ties[:_AROUND], lang(request)),
        width=_WIDTH,
        height=_HEIGHT,
        entries=_entries(index, e),
        statements=len(said),
        voices=voices(index, e),
        speaks_for=bodies(index, said),
        reports=[index.heads[d] for d in e.documents if d in index.heads][:_SHOWN],
    )


def _entries(index: Index, e: Entity) -> list[tuple[str, str, int]]:
    """Return in how many entries an entity is a party and the place: parameter, column, count."""
    happenings = index.links.happenings
    acted = sum(e.name in h.participants for h in happenings)
    there = sum(e.name == h.place for h in happenings)
    found = [("who", "participants", acted), ("place", "place", there)]
    return [f for f in found if f[2]] or found[:1]


def meetings(index: Index, e: Entity) -> list[Tie]:
    """Return with whom an entity met or dealt in what occurred, the most often first."""
    counts: Counter[str] = Counter()
    for h in index.links.happenings:
        if _is_meeting(h) and e.name in h.participants:
            counts.update(p for p in h.participants if p != e.name)
    return [_tie(index, name, n) for name, n in counts.most_common(_SHOWN)]


def _is_meeting(h: Happening) -> bool:
    return h.type in _MEETINGS and h.status in _REAL


def _tie(index: Index, name: str, n: int) -> Tie:
    at = index.named.get(name)
    found = index.links.entities[at] if at is not None else None
    return Tie(name, found.id if found else None, found.kind.value if found else "", n)


def around(ties: list[Tie], lang: Lang) -> list[Node]:
    """Return ties on an ellipse, the strongest where reading begins, names outwards."""
    most = max((t.meetings for t in ties), default=1)
    nodes = []
    for n, tie in enumerate(ties):
        turn = 2 * math.pi * n / len(ties) + math.pi * (0 if lang is Lang.AR else 1)
        x = _WIDTH / 2 + math.cos(turn) * _WIDTH * 0.26
        y = _HEIGHT / 2 + math.sin(turn) * _HEIGHT * 0.38
        off = math.cos(turn)
        side = "middle" if abs(off) < 0.35 else ("right" if off > 0 else "left")
        nodes.append(Node(tie, round(x, 1), round(y, 1), side, 1 + 4 * tie.meetings / most))
    return nodes


def voices(index: Index, e: Entity) -> list[Voice]:
    """Return who speaks under a role that names this entity: its spokespeople, its ministers."""
    names = sorted({e.name, *(v.name for v in e.variants)}, key=len, reverse=True)
    counts = Counter(
        (s.speaker, s.role)
        for s in index.links.statements
        if s.speaker and s.role and s.speaker != e.name and _names(s.role, names)
    )
    return [Voice(who or "", role or "", n) for (who, role), n in counts.most_common(_SHOWN)]


def bodies(index: Index, said: list[Statement]) -> list[tuple[str, int]]:
    """Return the roles in which somebody speaks, and how often."""
    return Counter(s.role for s in said if s.role).most_common(_SHOWN)


def _names(role: str, names: list[str]) -> bool:
    padded = f" {role} "
    return any(f" {name} " in padded or f" ل{name} " in padded for name in names if len(name) > 2)
