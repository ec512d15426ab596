"""Counted things as series over time, of one measure and one scope.

What a figure counts decides its series: the people of one event, else of one population at
one place, else whatever one named source keeps counting. A figure with none of these stands
in a series of its own report: tolls of different things are never put in one row.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from musnad.link.entities import Names, bare
from musnad.link.passages import evidence
from musnad.link.statements import chain
from musnad.model import (
    Attribution,
    Document,
    FigurePoint,
    FigureSeries,
    Happening,
    Measure,
    Quantity,
)


@dataclass(frozen=True, slots=True)
class _Scope:
    """What tells one series from another."""

    measure: Measure
    population: str | None = None
    place: str | None = None
    event: str | None = None
    source: str | None = None
    document: str | None = None


@dataclass(slots=True)
class _Found:
    """The points of one scope so far, with the ways its names are written."""

    points: list[FigurePoint] = field(default_factory=list)
    populations: Counter[str] = field(default_factory=Counter)
    places: Counter[str] = field(default_factory=Counter)
    sources: Counter[str] = field(default_factory=Counter)


def series(
    documents: Iterable[Document], happenings: Iterable[Happening], names: Names
) -> tuple[FigureSeries, ...]:
    """Return the series of a case, the longest first; a point keeps its own words.

    Points stand in order of the day they were true, else of publication; those without
    either come last.
    """
    member_of = {m: h for h in happenings for m in h.mentions}
    scene_of = {h.id: h.place for h in member_of.values()}
    found: dict[_Scope, _Found] = defaultdict(_Found)
    for doc in documents:
        for figure in doc.quantities:
            said = _stands_in(doc, figure)
            one = found[_scope(doc, figure, said, member_of, names)]
            one.points.append(_point(doc, figure, said, names))
            if figure.population:
                one.populations[figure.population] += 1
            if figure.place:
                one.places[names.canonical(doc.id, figure.place)] += 1
            if said and said.speaker:
                one.sources[names.canonical(doc.id, said.speaker)] += 1
    return tuple(sorted((_series(k, one, scene_of) for k, one in found.items()), key=_order))


def _scope(
    doc: Document,
    figure: Quantity,
    said: Attribution | None,
    member_of: dict[tuple[str, str], Happening],
    names: Names,
) -> _Scope:
    population = people(figure.population)
    place = names.identity(doc.id, figure.place) if figure.place else None
    event = _event(doc, figure)
    if event:
        return _Scope(figure.measure, population, event=member_of[doc.id, event].id)
    if population or place:
        return _Scope(figure.measure, population, place)
    if said and said.speaker:
        return _Scope(figure.measure, source=names.identity(doc.id, said.speaker))
    return _Scope(figure.measure, document=doc.id)


def _event(doc: Document, figure: Quantity) -> str | None:
    """Return the id of the event in whose clause the figure stands, the nearest of several."""
    holding = [e for e in doc.events if e.span.covers(figure.span)]
    nearest = min(
        holding,
        key=lambda e: (e.span.end - e.span.start, abs(e.trigger.start - figure.span.start), e.id),
        default=None,
    )
    return nearest.id if nearest else None


def _series(scope: _Scope, one: _Found, scene_of: dict[str, str | None]) -> FigureSeries:
    return FigureSeries(
        measure=scope.measure,
        population=_most(one.populations),
        place=_most(one.places) or (scene_of[scope.event] if scope.event else None),
        event=scope.event,
        counted_by=_most(one.sources) if scope.source else None,
        points=tuple(sorted(one.points, key=_when)),
    )


def _order(one: FigureSeries) -> tuple[int, str, str, str, str, str]:
    name = one.population or one.counted_by or ""
    first = one.points[0].document
    return (-len(one.points), one.measure, name, one.place or "", one.event or "", first)


def _when(p: FigurePoint) -> tuple[str, str, str, int, float]:
    time = p.as_of or p.published or "9999"
    return (time, p.published or "9999", p.document, p.start, p.value)


def _most(counts: Counter[str]) -> str | None:
    return min(counts, key=lambda n: (-counts[n], n)) if counts else None


def people(population: str | None) -> str | None:
    """Fold a population for comparison: article and number of each word dropped.

    >>> people("الفلسطينيين") == people("فلسطينيا")
    True
    """
    if not population:
        return None
    return " ".join(_stem(w) for w in bare(population).split()) or None


def _stem(word: str) -> str:
    for ending in ("ين", "ون", "ات", "ان", "ا", "ه"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def _point(doc: Document, figure: Quantity, said: Attribution | None, names: Names) -> FigurePoint:
    sentence = evidence(doc, figure.span)
    return FigurePoint(
        value=figure.value,
        low=figure.low,
        high=figure.high,
        bound=figure.bound,
        document=doc.id,
        start=sentence.start,
        end=sentence.end,
        text=sentence.text,
        published=doc.published,
        as_of=figure.as_of,
        chain=chain(doc, said, names),
    )


def _stands_in(doc: Document, figure: Quantity) -> Attribution | None:
    """Return the innermost statement whose content holds the figure."""
    holding = [a for a in doc.attributions if a.content.covers(figure.span)]
    return min(holding, key=lambda a: (a.content.end - a.content.start, a.id), default=None)
