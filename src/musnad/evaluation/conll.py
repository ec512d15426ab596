"""Names in CoNLL files: reading them, and the labels that our names give their words."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from musnad.annotate import names
from musnad.errors import UsageError
from musnad.model import Document, Span, Zone, ZoneKind

_LINES = 20


def read(path: Path) -> list[list[tuple[str, str]]]:
    """Return the sentences of a file: word first and label last on a line, blank lines between.

    Raises:
        UsageError: when it can't be read, or a line has no label.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as e:
        raise UsageError(f"{path}: can't be read as UTF-8 text ({e}); check the path") from e
    out: list[list[tuple[str, str]]] = [[]]
    for number, line in enumerate(lines, 1):
        fields = line.split()
        if len(fields) > 1:
            out[-1].append((fields[0], fields[-1]))
        elif fields:
            raise UsageError(f"{path}: line {number} has no label; give a word and a label a line")
        elif out[-1]:
            out.append([])
    return [s for s in out if s]


def labelled(sentences: Sequence[Sequence[str]]) -> Iterator[list[str]]:
    """Yield the labels that our names give the words of sentences that follow one another.

    Files keep the order of their reports, so the sentences are read as reports of 20 lines.
    """
    for first in range(0, len(sentences), _LINES):
        group = sentences[first : first + _LINES]
        text = "\n".join(" ".join(words) for words in group)
        zones = (Zone(Span(0, len(text)), ZoneKind.BODY),)
        found = names.annotate(Document(id="", path="", text=text, lang="ar", zones=zones)).mentions
        at = 0
        for words in group:
            out = []
            for word in words:
                end = at + len(word)
                name = next((m for m in found if m.span.start < end and at < m.span.end), None)
                begins = name is not None and name.span.start >= at
                out.append(f"{'B' if begins else 'I'}-{name.label}" if name else "O")
                at = end + 1
            yield out
