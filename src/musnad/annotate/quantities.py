"""Figures: every number that counts something in the story, and what it counts."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from musnad.annotate import times
from musnad.annotate.counting import measures, scopes
from musnad.annotate.counting.counts import Count, counts, is_percent
from musnad.annotate.counting.measures import Counted
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

_PLAIN = frozenset({"identifier", "case", "things"})
_ID_DIGITS = 7
_REACH_FIRE = 6
_THEM = ("هم", "هن")
_BRACKETS = frozenset({"()", '""', "[]"})
_OPENING = frozenset({"(", '"', "["})
_LIST_MARKS = frozenset(".-):/")
_CODE_MARKS = frozenset("/+#@:_")


@dataclass(frozen=True, slots=True)
class _Figure:
    """A number with what it counts, before its surroundings are looked at.

    `start` is its offset in the text; `whole` the people that it is a part of.
    """

    start: int
    first: int
    last: int
    number: Count
    bound: Bound
    counted: Counted
    population: str | None
    whole: "_Figure | None" = None


@dataclass(frozen=True, slots=True)
class _Clause:
    """A number in its sentence, the figure before it and where the next number begins."""

    text: str
    lexemes: tuple[Lexeme, ...]
    number: Count
    ceiling: int
    previous: _Figure | None
    people: _Figure | None = None

    @property
    def dual(self) -> bool:
        """Say whether the number is the noun's own ending, as in `جنديان`."""
        return self.number.first == self.number.last

    def at(self, i: int) -> Lexeme | None:
        """Return a lexeme of the sentence, or None outside it."""
        return self.lexemes[i] if 0 <= i < len(self.lexemes) else None

    def has(self, i: int, name: str) -> bool:
        """Say whether the lexeme `i` is of a class."""
        lexeme = self.at(i)
        return lexeme is not None and name in lexeme.classes

    def is_two(self, i: int) -> bool:
        """Say whether the lexeme `i` is the word for two, as it may follow a dual."""
        lexeme = self.at(i)
        return lexeme is not None and lexeme.number == 2


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
    """Return the document with the figures of its sentences."""
    spans = [s.span for s in doc.sentences]
    return replace(
        doc, quantities=tuple(_sentences(doc.text, spans, doc.timexes, doc.mentions))
    )


def _sentences(
    text: str, spans: Iterable[Span], timexes: tuple[Timex, ...], mentions: tuple[Mention, ...]
) -> Iterator[Quantity]:
    """Yield the figures of sentences; `منهم` may be of the people of the sentence before."""
    people: _Figure | None = None
    for span in spans:
        inside = [t for t in timexes if span.covers(t.span)]
        if not inside and not measures.vocabulary().may_hold(text, span):
            people = None
            continue
        lexemes = tuple(_bared(measures.vocabulary().lexemes(text, span.start, span.end)))
        figures = list(_figures(text, lexemes, inside, people))
        out = [_quantity(lexemes, f, mentions, span) for f in figures]
        out += scopes.truces(lexemes, inside)
        yield from scopes.dated(sorted(out, key=lambda q: q.span), text, lexemes, inside)
        people = next((f for f in reversed(figures) if _is_whole(f)), None)


def _bared(lexemes: tuple[Lexeme, ...]) -> Iterator[Lexeme]:
    """Give a noun after `من` or `ثلث` the classes that it has without article or pronoun."""
    led = False
    for lexeme in lexemes:
        classes = measures.bare_classes(lexeme.form) if led else None
        yield replace(lexeme, classes={**lexeme.classes, **classes}) if classes else lexeme
        led = "of" in lexeme.classes or "frac" in lexeme.classes


def _is_whole(figure: _Figure) -> bool:
    return not figure.whole and _is_of_people(figure.counted)


