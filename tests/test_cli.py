"""The command line as its users meet it: in processes of their own, with pipes and signals."""

import json
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from musnad import cli, open_case
from musnad.model import Document
from musnad.version import VERSION
from tests.run.reports import write

_TEXT = "قال مروان السهلي إن الوفد غادر لولان."
_MUSNAD = (sys.executable, "-c", "from musnad.cli import main; main()")


@dataclass(frozen=True)
class Ran:
    """What a command said, and its exit code."""

    returncode: int | str | None
    stdout: str
    stderr: str


def alone(*arguments: str | Path, cwd: Path | None = None, stdin: bytes = b"") -> Ran:
    """Run one command in a process of its own."""
    ran = subprocess.run(
        [*_MUSNAD, *map(str, arguments)], capture_output=True, check=False, cwd=cwd, input=stdin
    )
    return Ran(ran.returncode, ran.stdout.decode(), ran.stderr.decode())


Musnad = Callable[..., Ran]


@pytest.fixture
def musnad(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Musnad:
    """Run one command in this process, which is faster, in the test's own folder."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str | Path) -> Ran:
        monkeypatch.setattr(sys, "argv", ["musnad", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        shown = capsys.readouterr()
        return Ran(ended.value.code or 0, shown.out, shown.err)

    return run


def test_build_add_and_again(tmp_path: Path, musnad: Musnad) -> None:
    paths = write(tmp_path / "in", 4)
    (tmp_path / "first").mkdir()
    paths[0].rename(tmp_path / "first" / paths[0].name)
    built = musnad("build", "first", "-o", "a case.musnad")
    assert built.returncode == 0
    assert built.stdout.startswith("a case.musnad: 1 report read\n")
    assert built.stdout.endswith("  next      musnad chronology 'a case.musnad'\n")
    assert built.stderr == ""
    added = musnad("add", "a case.musnad", "in")
    assert added.stdout.startswith("a case.musnad: 3 reports read\n  holds     4 reports: ")
    again = musnad("build", "in", "first", "-o", "a case.musnad")
    assert again.stdout.startswith("a case.musnad: nothing new: 4 reports there already\n")


def test_annotate_prints_a_line_for_each_report(tmp_path: Path, musnad: Musnad) -> None:
    paths = write(tmp_path / "in", 3)
    ran = musnad("annotate", tmp_path / "in")
    lines = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [line["doc"]["path"] for line in lines] == [str(p) for p in paths]
    assert [line["text"] for line in lines] == [p.read_text(encoding="utf-8") for p in paths]
    assert (ran.returncode, ran.stderr) == (0, "")


def test_annotate_reads_standard_input() -> None:
    ran = alone("annotate", "-", stdin=_TEXT.encode())
    assert json.loads(ran.stdout)["text"] == _TEXT


def test_annotate_as_text_without_a_terminal_uses_brackets() -> None:
    ran = alone("annotate", "-", "--format", "text", stdin=_TEXT.encode())
    assert ran.returncode == 0
    assert "\x1b" not in ran.stdout
    assert "لولان" in ran.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("build", "--frob", "x"), "No such option: --frob; see: musnad build -h"),
        (("build", "x"), "Missing option '-o' / '--output'; see: musnad build -h"),
        (("build", "-o", "c"), "Missing argument 'PATH...'; see: musnad build -h"),
        (("frob",), "No such command 'frob'; see: musnad -h"),
        (("annotate", "x", "--format", "xml"), "'xml' is not one of 'jsonl', 'text'"),
        (
            ("annotate", "x", "--workers", "0"),
            "'--workers': Input should be greater than or equal to 1",
        ),
        (("annotate", "-", "in"), "-: standard input goes alone; leave out the other paths"),
        (("build", "nowhere", "-o", "c"), "nowhere: no such file or folder; check the path"),
        (("annotate", "nowhere"), "nowhere: no such file or folder; check the path"),
        (("build", "in", "-o", "no/c"), "no/c: the folder no does not exist; make it first"),
        (("build", "in", "-o", "in"), "in: is a folder; name a file"),
        (("build", "in", "-o", "in/report000.txt"), "report000.txt: is not a Musnad case"),
        (("add", "nocase", "in"), "nocase: no such case; make one with: musnad build"),
    ],
)
def test_bad_use_is_one_line_and_exit_2(
    tmp_path: Path, musnad: Musnad, arguments: tuple[str, ...], said: str
) -> None:
    write(tmp_path / "in", 1)
    ran = musnad(*arguments)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith("musnad: ")
    assert ran.stderr.count("\n") == 1
    assert said in ran.stderr
    assert [p.name for p in tmp_path.iterdir()] == ["in"]


def test_nothing_that_can_be_read_is_a_failed_run(tmp_path: Path, musnad: Musnad) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty.txt").touch()
    for given in ("empty", "empty.txt"):
        built = musnad("build", given, "-o", "c")
        assert built.returncode == 1
        assert built.stderr == (
            f"musnad: {given}: no report could be read; give .txt, .md, .html or .pdf\n"
        )
    assert musnad("annotate", "empty.txt").returncode == 1


def test_one_bad_input_does_not_stop_the_others(tmp_path: Path, musnad: Musnad) -> None:
    write(tmp_path / "in", 2)
    (tmp_path / "in" / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 9)
    built = musnad("build", "in", "-o", "c")
    assert built.returncode == 0
    assert built.stdout.startswith("c: 2 reports read, 1 skipped\n  skipped   in/picture.txt: ")
    with open_case(tmp_path / "c") as case:
        assert [f.path for f in case.failures()] == ["in/picture.txt"]
    ran = musnad("annotate", "in")
    assert (ran.returncode, ran.stdout.count("\n")) == (0, 2)
    assert ran.stderr.startswith("musnad: in/picture.txt: ")


def test_a_name_that_steers_the_terminal_is_shown_by_code(tmp_path: Path, musnad: Musnad) -> None:
    (tmp_path / "\x1b[31mred\u202e.txt").touch()
    ran = musnad("annotate", tmp_path)
    assert "<U+001B>[31mred<U+202E>.txt" in ran.stderr


def test_version_and_help(musnad: Musnad) -> None:
    assert musnad("--version").stdout == f"musnad {VERSION}\n"
    for arguments in ((), ("-h",), ("--help",)):
        ran = musnad(*arguments)
        assert (ran.returncode, ran.stderr) == (0, "")
        assert "chronology" in ran.stdout
    assert "PATH..." in musnad("build", "-h").stdout


def test_a_reader_that_has_enough_is_no_error(tmp_path: Path) -> None:
    write(tmp_path / "in", 40)
    with subprocess.Popen(
        [*_MUSNAD, "annotate", str(tmp_path / "in"), "--workers", "1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as ran:
        assert ran.stdout is not None
        assert ran.stderr is not None
        ran.stdout.readline()
        ran.stdout.close()
        assert ran.stderr.read() == b""
    assert ran.returncode == 0


@pytest.mark.parametrize("workers", ["1", "2"])
def test_ctrl_c_leaves_a_good_case_and_says_how_to_go_on(tmp_path: Path, workers: str) -> None:
    write(tmp_path / "in", 120)
    # a shell's background jobs, as these tests may be, are deaf to Ctrl-C, and so their children
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen(
        [*_MUSNAD, "build", "in", "-o", "c", "--workers", workers],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as ran:
        log = tmp_path / "c-wal"
        while not log.exists() or log.stat().st_size < 30_000:
            time.sleep(0.001)
        os.killpg(ran.pid, signal.SIGINT)
        out, err = ran.communicate()
    assert ran.returncode == 130
    assert out == b""
    assert err.decode() == (
        "musnad: c: stopped; what was read is kept: run the same command again to go on\n"
    )
    assert alone("build", "in", "-o", "c", cwd=tmp_path).returncode == 0
    with open_case(tmp_path / "c") as case:
        assert len(list(case.documents())) == 120
        assert case.linked


def test_a_terminal_shows_progress_and_colour(tmp_path: Path) -> None:
    write(tmp_path / "in", 3)
    shown = _in_terminal("build", str(tmp_path / "in"), "-o", str(tmp_path / "c"))
    assert "reading" in shown
    assert "3 reports read" in shown


def _in_terminal(*arguments: str) -> str:
    """Run one command in a terminal and return all that it showed."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [*_MUSNAD, *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm-256color"},
    ):
        os.close(theirs)
        shown = b""
        try:
            while piece := os.read(ours, 65536):
                shown += piece
        except OSError:  # how a terminal ends on Linux
            pass
    os.close(ours)
    return shown.decode()


