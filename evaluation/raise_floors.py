"""Measure the gold sets and write their floors: they rise, never fall silently.

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
SETS = (
    (HERE / "gold" / "talks", HERE / "floors.json"),
    (HERE / "statements" / "gold", HERE / "statements" / "floors.json"),
)


def main() -> None:
    """Measure each set, compare with its old floors, write the new ones."""
    for folder, floors in SETS:
        raise_floors(folder, floors)


def raise_floors(folder: Path, file: Path) -> None:
    """Measure one set; shares of fields are kept only for a set of some layers."""
    golds = list(gold.load(folder))
    scores = metrics.score((g, pipeline.annotate(files.read(g.path))) for g in golds)
    layers = {name for g in golds for name in g.page.layers}
    measured = {
        k: int(t.f1 * 1000) / 1000 for k, t in scores.layers.items() if not layers or k in layers
    }
    fields = {k: int(s.right / s.of * 1000) / 1000 for k, s in scores.fields.items() if layers}
    sha256 = report.digest(folder)
    if file.exists() and "--reset" not in sys.argv:
        old = msgspec.json.decode(file.read_bytes(), type=report.Floors)
        for line in report.fallen(scores, old, sha256):
            raise SystemExit(line)
        measured = {k: max(v, old.f1.get(k, 0.0)) for k, v in measured.items()}
        fields = {k: max(v, old.shares.get(k, 0.0)) for k, v in fields.items()}
    floors = msgspec.json.encode(report.Floors(sha256, measured, fields))
    file.write_bytes(msgspec.json.format(floors, indent=2) + b"\n")


if __name__ == "__main__":
    main()
