"""The fields that a person can set: how each is read, and how a reading has it.

Every value is text in a decision; `()` is an empty field.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import TypeAlias, TypeVar

from musnad.decision import Field, Subject
from musnad.errors import UsageError
from musnad.link.dates import interval
from musnad.model import (
    Attribution,
    Bound,
    Document,
    Event,
    EventType,
    Factuality,
    FigurePoint,
    Happening,
    Label,
    Measure,
    Mention,
    Quantity,
    QuoteType,
    SourceKind,
    Statement,
    Status,
)

_Item = TypeVar(
    "_Item", Attribution, Document, Event, FigurePoint, Happening, Mention, Quantity, Statement
)
Value: TypeAlias = str | float | tuple[str, ...] | None
_Read = Callable[[str], str | float]


def _text(given: str) -> str:
    return " ".join(given.split())


def _date(given: str) -> str:
    if interval(given) is None:
        raise ValueError("no such day, month or year; give one as in 2025-07-03, 2025-07 or 2025")
    return given


def _number(given: str) -> float:
    try:
        return float(given.replace(",", ""))
    except ValueError:
        raise ValueError("is no number; give one as in 1200 or 2.5") from None


def _one_of(kind: type[StrEnum]) -> _Read:
    def read(given: str) -> str:
        try:
            return kind(given)
        except ValueError:
            raise ValueError(f"not one of {', '.join(kind)}") from None

    return read


_EVENT: Mapping[str, _Read] = {
    "type": _one_of(EventType),
    "mode": _text,
    "status": _one_of(Status),
    "date": _date,
    "place": _text,
    "participants": _text,
}
FIELDS: Mapping[Subject, Mapping[str, _Read]] = {
    Subject.HAPPENING: _EVENT,
    Subject.EVENT: _EVENT,
    Subject.STATEMENT: {
        "speaker": _text,
        "kind": _one_of(SourceKind),
        "told": _text,
        "via": _text,
        "role": _text,
        "factuality": _one_of(Factuality),
        "quote": _one_of(QuoteType),
        "place": _text,
        "date": _date,
    },
    Subject.FIGURE: {
        "value": _number,
        "low": _number,
        "high": _number,
        "bound": _one_of(Bound),
        "measure": _one_of(Measure),
        "population": _text,
        "place": _text,
        "as_of": _date,
    },
    Subject.MENTION: {"label": _one_of(Label), "name": _text, "role": _text},
    Subject.TIME: {"value": _date},
    Subject.REPORT: {"outlet": _text, "title": _text, "byline": _text},
}
"""By what a decision is about: its fields, and how a value of each is read."""

_NEEDED = frozenset(
    {"type", "status", "kind", "factuality", "quote", "value", "bound", "measure", "label", "name"}
)
_MANY = frozenset({"participants"})


def checked(subject: Subject, name: str, values: Iterable[str]) -> Field:
    """Return a field as a decision holds it.

    Raises:
        UsageError: naming the field or value that can't be, and what can.
    """
    known = FIELDS.get(subject, {})
    if name not in known:
        can = f"one of {', '.join(known)}" if known else "no field: correct what it is made of"
        raise UsageError(f"{name}: no field of a {subject} that can be corrected; give {can}")
    given = tuple(v for v in map(_text, values) if v)
    if (not given and name in _NEEDED) or (len(given) > 1 and name not in _MANY):
        raise UsageError(f"{name}: takes one value; give one")
    for value in given:
        try:
            known[name](value)
        except ValueError as e:
            raise UsageError(f"{name}: {value!r}: {e}") from e
    return Field(name, given)


def value(subject: Subject, field: Field) -> Value:
    """Return a field's value as the model has it."""
    read = FIELDS[subject][field.name]
    if field.name in _MANY:
        return tuple(_text(v) for v in field.values)
    return read(field.values[0]) if field.values else None


def put(item: _Item, fields: Mapping[str, Value]) -> _Item:
    """Return an item with fields set, each of which `value` has read."""
    change: Callable[..., _Item] = replace
    return change(item, **fields) if fields else item


def seen(subject: Subject, item: object) -> tuple[Field, ...]:
    """Return how a reading stands: its fields as text."""
    names = [n for n in FIELDS.get(subject, {}) if hasattr(item, n)]
    return tuple(Field(n, as_text(getattr(item, n))) for n in names)


def as_text(given: object) -> tuple[str, ...]:
    """Return a field's value as text.

    >>> as_text(1200.0), as_text(None), as_text(("a", "b"))
    (('1200',), (), ('a', 'b'))
    """
    if given is None:
        return ()
    if isinstance(given, tuple):
        return tuple(str(g) for g in given)
    if isinstance(given, float):
        return (f"{given:.15g}",)
    return (str(given),)
