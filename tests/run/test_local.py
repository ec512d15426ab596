"""The whole job: in order, the rest in spite of one, and the same case however it came about."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from musnad import annotate, annotate_files, build, open_case, pipeline
from musnad.errors import CaseError, UsageError
from musnad.ingest import files
from musnad.model import Document, Failure
from tests.case.raw import Rows, contents
from tests.run.reports import write


def links(case: Path) -> Rows:
    rows = contents(case)
    return {n: rows[n] for n in ("happenings", "series", "statements", "sources", "meta")}


def fragile(doc: Document) -> Document:
    """Annotate a document, or fail in an unforeseen way where its text says so."""
    if "للمرة 2\n" in doc.text:
        raise ValueError("an unforeseen\nmistake")
    return _annotate(doc)


_annotate = pipeline.annotate


def test_results_come_in_order_one_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = write(tmp_path / "in", 50)
    read: list[str] = []

    def told(doc: Document) -> Document:
        read.append(doc.path)
        return doc

    monkeypatch.setattr(pipeline, "annotate", told)
    results = annotate_files([tmp_path / "in"], workers=1)
    next(results)
    assert read == [str(paths[0])]
    assert [r.path for r in results] == [str(p) for p in paths[1:]]


def test_several_processes_give_what_one_gives(tmp_path: Path) -> None:
    write(tmp_path / "in", 12)
    one = list(annotate_files([tmp_path / "in"], workers=1))
    assert list(annotate_files([tmp_path / "in"], workers=2)) == one
    assert all(isinstance(r, Document) and r.zones is not None for r in one)


def test_a_mistake_in_one_document_is_its_failure_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = write(tmp_path / "in", 5)
    monkeypatch.setattr(pipeline, "annotate", fragile)
    results = list(annotate_files(paths))
    assert [isinstance(r, Failure) for r in results] == [False, False, True, False, False]
    failure = results[2]
    assert isinstance(failure, Failure)
    assert failure.path == str(paths[2])
    assert "ValueError: an unforeseen mistake, at test_local.py:" in failure.reason


def test_a_path_that_is_not_there_stops_before_any_work(tmp_path: Path) -> None:
    (report,) = write(tmp_path / "in", 1)
    with pytest.raises(UsageError, match=r"nowhere: no such file or folder"):
        build([report, tmp_path / "nowhere"], tmp_path / "c")
    assert not (tmp_path / "c").exists()


def test_a_case_that_can_not_be_made_stops_before_any_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = write(tmp_path / "in", 1)
    monkeypatch.setattr(files, "find", pytest.fail)
    with pytest.raises(CaseError, match=r"folder .*no does not exist"):
        build(paths, tmp_path / "no" / "c")


def test_the_summary_counts_the_run_and_the_case(tmp_path: Path) -> None:
    paths = write(tmp_path / "in", 6)
    first = build(paths[:4], tmp_path / "c")
    assert (first.added, first.held, first.reports, first.failures) == (4, 0, 4, ())
    second = build([tmp_path / "in"], tmp_path / "c")
    assert (second.added, second.held, second.reports) == (2, 4, 6)


def test_again_adds_nothing_and_writes_nothing(tmp_path: Path) -> None:
    write(tmp_path / "in", 5)
    build([tmp_path / "in"], tmp_path / "c")
    before = (tmp_path / "c").read_bytes()
    stages: list[str] = []
    again = build([tmp_path / "in"], tmp_path / "c", progress=lambda s, _: stages.append(s))
    assert (again.added, again.held, again.reports) == (0, 5, 5)
    assert "link" not in stages
    assert (tmp_path / "c").read_bytes() == before


def test_one_file_at_two_places_is_one_report(tmp_path: Path) -> None:
    (path,) = write(tmp_path / "in", 1)
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / path.name).write_bytes(path.read_bytes())
    summary = build([tmp_path], tmp_path / "c.musnad", workers=2)
    assert (summary.added, summary.reports) == (1, 1)


@pytest.mark.parametrize("seed", range(3))
def test_in_whatever_order_and_parts_the_links_are_the_same(tmp_path: Path, seed: int) -> None:
    paths = write(tmp_path / "in", 12)
    build(paths, tmp_path / "whole")
    shuffled = list(paths)
    random.Random(seed).shuffle(shuffled)  # noqa: S311
    for part in (shuffled[:5], shuffled[5:6], shuffled[6:]):
        build(part, tmp_path / "parts")
    assert links(tmp_path / "parts") == links(tmp_path / "whole")


def test_a_failure_is_kept_and_cleared_when_the_document_succeeds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = write(tmp_path / "in", 4)
    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "annotate", fragile)
        summary = build(paths, tmp_path / "c")
    assert [f.path for f in summary.failures] == [str(paths[2])]
    with open_case(tmp_path / "c") as case:
        assert case.failures() == summary.failures
        assert len(list(case.documents())) == 3
    assert build(paths, tmp_path / "c").added == 1
    with open_case(tmp_path / "c") as case:
        assert case.failures() == ()


def test_a_name_that_is_not_utf_8_is_a_failure_alone(tmp_path: Path) -> None:
    write(tmp_path / "in", 1)
    for ending in ("txt", "pdf"):
        try:
            (tmp_path / "in" / os.fsdecode(b"\xe6\xe7." + ending.encode())).write_text("قال الوفد")
        except OSError:
            pytest.skip("this file system has UTF-8 names alone")
    summary = build([tmp_path / "in"], tmp_path / "c")
    assert summary.added == 1
    assert [f.reason for f in summary.failures] == ["its name is not in UTF-8; rename it"] * 2
    assert summary.failures[0].path == str(tmp_path / "in" / "\ufffd\ufffd.pdf")


def test_what_can_not_be_kept_is_a_failure_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "in", 2)

    def half(doc: Document) -> Document:
        return replace(doc, outlet="\ud800") if doc.path.endswith("000.txt") else doc

    monkeypatch.setattr(pipeline, "annotate", half)
    summary = build([tmp_path / "in"], tmp_path / "c")
    assert (summary.added, len(summary.failures)) == (1, 1)


def test_the_case_is_no_report_of_its_own_folder(tmp_path: Path) -> None:
    write(tmp_path / "in", 1)
    for _ in range(2):
        assert build([tmp_path / "in"], tmp_path / "in" / "case.txt").failures == ()


def test_progress_is_told(tmp_path: Path) -> None:
    write(tmp_path / "in", 3)
    told: list[tuple[str, int]] = []
    build([tmp_path / "in"], tmp_path / "c", progress=lambda stage, n: told.append((stage, n)))
    assert told == [("read", 1), ("read", 2), ("read", 3), ("link", 0)]


def test_text_in_hand_is_annotated() -> None:
    doc = annotate("قال مروان السهلي إن الوفد غادر لولان.")
    assert doc.lang == "ar"
    assert doc == annotate("قال مروان السهلي إن الوفد غادر لولان.".encode())


KILLED = """
import os, signal, sys, threading
from musnad import build
paths, case, stage, number = sys.argv[1], sys.argv[2], sys.argv[3], float(sys.argv[4])

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

