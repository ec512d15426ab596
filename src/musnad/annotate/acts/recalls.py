"""Later clauses that tell of an event again by a definite noun: `the attack`, `the summit`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from musnad import lexicon
from musnad.model import Event, EventType, Label, Mention, Span, Status
from musnad.text.inflect import noun
from musnad.text.tokenize import Token, proclitics


class Recall(lexicon.Row, frozen=True, kw_only=True):
    """Nouns that with the article point back to an event of a type, of `modes` where given.

    With `near`, one of these words must stand within five words, on either side, and the
    noun needs no article: a toll recalls the attack it counts.
    """

    type: EventType
    nouns: tuple[str, ...]
    modes: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A clause that recalls: its span, the row, and the places named in it."""

    span: Span
    row: Recall
    places: frozenset[str]


_AROUND = 5
_OPENING = 4
_IN_IT = frozenset({"فيها", "خلالها", "فيه", "خلاله", "جراءها", "جراءه", "اثرها", "اثره", "بسببه"})
_OTHER = frozenset({"سابق", "سابقه", "السابق", "السابقه", "مماثل", "مماثله", "اخر", "اخري"})


def find(tokens: Sequence[Token], span: Span, mentions: Iterable[Mention]) -> list[Passage]:
    """Return what one clause recalls, one passage a row."""
    out: dict[str, Recall] = {}
    for i, token in enumerate(tokens):
        after = [t.form for t in tokens[i + 1 : i + 3]]
        if _OTHER.intersection(after):
            continue
        for _, rest in proclitics(token.form):
            for row, definite in _forms().get(rest, ()):
                near = tokens[max(0, i - _AROUND) : i + _AROUND + 1]
                if any(t.form in _near(row) for t in near) if row.near else definite:
                    out.setdefault(row.id, row)
    places = frozenset(m.name for m in mentions if m.label is Label.LOC and span.covers(m.span))
    return [Passage(span, row, places) for row in out.values()]


def points_back(tokens: Sequence[Token], kind: EventType) -> bool:
    """Say whether a definite noun, or a pronoun, names an event of a type: `the attack`."""
    return any(t.form in _IN_IT for t in tokens[:_OPENING]) or any(
        row.type is kind and definite and not row.near
        for token in tokens
        for _, rest in proclitics(token.form)
        for row, definite in _forms().get(rest, ())
    )


def tells_another(tokens: Sequence[Token], kind: EventType) -> bool:
    """Say whether a noun among the tokens names a further event: `another attack`."""
    return any(
        row.type is kind and not row.near and t.form in _OTHER
        for token, *after in zip(tokens, tokens[1:], tokens[2:], strict=False)
        for _, rest in proclitics(token.form)
        for row, _ in _forms().get(rest, ())
        for t in after
    )


def rows(tokens: Sequence[Token]) -> set[str]:
    """Return the ids of the rows whose nouns recall something among the tokens."""
    whole = Span(tokens[0].start, tokens[-1].end) if tokens else Span(0, 0)
    return {p.row.id for p in find(tokens, whole, ())}


def attach(events: Sequence[Event], passages: Iterable[Passage]) -> tuple[Event, ...]:
    """Give each passage to the last event told before it that fits, as one more mention."""
    more: dict[str, list[Span]] = {e.id: list(e.others) for e in events}
    for passage in passages:
        fitting = [e for e in events if _fits(e, passage)]
        told = [e for e in events if e.type is passage.row.type]
        if any(s.overlaps(passage.span) for e in told for s in (e.span, *more[e.id])):
            continue
        best = max(fitting, key=lambda e: _nearness(e, more[e.id], passage), default=None)
        if best:
            more[best.id].append(passage.span)
    return tuple(replace(e, others=tuple(sorted(more[e.id]))) for e in events)


def _fits(event: Event, passage: Passage) -> bool:
    row = passage.row
    if event.type is not row.type or (row.modes and event.mode not in row.modes):
        return False
    elsewhere = event.place and passage.places and event.place not in passage.places
    return event.status is not Status.DENIED and not (elsewhere and len(passage.places) < 2)


def _nearness(event: Event, others: Sequence[Span], passage: Passage) -> tuple[bool, bool, int]:
    starts = [s.start for s in (event.span, *others)]
    before = [s for s in starts if s < passage.span.start]
    near = max(before) if before else -min(starts)
    return (event.place in passage.places, bool(before), near)


@cache
def _forms() -> dict[str, tuple[tuple[Recall, bool], ...]]:
    out: dict[str, tuple[tuple[Recall, bool], ...]] = {}
    for row in lexicon.load("events", "recall", Recall):
        for word in row.nouns:
            for form, definite in noun(word):
                if form.startswith("ال") or not definite:
                    out[form] = (*out.get(form, ()), (row, definite))
    return out


@cache
def _near(row: Recall) -> frozenset[str]:
    forms = {f for w in row.near for f, _ in noun(w)}
    return frozenset(forms | {c + f for f in forms for c in ("و", "ب", "ل")})
