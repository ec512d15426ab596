"""A case that an older Musnad made is brought up to date when it is opened, or left as it was."""

import hashlib
import os
import sqlite3
import zlib
from dataclasses import asdict
from pathlib import Path

import msgspec
import pytest

from musnad.case import migrations, schema
from musnad.case.store import open_case
from musnad.errors import CaseError
from musnad.link import link
from musnad.model import Failure
from musnad.version import VERSION
from tests.case.test_store import report

VERSION_1 = """
CREATE TABLE documents (id VARCHAR NOT NULL, path VARCHAR NOT NULL, name VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL, lang VARCHAR, published VARCHAR, version VARCHAR NOT NULL,
    data BLOB NOT NULL, original BLOB NOT NULL, PRIMARY KEY (id));
CREATE INDEX ix_documents_sha256 ON documents (sha256);
CREATE TABLE failures (path VARCHAR NOT NULL, reason VARCHAR NOT NULL, version VARCHAR NOT NULL,
    PRIMARY KEY (path));
CREATE TABLE happenings (position INTEGER NOT NULL, id VARCHAR NOT NULL, type VARCHAR NOT NULL,
    status VARCHAR NOT NULL, date VARCHAR, place VARCHAR, data BLOB NOT NULL,
    PRIMARY KEY (position));
CREATE TABLE series (position INTEGER NOT NULL, measure VARCHAR NOT NULL, population VARCHAR,
    place VARCHAR, data BLOB NOT NULL, PRIMARY KEY (position));
CREATE TABLE sources (position INTEGER NOT NULL, name VARCHAR NOT NULL, kind VARCHAR NOT NULL,
    data BLOB NOT NULL, PRIMARY KEY (position));
CREATE TABLE meta ("key" VARCHAR NOT NULL, value VARCHAR NOT NULL, PRIMARY KEY ("key"));
CREATE TABLE statements (position INTEGER NOT NULL, id VARCHAR NOT NULL,
    document VARCHAR NOT NULL, date VARCHAR, speaker VARCHAR, kind VARCHAR NOT NULL,
    data BLOB NOT NULL, PRIMARY KEY (position),
    FOREIGN KEY(document) REFERENCES documents (id));
PRAGMA application_id = 1297305156;
PRAGMA user_version = 1;
"""
"""What version 1 of the tables was, word for word."""


def case_of_version_1(path: Path) -> None:
    """Make a case as the first Musnad did, of one report that another version annotated."""
    doc = report("a.1")
    found = link([doc])
    digest = hashlib.sha256(b"0.0.1\na.1\t0.0.1").hexdigest()
    happening, statement, said = found.happenings[0], found.statements[0], b"the bytes"
    with sqlite3.connect(path) as db:
        db.executescript(VERSION_1)
        db.execute(
            "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                doc.id,
                doc.path,
                Path(doc.path).name,
                hashlib.sha256(said).hexdigest(),
                doc.lang,
                doc.published,
                "0.0.1",
                msgspec.json.encode(doc),
                zlib.compress(said),
            ),
        )
        h = asdict(happening)
        db.execute(
            "INSERT INTO happenings VALUES (0, ?, ?, ?, ?, ?, ?)",
            (
                *(str(h[k]) for k in ("id", "type", "status", "date", "place")),
                msgspec.json.encode(happening),
            ),
        )
        s = asdict(statement)
        db.execute(
            "INSERT INTO statements VALUES (0, ?, ?, ?, ?, ?, ?)",
            (
                *(str(s[k]) for k in ("id", "document", "date", "speaker", "kind")),
                msgspec.json.encode(statement),
            ),
        )
        db.execute("INSERT INTO failures VALUES ('b.txt', 'empty', '0.0.1')")
        db.execute("INSERT INTO meta VALUES ('linked', ?)", (digest,))
    db.close()


def columns(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return every table's columns, with type, default and place in the key, and what they name."""
    with sqlite3.connect(path) as db:
        names = sorted(n for (n,) in db.execute("SELECT name FROM sqlite_master WHERE sql <> ''"))
        return {
            f"{what} {n}": _listed(what, db.execute(f"PRAGMA {what}({n})").fetchall())
            for n in names
            for what in ("table_info", "foreign_key_list", "index_list")
        }


def _listed(what: str, rows: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """Return what a pragma says, indexes without the order in which they were made."""
    return sorted((row[1:] for row in rows), key=str) if what == "index_list" else rows


def test_an_older_case_has_the_tables_of_a_new_one_then(tmp_path: Path) -> None:
    case_of_version_1(tmp_path / "old")
    open_case(tmp_path / "old").close()
    open_case(tmp_path / "new", create=True).close()
    assert columns(tmp_path / "old") == columns(tmp_path / "new")


def test_nothing_of_an_older_case_is_lost(tmp_path: Path) -> None:
    case_of_version_1(tmp_path / "c")
    with open_case(tmp_path / "c") as case:
        assert case.document("a.1") == report("a.1")
        assert case.original("a.1") == b"the bytes"
        assert case.failures() == (Failure("b.txt", "empty"),)
        assert len(case.links().happenings) == len(case.links().statements) == 1
        assert not case.linked
        assert not case.has("a.1")
        assert case.add(report("a.1"), b"the bytes")
        case.save_links(link(case.documents()))
        assert case.linked


def test_rows_keep_the_version_that_made_them(tmp_path: Path) -> None:
    case_of_version_1(tmp_path / "c")
    open_case(tmp_path / "c").close()
    with sqlite3.connect(tmp_path / "c") as db:
        assert db.execute("SELECT version FROM happenings").fetchall() == [("0.0.1",)]
        assert db.execute("PRAGMA user_version").fetchone() == (schema.SCHEMA_VERSION,)
    assert VERSION != "0.0.1"


def test_a_migration_that_fails_leaves_the_case_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_of_version_1(tmp_path / "c")
    before = columns(tmp_path / "c")
    with monkeypatch.context() as patch:
        broken = {**migrations.STEPS, 1: (*migrations.STEPS[1], "ALTER TABLE nothing RENAME TO x")}
        patch.setattr(migrations, "STEPS", broken)
        with pytest.raises(CaseError, match="can't be opened"):
            open_case(tmp_path / "c")
    assert columns(tmp_path / "c") == before
    with open_case(tmp_path / "c") as case:
        assert case.holdings().reports == 1


def test_an_older_case_that_can_not_be_written_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_of_version_1(tmp_path / "c")
    monkeypatch.setattr(os, "access", lambda path, mode: mode == os.R_OK)
    with pytest.raises(CaseError, match="made by an older Musnad and can't be written; allow"):
        open_case(tmp_path / "c")


@pytest.mark.parametrize("version", range(1, schema.SCHEMA_VERSION))
def test_there_is_a_step_from_every_version(version: int) -> None:
    assert migrations.STEPS[version]
