"""The ledger of figures: what counts the same thing, over time, as one series.

A series holds the toll of one act, a campaign's toll at one place (else by one counter), or
how many of a people are held, detained or displaced. A figure whose report does not say
enough stands alone, with those of its report that give the same number: tolls of different
things are never put in one row.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from musnad.annotate.counting.measures import group_of
from musnad.link.conflicts import conflicts, corrections
from musnad.link.dates import days_between
from musnad.link.entities import Names, bare
from musnad.link.passages import evidence
from musnad.link.scenes import Gazetteer, recent, scenes
from musnad.link.scopes import Kind, Scope, scope
from musnad.link.statements import chain
from musnad.link.tolls import compatible, own_people, territory
from musnad.model import (
    Attribution,
    Document,
    FigurePoint,
    FigureSeries,
    Happening,
    Measure,
    Quantity,
)

_NOT_FEW = 10.0
_AROUND = 60  # characters on either side of a figure in which reports of one text agree
_WORDS_BEFORE, _WORDS_AFTER, _WORDS_SAME = 4, 3, 5
_TELLING = 1000  # a number this high, of one people, is hardly given twice for two things
_UNITS = frozenset(
    {Measure.OTHER, Measure.AID, Measure.VEHICLES, Measure.MONEY, Measure.SHARE, Measure.PEOPLE}
)
_Key = tuple[Hashable, ...]
_At = tuple[str, int, float]


@dataclass(frozen=True, slots=True)
class Tally:
    """A figure of a report with what it counts, on its way into a series."""

    doc: Document
    figure: Quantity
    said: Attribution | None
    scope: Scope
    happening: Happening | None
    counter: str | None
    of: _Key

    @property
    def at(self) -> _At:
        """Where it stands: an order of all tallies."""
        return (self.doc.id, self.figure.span.start, self.figure.value)

    @property
    def alone(self) -> _Key:
        """The key of what only the same number in the same report is taken for."""
        return ("alone", self.doc.id, self.figure.value)


def series(
    documents: Iterable[Document],
    happenings: Iterable[Happening],
    names: Names,
    places: Gazetteer | None = None,
) -> tuple[FigureSeries, ...]:
    """Return the series of a case, the longest first; a point keeps its own words.

    Points stand in order of the day they were true, else of publication; those without
    either come last.
    """
    docs = tuple(documents)
    keyed = list(_keyed(list(_tallies(docs, happenings, names, places or Gazetteer(docs, names)))))
    plain = {(*t.of, *key, t.figure.value) for t, key in keyed if t.of[1] is None}
    groups: dict[_Key, list[Tally]] = defaultdict(list)
    for tally, key in keyed:
        groups[*_of(tally, key, plain), *key].append(tally)
    return tuple(sorted((_series(g, k, names) for k, g in groups.items()), key=_order))


def _tallies(
    docs: Sequence[Document], happenings: Iterable[Happening], names: Names, places: Gazetteer
) -> Iterator[Tally]:
    member_of = {m: h for h in happenings for m in h.mentions}
    for doc in docs:
        told = scenes(doc, places) if doc.quantities else ()
        statements = {a.id: a for a in doc.attributions}
        for figure in sorted(doc.quantities, key=lambda q: (q.span, q.value)):
            said = statements.get(figure.attribution) if figure.attribution else None
            found = scope(doc, figure, told, said)
            event = _event(doc, figure)
            yield Tally(
                doc,
                figure,
                said,
                found,
                member_of.get((doc.id, event)) if event else None,
                names.actor(doc.id, said.speaker) if said and said.speaker else None,
                _counted(doc, figure, found),
            )


def _of(t: Tally, key: _Key, plain: set[_Key]) -> _Key:
    """Return what is counted; people of an act are all its people where a report says so.

    Of one act, `30 youths` are the `30 dead` of another report: told so with one number.
    """
    measure, population, *rest = t.of
    unnamed = (measure, None, *rest)
    same = key[0] == "incident" and (*unnamed, *key, t.figure.value) in plain
    return unnamed if population and same else t.of


def _counted(doc: Document, figure: Quantity, found: Scope) -> _Key:
    """Return what is counted, wherever and whenever: measure, people, part or whole, unit."""
    population = people(figure.population)
    if found.kind is Kind.CAMPAIGN and found.place and figure.population:
        mine = own_people(figure.population, found.place.name)
        population = None if mine else population
    unit = None
    if found.part:
        unit = None if population else f"{figure.value:g}"
    elif figure.measure in _UNITS:
        words = bare(figure.span.of(doc.text)).split()
        unit = " ".join(w for w in words if not any(c.isdigit() for c in w))
    return (figure.measure, population, found.part, unit)


def _keyed(tallies: Sequence[Tally]) -> Iterator[tuple[Tally, _Key]]:
    """Yield each tally with the key of its series: what is certain first, the rest by that."""
    keys = {t.at: _own_key(t) for t in tallies}
    by_place: dict[str, list[Tally]] = defaultdict(list)
    for t in tallies:
        if keys[t.at][0] == "incident" and t.scope.place:
            by_place[t.scope.place.id].append(t)
    for place, here in by_place.items():
        day_of = _days(here)
        known = {(day_of[t.scope.day], _family(t)) for t in here if t.scope.day}
        keys |= {t.at: ("incident", place, *_one(t, day_of, known)) for t in here}
    for shared in (_by_happening, _by_number, _by_wording):
        keys |= dict(_adopted(tallies, keys, shared))
    keys |= dict(_same_text(tallies, keys))
    keys |= dict(_by_since(tallies, keys))
    for t in tallies:
        yield t, keys[t.at]


def _days(here: Sequence[Tally]) -> dict[str, str]:
    """Map each day on which acts of one place are told to the day that they are taken for.

    A report carried a day late moves its `yesterday`: two days in a row are one where the
    same number is told of both.
    """
    told: dict[str, set[_Key]] = defaultdict(set)
    count: Counter[str] = Counter()
    for t in here:
        if t.scope.day:
            told[t.scope.day].add((t.figure.measure, t.figure.value))
            count[t.scope.day] += 1
    runs: list[list[str]] = []
    for day in sorted(told):
        last = runs[-1][-1] if runs else None
        shared = told[day] & told[last] if last and days_between(last, day) == 1 else set()
        if any(isinstance(n, float) and n >= _NOT_FEW for _, n in shared):
            runs[-1].append(day)
        else:
            runs.append([day])
    return {d: min(run, key=lambda x: (-count[x], x)) for run in runs for d in run}


def _by_since(tallies: Sequence[Tally], keys: dict[_At, _Key]) -> Iterator[tuple[_At, _Key]]:
    """Yield the keys of campaigns' tolls, apart where they count from different days.

    A toll that names no such day goes with the longest count, where it fits: what would have
    fallen is of another count.
    """
    campaigns: dict[_Key, list[Tally]] = defaultdict(list)
    for t in tallies:
        if str(keys[t.at][0]).startswith("campaign"):
            campaigns[*t.of, *keys[t.at]].append(t)
    for group in campaigns.values():
        days = sorted({t.figure.since for t in group if t.figure.since})
        longest = [t for t in group if days and t.figure.since == days[0]]
        for t in group:
            fits = all(_rises(*sorted((t, u), key=_moment)) for u in longest)
            since = t.figure.since or (days[0] if days and fits else None)
            yield t.at, (*keys[t.at], since)


def _rises(earlier: Tally, later: Tally) -> bool:
    return later.figure.value >= earlier.figure.value or _moment(earlier) == _moment(later)


def _moment(t: Tally) -> str:
    return t.figure.as_of or t.doc.published or "9999"


def _family(t: Tally) -> str:
    return t.scope.family or "any"


def _own_key(t: Tally) -> _Key:
    """Return the key that a tally's own words give it, by how far they say it reaches."""
    place, happening = t.scope.place, t.happening
    if t.scope.kind is Kind.CAMPAIGN and (place or t.counter):
        return ("campaign", territory(place.id)) if place else ("campaign by", t.counter)
    if t.scope.kind is Kind.STATE and (t.of[1] or place):
        return ("state", place.id if place else None)
    if t.scope.kind is Kind.INCIDENT and place and place.local:
        return ("incident", place.id)
    if t.scope.about:
        return ("told of", t.scope.about.id, t.figure.value)
    if happening and t.scope.kind is not Kind.CAMPAIGN:
        return ("event", happening.id)
    return _by_people(t) or t.alone


