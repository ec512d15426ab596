"""Opening a case file: what is wrong with it is told apart, with the remedy."""

import os
import sqlite3
from pathlib import Path

import pytest

from musnad.case import schema
from musnad.case.store import open_case
from musnad.errors import CaseError, CaseWriteError
from musnad.model import Failure


def test_the_file_says_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "talks.musnad"
    open_case(path, create=True).close()
    with sqlite3.connect(path) as db:
        assert db.execute("PRAGMA application_id").fetchone() == (schema.APPLICATION_ID,)
        assert db.execute("PRAGMA user_version").fetchone() == (schema.SCHEMA_VERSION,)
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)


@pytest.mark.parametrize("create", [False, True])
def test_a_newer_case_is_left_alone(tmp_path: Path, create: bool) -> None:
    path = tmp_path / "c"
    open_case(path, create=True).close()
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(CaseError, match=r"c: made by a newer Musnad.*upgrade"):
        open_case(path, create=create)


@pytest.mark.parametrize("create", [False, True])
def test_another_file_is_left_alone(tmp_path: Path, create: bool) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("غادر الوفد لولان.\n" * 100)
    before = path.read_bytes()
    with pytest.raises(CaseError, match=r"notes\.txt: is not a Musnad case"):
        open_case(path, create=create)
    assert path.read_bytes() == before


@pytest.mark.parametrize("create", [False, True])
def test_another_database_is_left_alone(tmp_path: Path, create: bool) -> None:
    path = tmp_path / "other.sqlite"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE things (id)")
    before = path.read_bytes()
    with pytest.raises(CaseError, match=r"other\.sqlite: is not a Musnad case \(.*other program"):
        open_case(path, create=create)
    assert path.read_bytes() == before


def test_a_missing_file_is_not_made_unasked(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match=r"c: no such case; make one with: musnad build"):
        open_case(tmp_path / "c")
    assert not list(tmp_path.iterdir())


def test_a_file_left_empty_by_a_kill_is_made_a_case(tmp_path: Path) -> None:
    path = tmp_path / "c"
    path.touch()
    with pytest.raises(CaseError, match="is empty"):
        open_case(path)
    with open_case(path, create=True) as case:
        assert case.failures() == ()


def test_a_place_that_can_not_hold_a_case(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for place, why in (
        (tmp_path, "is a folder"),
        (tmp_path / "no" / "c", "the folder .* does not exist"),
        (tmp_path / "file" / "c", "c: "),
    ):
        with pytest.raises(CaseError, match=why):
            open_case(place, create=True)


def test_a_folder_that_can_not_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(CaseError, match=r"c: can't be written; choose another place"):
        open_case(tmp_path / "c", create=True)
    assert not list(tmp_path.iterdir())


def test_a_case_that_may_only_be_read_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "c"
    with open_case(path, create=True) as case:
        case.fail(Failure("a.txt", "empty"))
    monkeypatch.setattr(os, "access", lambda path, mode: mode == os.R_OK)
    with open_case(path) as case:
        assert case.failures() == (Failure("a.txt", "empty"),)
        with pytest.raises(CaseWriteError, match="readonly"):
            case.forgive("a.txt")
    assert [p.name for p in tmp_path.iterdir()] == ["c"]


def test_a_broken_case_is_told(tmp_path: Path) -> None:
    path = tmp_path / "c"
    with open_case(path, create=True) as case:
        case.fail(Failure("a.txt", "empty"))
    path.write_bytes(path.read_bytes()[:4096] + b"\xff" * 20000)
    with pytest.raises(CaseError, match="c: "), open_case(path) as case:
        case.failures()


def test_names_with_signs_of_addresses_in_them(tmp_path: Path) -> None:
    path = tmp_path / "قضية ?mode=ro #1 %20.musnad"
    open_case(path, create=True).close()
    assert [p.name for p in tmp_path.iterdir()] == [path.name]
