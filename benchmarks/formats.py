"""What comes back from each export when another library reads it: a table in Markdown.

    uv run python -m benchmarks.formats [--case CASE]

The case is the example story, or CASE. For each format: what is counted, how many a case has, how
many come back with the words that they had, and the library that read them. Exit code 1 where one
gets lost.
"""

import argparse
import csv
import json
import re
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import docx
import openpyxl
import pyarrow.parquet as pq
import rdflib
import spacy
from docx.oxml.ns import qn
from lxml import etree
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from pyld import jsonld
from rdflib.namespace import RDF, SDO
from spacy.tokens import DocBin
from spacy.training.converters.conll_ner_to_docs import conll_ner_to_docs

from musnad.api import Case, open_case
from musnad.case.interchange import read
from musnad.present.bidi import visible
from musnad.present.exports import Target
from musnad.present.formats import plain
from musnad.run.examples import talks
from musnad.run.local import build
from tests.present.exports import icu
from tests.present.exports.test_for_programs import CONTEXTS


class Round(NamedTuple):
    """What a format was given and gave back, each as texts in order."""

    what: str
    given: list[str]
    back: list[str]
    library: str


_Reader = Callable[[Case, Path], Iterator[Round]]


def _sentences(case: Case) -> list[str]:
    return [e.happening.evidence[0].text for e in case.chronology()]


def _flat(texts: Iterable[str]) -> list[str]:
    return [" ".join(plain(visible(t)).split()) for t in texts]


def _csv(case: Case, path: Path) -> Iterator[Round]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    back = [r["Sentence"].removeprefix("'") for r in rows]
    yield Round("entries", _flat(_sentences(case)), _flat(back), "csv (Python)")


def _xlsx(case: Case, path: Path) -> Iterator[Round]:
    book = openpyxl.load_workbook(path)
    given = {
        "Chronology": ("Sentence", _sentences(case)),
        "Statements": ("Statement", [s.content for s in case.statements()]),
        "Figures": ("Sentence", [p.text for one in case.figures() for p in one.points]),
        "Sources": ("Statements", [str(p.statements) for p in case.sources()]),
    }
    for name, (column, texts) in given.items():
        heads, *rows = book[name].iter_rows(values_only=True)
        at = heads.index(column)
        back = [str(row[at]) for row in rows]
        yield Round(name.lower(), _flat(texts), _flat(back), "openpyxl")


def _jsonl(case: Case, path: Path) -> Iterator[Round]:
    back = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    yield Round("entries", _json(case.chronology().to_dicts()), _json(back), "json (Python)")


def _parquet(case: Case, path: Path) -> Iterator[Round]:
    rows = pq.read_table(path).to_pylist()
    for row in rows:
        row.pop("sentence")
        for end in ("earliest", "latest"):
            row[end] = row[end] and row[end].isoformat()
    yield Round("entries", _json(case.chronology().to_dicts()), _json(rows), "pyarrow")


def _json(items: Iterable[object]) -> list[str]:
    return [json.dumps(i, sort_keys=True, ensure_ascii=False) for i in items]


def _markdown(case: Case, path: Path) -> Iterator[Round]:
    html = MarkdownIt("commonmark").use(footnote_plugin).render(path.read_text(encoding="utf-8"))
    page = etree.fromstring(f"<x>{html}</x>", etree.HTMLParser())
    back = ["".join(q.itertext())[1:-1] for q in page.iter("bdi")]
    yield Round("sentences", _flat(_evidence(case)), _flat(back), "markdown-it-py")


def _docx(case: Case, path: Path) -> Iterator[Round]:
    read = docx.Document(str(path))
    (part,) = [r.target_part for r in read.part.rels.values() if r.reltype.endswith("/footnotes")]
    notes = ["".join(n.itertext()) for n in etree.fromstring(part.blob)][2:]
    back = [match[1] for n in notes if (match := re.search("«(.*)»", n))]
    cited = len(list(read.element.body.iter(qn("w:footnoteReference"))))
    if cited != len(notes):
        back = []
    yield Round("sentences", _flat(_evidence(case)), _flat(back), "python-docx")


def _evidence(case: Case) -> list[str]:
    entries = sorted(case.chronology(), key=lambda e: e.happening.earliest is None)
    return [v.text for e in entries for v in e.happening.evidence]


def _timelinejs(case: Case, path: Path) -> Iterator[Round]:
    made = json.loads(path.read_text(encoding="utf-8"))
    dated = [e.happening.id for e in case.chronology() if e.happening.earliest]
    back = [s["unique_id"] for s in made["events"]]
    yield Round("dated entries", dated, back, "json (Python)")


def _graph(path: Path) -> rdflib.Graph:
    def load(url: str, _: object) -> dict[str, object]:
        found = {"@context": CONTEXTS[url]}
        return {"contextUrl": None, "documentUrl": url, "document": found}

    data = json.loads(path.read_text(encoding="utf-8"))
    triples = jsonld.to_rdf(data, {"documentLoader": load, "format": "application/n-quads"})
    return rdflib.Graph().parse(data=triples, format="nt")


def _annotations(case: Case, path: Path) -> Iterator[Round]:
    oa = rdflib.Namespace("http://www.w3.org/ns/oa#")
    quotes = [str(q) for q in _graph(path).objects(None, oa.exact)]
    given = []
    for d in case.readings():
        spans = [m.span for m in d.mentions] + [t.span for t in d.timexes]
        spans += [q.span for q in d.quantities] + [a.content for a in d.attributions]
        spans += [e.span for e in d.events]
        given += [s.of(d.text) for s in spans]
    yield Round("annotations", sorted(given), sorted(quotes), "pyld, rdflib")


