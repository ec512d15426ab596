"""How the cost of making entities grows with a case.

    uv run python benchmarks/entities.py CASE [--sizes 500 1000 2000]

CASE is a case of real reports (`musnad build ARTICLES.jsonl.gz -o CASE`). For each size, that many
of its reports, taken evenly from all, are linked by their names alone; printed are the distinct
names, the entities, CPU seconds, and microseconds a distinct name, which stay the same where the
cost is linear.
"""

import argparse
import time

from musnad.case.store import open_case
from musnad.link.entities import names
from musnad.link.naming.seen import look_at


def main() -> None:
    """Measure and print a line a size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("case")
    parser.add_argument("--sizes", type=int, nargs="+", default=[500, 1000, 2000])
    given = parser.parse_args()
    with open_case(given.case) as case:
        docs = list(case.documents())
    names(docs[:50])  # so that lists are read before the clock runs
    print("reports   names  entities  seconds  µs a name")
    for size in given.sizes:
        if size > len(docs):
            raise SystemExit(f"{given.case}: holds {len(docs)} reports; give no size above")
        some = docs[:: len(docs) // size][:size]
        distinct = len(look_at(some).kinds)
        began = time.process_time()
        found = len(names(some).entities)
        took = time.process_time() - began
        print(f"{size:7} {distinct:7} {found:9} {took:8.2f} {took / distinct * 1e6:10.0f}")


if __name__ == "__main__":
    main()
