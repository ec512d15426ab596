"""Outlets and agencies: what they carry, from whom, how much is copied; and who is quoted."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from musnad.model import Grade, SourceKind, Statement
from musnad.web.pages import cut, page, shelf
from musnad.web.shelf import Index
from musnad.web.views.chronology import number_of

router = APIRouter(include_in_schema=False)
_SIZE = 60
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Profile:
    """An outlet: its reports, those that are copies, whom it quotes and through whom.

    `unnamed` counts statements of sources that go without a name.
    """

    name: str | None
    reports: int
    wholly: int
    partly: int
    statements: int
    unnamed: int
    speakers: tuple[tuple[str, int], ...]
    through: tuple[tuple[str, int], ...]


@router.get("/sources")
def show(request: Request, kind: str = "") -> HTMLResponse:
    """Show outlets, agencies and who is quoted."""
    index = shelf(request).index()
    found = [s for s in index.links.sources if not kind or s.kind.value == kind]
    return page(
        request,
        "sources.html",
        outlets=profiles(index),
        agencies=agencies(index),
        part=cut(found, number_of(request.query_params.get("page", "1")), _SIZE),
        kinds=list(SourceKind),
        kind=kind,
    )


def profiles(index: Index) -> list[Profile]:
    """Return the outlets, those with the most reports first; reports without one come last."""
    reports = Counter(d.outlet for d in index.heads.values())
    said: dict[str | None, list[Statement]] = defaultdict(list)
    for s in index.links.statements:
        said[s.outlet].append(s)
    grades: dict[str, Grade] = {}
    for g in index.links.copies:
        for m in g.members:
            if grades.get(m.document) is not Grade.WHOLLY:
                grades[m.document] = m.grade
    copied = Counter((index.heads[d].outlet, g) for d, g in grades.items() if d in index.heads)
    order = sorted(reports, key=lambda name: (name is None, -reports[name], name or ""))
    return [
        Profile(
            name,
            reports[name],
            copied[name, Grade.WHOLLY],
            copied[name, Grade.PARTLY],
            len(said[name]),
            sum(s.kind is SourceKind.ANONYMOUS for s in said[name]),
            _most(s.speaker for s in said[name]),
            _most(s.via for s in said[name]),
        )
        for name in order
    ]


def agencies(index: Index) -> list[tuple[str, int, tuple[tuple[str, int], ...]]]:
    """Return through whom statements came, how many, and which outlets carried them."""
    via: dict[str, list[Statement]] = defaultdict(list)
    for s in index.links.statements:
        for name in {s.via, s.told} - {None, s.outlet}:
            via[name or ""].append(s)
    found = [(name, len(all_), _most(s.outlet for s in all_)) for name, all_ in via.items()]
    return sorted(found, key=lambda row: (-row[1], row[0]))[:_SIZE]


def _most(names: Iterable[str | None]) -> tuple[tuple[str, int], ...]:
    counts = Counter(n for n in names if n)
    return tuple(counts.most_common(_SHOWN))
