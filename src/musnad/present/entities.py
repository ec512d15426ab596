"""Who and what the reports name: each with its English form, its variants, and why it is one."""

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from musnad.jsonl import Json
from musnad.model import EnglishFrom, Entity, Label, Links, NameJoin, NameReason, RoleHeld
from musnad.present.bidi import isolate
from musnad.present.formats import Column, Listing
from musnad.present.labels import Lang, label, phrase
from musnad.present.matching import names_it
from musnad.present.paths import day
from musnad.present.terminal import Block, Line, Section

_COLUMNS = (
    Column("id", data=True),
    Column("entity"),
    Column("english"),
    Column("english_from"),
    Column("entity_kind"),
    Column("entity_type"),
    Column("mentions"),
    Column("reports"),
    Column("variants"),
    Column("roles"),
    Column("joins"),
)
_MOST = 6  # variants, roles and steps of an entity that the terminal shows


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entities to show; `None` wants all."""

    kind: Label | None = None
    name: str | None = None

    def admits(self, e: Entity) -> bool:
        """Say whether an entity is wanted: by its kind, or a name of it in either language."""
        return self.kind in {None, e.kind} and (self.name is None or names_it(self.name, e))


def chosen(links: Links, wanted: Wanted | None = None) -> tuple[Entity, ...]:
    """Return the wanted entities, the most mentioned first."""
    wanted = wanted or Wanted()
    return tuple(e for e in links.entities if wanted.admits(e))


def entities(found: tuple[Entity, ...], lang: Lang) -> Listing:
    """Return entities as a listing."""
    return Listing(
        key="entities",
        items=[as_json(e) for e in found],
        columns=_COLUMNS,
        rows=tuple(_row(e, lang) for e in found),
        sections=(Section("", tuple(_block(e, lang) for e in found)),),
    )


def english(e: Entity, lang: Lang) -> str:
    """Return the English form; a transliteration is marked as one."""
    if e.english_from is EnglishFrom.TRANSLITERATION:
        return phrase("transliterated", lang, name=e.english)
    return e.english


def _row(e: Entity, lang: Lang) -> tuple[str, ...]:
    return (
        e.id,
        e.name,
        e.english,
        label("english_from", e.english_from, lang),
        label("entity_kind", e.kind, lang),
        label("entity_type_of", e.type, lang) if e.type else "",
        str(e.mentions),
        str(len(e.documents)),
        "; ".join(f"{v.name} ({v.mentions})" for v in e.variants),
        "; ".join(role(r, lang) for r in e.roles),
        "; ".join(why(j, lang) for j in e.joins),
    )


def _block(e: Entity, lang: Lang) -> Block:
    facts = [isolate(e.name), isolate(english(e, lang)), label("entity_kind", e.kind, lang)]
    counts = (("mentions", e.mentions), ("reports", len(e.documents)))
    told = [f"{label('column', c, lang)} {isolate(str(n))}" for c, n in counts]
    head = told[0]
    return Block(head, (Line(" · ".join([*facts, told[1]]), "bold"), *_lines(e, lang)))


def _lines(e: Entity, lang: Lang) -> Iterator[Line]:
    variants = [f"{isolate(v.name)} {isolate(f'({v.mentions})')}" for v in e.variants]
    if len(variants) > 1 or any(v.name != e.name for v in e.variants):
        yield _list("variants", variants, lang)
    if e.roles:
        yield _list("roles", [role(r, lang) for r in e.roles], lang)
    if e.joins:
        yield _list("joins", [why(j, lang) for j in e.joins], lang)


def _list(column: str, items: list[str], lang: Lang) -> Line:
    """Return a line of items, of many the first and how many more there are."""
    more = [f"+{len(items) - _MOST}"] if len(items) > _MOST else []
    return Line(f"{label('column', column, lang)}: {'; '.join([*items[:_MOST], *more])}", "dim")


def role(r: RoleHeld, lang: Lang) -> str:
    """Return a role with the days between which reports give it."""
    first, last = day(r.first, lang), day(r.last, lang)
    days = first if first == last else f"{first} – {last}"
    return f"{isolate(r.role)} ({days})" if days else isolate(r.role)


def why(j: NameJoin, lang: Lang) -> str:
    """Return which two names were taken for one, and why."""
    reason = label("name_reason", j.reason, lang)
    if j.name == j.other or j.reason in {NameReason.CAPITAL, NameReason.MAIN_STATE}:
        return f"{isolate(j.name)}: {reason}"
    return f"{isolate(j.name)} = {isolate(j.other)}: {reason}"


def as_json(e: Entity) -> dict[str, Json]:
    """Return an entity as plain values."""
    plain: dict[str, Json] = msgspec.to_builtins(e)
    return plain
