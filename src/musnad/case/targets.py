"""What a decision is about, by the names that listings give it.

A happening is named by its id (`h1f…`), a statement or an event of one report as `REPORT/a3`,
`REPORT/e2`, a figure, a name or a time by where it begins in the report's text (`REPORT/q410`,
`REPORT/m12`, `REPORT/t97`), a report by its id, a name throughout the case as `name:NAME`.
"""

import re
from collections.abc import Iterable
from typing import TypeAlias

from musnad.decision import Subject
from musnad.link.reviewing.anchors import readings
from musnad.model import Document, Entity, FigurePoint, Happening, Statement

What: TypeAlias = str | Happening | Statement | FigurePoint | Entity
"""What a decision is about, by name or as a question gave it."""

HAPPENING = re.compile(r"h[0-9a-f]{10}")
NAME = "name:"
AT = {"q": Subject.FIGURE, "m": Subject.MENTION, "t": Subject.TIME}


def item(doc: Document, subject: Subject, id: str) -> object:
    """Return a reading of a report by its id."""
    layers: dict[Subject, Iterable[object]] = {
        Subject.EVENT: doc.events,
        Subject.STATEMENT: doc.attributions,
        Subject.FIGURE: doc.quantities,
        Subject.MENTION: doc.mentions,
        Subject.TIME: doc.timexes,
    }
    pairs = zip(readings(doc, subject), layers[subject], strict=True)
    return next(item for reading, item in pairs if reading.id == id)


def named(what: What) -> str:
    """Return the name of what a decision is about."""
    if isinstance(what, str):
        return what.strip()
    if isinstance(what, Happening):
        return what.id
    if isinstance(what, Entity):
        return f"{NAME}{what.name}"
    if isinstance(what, Statement):
        return f"{what.document}/{what.id}"
    return f"{what.document}/q{what.at}"
