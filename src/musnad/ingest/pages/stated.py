"""What the parts of a page say of it, and the value on which most of them agree.

A page tells its title, outlet, author, date and address in several places that different programs
filled: data for search engines, data for social networks, its own elements, its address. Each
value that is taken keeps the places that say so and those that say otherwise.
"""

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache
from importlib import resources
from urllib.parse import urlsplit

from musnad.ingest.pages.body import parts
from musnad.ingest.pages.linked import linked
from musnad.ingest.pages.tree import Element
from musnad.model import Stated
from musnad.text.normalize import key

_SUFFIX = re.compile(r"\s+[|–—-]\s+")
_ISO_DAY = re.compile(r"\s*(\d{4}-\d{2}-\d{2})(?!\d)")
_IN_ADDRESS = re.compile(
    r"(?<!\d)((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?!\d)"
)
_EDGES = re.compile(r"^(?:كتبت?|بقلم|تحرير|إعداد|اعداد|by)\s*[:؛-]?\s+", re.IGNORECASE)
_FARTHEST = timedelta(hours=14)
_FIRST_YEAR = 1990
_LONGEST_BYLINE = 8
HEADINGS = ("h1", "h2", "h3")
SHOWING = ("b", "strong", "font", "span", "p", "div", "td")
_TITLES = ("og:title", "twitter:title", "dcterms.title", "dc.title")
_OUTLETS = ("og:site_name", "application-name", "dc.publisher", "dcterms.publisher")
_DATES = (
    "article:published_time", "og:article:published_time", "datepublished", "pubdate",
    "publishdate", "publish-date", "date", "dc.date", "dc.date.issued", "dcterms.created",
    "dcterms.date", "parsely-pub-date", "sailthru.date",
)  # fmt: skip
_UPDATES = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified")
_AUTHORS = ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author")


@dataclass(frozen=True, slots=True)
class Said:
    """What one place of a page says; `weight` is how much its word counts beside others'."""

    field: str
    value: str
    by: str
    weight: float = 1.0


def stated(tree: Element, address: str | None = None) -> tuple[Stated, ...]:
    """Return each field that a page states, with the places that say so.

    Fields are `title`, `outlet`, `byline`, `published`, `updated` (ISO days) and `url`;
    `address` is where the page was read, if it was.
    """
    meta = _meta(tree)
    data = linked(tree)
    addresses = _addresses(tree, meta, data, address)
    title, site = _title(tree, meta, data)
    chosen = [
        title,
        _agreed("outlet", _outlets(tree, meta, data, site)),
        _agreed("byline", _bylines(tree, meta, data)),
        _day_agreed("published", list(_dates(tree, meta, data, addresses))),
        _day_agreed("updated", list(_updates(tree, meta, data))),
        addresses,
    ]
    return tuple(s for s in chosen if s)


def _agreed(field: str, said: Iterable[Said]) -> Stated | None:
    """Return the value that most places give, in the words of the first of them."""
    groups: dict[str, list[Said]] = {}
    for one in said:
        groups.setdefault(key(one.value).casefold(), []).append(one)
    if not groups:
        return None
    best = max(groups, key=lambda g: sum(s.weight for s in groups[g]))  # of equals, the first
    others = (s for g, members in groups.items() if g != best for s in members)
    return Stated(
        field,
        groups[best][0].value,
        tuple(s.by for s in groups[best]),
        tuple(f"{s.by}: {s.value}" for s in others),
    )


# Titles and names ------------------------------------------------------------------------


def _meta(tree: Element) -> dict[str, str]:
    out: dict[str, str] = {}
    for tag in tree.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop")
        content = " ".join((tag.get("content") or "").split())
        if name and content:
            out.setdefault(name.strip().lower(), content)
    return out


