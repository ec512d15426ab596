"""Event types and arguments on a set of sentences with one PLOVER class each.

    uv run python benchmarks/events.py SENTENCES.jsonl

A line is an object with `input` (the sentence), `date` (YYYYMMDD), `plover` (its class) and, for
some, `trigger_tokens`, `source_tokens` and `target_tokens`. Their order in the set is lost, so
words are compared as sets, proclitics and articles off. Printed: how often the class is among
the events read, which types stand where it is not, and how far the words of triggers, sources
and targets lie inside those of an event of the class (recall) and how many of ours are theirs
(precision).
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from musnad import pipeline
from musnad.model import Document, Event
from musnad.text.normalize import key
from musnad.text.stem import bare

NONE = "none"


def stems(words: Iterable[str]) -> frozenset[str]:
    """Return the stems of the words, for comparison as sets."""
    return frozenset(bare(w) for text in words for w in key(text).split() if len(w) > 1)


def read(row: dict[str, object]) -> Document:
    """Annotate the sentence of a row, with its date as the report's."""
    day = str(row["date"])
    published = f"{day[:4]}-{day[4:6]}-{day[6:]}"
    doc = Document(id="row", path="row", text=str(row["input"]), lang="ar", published=published)
    return pipeline.annotate(doc)


def overlap(wanted: frozenset[str], given: frozenset[str]) -> tuple[int, int, int]:
    """Return how many words are shared, wanted and given."""
    return len(wanted & given), len(wanted), len(given)


def shown(name: str, counts: tuple[int, int, int]) -> str:
    """Return precision, recall and F1 of counted overlaps as a line."""
    both, wanted, given = counts
    p, r = (both / given if given else 0.0), (both / wanted if wanted else 0.0)
    f1 = 2 * p * r / (p + r) if p + r else 0.0
    return f"{name:9} P {p:.3f}  R {r:.3f}  F1 {f1:.3f}"


Counts = tuple[int, int, int]


def tally(rows: Iterable[dict[str, object]]) -> tuple[Counter[tuple[str, str]], dict[str, Counts]]:
    """Return how often each class was read as what, and the overlaps of words by role."""
    table: Counter[tuple[str, str]] = Counter()
    words: dict[str, Counts] = dict.fromkeys(("trigger", "source", "target"), (0, 0, 0))
    for row in rows:
        doc = read(row)
        fitting = [e for e in doc.events if e.type == row["plover"]]
        first = next(iter(fitting or doc.events), None)
        table[str(row["plover"]), first.type.value if first else NONE] += 1
        for name, counts in words.items():
            told = row[f"{name}_tokens"]
            wanted = stems(told) if isinstance(told, list) else frozenset()
            if wanted and fitting:
                ours = (overlap(wanted, _given(doc, e, name)) for e in fitting)
                both, all_, given = max(ours, key=lambda o: o[0])
                words[name] = counts[0] + both, counts[1] + all_, counts[2] + given
    return table, words


def main() -> None:
    """Print type accuracy, the confusion table and argument overlap."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("source", type=Path, metavar="SENTENCES.jsonl")
    rows = [json.loads(line) for line in parser.parse_args().source.open(encoding="utf-8")]
    table, words = tally(rows)
    right = sum(n for (wanted, given), n in table.items() if wanted == given)
    told = sum(n for (_, given), n in table.items() if given != NONE)
    print(f"{len(rows)} sentences: class read in {right} ({right / len(rows):.3f}), ", end="")
    print(f"of {told} with an event {right / told:.3f}")
    for wanted in sorted({w for w, _ in table}):
        found = sorted(((n, g) for (w, g), n in table.items() if w == wanted), reverse=True)
        print(f"{wanted:9} " + ", ".join(f"{given} {n}" for n, given in found))
    for name, counts in words.items():
        print(shown(name, counts))


def _given(doc: Document, event: Event, name: str) -> frozenset[str]:
    if name == "trigger":
        return stems([event.trigger.of(doc.text)])
    return stems(event.participants)


if __name__ == "__main__":
    main()
