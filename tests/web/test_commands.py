"""`serve` and `report` as commands: what they need, what they refuse."""

import subprocess
import sys
from pathlib import Path

import pytest

_MAIN = "from musnad.cli import main; main()"
_WITHOUT = f"import sys; sys.modules['fastapi'] = sys.modules['jinja2'] = None; {_MAIN}"


def ran(code: str, *arguments: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stderr


@pytest.mark.parametrize("command", ["serve", "report"])
def test_a_missing_library_is_named_with_its_extra(command: str, case: Path) -> None:
    arguments = [command, str(case), *(["-o", "x.html"] if command == "report" else [])]
    code, said = ran(_WITHOUT, *arguments)
    assert code == 1
    assert "pip install 'musnad[web]'" in said
    assert len(said.splitlines()) == 1


def test_other_commands_load_no_web_library(case: Path) -> None:
    code, said = ran(_WITHOUT, "sources", str(case))
    assert (code, said) == (0, "")


def test_wrong_use_is_refused_in_one_line(case: Path, tmp_path: Path) -> None:
    for arguments, words in (
        (("serve", str(tmp_path / "none.musnad")), "none.musnad"),
        (("serve", str(case), "--host", "0.0.0.0"), "--token"),  # noqa: S104 - it is refused
        (("serve", str(case), "--host", "0.0.0.0", "--token", "short"), "16 characters"),  # noqa: S104
        (("report", str(case), "-o", str(tmp_path / "x.pdf")), ".html"),
        (("report", str(case), "-o", "x.html", "--from", "soon"), "--from soon"),
    ):
        code, said = ran(_MAIN, *arguments)
        assert code == 2, said
        assert words in said
        assert len(said.splitlines()) == 1


def test_a_report_that_can_not_be_written_leaves_nothing(case: Path, tmp_path: Path) -> None:
    (tmp_path / "folder.html").mkdir()
    code, said = ran(_MAIN, "report", str(case), "-o", str(tmp_path / "folder.html"))
    assert code == 1
    assert "can't be written" in said
    assert [p.name for p in tmp_path.iterdir()] == ["folder.html"]
    code, said = ran(_MAIN, "report", str(case), "-o", str(tmp_path / "no" / "x.html"))
    assert code == 1
    assert "can't be written" in said


def test_two_servers_do_not_share_a_port(case: Path) -> None:
    from tests.web.conftest import serving

    with serving(case) as address:
        code, said = ran(_MAIN, "serve", str(case), "--port", address.rpartition(":")[2])
    assert code == 1
    assert "give another --port" in said
