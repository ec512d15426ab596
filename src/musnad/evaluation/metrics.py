"""Precision, recall and F1 of each layer against gold, one to one and greedy by likeness."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from musnad.evaluation.gold import Figure, Gold, Occurrence, Statement
from musnad.evaluation.words import bare, overlap, same_name, squeezed, words
from musnad.model import REPORT_ZONES, Attribution, Document, Event, Quantity, Timex

G = TypeVar("G")
P = TypeVar("P")
LAYERS = ("meta", "zones", "entities", "times", "figures", "attributions", "events")
_LEAST_CONTENT = 0.6
_HALF = 0.5


@dataclass(slots=True)
class Tally:
    """Counts of one layer, and a line for each error."""

    right: int = 0
    missed: int = 0
    extra: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Right of all predicted, 0 to 1."""
        return self.right / (self.right + self.extra) if self.right + self.extra else 0.0

    @property
    def recall(self) -> float:
        """Right of all gold, 0 to 1."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both, 0 to 1."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Share:
    """How many of the matched items have a field right."""

    right: int = 0
    of: int = 0

    def add(self, ok: bool) -> None:
        """Count one item."""
        self.right += ok
        self.of += 1


@dataclass(slots=True)
class Scores:
    """A tally for each layer, and a share for each field of the matched items."""

    layers: dict[str, Tally] = field(default_factory=lambda: {k: Tally() for k in LAYERS})
    fields: dict[str, Share] = field(default_factory=dict)

    def share(self, name: str, ok: bool) -> None:
        """Count one matched item's field."""
        self.fields.setdefault(name, Share()).add(ok)


def score(pairs: Iterable[tuple[Gold, Document]]) -> Scores:
    """Score annotated documents against their gold, all documents together."""
    scores = Scores()
    for gold, doc in pairs:
        measures = (_meta, _zones, _entities, _times, _figures, _attributions, _events)
        for name, measure in zip(LAYERS, measures, strict=True):
            if not gold.page.layers or name in gold.page.layers:
                measure(gold, doc, scores)
    return scores


def _match(
    gold: Sequence[G], predicted: Sequence[P], likeness: Callable[[G, P], float]
) -> tuple[list[tuple[G, P]], list[G], list[P]]:
    ranked = sorted(
        ((likeness(g, p), i, j) for i, g in enumerate(gold) for j, p in enumerate(predicted)),
        key=lambda c: -c[0],
    )
    used_g: set[int] = set()
    used_p: set[int] = set()
    pairs = []
    for like, i, j in ranked:
        if like > 0 and i not in used_g and j not in used_p:
            used_g.add(i)
            used_p.add(j)
            pairs.append((gold[i], predicted[j]))
    missed = [g for i, g in enumerate(gold) if i not in used_g]
    return pairs, missed, [p for j, p in enumerate(predicted) if j not in used_p]


def _count(
    tally: Tally, where: str, right: int, missed: Iterable[str], extra: Iterable[str]
) -> None:
    lost, found = list(missed), list(extra)
    tally.right += right
    tally.missed += len(lost)
    tally.extra += len(found)
    tally.errors += [f"missed {where}: {x}" for x in lost] + [f"extra {where}: {x}" for x in found]


def _meta(gold: Gold, doc: Document, scores: Scores) -> None:
    page = gold.page
    published = (doc.published or "")[:10] or None
    fields = [("published", page.published, published, page.published == published)]
    if page.title:
        same = squeezed(page.title) == squeezed(doc.title)
        fields.append(("title", page.title, doc.title, same))
    if page.outlet:
        fields.append(("outlet", page.outlet, doc.outlet, same_name(page.outlet, doc.outlet)))
    bad = [f for f in fields if not f[3]]
    _count(
        scores.layers["meta"],
        gold.path.name,
        len(fields) - len(bad),
        (f"{name} {want}" for name, want, _, _ in bad),
        (f"{name} {got}" for name, _, got, _ in bad if got),
    )


