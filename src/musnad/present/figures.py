"""Counted things over time, each figure with its sentence and its source."""

from collections.abc import Iterator
from dataclasses import dataclass

from musnad.annotate.counting.measures import group_of
from musnad.annotate.naming.gazetteer import demonym
from musnad.jsonl import Json
from musnad.link.figures import people
from musnad.model import Bound, FigurePoint, FigureSeries, Links, Measure
from musnad.present import reviews
from musnad.present.bidi import isolate
from musnad.present.formats import Column, Listing
from musnad.present.labels import Lang, label, phrase
from musnad.present.matching import fits, holds
from musnad.present.paths import day, names, path
from musnad.present.terminal import Block, Line, Section
from musnad.text.normalize import key

_COLUMNS = (
    Column("measure"),
    Column("population"),
    Column("place"),
    Column("value"),
    Column("bound"),
    Column("low", data=True),
    Column("high", data=True),
    Column("as_of"),
    Column("published"),
    Column("mark"),
    Column("event", data=True),
    Column("chain"),
    Column("sentence"),
    Column("document", data=True),
    Column("review"),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which series to show; `None` wants all."""

    measure: Measure | None = None
    population: str | None = None
    place: str | None = None

    def admits(self, one: FigureSeries) -> bool:
        """Say whether a series is wanted."""
        if self.measure and one.measure is not self.measure:
            return False
        if self.population and not _are_people(self.population, one.population or ""):
            return False
        return not self.place or fits(self.place, one.place)


def _are_people(query: str, population: str) -> bool:
    """Say whether a population is meant: by its words, its country or its group.

    Words count in any number and gender, countries in Arabic or English, groups by their
    English names (`children`, `women`).

    >>> _are_people("الفلسطينيين", "فلسطيني"), _are_people("Yemen", "مواطنا يمنيا")
    (True, True)
    >>> _are_people("children", "5 أطفال"), _are_people("قطر", "مقاتلين")
    (True, False)
    """
    wanted, words = (people(query) or "").split(), (people(population) or "").split()
    if (wanted and set(wanted) <= set(words)) or holds(query, population):
        return True
    told = key(population).split()
    countries = (c for w in told if (c := demonym(w) or demonym(w.removesuffix("ا"))))
    groups = {group_of(w) for w in told}
    return query.casefold() in groups or any(fits(query, c) for c in countries)


def chosen(links: Links, wanted: Wanted | None = None) -> tuple[FigureSeries, ...]:
    """Return the wanted series, the longest first."""
    wanted = wanted or Wanted()
    return tuple(one for one in links.series if wanted.admits(one))


def number(value: float | None) -> str:
    """Return a figure as it is read, thousands apart; nothing where it is open.

    >>> number(10800.0), number(2.5), number(None)
    ('10,800', '2.5', '')
    """
    if value is None:
        return ""
    return f"{int(value):,}" if value == int(value) else f"{value:,}"


def figures(found: tuple[FigureSeries, ...], lang: Lang) -> Listing:
    """Return series as a listing; a row is a point."""
    return Listing(
        key="series",
        items=[as_json(one) for one in found],
        columns=_COLUMNS,
        rows=tuple(_row(one, i, lang) for one in found for i in range(len(one.points))),
        sections=tuple(
            Section(title(one, lang), tuple(_block(one, i, lang) for i in range(len(one.points))))
            for one in found
        ),
    )


def title(one: FigureSeries, lang: Lang) -> str:
    """Return what a series counts, whose and where, as its heading."""
    parts = [label("measure", one.measure, lang)]
    parts += [isolate(one.population)] if one.population else []
    parts += [names((one.place,), lang)] if one.place else []
    if one.counted_by:
        parts.append(phrase("counted_by", lang, who=names((one.counted_by,), lang)))
    if one.since:
        parts.append(phrase("counted_since", lang, date=day(one.since, lang)))
    elif one.cumulative:
        parts.append(phrase("cumulative", lang))
    return " · ".join(parts)


def mark(one: FigureSeries, i: int, lang: Lang) -> str:
    """Return what tells against a point: a correction, or the figures it can't hold beside."""
    right = [one.points[c.right].value for c in one.corrections if c.wrong == i]
    if right:
        return phrase("corrected_to", lang, value=isolate(number(right[0])))
    if any(c.right == i for c in one.corrections):
        return phrase("correction", lang)
    facts: dict[str, None] = {}
    for c in one.conflicts:
        if i in {c.first, c.second}:
            other = one.points[c.second if i == c.first else c.first]
            value = isolate(number(other.value))
            facts.setdefault(phrase(f"conflict_{c.reason}", lang, value=value))
    return "; ".join(facts)


def _bound(p: FigurePoint, lang: Lang) -> str:
    return "" if p.bound is Bound.EXACT else label("bound", p.bound, lang)


def _row(one: FigureSeries, i: int, lang: Lang) -> tuple[str, ...]:
    p = one.points[i]
    return (
        label("measure", one.measure, lang),
        one.population or "",
        names((one.place,), lang) if one.place else "",
        number(p.value),
        _bound(p, lang),
        number(p.low),
        number(p.high),
        p.as_of or "",
        p.published or "",
        mark(one, i, lang),
        one.event or "",
        path(p.chain, lang),
        p.text,
        p.document,
        reviews.shown(p.review, lang, plain=True),
    )


def _block(one: FigureSeries, i: int, lang: Lang) -> Block:
    p = one.points[i]
    head = " ".join(filter(None, (_bound(p, lang), isolate(number(p.value)))))
    return Block(head, tuple(_lines(p, mark(one, i, lang), lang)))


def _lines(p: FigurePoint, against: str, lang: Lang) -> Iterator[Line]:
    yield Line(isolate(p.text))
    if against:
        yield Line(f"! {against}", "yellow")
    if p.review:
        yield Line(reviews.shown(p.review, lang), reviews.STYLES[p.review.state])
    facts = [path(p.chain, lang)] if p.chain else []
    if p.as_of:
        facts.append(f"{label('column', 'as_of', lang)} {day(p.as_of, lang)}")
    if p.published:
        facts.append(phrase("said_published", lang, date=day(p.published, lang)))
    yield Line(" · ".join((*facts, isolate(f"{p.document}/q{p.at}"))), "dim")


def as_json(one: FigureSeries) -> dict[str, Json]:
    """Return a series with its points as plain values."""
    return {
        "measure": one.measure.value,
        "population": one.population,
        "place": one.place,
        "event": one.event,
        "counted_by": one.counted_by,
        "cumulative": one.cumulative,
        "since": one.since,
        "conflicts": [
            {"points": [c.first, c.second], "reason": c.reason.value} for c in one.conflicts
        ],
        "corrections": [{"wrong": c.wrong, "right": c.right} for c in one.corrections],
        "points": [*points_as_json(one)],
    }


def points_as_json(one: FigureSeries) -> list[dict[str, Json]]:
    """Return the points of a series as plain values."""
    return [
        {
            "value": p.value,
            "low": p.low,
            "high": p.high,
            "bound": p.bound.value,
            "document": p.document,
            "start": p.start,
            "end": p.end,
            "text": p.text,
            "published": p.published,
            "as_of": p.as_of,
            "chain": list(p.chain),
            "id": f"{p.document}/q{p.at}",
            "review": reviews.as_json(p.review),
        }
        for p in one.points
    ]
