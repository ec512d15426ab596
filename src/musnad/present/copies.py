"""Which reports carry one text, how much of each, and what they share."""

from collections.abc import Iterator

from musnad.jsonl import Json
from musnad.model import CopyGroup, CopyMember, Evidence, Links
from musnad.present.bidi import isolate
from musnad.present.formats import Column, Listing
from musnad.present.glosses import named
from musnad.present.labels import Lang, label, phrase
from musnad.present.paths import day
from musnad.present.terminal import Block, Line, Section

_COLUMNS = (
    Column("group"),
    Column("document"),
    Column("outlet"),
    Column("published"),
    Column("grade"),
    Column("share"),
    Column("origin"),
)
_SHOWN = 3  # passages of a group that the terminal shows


def copies(links: Links, lang: Lang) -> Listing:
    """Return the groups of copies of a case as a listing, the largest first."""
    return Listing(
        key="groups",
        items=[as_json(g) for g in links.copies],
        columns=_COLUMNS,
        rows=tuple(_row(n, g, m, lang) for n, g in enumerate(links.copies, 1) for m in g.members),
        sections=(Section("", tuple(_block(g, lang) for g in links.copies)),),
    )


def _row(number: int, g: CopyGroup, m: CopyMember, lang: Lang) -> tuple[str, ...]:
    return (
        str(number),
        m.document,
        named(m.outlet, lang) if m.outlet else "",
        m.published or "",
        label("grade", m.grade, lang),
        f"{m.share:.0%}",
        named(g.origin, lang) if g.origin else "",
    )


def _block(g: CopyGroup, lang: Lang) -> Block:
    head = named(g.origin, lang) if g.origin else phrase("origin_unstated", lang)
    return Block(isolate(head), tuple(_lines(g, lang)))


def _lines(g: CopyGroup, lang: Lang) -> Iterator[Line]:
    for m in g.members:
        outlet = named(m.outlet, lang) if m.outlet else phrase("unknown_outlet", lang)
        facts = [isolate(outlet), isolate(m.document), day(m.published, lang)]
        facts.append(f"{label('grade', m.grade, lang)} ({isolate(f'{m.share:.0%}')})")
        yield Line(" · ".join(f for f in facts if f), "bold")
    for passage in g.passages[:_SHOWN]:
        yield Line(isolate(passage[0].text))
        yield Line(phrase("same_text", lang, n=isolate(str(_reports(passage)))), "dim")


def _reports(passage: tuple[Evidence, ...]) -> int:
    return len({e.document for e in passage})


def as_json(g: CopyGroup) -> dict[str, Json]:
    """Return a group of copies as plain values."""
    return {
        "members": [
            {
                "document": m.document,
                "outlet": m.outlet,
                "published": m.published,
                "grade": m.grade.value,
                "share": m.share,
            }
            for m in g.members
        ],
        "origin": g.origin,
        "passages": [
            [
                {"document": e.document, "start": e.start, "end": e.end, "text": e.text}
                for e in passage
            ]
            for passage in g.passages
        ],
    }
