"""The example story and the page that describes it agree, and its reports are read as it says."""

import re
from pathlib import Path

import pytest

from musnad import pipeline
from musnad.ingest import files

ROOT = Path(__file__).parents[1]
STORY = ROOT / "examples" / "talks"
PAGE = (ROOT / "docs" / "example-story.md").read_text(encoding="utf8")
ROWS = re.findall(r"^\| `(\S+)` \| (.+?) \| (\S+|none stated) \|", PAGE, re.MULTILINE)


def test_the_page_lists_every_report_and_no_other() -> None:
    assert [name for name, _, _ in ROWS] == sorted(p.name for p in STORY.iterdir())


@pytest.mark.parametrize(("name", "published"), [(name, day) for name, _, day in ROWS])
def test_a_report_is_dated_as_the_page_says(name: str, published: str) -> None:
    document = pipeline.annotate(files.read(STORY / name))
    assert (document.published or "none stated")[:11] == published


@pytest.mark.parametrize("name", [name for name, _, _ in ROWS])
def test_furniture_stays_out_of_the_body(name: str) -> None:
    document = pipeline.annotate(files.read(STORY / name))
    report = "\n".join(
        z.span.of(document.text) for z in document.zones if z.kind in {"title", "heading", "body"}
    )
    for furniture in ("اقرأ أيضًا", "إقرأ أيضاً", "حقوق النشر", "نسخ الرابط", "وسيم الخرنوب"):
        assert furniture not in report
