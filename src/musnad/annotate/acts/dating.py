"""The day of an event: stated in its clause or sentence, or that of the saying; never guessed."""

from collections.abc import Sequence
from datetime import date, timedelta

from musnad.annotate.acts.triggers import Form, Hit
from musnad.model import Attribution, EventType, Span, Status, Timex, TimexType
from musnad.text.normalize import keys
from musnad.text.tokenize import Token

# Talks and rescue that go on do so on the report's day; a war or a siege has no one day.
_AS_OF_REPORT = frozenset({EventType.CONSULT, EventType.AID})


def day(timex: Timex) -> str | None:
    """Return a calendar value (day, week, month or year) of a time expression, if it has one."""
    value = timex.value
    if value is None or timex.type in {TimexType.DURATION, TimexType.SET}:
        return None
    if not value[:4].isdigit():
        return None
    return value.split("T")[0]


def stated(timexes: Sequence[Timex], trigger: Span, clause: Span, sentence: Span) -> Timex | None:
    """Return the time expression that dates a trigger, `None` if none may.

    The clause's own come first, the nearest of them; then what stands before it in the
    sentence, and last what follows.
    """
    scope = [t for t in timexes if sentence.covers(t.span)]
    own = [t for t in scope if clause.covers(t.span)]
    before = [t for t in scope if t.span.end <= trigger.start]
    return _nearest(own, trigger) or _nearest(before, trigger) or _nearest(scope, trigger)


def fitting(timexes: Sequence[Timex], form: Form, published: str | None) -> list[Timex]:
    """Return the times that a verb's tense allows: no past one for a future, nor the reverse.

    A bare year dates nothing but the past.
    """
    if not published:
        return list(timexes)
    if form is Form.PAST:
        return [t for t in timexes if not (t.earliest and t.earliest > published)]
    dated = [t for t in timexes if not (t.value and len(t.value) == len("2025"))]
    if form is Form.FUTURE:
        return [t for t in dated if not (t.latest and t.latest < published)]
    return dated


def _nearest(timexes: Sequence[Timex], trigger: Span) -> Timex | None:
    dated = [t for t in timexes if t.type is not TimexType.DURATION and t.type is not TimexType.SET]
    return min(dated, key=lambda t: _distance(t.span, trigger), default=None)


def _distance(a: Span, b: Span) -> int:
    return max(a.start - b.end, b.start - a.end, 0)


def saying(
    timexes: Sequence[Timex],
    sentence: Span,
    attribution: Attribution,
    others: Sequence[Attribution] = (),
) -> Timex | None:
    """Return the time at which a statement was made, as its own sentence tells.

    What stands inside a statement tells no time of another one beside it (`others`).
    """
    beside = [a.content for a in (attribution, *others) if not a.content.covers(attribution.cue)]
    scope = [
        t
        for t in timexes
        if sentence.covers(t.span)
        and not any(content.covers(t.span) for content in beside)
        and not _bare_year(t)
    ]
    return _nearest(scope, attribution.cue)


def _bare_year(timex: Timex) -> bool:
    """Say whether a time is a whole year: background, never the moment of a saying."""
    return timex.value is not None and len(timex.value) == len("2025")


def as_of_report(kind: EventType, status: Status, published: str | None) -> str | None:
    """Return the report's day for what it says is going on, where the type is of that sort."""
    return published if status is Status.ONGOING and kind in _AS_OF_REPORT else None


_DAY_AFTER = keys("غداة وغداة")
_LEAD = 3


def day_after(tokens: Sequence[Token], hit: Hit) -> bool:
    """Say whether the day told is the one after a trigger's: `on Tuesday, the day after`."""
    return any(t.form in _DAY_AFTER for t in tokens[max(0, hit.first - _LEAD) : hit.first])


def before(day_: str) -> str:
    """Return the day before an ISO day; a month or a year stays as it is.

    >>> before("2031-03-01"), before("2031-03")
    ('2031-02-28', '2031-03')
    """
    if len(day_) != len("2031-03-01"):
        return day_
    return (date.fromisoformat(day_) - timedelta(days=1)).isoformat()


def is_future(timex: Timex | None, published: str | None) -> bool:
    """Say whether a time lies wholly after the report's day."""
    return bool(timex and published and timex.earliest and timex.earliest > published)