def _figures(
    text: str, lexemes: tuple[Lexeme, ...], timexes: list[Timex], people: _Figure | None
) -> Iterator[_Figure]:
    numbers = [n for n in counts(lexemes) if not _in_time(lexemes, n, timexes)]
    ends = [n.first for n in numbers[1:]] + [len(lexemes)]
    previous: _Figure | None = None
    for number, end in zip(numbers, ends, strict=False):
        figure = _figure(_Clause(text, lexemes, number, end, previous, people))
        if figure:
            yield figure
            previous = figure
            people = figure if _is_whole(figure) else people


def _is_of_people(counted: Counted) -> bool:
    return measures.is_personal(counted) or counted.measure in {Measure.PEOPLE, Measure.POPULATION}


def _in_time(lexemes: tuple[Lexeme, ...], number: Count, timexes: list[Timex]) -> bool:
    span = Span(lexemes[number.first].start, lexemes[number.last - 1].end)
    return any(t.span.overlaps(span) for t in timexes)


def _figure(clause: _Clause) -> _Figure | None:
    if not clause.dual and _is_label(clause):
        return None
    noun_end = _noun_end(clause)
    if noun_end is None:
        return None
    first, bound = _qualifier(clause)
    counted = _measure(clause, first, noun_end)
    if not counted:
        return None
    last, population = _tail(clause, noun_end)
    after = clause.at(last)
    if after and "qualifier_after" in after.classes:
        bound = measures.qualifiers()[after.classes["qualifier_after"]]
        last += 1
    if clause.number.high > clause.number.value and bound is Bound.EXACT:
        bound = Bound.ABOUT
    if _bracketed(clause) and first == clause.number.first:
        first -= 1
    start = clause.lexemes[first].start
    whole = _whole(clause, first)
    return _Figure(start, first, last, clause.number, bound, counted, population, whole)


def _bracketed(clause: _Clause) -> bool:
    """Say whether brackets or quotation marks stand around the number alone."""
    before, after = clause.at(clause.number.first - 1), clause.at(clause.number.last)
    return before is not None and after is not None and before.form + after.form in _BRACKETS


def _whole(clause: _Clause, first: int) -> _Figure | None:
    """The figure of people that a figure is a part of: `بينهم 20`, `70% منهم`."""
    if clause.has(first - 1, "among"):
        return clause.people
    if clause.number.value == 1:
        return None
    end = clause.number.last
    after = (x for x in clause.lexemes[end : end + 2] if "among" in x.classes)
    return clause.people if any(x.form.endswith(_THEM) for x in after) else None


def _is_label(clause: _Clause) -> bool:
    """Say whether a number names or orders instead of counting: an id, a score, a list mark."""
    number, at = clause.number, clause.at
    before, after = at(number.first - 1), at(number.last)
    start, end = clause.lexemes[number.first].start, clause.lexemes[number.last - 1].end
    if before is None and after and after.form in _LIST_MARKS:
        return True
    if before and _names(before, joined=before.end == start):
        return True
    if before and "article" in before.classes and _is_ordinal(clause):
        return True
    if after and after.start == end and (after.form in _CODE_MARKS or _is_latin(after.form)):
        return True
    if _bracketed(clause):
        following = at(number.last + 1)
        return (following is None or not measures.is_noun(following)) and (
            after is None or after.form != '"' or not measures.tallied(clause.lexemes, number.first)
        )
    word = clause.lexemes[number.first].form
    return word.isdigit() and len(word) >= _ID_DIGITS


def _is_ordinal(clause: _Clause) -> bool:
    """Say whether a number with the article follows one defined thing: `الدورة الـ16`."""
    thing, following = clause.at(clause.number.first - 2), clause.at(clause.number.last)
    defined = thing is not None and thing.form.startswith("ال")
    return defined and not (following and measures.is_noun(following))


def _names(before: Lexeme, *, joined: bool) -> bool:
    marked = joined and before.form in _CODE_MARKS | {"-", "."}
    return marked or "identifier" in before.classes or _is_latin(before.form)


def _is_latin(form: str) -> bool:
    return form.isascii() and form.isalpha()


