"""What a figure holds for: its place, since when and up to when, over time or at once."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from musnad.annotate.counting import measures
from musnad.annotate.grammar import Lexeme
from musnad.model import Bound, Label, Measure, Mention, Quantity, Span, Timex, TimexType

_LENGTH = re.compile(r"PT?([\d.]+)([SMHDWY])")
_SINCE = re.compile(r"منذ\s*(?:\S+\s+)?$")
_BREAK = re.compile(r"\s[-–]\s|[:;؛(]")
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
    as_of = _as_of(text, timexes)
    dates = [t for t in timexes if t.earliest and t.type in {TimexType.DATE, TimexType.TIME}]
    for q in quantities:
        since = _since(q, text, dates)
        adds_up = bool(since or as_of or _is_tally(q, lexemes))
        at_once = q.measure in _BEFALLEN and any(t.earliest == t.latest for t in dates)
        cumulative = True if adds_up else False if at_once else None
        yield replace(q, as_of=as_of, since=since, cumulative=cumulative)


def _as_of(text: str, timexes: Sequence[Timex]) -> str | None:
    """The day up to which a sentence counts: `حتى أمس`; None where it is silent."""
    for timex in timexes:
        if timex.latest and text[: timex.span.start].rstrip().endswith("حتى"):
            return timex.latest
    return None


def _since(q: Quantity, text: str, dates: Sequence[Timex]) -> str | None:
    """The day after `منذ` that is a figure's own: no other date stands between the two."""
    for timex in dates:
        if timex.mod != "ON_OR_AFTER" or not _SINCE.search(text[: timex.span.start]):
            continue
        low, high = sorted((q.span, timex.span))
        if _BREAK.search(text[low.end : high.start]):
            continue
        if not any(low.end <= d.span.start < high.start for d in dates if d is not timex):
            return timex.value
    return None


def _is_tally(q: Quantity, lexemes: tuple[Lexeme, ...]) -> bool:
    """Say whether a word of totals governs the figure: `حصيلة`, `بلغ عدد`, `إجمالي`."""
    close = [x for x in lexemes if x.end <= q.span.start][-_TALLY_REACH:]
    return any("tally" in x.classes for x in close)
