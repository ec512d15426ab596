"""Feeds of a real server watched: new items only, after a stop too; edits shown; failures left."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from musnad import cli
from musnad.case.store import open_case
from musnad.errors import UsageError
from musnad.ingest import feeds
from musnad.ingest.archives import LARGEST
from musnad.ingest.fetching.fetcher import TYPES, Answer, Fetcher
from musnad.present.changes import change, marked
from musnad.run import watch
from musnad.run.watch import Clock, Round
from tests.ingest.templates import STORIES, page
from tests.site import Page, Site, served

HOUR = 3_600.0


@dataclass
class Time:
    """A clock that a test turns."""

    now: float = 1_757_000_000.0

    def sleep(self, seconds: float) -> None:
        self.now += seconds

    def clock(self) -> Clock:
        return Clock(lambda: self.now, self.sleep)


def rss(site: Site, *numbers: int, edited: str = "") -> bytes:
    items = "".join(
        f"<item><title>{STORIES[n].title}{edited}</title><link>{site.url}/{n}</link>"
        f"<guid isPermaLink='false'>nasim-{n}</guid>"
        f"<pubDate>Sun, 07 Sep 2025 18:20:00 +0300</pubDate></item>"
        for n in numbers
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
        f"<title>شبكة النسيم</title><link>{site.url}</link>{items}</channel></rss>"
    ).encode()


def atom(site: Site, *numbers: int) -> bytes:
    entries = "".join(
        f"<entry><title>{STORIES[n].title}</title><id>urn:{n}</id>"
        f"<link href='/{n}'/><updated>{STORIES[n].day}T10:00:00Z</updated></entry>"
        for n in numbers
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>النسيم</title><id>urn:f</id><updated>2025-09-07T10:00:00Z</updated>{entries}</feed>"
    ).encode()


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as one:
        for n, kind in enumerate(("broadcaster", "agency", "live_page")):
            one.pages[f"/{n}"] = Page(page(kind, STORIES[n]))
        one.pages["/rss"] = Page(rss(one, 0, 1), "application/rss+xml", etag='"a"')
        yield one


@pytest.fixture
def visitor() -> Iterator[Fetcher]:
    one = Fetcher(private=True, pause=0.0)
    yield one
    one.close()


def look(case: Path, site: Site, visitor: Fetcher, time: Time, *paths: str) -> Round:
    named = [site.url + p for p in paths or ("/rss",)]
    (done,) = watch.watch(case, named, fetcher=visitor, clock=time.clock())
    return done


def test_only_what_is_new_is_read_and_a_watch_goes_on_where_it_stood(
    site: Site, visitor: Fetcher, tmp_path: Path
) -> None:
    case, time = tmp_path / "c.musnad", Time()
    assert look(case, site, visitor, time).added == 2
    site.asked.clear()
    assert look(case, site, visitor, time).added == 0
    assert site.paths() == ["/rss"]
    assert site.asked[-1][1]["if-none-match"] == '"a"'
    site.pages["/rss"] = Page(rss(site, 2, 0, 1), "application/rss+xml", etag='"b"')
    done = look(case, site, visitor, time)
    assert (done.added, done.versions) == (1, [])
    assert site.paths()[-1] == "/2"
    with open_case(case) as held:
        assert held.linked
        assert {d.title for d in held.documents()} == {s.title for s in STORIES}


def test_a_watch_that_was_killed_reads_nothing_twice(
    site: Site, visitor: Fetcher, tmp_path: Path
) -> None:
    """Killed after the first report was stored, before the feed's state was."""
    case, time = tmp_path / "c.musnad", Time()
    with pytest.raises(KeyboardInterrupt):
        look(case, site, _Dying(private=True, pause=0.0, deadly=f"{site.url}/1"), time)
    done = look(case, site, visitor, time)
    assert (done.added, done.versions) == (1, [])
    with open_case(case) as held:
        assert held.holdings().reports == 2


