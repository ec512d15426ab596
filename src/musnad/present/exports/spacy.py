"""spaCy DocBin: names as entities; attributions, events, times and figures as span groups.

Source: https://spacy.io/api/docbin. Read it with `DocBin().from_disk(PATH).get_docs(vocab)`.
"""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin, Span
from spacy.util import filter_spans, get_words_and_spaces
from spacy.vocab import Vocab

from musnad.model import Document
from musnad.model import Span as Range
from musnad.present.exports.contents import Contents
from musnad.text.tokenize import tokens


def write(contents: Contents, path: Path) -> None:
    """Write every report with its text, whitespace and all, and its metadata as user data."""
    vocab = spacy.blank("ar").vocab
    out = DocBin(store_user_data=True)
    for report in contents.reports():
        out.add(_doc(report, vocab))
    out.to_disk(path)


def _doc(report: Document, vocab: Vocab) -> Doc:
    text = report.text
    ranges = _ranges(report)
    words, spaces = get_words_and_spaces(list(_words(text, ranges)), text)
    doc = Doc(vocab, words=words, spaces=spaces)
    groups: dict[str, list[Span]] = {}
    for group, label, r in ranges:
        span = doc.char_span(r.start, r.end, label=label, alignment_mode="expand")
        if span is not None:
            groups.setdefault(group, []).append(span)
    doc.set_ents(filter_spans(groups.pop("names", [])), default="outside")
    for group, spans in groups.items():
        doc.spans[group] = spans
    doc.user_data.update(
        {k: getattr(report, k) for k in ("id", "url", "title", "outlet", "byline", "published")}
    )
    return doc


def _words(text: str, ranges: list[tuple[str, str, Range]]) -> Iterator[str]:
    """Yield all of a text but its spaces in words, cut where an annotation begins or ends."""
    edges = {e for t in tokens(text) for e in (t.start, t.end)}
    edges |= {e for _, _, r in ranges for e in (r.start, r.end)}
    for start, end in pairwise(sorted(edges | {0, len(text)})):
        yield from text[start:end].split()


def _ranges(report: Document) -> list[tuple[str, str, Range]]:
    """Return the group, label and range of every annotation, by group in order of the text."""
    out = [("names", m.label.value, m.span) for m in report.mentions]
    out += [("times", t.type.value, t.span) for t in report.timexes]
    out += [("figures", q.measure.value, q.span) for q in report.quantities]
    out += [("cues", a.kind.value, a.cue) for a in report.attributions]
    out += [("sources", a.kind.value, a.source) for a in report.attributions if a.source]
    out += [("contents", a.quote.value, a.content) for a in report.attributions]
    out += [("events", e.type.value, e.span) for e in report.events]
    out += [("sentences", s.zone.value, s.span) for s in report.sentences]
    return out
