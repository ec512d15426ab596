"""Every row of every rule table fires in its example and not in its counter-example.

A table joins by one entry in `TABLES`: its file, array, row type, and the layer whose
`rule` names the rows that fired.
"""

from collections.abc import Callable
from dataclasses import replace

import pytest

from musnad import lexicon, pipeline
from musnad.annotate import grammar, numerals, times
from musnad.model import Document

Fired = Callable[[Document], set[str]]
TABLES: list[tuple[str, str, type[lexicon.Row], Fired]] = [
    ("times", "class", grammar.ClassRow, lambda d: times.fired(d.text)),
    ("times", "piece", grammar.PieceRow, lambda d: times.fired(d.text)),
    ("times", "pattern", grammar.PatternRow, lambda d: times.fired(d.text)),
    ("numerals", "numeral", numerals.NumeralRow, lambda d: numerals.kinds_in(d.text)),
]
# e.g. ("cues", "cue", attributions.Cue, lambda d: {a.rule for a in d.attributions})

ROWS = [
    pytest.param(row, fired, id=f"{table}:{row.id}")
    for table, array, kind, fired in TABLES
    for row in lexicon.load(table, array, kind)
]


def annotated(text: str) -> Document:
    """One sentence as a report of its own, published on 7 September 2025."""
    doc = Document(id="row", path="row", text=text, lang="ar", published="2025-09-07")
    return replace(pipeline.annotate(doc), published="2025-09-07")


@pytest.mark.parametrize(("row", "fired"), ROWS)
def test_row_proves_itself(row: lexicon.Row, fired: Fired) -> None:
    assert row.id in fired(annotated(row.example)), "the row is silent in its example"
    assert row.id not in fired(annotated(row.counter)), "the row fires in its counter-example"