@dataclass(slots=True)
class _Dying(Fetcher):
    """A visitor whose run is ended at one address."""

    deadly: str = ""

    def get(
        self,
        address: str,
        etag: str | None = None,
        modified: str | None = None,
        accept: str = TYPES,
        largest: int = LARGEST,
    ) -> Answer:
        if address == self.deadly:
            raise KeyboardInterrupt
        return Fetcher.get(self, address, etag, modified, accept, largest)


def test_a_silent_edit_is_found_at_the_next_look_and_shown(
    site: Site, visitor: Fetcher, tmp_path: Path
) -> None:
    case, time = tmp_path / "c.musnad", Time()
    look(case, site, visitor, time)
    body = site.pages["/0"].body
    site.pages["/0"].body = body.replace("مقتل 12 شخصا".encode(), "مقتل 9 أشخاص".encode())
    time.now += 30 * 60
    assert look(case, site, visitor, time).versions == []
    time.now += HOUR
    (version,) = look(case, site, visitor, time).versions
    found = change(version.before, version.after)
    assert found.silent
    (edit,) = found.edits
    assert "[-12 شخصا-] {+9 أشخاص+}" in marked(edit)
    site.asked.clear()
    time.now += HOUR
    assert look(case, site, visitor, time).versions == []
    assert site.paths() == ["/rss"]
    time.now += 4 * HOUR
    look(case, site, visitor, time)
    assert sorted(site.paths()[1:]) == ["/0", "/1", "/rss"]


def test_an_item_that_is_announced_anew_is_read_anew(
    site: Site, visitor: Fetcher, tmp_path: Path
) -> None:
    case, time = tmp_path / "c.musnad", Time()
    look(case, site, visitor, time)
    said = replace(STORIES[0], title=STORIES[0].title + " غدا")
    text = page("broadcaster", said).decode().replace("2025-09-30T10", "2025-10-01T10")
    site.pages["/0"] = Page(text.encode())
    site.pages["/rss"] = Page(rss(site, 0, edited=" غدا"), "application/rss+xml", etag='"b"')
    (version,) = look(case, site, visitor, time).versions
    found = change(version.before, version.after)
    assert not found.silent
    assert {marked(e).split()[-1] for e in found.edits} == {"{+غدا+}"}


def test_a_feed_that_fails_is_left_alone_for_longer_each_time(
    site: Site, visitor: Fetcher, tmp_path: Path
) -> None:
    case, time = tmp_path / "c.musnad", Time()
    site.pages["/rss"] = Page(status=500)
    site.pages["/atom"] = Page(atom(site, 2), "application/atom+xml")
    done = look(case, site, visitor, time, "/rss", "/atom")
    assert (done.asked, done.added, len(done.feeds_failed)) == (2, 1, 1)
    asked: list[float] = []
    start = time.now
    for _ in range(40):
        time.now += 900
        done = look(case, site, visitor, time, "/rss", "/atom")
        if done.feeds_failed:
            asked.append((time.now - start) / 900)
    assert asked == [2, 6, 14, 30]
    site.pages["/rss"] = Page(rss(site, 0), "application/rss+xml")
    time.now += watch.LONGEST
    assert look(case, site, visitor, time).added == 1
    site.pages["/rss"] = Page(b"<html><body>down</body></html>")
    assert "no feed" in look(case, site, visitor, time).feeds_failed[0].reason


def test_what_a_feed_says_holds_only_where_the_page_is_silent(
    site: Site, visitor: Fetcher, tmp_path: Path
) -> None:
    case = tmp_path / "c.musnad"
    bare = f"<html><body><h1>{STORIES[0].title}</h1>" + "".join(
        f"<p>{p}</p>" for p in STORIES[0].body
    )
    site.pages["/0"] = Page(bare.encode())
    look(case, site, visitor, Time())
    with open_case(case) as held:
        docs = {d.path.rpartition("/")[2]: d for d in held.documents()}
    stated = {s.field: s for s in docs["0"].stated}
    assert (stated["published"].value, stated["published"].by) == ("2025-09-07", ("feed",))
    assert docs["1"].published == STORIES[1].day
    said = next(s for s in docs["1"].stated if s.field == "published")
    assert said.against == ("feed: 2025-09-07",)


