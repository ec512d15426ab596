"""How long finding copies takes, and how well it does on pairs labelled by hand.

    uv run python benchmarks/copies.py NEWS_DIR [--reports 31000] [--pairs PAIRS.csv]

NEWS_DIR holds `*_YYYY-MM-DD.jsonl.gz` files of articles with `title`, `author`,
`date_extracted`, `content` and `source`. A labelled pair names two articles as `DAY:LINE` (the
file's day, the line's number from 0) and says whether one is derived from the other's text or
both from a third's (METER: wholly or partly). With fewer articles than `--reports`, each is
repeated with some of its sentences left out until there are enough. Reading and annotating the
articles is not timed.
"""

import argparse
import csv
import gzip
import json
import random
import resource
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from itertools import combinations
from pathlib import Path

from musnad.annotate import metadata, names, zones
from musnad.ingest import files
from musnad.link.copies import copies
from musnad.model import Document
from musnad.pipeline import STEPS, annotate

_LAYERS = tuple(
    s
    for s in STEPS
    if s.run in {zones.annotate, metadata.annotate, names.annotate} or s.gives == "sentences"
)
_LEFT_OUT = 0.2


def articles(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield each article as a page reads, with its `DAY:LINE`."""
    for path in sorted(folder.glob("*.jsonl.gz")):
        day = path.name.split("_")[-1].removesuffix(".jsonl.gz")
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                a = json.loads(line)
                head = f"{a['title']}\n\n{a['author']}\n{a['date_extracted'][:10]}\n\n"
                yield f"{day}:{number}", (head + a["content"] + "\n").encode()


def read(article: tuple[str, bytes]) -> Document:
    """Return an article with the layers that copies need, under its name here."""
    name, data = article
    return replace(annotate(files.read_text(data, f"{name}.txt"), _LAYERS), id=name)


def more(docs: list[Document], wanted: int) -> list[Document]:
    """Return the reports, and again with sentences left out until there are as many as wanted."""
    chance = random.Random(0)  # noqa: S311  (the same reports each time, no secret)
    out = list(docs)
    while len(out) < wanted:
        doc = docs[len(out) % len(docs)]
        kept = tuple(s for s in doc.sentences if chance.random() > _LEFT_OUT)
        out.append(replace(doc, id=f"{doc.id}.{len(out)}", sentences=kept))
    return out[:wanted]


def main() -> None:
    """Print the scores on the labelled pairs, then the time and memory of the large set."""
    args = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    args.add_argument("news", type=Path)
    args.add_argument("--reports", type=int, default=31_000)
    args.add_argument("--pairs", type=Path, default=Path("evaluation/copies_pairs.csv"))
    given = args.parse_args()
    with ProcessPoolExecutor() as pool:
        docs = list(pool.map(read, articles(given.news), chunksize=50))
    found = copies(docs)
    together = {
        frozenset(pair)
        for group in found
        for pair in combinations([m.document for m in group.members], 2)
    }
    with given.pairs.open(encoding="utf-8") as rows:
        gold = {frozenset((r["a"], r["b"])): r["derived"] == "yes" for r in csv.DictReader(rows)}
    right = sum(same and pair in together for pair, same in gold.items())
    shown, true = sum(pair in together for pair in gold), sum(gold.values())
    print(
        f"pairs {len(gold)}, derived {true}: P {right / shown:.3f}  R {right / true:.3f}  "
        f"F1 {2 * right / (shown + true):.3f}"
    )
    large = more(docs, given.reports)
    wall, cpu = time.perf_counter(), time.process_time()
    found = copies(large)
    print(
        f"{len(large)} reports, {len(found)} groups: {time.perf_counter() - wall:.1f} s "
        f"({time.process_time() - cpu:.1f} s of one core), "
        f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"
    )


if __name__ == "__main__":
    main()
