"""Pages of a real server added to a case: kept as records, asked for again, versions told."""

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

import musnad
from musnad import cli
from musnad.case.store import open_case
from musnad.errors import UsageError
from musnad.ingest.fetching.fetcher import Fetcher
from musnad.model import Document
from musnad.run import local, online
from tests.ingest.templates import STORIES, page
from tests.site import Page, Site, served


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """Serve two reports to a visitor that is in a hurry."""
    monkeypatch.setattr(local, "Fetcher", partial(Fetcher, pause=0.0))
    with served() as one:
        one.pages["/1"] = Page(page("broadcaster", STORIES[0]), etag='"1"')
        one.pages["/2"] = Page(page("agency", STORIES[2]))
        yield one


def add(site: Site, case: Path, *paths: str) -> local.Summary:
    return local.build([], case, addresses=[site.url + p for p in paths], private=True)


def test_pages_are_added_once_and_asked_for_again_with_their_marks(
    site: Site, tmp_path: Path
) -> None:
    case = tmp_path / "c.musnad"
    summary = add(site, case, "/1", "/2", "/1")
    assert (summary.added, summary.failures) == (2, ())
    with open_case(case) as held:
        docs = {d.path: d for d in held.documents()}
        assert set(docs) == {f"{site.url}/1", f"{site.url}/2"}
        one = docs[f"{site.url}/1"]
        assert (one.title, one.published) == (STORIES[0].title, STORIES[0].day)
        assert held.original(one.id).startswith(b"WARC/1.1\r\nWARC-Type: response")
    again = add(site, case, "/1", "/2")
    assert (again.added, again.held, again.changed) == (0, 2, ())
    assert [h.get("if-none-match") for p, h in site.asked if p == "/1"] == [None, '"1"']


def test_what_stands_around_an_article_is_no_change_and_its_words_are(
    site: Site, tmp_path: Path
) -> None:
    case = tmp_path / "c.musnad"
    add(site, case, "/2")
    body = site.pages["/2"].body
    site.pages["/2"].body = body.replace("آخر الأخبار".encode(), "اخترنا لكم".encode())
    assert add(site, case, "/2").held == 1
    site.pages["/2"].body = body.replace("بنسبة 40 بالمئة".encode(), "بنسبة 10 بالمئة".encode())
    summary = add(site, case, "/2")
    assert summary.changed == (f"{site.url}/2",)
    with open_case(case) as held:
        latest = held.latest(f"{site.url}/2")
        assert latest is not None
        assert "10 بالمئة" in held.document(latest).text
        assert held.holdings().reports == 2


def test_what_cannot_be_had_is_kept_with_its_reason_until_it_can(
    site: Site, tmp_path: Path
) -> None:
    case = tmp_path / "c.musnad"
    site.pages["/robots.txt"] = Page(b"User-agent: *\nDisallow: /closed\n", "text/plain")
    site.pages["/menu"] = Page(b"<html><body><a href='/'>home</a></body></html>")
    summary = add(site, case, "/1", "/3", "/closed", "/menu")
    reasons = {f.path.removeprefix(site.url): f.reason for f in summary.failures}
    assert "404" in reasons["/3"]
    assert "robots.txt" in reasons["/closed"]
    assert "no article in the page" in reasons["/menu"]
    site.pages["/3"] = Page(page("blog", STORIES[1]))
    assert add(site, case, "/3").added == 1
    with open_case(case) as held:
        assert {f.path.removeprefix(site.url) for f in held.failures()} == {"/closed", "/menu"}


def test_a_busy_server_is_asked_again_when_it_says(site: Site, tmp_path: Path) -> None:
    tries: list[int] = []

    def busy(handler: object) -> None:
        from http.server import BaseHTTPRequestHandler

        assert isinstance(handler, BaseHTTPRequestHandler)
        tries.append(1)
        if len(tries) == 1:
            handler.send_response(503)
            handler.send_header("Retry-After", "0")
            handler.send_header("Content-Length", "0")
            handler.end_headers()
            return
        body = page("blog", STORIES[1])
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    site.pages["/busy"] = Page(send=busy)
    assert add(site, tmp_path / "c.musnad", "/busy").added == 1
    assert len(tries) == 2


def test_reannotating_reads_the_kept_record(site: Site, tmp_path: Path) -> None:
    from musnad.run.upkeep import reannotate

    case = tmp_path / "c.musnad"
    add(site, case, "/1")
    asked = len(site.asked)
    assert len(reannotate(case, everything=True, workers=1).done) == 1
    assert len(site.asked) == asked
    with open_case(case) as held:
        assert [d.title for d in held.documents()] == [STORIES[0].title]


@pytest.mark.parametrize("name", ["pages.warc.gz", "pages.warc"])
def test_the_pages_of_a_case_leave_as_a_web_archive(site: Site, tmp_path: Path, name: str) -> None:
    case = tmp_path / "c.musnad"
    add(site, case, "/1", "/2")
    with musnad.open_case(case) as held:
        held.export("warc", tmp_path / name)
        docs = {d.url: d.text for d in held.documents()}
    with (tmp_path / name).open("rb") as file:
        kinds = [r.rec_type for r in ArchiveIterator(file, check_digests="raise")]
    assert kinds == ["warcinfo", "response", "response"]
    read = list(musnad.annotate_files([tmp_path / name], workers=1))
    assert {d.url: d.text for d in read if isinstance(d, Document)} == docs
    (tmp_path / "a.txt").write_text("\n".join((STORIES[1].title, *STORIES[1].body)), "utf-8")
    local.build([tmp_path / "a.txt"], tmp_path / "d.musnad")
    with (
        musnad.open_case(tmp_path / "d.musnad") as held,
        pytest.raises(UsageError, match="holds no page of the web"),
    ):
        held.export("warc", tmp_path / name)


def test_a_list_of_addresses_is_read_and_checked_before_any_work(tmp_path: Path) -> None:
    path = tmp_path / "urls.txt"
    path.write_text("# الجبل\nhttps://a.example/1#x\n\n  https://b.example/خبر \n", "utf-8")
    assert online.listed(path) == ["https://a.example/1", "https://b.example/خبر"]
    path.write_text("https://a.example/1\nftp://b.example/\n", "utf-8")
    with pytest.raises(UsageError, match=r"urls\.txt, line 2: ftp://b\.example/"):
        online.listed(path)
    with pytest.raises(UsageError, match="--url"):
        local.build([], tmp_path / "c", addresses=["no address"])


def test_the_command_line_adds_pages_and_refuses_private_ones(
    site: Site,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def musnad(*arguments: str) -> tuple[object, str]:
        monkeypatch.setattr(sys, "argv", ["musnad", *arguments])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        return ended.value.code or 0, capsys.readouterr().out

    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("\n".join((STORIES[1].title, *STORIES[1].body)), "utf-8")
    assert musnad("build", "a.txt", "-o", "c")[0] == 0
    assert "no public address" in musnad("add", "c", "a.txt", "--url", f"{site.url}/1")[1]
    assert not site.asked
    assert "1 report read" in musnad("add", "c", "--url", f"{site.url}/1", "--allow-private")[1]
    Path("urls.txt").write_text(f"{site.url}/1\n{site.url}/2\n", "utf-8")
    again = musnad("add", "c", "--urls", "urls.txt", "--allow-private")
    assert "1 report read, 1 there already" in again[1]
    assert musnad("add", "c")[0] == 2
