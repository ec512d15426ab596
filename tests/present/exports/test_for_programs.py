"""What other programs read: by the formats' own libraries, models and vocabularies."""

import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import rdflib
import spacy
from pyld import jsonld
from rdflib.namespace import RDF, SDO, XSD
from spacy.tokens import DocBin
from spacy.training.converters.conll_ner_to_docs import conll_ner_to_docs

from musnad.model import Document
from musnad.present.exports import Target, export
from tests.present.exports import icu
from tests.present.exports.case import contents, hostile, talks

Docs = Callable[[], tuple[Document, ...]]
CASES = pytest.mark.parametrize("documents", [talks, hostile], ids=["talks", "hostile"])

OA = rdflib.Namespace("http://www.w3.org/ns/oa#")
ANNO: dict[str, Any] = {
    "oa": str(OA), "rdf": str(RDF), "xsd": str(XSD),
    "as": "https://www.w3.org/ns/activitystreams#", "dc": "http://purl.org/dc/elements/1.1/",
    "id": {"@id": "@id", "@type": "@id"}, "type": {"@id": "@type", "@type": "@id"},
    "AnnotationPage": "as:OrderedCollectionPage",
    "items": {"@id": "as:items", "@type": "@id", "@container": "@list"},
    **{k: f"oa:{k}" for k in ("Annotation", "TextualBody", "TextQuoteSelector")},
    **{k: f"oa:{k}" for k in ("TextPositionSelector", "exact", "prefix", "suffix")},
    **{k: f"oa:{k}" for k in ("classifying", "identifying", "describing", "assessing")},
    "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
    "body": {"@id": "oa:hasBody", "@type": "@id"},
    "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
    "value": "rdf:value", "language": "dc:language",
}  # fmt: skip
"""The terms of http://www.w3.org/ns/anno.jsonld that an export uses; no test asks the network."""

CONTEXTS = {
    "http://www.w3.org/ns/anno.jsonld": ANNO,
    "https://schema.org": {"@vocab": "https://schema.org/"},
}


def graph(path: Path) -> rdflib.Graph:
    """Return the triples of a JSON-LD file as pyld expands it."""

    def load(url: str, _: object) -> dict[str, Any]:
        document = {"@context": CONTEXTS[url]}
        return {"contextUrl": None, "documentUrl": url, "document": document}

    data = json.loads(path.read_text(encoding="utf-8"))
    options = {"documentLoader": load, "format": "application/n-quads"}
    return rdflib.Graph().parse(data=jsonld.to_rdf(data, options), format="nt")


@CASES
def test_web_annotations(documents: Docs, tmp_path: Path) -> None:
    given = contents(documents())
    export(given, Target.ANNOTATION_JSONLD, tmp_path / "a.jsonld")
    made = json.loads((tmp_path / "a.jsonld").read_text(encoding="utf-8"))
    assert _keys(made) - {"@context"} <= set(ANNO)
    triples = graph(tmp_path / "a.jsonld")
    layers = ("mentions", "timexes", "quantities", "attributions", "events")
    expected = sum(len(getattr(d, layer)) for d in given.reports() for layer in layers)
    assert len(set(triples.subjects(RDF.type, OA.Annotation))) == expected
    sources = {d.url or f"urn:x-musnad:report:{_quoted(d.id)}": d for d in given.reports()}
    for annotation in made["items"]:
        target = annotation["target"]
        quote, *position = target["selector"]
        text = sources[target["source"]].text
        assert f"{quote['prefix']}{quote['exact']}{quote['suffix']}" in text
        for p in position:
            assert text[p["start"] : p["end"]] == quote["exact"]


def _keys(value: object) -> set[str]:
    if isinstance(value, dict):
        return set(value).union(*map(_keys, value.values()))
    return set().union(*map(_keys, value)) if isinstance(value, list) else set()


def _quoted(id: str) -> str:
    from urllib.parse import quote

    return quote(id, safe="")


@CASES
def test_schema_org(documents: Docs, tmp_path: Path) -> None:
    given = contents(documents())
    export(given, Target.SCHEMA_JSONLD, tmp_path / "a.jsonld")
    triples = graph(tmp_path / "a.jsonld")
    named = "https://schema.org/"
    used = {str(p) for p in triples.predicates() if p != RDF.type}
    used |= {str(o) for o in triples.objects(None, RDF.type)}
    assert all(u.startswith(named) and u.removeprefix(named) in SDO for u in used)
    claims = set(triples.subjects(RDF.type, SDO.Claim))
    articles = set(triples.subjects(RDF.type, SDO.NewsArticle))
    assert len(claims) == len(given.links.statements)
    assert len(articles) == len(list(given.reports()))
    for claim in claims:
        assert triples.value(claim, SDO.appearance) in articles
    authors = sum(triples.value(c, SDO.author) is not None for c in claims)
    named_speakers = [s for s in given.links.statements if s.speaker and s.kind != "document"]
    assert authors == len([s for s in named_speakers if s.kind != "anonymous"])