def _title(
    tree: Element, meta: dict[str, str], data: dict[str, str]
) -> tuple[Stated | None, str | None]:
    """Return the title, and the site's name where the window's title holds both."""
    shown_heads = [h for tag in HEADINGS for h in map(shown, tree.iter(tag)) if h]
    heads, site = {*shown_heads, *_headless(tree)}, meta.get("og:site_name")
    only = [h for h in map(shown, tree.iter("h1")) if h]
    marked = next(filter(None, map(shown, tree.xpath("//*[@itemprop='headline']"))), None)
    window = shown(tree.find(".//title"))
    found = [("json-ld headline", data.get("title"))]
    found += [(f"meta {name}", meta.get(name)) for name in _TITLES]
    found += [("headline", marked), ("h1", only[0] if len(only) == 1 else None)]
    found.append(("title", window))
    said = [Said("title", without_site(value, heads, site)[0], by) for by, value in found if value]
    title = _agreed("title", said)
    if title is None:
        return None, None
    return title, without_site(window or "", {title.value, *heads}, None)[1]


def _headless(tree: Element) -> set[str]:
    """Return the parts of the window's title that an element shows whole, as a heading would.

    A part of a word or two is a site's name or a section.
    """
    window = shown(tree.find(".//title")) or ""
    cuts = [(m.start(), m.end()) for m in _SUFFIX.finditer(window)]
    pieces = {p for a, b in cuts for p in (window[:a], window[b:])}
    pieces = {p for p in pieces if len(p.split()) > 3}
    body = tree.find(".//body")
    if not pieces or body is None:
        return set()
    return {t for e in body.iter(*SHOWING) if (t := shown(e)) in pieces and t}


def without_site(title: str, heads: Collection[str], site: str | None) -> tuple[str, str | None]:
    """Cut a site's name off a title that a heading of the page, or the name, shows whole.

    >>> without_site("النسيم - وصول الوفد", {"وصول الوفد"}, None)
    ('وصول الوفد', 'النسيم')
    """
    for mark in _SUFFIX.finditer(title):
        before, after = title[: mark.start()], title[mark.end() :]
        if before in heads or after == site:
            return before, after
        if after in heads or before == site:
            return after, before
    return title, None


def shown(element: Element | None) -> str | None:
    """Return the words that an element shows."""
    return None if element is None else " ".join(element.text_content().split()) or None


def _outlets(
    tree: Element, meta: dict[str, str], data: dict[str, str], site: str | None
) -> Iterator[Said]:
    found = [("json-ld publisher", data.get("outlet"))]
    found += [(f"meta {name}", meta.get(name)) for name in _OUTLETS]
    found += [("publisher", value) for value in _items(tree, "publisher")[:1]]
    found.append(("title", site))
    return (Said("outlet", value, by) for by, value in found if value)


def _bylines(tree: Element, meta: dict[str, str], data: dict[str, str]) -> Iterator[Said]:
    found = [("json-ld author", data.get("byline"))]
    found += [(f"meta {name}", meta.get(name)) for name in _AUTHORS]
    found += [("author", value) for value in _items(tree, "author")[:1]]
    found += [("rel=author", shown(e)) for e in tree.xpath("//a[@rel='author']")[:1]]
    found += [("byline", value) for value in _classed(tree)]
    _, nobody = _table()
    for by, value in found:
        name = _EDGES.sub("", value or "")
        if name and "://" not in name and key(name).casefold() not in nobody:
            yield Said("byline", name, by)


@cache
def _table() -> tuple[frozenset[str], frozenset[str]]:
    path = resources.files("musnad.ingest") / "pages.toml"
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["byline"]
    return frozenset(rows["words"]), frozenset(key(n).casefold() for n in rows["nobody"])


def _classed(tree: Element) -> Iterator[str]:
    """Yield what the first element after the heading that is a byline by its class says."""
    words, _ = _table()
    start = next(iter(tree.xpath("//h1 | //h2")), None)
    after = start.xpath("following::*[@class or @id]") if start is not None else []
    for element in after:
        text = shown(element)
        if text and not words.isdisjoint(parts(element)) and len(text.split()) < _LONGEST_BYLINE:
            yield text
            return


def _items(tree: Element, name: str) -> list[str]:
    """Return what the elements marked with a schema.org property name."""
    out = []
    for element in tree.xpath(f"//*[@itemprop='{name}']"):
        inner = element.xpath(".//*[@itemprop='name']") or [element]
        value = inner[0].get("content") or shown(inner[0])
        out += [" ".join(value.split())] if value else []
    return out


