"""Every row of a case, read past Musnad's own reading."""

from sqlalchemy import MetaData, Table, inspect, select

from musnad.case.engine import Database, Place

Rows = dict[str, list[dict[str, object]]]


def contents(place: Place) -> Rows:
    """Return the rows of every table of a case, as the database itself describes them.

    When a report was added is left out: no two runs agree on that.
    """
    database = Database(place)
    out: Rows = {}
    with database.read() as db:
        for name in inspect(db).get_table_names():
            table = Table(name, MetaData(), autoload_with=db)
            rows = db.execute(select(table)).mappings()
            out[name] = sorted(
                ({k: v for k, v in row.items() if k != "added"} for row in rows),
                key=lambda r: str(next(iter(r.values()))),
            )
    database.close()
    return out
