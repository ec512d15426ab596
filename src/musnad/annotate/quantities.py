"""Figures: every number that counts something in the story, and what it counts."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace

from musnad.annotate import times
from musnad.annotate.counting import measures, scopes
from musnad.annotate.counting.clauses import (
    Clause,
    Figure,
    bracketed,
    is_label,
    is_of_people,
    noun_end,
    qualifier,
    tail,
    whole,
)
from musnad.annotate.counting.counts import Count, counts
from musnad.annotate.counting.fates import counted_by
from musnad.annotate.counting.measures import Counted
from musnad.annotate.counting.people import population
from musnad.annotate.grammar import Lexeme
from musnad.model import (
    Bound,
    Document,
    Measure,
    Mention,
    Quantity,
    Span,
    Timex,
)
from musnad.text.sentences import split


def parse(
    text: str, anchor: dt.date | None = None, timexes: tuple[Timex, ...] | None = None
) -> tuple[Quantity, ...]:
    """Return the figures of a text, in order.

    A range has its lower end as value and both ends as low and high. The days that figures
    count from and to are of the text's times, relative to `anchor`; pass `timexes` where
    `times.parse` has read them already.

    >>> [(q.value, q.bound.value, q.measure.value) for q in parse("قتل نحو 40 شخصا")]
    [(40.0, 'about', 'killed')]
    """
    timexes = times.parse(text, anchor) if timexes is None else timexes
    return tuple(_sentences(text, split(text, Span(0, len(text))), timexes, ()))


def annotate(doc: Document) -> Document:
    """Return the document with the figures of its sentences, each with its statement."""
    spans = [s.span for s in doc.sentences]
    found = _sentences(doc.text, spans, doc.timexes, doc.mentions)
    return replace(
        doc, quantities=tuple(replace(q, attribution=_stands_in(doc, q.span)) for q in found)
    )


def _stands_in(doc: Document, span: Span) -> str | None:
    """Return the id of the innermost statement whose content holds a figure."""
    holding = [a for a in doc.attributions if a.content.covers(span)]
    return (
        min(holding, key=lambda a: (a.content.end - a.content.start, a.id)).id if holding else None
    )


def _sentences(
    text: str, spans: Iterable[Span], timexes: tuple[Timex, ...], mentions: tuple[Mention, ...]
) -> Iterator[Quantity]:
    """Yield the figures of sentences; `منهم` may be of the people of the sentence before."""
    people: Figure | None = None
    for span in spans:
        inside = [t for t in timexes if span.covers(t.span)]
        if not inside and not measures.vocabulary().may_hold(text, span):
            people = None
            continue
        lexemes = tuple(_bared(measures.vocabulary().lexemes(text, span.start, span.end)))
        figures = list(_figures(text, lexemes, inside, people))
        out = [_quantity(text, lexemes, f, mentions, span) for f in figures]
        out += scopes.truces(lexemes, inside)
        yield from scopes.dated(sorted(out, key=lambda q: q.span), text, lexemes, inside)
        people = next((f for f in reversed(figures) if _is_whole(f)), None)


def _bared(lexemes: tuple[Lexeme, ...]) -> Iterator[Lexeme]:
    """Give a noun after `من` or `ثلث` the classes that it has without article or pronoun."""
    led = False
    for lexeme in lexemes:
        classes = measures.bare_classes(lexeme.form) if led else None
        yield lexeme._replace(classes={**lexeme.classes, **classes}) if classes else lexeme
        led = "of" in lexeme.classes or "frac" in lexeme.classes


def _is_whole(figure: Figure) -> bool:
    return not figure.whole and is_of_people(figure.counted)


def _figures(
    text: str, lexemes: tuple[Lexeme, ...], timexes: list[Timex], people: Figure | None
) -> Iterator[Figure]:
    numbers = [n for n in counts(lexemes) if not _in_time(lexemes, n, timexes)]
    # A part stands between a whole and what befell it: `297 شخصا بينهم 37 أجنبيا اعتقلوا`.
    parts = [bool(n.first and "among" in lexemes[n.first - 1].classes) for n in numbers]
    ends = [
        next((n.first for n, part in later if not part), len(lexemes))
        for i in range(len(numbers))
        for later in [zip(numbers[i + 1 :], parts[i + 1 :], strict=True)]
    ]
    previous: Figure | None = None
    for number, end in zip(numbers, ends, strict=False):
        figure = _figure(Clause(text, lexemes, number, end, previous, people))
        if figure:
            yield figure
            previous = figure
            people = figure if _is_whole(figure) else people


def _in_time(lexemes: tuple[Lexeme, ...], number: Count, timexes: list[Timex]) -> bool:
    span = Span(lexemes[number.first].start, lexemes[number.last - 1].end)
    return any(t.span.overlaps(span) for t in timexes)


def _figure(clause: Clause) -> Figure | None:
    if not clause.dual and is_label(clause):
        return None
    end = noun_end(clause)
    if end is None:
        return None
    first, bound = qualifier(clause)
    counted = counted_by(clause, first, end)
    if not counted:
        return None
    last, nation = tail(clause, end)
    named = last
    after = clause.at(last)
    if after and "qualifier_after" in after.classes:
        bound = measures.qualifiers()[after.classes["qualifier_after"]]
        last += 1
    if clause.number.high > clause.number.value and bound is Bound.EXACT:
        bound = Bound.ABOUT
    if bracketed(clause) and first == clause.number.first:
        first -= 1
    start = clause.lexemes[first].start
    total = whole(clause, first) or _next_part(clause, first, counted)
    people = population(clause, named, nation, total, clause.previous)
    return Figure(start, first, last, clause.number, bound, counted, people, total)


def _next_part(clause: Clause, first: int, counted: Counted) -> Figure | None:
    """The whole of the part before, of which this is another: `بينهم 3 أطفال و5 نساء`."""
    previous = clause.previous
    joined = previous and first - previous.last == 1 and clause.has(first - 1, "and")
    same = previous is not None and previous.counted.measure is counted.measure
    return previous.whole if previous and joined and same else None


def _quantity(
    text: str,
    lexemes: tuple[Lexeme, ...],
    f: Figure,
    mentions: tuple[Mention, ...],
    sentence: Span,
) -> Quantity:
    value, high = f.number.value, f.number.high
    span = Span(lexemes[f.first].start, lexemes[f.last - 1].end)
    low_end, high_end = _ends(f.bound, value, high)
    return Quantity(
        span,
        value,
        low_end,
        high_end,
        f.bound,
        f.counted.measure,
        f.population if is_of_people(f.counted) or f.counted.measure is Measure.SHARE else None,
        scopes.place(text, span, mentions, sentence),
        None,
        f.counted.rule,
        part_of=f.whole.start if f.whole else None,
    )


def _ends(bound: Bound, value: float, high: float) -> tuple[float | None, float | None]:
    if high > value:
        return value, high
    if bound in {Bound.MORE_THAN, Bound.AT_LEAST}:
        return value, None
    if bound in {Bound.LESS_THAN, Bound.AT_MOST}:
        return None, value
    return (value, value) if bound is Bound.EXACT else (None, None)


def fired(text: str) -> set[str]:
    """Return the ids of the measure, qualifier, word and group rows that a text uses."""
    lexemes = measures.vocabulary().lexemes(text)
    groups = {g for x in lexemes if (g := measures.group_of(x.form))}
    return groups | {v for x in lexemes for v in x.classes.values()}
