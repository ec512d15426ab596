"""Who is quoted, how often, and through whom."""

from musnad.jsonl import Json
from musnad.model import SourceProfile
from musnad.present.bidi import isolate
from musnad.present.formats import Column, Listing
from musnad.present.glosses import named
from musnad.present.labels import Lang, label
from musnad.present.paths import names
from musnad.present.terminal import Block, Line, Section

_COLUMNS = (
    Column("name"),
    Column("kind"),
    Column("statements"),
    Column("reports"),
    Column("outlets"),
    Column("via"),
    Column("told"),
)


def sources(found: tuple[SourceProfile, ...], lang: Lang) -> Listing:
    """Return sources as a listing."""
    return Listing(
        key="sources",
        items=[as_json(p) for p in found],
        columns=_COLUMNS,
        rows=tuple(_row(p, lang) for p in found),
        sections=(Section("", tuple(_block(p, lang) for p in found)),),
    )


def _row(p: SourceProfile, lang: Lang) -> tuple[str, ...]:
    return (
        named(p.name, lang),
        label("kind", p.kind, lang),
        str(p.statements),
        str(p.documents),
        names(p.outlets, lang),
        names(p.via, lang),
        names(p.told, lang),
    )


def _block(p: SourceProfile, lang: Lang) -> Block:
    head = f"{label('column', 'statements', lang)} {isolate(str(p.statements))}"
    ways = (("outlets", p.outlets), ("via", p.via), ("told", p.told))
    lines = [
        Line(f"{label('column', c, lang)}: {names(values, lang)}", "dim")
        for c, values in ways
        if values
    ]
    count = f"{label('column', 'reports', lang)} {isolate(str(p.documents))}"
    title = f"{isolate(named(p.name, lang))} · {label('kind', p.kind, lang)} · {count}"
    return Block(head, (Line(title, "bold"), *lines))


def as_json(p: SourceProfile) -> dict[str, Json]:
    """Return a source as plain values."""
    return {
        "name": p.name,
        "kind": p.kind.value,
        "statements": p.statements,
        "documents": p.documents,
        "outlets": list(p.outlets),
        "via": list(p.via),
        "told": list(p.told),
    }
