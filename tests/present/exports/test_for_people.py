"""What people open: each format is read back by a library that Musnad doesn't write it with."""

import csv
import json
import re
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import docx
import openpyxl
import pyarrow.parquet as pq
import pytest
from docx.oxml.ns import qn
from lxml import etree
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from musnad.model import Document
from musnad.present.bidi import visible
from musnad.present.exports import Contents, Target, export
from musnad.present.labels import Lang, label, phrase
from tests.present.exports.case import contents, hostile, talks

Docs = Callable[[], tuple[Document, ...]]
CASES = pytest.mark.parametrize("documents", [talks, hostile], ids=["talks", "hostile"])
FORMULA = ("=", "+", "-", "@")


def written(given: Contents, target: Target, folder: Path) -> Path:
    path = folder / f"out.{target.value}"
    export(given, target, path)
    assert [p.name for p in folder.iterdir()] == [path.name]  # nothing is left beside it
    return path


def sentences(given: Contents) -> list[str]:
    return [" ".join(v.text.split()) for e in given.entries for v in e.happening.evidence]


@pytest.mark.parametrize("lang", list(Lang))
@CASES
def test_csv(documents: Docs, lang: Lang, tmp_path: Path) -> None:
    given = contents(documents(), lang)
    text = written(given, Target.CSV, tmp_path).read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    ids = [r[label("column", "id", lang)] for r in rows]
    assert ids == [e.happening.id for e in given.entries]
    assert not any(cell.startswith(FORMULA) for row in rows for cell in row.values())


