"""What stands between the case and the network: who may ask, and what a page may do.

A server on this machine answers only to its own name, so that no foreign page reaches it by a
name that resolves here (DNS rebinding). On other addresses each reader shows a token. What
changes the case comes from the app's own pages, with their secret. No page loads anything from
elsewhere, and no script but the app's own file runs.
"""

import hmac
import ipaddress
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from hashlib import sha256
from urllib.parse import urlsplit

from fastapi import Request, Response
from fastapi.responses import PlainTextResponse, RedirectResponse

from musnad.errors import UsageError

Next = Callable[[Request], Awaitable[Response]]

SESSION, TOKEN = "musnad_session", "musnad_token"
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
_SHORTEST = 16


@dataclass(frozen=True, slots=True)
class Guard:
    """Who may ask: `token` is what each reader must show, `None` on this machine alone."""

    token: str | None = None
    secret: str = field(default_factory=lambda: secrets.token_hex(16))

    async def __call__(self, request: Request, call_next: Next) -> Response:
        """Answer a request that may not go on; let the others pass, with safe headers."""
        session = request.cookies.get(SESSION) or secrets.token_hex(16)
        request.state.csrf = self.csrf(session)
        refused = self._refused(request)
        response = refused or await call_next(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if "cache-control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
        if not refused and SESSION not in request.cookies:
            self._keep(response, SESSION, session, request)
        return response

    def csrf(self, session: str) -> str:
        """Return what a form of this session must send along."""
        return hmac.new(self.secret.encode(), session.encode(), sha256).hexdigest()

    def _refused(self, request: Request) -> Response | None:
        host = urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
        if self.token is None and host not in _LOCAL_NAMES:
            return _no(421, "This server answers on this machine only, as localhost.")
        if self.token is not None and (answer := self._unknown(request, self.token)):
            return answer
        if request.method not in _SAFE and not _own(request):
            return _no(403, "A change must come from a page of this server.")
        return None

    def _unknown(self, request: Request, token: str) -> Response | None:
        """Ask who shows no token; keep the one that a link carries out of further addresses."""
        shown = request.query_params.get("token")
        if shown is not None and request.method == "GET" and _same(shown, token):
            answer = RedirectResponse(str(request.url.remove_query_params("token")), 303)
            self._keep(answer, TOKEN, token, request)
            return answer
        bearer = request.headers.get("authorization", "").removeprefix("Bearer ")
        if any(_same(x, token) for x in (request.cookies.get(TOKEN, ""), bearer)):
            return None
        refused = _no(401, "Open the address that musnad serve printed, with its token.")
        refused.headers["WWW-Authenticate"] = "Bearer"
        return refused

    @staticmethod
    def _keep(response: Response, name: str, value: str, request: Request) -> None:
        secure = request.url.scheme == "https"
        response.set_cookie(name, value, httponly=True, samesite="lax", secure=secure)


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())


def _own(request: Request) -> bool:
    """Say whether a change comes from a page of this server, as far as the browser tells."""
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        return False
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


def _no(status: int, why: str) -> Response:
    return PlainTextResponse(f"{why}\n", status)


def check_address(host: str, token: str | None) -> None:
    """Check that what other machines can reach asks for a token.

    Raises:
        UsageError: naming the address and the remedy.
    """
    try:
        local = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError as e:
        raise UsageError(f"--host {host}: no address; give one as in 127.0.0.1 or 0.0.0.0") from e
    if not local and token is None:
        raise UsageError(
            f"--host {host}: other machines can reach this address; give --token SECRET, which "
            "each reader must show, or leave out --host"
        )
    if token is not None and len(token) < _SHORTEST:
        raise UsageError(f"--token: too short to be a secret; give at least {_SHORTEST} characters")
