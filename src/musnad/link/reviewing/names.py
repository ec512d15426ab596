"""Names that people say are one, or are two: told to linking before it compares any."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from musnad.decision import Action, Subject
from musnad.link.entities import Names, bare
from musnad.link.reviewing.held import Held
from musnad.model import Document, NameAction, NameDecision


def decisions(held: Iterable[Held]) -> Iterator[NameDecision]:
    """Yield what is decided of each two names, in the log's order."""
    for one in _about_names(held):
        first, *others = (t.name or "" for t in one.decision.targets)
        merged = one.decision.action is Action.MERGE
        for other in others:
            yield NameDecision(NameAction.MERGE if merged else NameAction.SPLIT, other, first)


def shown(names: Names, held: Iterable[Held]) -> Names:
    """Return the names, those that were merged shown as the first of them."""
    now = dict(names.shown)
    for one in _about_names(held):
        if one.decision.action is Action.MERGE:
            name = one.decision.targets[0].name or ""
            now[names.identity("", name)] = name
    changed = {names.shown[sign]: new for sign, new in now.items() if names.shown.get(sign) != new}
    if not changed:
        return names
    entities = tuple(
        replace(e, name=changed[e.name]) if e.name in changed else e for e in names.entities
    )
    return replace(names, shown=now, entities=entities)


def renamed(
    documents: Iterable[Document],
    held: Iterable[Held],
    names: Callable[[Iterable[Document]], Names],
) -> tuple[Document, ...]:
    """Return the reports, a name that is another's in some of them put as that one's there."""
    docs = tuple(documents)
    for one in _about_names(held):
        only = {document for document, _ in one.members[-1]}
        if one.decision.action is Action.SPLIT and only:
            old, new = (t.name or "" for t in one.decision.targets)
            known = names(docs)
            signs = {bare(old), known.identity("", old)}
            docs = tuple(_renamed(d, signs, new, known) if d.id in only else d for d in docs)
    return docs


def _about_names(held: Iterable[Held]) -> Iterator[Held]:
    return (
        one
        for one in held
        if one.decision.subject is Subject.ENTITY
        and one.decision.action in {Action.MERGE, Action.SPLIT}
    )


def _renamed(doc: Document, signs: set[str], new: str, known: Names) -> Document:
    """Return a report with `new` for each of its names that stands for one of `signs`."""

    def name(given: str) -> str:
        same = bare(given) in signs or known.identity(doc.id, given) in signs
        return new if same else given

    def one(given: str | None) -> str | None:
        return name(given) if given else given

    return replace(
        doc,
        mentions=tuple(replace(m, name=name(m.name)) for m in doc.mentions),
        attributions=tuple(
            replace(a, speaker=one(a.speaker), told=one(a.told), via=one(a.via))
            for a in doc.attributions
        ),
        events=tuple(
            replace(
                e, participants=tuple(dict.fromkeys(map(name, e.participants))), place=one(e.place)
            )
            for e in doc.events
        ),
    )
