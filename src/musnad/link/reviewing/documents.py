"""Decisions applied to reports before they are linked: readings dropped, fields set."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from musnad.decision import Action
from musnad.link.dates import interval
from musnad.link.reviewing.fields import Value, put, value
from musnad.link.reviewing.held import Held
from musnad.model import (
    Attribution,
    DatedBy,
    Document,
    Event,
    Quantity,
    Timex,
)


@dataclass(slots=True)
class _Changes:
    """What becomes of one report: ids of readings dropped, fields set by id."""

    dropped: set[str] = field(default_factory=set)
    fields: dict[str, dict[str, Value]] = field(default_factory=lambda: defaultdict(dict))


def corrected(documents: Iterable[Document], held: Iterable[Held]) -> Iterator[Document]:
    """Yield the reports as people want them read; those without decisions as they are."""
    changes: dict[str, _Changes] = defaultdict(_Changes)
    for one in held:
        decision = one.decision
        for document, reading in one.all:
            here = changes[document]
            if decision.action is Action.REJECT:
                here.dropped.add(reading)
            elif decision.action in {Action.ACCEPT, Action.CORRECT}:
                here.dropped.discard(reading)
                set_to = {f.name: value(decision.subject, f) for f in decision.fields}
                here.fields[reading] |= set_to
    for doc in documents:
        yield _applied(doc, changes[doc.id]) if doc.id in changes else doc


def _applied(doc: Document, changes: _Changes) -> Document:
    dropped, fields = changes.dropped, changes.fields
    inner = {a.id: a.within for a in doc.attributions}

    def kept(id: str | None) -> str | None:
        """Return the statement, or the innermost around it that was not rejected."""
        seen: set[str] = set()
        while id in dropped and id not in seen:
            seen.add(id)
            id = inner.get(id)
        return None if id in dropped else id

    starts = {f"q{q.span.start}" for q in doc.quantities} - dropped
    return replace(
        put(doc, fields.get("", {})),
        mentions=tuple(
            put(m, fields.get(id, {}))
            for m in doc.mentions
            if (id := f"m{m.span.start}") not in dropped
        ),
        timexes=tuple(
            _timex(t, fields.get(id, {}))
            for t in doc.timexes
            if (id := f"t{t.span.start}") not in dropped
        ),
        quantities=tuple(
            _quantity(replace(q, part_of=q.part_of if f"q{q.part_of}" in starts else None), f)
            for q in doc.quantities
            if (id := f"q{q.span.start}") not in dropped
            for f in (fields.get(id, {}),)
        ),
        attributions=tuple(
            _attribution(replace(a, within=kept(a.within)), fields.get(a.id, {}))
            for a in doc.attributions
            if a.id not in dropped
        ),
        events=tuple(
            _event(replace(e, attribution=kept(e.attribution)), fields.get(e.id, {}))
            for e in doc.events
            if e.id not in dropped
        ),
    )


def _timex(t: Timex, fields: dict[str, Value]) -> Timex:
    if not fields:
        return t
    days = interval(str(fields["value"]))
    return replace(
        t,
        value=str(fields["value"]),
        earliest=days.earliest if days else None,
        latest=days.latest if days else None,
        conflict=None,
    )


def _quantity(q: Quantity, fields: dict[str, Value]) -> Quantity:
    if "value" in fields and not {"low", "high"} & fields.keys():
        fields = {**fields, "low": fields["value"], "high": fields["value"]}
    return put(q, fields)


def _attribution(a: Attribution, fields: dict[str, Value]) -> Attribution:
    return put(a, {n: v for n, v in fields.items() if n != "date"})  # which only linking gives


def _event(e: Event, fields: dict[str, Value]) -> Event:
    new = put(e, fields)
    return replace(new, dated_by=DatedBy.REVIEW) if "date" in fields else new
