"""What pages state: the value that most of their parts give, and where each value is from."""

from collections.abc import Mapping

import pytest

from musnad.ingest import files
from musnad.ingest.html import extract
from musnad.model import Document, Stated
from musnad.pipeline import annotate
from tests.ingest.templates import KINDS, STORIES, Story, page

FILLER = "وقال المتحدث باسم البلدية إن العمل في الجسر القديم يستمر أسبوعين على الأقل بسبب الأمطار. "


def said(head: str = "", body: str = "", address: str | None = None) -> Mapping[str, Stated]:
    text = f"<html><head>{head}</head><body>{body}<p>{FILLER * 4}</p></body></html>"
    return {s.field: s for s in extract(text, "page", address).stated}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("one", STORIES, ids=lambda s: s.day)
def test_each_kind_of_site_gives_its_title_day_and_words(kind: str, one: Story) -> None:
    doc = annotate(files.read_text(page(kind, one), f"{kind}.html"))
    assert doc.title == one.title
    assert doc.published == one.day
    for paragraph in one.body:
        assert paragraph in doc.text
    where = {s.field: s.by for s in doc.stated}
    assert where["published"]
    assert all(getattr(doc, s.field) == s.value for s in doc.stated)


STATES_OUTLET = ("newspaper_theme", "broadcaster", "table_portal", "mobile_page", "live_page",
                 "tabloid", "agency", "institution")  # fmt: skip
STATES_BYLINE = ("newspaper_theme", "broadcaster", "blog", "mobile_page", "form_portal",
                 "live_page", "tabloid")  # fmt: skip


@pytest.mark.parametrize("kind", STATES_OUTLET)
def test_the_outlet_that_a_page_states(kind: str) -> None:
    doc = annotate(files.read_text(page(kind, STORIES[1]), f"{kind}.html"))
    assert doc.outlet == STORIES[1].outlet


@pytest.mark.parametrize("kind", STATES_BYLINE)
def test_the_byline_that_a_page_states(kind: str) -> None:
    doc = annotate(files.read_text(page(kind, STORIES[1]), f"{kind}.html"))
    if kind == "mobile_page":  # its data say the outlet, its own words the writer: both are kept
        byline = next(s for s in doc.stated if s.field == "byline")
        assert f"byline: {STORIES[1].byline}" in byline.against
        return
    assert doc.byline == STORIES[1].byline


def test_most_places_win_and_the_others_are_kept() -> None:
    head = (
        '<meta property="article:published_time" content="2025-01-01">'
        '<meta name="dcterms.created" content="2025-09-07">'
    )
    time = '<h1>عنوان الخبر</h1><time datetime="2025-09-07T10:00:00+03:00">اليوم</time>'
    published = said(head, time)["published"]
    assert published.value == "2025-09-07"
    assert published.by == ("meta dcterms.created", "time")
    assert published.against == ("meta article:published_time: 2025-01-01",)


def test_of_places_that_count_the_same_the_data_come_first() -> None:
    head = '<meta property="article:published_time" content="2025-09-08">'
    published = said(head, '<h1>عنوان</h1><time datetime="2025-09-07">أمس</time>')["published"]
    assert published.value == "2025-09-08"
    assert published.against == ("time: 2025-09-07",)


def test_a_moment_in_utc_is_the_day_that_the_page_itself_shows() -> None:
    head = (
        '<meta property="article:published_time" content="2025-09-07T22:30:00Z">'
        '<link rel="canonical" href="https://sahel.example/2025/09/08/news">'
    )
    time = '<h1>عنوان</h1><time datetime="2025-09-08T01:30:00+03:00">الاثنين</time>'
    published = said(head, time)["published"]
    assert published.value == "2025-09-08"
    assert published.by == ("meta article:published_time", "time", "url")


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/2025/09/07/title", "2025-09-07"),
        ("/news/2025/9/7/title", "2025-09-07"),
        ("/article/2025-09-07-title", "2025-09-07"),
        ("/article/20250907", None),
        ("/2025/13/07/title", None),
        ("/1202509/07", None),
    ],
)
def test_the_day_in_an_address(path: str, day: str | None) -> None:
    found = said(f'<link rel="canonical" href="https://sahel.example{path}">').get("published")
    assert (found.value if found else None) == day


@pytest.mark.parametrize("value", ["1970-01-01T00:00:00Z", "0001-01-01", "أمس", "2025-02-30"])
def test_a_date_that_no_page_has_is_none(value: str) -> None:
    assert "published" not in said(f'<meta name="date" content="{value}">')


def test_the_last_change_is_no_date_of_publication() -> None:
    head = '<meta property="article:modified_time" content="2025-09-09T10:00:00+03:00">'
    fields = said(head)
    assert "published" not in fields
    assert fields["updated"].value == "2025-09-09"


def test_the_front_page_is_no_address_of_a_report() -> None:
    head = (
        '<link rel="canonical" href="https://sahel.example/">'
        '<meta property="og:url" content="https://sahel.example/news/7">'
    )
    assert said(head)["url"].value == "https://sahel.example/news/7"
    assert said(address="https://sahel.example/a?id=7")["url"].by == ("address",)


@pytest.mark.parametrize(
    "block",
    [
        '{"@type": "NewsArticle", "headline": "وصول\nالوفد", "author": {"name": "هالة نصر"}}',
        '{"@type": ["Thing", "NewsArticle"], "headline": "وصول الوفد", "author": "هالة نصر",}',
        '<!-- {"@type":"ReportageNewsArticle","headline":"وصول الوفد","author":["هالة نصر"]} -->',
        '[{"@graph":[{"@type":"Person","@id":"#p","name":"هالة نصر"},'
        '{"@type":"BlogPosting","headline":"وصول &quot;الوفد&quot;","author":{"@id":"#p"}}]}]',
    ],
)
def test_json_ld_is_read_as_sites_write_it(block: str) -> None:
    fields = said(f'<script type="application/ld+json">{block}</script>')
    assert fields["title"].value.replace('"', "") == "وصول الوفد"
    assert fields["byline"].value == "هالة نصر"
    assert fields["byline"].by == ("json-ld author",)


def test_an_account_of_the_system_is_no_writer() -> None:
    assert "byline" not in said('<meta name="author" content="admin">')
    assert said(body="<h1>عنوان</h1><div class='post-author'>كتب: نبيل سمعان</div>")[
        "byline"
    ] == Stated("byline", "نبيل سمعان", ("byline",))


def test_what_the_text_itself_says_is_marked_so() -> None:
    text = "وصول الوفد إلى السهلية\nالأحد 7 سبتمبر 2025\n" + FILLER
    doc: Document = annotate(files.read_text(text.encode(), "report.txt"))
    assert Stated("published", "2025-09-07", ("text",)) in doc.stated