def _ftm(case: Case, path: Path) -> Iterator[Round]:
    icu.stand_in()
    from followthemoney import model  # noqa: PLC0415 - after its stand-in for ICU

    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    proxies = [model.get_proxy(e, cleaned=False) for e in lines]
    events = sorted(p.first("recordId") or "" for p in proxies if p.schema.name == "Event")
    given = sorted(e.happening.id for e in case.chronology())
    yield Round("events", given, events, "followthemoney")
    bodies = sorted(p.first("bodyText") or "" for p in proxies if p.schema.name == "Article")
    texts = sorted(d.text.strip() for d in case.readings())  # its library strips them
    yield Round("articles", texts, bodies, "followthemoney")


def _schema_org(case: Case, path: Path) -> Iterator[Round]:
    graph = _graph(path)
    back = [str(graph.value(c, SDO.text)) for c in graph.subjects(RDF.type, SDO.Claim)]
    given = sorted(s.content for s in case.statements())
    yield Round("claims", given, sorted(back), "pyld, rdflib")


def _conll(case: Case, path: Path) -> Iterator[Round]:
    text = path.read_text(encoding="utf-8")
    read = conll_ner_to_docs(text, no_print=True)  # type: ignore[no-untyped-call]
    back = [f"{e.label_} {''.join(e.text.split())}" for d in read for e in d.ents]
    given = [
        f"{m.label} {''.join(m.span.of(d.text).split())}"
        for d in case.readings()
        for s in d.sentences
        for m in d.mentions
        if s.span.covers(m.span)
    ]
    yield Round("names in sentences", given, back, "spaCy")


def _brat(case: Case, path: Path) -> Iterator[Round]:
    back = []
    with zipfile.ZipFile(path) as parts:
        for name in sorted(n for n in parts.namelist() if n.endswith(".ann")):
            text = parts.read(name.replace(".ann", ".txt")).decode()
            for line in parts.read(name).decode().splitlines():
                if line.startswith("T"):
                    _, rest, _ = line.split("\t")
                    kind, *places = re.split("[ ;]", rest)
                    pieces = zip(places[::2], places[1::2], strict=True)
                    words = " ".join(text[int(a) : int(b)] for a, b in pieces)
                    back += [words] if kind in {"PER", "ORG", "LOC"} else []
    given = [" ".join(m.span.of(d.text).split("\n")) for d in case.readings() for m in d.mentions]
    yield Round("names", sorted(given), sorted(back), "own check of offsets")


def _spacy(case: Case, path: Path) -> Iterator[Round]:
    docs = DocBin().from_disk(path).get_docs(spacy.blank("ar").vocab)
    back = [f"{e.start_char} {e.end_char} {e.label_}" for d in docs for e in d.ents]
    given = [f"{m.span.start} {m.span.end} {m.label}" for d in case.readings() for m in d.mentions]
    yield Round("names", given, back, "spaCy")


READERS: dict[Target, _Reader] = {
    Target.CSV: _csv,
    Target.XLSX: _xlsx,
    Target.JSONL: _jsonl,
    Target.PARQUET: _parquet,
    Target.MD: _markdown,
    Target.DOCX: _docx,
    Target.TIMELINEJS: _timelinejs,
    Target.ANNOTATION_JSONLD: _annotations,
    Target.FTM: _ftm,
    Target.SCHEMA_JSONLD: _schema_org,
    Target.CONLL: _conll,
    Target.BRAT: _brat,
    Target.SPACY: _spacy,
}


def rounds(case: Case, folder: Path) -> Iterator[tuple[str, Round]]:
    """Yield what each format was given and gave back; last, a table of reports and a review."""
    for target, reader in READERS.items():
        path = folder / f"out.{'zip' if target is Target.BRAT else target.value}"
        case.export(target, path)
        for one in reader(case, path):
            yield target.value, one
    yield "reports in CSV", _reports(case, folder)
    yield "review log", _review(case, folder)


def _reports(case: Case, folder: Path) -> Round:
    """Write the reports as a table, build a case of it, and give what that one holds."""
    given = [d for d in case.documents() if d.lang == "ar"]
    with (folder / "reports.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(("text", "outlet", "published"))
        writer.writerows((d.text, d.outlet or "", d.published or "") for d in given)
    build([folder / "reports.csv"], folder / "again.musnad")
    with open_case(folder / "again.musnad") as again:
        back = [f"{d.outlet} {d.published} {_squeezed(d.text)}" for d in again.documents()]
    texts = [f"{d.outlet} {d.published} {_squeezed(d.text)}" for d in given]
    return Round("reports", sorted(texts), sorted(back), "musnad build")


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _review(case: Case, folder: Path) -> Round:
    with case.review.together() as review:
        for entry in case.chronology()[:3]:
            review.accept(entry.happening, by="Layla", why="checked")
    review.export(folder / "log.jsonl")
    back = read((folder / "log.jsonl").read_bytes(), "log.jsonl")
    return Round(
        "decisions", [str(x.decision) for x in review.log()], list(map(str, back)), "msgspec"
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--case")
    args = parser.parse_args()
    lost = False
    print("| format | what | in the case | read back the same | read by |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if not args.case:
            build([talks()], folder / "talks.musnad")
        with open_case(args.case or folder / "talks.musnad") as case:
            for form, one in rounds(case, folder):
                same = (Counter(one.given) & Counter(one.back)).total()
                lost = lost or same != len(one.given) or len(one.back) != same
                print(f"| `{form}` | {one.what} | {len(one.given)} | {same} | {one.library} |")
    print(f"\nMusnad {version('musnad')}")
    sys.exit(lost)


if __name__ == "__main__":
    main()
