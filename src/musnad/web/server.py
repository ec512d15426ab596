"""The server itself: an address, a socket, and uvicorn."""

import socket
from collections.abc import Callable

import uvicorn

from musnad.errors import MusnadError
from musnad.web.app import create
from musnad.web.guard import check_address


def run(place: str, host: str, port: int, token: str | None, say: Callable[[str], None]) -> None:
    """Serve a case until Ctrl-C; `say` is told the address.

    Raises:
        UsageError: when others could reach the address without a token.
        CaseError: when the case can't be opened.
        MusnadError: when the address can't be had.
    """
    check_address(host, token)
    app = create(place, token)
    listening = _listen(host, port)
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{listening.getsockname()[1]}/"
    say(f"{address}{f'?token={token}' if token else ''} shows the case; Ctrl-C ends it")
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
    uvicorn.Server(config).run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
        made.listen()  # who comes before the server is ready waits
    except OSError as e:
        made.close()
        raise MusnadError(
            f"{host}:{port}: can't listen there ({e.strerror}); give another --port"
        ) from e
    return made
