"""Dates, times, durations and relative times of a report, with their TIMEX3 values."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache

import regex

from musnad.annotate import timeranges, timespans, timevalues
from musnad.annotate.grammar import Grammar, Lexeme, Match, Vocabulary
from musnad.annotate.timevalues import Setting
from musnad.model import Document, Span, Timex, ZoneKind
from musnad.text.sentences import split

TIME_ZONES = frozenset(ZoneKind) - {ZoneKind.RELATED, ZoneKind.BOILERPLATE}
_LOOK_AHEAD = 6
_RESOLVERS = timevalues.RESOLVERS | timespans.RESOLVERS | timeranges.RESOLVERS
_FUTURE_VERB = regex.compile(r"[وف]?س[يتنا]\p{L}{2,}")
_NOUN_ENDINGS = "(?:ها?|هم|يه?|يون|يين|ات|ا|ت|ون|ين|ان)?"
_TRIM = frozenset({"comma", "dash", "slash", "dot", "open"})
_JOINERS = frozenset({"slash", "dash", "open"})


@cache
def _vocabulary() -> Vocabulary:
    return Vocabulary.of("times")


@cache
def _grammar() -> Grammar:
    return Grammar("times", _vocabulary())


@dataclass(frozen=True, slots=True)
class _Found:
    """A match with its sentence, ready to be given a value once the anchor is known."""

    match: Match
    direction: int | None
    title: bool
    sentence: int


def parse(text: str, anchor: dt.date | None = None) -> tuple[Timex, ...]:
    """Return the times of a text, in order; relative ones count from `anchor`.

    Without an anchor a relative time has the value `None`; so has an impossible date.

    >>> [(t.span.of("في 31 فبراير 2025"), t.value) for t in parse("في 31 فبراير 2025")]
    [('31 فبراير 2025', None)]
    >>> [t.value for t in parse("مساء أمس السبت", dt.date(2025, 9, 7))]
    ['2025-09-06TEV']
    """
    sentences = split(text, Span(0, len(text)))
    return _valued([f for s in sentences for f in _find(text, s, title=False)], anchor)


def annotate(doc: Document) -> Document:
    """Return the document with its times.

    Looks at title, heading, body, byline, dateline and caption zones (the whole text where
    there are no zones), anchored on the publication day. Where the report itself pairs
    yesterday, today or tomorrow with a weekday that contradicts that day, its weekday
    decides within the nearest week, and all its relative times count from there.
    """
    pieces = [(z.span, z.kind is ZoneKind.TITLE) for z in doc.zones if z.kind in TIME_ZONES]
    if not doc.zones:
        pieces = [(Span(0, len(doc.text)), False)]
    found = [
        f
        for span, title in pieces
        for sentence in split(doc.text, span)
        for f in _find(doc.text, sentence, title=title)
    ]
    return replace(doc, timexes=_valued(found, _anchor(doc, found)))


def _find(text: str, sentence: Span, *, title: bool) -> Iterator[_Found]:
    lexemes = tuple(_joined(_vocabulary().lexemes(text, sentence.start, sentence.end)))
    for match in _grammar().matches(lexemes):
        if match.row.resolve != "none":
            yield _Found(match, _direction(lexemes, match), title, sentence.start)


def _joined(lexemes: tuple[Lexeme, ...]) -> Iterator[Lexeme]:
    """Make one month of one written twice: `أيلول/سبتمبر`, `يونيو (حزيران)`."""
    i = 0
    while i < len(lexemes):
        month = _month(lexemes[i])
        last = _second_name(lexemes, i) if month else i
        if month and last > i:
            yield replace(lexemes[i], end=lexemes[last].end, classes={"month": month})
        else:
            yield lexemes[i]
        i = last + 1


def _second_name(lexemes: tuple[Lexeme, ...], i: int) -> int:
    """Return the last lexeme of the same month's other name after lexeme `i`, else `i`."""
    if i + 2 >= len(lexemes) or not _JOINERS & lexemes[i + 1].classes.keys():
        return i
    if _month(lexemes[i + 2]) != _month(lexemes[i]):
        return i
    closed = "open" in lexemes[i + 1].classes and i + 3 < len(lexemes)
    return i + 2 + (closed and "close" in lexemes[i + 3].classes)


def _month(lexeme: Lexeme) -> str | None:
    return lexeme.classes.get("month") or lexeme.classes.get("month_or_word")


