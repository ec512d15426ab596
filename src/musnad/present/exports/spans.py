"""Words of reports with their labels, as corpora for annotators and training want them."""

from collections.abc import Iterator

from musnad.model import Document, Mention, Sentence
from musnad.text.tokenize import Token, tokens


def words(report: Document, sentence: Sentence) -> Iterator[tuple[str, str]]:
    """Yield the words of a sentence as they stand, each with its name's label in IOB2.

    A proclitic that is no part of a name (`ب` in `بالرياض`) is a word of its own.
    """
    begun: Mention | None = None
    for token, mention in pieces(report, sentence):
        tag = "O" if mention is None else f"{'I' if mention is begun else 'B'}-{mention.label}"
        begun = mention
        yield token, tag


def pieces(report: Document, sentence: Sentence) -> Iterator[tuple[str, Mention | None]]:
    """Yield the words of a sentence, cut where a name begins or ends, with the name of each."""
    inside = [m for m in report.mentions if sentence.span.covers(m.span)]
    edges = sorted({e for m in inside for e in (m.span.start, m.span.end)})
    for token in tokens(report.text, sentence.span):
        for start, end in _cut(token, edges):
            holding = (m for m in inside if m.span.start <= start and end <= m.span.end)
            yield report.text[start:end], next(holding, None)


def _cut(token: Token, edges: list[int]) -> Iterator[tuple[int, int]]:
    at = token.start
    for edge in edges:
        if at < edge < token.end:
            yield at, edge
            at = edge
    yield at, token.end
