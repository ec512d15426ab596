"""What a page's JSON-LD says of its article (schema.org), as sites write it, errors and all."""

import html
import json
import re
from collections.abc import Iterator
from typing import TypeAlias

from musnad.ingest.pages.tree import Element

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"

_ARTICLE = re.compile(r"Article|Posting|Report$")
_WRAPPED = re.compile(r"^\s*(?://\s*)?(?:<!--|<!\[CDATA\[|/\*.*?\*/)|(?:-->|\]\]>)\s*$", re.DOTALL)
_TRAILING = re.compile(r",(?=\s*[}\]])")


def linked(tree: Element) -> dict[str, str]:
    """Return `title`, `published`, `updated`, `outlet`, `byline` and `url`, those that are said."""
    for block in _blocks(tree):
        items = list(_items(block))
        known = {str(i["@id"]): i for i in items if "@id" in i and len(i) > 1}
        for item in items:
            kinds = item.get("@type")
            names = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(k, str) and _ARTICLE.search(k) for k in names):
                return _article(item, known)
    return {}


def _blocks(tree: Element) -> Iterator[Json]:
    """Yield the page's JSON-LD; line ends inside strings and commas too many are let pass."""
    for script in tree.xpath('//script[contains(@type, "ld+json")]/text()'):
        text = _WRAPPED.sub("", str(script)).strip().rstrip(";")
        for attempt in (text, _TRAILING.sub("", text)):
            try:
                yield json.loads(attempt, strict=False)
                break
            except (ValueError, RecursionError):
                continue


def _items(data: Json) -> Iterator[dict[str, Json]]:
    if isinstance(data, list):
        for one in data:
            yield from _items(one)
    elif isinstance(data, dict):
        yield data
        yield from _items(data.get("@graph"))


def _article(item: dict[str, Json], known: dict[str, dict[str, Json]]) -> dict[str, str]:
    page = item.get("mainEntityOfPage")
    url = page.get("@id") if isinstance(page, dict) else page
    fields = {
        "title": item.get("headline"),
        "published": item.get("datePublished"),
        "updated": item.get("dateModified"),
        "outlet": _name(item.get("publisher"), known),
        "byline": _name(item.get("author"), known),
        "url": item.get("url") or url,
    }
    said = ((key, v) for key, v in fields.items() if isinstance(v, str))
    return {key: " ".join(html.unescape(v).split()) for key, v in said if v.strip()}


def _name(value: Json, known: dict[str, dict[str, Json]]) -> str | None:
    """Return the name of a person or body, which may stand elsewhere in the block by its id."""
    if isinstance(value, list):
        return "، ".join(filter(None, (_name(v, known) for v in value))) or None
    if isinstance(value, dict):
        named = value if "name" in value else known.get(str(value.get("@id")), {})
        return _name(named.get("name"), {})
    return value if isinstance(value, str) and "://" not in value else None
