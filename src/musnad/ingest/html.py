"""A web page's article and what the page says about it: title, outlet, byline, date, address."""

import re
from dataclasses import dataclass

from musnad.errors import IngestError
from musnad.ingest.pages.body import body
from musnad.ingest.pages.stated import HEADINGS, SHOWING, day, shown, stated
from musnad.ingest.pages.tree import Element, parsed
from musnad.model import Stated

__all__ = ["Article", "day", "extract", "looks_like_a_page"]

_YEAR = re.compile(r"(?<!\d)(?:19|20|14)\d\d(?!\d)|[٠-٩]{4}")


@dataclass(frozen=True, slots=True)
class Article:
    """What a page holds: `text` is the title line, date lines shown near it, the body's lines.

    `stated` is what the page says of itself, each value with the places that say so.
    """

    text: str
    stated: tuple[Stated, ...]

    def get(self, field: str) -> str | None:
        """Return the value of a field, `None` where the page doesn't state it."""
        return next((s.value for s in self.stated if s.field == field), None)


def looks_like_a_page(data: bytes) -> bool:
    """Say whether bytes without a telling name begin like HTML."""
    return bool(re.match(rb"(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)?<(?:!doctype|html|head)\b",
                         data[:1024], re.IGNORECASE | re.DOTALL))  # fmt: skip


def extract(page: str, name: str, address: str | None = None) -> Article:
    """Return the article of a page; `address` is where it was read, if it was.

    Values are those on which the page's parts agree; the date is a day in the page's own offset.
    Where its data states no date, date lines shown beside the title go into the text. Nothing is
    guessed.

    Raises:
        IngestError: when there is no article in the page.
    """
    tree = parsed(page, name)
    lines = body(tree)
    if lines is None:
        raise IngestError(f"{name}: no article in the page; give the page of one report")
    said = stated(tree, address)
    article = Article("", said)
    dated = article.get("published") is not None
    return Article(_text(tree, article.get("title"), lines, dated=dated), said)


def _text(tree: Element, title: str | None, lines: list[str], *, dated: bool) -> str:
    if not title:
        return "\n".join(lines)
    rest = [line for i, line in enumerate(lines) if i > 4 or not _same(line, title)]
    head = [] if dated else [line for line in _date_lines(tree, title) if line not in rest[:3]]
    return "\n".join([title, *head, *rest])


def _same(a: str, b: str) -> bool:
    return a.split() == b.split()


def _date_lines(tree: Element, title: str) -> list[str]:
    """Return short lines with a year in the elements next to the page's heading."""
    heading = _heading(tree, title)
    if heading is None:
        return []
    parent = heading.getparent()
    near = [*heading.itersiblings(), *heading.itersiblings(preceding=True)]
    near += [] if parent is None else list(parent.itersiblings())[:2]
    leaves = (leaf for e in near[:8] for leaf in e.iter() if isinstance(leaf.tag, str))
    texts = (shown(leaf) for leaf in leaves if not len(leaf))
    lines = dict.fromkeys(t for t in texts if t and len(t.split()) <= 14 and _YEAR.search(t))
    return list(lines)[:2]


def _heading(tree: Element, title: str) -> Element | None:
    """Return the outermost element that shows the title alone, a heading before others."""
    for tags in (HEADINGS, SHOWING):
        for element in tree.iter(*tags):
            if _same(shown(element) or "", title):
                return _outermost(element, title)
    return None


def _outermost(element: Element, title: str) -> Element:
    parent = element.getparent()
    while parent is not None and _same(shown(parent) or "", title):
        element, parent = parent, parent.getparent()
    return element