@CASES
def test_followthemoney(documents: Docs, tmp_path: Path) -> None:
    icu.stand_in()
    from followthemoney import model

    given = contents(documents())
    export(given, Target.FTM, tmp_path / "a.ftm")
    lines = (tmp_path / "a.ftm").read_text(encoding="utf-8").splitlines()
    entities = {e["id"]: e for e in map(json.loads, lines)}
    assert len(entities) == len(lines)
    for data in entities.values():
        proxy = model.get_proxy(data, cleaned=False)
        for name, values in data["properties"].items():
            kept = proxy.get(name)
            assert len(kept) == len(values), (name, values, kept)
            target = proxy.schema.properties[name].range
            for other in values if target else ():
                schema = model.get(entities[other]["schema"])
                assert schema is not None
                assert schema.is_a(target)
    kinds = [e["schema"] for e in entities.values()]
    assert kinds.count("Event") == len(given.entries)
    assert kinds.count("Article") == len(list(given.reports()))


def test_a_plan_or_denial_says_so_in_the_name_of_its_event(tmp_path: Path) -> None:
    given = contents(talks())
    export(given, Target.FTM, tmp_path / "a.ftm")
    lines = map(json.loads, (tmp_path / "a.ftm").read_text(encoding="utf-8").splitlines())
    events = [e["properties"] for e in lines if e["schema"] == "Event"]
    for status in ("planned", "denied"):
        named = [e["name"][0] for e in events if status in e["keywords"]]
        assert named
        assert all(name.startswith(status) for name in named)


@CASES
def test_conll(documents: Docs, tmp_path: Path) -> None:
    given = contents(documents())
    export(given, Target.CONLL, tmp_path / "a.conll")
    text = (tmp_path / "a.conll").read_text(encoding="utf-8")
    read = conll_ner_to_docs(text, no_print=True)  # type: ignore[no-untyped-call]
    found = [(e.label_, e.text.replace(" ", "")) for d in read for e in d.ents]
    expected = [
        (m.label.value, "".join(m.span.of(d.text).split()))
        for d in given.reports()
        for s in d.sentences
        for m in d.mentions
        if s.span.covers(m.span)
    ]
    assert found == expected


@pytest.mark.parametrize("name", ["out", "out.zip", "out.ZIP"])
@CASES
def test_brat(documents: Docs, name: str, tmp_path: Path) -> None:
    given = contents(documents())
    export(given, Target.BRAT, tmp_path / name)
    folder = tmp_path / name
    if folder.is_file():
        folder = tmp_path / "unpacked"
        zipfile.ZipFile(tmp_path / name).extractall(folder)
    texts = sorted(folder.glob("*.txt"))
    reports = {d.text: d for d in given.reports()}
    assert len(texts) == len(reports)
    declared = (folder / "annotation.conf").read_text(encoding="utf-8")
    for path in texts:
        text = path.read_bytes().decode()
        lines = path.with_suffix(".ann").read_bytes().decode().splitlines()
        ids = [line.split("\t")[0] for line in lines]
        assert len(set(ids)) == len(ids)
        for line in lines:
            _check_standoff(line, text, set(ids), declared)
        events = [line for line in lines if line.startswith("E")]
        read = reports[text]
        assert len(events) == len(read.attributions) + len(read.events)


def _check_standoff(line: str, text: str, ids: set[str], declared: str) -> None:
    id, rest, *words = line.split("\t")
    kind, *places = re.split(r"[ ;]", rest)
    if id[0] == "T":
        pieces = [text[int(a) : int(b)] for a, b in zip(places[::2], places[1::2], strict=True)]
        assert " ".join(pieces) == words[0]
        assert not any("\n" in p for p in pieces)
        assert re.search(rf"^{kind}\b", declared, re.MULTILINE)
    elif id[0] == "E":
        assert {p.partition(":")[2] for p in (kind, *places)} <= ids
    else:
        assert places[0] in ids


@CASES
def test_spacy(documents: Docs, tmp_path: Path) -> None:
    given = contents(documents())
    export(given, Target.SPACY, tmp_path / "a.spacy")
    docs = DocBin().from_disk(tmp_path / "a.spacy").get_docs(spacy.blank("ar").vocab)
    for doc, report in zip(docs, given.reports(), strict=True):
        assert doc.text == report.text
        assert doc.user_data["id"] == report.id
        ents = [(e.start_char, e.end_char, e.label_) for e in doc.ents]
        assert ents == [(m.span.start, m.span.end, m.label.value) for m in report.mentions]
        contents_ = [(s.start_char, s.end_char) for s in doc.spans.get("contents", ())]
        assert contents_ == [(a.content.start, a.content.end) for a in report.attributions]
