"""A case in use: changed files, newer versions, removed reports; on each backend."""

import sqlite3
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from musnad import build, open_case, pipeline
from musnad.case import linked, store
from musnad.case.engine import Database
from musnad.errors import CaseError, UsageError
from musnad.ingest import files
from musnad.model import Document, Failure
from musnad.run.upkeep import reannotate, remove
from tests.case.raw import contents
from tests.run.reports import write

LAYERS = ("documents", "failures", "happenings", "series", "statements", "sources")
_annotate = pipeline.annotate


def built_by_another_version(
    place: str, paths: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Build a case with a version that gave each report another outlet."""
    with monkeypatch.context() as patch:
        for part in (store, linked):
            patch.setattr(part, "VERSION", "0.0.1")
        patch.setattr(pipeline, "annotate", lambda doc: replace(_annotate(doc), outlet="قديم"))
        build(paths, place)


def test_a_file_whose_content_changed_is_held_twice_and_told(place: str, tmp_path: Path) -> None:
    first, second = write(tmp_path / "in", 2)
    assert build([first, second], place).changed == ()
    ids = [first.read_bytes()]
    for n in (1, 2):
        first.write_text(f"{first.read_text(encoding='utf-8')}وعاد الوفد {n}.\n", encoding="utf-8")
        ids.append(first.read_bytes())
        summary = build([first, second], place)
        assert (summary.added, summary.held, summary.changed) == (1, 1, (str(first),))
        assert summary.reports == 2 + n
    with open_case(place) as case:
        held = [h for h in case.reports() if h.document.path == str(first)]
        before = {h.document.id: h.replaces for h in held}
        assert sorted(case.original(i) for i in before) == sorted(ids)
        (last,) = set(before) - set(before.values())
        middle = before[last]
        assert middle is not None
        original = before[middle]
        assert original is not None
        assert [case.original(i) for i in (original, middle, last)] == ids
        assert before[original] is None
    assert build([first, second], place).changed == ()


def test_what_the_file_held_first_can_be_removed(place: str, tmp_path: Path) -> None:
    (path,) = write(tmp_path / "in", 1)
    build([path], place)
    with open_case(place) as case:
        (first,) = case.ids()
    path.write_text("عاد وفد جبهة الوادي إلى لولان يوم الأحد.\n", encoding="utf-8")
    build([path], place)
    remove(place, [first])
    with open_case(place) as case:
        (held,) = case.reports()
        assert held.replaces is None


def test_the_bytes_are_kept_as_is_where_they_do_not_shrink(place: str) -> None:
    with open_case(place, create=True) as case:
        for id, data in (("a.1", b"x"), ("b.1", b"x" * 1000)):
            case.add(Document(id, f"{id}.txt", "x"), data)
            assert case.original(id) == data
    packing = {row["id"]: row["packing"] for row in contents(place)["documents"]}
    assert packing == {"a.1": "none", "b.1": "zlib"}


def test_a_newer_version_annotates_from_the_bytes_kept(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = write(tmp_path / "in", 5)
    built_by_another_version(place, paths, monkeypatch)
    for path in paths:
        path.unlink()
    done = reannotate(place)
    assert (len(done.done), done.reports, done.failures) == (5, 5, ())
    with open_case(place) as case:
        assert case.linked
        assert not any(d.outlet == "قديم" for d in case.documents())
    assert reannotate(place).done == ()
    write(tmp_path / "in", 5)
    fresh = tmp_path / "fresh"
    build(paths, fresh)
    anew, once = contents(place), contents(fresh)
    assert {n: anew[n] for n in LAYERS} == {n: once[n] for n in LAYERS}


def test_what_this_version_annotated_is_annotated_again_when_asked(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(write(tmp_path / "in", 3), place)
    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "annotate", lambda doc: replace(_annotate(doc), outlet="جديد"))
        assert reannotate(place).done == ()
        assert len(reannotate(place, everything=True).done) == 3
    with open_case(place) as case:
        assert [d.outlet for d in case.documents()] == ["جديد"] * 3
        assert not {s.outlet for s in case.links().statements} - {"جديد"}


def test_a_report_that_a_newer_version_can_not_annotate_stays_as_it_was(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = write(tmp_path / "in", 3)
    built_by_another_version(place, paths, monkeypatch)

    def fragile(doc: Document) -> Document:
        if doc.path == str(paths[1]):
            raise ValueError("a mistake")
        return _annotate(doc)

    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "annotate", fragile)
        done = reannotate(place)
    assert len(done.done) == 2
    assert [f.path for f in done.failures] == [str(paths[1])]
    with open_case(place) as case:
        assert [d.outlet for d in case.documents()].count("قديم") == 1
        assert [f.path for f in case.failures()] == [str(paths[1])]
        assert len(case.ids(stale=True)) == 1
    assert len(reannotate(place).done) == 1
    with open_case(place) as case:
        assert case.failures() == ()


def test_a_removed_report_leaves_the_case_as_if_it_had_never_been(
    place: str, tmp_path: Path
) -> None:
    paths = write(tmp_path / "in", 6)
    build(paths, place)
    with open_case(place) as case:
        by_id = next(i for i in case.ids() if i.startswith("report001"))
    assert len(remove(place, [str(paths[4]), by_id]).done) == 2
    build([p for i, p in enumerate(paths) if i not in {1, 4}], tmp_path / "never")
    after, never = contents(place), contents(tmp_path / "never")
    assert {n: after[n] for n in LAYERS} == {n: never[n] for n in LAYERS}
    with open_case(place) as case:
        assert case.linked


def test_a_report_that_is_not_held_is_told_and_nothing_removed(place: str, tmp_path: Path) -> None:
    paths = write(tmp_path / "in", 2)
    build(paths, place)
    with pytest.raises(UsageError, match=r"other\.txt: .* holds no report .* musnad reports"):
        remove(place, [str(paths[0]), "other.txt"])
    with open_case(place) as case:
        assert len(case.ids()) == 2


def test_removing_waits_for_the_links_of_what_another_run_adds(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = write(tmp_path / "in", 4)
    build(paths[:3], place)
    held = store.Case.remove

    def meanwhile(self: store.Case, *args: object) -> bool:
        monkeypatch.setattr(store.Case, "remove", held)
        build(paths, place)
        return held(self, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(store.Case, "remove", meanwhile)
    assert remove(place, [str(paths[0])]).reports == 3
    with open_case(place) as case:
        assert case.linked
        assert {s.document for s in case.links().statements} == set(case.ids())


def test_nothing_of_a_removed_report_stays_in_the_file(tmp_path: Path) -> None:
    kept, gone = tmp_path / "kept.txt", tmp_path / "gone.txt"
    kept.write_text("عاد وفد جبهة الوادي إلى لولان يوم الأحد.\n", encoding="utf-8")
    gone.write_text("قال مروان السهلي إن الوفد غادر لولان.\n" * 3, encoding="utf-8")
    build([kept, gone], tmp_path / "c")
    with open_case(tmp_path / "c") as case:
        assert len(case.search("السهلي")) == 3
    name, packed = "السهلي".encode(), zlib.compress(gone.read_bytes())
    file = (tmp_path / "c").read_bytes()
    assert name in file
    assert packed in file
    remove(tmp_path / "c", [str(gone)])
    file = (tmp_path / "c").read_bytes()
    assert name not in file
    assert packed not in file
    with sqlite3.connect(tmp_path / "c") as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_first_build_that_fails_leaves_no_case(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "empty.txt").touch()
    summary = build([tmp_path / "in"], place)
    assert (summary.added, len(summary.failures)) == (0, 1)
    with pytest.raises(CaseError, match="no such case"):
        open_case(place)
    monkeypatch.setattr(files, "find", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        build([tmp_path / "in"], place)
    with pytest.raises(CaseError, match="no such case"):
        open_case(place)


def test_a_build_that_fails_leaves_a_case_that_was_there(place: str, tmp_path: Path) -> None:
    open_case(place, create=True).close()
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "empty.txt").touch()
    build([tmp_path / "in"], place)
    with open_case(place) as case:
        assert [f.reason for f in case.failures()] != []


def test_a_new_case_that_another_run_fills_meanwhile_is_left(place: str) -> None:
    first = Database(place, create=True)
    with open_case(place) as second:
        second.fail(Failure("b.txt", "empty"))
        second.add(Document("a.1", "a.txt", "x"), b"x")
        first.discard()
    with open_case(place) as case:
        assert case.ids() == ("a.1",)


def test_a_new_file_that_another_run_has_open_is_left(tmp_path: Path) -> None:
    first = Database(tmp_path / "c", create=True)
    with open_case(tmp_path / "c") as second:
        assert second.ids() == ()
        first.discard()
        second.add(Document("a.1", "a.txt", "x"), b"x")
    with open_case(tmp_path / "c") as case:
        assert case.ids() == ("a.1",)
