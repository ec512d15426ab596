"""Published suites of Arabic times and numerals: which cases are left out, and why.

The suites are not part of this repository. With `MUSNAD_SUITES=DIR`, a folder that holds
`recognizers_datetime.jsonl`, `recognizers_number.jsonl` and `duckling_numbers.jsonl`, their
shares are measured, too.
"""

import datetime as dt
import os
import re
import subprocess
import sys
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from musnad.annotate import numbers, times

SUITES = os.environ.get("MUSNAD_SUITES")
ANCHOR = dt.date(2025, 9, 7)
FEW = {"recognizers_datetime": 25, "recognizers_number": 8, "duckling_numbers": 1}
BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Cases that are not counted, why, and what is read in a sentence of their kind."""

    suite: str
    cases: list[int]
    reason: str
    like: str
    reads: list[str | float]


def rows() -> list[LeftOut]:
    path = Path(__file__).with_name("left_out.toml")
    return [LeftOut(**row) for row in tomllib.loads(path.read_text(encoding="utf-8"))["left_out"]]


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.like)
def test_what_is_left_out_is_read_as_arabic_means_it(row: LeftOut) -> None:
    found: list[str | float | None]
    if row.suite == "recognizers_datetime":
        found = [t.value for t in times.parse(row.like, ANCHOR)]
    else:
        found = [round(n.value, 12) for n in numbers.parse(row.like)]
    assert found == row.reads


def test_no_case_is_left_out_twice_and_few_are() -> None:
    counted = Counter((row.suite, case) for row in rows() for case in row.cases)
    assert set(counted.values()) == {1}
    assert Counter(suite for suite, _ in counted) == FEW


def shares(script: str, *suites: str) -> list[tuple[int, int]]:
    """Return right and counted of each line that a benchmark prints for what is kept."""
    paths = [str(Path(SUITES or "") / f"{suite}.jsonl") for suite in suites]
    command = [sys.executable, str(BENCHMARKS / script), *paths]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [(int(a), int(b)) for a, b in re.findall(r"kept (\d+)/(\d+)", out)]


if SUITES:

    def test_times_of_the_suite() -> None:
        right, counted = shares("times.py", "recognizers_datetime")[0]
        assert right / counted >= 0.87

    def test_numbers_of_both_suites() -> None:
        found = shares("numerals.py", "recognizers_number", "duckling_numbers")
        assert sum(right for right, _ in found) / sum(counted for _, counted in found) >= 0.95
