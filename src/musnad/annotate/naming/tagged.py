"""Names by the votes of lists, context and the encoder: the likeliest reading of each sentence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from musnad.annotate.naming import encoder, people
from musnad.annotate.naming.nameline import Found, Line
from musnad.annotate.naming.vocabulary import Form
from musnad.model import Label

if TYPE_CHECKING:
    from musnad.annotate.naming.encoder import Scores, Tag

_WEIGHTS = {"shape": (4.0, 2.0), "list": (5.0, 2.5), "document": (5.0, 6.0)}
"""What each kind of evidence adds to the log-odds of a name, and of its label and limits.

A shape is a person's without a title; a list is any other row; a document's own words prove
a name by their context, wherever it stands.
"""

_LEAST = {Label.PER: 0.5, Label.ORG: 0.5, Label.LOC: 0.5}
_STOPS = frozenset({".", "!", "?", "؟", "؛"})
_RULE = "encoder"


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of a line's tokens that is read as one sentence."""

    line: Line
    start: int
    end: int

    @property
    def words(self) -> list[str]:
        return [t.span.of(self.line.text) for t in self.line.tokens[self.start : self.end]]


def find(all_lines: Sequence[Line]) -> None:
    """Let the encoder vote on the names of all lines; without a model they stay as they are."""
    model = encoder.installed()
    if model is None:
        return
    pieces = [p for line in all_lines if not line.header for p in _pieces(line)]
    seen = {f.form for line in all_lines for f in line.forms}
    doubtful: list[tuple[Line, Found]] = []
    for piece, scores in zip(pieces, model.scores([p.words for p in pieces]), strict=True):
        doubtful += [(piece.line, f) for f in _vote(piece, scores, seen)]
    families = people.family_names(all_lines)
    for line, found in doubtful:
        name = families.get(line.form(found.start)[found.cut :])
        if name and found.label is Label.PER and line.free(found.start, found.end):
            line.add(replace(found, name=name))


def _pieces(line: Line) -> Iterator[_Piece]:
    start = 0
    for at, form in enumerate(line.forms, 1):
        if at == len(line.forms) or form.form in _STOPS:
            yield _Piece(line, start, at)
            start = at


def _vote(piece: _Piece, scores: "Scores", seen: set[str]) -> list[Found]:
    """Put the names of the likeliest reading in the place of those found before.

    Returns the ordinary words that the encoder alone takes for names: a family name may be one.
    """
    before = {(f.start, f.end): f for f in piece.line.found if piece.start <= f.start < piece.end}
    for found in before.values():
        at, end = found.start - piece.start, min(found.end, piece.end) - piece.start
        name, reading = _WEIGHTS[_evidence(found)]
        inside = encoder.LABELS.index(f"I-{found.label}")
        scores[at:end, 0] -= name
        scores[at, inside - 1] += reading
        scores[at + 1 : end, inside] += reading
    kept: list[Found] = []
    doubtful: list[Found] = []
    for tag in encoder.tags(encoder.normal(scores)):
        span = piece.start + tag.start, piece.start + tag.end
        same = before.get(span)
        found_now = same if same and same.label is tag.label else _found(piece, tag, seen)
        if found_now:
            ordinary = found_now is not same and _is_ordinary(piece.line, found_now)
            (doubtful if ordinary else kept).append(found_now)
    piece.line.replace(piece.start, piece.end, kept)
    return doubtful


def _is_ordinary(line: Line, found: Found) -> bool:
    form = line.forms[found.start]
    alone = found.end - found.start == 1
    return alone and bool(form.demonym or form.common or form.title)


def _evidence(found: Found) -> str:
    if any(rule.startswith("sign.") for rule in found.rules):
        return "document"
    by_shape = found.label is Label.PER and found.title is None and found.name is None
    return "shape" if by_shape else "list"


def _found(piece: _Piece, tag: "Tag", seen: set[str]) -> Found | None:
    """Return a tag as a name, marks at its edges and proclitics left out, if it is sure."""
    start, end = piece.start + tag.start, piece.start + tag.end
    forms = piece.line.forms
    while start < end and not forms[start].word:
        start += 1
    while end > start and not forms[end - 1].word:
        end -= 1
    if start == end or tag.sureness < _LEAST[tag.label]:
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
