"""The sentence a piece of a report stands in, as evidence."""

from bisect import bisect_right

from musnad.model import Document, Evidence, Sentence, Span, ZoneKind


def sentence_at(doc: Document, offset: int) -> Sentence | None:
    """Return the sentence that holds an offset, `None` between sentences."""
    i = bisect_right(doc.sentences, offset, key=lambda s: s.span.start) - 1
    if i >= 0 and doc.sentences[i].span.end > offset:
        return doc.sentences[i]
    return None


def evidence(doc: Document, span: Span) -> Evidence:
    """Return the sentences from the one that holds the span's start to its end's.

    A span outside every sentence is its own evidence.
    """
    first = sentence_at(doc, span.start)
    last = sentence_at(doc, max(span.start, span.end - 1))
    start = min(first.span.start, span.start) if first else span.start
    end = max(last.span.end, span.end) if last else span.end
    return Evidence(doc.id, start, end, doc.text[start:end])


def in_title(doc: Document, offset: int) -> bool:
    """Say whether an offset lies in a title or heading."""
    sentence = sentence_at(doc, offset)
    return sentence is not None and sentence.zone in {ZoneKind.TITLE, ZoneKind.HEADING}
