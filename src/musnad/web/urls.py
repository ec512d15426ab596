"""Addresses of the app's pages: what a page shows is in its address, and nowhere else."""

from collections.abc import Iterable
from urllib.parse import parse_qsl, quote, urlencode

from starlette.datastructures import URL


def path(*parts: str) -> str:
    """Return a path of the app, each part escaped.

    >>> path("reports", "a/b?")
    '/reports/a%2Fb%3F'
    """
    return "/" + "/".join(quote(part, safe="") for part in parts)


def spot(report: str, start: int) -> str:
    """Return the address of the sentence of a report that begins at an offset.

    >>> spot("r1", 40)
    '/reports/r1#c40'
    """
    return f"{path('reports', report)}#c{start}"


def query(values: dict[str, str | int | None]) -> str:
    """Return a query with the values that are given, with its question mark; else nothing.

    >>> query({"who": "a b", "type": None, "page": 2})
    '?who=a+b&page=2'
    """
    given = {name: str(value) for name, value in values.items() if value not in {None, ""}}
    return f"?{urlencode(given)}" if given else ""


def changed(
    url: URL, drop: Iterable[str] = ("page", "lang", "scheme"), **values: str | int | None
) -> str:
    """Return a page's address with some of its filters changed, back on its first page.

    >>> changed(URL("http://x/statements?by=a&page=3"), by=None, kind="media")
    '/statements?kind=media'
    """
    kept = {n: v for n, v in parse_qsl(url.query) if n not in {*drop, *values}}
    return url.path + query({**kept, **values})
