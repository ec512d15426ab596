"""Whether an event took place, goes on, is planned, demanded or denied, or is none at all."""

from collections.abc import Collection, Iterator, Sequence
from enum import StrEnum
from functools import cache

from musnad import lexicon
from musnad.annotate.acts.triggers import Form, Hit
from musnad.model import Status
from musnad.text.clauses import opens_content
from musnad.text.normalize import key, keys
from musnad.text.tokenize import Token


class Effect(StrEnum):
    """What a context word does to the trigger near it."""

    NONE = "none"
    PLANNED = "planned"
    ONGOING = "ongoing"
    CALLED_FOR = "called_for"
    DENIED = "denied"
    OCCURRED = "occurred"


class Side(StrEnum):
    """Where the context word stands, seen from the trigger."""

    BEFORE = "before"
    AFTER = "after"
    NEAR = "near"


class Applies(StrEnum):
    """Which triggers a context word bears on."""

    ALL = "all"
    ACTS = "acts"
    DEEDS = "deeds"


class Context(lexicon.Row, frozen=True, kw_only=True):
    """Words (or runs of words) within `reach` of a trigger, and what they make of it.

    `forms` limits the row to triggers in these forms, `applies` to statement-acts or to deeds.
    """

    effect: Effect
    side: Side
    words: tuple[str, ...]
    reach: int = 4
    forms: tuple[Form, ...] = tuple(Form)
    applies: Applies = Applies.ALL


_BEYOND = 12


def contexts(tokens: Sequence[Token], hit: Hit, first: int, last: int) -> Iterator[Context]:
    """Yield the context rows that bear on a trigger inside its clause, in the table's order.

    What comes before `that` bears on the clause it opens: `must that …`, `denied that …`.
    """
    if first and opens_content(tokens[first]):
        first = max(0, first - _BEYOND)
    for row in _rows():
        if hit.form not in row.forms or not _concerns(row, hit):
            continue
        if row.side is not Side.AFTER:
            start = max(first, hit.first - row.reach)
            if _has(tokens, start, hit.first, row.words):
                yield row
                continue
        if row.side is not Side.BEFORE and _has(
            tokens, hit.last, min(last, hit.last + row.reach), row.words
        ):
            yield row


# Particles that deny the verb after them, and words that undo or end what they deny.
_NEGATIONS = keys("لم لن لا ولم ولن ولا فلم فلن فلا")
_STILL = keys("يزال تزال زال زالت يزالون زالوا بد شك سيما")
_UNDOES = keys("إلا سوى بل لكن حتى إنما")
_FAR = 8


def negated(tokens: Sequence[Token], hit: Hit, first: int, verbs: Collection[str]) -> bool:
    """Say whether `did not` governs a trigger: its own verb, or the verb its noun hangs on."""
    for i in range(hit.first - 1, max(first, hit.first - _FAR) - 1, -1):
        form = tokens[i].form
        if form in _UNDOES:
            return False
        if form in _NEGATIONS:
            return tokens[i + 1].form not in _STILL and not (
                hit.form is not Form.NOUN and hit.licensed_by is None and i + 1 < hit.first
            )
        other = form in verbs and i != hit.licensed_by
        if other and tokens[i - 1].form not in _NEGATIONS:
            return False
    return False


# After these `أن` tells a fact: `before they withdrew`.
_FACTUAL = keys("قبل بعد منذ إلى حتى")


def wished(tokens: Sequence[Token], hit: Hit) -> bool:
    """Say whether a verb is in the subjunctive of `that he may`: wished or feared, not told."""
    i = hit.licensed_by if hit.licensed_by is not None else hit.first
    if hit.form is not Form.PRESENT or not i or tokens[i - 1].form not in _THAT:
        return False
    return i < 2 or tokens[i - 2].form not in _FACTUAL


_THAT = keys("أن بأن لأن")


def judge(
    rows: Sequence[Context], hit: Hit, *, title: bool = False, future_date: bool = False
) -> Status | None:
    """Return the status of a trigger, `None` where the context makes it no event.

    In a title the present tense is the news of the day; a date after the report's own makes
    a present or a noun a plan.
    """
    effects = {r.effect for r in rows}
    undone = {r.id for r in rows if r.effect is Effect.NONE}
    if undone and not (undone == {_EXISTENCE} and Effect.DENIED in effects):
        return None
    future = hit.form is Form.FUTURE or (future_date and hit.form is not Form.PAST)
    lasting = hit.row.lasting and _unended(hit) and not title
    deed = not hit.row.act
    cases = (
        (Effect.DENIED in effects, Status.DENIED),
        (Effect.PLANNED in effects or (future and deed), Status.PLANNED),
        (Effect.CALLED_FOR in effects, Status.CALLED_FOR),
        (Effect.ONGOING in effects and deed, Status.ONGOING),
        (Effect.OCCURRED in effects, Status.OCCURRED),
        (lasting and deed, Status.ONGOING),
    )
    return next((value for holds, value in cases if holds), Status.OCCURRED)


# `أي` (any) alone makes nothing of an event; after a denial it is part of the denial.
_EXISTENCE = "any"


def _concerns(row: Context, hit: Hit) -> bool:
    return row.applies is Applies.ALL or (row.applies is Applies.ACTS) == hit.row.act


def _unended(hit: Hit) -> bool:
    return hit.form is Form.PRESENT or (hit.form is Form.NOUN and hit.licensed_by is None)


def _has(tokens: Sequence[Token], start: int, end: int, words: tuple[str, ...]) -> bool:
    runs = _runs(words)
    for i in range(start, end):
        form = tokens[i].form
        for w in (form, form[1:]) if form[:1] in {"و", "ف"} else (form,):
            for rest in runs.get(w, ()):
                if all(
                    i + 1 + k < len(tokens) and tokens[i + 1 + k].form == r
                    for k, r in enumerate(rest)
                ):
                    return True
    return False


@cache
def _runs(words: tuple[str, ...]) -> dict[str, tuple[tuple[str, ...], ...]]:
    out: dict[str, tuple[tuple[str, ...], ...]] = {}
    for w in words:
        head, *rest = key(w).split()
        out[head] = (*out.get(head, ()), tuple(rest))
    return out


@cache
def _rows() -> tuple[Context, ...]:
    return lexicon.load("events", "context", Context)


def tense_of(form: str) -> Form:
    """Return the tense a light verb gives to its noun.

    >>> tense_of("وستعقد"), tense_of("عقدت"), tense_of("خلال")
    (<Form.FUTURE: 'future'>, <Form.PAST: 'past'>, <Form.NOUN: 'noun'>)
    """
    word = form[1:] if form[:1] in {"و", "ف"} else form
    if word in _PARTICLES or word.startswith("ال"):
        return Form.NOUN
    if word[:2] in {"سي", "ست"}:
        return Form.FUTURE
    return Form.PRESENT if word[:1] in {"ي", "ت"} and word[-1] != "ت" else Form.PAST


_PARTICLES = keys("خلال عقب بعد أثناء إثر قبل هامش ختام لدى في من عن بدء استئناف انطلاق")
