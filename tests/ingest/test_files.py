"""Files of every kind a desk gets, good and bad, read from disk."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.errors import IngestError
from musnad.ingest import files
from musnad.model import Failure

REPORT = (
    "الوفد يغادر العاصمة بعد لقاء الوسطاء\n\n"
    "قال وزير الخارجية سليم الراوي إن الوفد غادر العاصمة مساء أمس بعد لقاء مع الوسطاء، "
    "مؤكدا أن المحادثات التي بدأت في الشهر الماضي مستمرة على مستوى الخبراء.\n"
)


def written(folder: Path, data: bytes, name: str = "report.txt") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_plain_text_is_kept_character_for_character(tmp_path: Path) -> None:
    text = "\n عنوان\r\n\r\nمتن  \t\n"
    doc = files.read(written(tmp_path, text.encode()))
    assert doc.text == text
    assert doc.encoding == "utf-8"


@pytest.mark.parametrize(
    ("codec", "recorded"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("cp1256", "windows-1256"),
        ("iso8859-6", "iso-8859-6"),
    ],
)
def test_each_encoding_is_read_right_and_recorded(
    tmp_path: Path, codec: str, recorded: str
) -> None:
    doc = files.read(written(tmp_path, REPORT.encode(codec)))
    assert doc.text == REPORT
    assert doc.encoding == recorded
    assert doc.lang == "ar"


def test_big_endian_utf16_is_read_by_its_mark(tmp_path: Path) -> None:
    doc = files.read(written(tmp_path, b"\xfe\xff" + REPORT.encode("utf-16-be")))
    assert doc.text == REPORT


def test_a_few_bad_bytes_leave_utf8_utf8(tmp_path: Path) -> None:
    broken = (
        REPORT[:50].encode() + b"\xff" + REPORT[50:90].encode() + b"\xfe" + REPORT[90:].encode()
    )
    doc = files.read(written(tmp_path, broken))
    assert doc.encoding == "utf-8 (2 bytes replaced)"
    assert doc.text.replace("\ufffd", "") == REPORT


def test_a_cut_last_character_is_one_replaced_byte(tmp_path: Path) -> None:
    doc = files.read(written(tmp_path, REPORT.rstrip(".\n").encode()[:-1]))
    assert doc.encoding == "utf-8 (1 byte replaced)"


@given(st.text(alphabet="ابتثجحخد ذرزسشصضطظعغفقكلمنهوي\n", min_size=30))
def test_utf8_text_never_changes(text: str) -> None:
    if text.strip():
        assert files.read_text(text.encode(), "x.txt").text == text


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "empty"),
        ("\ufeff \n".encode(), "white space"),
        (b"%PDF-1.7 \xd9\x82", "PDF"),
        (b"PK\x03\x04rest", "zip"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (bytes(range(256)) * 8, "binary"),
        (b"abc\0\0def", "binary"),
    ],
)
def test_what_is_no_text_is_refused_by_name(tmp_path: Path, data: bytes, says: str) -> None:
    path = written(tmp_path, data)
    with pytest.raises(IngestError, match=says) as raised:
        files.read(path)
    assert str(path) in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as f:
        f.truncate(50 * 1024 * 1024)
    with pytest.raises(IngestError, match=r"huge\.txt: 52 MB is over the limit of 20 MB"):
        files.read(path)


def test_huge_standard_input_is_refused() -> None:
    with pytest.raises(IngestError, match="over the limit"):
        files.read_text(b"a" * (files.LARGEST + 1), "-")


def test_missing_file_and_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(IngestError, match="no such file"):
        files.read(tmp_path / "none.txt")
    with pytest.raises(IngestError, match="a folder"):
        files.read(tmp_path)


def test_an_unreadable_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    path = written(tmp_path, REPORT.encode())
    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(IngestError, match="Permission denied"):
        files.read(path)


def test_the_id_comes_from_name_and_bytes(tmp_path: Path) -> None:
    one = files.read(written(tmp_path, REPORT.encode(), "a.txt"))
    same = files.read_text(REPORT.encode(), "elsewhere/a.txt")
    other = files.read(written(tmp_path, REPORT.encode(), "b.txt"))
    assert one.id == same.id
    assert one.id.startswith("a.")
    assert one.id != other.id


def test_find_walks_in_order_and_names_what_it_skips(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("z.txt", "a.md", "b/c.html", ".hidden.txt", ".git/x.txt", "scan.djvu", "b/README"):
        (tmp_path / name).write_text("x")
    found = list(files.find([tmp_path]))
    read = [p.relative_to(tmp_path).as_posix() for p in found if isinstance(p, Path)]
    skipped = [f for f in found if isinstance(f, Failure)]
    assert read == ["a.md", "z.txt", "b/c.html"]
    assert [Path(f.path).name for f in skipped] == ["scan.djvu", "README"]
    assert "'.djvu'" in skipped[0].reason


def test_an_empty_folder_and_a_missing_path_are_failures(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    empty, missing = files.find([tmp_path / "empty", tmp_path / "none"])
    assert isinstance(empty, Failure)
    assert "no files" in empty.reason
    assert isinstance(missing, Failure)
    assert "no such" in missing.reason


def test_a_file_named_outright_is_read_whatever_its_suffix(tmp_path: Path) -> None:
    path = written(tmp_path, REPORT.encode(), "report.news")
    assert list(files.find([path])) == [path]
    assert files.read(path).text == REPORT
