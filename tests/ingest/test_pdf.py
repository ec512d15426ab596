"""PDFs by five real programs: read in order, or refused with the reason (`pdf/make.py`)."""

import sys
from pathlib import Path

import pytest

from musnad.errors import IngestError, UsageError
from musnad.ingest import files, pdf
from musnad.pipeline import annotate
from tests.ingest.templates import STORIES, Story

FOLDER = Path(__file__).parent / "pdf"
LONG, SHORT, COURT = STORIES


@pytest.mark.parametrize(
    ("name", "story"),
    [
        ("browser", COURT),
        ("typeset", COURT),
        ("columns", LONG),
        ("turned", LONG),
        ("shaped", SHORT),
    ],
)
def test_a_pdf_reads_as_its_page_does(name: str, story: Story) -> None:
    doc = annotate(files.read(FOLDER / f"{name}.pdf"))
    words = doc.text.split()
    shown = [w for line in (story.title, story.shown, *story.body) for w in line.split()]
    extra = [f"- كتب: {story.byline}".split()] if story.byline in doc.text else [[]]
    assert [w for w in words if w not in extra[0]] == [w for w in shown if w not in extra[0]]
    assert (doc.title, doc.published, doc.lang) == (story.title, story.day, "ar")
    for paragraph in story.body:
        assert any(paragraph in line for line in doc.text.splitlines())


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("as_typed", "its words are stored backwards"),
        ("lines_reversed", "the lines of its paragraphs are in reverse order"),
        ("scan", "no text layer"),
        ("locked", "locked with a password"),
    ],
)
def test_a_pdf_that_would_read_wrong_is_refused(name: str, reason: str) -> None:
    with pytest.raises(IngestError, match=rf"{name}\.pdf: .*{reason}"):
        files.read(FOLDER / f"{name}.pdf")


@pytest.mark.parametrize("cut", [9, 400, 5000])
def test_a_damaged_pdf_is_refused(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "cut.pdf"
    path.write_bytes((FOLDER / "turned.pdf").read_bytes()[:cut])
    with pytest.raises(IngestError, match=r"cut\.pdf: .*PDF"):
        files.read(path)


def test_without_the_library_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pdfminer.high_level", None)
    with pytest.raises(UsageError, match=r"pip install 'musnad\[pdf\]'"):
        pdf.text((FOLDER / "turned.pdf").read_bytes(), "a.pdf")


def test_a_pdf_is_known_by_its_bytes() -> None:
    data = (FOLDER / "shaped.pdf").read_bytes()
    assert files.read_text(data, "-").text.startswith(SHORT.title)