def _zones(gold: Gold, doc: Document, scores: Scores) -> None:
    """Score lines of three words or more: kept in the report, or left out of it."""
    spaced = gold.text.replace("\u00a0", " ")
    kept = "\n".join(squeezed(z.span.of(doc.text)) for z in doc.zones if z.kind in REPORT_ZONES)
    dropped = {squeezed(line) for piece in gold.page.not_body for line in piece.splitlines()}
    dropped |= {squeezed(line) for line in spaced[gold.report_end :].splitlines()}
    lines = [squeezed(x) for x in spaced.splitlines() if len(words(x)) >= 3]
    wanted = [x for x in lines if not any(d and d in x and len(d) >= 0.6 * len(x) for d in dropped)]
    have = [x for x in lines if x in kept]
    _count(
        scores.layers["zones"],
        gold.path.name,
        sum(x in have for x in wanted),
        (x for x in wanted if x not in have),
        (x for x in have if x not in wanted),
    )


def _entities(gold: Gold, doc: Document, scores: Scores) -> None:
    """Score the set of surface names; a proclitic left on is forgiven."""
    wanted = sorted(
        {(label, squeezed(n)) for label, ns in gold.page.entities.items() for n in ns or ()}
    )
    found = sorted(
        {
            (m.label, squeezed(m.span.of(doc.text)))
            for m in doc.mentions
            if m.span.start < gold.report_end
        }
    )

    def likeness(g: tuple[str, str], p: tuple[str, str]) -> float:
        if g[0] != p[0]:
            return 0
        return 2 if g[1] == p[1] else float(overlap(g[1], p[1]) >= 0.99 or bare(p[1]) == g[1])

    pairs, missed, extra = _match(wanted, found, likeness)
    tally = scores.layers["entities"]
    _count(tally, gold.path.name, len(pairs), map(" ".join, missed), map(" ".join, extra))


def _times(gold: Gold, doc: Document, scores: Scores) -> None:
    found = [t for t in doc.timexes if t.span.start < gold.report_end]

    def likeness(g: tuple[str, str | None], p: Timex) -> float:
        like = overlap(g[0], p.span.of(doc.text))
        return like if like >= 0.5 else 0

    pairs, missed, extra = _match(gold.page.times, found, likeness)
    tally = scores.layers["times"]
    texts = (t.span.of(doc.text) for t in extra)
    _count(tally, gold.path.name, len(pairs), (t for t, _ in missed), texts)
    for (text, want), got in pairs:
        ok = want == got.value or bool(want and got.value and got.value.startswith(want))
        scores.share("time_value", ok)
        if not ok:
            tally.errors.append(f"value {gold.path.name}: {text}: {want}, not {got.value}")


def _figures(gold: Gold, doc: Document, scores: Scores) -> None:
    found = [q for q in doc.quantities if q.span.start < gold.report_end]

    def likeness(g: Figure, p: Quantity) -> float:
        return (g.value == p.value) * (1 + overlap(g.span, p.span.of(doc.text)))

    pairs, missed, extra = _match(gold.page.figures, found, likeness)
    tally = scores.layers["figures"]
    texts = (q.span.of(doc.text) for q in extra)
    _count(tally, gold.path.name, len(pairs), (f.span for f in missed), texts)
    for want, got in pairs:
        ok = want.bound == got.bound and want.measure == got.measure
        scores.share("figure_bound_and_measure", ok)
        if not ok:
            wrong = f"{want.bound} {want.measure}, not {got.bound} {got.measure}"
            tally.errors.append(f"fields {gold.path.name}: {want.span}: {wrong}")


