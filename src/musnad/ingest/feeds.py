"""Feeds (RSS, Atom) and lists of feeds (OPML): which reports an outlet announces."""

import hashlib
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from lxml import etree

from musnad.errors import IngestError, UsageError
from musnad.ingest.extras import load

LARGEST = 5 * 1024 * 1024
_MOST_ITEMS = 500


@dataclass(frozen=True, slots=True)
class Item:
    """What a feed announces: a stable id, the report's address, and a mark of what is said of it.

    `published` is an ISO day in UTC, `None` where the feed states none.
    """

    id: str
    address: str
    title: str | None
    published: str | None
    mark: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as it was read: its title, and its items in its own order."""

    title: str | None
    items: tuple[Item, ...]


def subscriptions(named: str) -> tuple[str, ...]:
    """Return the feeds that an argument names: an address, an OPML file, a list one a line.

    Raises:
        UsageError: when the file can't be read, or names no feed.
    """
    if urlsplit(named).scheme in {"http", "https"}:
        return (named,)
    path = Path(named)
    try:
        data = path.read_bytes()
    except OSError as e:
        raise UsageError(f"{named}: can't be read ({e.strerror}); give OPML or an address") from e
    found = _opml(data, named) if b"<opml" in data[:2048].lower() else _lines(data, named)
    feeds = tuple(dict.fromkeys(f for f in found if urlsplit(f).scheme in {"http", "https"}))
    if not feeds:
        raise UsageError(f"{named}: names no feed; give OPML with xmlUrl, or addresses one a line")
    return feeds


def _opml(data: bytes, named: str) -> list[str]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        tree = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as e:
        raise UsageError(f"{named}: can't be read as OPML ({e}); export it again") from e
    if tree is None:
        raise UsageError(f"{named}: can't be read as OPML; export it again")
    outlines = (o for o in tree.iter() if isinstance(o.tag, str) and o.tag.endswith("outline"))
    return [
        value.strip()
        for o in outlines
        for name, value in o.items()
        if str(name).lower() == "xmlurl"
    ]


def _lines(data: bytes, named: str) -> list[str]:
    try:
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as e:
        raise UsageError(f"{named}: no text in UTF-8; give OPML, or addresses one a line") from e
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def parse(data: bytes, address: str) -> Feed:
    """Return what a feed's bytes hold; `address` is where it was read.

    Raises:
        IngestError: when they are no feed.
        UsageError: when the library for feeds is not installed.
    """
    library = load("feedparser", "fetch", "to read a feed")
    found = library.parse(data, response_headers={"content-location": address})
    entries = [e for e in found.entries if e.get("link")]
    if not entries and not found.get("version"):
        raise IngestError("no feed of RSS or Atom; check the address")
    items = tuple(_item(e) for e in entries[:_MOST_ITEMS])
    title = str(found.feed.get("title") or "").strip()
    return Feed(title or None, tuple({item.id: item for item in items}.values()))


def _item(entry: dict[str, object]) -> Item:
    address = str(entry["link"])
    said = tuple(dict.get(entry, name) for name in ("title", "updated", "summary"))
    mark = hashlib.sha256(repr(said).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    moment = dict.get(entry, "published_parsed")
    published = time.strftime("%Y-%m-%d", moment) if isinstance(moment, time.struct_time) else None
    title = str(entry.get("title") or "").strip() or None
    return Item(str(entry.get("id") or address), address, title, published, mark)
