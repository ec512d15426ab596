"""schema.org JSON-LD: a NewsArticle a report, a Claim a statement.

Source: https://schema.org/Claim. A claim says who is reported to have said it, never that it
holds; one of an unnamed source has no author.
"""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import msgspec

from musnad.jsonl import Json
from musnad.link.dates import interval
from musnad.model import DatedBy, Document, QuoteType, SourceKind, Statement
from musnad.present.exports.contents import Contents
from musnad.present.labels import Lang
from musnad.present.reviews import shown

CONTEXT = "https://schema.org"
_AUTHORS = {
    SourceKind.PERSON: "Person",
    SourceKind.ORGANIZATION: "Organization",
    SourceKind.MEDIA: "NewsMediaOrganization",
}


def write(contents: Contents, path: Path) -> None:
    """Write one graph, a node at a time."""
    with path.open("wb") as out:
        out.write(msgspec.json.encode({"@context": CONTEXT})[:-1] + b',"@graph":[')
        separator = b"\n"
        for node in _nodes(contents):
            known = {key: value for key, value in node.items() if value is not None}
            out.write(separator + msgspec.json.encode(known))
            separator = b",\n"
        out.write(b"\n]}\n")


def _nodes(contents: Contents) -> Iterator[dict[str, Json]]:
    for report in contents.reports():
        yield _article(report)
    for said in contents.links.statements:
        yield _claim(said, contents.lang)


def _article(report: Document) -> dict[str, Json]:
    return {
        "@type": "NewsArticle",
        "@id": _id(report.id),
        "url": report.url,
        "headline": report.title,
        "datePublished": report.published,
        "inLanguage": report.lang,
        "publisher": _agent("NewsMediaOrganization", report.outlet),
        "author": _agent("Person", report.byline),
        "articleBody": report.text,
    }


def _claim(said: Statement, lang: Lang) -> dict[str, Json]:
    stated = said.dated_by is DatedBy.CLAUSE and interval(said.date)
    kind = _AUTHORS.get(said.kind)
    return {
        "@type": ["Claim", "Quotation"] if said.quote is QuoteType.DIRECT else "Claim",
        "@id": f"{_id(said.document)}:{said.id}",
        "text": said.content,
        "author": _agent(kind, said.speaker) if kind else None,
        "dateCreated": said.date if stated and len(said.date or "") == 10 else None,
        "datePublished": said.published,
        "inLanguage": "ar",
        "appearance": {"@id": _id(said.document)},
        "citation": " ".join(v.text for v in said.evidence),
        "comment": _comment(shown(said.review, lang, plain=True)),
    }


def _comment(text: str) -> dict[str, Json] | None:
    return {"@type": "Comment", "text": text} if text else None


def _agent(kind: str | None, name: str | None) -> dict[str, Json] | None:
    return {"@type": kind, "name": name} if kind and name else None


def _id(document: str) -> str:
    return f"urn:x-musnad:report:{quote(document, safe='')}"
