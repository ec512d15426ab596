"""Counted things as series: one measure of one population at one place, over time."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from musnad.link.entities import Names, bare
from musnad.link.passages import evidence
from musnad.link.statements import chain
from musnad.model import Attribution, Document, FigurePoint, FigureSeries, Measure, Quantity

_Key = tuple[Measure, str | None, str | None]


def series(documents: Iterable[Document], names: Names) -> tuple[FigureSeries, ...]:
    """Return the series of a case, the longest first; a point keeps its own words.

    Points stand in order of the day they were true, else of publication; those without
    either come last.
    """
    points: dict[_Key, list[FigurePoint]] = defaultdict(list)
    populations: dict[_Key, Counter[str]] = defaultdict(Counter)
    places: dict[_Key, Counter[str]] = defaultdict(Counter)
    for doc in documents:
        for figure in doc.quantities:
            k = (
                figure.measure,
                people(figure.population),
                names.identity(doc.id, figure.place) if figure.place else None,
            )
            points[k].append(_point(doc, figure, names))
            if figure.population:
                populations[k][figure.population] += 1
            if figure.place:
                places[k][names.canonical(doc.id, figure.place)] += 1
    found = [
        FigureSeries(k[0], _most(populations[k]), _most(places[k]), tuple(sorted(p, key=_when)))
        for k, p in points.items()
    ]
    return tuple(sorted(found, key=_order))


def _order(one: FigureSeries) -> tuple[int, str, str, str]:
    return (-len(one.points), one.measure, one.population or "", one.place or "")


def _when(p: FigurePoint) -> tuple[str, str, str, int]:
    return (p.as_of or p.published or "9999", p.published or "9999", p.document, p.start)


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


def _point(doc: Document, figure: Quantity, names: Names) -> FigurePoint:
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
        chain=chain(doc, _stands_in(doc, figure), names),
    )


def _stands_in(doc: Document, figure: Quantity) -> Attribution | None:
    """Return the innermost statement whose content holds the figure."""
    holding = [a for a in doc.attributions if a.content.covers(figure.span)]
    return min(holding, key=lambda a: (a.content.end - a.content.start, a.id), default=None)
