"""A number in its sentence: whether it counts, how it is qualified, what its noun phrase is."""

from dataclasses import dataclass

import regex

from musnad.annotate.counting import measures
from musnad.annotate.counting.counts import Count
from musnad.annotate.counting.measures import Counted
from musnad.annotate.grammar import Lexeme
from musnad.model import Bound, Measure

OF_THEM = frozenset({"منهم", "منهن"})
_PLAIN = frozenset({"identifier", "case", "things"})
_ID_DIGITS = 7
_BRACKETS = frozenset({"()", '""', "[]"})
_OPENING = frozenset({"(", '"', "["})
_LIST_MARKS = frozenset(".-):/")
# With the article, with a preposition before it, or a preposition and what it does: `لتطوير`.
_NO_NOUN = regex.compile(r"[وفبك]?ال|لل|[بلك]ت\p{L}{2}ي\p{L}$")
_CODE_MARKS = frozenset("/+#@:_")


@dataclass(frozen=True, slots=True)
class Figure:
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
    whole: "Figure | None" = None


@dataclass(frozen=True, slots=True)
class Clause:
    """A number in its sentence, the figure before it and where the next number begins."""

    text: str
    lexemes: tuple[Lexeme, ...]
    number: Count
    ceiling: int
    previous: Figure | None
    people: Figure | None = None

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

    def is_people(self, i: int) -> bool:
        """Say whether the lexeme `i` is a defined noun of people."""
        lexeme = self.at(i)
        return lexeme is not None and measures.defines_people(lexeme.form.removeprefix("و"))

    def is_nation(self, i: int) -> bool:
        """Say whether the lexeme `i` is the adjective of a people: `فلسطينيين`.

        `سوريا` is a Syrian after a number or an accusative (`جنديا سوريا`), else the country.
        """
        lexeme, before = self.at(i), self.at(i - 1)
        if lexeme is None or lexeme.classes.get("person") != "person.demonym":
            return False
        counted = i == self.number.last or (before is not None and before.form.endswith("ا"))
        return counted or not lexeme.form.endswith("يا")

    def is_two(self, i: int) -> bool:
        """Say whether the lexeme `i` is the word for two, as it may follow a dual."""
        lexeme = self.at(i)
        return lexeme is not None and lexeme.number == 2


def is_of_people(counted: Counted) -> bool:
    """Say whether people are counted, whatever befell them."""
    return measures.is_personal(counted) or counted.measure in {Measure.PEOPLE, Measure.POPULATION}


def bracketed(clause: Clause) -> bool:
    """Say whether brackets or quotation marks stand around the number alone."""
    before, after = clause.at(clause.number.first - 1), clause.at(clause.number.last)
    return before is not None and after is not None and before.form + after.form in _BRACKETS


def whole(clause: Clause, first: int) -> Figure | None:
    """The figure of people that a figure is a part of: `بينهم 20`, `70% منهم`."""
    if clause.has(first - 1, "among"):
        return clause.people
    if clause.number.value == 1:
        return None
    end = clause.number.last
    after = (x.form for x in clause.lexemes[end : end + 2] if "among" in x.classes)
    return clause.people if any(form in OF_THEM for form in after) else None


def is_label(clause: Clause) -> bool:
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
    if bracketed(clause):
        following = at(number.last + 1)
        return (following is None or not measures.is_noun(following)) and (
            after is None or after.form != '"' or not measures.tallied(clause.lexemes, number.first)
        )
    word = clause.lexemes[number.first].form
    return word.isdigit() and len(word) >= _ID_DIGITS


def _is_ordinal(clause: Clause) -> bool:
    """Say whether a number with the article follows one defined thing: `الدورة الـ16`."""
    thing, following = clause.at(clause.number.first - 2), clause.at(clause.number.last)
    defined = thing is not None and thing.form.startswith("ال")
    return defined and not (following and measures.is_noun(following))


def _names(before: Lexeme, *, joined: bool) -> bool:
    marked = joined and before.form in _CODE_MARKS | {"-", "."}
    return marked or "identifier" in before.classes or _is_latin(before.form)


def _is_latin(form: str) -> bool:
    return form.isascii() and form.isalpha()


def qualifier(clause: Clause) -> tuple[int, Bound]:
    """Return the lexeme at which the figure begins, and the bound that its words set."""
    i = clause.number.first - 1
    while clause.has(i, "article") or (i >= 0 and clause.lexemes[i].form in _OPENING):
        i -= 1
    if clause.has(i, "qualifier_before"):
        return i, measures.qualifiers()[clause.lexemes[i].classes["qualifier_before"]]
    return clause.number.first, Bound.EXACT


def noun_end(clause: Clause) -> int | None:
    """Return the lexeme after the counted noun: the number's own end where none stands.

    None where the noun shows that the number counts nothing: a unit of time, say.
    """
    number = clause.number
    if number.noun is not None:
        return number.last
    if clause.dual or clause.has(number.first, "person"):
        return number.last + clause.dual
    j = number.last + bracketed(clause)
    lexeme = clause.at(j)
    if clause.has(j, "uncounted") or (clause.has(j, "of") and clause.has(j + 1, "uncounted")):
        return None
    return j + _noun_words(clause, j) if lexeme and _noun_words(clause, j) else number.last


def _noun_words(clause: Clause, j: int) -> int:
    """Return how many lexemes at `j` are the noun that is counted, `من` taken in."""
    lexeme, following = clause.lexemes[j], clause.at(j + 1)
    if measures.is_noun(lexeme) or "alive" in lexeme.classes:
        return 1
    if "of" in lexeme.classes and following and _is_group(clause, j + 1):
        people = clause.at(j + 2) if not measures.is_noun(following) else None
        return 2 + bool(people and measures.people_of(people))
    return int(_is_word(lexeme))


def _is_word(lexeme: Lexeme) -> bool:
    """Say whether an unlisted word may be a counted noun: no verb of a plural, no Latin."""
    form = lexeme.form
    plain = not lexeme.classes or _PLAIN & lexeme.classes.keys()
    return bool(plain and form[0].isalpha() and not form.isascii()) and (
        len(form) > 2 and not form.endswith("وا") and not _NO_NOUN.match(form)
    )


def _is_group(clause: Clause, i: int) -> bool:
    """Say whether what follows `من` is what a number is taken from: `اثنان من وكلاء الوزارة`."""
    noun, following = clause.lexemes[i], clause.at(i + 1)
    if measures.is_noun(noun) or clause.number.value == 1 or "uncounted" in noun.classes:
        return measures.is_noun(noun)
    definite = noun.form.startswith("ال") or noun.form.endswith(("هم", "ها"))
    construct = following is not None and following.form.startswith("ال")
    return noun.classes.keys() <= {"definite"} and (definite or construct)


def tail(clause: Clause, last: int) -> tuple[int, str | None]:
    """Take in the adjective of people, `others` and `two`; say what nation's they are."""
    nation = None
    if clause.number.noun is not None:
        return last, None
    if last == clause.number.last and clause.has(last, "among"):
        return last + 1, None
    if clause.dual and clause.has(last, "descriptor"):
        last += 1
    for i in range(max(clause.number.last, last - 1), min(last + 2, len(clause.lexemes))):
        lexeme = clause.lexemes[i]
        if clause.is_nation(i):
            nation = clause.text[lexeme.start : lexeme.end]
            last = max(last, i + 1)
            break
        if i >= last and "other" not in lexeme.classes:
            break
    while clause.has(last, "other") or (clause.dual and clause.is_two(last)):
        last += 1
    return last, nation
