"""Charts of figures as SVG inside a page: drawn by Altair, coloured by the page's own style.

The table beside a chart holds all that it shows; what a point says shows where it is pointed at.

The drawing's colours are attributes, which any rule of the style sheet overrides: one drawing
serves light and dark.
"""

import re
from functools import lru_cache
from html import escape
from threading import Lock

import vl_convert

from musnad.model import FigureSeries
from musnad.present import plot
from musnad.present.labels import Lang

_KEPT = 200
_ONE_AT_A_TIME = Lock()
_OUTER = re.compile(r"<svg ([^>]*?)width=\"(\d+)\" height=\"(\d+)\"")
_POINT = re.compile(r"<path aria-label=\"([^\"]*)\"([^>]*)/>")
_TAG = re.compile(r"<[^<>]+>")
_ROLES = re.compile(r" (?:role|aria-[a-z]+)=\"[^\"]*\"")


def drawn(one: FigureSeries, lang: Lang) -> str | None:
    """Return a series as an SVG element, `None` where none of its points is dated."""
    return _drawn(one, lang) if any(True for _ in plot.rows(one, lang)) else None


@lru_cache(_KEPT)
def _drawn(one: FigureSeries, lang: Lang) -> str:
    chart = plot.panel(one, lang)
    with _ONE_AT_A_TIME:
        svg: str = vl_convert.vegalite_to_svg(chart.to_json(indent=None))
    said = escape(plot.heading(one, lang))
    pointed = _TAG.sub(lambda tag: _ROLES.sub("", tag[0]), _POINT.sub(_titled, svg))
    return _OUTER.sub(lambda m: f'<svg role="img" aria-label="{said}" {m[1]}', pointed, count=1)


def _titled(point: re.Match[str]) -> str:
    """Return a point with what it says as its title, a line each, without what is empty."""
    said = [part for part in point[1].split("; ")[2:] if not part.endswith((":", ": "))]
    title = f"<title>{chr(10).join(said)}</title>" if said else ""
    return f"<path{point[2]}>{title}</path>"
