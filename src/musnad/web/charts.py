"""Charts of figures as SVG inside a page: drawn by Altair, coloured by the page's own style.

The drawing's colours are attributes, which any rule of the style sheet overrides: one drawing
serves light and dark.
"""

import re
from functools import lru_cache
from threading import Lock

import vl_convert

from musnad.model import FigureSeries
from musnad.present import plot
from musnad.present.labels import Lang

_KEPT = 200
_ONE_AT_A_TIME = Lock()
_OUTER = re.compile(r"<svg ([^>]*?)width=\"(\d+)\" height=\"(\d+)\"")


def drawn(one: FigureSeries, lang: Lang) -> str | None:
    """Return a series as an SVG element, `None` where none of its points is dated."""
    return _drawn(one, lang) if any(True for _ in plot.rows(one, lang)) else None


@lru_cache(_KEPT)
def _drawn(one: FigureSeries, lang: Lang) -> str:
    chart = plot.panel(one, lang)
    with _ONE_AT_A_TIME:
        svg: str = vl_convert.vegalite_to_svg(chart.to_json(indent=None))
    return _OUTER.sub(r'<svg \1data-width="\2"', svg, count=1)
