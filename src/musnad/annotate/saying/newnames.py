"""Persons whom no list knows, told by the office beside them, for reading who speaks."""

from collections.abc import Iterator, Sequence, Set

from musnad.annotate.naming.ordinary import is_fresh, is_listed
from musnad.annotate.naming.vocabulary import look
from musnad.annotate.saying.cues import Style, cues
from musnad.annotate.saying.nouns import act, head
from musnad.annotate.saying.phrases import (
    COMMAS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    THAT,
    Line,
    headed,
    insert,
)
from musnad.model import Label, Mention, Span

_LONGEST = 4
_SHORT_SURNAME = 4
_CLOSERS = COMMAS | THAT | PREPOSITIONS | {":", '"'}
_NO_NAMES = PREPOSITIONS | PRONOUNS | RELATIVES | THAT


def introduced(lines: Sequence[Line]) -> tuple[Mention, ...]:
    """Return mentions of the persons that the sentences introduce by an office.

    `قال هشام الجبري، مدير الفرع`: two to four words behind a reporting verb, with a role
    right behind them. `هشام كريم … وقال كريم إن`: a listed name goes on with the word that
    speaks for itself elsewhere. The family name alone is read as the same person.
    """
    alone = {f for ln in lines for f in _alone(ln)}
    spans = [(ln, s) for ln in lines for s in (*_introduced(ln), *_longer(ln, alone))]
    names = dict.fromkeys(s.of(ln.text) for ln, s in spans)
    return tuple(m for ln in lines for name in names for m in _mentions(ln, name))


def _alone(ln: Line) -> Iterator[str]:
    """Yield the words that stand alone as the subject of a reporting verb: `قال كريم إن`."""
    for i in _verbs(ln):
        k = i + 1 + (_honorific(ln.form(i + 1)))
        nxt = ln.form(k + 1)
        closed = nxt in _CLOSERS or insert(ln, k + 1)
        f = ln.form(k)
        thing = f.startswith("ال") and not is_fresh(f)
        if closed and not thing and len(f) > 2 and _word(ln, k):
            yield f


def _longer(ln: Line, alone: Set[str]) -> Iterator[Span]:
    """Yield listed persons' names with the family name that follows them."""
    for k, m in enumerate(ln.names):
        ends = k + 1 < len(ln.forms) and ln.names[k + 1] is not m
        if m is None or m.label is not Label.PER or not ends:
            continue
        for end in (k + 1, k + 2):
            between = ln.forms[k + 1 : end]
            whole = all(f.isalpha() and f not in cues() and not is_listed(f) for f in between)
            if end < len(ln.forms) and ln.forms[end] in alone and whole:
                yield Span(m.span.start, ln.words[end].end)
                break


def _verbs(ln: Line) -> Iterator[int]:
    for i, f in enumerate(ln.forms):
        bare = f[1:] if f not in cues() and f[:1] in {"و", "ف"} else f
        if any(r.style in {Style.VERB, Style.RELAY} for r in cues().get(bare, ())):
            yield i


def _introduced(ln: Line) -> Iterator[Span]:
    for i in _verbs(ln):
        start = i + 1
        while start < len(ln.forms) and _honorific(ln.forms[start]):
            start += 1
        end = _end(ln, start)
        if end:
            yield ln.chars(start, end)


def _honorific(f: str) -> bool:
    return any(r.kind == "honorific" for r in head(f))


def _end(ln: Line, start: int) -> int | None:
    """Return where the name from word `start` ends, if an office follows it."""
    for k in range(start, min(len(ln.forms) - 1, start + _LONGEST + 1)):
        f = ln.forms[k]
        behind = k + (f in COMMAS)
        role = headed(ln, behind) and any(r.kind == "role" for r in head(ln.form(behind)))
        apart = f in COMMAS and k - start > 2
        if role and k - start >= 2 and (apart or _like_a_name(ln, start, k)):
            return k
        if not _word(ln, k):
            return None
    return None


def _word(ln: Line, k: int) -> bool:
    f = ln.forms[k]
    if not f.isalpha() or ln.names[k] is not None or ln.times[k] or head(f) or act(f):
        return False
    if f.endswith(("ها", "هم")) or insert(ln, k):
        return False
    return f not in _NO_NAMES


def _like_a_name(ln: Line, start: int, end: int) -> bool:
    """Say whether one of the words is no ordinary one, or the first a given name."""
    return look(ln.forms[start]).given is not None or any(is_fresh(f) for f in ln.forms[start:end])


def _mentions(ln: Line, name: str) -> Iterator[Mention]:
    """Yield where a sentence names the person, whole or by a family name of its own."""
    words = name.split()
    whole, last = tuple(words), words[-1]
    written = [ln.text[w.start : w.end] for w in ln.words]
    k = 0
    while k < len(written):
        size = len(whole)
        if tuple(written[k : k + size]) != whole:
            size = int(written[k] == last and len(last) >= _SHORT_SURNAME)
        if size and not any(
            m is not None and m.span == ln.chars(k, k + size) for m in ln.names[k : k + size]
        ):
            yield Mention(ln.chars(k, k + size), Label.PER, name if size > 1 else last)
        k += max(size, 1)
