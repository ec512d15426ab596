"""Web archives as other programs write them (warcio; WACZ by its specification)."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

import musnad
from musnad.ingest import files, warc
from musnad.ingest.given import Row
from musnad.model import Document, Failure
from tests.ingest.templates import STORIES, page

ENGLISH = b"<html><body><p>" + b"The council met on Sunday and put off the vote. " * 20 + b"</p>"
Record = tuple[str, bytes, str, str]

PAGES: tuple[Record, ...] = (
    ("https://nasim.example/2025/09/07/1/", page("broadcaster", STORIES[0]), "text/html", "200 OK"),
    ("https://sahel.example/old", page("table_portal", STORIES[1]), "text/html", "200 OK"),
    ("https://sahel.example/en", ENGLISH, "text/html; charset=utf-8", "200 OK"),
    ("https://sahel.example/moved", page("blog", STORIES[1]), "text/html", "301 Moved"),
    ("https://sahel.example/gone", page("blog", STORIES[1]), "text/html", "404 Not Found"),
    ("https://sahel.example/logo.png", b"\x89PNG" + b"\0" * 900, "image/png", "200 OK"),
)


def written(path: Path, records: tuple[Record, ...] = PAGES, gzip: bool = True) -> Path:
    """Write an archive as crawlers do: a warcinfo, and a request and response a page."""
    with path.open("wb") as file:
        writer: Any = WARCWriter(file, gzip=gzip)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "crawler"}))
        for address, body, kind, status in records:
            request = StatusAndHeaders("GET / HTTP/1.1", [("Host", "x")], is_http_request=True)
            asked = writer.create_warc_record(address, "request", http_headers=request)
            headers = [("Content-Type", kind), ("ETag", '"7"'), ("Content-Length", str(len(body)))]
            answer = StatusAndHeaders(status, headers, protocol="HTTP/1.1")
            answered = writer.create_warc_record(
                address, "response", payload=io.BytesIO(body), http_headers=answer
            )
            writer.write_request_response_pair(asked, answered)
    return path


def documents(path: Path) -> tuple[list[Document], list[Failure]]:
    found = list(musnad.annotate_files([path], workers=1))
    return (
        [d for d in found if isinstance(d, Document)],
        [f for f in found if isinstance(f, Failure)],
    )


@pytest.mark.parametrize("name", ["news.warc.gz", "news.warc"])
def test_the_arabic_pages_of_a_warc_are_read(tmp_path: Path, name: str) -> None:
    path = written(tmp_path / name, gzip=name.endswith("gz"))
    docs, failures = documents(path)
    assert [(d.title, d.published) for d in docs] == [(s.title, s.day) for s in STORIES[:2]]
    assert docs[0].path == f"{path}#{PAGES[0][0]}"
    assert docs[1].url == "https://sahel.example/old"
    assert docs[1].encoding == "windows-1256"
    assert [f.reason for f in failures] == [
        "1 page with too few Arabic letters for a report left out"
    ]


def test_what_is_kept_of_a_page_is_its_record(tmp_path: Path) -> None:
    row = next(r for r in warc.rows(written(tmp_path / "a.warc.gz")) if isinstance(r, Row))
    assert row.data.startswith(b"WARC/1.")
    kept = warc.kept(row.data, row.name)
    assert (kept.address, kept.status, kept.etag) == (PAGES[0][0], 200, '"7"')
    assert kept.body == PAGES[0][1]
    assert files.read_text(row.data, row.name).title == STORIES[0].title


def test_a_wacz_is_read(tmp_path: Path) -> None:
    inner = written(tmp_path / "data.warc.gz")
    path = tmp_path / "crawl.wacz"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("datapackage.json", '{"profile": "data-package", "wacz_version": "1.1.1"}')
        archive.write(inner, "archive/data.warc.gz")
        archive.writestr("pages/pages.jsonl", '{"format": "json-pages-1.0"}\n')
        archive.writestr("indexes/index.cdx", "")
    docs, _ = documents(path)
    assert [d.title for d in docs] == [s.title for s in STORIES[:2]]


def test_a_packed_and_chunked_answer_is_unpacked(tmp_path: Path) -> None:
    import gzip

    body = gzip.compress(page("agency", STORIES[2]))
    chunked = b"%x\r\n" % len(body) + body + b"\r\n0\r\n\r\n"
    path = tmp_path / "packed.warc"
    with path.open("wb") as file:
        writer: Any = WARCWriter(file, gzip=False)
        headers = [
            ("Content-Type", "text/html"),
            ("Content-Encoding", "gzip"),
            ("Transfer-Encoding", "chunked"),
        ]
        answer = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
        record = writer.create_warc_record(
            "https://serwa.example/1", "response", payload=io.BytesIO(chunked), http_headers=answer
        )
        writer.write_record(record)
    docs, _ = documents(path)
    assert [d.title for d in docs] == [STORIES[2].title]


@pytest.mark.parametrize("part", [0.5, 0.97])
def test_a_damaged_warc_stops_nothing(tmp_path: Path, part: float) -> None:
    whole = written(tmp_path / "whole.warc.gz").read_bytes()
    path = tmp_path / "cut.warc.gz"
    path.write_bytes(whole[: int(len(whole) * part)])
    docs, failures = documents(path)
    assert docs or failures


def test_no_warc_is_named(tmp_path: Path) -> None:
    path = tmp_path / "none.warc"
    path.write_bytes(b"no archive at all")
    _, failures = documents(path)
    assert len(failures) == 1
    path = tmp_path / "empty.wacz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("datapackage.json", "{}")
    assert "holds no WARC" in documents(path)[1][0].reason
