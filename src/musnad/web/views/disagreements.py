"""Where reports disagree: account against account, each with its sentences."""

from collections import Counter

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from musnad.errors import MusnadError
from musnad.model import Disagreement, DisagreementKind
from musnad.present.matching import choice
from musnad.web.pages import cut, known_shelf, page, shelf
from musnad.web.views.chronology import number_of

router = APIRouter(include_in_schema=False)
_SIZE = 30


@router.get("/disagreements")
def show(request: Request, kind: str = "") -> HTMLResponse:
    """Show the disagreements, side against side."""
    wrong, known, kept = "", "", shelf(request)
    found: tuple[Disagreement, ...] = ()
    try:
        kept, known = known_shelf(request)
        wanted = choice("kind", kind or None, DisagreementKind, "disagreement")
        found = tuple(d for d in kept.index().links.disagreements if wanted in {None, d.kind})
    except MusnadError as e:
        wrong = str(e)
    index = kept.index()
    return page(
        request,
        "disagreements.html",
        status=400 if wrong else 200,
        wrong=wrong,
        known=known,
        part=cut(found, number_of(request.query_params.get("page", "1")), _SIZE),
        kinds=Counter(d.kind for d in index.links.disagreements),
        kind=kind,
        heads=index.heads,
        entries=index.happening,
    )
