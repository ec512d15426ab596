"""Which agencies a report credits: in its credit lines, and at the end of its text."""

from functools import lru_cache

from musnad.annotate.page import credits as page
from musnad.model import Document, ZoneKind

_LINES = frozenset({ZoneKind.BYLINE, ZoneKind.DATELINE})
_SHORT = 80  # characters of a line that may be a credit


def agencies(doc: Document) -> frozenset[str]:
    """Return the agencies that a report credits, by their names in the table of outlets.

    Whatever they are called there (`رويترز`, `أ ف ب`, `(د ب أ)`), one agency has one name.
    """
    lines = {z.span.of(doc.text) for z in doc.zones if z.kind in _LINES}
    lines |= {line for line in (doc.byline, doc.outlet) if line}
    found = {name for line in lines for name in _named(line)}
    return frozenset(found)


@lru_cache(maxsize=4096)
def _named(text: str) -> frozenset[str]:
    out: set[str] = set()
    for line in text.splitlines():
        if len(line) <= _SHORT:
            credit = page.parse(line)
            out |= {o.row.name for o in credit.outlets if o.row and o.row.agency}
    return frozenset(out)
