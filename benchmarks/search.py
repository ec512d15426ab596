"""Latency of full-text search on a large case.

    uv run python benchmarks/search.py DAY.jsonl.gz… [--sentences 400000] [--case CASE]

The reports are news articles (`title`, `source`, `date_extracted`, `content`), repeated until
there are enough sentences; in each copy one word of eight is changed for another of the articles',
so that no two are alike. Queries are drawn from the sentences: a word, two, a phrase,
alternatives, an exclusion, a range of days, an outlet. CASE is a file or a PostgreSQL URL, kept
for the next run.
"""

import argparse
import gzip
import json
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from musnad.case.query import parse
from musnad.case.search import bring_up, search
from musnad.case.store import Case, open_case
from musnad.model import Document, Sentence, Span, ZoneKind

ROUNDS = 60
_KEPT = 7 / 8


def articles(paths: list[Path]) -> list[dict[str, str]]:
    """Return the articles of the files."""
    out: list[dict[str, str]] = []
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            out += [json.loads(line) for line in lines]
    return out


def documents(
    given: list[dict[str, str]], sentences: int, chance: random.Random
) -> Iterator[Document]:
    """Yield reports with their sentences until there are enough."""
    words = [w for a in given[:500] for w in a["content"].split()]
    made, n = 0, 0
    while made < sentences:
        a = given[n % len(given)]
        texts = [s.strip() for s in f"{a['title']}. {a['content']}".split(".") if s.strip()]
        if n >= len(given):
            texts = [
                " ".join(w if chance.random() < _KEPT else chance.choice(words) for w in t.split())
                for t in texts
            ]
        spans, at = [], 0
        for t in texts:
            spans.append(Sentence(Span(at, at + len(t)), ZoneKind.BODY))
            at += len(t) + 2
        made, n = made + len(texts), n + 1
        yield Document(
            id=f"d{n:06}", path=f"d{n:06}.txt", text=". ".join(texts), outlet=a["source"],
            published=a["date_extracted"][:10], lang="ar", sentences=tuple(spans),
        )  # fmt: skip


def queries(chance: random.Random, sample: list[str]) -> dict[str, Callable[[], str]]:
    """Return what makes a query of each kind, from words as the sentences have them."""

    def some(n: int) -> list[str]:
        while True:
            words = [w.strip('.,:;"()[]«»،؛') for w in chance.choice(sample).split()]
            words = [w for w in words if len(w) > 3 and w.isalpha()]
            if len(words) >= n:
                at = chance.randrange(len(words) - n + 1)
                return words[at : at + n]

    def pair() -> list[str]:
        while True:
            words = chance.choice(sample).split()
            at = chance.randrange(max(1, len(words) - 1))
            if all(w.isalpha() for w in words[at : at + 2]) and len(words) > at + 1:
                return words[at : at + 2]

    return {
        "one word": lambda: some(1)[0],
        "two words": lambda: " ".join(some(2)),
        "phrase": lambda: f'"{" ".join(pair())}"',
        "OR": lambda: " OR ".join(some(2)),
        "NOT": lambda: "{} NOT {}".format(*some(2)),
        "days": lambda: f"{some(1)[0]} date:2015-07-22..2015-07-23",
        "outlet": lambda: f"{some(1)[0]} outlet:arreyadi",
    }


def measure(case: Case, chance: random.Random, sample: list[str]) -> None:
    """Print the latency of each kind of query and of all."""
    heads = ("n", "p50 ms", "p95 ms", "max ms", "p95 cpu", "found")
    print(f"{'query':12}" + "".join(f"{h:>9}" for h in heads))
    everything: list[tuple[float, float]] = []
    for kind, make in queries(chance, sample).items():
        times, found = [], 0
        for _ in range(ROUNDS):
            asked = make()
            start, cpu = time.perf_counter(), computed(case)
            found += bool(search(case.database, parse(asked)))
            times.append((time.perf_counter() - start, computed(case) - cpu))
        everything += times
        print(row(kind, times) + f"{found:9}", flush=True)
    print(row("all", everything))


def computed(case: Case) -> float:
    """Return the seconds that this process and, on this machine, its server have computed."""
    spent = time.process_time()
    if case.database.dialect == "postgresql":
        with case.database.read() as db:
            pid = db.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
        stat = Path(f"/proc/{pid}/stat")
        if stat.exists():
            user, system = stat.read_text(encoding="ascii").rpartition(")")[2].split()[11:13]
            spent += (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
    return spent


def row(kind: str, times: list[tuple[float, float]]) -> str:
    """Return a line of the table; `cpu` is what was computed, whoever ran beside it."""
    walls = [1000 * wall for wall, _ in times]
    wall = statistics.quantiles(walls, n=20)
    cpu = statistics.quantiles((1000 * cpu for _, cpu in times), n=20)
    shown = "".join(f"{v:9.1f}" for v in (wall[9], wall[18], max(walls), cpu[18]))
    return f"{kind:12}{len(times):9}{shown}"


def main() -> None:
    """Fill a case unless it is filled, and measure."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("articles", type=Path, nargs="+")
    parser.add_argument("--sentences", type=int, default=400_000)
    parser.add_argument("--case")
    args = parser.parse_args()
    chance = random.Random(7)  # noqa: S311 - a sample, nothing secret
    given = articles(args.articles)
    sample = [s for a in given for s in a["content"].split(".") if s.strip()]
    scratch = tempfile.TemporaryDirectory()
    with scratch, open_case(args.case or f"{scratch.name}/big.musnad", create=True) as case:
        if not case.holdings().reports:
            for document in documents(given, args.sentences, chance):
                case.add(document, b"")
        start = time.perf_counter()
        indexed = bring_up(case.database)
        print(f"indexed {indexed} reports in {time.perf_counter() - start:.0f} s")
        measure(case, chance, sample)


if __name__ == "__main__":
    main()
