"""A page's article, a line a paragraph: found by the extractors that measure best, in order.

What small elements are for is told by their classes (`pages.toml`), and what is no article goes
first. Of the rest, what the page itself marks as the article is taken; else trafilatura is asked,
set to precision; else, where columns are cells of tables, the cell that holds most words which
are no links; else trafilatura as it is, and last resiliparse, which keeps most and drops least.
`benchmarks/pages.py` measures them, `docs/pages.md` has the figures.
"""

import copy
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from itertools import pairwise

from lxml import html as lxml_html

from musnad.ingest.pages.tree import Element

_FEWEST_WORDS = 20
_MOST_WORDS = 60
_MOST_IN_A_PARAGRAPH = 25
_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_MARKED = "//*[@itemprop='articleBody' or @id='articleBody' or @property='articleBody']"

_LINKED = 0.4
_NEVER = frozenset({"figcaption", "marquee"})


def body(tree: Element) -> list[str] | None:
    """Return the article's lines, `None` where no extractor finds as much as a short report.

    The tree is left as it is.
    """
    tree = copy.deepcopy(tree)
    _prune(tree)
    for extract in (_marked, _precise, _cell, _usual, _rough):
        lines = [" ".join(line.split()) for line in extract(tree).splitlines()]
        lines = [line for line in lines if line]
        if sum(len(line.split()) for line in lines) >= _FEWEST_WORDS:
            return lines
    return None


@cache
def _furniture() -> frozenset[str]:
    path = resources.files("musnad.ingest") / "pages.toml"
    return frozenset(tomllib.loads(path.read_text(encoding="utf-8"))["furniture"]["words"])


def _prune(tree: Element) -> None:
    """Take out captions and the small elements whose class or id names what is no article."""
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element.tag in {"html", "head", "body", "article"}:
            continue
        named = element.tag in _NEVER or not _furniture().isdisjoint(parts(element))
        if named and element.getparent() is not None and _small(element):
            element.drop_tree()


def parts(element: Element) -> Iterator[str]:
    """Yield the words of an element's classes and id, and each two joined (`readmore`)."""
    for name in f"{element.get('class') or ''} {element.get('id') or ''}".split():
        words = [part.lower() for part in _PART.findall(name)]
        yield from words
        yield from map("".join, pairwise(words))


def _small(element: Element) -> bool:
    """Say whether an element holds few words, or many that are links: no article does."""
    if element.tag == "h1" or element.find(".//h1") is not None:
        return False
    words = len(element.text_content().split())
    most = _MOST_IN_A_PARAGRAPH if element.tag == "p" else _MOST_WORDS
    return words <= most or _linked_words(element) >= _LINKED * words


def _linked_words(element: Element) -> int:
    return sum(len(a.text_content().split()) for a in element.iter("a"))


def _marked(tree: Element) -> str:
    """Return the words of what the page itself marks as the article's body."""
    found = [e for e in tree.xpath(_MARKED) if e.tag not in {"meta", "script"}]
    outer = [e for e in found if not any(a in found for a in e.iterancestors())]
    return "\n".join(map(_plain, outer))


def _cell(tree: Element) -> str:
    """Return the words of the cell with most words of its own that are no links."""
    cells = list(tree.iter("td"))
    best = max(cells, key=_own_words, default=None)
    return _plain(best) if best is not None and best.find(".//td") is None else ""


def _own_words(cell: Element) -> int:
    if cell.find(".//td") is not None:
        return 0
    return len(cell.text_content().split()) - 2 * _linked_words(cell)


def _precise(tree: Element) -> str:
    return _trafilatura(tree, precise=True)


def _usual(tree: Element) -> str:
    return _trafilatura(tree, precise=False)


def _trafilatura(tree: Element, *, precise: bool) -> str:
    import trafilatura  # noqa: PLC0415 - a fifth of a second that plain text needn't wait for

    found = trafilatura.bare_extraction(
        copy.deepcopy(tree), favor_precision=precise, include_comments=False, include_tables=False
    )
    text = found.text if found is not None and not isinstance(found, dict) else None
    return text or ""


def _rough(tree: Element) -> str:
    return _plain(tree, main=True)


def _plain(element: Element, *, main: bool = False) -> str:
    from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415

    page = lxml_html.tostring(element, encoding="unicode", with_tail=False)
    return str(
        extract_plain_text(
            page,
            main_content=main,
            alt_texts=False,
            comments=False,
            post_meta=False,
            list_bullets=False,
        )
    )
