"""Counted things over time: a chart of each series beside the table of its points."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from musnad.errors import MusnadError
from musnad.model import FigurePoint, FigureSeries, Measure
from musnad.present import figures as counted
from musnad.present.labels import Lang
from musnad.present.matching import choice
from musnad.web import charts
from musnad.web.pages import cut, lang, page, shelf
from musnad.web.views.chronology import number_of

router = APIRouter(include_in_schema=False)
_SIZE = 8


@dataclass(frozen=True, slots=True)
class Shown:
    """A series as it is shown: its heading, chart and points with what tells against each."""

    series: FigureSeries
    title: str
    chart: Markup | None
    points: tuple[tuple[FigurePoint, str], ...]


@router.get("/figures")
def show(
    request: Request, measure: str = "", population: str = "", place: str = "", event: str = ""
) -> HTMLResponse:
    """Show series of figures, the longest first."""
    kept = shelf(request)
    index = kept.index()
    wrong, found = "", []
    try:
        asked = counted.Wanted(
            choice("measure", measure or None, Measure, "measure"),
            population.strip() or None,
            place.strip() or None,
        )
        found = [
            i
            for i, one in enumerate(index.links.series)
            if asked.admits(one) and (not event or one.event == event)
        ]
    except MusnadError as e:
        wrong = str(e)
    part = cut(found, number_of(request.query_params.get("page", "1")), _SIZE)
    return page(
        request,
        "figures.html",
        status=400 if wrong else 200,
        wrong=wrong,
        part=part,
        shown=[shown(one, lang(request)) for one in kept.series(list(part.items))],
        measures=sorted({one.measure for one in index.links.series}),
        asked={"measure": measure, "population": population, "place": place, "event": event},
        heads=index.heads,
    )


def shown(one: FigureSeries, lang: Lang) -> Shown:
    """Return a series with its chart and the remark on each of its points."""
    svg = charts.drawn(one, lang)
    return Shown(
        one,
        counted.title(one, lang),
        Markup(svg) if svg else None,  # noqa: S704 - vega escapes the texts that it draws
        tuple((p, counted.mark(one, i, lang)) for i, p in enumerate(one.points)),
    )
