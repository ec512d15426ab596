"""The listing commands as their users meet them: a built case, pipes and wrong use."""

import csv
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from musnad.case.store import open_case
from musnad.cli import main
from musnad.link import link
from tests.present.case import MEETING, reports


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("listings") / "talks.musnad"
    with open_case(path, create=True) as held:
        for document in reports():
            held.add(document, document.text.encode())
        held.save_links(link(held.documents()))
    return path


class Ran(NamedTuple):
    """What a command said and how it ended."""

    returncode: int
    stdout: str
    stderr: str


Musnad = Callable[..., Ran]


@pytest.fixture
def musnad(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Musnad:
    def run(*arguments: str | Path) -> Ran:
        monkeypatch.setattr(sys, "argv", ["musnad", *map(str, arguments)])
        with pytest.raises(SystemExit) as end:
            main()
        out, err = capsysbinary.readouterr()
        return Ran(int(end.value.code or 0), out.decode(), err.decode())

    return run


@pytest.mark.parametrize(
    ("command", "key", "n"),
    [("chronology", "entries", 4), ("statements", "statements", 4), ("figures", "series", 1),
     ("sources", "sources", 3), ("copies", "groups", 0),
     ("disagreements", "disagreements", 0), ("stories", "stories", 1)],
)  # fmt: skip
def test_each_listing_in_each_format(
    case: Path, musnad: Musnad, command: str, key: str, n: int
) -> None:
    ran = musnad(command, case, "--format", "json")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert len(json.loads(ran.stdout)[key]) == n
    for lang in ("ar", "en"):
        assert musnad(command, case, "--lang", lang).stdout
    assert len(list(csv.reader(io.StringIO(musnad(command, case, "--format", "csv").stdout)))) > n
    assert musnad(command, case, "--format", "md").stdout.startswith("| ")


def test_filters(case: Path, musnad: Musnad) -> None:
    ran = musnad(
        "chronology", case, "--from", "2031-05", "--who", "النجم", "--type", "consult",
        "--format", "json",
    )  # fmt: skip
    (entry,) = json.loads(ran.stdout)["entries"]
    assert entry["evidence"][0]["text"] == MEETING
    ran = musnad("statements", case, "--by", "الرملي", "--to", "2031-04", "--format", "json")
    (said,) = json.loads(ran.stdout)["statements"]
    assert said["cue"] == "أعلن"
    ran = musnad("figures", case, "--measure", "injured", "--format", "json")
    assert json.loads(ran.stdout) == {"series": []}


def test_search(case: Path, musnad: Musnad) -> None:
    ran = musnad("search", case, "الوفدين", "OR", "محادثات", "--format", "json")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert {r["document"] for r in json.loads(ran.stdout)["results"]} == {"r1", "r2"}
    assert "[لقاء]" in musnad("search", case, "لقاء").stdout
    assert json.loads(musnad("search", case, "بغداد", "--format", "json").stdout) == {"results": []}


def test_export(case: Path, musnad: Musnad, tmp_path: Path) -> None:
    ran = musnad("export", case, "--as", "csv", "-o", tmp_path / "a.csv", "--lang", "ar")
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    assert MEETING in (tmp_path / "a.csv").read_text(encoding="utf-8-sig")
    ran = musnad("export", case, "--as", "csv", "-o", case)
    assert ran.returncode == 2
    assert "is the case itself" in ran.stderr


def test_what_a_range_leaves_out_is_said(case: Path, musnad: Musnad) -> None:
    ran = musnad("chronology", case, "--from", "2031-05")
    assert ran.stderr == "musnad: Without a stated date and so left out: 1\n"
    assert musnad("chronology", case, "--from", "2031-05", "--format", "csv").stderr == ""


def test_a_piped_table_has_no_escape_codes(case: Path, musnad: Musnad) -> None:
    assert "\x1b" not in musnad("chronology", case).stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("chronology", "--from", "May"), "--from May: no such date; give a year"),
        (("chronology", "--from", "2032", "--to", "2031"), "swap them"),
        (("chronology", "--type", "war"), "--type war: not one of AGREE, CONSULT"),
        (("chronology", "--format", "xml"), "'table', 'json', 'csv', 'md'"),
        (("search", "ا OR"), "query 'ا OR', character 3: OR needs words on both sides"),
        (("search", "الوفد", "--most", "0"), "--most"),
        (("export", "--as", "pdf", "-o", "a"), "'csv', 'xlsx'"),
        (("export", "--as", "csv", "-o", "/none/a.csv"), "the folder /none does not exist"),
        (("statements", "--kind", "ghost"), "'person', 'organization'"),
        (("figures", "--measure", "sheep"), "'killed'"),
    ],
)
def test_wrong_use_is_one_line(
    case: Path, musnad: Musnad, arguments: tuple[str, ...], said: str
) -> None:
    command, *options = arguments
    ran = musnad(command, case, *options)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert said in ran.stderr
    assert ran.stderr.count("\n") == 1


def test_a_case_that_is_not_there(tmp_path: Path, musnad: Musnad) -> None:
    ran = musnad("chronology", tmp_path / "none.musnad")
    assert ran.returncode == 2
    assert ran.stderr.count("\n") == 1
