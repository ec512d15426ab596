"""A web site of its own on this machine, whose pages, rules and moods a test sets."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote


@dataclass
class Page:
    """What the site answers at one path."""

    body: bytes = b""
    type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    etag: str | None = None
    send: Callable[[Any], None] | None = None


@dataclass
class Site:
    """The site: its pages by path, and what it was asked, in order."""

    url: str
    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def paths(self) -> list[str]:
        """Return the paths that were asked for, robots.txt left out."""
        return [path for path, _ in self.asked if path != "/robots.txt"]


def _answer(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = unquote(self.path)
            site.asked.append((path, {k.lower(): v for k, v in self.headers.items()}))
            page = site.pages.get(path)
            if page is None:
                page = Page(b"nothing here", status=404)
            if page.send:
                page.send(self)
                return
            if page.etag and self.headers.get("If-None-Match") == page.etag:
                self.send_response(304)
                self.end_headers()
                return
            self.send_response(page.status)
            self.send_header("Content-Type", page.type)
            self.send_header("Content-Length", str(len(page.body)))
            if page.etag:
                self.send_header("ETag", page.etag)
            for name, value in page.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(page.body)

        def log_message(self, format: str, *args: object) -> None:
            """Keep the terminal clean."""

    return Handler


@contextmanager
def served(host: str = "127.0.0.1") -> Iterator[Site]:
    """Serve a site until the block ends."""
    site = Site("")
    server = ThreadingHTTPServer((host, 0), _answer(site))
    server.daemon_threads = True
    site.url = f"http://{host}:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