def test_the_demo_builds_the_example_story_and_prints_its_chronology(
    tmp_path: Path, musnad: Musnad
) -> None:
    ran = musnad("demo", "--format", "json")
    assert ran.returncode == 0
    assert "entries" in json.loads(ran.stdout)
    assert ran.stderr.startswith("examples/talks: ")
    assert ran.stderr.endswith("  next      musnad demo -o talks.musnad\n")
    assert not list(tmp_path.iterdir())
    kept = musnad("demo", "-o", "talks.musnad")
    assert kept.stderr.endswith("  next      musnad statements talks.musnad\n")
    with open_case("talks.musnad") as case:
        assert case.holdings().reports >= 12
        assert case.failures() == ()


def test_a_case_not_linked_yet_is_told(tmp_path: Path, musnad: Musnad) -> None:
    with open_case("c", create=True) as case:
        case.add(Document("a.1", "a.txt", _TEXT, lang="ar"), b"")
    for command in (
        "chronology",
        "statements",
        "figures",
        "sources",
        "copies",
        "disagreements",
        "stories",
    ):
        ran = musnad(command, "c", "--format", "json")
        assert (ran.returncode, ran.stderr.count("\n")) == (0, 1)
        assert ran.stderr.startswith("musnad: c: its links are not of the reports that it holds")
        assert ran.stderr.endswith("make them with: musnad reannotate c\n")