def test_every_so_often_until_it_is_stopped(site: Site, visitor: Fetcher, tmp_path: Path) -> None:
    time = Time()
    start = time.now
    rounds = watch.watch(
        tmp_path / "c", [f"{site.url}/rss"], every=900.0, fetcher=visitor, clock=time.clock()
    )
    assert [next(rounds).added for _ in range(3)] == [2, 0, 0]
    assert time.now - start == 1800


def test_lists_of_feeds_are_read(tmp_path: Path) -> None:
    opml = tmp_path / "feeds.opml"
    opml.write_text(
        '<?xml version="1.0"?><opml version="2.0"><head><title>مصادر</title></head><body>'
        '<outline text="أخبار"><outline type="rss" text="النسيم" xmlUrl="https://a.example/rss"/>'
        '<outline type="rss" text="السروة" xmlurl="https://b.example/rss?x=1&amp;y=2"/></outline>'
        '<outline text="مكرر" xmlUrl="https://a.example/rss"/></body></opml>',
        encoding="utf-8",
    )
    assert feeds.subscriptions(str(opml)) == (
        "https://a.example/rss",
        "https://b.example/rss?x=1&y=2",
    )
    assert feeds.subscriptions("https://c.example/rss") == ("https://c.example/rss",)
    lines = tmp_path / "feeds.txt"
    lines.write_text("# المصادر\nhttps://a.example/rss\n\n", encoding="utf-8")
    assert feeds.subscriptions(str(lines)) == ("https://a.example/rss",)
    for bad in ("none.opml", str(tmp_path)):
        with pytest.raises(UsageError, match="can't be read"):
            feeds.subscriptions(bad)
    opml.write_text("<opml><body/></opml>", encoding="utf-8")
    with pytest.raises(UsageError, match="names no feed"):
        feeds.subscriptions(str(opml))


@pytest.mark.parametrize("given", ["15", "m", "1x", "10s", "8d", "-5m", ""])
def test_a_time_that_cannot_be_is_named(given: str) -> None:
    with pytest.raises(UsageError, match=r"--every .*: give a time"):
        watch.seconds(given)


def test_a_feed_cannot_pull_in_files_of_this_machine(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("سر", encoding="utf-8")
    evil = (
        f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
        '<rss version="2.0"><channel><title>&x;</title><item><title>&x;</title>'
        "<link>https://a.example/1</link></item></channel></rss>"
    ).encode()
    found = feeds.parse(evil, "https://a.example/rss")
    assert "سر" not in repr(found)
    path = tmp_path / "evil.opml"
    path.write_bytes(
        f'<!DOCTYPE o [<!ENTITY x SYSTEM "{secret.as_uri()}">]><opml><body>'
        '<outline xmlUrl="https://a.example/&x;"/></body></opml>'.encode()
    )
    assert "سر" not in repr(feeds.subscriptions(str(path)))


def test_the_command_looks_once_and_changes_are_listed(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def musnad(*arguments: str) -> str:
        monkeypatch.setattr(sys, "argv", ["musnad", *arguments])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        assert not ended.value.code
        return capsys.readouterr().out

    monkeypatch.setattr(watch, "Fetcher", lambda private: Fetcher(private=private, pause=0.0))
    monkeypatch.chdir(tmp_path)
    command = ("watch", "c", f"{site.url}/rss", "--once", "--allow-private")
    assert "1 feed: 2 new, 0 changed" in musnad(*command)
    body = site.pages["/1"].body
    site.pages["/1"].body = body.replace("خمسة أحياء".encode(), "سبعة أحياء".encode())
    site.pages["/rss"] = Page(rss(site, 1, edited="."), "application/rss+xml")
    shown = musnad(*command)
    assert "0 new, 1 changed" in shown
    assert "[-خمسة-] {+سبعة+}" in shown
    listed = musnad("changes", "c", "--format", "json")
    assert '"silent": true' in listed
    assert "سبعة أحياء" in listed
    assert "[-خمسة-] {+سبعة+}" in musnad("changes", "c", "--lang", "ar").replace("\u2068", "")
