"""The outlet told: where ل brings one in, and where its name ends."""

from musnad.annotate.naming.ordinary import is_fresh
from musnad.annotate.saying.cues import cues
from musnad.annotate.saying.nouns import head, nisba
from musnad.annotate.saying.phrases import (
    COMMAS,
    PREPOSITIONS,
    THAT,
    Line,
    Range,
    insert,
)
from musnad.model import Label

BARE_OUTLETS = frozenset({"وكاله", "صحيفه", "قناه", "شبكه", "اذاعه"})


def told_at(ln: Line, i: int) -> Range | None:
    """Return the words of the outlet that `ل` at word `i` brings in, if it does."""
    f = ln.forms[i]
    n = len(ln.forms)
    if f == "ل" and i + 1 < n:
        name = ln.names[i + 1]
        if name is not None and name.label is Label.PER:
            return None
        if ln.forms[i + 1] == '"' and i + 1 in ln.closes:
            j = ln.closes[i + 1]
            return (i + 2, j) if j - i <= 8 else None
        return (i + 1, _outlet_end(ln, i + 1))
    lam = f.startswith("ل") and len(f) > 3 and any(r.kind == "media" for r in head(f))
    if (lam and f not in {"ليس"}) or _is_outlet(ln, i):
        return (i, _outlet_end(ln, i))
    return None


def _is_outlet(ln: Line, i: int) -> bool:
    """Say whether a bare outlet stands as the one told: `أفاد مسؤول محلي وكالة …`."""
    if i == 0 or ln.forms[i] not in BARE_OUTLETS:
        return False
    before = ln.forms[i - 1]
    return ln.names[i - 1] is not None or (nisba(before) and not head(before))


def _outlet_end(ln: Line, i: int) -> int:
    """Return where the outlet's name ends: its noun and a quoted, definite or named rest."""
    n = len(ln.forms)
    k = i + 1
    if ln.names[i] is not None:
        while k < n and ln.names[k] is ln.names[i]:
            k += 1
        if k > i + 1 or not head(ln.forms[i]):
            return k
    if ln.form(k) == "(" and ")" in ln.forms[k : k + 9]:
        return ln.forms.index(")", k) + 1
    while k < n and k - i < 6:
        f = ln.forms[k]
        if f == '"' and k in ln.closes and ln.closes[k] - k <= 6:
            k = ln.closes[k] + 1
            continue
        if f in THAT or not ln.words[k].is_word or ln.times[k] or insert(ln, k):
            break
        last = ln.form(k + 1) in THAT | COMMAS | {":", '"'}
        foreign = (is_fresh(f) or last) and not (head(f) or f in cues() or f in PREPOSITIONS)
        if not (f.startswith("ال") or ln.names[k] is not None or k == i + 1 or foreign):
            break
        k += 1
    return k
