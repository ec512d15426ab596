"""A page's mark-up as a tree."""

from typing import TypeAlias

from lxml import html as lxml_html
from lxml.etree import LxmlError

from musnad.errors import IngestError

Element: TypeAlias = lxml_html.HtmlElement


def parsed(page: str, name: str = "-") -> Element:
    """Return the tree of a page, broken mark-up mended.

    Raises:
        IngestError: when it can't be read as one.
    """
    parser = lxml_html.HTMLParser(encoding="utf-8")
    try:
        tree: Element = lxml_html.document_fromstring(page.encode(), parser=parser)
    except (LxmlError, ValueError) as e:
        raise IngestError(f"{name}: the page can't be parsed ({e}); save it again") from e
    return tree
