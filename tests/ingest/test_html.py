"""Pages: the article, and what the page's data say about it, nothing guessed."""

import json
from pathlib import Path

import pytest

from musnad.errors import IngestError
from musnad.ingest import files

TITLE = "الوفد يغادر العاصمة بعد لقاء الوسطاء"
BODY = (
    "قال وزير الخارجية سليم الراوي إن الوفد غادر العاصمة مساء أمس بعد لقاء مع الوسطاء، مؤكدا "
    "أن المحادثات التي بدأت في الشهر الماضي مستمرة على مستوى الخبراء.",
    "وأضاف الوزير أن الورقة الجديدة تتضمن بنودا عن المعابر وعودة النازحين، وأن الرد عليها "
    "سيصل إلى الوسطاء خلال الأيام المقبلة في بيان مكتوب.",
    "وكان الوفد قد وصل إلى العاصمة قبل يومين على رأسه كبير المفاوضين، والتقى عددا من "
    "المسؤولين في لقاءات مغلقة لم يصدر عنها أي تعليق رسمي.",
)


def page(head: str = "", header: str = "", charset: str = "utf-8") -> str:
    paragraphs = "".join(f"<p>{p}</p>" for p in BODY)
    return (
        f'<!DOCTYPE html><html lang="ar"><head><meta charset="{charset}">'
        f"<title>{TITLE} | شبكة النسيم</title>{head}</head><body>"
        "<nav><ul><li><a href='/'>الرئيسية</a></li><li><a href='/p'>سياسة</a></li></ul></nav>"
        f"<article><h1>{TITLE}</h1>{header}{paragraphs}</article>"
        "<footer>جميع الحقوق محفوظة</footer></body></html>"
    )


def linked(**extra: object) -> str:
    data = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": "موقع"},
            {
                "@type": "NewsArticle",
                "headline": TITLE,
                "datePublished": "2025-09-07T23:40:00-02:00",
                "dateModified": "2025-09-09T10:00:00+03:00",
                "author": [{"@type": "Person", "name": "ليلى الحداد"}],
                "publisher": {"@type": "Organization", "name": "شبكة النسيم"},
                **extra,
            },
        ],
    }
    return f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>'


def written(folder: Path, text: str, codec: str = "utf-8", name: str = "page.html") -> Path:
    path = folder / name
    path.write_bytes(text.encode(codec))
    return path


def test_json_ld_gives_the_data_and_the_day_in_its_own_offset(tmp_path: Path) -> None:
    canonical = '<link rel="canonical" href="https://example.org/news/1">'
    doc = files.read(written(tmp_path, page(linked() + canonical)))
    assert doc.title == TITLE
    assert doc.outlet == "شبكة النسيم"
    assert doc.byline == "ليلى الحداد"
    assert doc.published == "2025-09-07"
    assert doc.url == "https://example.org/news/1"
    assert doc.lang == "ar"
    assert doc.text.splitlines() == [TITLE, *BODY]


def test_open_graph_gives_the_data(tmp_path: Path) -> None:
    head = (
        f'<meta property="og:title" content="{TITLE} - شبكة النسيم">'
        '<meta property="og:site_name" content="شبكة النسيم">'
        '<meta property="article:published_time" content="2025-09-07T08:00:00+03:00">'
        '<meta name="author" content="https://example.org/leila">'
        '<meta property="og:url" content="https://example.org/news/2">'
    )
    doc = files.read(written(tmp_path, page(head)))
    assert (doc.title, doc.outlet, doc.published) == (TITLE, "شبكة النسيم", "2025-09-07")
    assert doc.byline is None
    assert doc.url == "https://example.org/news/2"


def test_a_time_element_under_the_title_dates_the_page(tmp_path: Path) -> None:
    header = '<time datetime="2025-09-07">قبل يومين</time>'
    assert files.read(written(tmp_path, page(header=header))).published == "2025-09-07"


def test_a_shown_date_line_goes_into_the_text(tmp_path: Path) -> None:
    header = "<div><span>الأحد 7 سبتمبر 2025</span></div>"
    doc = files.read(written(tmp_path, page(header=header)))
    assert doc.published is None
    assert doc.text.splitlines()[:2] == [TITLE, "الأحد 7 سبتمبر 2025"]


def test_a_page_without_a_date_has_none(tmp_path: Path) -> None:
    doc = files.read(written(tmp_path, page()))
    assert doc.published is None
    assert doc.title == TITLE


def test_broken_json_ld_and_dates_are_passed_over(tmp_path: Path) -> None:
    head = '<script type="application/ld+json">{"@type": </script>' + linked(datePublished="أمس")
    doc = files.read(written(tmp_path, page(head)))
    assert doc.published is None
    assert doc.outlet == "شبكة النسيم"


@pytest.mark.parametrize("codec", ["cp1256", "iso8859-6"])
def test_a_declared_code_page_is_read(tmp_path: Path, codec: str) -> None:
    charset = {"cp1256": "windows-1256", "iso8859-6": "iso-8859-6"}[codec]
    doc = files.read(written(tmp_path, page(charset=charset), codec))
    assert doc.text.splitlines()[0] == TITLE
    assert doc.encoding == charset


def test_a_wrong_declaration_does_not_spoil_utf8(tmp_path: Path) -> None:
    doc = files.read(written(tmp_path, page(charset="windows-1256")))
    assert doc.encoding == "utf-8"
    assert doc.text.splitlines()[0] == TITLE


@pytest.mark.parametrize(
    "text",
    [
        "<html><body></body></html>",
        "<html><body><ul><li><a href='/'>سياسة</a></li></ul></body></html>",
    ],
)
def test_a_page_without_an_article_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(IngestError, match=r"page\.html: no article in the page"):
        files.read(written(tmp_path, text))


def test_standard_input_that_looks_like_a_page_is_read_as_one() -> None:
    assert files.read_text(page(linked()).encode(), "-").title == TITLE


def test_the_windows_title_gives_the_site_when_a_heading_shows_the_rest(tmp_path: Path) -> None:
    text = page().replace(f"<h1>{TITLE}</h1>", f"<h2>{TITLE}</h2><div>النسيم، ٧ أيلول ٢٠٢٥</div>")
    text = text.replace(f"{TITLE} | شبكة النسيم", f"شبكة النسيم - {TITLE}")
    doc = files.read(written(tmp_path, text))
    assert (doc.title, doc.outlet) == (TITLE, "شبكة النسيم")
    assert doc.text.splitlines()[:2] == [TITLE, "النسيم، ٧ أيلول ٢٠٢٥"]
