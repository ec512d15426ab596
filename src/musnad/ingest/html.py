"""A web page's article and what the page says about it: title, outlet, byline, date, address."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from typing import TypeAlias

import msgspec
from lxml import html as lxml_html
from lxml.etree import LxmlError

from musnad.errors import IngestError

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"

_ARTICLE_TYPES = re.compile(r"Article|Posting|Report$")
_SUFFIX = re.compile(r"\s+[|–—-]\s+")
_ISO_DAY = re.compile(r"\s*(\d{4}-\d{2}-\d{2})(?!\d)")
_YEAR = re.compile(r"(?<!\d)(?:19|20|14)\d\d(?!\d)|[٠-٩]{4}")
_FEWEST_WORDS = 20
_HEADINGS = ("h1", "h2", "h3")
_DATE_META = (
    "article:published_time", "og:article:published_time", "datePublished", "pubdate",
    "publishdate", "publish-date", "date", "dc.date", "dc.date.issued", "dcterms.created",
    "parsely-pub-date", "sailthru.date",
)  # fmt: skip
_AUTHOR_META = ("author", "article:author", "dc.creator", "parsely-author")


@dataclass(frozen=True, slots=True)
class Article:
    """What a page holds: `text` is the title line, date lines shown near it, the body's lines."""

    text: str
    title: str | None
    outlet: str | None
    byline: str | None
    published: str | None
    url: str | None


def looks_like_a_page(data: bytes) -> bool:
    """Say whether bytes without a telling name begin like HTML."""
    return bool(re.match(rb"(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)?<(?:!doctype|html|head)\b",
                         data[:1024], re.IGNORECASE | re.DOTALL))  # fmt: skip


def extract(page: str, name: str) -> Article:
    """Return the article of a page.

    The date is the one the page's data states, as a day in the page's own offset; where it
    states none, date lines shown beside the title go into the text. Nothing is guessed.

    Raises:
        IngestError: when there is no article in the page.
    """
    try:
        tree = lxml_html.document_fromstring(page.encode(), parser=_parser())
    except (LxmlError, ValueError) as e:
        raise IngestError(f"{name}: the page can't be parsed ({e}); save it again") from e
    body = _body(page)
    if body is None:
        raise IngestError(f"{name}: no article in the page; give the page of one report")
    linked = _linked(tree)
    meta = _meta(tree)
    title, site = _title(tree, linked, meta)
    published = (
        day(linked.get("published"))
        or next(filter(None, (day(meta.get(key.lower())) for key in _DATE_META)), None)
        or _shown_time(tree)
    )
    authors = (meta.get(key) for key in _AUTHOR_META)
    return Article(
        text=_text(tree, title, body, dated=published is not None),
        title=title,
        outlet=linked.get("outlet") or meta.get("og:site_name") or site,
        byline=linked.get("byline") or next((a for a in authors if a and "://" not in a), None),
        published=published,
        url=linked.get("url") or _canonical(tree) or meta.get("og:url"),
    )


def _parser() -> lxml_html.HTMLParser:
    return lxml_html.HTMLParser(encoding="utf-8")


def _body(page: str) -> list[str] | None:
    import trafilatura  # noqa: PLC0415 - a fifth of a second that plain text needn't wait for

    found = trafilatura.bare_extraction(
        page, favor_precision=True, include_comments=False, include_tables=False
    )
    text = found.text if found is not None and not isinstance(found, dict) else None
    lines = [line.strip() for line in (text or "").splitlines() if line.strip()]
    if sum(len(line.split()) for line in lines) < _FEWEST_WORDS:
        return None
    return lines


def _text(tree: lxml_html.HtmlElement, title: str | None, body: list[str], *, dated: bool) -> str:
    if not title:
        return "\n".join(body)
    rest = [line for i, line in enumerate(body) if i > 4 or not _same(line, title)]
    head = [] if dated else [line for line in _date_lines(tree, title) if line not in rest[:3]]
    return "\n".join([title, *head, *rest])


def _same(a: str, b: str) -> bool:
    return a.split() == b.split()


