"""Dates, times, durations and relative times of a report, with their TIMEX3 values."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache

import regex

from musnad import lexicon
from musnad.annotate.grammar import Grammar, Lexeme, Match, Vocabulary
from musnad.annotate.page.credits import OutletRow
from musnad.annotate.timing import periods, ranges, spans, values
from musnad.annotate.timing.values import Reading, Setting
from musnad.annotate.timing.writing import Style, render
from musnad.model import REPORT_ZONES, Document, Span, Timex, TimexType, ZoneKind
from musnad.text.sentences import split

__all__ = ["Style", "annotate", "fired", "parse", "render"]

TIME_ZONES = frozenset(ZoneKind) - {ZoneKind.RELATED, ZoneKind.BOILERPLATE}
_LOOK_AHEAD = 6
_RESOLVERS = values.RESOLVERS | periods.RESOLVERS | spans.RESOLVERS | ranges.RESOLVERS
_FUTURE_VERB = regex.compile(r"[وف]?س[يتنا]\p{L}{2,}")
_NOUN_ENDINGS = "(?:ها?|هم|يه?|يون|يين|ات|ا|ت|ون|ين|ان)?"
_TRIM = frozenset({"comma", "dash", "slash", "dot", "open"})
_STATED = frozenset({"date", "numeric", "spaced", "hijri"})
_THAT = frozenset({"ان", "بان"})
_JOINERS = frozenset({"slash", "dash", "open"})
_WEEKDAY, _AND = "day.weekday", " و"
_LONG_AFTER = dt.date(2050, 1, 1)


@cache
def _vocabulary() -> Vocabulary:
    """The words of `lexicon/times.toml`, and the outlets whose name holds a word of time."""
    return Vocabulary.of("times", [("newspaper", "n", _named_after_times())])


def _named_after_times() -> list[str]:
    times = ("اليوم", "الغد", "الأسبوع", "الشهر", "العام", "الفجر", "الصباح", "المساء", "تشرين")
    return [
        form
        for row in lexicon.load("outlets", "outlet", OutletRow)
        for form in row.forms
        if " " in form and any(word in form.split() for word in times)
    ]


class KnownRow(lexicon.Row, frozen=True, kw_only=True):
    """A day of one year that texts speak of without its year; `day` is `MM-DD`."""

    day: str
    year: int


@cache
def _known() -> Mapping[tuple[int, int], int]:
    rows = lexicon.load("times", "known", KnownRow)
    return {(int(r.day[:2]), int(r.day[3:])): r.year for r in rows}


@cache
def _grammar() -> Grammar:
    return Grammar("times", _vocabulary())


@dataclass(frozen=True, slots=True)
class _Found:
    """A match with its sentence, ready to be given a value once the anchor is known.

    `bound` is the modifier that the word before it gives; `landmark` says whether a word before it
    speaks of what everyone knows (`since`, `the attack of`); `quote` the quotation that it stands
    in, `dates` those whose saying it may date, each by its opening mark's offset.
    """

    match: Match
    direction: int | None
    title: bool
    sentence: int
    bound: str | None = None
    landmark: bool = False
    quote: int | None = None
    dates: tuple[int, ...] = ()


def parse(text: str, anchor: dt.date | None = None) -> tuple[Timex, ...]:
    """Return the times of a text, in order; relative ones count from `anchor`.

    Without an anchor a relative time has the value `None`; so has an impossible date.

    >>> [(t.span.of("في 31 فبراير 2025"), t.value) for t in parse("في 31 فبراير 2025")]
    [('31 فبراير 2025', None)]
    >>> [t.value for t in parse("مساء أمس السبت", dt.date(2025, 9, 7))]
    ['2025-09-06TEV']
    """
    sentences = split(text, Span(0, len(text)))
    found = [f for s in sentences for f in _find(text, s, title=False)]
    return _valued(found, anchor, anchor)


def annotate(doc: Document) -> Document:
    """Return the document with its times.

    Looks at title, heading, body, byline, dateline and caption zones (the whole text where
    there are no zones), anchored on the publication day. Where the report itself pairs
    yesterday, today or tomorrow with a weekday that contradicts that day, its weekday
    decides within the nearest week, and all its relative times count from there.
    """
    found = [f for span, title in _pieces(doc) for f in _find(doc.text, span, title=title)]
    published = _published(doc)
    return replace(doc, timexes=_valued(found, _anchor(published, found), published))


def _pieces(doc: Document) -> list[tuple[Span, bool]]:
    """Return the sentences that times are looked for in, each with whether it is of the title."""
    told = [(s.span, s.zone is ZoneKind.TITLE) for s in doc.sentences]
    zones = [z for z in doc.zones if z.kind in TIME_ZONES - (REPORT_ZONES if told else set())]
    rest = [(z.span, z.kind is ZoneKind.TITLE) for z in zones]
    if not doc.zones and not told:
        rest = [(Span(0, len(doc.text)), False)]
    around = [(sentence, title) for span, title in rest for sentence in split(doc.text, span)]
    return sorted([*told, *around])


def _find(text: str, sentence: Span, *, title: bool) -> Iterator[_Found]:
    if not _vocabulary().may_hold(text, sentence):
        return
    lexemes = tuple(_joined(_vocabulary().lexemes(text, sentence.start, sentence.end)))
    for match in _grammar().matches(lexemes):
        if match.row.resolve != "none":
            bound = lexemes[match.first - 1].classes.get("bound") if match.first else None
            yield _Found(
                match,
                _direction(lexemes, match),
                title,
                sentence.start,
                bound,
                any(
                    "landmark" in x.classes for x in lexemes[max(0, match.first - 2) : match.first]
                ),
                *_quotes(lexemes, match),
            )


def _quotes(lexemes: tuple[Lexeme, ...], match: Match) -> tuple[int | None, tuple[int, ...]]:
    """The quotation that a match stands in, and those after it whose saying it may date."""
    marks = [i for i, x in enumerate(lexemes) if "quote" in x.classes]
    if len(marks) < 2:
        return None, ()
    pairs = list(zip(marks[::2], marks[1::2], strict=False))
    inside = next((lexemes[a].start for a, b in pairs if a < match.first < b), None)
    said = next((i for i, x in enumerate(lexemes) if "speech" in x.classes), None)
    dates: tuple[int, ...] = ()
    if inside is None and said is not None:
        dates = tuple(lexemes[a].start for a, _ in pairs if _dates(lexemes, match.first, said, a))
    return inside, dates


def _dates(lexemes: tuple[Lexeme, ...], time: int, said: int, quote: int) -> bool:
    """Say whether time and verb of speech stand before a quotation, in no relative clause."""
    between = lexemes[min(time, said) : quote]
    return max(time, said) < quote and not any("relative_pronoun" in x.classes for x in between)


def _joined(lexemes: tuple[Lexeme, ...]) -> Iterator[Lexeme]:
    """Make one month of one written twice: `أيلول/سبتمبر`, `يونيو (حزيران)`, `أغسطس آب`."""
    i = 0
    while i < len(lexemes):
        if not lexemes[i].classes:
            yield lexemes[i]
            i += 1
            continue
        month = _month(lexemes[i])
        last = _second_name(lexemes, i) if month else i
        if month and last > i:
            yield lexemes[i]._replace(end=lexemes[last].end, classes={"month": month})
        else:
            yield lexemes[i]
        i = last + 1


def _second_name(lexemes: tuple[Lexeme, ...], i: int) -> int:
    """Return the last lexeme of the same month's other name after lexeme `i`, else `i`."""
    if i + 1 < len(lexemes) and _month(lexemes[i + 1]) == _month(lexemes[i]):
        return i + 1
    if i + 2 >= len(lexemes) or not _JOINERS & lexemes[i + 1].classes.keys():
        return i
    if _month(lexemes[i + 2]) != _month(lexemes[i]):
        return i
    closed = "open" in lexemes[i + 1].classes and i + 3 < len(lexemes)
    return i + 2 + (closed and "close" in lexemes[i + 3].classes)


