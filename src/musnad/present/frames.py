"""Listings as polars frames: the fields of their JSON, typed, so that an empty one is typed too."""

from collections.abc import Mapping
from typing import TypeAlias

import polars as pl
from polars.datatypes import DataType, DataTypeClass

from musnad.case.search import Hit
from musnad.jsonl import Json
from musnad.model import Entity, FigureSeries, SourceProfile, Statement
from musnad.present import disagreements as differ
from musnad.present import entities as named
from musnad.present import figures as counted
from musnad.present import search as sought
from musnad.present import sources as quoted
from musnad.present import statements as said
from musnad.present import stories as told
from musnad.present.chronology import Entry
from musnad.present.chronology import as_json as entry_json
from musnad.present.disagreements import Shown
from musnad.present.stories import Told

Schema: TypeAlias = Mapping[str, DataType | DataTypeClass]

_NAMES = pl.List(pl.String)
_EVIDENCE = pl.Struct(
    {"document": pl.String, "start": pl.Int64, "end": pl.Int64, "text": pl.String}
)
_REPORT = pl.Struct(dict.fromkeys(("document", "outlet", "published", "url"), pl.String))
_SAID = pl.Struct(
    {
        **dict.fromkeys(("document", "id", "speaker", "source", "kind", "date"), pl.String),
        "chain": _NAMES,
    }
)
_ORIGINS = pl.Struct(
    {
        **dict.fromkeys(("min", "max"), pl.Int64),
        "list": pl.List(pl.Struct({"name": pl.String, "kind": pl.String, "documents": _NAMES})),
        "alone": pl.Boolean,
        "why": pl.String,
    }
)
_REVIEW = pl.Struct(
    {
        **dict.fromkeys(("state", "who", "at", "why"), pl.String),
        "corrected": _NAMES,
        "changed": pl.List(pl.Struct({"field": pl.String, "seen": _NAMES, "now": _NAMES})),
        **dict.fromkeys(("notes", "decisions"), _NAMES),
    }
)
_ENTRY: Schema = {
    **dict.fromkeys(("id", "date"), pl.String),
    **dict.fromkeys(("earliest", "latest"), pl.Date),
    **dict.fromkeys(("precision", "dated_by", "type", "mode", "status"), pl.String),
    **dict.fromkeys(("denied_by", "participants"), _NAMES),
    **dict.fromkeys(("place", "sentence"), pl.String),
    "review": _REVIEW,
    "mentions": _NAMES,
    "evidence": pl.List(_EVIDENCE),
    "reports": pl.List(_REPORT),
    "origins": _ORIGINS,
    "statements": pl.List(_SAID),
    "disagreements": pl.List(pl.Struct(dict.fromkeys(("id", "kind"), pl.String))),
    "stories": _NAMES,
    "clocks": pl.Struct(
        dict.fromkeys(
            ("happened", "said", "published", "added"),
            pl.Struct(dict.fromkeys(("first", "last"), pl.String)),
        )
    ),
}
_DISAGREEMENT: Schema = {
    **dict.fromkeys(("id", "kind", "happening"), pl.String),
    "sides": pl.List(
        pl.Struct(
            {
                "side": pl.Int64,
                **dict.fromkeys(("document", "outlet", "published"), pl.String),
                **dict.fromkeys(("start", "end"), pl.Int64),
                "text": pl.String,
            }
        )
    ),
}
_STORY: Schema = {
    **dict.fromkeys(("id", "title"), pl.String),
    "names": _NAMES,
    **dict.fromkeys(("earliest", "latest"), pl.Date),
    "documents": _NAMES,
}
_STATEMENT: Schema = {
    **dict.fromkeys(("id", "document", "date", "dated_by"), pl.String),
    "published": pl.Date,
    **dict.fromkeys(
        ("outlet", "speaker", "source", "kind", "cue", "content", "quote", "told", "via"),
        pl.String,
    ),
    "within": pl.String,
    "chain": _NAMES,
    "hops": pl.List(pl.Struct(dict.fromkeys(("name", "kind", "words"), pl.String))),
    **dict.fromkeys(("same_as", "factuality", "role"), pl.String),
    "unnamed": pl.Struct(
        {
            "number": pl.Int64,
            **dict.fromkeys(("nationality", "office", "party", "reason"), pl.String),
        }
    ),
    **dict.fromkeys(("introduced", "place", "occasion"), pl.String),
    "review": _REVIEW,
    "evidence": pl.List(_EVIDENCE),
}
_FIGURE: Schema = {
    "series": pl.Int64,
    **dict.fromkeys(("measure", "population", "place", "event", "counted_by"), pl.String),
    "cumulative": pl.Boolean,
    **dict.fromkeys(("value", "low", "high"), pl.Float64),
    **dict.fromkeys(("bound", "document"), pl.String),
    **dict.fromkeys(("start", "end"), pl.Int64),
    "text": pl.String,
    **dict.fromkeys(("published", "as_of"), pl.Date),
    "chain": _NAMES,
    "id": pl.String,
    "review": _REVIEW,
}
_SOURCE: Schema = {
    **dict.fromkeys(("name", "kind"), pl.String),
    **dict.fromkeys(("statements", "documents"), pl.Int64),
    **dict.fromkeys(("outlets", "via", "told"), _NAMES),
}

