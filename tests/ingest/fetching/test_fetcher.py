"""The visitor of the web, against a real server: manners, limits, and where it won't go."""

import gzip
import io
import socket
import time
from collections.abc import Iterator
from ipaddress import ip_address
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from musnad.errors import IngestError
from musnad.ingest import files
from musnad.ingest.fetching import guard
from musnad.ingest.fetching.fetcher import Fetcher, Refused, record
from tests.ingest.templates import STORIES, page
from tests.site import Page, Site, served


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as one:
        one.pages["/news/1"] = Page(page("broadcaster", STORIES[0]), etag='"v1"')
        yield one


@pytest.fixture
def visitor() -> Iterator[Fetcher]:
    one = Fetcher(private=True, pause=0.0, patience=3.0)
    yield one
    one.close()


def refusal(visitor: Fetcher, address: str) -> str:
    with pytest.raises(IngestError) as e:
        visitor.get(address)
    return str(e.value)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0",  # noqa: S104
        "100.64.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "ff02::1",
        "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "198.18.0.1",
    ],
)  # fmt: skip
def test_no_private_address_is_public(address: str) -> None:
    assert not guard.is_public(ip_address(address))


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:4700::1111", "::ffff:93.184.216.34"])
def test_public_addresses_are(address: str) -> None:
    assert guard.is_public(ip_address(address))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1"])
def test_this_machine_is_not_visited(site: Site, host: str) -> None:
    port = site.url.rpartition(":")[2]
    visitor = Fetcher(pause=0.0)
    reason = refusal(visitor, f"http://{host}:{port}/news/1")
    assert "no public address" in reason or "not known" in reason or "can't be reached" in reason
    assert not site.asked


def test_a_redirect_into_a_private_network_is_not_followed(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "is_public", lambda address: str(address) == "127.0.0.1")
    with served("127.0.0.2") as inner:
        inner.pages["/secret"] = Page(b"secret")
        site.pages["/moved"] = Page(status=302, headers={"Location": f"{inner.url}/secret"})
        reason = refusal(Fetcher(pause=0.0), f"{site.url}/moved")
        assert "127.0.0.2, which is no public address" in reason
        assert not inner.asked


