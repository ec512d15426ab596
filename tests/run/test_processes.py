"""Work in several processes keeps its order, stays small, and outlives a crash."""

import os
from collections.abc import Iterator

from musnad.run.processes import ordered


def square(n: int) -> int:
    """Return the square; 7 ends its process."""
    if n == 7:
        os._exit(1)
    return n * n


def crashed(n: int) -> int:
    return -n


def test_order_is_kept_and_a_crash_is_one_result() -> None:
    results = list(ordered(iter(range(30)), square, crashed, workers=2))
    assert results == [(n, -n if n == 7 else n * n) for n in range(30)]


def test_few_jobs_are_taken_ahead() -> None:
    taken = 0

    def jobs() -> Iterator[int]:
        nonlocal taken
        for n in range(10, 1000):
            taken += 1
            yield n

    results = ordered(jobs(), square, crashed, workers=2)
    assert next(results) == (10, 100)
    assert taken <= 16
    results.close()  # type: ignore[attr-defined]  # a generator: the processes end with it


def test_no_jobs_no_results() -> None:
    assert list(ordered(iter(()), square, crashed, workers=2)) == []
