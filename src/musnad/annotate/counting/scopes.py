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
_LEAD = 24
_TRUCE_REACH = 12
_PLACE_REACH = 60
_TALLY_REACH = 6
_BEFALLEN = frozenset(
    {Measure.KILLED, Measure.INJURED, Measure.MISSING, Measure.DISPLACED, Measure.DETAINED}
)


def place(span: Span, mentions: tuple[Mention, ...], sentence: Span) -> str | None:
    """Return the first place named after the figure, close to it in its sentence."""
    for mention in mentions:
        after = mention.span.start - span.end
        if (
            mention.label is Label.LOC
            and sentence.covers(mention.span)
            and 0 <= after <= _PLACE_REACH
        ):
            return mention.name
    return None


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
        adds_up = bool(since or as_of or _is_tally(q, lexemes))
        at_once = q.measure in _BEFALLEN and any(t.earliest == t.latest for t in dates)
        cumulative = True if adds_up else False if at_once else None
        yield replace(q, as_of=as_of, since=since, cumulative=cumulative)


def _is_tally(q: Quantity, lexemes: tuple[Lexeme, ...]) -> bool:
    """Say whether a word of totals governs the figure: `حصيلة`, `بلغ عدد`, `إجمالي`."""
    close = [x for x in lexemes if x.end <= q.span.start][-_TALLY_REACH:]
    return any("tally" in x.classes for x in close)
