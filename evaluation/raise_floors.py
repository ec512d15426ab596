"""Measure `evaluation/gold/` and write `floors.json`: floors rise, never fall silently.

    uv run python evaluation/raise_floors.py [--reset]

With `--reset` the floors become what is measured now, for when the gold itself was corrected.
"""

import sys
from pathlib import Path

import msgspec

from musnad import pipeline
from musnad.evaluation import gold, metrics, report
from musnad.ingest import files

HERE = Path(__file__).parent
SET = HERE / "gold" / "talks"
FLOORS = HERE / "floors.json"


def main() -> None:
    """Measure, compare with the old floors, write the new ones."""
    scores = metrics.score((g, pipeline.annotate(files.read(g.path))) for g in gold.load(SET))
    measured = {k: int(t.f1 * 1000) / 1000 for k, t in scores.layers.items()}
    sha256 = report.digest(SET)
    if FLOORS.exists() and "--reset" not in sys.argv:
        old = msgspec.json.decode(FLOORS.read_bytes(), type=report.Floors)
        for line in report.fallen(scores, old, sha256):
            raise SystemExit(line)
        measured = {k: max(v, old.f1.get(k, 0.0)) for k, v in measured.items()}
    floors = msgspec.json.encode(report.Floors(sha256, measured))
    FLOORS.write_bytes(msgspec.json.format(floors, indent=2) + b"\n")


if __name__ == "__main__":
    main()
