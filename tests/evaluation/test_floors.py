"""No layer scores below its floor on the project's own gold."""

from pathlib import Path

import msgspec

from musnad import pipeline
from musnad.evaluation import gold, metrics, report
from musnad.ingest import files

HERE = Path(__file__).parents[2] / "evaluation"


def test_no_layer_falls_below_its_floor() -> None:
    folder = HERE / "gold" / "talks"
    floors = msgspec.json.decode((HERE / "floors.json").read_bytes(), type=report.Floors)
    scores = metrics.score((g, pipeline.annotate(files.read(g.path))) for g in gold.load(folder))
    assert set(floors.f1) == set(metrics.LAYERS)
    assert report.fallen(scores, floors, report.digest(folder)) == []


def test_no_field_of_a_statement_falls_below_its_floor() -> None:
    folder = HERE / "statements" / "gold"
    file = HERE / "statements" / "floors.json"
    floors = msgspec.json.decode(file.read_bytes(), type=report.Floors)
    golds = list(gold.load(folder))
    scores = metrics.score((g, pipeline.annotate(files.read(g.path))) for g in golds)
    assert sum(len(g.page.attributions) for g in golds) >= 60
    facets = ("place", "occasion", "factuality", "within")
    assert set(floors.shares) >= {f"attribution_{name}" for name in facets}
    assert report.fallen(scores, floors, report.digest(folder)) == []


def test_a_fall_is_told() -> None:
    scores = metrics.Scores()
    scores.share("event_date", False)
    floors = report.Floors("x", {"events": 0.4}, {"event_date": 0.5})
    assert report.fallen(scores, floors, "x") == [
        "events: F1 0.0000 is below its floor 0.4000",
        "event_date: 0.0000 is below its floor 0.5000",
    ]
