"""Later clauses that tell of an event again by a definite noun: `the attack`, `the summit`."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from musnad import lexicon
from musnad.model import Event, EventType, Label, Mention, Span, Status
from musnad.text.inflect import noun, past, present
from musnad.text.tokenize import Token, proclitics


class Recall(lexicon.Row, frozen=True, kw_only=True):
    """Nouns that with the article point back to an event of a type, of `modes` where given.

    With `near`, one of these words must stand within five words, on either side, and the
    noun needs no article: a toll recalls the attack it counts. With `tells`, the clause must
    hold one of these words, or a day follow: `after the attack` alone tells nothing of it.
    """

    type: EventType
    nouns: tuple[str, ...]
    modes: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    tells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A clause that recalls: its span, the row, and the places named in it."""

    span: Span
    row: Recall
    places: frozenset[str]


_AROUND = 5
_OPENING = 4
_BEFORE = 4
_WHEN = frozenset({"بعد", "قبل", "عقب", "اثر", "غداه", "منذ", "بعيد", "قبيل", "بالتزامن", "تزامنا"})
# Before these a noun only tells where: `the front lines of the fighting`.
_PLACES_OF = frozenset(
    {"جبهات", "جبهه", "ساحات", "ساحه", "خطوط", "مناطق", "مواقع", "ميدان", "جبهتي"}
)
_IN_IT = frozenset({"فيها", "خلالها", "فيه", "خلاله", "جراءها", "جراءه", "اثرها", "اثره", "بسببه"})
_OTHER = frozenset({"سابق", "سابقه", "السابق", "السابقه", "مماثل", "مماثله", "اخر", "اخري"})


def find(
    tokens: Sequence[Token],
    span: Span,
    mentions: Iterable[Mention],
    places: Collection[int] = (),
    days: Collection[int] = (),
) -> list[Passage]:
    """Return what one clause recalls, one passage a row.

    `places` and `days` are where their names begin: `the Nuraba attack` is definite.
    """
    owners = {*places, *days}
    out: dict[str, Recall] = {}
    for i, row, definite in _named(tokens, owners):
        if _OTHER.intersection(t.form for t in tokens[i + 1 : i + 3]):
            continue
        near = tokens[max(0, i - _AROUND) : i + _AROUND + 1]
        if row.tells and not _particular(tokens, i, row, days):
            continue
        if any(t.form in _near(row) for t in near) if row.near else definite:
            out.setdefault(row.id, row)
    named = frozenset(m.name for m in mentions if m.label is Label.LOC and span.covers(m.span))
    return [Passage(span, row, named) for row in out.values()]


def _particular(tokens: Sequence[Token], at: int, row: Recall, days: Collection[int]) -> bool:
    """Say whether a clause tells something of what it recalls: when, how, whom it cost."""
    dated = any(t.start in days for t in tokens[at + 1 : at + 3])
    return dated or any(t.form in _telling(row) for t in tokens)


def _named(
    tokens: Sequence[Token], owners: Collection[int] = ()
) -> Iterator[tuple[int, Recall, bool]]:
    """Yield the nouns of rows among the tokens: where, of which row, and whether definite."""
    for i, token in enumerate(tokens):
        if i and tokens[i - 1].form in _PLACES_OF:
            continue
        owned = i + 1 < len(tokens) and tokens[i + 1].start in owners
        for _, rest in proclitics(token.form):
            for row, definite in _forms().get(rest, ()):
                yield i, row, definite or owned


def points_back(tokens: Sequence[Token], kind: EventType, owners: Collection[int] = ()) -> bool:
    """Say whether a definite noun, or a pronoun, names an event of a type: `the attack`."""
    return any(t.form in _IN_IT for t in tokens[:_OPENING]) or any(
        row.type is kind and definite and not row.near and not _anchors(tokens, i)
        for i, row, definite in _named(tokens, owners)
    )


def _anchors(tokens: Sequence[Token], at: int) -> bool:
    """Say whether a noun only tells when something else was: `minutes after the attack`."""
    return any(t.form in _WHEN for t in tokens[max(0, at - _BEFORE) : at])


def names(form: str, kind: EventType) -> bool:
    """Say whether a folded word is a noun for an event of a type."""
    return any(
        row.type is kind and not row.near
        for _, rest in proclitics(form)
        for row, _ in _forms().get(rest, ())
    )


def tells_another(tokens: Sequence[Token], kind: EventType) -> bool:
    """Say whether a noun among the tokens names a further event: `another attack`."""
    return any(
        row.type is kind and not row.near and t.form in _OTHER
        for i, row, _ in _named(tokens)
        for t in tokens[i + 1 : i + 3]
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
        if any(s.overlaps(passage.span) for e in fitting for s in (e.span, *more[e.id])):
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
def _telling(row: Recall) -> frozenset[str]:
    words = {f for pair in row.tells for f in _inflected(pair)}
    return frozenset(words | {c + f for f in words for c in ("و", "ف")})


def _inflected(pair: str) -> Iterator[str]:
    was, _, now = pair.partition(" ")
    if now:
        yield from past(was)
        yield from present(now)
    else:
        yield from (form for form, _ in noun(was))


@cache
def _near(row: Recall) -> frozenset[str]:
    forms = {f for w in row.near for f, _ in noun(w)}
    return frozenset(forms | {c + f for f in forms for c in ("و", "ب", "ل")})
