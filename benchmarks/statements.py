"""Sentences a second of the attribution layer, on one core and without the encoder.

    uv run python benchmarks/statements.py ARTICLES.jsonl.gz [--articles 400] [--rounds 3]

Articles are objects with `title`, `date_extracted` and `content`. The layers that it needs (zones,
sentences, names, times) are made first and not timed; the best of the rounds counts. Printed with
it: the same for all layers together, and what share of the time attribution takes.
"""

import argparse
import gzip
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from musnad import pipeline
from musnad.annotate import attributions
from musnad.model import Document, ZoneKind


def articles(source: Path) -> Iterator[Document]:
    """Yield each article as a report: title, date, text."""
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        for n, line in enumerate(lines):
            a = json.loads(line)
            text = f"{a['title']}\n\n{a['date_extracted'][:10]}\n\n{a['content']}\n"
            yield Document(id=str(n), path=str(n), text=text, lang="ar")


def best(rounds: int, work: Callable[[], object]) -> float:
    """Return the seconds of the fastest of some rounds."""
    seconds = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def main() -> None:
    """Print sentences a second of attribution alone and of all layers."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("source", type=Path, metavar="ARTICLES.jsonl.gz")
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    raw = list(islice(articles(args.source), args.articles))
    done = [pipeline.annotate(doc) for doc in raw]
    ready = [replace(doc, attributions=(), events=()) for doc in done]
    sentences = sum(s.zone is ZoneKind.BODY for doc in ready for s in doc.sentences)
    statements = sum(len(doc.attributions) for doc in done)
    alone = best(args.rounds, lambda: [attributions.annotate(doc) for doc in ready])
    whole = best(args.rounds, lambda: [pipeline.annotate(doc) for doc in raw])
    print(f"{len(raw)} articles, {sentences} sentences, {statements} statements")
    print(f"attribution alone  {sentences / alone:8.0f} sentences/s")
    print(f"all layers         {sentences / whole:8.0f} sentences/s")
    print(f"attribution's share of the time: {alone / whole:.0%}")


if __name__ == "__main__":
    main()
