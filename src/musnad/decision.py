"""What people decide about a machine's reading, and what is shown of it: the types alone.

A decision is never changed or removed: another one undoes it. What it is about is anchored to
words in a report by quotation and position (W3C Web Annotation, TextQuoteSelector and
TextPositionSelector), so that it holds when the reading around it changes.
"""

from dataclasses import dataclass
from enum import StrEnum


class Action(StrEnum):
    """What a person does."""

    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"
    MERGE = "merge"
    SPLIT = "split"
    NOTE = "note"
    UNDO = "undo"


class Subject(StrEnum):
    """What a decision is about; an `event` is one report's mention of a happening."""

    HAPPENING = "happening"
    EVENT = "event"
    STATEMENT = "statement"
    FIGURE = "figure"
    MENTION = "mention"
    TIME = "time"
    ENTITY = "entity"
    REPORT = "report"
    DECISION = "decision"


@dataclass(frozen=True, slots=True)
class Anchor:
    """A reading in a report: whose report, and the words that the reading hangs on.

    `source` is the document's id, `sha256` its file's, `name` the file's name, `url` its
    address. `exact` are the words, `prefix` and `suffix` what stands around them, `start` and
    `end` their place in the text. `detail` tells two readings of the same words apart: an
    event's type, a statement's content. A whole report has no words.
    """

    source: str
    sha256: str
    name: str
    url: str | None = None
    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int = 0
    end: int = 0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """One thing decided about: a happening has an anchor for each mention, an entity a name."""

    anchors: tuple[Anchor, ...] = ()
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """A field with its values as text, none where it is empty."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of the log.

    `at` is an ISO 8601 time in UTC. `targets` are what it is about: of a merge, what becomes
    one; of a split, what stays, then each part that leaves. `fields` are the corrected ones as
    they shall be, `seen` how the reading stood when it was decided on. `text` is a note's,
    `undoes` the id of the decision that no longer holds.
    """

    id: str
    at: str
    who: str
    action: Action
    subject: Subject
    targets: tuple[Target, ...] = ()
    why: str | None = None
    fields: tuple[Field, ...] = ()
    seen: tuple[Field, ...] = ()
    text: str | None = None
    undoes: str | None = None


class ReviewState(StrEnum):
    """What people say of a line; `changed`: confirmed once, but the reading differs by now."""

    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    CHANGED = "changed"
    NOTED = "noted"


@dataclass(frozen=True, slots=True)
class Change:
    """A field that is not what a person saw when confirming it."""

    field: str
    seen: tuple[str, ...]
    now: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """What people decided about a line: the last word on it, by whom and when.

    `corrected` names the fields that a person set, `changed` what differs from what was
    confirmed, `notes` the notes in order, `decisions` the ids of all that hold.
    """

    state: ReviewState
    who: str
    at: str
    decisions: tuple[str, ...]
    why: str | None = None
    corrected: tuple[str, ...] = ()
    changed: tuple[Change, ...] = ()
    notes: tuple[str, ...] = ()
