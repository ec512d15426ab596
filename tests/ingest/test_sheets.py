"""Spreadsheets and Parquet as their own libraries write them."""

import sys
from datetime import date, datetime
from pathlib import Path

import openpyxl
import polars
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

import musnad
from musnad.errors import UsageError
from musnad.ingest import tables
from musnad.model import Document, Failure

TEXT = "غادر الوفد المفاوض العاصمة مساء أمس بعد لقاء مع الوسطاء، وقال مصدر مطلع إنه سيعود."


def documents(path: Path) -> list[Document]:
    return [d for d in musnad.annotate_files([path], workers=1) if isinstance(d, Document)]


def test_a_spreadsheet_is_read_below_its_title_rows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["تقارير الأسبوع"])
    sheet.append([])
    sheet.append(["العنوان", "المصدر", "تاريخ النشر", "النص", "ملاحظات"])
    sheet.append(["وصول الوفد", "شبكة النسيم", datetime(2025, 9, 7, 14, 30), TEXT, 3])
    sheet.append([None, None, None, None, None])
    sheet.append(["مغادرة الوفد", "وكالة السروة", "2025-09-08", TEXT + " غدا.", None])
    book.create_sheet("أخرى").append(["x"])
    path = tmp_path / "reports.xlsx"
    book.save(path)
    found = documents(path)
    assert [(d.title, d.outlet, d.published) for d in found] == [
        ("وصول الوفد", "شبكة النسيم", "2025-09-07"),
        ("مغادرة الوفد", "وكالة السروة", "2025-09-08"),
    ]
    shown = tables.described(path)
    assert shown is not None
    assert "published from تاريخ النشر" in shown
    assert "left out: ملاحظات" in shown


def test_another_programs_spreadsheet_is_read(tmp_path: Path) -> None:
    path = tmp_path / "reports.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["id", "Body", "Date"])
    sheet.write_row(1, 0, ["r-1", TEXT])
    sheet.write_datetime(1, 2, datetime(2025, 9, 7), book.add_format({"num_format": "d/m/yyyy"}))
    book.close()
    (doc,) = documents(path)
    assert (doc.path, doc.published) == (f"{path}#r-1", "2025-09-07")


def test_parquet_is_read_by_either_writer(tmp_path: Path) -> None:
    rows = {
        "id": ["a", "b"],
        "content": [TEXT, TEXT + " غدا."],
        "source": [{"name": "شبكة النسيم"}, {"name": None}],
        "authors": [["هالة نصر", "سعاد المرجان"], []],
        "published_at": [datetime(2025, 9, 7, 23), None],
    }
    first = tmp_path / "arrow.parquet"
    pq.write_table(pa.table(rows), first)
    one, two = documents(first)
    assert (one.outlet, one.byline, one.published) == (
        "شبكة النسيم",
        "هالة نصر، سعاد المرجان",
        "2025-09-07",
    )
    assert (two.outlet, two.published) == (None, None)
    second = tmp_path / "polars.parquet"
    polars.DataFrame({"text": [TEXT], "date": [date(2025, 9, 7)]}).write_parquet(second)
    assert [d.published for d in documents(second)] == ["2025-09-07"]


@pytest.mark.parametrize("name", ["a.xlsx", "a.parquet"])
def test_what_is_no_such_file_is_named(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"no table at all")
    with pytest.raises(UsageError, match=rf"{name}: can't be read as"):
        list(musnad.annotate_files([path]))


def test_a_table_without_text_says_which_columns_there_are(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"alpha": ["x"], "beta": ["y"]}), path)
    with pytest.raises(UsageError, match=r"--column text=NAME \(there are alpha, beta\)"):
        list(musnad.annotate_files([path]))
    found = list(musnad.annotate_files([path], columns={"text": "alpha"}, workers=1))
    assert not any(isinstance(f, Failure) for f in found)


@pytest.mark.parametrize(
    ("name", "module"), [("a.xlsx", "openpyxl"), ("a.parquet", "pyarrow.parquet")]
)
def test_a_missing_library_is_named_before_any_work(
    tmp_path: Path, name: str, module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / name).write_bytes(b"x")
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(UsageError, match=r"install it with: pip install 'musnad\[tables\]'"):
        list(musnad.annotate_files([tmp_path / name]))