# Addresses -------------------------------------------------------------------------------


def _addresses(
    tree: Element, meta: dict[str, str], data: dict[str, str], address: str | None
) -> Stated | None:
    canonical = next((str(u) for u in tree.xpath('//link[@rel="canonical"]/@href') if u), None)
    found = [
        ("canonical", canonical),
        ("meta og:url", meta.get("og:url")),
        ("json-ld url", data.get("url")),
        ("address", address),
    ]
    said = [Said("url", value, by) for by, value in found if value]
    pages = [s for s in said if urlsplit(s.value).path.strip("/") or urlsplit(s.value).query]
    return _agreed("url", pages or said)


# Days ------------------------------------------------------------------------------------


def day(value: str | None) -> str | None:
    """Return the day of a date string in its own offset.

    >>> day("2025-09-07T23:30:00-05:00"), day("Sun, 07 Sep 2025 10:00:00 +0300"), day("أمس")
    ('2025-09-07', '2025-09-07', None)
    """
    if not value:
        return None
    try:
        if m := _ISO_DAY.match(value):
            return date.fromisoformat(m.group(1)).isoformat()
        return parsedate_to_datetime(value).date().isoformat()
    except (ValueError, TypeError):
        return None


def _dates(
    tree: Element, meta: dict[str, str], data: dict[str, str], addresses: Stated | None
) -> Iterator[Said]:
    found = [("json-ld datePublished", data.get("published"))]
    found += [(f"meta {name}", meta.get(name)) for name in _DATES]
    found += [("datePublished", v) for v in _times(tree, "datePublished")]
    own = tree.xpath("//time[@pubdate]/@datetime") or tree.xpath(
        "//h1/following::time[1]/@datetime"
    )
    found += [("time", str(v)) for v in own[:1]]
    if addresses and (m := _IN_ADDRESS.search(urlsplit(addresses.value).path)):
        found.append(("url", f"{m[1]}-{int(m[2]):02}-{int(m[3]):02}"))
    return (Said("published", value, by) for by, value in found if value)


def _updates(tree: Element, meta: dict[str, str], data: dict[str, str]) -> Iterator[Said]:
    found = [("json-ld dateModified", data.get("updated"))]
    found += [(f"meta {name}", meta.get(name)) for name in _UPDATES]
    found += [("dateModified", v) for v in _times(tree, "dateModified")]
    return (Said("updated", value, by) for by, value in found if value)


def _times(tree: Element, name: str) -> list[str]:
    found = tree.xpath(f"//*[@itemprop='{name}']")[:1]
    values = ((e.get("content") or e.get("datetime") or e.get("title")) for e in found)
    return [v for v in values if v]


def _day_agreed(field: str, said: list[Said]) -> Stated | None:
    """Return the day that most places give.

    A time in UTC may be another day where the page was written: it speaks for the day it names,
    and half for a neighbour that its instant can be.
    """
    stated_days = [(one, d) for one in said if (d := day(one.value)) and int(d[:4]) >= _FIRST_YEAR]
    if not stated_days:
        return None
    score = {d: sum(_speaks(other, own, d) for other, own in stated_days) for _, d in stated_days}
    best = max(score, key=lambda d: score[d])
    return Stated(
        field,
        best,
        tuple(one.by for one, d in stated_days if _speaks(one, d, best)),
        tuple(f"{one.by}: {one.value}" for one, d in stated_days if not _speaks(one, d, best)),
    )


def _speaks(one: Said, own: str, wanted: str) -> float:
    if own == wanted:
        return one.weight
    moment = _utc(one.value)
    if moment is None:
        return 0.0
    can_be = {(moment + shift).date().isoformat() for shift in (-_FARTHEST, _FARTHEST)}
    return one.weight / 2 if wanted in can_be else 0.0


def _utc(value: str) -> datetime | None:
    """Return the moment of a time that is given in UTC, the offset of machines."""
    try:
        moment = datetime.fromisoformat(value.strip())
    except ValueError:
        return None
    return moment if moment.tzinfo and moment.utcoffset() == timedelta(0) else None
