"""TimelineJS 3: a slide an entry, uncertain dates in words.

Source: https://timeline.knightlab.com/docs/json-format.html. Its texts are HTML, so all is
escaped. An entry without a date has no place on a line of time: the title slide counts them.
"""

from html import escape
from pathlib import Path

import msgspec

from musnad.jsonl import Json
from musnad.present.bidi import visible
from musnad.present.chronology import Entry, days_of, facts, when
from musnad.present.dates import Precision, precision
from musnad.present.exports.contents import Contents, heading
from musnad.present.labels import Lang, label, phrase
from musnad.present.paths import carried_by, paths
from musnad.present.reviews import shown


def write(contents: Contents, path: Path) -> None:
    """Write one JSON object."""
    slides: list[Json] = [_slide(e, contents.lang) for e in contents.entries if _dated(e)]
    undated = len(contents.entries) - len(slides)
    note = phrase("left_out", contents.lang, n=str(undated)) if undated else ""
    title = {
        "text": {"headline": escape(heading(contents)), "text": _paragraph(note, contents.lang)}
    }
    line = msgspec.json.encode({"title": title, "events": slides})
    path.write_bytes(msgspec.json.format(line, indent=1) + b"\n")


def _dated(e: Entry) -> bool:
    return days_of(e.happening) is not None


def _slide(e: Entry, lang: Lang) -> dict[str, Json]:
    h = e.happening
    exact = precision(h.date, days_of(h)) is Precision.DAY
    slide: dict[str, Json] = {
        "unique_id": h.id,
        "start_date": _date(h.earliest or ""),
        "display_date": when(h, lang),
        "group": label("type", h.type, lang),
        "text": {"headline": escape(" · ".join(facts(e, lang))), "text": _text(e, lang)},
    }
    if not exact:
        slide["end_date"] = _date(h.latest or "")
    return slide


def _date(day: str) -> dict[str, Json]:
    year, month, number = (int(part) for part in day.split("-"))
    return {"year": year, "month": month, "day": number}


def _text(e: Entry, lang: Lang) -> str:
    quotes = (f"«{visible(v.text)}»" for v in e.happening.evidence)
    body = "".join(f'<blockquote dir="rtl" lang="ar">{escape(q)}</blockquote>' for q in quotes)
    origin = f"{label('column', 'reports', lang)}: {carried_by(e.reports, lang)}"
    said = paths((s.chain for s in e.statements), lang)
    through = f"{label('column', 'according_to', lang)}: {said}" if said else ""
    told = (origin, through, shown(e.happening.review, lang))
    return body + "".join(_paragraph(t, lang) for t in told)


def _paragraph(text: str, lang: Lang) -> str:
    direction = "rtl" if lang is Lang.AR else "ltr"
    return f'<p dir="{direction}">{escape(text)}</p>' if text else ""
