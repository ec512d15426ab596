"""How many: figures that can't both hold, that an outlet took back, or of one statement.

A series holds what counts the same thing, as far as reports say. Here less is certain than that
is enough: two figures disagree where they count the same people of one moment, not where one is
a first count, a part, or told again later.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from musnad.link.conflicts import apart
from musnad.link.dates import days_between
from musnad.link.disagreeing.findings import Finding, finding
from musnad.link.disagreeing.reading import Account, innermost
from musnad.link.disagreeing.words import hits
from musnad.link.entities import bare
from musnad.link.wording import content, likeness, sketches
from musnad.model import (
    ConflictReason,
    DisagreementKind,
    Document,
    Evidence,
    FigurePoint,
    FigureSeries,
    Measure,
    Quantity,
    Span,
)
from musnad.text.stem import stem
from musnad.text.tokenize import tokens

_ONE_STATEMENT = 0.6  # likeness of two wordings of one statement, numbers left aside
_DAYS = 2  # days between two reports of one statement, or of one moment
_TIMES = 3.0  # times as many as the other are people of another kind, or of another act


def counts(series: Iterable[FigureSeries], docs: Mapping[str, Document]) -> Iterator[Finding]:
    """Yield what disagrees in each series of figures.

    A side holds every sentence of its reports that gives its number of that measure, in whichever
    series: a report says in its title what it says again of whom in its body.
    """
    series = tuple(series)
    again: dict[tuple[str, Measure, float], list[FigurePoint]] = defaultdict(list)
    for one in series:
        for p in one.points:
            again[p.document, one.measure, p.value].append(p)
    for one in series:
        points = one.points
        for right in {points[c.right].value: None for c in one.corrections}:
            here = [c for c in one.corrections if points[c.right].value == right]
            sides = [[points[c.wrong] for c in here], [points[c.right] for c in here]]
            yield _found(DisagreementKind.CORRECTION, sides)
        withdrawn = {i for c in one.corrections for i in (c.wrong, c.right)}
        pairs = [
            (c.first, c.second)
            for c in one.conflicts
            if c.reason is ConflictReason.SAME_DAY
            and _of_one_thing(points[c.first], points[c.second], docs)
        ]
        pairs += _one_statement(points, withdrawn, docs)
        for group in _joined(pairs):
            sides = _by_value([points[i] for i in sorted(group)])
            told = [[q for p in s for q in again[p.document, one.measure, p.value]] for s in sides]
            yield _found(DisagreementKind.FIGURE, told)


def _found(kind: DisagreementKind, sides: Iterable[Sequence[FigurePoint]]) -> Finding:
    return finding(kind, ([_account(p) for p in side] for side in sides))


def _account(p: FigurePoint) -> Account:
    mouth = p.chain[-1] if p.chain else None
    return Account(Evidence(p.document, p.start, p.end, p.text), mouth, p.published)


def _of_one_thing(a: FigurePoint, b: FigurePoint, docs: Mapping[str, Document]) -> bool:
    """Say whether two figures count the same people of one moment, by their own words."""
    if (a.document, a.start) == (b.document, b.start) or _of_a_moment(a) or _of_a_moment(b):
        return False
    if max(a.value, b.value) > _TIMES * min(a.value, b.value):
        return False
    late = a.published and b.published and abs(days_between(a.published, b.published)) > _DAYS
    first, last = _quantity(a, docs), _quantity(b, docs)
    if late or first is None or last is None:
        return False
    if first.part_of is not None or last.part_of is not None:
        return False
    one, other = _people(a, first), _people(b, last)
    return not one or not other or bool(one & other)


def _of_a_moment(p: FigurePoint) -> bool:
    """Say whether a figure's sentence calls it a first count, or says that it has risen."""
    return not p.as_of and bool(hits(tokens(p.text), "moment"))


def _quantity(p: FigurePoint, docs: Mapping[str, Document]) -> Quantity | None:
    quantities = docs[p.document].quantities
    return next((q for q in quantities if q.span.start == p.at and q.value == p.value), None)


def _people(p: FigurePoint, figure: Quantity) -> frozenset[str]:
    """Return the stems of the words that say who is counted, `persons` and `dead` left aside."""
    words = tokens(p.text, Span(figure.span.start - p.start, figure.span.end - p.start))
    said = [w for w in words if w.is_word and not w.form[0].isdigit()]
    named = [w.form for w in said if not hits([w], "anyone")]
    if figure.population:
        named += [t.form for t in tokens(figure.population)]
    return frozenset(stem(w) for w in named if len(w) > _SHORT)


_SHORT = 3


def _one_statement(
    points: Sequence[FigurePoint], withdrawn: set[int], docs: Mapping[str, Document]
) -> Iterator[tuple[int, int]]:
    """Yield the pairs of points that give other numbers for one speaker's one statement."""
    words = {i: _words(p) for i, p in enumerate(points)}
    buckets: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, p in enumerate(points):
        said = innermost(docs[p.document], Span(p.at, p.at + 1))
        if i in withdrawn or said is None or not said.speaker:
            continue
        for sketch in sketches(words[i]):
            buckets[bare(said.speaker), sketch].append(i)
    seen = set()
    for here in buckets.values():
        for n, i in enumerate(here):
            for j in here[n + 1 :]:
                if (i, j) not in seen and _differ(points[i], points[j]):
                    seen.add((i, j))
                    if likeness(words[i], words[j]) >= _ONE_STATEMENT:
                        yield i, j


def _words(p: FigurePoint) -> frozenset[str]:
    return frozenset(w for w in content(p.text) if not w.isdigit())


def _differ(a: FigurePoint, b: FigurePoint) -> bool:
    if a.document == b.document or not apart(a, b) or not (a.published and b.published):
        return False
    return abs(days_between(a.published, b.published)) <= _DAYS


def _joined(pairs: Iterable[tuple[int, int]]) -> list[set[int]]:
    """Return the points in sets that pairs connect."""
    out: list[set[int]] = []
    for i, j in pairs:
        touched = [s for s in out if i in s or j in s]
        whole = {i, j}.union(*touched)
        out = [s for s in out if s not in touched] + [whole]
    return out


def _by_value(points: Sequence[FigurePoint]) -> list[list[FigurePoint]]:
    sides: dict[float, list[FigurePoint]] = defaultdict(list)
    for p in points:
        sides[p.value].append(p)
    return list(sides.values())
