"""Zip and tar archives as real programs write them; bombs refused by what comes out of them."""

import io
import subprocess
import tarfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

import musnad
from musnad.ingest import archives
from musnad.ingest.given import Row
from musnad.model import Document, Failure
from tests.ingest.templates import STORIES, page

TEXT = "غادر الوفد المفاوض العاصمة مساء أمس بعد لقاء مع الوسطاء، وقال مصدر مطلع إنه سيعود."


def folder(place: Path) -> Path:
    """Make a folder of two reports, a picture, a hidden file and a table."""
    root = place / "reports"
    (root / "أخبار").mkdir(parents=True)
    (root / "أخبار" / "تقرير.txt").write_text(TEXT, encoding="utf-8")
    (root / "page.html").write_bytes(page("broadcaster", STORIES[0]))
    (root / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    (root / ".DS_Store").write_bytes(b"x")
    (root / "metadata.csv").write_text("file\n", encoding="utf-8")
    return root


def zipped(root: Path, out: Path) -> Path:
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(root.rglob("*")):
            archive.write(path, path.relative_to(root))
    return out


def tarred(root: Path, out: Path) -> Path:
    flag = {".gz": "-z", ".xz": "-J", ".bz2": "-j"}.get(out.suffix, "-v")
    subprocess.run(
        ["tar", "-c", flag, "-f", out, "-C", root, "."], check=True, stdout=subprocess.DEVNULL
    )
    return out


def split(found: Iterable[Row | Failure]) -> tuple[dict[str, bytes], dict[str, str]]:
    rows, failures = {}, {}
    for item in found:
        if isinstance(item, Row):
            rows[item.name.partition("#")[2]] = item.data
        else:
            failures[item.path.partition("#")[2]] = item.reason
    return rows, failures


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz", "a.tar.xz", "a.tar.bz2"])
def test_the_reports_of_an_archive_are_read(tmp_path: Path, name: str) -> None:
    root = folder(tmp_path)
    make = zipped if name.endswith("zip") else tarred
    path = make(root, tmp_path / name)
    rows, failures = split(archives.rows(path))
    assert rows == {
        "أخبار/تقرير.txt": TEXT.encode(),
        "page.html": page("broadcaster", STORIES[0]),
    }
    assert failures["photo.jpg"].startswith("unknown kind .jpg")
    assert failures["metadata.csv"].startswith("a table inside an archive is not read")
    assert len(failures) == 2
    found = [d for d in musnad.annotate_files([path]) if isinstance(d, Document)]
    assert {d.path for d in found} == {f"{path}#{name}" for name in rows}
    assert STORIES[0].title in {d.title for d in found}


def test_a_zip_bomb_is_refused_and_what_came_before_is_read(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", TEXT)
        for i in range(6):
            archive.writestr(f"{i}.txt", b"\0" * (19 * 1024 * 1024))
    assert path.stat().st_size < 200_000
    rows, failures = split(archives.rows(path))
    assert "a.txt" in rows
    assert len(rows) < 7
    assert "looks like a bomb" in failures[""]


def test_a_tar_bomb_is_refused_even_in_a_member_that_is_not_wanted(tmp_path: Path) -> None:
    path = tmp_path / "bomb.tar.gz"
    zeros = 200 * 1024 * 1024
    with tarfile.open(path, "w:gz", compresslevel=9) as archive:
        info = tarfile.TarInfo("video.mp4")
        info.size = zeros
        with (tmp_path / "zeros").open("wb") as file:
            file.truncate(zeros)
        with (tmp_path / "zeros").open("rb") as file:
            archive.addfile(info, file)
        report = tarfile.TarInfo("after.txt")
        report.size = len(TEXT.encode())
        archive.addfile(report, io.BytesIO(TEXT.encode()))
    rows, failures = split(archives.rows(path))
    assert "after.txt" not in rows
    assert "looks like a bomb" in failures[""]


def test_a_member_that_lies_about_its_size_is_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "lie.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("big.txt", b"a" * (21 * 1024 * 1024))
    rows, failures = split(archives.rows(path))
    assert not rows
    assert "over the limit of 20 MB" in failures["big.txt"]


def test_an_archive_in_an_archive_is_named(tmp_path: Path) -> None:
    inner = zipped(folder(tmp_path), tmp_path / "inner.zip")
    outer = tmp_path / "outer.zip"
    with zipfile.ZipFile(outer, "w") as archive:
        archive.write(inner, "inner.zip")
    assert "unpack it" in split(archives.rows(outer))[1]["inner.zip"]


@pytest.mark.parametrize("name", ["a.zip", "a.tar.gz"])
def test_a_damaged_archive_gives_what_can_be_read(tmp_path: Path, name: str) -> None:
    root = folder(tmp_path)
    whole = (zipped if name.endswith("zip") else tarred)(root, tmp_path / name)
    cut = tmp_path / f"cut_{name}"
    cut.write_bytes(whole.read_bytes()[:-300])
    _, failures = split(archives.rows(cut))
    assert any("damaged" in reason for reason in failures.values())


def test_a_locked_zip_is_named(tmp_path: Path) -> None:
    path = tmp_path / "locked.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", TEXT)
    data = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1  # the bit that says a member is locked
    path.write_bytes(data)
    assert "locked with a password" in split(archives.rows(path))[1]["a.txt"]