def _by_people(t: Tally) -> _Key | None:
    """Return the key of a number so high, of one people or count, that it is hardly two."""
    told = (t.of[1] or t.figure.since) and t.figure.value >= _TELLING
    return ("people", t.figure.since, t.figure.value) if told else None


def _one(t: Tally, day_of: dict[str, str], known: set[tuple[str, str]]) -> tuple[str | None, str]:
    """Return day and kind of the one act at a place that a tally can be of, else its own."""
    day, family = day_of[t.scope.day] if t.scope.day else None, _family(t)
    fitting = {
        (d, f)
        for d, f in known
        if compatible(f, family) and (d == day or (day is None and recent(t.doc, d)))
    }
    days, special = {d for d, _ in fitting}, {f for _, f in fitting} - {"any"}
    if len(days) != 1:
        return day, family
    return next(iter(days)), next(iter(special)) if len(special) == 1 else family


def _by_happening(t: Tally) -> _Key | None:
    return (t.happening.id,) if t.happening and t.scope.kind is not Kind.CAMPAIGN else None


def _by_number(t: Tally) -> _Key | None:
    return (t.doc.id, t.figure.value)


def _by_wording(t: Tally) -> _Key | None:
    """The words around a figure: reports that carry one text tell one thing with it."""
    text = t.doc.text
    before = bare(text[max(0, t.figure.span.start - _AROUND) : t.figure.span.start]).split()[1:]
    after = bare(text[t.figure.span.end : t.figure.span.end + _AROUND]).split()[:-1]
    words = (*before[-_WORDS_BEFORE:], *after[:_WORDS_AFTER])
    return (t.figure.value, words) if len(words) >= _WORDS_SAME else None


