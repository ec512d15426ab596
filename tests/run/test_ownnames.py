"""A user's own names reach every report, in every process, and are kept by the case."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from musnad import annotate
from musnad.case.store import Case, open_case
from musnad.errors import UsageError
from musnad.model import EnglishFrom, Label
from musnad.run import local, upkeep

HEAD = "name,kind,english,variants\n"
OLD = "قال سامر الراوي إن قافلة النورس وصلت إلى المدينة مساء أمس بعد رحلة طويلة عبر الجبال."
NEW = "أعلنت قافلة النورس في بيان أنها ستغادر المدينة صباح غد، وقال للنورس إن الطريق آمن."


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "old.txt").write_text(OLD, encoding="utf-8")
    return folder


def names(folder: Path, rows: str) -> Path:
    path = folder / "my.csv"
    path.write_text(HEAD + rows, encoding="utf-8")
    return path


def orgs(case: Case) -> set[str]:
    return {m.name for d in case.documents() for m in d.mentions if m.label is Label.ORG}


@pytest.fixture
def case(tmp_path: Path, reports: Path) -> Iterator[Case]:
    local.build([reports], tmp_path / "c.musnad")
    with open_case(tmp_path / "c.musnad") as opened:
        yield opened


def test_a_name_is_taken_wherever_it_stands_with_its_proclitics_left_out(tmp_path: Path) -> None:
    mine = names(tmp_path, "قافلة النورس,ORG,Gull Convoy,النورس\n")
    doc = annotate(NEW, names=mine)
    found = [(m.span.of(doc.text), m.name) for m in doc.mentions if m.label is Label.ORG]
    assert found == [("قافلة النورس", "قافلة النورس"), ("للنورس", "قافلة النورس")]


def test_the_list_outvotes_the_other_lists_and_the_encoder(tmp_path: Path) -> None:
    text = "وصل الوفد إلى القاهرة أمس."
    mine = names(tmp_path, "القاهرة,ORG,Cairo FC,\n")
    assert [m.label for m in annotate(text).mentions] == [Label.LOC]
    assert [m.label for m in annotate(text, names=mine).mentions] == [Label.ORG]


def test_reports_held_are_read_anew_and_reports_to_come_have_the_names(
    case: Case, tmp_path: Path, reports: Path
) -> None:
    assert "قافلة النورس" not in orgs(case)
    mine = names(tmp_path, "قافلة النورس,ORG,Gull Convoy,النورس\n")
    place = tmp_path / "c.musnad"
    local.build([reports], place, create=False, names=mine)
    assert orgs(case) == {"قافلة النورس"}
    (reports / "new.txt").write_text(NEW, encoding="utf-8")
    local.build([reports], place, create=False)
    [found] = [e for e in case.links().entities if e.kind is Label.ORG]
    assert (found.english, found.english_from) == ("Gull Convoy", EnglishFrom.USER)
    assert len(found.documents) == 2


def test_a_case_annotated_anew_has_the_names_still(
    case: Case, tmp_path: Path, reports: Path
) -> None:
    mine = names(tmp_path, "قافلة النورس,ORG,,\n")
    local.build([reports], tmp_path / "c.musnad", create=False, names=mine)
    mine.unlink()
    upkeep.reannotate(tmp_path / "c.musnad", everything=True)
    assert orgs(case) == {"قافلة النورس"}


def test_a_list_without_rows_takes_the_names_back(
    case: Case, tmp_path: Path, reports: Path
) -> None:
    before = [d.mentions for d in case.documents()]
    place = tmp_path / "c.musnad"
    local.build([reports], place, create=False, names=names(tmp_path, "النورس,ORG,,\n"))
    local.build([reports], place, create=False, names=names(tmp_path, ""))
    assert case.own_names() == ()
    assert [d.mentions for d in case.documents()] == before


def test_the_names_reach_other_processes(tmp_path: Path, reports: Path) -> None:
    (reports / "new.txt").write_text(NEW, encoding="utf-8")
    mine = names(tmp_path, "قافلة النورس,ORG,,النورس\n")
    found = list(local.annotate_files([reports], workers=2, names=mine))
    counts = [sum(m.name == "قافلة النورس" for m in d.mentions) for d in found if d]  # type: ignore[union-attr]
    assert counts == [2, 1]


def test_a_wrong_list_is_told_before_any_work(tmp_path: Path, reports: Path) -> None:
    with pytest.raises(UsageError, match=r"my\.csv, line 2"):
        local.build([reports], tmp_path / "x.musnad", names=names(tmp_path, "النورس,BODY,,\n"))
    assert not (tmp_path / "x.musnad").exists()