def _linked(tree: lxml_html.HtmlElement) -> dict[str, str]:
    """Return what the page's JSON-LD says of its article."""
    for script in tree.xpath('//script[@type="application/ld+json"]/text()'):
        try:
            data: Json = msgspec.json.decode(str(script).strip().encode())
        except (msgspec.DecodeError, ValueError):
            continue
        for item in _items(data):
            kinds = item.get("@type")
            names = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(k, str) and _ARTICLE_TYPES.search(k) for k in names):
                return _article(item)
    return {}


def _items(data: Json) -> Iterator[dict[str, Json]]:
    if isinstance(data, list):
        for one in data:
            yield from _items(one)
    elif isinstance(data, dict):
        yield data
        yield from _items(data.get("@graph"))


def _article(item: dict[str, Json]) -> dict[str, str]:
    page = item.get("mainEntityOfPage")
    url = page.get("@id") if isinstance(page, dict) else page
    fields = {
        "title": item.get("headline"),
        "published": item.get("datePublished"),
        "outlet": _name(item.get("publisher")),
        "byline": _name(item.get("author")),
        "url": item.get("url") or url,
    }
    return {key: " ".join(v.split()) for key, v in fields.items() if isinstance(v, str) and v}


def _name(value: Json) -> str | None:
    if isinstance(value, list):
        return "، ".join(filter(None, map(_name, value))) or None
    if isinstance(value, dict):
        return _name(value.get("name"))
    return value if isinstance(value, str) and "://" not in value else None


def _meta(tree: lxml_html.HtmlElement) -> dict[str, str]:
    out: dict[str, str] = {}
    for tag in tree.iter("meta"):
        key = tag.get("property") or tag.get("name") or tag.get("itemprop")
        content = " ".join((tag.get("content") or "").split())
        if key and content:
            out.setdefault(key.strip().lower(), content)
    return out


def _title(
    tree: lxml_html.HtmlElement, linked: dict[str, str], meta: dict[str, str]
) -> tuple[str | None, str | None]:
    """Return the title, and the site's name where the window's title holds both."""
    heads = {h for tag in _HEADINGS for h in map(_shown, tree.iter(tag)) if h}
    only = [h for h in map(_shown, tree.iter("h1")) if h]
    window = _shown(tree.find(".//title"))
    title = linked.get("title") or meta.get("og:title") or (only[0] if len(only) == 1 else window)
    if title is None:
        return None, None
    title, site = _without_site(title, heads, meta.get("og:site_name"))
    return title, site or _without_site(window or "", {title}, None)[1]


def _without_site(title: str, heads: set[str], site: str | None) -> tuple[str, str | None]:
    """Cut a site's name off a title that a heading of the page, or the name, shows whole.

    >>> _without_site("النسيم - وصول الوفد", {"وصول الوفد"}, None)
    ('وصول الوفد', 'النسيم')
    """
    for mark in _SUFFIX.finditer(title):
        before, after = title[: mark.start()], title[mark.end() :]
        if before in heads or after == site:
            return before, after
        if after in heads or before == site:
            return after, before
    return title, None


def _shown(element: lxml_html.HtmlElement | None) -> str | None:
    return None if element is None else " ".join(element.text_content().split()) or None


def _canonical(tree: lxml_html.HtmlElement) -> str | None:
    return next((str(u) for u in tree.xpath('//link[@rel="canonical"]/@href') if u), None)


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


def _shown_time(tree: lxml_html.HtmlElement) -> str | None:
    """Return the day of the one <time> that the page marks as its own."""
    own = tree.xpath("//time[@pubdate or @itemprop='datePublished']/@datetime")
    near = tree.xpath("//h1/following::time[1]/@datetime")
    return next(filter(None, map(day, map(str, [*own, *near]))), None)


def _date_lines(tree: lxml_html.HtmlElement, title: str) -> list[str]:
    """Return short lines with a year in the elements next to the page's heading."""
    heads = [h for h in tree.iter(*_HEADINGS) if _same(_shown(h) or "", title)]
    if not heads:
        return []
    parent = heads[0].getparent()
    near = [*heads[0].itersiblings(), *heads[0].itersiblings(preceding=True)]
    near += [] if parent is None else list(parent.itersiblings())[:2]
    leaves = (leaf for e in near[:8] for leaf in e.iter() if isinstance(leaf.tag, str))
    shown = (_shown(leaf) for leaf in leaves if not len(leaf))
    lines = dict.fromkeys(t for t in shown if t and len(t.split()) <= 14 and _YEAR.search(t))
    return list(lines)[:2]
