"""The state of one walk from a cue to its content, and how the content is settled."""

from dataclasses import dataclass

from musnad.annotate.saying.cues import Cue
from musnad.annotate.saying.phrases import Line, Range

_NEAR = 8


@dataclass(slots=True)
class Scan:
    """The state of one walk from a cue to its content.

    Without `subject` the cue has none to be found; a `source` given before the walk leaves
    none either. A verb with a pronoun on it, not `bare`, has no other object. `passed` counts
    the words left aside that are no insertion.
    """

    ln: Line
    row: Cue
    start: int
    pos: int
    source: Range | None = None
    told: Range | None = None
    via: Range | None = None
    inserted: bool = False
    aside: bool = False
    comma: bool = False
    loose: bool = False
    called: bool = False
    bare: bool = True
    subject: bool = True
    present: bool = False
    content: int = -1
    clause: bool = True
    skip: int = 0
    passed: int = 0


def settle(s: Scan, at: int, clause: bool = True, skip: int = 0) -> bool:
    """Let the content begin at word `at`, unless the row's own words forbid it."""
    forms = s.ln.forms
    if not set(s.row.unless).isdisjoint(forms[s.start : s.pos]):
        return False
    if s.row.needs and set(s.row.needs).isdisjoint(forms[at : at + _NEAR]):
        return False
    s.content, s.clause, s.skip = at, clause, skip
    return at < len(s.ln.forms)
