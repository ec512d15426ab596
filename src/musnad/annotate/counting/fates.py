"""What a number counts: by its noun, by what governs it, by the figures before it."""

from musnad.annotate.counting import measures
from musnad.annotate.counting.clauses import OF_THEM, Clause, Figure, is_of_people, whole
from musnad.annotate.counting.counts import is_percent
from musnad.annotate.counting.measures import Counted
from musnad.model import Measure

_REACH_FIRE = 6
_REACH_JOINER, _REACH_AND, _REACH_OWN = 5, 6, 3
_PARTING = frozenset({"before", "after", "barrier", "tally"})


def counted_by(clause: Clause, first: int, last: int) -> Counted | None:
    """Return what the number of a clause counts; its noun phrase is lexemes `[first, last)`."""
    number = clause.number
    if clause.has(number.first, "frac") or is_percent(clause.lexemes, number):
        return Counted(Measure.SHARE, "noun.share")
    noun = clause.lexemes[last - 1]
    bare = not clause.dual and last == number.last and number.noun is None
    if number.noun is not None:
        bared = measures.bare_classes(clause.lexemes[number.noun].form)
        noun = clause.lexemes[number.noun]._replace(classes=bared)
    if bare and clause.has(clause.number.first, "person"):
        noun, bare = clause.lexemes[clause.number.first], False
    if bare and _is_adjective(clause):
        return None
    own = measures.row_of(noun, "dual" if clause.dual else "noun")
    if own and not clause.dual and not measures.may_be_governed(own):
        died = own.measure is Measure.INJURED and clause.has(first - 1, "death")
        return measures.DEATH if died else measures.in_context(own, clause.lexemes, last)
    person = own or measures.row_of(noun, "person") or measures.by_plural(noun)
    person = person or (measures.people_of(noun) if last - number.last > 2 else None)
    total = whole(clause, first)
    if total and (person or bare or "alive" in noun.classes):
        own_fate = None if clause.has(first - 1, "among") else _governor(clause, first, _REACH_OWN)
        return own_fate if own_fate and measures.is_personal(own_fate) else total.counted
    if person:
        return _person(clause, first, last, person)
    tallied = "case" in noun.classes or bare
    counted = measures.tallied(clause.lexemes, first) if tallied else None
    return counted or _unknown(clause, first, bare=bare)


def _is_adjective(clause: Clause) -> bool:
    """Say whether a bare one only stresses the noun before it: `بحجر واحد`."""
    number, before = clause.number, clause.at(clause.number.first - 1)
    word = number.value == 1 and "numword" in clause.lexemes[number.last - 1].classes
    return word and before is not None and before.form[0].isalpha() and not before.classes


def _governor(clause: Clause, first: int, reach: int) -> Counted | None:
    if clause.has(first - 1, "place_lead") or clause.has(first - 1, "of"):
        return None
    floor = clause.previous.last if clause.previous else 0
    return measures.before(clause.lexemes, first, floor, reach)


def _person(clause: Clause, first: int, last: int, person: Counted) -> Counted | None:
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


def _is_handed_over(clause: Clause, first: int) -> bool:
    """Say whether a release, not a shot, stands right before people: `إطلاق 24 من السودانيين`."""
    led = clause.at(first - 1)
    fired = any("fire" in x.classes for x in clause.lexemes[first : first + _REACH_FIRE])
    return led is not None and "handover" in led.classes and not fired


def _freed(clause: Clause, first: int) -> Counted | None:
    """What befalls captives whom the clause hands over, on either side of an exchange."""
    reach = measures.REACH_PERSON
    floor = clause.previous.last if clause.previous else 0
    freed = measures.before(clause.lexemes, first, floor, reach, "before_captive")
    exchanged = clause.has(first - 1, "exchange") and clause.previous
    if not freed and exchanged and clause.previous:
        same = clause.previous.counted
        return same if same.measure is Measure.RELEASED else None
    return freed


def _coordinated(clause: Clause, first: int, previous: Figure) -> bool:
    """Say whether a figure is told together with the one before it: `و`, `إضافة إلى`."""
    if first - previous.last == 1 and clause.has(first - 1, "and"):
        return True
    between = clause.lexemes[previous.last : first]
    if not between:
        return False
    if "joiner" in between[-1].classes:
        return len(between) <= _REACH_JOINER
    # What the first are taken from may stand between: `11 من عناصر التنظيم و10 مدنيين`.
    apart = any(x.classes.keys() & _PARTING or not x.form[0].isalpha() for x in between)
    taken = any("of" in x.classes for x in clause.lexemes[previous.number.last : first])
    joined = taken and "and" in between[-1].classes
    return joined and not apart and len(between) <= _REACH_AND


def _unknown(clause: Clause, first: int, *, bare: bool) -> Counted | None:
    """A number whose noun no table knows, or that has none: what stands right before decides."""
    number, previous = clause.number, clause.previous
    if bare and clause.has(first - 1, "out_of") and previous:
        return measures.after(clause.lexemes, number.last, clause.ceiling) or previous.counted
    governor = _governor(clause, first, measures.REACH_BARE if bare else measures.REACH_NEXT)
    if governor and measures.is_personal(governor):
        return governor
    if bare and number.value > 1:
        counted = _of_them(clause, first) or measures.sum_reached(
            clause.lexemes, first, number.value
        )
        if counted:
            return counted
    one = number.value == 1 and "numword" in clause.lexemes[number.last - 1].classes
    year = "yyyy" in clause.lexemes[number.first].classes and number.value > 1900
    return None if bare or one or year else Counted(Measure.OTHER, "noun.unknown")


def _of_them(clause: Clause, first: int) -> Counted | None:
    """Some of people told of before, or the next of several: `9 منهم نقلوا و7 أعيدوا`."""
    after, previous = clause.at(clause.number.last), clause.previous
    if after and after.form in OF_THEM:
        return measures.PEOPLE
    plural_verb = after is not None and after.form.endswith("وا")
    if plural_verb and previous and clause.has(first - 1, "and") and previous.counted:
        return previous.counted if is_of_people(previous.counted) else None
    return None
