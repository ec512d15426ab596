"""An export is whole or not there, and says in one line what stands against it."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from musnad.errors import MusnadError, UsageError
from musnad.model import Document
from musnad.present.exports import Contents, Target, export, target
from tests.present.exports.case import contents, hostile


def failing() -> Contents:
    """Contents whose reports can't be had."""

    def reports() -> Iterator[Document]:
        raise OSError(28, "No space left on device")

    return replace(contents(hostile()), reports=reports)


@pytest.mark.parametrize("kind", [Target.CONLL, Target.FTM, Target.DOCX, Target.BRAT])
def test_a_failed_export_leaves_what_was_there(kind: Target, tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_text("before")
    with pytest.raises(MusnadError, match="No space left on device"):
        export(failing(), kind, path)
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_an_export_replaces_a_file(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_text("before")
    export(contents(hostile()), Target.JSONL, path)
    assert path.read_text(encoding="utf-8").startswith('{"id"')


def test_the_case_itself_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "talks.musnad"
    path.write_text("a case")
    with pytest.raises(UsageError, match="is the case itself"):
        export(contents(hostile()), Target.CSV, tmp_path / "." / "talks.musnad", but=path)
    assert path.read_text() == "a case"


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (lambda folder: folder, "is there already, a folder"),
        (lambda folder: folder / "none" / "a.csv", "does not exist; make it first"),
    ],
)
def test_where_nothing_can_be_written(
    place: Callable[[Path], Path], said: str, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match=said):
        export(contents(hostile()), Target.CSV, place(tmp_path))


def test_a_format_without_its_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    monkeypatch.delitem(sys.modules, "musnad.present.exports.docx", raising=False)
    with pytest.raises(UsageError, match=r"needs docx; install it with: pip install 'musnad\[exp"):
        export(contents(hostile()), Target.DOCX, tmp_path / "a.docx")


def test_an_unknown_format() -> None:
    with pytest.raises(UsageError, match="pdf: no format of an export; give csv, xlsx"):
        target("pdf")