def _month(lexeme: Lexeme) -> str | None:
    return lexeme.classes.get("month") or lexeme.classes.get("month_or_word")


def _direction(lexemes: tuple[Lexeme, ...], match: Match) -> int | None:
    """Where the clause points: the nearest cue before the time, else one just after it.

    -2 where the time's own preposition looks back, whatever the clause.
    """
    if match.first and "since" in lexemes[match.first - 1].classes:
        return -2
    present = told = False
    for lexeme in reversed(lexemes[: match.first]):
        cue = _cue(lexeme)
        if cue < 0 and (present or (told and "speech" in lexeme.classes)):
            return 0
        if cue:
            return cue
        told = told or lexeme.form in _THAT
        present = present or (not lexeme.classes and _is_present_verb(lexeme.form))
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


def _is_present_verb(form: str) -> bool:
    return len(form) > 3 and form.removeprefix("و").startswith("ي") and form not in _names_in_y()


@cache
def _names_in_y() -> frozenset[str]:
    return frozenset(f for f, classes in _vocabulary().words.items() if "not_present" in classes)


@cache
def _not_future() -> regex.Pattern[str]:
    stems = (form for form, classes in _vocabulary().words.items() if "not_future" in classes)
    return regex.compile("[وف]?(?:" + "|".join(sorted(stems)) + ")" + _NOUN_ENDINGS)


