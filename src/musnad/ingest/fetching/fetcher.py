"""One visitor of the web: polite, limited, and with a record of each answer.

It names itself, asks each host for its robots.txt and keeps to it, asks one host at most once a
second (slower where the host says so), asks again only with the marks that the server gave, follows
a few redirects, each checked anew, and reads no more and no longer than it must.
"""

import io
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from musnad.errors import IngestError
from musnad.ingest.archives import LARGEST
from musnad.ingest.extras import Module, load
from musnad.ingest.fetching import guard
from musnad.version import VERSION

AGENT = f"Musnad/{VERSION} (news reader for verification desks)"
TYPES = "text/html,application/xhtml+xml,application/pdf,text/plain;q=0.8"
FEEDS = "application/atom+xml,application/rss+xml,application/xml;q=0.9,text/xml;q=0.8"
_ROBOTS_LARGEST = 512 * 1024
_MOST_REDIRECTS = 5
_LONGEST_PAUSE = 60.0
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_LATER = frozenset({429, 502, 503, 504})
_SAFE = "/%:@!$&'()*+,;=~-._"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered in the end: the address it came from, and its bytes as they came."""

    address: str
    status: int
    reason: str
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    host: str

    def get(self, name: str) -> str | None:
        """Return a header, whatever its case."""
        wanted = name.lower().encode()
        return next((v.decode("latin-1") for n, v in self.headers if n.lower() == wanted), None)


class Refused(IngestError):  # noqa: N818 - the server's word
    """The server asked to come later; `after` says in how many seconds, if it did."""

    def __init__(self, message: str, after: float | None) -> None:
        super().__init__(message)
        self.after = after


@dataclass(slots=True)
class Fetcher:
    """A visitor with its manners; use one for a whole run, and close it.

    `private` allows addresses that are not public, `pause` is the seconds between two requests to
    a host, `patience` the seconds that one answer may take; `now` and `sleep` are the clock's.
    """

    private: bool = False
    pause: float = 1.0
    patience: float = 60.0
    agent: str = AGENT
    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _asked: dict[str, float] = field(default_factory=dict)
    _robots: dict[str, Module] = field(default_factory=dict)
    _pool: Module = None
    _host: str = ""

    def __post_init__(self) -> None:
        self._pool = guard.pool(private=self.private, connected=self._connected)
        load("protego", "fetch", "to fetch a page")

    def close(self) -> None:
        """Close what is open."""
        self._pool.close()

    def get(
        self,
        address: str,
        etag: str | None = None,
        modified: str | None = None,
        accept: str = TYPES,
        largest: int = LARGEST,
    ) -> Answer:
        """Return the answer of an address: 200, or 304 where nothing changed since the marks.

        Raises:
            IngestError: when it can't be had; the message says why, without the address.
            Refused: when the server is busy, or asks to come later.
        """
        marks = {"If-None-Match": etag, "If-Modified-Since": modified}
        asked = {"Accept": accept, "Accept-Language": "ar,en;q=0.5"}
        asked |= {name: value for name, value in marks.items() if value}
        answer = self._follow(encoded(address), asked, largest, robots=True)
        if answer.status in _LATER:
            raise Refused(_words(answer), _after(answer))
        if answer.status not in {200, 304}:
            raise IngestError(f"{_words(answer)}; check the address")
        return answer

    def _follow(
        self, url: str, headers: Mapping[str, str], largest: int, *, robots: bool
    ) -> Answer:
        for _ in range(_MOST_REDIRECTS + 1):
            delay = self._allowed(url) if robots else self.pause
            answer = self._ask(url, headers, largest, delay)
            onward = answer.get("Location")
            if answer.status not in _REDIRECTS or not onward:
                return answer
            url = encoded(urljoin(url, onward.encode("latin-1").decode("utf-8", "replace")))
        raise IngestError(f"more than {_MOST_REDIRECTS} redirects; check the address")

    def _allowed(self, url: str) -> float:
        """Return the seconds to keep between requests to this host.

        Raises:
            IngestError: where its robots.txt says no.
        """
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._robots:
            self._robots[site] = self._rules(site)
        rules = self._robots[site]
        if not rules.can_fetch(url, self.agent):
            raise IngestError(f"the robots.txt of {parts.netloc} asks visitors not to read it")
        return max(self.pause, min(rules.crawl_delay(self.agent) or 0.0, _LONGEST_PAUSE))

    def _rules(self, site: str) -> Module:
        """Return a site's rules; where it has none all is allowed, where it fails nothing is."""
        parse = load("protego", "fetch", "to fetch a page").Protego.parse
        try:
            answer = self._follow(f"{site}/robots.txt", {}, _ROBOTS_LARGEST, robots=False)
        except _TooLargeError:
            return parse("")
        if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise Refused(f"its robots.txt can't be had: {_words(answer)}", _after(answer))
        if answer.status != HTTPStatus.OK:
            return parse("")
        return parse(answer.body.decode("utf-8", "replace"))

    def _ask(self, url: str, headers: Mapping[str, str], largest: int, delay: float) -> Answer:
        core = load("httpcore", "fetch", "to fetch a page")
        parts = urlsplit(url)
        self._wait(parts.netloc, delay)
        sent = [("Host", parts.netloc), ("User-Agent", self.agent), *headers.items()]
        times = dict.fromkeys(("connect", "read", "write", "pool"), self.patience / 3)
        end = self.now() + self.patience
        try:
            with self._pool.stream("GET", url, headers=sent, extensions={"timeout": times}) as r:
                body = bytearray()
                for chunk in r.iter_stream():
                    body += chunk
                    if len(body) > largest:
                        raise _TooLargeError(f"over the limit of {largest // 1024 // 1024} MB")
                    if self.now() > end:
                        raise IngestError(f"took more than {self.patience:.0f} seconds; try later")
                reason = bytes(r.extensions.get("reason_phrase") or b"").decode("latin-1")
                return Answer(url, r.status, reason, tuple(r.headers), bytes(body), self._host)
        except (core.TimeoutException, core.NetworkError, core.ProtocolError) as e:
            what = " ".join(str(e).split()) or type(e).__name__
            raise Refused(f"{parts.netloc} can't be reached ({what}); try later", None) from e

    def _wait(self, host: str, delay: float) -> None:
        left = self._asked.get(host, float("-inf")) + delay - self.now()
        if left > 0:
            self.sleep(left)
        self._asked[host] = self.now()

    def _connected(self, address: str) -> None:
        self._host = address


