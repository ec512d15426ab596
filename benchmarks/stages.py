"""Where the time of annotating goes: CPU time of each step, and of the encoder in it.

    uv run python benchmarks/stages.py ARTICLES.jsonl.gz [--articles 200]

The articles are JSON lines with `title`, `author`, `date_extracted` and `content`. CPU time of one
process with one thread, so that other work on the machine changes little. The encoder is also
compared with onnxruntime alone on the very batches that it made of these articles.
"""

import argparse
import gzip
import json
import os
import time
from collections import defaultdict
from itertools import islice
from pathlib import Path
from typing import Any

os.environ["MUSNAD_THREADS"] = "1"

from musnad import pipeline
from musnad.annotate.naming import encoder
from musnad.ingest import files


class Recorder:
    """A session that notes what it was asked, and the CPU time that it took."""

    def __init__(self, session: Any) -> None:  # noqa: ANN401 - onnxruntime has no types
        self.session = session
        self.asked: list[dict[str, Any]] = []
        self.seconds = 0.0

    def run(self, names: object, given: dict[str, Any]) -> Any:  # noqa: ANN401
        """Run as the session would."""
        self.asked.append(given)
        start = time.process_time()
        found = self.session.run(names, given)
        self.seconds += time.process_time() - start
        return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("articles", type=Path)
    parser.add_argument("--articles", dest="count", type=int, default=200)
    given = parser.parse_args()
    with gzip.open(given.articles, "rt", encoding="utf-8") as lines:
        read = [json.loads(line) for line in islice(lines, given.count)]
    texts = [
        f"{a['title']}\n\n{a['author']}\n{a['date_extracted'][:10]}\n\n{a['content']}\n"
        for a in read
    ]
    model = encoder.installed()
    if model is None:
        raise SystemExit(encoder.lacking())
    recorder = Recorder(model._session)
    model._session = recorder
    pipeline.annotate(files.read_text(texts[0].encode(), "warm.txt"))
    recorder.asked.clear()
    recorder.seconds = 0.0
    spent: dict[str, float] = defaultdict(float)
    alone = 0.0
    for text in texts:
        start = time.process_time()
        doc = files.read_text(text.encode(), "a.txt")
        spent["reading"] += time.process_time() - start
        for step in pipeline.STEPS:
            start = time.process_time()
            before = recorder.seconds
            doc = step.run(doc)
            spent[step.gives] += time.process_time() - start
            alone += recorder.seconds - before
    total = sum(spent.values())
    print(f"{len(texts)} articles: {total:.1f} s, {len(texts) / total:.1f} a CPU-second")
    for name, seconds in spent.items():
        print(f"  {name:14}{seconds / len(texts) * 1000:8.1f} ms an article{seconds / total:8.1%}")
    print(
        f"  {'(onnxruntime)':14}{alone / len(texts) * 1000:8.1f} ms an article{alone / total:8.1%}"
    )
    start = time.process_time()
    for asked in recorder.asked:
        recorder.session.run(None, asked)
    bare = time.process_time() - start
    start = time.process_time()
    for text in texts:
        model.scores([text.split()])
    whole = time.process_time() - start
    print(f"onnxruntime alone on the same batches: {bare:.1f} s")
    print(f"the encoder's own call on the words of the articles: {whole:.1f} s: "
          f"{bare / whole:.2f} of onnxruntime's speed")  # fmt: skip


if __name__ == "__main__":
    main()
