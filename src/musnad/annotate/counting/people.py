"""Whose people a figure counts: by its own noun, its nation, what it is taken from, its whole."""

import regex

from musnad.annotate.counting import measures
from musnad.annotate.counting.clauses import Clause, Figure, is_of_people
from musnad.annotate.grammar import Lexeme

_ADJECTIVES = 2
_TWO = regex.compile(r"\s+[اإ]ثن(?:ان|ين|تان|تين)$")
_PRONOUNS = ("ته", "تها", "تهم", "هم", "ها")


def population(
    clause: Clause, last: int, nation: str | None, total: Figure | None, previous: Figure | None
) -> str | None:
    """Return which people a figure counts, in the words of the text; None: it does not say.

    `last` is the lexeme after the figure, `nation` the adjective of a people in it, `total`
    the figure that it is a part of. A noun that says who they are comes first (`5 أطفال
    فلسطينيين`), then whom they are taken from (`17 من الحوثيين`); others are of the people of
    the figure before (`وإصابة 250 آخرين`), and a part is of its whole's.
    """
    noun = _noun(clause, last)
    if noun is not None:
        return _words(clause, *noun, nation)
    if nation:
        return nation
    taken = _taken_from(clause, last)
    if taken:
        return taken
    if total:
        return total.population
    others = any("other" in x.classes for x in clause.lexemes[clause.number.last : last])
    of_people = previous is not None and is_of_people(previous.counted)
    return previous.population if previous and others and of_people else None


def _noun(clause: Clause, last: int) -> tuple[int, int] | None:
    """The lexemes of a noun that says who is counted; `شخصا` and `آخرين` do not."""
    first = clause.number.last
    if clause.number.noun is not None:
        first, last = clause.number.noun, clause.number.noun + 1
    for i in range(first, max(last, first + clause.dual)):
        if _says_who(clause.lexemes[i]):
            described = clause.has(i + 1, "descriptor")
            return i, i + 1 + described
    return None


def _says_who(lexeme: Lexeme) -> bool:
    classes = {**measures.bare_classes(lexeme.form), **lexeme.classes}
    if "anyone" in classes or "other" in classes or classes.get("person") == "person.demonym":
        return False
    named = "person" in classes or ("dual" in classes and classes["dual"] == "noun.dual")
    return named or measures.group_of(lexeme.form) is not None


def _words(clause: Clause, first: int, end: int, nation: str | None) -> str:
    """The noun's words, and the adjectives of people right after it."""
    limit = min(end + _ADJECTIVES, len(clause.lexemes))
    while end < limit and (clause.is_nation(end) or clause.is_people(end)):
        end += 1
    lexemes = clause.lexemes
    if end == first + 1 and end < limit and _is_construct(lexemes[first].form):
        end += lexemes[end].form.startswith("ال") or lexemes[end].form.endswith(_PRONOUNS)
    said = _TWO.sub("", clause.text[lexemes[first].start : lexemes[end - 1].end])
    return said if not nation or nation in said else f"{said} {nation}"


def _is_construct(form: str) -> bool:
    """Say whether a plural has lost its ending before whose it is: `مسلحي`."""
    return form[-1] in "يو" and "person" in measures.bare_classes(form)


def _taken_from(clause: Clause, last: int) -> str | None:
    """The defined people that a number is of: `من الحوثيين`, `منهم من الأطفال والنساء`."""
    i = last + clause.has(last, "among")
    for of in (i, i - 2, i - 3):
        if of >= clause.number.last and clause.has(of, "of"):
            return _named_people(clause, of + 1)
    return None


def _named_people(clause: Clause, first: int) -> str | None:
    """The defined nouns of people at a lexeme, joined by `و`."""
    end = first
    while clause.is_people(end) or (clause.has(end, "and") and clause.is_people(end + 1)):
        end += 1 + clause.has(end, "and")
    if end == first:
        return None
    return clause.text[clause.lexemes[first].start : clause.lexemes[end - 1].end]
