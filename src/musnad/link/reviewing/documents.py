"""Decisions applied to reports before they are linked: readings dropped, fields set, names one."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from musnad.decision import Action, Decision, Subject
from musnad.link.dates import interval
from musnad.link.entities import Names, bare
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


def renamed(
    documents: Iterable[Document],
    held: Iterable[Held],
    names: Callable[[Iterable[Document]], Names],
) -> tuple[Document, ...]:
    """Return the reports with the names that people say are one, or are two.

    A merge gives every name of its targets, as `names` knows them, the first target's; a split
    gives the name of its second target to the reports that are its own.
    """
    docs = tuple(documents)
    for one in held:
        decision = one.decision
        if decision.subject is Subject.ENTITY and decision.action in {Action.MERGE, Action.SPLIT}:
            docs = _renamed(docs, decision, one, names(docs))
    return docs


def _renamed(
    docs: Sequence[Document], decision: Decision, held: Held, names: Names
) -> tuple[Document, ...]:
    told = [t.name or "" for t in decision.targets]
    if decision.action is Action.MERGE:
        new, old, only = told[0], told[1:], None
    else:
        new, old = told[1], told[:1]
        only = {document for document, _ in held.members[1]}
    known = {bare(o) for o in old} | {names.identity("", o) for o in old}

    def name(document: str, given: str) -> str:
        same = bare(given) in known or names.identity(document, given) in known
        return new if same else given

    return tuple(_with_names(d, name) if only is None or d.id in only else d for d in docs)


def _with_names(doc: Document, name: Callable[[str, str], str]) -> Document:
    """Return a report with each of its names put through `name`."""

    def one(given: str | None) -> str | None:
        return name(doc.id, given) if given else given

    return replace(
        doc,
        mentions=tuple(replace(m, name=name(doc.id, m.name)) for m in doc.mentions),
        attributions=tuple(
            replace(a, speaker=one(a.speaker), told=one(a.told), via=one(a.via))
            for a in doc.attributions
        ),
        events=tuple(
            replace(
                e,
                participants=tuple(dict.fromkeys(name(doc.id, p) for p in e.participants)),
                place=one(e.place),
            )
            for e in doc.events
        ),
    )