def _published(doc: Document) -> dt.date | None:
    try:
        return dt.date.fromisoformat((doc.published or "")[:10])
    except ValueError:
        return None


def _anchor(published: dt.date | None, found: Iterable[_Found]) -> dt.date | None:
    """The day that relative times count from: publication, mended by the text's weekdays."""
    if not published:
        return None
    off: Counter[int] = Counter()
    for f in found:
        offset, number = f.match.value("relative_day"), f.match.value("weekday")
        if f.match.row.resolve == "relative_day" and offset is not None and number:
            behind = int(number) - (published + dt.timedelta(int(offset))).isoweekday()
            off[(behind + 3) % 7 - 3] += 1
    return published + dt.timedelta(off.most_common(1)[0][0]) if off else published


def _valued(
    found: list[_Found], anchor: dt.date | None, published: dt.date | None
) -> tuple[Timex, ...]:
    """Give each its value; a bare weekday of the title takes that of the body's first."""
    body: dict[str, int] = {}
    for f in found:
        number = f.match.value("weekday")
        if f.match.row.id == "day.weekday" and number and not f.title:
            body.setdefault(number, f.direction or _own_direction(f.match) or -1)
    years = _stated_years(found, anchor)
    out: list[Timex] = []
    day: str | None = None
    told: str | None = None
    sentence = -1
    spoken: dict[int, dt.date] = {}
    for f in found:
        if f.sentence != sentence:
            day = told = None
        sentence = f.sentence
        direction = f.direction
        if direction is None and f.title:
            direction = body.get(f.match.value("weekday") or "")
        said = spoken.get(f.quote) if f.quote is not None else None
        known = _known() if f.landmark else {}
        setting = Setting(said or anchor, direction or 0, day, told, years, known)
        timex = _timex(f, setting, published)
        if timex:
            if out and _is_next_weekday(out[-1], timex):
                out[-1], timex = _in_a_row(out[-1], timex, ahead=(direction or 0) > 0)
            out.append(timex)
            day = timex.earliest if timex.earliest == timex.latest else day
            told = timex.earliest or told
            if f.match.row.resolve in _STATED and timex.earliest and day == timex.earliest:
                spoken.update(dict.fromkeys(f.dates, dt.date.fromisoformat(day)))
    return tuple(out)


def _is_next_weekday(before: Timex, after: Timex) -> bool:
    """Say whether two weekdays are told together: `الأحد والاثنين`."""
    gap = after.span.start - before.span.end
    days = {before.rule, after.rule} == {_WEEKDAY}
    return days and gap == len(_AND) and bool(before.earliest and after.earliest)