_ENTITY: Schema = {
    **dict.fromkeys(("id", "kind", "name", "english", "english_from", "type"), pl.String),
    "mentions": pl.Int64,
    "documents": _NAMES,
    "variants": pl.List(
        pl.Struct({"name": pl.String, "mentions": pl.Int64, "documents": pl.Int64})
    ),
    "roles": pl.List(
        pl.Struct({"role": pl.String, "mentions": pl.Int64, "first": pl.String, "last": pl.String})
    ),
    "joins": pl.List(
        pl.Struct({**dict.fromkeys(("name", "other", "reason"), pl.String), "documents": _NAMES})
    ),
}

_HIT: Schema = {
    "document": pl.String,
    **dict.fromkeys(("start", "end"), pl.Int64),
    **dict.fromkeys(("text", "snippet"), pl.String),
    "highlights": pl.List(pl.Struct({"start": pl.Int64, "end": pl.Int64})),
    "outlet": pl.String,
    "published": pl.Date,
    "url": pl.String,
    "score": pl.Float64,
}


def chronology(entries: tuple[Entry, ...]) -> pl.DataFrame:
    """Return one row an entry, in order; `sentence` is the first of its evidence."""
    rows = [{**entry_json(e), "sentence": e.happening.evidence[0].text} for e in entries]
    return _frame(rows, _ENTRY)


def statements(found: tuple[Statement, ...]) -> pl.DataFrame:
    """Return one row a statement, in order."""
    return _frame([said.as_json(s) for s in found], _STATEMENT)


def figures(found: tuple[FigureSeries, ...]) -> pl.DataFrame:
    """Return one row a figure; `series` numbers the series it is a point of."""
    rows: list[dict[str, Json]] = []
    for n, one in enumerate(found):
        shared = {"series": n, **counted.as_json(one)}
        rows += [{**shared, **point} for point in counted.points_as_json(one)]
    return _frame(rows, _FIGURE)


def disagreements(found: tuple[Shown, ...]) -> pl.DataFrame:
    """Return one row a disagreement, its sentences in `sides`."""
    return _frame([differ.as_json(s) for s in found], _DISAGREEMENT)


def stories(found: tuple[Told, ...]) -> pl.DataFrame:
    """Return one row a story, those with most reports first."""
    return _frame([told.as_json(t) for t in found], _STORY)


def sources(found: tuple[SourceProfile, ...]) -> pl.DataFrame:
    """Return one row a source, the most quoted first."""
    return _frame([quoted.as_json(p) for p in found], _SOURCE)


def entities(found: tuple[Entity, ...]) -> pl.DataFrame:
    """Return one row an entity, the most mentioned first."""
    return _frame([named.as_json(e) for e in found], _ENTITY)


def search(found: tuple[Hit, ...]) -> pl.DataFrame:
    """Return one row a hit, the best first."""
    return _frame([sought.as_json(h) for h in found], _HIT)


def _frame(rows: list[dict[str, Json]], schema: Schema) -> pl.DataFrame:
    """Return rows under a schema; columns of days are read from ISO days."""
    days = [name for name, kind in schema.items() if kind == pl.Date]
    read = {name: pl.String if name in days else kind for name, kind in schema.items()}
    kept = [{name: row.get(name) for name in schema} for row in rows]
    return pl.DataFrame(kept, schema=read).with_columns(pl.col(days).str.to_date(strict=False))
