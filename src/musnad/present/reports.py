"""The reports that a case holds, as a listing."""

from collections.abc import Iterable

from musnad.case.holdings import Held
from musnad.jsonl import Json
from musnad.present.bidi import isolate
from musnad.present.formats import Column, Listing
from musnad.present.glosses import named
from musnad.present.labels import Lang, phrase
from musnad.present.paths import day
from musnad.present.terminal import Block, Line, Section

_COLUMNS = (
    Column("id"),
    Column("published"),
    Column("outlet"),
    Column("title"),
    Column("path"),
    Column("replaces"),
    Column("version", data=True),
    Column("added", data=True),
)


def reports(held: Iterable[Held], lang: Lang) -> Listing:
    """Return the reports as a listing, in order of publication, those without a date last."""
    found = sorted(held, key=lambda h: (h.document.published or "9999", h.document.id))
    return Listing(
        key="reports",
        items=[_json(h) for h in found],
        columns=_COLUMNS,
        rows=tuple(_row(h, lang) for h in found),
        sections=(Section("", tuple(_block(h, lang) for h in found)),),
    )


def _outlet(h: Held, lang: Lang) -> str:
    return named(h.document.outlet, lang) if h.document.outlet else phrase("unknown_outlet", lang)


def _row(h: Held, lang: Lang) -> tuple[str, ...]:
    doc = h.document
    return (
        doc.id,
        day(doc.published, lang),
        _outlet(h, lang) if doc.outlet else "",
        doc.title or "",
        doc.path,
        h.replaces or "",
        h.version,
        h.added or "",
    )


def _block(h: Held, lang: Lang) -> Block:
    doc = h.document
    lines = [Line(f"{isolate(_outlet(h, lang))} · {isolate(doc.title or '')}".strip(" ·"), "bold")]
    lines.append(Line(f"{isolate(doc.id)} · {isolate(doc.path)}", "dim"))
    if h.replaces:
        lines.append(Line(phrase("replaces", lang, before=isolate(h.replaces))))
    return Block(day(doc.published, lang) or phrase("undated", lang), tuple(lines))


def _json(h: Held) -> dict[str, Json]:
    doc = h.document
    return {
        "id": doc.id,
        "published": doc.published,
        "outlet": doc.outlet,
        "title": doc.title,
        "url": doc.url,
        "lang": doc.lang,
        "path": doc.path,
        "sha256": h.sha256,
        "replaces": h.replaces,
        "version": h.version,
        "added": h.added,
    }
