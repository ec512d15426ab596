"""The server's application: its pages, its JSON, and what guards both."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Thread

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, PlainTextResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from musnad.case import file
from musnad.case.engine import Place
from musnad.case.search import bring_up
from musnad.errors import MusnadError, UsageError
from musnad.version import VERSION
from musnad.web import api
from musnad.web.guard import Guard
from musnad.web.jobs import Jobs
from musnad.web.pages import page
from musnad.web.shelf import Shelf
from musnad.web.views import (
    add,
    chronology,
    disagreements,
    figures,
    names,
    reports,
    review,
    search,
    sources,
    statements,
)

_VIEWS = (
    chronology,
    reports,
    statements,
    figures,
    names,
    sources,
    disagreements,
    search,
    review,
    add,
)


def create(place: Place, token: str | None = None) -> FastAPI:
    """Return the application for one case; `token` is what every reader must show, if any.

    Raises:
        CaseError: when the case can't be opened.
    """
    shelf = Shelf(place)

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        Thread(target=_warm, args=(shelf, app.state.can_change), daemon=True).start()
        yield
        app.state.jobs.stop()
        shelf.close()

    app = FastAPI(
        title="Musnad",
        version=VERSION,
        summary="A stack of Arabic news reports in, a sourced chronology out.",
        docs_url=None,
        redoc_url=None,
        lifespan=life,
    )
    app.state.shelf = shelf
    app.state.jobs = Jobs(place)
    path = shelf.case.database.path
    app.state.can_change = path is None or file.writable(path)
    app.middleware("http")(Guard(token))
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), "static")
    app.include_router(api.router)
    for view in _VIEWS:
        app.include_router(view.router)
    app.add_exception_handler(MusnadError, _failed)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    return app


def _warm(shelf: Shelf, can_change: bool) -> None:
    """Read the index, and bring that of search up to date, before somebody waits for them."""
    try:
        shelf.index()
        if can_change:
            bring_up(shelf.case.database)
    except MusnadError:
        return  # whoever asks is told


def _is_api(request: Request) -> bool:
    return request.url.path.startswith("/api/")


async def _failed(request: Request, error: Exception) -> Response:
    status = 400 if isinstance(error, UsageError) else 503
    if _is_api(request):
        return JSONResponse({"detail": str(error)}, status)
    try:
        return page(request, "failed.html", status=status, why=str(error))
    except MusnadError:  # a page asks the case, which may be what fails
        return PlainTextResponse(f"{error}\n", status)


async def _refused(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    headers = error.headers if isinstance(error, HTTPException) else None
    detail = error.detail if isinstance(error, HTTPException) else ""
    if _is_api(request):
        return JSONResponse({"detail": detail}, status, headers)
    if status == 404:
        return page(request, "missing.html", status=404, what=request.url.path)
    return page(request, "failed.html", status=status, why=detail)


async def _invalid(request: Request, error: Exception) -> Response:
    wrong = error.errors() if isinstance(error, RequestValidationError) else []
    detail = [{"loc": list(e["loc"]), "msg": e["msg"], "type": e["type"]} for e in wrong]
    return JSONResponse({"detail": detail}, 422)
