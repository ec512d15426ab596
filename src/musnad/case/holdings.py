"""What a case holds, and what became of a report that was to be added: the types alone."""

from dataclasses import dataclass
from enum import IntEnum

from musnad.model import Document


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a case holds: Arabic and other reports, those undated, first and last day."""

    reports: int
    not_arabic: int
    undated: int
    published: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Held:
    """A report as the case holds it.

    `sha256` is its file's, in hexadecimal digits, `version` of the Musnad that annotated it,
    `replaces` the id of what the same file held before its content changed, `added` when it was
    added (an ISO time in UTC; `None` in a case that an older Musnad made).
    """

    document: Document
    sha256: str
    version: str
    replaces: str | None
    added: str | None = None


class Added(IntEnum):
    """What became of a document that was to be added; false where nothing changed.

    `ANEW`: only its layers were replaced; `CHANGED`: its file held something else before.
    """

    HELD = 0
    NEW = 1
    ANEW = 2
    CHANGED = 3
