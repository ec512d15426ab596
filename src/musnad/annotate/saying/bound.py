"""Prepositions that bring in what was said, alone or bound to a word."""

from musnad.annotate.naming.ordinary import is_listed
from musnad.annotate.saying.nouns import IFAL, act, bound_act, heads
from musnad.annotate.saying.phrases import (
    COMMAS,
    STOPS,
    THAT,
    Line,
    insert,
    is_name_quote,
)
from musnad.model import Label

_SHORTEST = 3


def again(ln: Line, i: int, that: bool = False) -> bool:
    """Say whether the preposition at `i` comes once more, with `that` behind it, in the clause."""
    for k in range(i + 2, min(len(ln.forms), i + 14)):
        f = ln.forms[k]
        if f in STOPS or f == ":" or (f in COMMAS and ln.form(k + 1) != ln.forms[i]):
            return False
        if f == ln.forms[i] and not insert(ln, k) and (not that or ln.form(k + 1) in THAT):
            return True
    return False


def bound(ln: Line, i: int, clitic: str, near: bool = False) -> bool:
    """Say whether the word at `i` carries the preposition that brings in the content.

    `near`, right behind the cue or a person's name, any noun will do.
    """
    f = ln.forms[i]
    if (
        f in heads()
        or f[1:] == "اي"
        or (is_listed(f) and not (near or is_listed(f[1:]) or act(f[1:])))
    ):
        return False  # بيان is no "by yān"
    if f == clitic:
        quoted = ln.form(i + 1) == '"' and i + 1 in ln.closes and not is_name_quote(ln, i + 1)
        return quoted or ln.form(i + 1)[:1].isdigit()
    short = len(f) == _SHORTEST and not act(f[1:])
    if not f.startswith(clitic) or len(f) < _SHORTEST or short or insert(ln, i) or ln.times[i]:
        return False
    name = ln.names[i]
    if name is not None and name.label is not Label.ORG:
        return False
    if clitic == "ل":
        return bound_act(f[2:]) if f.startswith("لل") else act(f[1:])
    rest = f[1:]
    noun = near or rest.startswith("ال") or bound_act(rest) or IFAL.match(rest) is not None
    return noun or (clitic == "ب" and rest in {"ما", "هذه", "هذا"})
