"""FollowTheMoney entities, a JSON object a line: Articles, the people and bodies, Events.

Source: https://followthemoney.tech/explorer/. An Event's name begins with how the reports put
it, so that what is planned or denied is never read as what happened.
"""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from musnad.jsonl import Json
from musnad.link.entities import bare
from musnad.model import Document, EnglishFrom, Entity, Label
from musnad.present.chronology import Entry, facts
from musnad.present.exports.contents import Contents, kinds
from musnad.present.formats import plain
from musnad.present.reviews import shown

_SCHEMATA = {Label.PER: "Person", Label.ORG: "Organization"}
"""A state or city that acts is a LegalEntity: what else it is, the reports don't say."""


def write(contents: Contents, path: Path) -> None:
    """Write one entity a line."""
    with path.open("wb") as out:
        for entity in _entities(contents):
            out.write(msgspec.json.encode(entity) + b"\n")


def _entities(contents: Contents) -> Iterator[Json]:
    labels = kinds(contents)
    for report in contents.reports():
        yield _article(report)
    known = {bare(e.name): e for e in reversed(contents.links.entities)}
    parties: dict[str, str] = {}
    for name in _names(contents):
        parties.setdefault(bare(name), name)
    for name in parties.values():
        yield _named(name, known.get(bare(name)), labels)
    for entry in contents.entries:
        yield _event(entry, contents)


def _names(contents: Contents) -> Iterator[str]:
    for entry in contents.entries:
        yield from entry.happening.participants
    for said in contents.links.statements:
        if said.speaker:
            yield said.speaker


def _named(name: str, known: Entity | None, labels: dict[str, Label]) -> Json:
    """Return a party with the ways in which reports write it, and a person's titles.

    An English form of Musnad's own lettering is a weak alias: its bearer may write it otherwise.
    """
    schema = _schema(name, labels)
    if known is None:
        return _entity(_party(name), schema, name=[name])
    aliases = [v.name for v in known.variants if v.name != name]
    lettered = known.english_from is EnglishFrom.TRANSLITERATION
    return _entity(
        _party(name),
        schema,
        name=[name],
        alias=aliases if lettered else [*aliases, known.english],
        weakAlias=[known.english] if lettered else [],
        position=[r.role for r in known.roles] if schema == "Person" else [],
    )


def _schema(name: str, labels: dict[str, Label]) -> str:
    label = labels.get(bare(name))
    return _SCHEMATA.get(label, "LegalEntity") if label else "LegalEntity"


def _article(report: Document) -> Json:
    return _entity(
        _key("article", report.id),
        "Article",
        title=_some(report.title),
        fileName=_some(Path(report.path).name),
        publisher=_some(report.outlet),
        author=_some(report.byline),
        publishedAt=_some(report.published),
        sourceUrl=_some(report.url),
        bodyText=[report.text],
    )


def _event(entry: Entry, contents: Contents) -> Json:
    h = entry.happening
    told = facts(entry, contents.lang)
    return _entity(
        _key("event", contents.name, h.id),
        "Event",
        name=[plain(" · ".join([told[1], told[0], *told[2:]]))],
        summary=[v.text for v in h.evidence],
        startDate=_some(h.earliest),
        endDate=_some(h.latest),
        location=_some(h.place),
        involved=[_party(name) for name in h.participants],
        proof=[_key("article", r.id) for r in entry.reports],
        publisher=[r.outlet for r in entry.reports if r.outlet],
        sourceUrl=[r.url for r in entry.reports if r.url],
        keywords=[h.type.value, h.status.value],
        recordId=[h.id],
        notes=_some(shown(h.review, contents.lang, plain=True)),
    )


def _entity(id: str, schema: str, **properties: Iterable[str]) -> Json:
    given = {name: list(dict.fromkeys(values)) for name, values in properties.items()}
    return {"id": id, "schema": schema, "properties": {n: [*v] for n, v in given.items() if v}}


def _some(value: str | None) -> list[str]:
    return [value] if value else []


def _party(name: str) -> str:
    return _key("party", bare(name))


def _key(*parts: str) -> str:
    return "musnad-" + hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