def test_a_name_that_leads_elsewhere_a_moment_later_leads_nowhere(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was checked is what is connected to: the name is looked up once a connection."""
    monkeypatch.setattr(guard, "is_public", lambda address: str(address) == "127.0.0.1")
    answers = iter(["127.0.0.1", "127.0.0.2"])
    asked: list[str] = []
    real = socket.getaddrinfo

    def lookup(host: str, *rest: Any, **more: Any) -> Any:  # noqa: ANN401
        if host == "news.example":
            asked.append(host)
            host = next(answers)
        return real(host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    port = site.url.rpartition(":")[2]
    visitor = Fetcher(pause=0.0)
    answer = visitor.get(f"http://news.example:{port}/news/1")
    assert (answer.status, answer.host, len(asked)) == (200, "127.0.0.1", 1)
    visitor.close()


def test_robots_txt_is_kept_to_and_asked_for_once(site: Site, visitor: Fetcher) -> None:
    site.pages["/robots.txt"] = Page(
        b"User-agent: *\nDisallow: /private\n\nUser-agent: Musnad\nDisallow: /news/2\n",
        "text/plain",
    )
    assert visitor.get(f"{site.url}/news/1").status == 200
    assert "robots.txt" in refusal(visitor, f"{site.url}/news/2")
    assert site.paths() == ["/news/1"]
    assert [p for p, _ in site.asked].count("/robots.txt") == 1
    assert "Musnad/" in site.asked[0][1]["user-agent"]


def test_a_site_whose_rules_fail_is_left_alone(site: Site, visitor: Fetcher) -> None:
    site.pages["/robots.txt"] = Page(status=503)
    with pytest.raises(Refused, match=r"robots\.txt can't be had"):
        visitor.get(f"{site.url}/news/1")
    assert not site.paths()


def test_one_request_a_second_and_slower_where_the_site_says_so(site: Site) -> None:
    slept: list[float] = []
    clock = [0.0]

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        clock[0] += seconds

    visitor = Fetcher(private=True, now=lambda: clock[0], sleep=sleep)
    visitor.get(f"{site.url}/news/1")
    visitor.get(f"{site.url}/news/1")
    assert slept == [1.0, 1.0]
    site.pages["/robots.txt"] = Page(b"User-agent: *\nCrawl-delay: 5\n", "text/plain")
    visitor = Fetcher(private=True, now=lambda: clock[0], sleep=sleep)
    slept.clear()
    visitor.get(f"{site.url}/news/1")
    assert slept == [5.0]


def test_marks_of_the_server_are_sent_back(site: Site, visitor: Fetcher) -> None:
    first = visitor.get(f"{site.url}/news/1")
    assert first.get("etag") == '"v1"'
    again = visitor.get(f"{site.url}/news/1", etag=first.get("ETag"))
    assert (again.status, again.body) == (304, b"")
    assert site.asked[-1][1]["if-none-match"] == '"v1"'


def test_redirects_are_followed_and_loops_are_not(site: Site, visitor: Fetcher) -> None:
    site.pages["/old"] = Page(status=301, headers={"Location": "/news/1"})
    assert visitor.get(f"{site.url}/old").address == f"{site.url}/news/1"
    site.pages["/loop"] = Page(status=302, headers={"Location": "/loop"})
    assert "redirects" in refusal(visitor, f"{site.url}/loop")
    site.pages["/file"] = Page(status=302, headers={"Location": "file:///etc/passwd"})
    assert "no address of a page" in refusal(visitor, f"{site.url}/file")


def test_arabic_addresses_are_asked_for_as_servers_know_them(site: Site, visitor: Fetcher) -> None:
    site.pages["/خبر/وصول الوفد"] = Page(b"ok")
    assert visitor.get(f"{site.url}/خبر/وصول الوفد#أعلى").status == 200
    assert visitor.get(f"{site.url}/%D8%AE%D8%A8%D8%B1/وصول%20الوفد").status == 200


def test_errors_say_what_the_server_says(site: Site, visitor: Fetcher) -> None:
    assert "404 Not Found" in refusal(visitor, f"{site.url}/none")
    site.pages["/busy"] = Page(status=429, headers={"Retry-After": "120"})
    with pytest.raises(Refused) as e:
        visitor.get(f"{site.url}/busy")
    assert e.value.after == 120


def test_an_answer_too_long_or_too_slow_is_left(site: Site) -> None:
    visitor = Fetcher(private=True, pause=0.0, patience=0.6)
    site.pages["/long"] = Page(b"x" * 200_000)
    with pytest.raises(IngestError, match="over the limit"):
        visitor.get(f"{site.url}/long", largest=100_000)

    def drip(handler: Any) -> None:  # noqa: ANN401
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        for _ in range(20):
            try:
                handler.wfile.write(b"x")
                handler.wfile.flush()
            except OSError:
                return
            time.sleep(0.1)

    site.pages["/slow"] = Page(send=drip)
    start = time.monotonic()
    with pytest.raises(IngestError, match="seconds"):
        visitor.get(f"{site.url}/slow")
    assert time.monotonic() - start < 2


def test_what_is_kept_is_a_web_archives_record(site: Site, visitor: Fetcher) -> None:
    packed = gzip.compress(page("agency", STORIES[2]))
    site.pages["/p"] = Page(
        packed, headers={"Content-Encoding": "gzip", "Set-Cookie": "id=1"}, etag='"z"'
    )
    data = record(visitor.get(f"{site.url}/p"))
    kept = next(iter(ArchiveIterator(io.BytesIO(data), check_digests="raise")))
    assert kept.rec_headers.get_header("WARC-Target-URI") == f"{site.url}/p"
    assert kept.rec_headers.get_header("WARC-IP-Address") == "127.0.0.1"
    assert kept.http_headers.get_header("ETag") == '"z"'
    assert kept.http_headers.get_header("Set-Cookie") is None
    assert kept.raw_stream.read() == packed
    doc = files.read_text(data, f"{site.url}/p")
    assert (doc.title, doc.url) == (STORIES[2].title, f"{site.url}/p")


def test_a_page_that_unpacks_to_too_much_is_refused(site: Site, visitor: Fetcher) -> None:
    bomb = gzip.compress(b"\0" * (30 * 1024 * 1024))
    site.pages["/bomb"] = Page(bomb, headers={"Content-Encoding": "gzip"})
    data = record(visitor.get(f"{site.url}/bomb"))
    with pytest.raises(IngestError, match="no answer of up to 20 MB"):
        files.read_text(data, f"{site.url}/bomb")
