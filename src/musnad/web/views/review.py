"""Review: what people decide about a case, from any page, and the log of it."""

from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse
from starlette.datastructures import FormData

from musnad.case import interchange
from musnad.case.review import Review
from musnad.errors import UsageError
from musnad.present import reviews
from musnad.present.labels import phrase
from musnad.web import subjects
from musnad.web.changes import REVIEWER, back, form, reviewer, text
from musnad.web.pages import cut, lang, page, shelf
from musnad.web.urls import path
from musnad.web.views.chronology import number_of

router = APIRouter(include_in_schema=False)
_SIZE = 60
_AT_ONCE = 300
"""A case of so many reports is linked anew while its reader waits; a larger one beside."""


@router.get("/review")
def log(request: Request) -> Response:
    """Show every decision, the last one first."""
    kept = shelf(request)
    found = Review(kept.case).log()
    part = cut(found[::-1], number_of(request.query_params.get("page", "1")), _SIZE)
    return page(
        request,
        "review.html",
        part=part,
        about=reviews.about,
        said=lambda d: reviews.said(d, lang(request)),
        missing=lambda one: [phrase("review_missing", lang(request), why=w) for w in one.missing],
    )


@router.get("/decide")
def form_for(request: Request, target: str = "", part: str = "") -> Response:
    """Show what can be decided about one reading."""
    kept = shelf(request)
    shown = subjects.shown(kept, target, lang(request))
    if shown is None:
        return page(request, "missing.html", status=404, what=target)
    return page(request, "decide_form.html" if part else "decide.html", one=shown)


@router.get("/review/decisions.jsonl")
def exported(request: Request) -> Response:
    """Give the log as `musnad review apply` takes it."""
    log = Review(shelf(request).case).log()
    lines = b"".join(interchange.lines(one.decision for one in log))
    name = f"{shelf(request).name}-decisions.jsonl"
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return Response(lines, media_type="application/jsonl", headers=headers)


@router.post("/review")
async def decide(request: Request) -> Response:
    """Take a decision down, and go back to where it was made."""
    sent = await form(request)
    by = reviewer(sent)
    went = await run_in_threadpool(take, request, sent, by)
    answer = RedirectResponse(back(sent, went), 303)
    answer.set_cookie(REVIEWER, quote(by), max_age=31_536_000, samesite="lax", httponly=True)
    return answer


def take(request: Request, sent: FormData, by: str) -> str:
    """Decide as a form says, have the case linked anew, and return where it shows.

    Raises:
        UsageError: when the form says nothing that can be decided.
    """
    kept = shelf(request)
    index = kept.index()
    at = index.happening.get(text(sent, "target"))
    mentions = set(index.links.happenings[at].mentions) if at is not None else set()
    with kept.changing:
        _decide(Review(kept.case), sent, by)
        settle(request)
    if not mentions:
        return "/review"
    now = kept.index().links.happenings
    found = next((h.id for h in now if mentions & {*h.mentions}), None)
    return path("entries", found) if found else "/"


def settle(request: Request) -> None:
    """Link the case anew where decisions ask for it: now where it is small, beside otherwise."""
    kept = shelf(request)
    if kept.case.linked:
        return
    if len(kept.case.ids()) <= _AT_ONCE:
        kept.case.review.settle()
    else:
        request.app.state.jobs.link()


def _decide(review: Review, sent: FormData, by: str) -> None:
    action, target = text(sent, "action"), text(sent, "target")
    why = text(sent, "why") or None
    if action == "accept":
        review.accept(target, by=by, why=why)
    elif action == "reject":
        review.reject(target, by=by, why=why)
    elif action == "correct":
        field, value = text(sent, "field"), text(sent, "value")
        review.correct(target, field, subjects.values(field, value), by=by, why=why)
    elif action == "merge":
        others = [v for v in sent.getlist("with") if isinstance(v, str) and v.strip()]
        review.merge(target, *others, by=by, why=why)
    elif action == "split":
        parts = [v for v in sent.getlist("part") if isinstance(v, str)]
        review.split(target, *parts, name=text(sent, "name") or None, by=by, why=why)
    elif action == "note":
        review.note(target, text(sent, "text"), by=by)
    elif action == "undo":
        review.undo(target, by=by, why=why)
    else:
        raise UsageError(f"{action}: no decision; use the buttons of the page")
