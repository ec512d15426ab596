"""How many independent origins a line has: mouths and texts, not outlets.

Five outlets that print one agency's lines are one origin; two that name two mouths are two. A
mention that stands in a statement rests on its speaker; one that stands in no statement rests
on the report's text: on the agency that it is credited to, or that the copied passage is
credited to, else on the outlet itself. An act that is done by speaking rests on who spoke.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from musnad.annotate.page import credits as page
from musnad.link.copying.credits import agencies
from musnad.link.entities import Names, bare
from musnad.model import (
    Attribution,
    CopyGroup,
    Document,
    Event,
    EventType,
    FigurePoint,
    Happening,
    Origin,
    OriginKind,
    Origins,
    SourceKind,
    Span,
)

_SPOKEN = frozenset(
    {
        EventType.REQUEST,
        EventType.ACCUSE,
        EventType.REJECT,
        EventType.THREATEN,
        EventType.SUPPORT,
    }
)
_SURE = frozenset({OriginKind.SPEAKER, OriginKind.AGENCY})
_NAMED = frozenset({SourceKind.PERSON, SourceKind.ORGANIZATION, SourceKind.MEDIA})


@dataclass(frozen=True, slots=True)
class _Rest:
    """What one mention rests on; `key` is the same for the same mouth or text."""

    key: tuple[str, str]
    name: str
    kind: OriginKind
    document: str
    outlet: str | None


class Roots:
    """Whose text each part of each report is."""

    def __init__(self, documents: Iterable[Document], copies: Iterable[CopyGroup]) -> None:
        self._credited = {doc.id: agencies(doc) for doc in documents}
        self._passages: dict[str, list[tuple[Span, int, CopyGroup]]] = defaultdict(list)
        for number, group in enumerate(copies):
            for passage in group.passages:
                for e in passage:
                    self._passages[e.document].append((Span(e.start, e.end), number, group))

    def of(self, doc: Document, offset: int) -> _Rest:
        """Return what the report's own words at an offset rest on."""
        here = [p for p in self._passages[doc.id] if p[0].start <= offset < p[0].end]
        origin = next((g.origin for _, _, g in here if g.origin), None)
        credited = self._credited[doc.id]
        name = origin or (next(iter(credited)) if len(credited) == 1 else None)
        outlet = doc.outlet
        if name:
            return _Rest(("agency", bare(name)), name, OriginKind.AGENCY, doc.id, outlet)
        if here:
            _, number, group = here[0]
            first = min(group.members, key=lambda m: (m.published or "9999", m.document))
            shown = first.outlet or outlet or doc.id
            return _Rest(("text", str(number)), shown, OriginKind.OUTLET, doc.id, outlet)
        shown = outlet or doc.byline or doc.id
        return _Rest(("outlet", bare(shown)), shown, OriginKind.OUTLET, doc.id, outlet)


def with_origins(
    happenings: Iterable[Happening],
    documents: Iterable[Document],
    copies: Iterable[CopyGroup],
    names: Names,
) -> tuple[Happening, ...]:
    """Return the happenings, each with its origins."""
    docs = {doc.id: doc for doc in documents}
    roots = Roots(docs.values(), copies)
    events = {(d.id, e.id): e for d in docs.values() for e in d.events}
    said = {(d.id, a.id): a for d in docs.values() for a in d.attributions}
    out = []
    for h in happenings:
        rests = [
            r
            for document, event in h.mentions
            for r in _rests(docs[document], events[document, event], said, roots, names)
        ]
        out.append(replace(h, origins=_origins(rests, spoken=h.type in _SPOKEN)))
    return tuple(out)


def of_points(
    points: Sequence[FigurePoint], documents: dict[str, Document], roots: Roots
) -> Origins:
    """Return the origins of a series of figures: the first mouth of each, else its text's."""
    rests = []
    for p in points:
        doc = documents[p.document]
        if len(p.chain) > 1:
            mouth = p.chain[-1]
            key = ("speaker", bare(mouth))
            rests.append(_Rest(key, mouth, OriginKind.SPEAKER, doc.id, doc.outlet))
        else:
            rests.append(roots.of(doc, p.start))
    return _origins(rests, spoken=False)


def _rests(
    doc: Document,
    event: Event,
    said: dict[tuple[str, str], Attribution],
    roots: Roots,
    names: Names,
) -> list[_Rest]:
    """Return what a mention rests on: who says it, else who acts by speaking, else the text."""
    holder = said.get((doc.id, event.attribution)) if event.attribution else None
    if holder is not None:
        return [_mouth(doc, holder, roots, names)]
    if event.type in _SPOKEN and event.participants:
        name = names.canonical_actor(doc.id, event.participants[0])
        key = names.actor(doc.id, event.participants[0])
        kind = OriginKind.SPEAKER if key in names.known else OriginKind.UNNAMED
        return [_Rest((kind.value, key), name, kind, doc.id, doc.outlet)]
    return [roots.of(doc, event.trigger.start)]


def _mouth(doc: Document, holder: Attribution, roots: Roots, names: Names) -> _Rest:
    """Return who says it; an unnamed source of one agency's text is one wherever it is carried."""
    if holder.speaker and holder.kind in _NAMED:
        name = names.speaker(doc.id, holder)
        row = page.known_outlet(name)
        if row is not None and row.agency:
            return _Rest(
                ("agency", bare(row.name)), row.name, OriginKind.AGENCY, doc.id, doc.outlet
            )
        mouth = ("speaker", names.actor(doc.id, holder.speaker))
        return _Rest(mouth, name, OriginKind.SPEAKER, doc.id, doc.outlet)
    root = roots.of(doc, holder.content.start)
    words = holder.source.of(doc.text) if holder.source else None
    if words is None:
        return root
    key = ("unnamed", f"{bare(words)} {':'.join(root.key)}")
    return _Rest(key, words, OriginKind.UNNAMED, doc.id, doc.outlet)


def _origins(rests: Sequence[_Rest], *, spoken: bool) -> Origins:
    """Return how many of what the mentions rest on are surely, and how many possibly, apart."""
    by_key: dict[tuple[str, str], list[_Rest]] = defaultdict(list)
    for rest in rests:
        by_key[rest.key].append(rest)
    found = tuple(
        sorted(
            (
                Origin(here[0].name, here[0].kind, tuple(sorted({r.document for r in here})))
                for here in by_key.values()
            ),
            key=lambda o: (list(OriginKind).index(o.kind), -len(o.documents), o.name),
        )
    )
    sure = {OriginKind.SPEAKER} if spoken else _SURE
    least = max(1, sum(o.kind in sure for o in found))
    outlets = {rest.outlet for rest in rests}
    alone = (
        len({rest.document for rest in rests}) > 1
        and len(outlets) == 1
        and None not in outlets
        and all(o.kind is OriginKind.OUTLET for o in found)
    )
    return Origins(least, len(found), found, alone)
