"""Full-text search over the sentences of a case."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import Connection, Row, text

from musnad.case import fulltext
from musnad.case.engine import Database
from musnad.case.index import Progress, bring_up, words
from musnad.case.query import Query
from musnad.model import Span

__all__ = ["Hit", "bring_up", "search"]

Found: TypeAlias = Row[tuple[Any, ...]]
"""A row of what a search selects."""

COLUMNS = "s.document, s.begins, s.ends, s.text, d.outlet, d.published, d.url"
_ON_DAYS = (
    " AND (d.published BETWEEN :first{n} AND :last{n} OR EXISTS (SELECT 1 FROM search_days t"
    " WHERE t.sentence = s.id AND t.earliest <= :last{n} AND t.latest >= :first{n}))"
)
_BY_DAY = (
    "SELECT {columns}, 0.0 AS score FROM search_sentences s"
    " JOIN search_documents d ON d.document = s.document"
    " WHERE 1 = 1 {days} ORDER BY d.published, s.id LIMIT :most"
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence that was found: its place, its text, and where in it the words stand.

    `start` and `end` are offsets into the report's text, and so are `spans`; `score` compares
    the hits of one search, the higher the better.
    """

    document: str
    start: int
    end: int
    text: str
    spans: tuple[Span, ...]
    outlet: str | None
    published: str | None
    url: str | None
    score: float


def search(
    database: Database, query: Query, most: int = 20, progress: Progress | None = None
) -> tuple[Hit, ...]:
    """Return the sentences that fit a query, the best first; by day where only days are asked.

    `progress` is told of the index, where it must be made or brought up to date.

    Raises:
        CaseError: when the case can't be read, or its index can't be brought up to date.
    """
    bring_up(database, progress)
    sought = fulltext.looked_for(query.terms())
    with database.read() as db:
        return tuple(hit(r, sought, float(r.score)) for r in found(db, query, COLUMNS, most))


def found(db: Connection, query: Query, columns: str, most: int) -> Sequence[Found]:
    """Return columns of the sentences that fit a query, and their `score`, the best first."""
    index = words(db.dialect.name)
    wanted: dict[str, str | int] = {"most": most}
    for n, asked in enumerate(query.days):
        wanted |= {f"first{n}": asked.earliest, f"last{n}": asked.latest}
    if query.node:
        wanted["match"] = index.match(query.node)
    on_days = "".join(_ON_DAYS.format(n=n) for n in range(len(query.days)))
    join = fulltext.JOIN if query.days else ""
    form = (index.found if query.node else _BY_DAY).format(columns=columns, days=on_days, join=join)
    return db.execute(text(form), wanted).all()


def hit(row: Found, sought: fulltext.Sought, score: float) -> Hit:
    """Return a sentence that was found, of a row's `COLUMNS`."""
    return Hit(
        document=row.document,
        start=row.begins,
        end=row.ends,
        text=row.text,
        spans=tuple(Span(row.begins + a, row.begins + b) for a, b in sought.spans(row.text)),
        outlet=row.outlet,
        published=row.published,
        url=row.url,
        score=score,
    )
