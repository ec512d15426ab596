"""W3C Web Annotation (JSON-LD): every layer of every report, anchored by quotation.

Source: https://www.w3.org/TR/annotation-model/. A report with an address is annotated there,
by a TextQuoteSelector, which finds its words in the page; without one, its text has a URN, and
a TextPositionSelector gives the place in it as well.
"""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import msgspec

from musnad.decision import Review
from musnad.jsonl import Json
from musnad.model import Attribution, Document, Event, Links, Mention, Quantity, Span, Timex
from musnad.present.exports.contents import Contents
from musnad.present.labels import Lang
from musnad.present.reviews import shown

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 32
"""So many characters before and after tell one occurrence of a quotation from another."""


def write(contents: Contents, path: Path) -> None:
    """Write one AnnotationPage, an annotation at a time."""
    with path.open("wb") as out:
        head = {"@context": CONTEXT, "id": _urn("case", contents.name), "type": "AnnotationPage"}
        out.write(msgspec.json.encode(head)[:-1] + b',"items":[')
        separator = b"\n"
        reviews = _reviews(contents.links)
        for report in contents.reports():
            for annotation in _annotations(report, reviews, contents.lang):
                out.write(separator + msgspec.json.encode(annotation))
                separator = b",\n"
        out.write(b"\n]}\n")


def _reviews(links: Links) -> dict[tuple[str, str], Review]:
    """Return what people decided, by report and by the id of a reading in it."""
    lines: list[tuple[tuple[str, str], Review | None]] = []
    lines += [(m, h.review) for h in links.happenings for m in h.mentions]
    lines += [((s.document, s.id), s.review) for s in links.statements]
    lines += [((p.document, f"q{p.at}"), p.review) for one in links.series for p in one.points]
    return {line: review for line, review in lines if review}


def _annotations(
    report: Document, reviews: dict[tuple[str, str], Review], lang: Lang
) -> Iterator[dict[str, Json]]:
    def said(id: str) -> list[Json]:
        text = shown(reviews.get((report.id, id)), lang, plain=True)
        return [_body(text, "assessing", lang)] if text else []

    for n, mention in enumerate(report.mentions, 1):
        yield _annotation(report, f"m{n}", mention.span, _mention(mention))
    for n, timex in enumerate(report.timexes, 1):
        yield _annotation(report, f"t{n}", timex.span, _timex(timex))
    for n, quantity in enumerate(report.quantities, 1):
        marks = said(f"q{quantity.span.start}")
        yield _annotation(report, f"q{n}", quantity.span, _quantity(quantity) + marks)
    for told in report.attributions:
        bodies = _attribution(report.text, told) + said(told.id)
        yield _annotation(report, told.id, told.content, bodies)
    for event in report.events:
        yield _annotation(report, event.id, event.span, _event(event) + said(event.id))


def _annotation(report: Document, id: str, span: Span, bodies: list[Json]) -> dict[str, Json]:
    return {
        "id": f"{_urn('report', report.id)}:{id}",
        "type": "Annotation",
        "motivation": "classifying",
        "body": bodies,
        "target": {
            "source": report.url or _urn("report", report.id),
            "selector": _selectors(report, span),
        },
    }


def _selectors(report: Document, span: Span) -> list[Json]:
    text = report.text
    quote: dict[str, Json] = {
        "type": "TextQuoteSelector",
        "exact": span.of(text),
        "prefix": text[max(0, span.start - _AROUND) : span.start],
        "suffix": text[span.end : span.end + _AROUND],
    }
    if report.url:
        return [quote]
    return [quote, {"type": "TextPositionSelector", "start": span.start, "end": span.end}]


def _mention(m: Mention) -> list[Json]:
    return [_body(m.label.value), _body(m.name, "identifying", "ar")]


def _timex(t: Timex) -> list[Json]:
    return [_body(t.type.value), *_given(value=t.value)]


def _quantity(q: Quantity) -> list[Json]:
    return [_body(q.measure.value), *_given(value=f"{q.value:g}", bound=q.bound.value)]


def _attribution(text: str, a: Attribution) -> list[Json]:
    source = a.source.of(text) if a.source else None
    named = _given(source=source, speaker=a.speaker, cue=a.cue.of(text), told=a.told, via=a.via)
    return [_body("attribution"), *_given(kind=a.kind.value, quote=a.quote.value), *named]


def _event(e: Event) -> list[Json]:
    known = _given(status=e.status.value, date=e.date, place=e.place)
    return [
        _body(e.type.value),
        *known,
        *(_body(f"party: {p}", "describing") for p in e.participants),
    ]


def _given(**values: str | None) -> list[Json]:
    return [_body(f"{name}: {v}", "describing") for name, v in values.items() if v is not None]


def _body(value: str, purpose: str = "classifying", language: str | None = None) -> Json:
    body: dict[str, Json] = {"type": "TextualBody", "value": value, "purpose": purpose}
    if language:
        body["language"] = language
    return body


def _urn(kind: str, id: str) -> str:
    return f"urn:x-musnad:{kind}:{quote(id, safe='')}"
