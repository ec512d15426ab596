"""Cases of the published recogniser suites, and which are left out of the measured share.

A suite is a JSONL file, a case a line: `input`, for times `reference` and `results` with TIMEX
values, for numbers `value` or `results` with a value each. `tests/published/left_out.toml` lists by
line those that are wrong or that nobody writes, with the reason.
"""

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"


@dataclass(frozen=True, slots=True)
class Case:
    """One sentence of a suite with what it expects, by the suite's own fields."""

    line: int
    text: str
    reference: str | None
    results: tuple[dict[str, Json], ...]


def read(path: Path) -> Iterator[Case]:
    """Yield a suite's cases in order."""
    with path.open(encoding="utf-8") as lines:
        for i, line in enumerate(lines):
            raw = json.loads(line)
            results = raw.get("results") or [{"resolution": {"value": str(raw["value"])}}]
            yield Case(i, raw["input"], raw.get("reference"), tuple(results))


def left_out(path: Path) -> dict[int, str]:
    """Return the reason for each line of a suite that is left out."""
    table = Path(__file__).parents[1] / "tests" / "published" / "left_out.toml"
    rows = tomllib.loads(table.read_text(encoding="utf-8"))
    return {i: r["reason"] for r in rows["left_out"] if r["suite"] == path.stem for i in r["cases"]}
