"""Reports added in the browser: dropped or chosen, read beside the server, with progress."""

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse
from starlette.datastructures import UploadFile

from musnad.errors import UsageError
from musnad.ingest.files import LARGEST
from musnad.web.changes import form
from musnad.web.jobs import Jobs
from musnad.web.pages import page

router = APIRouter(include_in_schema=False)
_PIECE = 1 << 20


@router.get("/add")
def show(request: Request) -> Response:
    """Show the form, and how the last reports fare."""
    return page(request, "add.html")


@router.post("/add")
async def add(request: Request) -> Response:
    """Take reports, and read them in."""
    sent = await form(request)
    files = [f for f in sent.getlist("reports") if isinstance(f, UploadFile) and f.filename]
    if not files:
        raise UsageError("no report was sent; choose files, or drop them on the page")
    jobs: Jobs = request.app.state.jobs
    if jobs.now and jobs.now.running:
        raise UsageError("reports are being read already; wait until that is done")
    folder = jobs.folder()
    names = await run_in_threadpool(_keep, folder, files)
    jobs.add(folder, names)
    return RedirectResponse("/add", 303)


@router.post("/link")
async def link(request: Request) -> Response:
    """Link the case anew, beside the server."""
    await form(request)
    jobs: Jobs = request.app.state.jobs
    jobs.link()
    return RedirectResponse("/add", 303)


def _keep(folder: Path, files: Iterable[UploadFile]) -> list[str]:
    """Write what was sent into a folder, under its own names; what is too large is cut there."""
    names: dict[str, None] = {}
    for file in files:
        name = name_of(file.filename or "")
        with (folder / name).open("wb") as out:
            left = LARGEST + 1
            while left > 0 and (piece := file.file.read(min(_PIECE, left))):
                out.write(piece)
                left -= len(piece)
        names[name] = None
    return list(names)


def name_of(sent: str) -> str:
    r"""Return the name of a file that was sent, without folders and what steers a terminal.

    >>> name_of("..\\x/../a b.txt"), name_of("..")
    ('a b.txt', 'report.txt')
    """
    name = PurePosixPath(sent.replace("\\", "/")).name
    name = "".join(c for c in name if c.isprintable()).lstrip(".").strip()
    return name[-120:] or "report.txt"