def told(at, done):
    if (at, done) == (stage, number):
        die()
    if stage == "after" and done == 1:
        threading.Timer(number, die).start()

if __name__ == "__main__":
    build([paths], case, workers=2 if stage == "after" else 1, progress=told)
"""


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Path]]:
    place = tmp_path_factory.mktemp("undisturbed")
    write(place / "in", 30)
    build([place / "in"], place / "whole")
    yield place / "in", place / "whole"


@pytest.mark.parametrize(
    ("stage", "number"),
    [("read", 1), ("read", 17), ("link", 0), *(("after", random.random() / 5) for _ in range(3))],  # noqa: S311
)
def test_a_killed_run_goes_on_where_it_stood(
    tmp_path: Path, undisturbed: tuple[Path, Path], stage: str, number: float
) -> None:
    reports, whole = undisturbed
    case = tmp_path / "c"
    script = tmp_path / "run.py"
    script.write_text(KILLED)
    ran = subprocess.run(
        [sys.executable, str(script), str(reports), str(case), stage, str(number)],
        capture_output=True,
        check=False,
    )
    assert ran.returncode == -9 or stage == "after", ran.stderr.decode()
    with open_case(case) as opened:
        held = len(list(opened.documents()))
        assert not opened.linked or stage == "after"
    summary = build([reports], case)
    assert summary.held == held
    assert contents(case) == contents(whole)


def test_workers_end_with_a_killed_run(tmp_path: Path, undisturbed: tuple[Path, Path]) -> None:
    if not Path("/proc/self/stat").exists():
        pytest.skip("needs /proc to see which processes live")
    script = tmp_path / "run.py"
    script.write_text(
        "import multiprocessing, os, signal, sys\n"
        "from musnad import build\n"
        "def told(*_):\n"
        "    print(*(p.pid for p in multiprocessing.active_children()), flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "if __name__ == '__main__':\n"
        "    build([sys.argv[1]], sys.argv[2], workers=2, progress=told)\n"
    )
    ran = subprocess.run(
        [sys.executable, str(script), str(undisturbed[0]), str(tmp_path / "c")],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    workers = [int(pid) for pid in ran.stdout.split()]
    assert workers
    end = time.monotonic() + 10
    while any(map(_lives, workers)) and time.monotonic() < end:
        time.sleep(0.05)
    assert not any(map(_lives, workers))


def _lives(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
