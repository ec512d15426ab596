"""Share of numbers that are read right in the published suites of Arabic numerals.

    uv run python benchmarks/numerals.py SUITE.jsonl… [--errors]

Each number of a case counts once; a case in which another number is found besides counts
as wrong. Printed for all cases and for those that `tests/published/left_out.toml` does not leave
out.
"""

import argparse
import math
from collections.abc import Iterator
from pathlib import Path

from suites import Case, Json, left_out, read

from musnad.annotate import numbers


def expected(case: Case) -> list[float]:
    """Return the values that a case expects; relative ordinals (last, next) are none."""
    values: list[float] = []
    for result in case.results:
        resolution = result["resolution"]
        value: Json = resolution.get("value") if isinstance(resolution, dict) else None
        if isinstance(value, str) and not value.startswith(("end", "current")):
            values.append(float(value.rstrip("%")))
    return values


def verdicts(path: Path) -> Iterator[tuple[Case, float, bool]]:
    """Yield each expected number of a suite with whether it is read."""
    for case in read(path):
        wanted = expected(case)
        found = [n.value for n in numbers.parse(case.text)]
        for value in wanted:
            near = any(math.isclose(f, value, rel_tol=1e-9, abs_tol=1e-12) for f in found)
            yield case, value, near and len(found) <= len(wanted)


def main() -> None:
    """Print a line for each suite, and with `--errors` one for each error."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("suites", type=Path, nargs="+")
    parser.add_argument("--errors", action="store_true")
    args = parser.parse_args()
    for path in args.suites:
        out = left_out(path)
        judged = list(verdicts(path))
        kept = [ok for case, _, ok in judged if case.line not in out]
        right = sum(ok for _, _, ok in judged)
        print(f"{path.stem}: all {right}/{len(judged)} ({right / len(judged):.3f}), ", end="")
        print(f"kept {sum(kept)}/{len(kept)} ({sum(kept) / len(kept):.3f})")
        for case, value, ok in judged:
            if args.errors and not ok:
                print(f"  {case.line}: {value:g} in {case.text} [{out.get(case.line, '')}]")


if __name__ == "__main__":
    main()
