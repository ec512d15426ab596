"""Names of the user's own list: taken wherever they stand, the longest first."""

from functools import lru_cache

from musnad.annotate.naming.nameline import Found, Line
from musnad.model import OwnName
from musnad.text.normalize import key
from musnad.text.tokenize import tokens

RULE = "user"
"""What the rules of such a name begin with; the row's number follows."""

_Entries = dict[str, tuple[tuple[tuple[str, ...], int], ...]]


def find(line: Line, own: tuple[OwnName, ...]) -> None:
    """Add the names of the list that stand in a line."""
    if not own:
        return
    at = 0
    while at < len(line.forms):
        found = _at(line, at, own)
        if found:
            line.add(found)
        at = found.end if found else at + 1


def _at(line: Line, i: int, own: tuple[OwnName, ...]) -> Found | None:
    """Return the longest name that begins at token `i`, its proclitics left out."""
    best: Found | None = None
    for reading in line.forms[i].readings:
        for words, row in _entries(own).get(reading.rest, ()):
            end = i + len(words)
            inner = tuple(form.form for form in line.forms[i + 1 : end])
            if inner == words[1:] and (best is None or end > best.end):
                name = own[row]
                rules = (f"{RULE}.{row + 1}",)
                best = Found(i, end, reading.cut, name.kind, rules, name=name.name)
    return best


@lru_cache(maxsize=8)
def _entries(own: tuple[OwnName, ...]) -> _Entries:
    """Return the spellings as folded tokens by their first one, with the row of each."""
    out: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for row, name in enumerate(own):
        for spelling in (name.name, *name.variants):
            words = tuple(t.form for t in tokens(key(spelling)))
            if words:
                out.setdefault(words[0], []).append((words, row))
    return {first: tuple(spelled) for first, spelled in out.items()}
