"""Speed of the encoder of names: words a second in batches, and the time to the first name.

    python benchmarks/names.py ARTICLES.jsonl.gz [--articles 200]

The articles are JSON lines with `content`. The first name is timed in a new process, from its
start; `imports` is the part that goes to loading the library itself.
"""

import argparse
import gzip
import json
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path

from musnad.annotate.naming import encoder
from musnad.text.tokenize import tokens

_FIRST = """
import time; began = time.perf_counter()
import musnad; loaded = time.perf_counter()
doc = musnad.annotate("وصل الوزير سامي الحداد إلى بيروت.")
print(len(doc.mentions), loaded - began, time.perf_counter() - began)
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--articles", dest="count", type=int, default=200)
    given = parser.parse_args()
    model = encoder.installed()
    if model is None:
        raise SystemExit(encoder.lacking())
    with gzip.open(given.articles, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["content"] for line in islice(lines, given.count)]
    read = [[[t.span.of(text) for t in tokens(text)]] for text in texts]
    words = sum(len(sentence) for text in read for sentence in text)
    began = time.perf_counter()
    for text in read:
        model.scores(text)
    alone = words / (time.perf_counter() - began)
    began = time.perf_counter()
    model.scores([sentence for text in read for sentence in text])
    together = words / (time.perf_counter() - began)
    print(f"{words} words: {alone:.0f} a second text by text, {together:.0f} all in one call")
    first = subprocess.run(
        [sys.executable, "-c", _FIRST], capture_output=True, text=True, check=True
    ).stdout.split()
    print(f"first name after {first[2]:.5} s, of which imports {first[1]:.5} s")


if __name__ == "__main__":
    main()