def _qualifier(clause: _Clause) -> tuple[int, Bound]:
    i = clause.number.first - 1
    while clause.has(i, "article") or (i >= 0 and clause.lexemes[i].form in _OPENING):
        i -= 1
    if clause.has(i, "qualifier_before"):
        return i, measures.qualifiers()[clause.lexemes[i].classes["qualifier_before"]]
    return clause.number.first, Bound.EXACT


def _noun_end(clause: _Clause) -> int | None:
    """Return the lexeme after the counted noun: the number's own end where none stands.

    None where the noun shows that the number counts nothing: a unit of time, say.
    """
    j = clause.number.last
    if clause.number.noun is not None:
        return j
    if clause.dual or clause.has(clause.number.first, "person"):
        return j + clause.dual
    j += _bracketed(clause)
    lexeme, following = clause.at(j), clause.at(j + 1)
    if lexeme is None:
        return clause.number.last
    if "uncounted" in lexeme.classes:
        return None
    if measures.is_noun(lexeme) or "alive" in lexeme.classes:
        return j + 1
    if "of" in lexeme.classes and following and _is_group(clause, j + 1):
        return j + 2
    return j + 1 if _is_word(lexeme) else clause.number.last


def _is_word(lexeme: Lexeme) -> bool:
    """Say whether an unlisted word may be a counted noun: no verb of a plural, no Latin."""
    form = lexeme.form
    plain = not lexeme.classes or _PLAIN & lexeme.classes.keys()
    return bool(plain and form[0].isalpha() and not form.isascii()) and (
        len(form) > 2 and not form.endswith("وا") and not form.startswith("ال")
    )


def _is_group(clause: _Clause, i: int) -> bool:
    """Say whether what follows `من` is what a number is taken from: `اثنان من وكلاء الوزارة`."""
    noun, following = clause.lexemes[i], clause.at(i + 1)
    if measures.is_noun(noun) or clause.number.value == 1 or "uncounted" in noun.classes:
        return measures.is_noun(noun)
    definite = noun.form.startswith("ال") or noun.form.endswith(("هم", "ها"))
    construct = following is not None and following.form.startswith("ال")
    return noun.classes.keys() <= {"definite"} and (definite or construct)


def _measure(clause: _Clause, first: int, last: int) -> Counted | None:
    number = clause.number
    if clause.has(number.first, "frac") or is_percent(clause.lexemes, number):
        return Counted(Measure.SHARE, "noun.share")
    noun = clause.lexemes[last - 1]
    bare = not clause.dual and last == number.last and number.noun is None
    if number.noun is not None:
        bared = measures.bare_classes(clause.lexemes[number.noun].form)
        noun = replace(clause.lexemes[number.noun], classes=bared)
    if bare and clause.has(clause.number.first, "person"):
        noun, bare = clause.lexemes[clause.number.first], False
    own = measures.row_of(noun, "dual" if clause.dual else "noun")
    if own and not clause.dual and not measures.may_be_governed(own):
        return measures.in_context(own, clause.lexemes, last)
    person = own or measures.row_of(noun, "person") or measures.by_plural(noun)
    whole = _whole(clause, first)
    if whole and (person or bare or "alive" in noun.classes):
        return whole.counted
    if person:
        return _person(clause, first, last, person)
    tallied = "case" in noun.classes or bare
    counted = measures.tallied(clause.lexemes, first) if tallied else None
    return counted or _unknown(clause, first, bare=bare)


def _governor(clause: _Clause, first: int, reach: int) -> Counted | None:
    if clause.has(first - 1, "place_lead") or clause.has(first - 1, "of"):
        return None
    floor = clause.previous.last if clause.previous else 0
    return measures.before(clause.lexemes, first, floor, reach)


def _person(clause: _Clause, first: int, last: int, person: Counted) -> Counted | None:
    """What befell a number of people: by what governs it, else by who it is counted with."""
    previous = clause.previous
    if clause.number.value == 1 and clause.has(clause.number.last, "of"):
        return None
    found = _governor(clause, first, measures.REACH_PERSON)
    if not found and (measures.may_be_governed(person) or _is_handed_over(clause, first)):
        found = _freed(clause, first)
    found = found or measures.after(clause.lexemes, last, clause.ceiling)
    if not found and previous and _coordinated(clause, first, previous):
        found = previous.counted if measures.is_personal(previous.counted) else None
    counted = measures.overriding(person, found)
    return None if clause.dual and counted.measure is Measure.PEOPLE else counted


