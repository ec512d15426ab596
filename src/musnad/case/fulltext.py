"""The index of words, as each database keeps it: SQLite's FTS5, PostgreSQL's tsvector.

Both are given Musnad's own stems as tokens, so that both find the same. A token of a field has
the field's letter before it (`s=حماس`), which no word of a sentence has.
"""

import re
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Connection, text

from musnad.case.query import Any, Node, Term
from musnad.text.normalize import key, keys
from musnad.text.stem import bare, stem
from musnad.text.tokenize import tokens

LETTERS = {"speaker": "s", "place": "p", "outlet": "o", "type": "t"}
"""The letter before a field's tokens."""

JOIN = " JOIN search_sentences s ON s.id = w.id JOIN search_documents d ON d.document = s.document"
"""Joins to words what their sentences and reports are."""

_APART = "="
"""Stands between two values of a field, so that no phrase runs from one into the next."""

_LONGEST = 100
_DELETES_WHOLLY = (3, 42, 0)
"""The SQLite from which the index can leave nothing of what is deleted."""

_ODD = re.compile(r"[^\w=]")
_FUNCTION = keys(
    "في من على إلى عن أن إن أنه أنها التي الذي هذا هذه ذلك ما لا لم لن أو ثم قد كان كانت مع بعد "
    "قبل بين كل غير حتى إذا كما هو هي هم and or the of in to a is was"
)
"""Words in so many sentences that, beside others, they tell nothing; a phrase keeps them."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A sentence's tokens: its words as stems and as bare stems, word for word, and its fields."""

    id: int
    stems: Sequence[str]
    bares: Sequence[str]
    fields: Sequence[str]


def entry(id: int, words: str, fields: Mapping[str, Iterable[str]]) -> Entry:
    """Return what is kept of a sentence."""
    forms = [t.form for t in tokens(words) if t.is_word]
    kept: list[str] = []
    for name, values in fields.items():
        for value in values:
            kept += [_token(LETTERS[name] + _APART), *_stems(Term(value, name))]
    return Entry(id, [_token(stem(f)) for f in forms], [_token(bare(f)) for f in forms], kept)


def _stems(term: Term) -> list[str]:
    head = LETTERS[term.field] + _APART if term.field else ""
    return [_token(head + stem(t.form)) for t in tokens(term.words) if t.is_word]


def _token(word: str) -> str:
    return _ODD.sub("_", word)[:_LONGEST]


@dataclass(frozen=True, slots=True)
class Sought:
    """The stems that a query looks for in sentences."""

    stems: frozenset[str]

    def spans(self, words: str) -> list[tuple[int, int]]:
        """Return where in a text the words stand."""
        forms = (t for t in tokens(words) if t.is_word)
        return [
            (t.start, t.end)
            for t in forms
            if not self.stems.isdisjoint((_token(stem(t.form)), _token(bare(t.form))))
        ]


def looked_for(terms: Iterable[Term]) -> Sought:
    """Return what terms look for."""
    return Sought(frozenset(s for term in terms for s in _stems(term)))


class Index(Protocol):
    """What a database does for the index.

    `found` is a SELECT of sentences that fit the parameter `match`, the best first, `:most` of
    them, with its columns to be put in, a condition on days and, for that, `JOIN`.
    """

    found: str

    def make(self, db: Connection) -> None:
        """Make the index, and what marks the reports that change."""

    def put(self, db: Connection, entries: Sequence[Entry]) -> None:
        """Add sentences."""

    def drop(self, db: Connection, document: str) -> None:
        """Take a document's sentences out."""

    def match(self, node: Node) -> str:
        """Return a query as the database writes it."""


class Fts5:
    """SQLite: three columns, ranked by BM25; a word's own form counts twice its bare one."""

    found = (
        "SELECT {columns}, -search_words.rank AS score FROM search_words"
        " JOIN search_sentences s ON s.id = search_words.rowid"
        " JOIN search_documents d ON d.document = s.document"
        " WHERE search_words MATCH :match {days} ORDER BY search_words.rank LIMIT :most"
    )

    def make(self, db: Connection) -> None:
        """Make the index, and what marks the reports that change."""
        db.exec_driver_sql(
            "CREATE VIRTUAL TABLE search_words USING fts5(stems, bares, fields,"
            " tokenize = \"unicode61 remove_diacritics 0 tokenchars '=_'\")"
        )
        db.exec_driver_sql(
            "INSERT INTO search_words(search_words, rank) VALUES ('rank', 'bm25(1.0, 0.5, 1.0)')"
        )
        if sqlite3.sqlite_version_info >= _DELETES_WHOLLY:
            db.exec_driver_sql(
                "INSERT INTO search_words(search_words, rank) VALUES ('secure-delete', 1)"
            )
        for event, row in (("INSERT", "new"), ("UPDATE", "new"), ("DELETE", "old")):
            put = f"INSERT OR IGNORE INTO search_stale VALUES ({row}.id)"  # noqa: S608
            db.exec_driver_sql(
                f"CREATE TRIGGER search_{event} AFTER {event} ON documents BEGIN {put}; END"
            )

    def put(self, db: Connection, entries: Sequence[Entry]) -> None:
        """Add sentences."""
        rows = [(e.id, " ".join(e.stems), " ".join(e.bares), " ".join(e.fields)) for e in entries]
        db.exec_driver_sql(
            "INSERT INTO search_words(rowid, stems, bares, fields) VALUES (?, ?, ?, ?)", rows
        )

    def drop(self, db: Connection, document: str) -> None:
        """Take a document's sentences out."""
        db.execute(
            text(
                "DELETE FROM search_words WHERE rowid IN"
                " (SELECT id FROM search_sentences WHERE document = :document)"
            ),
            {"document": document},
        )

    def match(self, node: Node) -> str:
        """Return a query in FTS5's language."""
        return _written(node, " AND ", " OR ", lambda kept, but: f"({kept} NOT {but})", _fts_term)


