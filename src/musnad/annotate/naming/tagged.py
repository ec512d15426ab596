"""Names by the votes of lists, context and the encoder: the likeliest reading of each sentence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from musnad.annotate.naming import encoder, learnt, ownnames, people
from musnad.annotate.naming.nameline import Found, Line
from musnad.annotate.naming.vocabulary import Form
from musnad.model import Label

if TYPE_CHECKING:
    from musnad.annotate.naming.encoder import Scores, Tag

_WEIGHTS = {
    "user": (40.0, 40.0),
    "document": (5.0, 6.0),
    "shape": (3.5, 1.5),
    "title": (2.5, 1.0),
    "body": (5.0, 6.0),
    "place": (1.0, 0.5),
    "organization": (5.0, 6.0),
}
"""What each kind of evidence adds to the log-odds of a name, and of its label and limits.

The user's own names are taken as they are. A document's own words prove a name by their context,
wherever it stands; a shape is that of a person's name without a title; a body is built round a
noun of kind (`وزارة`, ministry); places and organisations are rows of lists. Many places give
their names to clubs, firms and families, so that a row says little there; an organisation's name is
nearly always its own.
"""

_SIGN = 1.0
"""What each point of a sign's weight adds to the log-odds of a place after it, if it is a name."""

_SURE = 0.9
"""The least sureness of a name that the encoder finds."""

_SURE_OF_ORDINARY = 0.97
"""The least sureness of a name that is one ordinary word: a title, a people, a common noun."""

_PLACE = encoder.LABELS.index("B-LOC")
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

    Returns the ordinary words that the encoder alone takes for names without being very sure: a
    family name may be one.
    """
    before = {(f.start, f.end): f for f in piece.line.found if piece.start <= f.start < piece.end}
    for found in before.values():
        at, end = found.start - piece.start, min(found.end, piece.end) - piece.start
        name, reading = _WEIGHTS[_evidence(found)]
        inside = encoder.LABELS.index(f"I-{found.label}")
        scores[at:end, 0] -= name
        scores[at, inside - 1] += reading
        scores[at + 1 : end, inside] += reading
        if _evidence(found) == "user":
            scores[end : end + 1, inside] -= reading
    for at, form in enumerate(piece.line.forms[piece.start : piece.end - 1], 1):
        scores[at, _PLACE] += _SIGN * learnt.place_signs(form)
    kept: list[Found] = []
    doubtful: list[Found] = []
    for tag in encoder.tags(encoder.normal(scores)):
        span = piece.start + tag.start, piece.start + tag.end
        same = before.get(span)
        found_now = same if same and same.label is tag.label else _found(piece, tag, seen)
        if found_now:
            unsure = found_now is not same and tag.sureness < _SURE_OF_ORDINARY
            doubt = unsure and _is_ordinary(piece.line, found_now)
            (doubtful if doubt else kept).append(found_now)
    piece.line.replace(piece.start, piece.end, kept)
    return doubtful


def _is_ordinary(line: Line, found: Found) -> bool:
    form = line.forms[found.start]
    alone = found.end - found.start == 1
    return alone and bool(form.demonym or form.common or form.title)


def _evidence(found: Found) -> str:
    kinds = {rule.split(".")[0] for rule in found.rules}
    if ownnames.RULE in kinds:
        return "user"
    if "sign" in kinds:
        return "document"
    if found.label is Label.PER:
        return "shape" if found.title is None and found.name is None else "title"
    if "body" in kinds:
        return "body"
    return "place" if found.label is Label.LOC else "organization"


def _found(piece: _Piece, tag: "Tag", seen: set[str]) -> Found | None:
    """Return a tag as a name, marks at its edges and proclitics left out, if it is sure."""
    start, end = piece.start + tag.start, piece.start + tag.end
    forms = piece.line.forms
    while start < end and not forms[start].word:
        start += 1
    while end > start and not forms[end - 1].word:
        end -= 1
    if start == end or tag.sureness < _SURE:
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
