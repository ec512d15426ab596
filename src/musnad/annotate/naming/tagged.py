"""Names that lists and context left out, as the encoder finds them; sure ones only."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from musnad.annotate.naming import encoder
from musnad.annotate.naming.nameline import Found, Line
from musnad.annotate.naming.vocabulary import Form
from musnad.model import Label

_LEAST = {Label.PER: 0.8, Label.ORG: 0.9, Label.LOC: 0.9}
_STOPS = frozenset({".", "!", "?", "؟", "؛"})
_MOST_WORDS = 100
_RULE = "encoder"


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of a line's tokens that the encoder reads as one sentence."""

    line: Line
    start: int
    end: int

    @property
    def words(self) -> list[str]:
        return [t.span.of(self.line.text) for t in self.line.tokens[self.start : self.end]]


def find(all_lines: Sequence[Line]) -> None:
    """Add to the lines the sure names that overlap none found before; none without a model."""
    model = encoder.installed()
    if model is None:
        return
    pieces = [p for line in all_lines if not line.header for p in _pieces(line)]
    seen = {f.form for line in all_lines for f in line.forms}
    for piece, tags in zip(pieces, model.tag([p.words for p in pieces]), strict=True):
        for tag in tags:
            found = _found(piece, tag, seen)
            if found and piece.line.free(found.start, found.end):
                piece.line.add(found)


def _pieces(line: Line) -> Iterator[_Piece]:
    start = 0
    for at, form in enumerate(line.forms, 1):
        if at == len(line.forms) or form.form in _STOPS or at - start == _MOST_WORDS:
            yield _Piece(line, start, at)
            start = at


def _found(piece: _Piece, tag: encoder.Tag, seen: set[str]) -> Found | None:
    """Return a tag as a name, marks at its edges and proclitics left out, if it is sure."""
    start, end = piece.start + tag.start, piece.start + tag.end
    forms = piece.line.forms
    while start < end and not forms[start].word:
        start += 1
    while end > start and not forms[end - 1].word:
        end -= 1
    if start == end or tag.sureness < _LEAST[tag.label]:
        return None
    if end - start == 1 and (forms[start].demonym or forms[start].common or forms[start].title):
        return None
    return Found(start, end, _cut(forms[start], seen), tag.label, (_RULE,))


def _cut(form: Form, seen: set[str]) -> int:
    """Return the proclitics before a name's first word, as the rest of the document shows them."""
    for reading in form.readings[1:]:
        sure = reading.rest in seen or reading.rest.startswith("ال") or _named(reading.rest, form)
        if reading.cut and sure:
            return reading.cut
    return 0


def _named(rest: str, form: Form) -> bool:
    return form.given is not None and form.form[form.given :] == rest
