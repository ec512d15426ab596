"""How well two titles are told to agree, disagree or be about other things.

    uv run python benchmarks/stance.py PAIRS.csv

PAIRS.csv has the columns `s1`, `s2` and `stance` (agree, disagree, other), as ANS stance has.
"""

import argparse
import csv
from collections import Counter
from pathlib import Path

from musnad.link.disagreeing.opposites import Stance, oppose, stance


def main() -> None:
    """Print precision, recall and F1 of each stance, their mean, and what opposites find alone."""
    args = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    args.add_argument("pairs", type=Path)
    with args.parse_args().pairs.open(encoding="utf-8") as rows:
        pairs = [(r["s1"], r["s2"], Stance(r["stance"])) for r in csv.DictReader(rows)]
    table = Counter((gold, stance(a, b)) for a, b, gold in pairs)
    scores = []
    for s in Stance:
        right = table[s, s]
        found = sum(n for (_, f), n in table.items() if f is s)
        true = sum(n for (g, _), n in table.items() if g is s)
        scores.append(2 * right / (found + true) if found + true else 0.0)
        print(
            f"{s.value:9} P {right / found if found else 0:.3f}  "
            f"R {right / true if true else 0:.3f}  F1 {scores[-1]:.3f}  of {true}"
        )
    accuracy = sum(table[s, s] for s in Stance) / len(pairs)
    print(f"macro-F1 {sum(scores) / len(scores):.3f}, accuracy {accuracy:.3f}, {len(pairs)} pairs")
    told = [gold for a, b, gold in pairs if oppose(a, b)]
    right = told.count(Stance.DISAGREE)
    true = sum(gold is Stance.DISAGREE for _, _, gold in pairs)
    print(f"opposition alone: P {right / len(told):.3f}  R {right / true:.3f}")


if __name__ == "__main__":
    main()
