"""Search: sentences that fit a query, the words marked."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from musnad.case.search import Hit
from musnad.errors import MusnadError
from musnad.model import Span
from musnad.web.marks import Mark, Piece, pieces
from musnad.web.pages import cut, page, shelf
from musnad.web.views.chronology import number_of

router = APIRouter(include_in_schema=False)
_SIZE, _MOST = 30, 300


@router.get("/search")
def show(request: Request, q: str = "") -> HTMLResponse:
    """Show the sentences that fit a query, the best first."""
    kept = shelf(request)
    wrong = ""
    hits: tuple[Hit, ...] = ()
    if q.strip():
        try:
            hits = tuple(kept.case.search(q, _MOST))
        except MusnadError as e:
            wrong = str(e)
    part = cut(hits, number_of(request.query_params.get("page", "1")), _SIZE)
    return page(
        request,
        "search.html",
        status=400 if wrong else 200,
        wrong=wrong,
        q=q,
        part=part,
        found=[(h, _marked(h)) for h in part.items],
        most=_MOST,
        heads=kept.index().heads,
    )


def _marked(hit: Hit) -> tuple[Piece, ...]:
    """Return a hit's sentence with the words that were looked for marked."""
    marks = [Mark(Span(s.start - hit.start, s.end - hit.start), "hit", "") for s in hit.spans]
    return pieces(hit.text, Span(0, len(hit.text)), marks)
