"""Killed processes, and two that write at once, leave a case that is whole; on each backend."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from musnad import build, open_case
from musnad.errors import CaseWriteError
from tests.run.kills import held, measured
from tests.run.reports import write


@pytest.mark.usefixtures("no_encoder")
def test_a_killed_process_leaves_a_case_that_goes_on(
    new_place: Callable[[], str], tmp_path: Path
) -> None:
    tallies = measured(8, 4, 11, new_place, tmp_path)
    assert [line for t in tallies.values() for line in t.wrong] == []
    assert [t.kills for t in tallies.values()] == [2] * 4


def test_two_processes_that_add_at_once_take_turns(
    new_place: Callable[[], str], tmp_path: Path
) -> None:
    paths = write(tmp_path / "in", 8)
    halves = paths[::2], paths[1::2]
    together, once = new_place(), new_place()
    open_case(together, create=True).close()
    code = "import sys; from musnad import build; build(sys.argv[2:], sys.argv[1], workers=1)"
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", code, together, *map(str, half)], stderr=subprocess.PIPE
        )
        for half in halves
    ]
    assert [run.communicate()[1] for run in runs] == [b"", b""]
    assert [run.returncode for run in runs] == [0, 0]
    build(paths, once)
    assert held(together) == held(once)


def test_one_that_waits_too_long_for_another_is_told(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from musnad.case import file, server

    for part in (file, server):
        monkeypatch.setattr(part, "WAIT_SECONDS", 1)
    (path,) = write(tmp_path / "in", 1)
    open_case(place, create=True).close()
    with (
        open_case(place) as case,
        case.database.write(),
        pytest.raises(CaseWriteError, match=r"can't be written .* wait for the other run"),
    ):
        build([path], place)
    assert build([path], place).added == 1
