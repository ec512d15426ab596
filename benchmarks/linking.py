"""How long linking takes beside annotating, part by part, and how much memory.

    uv run python benchmarks/linking.py REPORTS [--most 2000] [--workers 2]

REPORTS is a folder of reports or a table of them (.csv, .jsonl, .jsonl.gz). Times are of the
processor: of this process for linking, of this and its workers for annotating.
"""

import argparse
import resource
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import TypeVar

from musnad.link.copies import copies
from musnad.link.disagreements import disagreements
from musnad.link.entities import names
from musnad.link.events import happenings
from musnad.link.figures import series
from musnad.link.origins import with_origins
from musnad.link.scenes import Gazetteer
from musnad.link.statements import statements
from musnad.link.stories import stories
from musnad.model import Document
from musnad.run import local

_R = TypeVar("_R")


def spent() -> float:
    """Return the processor's seconds of this process and of those that it has ended."""
    own, others = (resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def main() -> None:
    """Print seconds of each part and its share of annotating, then the peak of memory."""
    args = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    args.add_argument("reports", type=Path)
    args.add_argument("--most", type=int, default=2000)
    args.add_argument("--workers", type=int, default=2)
    given = args.parse_args()
    before, wall = spent(), time.perf_counter()
    read = local.annotate_files([given.reports], given.workers)
    docs = tuple(d for d in islice(read, given.most) if isinstance(d, Document))
    annotating = spent() - before
    print(f"annotating {len(docs)} reports: {annotating:.1f} s ({time.perf_counter() - wall:.1f})")
    parts: dict[str, float] = {}

    def timed(name: str, run: Callable[[], _R]) -> _R:
        start = time.process_time()
        found = run()
        parts[name] = time.process_time() - start
        return found

    known = timed("names", lambda: names(docs))
    timed("statements", lambda: statements(docs, known))
    copied = timed("copies", lambda: copies(docs))
    told = timed("happenings", lambda: happenings(docs, known))
    told = timed("origins", lambda: with_origins(told, docs, copied, known))
    places = timed("places", lambda: Gazetteer(docs, known))
    counted = timed("figures", lambda: series(docs, told, known, places))
    timed("disagreements", lambda: disagreements(docs, told, counted, known, places))
    timed("stories", lambda: stories(docs, told, copied, known))
    for name, seconds in parts.items():
        print(f"  {name:14} {seconds:6.1f} s  {seconds / annotating:6.1%}")
    total = sum(parts.values())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"linking {total:.1f} s, {total / annotating:.1%} of annotating; peak {peak:.0f} MB")


if __name__ == "__main__":
    main()
