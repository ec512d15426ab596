"""Figures: every number that counts something in the story, and what it counts."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from musnad.annotate import times
from musnad.annotate.counting import measures, scopes
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

_NUMBERS = frozenset({"dd", "digits", "numword", "yyyy"})
_JOINS = frozenset({"and", "to", "dash", "or"})
_ID_DIGITS = 7
_THEM = ("هم", "هن")
_LIST_MARKS = frozenset(".-):/")
_CODE_MARKS = frozenset("/+#@:_")


@dataclass(frozen=True, slots=True)
class _Number:
    """A number of a sentence: its lexemes `[first, last)`, value, and value range."""

    first: int
    last: int
    value: float
    high: float


@dataclass(frozen=True, slots=True)
class _Figure:
    """A number with what it counts, before its surroundings are looked at."""

    first: int
    last: int
    number: _Number
    bound: Bound
    counted: Counted
    population: str | None
    whole: "_Figure | None" = None


@dataclass(frozen=True, slots=True)
class _Clause:
    """A number in its sentence, the figure before it and where the next number begins."""

    text: str
    lexemes: tuple[Lexeme, ...]
    number: _Number
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
    whole = Span(0, len(text))
    return tuple(q for s in split(text, whole) for q in _sentence(text, s, timexes, ()))


def annotate(doc: Document) -> Document:
    """Return the document with the figures of its sentences."""
    found = [
        q for s in doc.sentences for q in _sentence(doc.text, s.span, doc.timexes, doc.mentions)
    ]
    return replace(doc, quantities=tuple(found))


def _sentence(
    text: str,
    span: Span,
    timexes: tuple[Timex, ...],
    mentions: tuple[Mention, ...],
) -> Iterator[Quantity]:
    inside = [t for t in timexes if span.covers(t.span)]
    if not inside and not measures.vocabulary().may_hold(text, span):
        return
    lexemes = tuple(_bared(measures.vocabulary().lexemes(text, span.start, span.end)))
    figures = list(_figures(text, lexemes, inside))
    out = [_quantity(lexemes, f, mentions, span) for f in figures]
    out += scopes.truces(lexemes, inside)
    yield from scopes.dated(sorted(out, key=lambda q: q.span), text, lexemes, inside)


def _bared(lexemes: tuple[Lexeme, ...]) -> Iterator[Lexeme]:
    """Give a noun after `من` or `ثلث` the classes that it has without article or pronoun."""
    led = False
    for lexeme in lexemes:
        classes = measures.bare_classes(lexeme.form) if led else None
        yield replace(lexeme, classes={**lexeme.classes, **classes}) if classes else lexeme
        led = "of" in lexeme.classes or "frac" in lexeme.classes


def _figures(text: str, lexemes: tuple[Lexeme, ...], timexes: list[Timex]) -> Iterator[_Figure]:
    numbers = [n for n in _numbers(lexemes) if not _in_time(lexemes, n, timexes)]
    ends = [n.first for n in numbers[1:]] + [len(lexemes)]
    previous: _Figure | None = None
    people: _Figure | None = None
    for number, end in zip(numbers, ends, strict=False):
        figure = _figure(_Clause(text, lexemes, number, end, previous, people))
        if figure:
            yield figure
            previous = figure
            if not figure.whole and _is_of_people(figure.counted):
                people = figure


def _is_of_people(counted: Counted) -> bool:
    return measures.is_personal(counted) or counted.measure in {Measure.PEOPLE, Measure.POPULATION}


def _in_time(lexemes: tuple[Lexeme, ...], number: _Number, timexes: list[Timex]) -> bool:
    span = Span(lexemes[number.first].start, lexemes[number.last - 1].end)
    return any(t.span.overlaps(span) for t in timexes)


def _numbers(lexemes: tuple[Lexeme, ...]) -> Iterator[_Number]:
    """Yield the numbers and ranges that may count, and the duals of persons."""
    i = 0
    while i < len(lexemes):
        lexeme = lexemes[i]
        if "dual" in lexeme.classes:
            yield _Number(i, i, 2.0, 2.0)
            i += i + 1 < len(lexemes) and lexemes[i + 1].number == 2
        elif _NUMBERS & lexeme.classes.keys() and lexeme.number is not None:
            after_noun = lexeme.number == 2 and i > 0 and "person" in lexemes[i - 1].classes
            alone = _Number(i - after_noun, i + 1, lexeme.number, lexeme.number)
            number = _range(lexemes, i) or alone
            yield number
            i = number.last
            continue
        elif "frac" in lexeme.classes and lexeme.number and _has_people(lexemes, i):
            percent = round(100 * lexeme.number, 1)
            yield _Number(i, i + 1, percent, percent)
        elif "shortdate" in lexeme.classes and "-" in lexeme.form:
            low, high = (float(p) for p in lexeme.form.split("-"))
            if low < high:
                yield _Number(i, i + 1, low, high)
        i += 1


def _has_people(lexemes: tuple[Lexeme, ...], i: int) -> bool:
    """Say whether a fraction is of people: `ثلث السكان`, not `الربع المالي`."""
    if i + 1 >= len(lexemes) or lexemes[i].form.startswith("ال"):
        return False
    noun = lexemes[i + 1]
    whole = noun.form.startswith("ال") or noun.classes.get("noun") == "noun.population"
    return whole and _is_noun(noun)


def _range(lexemes: tuple[Lexeme, ...], i: int) -> _Number | None:
    """A range of two numbers of one noun: `ما بين 20 و25 شخصا`, `4 إلى 5 أشخاص`."""
    if i + 2 >= len(lexemes) or not _NUMBERS & lexemes[i + 2].classes.keys():
        return None
    joint = _JOINS & lexemes[i + 1].classes.keys()
    led = i > 0 and "between" in lexemes[i - 1].classes
    if not joint or (joint == {"and"} and not led):
        return None
    low, high = lexemes[i].number or 0.0, lexemes[i + 2].number or 0.0
    if high >= 1000 > high / 1000 >= low:
        low *= 1000 if high < 1e6 else 1e6
    first = i - 1 if led and "of" not in lexemes[i - 1].classes else i
    return _Number(first, i + 3, low, high) if low < high else None


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
    if clause.has(clause.number.last, "close") and clause.lexemes[first - 1].form == "(":
        first -= 1
    return _Figure(first, last, clause.number, bound, counted, population, _whole(clause, first))


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
    if after and after.start == end and (after.form in _CODE_MARKS or _is_latin(after.form)):
        return True
    if before and after and before.form + after.form == "()":
        following = at(number.last + 1)
        return following is None or not _is_noun(following)
    word = clause.lexemes[number.first].form
    return word.isdigit() and len(word) >= _ID_DIGITS


def _names(before: Lexeme, *, joined: bool) -> bool:
    marked = joined and before.form in _CODE_MARKS | {"-", "."}
    return marked or "identifier" in before.classes or _is_latin(before.form)


def _is_latin(form: str) -> bool:
    return form.isascii() and form.isalpha()


def _qualifier(clause: _Clause) -> tuple[int, Bound]:
    i = clause.number.first - 1
    while clause.has(i, "article") or (i >= 0 and clause.lexemes[i].form == "("):
        i -= 1
    if clause.has(i, "qualifier_before"):
        return i, measures.qualifiers()[clause.lexemes[i].classes["qualifier_before"]]
    return clause.number.first, Bound.EXACT


def _is_noun(lexeme: Lexeme) -> bool:
    return "noun" in lexeme.classes or "person" in lexeme.classes


def _noun_end(clause: _Clause) -> int | None:
    """Return the lexeme after the counted noun: the number's own end where none stands.

    None where the noun shows that the number counts nothing: a unit of time, say.
    """
    j = clause.number.last
    if clause.dual or clause.has(clause.number.first, "person"):
        return j + clause.dual
    j += clause.lexemes[clause.number.first - 1].form == "(" and clause.has(j, "close")
    lexeme, following = clause.at(j), clause.at(j + 1)
    if lexeme is None:
        return clause.number.last
    if "uncounted" in lexeme.classes:
        return None
    if _is_noun(lexeme) or "alive" in lexeme.classes:
        return j + 1
    if "of" in lexeme.classes and following and _is_noun(following):
        return j + 2
    plain = not lexeme.classes or {"identifier", "case"} & lexeme.classes.keys()
    word = plain and lexeme.form[0].isalpha() and not lexeme.form.isascii()
    return j + 1 if word and len(lexeme.form) > 2 else clause.number.last


def _measure(clause: _Clause, first: int, last: int) -> Counted | None:
    if clause.has(clause.number.first, "frac"):
        return Counted(Measure.SHARE, "noun.share")
    noun = clause.lexemes[last - 1]
    bare = not clause.dual and last == clause.number.last
    if bare and clause.has(clause.number.first, "person"):
        noun, bare = clause.lexemes[clause.number.first], False
    own = measures.row_of(noun, "dual" if clause.dual else "noun")
    if own and not clause.dual and not measures.may_be_governed(own):
        return measures.in_context(own, clause.lexemes, last)
    person = own or measures.row_of(noun, "person")
    whole = _whole(clause, first)
    if whole and (person or bare or "alive" in noun.classes):
        return whole.counted
    if person:
        return _person(clause, first, last, person)
    tallied = "case" in noun.classes or (bare and clause.has(first - 1, "to"))
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
    if not found and measures.may_be_governed(person):
        found = _freed(clause, first)
    found = found or measures.after(clause.lexemes, last, clause.ceiling)
    if not found and previous and _coordinated(clause, first, previous):
        found = previous.counted if measures.is_personal(previous.counted) else None
    counted = measures.overriding(person, found)
    return None if clause.dual and counted is person else counted


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
    one = number.value == 1 and "numword" in clause.lexemes[number.last - 1].classes
    year = "yyyy" in clause.lexemes[number.first].classes and number.value > 1900
    return None if bare or one or year else Counted(Measure.OTHER, "noun.unknown")


def _tail(clause: _Clause, last: int) -> tuple[int, str | None]:
    """Take in the adjective of people, `others` and `two`; say whose people they are."""
    population = None
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
        f.population,
        scopes.place(span, mentions, sentence),
        None,
        f.counted.rule,
        part_of=lexemes[f.whole.first].start if f.whole else None,
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
