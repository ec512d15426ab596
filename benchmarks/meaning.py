"""How fast sentence vectors are made, and how well questions find what answers them.

    uv run python benchmarks/meaning.py ARTICLES.jsonl.gz… [--sentences 1000]

Speed is of sentences of the articles (`content`), one after the other as a case has them. Finding
is tried on the example story with `questions.toml`: a question is answered where a sentence among
the first five holds words of its answer. Compared are the question's words alone, vectors alone,
and both together as `musnad search --meaning` has them.
"""

import argparse
import gzip
import json
import os
import tempfile
import time
import tomllib
from pathlib import Path

from musnad.api import Case, open_case
from musnad.case import meaning
from musnad.case.query import Query
from musnad.case.search import search
from musnad.meaning.encoder import encoder
from musnad.present.search import any_word
from musnad.run.examples import talks
from musnad.run.local import build

_FIRST = 5


def speed(paths: list[Path], count: int) -> None:
    """Print how many vectors are made in a second."""
    sentences: list[str] = []
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                text = json.loads(line)["content"]
                sentences += [s for s in text.split(".") if len(s.split()) > 2]
        if len(sentences) >= count:
            break
    start, cpu = time.perf_counter(), time.process_time()
    reader = encoder()
    print(f"ready in {time.perf_counter() - start:.1f} s ({time.process_time() - cpu:.1f} s cpu)")
    start, cpu = time.perf_counter(), time.process_time()
    for at in range(0, count, 200):
        reader.sentences(sentences[at : min(count, at + 200)])
    wall, cpu = time.perf_counter() - start, time.process_time() - cpu
    words = sum(len(s.split()) for s in sentences[:count])
    load = os.getloadavg()[0]
    print(f"{count} sentences of {words / count:.0f} words: {count / wall:.0f} a second, ", end="")
    print(f"{count / cpu:.0f} a second of cpu; load {load:.1f} on {os.cpu_count()} cores")


def found(case: Case, how: str, question: str) -> list[str]:
    """Return the first sentences that one way of searching finds."""
    words = any_word(question)
    if how == "words":
        hits = search(case.database, Query(words), _FIRST) if words else ()
    else:
        given = words if how == "both" else None
        hits = meaning.search(case.database, question, words=given, most=_FIRST)
    return [h.text for h in hits]


def answered(case: Case) -> None:
    """Print how many questions are answered among the first, and the mean reciprocal rank."""
    path = Path(__file__).with_name("questions.toml")
    questions = tomllib.loads(path.read_text(encoding="utf-8"))["question"]
    print(f"{'':18}{'en, first 5':>14}{'rank':>7}{'ar, first 5':>14}{'rank':>7}")
    for how in ("words", "vectors", "both"):
        line = f"{how:18}"
        for lang in ("en", "ar"):
            ranks = []
            for q in questions:
                texts = found(case, how, q[lang])
                right = [i for i, t in enumerate(texts, 1) if any(a in t for a in q["answer"])]
                ranks.append(1 / right[0] if right else 0.0)
            answered = sum(r > 0 for r in ranks)
            line += f"{answered:8} of {len(ranks):2}{sum(ranks) / len(ranks):7.2f}"
        print(line, flush=True)


def main() -> None:
    """Measure both."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("articles", type=Path, nargs="*")
    parser.add_argument("--sentences", type=int, default=1000)
    args = parser.parse_args()
    if args.articles:
        speed(args.articles, args.sentences)
    with tempfile.TemporaryDirectory() as folder:
        build([talks()], f"{folder}/talks.musnad")
        with open_case(f"{folder}/talks.musnad") as case:
            answered(case)


if __name__ == "__main__":
    main()
