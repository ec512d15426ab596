"""What guards a change: a form's secret, a case that can be written, and who decides."""

import hmac

from fastapi import HTTPException, Request
from starlette.datastructures import FormData

from musnad.errors import UsageError

REVIEWER = "musnad_reviewer"
_LONGEST = 120


async def form(request: Request) -> FormData:
    """Return a form that one of the app's own pages sent.

    Raises:
        HTTPException: where its secret is missing or another session's, or nothing can be changed.
    """
    if not request.app.state.can_change:
        raise HTTPException(403, "this case can't be written")
    sent = await request.form(max_files=5000, max_fields=2000)
    given = sent.get("csrf")
    if not isinstance(given, str) or not hmac.compare_digest(
        given.encode(), request.state.csrf.encode()
    ):
        raise HTTPException(403, "this form is of another session; load the page again")
    return sent


def text(sent: FormData, name: str) -> str:
    """Return a field of a form without the spaces around it, empty where it is not there."""
    value = sent.get(name)
    return value.strip() if isinstance(value, str) else ""


def reviewer(sent: FormData) -> str:
    """Return who decides.

    Raises:
        UsageError: when no name is given.
    """
    name = " ".join(text(sent, "by").split())[:_LONGEST]
    if not name:
        raise UsageError("who decides? give your name beside the decision")
    return name


def back(sent: FormData, otherwise: str) -> str:
    """Return the page of the app to go back to."""
    address = text(sent, "next")
    local = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if local and "\n" not in address and "\r" not in address else otherwise
