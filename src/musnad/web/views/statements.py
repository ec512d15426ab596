"""Who said what: by speaker over time, with the path of each and its wordings."""

from collections import Counter
from functools import lru_cache

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from musnad.errors import MusnadError
from musnad.model import SourceKind, Statement
from musnad.present import statements as said
from musnad.present.dates import window
from musnad.present.matching import choice
from musnad.web.marks import said_in
from musnad.web.pages import cut, page, shelf
from musnad.web.shelf import Index
from musnad.web.views.chronology import number_of

router = APIRouter(include_in_schema=False)
_SIZE = 40
_SPEAKERS = 60


@router.get("/statements")
def show(
    request: Request,
    by: str = "",
    about: str = "",
    kind: str = "",
    through: str = "",
    since: str = "",
    until: str = "",
) -> HTMLResponse:
    """Show statements in order of when they were said, what says the same together."""
    kept = shelf(request)
    index = kept.index()
    wrong = ""
    found: list[list[int]] = []
    try:
        asked = said.Wanted(
            by.strip() or None,
            about.strip() or None,
            choice("kind", kind or None, SourceKind, "kind"),
            None,
            through.strip() or None,
            window(since.strip() or None, until.strip() or None),
        )
        found = everything(index) if asked == said.Wanted() else sayings(index, asked)
    except MusnadError as e:
        wrong = str(e)
    part = cut(found, number_of(request.query_params.get("page", "1")), _SIZE)
    whole = kept.statements([i for group in part.items for i in group])
    by_key = {(s.document, s.id): s for s in whole}
    return page(
        request,
        "statements.html",
        status=400 if wrong else 200,
        wrong=wrong,
        asked={"by": by, "about": about, "kind": kind, "through": through}
        | {"since": since, "until": until},
        part=part,
        groups=[[by_key[_key(index, i)] for i in group] for group in part.items],
        speakers=speakers(index),
        total=len(index.links.statements),
        heads=index.heads,
        said_in=said_in,
    )


def sayings(index: Index, asked: said.Wanted) -> list[list[int]]:
    """Return positions of the wanted statements in order, those that say the same together."""
    at = index.statement
    groups: dict[str, list[int]] = {}
    for s in said.chosen(index.links, asked):
        groups.setdefault(s.same_as or f"{s.document}/{s.id}", []).append(at[s.document, s.id])
    return list(groups.values())


@lru_cache(1)
def everything(index: Index) -> list[list[int]]:
    """Return all statements of a case in order, as `sayings` does; kept until it changes."""
    return sayings(index, said.Wanted())


@lru_cache(1)
def speakers(index: Index) -> list[tuple[str, SourceKind, int]]:
    """Return who is quoted most, named ones and their kind, with how many statements."""
    counts = Counter((s.speaker, s.kind) for s in index.links.statements if s.speaker)
    return [(name, kind, n) for (name, kind), n in counts.most_common(_SPEAKERS) if name]


def _key(index: Index, at: int) -> tuple[str, str]:
    s: Statement = index.links.statements[at]
    return s.document, s.id