def _attributions(gold: Gold, doc: Document, scores: Scores) -> None:
    found = [a for a in doc.attributions if a.content.start < gold.report_end]

    def likeness(g: Statement, p: Attribution) -> float:
        content = overlap(g.content, p.content.of(doc.text))
        return content if content >= _LEAST_CONTENT and _same_source(g, p, doc.text) else 0

    pairs, missed, extra = _match(gold.page.attributions, found, likeness)
    _count(
        scores.layers["attributions"],
        gold.path.name,
        len(pairs),
        (f"{a.cue} | {a.source} | {a.content}" for a in missed),
        (
            " | ".join(s.of(doc.text) if s else "-" for s in (a.cue, a.source, a.content))
            for a in extra
        ),
    )
    for want, got in pairs:
        if want.speaker:
            scores.share("attribution_speaker", same_name(want.speaker, got.speaker))
        scores.share("attribution_kind", want.kind == got.kind)
        scores.share("attribution_quote", want.quote == got.quote)
    _facets(gold, pairs, doc, scores)
    for p in found:
        _apart(gold.page.attributions, p, doc.text, scores)


def _facets(
    gold: Gold, pairs: Sequence[tuple[Statement, Attribution]], doc: Document, scores: Scores
) -> None:
    """Count where, at what and how surely it was said, and in which statement, if gold tells."""
    by_id = {a.id: a for a in doc.attributions}
    told = {
        name
        for name in ("place", "occasion", "factuality", "within")
        if any(getattr(a, name) for a in gold.page.attributions)
    }
    for want, got in pairs:
        outer = by_id.get(got.within or "")
        at = got.occasion.of(doc.text) if got.occasion else None
        around = outer.cue.of(doc.text) if outer else None
        found = {
            "place": same_name(want.place, got.place) or want.place == got.place,
            "occasion": _same_words(want.occasion, at),
            "factuality": want.factuality == got.factuality,
            "within": _same_words(want.within, around),
        }
        for name in sorted(told):
            ok = found[name]
            scores.share(f"attribution_{name}", ok)
            if not ok:
                line = f"{name} {gold.path.name}: {want.cue} | {want.content}"
                scores.layers["attributions"].errors.append(line)


def _same_words(want: str | None, got: str | None) -> bool:
    """Say whether half of the words are shared, or neither has any."""
    if want is None or got is None:
        return want is got
    return overlap(want, got) >= _HALF


def _apart(wanted: Sequence[Statement], p: Attribution, text: str, scores: Scores) -> None:
    """Count source and content each for itself, where the other leads to a gold statement."""
    told = [g for g in wanted if overlap(g.content, p.content.of(text)) >= _LEAST_CONTENT]
    if told:
        scores.share("attribution_source", any(_same_source(g, p, text) for g in told))
    cue = p.cue.of(text)
    led = [g for g in wanted if overlap(g.cue, cue) >= _LEAST_CONTENT and _same_source(g, p, text)]
    if led:
        near = (overlap(g.content, p.content.of(text)) >= _LEAST_CONTENT for g in led)
        scores.share("attribution_content", any(near))


def _same_source(g: Statement, p: Attribution, text: str) -> bool:
    source = p.source.of(text) if p.source else ""
    if overlap(g.source, source) >= 0.5 or same_name(g.source, source):
        return True
    return bool(g.speaker and p.speaker and same_name(g.speaker, p.speaker))


def _events(gold: Gold, doc: Document, scores: Scores) -> None:
    found = [e for e in doc.events if e.span.start < gold.report_end]

    def likeness(g: Occurrence, p: Event) -> float:
        clause = p.span.of(doc.text)
        near = squeezed(g.at) in squeezed(clause) or overlap(g.at, clause) > _LEAST_CONTENT
        names = [*p.participants, p.place]
        who = not g.who or any(same_name(x, y) for x in g.who for y in names)
        return float(g.type == p.type and near and who)

    pairs, missed, extra = _match(gold.page.events, found, likeness)
    _count(
        scores.layers["events"],
        gold.path.name,
        len(pairs),
        (f"{e.type} {e.at}" for e in missed),
        (f"{e.type} {e.span.of(doc.text)}" for e in extra),
    )
    for want, got in pairs:
        date = got.date and (got.date[: len(want.date)] if want.date else got.date)
        scores.share("event_date", want.date == date)
        scores.share("event_status", want.status == got.status)