Joined = Callable[[str, str], str]


def _written(
    node: Node, every: str, either: str, but: Joined, term: Callable[[Sequence[str]], str]
) -> str:
    """Return a query in a database's language, its operators and terms as given."""

    def write(node: Node) -> str:
        if isinstance(node, Term):
            return term(_stems(node))
        if isinstance(node, Any):
            return f"({either.join(map(write, node.parts))})"
        telling = [part for part in node.parts if not _is_function(part)] or node.parts
        kept = f"({every.join(map(write, telling))})"
        for part in node.but:
            kept = but(kept, write(part))
        return kept

    return write(node)


def _is_function(node: Node) -> bool:
    return isinstance(node, Term) and node.field is None and not telling(node.words)


def telling(word: str) -> bool:
    """Say whether a word tells anything of the sentence that it stands in.

    >>> telling("في"), telling("هدنة")
    (False, True)
    """
    return key(word) not in _FUNCTION


def _fts_term(words: Sequence[str]) -> str:
    return '"' + " ".join(words) + '"'


class Tsvector:
    """PostgreSQL: a tsvector made of our tokens, a word's stems all at its place."""

    # what is sorted is ranks alone: with the sentences' texts, it would be sorted on disk
    found = (
        "SELECT {columns}, w.score FROM ("  # noqa: S608 - a constant
        "SELECT w.id, ts_rank(w.words, q.q) AS score FROM search_words w{join},"
        " CAST(:match AS tsquery) AS q(q)"
        " WHERE w.words @@ q.q {days} ORDER BY score DESC, w.id LIMIT :most) w"
        f"{JOIN} ORDER BY w.score DESC, w.id"
    )

    def make(self, db: Connection) -> None:
        """Make the index, and what marks the reports that change."""
        db.exec_driver_sql("CREATE TABLE search_words (id BIGINT PRIMARY KEY, words tsvector)")
        db.exec_driver_sql("CREATE INDEX search_words_gin ON search_words USING gin (words)")
        db.exec_driver_sql(
            "CREATE FUNCTION search_mark() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            " INSERT INTO search_stale VALUES (coalesce(NEW.id, OLD.id)) ON CONFLICT DO NOTHING;"
            " RETURN NULL; END $$"
        )
        db.exec_driver_sql(
            "CREATE TRIGGER search_marks AFTER INSERT OR UPDATE OR DELETE ON documents"
            " FOR EACH ROW EXECUTE FUNCTION search_mark()"
        )

    def put(self, db: Connection, entries: Sequence[Entry]) -> None:
        """Add sentences."""
        db.execute(
            text("INSERT INTO search_words (id, words) VALUES (:id, CAST(:words AS tsvector))"),
            [{"id": e.id, "words": _lexemes(e)} for e in entries],
        )

    def drop(self, db: Connection, document: str) -> None:
        """Take a document's sentences out."""
        db.execute(
            text(
                "DELETE FROM search_words WHERE id IN"
                " (SELECT id FROM search_sentences WHERE document = :document)"
            ),
            {"document": document},
        )

    def match(self, node: Node) -> str:
        """Return a query as a tsquery."""
        return _written(node, " & ", " | ", lambda kept, but: f"({kept} & !{but})", _ts_term)


def _ts_term(words: Sequence[str]) -> str:
    return "(" + " <-> ".join(f"'{w}'" for w in words) + ")"


def _lexemes(e: Entry) -> str:
    """Return a tsvector literal: a word's stem (weight A) and bare stem (C) at one place."""
    most = 16_383
    at: dict[str, list[str]] = {}
    for n, (kept, less) in enumerate(zip(e.stems, e.bares, strict=True), 1):
        at.setdefault(kept, []).append(f"{min(n, most)}A")
        if less != kept:
            at.setdefault(less, []).append(f"{min(n, most)}C")
    for n, token in enumerate(e.fields, len(e.stems) + 2):
        at.setdefault(token, []).append(f"{min(n, most)}B")
    return " ".join(f"'{token}':{','.join(places)}" for token, places in at.items())
