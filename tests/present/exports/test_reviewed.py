"""What people decided stands in every export, in words that its format has a place for."""

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from rdflib.namespace import SDO

from musnad.api import Case, open_case
from musnad.link import link
from musnad.model import Statement
from musnad.present.exports import Target
from musnad.present.terminal import ISOLATES
from tests.present.exports import icu
from tests.present.exports.case import talks
from tests.present.exports.test_for_programs import OA, graph

MARK = "confirmed by Layla"
LAYERS_ALONE = (Target.CONLL, Target.BRAT, Target.SPACY, Target.WARC)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    with open_case(tmp_path_factory.mktemp("reviewed") / "talks.musnad", create=True) as held:
        for doc in talks():
            held.add(doc, doc.text.encode())
        held.save_links(link(held.documents()))
        for h in held.links().happenings[:5]:
            held.review.accept(h, by="Layla")
        held.review.accept(held.links().statements[0], by="Layla")
        held.review.accept(held.links().series[0].points[0], by="Layla")
        held.review.correct(gone(held).document, "outlet", "صحيفة الاختبار", by="Layla")
        held.review.reject(gone(held), by="Layla")
        yield held


def gone(case: Case) -> Statement:
    """The statement that is rejected: the last one in the first report."""
    first = case.links().statements[0].document
    return [s for s in talks_statements() if s.document == first][-1]


def talks_statements() -> tuple[Statement, ...]:
    return link(talks()).statements


def written(case: Case, target: Target, folder: Path) -> str:
    """Return what an export holds, a zip's parts one after the other."""
    path = folder / f"out.{target.value}"
    case.export(target, path)
    if target is Target.PARQUET:
        return json.dumps(pq.read_table(path).to_pylist(), default=str, ensure_ascii=False)
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as parts:
            return "".join(parts.read(n).decode(errors="replace") for n in parts.namelist())
    return path.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("target", [t for t in Target if t not in LAYERS_ALONE])
def test_what_was_confirmed_says_so(case: Case, target: Target, tmp_path: Path) -> None:
    text = ISOLATES.sub("", written(case, target, tmp_path))
    if target in {Target.JSONL, Target.PARQUET}:
        assert text.count('"confirmed"') == 5
    elif target is Target.DOCX:
        assert text.count("confirmed by ") == text.count("Layla") == 5
    elif target is Target.SCHEMA_JSONLD:
        assert text.count(MARK) == 1
    elif target is Target.ANNOTATION_JSONLD:
        mentions = sum(len(h.mentions) for h in case.links().happenings if h.review)
        assert text.count(MARK) == mentions + 2
    elif target is Target.XLSX:
        assert MARK in text
    else:
        dated = sum(h.earliest is not None for h in case.links().happenings if h.review)
        assert text.count(MARK) == (dated if target is Target.TIMELINEJS else 5)


def test_corrected_reports_and_rejected_statements(case: Case, tmp_path: Path) -> None:
    said = gone(case)
    exported = json.loads(written(case, Target.SCHEMA_JSONLD, tmp_path))["@graph"]
    assert not any(n["@id"].endswith(f"{said.document}:{said.id}") for n in exported)
    publishers = {n["publisher"]["name"] for n in exported if n.get("publisher")}
    assert "صحيفة الاختبار" in publishers
    annotated = written(case, Target.ANNOTATION_JSONLD, tmp_path)
    assert f"{said.document}:{said.id}" not in annotated


def test_the_formats_still_hold(case: Case, tmp_path: Path) -> None:
    written(case, Target.ANNOTATION_JSONLD, tmp_path)
    triples = graph(tmp_path / "out.annotation-jsonld")
    purposes = set(triples.objects(None, OA.hasPurpose))
    assert OA.assessing in purposes
    written(case, Target.SCHEMA_JSONLD, tmp_path)
    triples = graph(tmp_path / "out.schema-jsonld")
    (comment,) = triples.objects(None, SDO.comment)
    assert str(triples.value(comment, SDO.text)).startswith(MARK)
    icu.stand_in()
    from followthemoney import model

    lines = map(json.loads, written(case, Target.FTM, tmp_path).splitlines())
    noted = [e for e in lines if e["properties"].get("notes")]
    assert len(noted) == 5
    for entity in noted:
        kept = model.get_proxy(entity, cleaned=False).get("notes")
        assert kept == entity["properties"]["notes"]