def _adopted(
    tallies: Sequence[Tally],
    keys: dict[_At, _Key],
    shared: Callable[[Tally], _Key | None],
) -> Iterator[tuple[_At, _Key]]:
    """Yield the key that a tally without one takes from those it shares something with."""
    settled: dict[_Key, set[_Key]] = defaultdict(set)
    for t in tallies:
        by = shared(t)
        if by and keys[t.at][0] not in {"alone", "event"}:
            settled[*t.of, *by].add(keys[t.at])
    for t in tallies:
        by = shared(t)
        found = settled.get((*t.of, *by), set()) if by else set()
        if keys[t.at][0] in {"alone", "event"} and len(found) == 1:
            yield t.at, next(iter(found))


def _same_text(tallies: Sequence[Tally], keys: dict[_At, _Key]) -> Iterator[tuple[_At, _Key]]:
    """Yield one key for figures that nothing but their reports' shared text joins."""
    alike: dict[_Key, list[Tally]] = defaultdict(list)
    for t in tallies:
        by = _by_wording(t) if keys[t.at][0] == "alone" else None
        if by:
            alike[*t.of, *by].append(t)
    for by, group in alike.items():
        if len({t.doc.id for t in group}) > 1:
            yield from ((t.at, ("text", by)) for t in group)


def _series(group: Sequence[Tally], key: _Key, names: Names) -> FigureSeries:
    ordered = sorted(((_point(t, names), t) for t in group), key=lambda p: _when(p[0]))
    points = tuple(p for p, _ in ordered)
    happened = Counter(t.happening.id for t in group if t.happening)
    kind = str(key[4])
    put_right = corrections([t for _, t in ordered], points) if kind != "state" else ()
    return FigureSeries(
        measure=group[0].figure.measure,
        population=_most(Counter(t.figure.population for t in group if t.figure.population)),
        place=_most(Counter(p for t in group if (p := _place(t, names)))),
        event=_most(happened) if kind in {"incident", "event"} else None,
        counted_by=_most(Counter(_counter(t, names) for t in group))
        if kind == "campaign by"
        else None,
        points=points,
        cumulative=kind.startswith("campaign"),
        since=_most(Counter(t.figure.since for t in group if t.figure.since))
        if kind.startswith("campaign")
        else None,
        conflicts=conflicts(points, put_right, rising=kind != "state"),
        corrections=put_right,
    )


def _place(t: Tally, names: Names) -> str | None:
    if t.scope.place:
        return names.canonical(t.doc.id, t.scope.place.name)
    happening = t.happening if t.scope.kind is not Kind.CAMPAIGN else None
    place = happening.place if happening else None
    return place or (names.canonical(t.doc.id, t.figure.place) if t.figure.place else None)


def _counter(t: Tally, names: Names) -> str:
    return names.speaker(t.doc.id, t.said) if t.said else ""


def _event(doc: Document, figure: Quantity) -> str | None:
    """Return the id of the event in whose clause the figure stands, the nearest of several."""
    holding = [e for e in doc.events if e.span.covers(figure.span)]
    nearest = min(
        holding,
        key=lambda e: (e.span.end - e.span.start, abs(e.trigger.start - figure.span.start), e.id),
        default=None,
    )
    return nearest.id if nearest else None


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

    >>> people("الفلسطينيين") == people("فلسطينيا"), people("أطفال") == people("طفلا")
    (True, True)
    """
    if not population:
        return None
    return " ".join(_stem(w) for w in bare(population).split()) or None


def _stem(word: str) -> str:
    group = group_of(word)
    if group:
        return group
    for ending in ("ين", "ون", "ات", "ان", "ا", "ه"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def _point(t: Tally, names: Names) -> FigurePoint:
    doc, figure = t.doc, t.figure
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
        as_of=_as_of(t),
        chain=chain(doc, t.said, names),
        at=figure.span.start,
        rule=figure.rule,
    )


def _as_of(t: Tally) -> str | None:
    """Return the day a figure was true; a day before its act is that of another figure."""
    day, as_of = t.scope.day, t.figure.as_of
    return None if day and as_of and as_of < day else as_of
