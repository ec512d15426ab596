"""Speed of the encoder of names: words a second in batches, and the time to the first name.

    python benchmarks/names.py ARTICLES.jsonl.gz [--articles 200]

The articles are JSON lines with `content`. The first name is timed in a new process, from its
start; `imports` is the part that goes to loading the library itself. Beside each time by the clock
stands the time that the processors spent, which other work on the machine changes little.
"""

import argparse
import gzip
import json
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from musnad.annotate.naming import encoder
from musnad.text.tokenize import tokens

_FIRST = """
import time; began = time.perf_counter()
import musnad; loaded = time.perf_counter()
doc = musnad.annotate("وصل الوزير سامي الحداد إلى بيروت.")
print(len(doc.mentions), loaded - began, time.perf_counter() - began, time.process_time())
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
    one, spent = _timed(lambda: [model.scores(text) for text in read])
    print(f"{words} words, text by text: {words / one:.0f} a second ({words / spent:.0f} a CPU's)")
    whole, spent = _timed(lambda: model.scores([s for text in read for s in text]))
    print(f"all in one call: {words / whole:.0f} a second ({words / spent:.0f} a CPU's)")
    first = subprocess.run(
        [sys.executable, "-c", _FIRST], capture_output=True, text=True, check=True
    ).stdout.split()
    loaded, clock, cpus = map(float, first[1:])
    print(f"first name after {clock:.2f} s ({cpus:.2f} s of CPUs), of which imports {loaded:.2f} s")


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds by the clock and the seconds of all processors together."""
    began, spent = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - began, time.process_time() - spent


if __name__ == "__main__":
    main()