@CASES
def test_csv_begins_with_a_byte_order_mark(documents: Docs, tmp_path: Path) -> None:
    path = written(contents(documents()), Target.CSV, tmp_path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("lang", list(Lang))
@CASES
def test_xlsx(documents: Docs, lang: Lang, tmp_path: Path) -> None:
    given = contents(documents(), lang)
    book = openpyxl.load_workbook(written(given, Target.XLSX, tmp_path))
    names = ("chronology", "statements", "figures", "entities", "sources")
    assert book.sheetnames == [label("sheet", n, lang) for n in names]
    sheet = book.worksheets[0]
    assert bool(sheet.sheet_view.rightToLeft) is (lang is Lang.AR)
    head, *rows = sheet.iter_rows()
    columns = {cell.value: i for i, cell in enumerate(head)}
    assert len(rows) == len(given.entries)
    assert all(c.data_type in {"s", "d", "n"} and not c.hyperlink for r in rows for c in r)
    for row, entry in zip(rows, given.entries, strict=True):
        day = row[columns[label("column", "earliest", lang)]].value
        assert (day and day.date().isoformat()) == entry.happening.earliest
        said = row[columns[label("column", "sentence", lang)]].value
        assert said.split()[-1] == entry.happening.evidence[0].text.split()[-1]


def test_a_formula_stays_text_in_xlsx(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written(contents(hostile()), Target.XLSX, tmp_path))
    cells = [c for sheet in book.worksheets for row in sheet.iter_rows() for c in row]
    formulas = [c for c in cells if str(c.value).startswith("=")]
    assert formulas
    assert {c.data_type for c in formulas} == {"s"}


@CASES
def test_jsonl_and_parquet_agree(documents: Docs, tmp_path: Path) -> None:
    given = contents(documents())
    path = tmp_path / "a"
    export(given, Target.JSONL, path)
    items = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    export(given, Target.PARQUET, path)
    rows = pq.read_table(path).to_pylist()
    assert [r["id"] for r in rows] == [i["id"] for i in items]
    for row, item in zip(rows, items, strict=True):
        first = row.pop("sentence")
        assert first == item["evidence"][0]["text"]
        for end in ("earliest", "latest"):
            row[end] = row[end] and row[end].isoformat()
        assert row == item
        for v in row["evidence"]:
            assert given.report(v["document"]).text[v["start"] : v["end"]] == v["text"]


@pytest.mark.parametrize("lang", list(Lang))
@CASES
def test_markdown(documents: Docs, lang: Lang, tmp_path: Path) -> None:
    given = contents(documents(), lang)
    text = written(given, Target.MD, tmp_path).read_text(encoding="utf-8")
    html = MarkdownIt("commonmark").use(footnote_plugin).render(text)
    page = _Page(html)
    assert [q[1:-1] for q in page.quotes] == [visible(s) for s in sentences(given)]
    assert page.tags <= {
        "div", "h1", "h2", "ul", "li", "p", "strong", "sup", "a", "hr", "section", "ol", "bdi",
    }  # fmt: skip
    for e in given.entries:
        assert e.happening.date is None or label("type", e.happening.type, lang) in html


@pytest.mark.parametrize("lang", list(Lang))
@CASES
def test_docx(documents: Docs, lang: Lang, tmp_path: Path) -> None:
    given = contents(documents(), lang)
    read = docx.Document(str(written(given, Target.DOCX, tmp_path)))
    body = read.element.body
    cited = [r.get(qn("w:id")) for r in body.iter(qn("w:footnoteReference"))]
    (part,) = [r.target_part for r in read.part.rels.values() if r.reltype.endswith("/footnotes")]
    notes = {n.get(qn("w:id")): _words(n) for n in etree.fromstring(part.blob)}
    assert sorted(cited, key=int) == cited
    assert set(cited) == set(notes) - {"-1", "0"}
    for id, sentence in zip(cited, sentences(given), strict=True):
        assert visible(sentence) in notes[id]
    directed = [p for p in read.paragraphs if p._p.find(f".//{qn('w:bidi')}") is not None]
    assert len(directed) == (len(read.paragraphs) if lang is Lang.AR else 0)
    headings = [p.text for p in read.paragraphs if p.style and p.style.name == "Heading 1"]
    assert headings == [phrase("undated", lang), label("sheet", "reports", lang)]
    for run in body.iter(qn("w:r")):
        rtl = run.find(f"{qn('w:rPr')}/{qn('w:rtl')}") is not None
        letters = re.sub(r"[^a-zA-Z\u0621-\u064a]", "", _words(run))
        if letters and lang is Lang.EN:
            assert rtl == (letters[0] >= "\u0621")


@CASES
def test_timelinejs(documents: Docs, tmp_path: Path) -> None:
    given = contents(documents())
    made = json.loads(written(given, Target.TIMELINEJS, tmp_path).read_text(encoding="utf-8"))
    dated = [e.happening for e in given.entries if e.happening.earliest]
    assert [s["unique_id"] for s in made["events"]] == [h.id for h in dated]
    left_out = len(given.entries) - len(dated)
    assert str(left_out) in made["title"]["text"]["text"]
    for slide, h in zip(made["events"], dated, strict=True):
        assert date(**slide["start_date"]).isoformat() == h.earliest
        if h.earliest != h.latest:
            assert date(**slide["end_date"]).isoformat() == h.latest
        page = _Page(slide["text"]["text"])
        assert page.tags <= {"blockquote", "p"}
        assert visible(h.evidence[0].text) in page.text
        assert _Page(slide["text"]["headline"]).tags == set()


def test_an_uncertain_date_is_shown_in_words(tmp_path: Path) -> None:
    given = contents(hostile())
    made = json.loads(written(given, Target.TIMELINEJS, tmp_path).read_text(encoding="utf-8"))
    (slide,) = made["events"]
    assert slide["display_date"] == "May 2031"
    assert slide["end_date"] == {"year": 2031, "month": 5, "day": 31}


def _words(element: etree._Element) -> str:
    return "".join(t.text or "" for t in element.iter(qn("w:t")))


class _Page(HTMLParser):
    """The tags of a page, its text, and what its `bdi` elements hold."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text, self.quotes = "", list[str]()
        self._in = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag == "bdi":
            self.quotes.append("")
            self._in = True

    def handle_endtag(self, tag: str) -> None:
        self._in = self._in and tag != "bdi"

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._in:
            self.quotes[-1] += data