def _in_a_row(before: Timex, after: Timex, *, ahead: bool) -> tuple[Timex, Timex]:
    """Return two weekdays in order: the later one moved on, or for the past the earlier back."""
    if (before.earliest or "") < (after.earliest or ""):
        return before, after
    return (before, _by_a_week(after, 1)) if ahead else (_by_a_week(before, -1), after)


def _by_a_week(timex: Timex, way: int) -> Timex:
    day = timex.earliest or ""
    moved = (dt.date.fromisoformat(day) + dt.timedelta(7 * way)).isoformat()
    value = (timex.value or "").replace(day, moved)
    return replace(timex, value=value, earliest=moved, latest=moved)


def _stated_years(found: Iterable[_Found], anchor: dt.date | None) -> Mapping[tuple[int, int], int]:
    """The years that a report gives for its days, for where it leaves them out."""
    out: dict[tuple[int, int], int] = {}
    for f in found:
        m = f.match
        told = m.group("year") or m.group("yearshift") or m.group("shift")
        if m.row.resolve == "date" and m.group("day") and told:
            timex = _timex(f, Setting(anchor), None)
            if timex and timex.earliest:
                day = dt.date.fromisoformat(timex.earliest)
                out.setdefault((day.month, day.day), day.year)
    return out


def _own_direction(match: Match) -> int | None:
    shift = match.value("shift")
    return int(shift) if shift else None


def _timex(f: _Found, setting: Setting, published: dt.date | None) -> Timex | None:
    match = f.match
    resolve = _RESOLVERS[match.row.resolve]
    reading = resolve(match, setting)
    if not reading:
        return None
    first, last = 0, len(match.lexemes)
    while last > first + 1 and _TRIM & match.lexemes[last - 1].classes.keys():
        last -= 1
    anchor = setting.anchor
    alone = resolve(match, replace(setting, anchor=None)) if anchor and reading.value else reading
    return Timex(
        Span(match.lexemes[first].start, match.lexemes[last - 1].end),
        reading.type,
        reading.value,
        reading.earliest,
        reading.latest,
        match.row.id,
        _mod(f, reading),
        None if not anchor or (alone and alone.value == reading.value) else anchor.isoformat(),
        reading.conflict or _other_reading(match, reading, anchor, published),
    )


def _mod(f: _Found, reading: Reading) -> str | None:
    """The TIMEX3 modifier: of the words themselves, else of the preposition before a date."""
    own = f.match.value("modifier") or f.match.value("qualifier")
    if own or reading.type not in {TimexType.DATE, TimexType.TIME} or not reading.earliest:
        return own
    return None if f.match.row.resolve == "ago" else f.bound


def _other_reading(
    match: Match, reading: Reading, anchor: dt.date | None, published: dt.date | None
) -> str | None:
    """The day by the weekday where the date says otherwise, or by the page's date."""
    name, day = match.value("weekday"), reading.earliest
    if not name or not day or day != reading.latest:
        return None
    told = dt.date.fromisoformat(day)
    if match.row.resolve == "relative_day" and anchor and published and anchor != published:
        return (told + (published - anchor)).isoformat()
    if match.row.resolve not in _STATED | {"relative_day"} or told.isoweekday() == int(name):
        return None
    off = (int(name) - told.isoweekday() + 3) % 7 - 3
    return (told + dt.timedelta(off)).isoformat()


def fired(text: str) -> set[str]:
    """Return the ids of the classes, pieces and patterns that a text uses, for their proof."""
    lexemes = tuple(_joined(_vocabulary().lexemes(text)))
    out = {name for lexeme in lexemes for name in lexeme.classes}
    out |= _grammar().pieces_in(lexemes)
    told = parse(text, _LONG_AFTER)
    years = {t.value for t in told if t.value}
    rows = lexicon.load("times", "known", KnownRow)
    out |= {r.id for r in rows if f"{r.year}-{r.day}" in years}
    return out | {m.row.id for m in _grammar().matches(lexemes)}
