"""What a figure holds for: its place, since when and up to when, over time or at once."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from musnad.annotate.counting import measures
from musnad.annotate.grammar import Lexeme
from musnad.model import Bound, Label, Measure, Mention, Quantity, Span, Timex, TimexType

_LENGTH = re.compile(r"PT?([\d.]+)([SMHDWY])")
_UNTIL = re.compile(r"حتى\s*$")
_SINCE = re.compile(r"منذ\s*(?:\S+\s+)?$")
_BREAK = re.compile(r"\s[-–]\s|[:;؛(]")
_PAUSE = re.compile(r"[:;؛.!؟]|،\s")
_WHERE = re.compile(
    r"(?:^|\s)و?(?:في|داخل|قرب|بالقرب من|جنوب|جنوبي|شمال|شمالي|شرق|شرقي|غرب|غربي|وسط|على|شرقي)"
    r"(?:\s+\S+)?\s*$|(?:^|\s)و?ب(?:مدينة|محافظة|ولاية|قطاع|بلدة|قرية|مخيم|حي|ريف)?\s*$"
)
_LEAD = 24
_TRUCE_REACH = 12
_PLACE_REACH = 60
_TALLY_REACH = 6
_BEFALLEN = frozenset(
    {Measure.KILLED, Measure.INJURED, Measure.MISSING, Measure.DISPLACED, Measure.DETAINED}
)


def place(text: str, span: Span, mentions: tuple[Mention, ...], sentence: Span) -> str | None:
    """Return where a figure holds: a place near it in its sentence.

    The first that a word of place leads, after it (`40 قتيلا في نورابا`) or, with no pause
    between, before it (`قتل في نورابا 40`); else the first named after it.
    """
    near = [m for m in mentions if m.label is Label.LOC and sentence.covers(m.span)]
    after = [m for m in near if 0 <= m.span.start - span.end <= _PLACE_REACH]
    led = next((m for m in after if _is_where(text, m)), None)
    before = [m for m in near if 0 <= span.start - m.span.end <= _PLACE_REACH]
    found = led
    if not led and before:
        last = before[-1]
        pause = _PAUSE.search(text, last.span.end, span.start)
        found = last if _is_where(text, last) and not pause else None
    found = found or next(iter(after), None)
    return found.name if found else None


def _is_where(text: str, mention: Mention) -> bool:
    """Say whether a word of place stands before a place, a class noun between: `في مدينة`."""
    lead = text[max(0, mention.span.start - _LEAD) : mention.span.start]
    return bool(_WHERE.search(lead))


def truces(lexemes: tuple[Lexeme, ...], timexes: Sequence[Timex]) -> Iterator[Quantity]:
    """Yield the lengths of truces: durations with a truce close before them."""
    for timex in timexes:
        length = _LENGTH.fullmatch(timex.value or "")
        if timex.type is not TimexType.DURATION or not length:
            continue
        close = [x for x in lexemes if x.end <= timex.span.start][-_TRUCE_REACH:]
        since = bool(close) and "time_gap" in close[-1].classes
        row = next((r for r in (measures.row_of(x, "truce") for x in close) if r), None)
        if row and not since:
            value = float(length[1])
            yield Quantity(
                timex.span,
                value,
                value,
                value,
                Bound.EXACT,
                row.measure,
                None,
                None,
                None,
                row.rule,
            )


def _until_and_since(
    q: Quantity, text: str, dates: Sequence[Timex]
) -> tuple[str | None, str | None]:
    """The days up to and from which a figure counts, where its sentence says either."""
    ends = [t for t in dates if t.latest and _UNTIL.search(_lead(text, t))]
    starts = [t for t in dates if _SINCE.search(_lead(text, t))]
    others = [t for t in dates if t not in ends and t not in starts]
    until = next((t.latest for t in ends if _is_of(q, t, text, others)), None)
    return until, next((t.value for t in starts if _is_of(q, t, text, others)), None)


def _lead(text: str, timex: Timex) -> str:
    return text[max(0, timex.span.start - _LEAD) : timex.span.start]


def _is_of(q: Quantity, timex: Timex, text: str, others: Sequence[Timex]) -> bool:
    """Say whether nothing that a count does not reach over is between a figure and a date."""
    low, high = sorted((q.span, timex.span))
    between = any(low.end <= d.span.start < high.start for d in others)
    return not between and not _BREAK.search(text[low.end : high.start])


def dated(
    quantities: Sequence[Quantity],
    text: str,
    lexemes: tuple[Lexeme, ...],
    timexes: Sequence[Timex],
) -> Iterator[Quantity]:
    """Yield a sentence's figures with the days between which they count.

    `cumulative` is true where the figure counts since a day, up to a day, or is a tally;
    false where people are said to have come to harm on a day; else it stays unsaid.
    """
    dates = [t for t in timexes if t.earliest and t.type in {TimexType.DATE, TimexType.TIME}]
    for q in quantities:
        as_of, since = _until_and_since(q, text, dates)
        adds_up = bool(since or as_of or (q.measure in _BEFALLEN and _is_tally(q, lexemes)))
        at_once = q.measure in _BEFALLEN and any(t.earliest == t.latest for t in dates)
        cumulative = True if adds_up else False if at_once else None
        yield replace(q, as_of=as_of, since=since, cumulative=cumulative)


def _is_tally(q: Quantity, lexemes: tuple[Lexeme, ...]) -> bool:
    """Say whether a word of totals governs the figure: `حصيلة`, `بلغ عدد`, `إجمالي`."""
    close = [x for x in lexemes if x.end <= q.span.start][-_TALLY_REACH:]
    return any("tally" in x.classes for x in close)