def _direction(lexemes: tuple[Lexeme, ...], match: Match) -> int | None:
    """Where the clause points: the nearest cue before the time, else one just after it."""
    for lexeme in reversed(lexemes[: match.first]):
        cue = _cue(lexeme)
        if cue:
            return cue
    for lexeme in lexemes[match.last : match.last + _LOOK_AHEAD]:
        cue = _cue(lexeme)
        if cue:
            return cue
    until = match.first and "to" in lexemes[match.first - 1].classes
    return 1 if until else None


def _cue(lexeme: Lexeme) -> int:
    if "past" in lexeme.classes:
        return -1
    if "future" in lexeme.classes:
        return 1
    return 1 if not lexeme.classes and lexeme.number is None and _is_future_verb(lexeme.form) else 0


@lru_cache(maxsize=8192)
def _is_future_verb(form: str) -> bool:
    return bool(_FUTURE_VERB.fullmatch(form)) and not _not_future().fullmatch(form)


@cache
def _not_future() -> regex.Pattern[str]:
    stems = (form for form, classes in _vocabulary().words.items() if "not_future" in classes)
    return regex.compile("[وف]?(?:" + "|".join(sorted(stems)) + ")" + _NOUN_ENDINGS)


def _anchor(doc: Document, found: Iterable[_Found]) -> dt.date | None:
    """The day that relative times count from: publication, mended by the text's weekdays."""
    if not doc.published:
        return None
    try:
        anchor = dt.date.fromisoformat(doc.published[:10])
    except ValueError:
        return None
    off: Counter[int] = Counter()
    for f in found:
        offset, number = f.match.value("relative_day"), f.match.value("weekday")
        if f.match.row.resolve == "relative_day" and offset is not None and number:
            behind = int(number) - (anchor + dt.timedelta(int(offset))).isoweekday()
            off[(behind + 3) % 7 - 3] += 1
    return anchor + dt.timedelta(off.most_common(1)[0][0]) if off else anchor


def _valued(found: list[_Found], anchor: dt.date | None) -> tuple[Timex, ...]:
    """Give each its value; a bare weekday of the title takes that of the body's first."""
    body: dict[str, int] = {}
    for f in found:
        number = f.match.value("weekday")
        if f.match.row.id == "day.weekday" and number and not f.title:
            body.setdefault(number, f.direction or _own_direction(f.match) or -1)
    years = _stated_years(found, anchor)
    out: list[Timex] = []
    day: str | None = None
    sentence = -1
    for f in found:
        day = day if f.sentence == sentence else None
        sentence = f.sentence
        direction = f.direction
        if direction is None and f.title:
            direction = body.get(f.match.value("weekday") or "")
        timex = _timex(f.match, Setting(anchor, direction or 0, day, years))
        if timex:
            out.append(timex)
            day = timex.earliest if timex.earliest == timex.latest else day
    return tuple(out)


def _stated_years(found: Iterable[_Found], anchor: dt.date | None) -> Mapping[tuple[int, int], int]:
    """The years that a report gives for its days, for where it leaves them out."""
    out: dict[tuple[int, int], int] = {}
    for f in found:
        m = f.match
        told = m.group("year") or m.group("yearshift") or m.group("shift")
        if m.row.resolve == "date" and m.group("day") and told:
            timex = _timex(m, Setting(anchor))
            if timex and timex.earliest:
                day = dt.date.fromisoformat(timex.earliest)
                out.setdefault((day.month, day.day), day.year)
    return out


def _own_direction(match: Match) -> int | None:
    shift = match.value("shift")
    return int(shift) if shift else None


def _timex(match: Match, setting: Setting) -> Timex | None:
    resolve = _RESOLVERS[match.row.resolve]
    reading = resolve(match, setting)
    if not reading:
        return None
    first, last = 0, len(match.lexemes)
    while last > first + 1 and _TRIM & match.lexemes[last - 1].classes.keys():
        last -= 1
    span = Span(match.lexemes[first].start, match.lexemes[last - 1].end)
    return Timex(span, reading.type, reading.value, reading.earliest, reading.latest, match.row.id)


def fired(text: str) -> set[str]:
    """Return the ids of the classes, pieces and patterns that a text uses, for their proof."""
    lexemes = tuple(_joined(_vocabulary().lexemes(text)))
    out = {name for lexeme in lexemes for name in lexeme.classes}
    out |= _grammar().pieces_in(lexemes)
    return out | {m.row.id for m in _grammar().matches(lexemes)}
