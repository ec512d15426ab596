"""The annotation format: one JSON object a document, stable for other programs to read.

Field for field as `docs/annotation-format.md` says; every `start` and `end` indexes `text`.
"""

from dataclasses import fields
from typing import TypeAlias

import msgspec

from musnad.model import (
    Attribution,
    Document,
    Event,
    Mention,
    Quantity,
    Span,
    Stated,
    Timex,
    Zone,
)

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"
_META = ("id", "path", "url", "title", "outlet", "byline", "published", "lang", "updated", "via")


def encode(doc: Document) -> bytes:
    """Return the document as one line of JSON, UTF-8, without the line end."""
    return msgspec.json.encode(as_json(doc))


def as_json(doc: Document) -> dict[str, Json]:
    """Return the document in the annotation format, as plain values."""
    return {
        "doc": {
            **{name: getattr(doc, name) for name in _META},
            "stated": [_stated(s) for s in doc.stated],
        },
        "text": doc.text,
        "zones": [{**_at(z), "kind": z.kind.value} for z in doc.zones],
        "mentions": [_flat(doc.text, m, skip=("role",)) for m in doc.mentions],
        "timexes": [_flat(doc.text, t) for t in doc.timexes],
        "quantities": [_flat(doc.text, q) for q in doc.quantities],
        "attributions": [_attribution(doc.text, a) for a in doc.attributions],
        "events": [_event(e) for e in doc.events],
    }


def _stated(s: Stated) -> Json:
    by: list[Json] = list(s.by)
    against: list[Json] = list(s.against)
    return {"field": s.field, "value": s.value, "by": by, "against": against}


def _at(item: Zone | Mention | Timex | Quantity | Event) -> dict[str, Json]:
    return {"start": item.span.start, "end": item.span.end}


def _flat(
    text: str, item: Mention | Timex | Quantity, skip: tuple[str, ...] = ()
) -> dict[str, Json]:
    rest = (f.name for f in fields(item) if f.name != "span" and f.name not in skip)
    return {**_at(item), "text": item.span.of(text), **{n: getattr(item, n) for n in rest}}


def _quoted(text: str, span: Span) -> dict[str, Json]:
    return {"start": span.start, "end": span.end, "text": span.of(text)}


def _attribution(text: str, a: Attribution) -> dict[str, Json]:
    return {
        "id": a.id,
        "source": _quoted(text, a.source) if a.source else None,
        "cue": _quoted(text, a.cue),
        "content": _quoted(text, a.content),
        "quote": a.quote.value,
        "kind": a.kind.value,
        "speaker": a.speaker,
        "told": a.told,
        "via": a.via,
        "within": a.within,
        "rule": a.rule,
        "factuality": a.factuality.value,
        "role": a.role,
        "unnamed": msgspec.to_builtins(a.unnamed),
        "introduced": _quoted(text, a.introduced) if a.introduced else None,
        "place": a.place,
        "occasion": _quoted(text, a.occasion) if a.occasion else None,
        "told_words": _quoted(text, a.told_words) if a.told_words else None,
        "via_words": _quoted(text, a.via_words) if a.via_words else None,
    }


def _event(e: Event) -> dict[str, Json]:
    return {
        "id": e.id,
        **_at(e),
        "trigger": {"start": e.trigger.start, "end": e.trigger.end},
        "type": e.type.value,
        "mode": e.mode,
        "status": e.status.value,
        "participants": list(e.participants),
        "place": e.place,
        "date": e.date,
        "attribution": e.attribution,
        "rule": e.rule,
        "others": [{"start": s.start, "end": s.end} for s in e.others],
        "dated_by": e.dated_by.value if e.dated_by else None,
    }