def test_a_full_disk_fails_the_run_and_it_goes_on_later(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource", reason="limits are set the POSIX way")
    write(tmp_path / "in", 40)
    small = (100_000, 100_000)
    ran = subprocess.run(
        [*_MUSNAD, "build", "in", "-o", "c"],
        capture_output=True,
        check=False,
        cwd=tmp_path,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, small),
    )
    assert ran.returncode == 1
    assert ran.stderr.startswith(b"musnad: c: can't be written (")
    assert ran.stderr.count(b"\n") == 1
    assert alone("build", "in", "-o", "c", cwd=tmp_path).returncode == 0
    with open_case(tmp_path / "c") as case:
        assert len(list(case.documents())) == 40


def test_review_from_the_command_line(musnad: Musnad, tmp_path: Path) -> None:
    write(tmp_path / "in", 3)
    musnad("build", "in", "-o", "c.musnad")
    first = json.loads(musnad("chronology", "c.musnad", "--format", "json").stdout)["entries"][0]
    done = musnad("review", "accept", "c.musnad", first["id"], "--by", "Layla", "--why", "seen")
    assert (done.returncode, done.stderr) == (0, "")
    decision = done.stdout.split()[0]
    assert "confirmed by" in musnad("chronology", "c.musnad").stdout
    assert "Layla" in musnad("chronology", "c.musnad", "--format", "csv").stdout
    log = json.loads(musnad("review", "log", "c.musnad", "--format", "json").stdout)["decisions"]
    assert [(d["id"], d["who"], d["action"], d["why"]) for d in log] == [
        (decision, "Layla", "accept", "seen")
    ]
    assert musnad("review", "export", "c.musnad", "-o", "log.jsonl").returncode == 0
    assert musnad("review", "undo", "c.musnad", decision, "--by", "Layla").returncode == 0
    assert "confirmed by" not in musnad("chronology", "c.musnad").stdout
    write(tmp_path / "none", 1)
    (tmp_path / "none" / "report000.txt").write_text(_TEXT, encoding="utf-8")
    musnad("build", "none", "-o", "other.musnad")
    applied = musnad("review", "apply", "other.musnad", "log.jsonl")
    assert "1 decisions taken, 0 held already" in applied.stdout
    assert "kept but holds on to nothing yet" in applied.stderr
    wrong = musnad("review", "correct", "c.musnad", first["id"], "date", "someday")
    assert wrong.returncode == 2
    assert "no such day" in wrong.stderr


def test_a_first_search_shows_how_far_the_index_is(musnad: Musnad, tmp_path: Path) -> None:
    write(tmp_path / "in", 3)
    musnad("build", "in", "-o", "c.musnad")
    first, second = (_in_terminal("search", str(tmp_path / "c.musnad"), "الوفد") for _ in range(2))
    assert "making ready" in first
    assert "3/3" in first
    assert "making ready" not in second


def test_a_question_from_the_command_line(musnad: Musnad, tmp_path: Path) -> None:
    write(tmp_path / "in", 3)
    musnad("build", "in", "-o", "c.musnad")
    asked = musnad("search", "c.musnad", "--meaning", "How many were wounded?", "--format", "json")
    assert (asked.returncode, asked.stderr) == (0, "")
    assert "أصيبوا" in json.loads(asked.stdout)["results"][0]["text"]
    nothing = musnad("search", "c.musnad")
    assert nothing.returncode == 2
    assert "--meaning" in nothing.stderr