class _TooLargeError(IngestError):
    """The answer is longer than what is read."""


def encoded(address: str) -> str:
    """Return an address as it goes over the wire: the host in IDNA, all else in ASCII.

    >>> encoded("https://مثال.example/خبر?x=أ#part")
    'https://xn--mgbh0fb.example/%D8%AE%D8%A8%D8%B1?x=%D8%A3'

    Raises:
        IngestError: when it is no address of a page.
    """
    try:
        parts = urlsplit(address.strip())
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
    except (ValueError, UnicodeError) as e:
        raise IngestError(f"no address of a page ({e}); give one with https://") from e
    if parts.scheme not in {"http", "https"} or not host:
        raise IngestError("no address of a page; give one with https://")
    if parts.username or parts.password:
        raise IngestError("an address with a name or password; give it without")
    netloc = f"[{host}]{port}" if ":" in host else host + port
    path, query = quote(parts.path or "/", safe=_SAFE), quote(parts.query, safe=_SAFE + "?")
    return urlunsplit((parts.scheme, netloc, path, query, ""))


def record(answer: Answer) -> bytes:
    """Return an answer as a WARC record with its digests, as a web archive holds it."""
    fastwarc = load("fastwarc.warc", "fetch", "to keep a page")
    one = fastwarc.WarcRecord()
    one.init_headers(record_type=fastwarc.WarcRecordType.response)
    one.headers.set("WARC-Target-URI", answer.address)
    if answer.host:
        one.headers.set("WARC-IP-Address", answer.host)
    kept = [(n, v) for n, v in answer.headers if n.lower() not in _NOT_KEPT]
    kept.append((b"Content-Length", b"%d" % len(answer.body)))
    head = f"HTTP/1.1 {answer.status} {answer.reason}\r\n".encode("latin-1")
    lines = b"".join(n + b": " + v + b"\r\n" for n, v in kept)
    one.is_http = True
    one.set_bytes_content(head + lines + b"\r\n" + answer.body)
    out = io.BytesIO()
    one.write(out, checksum_data=True)
    return out.getvalue()


_NOT_KEPT = frozenset({b"transfer-encoding", b"content-length", b"set-cookie", b"connection"})
"""What belonged to the connection, and cookies, which are nobody else's business."""


def _words(answer: Answer) -> str:
    reason = answer.reason or HTTPStatus(answer.status).phrase
    return f"the server answers {answer.status} {reason}".strip()


def _after(answer: Answer) -> float | None:
    value = answer.get("Retry-After")
    if value is None:
        return None
    if value.strip().isdigit():
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except (ValueError, TypeError):
        return None
