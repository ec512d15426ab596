"""Tables of reports: columns guessed and said, each bad row its own failure, nothing else lost."""

import csv
import gzip
import json
from pathlib import Path

import pytest

import musnad
from musnad.errors import UsageError
from musnad.ingest import files, tables
from musnad.ingest.given import Given, Row, sealed, unsealed
from musnad.model import Document, Failure

TEXT = "غادر الوفد المفاوض العاصمة مساء أمس بعد لقاء مع الوسطاء، وقال مصدر مطلع إنه سيعود."


def write(path: Path, heads: list[str], *rows: list[str], delimiter: str = ",") -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows([heads, *rows])
    return path


def read(path: Path, said: tables.Columns | None = None) -> list[Document | Failure]:
    found = tables.rows(path, said)
    return [files.read_text(r.data, r.name) if isinstance(r, Row) else r for r in found]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_of_reports(delimiter: str, tmp_path: Path) -> None:
    heads = ["Headline", "BODY", "Source", "publish_date", "tags", "Link"]
    row = ["عنوان", TEXT, "صحيفة الوادي", "2025-09-07 10:00:00", "x", "https://e.example/1"]
    path = write(tmp_path / "r.csv", heads, row, delimiter=delimiter)
    (doc,) = read(path)
    assert isinstance(doc, Document)
    assert (doc.text, doc.title, doc.outlet) == (TEXT, "عنوان", "صحيفة الوادي")
    assert (doc.published, doc.url, doc.path) == ("2025-09-07", row[-1], f"{path}#1")
    assert "left out: tags" in (tables.described(path) or "")


@pytest.mark.parametrize("name", ["r.jsonl", "r.jsonl.gz"])
def test_json_lines(name: str, tmp_path: Path) -> None:
    good = {"id": "a/7", "source": {"name": "الوادي"}, "النص": TEXT, "authors": ["سالم", "ليلى"]}
    lines = [json.dumps(good), "{bad", "[1]", "", json.dumps({"النص": " "})]
    opened = gzip.open if name.endswith("gz") else open
    with opened(tmp_path / name, "wt", encoding="utf-8") as file:
        file.write("\n".join(lines))
    doc, *failures = read(tmp_path / name)
    assert isinstance(doc, Document)
    assert (doc.outlet, doc.byline) == ("الوادي", "سالم، ليلى")
    assert doc.path.endswith("#a_7")
    reasons = [(f.path[-2:], f.reason) for f in failures if isinstance(f, Failure)]
    assert [at for at, _ in reasons] == ["#2", "#3", "#5"]
    for (_, reason), said in zip(reasons, ("no JSON", "no JSON object", "nothing in"), strict=True):
        assert said in reason


def test_columns_can_be_said_and_left_out(tmp_path: Path) -> None:
    path = write(tmp_path / "r.csv", ["a", "b", "date"], [TEXT, "عنوان", "أمس"])
    with pytest.raises(UsageError, match=r"no column holds the text.*there are a, b, date"):
        read(path)
    (bad,) = read(path, {"text": "a"})
    assert isinstance(bad, Failure)
    assert "is no day" in bad.reason
    (doc,) = read(path, tables.read_columns(["text=a", "title=b", "published="]))
    assert isinstance(doc, Document)
    assert (doc.title, doc.published) == ("عنوان", None)
    with pytest.raises(UsageError, match="has no column 'z'"):
        read(path, {"text": "z"})
    with pytest.raises(UsageError, match="give FIELD=NAME"):
        tables.read_columns(["body=a"])


def test_arabic_encodings(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_bytes(f"العنوان,النص\nعنوان,«{TEXT}»\n".encode("cp1256"))
    (doc,) = read(tmp_path / "r.csv")
    assert isinstance(doc, Document)
    assert doc.title == "عنوان"


def test_what_is_given_stays_with_the_bytes() -> None:
    data = sealed(Given(title="عنوان"), TEXT.encode())
    assert unsealed(data) == (Given(title="عنوان"), TEXT.encode())
    assert unsealed(b"plain") == (Given(), b"plain")


def test_a_folder_with_metadata(tmp_path: Path) -> None:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "in" / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "in" / "deep" / "b.txt").write_text(TEXT + " ثانيا.", encoding="utf-8")
    heads = ["file", "outlet", "published"]
    rows = [["a.txt", "الوادي", "2025-09-07"], ["deep/b.txt", "النجم", ""], ["c.txt", "", ""]]
    write(tmp_path / "in" / tables.LISTED, heads, *rows)
    case = tmp_path / "a.musnad"
    summary = musnad.build([tmp_path / "in"], case)
    assert [f.path[-2:] for f in summary.failures] == ["#3"]
    with musnad.open_case(case) as held:
        docs = {d.outlet: d for d in held.documents()}
        assert docs["الوادي"].published == "2025-09-07"
        assert docs["الوادي"].timexes[0].value == "2025-09-06TEV"
        assert docs["النجم"].published is None
    assert musnad.build([tmp_path / "in"], case).held == 2


def test_a_table_builds_a_case_and_is_checked_before_any_work(tmp_path: Path) -> None:
    path = write(tmp_path / "r.csv", ["text", "date"], [TEXT, "2025-09-07"], ["", ""])
    summary = musnad.build([path], tmp_path / "a.musnad")
    assert (summary.added, len(summary.failures)) == (1, 1)
    assert musnad.build([path], tmp_path / "a.musnad").held == 1
    none = write(tmp_path / "n.csv", ["x"], ["y"])
    with pytest.raises(UsageError, match="no column holds the text"):
        musnad.build([path, none], tmp_path / "b.musnad")
    assert not (tmp_path / "b.musnad").exists()
