"""Scores for people and programs, and the floors that they may not fall below."""

import hashlib
from pathlib import Path

import msgspec
from rich.table import Table

from musnad.errors import GoldError
from musnad.evaluation.links import LinkScores, Part, Rates
from musnad.evaluation.metrics import Scores
from musnad.evaluation.spans import Rates as NameRates
from musnad.evaluation.spans import Score
from musnad.jsonl import Json


class Floors(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What was reached on a gold set: `sha256` of the set, F1 of each layer, 0 to 1.

    `shares` are those of the matched items with a field right, 0 to 1.
    """

    sha256: str
    f1: dict[str, float]
    shares: dict[str, float] = {}


def as_json(scores: Scores) -> dict[str, Json]:
    """Return the scores as plain values: layers with precision, recall, f1; fields as shares."""
    return {
        "layers": {
            name: {
                "precision": round(t.precision, 4),
                "recall": round(t.recall, 4),
                "f1": round(t.f1, 4),
                "right": t.right,
                "missed": t.missed,
                "extra": t.extra,
            }
            for name, t in scores.layers.items()
        },
        "of_the_matched": {
            name: {"right": s.right, "of": s.of} for name, s in scores.fields.items()
        },
    }


def table(scores: Scores) -> Table:
    """Return the scores as a table for the terminal."""
    out = Table("layer", "precision", "recall", "F1", "right", "missed", "extra")
    for name, t in scores.layers.items():
        if not t.right + t.missed + t.extra:
            continue
        rates = (f"{x:.3f}" for x in (t.precision, t.recall, t.f1))
        out.add_row(name, *rates, str(t.right), str(t.missed), str(t.extra))
    for name, s in scores.fields.items():
        out.add_row(f"  {name}", "", "", "", f"{s.right}/{s.of}", "", "")
    return out


def names_as_json(score: Score) -> dict[str, Json]:
    """Return the scores of a CoNLL file as plain values, rates rounded to four places."""
    return {
        "overall": _rates(score.overall),
        "labels": {name: _rates(rates) for name, rates in score.labels.items()},
    }


def _rates(rates: NameRates) -> dict[str, Json]:
    return {
        "precision": round(rates.precision, 4),
        "recall": round(rates.recall, 4),
        "f1": round(rates.f1, 4),
    }


def names_table(score: Score) -> Table:
    """Return the scores of a CoNLL file as a table for the terminal."""
    out = Table("names", "precision", "recall", "F1")
    for name, r in (*score.labels.items(), ("all", score.overall)):
        out.add_row(name, *(f"{x:.3f}" for x in (r.precision, r.recall, r.f1)))
    return out


def digest(folder: Path) -> str:
    """Return the SHA-256 of a gold set: its YAML files and the texts beside them, by name."""
    out = hashlib.sha256()
    for file in sorted([*folder.glob("*.yaml"), *(folder.parent / "docs").glob("*.txt")]):
        out.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return out.hexdigest()


def fallen(scores: Scores, floors: Floors, sha256: str) -> list[str]:
    """Return a line for each layer below its floor.

    Raises:
        GoldError: when the gold set is not the one the floors were measured on.
    """
    if sha256 != floors.sha256:
        raise GoldError("the gold set has changed: measure the floors again and say why")
    low = [
        f"{layer}: F1 {scores.layers[layer].f1:.4f} is below its floor {floor:.4f}"
        for layer, floor in floors.f1.items()
        if scores.layers[layer].f1 < floor
    ]
    shares = {name: s.right / s.of for name, s in scores.fields.items()}
    return low + [
        f"{name}: {shares.get(name, 0.0):.4f} is below its floor {floor:.4f}"
        for name, floor in floors.shares.items()
        if shares.get(name, 0.0) < floor
    ]


def links_as_json(s: LinkScores) -> dict[str, Json]:
    """Return the scores of a story's links as plain values, rates rounded to four places."""

    def part(p: Part) -> dict[str, Json]:
        return {"right": p.right, "of": p.of, "share": round(p.share, 4)}

    def rates(r: Rates) -> dict[str, Json]:
        return {
            "precision": round(r.precision, 4),
            "recall": round(r.recall, 4),
            "f1": round(r.f1, 4),
        }

    return {
        "mentions": part(s.mentions),
        "happenings": rates(s.happenings),
        "of_the_found": {
            "types": part(s.types),
            "dates": part(s.dates),
            "origins": part(s.origins),
        },
        "copies": rates(s.copies),
        "figures": part(s.figures),
        "disagreements": {**part(s.disagreements), "shown": s.shown},
    }


def links_table(s: LinkScores) -> Table:
    """Return the scores of a story's links as a table for the terminal."""
    out = Table("links", "precision", "recall", "F1", "right")
    rows: tuple[tuple[str, Rates | None, Part | None], ...] = (
        ("mentions found", None, s.mentions),
        ("happenings (B3)", s.happenings, None),
        ("  type", None, s.types),
        ("  date", None, s.dates),
        ("  origins within range", None, s.origins),
        ("copies (pairs)", s.copies, None),
        ("figures in their series", None, s.figures),
        (f"disagreements ({s.shown} shown)", None, s.disagreements),
    )
    for name, r, p in rows:
        shown = (f"{x:.3f}" for x in (r.precision, r.recall, r.f1)) if r else ("", "", "")
        out.add_row(name, *shown, f"{p.right}/{p.of}" if p else "")
    return out