def _is_handed_over(clause: _Clause, first: int) -> bool:
    """Say whether a release, not a shot, stands right before people: `إطلاق 24 من السودانيين`."""
    led = clause.at(first - 1)
    fired = any("fire" in x.classes for x in clause.lexemes[first : first + _REACH_FIRE])
    return led is not None and "handover" in led.classes and not fired


def _freed(clause: _Clause, first: int) -> Counted | None:
    """What befalls captives whom the clause hands over, on either side of an exchange."""
    reach = measures.REACH_PERSON
    floor = clause.previous.last if clause.previous else 0
    freed = measures.before(clause.lexemes, first, floor, reach, "before_captive")
    exchanged = clause.has(first - 1, "exchange") and clause.previous
    if not freed and exchanged and clause.previous:
        same = clause.previous.counted
        return same if same.measure is Measure.RELEASED else None
    return freed


def _coordinated(clause: _Clause, first: int, previous: _Figure) -> bool:
    return first - previous.last == 1 and clause.has(first - 1, "and")


def _unknown(clause: _Clause, first: int, *, bare: bool) -> Counted | None:
    """A number whose noun no table knows, or that has none: what stands right before decides."""
    number, previous = clause.number, clause.previous
    if bare and clause.has(first - 1, "out_of") and previous:
        return previous.counted if measures.is_personal(previous.counted) else None
    governor = _governor(clause, first, measures.REACH_BARE if bare else measures.REACH_NEXT)
    if governor and measures.is_personal(governor):
        return governor
    if bare and number.value > 1:
        counted = _of_them(clause, first) or measures.sum_reached(clause.lexemes, first, number.value)
        if counted:
            return counted
    one = number.value == 1 and "numword" in clause.lexemes[number.last - 1].classes
    year = "yyyy" in clause.lexemes[number.first].classes and number.value > 1900
    return None if bare or one or year else Counted(Measure.OTHER, "noun.unknown")


def _of_them(clause: _Clause, first: int) -> Counted | None:
    """Some of people told of before, or the next of several: `9 منهم نقلوا و7 أعيدوا`."""
    after, previous = clause.at(clause.number.last), clause.previous
    if after and "among" in after.classes and after.form.endswith(_THEM):
        return measures.PEOPLE
    plural_verb = after is not None and after.form.endswith("وا")
    if plural_verb and previous and clause.has(first - 1, "and") and previous.counted:
        return previous.counted if _is_of_people(previous.counted) else None
    return None


def _tail(clause: _Clause, last: int) -> tuple[int, str | None]:
    """Take in the adjective of people, `others` and `two`; say whose people they are."""
    population = None
    if clause.number.noun is not None:
        return last, None
    if last == clause.number.last and clause.has(last, "among"):
        return last + 1, None
    if clause.dual and clause.has(last, "descriptor"):
        last += 1
    for i in range(max(clause.number.last, last - 1), min(last + 2, len(clause.lexemes))):
        lexeme = clause.lexemes[i]
        if lexeme.classes.get("person") == "person.demonym":
            population = clause.text[lexeme.start : lexeme.end]
            last = max(last, i + 1)
            break
        if i >= last and "other" not in lexeme.classes:
            break
    while clause.has(last, "other") or (clause.dual and clause.is_two(last)):
        last += 1
    return last, population


def _quantity(
    lexemes: tuple[Lexeme, ...], f: _Figure, mentions: tuple[Mention, ...], sentence: Span
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
        f.population if _is_of_people(f.counted) or f.counted.measure is Measure.SHARE else None,
        scopes.place(span, mentions, sentence),
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
    """Return the ids of the measure, qualifier and word rows that a text uses."""
    return {v for x in measures.vocabulary().lexemes(text) for v in x.classes.values()}
