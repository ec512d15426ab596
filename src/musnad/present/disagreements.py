"""Where reports disagree: each account against the others, with its sentences."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from musnad.jsonl import Json
from musnad.model import Disagreement, DisagreementKind, Document, Evidence, Links
from musnad.present.bidi import isolate
from musnad.present.formats import Column, Listing
from musnad.present.glosses import named
from musnad.present.labels import Lang, label, phrase
from musnad.present.paths import day
from musnad.present.terminal import Block, Line, Section

_COLUMNS = (
    Column("id", data=True),
    Column("disagreement"),
    Column("side"),
    Column("outlet"),
    Column("published"),
    Column("sentence"),
    Column("document", data=True),
    Column("start", data=True),
    Column("end", data=True),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A disagreement with the reports that its sentences stand in, by their ids."""

    disagreement: Disagreement
    reports: dict[str, Document]


def chosen(
    links: Links, report: Callable[[str], Document], kind: DisagreementKind | None = None
) -> tuple[Shown, ...]:
    """Return the disagreements of a kind, or all; `report` gives a document by its id."""
    return tuple(
        Shown(d, {e.document: report(e.document) for side in d.sides for e in side})
        for d in links.disagreements
        if kind in {None, d.kind}
    )


def disagreements(found: Iterable[Shown], lang: Lang) -> Listing:
    """Return disagreements as a listing."""
    found = tuple(found)
    return Listing(
        key="disagreements",
        items=[as_json(s) for s in found],
        columns=_COLUMNS,
        rows=tuple(row for s in found for row in _rows(s, lang)),
        sections=(Section("", tuple(_block(s, lang) for s in found)),),
    )


def _evidence(s: Shown) -> Iterator[tuple[int, Evidence]]:
    for number, side in enumerate(s.disagreement.sides, 1):
        yield from ((number, e) for e in side)


def _rows(s: Shown, lang: Lang) -> Iterator[tuple[str, ...]]:
    for number, e in _evidence(s):
        report = s.reports[e.document]
        yield (
            s.disagreement.id,
            label("disagreement", s.disagreement.kind, lang),
            str(number),
            named(report.outlet, lang) if report.outlet else "",
            report.published or "",
            e.text,
            e.document,
            str(e.start),
            str(e.end),
        )


def _block(s: Shown, lang: Lang) -> Block:
    return Block(label("disagreement", s.disagreement.kind, lang), tuple(_lines(s, lang)))


def _lines(s: Shown, lang: Lang) -> Iterator[Line]:
    last = 0
    for number, e in _evidence(s):
        if number != last:
            yield Line(phrase("side", lang, n=isolate(str(number))), "bold")
            last = number
        report = s.reports[e.document]
        outlet = named(report.outlet, lang) if report.outlet else phrase("unknown_outlet", lang)
        yield Line(isolate(e.text))
        facts = (isolate(outlet), isolate(e.document), day(report.published, lang))
        yield Line(" · ".join(f for f in facts if f), "dim")


def as_json(s: Shown) -> dict[str, Json]:
    """Return a disagreement as plain values; sentences of one `side` agree."""
    return {
        "id": s.disagreement.id,
        "kind": s.disagreement.kind.value,
        "happening": s.disagreement.happening,
        "sides": [
            {
                "side": number,
                "document": e.document,
                "outlet": s.reports[e.document].outlet,
                "published": s.reports[e.document].published,
                "start": e.start,
                "end": e.end,
                "text": e.text,
            }
            for number, e in _evidence(s)
        ],
    }
