"""The Parquet of annotated reports: the annotation format, column by column; whole files only."""

import sys
from pathlib import Path

import polars
import pyarrow.parquet as pq
import pytest

from musnad import jsonl
from musnad.errors import UsageError
from musnad.model import Document, Failure
from musnad.run import local
from musnad.run.cluster import table
from musnad.run.cluster.annotating import done
from musnad.run.examples import talks
from musnad.run.inputs import inputs
from musnad.version import VERSION


@pytest.fixture(scope="module")
def annotated() -> list[table.Annotated]:
    from musnad.run.cluster.sources import row

    found = [row(item) for item in inputs([talks()])]
    return [done(str(r["name"]), str(r["sha256"]), _data(r["data"]), None) for r in found]


def _data(value: object) -> bytes:
    assert isinstance(value, bytes)
    return value


def _plain(value: object) -> object:
    """Return a value as JSON has it, so that Parquet's and the format's can be compared."""
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    return value


def test_a_row_holds_what_the_annotation_format_does(
    tmp_path: Path, annotated: list[table.Annotated]
) -> None:
    place = str(tmp_path / "out.parquet")
    table.write(place, annotated)
    rows = {r["name"]: r for r in pq.read_table(f"{place}/documents").to_pylist()}
    assert len(rows) == len(annotated) == 16
    for one in annotated:
        assert isinstance(one.result, Document)
        told = jsonl.as_json(one.result)
        about = told.pop("doc")
        assert isinstance(about, dict)
        row = rows[one.name]
        for name, value in (*about.items(), *told.items()):
            assert _plain(row[name]) == _plain(value), name
        assert (row["sha256"], row["musnad"]) == (one.sha256, VERSION)


def test_other_programs_read_it(tmp_path: Path, annotated: list[table.Annotated]) -> None:
    place = str(tmp_path / "out.parquet")
    table.write(place, annotated)
    frame = polars.read_parquet(f"{place}/documents/*.parquet")
    said = frame.explode("attributions").select(
        polars.col("attributions").struct.field("kind"),
        polars.col("attributions").struct.field("content").struct.field("text"),
    )
    expected = sum(len(a.result.attributions) for a in annotated if isinstance(a.result, Document))
    assert said.drop_nulls().height == expected


def test_a_dataset_is_a_case_without_any_reading(
    tmp_path: Path, annotated: list[table.Annotated], monkeypatch: pytest.MonkeyPatch
) -> None:
    from musnad import pipeline
    from musnad.case.store import open_case

    place = str(tmp_path / "out.parquet")
    table.write(place, [*annotated, table.Annotated("x.pdf", "", b"", Failure("x.pdf", "no text"))])
    local.build([talks()], tmp_path / "read.musnad", workers=1)
    monkeypatch.setattr(pipeline, "annotate", None)
    summary = local.build([place], tmp_path / "taken.musnad")
    assert (summary.added, [f.path for f in summary.failures]) == (16, ["x.pdf"])
    assert local.count([place]) == 17
    with open_case(tmp_path / "read.musnad") as a, open_case(tmp_path / "taken.musnad") as b:
        assert list(a.documents()) == list(b.documents())
        assert a.links() == b.links()
        one = next(iter(b.documents())).id
        assert a.original(one) == b.original(one)
    assert local.build([place], tmp_path / "taken.musnad").held == 16


def test_what_another_version_annotated_is_annotated_anew(
    tmp_path: Path, annotated: list[table.Annotated], monkeypatch: pytest.MonkeyPatch
) -> None:
    place = str(tmp_path / "out.parquet")
    with monkeypatch.context() as older:
        older.setattr(table, "VERSION", "0.0.1")
        table.write(place, annotated[:2])
    assert table.done(place) == set()
    assert [result for _, result in table.stored(place)] == [None, None]
    assert local.build([place], tmp_path / "c.musnad").added == 2


def test_what_stands_twice_is_settled(tmp_path: Path, annotated: list[table.Annotated]) -> None:
    place = str(tmp_path / "out.parquet")
    table.write(place, annotated[:4])
    table.write(place, annotated[:4])
    assert len(table.parts(place, "documents")) == 1
    table.write(place, annotated[2:6])
    table.write(place, annotated[1:3])
    assert table.count(place) == 10
    table.settle(place)
    names = [r["name"] for _, rows in table.read(place, "documents", ["name"]) for r in rows]
    assert sorted(map(str, names)) == sorted(a.name for a in annotated[:6])
    kept = {
        item.path: result for item, result in table.stored(place) if not isinstance(item, Failure)
    }
    assert kept == {a.name: a.result for a in annotated[:6]}


def test_a_file_that_was_not_finished_is_no_part(
    tmp_path: Path, annotated: list[table.Annotated]
) -> None:
    place = tmp_path / "out.parquet"
    table.write(str(place), annotated[:2])
    (place / "documents" / ".part-1.parquet.abc").write_bytes(b"PAR1 half")
    assert table.count(str(place)) == 2
    assert table.is_dataset(str(place))
    assert not table.is_dataset(str(tmp_path))


def test_places_that_cannot_be_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match=r"nowhere://x: can't be used"):
        table.filesystem("nowhere://x")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"pip install 'musnad\[cluster\]'"):
        table.arrow()
