"""How many independent origins a line has, and why, in words."""

from musnad.jsonl import Json
from musnad.model import Origin, Origins
from musnad.present.bidi import isolate
from musnad.present.glosses import named
from musnad.present.labels import Lang, label, phrase

_SHOWN = 6


def why(origins: Origins, lang: Lang) -> str:
    """Return why the count is what it is: which reports carry whose words."""
    reports = len({d for o in origins.names for d in o.documents})
    who = ("؛ " if lang is Lang.AR else "; ").join(
        _one(o, lang, reports > 1) for o in origins.names[:_SHOWN]
    )
    if len(origins.names) > _SHOWN:
        who += phrase("origins_more", lang, n=str(len(origins.names) - _SHOWN))
    if origins.alone:
        return phrase("origins_alone", lang, who=who)
    if origins.most == 1:
        return phrase("origins_one", lang, n=str(reports), who=who)
    if origins.least == origins.most:
        return phrase("origins_sure", lang, n=str(reports), least=str(origins.least), who=who)
    return phrase(
        "origins_range",
        lang,
        n=str(reports),
        least=str(origins.least),
        most=str(origins.most),
        who=who,
    )


def _one(origin: Origin, lang: Lang, counted: bool) -> str:
    text = label("origin_kind", origin.kind, lang).format(name=isolate(named(origin.name, lang)))
    return f"{text} ({len(origin.documents)})" if counted else text


def as_json(origins: Origins, reason: str) -> dict[str, Json]:
    """Return the contract of `chronology --format json`: `{min, max, list, why}`."""
    return {
        "min": origins.least,
        "max": origins.most,
        "list": [
            {"name": o.name, "kind": o.kind.value, "documents": list(o.documents)}
            for o in origins.names
        ],
        "alone": origins.alone,
        "why": reason,
    }
